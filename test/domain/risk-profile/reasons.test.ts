import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHARACTERISTICS, characteristic } from '../../../src/domain/risk-profile/catalogue.js';
import type { CharacteristicLookup } from '../../../src/domain/risk-profile/characteristic-reference.js';
import { explain, MAX_REASONS } from '../../../src/domain/risk-profile/explanation.js';
import type { CharacteristicValues } from '../../../src/domain/risk-profile/facts.js';
import type { RuleSet } from '../../../src/domain/risk-profile/rules.js';
import {
  compileScorecard,
  type Scorecard,
  twelveMonthPd,
} from '../../../src/domain/risk-profile/scorecard.js';
import { valueText } from '../../../src/domain/risk-profile/value-words.js';
import { fill, LOCALES } from '../../../src/domain/wording.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';
import { anyValues, expertCard } from './arbitraries.js';
import { ENTRIES, fittedCard, lookup, smallRules } from './cards.js';

const small = { document: fittedCard(), rules: smallRules(), lookup, entries: ENTRIES };
const shipped = {
  document: expertCard(),
  rules: shippedRules(),
  lookup: characteristic as CharacteristicLookup,
  entries: CHARACTERISTICS,
};
const card = compileScorecard(small.document);
const nothing: CharacteristicValues = {
  ...Object.fromEntries(ENTRIES.map(({ id }) => [id, null])),
  statement_months: 6,
};
const told = (values: CharacteristicValues, locale: 'en' | 'zh' = 'en') =>
  explain(card, small.rules, { ...nothing, ...values }, locale, lookup);

/** The plainest reading of a rule. */
const acts = (
  { characteristicId, atLeast, unless }: RuleSet['rules'][number],
  of: CharacteristicValues,
) =>
  of[characteristicId] !== null &&
  Number(of[characteristicId]) >= atLeast &&
  !(unless && of[unless.characteristicId] === unless.category);

/** The plainest reading of a card: the attribute that names the value, or whose range has it. */
function attributeOf(source: Scorecard['characteristics'][number], of: CharacteristicValues) {
  const value = of[source.id] ?? null;
  const named = source.attributes.find(
    ({ special, categories, missing }) =>
      special?.includes(value as number) ||
      categories?.includes(value as string) ||
      (missing && value === null),
  );
  return (
    named ??
    source.attributes.find(
      ({ range }) =>
        range &&
        Number(value) >= (range.min ?? -Infinity) &&
        Number(value) < (range.max ?? Infinity),
    )
  );
}

describe.each([
  { name: 'the small fitted card', ...small },
  { name: 'the shipped card', ...shipped },
])('walking back what $name and its rules say', ({ document, rules, lookup: find, entries }) => {
  const compiled = compileScorecard(document);

  test('every line is the attribute that the plainest reading finds', () => {
    fc.assert(
      fc.property(anyValues(document, entries), (values) => {
        const { parts } = compiled.score(values);
        expect(parts.map(({ attributeId }) => attributeId)).toEqual(
          document.characteristics.map((source) => attributeOf(source, values)?.id),
        );
        expect(parts.every((each) => Object.isFrozen(each))).toBe(true);
      }),
    );
  });

  test('every reason names a characteristic of the card that lost points', () => {
    let reasons = 0;
    fc.assert(
      fc.property(anyValues(document, entries), fc.constantFrom(...LOCALES), (values, locale) => {
        const explained = explain(compiled, rules, values, locale, find);
        expect(explained.principalReasons.length).toBeLessThanOrEqual(MAX_REASONS);
        for (const { characteristicId, code, text } of explained.principalReasons) {
          const source = document.characteristics.find(({ id }) => id === characteristicId);
          const attribute = source && attributeOf(source, values);
          expect(code).toBe(source?.reasonCode);
          expect(attribute?.points).toBeLessThan(source?.baselinePoints ?? Number.NaN);
          expect(text).not.toMatch(/[{}|]|undefined|NaN/);
          reasons += 1;
        }
      }),
    );
    expect(reasons).toBeGreaterThan(0);
  });

  test('the rule reasons are the rules that acted, all of them and no other', () => {
    let [acted, still] = [0, 0];
    fc.assert(
      fc.property(anyValues(document, entries), fc.constantFrom(...LOCALES), (values, locale) => {
        const explained = explain(compiled, rules, values, locale, find);
        const expected = rules.rules.filter((each) => acts(each, values));
        expect(explained.ruleReasons.map(({ ruleId }) => ruleId)).toEqual(
          expected.map(({ id }) => id),
        );
        for (const [
          at,
          { code, characteristicId, effect, text },
        ] of explained.ruleReasons.entries()) {
          const rule = expected[at];
          expect({ code, characteristicId, effect }).toEqual({
            code: rule?.reasonCode,
            characteristicId: rule?.characteristicId,
            effect: rule?.effect,
          });
          expect(text).not.toMatch(/[{}|]|undefined|NaN/);
        }
        acted += expected.length;
        still += rules.rules.length - expected.length;
      }),
    );
    expect(Math.min(acted, still)).toBeGreaterThan(0);
  });

  test('a band below the card’s own has its rule, and no other band has one', () => {
    const order = document.bands.map(({ band }) => band);
    const lowered = new Set<boolean>();
    fc.assert(
      fc.property(anyValues(document, entries), (values) => {
        const { priceBand, band, score } = explain(compiled, rules, values, 'en', find);
        const limits = rules.rules.flatMap((each) =>
          acts(each, values) && each.effect.kind === 'BAND_AT_BEST'
            ? [order.indexOf(each.effect.band)]
            : [],
        );
        const own = document.bands.findIndex(
          ({ minScore }) => minScore === undefined || score >= minScore,
        );
        expect(order.indexOf(band)).toBe(Math.max(own, ...limits));
        expect(priceBand).toMatchObject({ band, cardBand: order[own] });
        const rule = rules.rules.find(({ id }) => id === priceBand.loweredByRule);
        lowered.add(rule !== undefined);
        expect(rule !== undefined).toBe(band !== order[own]);
        // More points promise a better band only where no rule stands in its way.
        if (limits.includes(order.indexOf(band))) expect(priceBand.nextBand).toBeNull();
        else expect(priceBand.nextBand).toBe(order[order.indexOf(band) - 1] ?? null);
        if (rule) {
          expect(acts(rule, values)).toBe(true);
          expect(rule.effect).toEqual({ kind: 'BAND_AT_BEST', band });
        }
      }),
    );
    expect(lowered.has(false)).toBe(true);
  });
});

describe('shares of the gap to the cutoff', () => {
  test('are points below the baseline ÷ points missing, and null at or above the cutoff', () => {
    const sides = new Set<boolean>();
    fc.assert(
      fc.property(anyValues(small.document, ENTRIES), (values) => {
        const { score, gapToCutoff, characteristics } = told(values);
        expect(gapToCutoff).toBe(Math.max(0, 100 - score));
        sides.add(gapToCutoff > 0);
        for (const { shareOfGap, pointsBelowBaseline } of characteristics) {
          if (gapToCutoff === 0) expect(shareOfGap).toBeNull();
          else expect(shareOfGap).toBeCloseTo(pointsBelowBaseline / gapToCutoff, 4);
        }
      }),
    );
    expect(sides.size).toBe(2);
  });

  test('have four decimals', () => {
    const { score, characteristics } = told({ paid_share: 0.1, idle_days: 99, late_months: 2 });
    expect(score).toBe(50);
    expect(characteristics.map(({ shareOfGap }) => shareOfGap)).toEqual([0.4, 0.4, 0, 0.4, 0]);
    const third = told({ paid_share: 0.1, idle_days: 99 });
    expect(third.characteristics[0]?.shareOfGap).toBe(0.6667);
  });
});

describe('the standing', () => {
  test.each([
    [{}, 'NOT_NOW', 0],
    [{ housing: 'OWN' }, 'OPEN', 0],
    [{ housing: 'OWN', moves: 3 }, 'REFERRED', 1],
    [{ housing: 'OWN', moves: 9 }, 'NOT_NOW', 3],
  ])('of %j is %s', (values, newCredit, rules) => {
    // Without data the small card gives exactly its cutoff; one point of rent makes the difference.
    const score = compileScorecard({ ...small.document, cutoffScore: 101 });
    const explained = explain(score, small.rules, { ...nothing, ...values }, 'en', lookup);
    expect(explained.newCredit).toBe(newCredit);
    expect(explained.ruleReasons).toHaveLength(rules);
  });

  test('where no rules looked on is the card’s alone', () => {
    const explained = explain(card, null, { ...nothing, moves: 99 }, 'en', lookup);
    expect(explained).toMatchObject({ newCredit: 'OPEN', ruleReasons: [], band: 'C' });
  });
});

describe('the probability over twelve months', () => {
  test('is the card’s odds times the factor, with six decimals', () => {
    // At the base score 4 : 1 are good: odds of bad 0.25, halved 0.125, which is one in nine.
    expect(twelveMonthPd(small.document, 100)).toBe(0.111111);
    expect(twelveMonthPd(small.document, 120)).toBe(0.058824);
    expect(told({ paid_share: 1 }).twelveMonthPd).toBe(twelveMonthPd(small.document, 130));
  });

  test('is unknown for a card without a factor', () => {
    expect(twelveMonthPd(shipped.document, 600)).toBeNull();
  });
});

describe('values in words', () => {
  const cases = [
    ['paid_share', 0.5, '50%', '50%'],
    ['idle_days', 1, '1 day', '1天'],
    ['idle_days', 40, '40 days', '40天'],
    ['income', 0.75, '75% of an average monthly wage', '平均月工资的75%'],
    ['late_months', 2, '2 months', '2个月'],
    ['housing', 'RENT', 'rented', '租住'],
    ['moves', 4, '4', '4'],
    ['housing', null, 'no data', '无数据'],
  ] as const;
  test.each(cases)('%s of %j is "%s" and "%s"', (id, value, en, zh) => {
    const entry = lookup(id);
    if (!entry) throw new Error('no such entry');
    expect(valueText(entry, value, 'en')).toBe(en);
    expect(valueText(entry, value, 'zh')).toBe(zh);
  });

  test('stand in the reasons of every unit', () => {
    const worst = { paid_share: 0, idle_days: 31, income: 0.5, late_months: 3, housing: 'RENT' };
    const texts = told(worst).principalReasons.map(({ text }) => text);
    expect(texts).toEqual(['It is 0% or 0.', 'It is 31 days.', 'It is 0.5 of 6.', 'It is 3.']);
    expect(told({ housing: 'RENT' }, 'zh').principalReasons[0]?.text).toBe('为租住。');
  });

  test('refuse a category that the entry does not list', () => {
    const entry = lookup('housing');
    expect(entry && (() => valueText(entry, 'BOAT', 'en'))).toThrow('no category "BOAT"');
    expect(() => card.score({ ...nothing, housing: 'BOAT' })).toThrow('no value for housing');
    expect(() => card.score({ ...nothing, housing: 1 })).toThrow('no value for housing');
    expect(() => card.score({ ...nothing, income: '1' })).toThrow('no value for income');
  });
});

test('what a rule does is said in words, in both languages', () => {
  const values = { housing: 'OWN', moves: 9 };
  expect(told(values).ruleReasons.map(({ text, effectText }) => [text, effectText])).toEqual([
    ['9 moves.', 'While this holds, a person looks at your case before new credit is given.'],
    ['9 moves.', 'While this holds, your price band is B at best.'],
    ['9 moves.', 'While this holds, there is no new credit; your existing lines stay as they are.'],
  ]);
  for (const each of told(values, 'zh').ruleReasons)
    expect(each.effectText).toMatch(/在此情形持续期间/);
});

test('every shipped rule reads whole in both languages', () => {
  for (const { reason } of shipped.rules.rules) {
    for (const locale of LOCALES) {
      for (const count of [1, 13]) {
        const text = fill(reason[locale], { count }, locale);
        expect(text).toContain(locale === 'en' && count === 1 ? '1' : `${count}`);
        expect(text).not.toMatch(/[{}|]/);
      }
    }
  }
});
