import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Characteristic, Direction } from '../../../src/domain/risk-profile/catalogue.js';
import { type Bin, binColumn, directionOf } from '../../../src/domain/scorecard-fitting/binning.js';
import { roundestCut } from '../../../src/domain/scorecard-fitting/grid.js';
import type { FitSettings } from '../../../src/domain/scorecard-fitting/model.js';
import { partition } from '../../../src/domain/scorecard-fitting/partition.js';
import { prepareColumn } from '../../../src/domain/scorecard-fitting/prepare.js';
import {
  informationValue,
  type Tally,
  weightOfEvidence,
} from '../../../src/domain/scorecard-fitting/woe.js';
import { entryOf, everyRow, SETTINGS, text } from './synthetic.js';

type Rows = readonly (readonly [value: number, bad: 0 | 1])[];

function binned(entry: Characteristic, rows: Rows, settings: Partial<FitSettings> = {}) {
  const values = Float64Array.from(rows, ([value]) => value);
  const target = Uint8Array.from(rows, ([, bad]) => bad);
  const column = prepareColumn({ characteristic: entry, values }, rows.length);
  return binColumn(column, target, everyRow(rows.length), { ...SETTINGS, ...settings });
}

const times = (value: number, goods: number, bads: number): Rows => [
  ...Array.from({ length: goods }, () => [value, 0] as const),
  ...Array.from({ length: bads }, () => [value, 1] as const),
];
const ranges = (bins: readonly Bin[]) =>
  bins.flatMap((each) => ('range' in each ? [{ ...each.range, woe: each.woe }] : []));

const anyRows = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.integer({ min: 0, max: 20_000 }).map((each) => each / 10_000),
        fc.constantFrom(0, 1, Number.NaN),
      ),
      fc.constantFrom(0 as const, 1 as const),
    ),
    { minLength: 20, maxLength: 300 },
  )
  .filter((rows) => new Set(rows.map(([, bad]) => bad)).size === 2);
const loose = { minSplitStatistic: 0, minSpecialRows: 5, specialShare: 0.2 };

describe('weight of evidence', () => {
  test('is the log of the shares’ ratio, smoothed by rows at the sample’s own odds', () => {
    const total = { goods: 80, bads: 20 };
    const exact = Math.log(40 / 80 / (5 / 20));
    expect(weightOfEvidence({ goods: 40, bads: 5 }, total, 1e-9)).toBeCloseTo(exact, 6);
    const smoothed = Math.log((40 + 8) / (5 + 2)) - Math.log(80 / 20);
    expect(weightOfEvidence({ goods: 40, bads: 5 }, total, 10)).toBeCloseTo(smoothed, 12);
  });

  test('is nothing for an empty cell and for one with the sample’s own odds', () => {
    const total = { goods: 75, bads: 25 };
    expect(weightOfEvidence({ goods: 0, bads: 0 }, total, 0.5)).toBe(0);
    expect(weightOfEvidence({ goods: 30, bads: 10 }, total, 0.5)).toBeCloseTo(0, 12);
    expect(() => weightOfEvidence({ goods: 1, bads: 0 }, { goods: 9, bads: 0 }, 1)).toThrow('bads');
  });

  test('a cell never takes away from the information value', () => {
    const count = fc.integer({ min: 0, max: 50 });
    const smoothing = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(count, count, count, count, smoothing, (goods, bads, g, b, each) => {
        const total = { goods: goods + g + 1, bads: bads + b + 1 };
        expect(informationValue({ goods, bads }, total, each)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a partition', () => {
  /** Every way of cutting the cells, tried in turn. */
  function exhaustive(cells: readonly Tally[], rules: Parameters<typeof partition>[1]): number {
    let best = Number.NEGATIVE_INFINITY;
    for (let cuts = 0; cuts < 2 ** (cells.length - 1); cuts += 1) {
      const starts = [0, ...cells.keys()].filter((at) => at > 0 && (cuts >> (at - 1)) & 1);
      const groups = [0, ...starts].map((start, at, all) =>
        cells.slice(start, all[at + 1]).reduce((sum, { goods, bads }) => ({
          goods: sum.goods + goods,
          bads: sum.bads + bads,
        })),
      );
      const small = groups.some(({ goods, bads }) => goods + bads < rules.minRows);
      if (groups.length > rules.maxGroups || (groups.length > 1 && small)) continue;
      best = Math.max(best, carriedBy(groups, rules));
    }
    return best;
  }
  const carriedBy = (groups: readonly Tally[], rules: Parameters<typeof partition>[1]): number =>
    groups.reduce(
      (sum, each) => sum + informationValue(each, rules.total, rules.smoothing) - rules.minGain,
      0,
    );

  test('has the greatest information value that any cutting of the cells has', () => {
    const cell = fc.record({
      goods: fc.integer({ min: 0, max: 40 }),
      bads: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 9 }), (cells) => {
        const total = cells.reduce(
          (sum, { goods, bads }) => ({ goods: sum.goods + goods, bads: sum.bads + bads }),
          { goods: 1, bads: 1 },
        );
        const rules = { total, smoothing: 0.5, minRows: 15, maxGroups: 4, minGain: 0.01 };
        const starts = partition(cells, { ...rules, order: 'FREE' });
        const groups = starts.map((start, at) =>
          cells.slice(start, starts[at + 1]).reduce((sum, { goods, bads }) => ({
            goods: sum.goods + goods,
            bads: sum.bads + bads,
          })),
        );
        const best = exhaustive(cells, { ...rules, order: 'FREE' });
        expect(carriedBy(groups, { ...rules, order: 'FREE' })).toBeCloseTo(best, 9);
      }),
    );
  });

  const ORDERED = { smoothing: 0.5, minRows: 1, minGain: 0, order: 'RISING' } as const;
  const cell = (goods: number, bads: number): Tally => ({ goods, bads });

  test('in an order pools what goes against it before it looks for the best', () => {
    const cells = [cell(30, 50), cell(30, 70), cell(20, 90), cell(4, 8)];
    const total = cell(84, 218);
    // The last cell joins the third; left to the search alone it would draw the second with it.
    expect(partition(cells, { ...ORDERED, total, maxGroups: 3 })).toEqual([0, 1, 2]);
  });

  test('stays in order when the smoothing draws a small group back', () => {
    const cells = [cell(500, 500), cell(40, 50)];
    const total = cell(4_540, 1_050);
    expect(partition(cells, { ...ORDERED, total, maxGroups: 3 })).toEqual([0, 1]);
    expect(partition(cells, { ...ORDERED, total, maxGroups: 3, smoothing: 60 })).toEqual([0]);
  });
});

describe('bins of a number', () => {
  test('go in the direction that the characteristic says, whatever the data', () => {
    const direction = fc.constantFrom<Direction>('HIGHER_IS_RISKIER', 'HIGHER_IS_SAFER');
    fc.assert(
      fc.property(anyRows, direction, fc.constantFrom(0.5, 30), (rows, way, smoothing) => {
        const settings = { ...loose, smoothing };
        const { bins } = binned(entryOf('x', 'RATIO', way), rows, settings);
        const woes = ranges(bins).map(({ woe }) => woe);
        const sign = way === 'HIGHER_IS_SAFER' ? 1 : -1;
        for (const [at, woe] of woes.entries()) {
          if (at > 0) expect(sign * (woe - woes[at - 1]!)).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('are the same whatever the order of the rows', () => {
    fc.assert(
      fc.property(anyRows, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const entry = entryOf('x', 'RATIO', 'NOT_MONOTONE');
        const shuffled = rows
          .map((row) => ({ row, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        expect(binned(entry, shuffled, loose).bins).toEqual(binned(entry, rows, loose).bins);
      }),
    );
  });

  test('hold every row once, are few enough and add up to the information value', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 3, max: 8 }), (rows, maxAttributes) => {
        const entry = entryOf('x', 'RATIO', 'NOT_MONOTONE');
        const { bins, informationValue: value } = binned(entry, rows, { ...loose, maxAttributes });
        expect(bins.reduce((sum, { goods, bads }) => sum + goods + bads, 0)).toBe(rows.length);
        expect(bins.length).toBeLessThanOrEqual(maxAttributes);
        expect(value).toBeGreaterThanOrEqual(0);
        const least = 0.03 * rows.length;
        const numbers = bins.filter((each) => 'range' in each);
        if (numbers.length > 1) {
          for (const each of numbers) expect(each.goods + each.bads).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  test('are cut where the odds change, at the round value between', () => {
    const rows = [...times(0.1234, 90, 10), ...times(0.4321, 60, 40), ...times(0.9, 20, 80)];
    const { bins } = binned(entryOf('x', 'RATIO', 'HIGHER_IS_RISKIER'), rows);
    expect(ranges(bins).map(({ min, max }) => [min, max])).toEqual([
      [undefined, 0.4],
      [0.4, 0.5],
      [0.5, undefined],
    ]);
  });

  test('a value is a bin of its own only when the settings ask for it', () => {
    const rows = [
      ...times(0, 30, 70),
      ...times(0.2, 95, 5),
      ...times(0.4, 80, 20),
      ...times(0.6, 60, 40),
    ];
    const entry = entryOf('x', 'RATIO', 'HIGHER_IS_RISKIER');
    const special = (settings: Partial<FitSettings>) =>
      binned(entry, rows, settings).bins.flatMap((each) => ('special' in each ? each.special : []));
    expect(special({})).toEqual([]);
    expect(special({ specials: { x: [0] } })).toEqual([0]);
    expect(special({ specials: { x: [0] }, minSpecialRows: 101 })).toEqual([]);
    expect(special({ specialShare: 0.25, maxAttributes: 3 })).toEqual([0]);
    const kept = binned(entry, rows, { specials: { x: [0] } });
    expect(kept.bins[0]).toMatchObject({ special: [0], goods: 30, bads: 70 });
    expect(kept.bins[1]).toMatchObject({ goods: 95, bads: 5 });
  });

  test('missing values weigh nothing when they are too few', () => {
    const rows = [...times(0.1, 90, 10), ...times(0.9, 40, 60), ...times(Number.NaN, 5, 35)];
    const entry = entryOf('x', 'RATIO', 'HIGHER_IS_RISKIER');
    const missing = (settings: Partial<FitSettings>) => binned(entry, rows, settings).bins.at(-1);
    expect(missing({ minSpecialRows: 41 })).toMatchObject({ missing: true, bads: 35, woe: 0 });
    expect(missing({ minSpecialRows: 40 })?.woe).toBeLessThan(-1);
  });

  test('a situational one is weighed within its situation, and outside of it weighs nothing', () => {
    const rows = [...times(0.1, 80, 20), ...times(0.9, 20, 80), ...times(Number.NaN, 800, 10)];
    const entry = entryOf('x', 'RATIO', 'HIGHER_IS_RISKIER');
    const { bins } = binned(entry, rows, { situational: ['x'], smoothing: 1e-9 });
    expect(bins.map(({ woe }) => woe)).toEqual([
      expect.closeTo(Math.log(4), 6),
      expect.closeTo(-Math.log(4), 6),
      0,
    ]);
  });

  test('a value that these rows do not have falls between its neighbours', () => {
    const rows = [...times(1, 90, 10), ...times(9, 10, 90), ...times(5, 1, 0)];
    const entry = entryOf('x', 'COUNT', 'HIGHER_IS_RISKIER');
    const column = prepareColumn(
      { characteristic: entry, values: Float64Array.from(rows, ([value]) => value) },
      rows.length,
    );
    const target = Uint8Array.from(rows, ([, bad]) => bad);
    const known = everyRow(200);
    const { bins, binOfAtom } = binColumn(column, target, known, SETTINGS);
    expect(ranges(bins).map(({ min }) => min)).toEqual([undefined, 5]);
    expect([...binOfAtom]).toEqual([0, 1, 1]);
  });

  test('the direction of an unknown column is the one that tells more', () => {
    const rows = [...times(1, 90, 10), ...times(2, 70, 30), ...times(3, 10, 90)];
    const column = {
      characteristic: entryOf('x', 'COUNT', 'NOT_MONOTONE'),
      values: Float64Array.from(rows, ([value]) => value),
    };
    const target = Uint8Array.from(rows, ([, bad]) => bad);
    expect(directionOf(column, target, SETTINGS)).toBe('HIGHER_IS_RISKIER');
    const opposite = target.map((bad) => 1 - bad);
    expect(directionOf(column, opposite, SETTINGS)).toBe('HIGHER_IS_SAFER');
  });
});

describe('bins of a category', () => {
  const categories = ['A', 'B', 'C', 'D'].map((id) => ({ id, label: text(id) }));
  const rows = [...times(0, 90, 10), ...times(1, 30, 70), ...times(2, 91, 9), ...times(3, 0, 0)];
  const groups = (direction: Direction, more: Rows = []) =>
    binned(entryOf('x', 'CATEGORY', direction, { categories }), [...rows, ...more]).bins.flatMap(
      (each) => ('categories' in each ? [each.categories] : []),
    );

  test('without an order go together by their odds, the unseen with those of average risk', () => {
    expect(groups('NOT_MONOTONE', times(3, 70, 30))).toEqual([['A', 'C'], ['D'], ['B']]);
    expect(groups('NOT_MONOTONE').flat().toSorted()).toEqual(['A', 'B', 'C', 'D']);
  });

  test('with an order go together with their neighbours in the list', () => {
    expect(groups('HIGHER_IS_RISKIER', times(3, 1, 90))).toEqual([['A'], ['B', 'C'], ['D']]);
  });
});

describe('what is no sample', () => {
  const prepared = (entry: Characteristic, ...values: number[]) =>
    prepareColumn({ characteristic: entry, values: Float64Array.from(values) }, values.length);

  test('an infinite value, one off its grid and an unknown category are refused by name', () => {
    const ratio = entryOf('share', 'RATIO', 'NOT_MONOTONE');
    expect(() => prepared(ratio, 0.5, Number.POSITIVE_INFINITY)).toThrow('share has a value that');
    expect(() => prepared(ratio, 0.12345)).toThrow('0.12345, with more than 4 decimals');
    expect(() => prepared(entryOf('n', 'COUNT', 'NOT_MONOTONE'), 1.5)).toThrow(
      'n has the value 1.5',
    );
    const category = entryOf('c', 'CATEGORY', 'NOT_MONOTONE', { categories: [] });
    expect(() => prepared(category, 0)).toThrow('c has no category at place 0');
    expect(() => prepareColumn({ characteristic: ratio, values: new Float64Array(2) }, 3)).toThrow(
      'share has 2 values, not 3',
    );
  });
});

describe('a round cut', () => {
  test('is the roundest value of the grid between two others', () => {
    expect(roundestCut(0.1234, 0.4321, 0.4321, 4)).toBe(0.4);
    expect(roundestCut(0.48, 0.52, 0.51, 4)).toBe(0.5);
    expect(roundestCut(0, 0.0001, 0.0001, 4)).toBe(0.0001);
    expect(roundestCut(-0.3, 0.2, 0.1, 4)).toBe(0);
    expect(roundestCut(1, 2, 2, 0)).toBe(2);
    expect(roundestCut(1_049, 1_260, 1_200, 0)).toBe(1_200);
    expect(() => roundestCut(2, 2, 2, 0)).toThrow('no value of the grid');
  });

  test('always lies in the span and on the grid', () => {
    const units = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 5_000 }), fc.nat(4_999), (low, width, at) => {
        const wish = low + 1 + (at % width);
        const cut = roundestCut(low / 10_000, (low + width) / 10_000, wish / 10_000, 4);
        expect(cut).toBeGreaterThan(low / 10_000);
        expect(cut).toBeLessThanOrEqual((low + width) / 10_000);
        expect(Number(cut.toFixed(4))).toBe(cut);
      }),
    );
  });
});
