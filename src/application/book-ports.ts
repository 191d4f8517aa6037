/**
 * Ports for the embedded ledger's books and for the work that time makes due on them. `ports.ts` says
 * what holds for all ports.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { AccountId, CustomerId, Id } from '../domain/identifiers.js';
import type { NetChange } from '../domain/ledger/interest.js';
import type { JournalEntry } from '../domain/ledger/journal.js';
import type { Hold, InstalmentPlan, Position } from '../domain/ledger/position.js';
import type { RefundDue } from '../domain/ledger/refund.js';
import type { Statement, StatementDue } from '../domain/ledger/statement.js';
import type { Instant, LocalDate } from '../domain/time.js';

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
  /** Dues of the lines that are open, or whose lateness was found to be a mistake; in any order. */
  dues(accountIds: readonly AccountId[]): Promise<StatementDue[]>;
  /** Due day of each line's oldest open due, as found (`oldestOpenDue`); lines without are absent. */
  oldestOpenDues(accountIds: readonly AccountId[]): Promise<Map<AccountId, LocalDate>>;
  /**
   * What a score is to read instead of what statements say, because that was a mistake of ours; the
   * statements themselves stay. Of a line from a period (`YYYY-MM`) to another, both included;
   * without the other, to the newest. What is not told here stays as it was corrected before. Of a
   * statement that is set aside by an appeal a score reads nothing.
   */
  correctStatements(
    accountId: AccountId,
    periods: { readonly from: string; readonly until?: string },
    scored: {
      readonly limitMinor?: number;
      readonly monthsLate?: number;
      readonly setAsideBy?: Id;
    },
  ): Promise<void>;
  addRefundsDue(refunds: readonly RefundDue[]): Promise<void>;
  refundDue(id: Id): Promise<RefundDue | undefined>;
  refundsOf(accountIds: readonly AccountId[]): Promise<RefundDue[]>;
  markRefundRecalled(id: Id, recalledAt: Instant): Promise<void>;
  markRefundPaid(id: Id, paidAt: Instant): Promise<void>;
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
