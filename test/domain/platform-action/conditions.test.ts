import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  conditionReason,
  conditionText,
  conditionUntil,
  holds,
} from '../../../src/domain/platform-action/conditions.js';
import {
  MEASURE_CONDITION_KINDS,
  type MeasureCondition,
} from '../../../src/domain/platform-action/measure.js';
import { addDays } from '../../../src/domain/time.js';
import { LOCALES } from '../../../src/domain/wording.js';
import {
  assessed,
  cashOuts,
  factsWith,
  POLICY,
  RULES,
  TODAY,
  TROUBLED,
  valuesOf,
} from './measures.js';

const OUTFLOWS: MeasureCondition = {
  kind: 'CHARACTERISTIC_AT_LEAST',
  characteristicId: 'outflows_15d',
  atLeast: 20,
};
const UNVERIFIED: MeasureCondition = {
  kind: 'CHARACTERISTIC_IS',
  characteristicId: 'income_verification',
  category: 'NOT_VERIFIED',
};
const RULE: MeasureCondition = { kind: 'RULE_ACTS', ruleId: 'frequent-outflows' };
const NEARLY_FULL: MeasureCondition = { kind: 'UTILIZATION_AT_LEAST', ppm: 900_000 };
const LATE: MeasureCondition = { kind: 'OVERDUE_DAYS_AT_LEAST', days: 30 };
const UNUSED: MeasureCondition = { kind: 'INACTIVE' };
const WEAK: MeasureCondition = { kind: 'BAND_IN', bands: ['D', 'E'] };
const ALL = [OUTFLOWS, UNVERIFIED, RULE, NEARLY_FULL, LATE, UNUSED, WEAK];

describe('whether it is so', () => {
  const outflows = (count: number) =>
    factsWith({}, assessed(valuesOf(cashOuts(count), { income_verification: 'VERIFIED' })));

  test.each([
    [OUTFLOWS, outflows(20), true],
    [OUTFLOWS, outflows(19), false],
    [RULE, outflows(13), true],
    [RULE, outflows(12), false],
    [UNVERIFIED, outflows(0), false],
    [UNVERIFIED, factsWith(), true],
    [WEAK, factsWith({}, { ...TROUBLED, band: 'D' }), true],
    [WEAK, factsWith({}, { ...TROUBLED, band: 'C' }), false],
    [NEARLY_FULL, factsWith({ limitMinor: 1_000_000, balanceMinor: 900_000 }), true],
    [NEARLY_FULL, factsWith({ limitMinor: 1_000_000, balanceMinor: 899_999 }), false],
    // Nothing owed is nothing used, also of a limit of nothing.
    [NEARLY_FULL, factsWith({ limitMinor: 0, balanceMinor: 0 }), false],
    [NEARLY_FULL, factsWith({ limitMinor: 0, balanceMinor: 1 }), true],
    [LATE, factsWith({ overdueDays: 30 }), true],
    [LATE, factsWith({ overdueDays: 29 }), false],
    [UNUSED, factsWith({ unusedMonths: 3 }), true],
    [UNUSED, factsWith({ unusedMonths: 2 }), false],
    [UNUSED, factsWith({ unusedMonths: 9, balanceMinor: 1 }), false],
    [UNUSED, factsWith({ unusedMonths: 9, heldMinor: 1 }), false],
    // A customer in credit owes nothing.
    [UNUSED, factsWith({ unusedMonths: 9, balanceMinor: -1 }), true],
    [UNUSED, factsWith({ unusedMonths: null }), false],
    [UNUSED, factsWith({ unusedMonths: 9 }, TROUBLED, null), false],
  ] as const)('%j', (condition, facts, isSo) => {
    expect(holds(condition, facts)).toBe(isSo);
  });

  test('what was not looked at is not so', () => {
    const nothing = { ...TROUBLED, values: {}, rules: null };
    for (const condition of [OUTFLOWS, UNVERIFIED, RULE]) {
      expect(holds(condition, factsWith({}, TROUBLED))).toBe(true);
      expect(holds(condition, factsWith({}, nothing))).toBe(false);
    }
  });
});

describe('as a reason', () => {
  const facts = factsWith({ balanceMinor: 912_345, overdueDays: 1 });
  const oneDay: MeasureCondition = { kind: 'OVERDUE_DAYS_AT_LEAST', days: 1 };

  test.each([
    [
      OUTFLOWS,
      'OUTFLOWS_15D_HIGH',
      { characteristicId: 'outflows_15d', value: '25' },
      /^Within the last 15 days there were 25 cash-outs/,
      /^最近15天内.*25笔/,
    ],
    [
      RULE,
      'OUTFLOWS_FREQUENT',
      { ruleId: 'frequent-outflows', characteristicId: 'outflows_15d', value: '25' },
      /^In the last 15 days you made 25 cash-outs/,
      /^最近15天内，您取现和转出共25笔。$/,
    ],
    [
      NEARLY_FULL,
      'LINE_NEARLY_FULL',
      { percent: '91.2%' },
      /^What you owe on this line is 91\.2% of its limit\.$/,
      /^您在该额度的欠款为限额的91\.2%。$/,
    ],
    [
      oneDay,
      'LINE_PAST_DUE',
      { days: '1' },
      /^This line is 1 day past due\.$/,
      /^该额度已逾期1天。$/,
    ],
  ] as const)('%j has the customer’s own figure', (condition, code, values, en, zh) => {
    const reason = conditionReason(condition, facts, RULES, 'BEHAVIOUR');
    expect(reason).toMatchObject({ code, values, about: 'CONDUCT' });
    expect(reason.text?.en).toMatch(en);
    expect(reason.text?.zh).toMatch(zh);
  });

  test('a line that is unused says for how long', () => {
    const unused = factsWith({ unusedMonths: 4 });
    const { text } = conditionReason(UNUSED, unused, RULES, 'INACTIVITY');
    expect(text?.en).toContain('not been used for 4 months');
    expect(text?.zh).toContain('4个月未使用');
  });

  test('what a service asks for is told in the catalogue’s words, and is no conduct', () => {
    expect(conditionReason(UNVERIFIED, facts, RULES, 'SERVICE_SCOPE_CHANGE')).toEqual({
      code: 'INCOME_VERIFICATION_NOT_VERIFIED',
      values: { characteristicId: 'income_verification', value: 'NOT_VERIFIED' },
      text: { en: 'Your income is not verified.', zh: '您的收入未核实。' },
      about: 'GROUND',
    });
  });

  test('a band is about the score on whatever ground', () => {
    const band: MeasureCondition = { kind: 'BAND_IN', bands: [TROUBLED.band] };
    for (const ground of ['BEHAVIOUR', 'MODEL_UPDATE'] as const) {
      const reason = conditionReason(band, facts, RULES, ground);
      expect(reason).toMatchObject({ about: 'SCORE', values: { band: TROUBLED.band } });
    }
  });

  test('what is not so is no reason', () => {
    const calm = factsWith(
      {},
      assessed(valuesOf(cashOuts(0), { income_verification: 'VERIFIED' })),
    );
    for (const condition of [OUTFLOWS, RULE, UNVERIFIED, LATE, UNUSED, NEARLY_FULL]) {
      expect(() => conditionReason(condition, calm, RULES, 'BEHAVIOUR')).toThrow('does not hold');
    }
  });
});

describe('as what has to be so', () => {
  const shipped = POLICY.measures.flatMap(({ when }) => when);

  test('every condition has words in both languages, and an end where it is known', () => {
    expect(new Set(ALL.map(({ kind }) => kind))).toEqual(new Set(MEASURE_CONDITION_KINDS));
    const rules = RULES.rules.map(
      ({ id }): MeasureCondition => ({ kind: 'RULE_ACTS', ruleId: id }),
    );
    for (const condition of [...ALL, ...shipped, ...rules]) {
      for (const locale of LOCALES) {
        const plain = conditionText(condition, RULES, locale);
        expect(plain).toMatch(locale === 'en' ? /^[A-Z“].*\.$/ : /^[\p{Script=Han}“].*。$/u);
        expect(plain).not.toMatch(/[{}]|undefined|NaN/);
        expect(conditionText(condition, RULES, locale, { until: null })).toBe(plain);
        const dated = conditionText(condition, RULES, locale, { until: '2026-12-08' });
        expect(dated.startsWith(plain)).toBe(true);
        expect(dated).toContain(locale === 'en' ? '8 December 2026' : '2026年12月8日');
      }
    }
  });

  test('a number says where it has to be, and what to do', () => {
    expect(conditionText(OUTFLOWS, RULES, 'en')).toMatch(/^“.*15 days” has to be below 20\. .+\.$/);
    expect(conditionText(OUTFLOWS, RULES, 'zh')).toMatch(/^“最近15天：.*”须低于20。.+。$/);
  });

  test('a category says which one it has to be', () => {
    expect(conditionText(UNVERIFIED, RULES, 'en')).toMatch(
      /^“Income verification” has to be: verified\. Have your income verified/,
    );
    expect(conditionText(UNVERIFIED, RULES, 'zh')).toMatch(/^“收入核实情况”须为：已核实。/);
  });

  test('a rule with an exception names both ways out of it', () => {
    const text = conditionText({ kind: 'RULE_ACTS', ruleId: 'unstated-draws' }, RULES, 'en');
    expect(text).toMatch(/has to be below 4, or “Income verification” has to be: verified\./);
  });

  test('bands are listed as each language does', () => {
    expect(conditionText(WEAK, RULES, 'en')).toContain('another than D or E.');
    expect(conditionText(WEAK, RULES, 'zh')).toContain('不再是D或E档');
  });

  test('a rule that the set does not have has no words', () => {
    const unknown: MeasureCondition = { kind: 'RULE_ACTS', ruleId: 'no-such' };
    expect(() => conditionText(unknown, RULES, 'en')).toThrow('has no rule no-such');
  });
});

describe('until when', () => {
  test('what lies in a window lasts until enough of it has left', () => {
    // Ten today and ten ten days ago: in five days the older ones are out.
    const facts = cashOuts(10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10);
    expect(conditionUntil(OUTFLOWS, facts, RULES, TODAY)).toBe(addDays(TODAY, 5));
    expect(conditionUntil(RULE, facts, RULES, TODAY)).toBe(addDays(TODAY, 5));
    expect(conditionUntil(RULE, cashOuts(13), RULES, TODAY)).toBe(addDays(TODAY, 15));
  });

  test('of everything else nobody knows the day', () => {
    const facts = cashOuts(20);
    for (const condition of [UNVERIFIED, NEARLY_FULL, LATE, UNUSED, WEAK]) {
      expect(conditionUntil(condition, facts, RULES, TODAY)).toBeNull();
    }
    const statements: MeasureCondition = { ...OUTFLOWS, characteristicId: 'over_limit_months' };
    expect(conditionUntil(statements, facts, RULES, TODAY)).toBeNull();
    expect(conditionUntil(OUTFLOWS, {}, RULES, TODAY)).toBeNull();
  });

  test('it holds on the day before and no more on the day itself, whatever was done', () => {
    const byDay = fc.array(fc.nat(8), { minLength: 1, maxLength: 15 });
    const property = fc.property(byDay, (counts) => {
      const facts = cashOuts(...counts);
      const isSoOn = (days: number): boolean => {
        const left = counts.slice(0, Math.max(0, 15 - days)).reduce((sum, each) => sum + each, 0);
        return left >= 20;
      };
      fc.pre(isSoOn(0));
      const first = Array.from({ length: 16 }, (_, days) => days).find((days) => !isSoOn(days));
      expect(conditionUntil(OUTFLOWS, facts, RULES, TODAY)).toBe(addDays(TODAY, first ?? -1));
    });
    fc.assert(property, { numRuns: 60 });
  });
});
