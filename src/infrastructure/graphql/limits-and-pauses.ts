/** What a customer may do instead of closing a line: lower its limit, pause it, resume it. */
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { OwnLineResult } from '../../application/change-own-line.js';
import { decreaseLimit } from '../../application/decrease-limit.js';
import { pauseLine, resumeLine } from '../../application/pause-line.js';
import { accountNow, KEY_DESCRIPTION } from './closing.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType } from './credit-account.js';
import { DecisionType, toDecision } from './decision-types.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, type InputCheck, MAX_KEY_LENGTH } from './input.js';
import { MoneyInput } from './money.js';
import type { Refusal } from './refusal-codes.js';
import { type Paths, toErrors } from './refusals.js';

@InputType({ description: 'A lower limit as the customer wants it.' })
export class DecreaseLimitInput {
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => MoneyInput, {
    description: 'The new limit: lower than now, no lower than what is owed and held.',
  })
  limit!: MoneyInput;
  @Field(() => Int, { description: 'The version of the account that you decided on.' })
  expectedVersion!: number;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A line to be paused or resumed.' })
export class PauseLineInput {
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => Int, { description: 'The version of the account that you decided on.' })
  expectedVersion!: number;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The line after its change with the decision, or why it is as it was.' })
export class ChangedLinePayload {
  @Field(() => CreditAccountType, { nullable: true, description: 'The line as it is now.' })
  account!: CreditAccountType | null;
  @Field(() => DecisionType, { nullable: true, description: 'The decision that was made.' })
  decision!: DecisionType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

/** The input calls the amount a limit. */
const LIMIT_PATHS: Paths = {
  CURRENCY_MISMATCH: ['input', 'limit', 'currency'],
  AMOUNT_INVALID: ['input', 'limit', 'amount'],
};

async function changed<R extends Refusal>(
  check: InputCheck,
  context: GatewayContext,
  run: () => Promise<OwnLineResult<R>>,
  paths?: Paths,
): Promise<ChangedLinePayload> {
  const { locale } = context;
  const result = check.refusals.length > 0 ? { refusals: check.refusals } : await run();
  if ('refusals' in result) {
    const seen = 'account' in result ? result.account : undefined;
    const account = await accountNow(seen, context);
    return { account, decision: null, errors: toErrors(result.refusals, locale, paths) };
  }
  const account = await accountNow(result.account, context);
  return { account, decision: toDecision(result.decision), errors: [] };
}

function checked({ accountId, idempotencyKey }: PauseLineInput): InputCheck {
  const check = checkInput();
  check.id('accountId', accountId);
  check.text('idempotencyKey', idempotencyKey, MAX_KEY_LENGTH);
  return check;
}

const INPUT = { description: 'Which line, and how.' };

@Resolver()
export class LimitsAndPausesResolver {
  @Mutation(() => ChangedLinePayload, {
    description:
      'Lowers the limit of a line of the signed-in customer at once, never below what is owed and ' +
      'held.',
  })
  async decreaseLimit(
    @Arg('input', () => DecreaseLimitInput, INPUT) input: DecreaseLimitInput,
    @Ctx() context: GatewayContext,
  ): Promise<ChangedLinePayload> {
    const check = checked(input);
    const limit = check.amount('limit', input.limit);
    const { actor, ports } = context;
    const run = () => decreaseLimit(ports, actor, { ...input, limit });
    return changed(check, context, run, LIMIT_PATHS);
  }

  @Mutation(() => ChangedLinePayload, {
    description:
      'Pauses a line of the signed-in customer: no use until it is resumed. Repaying goes on, and ' +
      'open holds can still be captured.',
  })
  pauseLine(
    @Arg('input', () => PauseLineInput, INPUT) input: PauseLineInput,
    @Ctx() context: GatewayContext,
  ): Promise<ChangedLinePayload> {
    return changed(checked(input), context, () => pauseLine(context.ports, context.actor, input));
  }

  @Mutation(() => ChangedLinePayload, {
    description:
      "Resumes a line that the customer paused; a creditor's suspension is not the customer's to end.",
  })
  resumeLine(
    @Arg('input', () => PauseLineInput, INPUT) input: PauseLineInput,
    @Ctx() context: GatewayContext,
  ): Promise<ChangedLinePayload> {
    return changed(checked(input), context, () => resumeLine(context.ports, context.actor, input));
  }
}
