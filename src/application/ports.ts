/**
 * What the application asks of the outside, named for the aggregates. One suite of contract tests
 * holds every implementation (memory, SQLite, PostgreSQL) to the same behaviour.
 *
 * Inside `inTransaction` every port works on the open transaction. Locks are taken in one order:
 * idempotency key, then customers by id, then whatever belongs to them. Whoever changes anything of
 * a customer locks the customer first, so everything below one customer happens in sequence.
 */
import type { Closure } from '../domain/credit-account/closure-record.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { AccountId, CustomerId, Id } from '../domain/identifiers.js';
import type { FormerRate } from '../domain/ledger/interest.js';
import type { LinePosition, Position } from '../domain/ledger/position.js';
import type { Creditor, Product } from '../domain/ledger/product.js';
import type { RateBegan } from '../domain/ledger/rate-correction.js';
import type { RefundDue } from '../domain/ledger/refund.js';
import type { Institution } from '../domain/policy/institution.js';
import type { Instant, LocalDate } from '../domain/time.js';
import type {
  ActionPolicies,
  Appeals,
  EvidenceStore,
  FileAccesses,
  Notices,
  PlatformActions,
  Unpacking,
} from './appeal-ports.js';
import type { Books, DueWork } from './book-ports.js';
import type {
  ClosureQuotes,
  ClosureRequests,
  CreditApplications,
  LimitPolicies,
} from './closure-ports.js';
import type { AuditTrail, IdempotencyKeys, Imports, Outbox } from './record-ports.js';
import type { Identities, LegalHolds, Retention } from './retention-ports.js';
import type { Activities, Consents, RiskProfiles } from './risk-ports.js';

/** Ends a transaction without keeping anything that it wrote: what a refusal does. */
export interface UnitOfWork {
  abandon(): void;
}

export type InTransaction = <T>(work: (unit: UnitOfWork) => Promise<T>) => Promise<T>;

export interface Clock {
  /** Milliseconds since 1970 UTC; never goes back. */
  now(): Instant;
}

/** Randomness and hashing, kept out of the domain. */
export interface Entropy {
  /** A new UUIDv7. */
  nextId(): Id;
  /** 32 random bytes. */
  salt(): Uint8Array;
  sha256(bytes: Uint8Array): Uint8Array;
  /** SHA-256 of bytes that come piece by piece. */
  runningSha256(): RunningHash;
}

export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** Ends it. */
  digest(): Uint8Array;
}

export interface Customer {
  readonly id: CustomerId;
  readonly jurisdiction: string;
  readonly locale: 'en' | 'zh';
  readonly createdAt: Instant;
}

export interface Customers {
  find(ids: readonly CustomerId[]): Promise<Customer[]>;
  /** Locks the rows in id order until the transaction ends; returns those that exist. */
  lock(ids: readonly CustomerId[]): Promise<Customer[]>;
  add(customers: readonly Customer[]): Promise<void>;
  /** Those of all customers, each once, in alphabetical order. */
  jurisdictions(): Promise<string[]>;
}

export interface CreditAccounts {
  find(ids: readonly AccountId[]): Promise<CreditAccount[]>;
  ofCustomers(ids: readonly CustomerId[]): Promise<CreditAccount[]>;
  add(accounts: readonly CreditAccount[]): Promise<void>;
  /** Saves the next version; throws {@link StaleWrite} when another writer was faster. */
  save(account: CreditAccount): Promise<void>;
  /** As {@link save}, for several lines in one statement. */
  saveAll(accounts: readonly CreditAccount[]): Promise<void>;
}

export interface Products {
  find(ids: readonly string[]): Promise<Product[]>;
  /** Adds what is new; what is there stays as it is. */
  add(creditors: readonly Creditor[], products: readonly Product[]): Promise<void>;
}

/** A customer's books as read at an instant. */
export interface BooksReading {
  readonly customerId: CustomerId;
  readonly asOf: Instant;
  readonly lines: readonly LinePosition[];
}

/**
 * Whoever keeps the lines' balances: the embedded ledger, or a lender's own core. `readAhead` may call
 * a remote system and so runs before the transaction; `confirm` runs inside it, after the locks: the
 * embedded ledger reads there and only there, a remote one checks that its reading is fresh enough.
 */
export interface LedgerOfRecord {
  /** Positions as of the customer's day, for showing; in the order of the accounts. */
  positions(accounts: readonly CreditAccount[], now: Instant): Promise<Position[]>;
  /** The books as they are, for showing what would be. */
  read(customer: Customer, accounts: readonly CreditAccount[], now: Instant): Promise<BooksReading>;
  /** What {@link confirm} will need of elsewhere; the lines are asked for only where they are needed. */
  readAhead(
    customer: Customer,
    now: Instant,
    accountsOf: () => Promise<readonly CreditAccount[]>,
  ): Promise<BooksReading>;
  confirm(
    reading: BooksReading,
    customer: Customer,
    accounts: readonly CreditAccount[],
    now: Instant,
  ): Promise<BooksReading>;
  /**
   * Moves a credit balance to what is payable to the customer; null when there is none. `notAfter`
   * keeps the deadline of a refund that this one stands for.
   */
  refundCredit(
    account: CreditAccount,
    now: Instant,
    notAfter?: LocalDate | null,
  ): Promise<RefundDue | null>;
  /**
   * Takes back refunds that are payable and not paid yet, as far as a debt needs them. Returns the
   * new position and the earliest deadline of what was taken back.
   */
  recallRefunds(
    account: CreditAccount,
    now: Instant,
  ): Promise<{ position: Position; payBy: LocalDate | null }>;
  /**
   * Has a line, confirmed before in the transaction, stand as if it had borne other rates, by an entry
   * that names the decision. Null where this ledger cannot tell what interest was charged since.
   */
  correctRates(
    account: CreditAccount,
    correction: RatesToBear,
    now: Instant,
  ): Promise<{ position: Position; returnedMinor: number } | null>;
}

export interface RatesToBear {
  readonly since: RateBegan;
  /** The rates of all days before the customer's day, oldest first. */
  readonly rates: readonly FormerRate[];
  /** By which decision. */
  readonly decisionId: Id;
}

export interface Closures {
  find(ids: readonly Id[]): Promise<Closure[]>;
  /** Adds the closure, once per account, with its decisions: its own and those on linked limits. */
  add(closure: Closure, decisions: readonly Decision[]): Promise<void>;
  /** Adds decisions that come with no closure. */
  addDecisions(decisions: readonly Decision[]): Promise<void>;
  /** Decisions on lines, newest first, at most `limit` a line. */
  decisionsOf(accountIds: readonly AccountId[], limit: number): Promise<Decision[]>;
  /** The closures of lines; at most one each. */
  ofAccounts(accountIds: readonly AccountId[]): Promise<Closure[]>;
  decisions(ids: readonly Id[]): Promise<Decision[]>;
}

/** Another writer saved the aggregate first; the whole operation can be tried again. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite';
}

/** All ports together, as the composition root wires them, and who runs them. */
export interface Ports {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** As its notices name it; the same as long as the process runs. */
  readonly institution: Institution;
  readonly customers: Customers;
  readonly accounts: CreditAccounts;
  readonly products: Products;
  readonly books: Books;
  readonly ledger: LedgerOfRecord;
  readonly riskProfiles: RiskProfiles;
  readonly activities: Activities;
  readonly consents: Consents;
  readonly closures: Closures;
  readonly closureRequests: ClosureRequests;
  readonly closureQuotes: ClosureQuotes;
  readonly limitPolicies: LimitPolicies;
  readonly applications: CreditApplications;
  readonly actionPolicies: ActionPolicies;
  readonly platformActions: PlatformActions;
  readonly notices: Notices;
  readonly appeals: Appeals;
  readonly evidence: EvidenceStore;
  readonly unpacking: Unpacking;
  /** Lets others be answered between the steps of long work. */
  readonly othersTurn: () => Promise<void>;
  readonly fileAccesses: FileAccesses;
  readonly identities: Identities;
  readonly legalHolds: LegalHolds;
  readonly retention: Retention;
  readonly auditTrail: AuditTrail;
  readonly outbox: Outbox;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly dueWork: DueWork;
  readonly imports: Imports;
}
