/** Taking a notice back, and closing for a customer by two agents. */
import { GraphQLError } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { mayCloseOnBehalf } from '../../application/access.js';
import {
  APPROVAL_DAYS,
  approveClosureOnBehalf,
  declineClosureOnBehalf,
  type OnBehalfRefusal,
  requestClosureOnBehalf,
} from '../../application/close-on-behalf.js';
import { withdrawClosure } from '../../application/closure-notice.js';
import type {
  OnBehalfCause,
  OnBehalfRequest,
} from '../../domain/credit-account/closure-request.js';
import { accountNow, CloseAccountPayload, closedPayload, KEY_DESCRIPTION } from './closing.js';
import { OnBehalfCauseEnum } from './closure-enums.js';
import {
  ClosureNoticeType,
  ClosureRequestType,
  toNotice,
  toRequest,
} from './closure-request-types.js';
import { DEFAULT_PAGE, MAX_PAGE, pageSize } from './connection.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType } from './credit-account.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, type InputCheck, MAX_KEY_LENGTH } from './input.js';
import { creditAccountOf } from './liabilities.js';
import type { InputRefusal } from './refusal-codes.js';
import { toErrors } from './refusals.js';

export const MAX_STATEMENT_LENGTH = 1_000;

@InputType({ description: 'A notice of a closing to be taken back.' })
export class WithdrawClosureInput {
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A closing that an agent asks for on behalf of a customer.' })
export class RequestClosureOnBehalfInput {
  @Field(() => ID, { description: 'The line to close.' })
  accountId!: string;
  @Field(() => OnBehalfCauseEnum, { description: 'Why.' })
  cause!: OnBehalfCause;
  @Field(() => String, {
    description: `What you saw, such as a death certificate: 1 to ${MAX_STATEMENT_LENGTH} characters.`,
  })
  statement!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A request on behalf of a customer to be decided.' })
export class DecideClosureInput {
  @Field(() => ID, { description: 'The request.' })
  requestId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The line as it was before the notice, or why nothing was taken back.' })
export class WithdrawClosurePayload {
  @Field(() => CreditAccountType, { nullable: true, description: 'The line as it is now.' })
  account!: CreditAccountType | null;
  @Field(() => ClosureNoticeType, {
    nullable: true,
    description: 'The notice that was taken back.',
  })
  notice!: ClosureNoticeType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

@ObjectType({ description: 'The request as it is now, or why nothing was done.' })
export class ClosureRequestPayload {
  @Field(() => ClosureRequestType, { nullable: true, description: 'The request.' })
  request!: ClosureRequestType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

type Requested =
  | { made: OnBehalfRequest }
  | { refusals: readonly (OnBehalfRefusal | InputRefusal)[] };

async function requested(
  check: InputCheck,
  { actor, locale }: GatewayContext,
  run: () => Promise<Requested>,
): Promise<ClosureRequestPayload> {
  const result = check.refusals.length > 0 ? { refusals: check.refusals } : await run();
  if ('refusals' in result) return { request: null, errors: toErrors(result.refusals, locale) };
  const { made } = result;
  // Asked again by name: the answer is a look at that customer's file.
  const mayRead = mayCloseOnBehalf(actor, made.customerId);
  return { request: mayRead ? toRequest(made) : null, errors: [] };
}

const INPUT = { description: 'Which one, and how.' };

@Resolver(() => ClosureRequestType)
export class ClosureRequestsResolver {
  @Query(() => [ClosureRequestType], {
    description: 'Requests that wait for a second agent, oldest first (agents).',
  })
  async closureRequests(
    @Ctx() { actor, ports }: GatewayContext,
    @Arg('first', () => Int, {
      defaultValue: DEFAULT_PAGE,
      description: `How many at most, 1 to ${MAX_PAGE}.`,
    })
    first: number,
  ): Promise<ClosureRequestType[]> {
    if (!mayCloseOnBehalf(actor)) {
      throw new GraphQLError('Only agents decide on closings for customers.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    const waiting = await ports.closureRequests.awaitingApproval(pageSize(first));
    return waiting
      .filter((request) => request.kind === 'ON_BEHALF')
      .filter(({ customerId }) => mayCloseOnBehalf(actor, customerId))
      .map(toRequest);
  }

  @FieldResolver(() => CreditAccountType, { nullable: true, description: 'The line itself.' })
  account(
    @Root() { accountId }: ClosureRequestType,
    @Ctx() context: GatewayContext,
  ): Promise<CreditAccountType | null> {
    return creditAccountOf(accountId, context);
  }

  @Mutation(() => WithdrawClosurePayload, {
    description:
      'Takes the notice of a closing back before it takes effect; the line is as it was. The ' +
      'signed-in customer must have stepped up.',
  })
  async withdrawClosure(
    @Arg('input', () => WithdrawClosureInput, INPUT) input: WithdrawClosureInput,
    @Ctx() context: GatewayContext,
  ): Promise<WithdrawClosurePayload> {
    const check = checkInput();
    check.id('accountId', input.accountId);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const { actor, locale, ports } = context;
    if (check.refusals.length > 0) {
      return { account: null, notice: null, errors: toErrors(check.refusals, locale) };
    }
    const result = await withdrawClosure(ports, actor, input);
    const account = await accountNow(result.account, context);
    if ('refusals' in result) {
      return { account, notice: null, errors: toErrors(result.refusals, locale) };
    }
    const { notice } = result;
    return { account, notice: notice.kind === 'NOTICE' ? toNotice(notice) : null, errors: [] };
  }

  @Mutation(() => ClosureRequestPayload, {
    description:
      'Asks for a closing on behalf of a customer (agents, stepped up). Another agent decides ' +
      `within ${APPROVAL_DAYS} days.`,
  })
  requestClosureOnBehalf(
    @Arg('input', () => RequestClosureOnBehalfInput, INPUT) input: RequestClosureOnBehalfInput,
    @Ctx() context: GatewayContext,
  ): Promise<ClosureRequestPayload> {
    const check = checkInput();
    check.id('accountId', input.accountId);
    check.text('statement', input.statement, MAX_STATEMENT_LENGTH);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const { actor, ports } = context;
    return requested(check, context, () => requestClosureOnBehalf(ports, actor, input));
  }

  @Mutation(() => CloseAccountPayload, {
    description:
      'Approves the request of another agent (agents, stepped up): the line is closed at once, ' +
      'with run-off where something stands in the way.',
  })
  async approveClosureOnBehalf(
    @Arg('input', () => DecideClosureInput, INPUT) input: DecideClosureInput,
    @Ctx() context: GatewayContext,
  ): Promise<CloseAccountPayload> {
    const check = checkedDecision(input);
    const { actor, ports } = context;
    const result =
      check.refusals.length > 0
        ? { refusals: check.refusals }
        : await approveClosureOnBehalf(ports, actor, input);
    return closedPayload(result, context);
  }

  @Mutation(() => ClosureRequestPayload, {
    description:
      'Declines the request of another agent, or takes back one of your own (agents, stepped up). ' +
      'The line stays as it is.',
  })
  declineClosureOnBehalf(
    @Arg('input', () => DecideClosureInput, INPUT) input: DecideClosureInput,
    @Ctx() context: GatewayContext,
  ): Promise<ClosureRequestPayload> {
    const { actor, ports } = context;
    const run = () => declineClosureOnBehalf(ports, actor, input);
    return requested(checkedDecision(input), context, run);
  }
}

function checkedDecision({ requestId, idempotencyKey }: DecideClosureInput): InputCheck {
  const check = checkInput();
  check.id('requestId', requestId);
  check.text('idempotencyKey', idempotencyKey, MAX_KEY_LENGTH);
  return check;
}
