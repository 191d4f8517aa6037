/** Chance that repeats: the same seed gives the same portfolio on every machine. */
export interface Chance {
  /** A whole number from 0 up to, but not, `limit`. */
  below(limit: number): number;
  /** A number from `min` up to, but not, `max`. */
  between(min: number, max: number): number;
}

/** Spreads neighbouring seeds over the 32 bits: 2^32 ÷ the golden ratio, made odd. */
const SPREAD = 0x9e3779b1;
const WARM_UP = 8;

/** A xorshift generator (Marsaglia 2003, period 2^32 − 1). Good enough for a demo, not for keys. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed + 1, SPREAD) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  for (let round = 0; round < WARM_UP; round += 1) next();
  return {
    below: (limit) => Math.floor(next() * limit),
    between: (min, max) => min + next() * (max - min),
  };
}
