/**
 * Every combination of a ground, what is looked for, what is done and who takes it: what may stand in
 * a policy is exactly what the table below says, and a decision by it never dresses one ground up as
 * another. The table is written out here once more, so that the code cannot agree with itself alone.
 */
import { describe, expect, test } from '@jest/globals';
import { GROUNDS, type Ground } from '../../../src/domain/credit-account/grounds.js';
import { holds, type MeasureFacts } from '../../../src/domain/platform-action/conditions.js';
import { measureDecision } from '../../../src/domain/platform-action/decided.js';
import { isConduct, isDeclared } from '../../../src/domain/platform-action/grounds-of-measures.js';
import {
  MEASURE_CONDITION_KINDS,
  MEASURE_KINDS,
  type Measure,
  type MeasureCondition,
  type MeasureConditionKind,
  type MeasureKind,
} from '../../../src/domain/platform-action/measure.js';
import {
  actionPolicyIssuesBeside,
  validateActionPolicy,
} from '../../../src/domain/platform-action/measure-validation.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { CARD, EFFECTS, factsWith, packOf, RULES, TROUBLED, taken } from './measures.js';

/** The customer's own wish, and the standards by which a score answers, are no measure's grounds. */
const NO_MEASURE = ['CUSTOMER_REQUEST', 'CREDIT_STANDARDS'] as const;
type WithoutMeasure = (typeof NO_MEASURE)[number];
const hasNone = (ground: Ground): ground is WithoutMeasure =>
  NO_MEASURE.some((each) => each === ground);

interface Row {
  readonly may: readonly MeasureConditionKind[];
  /** One of them at least; none: it may look for nothing. */
  readonly must: readonly MeasureConditionKind[];
  readonly tells: 'CONDUCT' | 'NO_CONDUCT' | 'DECLARED';
}

const NOTHING: Row = { may: [], must: [], tells: 'NO_CONDUCT' };
const DECLARED: Row = { ...NOTHING, tells: 'DECLARED' };
const TABLE: Readonly<Record<Exclude<Ground, WithoutMeasure>, Row>> = {
  BEHAVIOUR: {
    may: ['RULE_ACTS', 'CHARACTERISTIC_AT_LEAST', 'CHARACTERISTIC_IS', 'BAND_IN'],
    must: ['RULE_ACTS', 'CHARACTERISTIC_AT_LEAST', 'CHARACTERISTIC_IS'],
    tells: 'CONDUCT',
  },
  OVER_DEPENDENCE: {
    may: ['UTILIZATION_AT_LEAST', 'CHARACTERISTIC_AT_LEAST', 'RULE_ACTS', 'BAND_IN'],
    must: ['UTILIZATION_AT_LEAST', 'CHARACTERISTIC_AT_LEAST', 'RULE_ACTS'],
    tells: 'CONDUCT',
  },
  DELINQUENCY: {
    may: ['OVERDUE_DAYS_AT_LEAST', 'BAND_IN'],
    must: ['OVERDUE_DAYS_AT_LEAST'],
    tells: 'CONDUCT',
  },
  INACTIVITY: { may: ['INACTIVE'], must: ['INACTIVE'], tells: 'CONDUCT' },
  MODEL_UPDATE: { may: ['BAND_IN'], must: ['BAND_IN'], tells: 'NO_CONDUCT' },
  SERVICE_SCOPE_CHANGE: { may: ['CHARACTERISTIC_IS'], must: [], tells: 'NO_CONDUCT' },
  BUSINESS_ADJUSTMENT: NOTHING,
  MACRO: NOTHING,
  REGULATION: NOTHING,
  FUND_POOL: NOTHING,
  FRAUD_OR_SECURITY: DECLARED,
  DEATH: DECLARED,
  LEGAL_RESTRAINT: DECLARED,
};
/** A higher price is no answer to these. */
const NEVER_REPRICED: readonly Ground[] = [
  'OVER_DEPENDENCE',
  'INACTIVITY',
  'FRAUD_OR_SECURITY',
  'DEATH',
  'LEGAL_RESTRAINT',
];
const MOST_CONDITIONS = 3;

const rowOf = (ground: Ground): Row | undefined => (hasNone(ground) ? undefined : TABLE[ground]);

/** One that holds for the customer of these tests, of a kind that the ground could have. */
const conditionOf = (kind: MeasureConditionKind, ground: Ground): MeasureCondition => {
  const handedIn = { characteristicId: 'income_verification', category: 'NOT_VERIFIED' };
  const paid = { characteristicId: 'statement_status', category: 'LATE_3' };
  switch (kind) {
    case 'RULE_ACTS':
      return { kind, ruleId: 'frequent-outflows' };
    case 'CHARACTERISTIC_AT_LEAST':
      return { kind, characteristicId: 'outflows_15d', atLeast: 20 };
    case 'CHARACTERISTIC_IS':
      return { kind, ...(ground === 'SERVICE_SCOPE_CHANGE' ? handedIn : paid) };
    case 'BAND_IN':
      return { kind, bands: [TROUBLED.band] };
    case 'UTILIZATION_AT_LEAST':
      return { kind, ppm: 900_000 };
    case 'OVERDUE_DAYS_AT_LEAST':
      return { kind, days: 30 };
    case 'INACTIVE':
      return { kind };
  }
};

const text = { en: 'Words of the measure.', zh: '措施的文字。' };
const measureWith = (
  grounds: Ground,
  kinds: readonly MeasureConditionKind[],
  kind: MeasureKind,
  by: Measure['taken'],
): Measure => ({
  id: 'walked',
  grounds,
  effect: EFFECTS[kind],
  taken: by,
  when: kinds.map((each) => conditionOf(each, grounds)),
  reasonCode: 'WALKED',
  reason: text,
  basis: text,
  // Which rule it is has to be stated.
  ...(grounds === 'REGULATION' && { needsStatement: true as const }),
  milder:
    kind === 'REPRICING' || kind === 'LINE_DECREASE'
      ? []
      : [{ kind: 'LINE_DECREASE', whyNot: text }],
  linkedDecreasePpm: null,
});

const policyOf = (measure: Measure): unknown => ({
  schemaVersion: 1,
  version: 'walk-1',
  kind: 'EXPERT',
  name: text,
  basis: text,
  createdOn: '2026-11-25',
  measures: [measure],
});

/** Every set of kinds, the empty one and the whole one included. */
const SETS = Array.from({ length: 2 ** MEASURE_CONDITION_KINDS.length }, (_, bits) =>
  MEASURE_CONDITION_KINDS.filter((__, at) => (bits >> at) & 1),
);
const TAKEN = ['BY_MACHINE', 'BY_PERSON'] as const;

function mayStand(
  ground: Ground,
  kinds: readonly MeasureConditionKind[],
  kind: MeasureKind,
  by: Measure['taken'],
): boolean {
  const row = rowOf(ground);
  if (!row || kinds.length > MOST_CONDITIONS) return false;
  if (!kinds.every((each) => row.may.includes(each))) return false;
  if (row.must.length > 0 && !kinds.some((each) => row.must.includes(each))) return false;
  if (by === 'BY_MACHINE' && (row.tells === 'DECLARED' || kinds.length === 0)) return false;
  return !(kind === 'REPRICING' && NEVER_REPRICED.includes(ground));
}

const EVERY = SETS.flatMap((kinds) =>
  MEASURE_KINDS.flatMap((kind) => TAKEN.map((by) => ({ kinds, kind, by }))),
);

/** Nearly full and late; or unused, where that is looked at: no line is both. */
const factsFor = (kinds: readonly MeasureConditionKind[]): MeasureFacts =>
  kinds.includes('INACTIVE')
    ? factsWith({ unusedMonths: 7 })
    : factsWith({ balanceMinor: 950_000, overdueDays: 61 });

describe.each(GROUNDS)('%s', (ground) => {
  const row = rowOf(ground);

  test('may stand in a policy only as the table says', () => {
    const wrong = EVERY.filter(({ kinds, kind, by }) => {
      const measure = measureWith(ground, kinds, kind, by);
      const isAccepted = 'policy' in validateActionPolicy(policyOf(measure));
      return isAccepted !== mayStand(ground, kinds, kind, by);
    });
    expect(wrong).toEqual([]);
  });

  test('has reasons that are true to it, whatever is looked for and done', () => {
    expect(isConduct(ground)).toBe(row?.tells === 'CONDUCT');
    expect(isDeclared(ground)).toBe(row?.tells === 'DECLARED');
    const allowed = EVERY.filter(({ kinds, kind, by }) => mayStand(ground, kinds, kind, by));
    expect(allowed.length > 0).toBe(!hasNone(ground));
    // A decrease of a line that is nearly full comes to nothing; a higher price needs a pack for it.
    const pack = packWithRepricing();
    for (const { kinds, kind, by } of allowed) {
      const measure = measureWith(ground, kinds, kind, by);
      expect(actionPolicyIssuesBeside({ measures: [measure] }, RULES, CARD)).toEqual([]);
      const facts = factsFor(kinds);
      expect(measure.when.every((each) => holds(each, facts))).toBe(true);
      const unchanged = taken(measure, { ...facts, formerModel: null }, pack, madeToFit(kind));
      if (ground === 'MODEL_UPDATE') expect(() => measureDecision(unchanged)).toThrow('model');
      else expect(() => measureDecision(unchanged)).not.toThrow();
      const { reasons } = measureDecision(taken(measure, facts, pack, madeToFit(kind)));
      expectTrue(reasons, measure, row);
    }
  });
});

/** A pack that knows repricing, whatever the editions of today say. */
const packWithRepricing = () => {
  const pack = packOf('CN-2025');
  const repricingNoticeDays = { value: 45, source: 'test' };
  return { ...pack, creditorEnding: { ...pack.creditorEnding, repricingNoticeDays } };
};

const madeToFit = (kind: MeasureKind) =>
  kind === 'LINE_DECREASE' ? { set: { limitMinor: 950_000, annualRatePpm: null } } : {};

function expectTrue(
  reasons: ReturnType<typeof measureDecision>['reasons'],
  { when, reasonCode }: Measure,
  row: Row | undefined,
): void {
  expect(reasons.length).toBeGreaterThanOrEqual(1);
  expect(reasons.length).toBeLessThanOrEqual(4);
  expect(reasons[0]).toMatchObject({ code: reasonCode, about: 'GROUND' });
  expect(reasons.some(({ about }) => about === 'CONDUCT')).toBe(row?.tells === 'CONDUCT');
  // Each has words of its own, and says what it is about.
  expect(reasons.every((each) => each.text?.en && each.text.zh && each.about)).toBe(true);
  expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length);
  // Each thing that was looked for is told: the band by what the score is short of.
  const others = when.filter(({ kind }) => kind !== 'BAND_IN');
  const about = row?.tells === 'CONDUCT' ? 'CONDUCT' : 'GROUND';
  expect(reasons.slice(1, 1 + others.length).map((each) => each.about)).toEqual(
    others.map(() => about),
  );
  const ofScore = reasons.slice(1 + others.length);
  expect(ofScore.every((each) => each.about === 'SCORE')).toBe(true);
  expect(ofScore.length > 0).toBe(others.length < when.length);
}

describe.each(JURISDICTION_PACKS.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
  const isUs = pack.jurisdiction === 'US';
  const excepted: readonly Ground[] = isUs
    ? ['INACTIVITY', 'DELINQUENCY', 'CUSTOMER_REQUEST']
    : ['CUSTOMER_REQUEST'];

  test.each(GROUNDS.filter((ground) => !hasNone(ground)))(
    '%s is adverse, appealable and told as the pack has it',
    (ground) => {
      const row = TABLE[ground];
      const [condition] = row.must;
      const kinds = condition ? [condition] : [];
      for (const kind of MEASURE_KINDS) {
        const measure = measureWith(ground, kinds, kind, 'BY_PERSON');
        const stands = { ...madeToFit(kind), ...priced(kind) };
        if (kind === 'REPRICING' && pack.creditorEnding.repricingNoticeDays.value === null)
          continue;
        const decision = measureDecision(taken(measure, factsFor(kinds), pack, stands));
        const isAdverse = !excepted.includes(ground);
        expect(decision.adverseAction).toBe(isAdverse);
        expect(decision.appealUntil === null).toBe(!isAdverse);
        expect(decision.packEdition).toBe(pack.id);
        // The reasons are on record in any case; only under legal restraint are they kept back.
        const { source } = pack.creditorEnding.reasonsWithheld;
        const isWithheld = ground === 'LEGAL_RESTRAINT';
        expect(decision.measure?.withheld).toEqual(isWithheld ? { source } : null);
        expect(decision.reasons.length).toBeGreaterThan(0);
      }
    },
  );
});

const priced = (kind: MeasureKind) =>
  kind === 'REPRICING' ? { set: { limitMinor: null, annualRatePpm: 192_500 } } : {};
