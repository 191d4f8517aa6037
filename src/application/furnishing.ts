/**
 * What credit bureaus are told of a line. Whoever reads a file has to see whether the customer closed
 * it or the creditor did, so the two are different events; a customer's own pause is nobody's business
 * and is not told at all. Where a decision that a bureau was told of turns out wrong, CORRECTED says
 * which one it was, and every event says how the line stands now: it may still be held by another
 * decision, or be closed for good.
 */
import {
  type CreditAccount,
  isRightEnded,
  suspendedByOf,
} from '../domain/credit-account/credit-account.js';
import type { Id } from '../domain/identifiers.js';
import { type Instant, utc } from '../domain/time.js';
import type { Happened } from './tell.js';

export const FURNISHING_EVENTS = [
  'CLOSED_BY_CONSUMER',
  'CLOSED_BY_CREDITOR',
  'SUSPENDED_BY_CREDITOR',
  'REINSTATED',
  'CORRECTED',
] as const;
export type FurnishingEvent = (typeof FURNISHING_EVENTS)[number];

/** What is told, and of a closing the closure as well. */
export type Furnished = {
  /** The line after it. */
  readonly account: CreditAccount;
  /** Whose consequence the event is. */
  readonly decisionId: Id;
  readonly closureId?: Id;
  readonly at: Instant;
} & (
  | { readonly event: Exclude<FurnishingEvent, 'CORRECTED'> }
  /** `corrects` is the decision that was wrong, by the id under which the bureau was told of it. */
  | { readonly event: 'CORRECTED'; readonly corrects: Id }
);

/** The audit entry and the message `clearline.bureau.furnishing.v1`, for `tellAll`. */
export function furnishing(
  nextId: () => Id,
  { event, account, at, ...from }: Furnished,
): Happened & { readonly subject: Id } {
  const status = furnishedStatus(account);
  const data = { schemaVersion: 1, accountId: account.id, event, status, ...from, at: utc(at) };
  const content = { ...data, type: 'bureau.furnishing', customerId: account.customerId };
  const type = 'clearline.bureau.furnishing.v1';
  return { entryId: nextId(), content, type, data, subject: account.id };
}

/** Where the line stands, as a bureau may know it: a customer's pause, or a notice, is not told. */
function furnishedStatus(account: CreditAccount): CreditAccount['status'] {
  if (isRightEnded(account)) return 'DRAWDOWN_ENDED';
  const { status } = account;
  if (status !== 'SUSPENDED' && status !== 'NOTICE_GIVEN') return status;
  return suspendedByOf(account) === 'CREDITOR' ? 'SUSPENDED' : 'ACTIVE';
}
