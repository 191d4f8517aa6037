import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  characteristicStability,
  countsBetween,
  quantileCuts,
  scoreStabilityIndex,
  stabilityIndex,
} from '../../../src/domain/model-validation/stability.js';

const counts = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 5, maxLength: 5 });
const some = (each: readonly number[]) => each.some((count) => count > 0);

describe('the stability index', () => {
  test('is nothing for equal samples, also of another size', () => {
    fc.assert(
      fc.property(counts.filter(some), fc.integer({ min: 1, max: 9 }), (then, times) => {
        const now = then.map((each) => each * times);
        expect(stabilityIndex(then, now)).toBeCloseTo(0, 12);
      }),
    );
    const scores = Array.from({ length: 200 }, (_, at) => (at * 37) % 101);
    expect(scoreStabilityIndex(scores, [...scores].reverse())).toBe(0);
  });

  test('is the sum over the classes of the formula, finite and never negative', () => {
    const expected = (0.7 - 0.5) * Math.log(0.7 / 0.5) + (0.3 - 0.5) * Math.log(0.3 / 0.5);
    expect(stabilityIndex([50, 50], [70, 30])).toBeCloseTo(expected, 12);
    fc.assert(
      fc.property(counts.filter(some), counts.filter(some), (then, now) => {
        const index = stabilityIndex(then, now);
        expect(Number.isFinite(index)).toBe(true);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeCloseTo(stabilityIndex(now, then), 12);
      }),
    );
  });

  test('of scores sees a shift of the whole sample', () => {
    const scores = Array.from({ length: 1_000 }, (_, at) => at);
    expect(
      scoreStabilityIndex(
        scores,
        scores.map((each) => each + 20),
      ),
    ).toBeLessThan(0.1);
    expect(
      scoreStabilityIndex(
        scores,
        scores.map((each) => each + 500),
      ),
    ).toBeGreaterThan(0.25);
  });

  test('is told for each characteristic', () => {
    const then = { lates: [90, 10], status: [50, 50] };
    expect(characteristicStability(then, { lates: [9, 1], status: [80, 20] })).toEqual([
      { characteristicId: 'lates', index: expect.closeTo(0) },
      { characteristicId: 'status', index: stabilityIndex([50, 50], [80, 20]) },
    ]);
    expect(() => characteristicStability(then, { lates: [1, 1] })).toThrow('no status');
  });

  test('classes are of about equal size, and ties stay together', () => {
    const cuts = quantileCuts([1, 2, 3, 4, 5, 6, 7, 8], 4);
    expect(cuts).toEqual([3, 5, 7]);
    expect(countsBetween([1, 2, 3, 4, 5, 6, 7, 8], cuts)).toEqual([2, 2, 2, 2]);
    expect(quantileCuts([5, 5, 5, 5, 9], 4)).toEqual([]);
    expect(quantileCuts([5, 5, 9, 9], 4)).toEqual([9]);
  });

  test('refuses unequal classes, empty samples and counts below nothing', () => {
    expect(() => stabilityIndex([1], [1, 2])).toThrow('1 classes against 2');
    expect(() => stabilityIndex([0, 0], [1, 2])).toThrow('rows in both');
    expect(() => stabilityIndex([1, -1], [1, 2])).toThrow('class 1 has the count -1');
  });
});
