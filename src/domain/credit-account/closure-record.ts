/**
 * What is kept of a closure, and in which words: the record that the customer's receipt commits to,
 * and the message that business systems get. Neither changes afterwards.
 */
import type { Id } from '../identifiers.js';
import type { Assessment } from '../risk-profile/assessment.js';
import type { Instant } from '../time.js';
import {
  type Capability,
  type CreditAccount,
  capabilitiesOf,
  type Motive,
} from './credit-account.js';
import { closureDecision, type Decision } from './decision.js';

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
}

export interface ClosureFacts {
  readonly account: CreditAccount;
  /** The account after the closure. */
  readonly closed: Extract<CreditAccount, { closureId: Id }>;
  readonly before: Assessment;
  readonly after: Assessment;
  readonly motive: Motive | null;
  readonly requestedBy: string;
  readonly requestedAs: string;
  readonly packEdition: string;
  readonly decisionId: Id;
  readonly auditEntryId: Id;
  readonly blockerCodes: readonly string[];
}

/** The closure and the decision that it is. */
export function closureRecord(facts: ClosureFacts): { closure: Closure; decision: Decision } {
  const { account, closed, before, after, decisionId, packEdition } = facts;
  const closure: Closure = {
    id: closed.closureId,
    accountId: closed.id,
    customerId: closed.customerId,
    outcome: closed.status,
    motive: facts.motive,
    revoked: capabilitiesOf(account),
    requestedAt: after.assessedAt,
    effectiveAt: closed.effectiveAt,
    requestedBy: facts.requestedBy,
    requestedAs: facts.requestedAs,
    decisionId,
    assessmentBeforeId: before.id,
    assessmentAfterId: after.id,
    scoreBefore: before.score,
    scoreAfter: after.score,
    scorecardVersion: after.scorecardVersion,
    packEdition,
    auditEntryId: facts.auditEntryId,
  };
  const decision = closureDecision(
    {
      id: decisionId,
      customerId: closed.customerId,
      accountId: closed.id,
      decidedAt: after.assessedAt,
      decidedBy: facts.requestedBy,
      assessmentId: after.id,
      packEdition,
    },
    facts.blockerCodes,
  );
  return { closure, decision };
}

const utc = (instant: Instant): string => new Date(instant).toISOString();

/** The audit entry's content: who, when, why, which score, which policy. */
export const closureAuditContent = (closure: Closure, decision: Decision) => ({
  type: 'credit-account.closure',
  schemaVersion: 1,
  closureId: closure.id,
  accountId: closure.accountId,
  customerId: closure.customerId,
  outcome: closure.outcome,
  requestedAt: utc(closure.requestedAt),
  effectiveAt: utc(closure.effectiveAt),
  requestedBy: closure.requestedBy,
  requestedAs: closure.requestedAs,
  motive: closure.motive,
  revoked: [...closure.revoked],
  grounds: decision.grounds,
  reasons: decision.reasons.map(({ code }) => code),
  decisionId: decision.id,
  scoreBefore: closure.scoreBefore,
  scoreAfter: closure.scoreAfter,
  scorecardVersion: closure.scorecardVersion,
  packEdition: closure.packEdition,
});

/** What business systems learn; the motive is the customer's own and stays here. */
export const closureMessage = (closure: Closure, accountVersion: number) => ({
  schemaVersion: 1,
  closureId: closure.id,
  outcome: closure.outcome,
  revoked: [...closure.revoked],
  effectiveAt: utc(closure.effectiveAt),
  accountVersion,
});
