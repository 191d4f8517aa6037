/** Small arithmetic on values that may be missing; null is "no such fact" and never counts. */
import { inWages } from '../../reference-amounts.js';
import { WAGES_CAP } from '../catalogue/entry.js';

type Figure = number | null;

const present = (values: readonly Figure[]): number[] => values.filter((each) => each !== null);

export function highest(values: readonly Figure[]): Figure {
  let top: Figure = null;
  for (const each of values) if (each !== null && (top === null || each > top)) top = each;
  return top;
}

export function lowest(values: readonly Figure[]): Figure {
  let low: Figure = null;
  for (const each of values) if (each !== null && (low === null || each < low)) low = each;
  return low;
}

export function mean(values: readonly Figure[]): Figure {
  const known = present(values);
  return known.length > 0 ? known.reduce((sum, each) => sum + each, 0) / known.length : null;
}

/** Of an even number of values the mean of the middle two. */
export function median(values: readonly Figure[]): Figure {
  const rising = present(values).sort((a, b) => a - b);
  const middle = rising.length >> 1;
  const upper = rising[middle];
  if (upper === undefined) return null;
  return rising.length % 2 === 1 ? upper : (upper + (rising[middle - 1] as number)) / 2;
}

/** An amount as average monthly wages of its currency; null without an amount or a yardstick. */
export const wages = (minor: Figure, currency: string): Figure => {
  const value = minor === null ? null : inWages(minor, currency);
  return value === null ? null : Math.min(WAGES_CAP, value);
};

/** Four decimals, and no negative zero: equal values must also be written equally. */
export const rounded = (value: Figure): Figure =>
  value === null ? null : Math.round(value * 10_000) / 10_000 + 0;
