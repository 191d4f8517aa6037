/**
 * Ports for what surrounds a closing: notices and requests on behalf, quotes, the limit policy, and
 * applications for a new line. `ports.ts` says what holds for all ports.
 */
import type { ClosureQuote } from '../domain/credit-account/closure-quote.js';
import type { ClosureRequest } from '../domain/credit-account/closure-request.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { AccountId, CustomerId, Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';

export interface ClosureRequests {
  find(ids: readonly Id[]): Promise<ClosureRequest[]>;
  /** Pending ones of the lines: at most one of each kind a line. */
  pendingOf(accountIds: readonly AccountId[]): Promise<ClosureRequest[]>;
  /** All of a line's, newest first, at most `limit` a line. */
  ofAccounts(accountIds: readonly AccountId[], limit: number): Promise<ClosureRequest[]>;
  /** Pending ones on behalf, oldest first: the second agents' queue. */
  awaitingApproval(limit: number): Promise<ClosureRequest[]>;
  /** Adds one; a second pending one of its kind on a line throws. */
  add(request: ClosureRequest): Promise<void>;
  /** Saves status and end. */
  save(request: ClosureRequest): Promise<void>;
  /** Pending ones whose effect or end has come by `now`, oldest first. */
  due(now: Instant, limit: number): Promise<ClosureRequest[]>;
}

export interface ClosureQuotes {
  find(ids: readonly Id[]): Promise<ClosureQuote[]>;
  add(quote: ClosureQuote): Promise<void>;
  /** Removes a line's oldest quotes beyond `keep`. */
  trim(accountId: AccountId, keep: number): Promise<void>;
  /** Removes at most `limit` quotes that ran out before an instant; returns how many. */
  purge(validUntilBefore: Instant, limit: number): Promise<number>;
}

export interface LimitPolicies {
  current(): Promise<LimitPolicy>;
  find(versions: readonly string[]): Promise<LimitPolicy[]>;
  /** Stores a new version as the current one; a stored one stays, with other content it throws. */
  add(policy: LimitPolicy): Promise<void>;
}

export interface CreditApplications {
  find(ids: readonly Id[]): Promise<CreditApplication[]>;
  /** A customer's, newest first, at most `limit`. */
  ofCustomer(customerId: CustomerId, limit: number): Promise<CreditApplication[]>;
  add(application: CreditApplication): Promise<void>;
  /** Saves status, account and end. */
  save(application: CreditApplication): Promise<void>;
  /** Offers that lapsed by `now`, oldest first. */
  lapsed(now: Instant, limit: number): Promise<CreditApplication[]>;
}
