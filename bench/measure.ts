/**
 * Side-by-side measurement: both sides take turns within one process run, so that whatever else the
 * machine does meanwhile falls on both, and the median over the rounds is what counts.
 */

export interface Compared {
  readonly ours: number;
  readonly reference: number;
}

/** The middle value; the mean of the two middle ones where the count is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError('no median of nothing');
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

type Side = (round: number) => number | Promise<number>;

/** Medians over `rounds` rounds of ours, reference, ours, … Each side measures one round. */
export const alternated = (rounds: number, ours: Side, reference: Side): Promise<Compared> =>
  mediansInTurn(rounds, { ours, reference });

/** The same for any number of sides, in the order that they are given in. */
export async function mediansInTurn<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, Side>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(sides) as Name[];
  const measured = names.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, name] of names.entries()) measured[at]?.push(await sides[name](round));
  }
  const medians = names.map((name, at) => [name, median(measured[at] ?? [])] as const);
  return Object.fromEntries(medians) as Record<Name, number>;
}

/** Three significant digits: what is beyond is noise. */
export const figure = (value: number): number => Number(value.toPrecision(3));

/** A note for the reader; the last line of stdout belongs to the result. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
