/**
 * What is kept of a closure, and in which words: the record that the customer's receipt commits to,
 * and the message that business systems get. Neither changes afterwards.
 */
import type { Id } from '../identifiers.js';
import type { Assessment } from '../risk-profile/assessment.js';
import type { CharacteristicValues } from '../risk-profile/facts.js';
import { type Instant, type LocalDate, utc } from '../time.js';
import type { ClosureEffects, NewCreditRestriction, StandingInstruction } from './closure-quote.js';
import type { OnBehalfCause } from './closure-request.js';
import {
  type Capability,
  type CreditAccount,
  endingCapabilities,
  type Motive,
} from './credit-account.js';
import { closureDecision, type Decision, OWN_DECISION } from './decision.js';
import type { MadeLimitMove } from './limit-policy.js';
import type { ReturnCondition } from './way-back.js';

/** How a closing came about. */
export const CLOSURE_KINDS = ['IMMEDIATE', 'NOTICE', 'ON_BEHALF', 'CREDITOR'] as const;
export type ClosureKind = (typeof CLOSURE_KINDS)[number];

/** How a closing is read, beside what it does. */
export const CLOSURE_SIGNALS = [
  'ACTIVE_RISK_MANAGEMENT',
  'DELEVERAGING',
  'FREQUENT_CLOSING',
] as const;
export type ClosureSignal = (typeof CLOSURE_SIGNALS)[number];

/** The record of a closure; what it says never changes. */
export interface Closure {
  readonly id: Id;
  readonly accountId: Id;
  readonly customerId: Id;
  readonly outcome: 'CLOSED' | 'RUN_OFF';
  readonly motive: Motive | null;
  readonly revoked: readonly Capability[];
  readonly requestedAt: Instant;
  readonly effectiveAt: Instant;
  /** The token subject that asked, and in which role. */
  readonly requestedBy: string;
  readonly requestedAs: string;
  readonly decisionId: Id;
  readonly assessmentBeforeId: Id | null;
  readonly assessmentAfterId: Id;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number;
  readonly scorecardVersion: string;
  /** Edition of the jurisdiction pack that the closure was made under. */
  readonly packEdition: string;
  readonly auditEntryId: Id;
  readonly kind: ClosureKind;
  /** The notice or the request on behalf that it comes from. */
  readonly requestId: Id | null;
  readonly cause: OnBehalfCause | null;
  /** The second agent's subject. */
  readonly approvedBy: string | null;
  readonly quoteId: Id | null;
  readonly stopped: readonly StandingInstruction[];
  readonly releasedHolds: readonly Id[];
  readonly linkedLimits: readonly MadeLimitMove[];
  readonly limitPolicyVersion: string | null;
  readonly restrictions: readonly NewCreditRestriction[];
  readonly limitCountsUntil: LocalDate | null;
  /** The protected characteristics as they were before, where the pack protects any. */
  readonly protectedValues: CharacteristicValues | null;
  readonly signals: readonly ClosureSignal[];
  /** Whether the customer counts as one of quality, by the rule in `closure-signals.ts`. */
  readonly qualitySegment: boolean;
  /** What has to be so for a new line, as told at the closing. */
  readonly conditions: readonly ReturnCondition[];
}

export interface ClosureFacts {
  readonly account: CreditAccount;
  /** The account after the closure. */
  readonly closed: Extract<CreditAccount, { closureId: Id }>;
  readonly before: Assessment;
  readonly after: Assessment;
  readonly effects: ClosureEffects;
  readonly protectedValues: CharacteristicValues | null;
  readonly signals: readonly ClosureSignal[];
  readonly qualitySegment: boolean;
  readonly conditions: readonly ReturnCondition[];
  readonly linkedLimits: readonly MadeLimitMove[];
  readonly how: HowClosed;
  readonly packEdition: string;
  readonly limitPolicyVersion: string;
  readonly decisionId: Id;
  readonly auditEntryId: Id;
  /** Whether the pack counts it as an adverse action: never where the customer asked. */
  readonly adverseAction: boolean;
  /** Until when the closing can be appealed; null where it cannot. */
  readonly appealUntil: Instant | null;
  /** The creditor's decision by which it is made; absent: the closing is a decision of its own. */
  readonly decision?: Decision;
}

/** Who wanted the closing, and how it came about. */
export interface HowClosed {
  readonly kind: ClosureKind;
  readonly motive: Motive | null;
  readonly cause: OnBehalfCause | null;
  readonly requestedBy: string;
  readonly requestedAs: string;
  readonly requestedAt: Instant;
  readonly requestId: Id | null;
  readonly approvedBy: string | null;
  readonly quoteId: Id | null;
}

/** The closure and the decision that it is. */
export function closureRecord(facts: ClosureFacts): { closure: Closure; decision: Decision } {
  const { account, closed, before, after, effects, how, packEdition } = facts;
  const decisionId = facts.decision?.id ?? facts.decisionId;
  const closure: Closure = {
    id: closed.closureId,
    accountId: closed.id,
    customerId: closed.customerId,
    outcome: effects.outcome,
    ...how,
    revoked: endingCapabilities(account),
    effectiveAt: closed.effectiveAt,
    decisionId,
    assessmentBeforeId: before.id,
    assessmentAfterId: after.id,
    scoreBefore: before.score,
    scoreAfter: after.score,
    scorecardVersion: after.scorecardVersion,
    packEdition,
    auditEntryId: facts.auditEntryId,
    stopped: effects.stopped,
    releasedHolds: effects.releasedHolds,
    linkedLimits: facts.linkedLimits,
    limitPolicyVersion: facts.limitPolicyVersion,
    restrictions: effects.restrictions,
    limitCountsUntil: effects.limitCountsUntil,
    protectedValues: facts.protectedValues,
    signals: facts.signals,
    qualitySegment: facts.qualitySegment,
    conditions: facts.conditions,
  };
  const base = {
    id: decisionId,
    customerId: closed.customerId,
    accountId: closed.id,
    decidedAt: after.assessedAt,
    decidedBy: how.approvedBy ?? how.requestedBy,
    assessmentId: after.id,
    packEdition,
    limitPolicyVersion: null,
    adverseAction: facts.adverseAction,
    ...OWN_DECISION,
    madeBy: how.cause === null ? ('CUSTOMER' as const) : ('STAFF' as const),
    appealUntil: facts.appealUntil,
  };
  const decision = facts.decision ?? closureDecision(base, how.cause, effects.blockers);
  return { closure, decision };
}

const codesOf = ({ reasons }: Decision): string[] => reasons.map(({ code }) => code);

/** The audit entry's content: who, when, why, which score, which policy, and all that followed. */
export const closureAuditContent = (closure: Closure, decision: Decision) => ({
  type: 'credit-account.closure',
  schemaVersion: 2,
  closureId: closure.id,
  accountId: closure.accountId,
  customerId: closure.customerId,
  kind: closure.kind,
  outcome: closure.outcome,
  requestedAt: utc(closure.requestedAt),
  effectiveAt: utc(closure.effectiveAt),
  requestedBy: closure.requestedBy,
  requestedAs: closure.requestedAs,
  approvedBy: closure.approvedBy,
  requestId: closure.requestId,
  quoteId: closure.quoteId,
  motive: closure.motive,
  cause: closure.cause,
  revoked: [...closure.revoked],
  stopped: [...closure.stopped],
  releasedHolds: [...closure.releasedHolds],
  grounds: decision.grounds,
  // Customers read the entry, so what may not be told stays out of it.
  ...(decision.measure?.withheld
    ? { withheld: true, reasons: [] }
    : { reasons: codesOf(decision) }),
  decisionId: decision.id,
  scoreBefore: closure.scoreBefore,
  scoreAfter: closure.scoreAfter,
  scorecardVersion: closure.scorecardVersion,
  packEdition: closure.packEdition,
  limitPolicyVersion: closure.limitPolicyVersion,
  linkedLimits: closure.linkedLimits.map((move) => ({ ...move })),
  restrictions: closure.restrictions.map((each) => ({ ...each })),
  limitCountsUntil: closure.limitCountsUntil,
  signals: [...closure.signals],
});

/**
 * What business systems learn; the motive is the customer's own and stays here. The mark of quality
 * is for offers, so it is told only where the customer consented to them.
 */
export const closureMessage = (closure: Closure, accountVersion: number, isForOffers: boolean) => ({
  schemaVersion: 1,
  closureId: closure.id,
  kind: closure.kind,
  outcome: closure.outcome,
  revoked: [...closure.revoked],
  stopped: [...closure.stopped],
  releasedHolds: [...closure.releasedHolds],
  effectiveAt: utc(closure.effectiveAt),
  accountVersion,
  signals: [...closure.signals],
  ...(isForOffers && closure.qualitySegment && { segment: 'QUALITY' }),
});
