/**
 * The statements that a score looks back on, added up once per month and currency; every
 * characteristic of statements is made from these sums. Amounts of different currencies never meet.
 */
import type { LocalDate } from '../../time.js';
import { UTILIZATION_CAP, WINDOW_MONTHS } from '../catalogue/entry.js';
import type { RiskFacts, StatementFact } from '../facts.js';

export interface Month {
  /** Months since year 0, so that neighbours differ by one. */
  readonly number: number;
  readonly statements: readonly StatementFact[];
  /** Months late of the worst line. */
  readonly late: number;
}

/** Sums over a month's statements in one currency, in minor units. */
export interface Sums {
  /** A balance in the customer's favour on one line counts as zero: it is no room on another. */
  balanceMinor: number;
  purchasesMinor: number;
  paymentsMinor: number;
  /** Left under the limits; a balance over one limit takes no room under another. */
  availableMinor: number;
  /** The same of lines whose limit is above zero, for ratios to the limit. */
  limitMinor: number;
  balanceOnLimitsMinor: number;
  purchasesOnLimitsMinor: number;
}

export interface Series {
  readonly currency: string;
  /** One for each month of the window; null where no statement is in this currency. */
  readonly sums: readonly (Sums | null)[];
}

/** Both newest first; months without any statement are left out. */
export interface StatementWindow {
  readonly months: readonly Month[];
  readonly series: readonly Series[];
}

/** The six calendar months that end with the newest statement not dated after the assessment. */
export function statementWindow({ statements, asOf }: RiskFacts): StatementWindow {
  const byMonth = new Map<number, StatementFact[]>();
  const last = monthNumber(asOf);
  let newest = 0;
  for (const statement of statements) {
    const number = monthNumber(statement.period);
    if (number > last) continue;
    newest = Math.max(newest, number);
    const month = byMonth.get(number);
    if (month) month.push(statement);
    else byMonth.set(number, [statement]);
  }
  const months: Month[] = [];
  for (let number = newest; number > newest - WINDOW_MONTHS; number -= 1) {
    const inMonth = byMonth.get(number);
    if (inMonth) months.push({ number, statements: inMonth, late: latest(inMonth) });
  }
  return { months, series: seriesOf(months) };
}

const monthNumber = (date: LocalDate | string): number =>
  Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

const latest = (statements: readonly StatementFact[]): number =>
  statements.reduce((worst, { monthsLate }) => Math.max(worst, monthsLate), 0);

function seriesOf(months: readonly Month[]): Series[] {
  const byCurrency = new Map<string, (Sums | null)[]>();
  months.forEach(({ statements }, at) => {
    for (const statement of statements) {
      let sums = byCurrency.get(statement.currency);
      if (!sums) {
        sums = months.map(() => null);
        byCurrency.set(statement.currency, sums);
      }
      const sum = sums[at] ?? zeroSums();
      sums[at] = sum;
      addTo(sum, statement);
    }
  });
  return [...byCurrency].map(([currency, sums]) => ({ currency, sums }));
}

const zeroSums = (): Sums => ({
  balanceMinor: 0,
  purchasesMinor: 0,
  paymentsMinor: 0,
  availableMinor: 0,
  limitMinor: 0,
  balanceOnLimitsMinor: 0,
  purchasesOnLimitsMinor: 0,
});

function addTo(sums: Sums, statement: StatementFact): void {
  const { limitMinor } = statement;
  const balanceMinor = Math.max(0, statement.balanceMinor);
  const purchasesMinor = Math.max(0, statement.purchasesMinor);
  sums.balanceMinor += balanceMinor;
  sums.purchasesMinor += purchasesMinor;
  sums.paymentsMinor += Math.max(0, statement.paymentsMinor);
  if (limitMinor <= 0) return;
  sums.availableMinor += Math.max(0, limitMinor - balanceMinor);
  sums.limitMinor += limitMinor;
  sums.balanceOnLimitsMinor += balanceMinor;
  sums.purchasesOnLimitsMinor += purchasesMinor;
}

/** Balance ÷ limit; null without a limit. */
export const utilizationOf = (sums: Sums | null | undefined): number | null =>
  sums && sums.limitMinor > 0
    ? Math.min(UTILIZATION_CAP, sums.balanceOnLimitsMinor / sums.limitMinor)
    : null;

/** The place of the calendar month before that at `at`, or -1 when it has no statement. */
export const placeBefore = (months: readonly Month[], at: number): number =>
  months[at + 1]?.number === (months[at] as Month).number - 1 ? at + 1 : -1;
