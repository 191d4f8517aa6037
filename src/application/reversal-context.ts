/** What undoing a decision needs of whoever does it. */
import type { DecisionReason } from '../domain/credit-account/decision.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Instant, LocalDate } from '../domain/time.js';
import type { BooksReading, Customer } from './ports.js';

/** Who undoes a decision, under the customer's lock. */
export interface ReversalContext {
  /** Locked by the caller. */
  readonly customer: Customer;
  /** Of the line, or of the customer where the decision is about none. */
  readonly pack: JurisdictionPack;
  readonly today: LocalDate;
  readonly now: Instant;
  /** What `ledger.readAhead` gave before the transaction. */
  readonly reading: BooksReading;
  /** The token subject of the person who decides so. */
  readonly decidedBy: string;
  /** Why, to the customer, such as the code APPEAL_OVERTURNED. */
  readonly reason: DecisionReason;
}
