/** The embedded ledger's rows in memory. */
import type { Books } from '../../../src/application/book-ports.js';
import type { AccountId } from '../../../src/domain/identifiers.js';
import type { JournalEntry } from '../../../src/domain/ledger/journal.js';
import type { Position } from '../../../src/domain/ledger/position.js';
import { dueOf, oldestOpenDue, type StatementDue } from '../../../src/domain/ledger/statement.js';
import { byId, byIds, insert, insertUnique, kept, type Memory, ownedBy } from './state.js';

export const memoryBooks = (memory: Memory): Books => ({
  ...positionsIn(memory),
  ...journalIn(memory),
  ...holdsIn(memory),
  ...statementsIn(memory),
  ...refundsIn(memory),
});

type PositionPart = 'positions' | 'open' | 'savePositions';

const positionsIn = ({ read, write }: Memory): Pick<Books, PositionPart> => ({
  async positions(accountIds) {
    return byIds(read().ledger_position, accountIds.toSorted());
  },
  async open(positions) {
    await write((state) => {
      for (const position of positions) {
        const { accountId } = position;
        if (state.ledger_position.has(accountId)) throw new Error(`duplicate key ${accountId}`);
        state.ledger_position.set(accountId, kept(position));
      }
    });
  },
  async savePositions(positions) {
    await write((state) => {
      const rows: Map<string, Position> = state.ledger_position;
      for (const position of positions) rows.set(position.accountId, kept(position));
    });
  },
});

type JournalPart = 'append' | 'entry' | 'isReversed' | 'entriesOf' | 'netChanges';

const journalIn = ({ read, write }: Memory): Pick<Books, JournalPart> => ({
  async append(entries) {
    const sorted = entries.map((entry) => ({
      ...entry,
      postings: entry.postings.toSorted((a, b) => (a.account < b.account ? -1 : 1)),
    }));
    await write((state) => {
      insertUnique<JournalEntry>(state.journal_entry, sorted, ({ reverses }) => reverses);
    });
  },
  async entry(id) {
    return read().journal_entry.get(id);
  },
  async isReversed(entryId) {
    return [...read().journal_entry.values()].some(({ reverses }) => reverses === entryId);
  },
  async netChanges(accountId, after) {
    const changes = new Map<string, number>();
    for (const { valueDate, postings } of ownedBy(read().journal_entry, 'accountId', [accountId])) {
      const legs = postings.filter(({ account }) =>
        ['PRINCIPAL', 'CREDIT_BALANCE'].includes(account),
      );
      if (valueDate <= after || legs.length === 0) continue;
      const sum = legs.reduce((total, { amountMinor }) => total + amountMinor, 0);
      changes.set(valueDate, (changes.get(valueDate) ?? 0) + sum);
    }
    return [...changes]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([valueDate, changeMinor]) => ({ valueDate, changeMinor }));
  },
  async entriesOf(accountIds, { before, limit }) {
    const newest = ownedBy(read().journal_entry, 'accountId', accountIds)
      .filter(({ id }) => before === null || id < before)
      .reverse();
    const seen = new Map<string, number>();
    return newest.filter(({ accountId }) => {
      const rank = (seen.get(accountId) ?? 0) + 1;
      seen.set(accountId, rank);
      return rank <= limit;
    });
  },
});

type HoldPart =
  | 'hold'
  | 'openHolds'
  | 'addHold'
  | 'saveHolds'
  | 'activePlans'
  | 'addPlans'
  | 'settlePlans';

const holdsIn = ({ read, write }: Memory): Pick<Books, HoldPart> => ({
  async hold(id) {
    return read().hold.get(id);
  },
  async openHolds(accountIds) {
    const holds = ownedBy(read().hold, 'accountId', accountIds);
    return holds.filter(({ status }) => status === 'OPEN');
  },
  async addHold(hold) {
    await write((state) => insert(state.hold, [hold]));
  },
  async saveHolds(holds) {
    await write((state) => {
      for (const hold of holds) {
        const { capturedMinor, status } = hold;
        const before = state.hold.get(hold.id) ?? hold;
        state.hold.set(hold.id, kept({ ...before, capturedMinor, status }));
      }
    });
  },
  async activePlans(accountIds) {
    const plans = ownedBy(read().instalment_plan, 'accountId', accountIds);
    return plans.filter(({ status }) => status === 'ACTIVE');
  },
  async addPlans(plans) {
    await write((state) => insert(state.instalment_plan, plans));
  },
  async settlePlans(accountId) {
    await write((state) => {
      for (const plan of ownedBy(state.instalment_plan, 'accountId', [accountId])) {
        state.instalment_plan.set(plan.id, kept({ ...plan, status: 'SETTLED' as const }));
      }
    });
  },
});

type StatementPart =
  | 'addStatements'
  | 'statements'
  | 'dues'
  | 'oldestOpenDues'
  | 'correctStatements';

const duesIn = (
  { statement, ledger_position }: ReturnType<Memory['read']>,
  accountIds: readonly AccountId[],
): StatementDue[] =>
  ownedBy(statement, 'accountId', accountIds).flatMap((each) => {
    const repaidMinor = ledger_position.get(each.accountId)?.repaidMinor;
    if (repaidMinor === undefined) return [];
    const due = dueOf(each, repaidMinor);
    return due.isOpen || due.foundMonthsLate !== null ? [due] : [];
  });

const statementsIn = ({ read, write }: Memory): Pick<Books, StatementPart> => ({
  async addStatements(statements) {
    await write((state) => {
      insertUnique(state.statement, statements, (each) => `${each.accountId} ${each.period}`);
    });
  },
  async statements(customerIds, fromPeriod) {
    return ownedBy(read().statement, 'customerId', customerIds)
      .filter(({ period }) => period >= fromPeriod)
      .sort((a, b) => (a.period === b.period ? byId(a, b) : a.period < b.period ? -1 : 1));
  },
  dues: (accountIds) => Promise.resolve(duesIn(read(), accountIds)),
  async oldestOpenDues(accountIds) {
    const dues = Map.groupBy(duesIn(read(), accountIds), ({ accountId }) => accountId);
    const oldest = [...dues].map(([id, own]) => [id, oldestOpenDue(own)] as const);
    return new Map(oldest.filter((each): each is readonly [string, string] => each[1] !== null));
  },
  async correctStatements(accountId, { from, until }, { limitMinor, monthsLate, setAsideBy }) {
    const isCorrected = limitMinor !== undefined || monthsLate !== undefined;
    if (!isCorrected && setAsideBy === undefined) return;
    await write((state) => {
      for (const each of ownedBy(state.statement, 'accountId', [accountId])) {
        if (each.period < from || each.period > (until ?? each.period)) continue;
        const corrected = {
          limitMinor: limitMinor ?? each.corrected?.limitMinor ?? null,
          monthsLate: monthsLate ?? each.corrected?.monthsLate ?? null,
        };
        const found = {
          ...(isCorrected && { corrected }),
          ...(setAsideBy !== undefined && { setAsideBy }),
        };
        state.statement.set(each.id, kept({ ...each, ...found }));
      }
    });
  },
});

type RefundPart =
  | 'addRefundsDue'
  | 'refundDue'
  | 'refundsOf'
  | 'markRefundPaid'
  | 'markRefundRecalled';

const refundsIn = ({ read, write }: Memory): Pick<Books, RefundPart> => ({
  async addRefundsDue(refunds) {
    await write((state) => insert(state.refund_due, refunds));
  },
  async refundDue(id) {
    return read().refund_due.get(id);
  },
  async refundsOf(accountIds) {
    return ownedBy(read().refund_due, 'accountId', accountIds);
  },
  async markRefundRecalled(id, recalledAt) {
    await write((state) => {
      const refund = state.refund_due.get(id);
      if (refund) state.refund_due.set(id, kept({ ...refund, recalledAt }));
    });
  },
  async markRefundPaid(id, paidAt) {
    await write((state) => {
      const refund = state.refund_due.get(id);
      if (refund) state.refund_due.set(id, kept({ ...refund, paidAt }));
    });
  },
});
