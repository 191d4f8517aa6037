/**
 * Reading a document that a customer handed in: the customer, and the reviewer who has a case in
 * which it counts. For everybody else it is not there.
 */
import { type Appeal, isUndecided } from '../domain/appeal/appeal.js';
import type { Evidence } from '../domain/appeal/evidence.js';
import type { Id } from '../domain/identifiers.js';
import { mayReadEvidenceOf } from './access.js';
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
  const { customerId } = evidence;
  const isOwn = actor.customerId === customerId;
  if (!isOwn && !(await hasCaseWith(ports, actor, evidence))) return null;
  // Asked last: a look of staff at a customer's file is noted by this rule, and this is one.
  if (!mayReadEvidenceOf(actor, customerId)) return null;
  return { evidence, content: ports.evidence.read(evidence) };
}

/** Whether the actor is or was assigned a case that names the document, or one that looks at such again. */
async function hasCaseWith(ports: Ports, actor: Actor, evidence: Evidence): Promise<boolean> {
  if (evidence.appealId === null) return false;
  const appeals = await ports.appeals.ofCustomer(evidence.customerId, MOST_APPEALS);
  const naming = new Set(appeals.filter((each) => names(each, evidence.id)).map(({ id }) => id));
  return appeals.some(
    (each) =>
      each.assignedTo === actor.subject &&
      (isUndecided(each) || each.status === 'DECIDED') &&
      (naming.has(each.id) || (each.reconsiders !== null && naming.has(each.reconsiders))),
  );
}

const names = ({ evidenceIds, answers }: Appeal, id: Id): boolean =>
  evidenceIds.includes(id) || answers.some((answer) => answer.evidenceIds.includes(id));
