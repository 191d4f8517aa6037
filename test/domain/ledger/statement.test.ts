import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emptyPosition } from '../../../src/domain/ledger/position.js';
import {
  closePeriod,
  daysPastDue,
  minimumDueMinor,
  monthsLate,
  type PeriodFacts,
} from '../../../src/domain/ledger/statement.js';
import { aProduct } from '../../support/portfolio.js';

const product = aProduct({
  minimumDuePpm: 100_000,
  minimumDueFloorMinor: 5_000,
  dueDays: 20,
});
const empty = emptyPosition({ accountId: 'a', customerId: 'c', currency: 'CNY' }, '2026-11-01');
const FACTS: PeriodFacts = {
  limitMinor: 900_000,
  paymentsMinor: 12,
  purchasesMinor: 34,
  laterChangeMinor: 0,
  oldestOpenDueOn: null,
};
const close = (position = empty, facts: Partial<PeriodFacts> = {}) =>
  closePeriod('s', position, product, { ...FACTS, ...facts }, '2026-10-31');

describe('days past due and months late', () => {
  test.each([
    [null, 100, 0],
    ['2026-11-20', 100, 0],
    ['2026-11-25', 100, 0],
    ['2026-11-24', 100, 1],
    ['2026-10-26', 100, 30],
    ['2026-10-25', 100, 31],
    ['2025-11-25', 100, 365],
    ['2025-11-25', 0, 0],
  ])('given the oldest open due on %s and %i owed, then %i days', (dueOn, owed, days) => {
    const today = dueOn === '2026-11-20' ? '2026-11-19' : '2026-11-25';
    expect(daysPastDue(dueOn, owed, today)).toBe(days);
  });

  test.each([
    [0, 0],
    [1, 1],
    [30, 1],
    [31, 2],
    [60, 2],
    [61, 3],
  ])('%i days are %i started months', (days, months) => {
    expect(monthsLate(days)).toBe(months);
  });
});

describe('the minimum due', () => {
  test.each([
    ['nothing owed', 0, 0],
    ['less than the floor', 4_999, 4_999],
    ['the floor beats the share', 30_000, 5_000],
    ['where both meet', 50_000, 5_000],
    ['the share, cut to a whole fen', 50_019, 5_001],
    ['the largest amount', Number.MAX_SAFE_INTEGER, 900_719_925_474_099],
  ])('%s', (_, owed, due) => {
    expect(minimumDueMinor(product, owed)).toBe(due);
  });

  test('is never negative and never more than what is owed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10, max: 10 ** 9 }),
        fc.nat(1_000_000),
        fc.nat(9_999),
        (owed, minimumDuePpm, minimumDueFloorMinor) => {
          const due = minimumDueMinor({ ...product, minimumDuePpm, minimumDueFloorMinor }, owed);
          expect(due).toBeGreaterThanOrEqual(0);
          expect(due).toBeLessThanOrEqual(Math.max(0, owed));
        },
      ),
    );
  });
});

describe('the statement of a month', () => {
  const owing = { ...empty, principalMinor: 80_000, interestMinor: 200 };

  test('given debt, then it says what is owed, what is due and when', () => {
    expect(close(owing)).toEqual({
      id: 's',
      accountId: 'a',
      customerId: 'c',
      period: '2026-10',
      closedOn: '2026-10-31',
      dueOn: '2026-11-20',
      currency: 'CNY',
      balanceMinor: 80_200,
      limitMinor: 900_000,
      paymentsMinor: 12,
      purchasesMinor: 34,
      minimumDueMinor: 8_020,
      duesCumulativeMinor: 8_020,
      monthsLate: 0,
      status: null,
      sourcePeriod: null,
      corrected: null,
    });
  });

  test('given a credit balance, then nothing is due', () => {
    const statement = close({ ...empty, creditMinor: 700, duesMinor: 50, repaidMinor: 50 });
    expect(statement).toMatchObject({ balanceMinor: -700, minimumDueMinor: 0 });
    expect(statement.duesCumulativeMinor).toBe(50);
  });

  test('given purchases since the month ended, then they belong to the next statement', () => {
    const statement = close(owing, { laterChangeMinor: 20_200 });
    expect(statement).toMatchObject({ balanceMinor: 60_000, minimumDueMinor: 6_000 });
  });

  test('given more repaid than was due, then that is no credit against the new due', () => {
    const statement = close({ ...owing, repaidMinor: 30_000, duesMinor: 10_000 });
    expect(statement.duesCumulativeMinor).toBe(38_020);
  });

  test('given an older due that is open, then the new one comes on top of it', () => {
    const open = { ...owing, repaidMinor: 4_000, duesMinor: 10_000 };
    const statement = close(open, { oldestOpenDueOn: '2026-09-20' });
    expect(statement).toMatchObject({ duesCumulativeMinor: 18_020, monthsLate: 2 });
  });

  test('given dues as high as the debt, then no more can come on top', () => {
    const open = { ...empty, principalMinor: 6_000, duesMinor: 5_000 };
    expect(close(open).duesCumulativeMinor).toBe(6_000);
  });

  test('given an open due on a line that owes nothing, then it is not late', () => {
    expect(close(empty, { oldestOpenDueOn: '2026-01-01' }).monthsLate).toBe(0);
  });
});
