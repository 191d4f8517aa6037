/**
 * Daily simple interest on principal, by value date. A day's interest is earned at the end of the
 * day. Accrual is exact: what cannot be posted as a whole minor unit is carried as a numerator over
 * `1_000_000 × day basis`, and rounding goes day by day, so any split of the days posts the same
 * total. Interest itself bears no interest. The books are brought up to a day before anything else is posted on it, by whoever
 * posts; the daily worker posts for lines that nobody touches.
 */
import { addDays, daysBetween, type LocalDate } from '../time.js';
import type { Position } from './position.js';
import type { Product } from './product.js';

/** Days of the year that a yearly rate is spread over. */
export const DAY_BASIS = { ACT_365: 365n, ACT_360: 360n } as const;

export interface Accrual {
  /** Whole minor units to post now; negative corrects a backdated repayment. */
  readonly postMinor: number;
  readonly carry: number;
  readonly interestThrough: LocalDate;
}

type Terms = Pick<Product, 'annualRatePpm' | 'dayCount' | 'interestRounding'>;

/** Interest on the present principal for the days before `today` that are not yet posted. */
export function accrueTo(position: Position, terms: Terms, today: LocalDate): Accrual {
  const days = Math.max(0, daysBetween(position.interestThrough, today));
  const through = days === 0 ? position.interestThrough : today;
  return accrual(position, terms, position.principalMinor, days, through);
}

/** A change of principal less credit balance that counts from a day on. */
export interface NetChange {
  readonly valueDate: LocalDate;
  readonly changeMinor: number;
}

/** A yearly rate that the line had before the present one: on the days before `until`. */
export interface FormerRate {
  readonly until: LocalDate;
  readonly annualRatePpm: number;
}

/**
 * The correction for a movement whose value date lies before the day up to which interest is
 * posted: day by day, what would have borne interest with the movement less what did without it. A
 * credit balance bears none, so nobody is charged for days on which the lender held the money, nor
 * given interest that was never charged. `netNowMinor` is principal less credit balance before the
 * movement; `later` are its changes with value dates after the movement's. Each day bears the rate of
 * its time: the present one, and before that those of `formerRates`, oldest first.
 */
export function accrueBackdated(
  position: Position,
  terms: Terms,
  { valueDate, changeMinor }: NetChange,
  netNowMinor: number,
  later: readonly NetChange[],
  formerRates: readonly FormerRate[] = [],
): Accrual {
  const { interestThrough, interestCarry } = position;
  let numerator = BigInt(interestCarry);
  for (let day = addDays(interestThrough, -1); day >= valueDate; day = addDays(day, -1)) {
    const since = later.filter((each) => each.valueDate > day);
    const net = since.reduce((sum, each) => sum - each.changeMinor, netNowMinor);
    const { annualRatePpm } = formerRates.find(({ until }) => day < until) ?? terms;
    const minorDays = BigInt(Math.max(0, net + changeMinor) - Math.max(0, net));
    numerator += minorDays * BigInt(annualRatePpm);
  }
  const denominator = 1_000_000n * DAY_BASIS[terms.dayCount];
  const posted = round(numerator, denominator, terms.interestRounding);
  const carry = safe(numerator - posted * denominator);
  return { postMinor: safe(posted), carry, interestThrough };
}

/** One day's interest on the present principal, rounded as the product says: the per-diem. */
export const perDiemMinor = (position: Position, terms: Terms): number =>
  accrual({ ...position, interestCarry: 0 }, terms, position.principalMinor, 1, '').postMinor;

function accrual(
  position: Position,
  terms: Terms,
  principalMinor: number,
  days: number,
  interestThrough: LocalDate,
): Accrual {
  const denominator = 1_000_000n * DAY_BASIS[terms.dayCount];
  const daily = BigInt(principalMinor) * BigInt(terms.annualRatePpm);
  let carry = BigInt(position.interestCarry);
  let posted = 0n;
  let step = daysAtOnce(carry, daily, days, denominator);
  for (let done = 0; done < days; done += step, step = 1) {
    const numerator = carry + daily * BigInt(step);
    const part = round(numerator, denominator, terms.interestRounding);
    posted += part;
    carry = numerator - part * denominator;
  }
  return { postMinor: safe(posted), carry: safe(carry), interestThrough };
}

/**
 * The days that round together to what they give one by one: all of them, but for those at the end
 * that close on an exact half. Which way a half goes depends on what was posted the day before.
 */
function daysAtOnce(carry: bigint, daily: bigint, days: number, denominator: bigint): number {
  let together = days;
  const isHalf = (): boolean => {
    const twice = 2n * (carry + daily * BigInt(together));
    return twice % denominator === 0n && (twice / denominator) % 2n !== 0n;
  };
  while (together > 1 && isHalf()) together -= 1;
  return together;
}

function round(numerator: bigint, denominator: bigint, rule: Terms['interestRounding']): bigint {
  let floor = numerator / denominator;
  if (numerator < 0n && floor * denominator !== numerator) floor -= 1n;
  if (rule === 'DOWN') return floor;
  const twice = 2n * (numerator - floor * denominator);
  if (twice === denominator) return floor % 2n === 0n ? floor : floor + 1n;
  return twice > denominator ? floor + 1n : floor;
}

function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('interest left the safe integers');
  return number;
}
