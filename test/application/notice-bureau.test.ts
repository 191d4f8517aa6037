/** Whether a credit bureau's fact had a part in a decision: by the score, by a rule, or by itself. */
import { describe, expect, test } from '@jest/globals';
import { compiled } from '../../src/application/assess.js';
import { bureauOf, isByScore } from '../../src/application/notice-bureau.js';
import type { LookedOnBy } from '../../src/application/notice-occasion.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import type { MeasureCondition } from '../../src/domain/platform-action/measure.js';
import type { Assessment } from '../../src/domain/risk-profile/assessment.js';
import type { RuleSet } from '../../src/domain/risk-profile/rules.js';
import type { Scorecard } from '../../src/domain/risk-profile/scorecard.js';
import { shippedRules } from '../../src/infrastructure/scorecards/shipped.js';
import { expertScorecard } from '../support/portfolio.js';
import { NOW } from '../support/stores.js';

const REPORTED = 'bureau_delinquencies_365d';
const ZONE = { timeZone: 'Asia/Shanghai' };
const CARD = expertScorecard();
const [first, ...others] = CARD.characteristics;
/** The card, with its first characteristic replaced by a bureau's. */
const BY_BUREAU = {
  ...CARD,
  characteristics: [{ ...first!, id: REPORTED }, ...others],
} as Scorecard;
const [someRule, ...rest] = shippedRules().rules;
const RULE = { ...someRule!, id: 'reported', reasonCode: 'REPORTED', characteristicId: REPORTED };
const RULES: RuleSet = { ...shippedRules(), rules: [RULE, ...rest] };

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
    values: { [REPORTED]: value },
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
    const score = { score: 561, on: '2026-11-25', min: minScore, max: maxScore };
    expect(bureauOf(decided({}, [BAND]), by, ZONE)).toEqual({ score });
    expect(bureauOf(decided({ kind: 'APPLICATION', measure: null }), by, ZONE)).toEqual({ score });
    const byPolicy = { limitPolicyVersion: 'limits-1', measure: null };
    expect(bureauOf(decided(byPolicy), by, ZONE)).toEqual({ score });
  });

  test('by a rule, by itself, and where only the reasons of a cause are left', () => {
    const alone = { score: null };
    expect(bureauOf(decided({}, [ACTS]), seen(), ZONE)).toEqual(alone);
    expect(bureauOf(decided({}, [OWN]), seen(), ZONE)).toEqual(alone);
    const ofRule = [{ code: 'REPORTED', values: {} }];
    expect(bureauOf(decided({ reasons: ofRule }), seen(), ZONE)).toEqual(alone);
    const ofFact = [{ code: 'X', values: { characteristicId: REPORTED } }];
    expect(bureauOf(decided({ reasons: ofFact }), seen(), ZONE)).toEqual(alone);
  });

  test('nowhere else', () => {
    // The score had no say, nothing was reported, nothing looked on, or only others acted.
    expect(bureauOf(decided({}), seen({ card: BY_BUREAU }), ZONE)).toBeNull();
    expect(bureauOf(decided({}, [BAND]), seen({ card: BY_BUREAU }, null), ZONE)).toBeNull();
    expect(bureauOf(decided({}, [OWN]), seen({ assessment: null }), ZONE)).toBeNull();
    const others: MeasureCondition = { kind: 'RULE_ACTS', ruleId: rest[0]!.id };
    expect(bureauOf(decided({}, [others, BAND]), seen(), ZONE)).toBeNull();
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
