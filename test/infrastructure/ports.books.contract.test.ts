/** What every store promises of positions and the journal. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../../src/domain/ledger/journal.js';
import {
  aCustomer,
  anAccount,
  anEntry,
  aPosition,
  aProduct,
  givenCustomer,
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
      await books.savePositions([
        { ...first, ...changed },
        { ...second, heldMinor: 9 },
      ]);
      const ids = [first, second, third].map(({ accountId }) => accountId);
      const after = [{ ...first, ...changed }, { ...second, heldMinor: 9 }, third];
      expect(await books.positions(ids)).toEqual(after);
    });
  });

  describe('journal', () => {
    test('entries come back as they were, postings by ledger account', async () => {
      const reference = `发票 №7 – “a'b\\c” ${'长'.repeat(2_000)} 😀`;
      const line = anAccount(await givenCustomer(store.ports), aProduct());
      const entry = anEntry(line, {
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
});
