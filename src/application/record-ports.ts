/**
 * Ports for what is kept about happenings rather than about lines: audit entries, messages, keys of
 * requests that were answered, records that were imported. `ports.ts` says what holds for all ports.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';

export interface AuditTrail {
  /** Appends entries about one customer, in one statement. */
  append(customerId: CustomerId, entries: readonly AuditEntry[]): Promise<void>;
  find(ids: readonly Id[]): Promise<AuditEntry[]>;
  /**
   * What stands in an entry for a member of the staff: always the same for a token subject, under a
   * key of the installation, without which nobody can tell from the one what the other is.
   */
  pseudonymOf(subject: string): string;
}

export interface OutboxMessage {
  readonly id: Id;
  readonly customerId: CustomerId;
  /** Reverse-DNS style event type, e.g. `clearline.credit-account.closure.v1`. */
  readonly type: string;
  /** The account that it is about, or the customer where it is about none. */
  readonly subject: Id;
  readonly occurredAt: Instant;
  /** JSON with `schemaVersion`. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Outbox {
  append(messages: readonly OutboxMessage[]): Promise<void>;
}

export interface IdempotencyScope {
  readonly subject: string;
  readonly operation: string;
  readonly key: string;
}

export type Claim =
  | { outcome: 'CLAIMED' }
  /** The same input succeeded before: `result` is what `complete` stored. */
  | { outcome: 'REPLAY'; result: string }
  | { outcome: 'REUSED' };

export interface IdempotencyKeys {
  /**
   * Writes the key first in the transaction. Waits for a claim in flight; a claim whose
   * transaction was abandoned leaves nothing. Keys made before `expiredBefore` count as absent.
   */
  claim(
    scope: IdempotencyScope,
    inputHash: string,
    now: Instant,
    expiredBefore: Instant,
  ): Promise<Claim>;
  complete(scope: IdempotencyScope, result: string): Promise<void>;
  /** Removes at most `limit` expired keys; returns how many. */
  purge(expiredBefore: Instant, limit: number): Promise<number>;
}

/** Which record of which source became which customer. */
export interface SourceRecord {
  /** Names the source, e.g. `taiwan`. */
  readonly source: string;
  /** Names the record within its source. */
  readonly sourceKey: string;
  readonly customerId: CustomerId;
  readonly importedAt: Instant;
}

/** A fact that never reaches a score; kept for fairness reports only. */
export interface ProtectedAttribute {
  readonly id: Id;
  readonly customerId: CustomerId;
  readonly name: string;
  readonly value: string;
}

/** What an import remembers, so that it can be resumed and repeated without duplicates. */
export interface Imports {
  /** The customers that a source's records became; keys that are new are absent. */
  known(source: string, sourceKeys: readonly string[]): Promise<Map<string, CustomerId>>;
  /**
   * Records what nobody has recorded and returns the keys of just that, by source key. Waits for
   * another transaction that is recording the same keys. Keys are of one source.
   */
  claim(records: readonly SourceRecord[]): Promise<Set<string>>;
  addProtectedAttributes(attributes: readonly ProtectedAttribute[]): Promise<void>;
}
