/** How lines were used: purchases and draws, and how balances moved. */
import { UTILIZATION_CAP, WINDOW_MONTHS } from '../catalogue/entry.js';
import type { Status } from '../catalogue/status.js';
import type { StatementFact } from '../facts.js';
import { highest, lowest, median, rounded, wages } from './figures.js';
import { type Month, placeBefore, type Series, type StatementWindow } from './months.js';

/** A source may not show what was bought in the oldest month, so that only these are compared. */
const PURCHASE_MONTHS = WINDOW_MONTHS - 1;

export function use({ months, series }: StatementWindow) {
  const known = months.length > 0;
  return {
    unused_months: known
      ? months.filter(({ statements }) => statements.every(isUnused)).length
      : null,
    purchases_to_limit: rounded(highest(series.map(purchasesToLimit))),
    rising_balances: highest(series.map((each) => risingBalances(months, each))),
  };
}

const isUnused = ({ balanceMinor, purchasesMinor }: StatementFact): boolean =>
  balanceMinor <= 0 && purchasesMinor <= 0;

function purchasesToLimit({ sums }: Series): number | null {
  let purchases = 0;
  let limits = 0;
  for (const each of sums) {
    purchases += each?.purchasesOnLimitsMinor ?? 0;
    limits += each?.limitMinor ?? 0;
  }
  return limits > 0 ? Math.min(UTILIZATION_CAP, purchases / limits) : null;
}

/** Null when the newest month has no month before it, in this currency, to compare with. */
function risingBalances(months: readonly Month[], { sums }: Series): number | null {
  let rising: number | null = null;
  for (const [at, now] of sums.entries()) {
    const then = sums[placeBefore(months, at)];
    if (!now || !then) return rising;
    rising ??= 0;
    if (now.balanceMinor <= then.balanceMinor) return rising;
    rising += 1;
  }
  return rising;
}

/** Purchases on the scale of wages; those of a situation are null outside it. */
export function purchases({ months, series }: StatementWindow, status: Status | null) {
  const [newest] = months;
  const from = (newest?.number ?? 0) - PURCHASE_MONTHS + 1;
  const amounts = series.map(({ currency, sums }) => ({
    currency,
    recent: sums
      .filter((_, at) => (months[at] as Month).number >= from)
      .map((each) => each?.purchasesMinor ?? null),
  }));
  type Amounts = (typeof amounts)[number];
  const lowestOf = (pick: (each: Amounts) => number | null) => rounded(lowest(amounts.map(pick)));
  const caughtUp = newest?.late === 0 && months.some(({ late }) => late >= 1);
  return {
    highest_purchases_in_wages: lowestOf(({ currency, recent }) =>
      wages(highest(recent), currency),
    ),
    lowest_purchases_in_wages: lowestOf(({ currency, recent }) => wages(lowest(recent), currency)),
    purchases_while_paid_in_full:
      status === 'PAID_IN_FULL'
        ? lowestOf(({ currency, recent }) => wages(median(recent), currency))
        : null,
    purchases_after_lateness: caughtUp
      ? lowestOf(({ currency, recent }) => wages(recent[0] ?? null, currency))
      : null,
    newest_purchases_share: lowestOf(({ recent }) => shareOfFirst(recent)),
  };
}

function shareOfFirst(recent: readonly (number | null)[]): number | null {
  const first = recent[0] ?? null;
  const sum = recent.reduce<number>((total, each) => total + (each ?? 0), 0);
  return first === null || sum === 0 ? null : first / sum;
}
