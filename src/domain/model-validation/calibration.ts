/** Whether a stated PD is what happens: expected against observed, from the safest to the riskiest. */

export interface CalibrationRow {
  readonly rows: number;
  readonly lowestPd: number;
  readonly highestPd: number;
  /** Mean PD. */
  readonly expected: number;
  /** Share of bads. */
  readonly observed: number;
}

export interface Calibration {
  /** Groups of about equal size, the safest first; rows with the same PD stay together. */
  readonly table: readonly CalibrationRow[];
  /**
   * Σ (observed − expected bads)² ÷ (expected bads × (1 − mean PD)), after Hosmer and Lemeshow. About
   * a chi-squared with as many degrees of freedom as groups on rows that the card was not fitted to.
   */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Mean distance of observed and expected, weighted by rows. */
  readonly meanDistance: number;
}

/** Throws for unequal lengths, for no rows, and for a PD outside 0 … 1. */
export function calibrationOf(pd: ArrayLike<number>, bad: Uint8Array, groups = 10): Calibration {
  const rows = bad.length;
  if (pd.length !== rows) throw new Error(`${pd.length} probabilities for ${rows} outcomes`);
  if (rows === 0) throw new Error('a calibration needs rows');
  const order = Array.from(bad, (_, row) => row).sort(
    (a, b) => (pd[a] as number) - (pd[b] as number) || a - b,
  );
  if (
    !((pd[order[0] as number] as number) >= 0 && (pd[order[rows - 1] as number] as number) <= 1)
  ) {
    throw new Error('a probability lies between 0 and 1');
  }
  const table: CalibrationRow[] = [];
  let [statistic, distance] = [0, 0];
  for (let [start, group] = [0, 1]; start < rows; group += 1) {
    const wanted = Math.round((group * rows) / groups);
    // Rows with one PD may have filled this group along with an earlier one.
    if (wanted <= start) continue;
    const end = endOfGroup(order, pd, wanted);
    const members = order.slice(start, end);
    start = end;
    const expected = members.reduce((sum, row) => sum + (pd[row] as number), 0) / members.length;
    const observed = members.reduce((sum, row) => sum + (bad[row] as number), 0) / members.length;
    table.push({
      rows: members.length,
      lowestPd: pd[members[0] as number] as number,
      highestPd: pd[members.at(-1) as number] as number,
      expected,
      observed,
    });
    const variance = (expected * (1 - expected)) / members.length;
    if (variance > 0) statistic += (observed - expected) ** 2 / variance;
    distance += Math.abs(observed - expected) * members.length;
  }
  return {
    table,
    statistic,
    degreesOfFreedom: table.length,
    meanDistance: distance / rows,
  };
}

/** The first place at or after `wanted` where the PD changes. */
function endOfGroup(order: readonly number[], pd: ArrayLike<number>, wanted: number): number {
  let end = wanted;
  while (end < order.length && pd[order[end] as number] === pd[order[end - 1] as number]) end += 1;
  return Math.min(end, order.length);
}
