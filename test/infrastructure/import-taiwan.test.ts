/** What the import makes of a row, on both databases, with made-up customers. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { closeAccount } from '../../src/application/close-account.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import { owedMinor } from '../../src/domain/ledger/position.js';
import { daysPastDue } from '../../src/domain/ledger/statement.js';
import { localDate } from '../../src/domain/time.js';
import { DAY_MS, describeDatabases } from '../support/stores.js';
import { expectReproduced, GOOD, lineOf, opened, run, SAMPLE } from './import-lines.js';

describeDatabases((open) => {
  test('makes books that reproduce every statement of every row', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE);
    const rows = readFileSync(SAMPLE, 'utf8').split('\n');
    for (const id of GOOD) {
      const fields = rows.find((row) => row.startsWith(`${id},`))?.split(',') ?? [];
      expectReproduced(await lineOf(store, id), fields);
    }
  });

  test('shifts the months, and keeps the original ones as a fact', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE);
    const { account, statements, customer } = await lineOf(store, 70002);
    // The store's clock stands in November 2026.
    expect(
      statements.map(({ period, sourcePeriod, closedOn }) => [period, sourcePeriod, closedOn]),
    ).toEqual([
      ['2026-05', '2005-04', '2026-05-31'],
      ['2026-06', '2005-05', '2026-06-30'],
      ['2026-07', '2005-06', '2026-07-31'],
      ['2026-08', '2005-07', '2026-08-31'],
      ['2026-09', '2005-08', '2026-09-30'],
      ['2026-10', '2005-09', '2026-10-31'],
    ]);
    expect(customer).toMatchObject({ jurisdiction: 'CN', locale: 'zh' });
    expect(account).toMatchObject({
      status: 'ACTIVE',
      currency: 'TWD',
      limitMinor: 6_000_000,
      agreementDate: '2026-05-01',
      productId: 'taiwan-card-2005',
      capabilities: ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'],
    });
  });

  test('books opening balance, payments, purchases, and adjustments where the bill falls', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE);
    const { entries, statements } = await lineOf(store, 70005);
    expect(entries.slice(0, 3).map(({ kind, bookingDate }) => [kind, bookingDate])).toEqual([
      ['OPENING_BALANCE', '2026-05-01'],
      ['REPAYMENT', '2026-05-15'],
      ['REPAYMENT', '2026-06-15'],
    ]);
    // 12,000 − 20,000 + 3,000: more fell away than was paid.
    const adjustment = entries.at(-1);
    expect(adjustment).toMatchObject({ kind: 'ADJUSTMENT', bookingDate: '2026-10-31' });
    expect(adjustment?.postings).toContainEqual({ account: 'ADJUSTMENT', amountMinor: 500_000 });
    expect(statements.at(-1)?.purchasesMinor).toBe(0);
    expect(statements.map(({ purchasesMinor }) => purchasesMinor)).toEqual([
      0, 170_000, 180_000, 140_000, 150_000, 0,
    ]);
  });

  test('leaves open what the status calls late, and days past due agree with it', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE);
    const today = localDate(store.ports.clock.now(), 'Asia/Shanghai');
    const days = async (id: number) => {
      const { position, open, statements } = await lineOf(store, id);
      const late = statements.at(-1)?.monthsLate;
      return [late, daysPastDue(open, owedMinor(position), today)];
    };
    expect(await days(70001)).toEqual([0, 0]);
    expect(await days(70003)).toEqual([2, 56]);
    expect(await days(70015)).toEqual([3, 86]);
    // Eight months late on six statements: the oldest is as far back as the books go.
    expect(await days(70006)).toEqual([8, 178]);
    // Late by its status, but nothing is owed.
    expect(await days(70007)).toEqual([1, 0]);
  });

  test('scores everyone, and keeps protected attributes apart', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE);
    const { assessment, attributes } = await lineOf(store, 70004);
    expect(assessment).toMatchObject({ trigger: 'IMPORT', scorecardVersion: 'expert-1' });
    expect(assessment.values).toMatchObject({ statement_months: 6, utilization_now: 0 });
    expect(Object.fromEntries(attributes.map(({ name, value }) => [name, value]))).toEqual({
      sex: 'MALE',
      education: 'UNDOCUMENTED_0',
      marriage: 'UNDOCUMENTED_0',
      age: '28',
    });
    const names = Object.keys(assessment.values).join(' ');
    expect(names).not.toMatch(/\b(sex|education|marriage|age)\b/);
    expect(await store.count('assessment')).toBe(GOOD.length);
  });

  test('imports into another jurisdiction on demand', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE, '--jurisdiction', 'EU');
    const { account, customer } = await lineOf(store, 70001);
    expect(customer).toMatchObject({ jurisdiction: 'EU', locale: 'en' });
    const [product] = await store.ports.products.find([account.productId]);
    expect(product).toMatchObject({ id: 'taiwan-card-2005-eu', jurisdiction: 'EU' });
  });

  test('makes lines that their customers can close', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE);
    const close = async (id: number) => {
      const { account, customer } = await lineOf(store, id);
      const actor = { subject: 'x', roles: ['borrower' as const], customerId: customer.id };
      const expectedVersion = account.version;
      const input = { accountId: account.id, expectedVersion, idempotencyKey: `close-${id}` };
      return closeAccount(store.ports, actor, input);
    };
    expect(await close(70008)).toMatchObject({ account: { status: 'CLOSED' } });
    expect(await close(70002)).toMatchObject({
      refusals: [{ code: 'BALANCE_OUTSTANDING', payoff: { minor: 3_100_000, currency: 'TWD' } }],
    });
  });

  test('makes lines on which time finds nothing undone', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE);
    const done = await runDueWork(store.ports);
    expect(done).toMatchObject({ statementsMade: 0, linesWithInterest: 0 });
    store.clock.advance(10 * DAY_MS);
    expect(await runDueWork(store.ports)).toMatchObject({ statementsMade: GOOD.length });
    const { statements } = await lineOf(store, 70002);
    expect(statements.at(-1)).toMatchObject({
      period: '2026-11',
      monthsLate: 0,
      status: null,
      sourcePeriod: null,
    });
  });
});
