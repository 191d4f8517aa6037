/** Measures as they are published: the words say what the data says, in both languages. */
import { describe, expect, test } from '@jest/globals';
import type {
  MeasureCondition,
  MeasureEffect,
} from '../../../src/domain/platform-action/measure.js';
import {
  effectText,
  linkedText,
  lookedForText,
} from '../../../src/domain/platform-action/published.js';
import { LOCALES } from '../../../src/domain/wording.js';
import { POLICY, RULES } from './measures.js';

const CONDITIONS: readonly [MeasureCondition, en: string, zh: string][] = [
  [
    { kind: 'RULE_ACTS', ruleId: 'frequent-outflows' },
    '“Cash-outs and transfers out, last 15 days” is at least 13.',
    '不低于13。',
  ],
  [
    { kind: 'CHARACTERISTIC_AT_LEAST', characteristicId: 'outflows_15d', atLeast: 20 },
    'is at least 20.',
    '不低于20。',
  ],
  [{ kind: 'BAND_IN', bands: ['D', 'E'] }, 'The price band is D or E.', '价格档位为D或E档。'],
  [
    { kind: 'UTILIZATION_AT_LEAST', ppm: 900_000 },
    'What is owed on the line is at least 90% of its limit.',
    '该额度的欠款不低于其限额的90%。',
  ],
  [
    { kind: 'OVERDUE_DAYS_AT_LEAST', days: 1 },
    'The line is at least 1 day past due.',
    '该额度已逾期至少1天。',
  ],
  [{ kind: 'INACTIVE' }, 'it has not been used for as many months', '未使用的月数'],
];

describe('what a measure looks for', () => {
  test.each(CONDITIONS)('%j is said as it is', (condition, en, zh) => {
    expect(lookedForText(condition, RULES, 'en')).toContain(en);
    expect(lookedForText(condition, RULES, 'zh')).toContain(zh);
  });

  test('a rule that something keeps from acting says what', () => {
    const text = lookedForText({ kind: 'RULE_ACTS', ruleId: 'unstated-draws' }, RULES, 'en');
    expect(text).toMatch(/^“.+” is at least 4, and “.+” is not: .+\.$/);
  });

  test('a category is said by its label', () => {
    const condition = {
      kind: 'CHARACTERISTIC_IS',
      characteristicId: 'income_verification',
      category: 'NOT_VERIFIED',
    } as const;
    const text = lookedForText(condition, RULES, 'en');
    expect(text).toMatch(/^“.+” is: .+\.$/);
    expect(text).not.toContain('NOT_VERIFIED');
  });

  test('a rule of another version goes by its id', () => {
    const gone: MeasureCondition = { kind: 'RULE_ACTS', ruleId: 'gone' };
    for (const rules of [RULES, null]) {
      expect(lookedForText(gone, rules, 'en')).toBe('The rule “gone” acts.');
    }
  });

  test('what the catalogue does not have is a defect', () => {
    const unknown = { kind: 'CHARACTERISTIC_AT_LEAST', characteristicId: 'x', atLeast: 1 } as const;
    expect(() => lookedForText(unknown, RULES, 'en')).toThrow('x is not in the catalogue');
  });
});

describe('what a measure does', () => {
  test.each<[MeasureEffect, string, string]>([
    [{ kind: 'LINE_DECREASE', ofLimitPpm: 300_000 }, 'The limit falls by 30%', '限额降低30%'],
    [{ kind: 'REPRICING', addPpm: 10_000 }, 'rises by 1 percentage point,', '上升1个百分点'],
    [{ kind: 'REPRICING', addPpm: 15_000 }, 'rises by 1.5 percentage points,', '上升1.5个百分点'],
    [{ kind: 'CLOSURE' }, 'closed at once', '立即关闭'],
  ])('%j is said with its figure', (effect, en, zh) => {
    expect(effectText(effect, 'en')).toContain(en);
    expect(effectText(effect, 'zh')).toContain(zh);
  });

  test('to other lines is said with its share', () => {
    expect(linkedText(200_000, 'en')).toContain('fall by 20%');
    expect(linkedText(200_000, 'zh')).toContain('20%');
  });
});

test('every measure of the shipped policy can be published without a hole', () => {
  for (const locale of LOCALES) {
    const texts = POLICY.measures.flatMap(({ effect, when, milder, linkedDecreasePpm }) => [
      effectText(effect, locale),
      ...(linkedDecreasePpm === null ? [] : [linkedText(linkedDecreasePpm, locale)]),
      ...[...when, ...milder.flatMap(({ doesWhere = [] }) => doesWhere)].map((each) =>
        lookedForText(each, RULES, locale),
      ),
    ]);
    expect(texts.length).toBeGreaterThan(POLICY.measures.length);
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|NaN/);
  }
});
