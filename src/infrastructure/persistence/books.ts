/** The embedded ledger: positions, journal entries with their postings, refunds due. */
import { type Selectable, sql } from 'kysely';
import type { Books } from '../../application/book-ports.js';
import type { EntryKind, JournalEntry } from '../../domain/ledger/journal.js';
import type { Position } from '../../domain/ledger/position.js';
import type { LedgerAccount } from '../../domain/ledger/postings.js';
import type { RefundDue } from '../../domain/ledger/refund.js';
import { holdsOf } from './holds.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed, MAX_UNION, upsertAll } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { statementsOf } from './statements.js';
import type { Session } from './transaction.js';

export const booksOf = (session: Session): Books => ({
  ...holdsOf(session),
  ...statementsOf(session),
  ...journalOf(session),
  ...refundsOf(session),
  async positions(accountIds) {
    const some = listed(accountIds);
    const { rows } = await prepared(session, `positions ${some.length}`, some, (query) =>
      query.selectFrom('ledger_position').selectAll().where('id', 'in', some).orderBy('id'),
    );
    return rows.map(toPosition);
  },
  async open(positions) {
    await insertAll(session, 'ledger_position', positions.map(positionRow));
  },
  async savePositions(positions) {
    await upsertAll(session, 'ledger_position', positions.map(positionRow), (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(['customer_id', 'id']).doUpdateSet(({ ref }) => ({
          principal_minor: ref('excluded.principal_minor'),
          interest_minor: ref('excluded.interest_minor'),
          fee_minor: ref('excluded.fee_minor'),
          credit_minor: ref('excluded.credit_minor'),
          held_minor: ref('excluded.held_minor'),
          interest_through: ref('excluded.interest_through'),
          interest_carry: ref('excluded.interest_carry'),
          repaid_minor: ref('excluded.repaid_minor'),
          dues_minor: ref('excluded.dues_minor'),
        })),
      ),
    );
  },
});

type JournalPart = 'append' | 'entry' | 'isReversed' | 'entriesOf' | 'netChanges';

const journalOf = (session: Session): Pick<Books, JournalPart> => ({
  async append(entries) {
    const rows = await sealed(session, 'journal_entry', entries.map(entryRow));
    await insertAll(session, 'journal_entry', rows);
    await insertAll(
      session,
      'posting',
      entries.flatMap(({ customerId, id, postings }) =>
        postings.map(({ account, amountMinor }) => ({
          customer_id: customerId,
          id,
          ledger_account: account,
          amount_minor: amountMinor,
        })),
      ),
    );
  },
  async entry(id) {
    const [row] = await session
      .query()
      .selectFrom('journal_entry')
      .selectAll()
      .where('id', '=', id)
      .execute();
    return row && (await withPostings(session, [row]))[0];
  },
  async isReversed(entryId) {
    const query = session.query().selectFrom('journal_entry').select('id');
    return (await query.where('reverses', '=', entryId).execute()).length > 0;
  },
  async entriesOf(accountIds, page) {
    const rows: Tables['journal_entry'][] = [];
    for (let start = 0; start < accountIds.length; start += MAX_UNION) {
      const some = accountIds.slice(start, start + MAX_UNION);
      const [first, ...others] = some.map((accountId) => newest(session, accountId, page));
      if (!first) continue;
      const all = others.reduce((union, own) => union.unionAll(own), first);
      rows.push(...(await session.query().selectFrom(all.as('entry')).selectAll().execute()));
    }
    rows.sort((one, other) => (one.id < other.id ? 1 : -1));
    return withPostings(session, rows);
  },
  async netChanges(accountId, after) {
    const rows = await session
      .query()
      .selectFrom('journal_entry as entry')
      .innerJoin('posting', (join) =>
        join
          .onRef('posting.customer_id', '=', 'entry.customer_id')
          .onRef('posting.id', '=', 'entry.id'),
      )
      .where('entry.account_id', '=', accountId)
      .where('entry.value_date', '>', after)
      .where('posting.ledger_account', 'in', ['PRINCIPAL', 'CREDIT_BALANCE'])
      .groupBy('entry.value_date')
      .orderBy('entry.value_date')
      .select(['entry.value_date'])
      .select(sql<number>`sum(posting.amount_minor)`.as('change'))
      .execute();
    return rows.map((row) => ({ valueDate: row.value_date, changeMinor: Number(row.change) }));
  },
});

/** One line's page, read by index from its end; lines are put together by the union of these. */
function newest(
  session: Session,
  accountId: string,
  page: { before: string | null; limit: number },
) {
  const own = session
    .query()
    .selectFrom('journal_entry')
    .selectAll()
    .where('account_id', '=', accountId)
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit);
  // SQLite takes an order and a limit inside a union only behind a select of its own.
  return session.query().selectFrom(own.as('own')).selectAll();
}

async function withPostings(
  session: Session,
  rows: readonly Tables['journal_entry'][],
): Promise<JournalEntry[]> {
  const ids = rows.map(({ id }) => id);
  const query = session.query().selectFrom('posting').selectAll();
  const legs = await query.where('id', 'in', listed(ids)).orderBy('ledger_account').execute();
  const byEntry = Map.groupBy(legs, ({ id }) => id);
  return (await opened(session, 'journal_entry', rows)).map((row) => ({
    id: row.id,
    accountId: row.account_id,
    customerId: row.customer_id,
    kind: row.kind as EntryKind,
    currency: row.currency,
    bookedAt: row.booked_at,
    bookingDate: row.booking_date,
    valueDate: row.value_date,
    reference: row.reference,
    reverses: row.reverses,
    postings: (byEntry.get(row.id) ?? []).map((leg) => ({
      account: leg.ledger_account as LedgerAccount,
      amountMinor: leg.amount_minor,
    })),
  }));
}

type RefundPart =
  | 'addRefundsDue'
  | 'refundDue'
  | 'refundsOf'
  | 'markRefundPaid'
  | 'markRefundRecalled';

const refundsOf = (session: Session): Pick<Books, RefundPart> => ({
  async addRefundsDue(refunds) {
    await insertAll(session, 'refund_due', refunds.map(refundRow));
  },
  async refundDue(id) {
    const query = session.query().selectFrom('refund_due').selectAll();
    return (await query.where('id', '=', id).execute()).map(toRefund)[0];
  },
  async refundsOf(accountIds) {
    const query = session.query().selectFrom('refund_due').selectAll();
    const own = query.where('account_id', 'in', listed(accountIds)).orderBy('id');
    return (await own.execute()).map(toRefund);
  },
  async markRefundRecalled(id, recalledAt) {
    const query = session.query().updateTable('refund_due').set({ recalled_at: recalledAt });
    await query.where('id', '=', id).execute();
  },
  async markRefundPaid(id, paidAt) {
    const query = session.query().updateTable('refund_due').set({ paid_at: paidAt });
    await query.where('id', '=', id).execute();
  },
});

type PositionRow = Selectable<Tables['ledger_position']>;

const positionRow = (position: Position): PositionRow => ({
  customer_id: position.customerId,
  id: position.accountId,
  currency: position.currency,
  principal_minor: position.principalMinor,
  interest_minor: position.interestMinor,
  fee_minor: position.feeMinor,
  credit_minor: position.creditMinor,
  held_minor: position.heldMinor,
  interest_through: position.interestThrough,
  interest_carry: position.interestCarry,
  repaid_minor: position.repaidMinor,
  dues_minor: position.duesMinor,
});

const toPosition = (row: PositionRow): Position => ({
  accountId: row.id,
  customerId: row.customer_id,
  currency: row.currency,
  principalMinor: row.principal_minor,
  interestMinor: row.interest_minor,
  feeMinor: row.fee_minor,
  creditMinor: row.credit_minor,
  heldMinor: row.held_minor,
  interestThrough: row.interest_through,
  interestCarry: row.interest_carry,
  repaidMinor: row.repaid_minor,
  duesMinor: row.dues_minor,
});

const entryRow = (entry: JournalEntry): Tables['journal_entry'] => ({
  customer_id: entry.customerId,
  id: entry.id,
  account_id: entry.accountId,
  kind: entry.kind,
  currency: entry.currency,
  booked_at: entry.bookedAt,
  booking_date: entry.bookingDate,
  value_date: entry.valueDate,
  reference: entry.reference,
  reverses: entry.reverses,
});

const refundRow = (refund: RefundDue): Tables['refund_due'] => ({
  customer_id: refund.customerId,
  id: refund.id,
  account_id: refund.accountId,
  currency: refund.currency,
  amount_minor: refund.amountMinor,
  created_at: refund.createdAt,
  pay_by: refund.payBy,
  paid_at: refund.paidAt,
  recalled_at: refund.recalledAt,
});

const toRefund = (row: Tables['refund_due']): RefundDue => ({
  id: row.id,
  accountId: row.account_id,
  customerId: row.customer_id,
  currency: row.currency,
  amountMinor: row.amount_minor,
  createdAt: row.created_at,
  payBy: row.pay_by,
  paidAt: row.paid_at,
  recalledAt: row.recalled_at,
});
