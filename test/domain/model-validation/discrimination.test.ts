import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  aucOf,
  distributionOf,
  ksOf,
  measuresOf,
  rocOf,
  talliesOf,
} from '../../../src/domain/model-validation/discrimination.js';

const anyScored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0, 1)), {
    minLength: 2,
    maxLength: 60,
  })
  .filter((rows) => new Set(rows.map(([, bad]) => bad)).size === 2);
const split = (rows: readonly (readonly [number, number])[]) => ({
  scores: rows.map(([score]) => score),
  bad: Uint8Array.from(rows, ([, bad]) => bad),
});

describe('discrimination', () => {
  test('the AUC is the share of pairs in which the good scores above the bad, ties half', () => {
    fc.assert(
      fc.property(anyScored, (rows) => {
        const { scores, bad } = split(rows);
        let [won, pairs] = [0, 0];
        for (const [at, good] of scores.entries()) {
          for (const [other, risky] of scores.entries()) {
            if (bad[at] !== 0 || bad[other] !== 1) continue;
            pairs += 1;
            won += good > risky ? 1 : good === risky ? 0.5 : 0;
          }
        }
        expect(aucOf(talliesOf(scores, bad))).toBeCloseTo(won / pairs, 12);
      }),
    );
  });

  test('the KS is the greatest distance of the shares over every cutoff', () => {
    fc.assert(
      fc.property(anyScored, (rows) => {
        const { scores, bad } = split(rows);
        const share = (outcome: number, cutoff: number) => {
          const all = scores.filter((_, at) => bad[at] === outcome);
          return all.filter((score) => score <= cutoff).length / all.length;
        };
        const distances = scores.map((cutoff) => Math.abs(share(1, cutoff) - share(0, cutoff)));
        const { ks, score } = ksOf(talliesOf(scores, bad));
        expect(ks).toBeCloseTo(Math.max(...distances), 12);
        expect(Math.abs(share(1, score) - share(0, score))).toBeCloseTo(ks, 12);
      }),
    );
  });

  test('the area under the ROC points is the AUC', () => {
    fc.assert(
      fc.property(anyScored, (rows) => {
        const { scores, bad } = split(rows);
        const tallies = talliesOf(scores, bad);
        const roc = rocOf(tallies);
        const area = roc.reduce((sum, point, at) => {
          const before = roc[at - 1];
          if (!before) return sum;
          const width = point.goodsBelow - before.goodsBelow;
          return sum + (width * (point.badsBelow + before.badsBelow)) / 2;
        }, 0);
        expect(area).toBeCloseTo(aucOf(tallies), 12);
        expect(roc.at(-1)).toMatchObject({ goodsBelow: 1, badsBelow: 1 });
      }),
    );
  });

  test('Brier, log-loss and Gini are what their formulas give', () => {
    const bad = Uint8Array.from([1, 0, 0, 1]);
    const measures = measuresOf([1, 2, 3, 4], [0.8, 0.4, 0.1, 0.25], bad);
    expect(measures.auc).toBe(0.5);
    expect(measures.gini).toBe(0);
    expect(measures.ks).toBe(0.5);
    expect(measures.brier).toBeCloseTo((0.04 + 0.16 + 0.01 + 0.5625) / 4, 12);
    const likelihood = Math.log(0.8) + Math.log(0.6) + Math.log(0.9) + Math.log(0.25);
    expect(measures.logLoss).toBeCloseTo(-likelihood / 4, 12);
    expect(measures).toMatchObject({ rows: 4, bads: 2, badRate: 0.5 });
    expect(measures.meanPd).toBeCloseTo(0.3875, 12);
  });

  test('a certain PD that was wrong costs much, but not everything', () => {
    const { logLoss } = measuresOf([1, 2], [0, 1], Uint8Array.from([1, 0]));
    expect(logLoss).toBeCloseTo(-Math.log(1e-12), 3);
  });

  test('refuses what cannot be measured', () => {
    const bad = Uint8Array.from([1, 0]);
    expect(() => measuresOf([1], [0.5, 0.5], bad)).toThrow('1 scores for 2 outcomes');
    expect(() => measuresOf([1, 2], [0.5], bad)).toThrow('1 probabilities');
    expect(() => measuresOf([1, Number.NaN], [0.5, 0.5], bad)).toThrow('row 1 has a score');
    expect(() => measuresOf([1, 2], [0.5, 1.5], bad)).toThrow('row 1 has no probability');
    expect(() => measuresOf([1, 2], [0.5, 0.5], new Uint8Array(2))).toThrow('goods and bads');
  });

  test('the distribution counts every row once, in classes of one width', () => {
    const tallies = talliesOf([601, 619, 620, 661], Uint8Array.from([1, 0, 0, 0]));
    expect(distributionOf(tallies, 20)).toEqual([
      { from: 600, goods: 1, bads: 1 },
      { from: 620, goods: 1, bads: 0 },
      { from: 640, goods: 0, bads: 0 },
      { from: 660, goods: 1, bads: 0 },
    ]);
    expect(() => distributionOf(tallies, 0)).toThrow('width');
  });
});
