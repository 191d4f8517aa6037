/**
 * Where a line stands in the books. A position is the sum of the line's postings by component and
 * is kept beside them in the same transaction; it can be recomputed from the postings at any time.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import { type Money, money } from '../money.js';
import type { Instant, LocalDate } from '../time.js';

export interface Position {
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly currency: string;
  /** What the customer owes, by component, in minor units; never negative. */
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
  /** What is owed to the customer; never negative, and zero while anything is owed. */
  readonly creditMinor: number;
  /** Sum of open holds in minor units. */
  readonly heldMinor: number;
  /** Interest is posted for every day before this one. */
  readonly interestThrough: LocalDate;
  /** Accrued but unposted interest: a numerator over the rate's denominator (see interest.ts). */
  readonly interestCarry: number;
  /** Everything ever repaid, less what was returned; dues are met in their order out of it. */
  readonly repaidMinor: number;
  /** All dues of the statements so far, on the scale of `repaidMinor`; never more than is owed. */
  readonly duesMinor: number;
}

/** An authorisation that reserves available credit until it is captured, voided or lapses. */
export interface Hold {
  readonly id: Id;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly currency: string;
  readonly capability: 'PAY' | 'DRAW' | 'INSTALMENT' | 'AUTOPAY';
  readonly amountMinor: number;
  readonly capturedMinor: number;
  readonly status: 'OPEN' | 'CAPTURED' | 'VOIDED' | 'EXPIRED';
  readonly placedAt: Instant;
  readonly expiresAt: Instant;
}

/** A schedule over part of the principal; it is settled when the line owes nothing. */
export interface InstalmentPlan {
  readonly id: Id;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly currency: string;
  readonly principalMinor: number;
  readonly instalments: number;
  readonly instalmentsPaid: number;
  readonly nextDueOn: LocalDate;
  readonly status: 'ACTIVE' | 'SETTLED';
}

/** Everything a closure has to know of the books. */
export interface LinePosition {
  readonly position: Position;
  readonly holds: readonly Hold[];
  readonly plans: readonly InstalmentPlan[];
}

/** Principal, interest and fees together: what settles the debt. */
export const owedMinor = (p: Position): number => p.principalMinor + p.interestMinor + p.feeMinor;

/** The balance: owed less credit; negative when the lender owes the customer. */
export const balanceMinor = (p: Position): number => owedMinor(p) - p.creditMinor;

/** Limit less balance less holds; never negative. */
export const availableMinor = (limitMinor: number, p: Position): number =>
  Math.max(0, limitMinor - balanceMinor(p) - p.heldMinor);

/** What settles the debt as of the position's day. */
export const payoffAmount = (p: Position): Money => money(owedMinor(p), p.currency);

/** The uncaptured rest of a hold. */
export const openMinor = (hold: Hold): number => hold.amountMinor - hold.capturedMinor;

/** Whether a hold still holds anything: not once its time is over, also before a worker has come by. */
export const isHolding = ({ status, expiresAt }: Hold, now: Instant): boolean =>
  status === 'OPEN' && expiresAt > now;

/** An untouched line's position from its opening day on. */
export const emptyPosition = (
  of: { accountId: AccountId; customerId: CustomerId; currency: string },
  openedOn: LocalDate,
): Position => ({
  ...of,
  principalMinor: 0,
  interestMinor: 0,
  feeMinor: 0,
  creditMinor: 0,
  heldMinor: 0,
  interestThrough: openedOn,
  interestCarry: 0,
  repaidMinor: 0,
  duesMinor: 0,
});
