/**
 * What a card is fitted to: columns of equal length and the outcome of each row. Columns are flat
 * arrays, because a fit walks them hundreds of times.
 */
import type { Characteristic } from '../risk-profile/catalogue.js';

export interface SampleColumn {
  readonly characteristic: Characteristic;
  /** One value a row; NaN is missing; of a CATEGORY the place in the characteristic's list. */
  readonly values: Float64Array;
}

export interface Sample {
  readonly size: number;
  /** 1 is bad: the card's outcome came about. */
  readonly target: Uint8Array;
  readonly columns: readonly SampleColumn[];
}

/** The rows of a sample at these places, in their order; a place may come more than once. */
export function rowsOf(sample: Sample, places: Int32Array): Sample {
  const { length } = places;
  const target = new Uint8Array(length);
  for (let row = 0; row < length; row += 1) {
    target[row] = sample.target[places[row] as number] as number;
  }
  const columns = sample.columns.map(({ characteristic, values }) => {
    const taken = new Float64Array(length);
    for (let row = 0; row < length; row += 1) {
      taken[row] = values[places[row] as number] as number;
    }
    return { characteristic, values: taken };
  });
  return { size: length, target, columns };
}
