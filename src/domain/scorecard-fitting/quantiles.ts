/** Fine cells of about equal size that bins are merged from, with round cuts between them. */
import { DECIMALS } from '../risk-profile/characteristic-reference.js';
import { roundestCut } from './grid.js';
import type { PreparedColumn } from './prepare.js';
import type { Tally } from './woe.js';

/** The values from `from` up to the next cell's `from`. */
export interface Cell extends Tally {
  readonly from: number;
}

/**
 * About `count` cells of the atoms at `present` (places with rows, rising). A value as heavy as a
 * cell stays alone; elsewhere the cut is the roundest value within a quarter of a cell.
 */
export function quantileCells(
  { atoms, characteristic }: PreparedColumn,
  { goods, bads }: { readonly goods: Float64Array; readonly bads: Float64Array },
  present: readonly number[],
  count: number,
): Cell[] {
  const values = present.map((at) => atoms[at] as number);
  const rows = present.map((at) => (goods[at] as number) + (bads[at] as number));
  const share = rows.reduce((sum, each) => sum + each, 0) / count;
  const starts = evenStarts(rows, share);
  const cuts = roundStarts(starts, values, rows, share, DECIMALS[characteristic.unit]);
  return starts.map((start, at) => {
    const cell = { from: cuts[at] as number, goods: 0, bads: 0 };
    for (let place = start; place < (starts[at + 1] ?? values.length); place += 1) {
      cell.goods += goods[present[place] as number] as number;
      cell.bads += bads[present[place] as number] as number;
    }
    return cell;
  });
}

function evenStarts(rows: readonly number[], share: number): number[] {
  const starts: number[] = [];
  let filled = 0;
  for (const [at, each] of rows.entries()) {
    if (at === 0 || filled >= share || each >= share) {
      starts.push(at);
      filled = 0;
    }
    filled += each;
  }
  return starts;
}

/** Moves the starts to the nearest rows with a round cut, in place, and gives the cuts. */
function roundStarts(
  starts: number[],
  values: readonly number[],
  rows: readonly number[],
  share: number,
  decimals: number,
): number[] {
  const cuts = [Number.NEGATIVE_INFINITY];
  for (let at = 1; at < starts.length; at += 1) {
    const [before, start, end] = [
      starts[at - 1] as number,
      starts[at] as number,
      starts[at + 1] ?? values.length,
    ];
    const movable = start - before > 1 && end - start > 1;
    const room = share / 4;
    let low = start;
    let high = start;
    if (movable) {
      let moved = 0;
      while (low - 1 > before && moved + (rows[low - 1] as number) <= room) {
        low -= 1;
        moved += rows[low] as number;
      }
      moved = 0;
      while (high + 1 < end && moved + (rows[high] as number) <= room) {
        moved += rows[high] as number;
        high += 1;
      }
    }
    const cut = roundestCut(
      values[low - 1] as number,
      values[high] as number,
      values[start] as number,
      decimals,
    );
    cuts.push(cut);
    let moved = low;
    while ((values[moved] as number) < cut) moved += 1;
    starts[at] = moved;
  }
  return cuts;
}
