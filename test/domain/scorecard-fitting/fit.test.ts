import { describe, expect, test } from '@jest/globals';
import { probabilityOfDefault } from '../../../src/domain/risk-profile/scorecard.js';
import { fitScorecard } from '../../../src/domain/scorecard-fitting/fit.js';
import type { FittedModel } from '../../../src/domain/scorecard-fitting/model.js';
import { calibration, cutoffOf } from '../../../src/domain/scorecard-fitting/points.js';
import { placeOf } from '../../../src/domain/scorecard-fitting/prepare.js';
import { seededRandom, shuffle } from '../../../src/domain/scorecard-fitting/random.js';
import {
  rowsOf,
  type Sample,
  type SampleColumn,
} from '../../../src/domain/scorecard-fitting/sample.js';
import { everyRow, SETTINGS, STATUS, TRUTH, truthful } from './synthetic.js';

const SAMPLE = truthful(20_000, 5);
const MODEL = fitScorecard(SAMPLE, SETTINGS);

/** Scores by the plainest reading of the model's attributes. */
function scoresOf(model: FittedModel, { size, columns }: Sample): number[] {
  return Array.from({ length: size }, (_, row) =>
    model.characteristics.reduce((sum, { characteristic, attributes }) => {
      const value = columns.find((each) => each.characteristic.id === characteristic.id)!.values[
        row
      ]!;
      const hit = attributes.find((each) => {
        if ('missing' in each) return Number.isNaN(value);
        if ('categories' in each) {
          return each.categories.includes(characteristic.categories?.[value]?.id ?? '');
        }
        if ('special' in each) return each.special.includes(value);
        return value >= (each.range.min ?? -Infinity) && value < (each.range.max ?? Infinity);
      });
      return sum + hit!.points;
    }, model.basePoints),
  );
}

describe('a fit', () => {
  test('finds the true weights of a sample, in points', () => {
    expect(MODEL.characteristics.map(({ characteristic }) => characteristic.id).sort()).toEqual([
      'lates',
      'status',
    ]);
    const toPoints = (weight: number) => (weight * SETTINGS.pdo) / Math.LN2;
    const points = (id: string) =>
      MODEL.characteristics.find(({ characteristic }) => characteristic.id === id)!.attributes;
    const byCount = points('lates').filter((each) => 'range' in each);
    expect(byCount).toHaveLength(4);
    for (const [at, each] of byCount.entries()) {
      const expected = toPoints(TRUTH.lates[at]! - Math.min(...TRUTH.lates));
      expect(Math.abs(each.points - expected)).toBeLessThan(6);
    }
    for (const each of points('status')) {
      if (!('categories' in each)) continue;
      expect(each.categories).toHaveLength(1);
      const truth = TRUTH.status[STATUS.indexOf(each.categories[0] as never)]!;
      expect(Math.abs(each.points - toPoints(truth + 0.7))).toBeLessThan(6);
    }
  });

  test('leaves out what tells nothing, and says that it was tried', () => {
    expect(MODEL.candidates.map(({ chosen }) => chosen)).toEqual([true, true, false]);
    expect(MODEL.candidates[2]).toMatchObject({ characteristicId: 'noise' });
    expect(MODEL.candidates[2]!.informationValue).toBeLessThan(0.01);
  });

  test('gives whole points, no negative weight, and 0 for each worst attribute', () => {
    for (const { attributes, coefficient, baselinePoints } of MODEL.characteristics) {
      const points = attributes.map((each) => each.points);
      expect(coefficient).toBeGreaterThan(0);
      expect(points.every(Number.isInteger)).toBe(true);
      expect(Math.min(...points)).toBe(0);
      expect(Number.isInteger(baselinePoints)).toBe(true);
    }
    expect(Number.isInteger(MODEL.basePoints)).toBe(true);
  });

  test('states a PD that is true: over all, and at every score', () => {
    const scores = scoresOf(MODEL, SAMPLE);
    const pds = scores.map((score) => probabilityOfDefault(MODEL, score));
    const bads = SAMPLE.target.reduce((sum, each) => sum + each, 0);
    expect(pds.reduce((sum, each) => sum + each, 0)).toBeCloseTo(bads, 0);
    for (const score of new Set(scores)) {
      const rows = [...everyRow(SAMPLE.size)].filter((row) => scores[row] === score);
      const observed = rows.reduce((sum, row) => sum + SAMPLE.target[row]!, 0) / rows.length;
      expect(Math.abs(observed - probabilityOfDefault(MODEL, score))).toBeLessThan(0.03);
    }
    expect(MODEL.calibrationSlope).toBeCloseTo(1, 1);
    // The base score is about that of a customer with the sample's own odds.
    expect(MODEL.baseOdds / ((SAMPLE.size - bads) / bads)).toBeCloseTo(1, 1);
  });

  test('cuts off where the asked share is approved, with baselines of those just above', () => {
    const scores = scoresOf(MODEL, SAMPLE);
    const approved = (cutoff: number) =>
      scores.filter((each) => each >= cutoff).length / scores.length;
    expect(approved(MODEL.cutoffScore)).toBeGreaterThanOrEqual(0.7);
    expect(approved(MODEL.cutoffScore + 1)).toBeLessThan(0.7);
    const near = rowsOf(
      SAMPLE,
      everyRow(SAMPLE.size).filter(
        (row) =>
          scores[row]! >= MODEL.cutoffScore && scores[row]! <= MODEL.cutoffScore + MODEL.pdo / 4,
      ),
    );
    for (const each of MODEL.characteristics) {
      const only = { ...MODEL, basePoints: 0, characteristics: [each] };
      const points = scoresOf(only, near);
      const mean = points.reduce((sum, one) => sum + one, 0) / points.length;
      expect(each.baselinePoints).toBe(Math.round(mean));
    }
  });

  test('is the same for the same seed, and folds differ for another', () => {
    const small = truthful(3_000, 8);
    const model = fitScorecard(small, SETTINGS);
    expect(fitScorecard(small, SETTINGS)).toEqual(model);
    const other = fitScorecard(small, { ...SETTINGS, seed: 12 });
    expect(other.crossValidation.folds).not.toEqual(model.crossValidation.folds);
    expect(model.crossValidation.folds).toHaveLength(SETTINGS.folds * SETTINGS.repeats);
  });

  test('makes the same bins of permuted rows', () => {
    const small = truthful(3_000, 8);
    const order = everyRow(3_000);
    shuffle(order, seededRandom(99));
    const bins = (sample: Sample) =>
      fitScorecard(sample, { ...SETTINGS, innerFolds: 0 }).characteristics.map(
        ({ characteristic: { id }, attributes }) => ({ id, attributes }),
      );
    expect(bins(rowsOf(small, order))).toEqual(bins(small));
  });

  test('measures folds on rows unseen: noise has no power there', () => {
    const [, , { characteristic, values }] = SAMPLE.columns as [unknown, unknown, SampleColumn];
    const free = { ...characteristic, direction: 'NOT_MONOTONE' as const };
    const noise = { ...SAMPLE, columns: [{ characteristic: free, values }] };
    const sample = rowsOf(noise, everyRow(1_500));
    const settings = { ...SETTINGS, minStatistic: 0, minSplitStatistic: 0, innerFolds: 0 };
    const honest = fitScorecard(sample, settings).crossValidation.folds;
    const mean = honest.reduce((sum, { auc }) => sum + auc, 0) / honest.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.04);
    const auc = MODEL.crossValidation.folds.map((each) => each.auc);
    expect(Math.min(...auc)).toBeGreaterThan(0.65);
  });

  test('takes no more characteristics than it may', () => {
    const one = fitScorecard(truthful(3_000, 8), { ...SETTINGS, maxCharacteristics: 1 });
    expect(one.characteristics).toHaveLength(1);
  });

  test('tells how it goes on', () => {
    const heard: string[] = [];
    fitScorecard(truthful(1_000, 8), SETTINGS, (done) => heard.push(done));
    expect(heard).toHaveLength(SETTINGS.folds * SETTINGS.repeats + 2);
    expect(heard).toContain('fold 3 of 3, repeat 1 of 1');
  });

  test('refuses settings out of bounds and samples that hold nothing to learn', () => {
    const small = truthful(500, 8);
    const refused = (more: object) => () => fitScorecard(small, { ...SETTINGS, ...more });
    expect(refused({ maxCharacteristics: 21 })).toThrow(
      'maxCharacteristics must be a whole number',
    );
    expect(refused({ maxAttributes: 9 })).toThrow('maxAttributes');
    expect(refused({ ridge: Number.NaN })).toThrow('ridge');
    expect(refused({ smoothing: 0 })).toThrow('smoothing');
    expect(() => fitScorecard({ ...small, target: new Uint8Array(500) }, SETTINGS)).toThrow('bads');
    expect(() => fitScorecard({ ...small, columns: [] }, SETTINGS)).toThrow(
      'tells goods from bads',
    );
    expect(() => fitScorecard({ ...small, target: new Uint8Array(3) }, SETTINGS)).toThrow(
      '500 rows',
    );
  });
});

describe('the scale', () => {
  test('is recalibrated on whole points: mean PD and slope', () => {
    const scores = Int32Array.from([...Array(100).fill(560), ...Array(100).fill(640)]);
    const good = Uint8Array.from(scores, (score, row) =>
      row % 100 < (score === 560 ? 50 : 80) ? 1 : 0,
    );
    const { baseOdds, slope } = calibration(scores, good, { pdo: 40, baseScore: 560 });
    // Odds rise from 1 to 4 over two PDOs, exactly as the scale says.
    expect(baseOdds).toBeCloseTo(1, 6);
    expect(slope).toBeCloseTo(1, 3);
    const steep = calibration(scores, good, { pdo: 80, baseScore: 560 });
    expect(steep.slope).toBeCloseTo(2, 2);
  });

  test('the cutoff is the highest score that approves the share', () => {
    const scores = Int32Array.from([1, 2, 2, 3, 4]);
    expect(cutoffOf(scores, 0.4)).toBe(3);
    expect(cutoffOf(scores, 0.5)).toBe(2);
    expect(cutoffOf(scores, 1)).toBe(1);
    expect(cutoffOf(scores, 0)).toBe(4);
  });

  test('a place is the last at most the value', () => {
    expect([0, 1, 1.5, 3, 9].map((value) => placeOf([1, 3], value))).toEqual([-1, 0, 0, 1, 1]);
  });
});
