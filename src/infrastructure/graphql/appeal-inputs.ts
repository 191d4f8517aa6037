/** What appeals are filed and worked on with, and what is answered: shared by customers and reviewers. */
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { mayReadAppeals } from '../../application/access.js';
import type { FileAppealResult } from '../../application/file-appeal.js';
import type { Appeal } from '../../domain/appeal/appeal.js';
import { MAX_EVIDENCE_NAMED } from '../../domain/appeal/appeal-rules.js';
import { AppealType, toAppeal } from './appeal-types.js';
import { AuditReceiptType, toReceipt } from './audit-receipt.js';
import { KEY_DESCRIPTION } from './closing.js';
import type { GatewayContext } from './context.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, type InputCheck, MAX_KEY_LENGTH } from './input.js';
import type { InputRefusal, Refusal } from './refusal-codes.js';
import { type Paths, toErrors } from './refusals.js';

export const MAX_APPEAL_LENGTH = 4_000;
export const MAX_REVIEWER_LENGTH = 2_000;

const WRITTEN = `1 to ${MAX_APPEAL_LENGTH} characters, of one line or several.`;
const EVIDENCE = {
  defaultValue: [],
  description: `Documents that you handed in, at most ${MAX_EVIDENCE_NAMED}.`,
};

const VIEW = { description: `Your own view: ${WRITTEN}` };

/** A step on a case; each with more to say adds to it. */
@InputType({ description: 'A case to take a step on.' })
export class AppealInput {
  @Field(() => ID, { description: 'The case.' })
  appealId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A case that was decided, to be looked at once more.' })
export class RequestReconsiderationInput extends AppealInput {
  @Field(() => String, VIEW)
  statement!: string;
  @Field(() => [ID], EVIDENCE)
  evidenceIds!: string[];
}

@InputType({ description: 'What was asked of the customer, answered.' })
export class AnswerAppealInput extends AppealInput {
  @Field(() => String, { description: `The answer: ${WRITTEN}` })
  text!: string;
  @Field(() => [ID], EVIDENCE)
  evidenceIds!: string[];
}

@InputType({ description: 'A decision to be looked at again.' })
export class FileAppealInput {
  @Field(() => ID, { description: 'The decision.' })
  decisionId!: string;
  @Field(() => String, VIEW)
  statement!: string;
  @Field(() => [ID], EVIDENCE)
  evidenceIds!: string[];
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The case that was opened, or why none was.' })
export class FileAppealPayload {
  @Field(() => AppealType, { nullable: true, description: 'The case.' })
  appeal!: AppealType | null;
  @Field(() => AuditReceiptType, { nullable: true, description: 'Proves the filing for ever.' })
  receipt!: AuditReceiptType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

@ObjectType({ description: 'The case as it is now, or why nothing was done.' })
export class AppealPayload {
  @Field(() => AppealType, { nullable: true, description: 'The case.' })
  appeal!: AppealType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

/** What the request has read of a case is no longer so. */
export function forgetAppeal({ loaders }: GatewayContext, appeal: Appeal): void {
  loaders.appeals.clear(appeal.id);
  loaders.appealsOfDecision.clear(appeal.decisionId);
  loaders.appealsOfCustomer.clear(appeal.customerId);
}

/** The payload of a step on a case. */
export function appealPayload(
  result: { readonly appeal: Appeal } | { readonly refusals: readonly Refusal[] },
  context: GatewayContext,
): AppealPayload {
  if ('refusals' in result) {
    return { appeal: null, errors: toErrors(result.refusals, context.locale) };
  }
  const { appeal } = result;
  forgetAppeal(context, appeal);
  // Asked by name: also an answer that is told again is a look at that customer's file.
  const mayRead = mayReadAppeals(context.actor, appeal.customerId);
  return { appeal: mayRead ? toAppeal(appeal, context.now) : null, errors: [] };
}

/** The payload of a filing. */
export function filedPayload(
  result: FileAppealResult | { readonly refusals: readonly InputRefusal[] },
  context: GatewayContext,
  paths?: Paths,
): FileAppealPayload {
  if ('refusals' in result) {
    const errors = toErrors(result.refusals, context.locale, paths);
    return { appeal: null, receipt: null, errors };
  }
  const { appeal, receipt } = result;
  return { ...appealPayload({ appeal }, context), receipt: toReceipt(receipt) };
}

export function checkedAppeal({ appealId, idempotencyKey }: AppealInput): InputCheck {
  const check = checkInput();
  check.id('appealId', appealId);
  check.text('idempotencyKey', idempotencyKey, MAX_KEY_LENGTH);
  return check;
}

export const checkedEvidence = (ids: readonly string[]): readonly InputRefusal[] => {
  const check = checkInput(['input', 'evidenceIds']);
  for (const [place, id] of ids.entries()) check.id(String(place), id);
  return check.refusals;
};

export function checkedFiling(input: FileAppealInput): readonly InputRefusal[] {
  const check = checkInput();
  check.id('decisionId', input.decisionId);
  check.lines('statement', input.statement, MAX_APPEAL_LENGTH);
  check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
  return [...check.refusals, ...checkedEvidence(input.evidenceIds)];
}

/** A reconsideration names the decided case, and its refusals are about that. */
const CASE = ['input', 'appealId'];
export const OF_CASE: Paths = {
  DECISION_NOT_FOUND: CASE,
  NOT_APPEALABLE: CASE,
  APPEAL_TOO_LATE: CASE,
  APPEAL_PENDING: CASE,
  ALREADY_APPEALED: CASE,
  DECISION_ENDED: CASE,
};
