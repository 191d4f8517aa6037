/**
 * Ports for what is kept and for how long: who a customer is, legal holds, and erasure. `ports.ts`
 * says what holds for all ports.
 */
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { RetentionClass } from '../domain/policy/retention.js';
import type { Instant, LocalDate } from '../domain/time.js';

/** Who a customer is; every member is personal and is stored encrypted. */
export interface Identity {
  readonly customerId: CustomerId;
  readonly fullName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly postalAddress: string | null;
  readonly recordedAt: Instant;
}

export interface Identities {
  find(customerIds: readonly CustomerId[]): Promise<Identity[]>;
  /** Adds or replaces. */
  save(identities: readonly Identity[]): Promise<void>;
}

/** Nothing of the customer is erased while a hold is in force. */
export interface LegalHold {
  readonly id: Id;
  readonly customerId: CustomerId;
  /** Why, in words: a dispute, an order of a court. 1 to 1,000 characters. */
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Instant;
  readonly liftedBy: string | null;
  readonly liftedAt: Instant | null;
}

export interface LegalHolds {
  find(ids: readonly Id[]): Promise<LegalHold[]>;
  /** A customer's, lifted ones included, newest first, at most `limit`. */
  ofCustomer(customerId: CustomerId, limit: number): Promise<LegalHold[]>;
  add(hold: LegalHold): Promise<void>;
  lift(id: Id, by: string, at: Instant): Promise<void>;
}

/** What was erased, so that a restored backup can erase it again. Names nobody. */
export interface Erasure {
  readonly id: Id;
  /** SHA-256 (hex) of the customer's id; null for a class erased over many customers. */
  readonly customerHash: string | null;
  /** A retention class; CUSTOMER: everything; or the source of a withdrawn consent. */
  readonly what: RetentionClass | 'CUSTOMER' | `SOURCE:${string}`;
  /** Records of before this day (classes) or instant's day are gone. */
  readonly before: LocalDate;
  /** Rows of a class; 1 for a customer, 0 for a source: theirs are told in the audit entry or nowhere. */
  readonly rows: number;
  readonly erasedAt: Instant;
}

/** A customer whose last line is closed and whose longest period is over. */
export interface DueCustomer {
  readonly customerId: CustomerId;
  readonly jurisdiction: string;
  /** Null where it ended before such days were written down. */
  readonly relationshipEndedOn: LocalDate | null;
}

export interface Retention {
  /** The day the last line closed, and from when everything may go; nulls: a line is open again. */
  setRelationshipEnd(
    customerId: CustomerId,
    endedOn: LocalDate | null,
    eraseOn: LocalDate | null,
  ): Promise<void>;
  /** Customers to be erased by a day and under no hold, at most `limit`, by id after `after`. */
  dueCustomers(
    today: LocalDate,
    page: { after: CustomerId | null; limit: number },
  ): Promise<DueCustomer[]>;
  /**
   * Erases everything of customers but the commitments of their audit entries, in set-based
   * statements; those under a hold are left out. Returns rows by table.
   */
  eraseCustomers(customerIds: readonly CustomerId[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Erases records of a class of one jurisdiction's customers that are older than `before`, at most
   * about `limit` rows; customers under a hold are left out. Returns how many rows, 0 when done.
   */
  eraseClass(
    what: RetentionClass,
    jurisdiction: string,
    before: LocalDate,
    limit: number,
  ): Promise<number>;
  /** Everything that is kept of a customer: rows by table, personal fields decrypted. */
  everythingOf(customerId: CustomerId): Promise<ReadonlyMap<string, readonly object[]>>;
  addErasures(erasures: readonly Erasure[]): Promise<void>;
  /** Erasures after an id, oldest first, at most `limit`. */
  erasures(after: Id | null, limit: number): Promise<Erasure[]>;
  /** Which of the ids are known here. */
  knownErasures(ids: readonly Id[]): Promise<Set<Id>>;
  /** Ids of customers whose hash is among these; walks all customers in batches. */
  customersByHash(hashes: ReadonlySet<string>): Promise<CustomerId[]>;
  /** Takes what was erased out of the database's own log, as far as the database lets us. */
  settle(): Promise<void>;
}
