/**
 * A person decides about a case, in one transaction under the customer's lock: what was found becomes
 * facts, the decision's own card and rules score anew, and the outcome stands with both results beside
 * it. Overturning undoes the decision and all that it caused; modifying puts a milder step in its
 * place. A crash leaves all of it undone or done.
 */
import type {
  Appeal,
  AppealOutcomeKind,
  Finding,
  Modification,
  Rescore,
} from '../domain/appeal/appeal.js';
import { type ReviewerRefusal, workRefusal } from '../domain/appeal/appeal-rules.js';
import { type FindingProblem, findingProblems } from '../domain/appeal/finding-problems.js';
import { type OutcomeRefusal, outcomeRefusal } from '../domain/appeal/outcome-rules.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { mayReviewAppeals } from './access.js';
import type { Actor } from './actor.js';
import { type AppealInput, lockCase } from './appeal-case.js';
import { applyFindings } from './apply-findings.js';
import { type CaseFacts, caseFacts, foundAt, namedFindings, rescored } from './case-facts.js';
import { type EffectRefusal, effectOutcome } from './effect-outcome.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import type { NoPack } from './jurisdiction.js';
import { withAdvice } from './notice-advice.js';
import type { BooksReading, Customer, Ports } from './ports.js';
import { recordOutcome } from './record-outcome.js';
import { restrictionRepairs } from './restrictions-ended.js';

export interface DecideAppealInput extends AppealInput {
  readonly outcome: AppealOutcomeKind;
  /** To the customer, 1 to 2,000 characters. */
  readonly reasons: string;
  readonly findings: readonly Finding[];
  /** With MODIFIED, and only then. */
  readonly modification?: Modification | null;
}

/** A finding that cannot become a fact; each is a refusal of its own. */
export interface FindingInvalid {
  readonly code: 'FINDING_INVALID';
  /** Such as `findings[0].period`. */
  readonly path: string;
  readonly problem: FindingProblem['code'];
  readonly values: FindingProblem['values'];
}

export type DecideAppealRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'APPEAL_NOT_FOUND' }
  | ReviewerRefusal
  | FindingInvalid
  | OutcomeRefusal
  | EffectRefusal
  | NoPack
  | KeyReused;

/** The case as it is now, and the decisions that came of it. */
export type DecideAppealResult =
  | {
      readonly appeal: Appeal;
      readonly reversal: Decision | null;
      readonly milder: Decision | null;
    }
  | { readonly refusals: readonly DecideAppealRefusal[] };

/**
 * Decides a case of the reviewer's own, once per idempotency key. Refusals in order: role, replay of
 * the key, the case, the rules in force, everything that is wrong with the findings, the outcome, what
 * stands against its effect.
 */
export async function decideAppeal(
  ports: Ports,
  actor: Actor,
  input: DecideAppealInput,
): Promise<DecideAppealResult> {
  if (!mayReviewAppeals(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const ahead = await readAhead(ports, input.appealId);
  const attempt = await withAdvice(ports, (advised) => {
    const work = async (): Promise<Attempt<DecideAppealRefusal>> => {
      const refusals = await decideUnderLock(advised, actor, input, ahead);
      return refusals.length > 0 ? { refusals } : { made: input.appealId };
    };
    return once<DecideAppealRefusal>(advised, actor, 'decideAppeal', input, work);
  });
  return 'refusals' in attempt ? attempt : outcomeMade(ports, attempt.made);
}

type Ahead = { readonly reading: BooksReading } | { readonly failure: unknown } | undefined;

/** Books elsewhere are read before the lock; one that does not answer must not keep a replay away. */
async function readAhead(ports: Ports, appealId: Id): Promise<Ahead> {
  const [seen] = await ports.appeals.find([appealId]);
  const [customer] = seen ? await ports.customers.find([seen.customerId]) : [];
  if (!customer) return undefined;
  const accountsOf = () => ports.accounts.ofCustomers([customer.id]);
  try {
    return { reading: await ports.ledger.readAhead(customer, ports.clock.now(), accountsOf) };
  } catch (failure) {
    return { failure };
  }
}

/** Why it cannot be decided so; none: it is, and everything is written. */
async function decideUnderLock(
  ports: Ports,
  actor: Actor,
  input: DecideAppealInput,
  ahead: Ahead,
): Promise<readonly DecideAppealRefusal[]> {
  const at = ahead && (await lockCase(ports, input.appealId));
  if (!at || !mayReviewAppeals(actor, at.appeal.customerId)) return [{ code: 'APPEAL_NOT_FOUND' }];
  const refusal = caseRefusal(at.appeal, actor, input.outcome);
  if (refusal) return [refusal];
  if ('failure' in ahead) throw ahead.failure;
  const { reading } = ahead;
  const { outcome, modification = null } = input;
  const booksFor = (accounts: CaseFacts['accounts']) =>
    ports.ledger.confirm(reading, at.customer, accounts, at.now);
  const facts = await caseFacts(ports, at, booksFor, input.findings);
  if ('code' in facts) return [facts];
  const invalid = findingProblems(input.findings, facts.findable).map(invalidFinding);
  if (invalid.length > 0) return invalid;
  const findings = namedFindings(facts, input.findings);
  const again = await rescored(ports, facts, findings);
  const wish = { outcome, modification, findings: input.findings };
  const left = again && { ...again.ground, isRefuted: again.isRefuted };
  const impossible = outcomeRefusal(wish, facts.decision, facts.action, left);
  if (impossible) return [impossible];
  await applyFindings(ports, findings, facts.findable.days, foundAt(facts));
  const decidedBy = actor.subject;
  const by = { outcome, modification, reading, decidedBy, rescored: again };
  const effects = await effectOutcome(ports, facts, by);
  if ('code' in effects) return [effects];
  const rescore = again?.rescore ?? null;
  const { reasons } = input;
  const ended = await restrictionRepairs(ports, facts, findings, outcome !== 'UPHELD');
  await recordOutcome(ports, facts, {
    kind: outcome,
    reasons,
    findings,
    rescore,
    decidedBy,
    ...effects,
    repairs: [...effects.repairs, ...ended],
  });
  return [];
}

/** What is decided for the customer need not wait for the customer's answer. */
function caseRefusal(
  appeal: Appeal,
  actor: Actor,
  outcome: AppealOutcomeKind,
): ReviewerRefusal | null {
  const refusal = workRefusal(appeal, actor);
  const isOwnWait = refusal?.code === 'APPEAL_WAITING' && outcome === 'OVERTURNED';
  return isOwnWait ? null : refusal;
}

const invalidFinding = ({ path, code: problem, values }: FindingProblem): FindingInvalid => ({
  code: 'FINDING_INVALID',
  path,
  problem,
  values,
});

async function outcomeMade(
  ports: Ports,
  appealId: Id,
): Promise<Exclude<DecideAppealResult, { refusals: unknown }>> {
  const [appeal] = await ports.appeals.find([appealId]);
  if (!appeal?.outcome) throw new Error(`appeal ${appealId} has no outcome`);
  const { reversalId, milderId } = appeal.outcome;
  const ids = [reversalId, milderId].filter((id) => id !== null);
  const decisions = await ports.closures.decisions(ids);
  const named = (id: Id | null) => decisions.find((each) => each.id === id) ?? null;
  return { appeal, reversal: named(reversalId), milder: named(milderId) };
}

export type RescorePreviewRefusal = Extract<
  DecideAppealRefusal,
  { code: 'FORBIDDEN' | 'APPEAL_NOT_FOUND' | 'FINDING_INVALID' } | ReviewerRefusal | NoPack
>;

/** What both scores would be by findings, for the reviewer who has the case; nothing is kept. */
export async function rescorePreview(
  ports: Ports,
  actor: Actor,
  { appealId, findings }: Pick<DecideAppealInput, 'appealId' | 'findings'>,
): Promise<
  { readonly rescore: Rescore | null } | { readonly refusals: readonly RescorePreviewRefusal[] }
> {
  if (!mayReviewAppeals(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const [appeal] = await ports.appeals.find([appealId]);
  const [customer] = appeal ? await ports.customers.find([appeal.customerId]) : [];
  if (!appeal || !customer || !mayReviewAppeals(actor, customer.id)) {
    return { refusals: [{ code: 'APPEAL_NOT_FOUND' }] };
  }
  const refusal = caseRefusal(appeal, actor, 'OVERTURNED');
  if (refusal) return { refusals: [refusal] };
  return previewOf(ports, { appeal, customer }, findings);
}

async function previewOf(
  ports: Ports,
  { appeal, customer }: { readonly appeal: Appeal; readonly customer: Customer },
  findings: readonly Finding[],
): Promise<
  { readonly rescore: Rescore | null } | { readonly refusals: readonly (NoPack | FindingInvalid)[] }
> {
  const now = ports.clock.now();
  const booksFor = (accounts: CaseFacts['accounts']) => ports.ledger.read(customer, accounts, now);
  const facts = await caseFacts(ports, { appeal, customer, now }, booksFor, findings);
  if ('code' in facts) return { refusals: [facts] };
  const invalid = findingProblems(findings, facts.findable).map(invalidFinding);
  if (invalid.length > 0) return { refusals: invalid };
  const named = namedFindings(facts, findings);
  return { rescore: (await rescored(ports, facts, named))?.rescore ?? null };
}
