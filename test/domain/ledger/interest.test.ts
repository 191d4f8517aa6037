import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Accrual,
  accrueBackdated,
  accrueTo,
  perDiemMinor,
} from '../../../src/domain/ledger/interest.js';
import { emptyPosition, type Position } from '../../../src/domain/ledger/position.js';
import type { Product } from '../../../src/domain/ledger/product.js';
import { addDays } from '../../../src/domain/time.js';

type Terms = Pick<Product, 'annualRatePpm' | 'dayCount' | 'interestRounding'>;

const START = '2026-02-27';
const HALF_EVEN: Terms = {
  annualRatePpm: 182_500,
  dayCount: 'ACT_365',
  interestRounding: 'HALF_EVEN',
};
const DOWN: Terms = { ...HALF_EVEN, interestRounding: 'DOWN' };
const line = { accountId: 'a', customerId: 'c', currency: 'CNY' };
const owing = (principalMinor: number): Position => ({
  ...emptyPosition(line, START),
  principalMinor,
});

const after = (position: Position, accrual: Accrual): Position => ({
  ...position,
  interestMinor: position.interestMinor + accrual.postMinor,
  interestCarry: accrual.carry,
  interestThrough: accrual.interestThrough,
});

/** The position after accruing in steps of so many days. */
const inSteps = (position: Position, terms: Terms, steps: readonly number[]): Position =>
  steps.reduce((at, days) => {
    const day = addDays(at.interestThrough, days);
    return after(at, accrueTo(at, terms, day));
  }, position);

/** Interest earned so far, exactly: a numerator over the rate's denominator. */
const exact = ({ interestMinor, interestCarry }: Position, { dayCount }: Terms): bigint =>
  BigInt(interestMinor) * (dayCount === 'ACT_365' ? 365_000_000n : 360_000_000n) +
  BigInt(interestCarry);

describe('worked by hand: 1,234.56 at 18.25 % over 365 days earns 61.728 fen a day', () => {
  test('given three days, when posted at once, then 185 is posted and 0.184 is carried', () => {
    const accrual = accrueTo(owing(123_456), HALF_EVEN, '2026-03-02');
    expect(accrual).toEqual({
      postMinor: 185,
      carry: 0.184 * 365_000_000,
      interestThrough: '2026-03-02',
    });
  });

  test.each([
    // 61.728 → 62 (−0.272), 123.456 → 61 (+0.456), 185.184 → 62 (+0.184)
    [HALF_EVEN, [62, 61, 62]],
    // 61.728 → 61, 123.456 → 62, 185.184 → 62
    [DOWN, [61, 62, 62]],
  ])('given %j, when posted daily, then each day rounds what was carried', (terms, posted) => {
    let position = owing(123_456);
    const daily = posted.map(() => {
      const before = position.interestMinor;
      position = inSteps(position, terms, [1]);
      return position.interestMinor - before;
    });
    expect(daily).toEqual(posted);
  });

  test('given ACT/360 and 12 %, when 30 days pass, then 1 % is posted', () => {
    const terms: Terms = { ...DOWN, annualRatePpm: 120_000, dayCount: 'ACT_360' };
    expect(accrueTo(owing(100_000), terms, addDays(START, 30))).toMatchObject({
      postMinor: 1_000,
      carry: 0,
    });
  });

  test('given a leap year, when February passes, then its 29th day counts', () => {
    const position = { ...owing(200_000), interestThrough: '2028-02-01' };
    expect(accrueTo(position, HALF_EVEN, '2028-03-01').postMinor).toBe(29 * 100);
  });
});

describe('rounding', () => {
  // 1,000 earns half a fen a day.
  test.each([
    [1_000, 0],
    [3_000, 2],
    [5_000, 2],
    [7_000, 4],
  ])('given %i, when its day ends in half a fen, then the even fen is posted', (owed, posted) => {
    expect(accrueTo(owing(owed), HALF_EVEN, addDays(START, 1)).postMinor).toBe(posted);
    expect(perDiemMinor(owing(owed), HALF_EVEN)).toBe(posted);
    expect(perDiemMinor(owing(owed), DOWN)).toBe(Math.floor(owed / 2_000));
  });

  test('given something carried, when the per-diem is told, then it leaves it out', () => {
    const carried = { ...owing(1_000), interestCarry: 182_499_999 };
    expect(perDiemMinor(carried, DOWN)).toBe(0);
    expect(accrueTo(carried, DOWN, addDays(START, 2)).postMinor).toBe(1);
  });
});

describe('days', () => {
  test.each([START, '2026-02-01'])(
    'given interest through %s or later, when asked again, then nothing is posted',
    (today) => {
      const position = { ...owing(1_000_000), interestCarry: 77 };
      const accrual = accrueTo(position, HALF_EVEN, today);
      expect(accrual).toEqual({ postMinor: 0, carry: 77, interestThrough: START });
    },
  );

  test('given nothing owed, when days pass, then they count as posted', () => {
    const accrual = accrueTo(owing(0), HALF_EVEN, '2026-06-01');
    expect(accrual).toEqual({ postMinor: 0, carry: 0, interestThrough: '2026-06-01' });
  });
});

/** Round figures and the demo's rate among them, because they end in halves. */
const principals = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000_000 }),
  fc.integer({ min: 0, max: 40 }).map((thousands) => thousands * 1_000),
);
const termsOf: fc.Arbitrary<Terms> = fc.record({
  annualRatePpm: fc.oneof(fc.constant(182_500), fc.integer({ min: 0, max: 360_000 })),
  dayCount: fc.constantFrom('ACT_365' as const, 'ACT_360' as const),
  interestRounding: fc.constantFrom('HALF_EVEN' as const, 'DOWN' as const),
});
const steps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });

describe('exactness', () => {
  test('any split of the days posts the same total and carries the same rest', () => {
    fc.assert(
      fc.property(principals, termsOf, steps, (principal, terms, split) => {
        const days = split.reduce((sum, each) => sum + each, 0);
        const atOnce = inSteps(owing(principal), terms, [days]);
        expect(inSteps(owing(principal), terms, split)).toEqual(atOnce);
        expect(inSteps(owing(principal), terms, Array(days).fill(1))).toEqual(atOnce);
      }),
      { numRuns: 400 },
    );
  });

  test('what is posted and carried is what was earned; the rest is less than a fen', () => {
    fc.assert(
      fc.property(principals, termsOf, steps, (principal, terms, split) => {
        const position = inSteps(owing(principal), terms, split);
        const days = split.reduce((sum, each) => sum + each, 0);
        const earned = BigInt(principal) * BigInt(terms.annualRatePpm) * BigInt(days);
        expect(exact(position, terms)).toBe(earned);
        const fen = terms.dayCount === 'ACT_365' ? 365_000_000 : 360_000_000;
        const [least, most] =
          terms.interestRounding === 'DOWN' ? [0, fen - 1] : [-fen / 2, fen / 2];
        expect(position.interestCarry).toBeGreaterThanOrEqual(least);
        expect(position.interestCarry).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('a backdated repayment gives back exactly what was charged on it since', () => {
    fc.assert(
      fc.property(
        principals,
        termsOf,
        steps,
        fc.nat(),
        fc.nat(),
        (principal, terms, split, d, r) => {
          const days = split.reduce((sum, each) => sum + each, 0);
          const [kept, repaid] = [d % (days + 1), r % (principal + 1)];
          const charged = inSteps(owing(principal), terms, split);
          const left = { ...charged, principalMinor: principal - repaid };
          const correction = accrueBackdated(
            left,
            terms,
            { valueDate: addDays(START, kept), changeMinor: -repaid },
            principal,
            [],
          );
          const corrected = after(left, correction);
          const rate = BigInt(terms.annualRatePpm);
          const earned =
            rate *
            (BigInt(principal) * BigInt(kept) + BigInt(principal - repaid) * BigInt(days - kept));
          expect(exact(corrected, terms)).toBe(earned);
          expect(corrected.interestThrough).toBe(charged.interestThrough);
          if (repaid === principal && kept === 0) {
            expect([corrected.interestMinor, corrected.interestCarry]).toEqual([0, 0]);
          }
        },
      ),
    );
  });

  test('given interest posted to a day, when a change is valued that day, then nothing changes', () => {
    const position = inSteps(owing(123_456), HALF_EVEN, [5]);
    const { interestCarry: carry, interestThrough } = position;
    const same = { postMinor: 0, carry, interestThrough };
    const valued = (day: number) => {
      const change = { valueDate: addDays(START, day), changeMinor: -9_999 };
      return accrueBackdated(position, HALF_EVEN, change, 123_456, []);
    };
    expect(valued(5)).toEqual(same);
    expect(valued(8)).toEqual(same);
  });

  test('given absurd figures, when interest leaves the safe integers, then it throws', () => {
    const position = owing(Number.MAX_SAFE_INTEGER);
    expect(() => accrueTo(position, HALF_EVEN, '2096-01-01')).toThrow(RangeError);
  });
});
