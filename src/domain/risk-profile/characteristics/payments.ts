/** What was paid: a payment in a month settles that line's statement of the month before. */
import { LOW_PAYMENT_RATIO, WINDOW_MONTHS } from '../catalogue/entry.js';
import { lowest, mean, rounded, wages } from './figures.js';
import { type Month, placeBefore, type Series, type StatementWindow } from './months.js';

/** Share paid of the month before's balances, by currency; only where something was to be paid. */
type Settled = ReadonlyMap<string, number>;

export function payments({ months, series }: StatementWindow) {
  const settled = months.map((month, at) => settlements(month, months[placeBefore(months, at)]));
  let [due, inFull, low] = [0, 0, 0];
  for (const month of settled) {
    if (month.size === 0) continue;
    const worst = lowest([...month.values()]) as number;
    due += 1;
    if (worst >= 1) inFull += 1;
    if (worst < LOW_PAYMENT_RATIO) low += 1;
  }
  const means = series.map(({ currency }) =>
    mean(settled.map((each) => each.get(currency) ?? null)),
  );
  return {
    payment_ratio_latest: rounded(lowest([...(settled[0]?.values() ?? [])])),
    payment_ratio_mean: rounded(lowest(means)),
    full_payment_share: due > 0 ? rounded(inFull / due) : null,
    low_payment_months: due > 0 ? low : null,
    lowest_payment_in_wages: rounded(lowest(series.map((each) => lowestPayment(months, each)))),
  };
}

function settlements(month: Month, before: Month | undefined): Settled {
  const sums = new Map<string, { due: number; paid: number }>();
  for (const { accountId, currency, balanceMinor } of before?.statements ?? []) {
    const settling = month.statements.find((each) => each.accountId === accountId);
    if (!settling || balanceMinor <= 0) continue;
    let sum = sums.get(currency);
    if (!sum) {
      sum = { due: 0, paid: 0 };
      sums.set(currency, sum);
    }
    sum.due += balanceMinor;
    // What is overpaid on one line does not settle another one.
    sum.paid += Math.min(balanceMinor, Math.max(0, settling.paymentsMinor));
  }
  const ratios = new Map<string, number>();
  for (const [currency, { due, paid }] of sums) ratios.set(currency, paid / due);
  return ratios;
}

/**
 * The smallest month's payments. A first statement is left out, because nothing was to be paid
 * before it; the window's own oldest month is taken as it is, since the statement before it is only
 * out of sight.
 */
function lowestPayment(months: readonly Month[], { currency, sums }: Series): number | null {
  const outOfSight = (months[0]?.number ?? 0) - WINDOW_MONTHS + 1;
  const paid = sums.map((each, at) => {
    const isFirst = (months[at] as Month).number > outOfSight && !sums[placeBefore(months, at)];
    return each && !isFirst ? each.paymentsMinor : null;
  });
  return wages(lowest(paid), currency);
}
