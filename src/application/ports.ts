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
import type { NetChange } from '../domain/ledger/interest.js';
import type { JournalEntry } from '../domain/ledger/journal.js';
import type { Hold, InstalmentPlan, LinePosition, Position } from '../domain/ledger/position.js';
import type { Creditor, Product } from '../domain/ledger/product.js';
import type { RefundDue } from '../domain/ledger/refund.js';
import type { Statement } from '../domain/ledger/statement.js';
import type { Instant, LocalDate } from '../domain/time.js';
import type {
  ActionPolicies,
  Appeals,
  EvidenceStore,
  FileAccesses,
  Notices,
  PlatformActions,
} from './appeal-ports.js';
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

/** The embedded ledger's rows. `LedgerOfRecord` is what closing sees; this is what posting writes. */
export interface Books {
  positions(accountIds: readonly AccountId[]): Promise<Position[]>;
  /** Opens positions for new accounts. */
  open(positions: readonly Position[]): Promise<void>;
  savePositions(positions: readonly Position[]): Promise<void>;
  append(entries: readonly JournalEntry[]): Promise<void>;
  entry(id: Id): Promise<JournalEntry | undefined>;
  isReversed(entryId: Id): Promise<boolean>;
  /** Changes of a line's principal less credit balance valued after a day, summed by value date. */
  netChanges(accountId: AccountId, after: LocalDate): Promise<NetChange[]>;
  /** Each line's newest entries before an id, newest first, at most `limit` a line. */
  entriesOf(
    accountIds: readonly AccountId[],
    page: { before: Id | null; limit: number },
  ): Promise<JournalEntry[]>;
  hold(id: Id): Promise<Hold | undefined>;
  openHolds(accountIds: readonly AccountId[]): Promise<Hold[]>;
  addHold(hold: Hold): Promise<void>;
  saveHolds(holds: readonly Hold[]): Promise<void>;
  activePlans(accountIds: readonly AccountId[]): Promise<InstalmentPlan[]>;
  addPlans(plans: readonly InstalmentPlan[]): Promise<void>;
  settlePlans(accountId: AccountId): Promise<void>;
  addStatements(statements: readonly Statement[]): Promise<void>;
  /** Statements of the customers' lines from a period (`YYYY-MM`) on, oldest first. */
  statements(customerIds: readonly CustomerId[], fromPeriod: string): Promise<Statement[]>;
  /** Due day of each line's oldest open due; lines without one are absent. */
  oldestOpenDues(accountIds: readonly AccountId[]): Promise<Map<AccountId, LocalDate>>;
  /**
   * What a score is to read instead of what statements say, because that was a mistake of ours; the
   * statements themselves stay. Of a line from a period (`YYYY-MM`) to another, both included;
   * without the other, to the newest. What is not told here stays as it was corrected before.
   */
  correctStatements(
    accountId: AccountId,
    periods: { readonly from: string; readonly until?: string },
    scored: { readonly limitMinor?: number; readonly monthsLate?: number },
  ): Promise<void>;
  addRefundsDue(refunds: readonly RefundDue[]): Promise<void>;
  refundDue(id: Id): Promise<RefundDue | undefined>;
  refundsOf(accountIds: readonly AccountId[]): Promise<RefundDue[]>;
  markRefundRecalled(id: Id, recalledAt: Instant): Promise<void>;
  markRefundPaid(id: Id, paidAt: Instant): Promise<void>;
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

/** Sums of a line's postings over a span of days, in minor units. */
export interface Turnover {
  /** Repayments less returned payments. */
  readonly paymentsMinor: number;
  /** Captures less merchants' refunds and reversals. */
  readonly purchasesMinor: number;
  /** By how much the balance rose. */
  readonly balanceChangeMinor: number;
}

/** Work that time has made due, in bounded batches. */
export interface DueWork {
  /** Until the open transaction ends, no other worker passes here. Comes before every other lock. */
  exclusively(): Promise<void>;
  /** Open holds whose expiry has come, oldest first. */
  lapsedHolds(now: Instant, limit: number): Promise<Hold[]>;
  /**
   * Interest-bearing lines in a jurisdiction that are not posted up to `day`: all such lines of the
   * next `limit` customers after a customer (null: from the first), by customer and id.
   */
  interestDue(
    jurisdiction: string,
    day: LocalDate,
    page: { after: CustomerId | null; limit: number },
  ): Promise<CreditAccount[]>;
  /** As above: lines whose statement for the period that ended on `closedOn` is missing. */
  statementsDue(
    jurisdiction: string,
    /** The month's last day and the instant at which it began: lines closed before are left out. */
    month: { closedOn: LocalDate; beganAt: Instant },
    page: { after: CustomerId | null; limit: number },
  ): Promise<CreditAccount[]>;
  /** What was booked on lines in a half-open span of days; lines without any are absent. */
  turnover(
    accountIds: readonly AccountId[],
    from: LocalDate,
    before: LocalDate,
  ): Promise<Map<AccountId, Turnover>>;
}

/** Another writer saved the aggregate first; the whole operation can be tried again. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite';
}

/** All ports together, as the composition root wires them. */
export interface Ports {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly entropy: Entropy;
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
