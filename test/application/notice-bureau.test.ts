/** Whether a credit bureau's fact had a part in a decision: by the score, by a rule, or by itself. */
import { describe, expect, test } from '@jest/globals';
import { compiled } from '../../src/application/assess.js';
import { bureauOf, isByScore } from '../../src/application/notice-bureau.js';
import type { LookedOnBy } from '../../src/application/notice-occasion.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import type { MeasureCondition } from '../../src/domain/platform-action/measure.js';
import type { Institution } from '../../src/domain/policy/institution.js';
import type { Assessment } from '../../src/domain/risk-profile/assessment.js';
import type { RuleSet } from '../../src/domain/risk-profile/rules.js';
import type { Scorecard } from '../../src/domain/risk-profile/scorecard.js';
import { demoInstitution } from '../../src/infrastructure/institutions/institution.js';
import { shippedRules } from '../../src/infrastructure/scorecards/shipped.js';
import { expertScorecard } from '../support/portfolio.js';
import { NOW } from '../support/stores.js';

const REPORTED = 'bureau_delinquencies_365d';
const ZONE = { timeZone: 'Asia/Shanghai' };
const CARD = expertScorecard();
const INSTITUTION: Institution = demoInstitution();
const [BUREAU] = INSTITUTION.bureaus;
const [first, ...others] = CARD.characteristics;
const COUNTED = { en: 'Counted {count} times.', zh: '共{count}次。' };
/** The card, with its first characteristic replaced by a bureau's. */
const BY_BUREAU = {
  ...CARD,
  characteristics: [{ ...first!, id: REPORTED, reason: COUNTED }, ...others],
} as Scorecard;
const [someRule, ...rest] = shippedRules().rules;
const RULE = { ...someRule!, id: 'reported', reasonCode: 'REPORTED', characteristicId: REPORTED };
const RULES: RuleSet = { ...shippedRules(), rules: [RULE, ...rest] };

/** The card scores a value that is not known, and none that is not there. */
const NOTHING_KNOWN = Object.fromEntries(CARD.characteristics.map(({ id }) => [id, null]));

const decided = (over: Partial<Decision>, conditions: readonly MeasureCondition[] = []): Decision =>
  ({
    kind: 'SUSPENSION',
    limitPolicyVersion: null,
    reasons: [],
    measure: { conditions },
    ...over,
  }) as unknown as Decision;

const seen = (over: Partial<LookedOnBy> = {}, value: number | null = 2): LookedOnBy => ({
  assessment: {
    score: 561,
    assessedAt: NOW,
    bureauId: null,
    values: { ...NOTHING_KNOWN, [REPORTED]: value },
    rules: { acted: [{ ruleId: RULE.id, value: 2 }] },
  } as unknown as Assessment,
  card: CARD,
  rules: RULES,
  ...over,
});

const BAND: MeasureCondition = { kind: 'BAND_IN', bands: ['E'] };
const ACTS: MeasureCondition = { kind: 'RULE_ACTS', ruleId: RULE.id };
const OWN: MeasureCondition = {
  kind: 'CHARACTERISTIC_AT_LEAST',
  characteristicId: REPORTED,
  atLeast: 1,
};

describe('a bureau acted', () => {
  test('through the score, which is told with its range', () => {
    const by = seen({ card: BY_BUREAU });
    const { minScore, maxScore } = compiled(BY_BUREAU);
    const range = { min: minScore, max: maxScore };
    const score = { score: 561, on: '2026-11-25', ...range, factors: expect.any(Array) };
    const told = { by: BUREAU, report: null, score };
    expect(bureauOf(decided({}, [BAND]), by, ZONE, INSTITUTION)).toEqual(told);
    expect(
      bureauOf(decided({ kind: 'APPLICATION', measure: null }), by, ZONE, INSTITUTION),
    ).toEqual(told);
    const byPolicy = { limitPolicyVersion: 'limits-1', measure: null };
    expect(bureauOf(decided(byPolicy), by, ZONE, INSTITUTION)).toEqual(told);
  });

  test('by a rule, by itself, and where only the reasons of a cause are left', () => {
    const alone = { by: BUREAU, report: null, score: null };
    expect(bureauOf(decided({}, [ACTS]), seen(), ZONE, INSTITUTION)).toEqual(alone);
    expect(bureauOf(decided({}, [OWN]), seen(), ZONE, INSTITUTION)).toEqual(alone);
    const ofRule = [{ code: 'REPORTED', values: {} }];
    expect(bureauOf(decided({ reasons: ofRule }), seen(), ZONE, INSTITUTION)).toEqual(alone);
    const ofFact = [{ code: 'X', values: { characteristicId: REPORTED } }];
    expect(bureauOf(decided({ reasons: ofFact }), seen(), ZONE, INSTITUTION)).toEqual(alone);
  });

  test('by the report that the assessment looked at, whose it was and what it said', () => {
    const institution: Institution = {
      ...INSTITUTION,
      bureaus: [BUREAU!, { ...BUREAU!, id: 'other' }],
    };
    const reported = { bureau_open_lines_365d: 3, bureau_inquiries_365d: 7, [REPORTED]: 2 };
    const by = (bureauId: string | null, among = institution) => {
      const { assessment } = seen();
      const values = { ...assessment!.values, ...reported };
      const looked = seen({ assessment: { ...assessment!, values, bureauId } });
      return bureauOf(decided({}, [OWN]), looked, ZONE, among);
    };
    const report = { openLines: 3, inquiries: 7, delinquencies: 2 };
    expect(by('other')).toEqual({ by: institution.bureaus[1], report, score: null });
    // Nobody wrote it down, and there are two or none; or it is no longer listed.
    expect(by(null)?.by).toBeNull();
    expect(by('gone')?.by).toBeNull();
    expect(by('gone', INSTITUTION)?.by).toBeNull();
    expect(by(null, { ...INSTITUTION, bureaus: [] })?.by).toBeNull();
    expect(by(null, INSTITUTION)?.by).toBe(BUREAU);
  });

  describe('with the factors of the score', () => {
    const INQUIRIES = 'bureau_inquiries_365d';
    /** One point short of the usual, so that everything else weighs more. */
    const asked = {
      ...first!,
      id: INQUIRIES,
      reasonCode: 'INQUIRIES',
      baselinePoints: 73,
      reason: COUNTED,
    };
    const card = { ...CARD, characteristics: [...CARD.characteristics, asked] } as Scorecard;
    const late = {
      months_late_latest: 3,
      months_late_worst: 3,
      late_statements: 5,
      months_since_late: 0,
      statement_months: 6,
    };
    const factorsOf = (values: Assessment['values']) => {
      const { assessment } = seen();
      const all = { ...NOTHING_KNOWN, [INQUIRIES]: null, ...values };
      const looked = seen({ card, assessment: { ...assessment!, values: all } });
      return bureauOf(decided({}, [BAND]), looked, ZONE, INSTITUTION)?.score?.factors;
    };

    test('that lowered it, the weightiest first and at most four', () => {
      const factors = factorsOf({ ...late, utilization_mean: 1, [INQUIRIES]: 3 });
      expect(factors?.[0]?.en).toBe('Your newest statement was 3 months late.');
      expect(factors?.[1]).toEqual({ en: 'Counted 3 times.', zh: '共3次。' });
      expect(factors).toHaveLength(4);
    });

    test('and with the number of inquiries beyond them, where it lowered the score', () => {
      const factors = factorsOf({ ...late, [INQUIRIES]: 1 });
      expect(factors).toHaveLength(5);
      expect(factors?.at(-1)?.en).toContain('counts 1 inquiry about you');
      expect(factors?.at(-1)?.zh).toContain('被查询1次');
      expect(factorsOf({ ...late, [INQUIRIES]: 0 })).toHaveLength(4);
    });

    test('which are none where nothing lowered it', () => {
      const best = { ...card, characteristics: [{ ...asked, baselinePoints: 0 }] } as Scorecard;
      const { assessment } = seen();
      const looked = seen({
        card: best,
        assessment: { ...assessment!, values: { [INQUIRIES]: 0 } },
      });
      const found = bureauOf(decided({}, [BAND]), looked, ZONE, INSTITUTION);
      expect(found?.score?.factors).toEqual([]);
    });
  });

  test('nowhere else', () => {
    // The score had no say, nothing was reported, nothing looked on, or only others acted.
    expect(bureauOf(decided({}), seen({ card: BY_BUREAU }), ZONE, INSTITUTION)).toBeNull();
    expect(
      bureauOf(decided({}, [BAND]), seen({ card: BY_BUREAU }, null), ZONE, INSTITUTION),
    ).toBeNull();
    expect(bureauOf(decided({}, [OWN]), seen({ assessment: null }), ZONE, INSTITUTION)).toBeNull();
    const others: MeasureCondition = { kind: 'RULE_ACTS', ruleId: rest[0]!.id };
    expect(bureauOf(decided({}, [others, BAND]), seen(), ZONE, INSTITUTION)).toBeNull();
  });
});

test.each([
  [{ kind: 'APPLICATION', measure: null }, [], true],
  [{ limitPolicyVersion: 'limits-1' }, [], true],
  [{ reasons: [{ code: 'X', values: {}, about: 'SCORE' }] }, [], true],
  [{}, [BAND], true],
  [{}, [OWN], false],
  [{ reasons: [{ code: 'X', values: {}, about: 'CONDUCT' }] }, [], false],
] as const)('the score had a say in %j by %j: %p', (over, conditions, expected) => {
  expect(isByScore(decided(over as Partial<Decision>, conditions))).toBe(expected);
});
