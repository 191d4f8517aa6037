/** Cases over HTTP: who files and works on them in tests, and everything that can be asked of one. */
import { expect } from '@jest/globals';
import type { As, Gateway } from '../../support/gateway.js';
import { newId } from '../../support/portfolio.js';
import { INPUTS } from './inputs.js';

export const CASE = `id kind status customerId accountId statement filedAt answerBy endedAt
  packEdition assignedTo isRecused receipt { content }
  evidence { id kind mediaType bytes sha256 uploadedAt path }
  clock { startedAt dueAt isOverdue extensions { kind why at dueAt }
    pauses { question from until atMostUntil } }
  answers { at text evidence { id } }
  decision { id kind } reconsiders { id } reconsideration { until possible }
  outcome { kind reasons decidedByPerson decidedAt isLate decidedBy
    findings { kind text amount { amount currency } evidenceId accountId period monthsLate
      theirs { activityKinds from until count accountId period }
      activityKind day count note }
    rescore { scorecardVersion rulesVersion before { score band ruleIds }
      after { score band ruleIds } stillApplies }
    repairs { kind text done decisionId accountId } reversal { id reverses { id } }
    milder { id kind } }`;

const ERRORS = `errors { __typename code message path
  ... on AppealTooLate { until } ... on AppealPending { appealId }
  ... on AlreadyAppealed { appealId } ... on EvidenceNotFound { evidenceIds }
  ... on EvidenceTooMany { most } ... on AppealEnded { ended: status }
  ... on AppealAlreadyAssigned { to } ... on AppealWaiting { until } ... on AppealOverdue { dueAt }
  ... on FindingInvalid { problem why } ... on CurrencyMismatch { expected }
  ... on OfferNotPossible { reasons { code text } } }`;

export interface Rescore {
  before: { score: number; band: string; ruleIds: string[] };
  after: { score: number; band: string; ruleIds: string[] };
  stillApplies: boolean | null;
}

export interface Case {
  id: string;
  kind: string;
  status: string;
  answerBy: string;
  assignedTo: string | null;
  isRecused: boolean | null;
  receipt: { content: string } | null;
  evidence: { id: string; sha256: string | null }[];
  clock: {
    dueAt: string;
    isOverdue: boolean;
    extensions: { kind: string; why: string }[];
    pauses: { question: string; until: string | null; atMostUntil: string }[];
  };
  answers: { text: string; evidence: { id: string }[] }[];
  decision: { id: string; kind: string } | null;
  reconsideration: { until: string | null; possible: boolean } | null;
  outcome: {
    kind: string;
    reasons: string;
    isLate: boolean;
    decidedBy: string | null;
    findings: Record<string, unknown>[];
    rescore: Rescore | null;
    repairs: { kind: string; text: string; done: boolean }[];
    reversal: { id: string } | null;
    milder: { id: string; kind: string } | null;
  } | null;
}

export interface Done {
  appeal: Case | null;
  receipt?: { content: string } | null;
  reversal?: { id: string } | null;
  milder?: { id: string; kind: string } | null;
  errors: (Record<string, unknown> & { code: string; path: string[] })[];
}

/** Reviewers, one of whom is the agent of other tests in another role. */
export const REVIEWER = { persona: 'reviewer', stepUp: true } as const;
export const OTHER = { persona: 'reviewer', subject: 'reviewer-2', stepUp: true } as const;
export const DECIDER = { persona: 'reviewer', subject: 'agent-1', stepUp: true } as const;

export const borrower = ({ id }: { readonly id: string }): As => ({
  persona: 'borrower-clear',
  subject: id,
});

/** Beside the case, what the payload of a mutation has. */
const BESIDE: Readonly<Record<string, string>> = {
  fileAppeal: 'receipt { content }',
  requestHumanDecision: 'receipt { content }',
  requestReconsideration: 'receipt { content }',
  decideAppeal: 'reversal { id kind } milder { id kind }',
};

/** Sends a mutation of a case; what its input leaves out is as in `INPUTS`, by a key of its own. */
export async function mutate(
  gateway: Gateway,
  as: As,
  name: string,
  input: object,
  headers: Record<string, string> = {},
): Promise<Done> {
  const [type, usual] = INPUTS[name]!;
  const query = `mutation($input: ${type}!) { done: ${name}(input: $input) {
    appeal { ${CASE} } ${BESIDE[name] ?? ''} ${ERRORS} } }`;
  const all = { ...usual, idempotencyKey: newId(), ...input };
  const body = { query, variables: { input: all } };
  const answer = await gateway.send<{ done: Done }>({ as, body, headers });
  expect(answer.errors).toEqual([]);
  return answer.data!.done;
}

/** As {@link mutate}, for what is not refused: the case as it is then. */
export async function done(...wish: Parameters<typeof mutate>): Promise<Case> {
  const result = await mutate(...wish);
  expect(result.errors).toEqual([]);
  return result.appeal!;
}

/** A mutation that is refused and leaves nothing behind but that staff looked. */
export async function refused(...wish: Parameters<typeof mutate>): Promise<Done['errors'][number]> {
  const [gateway] = wish;
  const before = await unlooked(gateway);
  const { errors, ...nothing } = await mutate(...wish);
  expect(Object.values(nothing).filter((each) => each !== null)).toEqual([]);
  expect(errors).toHaveLength(1);
  expect(await unlooked(gateway)).toEqual(before);
  return errors[0]!;
}

/** Everything that is stored, but for who looked at it. */
export async function unlooked({ store }: Gateway): Promise<Record<string, string[]>> {
  const { file_access: _, ...rest } = await store.dump();
  return rest;
}

/** The case as somebody sees it. */
export async function seen(
  gateway: Gateway,
  as: As,
  id: string,
  headers: Record<string, string> = {},
): Promise<Case | null> {
  const query = `query($id: ID!) { appeal(id: $id) { ${CASE} } }`;
  const body = { query, variables: { id } };
  const answer = await gateway.send<{ appeal: Case | null }>({ as, body, headers });
  expect(answer.errors).toEqual([]);
  return answer.data!.appeal;
}
