/** The institution's own measures on a line: taking one, and lifting one. */
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mayReadAudit } from '../../application/access.js';
import { type LiftMeasureResult, liftMeasure } from '../../application/lift-measure.js';
import { type TakeMeasureResult, takeMeasure } from '../../application/take-measure.js';
import { AuditReceiptType, toReceipt } from './audit-receipt.js';
import { accountNow, KEY_DESCRIPTION } from './closing.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType } from './credit-account.js';
import { DecisionType, toDecision } from './decision-types.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, MAX_KEY_LENGTH, MAX_REFERENCE_LENGTH } from './input.js';
import type { InputRefusal } from './refusal-codes.js';
import { toErrors } from './refusals.js';

export const MAX_WRITTEN_LENGTH = 2_000;

const WRITTEN = `1 to ${MAX_WRITTEN_LENGTH} characters, of one line or several.`;

@InputType({ description: 'A measure of the action policy to be taken on a line.' })
export class TakeMeasureInput {
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => ID, { description: 'The measure, as the action policy in force names it.' })
  measureId!: string;
  @Field(() => String, {
    nullable: true,
    description: `What you saw; needed where the ground stands on it: ${WRITTEN}`,
  })
  statement?: string | null;
  @Field(() => Int, { description: 'The version of the account that you decided on.' })
  expectedVersion!: number;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A measure that stands to be lifted.' })
export class LiftMeasureInput {
  @Field(() => ID, { description: 'The decision that took it.' })
  decisionId!: string;
  @Field(() => String, { description: `Why: ${WRITTEN}` })
  statement!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The line with the decision about it, or why nothing was done.' })
export class MeasurePayload {
  @Field(() => CreditAccountType, { nullable: true, description: 'The line as it is now.' })
  account!: CreditAccountType | null;
  @Field(() => DecisionType, { nullable: true, description: 'The decision that was made.' })
  decision!: DecisionType | null;
  @Field(() => AuditReceiptType, {
    nullable: true,
    description: 'Proves it for ever; null for those who may not read the audit trail.',
  })
  receipt!: AuditReceiptType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

async function payload(
  result: TakeMeasureResult | LiftMeasureResult | { readonly refusals: readonly InputRefusal[] },
  context: GatewayContext,
): Promise<MeasurePayload> {
  if ('refusals' in result) {
    const seen = 'account' in result ? result.account : undefined;
    const account = await accountNow(seen, context);
    const errors = toErrors(result.refusals, context.locale);
    return { account, decision: null, receipt: null, errors };
  }
  const { account, decision, action, receipt } = result;
  const { actor, loaders } = context;
  // What the request has read of the line is no longer so.
  loaders.decisionsOfAccount.clear(account.id);
  loaders.looks.clear(account.customerId);
  loaders.platformActions.clear(action.id);
  return {
    account: await accountNow(account, context),
    decision: toDecision(decision),
    receipt: mayReadAudit(actor, account.customerId) ? toReceipt(receipt) : null,
    errors: [],
  };
}

@Resolver()
export class MeasuresResolver {
  @Mutation(() => MeasurePayload, {
    description:
      'Takes a measure of the action policy on a line (agents and reviewers, stepped up). It is ' +
      'refused where what it looks for is not so, and where a milder step would do.',
  })
  async takeMeasure(
    @Arg('input', () => TakeMeasureInput, { description: 'Which measure, on which line.' })
    input: TakeMeasureInput,
    @Ctx() context: GatewayContext,
  ): Promise<MeasurePayload> {
    const check = checkInput();
    check.id('accountId', input.accountId);
    check.text('measureId', input.measureId, MAX_REFERENCE_LENGTH);
    if (input.statement != null) check.lines('statement', input.statement, MAX_WRITTEN_LENGTH);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const { refusals } = check;
    const { actor, ports } = context;
    return payload(
      refusals.length > 0 ? { refusals } : await takeMeasure(ports, actor, input),
      context,
    );
  }

  @Mutation(() => MeasurePayload, {
    description:
      'Lifts a measure that does not return by itself (agents and reviewers, stepped up): the line ' +
      'is as it was before.',
  })
  async liftMeasure(
    @Arg('input', () => LiftMeasureInput, { description: 'Which decision, and why.' })
    input: LiftMeasureInput,
    @Ctx() context: GatewayContext,
  ): Promise<MeasurePayload> {
    const check = checkInput();
    check.id('decisionId', input.decisionId);
    check.lines('statement', input.statement, MAX_WRITTEN_LENGTH);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const { refusals } = check;
    const { actor, ports } = context;
    return payload(
      refusals.length > 0 ? { refusals } : await liftMeasure(ports, actor, input),
      context,
    );
  }
}
