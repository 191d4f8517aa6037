import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { type Assessed, difference } from '../../../src/domain/risk-profile/difference.js';
import type { CharacteristicValues } from '../../../src/domain/risk-profile/facts.js';
import { compileScorecard, type Scorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { LOCALES } from '../../../src/domain/wording.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';
import { anyValues, expertCard } from './arbitraries.js';
import { ENTRIES, fittedCard, lookup, smallRules } from './cards.js';

const card = compileScorecard(fittedCard());
const rules = smallRules();
const nothing: CharacteristicValues = {
  ...Object.fromEntries(ENTRIES.map(({ id }) => [id, null])),
  statement_months: 6,
};
const side = (values: CharacteristicValues, more: Partial<Assessed> = {}): Assessed => ({
  card,
  rules,
  values: { ...nothing, ...values },
  ...more,
});
const compare = (older: Assessed, newer: Assessed, locale: 'en' | 'zh' = 'en') =>
  difference(older, newer, locale, lookup);

const sum = ({ lines, basePoints }: ReturnType<typeof difference>): number =>
  lines.reduce((total, { change }) => total + change, basePoints?.change ?? 0);

/** A card with some characteristics gone, points moved and another start. */
const anyMutation = (document: Scorecard): fc.Arbitrary<Scorecard> =>
  fc
    .record({
      keep: fc.subarray([...document.characteristics], { minLength: 1 }),
      shift: fc.integer({ min: -50, max: 50 }),
      base: fc.integer({ min: -200, max: 200 }),
      reversed: fc.boolean(),
    })
    .map(({ keep, shift, base, reversed }) => {
      const characteristics = keep.map((source) => ({
        ...source,
        baselinePoints: source.baselinePoints + shift,
        attributes: source.attributes.map((each) => ({ ...each, points: each.points + shift })),
      }));
      return {
        ...document,
        version: 'mutated',
        basePoints: document.basePoints + base,
        characteristics: reversed ? characteristics.reverse() : characteristics,
      };
    });

describe('the lines add up to the change of the score, exactly', () => {
  test('for any two sets of values under one card', () => {
    const document = expertCard();
    const expert = compileScorecard(document);
    const shipped = shippedRules();
    const values = anyValues(document);
    fc.assert(
      fc.property(values, values, fc.constantFrom(...LOCALES), (was, is, locale) => {
        const told = difference(
          { card: expert, rules: shipped, values: was },
          { card: expert, rules: shipped, values: is },
          locale,
        );
        expect(told.change).toBe(expert.score(is).score - expert.score(was).score);
        expect(told.basePoints).toBeNull();
        expect(sum(told)).toBe(told.change);
        expect(told.lines).toHaveLength(document.characteristics.length);
        const sizes = told.lines.map(({ change }) => Math.abs(change));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        for (const { text } of told.lines) expect(text).not.toMatch(/[{}|]|undefined|NaN/);
      }),
    );
  });

  test('for any pair of cards, either way round', () => {
    const document = expertCard();
    const expert = compileScorecard(document);
    let partial = 0;
    fc.assert(
      fc.property(
        anyValues(document),
        anyValues(document),
        anyMutation(document),
        fc.boolean(),
        (was, is, mutated, forth) => {
          const other = compileScorecard(mutated);
          const [from, to] = forth ? [expert, other] : [other, expert];
          const told = difference(
            { card: from, rules: null, values: was },
            { card: to, rules: null, values: is },
            'en',
          );
          expect(told.sameCard).toBe(false);
          expect(told.change).toBe(to.score(is).score - from.score(was).score);
          expect(sum(told)).toBe(told.change);
          partial += told.lines.filter(({ before, after }) => !before || !after).length;
          const ids = told.lines.map(({ characteristicId }) => characteristicId);
          expect(ids.toSorted()).toEqual(document.characteristics.map(({ id }) => id).toSorted());
        },
      ),
    );
    expect(partial).toBeGreaterThan(0);
  });

  test('for special values and categories, and for values that a card does not know of', () => {
    const document = fittedCard();
    const values = anyValues(document, ENTRIES);
    fc.assert(
      fc.property(values, values, anyMutation(document), (was, is, mutated) => {
        const { income: _, ...short } = is;
        const knowsIncome = mutated.characteristics.some(({ id }) => id === 'income');
        const newer = { card: compileScorecard(mutated), rules, values: knowsIncome ? is : short };
        const told = compare({ card, rules, values: was }, newer);
        expect(sum(told)).toBe(told.change);
      }),
    );
  });
});

describe('a line', () => {
  test('names the values, the points and what they moved, in both languages', () => {
    const older = side({ paid_share: 0.05, idle_days: 10, housing: 'RENT' });
    const newer = side({ paid_share: 0.8, idle_days: 40, housing: 'RENT' });
    const told = compare(older, newer);
    expect(told).toMatchObject({ sameCard: true, scoreBefore: 90, scoreAfter: 80, change: -10 });
    expect(told.lines[0]).toEqual({
      characteristicId: 'idle_days',
      name: 'idle days',
      before: { valueText: '10 days', attribute: 'label short', points: 40 },
      after: { valueText: '40 days', attribute: 'label long', points: 0 },
      change: -40,
      text: 'idle days: 10 days before, 40 days now; 40 points fewer.',
    });
    expect(told.lines[1]?.text).toBe('paid share: 5% before, 80% now; 30 points more.');
    expect(told.lines.at(-1)?.text).toBe('housing: rented as before.');
    expect(compare(older, newer, 'zh').lines[0]?.text).toBe(
      'idle days：由“10天”变为“40天”，减少40分。',
    );
  });

  test('tells values on either side of a cut apart that read alike', () => {
    const told = compare(side({ paid_share: 0.1999 }), side({ paid_share: 0.2 }));
    expect(told.lines[0]?.text).toBe(
      'paid share: label low before, label high now; 30 points more.',
    );
    const same = compare(side({ paid_share: 0.3 }), side({ paid_share: 0.4 }));
    expect(same.lines[0]?.text).toBe('paid share: 30% before, 40% now; no points moved.');
  });

  test('says that the card changed where the value did not', () => {
    const [first, ...others] = fittedCard().characteristics;
    if (!first) throw new Error('the card has characteristics');
    const attributes = first.attributes.map((each) => ({ ...each, points: each.points + 1 }));
    const characteristics = [{ ...first, attributes }, ...others.slice(0, -1)];
    const changed = compileScorecard({
      ...fittedCard(),
      version: 'next',
      basePoints: 5,
      characteristics,
    });
    const told = compare(side({}), side({}, { card: changed }));
    expect(told.basePoints).toEqual({
      before: 0,
      after: 5,
      change: 5,
      text: 'The newer scorecard starts everybody at 5 instead of 0 points.',
    });
    expect(told.lines.map(({ text }) => text).slice(0, 3)).toEqual([
      'housing (no data, 20 points) is no longer in the scorecard.',
      'paid share: no data as before; the newer scorecard gives 1 point more for it.',
      'idle days: no data as before.',
    ]);
    const back = compare(side({}, { card: changed }), side({}));
    expect(back.lines[0]?.text).toBe('housing (no data) is new in the scorecard: 20 points.');
    expect(back.lines[1]?.text).toMatch(/1 point fewer for it/);
  });
});

test('rules that began and ended to act are told with the figures on which they did', () => {
  const told = compare(side({ moves: 9 }), side({ moves: 4, drift: 0.3 }));
  expect(told.rulesBegun.map(({ ruleId, text }) => [ruleId, text])).toEqual([
    ['drift', 'A drift of 30%.'],
  ]);
  expect(told.rulesEnded.map(({ ruleId, text }) => [ruleId, text])).toEqual([
    ['limit', '9 moves.'],
    ['stop', '9 moves.'],
  ]);
  expect(compare(side({ moves: 9 }, { rules: null }), side({ moves: 9 })).rulesBegun).toHaveLength(
    3,
  );
});

test('values that a card cannot score are a defect', () => {
  const spoilt = { card: compileScorecard(expertCard()), rules: null, values: {} };
  const nobody = Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, null]));
  expect(() => difference({ ...spoilt, values: nobody }, spoilt, 'en')).toThrow('no value for');
});
