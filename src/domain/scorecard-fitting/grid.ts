/** The grid that a unit's values lie on, and the roundest places on it to cut at. */

/** The fast form for millions of values; documents are checked with `onGrid` of the card. */
export const isOnGrid = (value: number, decimals: number): boolean => {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale === value;
};

/**
 * The roundest value of the grid in (above, atMost]: a multiple of 5·10ⁿ or 10ⁿ with the greatest
 * possible step, and of several the nearest to `preferred`. Cuts are read by people, and a cut that
 * lies anywhere within a few rows separates as well as the exact quantile.
 */
export function roundestCut(
  above: number,
  atMost: number,
  preferred: number,
  decimals: number,
): number {
  const scale = 10 ** decimals;
  const [low, high, wish] = [above, atMost, preferred].map((each) => Math.round(each * scale)) as [
    number,
    number,
    number,
  ];
  if (low >= high) throw new Error(`no value of the grid lies above ${above} up to ${atMost}`);
  let power = 10 ** Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)) + 1));
  for (; power >= 1; power /= 10) {
    for (const step of [5 * power, power]) {
      const nearest = Math.round(wish / step) * step;
      // Adding 0 turns −0, which a rounded negative can be, into 0.
      if (nearest > low && nearest <= high) return nearest / scale + 0;
      const below = Math.floor(high / step) * step;
      if (below > low) return below / scale + 0;
    }
  }
  return high / scale;
}
