/**
 * The limit policy: how a creditor's other lines move when a customer closes one, and what limit a
 * new line gets. It is data, versioned like a scorecard, so that a decision can name the version that
 * made it. The first rule that fits a line moves it; a line that no rule fits stays as it is.
 */
import type { AccountId, Id } from '../identifiers.js';
import type { LocalDate } from '../time.js';
import type { Text } from '../wording.js';
import type { Motive } from './credit-account.js';

export interface LimitPolicy {
  readonly schemaVersion: 1;
  readonly version: string;
  /** Set by judgement: no rule was estimated from outcomes. */
  readonly kind: 'EXPERT';
  readonly name: Text;
  readonly basis: Text;
  readonly createdOn: LocalDate;
  /** Moved limits are whole multiples of this many minor units, by currency. */
  readonly stepMinor: Readonly<Record<string, number>>;
  readonly rules: readonly LimitRule[];
  /** The limit of a new line as a share (millionths) of what is asked for, by price band. */
  readonly newLinePpm: Readonly<Record<string, number>>;
  /** The highest limit of a new line in minor units, by currency; in any other there is none. */
  readonly newLineMaxMinor: Readonly<Record<string, number>>;
}

export interface LimitRule {
  readonly id: string;
  readonly reasonCode: string;
  /** Price bands of the customer after the closure, before any limit moves. */
  readonly bands: readonly string[];
  /** Which lines: those of the closed line's creditor, or all. */
  readonly linked: 'SAME_CREDITOR' | 'ANY';
  /** Bounds of the linked line's own balance ÷ limit, in millionths; inclusive. */
  readonly utilizationAtLeastPpm?: number;
  readonly utilizationAtMostPpm?: number;
  /** Does not act when the customer gave one of these motives. */
  readonly unlessMotives?: readonly Motive[];
  readonly move: /** The line falls by this share of its limit, never below its balance and holds. */
    | { readonly kind: 'DECREASE'; readonly ofLimitPpm: number }
    /** This share of what the closing frees goes over, at most that share of the line's own. */
    | {
        readonly kind: 'INCREASE';
        readonly ofClosedPpm: number;
        readonly atMostOfLimitPpm: number;
      };
  /** Why it moved; placeholders `from`, `to`, `band`. */
  readonly reason: Text;
  readonly basis: Text;
}

/** What a rule does to one line. */
export interface LimitMove {
  readonly accountId: AccountId;
  readonly currency: string;
  readonly fromMinor: number;
  readonly toMinor: number;
  readonly ruleId: string;
}

/** A move that was made, with the decision that it is. */
export interface MadeLimitMove extends LimitMove {
  readonly decisionId: Id;
}
