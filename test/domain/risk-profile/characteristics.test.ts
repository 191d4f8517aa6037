import { describe, expect, test } from '@jest/globals';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import type { LineFact, StatementFact } from '../../../src/domain/risk-profile/facts.js';

const statement = (period: string, change: Partial<StatementFact> = {}): StatementFact => ({
  accountId: 'line-1',
  period,
  currency: 'CNY',
  balanceMinor: 30_000,
  limitMinor: 100_000,
  paymentsMinor: 0,
  purchasesMinor: 0,
  monthsLate: 0,
  ...change,
});
const line = (change: Partial<LineFact> = {}): LineFact => ({
  accountId: 'line-1',
  currency: 'CNY',
  balanceMinor: 0,
  limitMinor: 100_000,
  usable: true,
  ...change,
});
const derive = (statements: StatementFact[], lines: LineFact[] = []) =>
  deriveCharacteristics({ asOf: '2026-11-22', statements, lines });

describe('a customer of one line with six statements', () => {
  const months = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'] as const;
  const balances = [20_000, 40_000, 110_000, 0, 50_000, 60_000];
  const payments = [0, 20_000, 1_000, 110_000, 9_999, 12_500];
  const late = [0, 0, 2, 1, 0, 0];
  const values = derive(
    months.map((period, at) =>
      statement(period, {
        balanceMinor: balances[at] as number,
        paymentsMinor: payments[at] as number,
        purchasesMinor: 10_000,
        monthsLate: late[at] as number,
      }),
    ),
    [line({ balanceMinor: 12_345 })],
  );

  test('has every characteristic, by the figures on the statements', () => {
    const fromBooks = CHARACTERISTICS.filter(({ source }) => /STATEMENTS|LINES/.test(source));
    const known = fromBooks.map(({ id }) => [id, values[id]] as const);
    expect(Object.fromEntries(known)).toEqual({
      statement_status: 'REVOLVING',
      months_late_latest: 0,
      months_late_worst: 2,
      late_statements: 2,
      earlier_late_months: 1,
      months_since_late: 2,
      months_since_two_late: 3,
      utilization_latest: 0.6,
      utilization_mean: 0.4667,
      utilization_max: 1.1,
      utilization_change: 0.4,
      payment_ratio_latest: 0.25,
      // June paid May in full, July 2.5 %, August all, September had nothing to settle, October 25 %.
      payment_ratio_mean: 0.5688,
      full_payment_share: 0.5,
      low_payment_months: 1,
      over_limit_months: 1,
      unused_months: 0,
      purchases_to_limit: 0.1,
      rising_balances: 2,
      utilization_now: 0.1235,
      // 100.00 a month, and 400.00 left, where an average wage is 124,110 ÷ 12 = 10,342.50.
      highest_purchases_in_wages: 0.0097,
      lowest_purchases_in_wages: 0.0097,
      newest_purchases_share: 0.2,
      purchases_while_paid_in_full: null,
      purchases_after_lateness: 0.0097,
      available_credit_in_wages: 0.0387,
      available_credit_while_revolving: 0.0387,
      utilization_step_while_unused: null,
      // The oldest month's payments were nothing.
      lowest_payment_in_wages: 0,
      statement_months: 6,
    });
  });

  test('is not changed by older statements or by one dated after the assessment', () => {
    const same = months.map((period, at) =>
      statement(period, {
        balanceMinor: balances[at] as number,
        paymentsMinor: payments[at] as number,
        purchasesMinor: 10_000,
        monthsLate: late[at] as number,
      }),
    );
    const others = [
      statement('2026-04', { monthsLate: 8 }),
      statement('2026-12', { monthsLate: 8 }),
    ];
    expect(derive([...others, ...same], [line({ balanceMinor: 12_345 })])).toEqual(values);
  });
});

describe('facts that are not there', () => {
  test('nobody knows anything: everything but the month count is null', () => {
    const { statement_months, ...rest } = derive([]);
    expect(statement_months).toBe(0);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
    expect(Object.keys(rest)).toHaveLength(CHARACTERISTICS.length - 1);
  });

  test('one statement has no predecessor to compare with or to have been paid', () => {
    expect(derive([statement('2026-10')])).toMatchObject({
      months_since_late: 6,
      utilization_latest: 0.3,
      utilization_change: null,
      payment_ratio_latest: null,
      payment_ratio_mean: null,
      full_payment_share: null,
      low_payment_months: null,
      rising_balances: null,
      statement_months: 1,
    });
  });

  test('a month without a statement breaks the chain of payments, not the months since late', () => {
    const values = derive([statement('2026-08', { monthsLate: 1 }), statement('2026-10')]);
    expect(values).toMatchObject({
      months_since_late: 2,
      payment_ratio_latest: null,
      utilization_change: 0,
      rising_balances: null,
    });
  });

  test('a limit of zero is no limit, and never "over the limit"', () => {
    const values = derive(
      [statement('2026-10', { limitMinor: 0 })],
      [line({ limitMinor: 0, balanceMinor: 500 })],
    );
    expect(values).toMatchObject({
      utilization_latest: null,
      utilization_now: null,
      purchases_to_limit: null,
      over_limit_months: 0,
    });
    const beside = [
      statement('2026-10'),
      statement('2026-10', { accountId: 'line-2', limitMinor: 0 }),
    ];
    expect(derive(beside).utilization_latest).toBe(0.3);
  });

  test('a change too small to write is zero without a sign, and an equal balance does not rise', () => {
    const wide = { limitMinor: 100_000_000 };
    const values = derive([
      statement('2026-08', { ...wide, balanceMinor: 30_000 }),
      statement('2026-09', { ...wide, balanceMinor: 29_999 }),
      statement('2026-10', { ...wide, balanceMinor: 29_999 }),
    ]);
    expect(values.utilization_change).toBe(0);
    expect(values.rising_balances).toBe(0);
  });

  test('a balance in favour uses nothing, has nothing to pay and frees no room elsewhere', () => {
    const values = derive([
      statement('2026-09', { balanceMinor: -5_000 }),
      statement('2026-10', { balanceMinor: -5_000 }),
      statement('2026-10', { accountId: 'line-2', balanceMinor: 50_000 }),
    ]);
    expect(values).toMatchObject({ utilization_latest: 0.25, payment_ratio_latest: null });
    expect(derive([statement('2026-10', { balanceMinor: -5_000 })])).toMatchObject({
      utilization_latest: 0,
      unused_months: 1,
    });
  });
});

describe('several lines and currencies', () => {
  test('amounts add up within a currency; across currencies the less favourable ratio counts', () => {
    const values = derive(
      [
        statement('2026-09', { balanceMinor: 10_000 }),
        statement('2026-09', { accountId: 'line-2', currency: 'EUR', balanceMinor: 10_000 }),
        statement('2026-10', { balanceMinor: 10_000, paymentsMinor: 10_000 }),
        statement('2026-10', { accountId: 'line-3', balanceMinor: 50_000 }),
        statement('2026-10', {
          accountId: 'line-2',
          currency: 'EUR',
          balanceMinor: 80_000,
          paymentsMinor: 2_000,
        }),
      ],
      [
        line({ balanceMinor: 10_000 }),
        line({ accountId: 'line-3', balanceMinor: 50_000 }),
        line({ accountId: 'line-2', currency: 'EUR', balanceMinor: 20_000 }),
        line({ accountId: 'line-4', balanceMinor: 90_000, usable: false }),
      ],
    );
    expect(values).toMatchObject({
      utilization_latest: 0.8,
      utilization_change: 0.7,
      payment_ratio_latest: 0.2,
      payment_ratio_mean: 0.2,
      full_payment_share: 0,
      utilization_now: 0.5,
    });
  });

  test('what is overpaid on one line settles nothing on another', () => {
    const values = derive([
      statement('2026-09', { balanceMinor: 10_000 }),
      statement('2026-09', { accountId: 'line-2', balanceMinor: 10_000 }),
      statement('2026-10', { paymentsMinor: 20_000 }),
      statement('2026-10', { accountId: 'line-2' }),
    ]);
    expect(values).toMatchObject({ payment_ratio_latest: 0.5, full_payment_share: 0 });
  });

  test('the worst line decides how late a month was', () => {
    const values = derive([
      statement('2026-10', { monthsLate: 0 }),
      statement('2026-10', { accountId: 'line-2', monthsLate: 3 }),
    ]);
    expect(values).toMatchObject({
      months_late_latest: 3,
      late_statements: 1,
      months_since_late: 0,
    });
  });
});
