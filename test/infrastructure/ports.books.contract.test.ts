/** What every store promises of the embedded ledger's rows. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../../src/domain/ledger/journal.js';
import type { RefundDue } from '../../src/domain/ledger/refund.js';
import {
  aCustomer,
  aHold,
  anAccount,
  anEntry,
  aPlan,
  aPosition,
  aProduct,
  aStatement,
  newId,
} from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const MAX = Number.MAX_SAFE_INTEGER;
const aLine = () => anAccount(aCustomer(), aProduct());

describeStores((open) => {
  let store: Store;
  let books: Store['ports']['books'];
  beforeAll(async () => {
    store = await open();
    books = store.ports.books;
  });

  test('empty lists and unknown ids find nothing and change nothing', async () => {
    const before = await store.dump();
    const unknown = newId();
    await books.open([]);
    await books.savePositions([]);
    await books.append([]);
    await books.saveHolds([]);
    await books.addPlans([]);
    await books.addStatements([]);
    await books.addRefundsDue([]);
    await books.settlePlans(unknown);
    await books.markRefundPaid(unknown, NOW);
    expect(await store.dump()).toEqual(before);
    for (const ids of [[], [unknown]]) {
      expect(await books.positions(ids)).toEqual([]);
      expect(await books.entriesOf(ids, { before: null, limit: 9 })).toEqual([]);
      expect(await books.openHolds(ids)).toEqual([]);
      expect(await books.activePlans(ids)).toEqual([]);
      expect(await books.statements(ids, '2000-01')).toEqual([]);
      expect(await books.oldestOpenDues(ids)).toEqual(new Map());
      expect(await books.refundsOf(ids)).toEqual([]);
    }
    expect(await books.entry(unknown)).toBeUndefined();
    expect(await books.isReversed(unknown)).toBe(false);
    expect(await books.hold(unknown)).toBeUndefined();
    expect(await books.refundDue(unknown)).toBeUndefined();
  });

  describe('positions', () => {
    test('come back exactly, by id, also at the ends of the safe integers', async () => {
      const [first, second] = [aLine(), aLine()];
      const positions = [
        aPosition(first, { principalMinor: MAX, interestCarry: -MAX, repaidMinor: -5 }),
        aPosition(second, { creditMinor: 7, heldMinor: 3, interestThrough: '2026-02-28' }),
      ];
      await books.open(positions);
      expect(await books.positions([second.id, newId(), first.id])).toEqual(positions);
    });

    test('are opened once', async () => {
      const position = aPosition(aLine());
      await books.open([position]);
      await expect(books.open([{ ...position, principalMinor: 1 }])).rejects.toThrow();
    });

    test('are saved over, every component of several at once', async () => {
      const [first, second, third] = [aPosition(aLine()), aPosition(aLine()), aPosition(aLine())];
      await books.open([first, second, third]);
      const changed = {
        principalMinor: 1,
        interestMinor: 2,
        feeMinor: 3,
        creditMinor: 4,
        heldMinor: 5,
        interestThrough: '2026-12-01',
        interestCarry: -6,
        repaidMinor: 7,
      };
      await books.savePositions([{ ...first, ...changed }, { ...second, heldMinor: 9 }]);
      const ids = [first, second, third].map(({ accountId }) => accountId);
      const after = [{ ...first, ...changed }, { ...second, heldMinor: 9 }, third];
      expect(await books.positions(ids)).toEqual(after);
    });
  });

  describe('journal', () => {
    test('entries come back as they were, postings by ledger account', async () => {
      const reference = `发票 №7 – “a'b\\c” ${'长'.repeat(2_000)} 😀`;
      const entry = anEntry(aLine(), {
        kind: 'REPAYMENT',
        reference,
        valueDate: '2026-11-20',
        postings: [
          { account: 'CREDIT_BALANCE', amountMinor: 3 - MAX },
          { account: 'INTEREST', amountMinor: -2 },
          { account: 'PRINCIPAL', amountMinor: -1 },
          { account: 'SETTLEMENT', amountMinor: MAX },
        ],
      });
      const shuffled = { ...entry, postings: entry.postings.toReversed() };
      await books.append([shuffled]);
      expect(await books.entry(entry.id)).toEqual(entry);
    });

    test('an id is given once', async () => {
      const entry = anEntry(aLine());
      await books.append([entry]);
      await expect(books.append([entry])).rejects.toThrow();
    });

    test('an entry is undone once', async () => {
      const line = aLine();
      const [entry, other] = [anEntry(line), anEntry(line)];
      const undo = (): JournalEntry => anEntry(line, { kind: 'REVERSAL', reverses: entry.id });
      await books.append([entry, other]);
      expect(await books.isReversed(entry.id)).toBe(false);
      await books.append([undo()]);
      expect(await books.isReversed(entry.id)).toBe(true);
      expect(await books.isReversed(other.id)).toBe(false);
      await expect(books.append([undo()])).rejects.toThrow();
    });

    test('entriesOf gives each line its newest, newest first, before an id', async () => {
      const [first, second] = [aLine(), aLine()];
      const entries = Array.from({ length: 8 }, (_, at) => anEntry(at < 5 ? first : second));
      const ids = entries.map(({ id }) => id);
      await books.append(entries);
      const both = [second.id, first.id];
      const idsOf = async (before: string | null, limit: number) =>
        (await books.entriesOf(both, { before, limit })).map(({ id }) => ids.indexOf(id));
      expect(await idsOf(null, 2)).toEqual([7, 6, 4, 3]);
      expect(await idsOf(null, 100)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
      expect(await idsOf(ids[4] ?? '', 2)).toEqual([3, 2]);
      expect(await idsOf(ids[7] ?? '', 2)).toEqual([6, 5, 4, 3]);
      expect(await idsOf(ids[0] ?? '', 2)).toEqual([]);
      expect(await books.entriesOf([first.id], { before: null, limit: 1 })).toEqual([entries[4]]);
    });

    test('more entries than one statement can carry are appended together', async () => {
      const line = aLine();
      const entries = Array.from({ length: 3_100 }, () => anEntry(line));
      await books.append(entries);
      const found = await books.entriesOf([line.id], { before: null, limit: 5_000 });
      expect(found).toHaveLength(3_100);
      expect(found.every(({ postings }) => postings.length === 2)).toBe(true);
    });
  });

  describe('holds', () => {
    test('come back as they were; the open ones of lines by id', async () => {
      const [first, second] = [aLine(), aLine()];
      const holds = [
        aHold(first, { amountMinor: MAX, capability: 'DRAW' }),
        aHold(first, { status: 'CAPTURED', capturedMinor: 20_000 }),
        aHold(second),
        aHold(first, { status: 'EXPIRED' }),
        aHold(first, { capturedMinor: 1 }),
      ];
      for (const hold of holds) await books.addHold(hold);
      expect(await books.hold(holds[1]?.id ?? '')).toEqual(holds[1]);
      expect(await books.openHolds([second.id, first.id])).toEqual([holds[0], holds[2], holds[4]]);
      expect(await books.openHolds([second.id])).toEqual([holds[2]]);
      await expect(books.addHold(aHold(first, { id: holds[0]?.id }))).rejects.toThrow();
    });

    test('saved, they keep what was agreed and change what was done', async () => {
      const line = aLine();
      const [hold, other] = [aHold(line), aHold(line)];
      await books.addHold(hold);
      await books.addHold(other);
      const done = { capturedMinor: 12, status: 'VOIDED' } as const;
      await books.saveHolds([
        { ...hold, ...done, amountMinor: 1, expiresAt: 1 },
        { ...other, capturedMinor: 3 },
      ]);
      expect(await books.hold(hold.id)).toEqual({ ...hold, ...done });
      expect(await books.openHolds([line.id])).toEqual([{ ...other, capturedMinor: 3 }]);
    });
  });

  test('instalment plans come back as they were until they are settled', async () => {
    const [line, other] = [aLine(), aLine()];
    const plans = [aPlan(line), aPlan(line, { principalMinor: MAX }), aPlan(other)];
    await books.addPlans([...plans, aPlan(line, { status: 'SETTLED' })]);
    expect(await books.activePlans([other.id, line.id])).toEqual(plans);
    await books.settlePlans(line.id);
    expect(await books.activePlans([other.id, line.id])).toEqual([plans[2]]);
  });

  describe('statements', () => {
    test('come back as they were from a period on, oldest first', async () => {
      const customer = aCustomer();
      const [first, second] = [
        anAccount(customer, aProduct()),
        anAccount(customer, aProduct({ currency: 'USD' })),
      ];
      const statements = [
        aStatement(first, { period: '2026-08', balanceMinor: -MAX, sourcePeriod: '2005-08' }),
        aStatement(second, { period: '2026-08', purchasesMinor: -4 }),
        aStatement(first, { period: '2026-09', monthsLate: 3 }),
        aStatement(first, { period: '2026-10' }),
      ];
      await books.addStatements(statements.toReversed());
      await books.addStatements([aStatement(aLine())]);
      expect(await books.statements([customer.id], '2026-01')).toEqual(statements);
      expect(await books.statements([customer.id], '2026-09')).toEqual(statements.slice(2));
      expect(await books.statements([customer.id], '2026-11')).toEqual([]);
    });

    test('a line has one statement a period', async () => {
      const line = aLine();
      await books.addStatements([aStatement(line)]);
      await expect(books.addStatements([aStatement(line)])).rejects.toThrow();
    });

    test('the oldest open due follows what was repaid, also back', async () => {
      const [line, current] = [aLine(), aLine()];
      const position = aPosition(line);
      await books.open([position, aPosition(current, { repaidMinor: 10_000 })]);
      const due = (dueOn: string, minimumDueMinor: number, duesCumulativeMinor: number) =>
        aStatement(line, { period: dueOn.slice(0, 7), dueOn, minimumDueMinor, duesCumulativeMinor });
      await books.addStatements([
        due('2026-08-20', 100, 100),
        due('2026-09-20', 0, 100),
        due('2026-10-20', 50, 150),
        aStatement(current),
      ]);
      const after = async (repaidMinor: number) => {
        await books.savePositions([{ ...position, repaidMinor }]);
        const dues = await books.oldestOpenDues([line.id, current.id]);
        expect(dues.has(current.id)).toBe(false);
        return dues.get(line.id);
      };
      expect(await after(0)).toBe('2026-08-20');
      expect(await after(99)).toBe('2026-08-20');
      expect(await after(100)).toBe('2026-10-20');
      expect(await after(150)).toBeUndefined();
      // A payment that bounced is taken off what was repaid, and so opens the older due again.
      expect(await after(60)).toBe('2026-08-20');
    });
  });

  test('refunds due come back as they were and are paid once told', async () => {
    const [line, other] = [aLine(), aLine()];
    const aRefund = (of: typeof line, over: Partial<RefundDue> = {}): RefundDue => ({
      id: newId(),
      accountId: of.id,
      customerId: of.customerId,
      currency: 'CNY',
      amountMinor: MAX,
      createdAt: NOW,
      payBy: '2026-12-04',
      paidAt: null,
      ...over,
    });
    const refunds = [aRefund(line), aRefund(line, { amountMinor: 1 }), aRefund(other)];
    const [first, second, third] = refunds;
    await books.addRefundsDue(refunds);
    expect(await books.refundsOf([other.id, line.id])).toEqual(refunds);
    await books.markRefundPaid(first?.id ?? '', NOW + 5);
    expect(await books.refundDue(first?.id ?? '')).toEqual({ ...first, paidAt: NOW + 5 });
    expect(await books.refundsOf([other.id])).toEqual([third]);
    expect(await books.refundDue(second?.id ?? '')).toEqual(second);
  });
});
