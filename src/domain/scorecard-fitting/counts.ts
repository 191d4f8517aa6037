/** Goods and bads by value: all that binning looks at. */
import { NO_ATOM, type PreparedColumn } from './prepare.js';
import type { Tally } from './woe.js';

/** What the bins of a column are made from. */
export interface Counts {
  /** By atom of the prepared column. */
  readonly goods: Float64Array;
  readonly bads: Float64Array;
  readonly missing: Tally;
  /** What the bins are weighed against: all rows, or of a situational column those that have it. */
  readonly total: Tally;
  readonly rows: number;
  readonly situational: boolean;
}

export function countsOf(
  { atoms, atomOf }: PreparedColumn,
  target: Uint8Array,
  rows: Int32Array,
  situational: boolean,
): Counts {
  // Missing values are counted behind the last atom.
  const goods = new Float64Array(atoms.length + 1);
  const bads = new Float64Array(atoms.length + 1);
  let badRows = 0;
  for (const row of rows) {
    const atom = atomOf[row] as number;
    const at = atom === NO_ATOM ? atoms.length : atom;
    if (target[row] === 1) {
      (bads[at] as number) += 1;
      badRows += 1;
    } else {
      (goods[at] as number) += 1;
    }
  }
  const missing = { goods: goods[atoms.length] as number, bads: bads[atoms.length] as number };
  const all = { goods: rows.length - badRows, bads: badRows };
  return {
    goods: goods.subarray(0, atoms.length),
    bads: bads.subarray(0, atoms.length),
    missing,
    total: situational ? { goods: all.goods - missing.goods, bads: all.bads - missing.bads } : all,
    rows: rows.length,
    situational,
  };
}
