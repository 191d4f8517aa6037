/**
 * The monthly statement: what was owed at the end of the period, what came in, what is due and when.
 * Dues are met in their order by whatever the customer repays: a statement's due is open while the
 * cumulative dues up to it exceed everything repaid. A returned payment lowers what was repaid and
 * so re-opens the oldest due by itself; a debt that goes away otherwise takes its dues with it.
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

/** The due day of the oldest statement whose due is open; null when none is. Oldest first. */
export const oldestOpenDue = (
  statements: readonly Statement[],
  repaidMinor: number,
): LocalDate | null =>
  statements.find((each) => each.minimumDueMinor > 0 && each.duesCumulativeMinor > repaidMinor)
    ?.dueOn ?? null;

/** Started months of delay: 1–30 days are one month, 31–60 two. */
export const monthsLate = (dpd: number): number => Math.ceil(dpd / 30);

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
