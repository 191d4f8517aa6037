/**
 * The customer has a decision looked at again: an appeal, a decision by a person in the place of a
 * machine's, the one reconsideration after that, or none of it any more. What a rule referred to a
 * person opens such a case by itself.
 */
import type { Appeal, AppealKind, AppealStatus } from '../domain/appeal/appeal.js';
import { startClock } from '../domain/appeal/appeal-clock.js';
import {
  appealRefusal,
  type FilingFacts,
  type FilingRefusal,
  goingOn,
  humanDecisionRefusal,
  MAX_EVIDENCE_NAMED,
  reconsiderationRefusal,
} from '../domain/appeal/appeal-rules.js';
import { evidenceOf } from '../domain/appeal/evidence.js';
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Instant } from '../domain/time.js';
import { mayAppeal } from './access.js';
import type { Actor } from './actor.js';
import {
  type AppealInput,
  caseMade,
  type EvidenceRefusal,
  namedEvidence,
  ownCase,
  tellCase,
} from './appeal-case.js';
import { inHandFor } from './evidence-asked-for.js';
import { filingFacts, recusedOf } from './filing-facts.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import type { NoPack } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';

export interface FileAppealInput {
  readonly decisionId: Id;
  /** The customer's own view, 1 to 4,000 characters. */
  readonly statement: string;
  readonly evidenceIds: readonly Id[];
  readonly idempotencyKey: string;
}

export interface ReconsiderationInput extends Omit<FileAppealInput, 'decisionId'> {
  /** The decided case that is to be looked at once more. */
  readonly appealId: Id;
}

export type FileAppealRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'DECISION_NOT_FOUND' }
  | { readonly code: 'APPEAL_NOT_FOUND' }
  | FilingRefusal
  | EvidenceRefusal
  | NoPack
  | KeyReused;

/** The case as it is now, and the receipt of its filing. */
export type FileAppealResult =
  | { readonly appeal: Appeal; readonly receipt: AuditEntry }
  | { readonly refusals: readonly FileAppealRefusal[] };

/** Appeals against an adverse decision about the actor, once per idempotency key. */
export const fileAppeal = (
  ports: Ports,
  actor: Actor,
  input: FileAppealInput,
): Promise<FileAppealResult> =>
  filing(ports, actor, 'fileAppeal', input, async (customer) => {
    const facts = await filingFacts(ports, customer, input.decisionId);
    if ('code' in facts) return facts;
    return appealRefusal(facts) ?? { kind: 'APPEAL', facts, reconsiders: null };
  });

/** Asks for a decision by a person in the place of one that a machine made alone. */
export const requestHumanDecision = (
  ports: Ports,
  actor: Actor,
  input: FileAppealInput,
): Promise<FileAppealResult> =>
  filing(ports, actor, 'requestHumanDecision', input, async (customer) => {
    const facts = await filingFacts(ports, customer, input.decisionId);
    if ('code' in facts) return facts;
    return humanDecisionRefusal(facts) ?? { kind: 'HUMAN_DECISION', facts, reconsiders: null };
  });

/** Asks for the one further look at what a decided case upheld or modified, by somebody else. */
export const requestReconsideration = (
  ports: Ports,
  actor: Actor,
  input: ReconsiderationInput,
): Promise<FileAppealResult> =>
  filing(ports, actor, 'requestReconsideration', input, async (customer) => {
    const [reconsiders] = await ports.appeals.find([input.appealId]);
    if (reconsiders?.customerId !== customer.id) return { code: 'APPEAL_NOT_FOUND' };
    const { outcome, decisionId } = reconsiders;
    // What was modified does not stand any more; what is left is the milder decision.
    const facts = await filingFacts(ports, customer, outcome?.milderId ?? decisionId);
    if ('code' in facts) return facts;
    const refusal = reconsiderationRefusal(reconsiders, facts);
    return refusal ?? { kind: 'RECONSIDERATION', facts, reconsiders };
  });

interface Filing {
  readonly kind: AppealKind;
  readonly facts: FilingFacts;
  readonly reconsiders: Appeal | null;
}

/** What each way of asking names. */
const NOT_FOUND = {
  fileAppeal: 'DECISION_NOT_FOUND',
  requestHumanDecision: 'DECISION_NOT_FOUND',
  requestReconsideration: 'APPEAL_NOT_FOUND',
} as const;

/** Refusals in order: replay of the key, role, what `decide` says under the lock, the documents. */
async function filing(
  ports: Ports,
  actor: Actor,
  operation: keyof typeof NOT_FOUND,
  input: Omit<FileAppealInput, 'decisionId'>,
  decide: (customer: Customer) => Promise<Filing | FileAppealRefusal>,
): Promise<FileAppealResult> {
  const work = async (): Promise<Attempt<FileAppealRefusal>> => {
    const { customerId } = actor;
    if (customerId === undefined || !mayAppeal(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
    const [customer] = await ports.customers.lock([customerId]);
    // Nobody's: what was named cannot be theirs.
    if (!customer) return { refusals: [{ code: NOT_FOUND[operation] }] };
    const decided = await decide(customer);
    if ('code' in decided) return { refusals: [decided] };
    const named = await namedEvidence(ports, customerId, input.evidenceIds);
    if ('code' in named) return { refusals: [named] };
    const evidenceIds = await withHeld(ports, decided, named);
    const recused = await recusedOf(ports, decided.facts, decided.reconsiders);
    const told = { statement: input.statement, evidenceIds, filedBy: actor.subject, recused };
    return { made: (await open(ports, decided, told)).id };
  };
  const attempt = await once<FileAppealRefusal>(ports, actor, operation, input, work);
  const made = await caseMade(ports, attempt);
  if ('refusals' in made) return made;
  const [receipt] = await ports.auditTrail.find([made.appeal.auditEntryId]);
  if (!receipt) throw new Error(`the filing of appeal ${made.appeal.id} is not written down`);
  return { ...made, receipt };
}

/**
 * The documents of a case: what the customer names, what the case that is looked at again named, and
 * what is not asked for because it is held, unless the customer named of the same kind what counts.
 */
async function withHeld(
  ports: Ports,
  { facts, reconsiders }: Filing,
  named: readonly Id[],
): Promise<Id[]> {
  const held = await inHandFor(ports, facts.decision);
  const chosen = new Set(held.filter(({ id }) => named.includes(id)).map(({ kind }) => kind));
  const others = held.filter(({ kind }) => !chosen.has(kind)).slice(0, MAX_EVIDENCE_NAMED);
  const earlier = reconsiders ? evidenceOf(reconsiders) : [];
  return [...new Set([...named, ...earlier, ...others.map(({ id }) => id)])];
}

type Told = Pick<Appeal, 'statement' | 'evidenceIds' | 'filedBy' | 'recused'>;

async function open(
  ports: Ports,
  { kind, facts, reconsiders }: Filing,
  { filedBy, ...told }: Told,
): Promise<Appeal> {
  const { decision, pack, now } = facts;
  const appeal: Appeal = {
    id: ports.entropy.nextId(),
    customerId: decision.customerId,
    accountId: decision.accountId,
    decisionId: decision.id,
    kind,
    reconsiders: reconsiders?.id ?? null,
    ...told,
    filedAt: now,
    filedBy,
    status: 'OPEN',
    clock: startClock(pack, kind, now),
    assignedTo: null,
    assignedAt: null,
    formerReviewers: [],
    escalatedAt: null,
    overdueReportedAt: null,
    answers: [],
    outcome: null,
    endedAt: null,
    packEdition: pack.id,
    auditEntryId: ports.entropy.nextId(),
  };
  await ports.appeals.add(appeal);
  if (told.evidenceIds.length > 0) await ports.evidence.attach(told.evidenceIds, appeal.id);
  const by = kind === 'REFERRAL' ? null : ({ subject: filedBy, as: 'borrower' } as const);
  const content = { statement: told.statement, evidenceIds: told.evidenceIds };
  const entryId = appeal.auditEntryId;
  const data = { reconsiders: appeal.reconsiders };
  await tellCase(ports, appeal, { step: 'filed', entryId, by, content, data }, now);
  return appeal;
}

/**
 * Opens the case of an application that a rule referred to a person, in the open transaction that
 * made the decision and under the customer's lock.
 */
export const openReferral = (
  ports: Ports,
  { pack, now }: { readonly pack: JurisdictionPack; readonly now: Instant },
  decision: Decision,
): Promise<Appeal> => {
  const facts = { decision, action: null, cases: [], pack, now };
  const told = { statement: '', evidenceIds: [], filedBy: decision.decidedBy, recused: [] };
  return open(ports, { kind: 'REFERRAL', facts, reconsiders: null }, told);
};

export type WithdrawAppealRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'APPEAL_NOT_FOUND' }
  | { readonly code: 'APPEAL_ENDED'; readonly status: AppealStatus }
  /** A rule asked for it, not the customer. */
  | { readonly code: 'NOT_WITHDRAWABLE' }
  | KeyReused;

/** The customer takes an own case back; the decision stands, and can be appealed again in its time. */
export async function withdrawAppeal(
  ports: Ports,
  actor: Actor,
  input: AppealInput,
): Promise<{ readonly appeal: Appeal } | { readonly refusals: readonly WithdrawAppealRefusal[] }> {
  const work = async (): Promise<Attempt<WithdrawAppealRefusal>> => {
    const at = await ownCase(ports, actor, input.appealId);
    if ('code' in at) return { refusals: [at] };
    const { appeal, rules, now } = at;
    if (appeal.kind === 'REFERRAL') return { refusals: [{ code: 'NOT_WITHDRAWABLE' }] };
    const ended: Appeal = { ...goingOn(appeal, rules, now), status: 'WITHDRAWN', endedAt: now };
    await ports.appeals.save(ended);
    const by = { subject: actor.subject, as: 'borrower' } as const;
    const entryId = ports.entropy.nextId();
    await tellCase(ports, ended, { step: 'withdrawn', entryId, by }, now);
    return { made: ended.id };
  };
  return caseMade(ports, await once(ports, actor, 'withdrawAppeal', input, work));
}
