/**
 * One whole fit on some of a sample's rows: bins, choice and weights. It is done on all rows for the
 * card, and on the training rows of each fold for the honest estimate of how such a card does.
 */
import { type Binned, binColumn } from './binning.js';
import { type Choice, chooseColumns } from './choose.js';
import { foldsOf } from './folds.js';
import { linearPredictor, softplus } from './logistic.js';
import type { FitSettings } from './model.js';
import { NO_ATOM, type PreparedColumn } from './prepare.js';

const DEFAULT_STATISTIC = 6;
const DEFAULT_INNER_FOLDS = 4;

export interface RowsFit {
  /** In the order of the prepared columns. */
  readonly binned: readonly Binned[];
  /** Its places are those of the prepared columns. */
  readonly choice: Choice;
}

export function fitRows(
  prepared: readonly PreparedColumn[],
  target: Uint8Array,
  rows: Int32Array,
  settings: FitSettings,
): RowsFit {
  const max = sizeByInnerFolds(prepared, target, rows, settings);
  return fitOfSize(prepared, target, rows, settings, max);
}

/** The bin of each row at `rows`. */
export function binsOf(
  { atomOf }: PreparedColumn,
  { bins, binOfAtom }: Binned,
  rows: Int32Array,
): Uint8Array {
  const missing = bins.length - 1;
  const found = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const atom = atomOf[rows[at] as number] as number;
    found[at] = atom === NO_ATOM ? missing : (binOfAtom[atom] as number);
  }
  return found;
}

/** 1 where a row stays good, which is what WOE and points rise with. */
export const goodsOf = (target: Uint8Array, rows: Int32Array): Uint8Array =>
  Uint8Array.from(rows, (row) => 1 - (target[row] as number));

function fitOfSize(
  prepared: readonly PreparedColumn[],
  target: Uint8Array,
  rows: Int32Array,
  settings: FitSettings,
  max: number,
  onStep?: (choice: Choice, binned: readonly Binned[]) => void,
): RowsFit {
  const binned = prepared.map((column) => binColumn(column, target, rows, settings));
  const least = settings.minInformationValue ?? 0;
  const tried = [...binned.keys()].filter((at) => {
    const value = (binned[at] as Binned).informationValue;
    return value > 0 && value >= least;
  });
  const columns = tried.map((at) =>
    weightsOf(prepared[at] as PreparedColumn, binned[at] as Binned, rows),
  );
  const ofPrepared = ({ chosen, fit }: Choice): Choice => ({
    chosen: chosen.map((at) => tried[at] as number),
    fit,
  });
  const rules = {
    max,
    ridge: settings.ridge,
    minStatistic: settings.minStatistic ?? DEFAULT_STATISTIC,
  };
  const choice = chooseColumns(columns, goodsOf(target, rows), rules, (step) =>
    onStep?.(ofPrepared(step), binned),
  );
  return { binned, choice: ofPrepared(choice) };
}

function weightsOf(column: PreparedColumn, binned: Binned, rows: Int32Array): Float64Array {
  const weights = binned.bins.map(({ woe }) => woe);
  return Float64Array.from(binsOf(column, binned, rows), (bin) => weights[bin] as number);
}

/** How many characteristics lose least on rows that neither bins nor choice had seen. */
function sizeByInnerFolds(
  prepared: readonly PreparedColumn[],
  target: Uint8Array,
  rows: Int32Array,
  settings: FitSettings,
): number {
  const { maxCharacteristics: max, innerFolds = DEFAULT_INNER_FOLDS } = settings;
  if (innerFolds < 2) return max;
  const losses = new Float64Array(max + 1);
  for (const { training, heldOut } of foldsOf(target, rows, innerFolds, settings.seed)) {
    const good = goodsOf(target, heldOut);
    const held = new Map<number, Float64Array>();
    const bySize = new Map<number, number>();
    const note = ({ chosen, fit }: Choice, binned: readonly Binned[]): void => {
      const columns = chosen.map((at) => {
        const known =
          held.get(at) ?? weightsOf(prepared[at] as PreparedColumn, binned[at] as Binned, heldOut);
        held.set(at, known);
        return known;
      });
      bySize.set(chosen.length, logLossOf(columns, good, fit));
    };
    fitOfSize(prepared, target, training, settings, max, note);
    // A fold that found no more is as good with more places as with its own.
    let last = 0;
    for (let size = 1; size <= max; size += 1) {
      last = bySize.get(size) ?? last;
      (losses[size] as number) += last;
    }
  }
  let best = 1;
  for (let size = 2; size <= max; size += 1) {
    if ((losses[size] as number) < (losses[best] as number) - 1e-12) best = size;
  }
  return best;
}

function logLossOf(
  columns: readonly Float64Array[],
  good: Uint8Array,
  { intercept, coefficients }: Choice['fit'],
): number {
  const linear = new Float64Array(good.length);
  linearPredictor(columns, intercept, coefficients, linear);
  let loss = 0;
  for (let row = 0; row < linear.length; row += 1) {
    const value = (good[row] === 1 ? -1 : 1) * (linear[row] as number);
    loss += softplus(value);
  }
  return loss / linear.length;
}
