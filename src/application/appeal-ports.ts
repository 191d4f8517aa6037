/**
 * Ports for what the platform decides and what becomes of it: the action policy, actions, notices,
 * appeals with their evidence, and who looked at a file. `ports.ts` says what holds for all ports.
 */
import type { Appeal } from '../domain/appeal/appeal.js';
import type { Evidence } from '../domain/appeal/evidence.js';
import type { FileAccess } from '../domain/appeal/file-access.js';
import type { AccountId, CustomerId, Id } from '../domain/identifiers.js';
import type { ActionPolicy } from '../domain/platform-action/measure.js';
import type { Notice } from '../domain/platform-action/notice.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { Instant } from '../domain/time.js';

export interface ActionPolicies {
  current(): Promise<ActionPolicy>;
  find(versions: readonly string[]): Promise<ActionPolicy[]>;
  /** Stores a new version as the current one; a stored one stays, with other content it throws. */
  add(policy: ActionPolicy): Promise<void>;
}

export interface PlatformActions {
  find(ids: readonly Id[]): Promise<PlatformAction[]>;
  /** PENDING and IN_FORCE ones of the lines, oldest first. */
  standingOf(accountIds: readonly AccountId[]): Promise<PlatformAction[]>;
  /** All of a customer's, newest first, at most `limit`. */
  ofCustomer(customerId: CustomerId, limit: number): Promise<PlatformAction[]>;
  /** Those that a decision caused, oldest first. */
  causedBy(decisionIds: readonly Id[]): Promise<PlatformAction[]>;
  add(actions: readonly PlatformAction[]): Promise<void>;
  save(actions: readonly PlatformAction[]): Promise<void>;
  /** Standing ones whose `lookAt` has come by `now`, oldest first, at most `limit`. */
  due(now: Instant, limit: number): Promise<PlatformAction[]>;
  /** Standing ones whose conditions only a person can look at, the longest asked first, at most `limit`. */
  askingForPerson(limit: number): Promise<PlatformAction[]>;
  /** Has the customers' standing actions that wait for something looked at by `now`. One statement. */
  touch(customerIds: readonly CustomerId[], now: Instant): Promise<void>;
}

export interface Notices {
  find(ids: readonly Id[]): Promise<Notice[]>;
  ofDecisions(decisionIds: readonly Id[]): Promise<Notice[]>;
  add(notices: readonly Notice[]): Promise<void>;
  /** Saves delivery and alarms. */
  save(notice: Notice): Promise<void>;
  /** Undelivered ones that are due before an instant, by their deadline, at most `limit`. */
  undelivered(dueBefore: Instant, limit: number): Promise<Notice[]>;
  /** Those whose `alarmAt` has come by `now`, by it and their id, at most `limit`. */
  alarmsDue(now: Instant, limit: number): Promise<Notice[]>;
}

export interface Appeals {
  find(ids: readonly Id[]): Promise<Appeal[]>;
  /** Of the decisions, oldest first. */
  ofDecisions(decisionIds: readonly Id[]): Promise<Appeal[]>;
  /** A customer's, newest first, at most `limit`. */
  ofCustomer(customerId: CustomerId, limit: number): Promise<Appeal[]>;
  /** The newest of each customer, at most `limit` each, newest first; one statement. */
  ofCustomers(customerIds: readonly CustomerId[], limit: number): Promise<Appeal[]>;
  /** Adds one; a second undecided one on a decision throws. */
  add(appeal: Appeal): Promise<void>;
  save(appeal: Appeal): Promise<void>;
  /** Undecided ones by their deadline and id, after a place, at most `limit`: the reviewers' queue. */
  queue(page: {
    after: { readonly dueAt: Instant; readonly id: Id } | null;
    limit: number;
  }): Promise<Appeal[]>;
  /** Undecided ones whose clock runs out before an instant, by their deadline, at most `limit`. */
  dueBefore(before: Instant, limit: number): Promise<Appeal[]>;
  /** WAITING ones whose pause ends by itself by `now`, at most `limit`. */
  pausedUntil(now: Instant, limit: number): Promise<Appeal[]>;
}

/** Documents as they were handed in; a transaction has none of their bytes but in chunks. */
export interface EvidenceStore {
  find(ids: readonly Id[]): Promise<Evidence[]>;
  /** A customer's, newest first, at most `limit`. */
  ofCustomer(customerId: CustomerId, limit: number): Promise<Evidence[]>;
  /** The newest of each customer, at most `limit` each, newest first; one statement. */
  ofCustomers(customerIds: readonly CustomerId[], limit: number): Promise<Evidence[]>;
  /**
   * Keeps a piece of a document that is being handed in, sealed with the customer's key, in a
   * transaction of its own; pieces are numbered from 0. The bytes are not held on to afterwards, and
   * nothing of the document can be read before `complete`.
   */
  keepPiece(customerId: CustomerId, uploadId: Id, piece: number, bytes: Uint8Array): Promise<void>;
  /**
   * Makes the pieces of an upload a document. Where the customer has the same bytes of the same kind
   * already, that document is the answer and the pieces are dropped; so they are where no appeal names
   * the bytes yet under another kind, and then that document is of the new kind. What no appeal names
   * counts as handed in anew, by the new one's time and subject.
   */
  complete(evidence: Evidence, uploadId: Id): Promise<Evidence>;
  /** Drops the pieces of an upload that came to nothing. */
  abandon(customerId: CustomerId, uploadId: Id): Promise<void>;
  /** A document's bytes, piece by piece. */
  read(evidence: Evidence): AsyncIterable<Uint8Array>;
  /** Names the appeal of documents that have none yet. */
  attach(evidenceIds: readonly Id[], appealId: Id): Promise<void>;
  /** Removes documents that no appeal names and pieces of no document, older than an instant. */
  purge(uploadedBefore: Instant, limit: number): Promise<number>;
}

/** Unfolds bytes that were packed by zlib, off the thread that serves requests. */
export interface Unpacker {
  /** Takes the next bytes; what they unfold to is read before it resolves. */
  add(bytes: Uint8Array): Promise<void>;
  /** How many of the bytes stood behind the packed ones' own end; null where that never came. */
  end(): Promise<{ readonly behind: number } | null>;
  /** Lets go of it, at any time. */
  close(): void;
}

/** Begins to unfold. `read` gets what comes of it in small pieces, and says whether to go on. */
export type Unpacking = (read: (bytes: Uint8Array) => boolean) => Unpacker;

export interface FileAccesses {
  add(accesses: readonly FileAccess[]): Promise<void>;
  /** A customer's before an id, newest first, at most `limit`. */
  ofCustomer(
    customerId: CustomerId,
    page: { before: Id | null; limit: number },
  ): Promise<FileAccess[]>;
}
