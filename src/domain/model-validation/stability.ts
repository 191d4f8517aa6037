/**
 * Whether a later sample still looks like the one that a card was fitted to. The population
 * stability index is Σ (share now − share then) × ln(share now ÷ share then). Custom of the field:
 * below 0.1 nothing moved much, above 0.25 a great deal did.
 */

/** Shares below this are taken as this: an empty class must not make the index infinite. */
const LEAST_SHARE = 1e-4;

/** The index of two counts of the same classes; throws for unequal classes or an empty sample. */
export function stabilityIndex(then: ArrayLike<number>, now: ArrayLike<number>): number {
  if (then.length !== now.length) throw new Error(`${then.length} classes against ${now.length}`);
  const [thenTotal, nowTotal] = [totalOf(then), totalOf(now)];
  if (!(thenTotal > 0 && nowTotal > 0)) throw new Error('an index needs rows in both samples');
  let index = 0;
  for (let at = 0; at < then.length; at += 1) {
    const before = Math.max((then[at] as number) / thenTotal, LEAST_SHARE);
    const after = Math.max((now[at] as number) / nowTotal, LEAST_SHARE);
    index += (after - before) * Math.log(after / before);
  }
  return index;
}

/** The index of the scores, in classes of about equal size in the first sample. */
export function scoreStabilityIndex(
  then: ArrayLike<number>,
  now: ArrayLike<number>,
  classes = 10,
): number {
  const cuts = quantileCuts(then, classes);
  return stabilityIndex(countsBetween(then, cuts), countsBetween(now, cuts));
}

/** One index for each characteristic, from the rows in each of its attributes. */
export function characteristicStability(
  then: Readonly<Record<string, ArrayLike<number>>>,
  now: Readonly<Record<string, ArrayLike<number>>>,
): { characteristicId: string; index: number }[] {
  return Object.entries(then).map(([characteristicId, counts]) => {
    const others = now[characteristicId];
    if (!others) throw new Error(`the later sample has no ${characteristicId}`);
    return { characteristicId, index: stabilityIndex(counts, others) };
  });
}

/** Rising lower ends of all classes but the first. */
export function quantileCuts(values: ArrayLike<number>, classes: number): number[] {
  const rising = Float64Array.from(values).sort();
  const cuts: number[] = [];
  for (let at = 1; at < classes; at += 1) {
    const cut = rising[Math.floor((at * rising.length) / classes)];
    const above = cuts.at(-1) ?? rising[0];
    if (cut !== undefined && above !== undefined && cut > above) cuts.push(cut);
  }
  return cuts;
}

/** How many values lie in each class between the cuts. */
export function countsBetween(values: ArrayLike<number>, cuts: readonly number[]): number[] {
  const counts = Array.from({ length: cuts.length + 1 }, () => 0);
  for (let row = 0; row < values.length; row += 1) {
    let at = 0;
    while (at < cuts.length && (values[row] as number) >= (cuts[at] as number)) at += 1;
    (counts[at] as number) += 1;
  }
  return counts;
}

function totalOf(counts: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] as number;
    if (!(count >= 0)) throw new Error(`class ${at} has the count ${count}`);
    total += count;
  }
  return total;
}
