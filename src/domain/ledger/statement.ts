/**
 * The monthly statement: what was owed at the end of the period, what came in, what is due and when.
 * Dues are met in their order by whatever the customer repays: a statement's due is open while the
 * cumulative dues up to it exceed everything repaid. A returned payment lowers what was repaid and
 * so re-opens the oldest due by itself; a debt that goes away otherwise takes its dues with it.
 * A due whose lateness was found to be a mistake stays owed, and is not past due by it.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import { addDays, daysBetween, type LocalDate } from '../time.js';
import { balanceMinor, type Position } from './position.js';
import type { Product } from './product.js';

export type StatementStatus = 'UNUSED' | 'PAID_IN_FULL' | 'REVOLVING';

export interface Statement {
  readonly id: Id;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  /** `YYYY-MM`: the month that the statement closes. */
  readonly period: string;
  readonly closedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: string;
  readonly balanceMinor: number;
  readonly limitMinor: number;
  /** Received in the period, against the statement before. */
  readonly paymentsMinor: number;
  /** Captured in the period, less merchants' refunds. */
  readonly purchasesMinor: number;
  readonly minimumDueMinor: number;
  /** All dues up to and with this one, on the scale of `Position.repaidMinor`. */
  readonly duesCumulativeMinor: number;
  /** Months late when the statement was made; 0 is duly paid or nothing due. */
  readonly monthsLate: number;
  /** How the line was used, where a source states it; null leaves it to the amounts. */
  readonly status: StatementStatus | null;
  /** The month in the source's own calendar where an import moved it, else null. */
  readonly sourcePeriod: string | null;
  /** What a score reads in the place of `limitMinor` and `monthsLate`, where those were our mistake. */
  readonly corrected: {
    readonly limitMinor: number | null;
    readonly monthsLate: number | null;
  } | null;
  /** The appeal that found its facts to be another person's; no score reads it. Absent: the customer's. */
  readonly setAsideBy?: Id;
}

/** Days past due: 0 when nothing is owed, nothing is open or the due day has not passed. */
export const daysPastDue = (
  oldestOpenDueOn: LocalDate | null,
  owedMinor: number,
  today: LocalDate,
): number =>
  oldestOpenDueOn === null || owedMinor === 0
    ? 0
    : Math.max(0, daysBetween(oldestOpenDueOn, today));

/** What a statement says of lateness: its due, and what was found of it. */
export interface StatementDue
  extends Pick<Statement, 'accountId' | 'period' | 'closedOn' | 'dueOn'> {
  /** Its own due is not met by what was repaid. */
  readonly isOpen: boolean;
  /** Months late when it was made, as found; null where that was no mistake. */
  readonly foundMonthsLate: number | null;
  readonly isSetAside: boolean;
}

/** The statement as far as lateness goes, when so much is repaid. */
export const dueOf = (
  statement: Pick<Statement, keyof StatementDue & keyof Statement> &
    Pick<Statement, 'minimumDueMinor' | 'duesCumulativeMinor' | 'corrected' | 'setAsideBy'>,
  repaidMinor: number,
): StatementDue => ({
  accountId: statement.accountId,
  period: statement.period,
  closedOn: statement.closedOn,
  dueOn: statement.dueOn,
  isOpen: statement.minimumDueMinor > 0 && statement.duesCumulativeMinor > repaidMinor,
  foundMonthsLate: statement.corrected?.monthsLate ?? null,
  isSetAside: statement.setAsideBy !== undefined,
});

/**
 * The day from which a line is past due: the due day of its oldest open due, as found; null when none
 * is. `dues` are a line's, in any order, also met ones of statements whose lateness was corrected.
 */
export function oldestOpenDue(dues: readonly StatementDue[]): LocalDate | null {
  const own = dues.filter(({ isSetAside }) => !isSetAside);
  const found = own.filter(({ foundMonthsLate }) => foundMonthsLate !== null);
  return (
    own
      .filter(({ isOpen }) => isOpen)
      .flatMap(({ dueOn }) => dueAsFound(dueOn, found) ?? [])
      .toSorted()[0] ?? null
  );
}

/**
 * A statement that is found to be n months late had nothing open by then that was older. What the
 * books show as older counts from the latest day on which it can have been due; found not late, it
 * does not count at all. What is owed stays as the books have it.
 */
function dueAsFound(dueOn: LocalDate, found: readonly StatementDue[]): LocalDate | null {
  let latest = dueOn;
  for (const { closedOn, foundMonthsLate } of found) {
    const months = foundMonthsLate ?? 0;
    if (monthsLate(daysBetween(dueOn, closedOn)) <= months) continue;
    if (months === 0) return null;
    const day = addDays(closedOn, -((months - 1) * DAYS_OF_A_MONTH_LATE + 1));
    if (day > latest) latest = day;
  }
  return latest;
}

const DAYS_OF_A_MONTH_LATE = 30;

/** Started months of delay: 1–30 days are one month, 31–60 two. */
export const monthsLate = (dpd: number): number => Math.ceil(dpd / DAYS_OF_A_MONTH_LATE);

/** The smallest payment that keeps the line current; never more than what is owed. */
export function minimumDueMinor(
  product: Pick<Product, 'minimumDuePpm' | 'minimumDueFloorMinor'>,
  owedMinor: number,
): number {
  if (owedMinor <= 0) return 0;
  const share = (BigInt(owedMinor) * BigInt(product.minimumDuePpm)) / 1_000_000n;
  return Math.min(owedMinor, Math.max(Number(share), product.minimumDueFloorMinor));
}

/** What the books know of the period when it ends. */
export interface PeriodFacts {
  readonly limitMinor: number;
  readonly paymentsMinor: number;
  readonly purchasesMinor: number;
  /** By how much the balance rose since the period ended; it belongs to the next statement. */
  readonly laterChangeMinor: number;
  readonly oldestOpenDueOn: LocalDate | null;
}

/** Makes the statement of the period that ended on `closedOn`. */
export function closePeriod(
  id: Id,
  position: Position,
  product: Product,
  facts: PeriodFacts,
  closedOn: LocalDate,
): Statement {
  const balance = balanceMinor(position) - facts.laterChangeMinor;
  const owed = Math.max(0, balance);
  const due = minimumDueMinor(product, owed);
  // What was repaid beyond earlier dues met those dues early; it is no credit against this one.
  const base = Math.max(position.duesMinor, position.repaidMinor);
  // No more can be due than is owed: who pays everything has met every due.
  const possible = Math.min(base + due, position.repaidMinor + owed);
  return {
    id,
    accountId: position.accountId,
    customerId: position.customerId,
    period: closedOn.slice(0, 7),
    closedOn,
    dueOn: addDays(closedOn, product.dueDays),
    currency: position.currency,
    balanceMinor: balance,
    limitMinor: facts.limitMinor,
    paymentsMinor: facts.paymentsMinor,
    purchasesMinor: facts.purchasesMinor,
    minimumDueMinor: due,
    duesCumulativeMinor: Math.max(position.duesMinor, possible),
    monthsLate: monthsLate(daysPastDue(facts.oldestOpenDueOn, owed, closedOn)),
    status: null,
    sourcePeriod: null,
    corrected: null,
  };
}

/** The position that knows the dues of a new statement. */
export const withDues = (position: Position, statement: Statement): Position => ({
  ...position,
  duesMinor: statement.duesCumulativeMinor,
});
