/**
 * Logistic regression with a ridge penalty and coefficients that are never negative: a card's
 * attribute of less risk must never cost points. Projected Newton: each step solves the quadratic
 * model of the penalised likelihood under the bounds by coordinate descent.
 */

import { dot, informationOf } from './information.js';

export interface LogisticSettings {
  /** Penalty ridge ÷ 2 × Σ coefficient², added to the mean log-loss; the intercept has none. */
  readonly ridge: number;
  /** A fit to begin from; its coefficients may be fewer, the rest begins at 0. */
  readonly start?: { readonly intercept: number; readonly coefficients: ArrayLike<number> };
}

export interface LogisticFit {
  readonly intercept: number;
  /** In the order of the columns. */
  readonly coefficients: Float64Array;
  /** Mean over the rows, without the penalty. */
  readonly logLoss: number;
  readonly steps: number;
}

const MAX_STEPS = 60;
const MAX_SWEEPS = 5_000;
/** Greatest slope of the mean log-loss that may remain, in units of one per coefficient. */
const TOLERANCE = 1e-9;
/** Log-odds beyond this come from weights on their way to infinity, not from any evidence. */
const CREDIBLE = 18;
/** Sums over many rows differ by this much from nothing but the order of their digits. */
const ROUNDING = 1e-12;

/**
 * Fits P(event) = 1 ÷ (1 + e^−(intercept + Σ coefficient × column)).
 * Throws for columns of unequal length, for values that are not finite, when all outcomes are equal,
 * and when it does not converge (columns that part the outcomes, without a penalty).
 */
export function fitLogistic(
  columns: readonly Float64Array[],
  event: Uint8Array,
  { ridge, start }: LogisticSettings,
): LogisticFit {
  const share = checkedShare(columns, event, ridge);
  const state = {
    intercept: start?.intercept ?? Math.log(share / (1 - share)),
    coefficients: Float64Array.from(columns, (_, at) => start?.coefficients[at] ?? 0),
  };
  const linear = new Float64Array(event.length);
  let objective = objectiveOf(columns, event, ridge, state, linear);
  for (let step = 1; step <= MAX_STEPS; step += 1) {
    const { slope, curvature } = derivatives(columns, event, ridge, state, linear);
    if (steepest(slope, state.coefficients) < TOLERANCE) {
      if (ridge === 0 && linear.some((each) => Math.abs(each) > CREDIBLE)) {
        throw new Error('the regression did not converge: the columns part the outcomes');
      }
      const logLoss = objective - penaltyOf(state.coefficients, ridge);
      return { ...state, logLoss, steps: step };
    }
    const move = bestMove(slope, curvature, state.coefficients);
    // A Newton step may overshoot far from the optimum: it is halved until it goes down.
    for (let length = 1; ; length /= 2) {
      if (length < 1e-12) throw new Error('the regression did not converge: no step goes down');
      const tried = moved(state, move, length);
      const value = objectiveOf(columns, event, ridge, tried, linear);
      if (value <= objective + ROUNDING) {
        Object.assign(state, tried);
        objective = value;
        break;
      }
    }
  }
  throw new Error(`the regression did not converge in ${MAX_STEPS} steps`);
}

interface State {
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

function checkedShare(columns: readonly Float64Array[], event: Uint8Array, ridge: number): number {
  if (!(ridge >= 0 && Number.isFinite(ridge))) throw new Error('the ridge must be 0 or more');
  for (const [at, column] of columns.entries()) {
    if (column.length !== event.length) {
      throw new Error(`column ${at} has ${column.length} rows, not ${event.length}`);
    }
    for (let row = 0; row < column.length; row += 1) {
      if (!isNumber(column[row])) {
        throw new Error(`column ${at} has a value that is not finite in row ${row}`);
      }
    }
  }
  let events = 0;
  for (const each of event) events += each;
  if (events === 0 || events === event.length) throw new Error('all outcomes are equal');
  return events / event.length;
}

const penaltyOf = (coefficients: Float64Array, ridge: number): number =>
  (ridge / 2) * coefficients.reduce((sum, each) => sum + each * each, 0);

// Taken once: in a loop over all rows the look-up of a global can cost more than the work.

const isNumber = Number.isFinite;

/** The probability of these log-odds. */
export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** ln(1 + e^value) without overflow: the log-loss of an event that did not happen. */
export const softplus = (value: number): number =>
  Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));

/** Also writes each row's linear predictor. */
function objectiveOf(
  columns: readonly Float64Array[],
  event: Uint8Array,
  ridge: number,
  { intercept, coefficients }: State,
  linear: Float64Array,
): number {
  linearPredictor(columns, intercept, coefficients, linear);
  let loss = 0;
  for (let row = 0; row < linear.length; row += 1) {
    const value = linear[row] as number;
    loss += softplus(value);
    if (event[row] === 1) loss -= value;
  }
  return loss / linear.length + penaltyOf(coefficients, ridge);
}

/** Writes intercept + Σ coefficient × column into `linear`. */
export function linearPredictor(
  columns: readonly Float64Array[],
  intercept: number,
  coefficients: Float64Array,
  linear: Float64Array,
): void {
  linear.fill(intercept);
  for (const [at, column] of columns.entries()) {
    const coefficient = coefficients[at] as number;
    if (coefficient === 0) continue;
    for (let row = 0; row < linear.length; row += 1) {
      (linear[row] as number) += coefficient * (column[row] as number);
    }
  }
}

/** Slope (downhill) and curvature of the objective; the intercept comes last. */
function derivatives(
  columns: readonly Float64Array[],
  event: Uint8Array,
  ridge: number,
  { coefficients }: State,
  linear: Float64Array,
): { slope: Float64Array; curvature: Float64Array[] } {
  const rows = linear.length;
  const weight = new Float64Array(rows);
  const residual = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const p = sigmoid(linear[row] as number);
    weight[row] = (p * (1 - p)) / rows;
    residual[row] = ((event[row] as number) - p) / rows;
  }
  const curvature = informationOf(columns, weight);
  const slope = new Float64Array(columns.length + 1);
  for (const [at, column] of columns.entries()) {
    slope[at] = dot(residual, column) - ridge * (coefficients[at] as number);
    ((curvature[at] as Float64Array)[at] as number) += ridge;
  }
  slope[columns.length] = residual.reduce((sum, each) => sum + each, 0);
  return { slope, curvature };
}

/** The greatest slope that a coefficient could still follow: one at 0 cannot go down. */
const steepest = (slope: Float64Array, coefficients: Float64Array): number =>
  slope.reduce((most, each, at) => {
    const bound = at < coefficients.length && coefficients[at] === 0 && each < 0;
    return bound ? most : Math.max(most, Math.abs(each));
  }, 0);

/** Best move of the quadratic model with every coefficient staying at 0 or above. */
function bestMove(
  slope: Float64Array,
  curvature: readonly Float64Array[],
  coefficients: Float64Array,
): Float64Array {
  const size = slope.length;
  const move = new Float64Array(size);
  const rest = Float64Array.from(slope);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    let most = 0;
    for (let at = 0; at < size; at += 1) {
      const row = curvature[at] as Float64Array;
      const bend = row[at] as number;
      // A constant column bends nothing, and nothing is to be gained along it.
      if (!(bend > 0)) continue;
      let wanted = (move[at] as number) + (rest[at] as number) / bend;
      if (at < coefficients.length) wanted = Math.max(wanted, -(coefficients[at] as number));
      const change = wanted - (move[at] as number);
      if (change === 0) continue;
      move[at] = wanted;
      for (let other = 0; other < size; other += 1) {
        (rest[other] as number) -= (row[other] as number) * change;
      }
      most = Math.max(most, Math.abs(change));
    }
    if (most < 1e-12) break;
  }
  return move;
}

const moved = ({ intercept, coefficients }: State, move: Float64Array, length: number): State => ({
  intercept: intercept + length * (move[coefficients.length] as number),
  coefficients: coefficients.map((each, at) =>
    // Halving can leave a hair above 0 where the full step meant the bound.
    Math.max(0, each + length * (move[at] as number)),
  ),
});
