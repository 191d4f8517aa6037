/**
 * What credit bureaus are told of a line. Whoever reads a file has to see whether the customer closed
 * it or the creditor did, so the two are different events; a customer's own pause is nobody's business
 * and is not told at all. What a bureau was told and turned out wrong is told again as CORRECTED.
 */
import type { AccountId, CustomerId, Id } from '../domain/identifiers.js';
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

/** What is told: exactly one of decision and closure says what it comes from. */
export type Furnished = {
  readonly event: FurnishingEvent;
  readonly account: { readonly id: AccountId; readonly customerId: CustomerId };
  readonly at: Instant;
} & ({ readonly decisionId: Id } | { readonly closureId: Id });

/** The audit entry and the message `clearline.bureau.furnishing.v1`, for `tellAll`. */
export function furnishing(
  nextId: () => Id,
  { event, account, at, ...from }: Furnished,
): Happened & { readonly subject: Id } {
  const data = { schemaVersion: 1, accountId: account.id, event, ...from, at: utc(at) };
  const content = { ...data, type: 'bureau.furnishing', customerId: account.customerId };
  const type = 'clearline.bureau.furnishing.v1';
  return { entryId: nextId(), content, type, data, subject: account.id };
}
