/** From weights to whole points on a scale that people read, and from points back to odds. */
import type { Binned } from './binning.js';
import { binsOf, type RowsFit } from './fit-rows.js';
import { fitLogistic, sigmoid } from './logistic.js';
import type { PreparedColumn } from './prepare.js';

export interface Scale {
  readonly pdo: number;
  readonly baseScore: number;
}

export interface PointsFit {
  readonly basePoints: number;
  /** Places of the prepared columns that give points; one whose points are all equal is left out. */
  readonly places: readonly number[];
  /** By place in `places`, then by bin; the least of each is 0. */
  readonly points: readonly Int32Array[];
}

/**
 * Whole points: WOE × coefficient × pdo ÷ ln 2, shifted so that the worst attribute of each
 * characteristic has 0. The base points take the shifts and the intercept, so that a customer with
 * the sample's own odds has about the base score.
 */
export function pointsOf(
  { binned, choice }: RowsFit,
  averageOdds: number,
  scale: Scale,
): PointsFit {
  const factor = scale.pdo / Math.LN2;
  const { chosen, fit } = choice;
  let basePoints = Math.round(scale.baseScore + factor * (fit.intercept - Math.log(averageOdds)));
  const places: number[] = [];
  const points: Int32Array[] = [];
  for (const [at, place] of chosen.entries()) {
    const each = Int32Array.from(binned[place]?.bins ?? [], ({ woe }) =>
      Math.round(factor * (fit.coefficients[at] as number) * woe),
    );
    const least = Math.min(...each);
    basePoints += least;
    if (Math.max(...each) === least) continue;
    places.push(place);
    points.push(each.map((value) => value - least));
  }
  return { basePoints, places, points };
}

/** The points of each row at `rows`, by place in `places`. */
export const partsOf = (
  prepared: readonly PreparedColumn[],
  { binned }: RowsFit,
  { places, points }: PointsFit,
  rows: Int32Array,
): Int32Array[] =>
  places.map((place, at) => {
    const bins = binsOf(prepared[place] as PreparedColumn, binned[place] as Binned, rows);
    return Int32Array.from(bins, (bin) => (points[at] as Int32Array)[bin] as number);
  });

export function scoresOf(
  basePoints: number,
  parts: readonly Int32Array[],
  rows: number,
): Int32Array {
  const scores = new Int32Array(rows).fill(basePoints);
  for (const part of parts) {
    for (let row = 0; row < rows; row += 1) (scores[row] as number) += part[row] as number;
  }
  return scores;
}

/**
 * Odds good to bad at the base score, such that the scores' mean PD is the sample's share of bads;
 * the PDO stays as it was asked for. `slope` says how well it fits: 1 when the odds really double.
 */
export function calibration(
  scores: Int32Array,
  good: Uint8Array,
  { pdo, baseScore }: Scale,
): { baseOdds: number; slope: number } {
  const logOdds = Float64Array.from(scores, (score) => ((score - baseScore) * Math.LN2) / pdo);
  // Hardly any ridge: scores that part the outcomes wholly still have a slope.
  const slope = fitLogistic([logOdds], good, { ridge: 1e-6 }).coefficients[0] as number;
  const goods = good.reduce((sum, each) => sum + each, 0);
  const excess = (shift: number): number =>
    logOdds.reduce((sum, each) => sum + sigmoid(each + shift), 0) - goods;
  // The mean rises with the shift, so halving finds the one place.
  let [low, high] = [-50, 50];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) high = middle;
    else low = middle;
  }
  // Digits beyond these are those of one machine's exp and log.
  return {
    baseOdds: Number(Math.exp((low + high) / 2).toPrecision(8)),
    slope: Number(slope.toPrecision(8)),
  };
}

/** The highest score at or above which at least this share of the rows lies. */
export function cutoffOf(scores: Int32Array, approvalShare: number): number {
  const falling = scores.toSorted((a, b) => b - a);
  const needed = Math.ceil(approvalShare * scores.length - 1e-9);
  const at = Math.min(Math.max(needed, 1), scores.length) - 1;
  return falling[at] as number;
}

/**
 * Baselines MEAN_AT_CUTOFF: the mean points of the rows that score from the cutoff up to a quarter
 * of the PDO above it, rounded to whole points.
 */
export function baselinesOf(
  scores: Int32Array,
  parts: readonly Int32Array[],
  cutoff: number,
  pdo: number,
): number[] {
  const near: number[] = [];
  for (const [row, score] of scores.entries()) {
    if (score >= cutoff && score <= cutoff + pdo / 4) near.push(row);
  }
  if (near.length === 0) throw new Error(`nobody scores from the cutoff ${cutoff} upwards`);
  return parts.map((part) =>
    Math.round(near.reduce((sum, row) => sum + (part[row] as number), 0) / near.length),
  );
}
