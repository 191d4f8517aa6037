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
import { groundsOfClosure } from '../domain/credit-account/decision.js';
import { type LinePosition, openMinor } from '../domain/ledger/position.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import type { Instant } from '../domain/time.js';
import type { Closing, ReadClosing } from './closing-facts.js';
import { keepCounted } from './count-activity.js';
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
  const linked = linkedDecisions(ports.entropy.nextId, closing);
  const { closure, decision } = recordsOf(ports, closing, linked);
  await ports.accounts.saveAll([closed, ...moved]);
  await ports.riskProfiles.add([before, after]);
  await ports.closures.add(closure, [decision, ...linked.map((each) => each.decision)]);
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
  const told = [closureTold, ...linked.map((each) => each.told)];
  const [receipt] = await tellAll(ports, closed.customerId, told, now);
  if (!receipt) throw new Error(`closure ${closure.id} was not told`);
  return { account: closed, closure, receipt };
}

function recordsOf(
  { entropy }: Pick<Ports, 'entropy'>,
  { facts, foreseen, how }: Closing,
  linked: readonly MovedLine[],
) {
  const { pack, policy, account } = facts;
  return closureRecord({
    ...foreseen,
    // Nobody is told how to come back who cannot.
    conditions: how.cause === 'DECEASED' ? [] : foreseen.conditions,
    account,
    how,
    linkedLimits: linked.map(({ made }) => made),
    packEdition: pack.id,
    limitPolicyVersion: policy.version,
    decisionId: entropy.nextId(),
    auditEntryId: entropy.nextId(),
    adverseAction: adverseActionOf(pack, 'CLOSURE', groundsOfClosure(how.cause)),
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
