/** Customers who ask what they can do: lines, statements, behaviour, cards and rules as tests need. */
import fc from 'fast-check';
import type { ActivityDay, ActivityFacts } from '../../../../src/domain/risk-profile/activity.js';
import { ACTIVITY_SOURCES } from '../../../../src/domain/risk-profile/activity.js';
import { emptyDay } from '../../../../src/domain/risk-profile/activity-day.js';
import type { LineFact, StatementFact } from '../../../../src/domain/risk-profile/facts.js';
import { standingToday } from '../../../../src/domain/risk-profile/recourse/recourse.js';
import type {
  Course,
  LineTerms,
  Situation,
} from '../../../../src/domain/risk-profile/recourse/situation.js';
import type { RuleSet } from '../../../../src/domain/risk-profile/rules.js';
import { compileScorecard, type Scorecard } from '../../../../src/domain/risk-profile/scorecard.js';
import { addDays, addMonths } from '../../../../src/domain/time.js';
import type { Text } from '../../../../src/domain/wording.js';
import { expertCard } from '../arbitraries.js';

export const TODAY = '2026-11-25';
const both = (en: string): Text => ({ en, zh: en });

export const aLine = (over: Partial<LineFact> = {}): LineFact => ({
  accountId: 'line-1',
  currency: 'CNY',
  balanceMinor: 80_000,
  limitMinor: 100_000,
  usable: true,
  ...over,
});

export const terms = (over: Partial<LineTerms> = {}): LineTerms => ({
  accountId: 'line-1',
  annualRatePpm: 0,
  minimumDuePpm: 100_000,
  minimumDueFloorMinor: 1_000,
  overdueMinor: 0,
  dueMinor: 0,
  paidSinceMinor: 0,
  usedSinceMinor: 0,
  ...over,
});

/** The month that ended `ago` months before the running one, the newest is 0. */
export const periodAgo = (ago: number): string => addMonths('2026-10-01', -ago).slice(0, 7);

export const statement = (ago: number, over: Partial<StatementFact> = {}): StatementFact => ({
  accountId: 'line-1',
  period: periodAgo(ago),
  currency: 'CNY',
  balanceMinor: 80_000,
  limitMinor: 100_000,
  paymentsMinor: 10_000,
  purchasesMinor: 10_000,
  monthsLate: 0,
  ...over,
});

export const day = (ago: number, over: Partial<ActivityDay>): ActivityDay => ({
  ...emptyDay('customer-1', addDays(TODAY, -ago)),
  ...over,
});

export const activity = (...days: ActivityDay[]): ActivityFacts => ({
  days,
  permitted: new Set(ACTIVITY_SOURCES),
});

type Cut = readonly [below: number, points: number];

/** A card of ranges: each characteristic's points below each cut, from there on, and without a value. */
export function cardOf(
  characteristics: Readonly<Record<string, { cuts: readonly Cut[]; rest: number; none: number }>>,
  over: Partial<Scorecard> = {},
): Scorecard {
  const attribute = (id: string, points: number) => ({ id, points, label: both(id) });
  return {
    ...expertCard(),
    version: 'small-1',
    basePoints: 0,
    characteristics: Object.entries(characteristics).map(([id, { cuts, rest, none }]) => ({
      id,
      reasonCode: id.toUpperCase(),
      baselinePoints: 0,
      reason: both('reason'),
      favour: both('favour'),
      attributes: [
        ...cuts.map(([max, points], at) => ({
          ...attribute(`below-${at}`, points),
          range: { max, ...(at > 0 && { min: cuts[at - 1]?.[0] }) },
        })),
        { ...attribute('rest', rest), range: { min: cuts.at(-1)?.[0] } },
        { ...attribute('none', none), missing: true as const },
      ],
    })),
    bands: [
      { band: 'A', minScore: 150, label: both('best') },
      { band: 'B', minScore: 100, label: both('good') },
      { band: 'C', label: both('rest') },
    ],
    cutoffScore: 100,
    ...over,
  };
}

/** More debt and more lateness never help here. */
export const MONOTONE = cardOf({
  utilization_latest: {
    cuts: [
      [0.1, 60],
      [0.4, 40],
      [0.7, 20],
    ],
    rest: 0,
    none: 60,
  },
  utilization_now: {
    cuts: [
      [0.3, 40],
      [0.6, 25],
      [0.9, 10],
    ],
    rest: 0,
    none: 40,
  },
  payment_ratio_latest: {
    cuts: [
      [0.1, 0],
      [0.5, 20],
    ],
    rest: 40,
    none: 20,
  },
  late_statements: {
    cuts: [
      [1, 30],
      [2, 15],
    ],
    rest: 0,
    none: 30,
  },
});

/** Here paying everything costs points, and spending more would bring some. */
export const CROOKED = cardOf({
  utilization_latest: {
    cuts: [
      [0.01, 10],
      [0.5, 50],
      [0.8, 30],
    ],
    rest: 0,
    none: 10,
  },
  utilization_mean: {
    cuts: [
      [0.02, 5],
      [0.35, 40],
      [0.65, 25],
    ],
    rest: 0,
    none: 5,
  },
  highest_purchases_in_wages: {
    cuts: [
      [0.01, 0],
      [0.05, 20],
    ],
    rest: 40,
    none: 0,
  },
  newest_purchases_share: { cuts: [[0.26, 5]], rest: 20, none: 0 },
  available_credit_while_revolving: {
    cuts: [
      [0.02, 0],
      [0.06, 20],
    ],
    rest: 35,
    none: 15,
  },
  months_since_late: {
    cuts: [
      [1, 0],
      [3, 10],
      [6, 20],
    ],
    rest: 35,
    none: 35,
  },
});

export const CARDS: readonly Scorecard[] = [expertCard(), MONOTONE, CROOKED];

export const rulesOf = (...rules: Partial<RuleSet['rules'][number]>[]): RuleSet => ({
  schemaVersion: 1,
  version: 'small-rules-1',
  kind: 'EXPERT',
  name: both('Rules'),
  basis: both('By judgement.'),
  createdOn: '2026-11-22',
  rules: rules.map((each, at) => ({
    id: `rule-${at + 1}`,
    reasonCode: `RULE_${at + 1}`,
    characteristicId: 'outflows_15d',
    atLeast: 13,
    effect: { kind: 'REFER' as const },
    reason: both('{count}'),
    basis: both('By judgement.'),
    ...each,
  })),
});

export const situation = (over: {
  facts?: Partial<Situation['facts']>;
  terms?: readonly LineTerms[];
  card?: Scorecard;
  rules?: RuleSet;
  target?: Situation['target'];
  protection?: Situation['protection'];
}): Situation => {
  const facts = {
    asOf: TODAY,
    lines: [aLine()],
    statements: [0, 1, 2, 3, 4, 5].map((ago) => statement(ago)),
    ...over.facts,
  };
  return {
    facts,
    terms: over.terms ?? facts.lines.map(({ accountId }) => terms({ accountId })),
    card: compileScorecard(over.card ?? MONOTONE),
    rules: over.rules ?? rulesOf(),
    target: over.target ?? { kind: 'NEW_CREDIT' },
    protection: over.protection ?? null,
  };
};

export const A_COURSE: Course = {
  on: TODAY,
  payDownTo: null,
  notPaidDown: [],
  paymentShare: 0,
  use: 'AS_BEFORE',
  restraints: [],
  verifyIncome: false,
  arrearsLeft: [],
  missesDues: false,
};

/** A line with its terms and up to seven statements; amounts of a few whole units and some cents. */
export function anyLineWithStatements(accountId: string, maxUnits: number) {
  const amount = (min: number, max: number) =>
    fc.oneof(
      fc.integer({ min, max }).map((units) => units * 100),
      fc.integer({ min: min * 100, max: max * 100 }),
    );
  return fc
    .record({
      currency: fc.constantFrom('CNY', 'CNY', 'EUR'),
      limitMinor: fc.oneof(fc.constant(0), amount(5, maxUnits), amount(5, maxUnits)),
      balanceMinor: amount(-5, Math.round(maxUnits * 1.3)),
      usable: fc.constantFrom(true, true, true, false),
      months: fc.integer({ min: 0, max: 6 }),
      annualRatePpm: fc.constantFrom(0, 182_500, 240_000),
      minimumDuePpm: fc.constantFrom(50_000, 100_000),
      minimumDueFloorMinor: fc.constantFrom(0, 1_000),
      overdueMinor: fc.oneof(fc.constant(0), fc.constant(0), amount(0, 5)),
      dueMinor: fc.oneof(fc.constant(0), amount(0, 5)),
      paidSinceMinor: fc.oneof(fc.constant(0), amount(0, 10)),
      usedSinceMinor: fc.oneof(fc.constant(0), amount(0, 10)),
      past: fc.array(
        fc.record({
          balanceMinor: amount(-5, Math.round(maxUnits * 1.2)),
          paymentsMinor: amount(0, maxUnits),
          purchasesMinor: fc.oneof(fc.constant(0), amount(0, Math.ceil(maxUnits / 3))),
          monthsLate: fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
        }),
        { minLength: 6, maxLength: 6 },
      ),
    })
    .map(({ currency, limitMinor, balanceMinor, usable, months, past, ...rest }) => ({
      line: { accountId, currency, limitMinor, balanceMinor, usable },
      terms: { accountId, ...rest },
      statements: past
        .slice(0, months)
        .map((each, ago) => statement(ago, { accountId, currency, limitMinor, ...each })),
    }));
}

/** Asks for something that is not there today: some more points, a better band, or new credit. */
export function asking(given: Situation, far: number): Situation {
  const { card, minScore, maxScore } = given.card;
  const { scored, newCredit } = standingToday(given);
  const better = card.bands.findIndex(({ band }) => band === scored.band) - 1;
  const kind = Math.floor(far * 3);
  if (kind === 0 && newCredit !== 'OPEN') return { ...given, target: { kind: 'NEW_CREDIT' } };
  const band = card.bands[better]?.band;
  if (kind === 1 && band) return { ...given, target: { kind: 'BAND', band } };
  const more = Math.ceil(((far * 3) % 1) * ((maxScore - minScore) / 4));
  return { ...given, target: { kind: 'SCORE', score: scored.score + Math.max(1, more) } };
}

export const far = fc.double({ min: 0, max: 0.999, noNaN: true });

/** Up to `most` lines, any of the cards, any target, and perhaps behaviour that a rule looks at. */
export const anySituation = (
  most: number,
  maxUnits: number,
  cards: readonly Scorecard[] = CARDS,
): fc.Arbitrary<Situation> =>
  fc.constantFrom(...cards).chain((card) =>
    fc
      .record({
        made: fc
          .integer({ min: 0, max: most })
          .chain((count) =>
            fc.tuple(
              ...Array.from({ length: count }, (_, at) =>
                anyLineWithStatements(`line-${at + 1}`, maxUnits),
              ),
            ),
          ),
        outflows: fc.array(
          fc.record({
            ago: fc.integer({ min: 0, max: 20 }),
            count: fc.integer({ min: 1, max: 4 }),
          }),
          { maxLength: 5 },
        ),
        far,
      })
      .map(({ made, outflows, far: wish }) =>
        asking(
          situation({
            card,
            rules: rulesOf({ characteristicId: 'outflows_15d', atLeast: 5 }),
            terms: made.map((each) => each.terms),
            facts: {
              lines: made.map(({ line }) => line),
              statements: made.flatMap(({ statements }) => statements),
              activity: activity(
                ...new Map(
                  outflows.map(({ ago, count }) => [
                    ago,
                    day(ago, { counts: { CASH_OUT: count } }),
                  ]),
                ).values(),
              ),
            },
          }),
          wish,
        ),
      ),
  );
