/** What every store promises of the work that time has made due. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { EntryKind } from '../../src/domain/ledger/journal.js';
import type { Posting } from '../../src/domain/ledger/postings.js';
import {
  aCustomer,
  aHold,
  anAccount,
  anEntry,
  aProduct,
  aStatement,
  type Given,
  type GivenLine,
  givenLines,
  newId,
} from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const ALL = { after: null, limit: 9 };
const NONE = { paymentsMinor: 0, purchasesMinor: 0, balanceChangeMinor: 0 };

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  test('one worker at a time passes, and the next one after the end', async () => {
    const { dueWork, inTransaction } = store.ports;
    const order: string[] = [];
    const { promise: passed, resolve: hasPassed } = Promise.withResolvers<void>();
    const first = inTransaction(async () => {
      await dueWork.exclusively();
      hasPassed();
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push('first ends');
    });
    const second = passed.then(() =>
      inTransaction(async () => {
        await dueWork.exclusively();
        order.push('second passes');
      }),
    );
    await Promise.all([first, second]);
    expect(order).toEqual(['first ends', 'second passes']);
  });

  test('lapsed holds are the open ones whose time has come, oldest first and bounded', async () => {
    const { ports } = await open();
    const line = anAccount(aCustomer(), aProduct());
    const due = [NOW - 3, NOW - 2, NOW].map((expiresAt) => aHold(line, { expiresAt }));
    const others = [
      aHold(line, { expiresAt: NOW + 1 }),
      aHold(line, { expiresAt: NOW - 9, status: 'CAPTURED' }),
      aHold(line, { expiresAt: NOW - 9, status: 'EXPIRED' }),
    ];
    for (const hold of [...others, ...due.toReversed()]) await ports.books.addHold(hold);
    expect(await ports.dueWork.lapsedHolds(NOW, 9)).toEqual(due);
    expect(await ports.dueWork.lapsedHolds(NOW, 2)).toEqual(due.slice(0, 2));
    expect(await ports.dueWork.lapsedHolds(NOW - 4, 9)).toEqual([]);
  });

  test('interest is due on principal that bears it and is not posted up to the day', async () => {
    const { ports } = await open();
    const bearing = (principalMinor: number, interestThrough: string): GivenLine => ({
      position: { principalMinor, interestThrough },
    });
    const { accounts } = await givenLines(ports, [
      bearing(100, '2026-11-24'),
      bearing(100, '2026-11-25'),
      bearing(0, '2026-11-01'),
      bearing(1, '2026-11-01'),
      { account: { annualRatePpm: 0 }, ...bearing(100, '2026-11-01') },
    ]);
    const eu = { customer: { jurisdiction: 'EU' } };
    const european = await givenLines(ports, [bearing(100, '2026-11-01')], eu);
    const free = await givenLines(
      ports,
      [
        bearing(100, '2026-11-01'),
        { account: { annualRatePpm: 1 }, ...bearing(100, '2026-11-24') },
      ],
      { product: { annualRatePpm: 0 } },
    );
    // A rate of the line's own goes before the product's.
    const own = free.accounts[1];
    const due = async (jurisdiction: string, day: string) =>
      (await ports.dueWork.interestDue(jurisdiction, day, ALL)).sort(byId);
    expect(await due('CN', '2026-11-25')).toEqual([accounts[0], accounts[3], own]);
    expect(await due('CN', '2026-11-26')).toEqual([accounts[0], accounts[1], accounts[3], own]);
    expect(await due('CN', '2026-11-01')).toEqual([]);
    expect(await due('EU', '2026-11-25')).toEqual(european.accounts);
    expect(await due('US', '2026-11-25')).toEqual([]);
  });

  test('a statement is due once a month on lines that were there and are not closed', async () => {
    const { ports } = await open();
    const { accounts, customer, product } = await givenLines(ports, [
      {},
      {},
      {},
      { account: { agreementDate: '2026-10-31' } },
      { account: { agreementDate: '2026-11-01' } },
    ]);
    const { capabilities: _, ...agreement } = anAccount(customer, product);
    const ended = { ...agreement, closureId: newId(), limitCountsUntil: null };
    const runOff = { ...ended, status: 'RUN_OFF' as const };
    const closed = { ...ended, id: newId(), status: 'CLOSED' as const, effectiveAt: NOW };
    await ports.accounts.add([runOff, closed]);
    const [first, second, third, fourth] = accounts;
    if (!first || !second) throw new Error('too few lines');
    await ports.books.addStatements([
      aStatement(first, { period: '2026-10' }),
      aStatement(second, { period: '2026-09' }),
    ]);
    const due = async (closedOn: string, beganAt = NOW + 1) =>
      (await ports.dueWork.statementsDue('CN', { closedOn, beganAt }, ALL)).sort(byId);
    expect(await due('2026-10-31')).toEqual([second, third, fourth, runOff]);
    // The month in which a line was closed still has its statement.
    const withClosed = [second, third, fourth, runOff, closed];
    expect(await due('2026-10-31', NOW)).toEqual(withClosed);
    // A later statement stands for the earlier months too.
    expect(await due('2026-09-30')).toEqual([third, runOff]);
    expect(
      await ports.dueWork.statementsDue('EU', { closedOn: '2026-10-31', beganAt: NOW }, ALL),
    ).toEqual([]);
  });

  test('due lines come customer by customer, whole, and go on behind the last one', async () => {
    const { ports } = await open();
    const bearing = { position: { principalMinor: 100, interestThrough: '2026-11-01' } };
    const given = [];
    for (const lines of [[bearing, bearing], [bearing], [bearing, bearing]]) {
      given.push(await givenLines(ports, lines));
    }
    given.sort((one, other) => (one.customer.id < other.customer.id ? -1 : 1));
    const ids = (some: readonly Given[]) =>
      some.flatMap(({ accounts }) => accounts.map(({ id }) => id).sort());
    const [, second, third] = given;
    if (!second || !third) throw new Error('too few customers');
    const interest = async (after: string | null, limit: number) =>
      (await ports.dueWork.interestDue('CN', '2026-11-20', { after, limit })).map(({ id }) => id);
    const statements = async (after: string | null, limit: number) =>
      (
        await ports.dueWork.statementsDue(
          'CN',
          { closedOn: '2026-10-31', beganAt: NOW },
          { after, limit },
        )
      ).map(({ id }) => id);
    for (const due of [interest, statements]) {
      expect(await due(null, 2)).toEqual(ids(given.slice(0, 2)));
      expect(await due(second.customer.id, 2)).toEqual(ids([third]));
      expect(await due(third.customer.id, 2)).toEqual([]);
    }
  });

  describe('turnover', () => {
    const moved = (amountMinor: number, account: Posting['account'] = 'PRINCIPAL') =>
      [
        { account, amountMinor },
        { account: 'SETTLEMENT', amountMinor: -amountMinor },
      ] as const;

    test('adds up what was booked in a half-open span of days, line by line', async () => {
      const { books, dueWork } = store.ports;
      const customer = aCustomer();
      const [first, second] = [anAccount(customer, aProduct()), anAccount(customer, aProduct())];
      const booked = (kind: EntryKind, bookingDate: string, postings: readonly Posting[]) =>
        anEntry(first, { kind, bookingDate, postings });
      await books.append([
        booked('CAPTURE', '2026-09-30', moved(1_000_000)),
        booked('CAPTURE', '2026-10-01', moved(1_000)),
        booked('CAPTURE', '2026-10-31', moved(500)),
        booked('REFUND', '2026-10-02', moved(-200)),
        booked('REVERSAL', '2026-10-03', moved(-100)),
        booked('REPAYMENT', '2026-10-04', moved(-300)),
        booked('RETURNED_PAYMENT', '2026-10-05', moved(50)),
        booked('INTEREST', '2026-10-06', [
          { account: 'INTEREST', amountMinor: 7 },
          { account: 'INTEREST_INCOME', amountMinor: -7 },
        ]),
        booked('REFUND_PAID', '2026-10-07', [
          { account: 'REFUND_PAYABLE', amountMinor: 5 },
          { account: 'SETTLEMENT', amountMinor: -5 },
        ]),
        booked('CAPTURE', '2026-11-01', moved(2_000_000)),
        anEntry(second, { kind: 'CAPTURE', bookingDate: '2026-11-01' }),
      ]);
      const ids = [first.id, second.id, newId()];
      const october = { paymentsMinor: 250, purchasesMinor: 1_200, balanceChangeMinor: 957 };
      const span = ['2026-10-01', '2026-11-01'] as const;
      expect(await dueWork.turnover(ids, ...span)).toEqual(new Map([[first.id, october]]));
      const one = await dueWork.turnover(ids, '2026-10-31', '2026-11-01');
      expect(one.get(first.id)).toEqual({ ...NONE, purchasesMinor: 500, balanceChangeMinor: 500 });
      expect(await dueWork.turnover(ids, '2026-10-01', '2026-10-01')).toEqual(new Map());
      expect(await dueWork.turnover([], ...span)).toEqual(new Map());
    });
  });
});

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
