import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  lineEffect,
  loweredLimitMinor,
  measureDecision,
} from '../../../src/domain/platform-action/decided.js';
import { scoreReasons } from '../../../src/domain/platform-action/score-reasons.js';
import { localDate } from '../../../src/domain/time.js';
import {
  aLine,
  assessed,
  COMPILED,
  cashOuts,
  EFFECTS,
  FORMER,
  factsWith,
  LINE,
  measureOf,
  NOW,
  POLICY,
  packOf,
  RULES,
  STEP,
  TROUBLED,
  taken,
  valuesOf,
} from './measures.js';

const CN = packOf('CN-2025');

describe('a limit that is lowered', () => {
  test.each([
    [{ limitMinor: 1_000_000 }, 200_000, 800_000],
    // Rounded towards the limit that the line has.
    [{ limitMinor: 1_004_999 }, 200_000, 810_000],
    [{ limitMinor: 1_000_000, balanceMinor: 850_000, heldMinor: 45_000 }, 200_000, 900_000],
    [{ limitMinor: 1_000_000, balanceMinor: -500_000 }, 200_000, 800_000],
    // What is held is not offset by a credit balance, which is the customer's to have back.
    [{ limitMinor: 1_000_000, balanceMinor: -500_000, heldMinor: 900_000 }, 200_000, 900_000],
    [{ limitMinor: 1_000_000 }, 1_000_000, 0],
    [{ limitMinor: 1_000_000, balanceMinor: 1_000_000 }, 200_000, null],
    [{ limitMinor: 1_000_000, balanceMinor: 1_200_000 }, 200_000, null],
    [{ limitMinor: 5_000 }, 200_000, null],
    [{ limitMinor: 0 }, 200_000, null],
  ])('%j by %i millionths is %p', (line, ofLimitPpm, expected) => {
    expect(loweredLimitMinor(aLine(line), ofLimitPpm, STEP)).toBe(expected);
  });

  test('is lower than before, a whole step, and covers what is owed and held', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000_000 });
    const property = fc.property(
      amount,
      amount,
      amount,
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(1, 1_000, 10_000),
      (limitMinor, balanceMinor, heldMinor, ppm, step) => {
        const to = loweredLimitMinor(aLine({ limitMinor, balanceMinor, heldMinor }), ppm, step);
        if (to === null) return;
        expect(to).toBeLessThan(limitMinor);
        expect(to % step).toBe(0);
        expect(to).toBeGreaterThanOrEqual(Math.min(limitMinor, balanceMinor + heldMinor));
        expect(limitMinor - to).toBeLessThanOrEqual((limitMinor * ppm) / 1_000_000);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

describe('what a measure does', () => {
  const effectOf = (kind: keyof typeof EFFECTS, pack = CN, line = {}) =>
    lineEffect({ effect: EFFECTS[kind] }, LINE, factsWith(line), pack, STEP, NOW);
  const none = { limitMinor: null, annualRatePpm: null };

  test('at once', () => {
    expect(effectOf('LINE_DECREASE')).toEqual({
      event: { type: 'LimitChanged', limitMinor: 800_000, at: NOW },
      effectiveAt: NOW,
      set: { limitMinor: 800_000, annualRatePpm: null },
    });
    expect(effectOf('SUSPENSION')).toEqual({
      event: { type: 'Suspended', by: 'CREDITOR', at: NOW },
      effectiveAt: NOW,
      set: none,
    });
    expect(effectOf('DRAWDOWN_RIGHT_ENDED')).toEqual({
      event: { type: 'DrawdownRightEnded', at: NOW },
      effectiveAt: NOW,
      set: none,
    });
    // A closing is made as every closing is, not by an event of its own.
    expect(effectOf('CLOSURE')).toEqual({ event: null, effectiveAt: NOW, set: none });
  });

  test('nothing, where the limit is needed for what is owed', () => {
    const effect = effectOf('LINE_DECREASE', CN, { balanceMinor: 1_000_000 });
    expect(effect).toEqual({ event: null, effectiveAt: NOW, set: none });
  });

  test.each([
    ['CN-2025', '2026-12-26T00:00:00+08:00'],
    ['EU-2023/2225', '2027-01-26T00:00:00+01:00'],
    // No notice: the line ends with the day.
    ['US-REG-Z-2011', '2026-11-25T00:00:00-05:00'],
  ])('after the notice of %s, with its last day over', (id, at) => {
    const pack = packOf(id);
    const effectiveAt = Date.parse(at);
    expect(effectOf('TERMINATION_BY_NOTICE', pack)).toEqual({
      event: { type: 'TerminationNoticeGiven', effectiveAt, at: NOW },
      effectiveAt,
      set: none,
    });
  });

  const repricing = (value: number | null) => ({
    ...CN,
    creditorEnding: { ...CN.creditorEnding, repricingNoticeDays: { value, source: 'test' } },
  });

  test('a higher rate only after its whole notice, and nothing before', () => {
    const effect = effectOf('REPRICING', repricing(45));
    expect(effect).toMatchObject({
      event: null,
      set: { limitMinor: null, annualRatePpm: 192_500 },
    });
    expect(effect.effectiveAt).toBe(Date.parse('2027-01-10T00:00:00+08:00'));
    expect(() => effectOf('REPRICING', repricing(null))).toThrow('knows no repricing');
  });

  test('to the line that the facts are of', () => {
    const facts = factsWith({ currency: 'EUR' });
    expect(() => lineEffect(measureOf('security-suspend'), LINE, facts, CN, STEP, NOW)).toThrow();
  });
});

describe('the decision', () => {
  test('is the whole record', () => {
    const measure = measureOf('outflows-suspend');
    const facts = factsWith({ balanceMinor: 120_000 });
    const machine = { madeBy: 'MACHINE', decidedBy: `action-policy:${POLICY.version}` } as const;
    const decision = measureDecision(taken(measure, facts, CN, machine));
    expect(decision).toMatchObject({
      id: 'decision-1',
      customerId: LINE.customerId,
      accountId: LINE.id,
      kind: 'SUSPENSION',
      grounds: 'BEHAVIOUR',
      adverseAction: true,
      decidedAt: NOW,
      ...machine,
      assessmentId: 'assessment-1',
      packEdition: 'CN-2025',
      limitPolicyVersion: null,
      causedBy: null,
      reverses: null,
      measure: {
        actionPolicyVersion: 'actions-1',
        measureId: 'outflows-suspend',
        scorecardVersion: 'taiwan-1',
        rulesVersion: 'rules-1',
        facts: facts.line,
        conditions: measure.when,
        statement: null,
        effectiveAt: NOW,
        withheld: null,
      },
    });
    expect(decision.reasons.map(({ code, about }) => [code, about])).toEqual([
      ['SUSPENDED_OUTFLOWS', 'GROUND'],
      ['OUTFLOWS_15D_HIGH', 'CONDUCT'],
    ]);
    const [until] = [decision.appealUntil ?? 0];
    expect(until).toBeGreaterThan(NOW);
  });

  test('says which milder steps were weighed and why not, and leaves out where they would do', () => {
    const measure = measureOf('delinquency-end');
    const decision = measureDecision(taken(measure, factsWith({ overdueDays: 61 })));
    const [step] = measure.milder;
    expect(step?.doesWhere).toBeDefined();
    expect(decision.measure?.milder).toEqual([{ kind: step?.kind, whyNot: step?.whyNot }]);
  });

  test('names the limits that it moves between, and the day of what comes later', () => {
    const [lowered] = measureDecision(taken(measureOf('fund-pool-decrease'), factsWith())).reasons;
    expect(lowered?.text?.en).toContain('from 10,000 CNY to 7,000 CNY');
    expect(lowered?.text?.zh).toContain('由 10,000 CNY 降至 7,000 CNY');
    const measure = measureOf('business-withdrawal');
    const [ending] = measureDecision(taken(measure, factsWith())).reasons;
    expect(ending?.text?.en).toContain('ends on 26 December 2026');
    expect(ending?.text?.zh).toContain('于2026年12月26日终止');
    const repricingNoticeDays = { value: 45, source: 'test' };
    const pack = { ...CN, creditorEnding: { ...CN.creditorEnding, repricingNoticeDays } };
    const [dearer] = measureDecision(taken(measureOf('macro-reprice'), factsWith(), pack)).reasons;
    expect(dearer?.text?.en).toContain('From 10 January 2027');
    expect(dearer?.text?.en).toContain('from 18.25% to 19.25%');
    expect(dearer?.text?.zh).toContain('由18.25%上调至19.25%');
  });

  test('where a band had a say, tells what the score is short of, in the card’s words', () => {
    const measure = { ...measureOf('model-update-decrease'), when: bandOf(TROUBLED.band) };
    const { reasons } = measureDecision(taken(measure, factsWith()));
    const ofScore = scoreReasons(COMPILED, RULES, TROUBLED.values);
    expect(ofScore.length).toBeGreaterThan(0);
    expect(reasons.slice(1)).toEqual(ofScore.slice(0, 3));
  });

  test('where the score is short of nothing, tells the band itself', () => {
    const measure = { ...measureOf('model-update-decrease'), when: bandOf(TROUBLED.band) };
    const { reasons } = measureDecision(taken(measure, factsWith(), CN, { scoreReasons: [] }));
    expect(reasons[1]).toMatchObject({ code: 'PRICE_BAND', about: 'SCORE' });
  });

  test('is not made where its reasons would not be so', () => {
    const measure = measureOf('model-update-decrease');
    const strong = factsWith({}, { ...TROUBLED, band: 'A' });
    expect(() => measureDecision(taken(measure, strong))).toThrow('BAND_IN does not hold');
    const full = factsWith({ balanceMinor: 1_000_000 });
    expect(() => measureDecision(taken(measureOf('fund-pool-decrease'), full))).toThrow('nothing');
    const sameModel = factsWith({}, TROUBLED, 3, null);
    expect(() => measureDecision(taken(measure, sameModel))).toThrow('not the model');
  });

  test('by another model keeps on record which version came before, and what it gives', () => {
    const measure = { ...measureOf('model-update-decrease'), when: bandOf(TROUBLED.band) };
    const { reasons, measure: decided } = measureDecision(taken(measure, factsWith()));
    expect(reasons[0]?.values).toEqual({
      measureId: measure.id,
      earlierScorecardVersion: FORMER.scorecardVersion,
      earlierScore: '712',
      earlierBand: 'A',
    });
    expect(decided?.formerModel).toEqual(FORMER);
    expect(decided?.scorecardVersion).not.toBe(FORMER.scorecardVersion);
    const other = measureDecision(taken(measureOf('fund-pool-decrease'), withoutFormer));
    expect(other.measure).not.toHaveProperty('formerModel');
  });

  const withoutFormer = factsWith({}, TROUBLED, 3, null);

  const bandOf = (band: string) => [{ kind: 'BAND_IN', bands: [band] }] as const;
});

describe('what a score is short of', () => {
  test('begins with the rule that holds the band down, where one does', () => {
    const values = valuesOf(cashOuts(0), {
      unstated_draws_180d: 9,
      income_verification: 'NOT_VERIFIED',
    });
    const { rules, band } = assessed(values);
    expect(rules?.acted.map(({ ruleId }) => ruleId)).toEqual(['unstated-draws']);
    const codes = (atBest: string): string[] => {
      const effect = { kind: 'BAND_AT_BEST', band: atBest } as const;
      const capped = { ...RULES, rules: RULES.rules.map((each) => ({ ...each, effect })) };
      return scoreReasons(COMPILED, capped, values).map(({ code }) => code);
    };
    expect(band).toBe('D');
    expect(codes('E')[0]).toBe('DRAWS_UNSTATED');
    expect(codes('E').slice(1)).toEqual(codes('C'));
    // The score alone gives no better band than this rule: it held nothing down.
    expect(codes('C')).not.toContain('DRAWS_UNSTATED');
  });

  test('is the card’s own principal reasons, at most four, in both languages', () => {
    const reasons = scoreReasons(COMPILED, RULES, TROUBLED.values);
    expect(reasons.length).toBeLessThanOrEqual(4);
    for (const { code, text, about } of reasons) {
      expect(about).toBe('SCORE');
      expect(COMPILED.card.characteristics.map(({ reasonCode }) => reasonCode)).toContain(code);
      expect(text?.en).toMatch(/[a-z]/);
      expect(text?.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});

test('the days of these tests are those of the zones', () => {
  expect(localDate(NOW, CN.timeZone)).toBe('2026-11-25');
  expect(localDate(NOW, packOf('US-REG-Z-2011').timeZone)).toBe('2026-11-24');
});
