/**
 * Writes everything that a closing leaves behind, in the open transaction: the line and the linked
 * ones, both assessments, the closure with its decisions, released holds, a refund, what was counted,
 * and what is told. The number of statements does not grow with the number of lines.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import { releasedAtClosing } from '../domain/credit-account/closure.js';
import {
  type Closure,
  closureAuditContent,
  closureMessage,
  closureRecord,
  type HowClosed,
} from '../domain/credit-account/closure-record.js';
import type { ClosureRequest } from '../domain/credit-account/closure-request.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { type Decision, groundsOfClosure } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { type LinePosition, openMinor, owedMinor } from '../domain/ledger/position.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import { appealUntil } from '../domain/policy/appeal-periods.js';
import type { Instant } from '../domain/time.js';
import { endedAction } from './actions.js';
import type { Closing, ReadClosing } from './closing-facts.js';
import { keepCounted } from './count-activity.js';
import { booksOf } from './foreseen-moves.js';
import { furnishing } from './furnishing.js';
import { giveNotices, type NoticeOccasion } from './give-notice.js';
import { linkedDecisions, type MovedLine } from './linked-decisions.js';
import type { Ports } from './ports.js';
import { followRelationship } from './relationship.js';
import { tellAll } from './tell.js';

/** A closing as it was written. */
export interface MadeClosing {
  /** The line, closed. */
  readonly account: CreditAccount;
  readonly closure: Closure;
  readonly receipt: AuditEntry;
}

/** Writes the closing. */
export async function recordClosing(ports: Ports, closing: Closing): Promise<MadeClosing> {
  const { facts, foreseen, how, requests } = closing;
  const { closed, moved, before, after } = foreseen;
  const { now } = facts;
  const linked = await linkedDecisions(ports, closing);
  const { closure, decision } = recordsOf(ports, closing, linked);
  await ports.accounts.saveAll([closed, ...moved]);
  await ports.riskProfiles.add([before, after]);
  // A creditor's closing is made by a decision that was written down when it was taken.
  const own = closing.decision ? [] : [decision];
  await ports.closures.add(closure, [...own, ...linked.map((each) => each.decision)]);
  await ports.platformActions.add(linked.flatMap(({ action }) => action ?? []));
  await endActions(ports, closed, decision.id, now);
  await keepCounted(ports, facts.behaviour, now);
  const line = await releaseHolds(ports, facts);
  if (closed.status === 'CLOSED') {
    if (line.plans.length > 0) await ports.books.settlePlans(closed.id);
    // A closed line that is in credit owes the customer that money; run-off pays it at its end.
    if (line.position.creditMinor > 0) {
      const { refund } = foreseen.effects;
      // A notice that took effect while nobody looked keeps the deadline of its day.
      await ports.ledger.refundCredit(closed, now, refund?.payBy);
    }
  }
  for (const request of requests) {
    await ports.closureRequests.save(effected(request, how, now));
  }
  const accounts = facts.accounts.map(
    (each) => [closed, ...moved].find(({ id }) => id === each.id) ?? each,
  );
  const { accounts: asBefore, today, pack } = facts;
  await followRelationship(ports, closed.customerId, accounts, today, pack, asBefore);
  const closureTold = {
    subject: closed.id,
    entryId: closure.auditEntryId,
    content: closureAuditContent(closure, decision),
    type: 'clearline.credit-account.closure.v1',
    data: closureMessage(closure, closed.version, await isForOffers(ports, closure)),
  };
  const furnished = furnishing(ports.entropy.nextId, {
    event: isByConsumer(how) ? 'CLOSED_BY_CONSUMER' : 'CLOSED_BY_CREDITOR',
    account: closed,
    decisionId: decision.id,
    closureId: closure.id,
    at: closed.effectiveAt,
  });
  const told = [closureTold, ...linked.map((each) => each.told), furnished];
  const [receipt] = await tellAll(ports, closed.customerId, told, now);
  if (!receipt) throw new Error(`closure ${closure.id} was not told`);
  const ofClosing = own.map(() => ({ decision, account: closed, entryId: closure.auditEntryId }));
  const ofLinked = linked.map((each) => ({ ...each, entryId: each.told.entryId }));
  await giveNotices(ports, occasions(closing, [...ofClosing, ...ofLinked]), now);
  return { account: closed, closure, receipt };
}

/** A guardian, and whoever settles an estate, asks in the customer's place; fraud is the creditor's. */
const isByConsumer = ({ kind, cause }: HowClosed): boolean =>
  kind !== 'CREDITOR' && cause !== 'FRAUD';

/**
 * What the creditor had set going on the line ends with it, but for the decision that closes it: that
 * one is in force for as long as the line is gone. A higher rate is borne until the debt is repaid, so
 * that it can still go back.
 */
async function endActions(
  ports: Pick<Ports, 'platformActions'>,
  closed: CreditAccount,
  decisionId: Id,
  now: Instant,
): Promise<void> {
  const standing = await ports.platformActions.standingOf([closed.id]);
  const isBorne = ({ kind, status }: PlatformAction): boolean =>
    closed.status === 'RUN_OFF' && kind === 'REPRICING' && status === 'IN_FORCE';
  const overtaken = standing.filter((each) => each.id !== decisionId && !isBorne(each));
  if (overtaken.length === 0) return;
  const end = { at: now, by: decisionId };
  await ports.platformActions.save(overtaken.map((each) => endedAction(each, 'MOOT', end)));
}

interface Told {
  readonly decision: Decision;
  readonly account: CreditAccount;
  readonly action?: PlatformAction | null;
  readonly entryId: Id;
}

/** The decisions of a closing as its customer is told of them. */
function occasions({ facts, foreseen }: Closing, told: readonly Told[]): NoticeOccasion[] {
  const { pack, books, behaviour } = facts;
  return told.map(({ decision, account, action = null, entryId }) => ({
    decision,
    account,
    action,
    pack,
    auditEntryId: entryId,
    assessment: foreseen.after,
    activity: behaviour.after,
    owedMinor: owedMinor(booksOf(books, account.id).position),
  }));
}

function recordsOf(
  { entropy }: Pick<Ports, 'entropy'>,
  { facts, foreseen, how, decision }: Closing,
  linked: readonly MovedLine[],
) {
  const { pack, policy, account } = facts;
  const adverseAction = adverseActionOf(pack, 'CLOSURE', groundsOfClosure(how.cause));
  return closureRecord({
    ...foreseen,
    // Nobody is told how to come back who cannot.
    conditions:
      how.cause === 'DECEASED' || decision?.grounds === 'DEATH' ? [] : foreseen.conditions,
    account,
    how,
    linkedLimits: linked.map(({ made }) => made),
    packEdition: pack.id,
    limitPolicyVersion: policy.version,
    decisionId: entropy.nextId(),
    auditEntryId: entropy.nextId(),
    adverseAction,
    appealUntil: appealUntil(pack, { adverseAction, decidedAt: facts.now }),
    ...(decision && { decision }),
  });
}

/** Ends the holds that the rule releases and gives what they reserved back. */
async function releaseHolds(
  ports: Pick<Ports, 'books'>,
  { books, account }: ReadClosing,
): Promise<LinePosition> {
  const line = books.find(({ position }) => position.accountId === account.id);
  if (!line) throw new Error(`account ${account.id} is not in the books`);
  const released = releasedAtClosing(line.holds);
  if (released.length === 0) return line;
  const freed = released.reduce((sum, hold) => sum + openMinor(hold), 0);
  const position = { ...line.position, heldMinor: line.position.heldMinor - freed };
  await ports.books.saveHolds(released);
  await ports.books.savePositions([position]);
  return { ...line, position };
}

/** Whether offers may use what the closing says of the customer; asked only where it says anything. */
async function isForOffers(
  { consents }: Pick<Ports, 'consents'>,
  { qualitySegment, customerId }: Closure,
): Promise<boolean> {
  if (!qualitySegment) return false;
  const inForce = await consents.inForce([customerId]);
  return inForce.some(({ purpose }) => purpose === 'OFFERS');
}

const effected = (request: ClosureRequest, how: HowClosed, now: Instant): ClosureRequest => ({
  ...request,
  status: 'EFFECTED',
  endedAt: now,
  endedBy: how.approvedBy ?? how.requestedBy,
});
