import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calibrationOf } from '../../../src/domain/model-validation/calibration.js';

describe('calibration', () => {
  test('compares the mean PD of each group with what happened in it', () => {
    const pd = [...Array(50).fill(0.1), ...Array(50).fill(0.4)];
    const bad = Uint8Array.from(pd, (_, row) => (row < 10 || row >= 80 ? 1 : 0));
    const { table, statistic, degreesOfFreedom, meanDistance } = calibrationOf(pd, bad, 2);
    expect(table).toEqual([
      { rows: 50, lowestPd: 0.1, highestPd: 0.1, expected: expect.closeTo(0.1), observed: 0.2 },
      { rows: 50, lowestPd: 0.4, highestPd: 0.4, expected: expect.closeTo(0.4), observed: 0.4 },
    ]);
    // (10 − 5)² ÷ (5 × 0.9) in the first group, nothing in the second.
    expect(statistic).toBeCloseTo(25 / 4.5, 9);
    expect(degreesOfFreedom).toBe(2);
    expect(meanDistance).toBeCloseTo(0.05, 9);
  });

  test('keeps equal PDs together and every row once, from the safest to the riskiest', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(0, 1)), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 12 }), (drawn, groups) => {
        const pd = drawn.map(([each]) => each / 8);
        const { table } = calibrationOf(
          pd,
          Uint8Array.from(drawn, ([, bad]) => bad),
          groups,
        );
        expect(table.reduce((sum, each) => sum + each.rows, 0)).toBe(drawn.length);
        expect(table.length).toBeLessThanOrEqual(groups);
        for (const [at, each] of table.entries()) {
          if (at > 0) expect(each.lowestPd).toBeGreaterThan(table[at - 1]!.highestPd);
        }
      }),
    );
  });

  test('a PD of many rows takes the place of several groups, and leaves none of a row or two behind', () => {
    const pd = [...Array(35).fill(0.1), ...Array.from({ length: 65 }, (_, at) => 0.2 + at / 1_000)];
    const { table } = calibrationOf(pd, new Uint8Array(100));
    expect(table.map(({ rows }) => rows)).toEqual([35, 5, 10, 10, 10, 10, 10, 10]);
  });

  test('refuses no rows, unequal lengths and what is no probability', () => {
    expect(() => calibrationOf([], new Uint8Array(0))).toThrow('needs rows');
    expect(() => calibrationOf([0.5], new Uint8Array(2))).toThrow('1 probabilities for 2');
    expect(() => calibrationOf([0.5, 1.5], new Uint8Array(2))).toThrow('between 0 and 1');
    expect(() => calibrationOf([0.5, Number.NaN], new Uint8Array(2))).toThrow('between 0 and 1');
  });
});
