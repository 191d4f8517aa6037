/**
 * Closing a line at the customer's wish. Everything that stands in the way is told at once, and it
 * prevents only the immediate CLOSED: with `allowRunOff` use ends at once whatever the debt, and
 * the line closes by itself when nothing is owed. A closure is made once; what postings bring later
 * moves the line between RUN_OFF and CLOSED without a second closure.
 */
import type { Id } from '../identifiers.js';
import {
  type Hold,
  type InstalmentPlan,
  isHolding,
  type LinePosition,
  openMinor,
  owedMinor,
  payoffAmount,
} from '../ledger/position.js';
import { type Money, money } from '../money.js';
import type { Instant } from '../time.js';
import type { AccountEvent, AccountStatus, CreditAccount } from './credit-account.js';

export type Blocker =
  | {
      code: 'BALANCE_OUTSTANDING';
      /** Settles the debt if it arrives today. */
      payoff: Money;
      principal: Money;
      interest: Money;
      fees: Money;
    }
  | { code: 'HOLDS_OPEN'; total: Money; holds: readonly Hold[] }
  | { code: 'INSTALMENT_PLAN_UNFINISHED'; plan: InstalmentPlan; instalmentsLeft: number };

export type ClosureRefusal =
  | { code: 'ALREADY_CLOSING'; status: AccountStatus; closureId: Id | null }
  | { code: 'VERSION_STALE'; expectedVersion: number; version: number }
  | Blocker;

export interface CloseCommand {
  readonly allowRunOff: boolean;
  /** Null where the caller decided on effects and not on a version: by a quote, or on behalf. */
  readonly expectedVersion: number | null;
}

export type RunOffEvent = Extract<AccountEvent, { type: 'RunOffCompleted' | 'RunOffReopened' }>;

/**
 * The rule for holds at a closing: what was authorised to somebody else is honoured, so it is waited
 * for; cash that was to go to the customer and has not gone is released, and stands in nobody's way.
 */
export const isHonoured = ({ capability }: Hold): boolean => capability !== 'DRAW';

/** Holds that end with the line's use, as they will be: a part that was captured stays captured. */
export const releasedAtClosing = (holds: readonly Hold[]): Hold[] =>
  holds
    .filter((hold) => hold.status === 'OPEN' && !isHonoured(hold))
    .map((hold) => ({ ...hold, status: hold.capturedMinor > 0 ? 'CAPTURED' : 'VOIDED' }));

/** All that prevents an immediate CLOSED, in a fixed order; empty when nothing does. */
export function blockersOf({ position, holds, plans }: LinePosition, now: Instant): Blocker[] {
  const blockers: Blocker[] = [];
  const { currency } = position;
  if (owedMinor(position) > 0) {
    blockers.push({
      code: 'BALANCE_OUTSTANDING',
      payoff: payoffAmount(position),
      principal: money(position.principalMinor, currency),
      interest: money(position.interestMinor, currency),
      fees: money(position.feeMinor, currency),
    });
  }
  const open = holds.filter((hold) => isHolding(hold, now) && isHonoured(hold));
  if (open.length > 0) {
    const total = open.reduce((sum, hold) => sum + openMinor(hold), 0);
    blockers.push({ code: 'HOLDS_OPEN', total: money(total, currency), holds: open });
  }
  // A plan is a schedule over what is owed: without debt there is nothing left of it.
  const unfinished = owedMinor(position) > 0 ? plans : [];
  for (const plan of unfinished.filter(({ status }) => status === 'ACTIVE')) {
    const instalmentsLeft = plan.instalments - plan.instalmentsPaid;
    blockers.push({ code: 'INSTALMENT_PLAN_UNFINISHED', plan, instalmentsLeft });
  }
  return blockers;
}

/** What refuses a closing, in this order: closing already, stale version, blockers. Empty: nothing. */
export function closureRefusals(
  account: CreditAccount,
  { allowRunOff, expectedVersion }: CloseCommand,
  books: LinePosition,
  now: Instant,
): readonly ClosureRefusal[] {
  const { status, version } = account;
  if (status === 'RUN_OFF' || status === 'CLOSED') {
    return [{ code: 'ALREADY_CLOSING', status, closureId: account.closureId }];
  }
  if (status === 'CHARGED_OFF') {
    return [{ code: 'ALREADY_CLOSING', status, closureId: null }];
  }
  if (expectedVersion !== null && expectedVersion !== version) {
    return [{ code: 'VERSION_STALE', expectedVersion, version }];
  }
  return allowRunOff ? [] : blockersOf(books, now);
}

/** What a changed position does to a line that is closing or closed; null when nothing. */
export function settleAfterPosting(
  account: CreditAccount,
  books: LinePosition,
  now: Instant,
): RunOffEvent | null {
  const owes = owedMinor(books.position) > 0;
  const held = books.holds.some((hold) => isHolding(hold, now));
  if (account.status === 'RUN_OFF' && !owes && !held) return { type: 'RunOffCompleted', at: now };
  if (account.status === 'CLOSED' && owes) return { type: 'RunOffReopened', at: now };
  return null;
}
