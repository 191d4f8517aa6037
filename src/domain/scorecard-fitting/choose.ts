/**
 * Which characteristics a card takes. Forward: the candidate with the greatest score statistic comes
 * next, given those already in. Backward: at the end those that the others made superfluous leave by
 * their Wald statistic. Everything looks at the given rows only.
 */
import { cholesky, inverseDiagonal, solveLower } from './cholesky.js';
import { dot, informationOf } from './information.js';
import { fitLogistic, type LogisticFit, linearPredictor, sigmoid } from './logistic.js';

export interface ChoiceRules {
  readonly max: number;
  readonly ridge: number;
  /** Least statistic to enter and to stay; about a chi-squared of one degree of freedom. */
  readonly minStatistic: number;
}

export interface Choice {
  /** Places of the columns, in the order in which they entered. */
  readonly chosen: readonly number[];
  /** Its coefficients are in the order of `chosen`, all above 0. */
  readonly fit: LogisticFit;
}

/** `onStep` sees the choice after each entry, before any leaves. */
export function chooseColumns(
  columns: readonly Float64Array[],
  event: Uint8Array,
  rules: ChoiceRules,
  onStep: (choice: Choice) => void = () => {},
): Choice {
  const { ridge, max, minStatistic } = rules;
  let choice: Choice = { chosen: [], fit: fitLogistic([], event, { ridge }) };
  // Who left is not asked again, so that nobody enters and leaves for ever.
  const open = new Set(columns.keys());
  while (choice.chosen.length < max) {
    const next = bestNext(columns, event, choice, open, rules);
    if (next === undefined) break;
    open.delete(next);
    choice = refitted(columns, event, [...choice.chosen, next], ridge, choice.fit);
    onStep(choice);
  }
  for (;;) {
    const weakest = weakestOf(columns, choice, ridge);
    if (!weakest || weakest.statistic >= minStatistic) return choice;
    const kept = choice.chosen.filter((each) => each !== weakest.place);
    choice = refitted(columns, event, kept, ridge);
  }
}

/** Fits the columns and drops those whose coefficient stays at 0. */
function refitted(
  columns: readonly Float64Array[],
  event: Uint8Array,
  chosen: readonly number[],
  ridge: number,
  start?: LogisticFit,
): Choice {
  const fit = fitLogistic(
    chosen.map((at) => columns[at] as Float64Array),
    event,
    { ridge, start },
  );
  const positive = chosen.filter((_, at) => (fit.coefficients[at] as number) > 0);
  const coefficients = fit.coefficients.filter((each) => each > 0);
  return { chosen: positive, fit: { ...fit, coefficients } };
}

/** Each row's variance p(1 − p), and the outcome minus p where it is asked for. */
function atOptimum(columns: readonly Float64Array[], { chosen, fit }: Choice, rows: number) {
  const taken = chosen.map((at) => columns[at] as Float64Array);
  const probability = new Float64Array(rows);
  linearPredictor(taken, fit.intercept, fit.coefficients, probability);
  const weight = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const p = sigmoid(probability[row] as number);
    probability[row] = p;
    weight[row] = p * (1 - p);
  }
  return { taken, probability, weight };
}

function bestNext(
  columns: readonly Float64Array[],
  event: Uint8Array,
  choice: Choice,
  open: ReadonlySet<number>,
  { ridge, minStatistic }: ChoiceRules,
): number | undefined {
  const rows = event.length;
  const { taken, probability, weight } = atOptimum(columns, choice, rows);
  const residual = probability.map((p, row) => (event[row] as number) - p);
  const weighted = [
    ...taken.map((each) => each.map((x, row) => x * (weight[row] as number))),
    weight,
  ];
  const lower = cholesky(penalised(informationOf(taken, weight), ridge * rows));
  let best: number | undefined;
  let most = minStatistic;
  const square = new Float64Array(rows);
  for (const at of open) {
    const column = columns[at] as Float64Array;
    const slope = dot(residual, column);
    // A coefficient below 0 is not allowed, so a column that points there has nothing to give.
    if (slope <= 0) continue;
    for (let row = 0; row < rows; row += 1) square[row] = (column[row] as number) ** 2;
    const shared = solveLower(
      lower,
      Float64Array.from(weighted, (each) => dot(each, column)),
    );
    const own = dot(square, weight) - dot(shared, shared) + ridge * rows;
    // What is left after those already in may be nothing but rounding.
    const statistic = own > 1e-9 * rows ? slope ** 2 / own : 0;
    if (statistic > most) {
      most = statistic;
      best = at;
    }
  }
  return best;
}

function weakestOf(
  columns: readonly Float64Array[],
  choice: Choice,
  ridge: number,
): { place: number; statistic: number } | undefined {
  const rows = columns[0]?.length ?? 0;
  const { taken, weight } = atOptimum(columns, choice, rows);
  if (taken.length === 0) return undefined;
  const variance = inverseDiagonal(cholesky(penalised(informationOf(taken, weight), ridge * rows)));
  let weakest: { place: number; statistic: number } | undefined;
  for (const [at, place] of choice.chosen.entries()) {
    const statistic = (choice.fit.coefficients[at] as number) ** 2 / (variance[at] as number);
    if (!weakest || statistic < weakest.statistic) weakest = { place, statistic };
  }
  return weakest;
}

/** The penalty bends every coefficient, not the intercept, which is the last. */
function penalised(matrix: Float64Array[], penalty: number): Float64Array[] {
  for (let at = 0; at < matrix.length - 1; at += 1) {
    ((matrix[at] as Float64Array)[at] as number) += penalty;
  }
  return matrix;
}
