import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { earlySettlements } from '../../../src/domain/credit-account/early-settlement.js';
import type { InstalmentPlan } from '../../../src/domain/ledger/position.js';
import { addDays } from '../../../src/domain/time.js';

const TODAY = '2026-11-25';
/** 0.05 % a day, so that interest can be worked out by heart. */
const TERMS = { annualRatePpm: 182_500, dayCount: 'ACT_365' } as const;

const plan = (over: Partial<InstalmentPlan> = {}): InstalmentPlan => ({
  id: 'plan-1',
  accountId: 'line-1',
  customerId: 'customer-1',
  currency: 'CNY',
  principalMinor: 120_000,
  instalments: 12,
  instalmentsPaid: 9,
  nextDueOn: '2026-12-05',
  status: 'ACTIVE',
  ...over,
});
const settled = (
  over: Partial<InstalmentPlan>,
  terms: Parameters<typeof earlySettlements>[1] = TERMS,
) => earlySettlements([plan(over)], terms, TODAY)[0];

describe('settling a plan early', () => {
  test('owes the principal left, and saves each part’s interest until it would be due', () => {
    // 10,000 for 10, 41 and 72 days at 5 a day.
    expect(earlySettlements([plan()], TERMS, TODAY)).toEqual([
      {
        planId: 'plan-1',
        currency: 'CNY',
        principalLeftMinor: 30_000,
        instalmentsLeft: 3,
        interestSavedMinor: 5 * (10 + 41 + 72),
      },
    ]);
  });

  test('leaves to the last instalment what the others cannot carry in whole units', () => {
    const odd = { principalMinor: 100_001, instalments: 3 };
    expect(settled({ ...odd, instalmentsPaid: 0 })?.principalLeftMinor).toBe(100_001);
    expect(settled({ ...odd, instalmentsPaid: 1 })?.principalLeftMinor).toBe(100_001 - 33_333);
    expect(settled({ ...odd, instalmentsPaid: 2 })?.principalLeftMinor).toBe(33_335);
  });

  test('saves nothing on an instalment that is due already', () => {
    const { interestSavedMinor } = settled({ nextDueOn: '2026-11-25', instalmentsPaid: 11 }) ?? {};
    expect(interestSavedMinor).toBe(0);
    expect(settled({ nextDueOn: '2026-10-25' })?.interestSavedMinor).toBe(5 * 30);
  });

  test('rounds the whole sum down, once', () => {
    // Three parts of 19 for 10, 41 and 72 days: 1.1685 together, less than one each.
    expect(settled({ principalMinor: 19 * 12 })?.interestSavedMinor).toBe(1);
  });

  test('goes by the product’s count of days', () => {
    const saved = settled({}, { ...TERMS, dayCount: 'ACT_360' })?.interestSavedMinor;
    expect(saved).toBe(Math.floor((10_000 * 123 * 0.1825) / 360));
  });

  test('is of no plan that is settled, and of all others in their order', () => {
    const plans = [plan({ id: 'b' }), plan({ id: 'gone', status: 'SETTLED' }), plan({ id: 'a' })];
    expect(earlySettlements(plans, TERMS, TODAY).map(({ planId }) => planId)).toEqual(['b', 'a']);
  });

  const anyPlan = fc
    .record({
      principalMinor: fc.integer({ min: 1, max: 1_000_000_000_000 }),
      instalments: fc.integer({ min: 1, max: 60 }),
      paid: fc.nat(60),
      dueIn: fc.integer({ min: -70, max: 70 }),
    })
    .map(({ paid, dueIn, ...rest }) =>
      plan({
        ...rest,
        instalmentsPaid: Math.min(paid, rest.instalments),
        nextDueOn: addDays(TODAY, dueIn),
      }),
    );
  const anyTerms = fc.record({
    annualRatePpm: fc.integer({ min: 0, max: 1_000_000 }),
    dayCount: fc.constantFrom('ACT_365' as const, 'ACT_360' as const),
  });

  test('never costs anything, saves more the more is left, and nothing when nothing is', () => {
    fc.assert(
      fc.property(anyPlan, anyTerms, (each, terms) => {
        const saved = (instalmentsPaid: number) => {
          const [made] = earlySettlements([{ ...each, instalmentsPaid }], terms, TODAY);
          if (!made) throw new Error('no settlement');
          return made;
        };
        const now = saved(each.instalmentsPaid);
        expect(now.interestSavedMinor).toBeGreaterThanOrEqual(0);
        expect(Number.isSafeInteger(now.interestSavedMinor)).toBe(true);
        expect(now.instalmentsLeft).toBe(each.instalments - each.instalmentsPaid);
        expect(saved(each.instalments)).toMatchObject({
          principalLeftMinor: 0,
          instalmentsLeft: 0,
          interestSavedMinor: 0,
        });
        expect(saved(0).principalLeftMinor).toBe(each.principalMinor);
        if (each.instalmentsPaid === 0) return;
        const before = saved(each.instalmentsPaid - 1);
        expect(before.interestSavedMinor).toBeGreaterThanOrEqual(now.interestSavedMinor);
        expect(before.principalLeftMinor).toBeGreaterThanOrEqual(now.principalLeftMinor);
      }),
      { numRuns: 500 },
    );
  });
});
