/** A reviewer decides about a case: what was found, the outcome, and what takes the decision's place. */
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mayReviewAppeals } from '../../application/access.js';
import { type DecideAppealResult, decideAppeal } from '../../application/decide-appeal.js';
import type { AppealOutcomeKind, Modification } from '../../domain/appeal/appeal.js';
import { MAX_FINDINGS } from '../../domain/appeal/finding-problems.js';
import { AppealOutcomeEnum, ModificationKindEnum } from './appeal-enums.js';
import { FindingInput, type ReadFindings, readFindings } from './appeal-findings.js';
import { AppealInput, appealPayload, checkedAppeal, MAX_REVIEWER_LENGTH } from './appeal-inputs.js';
import { AppealType } from './appeal-types.js';
import type { GatewayContext } from './context.js';
import { DecisionType, toDecision } from './decision-types.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput } from './input.js';
import { MoneyInput } from './money.js';
import { findingRefusals, type InputRefusal, type Refusal } from './refusal-codes.js';
import { type Paths, toErrors } from './refusals.js';

const WRITTEN = `1 to ${MAX_REVIEWER_LENGTH} characters, of one line or several.`;

@InputType({ description: 'A milder step in the place of the one that was appealed.' })
export class AppealModificationInput {
  @Field(() => ModificationKindEnum, { description: 'Which step.' })
  kind!: Modification['kind'];
  @Field(() => MoneyInput, {
    nullable: true,
    description: 'The limit that the line has then: with LINE_DECREASE, and only then.',
  })
  limit?: MoneyInput | null;
}

@InputType({ description: 'What a reviewer decides about a case.' })
export class DecideAppealInput extends AppealInput {
  @Field(() => AppealOutcomeEnum, { description: 'What.' })
  outcome!: AppealOutcomeKind;
  @Field(() => String, { description: `The reasons, to the customer: ${WRITTEN}` })
  reasons!: string;
  @Field(() => [FindingInput], {
    defaultValue: [],
    description: `What was found, at most ${MAX_FINDINGS}. Findings with figures become facts.`,
  })
  findings!: FindingInput[];
  @Field(() => AppealModificationInput, {
    nullable: true,
    description: 'With MODIFIED, and only then.',
  })
  modification?: AppealModificationInput | null;
}

@ObjectType({ description: 'The case with its outcome and what came of it, or why nothing was.' })
export class DecideAppealPayload {
  @Field(() => AppealType, { nullable: true, description: 'The case.' })
  appeal!: AppealType | null;
  @Field(() => DecisionType, {
    nullable: true,
    description: 'The decision that undid the old one; null where that stands.',
  })
  reversal!: DecisionType | null;
  @Field(() => DecisionType, {
    nullable: true,
    description: 'The milder decision in its place; null unless MODIFIED.',
  })
  milder!: DecisionType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

const PATHS: Paths = { CURRENCY_MISMATCH: ['input', 'modification', 'limit', 'currency'] };

interface ReadModification {
  readonly modification: Modification | null;
  /** The currency that its limit is in; null without one. */
  readonly currency: string | null;
  readonly refusals: readonly InputRefusal[];
}

const NONE: ReadModification = { modification: null, currency: null, refusals: [] };
const LIMIT_AMISS: InputRefusal = {
  code: 'INVALID_INPUT',
  reason: 'LIMIT_WITH_DECREASE',
  path: ['input', 'modification', 'limit'],
};

function readModification(input: AppealModificationInput | null | undefined): ReadModification {
  if (!input) return NONE;
  const { kind, limit } = input;
  if (kind !== 'LINE_DECREASE') {
    return limit ? { ...NONE, refusals: [LIMIT_AMISS] } : { ...NONE, modification: { kind } };
  }
  if (!limit) return { ...NONE, refusals: [LIMIT_AMISS] };
  const check = checkInput(['input', 'modification']);
  const { minor, currency } = check.amount('limit', limit);
  return { modification: { kind, limitMinor: minor }, currency, refusals: check.refusals };
}

/** A limit is of the line's currency; a line that the caller may not know of has none to tell. */
async function currencyRefusals(
  { appealId }: DecideAppealInput,
  currency: string | null,
  { actor, loaders }: GatewayContext,
): Promise<readonly Refusal[]> {
  const appeal = currency === null ? null : await loaders.appeals.load(appealId);
  if (!appeal?.accountId || !mayReviewAppeals(actor, appeal.customerId)) return [];
  const line = await loaders.lines.load(appeal.accountId);
  const expected = line?.account.currency ?? currency;
  return expected === null || expected === currency
    ? []
    : [{ code: 'CURRENCY_MISMATCH', expected }];
}

async function decided(
  input: DecideAppealInput,
  read: ReadFindings,
  context: GatewayContext,
): Promise<DecideAppealResult | { readonly refusals: readonly Refusal[] }> {
  const check = checkedAppeal(input);
  check.lines('reasons', input.reasons, MAX_REVIEWER_LENGTH);
  const { modification, currency, refusals } = readModification(input.modification);
  const invalid = [...check.refusals, ...read.refusals, ...refusals];
  if (invalid.length > 0) return { refusals: invalid };
  const mismatch = await currencyRefusals(input, currency, context);
  if (mismatch.length > 0) return { refusals: mismatch };
  const { actor, ports } = context;
  return decideAppeal(ports, actor, { ...input, findings: read.findings, modification });
}

/** What the request has read of the customer is no longer so. */
function forgetCustomer({ loaders }: GatewayContext): void {
  loaders.appeals.clearAll();
  loaders.appealsOfDecision.clearAll();
  loaders.decisionsOfAccount.clearAll();
  loaders.platformActions.clearAll();
  loaders.noticesOfDecision.clearAll();
  loaders.applications.clearAll();
  loaders.lines.clearAll();
  loaders.linesOfCustomer.clearAll();
  loaders.behaviour.clearAll();
  loaders.looks.clearAll();
  loaders.latestAssessments.clearAll();
}

@Resolver()
export class AppealDecidingResolver {
  @Mutation(() => DecideAppealPayload, {
    description:
      'Decides about a case (the reviewer who has it, stepped up). Findings become facts, the ' +
      "decision's own card and rules score anew, and what is overturned is undone with all that it " +
      'caused.',
  })
  async decideAppeal(
    @Arg('input', () => DecideAppealInput, { description: 'Which case, what, and why.' })
    input: DecideAppealInput,
    @Ctx() context: GatewayContext,
  ): Promise<DecideAppealPayload> {
    const read = readFindings(input.findings, ['input', 'findings']);
    const result = await decided(input, read, context);
    if ('refusals' in result) {
      const refusals = findingRefusals(result.refusals, read.pathOf);
      const errors = toErrors(refusals, context.locale, PATHS);
      return { appeal: null, reversal: null, milder: null, errors };
    }
    const { appeal, reversal, milder } = result;
    forgetCustomer(context);
    return {
      ...appealPayload({ appeal }, context),
      reversal: reversal && toDecision(reversal),
      milder: milder && toDecision(milder),
    };
  }
}
