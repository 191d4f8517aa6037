/** Weight of evidence and information value of cells of goods and bads. */

export interface Tally {
  readonly goods: number;
  readonly bads: number;
}

/**
 * ln(share of all goods ÷ share of all bads); higher is safer, 0 is no evidence. `smoothing` is a
 * number of rows at the sample's own odds that each cell gets on top: few rows move little, an empty
 * cell is neutral. Throws when the sample has no goods or no bads.
 */
export function weightOfEvidence(cell: Tally, total: Tally, smoothing: number): number {
  const { goods, bads } = total;
  if (!(goods > 0 && bads > 0)) throw new Error('weights need goods and bads in the sample');
  const rows = goods + bads;
  const good = cell.goods / goods + smoothing / rows;
  const bad = cell.bads / bads + smoothing / rows;
  return good === bad ? 0 : Math.log(good / bad);
}

/**
 * A cell's part of the information value, (share of goods − share of bads) × WOE. It is never
 * negative: the smoothing keeps the sign of the difference.
 */
export const informationValue = (cell: Tally, total: Tally, smoothing: number): number =>
  (cell.goods / total.goods - cell.bads / total.bads) * weightOfEvidence(cell, total, smoothing);
