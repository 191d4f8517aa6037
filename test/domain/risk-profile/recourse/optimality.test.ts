/** The smallest plan is the smallest and the fastest the fastest: against trying everything. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Plan, recourse } from '../../../../src/domain/risk-profile/recourse/recourse.js';
import { type Outcome, replayer } from '../../../../src/domain/risk-profile/recourse/replay.js';
import {
  PAYMENT_SHARES,
  type Situation,
} from '../../../../src/domain/risk-profile/recourse/situation.js';
import type { Scorecard } from '../../../../src/domain/risk-profile/scorecard.js';
import { addDays, addMonths } from '../../../../src/domain/time.js';
import {
  A_COURSE,
  activity,
  anyLineWithStatements,
  asking,
  CARDS,
  day,
  far,
  rulesOf,
  situation,
  TODAY,
} from './situations.js';

/** One line of at most a dozen whole units, so that every payment can be tried. */
const smallCase = (card: Scorecard): fc.Arbitrary<Situation> =>
  fc
    .record({
      made: anyLineWithStatements('line-1', 12),
      outflows: fc.option(fc.integer({ min: 0, max: 14 }), { nil: null }),
      far,
    })
    .map(({ made, outflows, far: wish }) =>
      asking(
        situation({
          card,
          rules: rulesOf({ characteristicId: 'outflows_15d', atLeast: 5 }),
          terms: [made.terms],
          facts: {
            lines: [made.line],
            statements: made.statements,
            activity: activity(
              ...(outflows === null ? [] : [day(outflows, { counts: { TRANSFER_OUT: 6 } })]),
            ),
          },
        }),
        wish,
      ),
    );

/** Every day on which something can be otherwise than the day before, and some between. */
function everyDay(): string[] {
  const last = addMonths(TODAY, 6);
  const days = [];
  for (let on = TODAY; on <= last; on = addDays(on, 1)) {
    if (on <= addDays(TODAY, 16) || /-(01|15)$/.test(on)) days.push(on);
  }
  return days;
}

/** All targets to pay down to that ask for different amounts; what asks for the same is the same. */
function everyPayment({ facts: { lines }, terms }: Situation): (number | null)[] {
  const [line] = lines;
  const found = new Map<number, number>();
  const owed = Math.max(0, (line?.balanceMinor ?? 0) - (terms[0]?.overdueMinor ?? 0));
  for (let to = 10_000; to >= 0; to -= 1) {
    const left = Math.floor(((line?.limitMinor ?? 0) * to) / 10_000);
    const amount = Math.min(owed, Math.ceil(Math.max(0, owed - left) / 100) * 100);
    if (!found.has(amount)) found.set(amount, to);
  }
  return [null, ...found.values()];
}

function everything(given: Situation): Outcome[] {
  const replay = replayer(given);
  const payments = everyPayment(given);
  const reaching: Outcome[] = [];
  for (const on of everyDay()) {
    for (const paymentShare of PAYMENT_SHARES) {
      // With one line there is nothing to spread over.
      for (const use of ['AS_BEFORE', 'NONE'] as const) {
        for (const restraints of [[], ['outflows'] as const]) {
          for (const payDownTo of payments) {
            const tried = replay({ ...A_COURSE, on, paymentShare, use, restraints, payDownTo });
            if (tried.reached) reaching.push(tried);
          }
        }
      }
    }
  }
  return reaching;
}

const cardNames = ['expert', 'monotone', 'crooked'];

const LEAST_COMPARED = 3;

/**
 * Compares the plans of random cases with everything that could be done. A card's plans may be few
 * by chance, so that further rounds are drawn until there were some.
 */
function compare(card: Scorecard, check: (found: Compared) => void): void {
  let compared = 0;
  const round = () =>
    fc.assert(
      fc.property(smallCase(card), (given) => {
        const { isReached, plans } = recourse(given);
        if (isReached) return;
        const reaching = everything(given);
        const planned = (kind: 'SMALLEST' | 'FASTEST') =>
          plans.find(({ kinds }) => kinds.includes(kind));
        const [smallest, fastest] = [planned('SMALLEST'), planned('FASTEST')];
        if (smallest) compared += 1;
        check({ smallest, fastest, reaching });
      }),
      { numRuns: 10, endOnFailure: true },
    );
  for (let left = 6; left > 0 && compared < LEAST_COMPARED; left -= 1) round();
  expect(compared).toBeGreaterThanOrEqual(LEAST_COMPARED);
}

interface Compared {
  readonly smallest: Plan | undefined;
  readonly fastest: Plan | undefined;
  readonly reaching: readonly Outcome[];
}

const leastOf = (reaching: readonly Outcome[]): number =>
  Math.min(...reaching.map(({ effort }) => effort));

test.each([0, 1].map((at) => [cardNames[at], CARDS[at] as Scorecard] as const))(
  'on the %s card no course asks less than the smallest or works before the fastest',
  (_, card) => {
    compare(card, ({ smallest, fastest, reaching }) => {
      expect(smallest !== undefined).toBe(reaching.length > 0);
      if (!smallest) return;
      expect(smallest.effort).toBeLessThanOrEqual(leastOf(reaching) + 1e-9);
      expect(fastest?.worksOn).toBe(reaching.map(({ course }) => course.on).sort()[0]);
    });
  },
  120_000,
);

// Where more payment can cost points, halving may pass over a smaller payment that works.
test('on the crooked card the smallest works and comes near the least that there is', () => {
  compare(CARDS[2] as Scorecard, ({ smallest, reaching }) => {
    if (!smallest) return;
    expect(smallest.reached).toBe(true);
    expect(smallest.effort).toBeLessThanOrEqual(leastOf(reaching) + 0.25);
  });
}, 120_000);
