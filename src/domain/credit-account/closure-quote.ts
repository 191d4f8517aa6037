/**
 * The closure quote: what a closing would do now, pinned for a while. A quote made good is no
 * promise about version numbers but about effects: when the customer closes by it, the effects are
 * worked out anew, and either they are the same and happen, or nothing happens and the customer is
 * told what has become different. Interest that runs as the quote said is no difference.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { Instant, LocalDate } from '../time.js';
import type { Blocker } from './closure.js';
import type { Capability, Motive } from './credit-account.js';
import type { LimitMove } from './limit-policy.js';

/** What settles the debt, by part; amounts in minor units of the line's currency. */
export interface Payoff {
  readonly currency: string;
  readonly totalMinor: number;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
  /** What a day adds while nothing is paid. */
  readonly perDiemMinor: number;
  /** The customer's day for which the parts hold. */
  readonly asOf: LocalDate;
}

/** What a plan costs when it is settled now instead of by its instalments. */
export interface EarlySettlement {
  readonly planId: Id;
  readonly currency: string;
  /** Part of the line's payoff, not on top of it. */
  readonly principalLeftMinor: number;
  readonly instalmentsLeft: number;
  /** Interest that will not run, at the line's rate, were the plan paid as scheduled instead. */
  readonly interestSavedMinor: number;
}

/** New credit waits until (and without) the day, if nothing else happens; `ruleId` says why. */
export interface NewCreditRestriction {
  readonly ruleId: string;
  readonly until: LocalDate | null;
}

/** Everything that a closing does at once. */
export interface ClosureEffects {
  /** RUN_OFF when blockers are there and the customer accepts it. */
  readonly outcome: 'CLOSED' | 'RUN_OFF';
  readonly blockers: readonly Blocker[];
  readonly payoff: Payoff;
  readonly earlySettlements: readonly EarlySettlement[];
  readonly revoked: readonly Capability[];
  /** Standing instructions that end with it. */
  readonly stopped: readonly StandingInstruction[];
  /** Holds that end at once, and those that merchants may still capture. */
  readonly releasedHolds: readonly Id[];
  readonly honouredHolds: readonly Id[];
  /** A credit balance that is paid out; null when there is none. */
  readonly refund: { readonly amountMinor: number; readonly payBy: LocalDate } | null;
  readonly scoreBefore: number;
  readonly scoreAfter: number;
  readonly bandBefore: string;
  readonly bandAfter: string;
  readonly newCreditBefore: string;
  readonly newCreditAfter: string;
  /** What the closing itself brings for new credit; rules that acted before are none of it. */
  readonly restrictions: readonly NewCreditRestriction[];
  readonly linkedLimits: readonly LimitMove[];
  readonly limitCountsUntil: LocalDate | null;
}

/** AUTOPAY: merchants' regular charges. REPAYMENT_AUTOPAY: the standing order that repays. */
export type StandingInstruction = 'AUTOPAY' | 'REPAYMENT_AUTOPAY';

export interface ClosureQuote {
  readonly id: Id;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly motive: Motive | null;
  readonly madeAt: Instant;
  readonly madeBy: string;
  /** The quote holds until then. */
  readonly validUntil: Instant;
  /** Payoff + per-diem × days settles the debt up to and with this day. */
  readonly goodThrough: LocalDate;
  readonly effects: ClosureEffects;
  readonly packEdition: string;
  readonly scorecardVersion: string;
  readonly rulesVersion: string;
  readonly limitPolicyVersion: string;
}

/** Which effect became different, with what was quoted and what would happen now. */
export interface QuoteDifference {
  readonly effect: QuotedEffect;
  /** The line that it is about where it is a linked one. */
  readonly accountId: AccountId | null;
  /** Plain figures or codes: amounts as decimals with their currency, days, scores. */
  readonly quoted: string;
  readonly now: string;
}

export const QUOTED_EFFECTS = [
  'OUTCOME',
  'PAYOFF',
  'HOLDS',
  'INSTALMENTS',
  'CAPABILITIES',
  'STANDING_INSTRUCTIONS',
  'REFUND',
  'SCORE',
  'BAND',
  'NEW_CREDIT',
  'RESTRICTION',
  'LINKED_LIMIT',
  'PROTECTION',
] as const;
export type QuotedEffect = (typeof QUOTED_EFFECTS)[number];
