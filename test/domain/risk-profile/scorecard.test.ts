import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import type { CharacteristicValues } from '../../../src/domain/risk-profile/facts.js';
import {
  compileScorecard,
  probabilityOfDefault,
  type Scorecard,
} from '../../../src/domain/risk-profile/scorecard.js';
import { shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';
import { anyValues, expertCard } from './arbitraries.js';

const card = expertCard();
const compiled = compileScorecard(card);
const nothing: CharacteristicValues = Object.fromEntries(
  CHARACTERISTICS.map(({ id }) => [id, null]),
);

/** The plainest reading of the document: look at every attribute's range. */
function naiveParts(source: Scorecard, values: CharacteristicValues) {
  return source.characteristics.map(({ id, baselinePoints, attributes }) => {
    const value = values[id] as number | null;
    const hits = attributes.filter(({ missing, range }) =>
      value === null
        ? missing
        : range && value >= (range.min ?? -Infinity) && value < (range.max ?? Infinity),
    );
    expect(hits).toHaveLength(1);
    const { id: attributeId, points } = hits[0] as Scorecard['characteristics'][0]['attributes'][0];
    const pointsBelowBaseline = baselinePoints - points;
    return { characteristicId: id, attributeId, points, pointsBelowBaseline };
  });
}

describe('scoring', () => {
  test('gives what the plainest reading of the card gives', () => {
    fc.assert(
      fc.property(anyValues(card), (values) => {
        expect(compiled.score(values).parts).toEqual(naiveParts(card, values));
      }),
    );
  });

  test('reads every cut point as the start of its attribute', () => {
    let cuts = 0;
    for (const { id, attributes } of card.characteristics) {
      const step = CHARACTERISTICS.find((each) => each.id === id)?.unit === 'RATIO' ? 0.0001 : 1;
      for (const { range } of attributes) {
        if (range?.min === undefined) continue;
        cuts += 1;
        for (const value of [range.min, Number((range.min - step).toFixed(4))]) {
          const values = { ...nothing, [id]: value };
          expect(compiled.score(values).parts).toEqual(naiveParts(card, values));
        }
      }
    }
    expect(cuts).toBeGreaterThan(card.characteristics.length);
  });

  test.each([
    ['the expert card', card],
    ['the shipped card', shippedScorecard()],
  ])('gives the same from rows of a portfolio: %s', (_name, source) => {
    const own = compileScorecard(source);
    const width = source.characteristics.length;
    fc.assert(
      fc.property(fc.array(anyValues(source), { minLength: 1, maxLength: 5 }), (all) => {
        const rows = new Float64Array(all.length * width);
        for (const [at, values] of all.entries()) rows.set(own.rowOf(values), at * width);
        for (const [at, values] of all.entries()) {
          expect(own.scoreRow(rows, at * width)).toEqual(own.score(values));
        }
      }),
    );
  });

  test('makes no row of what the card cannot score', () => {
    const own = compileScorecard(shippedScorecard());
    const values = { ...nothing, statement_status: 'UNHEARD_OF' };
    expect(() => own.rowOf(values)).toThrow('no value for statement_status');
    expect(() => own.rowOf({ ...nothing, over_limit_months: Number.NaN })).toThrow('no value for');
    expect(() => own.scoreRow(new Float64Array(3), 0)).toThrow('no value for');
  });

  test('points re-add to the score, which stays within the card’s range', () => {
    fc.assert(
      fc.property(anyValues(card), (values) => {
        const { score, parts } = compiled.score(values);
        expect(parts.reduce((sum, { points }) => sum + points, card.basePoints)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(compiled.minScore);
        expect(score).toBeLessThanOrEqual(compiled.maxScore);
      }),
    );
  });

  test('a higher score is a lower probability of default and never a worse band', () => {
    const order = card.bands.map(({ band }) => band);
    fc.assert(
      fc.property(anyValues(card), anyValues(card), (left, right) => {
        const [low, high] = [compiled.score(left), compiled.score(right)].toSorted(
          (a, b) => a.score - b.score,
        );
        if (!low || !high) throw new Error('two scores were made');
        if (high.score > low.score) {
          expect(high.probabilityOfDefault).toBeLessThan(low.probabilityOfDefault);
        }
        expect(order.indexOf(high.band)).toBeLessThanOrEqual(order.indexOf(low.band));
      }),
    );
  });

  test('a band begins at its minimum score', () => {
    const flat: Scorecard = { ...card, characteristics: [], basePoints: 0 };
    for (const [at, { band, minScore }] of card.bands.entries()) {
      if (minScore === undefined) continue;
      const bandAt = (basePoints: number) =>
        compileScorecard({ ...flat, basePoints }).score({}).band;
      expect(bandAt(minScore)).toBe(band);
      expect(bandAt(minScore - 1)).toBe(card.bands[at + 1]?.band);
    }
  });

  test('a value that is absent or no number is a defect, not a missing value', () => {
    const { utilization_now: _, ...rest } = nothing;
    expect(() => compiled.score(rest)).toThrow('no value for utilization_now');
    expect(() => compiled.score({ ...rest, utilization_now: Number.NaN })).toThrow('no value');
  });
});

describe('the scale', () => {
  test('the base score has the base odds, and each PDO doubles them', () => {
    const scale = { baseOdds: 4, baseScore: 600, pdo: 40 };
    expect(probabilityOfDefault(scale, 600)).toBe(0.2);
    expect(probabilityOfDefault(scale, 640)).toBe(0.111111);
    expect(probabilityOfDefault(scale, 520)).toBe(0.5);
  });
});

describe('the first card', () => {
  test('says that it is expert-set and that its probability is indicative', () => {
    expect(card.kind).toBe('EXPERT');
    expect(card.version).toBe('expert-1');
    expect(card.basis.en).toMatch(/expert/);
    expect(card.basis.en).toMatch(/not fitted/);
    expect(card.basis.en).toMatch(/indicative/);
    expect(card.basis.zh).toMatch(/专家/);
  });

  test('has 12 to 20 characteristics and scores somebody of whom nothing is known as neutral', () => {
    expect(card.characteristics.length).toBeGreaterThanOrEqual(12);
    expect(card.characteristics.length).toBeLessThanOrEqual(20);
    const neutral = card.characteristics.reduce((sum, each) => sum + each.baselinePoints, 0);
    expect(compiled.score(nothing).score).toBe(card.basePoints + neutral);
  });

  test('never gives more points for paying later', () => {
    const rising = [
      'months_since_late',
      'payment_ratio_latest',
      'payment_ratio_mean',
      'full_payment_share',
    ];
    const falling = [
      'months_late_latest',
      'months_late_worst',
      'late_statements',
      'low_payment_months',
      'over_limit_months',
      'utilization_now',
    ];
    for (const [ids, sign] of [
      [rising, 1],
      [falling, -1],
    ] as const) {
      for (const id of ids) {
        const found = card.characteristics.find((each) => each.id === id);
        const points = found?.attributes.filter(({ range }) => range).map((each) => each.points);
        expect(points).toEqual(points?.toSorted((a, b) => (a - b) * sign));
      }
    }
  });
});
