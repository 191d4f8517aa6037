/**
 * Makes a column ready for many fits: its distinct values are sorted once, and each row points to
 * its value, so that a fold only counts.
 */
import type { Characteristic } from '../risk-profile/catalogue.js';
import { DECIMALS } from '../risk-profile/characteristic-reference.js';
import { isOnGrid } from './grid.js';
import type { Sample, SampleColumn } from './sample.js';

/** Where a row has no value. */
export const NO_ATOM = -1;

export interface PreparedColumn {
  readonly characteristic: Characteristic;
  /** Distinct values, rising; of a category every place of its list. */
  readonly atoms: Float64Array;
  /** Each row's place in `atoms`, or {@link NO_ATOM}. */
  readonly atomOf: Int32Array;
}

/** Throws for columns of unequal length, infinite values and values off the unit's grid. */
export function prepareSample(sample: Sample): PreparedColumn[] {
  const { size, target } = sample;
  if (target.length !== size) throw new Error(`${target.length} outcomes for ${size} rows`);
  if (target.some((each) => each > 1)) throw new Error('an outcome must be 0 or 1');
  return sample.columns.map((column) => prepareColumn(column, size));
}

export function prepareColumn(column: SampleColumn, size: number): PreparedColumn {
  const { characteristic, values } = column;
  const { id } = characteristic;
  if (values.length !== size) throw new Error(`${id} has ${values.length} values, not ${size}`);
  const atoms = atomsOf(column);
  const atomOf = new Int32Array(size);
  for (let row = 0; row < size; row += 1) {
    const value = values[row] as number;
    atomOf[row] = Number.isNaN(value) ? NO_ATOM : placeOf(atoms, value);
  }
  return { characteristic, atoms, atomOf };
}

function atomsOf({ characteristic, values }: SampleColumn): Float64Array {
  const { id, unit, categories } = characteristic;
  const known = values.filter((each) => !Number.isNaN(each)).sort();
  const distinct = known.filter((each, at) => at === 0 || each !== known[at - 1]);
  const count = unit === 'CATEGORY' ? (categories?.length ?? 0) : Number.POSITIVE_INFINITY;
  const decimals = DECIMALS[unit];
  for (const value of distinct) {
    if (!Number.isFinite(value)) throw new Error(`${id} has a value that is not finite`);
    if (!isOnGrid(value, decimals)) {
      throw new Error(`${id} has the value ${value}, with more than ${decimals} decimals`);
    }
    if (unit === 'CATEGORY' && (value < 0 || value >= count)) {
      throw new Error(`${id} has no category at place ${value}`);
    }
  }
  return unit === 'CATEGORY' ? Float64Array.from({ length: count }, (_, at) => at) : distinct;
}

/** The last place whose value is at most this one; -1 below all. */
export function placeOf(rising: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
