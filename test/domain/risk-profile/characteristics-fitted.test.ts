/** The characteristics that the shipped card was fitted to, worked out by hand on a few rows. */
import { describe, expect, test } from '@jest/globals';
import { characteristic } from '../../../src/domain/risk-profile/catalogue.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import type { StatementFact } from '../../../src/domain/risk-profile/facts.js';

const PERIODS = ['2026-10', '2026-09', '2026-08', '2026-07', '2026-06', '2026-05'] as const;
const STATUS: Readonly<Record<number, StatementFact['status']>> = {
  [-2]: 'UNUSED',
  [-1]: 'PAID_IN_FULL',
  0: 'REVOLVING',
};

/** A row of the source, newest month first, in whole New Taiwan dollars; a wage is 43,000. */
interface Row {
  readonly limit: number;
  readonly statuses: readonly number[];
  readonly bills: readonly number[];
  readonly paid: readonly number[];
}

const factsOf = ({ limit, statuses, bills, paid }: Row): StatementFact[] =>
  PERIODS.map((period, k) => {
    const [bill = 0, before, payment = 0] = [bills[k], bills[k + 1], paid[k]];
    const bought = before === undefined ? 0 : Math.max(0, bill - before + payment);
    return {
      accountId: 'line-1',
      period,
      currency: 'TWD',
      balanceMinor: bill * 100,
      limitMinor: limit * 100,
      paymentsMinor: payment * 100,
      purchasesMinor: bought * 100,
      monthsLate: Math.max(0, statuses[k] ?? 0),
      status: STATUS[statuses[k] ?? 0] ?? null,
    };
  });

const derive = (statements: readonly StatementFact[]) =>
  deriveCharacteristics({ asOf: '2026-11-22', statements, lines: [] });

describe('a row of the source', () => {
  test('that revolves, and was two months late four months ago', () => {
    const values = derive(
      factsOf({
        limit: 100_000,
        statuses: [0, 0, 0, 0, 2, 1],
        bills: [50_000, 48_000, 45_000, 44_000, 43_000, 40_000],
        // Bought: 4,000, 5,000, 3,000, 2,500 and 3,000; the oldest month shows none.
        paid: [2_000, 2_000, 2_000, 1_500, 0, 2_000],
      }),
    );
    expect(values).toMatchObject({
      statement_status: 'REVOLVING',
      months_since_two_late: 4,
      earlier_late_months: 2,
      highest_purchases_in_wages: 0.1163, // 5,000 ÷ 43,000
      lowest_purchases_in_wages: 0.0581, // 2,500 ÷ 43,000
      available_credit_in_wages: 1.1628, // 50,000 ÷ 43,000
      available_credit_while_revolving: 1.1628,
      purchases_while_paid_in_full: null,
      utilization_step_while_unused: null,
      lowest_payment_in_wages: 0,
      purchases_to_limit: 0.0292, // 17,500 ÷ 600,000
      purchases_after_lateness: 0.093, // 4,000 ÷ 43,000
      newest_purchases_share: 0.2286, // 4,000 ÷ 17,500
      utilization_change: 0.1, // 0.50 − 0.40
      over_limit_months: 0,
    });
  });

  test('that is paid in full and was never late', () => {
    const values = derive(
      factsOf({
        limit: 200_000,
        statuses: [-1, -1, -1, -1, -1, -1],
        bills: [9_000, 3_000, 12_000, 6_000, 0, 4_300],
        // Bought: 9,000, 3,000, 12,000, 6,000 and 0; the middle one is 6,000.
        paid: [3_000, 12_000, 6_000, 0, 4_300, 4_300],
      }),
    );
    expect(values).toMatchObject({
      statement_status: 'PAID_IN_FULL',
      months_since_two_late: 6,
      earlier_late_months: 0,
      highest_purchases_in_wages: 0.2791, // 12,000 ÷ 43,000
      lowest_purchases_in_wages: 0,
      purchases_while_paid_in_full: 0.1395, // 6,000 ÷ 43,000
      purchases_after_lateness: null,
      available_credit_in_wages: 4.4419, // 191,000 ÷ 43,000
      available_credit_while_revolving: null,
      lowest_payment_in_wages: 0,
      newest_purchases_share: 0.3, // 9,000 ÷ 30,000
    });
  });

  test('that counts as unused although something is left on it', () => {
    const values = derive(
      factsOf({
        limit: 50_000,
        statuses: [-2, -2, -2, -2, -2, -2],
        bills: [1_000, 2_500, 2_500, 2_500, 2_500, 2_500],
        paid: [1_500, 0, 0, 0, 0, 860],
      }),
    );
    expect(values).toMatchObject({
      statement_status: 'UNUSED',
      utilization_step_while_unused: -0.03, // 0.02 − 0.05
      available_credit_in_wages: 1.1395, // 49,000 ÷ 43,000
      highest_purchases_in_wages: 0,
      newest_purchases_share: null,
    });
  });

  test('that is over its limit and three months late', () => {
    const values = derive(
      factsOf({
        limit: 20_000,
        statuses: [3, 2, 2, 0, 0, 0],
        bills: [25_000, 24_000, 23_000, 21_000, 19_000, 18_000],
        paid: [0, 0, 0, 1_000, 860, 430],
      }),
    );
    expect(values).toMatchObject({
      statement_status: 'LATE_3',
      months_since_two_late: 0,
      earlier_late_months: 0,
      available_credit_in_wages: 0,
      available_credit_while_revolving: null,
      purchases_after_lateness: null,
      over_limit_months: 4,
    });
    const five = derive(factsOf({ limit: 1, statuses: [8, 0, 0, 0, 0, 0], bills: [], paid: [] }));
    expect(five.statement_status).toBe('LATE_4_PLUS');
  });
});

describe('our own statements, which state no status', () => {
  const own = (period: string, change: Partial<StatementFact>): StatementFact => ({
    accountId: 'line-1',
    period,
    currency: 'CNY',
    balanceMinor: 0,
    limitMinor: 1_000_000,
    paymentsMinor: 0,
    purchasesMinor: 0,
    monthsLate: 0,
    ...change,
  });
  const statusOf = (...statements: StatementFact[]) => derive(statements).statement_status;
  const owing = own('2026-09', { balanceMinor: 50_000, purchasesMinor: 50_000 });

  test('are read by their amounts', () => {
    expect(statusOf()).toBeNull();
    expect(statusOf(own('2026-10', {}))).toBe('UNUSED');
    expect(statusOf(own('2026-10', { balanceMinor: 900, purchasesMinor: 900 }))).toBe(
      'PAID_IN_FULL',
    );
    expect(statusOf(owing, own('2026-10', { paymentsMinor: 50_000 }))).toBe('PAID_IN_FULL');
    const part = { balanceMinor: 1, paymentsMinor: 49_999 };
    expect(statusOf(owing, own('2026-10', part))).toBe('REVOLVING');
    expect(statusOf(owing, own('2026-10', { ...part, monthsLate: 1 }))).toBe('LATE_1');
    // A statement of two months before is not what this month was to settle.
    const earlier = { ...owing, period: '2026-08' };
    expect(statusOf(earlier, own('2026-10', part))).toBe('PAID_IN_FULL');
  });

  test('of several lines stand as the latest, then as one that revolves, then as one in use', () => {
    const idle = own('2026-10', { accountId: 'line-2' });
    const full = own('2026-10', { accountId: 'line-3', balanceMinor: 900, purchasesMinor: 900 });
    const part = own('2026-10', { balanceMinor: 40_000, paymentsMinor: 10_000 });
    expect(statusOf(idle)).toBe('UNUSED');
    expect(statusOf(idle, full)).toBe('PAID_IN_FULL');
    expect(statusOf(owing, idle, full, part)).toBe('REVOLVING');
    expect(statusOf(owing, full, part, { ...idle, monthsLate: 2 })).toBe('LATE_2');
  });

  test('add up within a currency; across currencies the less favourable wages count', () => {
    // An average month's wage: 10,342.50 yuan, 3,155.25 euros.
    const yuan = own('2026-10', { purchasesMinor: 1_034_250, balanceMinor: 34_250 });
    const values = derive([
      yuan,
      { ...yuan, accountId: 'line-2', purchasesMinor: 2_068_500, balanceMinor: 0 },
      own('2026-10', { accountId: 'line-3', currency: 'EUR', purchasesMinor: 631_050 }),
    ]);
    expect(values.highest_purchases_in_wages).toBe(2);
    // 9,657.50 + 10,000.00 yuan are 1.9007 wages; 10,000.00 euros would be 3.1693.
    expect(values.available_credit_in_wages).toBe(1.9007);
    expect(derive([own('2026-10', { currency: 'GBP' })])).toMatchObject({
      available_credit_in_wages: null,
      highest_purchases_in_wages: null,
    });
  });

  test('leave the first statement’s payments out, since nothing was to be paid before it', () => {
    expect(derive([owing]).lowest_payment_in_wages).toBeNull();
    const next = own('2026-10', { paymentsMinor: 1_034_250 });
    expect(derive([owing, next]).lowest_payment_in_wages).toBe(1);
  });
});

test('what is looked at in one situation only says so, and that it has no value otherwise', () => {
  const situational = [
    'available_credit_while_revolving',
    'purchases_while_paid_in_full',
    'utilization_step_while_unused',
    'purchases_after_lateness',
  ];
  for (const id of situational) {
    expect(characteristic(id)).toMatchObject({ situational: true });
    expect(characteristic(id)?.meaning.en).toContain('no value otherwise');
  }
});
