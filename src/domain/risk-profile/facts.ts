/**
 * What a score is made from. Raw facts come from statements and from the lines as they stand; the
 * derivation turns them into characteristic values, and only these values reach a scorecard.
 */
import type { AccountId } from '../identifiers.js';
import type { StatementStatus } from '../ledger/statement.js';
import type { LocalDate } from '../time.js';
import type { ActivityFacts } from './activity.js';

/** One line's monthly statement, as far as scoring reads it. Amounts in minor units. */
export interface StatementFact {
  readonly accountId: AccountId;
  /** Statement month, `YYYY-MM`. */
  readonly period: string;
  readonly currency: string;
  /** Statement balance; negative when the customer is in credit. */
  readonly balanceMinor: number;
  readonly limitMinor: number;
  /** Received in the month, against the statement before. */
  readonly paymentsMinor: number;
  /** Purchases and draws of the month; zero when a source shows none. */
  readonly purchasesMinor: number;
  /** Months late when the statement was made; 0 is duly paid or nothing due. */
  readonly monthsLate: number;
  /** How the line was used, where a source states it; otherwise the amounts tell. */
  readonly status?: StatementStatus | null;
}

/** A line as it stands at the moment of the assessment. */
export interface LineFact {
  readonly accountId: AccountId;
  readonly currency: string;
  readonly balanceMinor: number;
  readonly limitMinor: number;
  /** False once use has ended (run-off, closed, ended, charged off): its limit counts no more. */
  readonly usable: boolean;
  /**
   * Of a line that its customer closed: until (and without) this day its limit goes on counting for
   * the protected characteristics. Absent where no protection was given.
   */
  readonly limitCountsUntil?: LocalDate;
  /** Lines that came in the place of this one: only what it had beyond their limits counts. */
  readonly successors?: readonly AccountId[];
}

export interface RiskFacts {
  readonly asOf: LocalDate;
  /** The customer's statements of the last six months, closed lines included. */
  readonly statements: readonly StatementFact[];
  readonly lines: readonly LineFact[];
  /** Absent where a source has statements only: every fact of behaviour is then missing. */
  readonly activity?: ActivityFacts;
}

/** A number, the id of a category, or null for "no such fact", which has an attribute of its own. */
export type CharacteristicValue = number | string | null;
/** By characteristic id. */
export type CharacteristicValues = Readonly<Record<string, CharacteristicValue>>;
