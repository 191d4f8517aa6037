import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { explain } from '../../../src/domain/risk-profile/explanation.js';
import type { CharacteristicValues } from '../../../src/domain/risk-profile/facts.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { LOCALES } from '../../../src/domain/wording.js';
import { anyValues, expertCard } from './arbitraries.js';

const document = expertCard();
const card = compileScorecard(document);
const nothing: CharacteristicValues = {
  ...Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, null])),
  statement_months: 6,
};

describe('an explanation', () => {
  test('replays to the score, the points and the standing that the card gave', () => {
    fc.assert(
      fc.property(anyValues(document), fc.constantFrom(...LOCALES), (values, locale) => {
        const scored = card.score(values);
        const told = explain(card, null, values, locale);
        expect(told).toEqual(explain(compileScorecard(expertCard()), null, values, locale));
        expect(told).toMatchObject({
          score: scored.score,
          band: scored.band,
          probabilityOfDefault: scored.probabilityOfDefault,
        });
        expect(told.characteristics.map(({ points }) => points)).toEqual(
          scored.parts.map(({ points }) => points),
        );
        const sum = told.characteristics.reduce((total, { points }) => total + points, 0);
        expect(told.basePoints + sum).toBe(told.score);
      }),
    );
  });

  test('measures each characteristic against the best attribute and the baseline', () => {
    const told = explain(card, null, { ...nothing, months_late_latest: 2 }, 'en');
    expect(told.characteristics[0]).toEqual({
      id: 'months_late_latest',
      name: 'Months late now',
      value: 2,
      valueText: '2 months',
      attribute: '2 months',
      points: 12,
      pointsBelowMax: 100,
      pointsBelowBaseline: 86,
      shareOfGap: null,
    });
  });

  test('gives at most four reasons: the greatest losses against the baseline, in order', () => {
    fc.assert(
      fc.property(anyValues(document), (values) => {
        const told = explain(card, null, values, 'en');
        const losses = document.characteristics
          .map((source, at) => ({
            code: source.reasonCode,
            lost: told.characteristics[at]?.pointsBelowBaseline ?? Number.NaN,
            at,
          }))
          .sort((a, b) => b.lost - a.lost || a.at - b.at);
        const lost = losses.filter((each) => each.lost > 0).slice(0, 4);
        expect(told.principalReasons.map(({ code }) => code)).toEqual(lost.map(({ code }) => code));
        for (const { characteristicId } of told.principalReasons) {
          const from = told.characteristics.find(({ id }) => id === characteristicId);
          expect(from?.pointsBelowBaseline).toBeGreaterThan(0);
        }
        for (const { characteristicId } of told.inFavour) {
          const from = told.characteristics.find(({ id }) => id === characteristicId);
          expect(from?.pointsBelowBaseline).toBeLessThan(0);
        }
        expect(told.inFavour.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('names the customer’s own figures, in both languages', () => {
    const values = {
      ...nothing,
      late_statements: 3,
      payment_ratio_latest: 0.0052,
      utilization_change: 0.3456,
      over_limit_months: 1,
    };
    expect(explain(card, null, values, 'en').principalReasons.map(({ text }) => text)).toEqual([
      '3 of your last 6 monthly statements were paid late.',
      'In the newest month you paid just 0.5% of the balance of the statement before.',
      'Your utilization rose by 34.6 percentage points within the last six months.',
      'In 1 month of the last six your balance was over the limit.',
    ]);
    expect(explain(card, null, values, 'zh').principalReasons.map(({ text }) => text)).toEqual([
      '您最近6期账单中有3期逾期还款。',
      '最近一个月，您的还款仅为上一期账单余额的0.5%。',
      '最近六个月内，您的额度使用率上升了34.6个百分点。',
      '最近六个月中，您有1个月的余额超过额度。',
    ]);
    expect(
      explain(card, null, { ...values, late_statements: 1 }, 'en').principalReasons[1]?.text,
    ).toBe('1 of your last 6 monthly statements was paid late.');
  });

  test('gives no reason to a customer who lost nothing', () => {
    const told = explain(card, null, nothing, 'en');
    expect(told.principalReasons).toEqual([]);
    expect(told.characteristics.every(({ valueText }) => valueText === 'no data')).toBe(true);
  });
});

describe('every attribute of the card', () => {
  const cases = document.characteristics.flatMap((source) =>
    source.attributes.map((attribute) => ({ id: source.id, source, attribute })),
  );
  test.each(cases)('$id $attribute.id reads whole in both languages', ({ source, attribute }) => {
    const entry = CHARACTERISTICS.find(({ id }) => id === source.id);
    const value = attribute.missing ? null : (attribute.range?.min ?? entry?.min ?? null);
    for (const locale of LOCALES) {
      const told = explain(card, null, { ...nothing, [source.id]: value }, locale);
      const own = told.characteristics.find(({ id }) => id === source.id);
      const reasons = [...told.principalReasons, ...told.inFavour];
      const speaks = reasons.some(({ characteristicId }) => characteristicId === source.id);
      expect(own?.attribute).toBe(attribute.label[locale]);
      expect(speaks).toBe(own?.pointsBelowBaseline !== 0);
      for (const text of [
        own?.name,
        own?.valueText,
        own?.attribute,
        ...reasons.map((r) => r.text),
      ]) {
        expect(text).toMatch(/\S/);
        expect(text).not.toMatch(/[{}|]|undefined|NaN/);
      }
    }
  });
});
