/**
 * Reading a document that a customer handed in: the customer always, and of the staff only whom a case
 * in which it counts gives a reason to, as long as it does (PIPL Art. 6, GDPR Art. 5(1)(b) and (c)).
 * While a case is undecided that is the reviewer who has it. Once it is answered, that purpose has been
 * served for whoever answered it; what is left is to check what the answer rested on, which is an
 * auditor's. The reviewer of a reconsideration has a case of their own. For everybody else it is not
 * there, and nothing is left of a case that ended without an answer.
 */
import { type Appeal, isUndecided } from '../domain/appeal/appeal.js';
import { type Evidence, evidenceOf } from '../domain/appeal/evidence.js';
import type { Id } from '../domain/identifiers.js';
import { mayAuditEvidenceOf, mayReadEvidenceOf } from './access.js';
import type { Actor } from './actor.js';
import type { Ports } from './ports.js';

export interface ReadEvidence {
  readonly evidence: Evidence;
  /** Its bytes, piece by piece; they are read as they are asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** More cases than any customer has; the newest are looked at. */
const MOST_APPEALS = 1_000;

/** The document, or null for whoever may not see it and for one that is not there. */
export async function readEvidence(
  ports: Ports,
  actor: Actor,
  id: Id,
): Promise<ReadEvidence | null> {
  const [evidence] = await ports.evidence.find([id]);
  if (!evidence) return null;
  const may =
    actor.customerId === evidence.customerId
      ? mayReadEvidenceOf(actor, evidence.customerId)
      : hasReason(actor, evidence, await casesWith(ports, evidence));
  return may ? { evidence, content: ports.evidence.read(evidence) } : null;
}

/** Whether one of the cases gives somebody of the staff a reason to read the document now. */
function hasReason(actor: Actor, { customerId }: Evidence, cases: readonly Appeal[]): boolean {
  const theirs = cases.filter(({ assignedTo }) => assignedTo === actor.subject);
  // The rules are asked last: they note a look at the customer's file, and this is one.
  if (theirs.some(isUndecided) && mayReadEvidenceOf(actor, customerId)) return true;
  // Who worked on a case does not audit it, in whatever other role.
  const hadOne = cases.some(({ formerReviewers }) =>
    formerReviewers.some(({ subject }) => subject === actor.subject),
  );
  const isAnswered =
    theirs.length === 0 && !hadOne && cases.some(({ status }) => status === 'DECIDED');
  return isAnswered && mayAuditEvidenceOf(actor, customerId);
}

/** Cases in which the document counts: those that name it, and those that look at such again. */
async function casesWith(ports: Ports, evidence: Evidence): Promise<Appeal[]> {
  if (evidence.appealId === null) return [];
  const appeals = await ports.appeals.ofCustomer(evidence.customerId, MOST_APPEALS);
  const naming = new Set(
    appeals.filter((each) => evidenceOf(each).includes(evidence.id)).map(({ id }) => id),
  );
  return appeals.filter(
    ({ id, reconsiders }) => naming.has(id) || (reconsiders !== null && naming.has(reconsiders)),
  );
}
