/** What time has made due, in bounded batches. */
import { sql } from 'kysely';
import type { DueWork, Turnover } from '../../application/book-ports.js';
import type { CreditAccount } from '../../domain/credit-account/credit-account.js';
import { CUSTOMER_SIDE } from '../../domain/ledger/postings.js';
import { creditAccountsOf } from './credit-accounts.js';
import { toHold } from './holds.js';
import { listed } from './rows.js';
import type { Session } from './transaction.js';

/** Any number, the same in every process that does due work. */
const WORKER_LOCK = 7_240_552;

export const dueWorkOf = (session: Session): DueWork => ({
  async exclusively() {
    // SQLite began immediate: nobody else writes at all.
    if (session.dialect === 'sqlite') return;
    await sql`select pg_advisory_xact_lock(${WORKER_LOCK})`.execute(session.query());
  },
  async lapsedHolds(now, limit) {
    const query = session.query().selectFrom('hold').selectAll().where('status', '=', 'OPEN');
    const lapsed = query.where('expires_at', '<=', now).orderBy('expires_at').limit(limit);
    return (await lapsed.execute()).map(toHold);
  },
  async interestDue(jurisdiction, day, page) {
    const due = linesOf(session, jurisdiction)
      .innerJoin('ledger_position as position', (join) =>
        join
          .onRef('position.customer_id', '=', 'account.customer_id')
          .onRef('position.id', '=', 'account.id'),
      )
      // Some lines have a rate of their own.
      .where(({ fn }) => fn.coalesce('account.annual_rate_ppm', 'product.annual_rate_ppm'), '>', 0)
      .where('position.principal_minor', '>', 0)
      .where('position.interest_through', '<', day);
    return accountsOfNext(session, due, page);
  },
  async statementsDue(jurisdiction, { closedOn, beganAt }, page) {
    const period = closedOn.slice(0, 7);
    const due = linesOf(session, jurisdiction)
      .where(({ eb, or }) =>
        or([eb('account.status', '!=', 'CLOSED'), eb('account.effective_at', '>=', beganAt)]),
      )
      .where('account.agreement_date', '<=', closedOn)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('statement')
              .select('statement.id')
              .whereRef('statement.account_id', '=', 'account.id')
              .where('statement.period', '>=', period),
          ),
        ),
      );
    return accountsOfNext(session, due, page);
  },
  async turnover(accountIds, from, before) {
    const rows = await session
      .query()
      .selectFrom('journal_entry as entry')
      .innerJoin('posting', (join) =>
        join
          .onRef('posting.customer_id', '=', 'entry.customer_id')
          .onRef('posting.id', '=', 'entry.id'),
      )
      .where('entry.account_id', 'in', listed(accountIds))
      .where('entry.booking_date', '>=', from)
      .where('entry.booking_date', '<', before)
      .groupBy(['entry.account_id', 'entry.kind', 'posting.ledger_account'])
      .select(['entry.account_id', 'entry.kind', 'posting.ledger_account'])
      .select(sql<number>`sum(posting.amount_minor)`.as('moved'))
      .execute();
    const turnover = new Map<string, Turnover>();
    for (const row of rows) {
      const sums = turnover.get(row.account_id) ?? NO_TURNOVER;
      turnover.set(row.account_id, added(sums, row.kind, row.ledger_account, Number(row.moved)));
    }
    return turnover;
  },
});

const linesOf = (session: Session, jurisdiction: string) =>
  session
    .query()
    .selectFrom('credit_account as account')
    .innerJoin('product', 'product.id', 'account.product_id')
    .where('product.jurisdiction', '=', jurisdiction);

/**
 * The due lines of the next customers. It goes on behind the last customer instead of starting
 * anew, so a run over all lines reads each of them once.
 */
async function accountsOfNext(
  session: Session,
  due: ReturnType<typeof linesOf>,
  { after, limit }: { after: string | null; limit: number },
): Promise<CreditAccount[]> {
  const behind = due.where('account.customer_id', '>', after ?? '');
  const customers = behind
    .select('account.customer_id')
    .distinct()
    .orderBy('account.customer_id')
    .limit(limit);
  const rows = await due
    .where(
      'account.customer_id',
      'in',
      session.query().selectFrom(customers.as('next')).selectAll(),
    )
    .select('account.id')
    .execute();
  const accounts = await creditAccountsOf(session).find(rows.map(({ id }) => id));
  return accounts.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

const orderOf = ({ customerId, id }: CreditAccount): string => `${customerId} ${id}`;

const NO_TURNOVER: Turnover = { paymentsMinor: 0, purchasesMinor: 0, balanceChangeMinor: 0 };
const PAYMENTS = ['REPAYMENT', 'RETURNED_PAYMENT'];
const PURCHASES = ['CAPTURE', 'REFUND', 'REVERSAL'];

/** Settlement is debited by money that comes in and credited by money that goes out. */
function added(sums: Turnover, kind: string, account: string, moved: number): Turnover {
  const settled = account === 'SETTLEMENT' ? moved : 0;
  return {
    paymentsMinor: sums.paymentsMinor + (PAYMENTS.includes(kind) ? settled : 0),
    purchasesMinor: sums.purchasesMinor - (PURCHASES.includes(kind) ? settled : 0),
    balanceChangeMinor:
      sums.balanceChangeMinor + (CUSTOMER_SIDE.some((each) => each === account) ? moved : 0),
  };
}
