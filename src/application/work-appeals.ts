/**
 * Working on a case. Reviewers take cases themselves, also from one who lets a case lie, ask the
 * customer what is missing, and have the clock extended where the rules know that; two at once never
 * both hold one. The customer is told of a question and of an extension by a notice, and what the
 * customer answers lets the clock go on.
 */
import type { Appeal, AppealStatus } from '../domain/appeal/appeal.js';
import {
  type ExtensionRefusal,
  escalatesAt,
  extended,
  extensionRefusal,
  openPause,
  paused,
} from '../domain/appeal/appeal-clock.js';
import {
  approvalRefusal,
  goingOn,
  type ReviewerRefusal,
  workRefusal,
} from '../domain/appeal/appeal-rules.js';
import { assignmentRefusal, leftBy, releaseRefusal, takenBy } from '../domain/appeal/assignment.js';
import type { CaseNews } from '../domain/platform-action/notice-case.js';
import { mayReviewAppeals } from './access.js';
import type { Actor } from './actor.js';
import {
  type AppealInput,
  type CaseHappening,
  caseMade,
  type EvidenceRefusal,
  type LockedCase,
  lockCase,
  namedEvidence,
  ownCase,
  tellCase,
} from './appeal-case.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import type { Ports } from './ports.js';
import { tellAppellant } from './tell-appellant.js';

export interface AskAppellantInput extends AppealInput {
  /** 1 to 2,000 characters. */
  readonly question: string;
}

export interface AnswerAppealInput extends AppealInput {
  /** 1 to 4,000 characters. */
  readonly text: string;
  readonly evidenceIds: readonly string[];
}

export interface ExtendAppealInput extends AppealInput {
  readonly kind: 'COMPLEX' | 'EXCEPTIONAL';
  /** Told to the customer; 1 to 2,000 characters. */
  readonly why: string;
}

export type WorkAppealRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'APPEAL_NOT_FOUND' }
  | { readonly code: 'APPEAL_ENDED'; readonly status: AppealStatus }
  | ReviewerRefusal
  /** The days for questions that the rules give are used up. */
  | { readonly code: 'PAUSE_NOT_PERMITTED' }
  /** Every question has its answer. */
  | { readonly code: 'NOTHING_ASKED' }
  | ExtensionRefusal
  | { readonly code: 'SECOND_REVIEWER_NEEDED' }
  | EvidenceRefusal
  | KeyReused;

/** The case as it is now. */
export type WorkAppealResult =
  | { readonly appeal: Appeal }
  | { readonly refusals: readonly WorkAppealRefusal[] };

/** What a step makes of a case, and what is told of it. */
interface Step {
  readonly after: Appeal;
  readonly told: Pick<CaseHappening, 'step' | 'content' | 'data'>;
  /** What the customer gets a notice of; nothing where it is left out. */
  readonly news?: CaseNews;
}

/**
 * Takes a case that nobody has, or that another lets lie; the second of two reviewers learns who was
 * first. Who had it before, and why it could be taken from them, is written down and told.
 */
export const assignAppeal = (
  ports: Ports,
  actor: Actor,
  input: AppealInput,
): Promise<WorkAppealResult> =>
  asReviewer(ports, actor, 'assignAppeal', input, ({ appeal, rules, now }) => {
    const refusal = assignmentRefusal(appeal, actor, rules, now);
    if (refusal) return refusal;
    const after = takenBy(appeal, actor, rules, now);
    const former = appeal.assignedTo === null ? undefined : after.formerReviewers.at(-1);
    const data = former && { formerReviewer: former.subject, because: former.because };
    return { after, told: { step: 'assigned', ...(data && { data }) } };
  });

/** Gives a case back, so that somebody else can take it; its clock goes on, or stands, as it did. */
export const releaseAppeal = (
  ports: Ports,
  actor: Actor,
  input: AppealInput,
): Promise<WorkAppealResult> =>
  asReviewer(ports, actor, 'releaseAppeal', input, ({ appeal, now }) => {
    const refusal = releaseRefusal(appeal, actor);
    if (refusal) return refusal;
    return { after: leftBy(appeal, 'RELEASED', now), told: { step: 'released' } };
  });

/**
 * Asks the customer. The clock stands until the answer, or as long as the rules let it; where they do
 * not, the reviewer goes on with the case and the question waits beside it.
 */
export const askAppellant = (
  ports: Ports,
  actor: Actor,
  input: AskAppellantInput,
): Promise<WorkAppealResult> =>
  asReviewer(ports, actor, 'askAppellant', input, ({ appeal, rules, now }) => {
    const refusal = workRefusal(appeal, actor);
    if (refusal) return refusal;
    const { question } = input;
    const clock = paused(appeal, rules, { question, now });
    const pause = clock?.pauses.at(-1);
    if (!clock || !pause) return { code: 'PAUSE_NOT_PERMITTED' };
    const status = openPause(clock) ? 'WAITING' : appeal.status;
    const told = { step: 'asked', content: { question } } as const;
    return {
      after: { ...appeal, status, clock },
      told,
      news: { kind: 'QUESTION', pause, at: now },
    };
  });

/**
 * Extends the clock before it runs out: for a complex case by the reviewer who has it, for an
 * exceptional one by a second person, who never had the case and approves it.
 */
export const extendAppeal = (
  ports: Ports,
  actor: Actor,
  input: ExtendAppealInput,
): Promise<WorkAppealResult> =>
  asReviewer(ports, actor, 'extendAppeal', input, ({ appeal, rules, now }) => {
    const { kind, why } = input;
    const ask = kind === 'COMPLEX' ? workRefusal : approvalRefusal;
    const refusal = ask(appeal, actor) ?? extensionRefusal(appeal, rules, kind, now);
    if (refusal) return refusal;
    const clock = extended(appeal, rules, { kind, by: actor.subject, at: now, why });
    const extension = clock.extensions.at(-1);
    if (!extension) throw new Error(`appeal ${appeal.id} was not extended`);
    // The end that was near is near no more: when it is again, it is told again.
    const escalatedAt = escalatesAt(clock, rules) > now ? null : appeal.escalatedAt;
    const told = { step: 'extended', content: { why }, data: { extension: kind } } as const;
    const news = { kind: 'EXTENSION', extension, dueBefore: appeal.clock.dueAt } as const;
    return { after: { ...appeal, clock, escalatedAt }, told, news };
  });

/** The customer answers the newest question; a case that waited for that goes on. */
export async function answerAppeal(
  ports: Ports,
  actor: Actor,
  input: AnswerAppealInput,
): Promise<WorkAppealResult> {
  const work = async (): Promise<Attempt<WorkAppealRefusal>> => {
    const at = await ownCase(ports, actor, input.appealId);
    if ('code' in at) return { refusals: [at] };
    const { appeal, rules, now } = at;
    // An answer that comes after its pause has ended is as welcome; there is one for each question.
    if (appeal.answers.length >= appeal.clock.pauses.length) {
      return { refusals: [{ code: 'NOTHING_ASKED' }] };
    }
    const { text } = input;
    const evidenceIds = await namedEvidence(ports, appeal.customerId, input.evidenceIds);
    if ('code' in evidenceIds) return { refusals: [evidenceIds] };
    if (evidenceIds.length > 0) await ports.evidence.attach(evidenceIds, appeal.id);
    const answers = [...appeal.answers, { at: now, text, evidenceIds }];
    const told = { step: 'answered', content: { text, evidenceIds } } as const;
    const by = { subject: actor.subject, as: 'borrower' } as const;
    const after = { ...goingOn(appeal, rules, now), answers };
    return write(ports, { after, told }, by, { rules, now });
  };
  return caseMade(ports, await once(ports, actor, 'answerAppeal', input, work));
}

/** Refusals in order: role, replay of the key, no such case, what `decide` says under the lock. */
async function asReviewer(
  ports: Ports,
  actor: Actor,
  operation: string,
  input: AppealInput,
  decide: (at: LockedCase) => Step | WorkAppealRefusal,
): Promise<WorkAppealResult> {
  if (!mayReviewAppeals(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const work = async (): Promise<Attempt<WorkAppealRefusal>> => {
    const at = await lockCase(ports, input.appealId);
    if (!at || !mayReviewAppeals(actor, at.appeal.customerId)) {
      return { refusals: [{ code: 'APPEAL_NOT_FOUND' }] };
    }
    const decided = decide(at);
    if ('code' in decided) return { refusals: [decided] };
    return write(ports, decided, { subject: actor.subject, as: 'reviewer' }, at);
  };
  return caseMade(ports, await once(ports, actor, operation, input, work));
}

async function write(
  ports: Ports,
  { after, told, news }: Step,
  by: CaseHappening['by'],
  { rules: pack, now }: Pick<LockedCase, 'rules' | 'now'>,
): Promise<{ made: string }> {
  await ports.appeals.save(after);
  const auditEntryId = ports.entropy.nextId();
  await tellCase(ports, after, { ...told, entryId: auditEntryId, by }, now);
  if (news) await tellAppellant(ports, { appeal: after, pack, news, auditEntryId }, now);
  return { made: after.id };
}
