/** Statements per operation do not grow with the number of lines that a customer has. */
import { describe, expect, test } from '@jest/globals';
import { closeAccount } from '../../../src/application/close-account.js';
import { authorizeUse } from '../../../src/application/operate-line.js';
import { emptyDay, withActivity } from '../../../src/domain/risk-profile/activity-day.js';
import { localDate } from '../../../src/domain/time.js';
import { borrowerOf, paymentSystem } from '../../support/actors.js';
import {
  aHold,
  aPlan,
  aStatement,
  type Given,
  givenLines,
  newId,
} from '../../support/portfolio.js';
import { shapeOf, statementCount } from '../../support/statement-count.js';
import { DAY_MS, type DatabaseStore, describeDatabases } from '../../support/stores.js';

describeDatabases((open) => {
  /** A customer with as many lines, each with debt, unposted interest, holds, plans, statements. */
  async function givenCustomer({ ports }: DatabaseStore, lines: number): Promise<Given> {
    const debt = { principalMinor: 200_000, interestThrough: '2026-11-15', heldMinor: 40_000 };
    const given = await givenLines(ports, Array(lines).fill({ position: debt }));
    for (const account of given.accounts) {
      for (let at = 0; at < 2; at += 1) await ports.books.addHold(aHold(account));
      await ports.books.addPlans([aPlan(account), aPlan(account)]);
      await ports.books.addStatements([aStatement(account)]);
    }
    return given;
  }

  /** The statements of some work for 2 lines and for 20, after a first time that fills caches. */
  async function forTwoAndTwenty(
    work: (store: DatabaseStore, given: Given) => Promise<unknown>,
  ): Promise<string[][]> {
    const count = statementCount();
    const store = await open({ onStatement: count.onStatement });
    const found: string[][] = [];
    for (const lines of [1, 2, 20]) {
      const given = await givenCustomer(store, lines);
      const statements = await count.during(() => work(store, given));
      found.push(statements.map(shapeOf));
    }
    return found.slice(1);
  }

  test('reading a customer’s lines', async () => {
    const [two, twenty] = await forTwoAndTwenty(async ({ ports }, { customer, accounts }) => {
      const found = await ports.accounts.ofCustomers([customer.id]);
      expect(found).toHaveLength(accounts.length);
      await ports.ledger.read(customer, found, ports.clock.now());
      const ids = found.map(({ id }) => id);
      await ports.books.oldestOpenDues(ids);
      await ports.books.entriesOf(ids, { before: null, limit: 10 });
      await ports.books.statements([customer.id], '2026-05');
    });
    expect(twenty).toEqual(two);
    // Lines, products, positions, holds, plans, dues, entries, postings, statements.
    expect(two).toHaveLength(9);
  });

  test('closing a line', async () => {
    const [two, twenty] = await forTwoAndTwenty(async ({ ports }, { customer, account }) => {
      const result = await closeAccount(ports, borrowerOf(customer), {
        accountId: account.id,
        expectedVersion: 1,
        allowRunOff: true,
        idempotencyKey: newId(),
      });
      expect(result).toMatchObject({ closure: { outcome: 'RUN_OFF' } });
    });
    expect(twenty).toEqual(two);
    expect(two?.length).toBeLessThanOrEqual(32);
  });

  test('remembering behaviour and reading it', async () => {
    const [two, twenty] = await forTwoAndTwenty(async ({ ports }, { customer, accounts }) => {
      const { activities } = ports;
      // As many activities, on as many days, as there are lines.
      const told = accounts.map(({ openedAt }, at) => ({
        id: newId(),
        customerId: customer.id,
        occurredAt: openedAt + at * DAY_MS,
        kind: 'APPLICATION' as const,
      }));
      const days = told.map((each) =>
        withActivity(emptyDay(customer.id, localDate(each.occurredAt, 'UTC')), each),
      );
      await ports.inTransaction(async () => {
        expect(await activities.known(told.map(({ id }) => id))).toEqual(new Set());
        expect(await activities.daysAt(days)).toEqual([]);
        await activities.add(told, ports.clock.now());
        await activities.saveDays(days);
      });
      const found = await activities.days([customer.id], '2000-01-01', '2100-01-01');
      expect(found).toEqual(days);
      await ports.riskProfiles.history([customer.id], { before: null, limit: 10 });
      await activities.forget(customer.id, ['APPLICATION']);
    });
    expect(twenty).toEqual(two);
    // Known, days to add to, activities, days; days of a span; history; and to forget: activities
    // out, days looked at, days out.
    expect(two).toHaveLength(9);
  });

  test('authorizing a use', async () => {
    const [two, twenty] = await forTwoAndTwenty(async ({ ports }, { account }) => {
      const result = await authorizeUse(ports, paymentSystem, {
        accountId: account.id,
        capability: 'PAY',
        amount: { minor: 5, currency: 'CNY' },
        idempotencyKey: newId(),
      });
      expect(result).toMatchObject({ made: { status: 'OPEN' } });
    });
    expect(twenty).toEqual(two);
  });
});

describe('the count itself', () => {
  test('hears every statement, and a query in a loop shows', async () => {
    const { onStatement, during } = statementCount();
    const ask = (times: number) =>
      during(async () => {
        for (let at = 0; at < times; at += 1) onStatement('select 1', []);
        onStatement('begin', []);
        onStatement('commit', []);
      });
    expect(await ask(2)).toHaveLength(2);
    expect(await ask(20)).toHaveLength(20);
  });

  test.each([
    ['in (?, ?, ?)', 'in (?)'],
    ['in ($1, $2)', 'in (?)'],
    ['values (?, ?), (?, ?)', 'values (?)'],
    ['a = $11 and b = $12', 'a = ? and b = ?'],
    [
      'select cast($1 as text) as "a" union all select cast($2 as text) as "a"',
      'select cast(? as text) as "a"',
    ],
  ])('%s has the shape %s', (sql, shape) => {
    expect(shapeOf(sql)).toBe(shape);
  });
});
