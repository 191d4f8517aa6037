/**
 * From raw facts to characteristic values.
 *
 * The window is the six calendar months that end with the customer's newest statement (one dated
 * after the day of the assessment is left out). Amounts are added up per month and currency, over
 * all lines that have a statement then. Amounts of different currencies are never added: where a
 * ratio differs by currency, the less favourable one counts (the highest utilization, change and
 * purchases, the lowest payment ratio). Months late, and whether a month was late, over the limit,
 * unused, or paid in full, are judged over all lines together.
 *
 * A payment in a month settles that line's statement of the month before. Null means that there is
 * no such fact: no statement, no limit above zero, no balance to pay, or one statement where two
 * are needed.
 */
import type { LocalDate } from '../time.js';
import { LOW_PAYMENT_RATIO, UTILIZATION_CAP, WINDOW_MONTHS } from './catalogue.js';
import type { CharacteristicValues, LineFact, RiskFacts, StatementFact } from './facts.js';

interface Month {
  /** Months since year 0, so that neighbours differ by one. */
  readonly number: number;
  readonly statements: readonly StatementFact[];
}

/** Values for the whole catalogue, ratios with four decimals; the order of the facts is free. */
export function deriveCharacteristics(facts: RiskFacts): CharacteristicValues {
  const months = statementWindow(facts);
  return {
    ...lateness(months),
    ...utilization(months),
    ...payments(months),
    ...use(months),
    utilization_now: utilizationNow(facts.lines),
    statement_months: months.length,
  };
}

/** The window's months that have statements, the newest first. */
function statementWindow({ statements, asOf }: RiskFacts): Month[] {
  const byMonth = new Map<number, StatementFact[]>();
  const last = monthNumber(asOf);
  for (const statement of statements) {
    const number = monthNumber(statement.period);
    if (number > last) continue;
    const month = byMonth.get(number);
    if (month) month.push(statement);
    else byMonth.set(number, [statement]);
  }
  const newest = Math.max(...byMonth.keys());
  return [...byMonth]
    .filter(([number]) => number > newest - WINDOW_MONTHS)
    .sort(([a], [b]) => b - a)
    .map(([number, inMonth]) => ({ number, statements: inMonth }));
}

function lateness(months: readonly Month[]) {
  const late = months.map((month) => Math.max(...month.statements.map((each) => each.monthsLate)));
  const lastLate = late.findIndex((each) => each > 0);
  const since = (months[0]?.number ?? 0) - (months[lastLate]?.number ?? 0);
  const known = months.length > 0;
  return {
    months_late_latest: late[0] ?? null,
    months_late_worst: highest(late),
    late_statements: known ? late.filter((each) => each > 0).length : null,
    months_since_late: known ? (lastLate === -1 ? WINDOW_MONTHS : since) : null,
  };
}

function utilization(months: readonly Month[]) {
  const series = currencies(months).map((currency) =>
    months.map((month) => {
      const inCurrency = month.statements.filter((each) => each.currency === currency);
      return utilizationOf(inCurrency);
    }),
  );
  return {
    utilization_latest: rounded(highest(series.map((each) => each[0] ?? null))),
    utilization_mean: rounded(highest(series.map(mean))),
    utilization_max: rounded(highest(series.map(highest))),
    utilization_change: rounded(highest(series.map(change))),
  };
}

function payments(months: readonly Month[]) {
  const settled = months.map((month) => settlements(month, before(months, month)));
  const dueMonths = settled.map((each) => [...each.values()]).filter((each) => each.length > 0);
  const inFull = dueMonths.filter((ratios) => ratios.every((ratio) => ratio >= 1)).length;
  const low = dueMonths.filter((ratios) => ratios.some((ratio) => ratio < LOW_PAYMENT_RATIO));
  const means = currencies(months).map((currency) =>
    mean(settled.map((each) => each.get(currency) ?? null)),
  );
  return {
    payment_ratio_latest: rounded(lowest([...(settled[0]?.values() ?? [])])),
    payment_ratio_mean: rounded(lowest(means)),
    full_payment_share: dueMonths.length > 0 ? rounded(inFull / dueMonths.length) : null,
    low_payment_months: dueMonths.length > 0 ? low.length : null,
  };
}

/** Share paid of the month before's balances, by currency; only where something was to be paid. */
function settlements(month: Month, previous: Month | undefined): Map<string, number> {
  const sums = new Map<string, { due: number; paid: number }>();
  for (const { accountId, currency, balanceMinor } of previous?.statements ?? []) {
    const settling = month.statements.find((each) => each.accountId === accountId);
    if (!settling || balanceMinor <= 0) continue;
    const sum = sums.get(currency) ?? { due: 0, paid: 0 };
    sum.due += balanceMinor;
    // What is overpaid on one line does not settle another one.
    sum.paid += Math.min(balanceMinor, Math.max(0, settling.paymentsMinor));
    sums.set(currency, sum);
  }
  return new Map([...sums].map(([currency, { due, paid }]) => [currency, paid / due]));
}

function use(months: readonly Month[]) {
  const all = currencies(months);
  const known = months.length > 0;
  return {
    over_limit_months: known
      ? months.filter(({ statements }) => statements.some(isOverLimit)).length
      : null,
    unused_months: known
      ? months.filter(({ statements }) => statements.every(isUnused)).length
      : null,
    purchases_to_limit: rounded(highest(all.map((currency) => purchasesToLimit(months, currency)))),
    rising_balances: highest(all.map((currency) => risingBalances(months, currency))),
  };
}

const isOverLimit = ({ balanceMinor, limitMinor }: StatementFact): boolean =>
  limitMinor > 0 && balanceMinor > limitMinor;

const isUnused = ({ balanceMinor, purchasesMinor }: StatementFact): boolean =>
  balanceMinor <= 0 && purchasesMinor <= 0;

function purchasesToLimit(months: readonly Month[], currency: string): number | null {
  let purchases = 0;
  let limits = 0;
  for (const { statements } of months) {
    for (const each of statements) {
      if (each.currency !== currency || each.limitMinor <= 0) continue;
      purchases += Math.max(0, each.purchasesMinor);
      limits += each.limitMinor;
    }
  }
  return limits > 0 ? Math.min(UTILIZATION_CAP, purchases / limits) : null;
}

/** Null when the newest month has no month before it, in this currency, to compare with. */
function risingBalances(months: readonly Month[], currency: string): number | null {
  let rising: number | null = null;
  for (const month of months) {
    const now = balanceIn(month, currency);
    const then = balanceIn(before(months, month), currency);
    if (now === null || then === null) return rising;
    rising ??= 0;
    if (now <= then) return rising;
    rising += 1;
  }
  return rising;
}

function balanceIn(month: Month | undefined, currency: string): number | null {
  const inCurrency = month?.statements.filter((each) => each.currency === currency) ?? [];
  if (inCurrency.length === 0) return null;
  return inCurrency.reduce((sum, each) => sum + Math.max(0, each.balanceMinor), 0);
}

/**
 * The fullest line counts, not the sum: a line that closes then takes nothing from the others, and
 * this value can only fall or vanish. A line in run-off is left out; its debt stays visible in the
 * statements.
 */
const utilizationNow = (lines: readonly LineFact[]): number | null =>
  rounded(highest(lines.filter((line) => line.usable).map((line) => utilizationOf([line]))));

/** Balance ÷ limit over items of one currency; those without a limit are left out. */
function utilizationOf(
  items: readonly { readonly balanceMinor: number; readonly limitMinor: number }[],
): number | null {
  let balance = 0;
  let limit = 0;
  for (const item of items) {
    if (item.limitMinor <= 0) continue;
    // A balance in the customer's favour on one line is no room on another.
    balance += Math.max(0, item.balanceMinor);
    limit += item.limitMinor;
  }
  return limit > 0 ? Math.min(UTILIZATION_CAP, balance / limit) : null;
}

const monthNumber = (date: LocalDate | string): number =>
  Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

const before = (months: readonly Month[], month: Month): Month | undefined =>
  months.find((each) => each.number === month.number - 1);

const currencies = (months: readonly Month[]): string[] => [
  ...new Set(months.flatMap(({ statements }) => statements.map((each) => each.currency))),
];

const present = (values: readonly (number | null)[]): number[] =>
  values.filter((each) => each !== null);

const highest = (values: readonly (number | null)[]): number | null =>
  present(values).reduce<number | null>((top, each) => Math.max(top ?? each, each), null);

const lowest = (values: readonly (number | null)[]): number | null =>
  present(values).reduce<number | null>((low, each) => Math.min(low ?? each, each), null);

function mean(values: readonly (number | null)[]): number | null {
  const known = present(values);
  return known.length > 0 ? known.reduce((sum, each) => sum + each, 0) / known.length : null;
}

/** Newest minus oldest; null when the newest month has no value or there is only one. */
function change(newestFirst: readonly (number | null)[]): number | null {
  const newest = newestFirst[0] ?? null;
  const known = present(newestFirst);
  const oldest = known.at(-1);
  return newest === null || oldest === undefined || known.length < 2 ? null : newest - oldest;
}

/** Four decimals, and no negative zero: equal values must also be written equally. */
const rounded = (ratio: number | null): number | null =>
  ratio === null ? null : Math.round(ratio * 10_000) / 10_000 + 0;
