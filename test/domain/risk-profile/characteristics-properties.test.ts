/** What holds of the derivation whatever the facts. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CHARACTERISTICS,
  type Characteristic,
  characteristic,
} from '../../../src/domain/risk-profile/catalogue.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import type {
  CharacteristicValue,
  CharacteristicValues,
  RiskFacts,
  StatementFact,
} from '../../../src/domain/risk-profile/facts.js';
import { anyFacts } from './arbitraries.js';

const PERIODS = ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'];
const mostly = <T>(usual: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

/** One line's months in their order: mostly on time, paid in usual shares, with a gap here and there. */
const anyHistory: fc.Arbitrary<StatementFact[]> = fc
  .tuple(
    fc.record({
      accountId: fc.constantFrom('line-1', 'line-2', 'line-3'),
      // No average wage is known for pounds.
      currency: mostly('CNY', fc.constantFrom('EUR', 'GBP')),
      limitMinor: fc.constantFrom(0, 60_000, 100_000, 2_000_000),
    }),
    fc.array(
      fc.record({
        balanceMinor: fc.oneof(fc.constant(0), fc.integer({ min: -9_000, max: 120_000 })),
        purchasesMinor: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000_000 })),
        paidPercent: fc.constantFrom(0, 4, 7, 50, 100, 130),
        monthsLate: mostly(0, fc.integer({ min: 0, max: 5 })),
        status: mostly<StatementFact['status']>(
          null,
          fc.constantFrom('UNUSED', 'PAID_IN_FULL', 'REVOLVING', undefined),
        ),
        left: mostly(true, fc.boolean()),
      }),
      { minLength: PERIODS.length, maxLength: PERIODS.length },
    ),
  )
  .map(([line, months]) =>
    months.flatMap(({ paidPercent, left, status, ...month }, at) => {
      const owed = Math.max(0, months[at - 1]?.balanceMinor ?? 0);
      const paymentsMinor = Math.ceil((owed * paidPercent) / 100);
      const stated = status === undefined ? {} : { status };
      const period = PERIODS[at] as string;
      return left ? [{ ...line, ...month, ...stated, period, paymentsMinor }] : [];
    }),
  );

/** Any facts at all, and orderly ones in which situations and rare figures come about. */
const facts: fc.Arbitrary<RiskFacts> = fc
  .tuple(anyFacts, fc.array(anyHistory, { minLength: 1, maxLength: 2 }), fc.boolean())
  .map(([any, histories, orderly]) => (orderly ? { ...any, statements: histories.flat() } : any));

/** Two statements of one line and month are no valid facts; a payment could settle either. */
const oneAMonth = (statements: readonly StatementFact[]): StatementFact[] => [
  ...new Map(statements.map((each) => [each.accountId + each.period, each] as const)).values(),
];

const IDS = CHARACTERISTICS.map(({ id }) => id).sort();

/** Null, one of the categories, or a number within the bounds, on the grid and not minus zero. */
function isWithin(entry: Characteristic, value: CharacteristicValue | undefined): boolean {
  const { min, max, unit, categories } = entry;
  if (value === null) return true;
  if (typeof value !== 'number') return categories?.some(({ id }) => id === value) ?? false;
  const decimals = unit === 'RATIO' || unit === 'WAGES' ? 4 : 0;
  const onGrid = Number(value.toFixed(decimals)) === value && !Object.is(value, -0);
  return unit !== 'CATEGORY' && value >= min && value <= max && onGrid;
}

test('values stay within the catalogue and on its grid, and each entry has one', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(facts, (given) => {
      const values = deriveCharacteristics(given);
      expect(Object.keys(values).sort()).toEqual(IDS);
      expect(CHARACTERISTICS.filter((entry) => !isWithin(entry, values[entry.id]))).toEqual([]);
      for (const id of IDS) if (values[id] !== null) seen.add(id);
    }),
    { numRuns: 500 },
  );
  const fromBooks = CHARACTERISTICS.filter(({ source }) => /STATEMENTS|LINES/.test(source));
  // A value that is always null would pass every bound.
  expect(fromBooks.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});

test('extreme amounts stay within the bounds', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const statements = ['2026-09', '2026-10'].map((period, at) => ({
    accountId: 'line-1',
    period,
    currency: 'CNY',
    balanceMinor: most,
    limitMinor: 1,
    paymentsMinor: most,
    purchasesMinor: most,
    monthsLate: at === 0 ? 500 : 0,
  }));
  const values = deriveCharacteristics({ asOf: '2026-11-22', statements, lines: [] });
  expect(values).toMatchObject({
    months_late_worst: 120,
    utilization_latest: 10,
    highest_purchases_in_wages: 100,
    lowest_payment_in_wages: 100,
    available_credit_in_wages: 0,
  });
});

test('the order of the facts never matters', () => {
  fc.assert(
    fc.property(facts, (made) => {
      const statements = oneAMonth(made.statements);
      const given = deriveCharacteristics({ ...made, statements });
      const turned = deriveCharacteristics({
        ...made,
        statements: statements.toReversed(),
        lines: made.lines.toReversed(),
      });
      expect(turned).toEqual(given);
    }),
  );
});

describe('the direction says what worse conduct does', () => {
  /** Entries whose value went the safer way between the two; a value that comes or goes says nothing. */
  function saferBy(better: CharacteristicValues, worse: CharacteristicValues, ids: string[]) {
    return ids.filter((id) => {
      const [before, after] = [better[id], worse[id]];
      if (typeof before !== 'number' || typeof after !== 'number' || before === after) return false;
      const direction = characteristic(id)?.direction;
      expect(direction).not.toBe('NOT_MONOTONE');
      return direction === 'HIGHER_IS_RISKIER' ? after < before : after > before;
    });
  }

  test.each([
    [
      'later',
      [
        'months_late_latest',
        'months_late_worst',
        'late_statements',
        'earlier_late_months',
        'months_since_late',
        'months_since_two_late',
      ],
      (each: StatementFact) => ({ ...each, monthsLate: each.monthsLate + 1 }),
    ],
    [
      'paid less',
      [
        'payment_ratio_latest',
        'payment_ratio_mean',
        'full_payment_share',
        'low_payment_months',
        'lowest_payment_in_wages',
      ],
      (each: StatementFact) => ({ ...each, paymentsMinor: Math.floor(each.paymentsMinor / 2) }),
    ],
    [
      'owing more',
      [
        'utilization_latest',
        'utilization_mean',
        'utilization_max',
        'over_limit_months',
        'available_credit_in_wages',
      ],
      (each: StatementFact) => ({ ...each, balanceMinor: each.balanceMinor + 40_000 }),
    ],
  ] as const)('statements that are %s', (_, ids, worsened) => {
    const moved = new Set<string>();
    fc.assert(
      fc.property(facts, fc.nat(23), (made, place) => {
        const statements = oneAMonth(made.statements);
        const worse = statements.map((each, at) => (at === place ? worsened(each) : each));
        const before = deriveCharacteristics({ ...made, statements });
        const after = deriveCharacteristics({ ...made, statements: worse });
        expect(saferBy(before, after, [...ids])).toEqual([]);
        for (const id of ids) if (before[id] !== after[id]) moved.add(id);
      }),
      { numRuns: 1_000 },
    );
    expect([...moved].sort()).toEqual([...ids].sort());
  });
});
