import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseColumns } from '../../../src/domain/scorecard-fitting/choose.js';
import { foldsOf } from '../../../src/domain/scorecard-fitting/folds.js';
import { fitLogistic } from '../../../src/domain/scorecard-fitting/logistic.js';
import { seededRandom } from '../../../src/domain/scorecard-fitting/random.js';
import { everyRow } from './synthetic.js';

/** Columns of normal-like draws and events by known weights. */
function drawn(size: number, weights: readonly number[], seed: number) {
  const random = seededRandom(seed);
  const columns = weights.map(() =>
    Float64Array.from({ length: size }, () => random() + random() + random() - 1.5),
  );
  const event = Uint8Array.from({ length: size }, (_, row) => {
    const linear = weights.reduce((sum, each, at) => sum + each * columns[at]![row]!, -0.5);
    return random() < 1 / (1 + Math.exp(-linear)) ? 1 : 0;
  });
  return { columns, event };
}

describe('the regression', () => {
  test('on one yes-no column gives the log of the odds ratio', () => {
    const column = Float64Array.from([...Array(40).fill(0), ...Array(60).fill(1)]);
    const event = Uint8Array.from(column, (_, at) => (at < 10 || at >= 55 ? 1 : 0));
    const { intercept, coefficients } = fitLogistic([column], event, { ridge: 0 });
    expect(intercept).toBeCloseTo(Math.log(10 / 30), 6);
    expect(coefficients[0]).toBeCloseTo(Math.log(45 / 15) - Math.log(10 / 30), 6);
  });

  test('finds the weights that made the events', () => {
    const { columns, event } = drawn(40_000, [1.5, 0.5], 3);
    const { intercept, coefficients } = fitLogistic(columns, event, { ridge: 0 });
    expect(intercept).toBeCloseTo(-0.5, 1);
    expect(Math.abs(coefficients[0]! - 1.5)).toBeLessThan(0.06);
    expect(Math.abs(coefficients[1]! - 0.5)).toBeLessThan(0.06);
  });

  test('is at the optimum: slopes are 0, or downhill for a weight that is held at 0', () => {
    const weight = fc.constantFrom(-1, -0.2, 0, 0.3, 1);
    const ridge = fc.constantFrom(0.0001, 0.01, 1);
    fc.assert(
      fc.property(
        fc.array(weight, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        ridge,
        (w, seed, r) => {
          const { columns, event } = drawn(300, w, seed);
          const { intercept, coefficients } = fitLogistic(columns, event, { ridge: r });
          const p = Float64Array.from(event, (_, row) => {
            const linear = columns.reduce(
              (sum, x, at) => sum + coefficients[at]! * x[row]!,
              intercept,
            );
            return 1 / (1 + Math.exp(-linear));
          });
          for (const [at, x] of columns.entries()) {
            const slope =
              x.reduce((sum, each, row) => sum + each * (event[row]! - p[row]!), 0) / 300;
            const left = slope - r * coefficients[at]!;
            expect(coefficients[at]).toBeGreaterThanOrEqual(0);
            if (coefficients[at]! > 0) expect(Math.abs(left)).toBeLessThan(1e-7);
            else expect(left).toBeLessThan(1e-7);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a stronger ridge makes weights smaller', () => {
    const { columns, event } = drawn(2_000, [1, 0.5], 5);
    const size = (ridge: number) =>
      fitLogistic(columns, event, { ridge }).coefficients.reduce((sum, each) => sum + each, 0);
    expect(size(0.1)).toBeLessThan(size(0.001));
    expect(size(100)).toBeLessThan(0.01);
  });

  test('refuses what it cannot fit', () => {
    const event = Uint8Array.from([0, 1, 0, 1]);
    const fitOf =
      (values: number[], ridge = 0, outcome = event) =>
      () =>
        fitLogistic([Float64Array.from(values)], outcome, { ridge });
    expect(fitOf([1, 2, Number.NaN, 4])).toThrow(
      'column 0 has a value that is not finite in row 2',
    );
    expect(fitOf([1, 2, Number.POSITIVE_INFINITY, 4])).toThrow('not finite in row 2');
    expect(fitOf([1, 2])).toThrow('column 0 has 2 rows, not 4');
    expect(fitOf([1, 2, 3, 4], Number.NaN)).toThrow('ridge');
    expect(fitOf([1, 2, 3, 4], 0, Uint8Array.from([1, 1, 1, 1]))).toThrow('all outcomes are equal');
  });

  test('says so when it does not converge', () => {
    const column = Float64Array.from([0, 0, 1, 1]);
    const event = Uint8Array.from([0, 0, 1, 1]);
    expect(() => fitLogistic([column], event, { ridge: 0 })).toThrow('did not converge');
    expect(fitLogistic([column], event, { ridge: 0.01 }).coefficients[0]).toBeGreaterThan(1);
  });
});

describe('the choice of columns', () => {
  test('takes those that tell something, the strongest first, and leaves noise and copies', () => {
    const { columns, event } = drawn(8_000, [0, 0.5, 1.2, -0.8], 9);
    const copy = columns[2]!.slice();
    const steps: (readonly number[])[] = [];
    const { chosen, fit } = chooseColumns(
      [...columns, copy],
      event,
      { max: 5, ridge: 0.0001, minStatistic: 10 },
      (step) => steps.push(step.chosen),
    );
    expect(chosen).toEqual([2, 1]);
    // The column that points the other way is never even tried.
    expect(steps).toEqual([[2], [2, 1]]);
    expect(fit.coefficients).toHaveLength(2);
  });

  test('knows what a column adds to a similar one that is already in', () => {
    const { columns, event } = drawn(8_000, [2, 0.6], 33);
    const [first, second] = columns as [Float64Array, Float64Array];
    const similar = first.map((each, row) => each + 0.5 * second[row]!);
    const pair = [first, similar];
    const loss = (taken: Float64Array[]) => fitLogistic(taken, event, { ridge: 0 }).logLoss;
    const alone = Math.min(loss([first]), loss([similar]));
    const gain = 2 * event.length * (alone - loss(pair));
    expect(gain).toBeGreaterThan(20);
    const count = (minStatistic: number) =>
      chooseColumns(pair, event, { max: 2, ridge: 0, minStatistic }).chosen.length;
    expect(count(gain * 0.85)).toBe(2);
    expect(count(gain * 1.2)).toBe(1);
  });

  test('takes no more than it may', () => {
    const { columns, event } = drawn(8_000, [1, 1, 1], 9);
    const rules = { ridge: 0.0001, minStatistic: 0 };
    for (const max of [1, 2, 3]) {
      expect(chooseColumns(columns, event, { ...rules, max }).chosen).toHaveLength(max);
    }
  });

  test('drops what those that came later made superfluous', () => {
    const { columns, event } = drawn(8_000, [1, 1], 21);
    // The sum of both enters first, and has nothing to say once both are in.
    const sum = columns[0]!.map((each, row) => each + columns[1]![row]! + 0.3 * Math.sin(row));
    const entered: (readonly number[])[] = [];
    const { chosen } = chooseColumns(
      [...columns, sum],
      event,
      { max: 3, ridge: 0.0001, minStatistic: 6 },
      (step) => entered.push(step.chosen),
    );
    expect(entered[0]).toEqual([2]);
    expect([...chosen].sort()).toEqual([0, 1]);
  });
});

describe('folds', () => {
  test('share the rows and the bads out evenly, the same way for the same seed', () => {
    const target = Uint8Array.from({ length: 103 }, (_, row) => (row % 4 === 0 ? 1 : 0));
    const folds = foldsOf(target, everyRow(103), 5, 1);
    const rows = folds.flatMap(({ heldOut }) => [...heldOut]);
    expect(rows.toSorted((a, b) => a - b)).toEqual([...everyRow(103)]);
    for (const { training, heldOut } of folds) {
      expect(training.length + heldOut.length).toBe(103);
      expect(training.filter((row) => heldOut.includes(row))).toHaveLength(0);
      const bads = heldOut.filter((row) => target[row] === 1).length;
      expect([5, 6]).toContain(bads);
    }
    expect(foldsOf(target, everyRow(103), 5, 1)).toEqual(folds);
    expect(foldsOf(target, everyRow(103), 5, 2)).not.toEqual(folds);
    expect(() => foldsOf(target, everyRow(8), 5, 1)).toThrow('2 bads do not fill 5 folds');
  });
});
