/**
 * Which decisions a person looks at again, on whose wish, who may be that person, and what can be
 * done with a case as it stands. A decision has one case at a time and is decided about once; after
 * that there is the one reconsideration.
 */
import { type Decision, isOfferInPart } from '../credit-account/decision.js';
import type { DecisionKind } from '../credit-account/grounds.js';
import type { Id } from '../identifiers.js';
import { isStanding, type PlatformAction } from '../platform-action/platform-action.js';
import { appealUntil } from '../policy/appeal-periods.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import type { Instant } from '../time.js';
import { type Appeal, type AppealStatus, isUndecided } from './appeal.js';
import { type ClockRules, openPause, reconsiderationUntil, resumed } from './appeal-clock.js';

/** The most documents that one filing or one answer names: a house rule. */
export const MAX_EVIDENCE_NAMED = 10;

export type FilingRefusal =
  /** It is no adverse action, the customer's own wish, or undoes another decision. */
  | { readonly code: 'NOT_APPEALABLE' }
  /** A person made it. */
  | { readonly code: 'NOT_AUTOMATED' }
  /** The rules in force give no right to it. */
  | { readonly code: 'HUMAN_DECISION_NOT_OWED' }
  | { readonly code: 'APPEAL_TOO_LATE'; readonly until: Instant }
  | { readonly code: 'APPEAL_PENDING'; readonly appealId: Id }
  /** Decided once; what is left is a reconsideration. */
  | { readonly code: 'ALREADY_APPEALED'; readonly appealId: Id }
  /** It returned, was lifted or undone, or the line was closed otherwise. */
  | { readonly code: 'DECISION_ENDED' };

/** What a filing is held against. */
export interface FilingFacts {
  readonly decision: Decision;
  /** What became of the decision; null where it set no action going. */
  readonly action: PlatformAction | null;
  /** Cases about the decision, and the case in which it came in the place of another. */
  readonly cases: readonly Appeal[];
  readonly pack: JurisdictionPack;
  readonly now: Instant;
}

/** What takes something from the customer, or may keep something from one. */
const AGAINST: readonly DecisionKind[] = [
  'LINE_DECREASE',
  'SUSPENSION',
  'DRAWDOWN_RIGHT_ENDED',
  'TERMINATION_BY_NOTICE',
  'CLOSURE',
  'REPRICING',
  'APPLICATION',
];

/** Why no appeal can be filed, or null. */
export function appealRefusal(facts: FilingFacts): FilingRefusal | null {
  const { decision, now } = facts;
  if (decision.appealUntil === null || decision.madeBy === 'CUSTOMER') {
    return { code: 'NOT_APPEALABLE' };
  }
  return caseRefusal(facts) ?? lateRefusal(decision.appealUntil, now);
}

/** Why no decision by a person can be asked for, or null; owed also where nothing adverse was done. */
export function humanDecisionRefusal(facts: FilingFacts): FilingRefusal | null {
  const { decision, pack, now } = facts;
  // An application that was granted whole is what the customer wished for, and an offer in the place of
  // a decision takes nothing: what it comes after is the decision to be looked at.
  const isGranted =
    decision.kind === 'APPLICATION' &&
    ((decision.grounds === 'CUSTOMER_REQUEST' && !isOfferInPart(decision)) ||
      (decision.madeBy === 'MACHINE' && decision.causedBy !== null));
  if (!AGAINST.includes(decision.kind) || isGranted) return { code: 'NOT_APPEALABLE' };
  if (decision.madeBy !== 'MACHINE') return { code: 'NOT_AUTOMATED' };
  if (!pack.automatedDecision.humanDecision.value || pack.appeals.humanAnswer.value === null) {
    return { code: 'HUMAN_DECISION_NOT_OWED' };
  }
  const { decidedAt } = decision;
  const until = decision.appealUntil ?? appealUntil(pack, { adverseAction: true, decidedAt });
  return caseRefusal(facts) ?? (until === null ? null : lateRefusal(until, now));
}

/** Why a decided case cannot be looked at once more, or null. `facts` are those of what stands now. */
export function reconsiderationRefusal(appeal: Appeal, facts: FilingFacts): FilingRefusal | null {
  const { outcome, kind } = appeal;
  if (isUndecided(appeal)) return { code: 'APPEAL_PENDING', appealId: appeal.id };
  // What a reconsideration said is the last word, and a referral ends in a decision of its own.
  if (!outcome || outcome.kind === 'OVERTURNED' || kind === 'REFERRAL') {
    return { code: 'NOT_APPEALABLE' };
  }
  if (kind === 'RECONSIDERATION') return { code: 'ALREADY_APPEALED', appealId: appeal.id };
  const again = facts.cases.filter(({ reconsiders }) => reconsiders === appeal.id);
  const until = reconsiderationUntil(facts.pack, outcome.decidedAt);
  return (
    caseRefusal({ ...facts, cases: again }) ??
    (facts.now >= until ? { code: 'APPEAL_TOO_LATE', until } : null)
  );
}

function caseRefusal({ cases, action }: FilingFacts): FilingRefusal | null {
  const pending = cases.find(isUndecided);
  if (pending) return { code: 'APPEAL_PENDING', appealId: pending.id };
  const decided = cases.find(({ status }) => status === 'DECIDED');
  if (decided) return { code: 'ALREADY_APPEALED', appealId: decided.id };
  const ended = cases.some(({ status }) => status === 'MOOT') || (action && !isStanding(action));
  return ended ? { code: 'DECISION_ENDED' } : null;
}

const lateRefusal = (until: Instant, now: Instant): FilingRefusal | null =>
  now >= until ? { code: 'APPEAL_TOO_LATE', until } : null;

/** From this moment on a decided case is not looked at again; null where it cannot be at all. */
export const reconsiderableUntil = (appeal: Appeal, rules: ClockRules): Instant | null => {
  const { outcome, kind } = appeal;
  const isOpen =
    outcome !== null &&
    outcome.kind !== 'OVERTURNED' &&
    kind !== 'RECONSIDERATION' &&
    kind !== 'REFERRAL';
  return isOpen ? reconsiderationUntil(rules, outcome.decidedAt) : null;
};

/**
 * Who cannot decide: whoever made the decision or one that it follows from, asked for it or
 * approved it, and whoever decided about it, or could not, before. Machines need no recusal.
 */
export function recusedFrom(
  decisions: readonly Pick<Decision, 'madeBy' | 'decidedBy'>[],
  closings: readonly { readonly requestedBy: string; readonly approvedBy: string | null }[],
  earlier: readonly Pick<Appeal, 'recused' | 'outcome'>[],
): string[] {
  const deciders = decisions
    .filter(({ madeBy }) => madeBy === 'STAFF')
    .map(({ decidedBy }) => decidedBy);
  const closers = closings.flatMap(({ requestedBy, approvedBy }) => [requestedBy, approvedBy]);
  const before = earlier.flatMap(({ recused, outcome }) => [
    ...recused,
    outcome?.decidedBy ?? null,
  ]);
  const all = [...deciders, ...closers, ...before].filter((each) => each !== null);
  return [...new Set(all)].sort();
}

export type ReviewerRefusal =
  | { readonly code: 'APPEAL_ENDED'; readonly status: AppealStatus }
  | { readonly code: 'RECUSED' }
  | { readonly code: 'ALREADY_ASSIGNED'; readonly to: string }
  | { readonly code: 'NOT_ASSIGNED_TO_YOU' }
  | { readonly code: 'APPEAL_WAITING'; readonly until: Instant };

/** Who reviews; a member of the staff may be a customer too. */
export interface Reviewer {
  readonly subject: string;
  readonly customerId?: string;
}

/** Whether a reviewer had a part in what a case is about, or is its customer. */
export const isRecused = (appeal: Appeal, { subject, customerId }: Reviewer): boolean =>
  appeal.recused.includes(subject) ||
  appeal.filedBy === subject ||
  customerId === appeal.customerId;

/** Why a reviewer cannot work on a case, or null: who does has taken it, and it does not wait. */
export function workRefusal(appeal: Appeal, reviewer: Reviewer): ReviewerRefusal | null {
  if (!isUndecided(appeal)) return { code: 'APPEAL_ENDED', status: appeal.status };
  if (appeal.assignedTo !== reviewer.subject) return { code: 'NOT_ASSIGNED_TO_YOU' };
  return appeal.status === 'WAITING' ? { code: 'APPEAL_WAITING', until: pauseEnd(appeal) } : null;
}

/**
 * Why somebody cannot approve an exceptional extension: a second person does, who neither has the
 * case nor has had it, nor had its clock extended.
 */
export function approvalRefusal(
  appeal: Appeal,
  reviewer: Reviewer,
): ReviewerRefusal | { readonly code: 'SECOND_REVIEWER_NEEDED' } | null {
  if (!isUndecided(appeal)) return { code: 'APPEAL_ENDED', status: appeal.status };
  const { assignedTo, clock, formerReviewers } = appeal;
  const former = formerReviewers.map(({ subject }) => subject);
  const hands = [assignedTo, ...former, ...clock.extensions.map(({ by }) => by)];
  if (hands.includes(reviewer.subject)) return { code: 'SECOND_REVIEWER_NEEDED' };
  return isRecused(appeal, reviewer) ? { code: 'RECUSED' } : null;
}

const pauseEnd = ({ clock }: Appeal): Instant => openPause(clock)?.atMostUntil ?? clock.dueAt;

/** The case as it is at `now`: a pause ends by itself also before anybody has come by. */
export function asOf(appeal: Appeal, rules: ClockRules, now: Instant): Appeal {
  const pause = appeal.status === 'WAITING' ? openPause(appeal.clock) : undefined;
  return pause && now >= pause.atMostUntil ? goingOn(appeal, rules, now) : appeal;
}

/** The case with its clock going on, with whoever it is assigned to, if with anybody. */
export function goingOn(appeal: Appeal, rules: ClockRules, now: Instant): Appeal {
  const going = appeal.assignedTo === null ? 'OPEN' : 'ASSIGNED';
  const status = appeal.status === 'WAITING' ? going : appeal.status;
  return { ...appeal, status, clock: resumed(appeal, rules, now) };
}
