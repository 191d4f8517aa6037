/**
 * Gives the notices that decisions owe, in the transaction of the decision. Each is written down and
 * told, so that whoever delivers letters and messages learns of it and of its last day.
 */
import type { Appeal, Repair } from '../domain/appeal/appeal.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { Id } from '../domain/identifiers.js';
import type { Notice } from '../domain/platform-action/notice.js';
import {
  type OutcomeFacts,
  outcomeSections,
  wayBackSections,
} from '../domain/platform-action/notice-outcome.js';
import { noticeSections } from '../domain/platform-action/notice-sections.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import type { Instant } from '../domain/time.js';
import { issue, noticeOf } from './issue-notice.js';
import { lineNames, noticeFacts, textOf, versionsOf } from './notice-facts.js';
import type { NoticeOccasion } from './notice-occasion.js';
import type { Ports } from './ports.js';

export type { NoticeOccasion } from './notice-occasion.js';

/** A way back has opened; the decision stands. */
export interface WayBackOccasion {
  /** The decision whose conditions are met. */
  readonly decision: Decision;
  readonly account: CreditAccount;
  readonly pack: JurisdictionPack;
  readonly auditEntryId: Id;
  /** An offer waits to be accepted, an application is welcome, or the old limit can be asked for. */
  readonly how: 'OFFER' | 'INVITATION' | 'ASK_FOR_LIMIT';
  /** Who found that the conditions are met. */
  readonly foundBy: 'MACHINE' | 'STAFF';
  /** On which that was found. */
  readonly assessment: Assessment;
  /** The one with the offer; null unless OFFER. */
  readonly application: CreditApplication | null;
}

/** What was decided about an appeal (of any kind), and what followed. */
export interface OutcomeOccasion {
  /** With its outcome. */
  readonly appeal: Appeal;
  /** The decision that was appealed. */
  readonly decision: Decision;
  /** The line as it is now; null for an application. */
  readonly account: CreditAccount | null;
  /** Of a decision on an application. */
  readonly application?: CreditApplication | null;
  readonly pack: JurisdictionPack;
  readonly auditEntryId: Id;
}

/**
 * Whether a decision is told by a notice: ours that is adverse, ours by a measure whether it counts
 * as adverse or not, and ours that takes one back. Never what the customer wished for.
 */
export function owesNotice({ madeBy, adverseAction, measure, kind }: Decision): boolean {
  if (madeBy === 'CUSTOMER') return false;
  return adverseAction || measure !== null || kind === 'REINSTATEMENT' || kind === 'REVERSAL';
}

/**
 * Gives the notice of each decision that {@link owesNotice}; in the order of the occasions. All are
 * added in one statement, their audit entries and messages in two a customer.
 */
export async function giveNotices(
  ports: Ports,
  occasions: readonly NoticeOccasion[],
  now: Instant,
): Promise<Notice[]> {
  const owed = occasions.filter(({ decision }) => owesNotice(decision));
  if (owed.length === 0) return [];
  const facts = await noticeFacts(ports, owed, now);
  const notices = owed.map((occasion, at) => {
    const own = facts[at];
    if (!own) throw new Error(`decision ${occasion.decision.id} has no facts`);
    const under = { ...occasion.decision, ...applied(occasion.application) };
    return noticeOf(ports, { ...occasion, under }, noticeSections(own), now);
  });
  await issue(ports, notices, now);
  return notices;
}

/** Of an application, when it was received, and when less was offered than was asked for. */
const applied = (application: NoticeOccasion['application']) =>
  application && {
    receivedAt: application.appliedAt,
    ...(application.offer && { offeredAt: application.appliedAt }),
  };

/**
 * Gives the notice of an appeal's outcome, under the decision that reversed the old one, and under
 * the old one where it was upheld.
 */
export async function giveOutcomeNotice(
  ports: Ports,
  occasion: OutcomeOccasion,
  now: Instant,
): Promise<Notice> {
  const { appeal, decision, pack, auditEntryId } = occasion;
  const { outcome } = appeal;
  if (!outcome) throw new Error(`appeal ${appeal.id} is not decided`);
  const { lineName, repairs } = await repairsTold(ports, occasion, outcome.repairs);
  const { institution } = ports;
  const facts = {
    appeal,
    outcome,
    decision,
    pack,
    institution,
    lineName,
    repairs,
    auditEntryId,
  };
  // Whatever the outcome, it is told by the period for decisions, counted from the answer; what a rule
  // had referred is the answer to the application, which its case was opened with.
  const isReferral = appeal.kind === 'REFERRAL';
  const under = {
    id: outcome.reversalId ?? decision.id,
    customerId: decision.customerId,
    accountId: decision.accountId,
    kind: isReferral ? ('APPLICATION' as const) : ('REVERSAL' as const),
    decidedAt: outcome.decidedAt,
    ...(isReferral && { receivedAt: appeal.filedAt }),
  };
  const notice = noticeOf(ports, { ...occasion, under }, outcomeSections(facts), now);
  await issue(ports, [notice], now);
  return notice;
}

/** What was put right, that of the appealed line first; that of another line says which one it is. */
async function repairsTold(
  ports: Ports,
  occasion: OutcomeOccasion,
  repairs: readonly Repair[],
): Promise<Pick<OutcomeFacts, 'lineName' | 'repairs'>> {
  const own = occasion.account?.id ?? null;
  const isElsewhere = ({ accountId }: Repair): boolean => accountId !== null && accountId !== own;
  const ids = repairs.filter(isElsewhere).flatMap(({ accountId }) => accountId ?? []);
  const accounts = ids.length === 0 ? [] : await ports.accounts.find([...new Set(ids)]);
  const others = accounts.map((account) => ({ decision: occasion.decision, account }));
  const names = await lineNames(ports, [occasion, ...others]);
  const told = repairs.map((repair) => {
    const other = others.find(
      ({ account }) => isElsewhere(repair) && account.id === repair.accountId,
    );
    return { done: repair.done, text: textOf(repair), lineName: other ? names(other) : null };
  });
  const ownFirst = told.toSorted(
    (one, another) => Number(one.lineName !== null) - Number(another.lineName !== null),
  );
  return { lineName: names(occasion), repairs: ownFirst };
}

/** Gives notices that a way back is open, under the decisions that stand. */
export async function giveWayBackNotices(
  ports: Ports,
  occasions: readonly WayBackOccasion[],
  now: Instant,
): Promise<Notice[]> {
  if (occasions.length === 0) return [];
  const names = await lineNames(ports, occasions);
  const notices = occasions.map((occasion) => {
    const { decision, pack, auditEntryId, foundBy, assessment } = occasion;
    const facts = {
      decision,
      pack,
      institution: ports.institution,
      lineName: names(occasion),
      how: howOpened(occasion),
      foundBy,
      lookedOn: versionsOf(assessment),
      openedAt: now,
      auditEntryId,
    };
    const sections = wayBackSections(facts);
    const under = { ...decision, kind: 'REINSTATEMENT' as const, decidedAt: now };
    return noticeOf(ports, { ...occasion, under }, sections, now);
  });
  await issue(ports, notices, now);
  return notices;
}

function howOpened({ how: kind, application, decision }: WayBackOccasion) {
  if (kind !== 'OFFER') return { kind };
  if (!application) throw new Error(`the offer after decision ${decision.id} is missing`);
  return { kind, application };
}
