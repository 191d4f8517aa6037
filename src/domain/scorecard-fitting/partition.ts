/** Merges neighbouring cells into few groups: in a given order of risk, and with most information. */
import { informationValue, type Tally } from './woe.js';

/** Which way the share of bads must go along the cells. */
export type Order = 'RISING' | 'FALLING' | 'FREE';

export interface PartitionRules {
  readonly total: Tally;
  readonly smoothing: number;
  readonly order: Order;
  /** A group holds at least so many rows, unless all cells together hold fewer. */
  readonly minRows: number;
  readonly maxGroups: number;
  /** Information value that each further group must add. */
  readonly minGain: number;
}

/**
 * The places at which the groups begin, 0 first. Cells that violate the order are pooled first
 * (pool adjacent violators): no ordered partition can part them without losing information. Of what
 * is left the partition with the greatest information value is found by dynamic programming. Groups that the
 * smoothing would put out of order carry less apart than together, so that it never parts them.
 */
export function partition(cells: readonly Tally[], rules: PartitionRules): number[] {
  const blocks = pooled(cells, rules.order);
  const merged = blocks.map((start, at) => sum(cells, start, blocks[at + 1] ?? cells.length));
  return best(merged, rules).map((at) => blocks[at] as number);
}

function sum(cells: readonly Tally[], from: number, to: number): Tally {
  let goods = 0;
  let bads = 0;
  for (let at = from; at < to; at += 1) {
    goods += (cells[at] as Tally).goods;
    bads += (cells[at] as Tally).bads;
  }
  return { goods, bads };
}

function pooled(cells: readonly Tally[], order: Order): number[] {
  if (order === 'FREE') return cells.map((_, at) => at);
  const sign = order === 'RISING' ? 1 : -1;
  const blocks: { start: number; tally: Tally }[] = [];
  for (const [start, tally] of cells.entries()) {
    let last = { start, tally };
    for (let before = blocks.at(-1); before; before = blocks.at(-1)) {
      // Odds are compared crosswise, so that cells without goods or bads need no care.
      const rise = last.tally.bads * before.tally.goods - before.tally.bads * last.tally.goods;
      if (sign * rise > 0) break;
      last = {
        start: before.start,
        tally: {
          goods: before.tally.goods + last.tally.goods,
          bads: before.tally.bads + last.tally.bads,
        },
      };
      blocks.pop();
    }
    blocks.push(last);
  }
  return blocks.map(({ start }) => start);
}

/** By dynamic programming over the number of groups and the end of the last one. */
function best(cells: readonly Tally[], rules: PartitionRules): number[] {
  const { total, smoothing, minRows, minGain } = rules;
  const count = cells.length;
  const maxGroups = Math.max(1, Math.min(rules.maxGroups, count));
  // values[groups][end] is the most that cells before `end` can carry in so many groups.
  const values = Array.from({ length: maxGroups + 1 }, () =>
    new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY),
  );
  const starts = values.map(() => new Int32Array(count + 1));
  (values[0] as Float64Array)[0] = 0;
  for (let start = 0; start < count; start += 1) {
    let [goods, bads] = [0, 0];
    for (let end = start + 1; end <= count; end += 1) {
      const cell = cells[end - 1] as Tally;
      goods += cell.goods;
      bads += cell.bads;
      if (goods + bads < minRows && end - start < count) continue;
      const gain = informationValue({ goods, bads }, total, smoothing) - minGain;
      for (let groups = 1; groups <= maxGroups; groups += 1) {
        const value = ((values[groups - 1] as Float64Array)[start] as number) + gain;
        // Sums of the same terms in another order differ in their last digits only.
        if (value > ((values[groups] as Float64Array)[end] as number) + 1e-12) {
          (values[groups] as Float64Array)[end] = value;
          (starts[groups] as Int32Array)[end] = start;
        }
      }
    }
  }
  let groups = 1;
  for (let more = 2; more <= maxGroups; more += 1) {
    const gain =
      ((values[more] as Float64Array)[count] as number) -
      ((values[groups] as Float64Array)[count] as number);
    if (gain > 1e-12) groups = more;
  }
  const places: number[] = [];
  for (let end = count; groups > 0; groups -= 1) {
    end = (starts[groups] as Int32Array)[end] as number;
    places.unshift(end);
  }
  return places;
}
