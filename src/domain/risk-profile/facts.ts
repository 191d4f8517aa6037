/**
 * What a score is made from. Raw facts come from statements and from the lines as they stand; the
 * derivation turns them into characteristic values, and only these values reach a scorecard.
 */
import type { AccountId } from '../identifiers.js';
import type { LocalDate } from '../time.js';

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
}

/** A line as it stands at the moment of the assessment. */
export interface LineFact {
  readonly accountId: AccountId;
  readonly currency: string;
  readonly balanceMinor: number;
  readonly limitMinor: number;
  /** False once use has ended (run-off, closed, ended, charged off): its limit counts no more. */
  readonly usable: boolean;
}

export interface RiskFacts {
  readonly asOf: LocalDate;
  /** The customer's statements of the last six months, closed lines included. */
  readonly statements: readonly StatementFact[];
  readonly lines: readonly LineFact[];
}

/** Value by characteristic id; null is "no such fact" and has an attribute of its own. */
export type CharacteristicValues = Readonly<Record<string, number | null>>;
