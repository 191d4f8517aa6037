/**
 * A case under its customer's lock, and what every step on it shares: which edition's clock it goes
 * by, which documents it may name, and how a step is written down and told.
 */
import { type Appeal, type AppealStatus, isUndecided } from '../domain/appeal/appeal.js';
import { asOf, MAX_EVIDENCE_NAMED } from '../domain/appeal/appeal-rules.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import { JURISDICTION_PACKS, type JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { type Instant, utc } from '../domain/time.js';
import { mayAppeal, mayAppealFor } from './access.js';
import type { Actor } from './actor.js';
import type { Attempt } from './idempotency.js';
import type { Customer, Ports } from './ports.js';
import { tell } from './tell.js';

/** A step on a case by somebody who names it. */
export interface AppealInput {
  readonly appealId: Id;
  readonly idempotencyKey: string;
}

export interface LockedCase {
  /** As it is now: a pause that is over has ended. */
  readonly appeal: Appeal;
  readonly customer: Customer;
  /** The edition that the case was filed under, by which its clock goes. */
  readonly rules: JurisdictionPack;
  readonly now: Instant;
}

/** The edition of a case; every edition that was ever in force stays in the registry. */
export function editionOf({ packEdition }: Pick<Appeal, 'packEdition'>): JurisdictionPack {
  const edition = JURISDICTION_PACKS.find(({ id }) => id === packEdition);
  if (!edition) throw new Error(`no edition ${packEdition} is known`);
  return edition;
}

/** Locks the customer and reads the case; undefined when there is none (any more). */
export async function lockCase(ports: Ports, appealId: Id): Promise<LockedCase | undefined> {
  const [seen] = await ports.appeals.find([appealId]);
  if (!seen) return undefined;
  const [customer] = await ports.customers.lock([seen.customerId]);
  const [stored] = await ports.appeals.find([appealId]);
  if (!customer || !stored) return undefined;
  const now = ports.clock.now();
  const rules = editionOf(stored);
  return { appeal: asOf(stored, rules, now), customer, rules, now };
}

/** Why a customer takes no step on a case: the role, another's or none, or it has ended. */
export type OwnCaseRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'APPEAL_NOT_FOUND' }
  | { readonly code: 'APPEAL_ENDED'; readonly status: AppealStatus };

/** The customer's own undecided case under the lock. */
export async function ownCase(
  ports: Ports,
  actor: Actor,
  appealId: Id,
): Promise<LockedCase | OwnCaseRefusal> {
  if (!mayAppeal(actor)) return { code: 'FORBIDDEN' };
  const at = await lockCase(ports, appealId);
  if (!at || !mayAppealFor(actor, at.appeal.customerId)) return { code: 'APPEAL_NOT_FOUND' };
  const { appeal } = at;
  return isUndecided(appeal) ? at : { code: 'APPEAL_ENDED', status: appeal.status };
}

export type EvidenceRefusal =
  /** They are not there, or another customer's. */
  | { readonly code: 'EVIDENCE_NOT_FOUND'; readonly evidenceIds: readonly Id[] }
  | { readonly code: 'EVIDENCE_TOO_MANY'; readonly most: number };

/** The documents that are named, each once, or why they cannot be. */
export async function namedEvidence(
  ports: Pick<Ports, 'evidence'>,
  customerId: CustomerId,
  evidenceIds: readonly Id[],
): Promise<readonly Id[] | EvidenceRefusal> {
  const ids = [...new Set(evidenceIds)];
  if (ids.length > MAX_EVIDENCE_NAMED) {
    return { code: 'EVIDENCE_TOO_MANY', most: MAX_EVIDENCE_NAMED };
  }
  if (ids.length === 0) return ids;
  const found = await ports.evidence.find(ids);
  const own = new Set(found.filter((each) => each.customerId === customerId).map(({ id }) => id));
  const unknown = ids.filter((id) => !own.has(id));
  return unknown.length > 0 ? { code: 'EVIDENCE_NOT_FOUND', evidenceIds: unknown } : ids;
}

/** What happens to a case; each has its own message. */
export type CaseStep =
  | 'filed'
  | 'assigned'
  | 'released'
  | 'asked'
  | 'answered'
  | 'extended'
  | 'resumed'
  | 'escalated'
  | 'overdue'
  | 'withdrawn'
  | 'moot'
  | 'decided';

export interface CaseHappening {
  readonly step: CaseStep;
  /** Id of the audit entry. */
  readonly entryId: Id;
  /** Who did it; null where time did. */
  readonly by: { readonly subject: string; readonly as: 'borrower' | 'reviewer' } | null;
  /** What the audit entry has beside what is told. */
  readonly content?: Readonly<Record<string, unknown>>;
  /** What business systems learn beside where the case stands. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Writes a step down and tells it: `clearline.appeal.<step>.v1`, about the line or the customer. */
export async function tellCase(
  ports: Ports,
  appeal: Appeal,
  { step, entryId, by, content = {}, data = {} }: CaseHappening,
  now: Instant,
): Promise<void> {
  const { id: appealId, customerId, accountId, decisionId, kind, status } = appeal;
  const told = {
    schemaVersion: 1,
    appealId,
    kind,
    decisionId,
    accountId,
    status,
    dueAt: utc(appeal.clock.dueAt),
    at: utc(now),
    ...data,
  };
  const written = {
    ...told,
    type: `appeal.${step}`,
    customerId,
    packEdition: appeal.packEdition,
    ...(by && { requestedBy: by.subject, requestedAs: by.as }),
    ...content,
  };
  const type = `clearline.appeal.${step}.v1`;
  const about = { id: accountId ?? customerId, customerId };
  await tell(ports, about, { entryId, content: written, type, data: told }, now);
}

/** The case that an attempt was about, as it is now. */
export async function caseMade<Refusal>(
  ports: Pick<Ports, 'appeals'>,
  attempt: Attempt<Refusal>,
): Promise<{ readonly appeal: Appeal } | { readonly refusals: readonly Refusal[] }> {
  if ('refusals' in attempt) return attempt;
  const [appeal] = await ports.appeals.find([attempt.made]);
  if (!appeal) throw new Error(`appeal ${attempt.made} is not there`);
  return { appeal };
}
