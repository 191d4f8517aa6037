/** Closing a line. */
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mayReadAudit, mayReadCustomer } from '../../application/access.js';
import { type CloseAccountResult, closeAccount } from '../../application/close-account.js';
import { KEY_LIFETIME_DAYS } from '../../application/idempotency.js';
import { viewLines } from '../../application/read-lines.js';
import type { CreditAccount, Motive } from '../../domain/credit-account/credit-account.js';
import { AuditReceiptType, toReceipt } from './audit-receipt.js';
import { LinkedLimitType } from './closure-effect-types.js';
import { ClosureNoticeType, toNotice } from './closure-request-types.js';
import { ClosureType, linkedLimitsOf, toClosure } from './closure-types.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType, toCreditAccount } from './credit-account.js';
import { MotiveEnum } from './enums.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, MAX_KEY_LENGTH } from './input.js';
import type { InputRefusal, Refusal } from './refusal-codes.js';
import { toErrors } from './refusals.js';
import { GraphQLDateTimeISO } from './scalars.js';

export const KEY_DESCRIPTION =
  `Your own key, 1 to ${MAX_KEY_LENGTH} characters, remembered for ${KEY_LIFETIME_DAYS} days per ` +
  'subject and operation: a repeat of a success answers as the first time, a refusal is evaluated ' +
  'anew, the same key with other input is refused.';

@InputType({ description: 'A closure as the customer wants it.' })
export class CloseAccountInput {
  @Field(() => ID, { description: 'The line to close.' })
  accountId!: string;
  @Field(() => MotiveEnum, { nullable: true, description: 'Why; never required, never scored.' })
  motive?: Motive | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'With something in the way: end use at once and close by itself at zero.',
  })
  allowRunOff?: boolean | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The quote of a preview to be held to, at once and not by notice.',
  })
  quoteId?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version of the account that you decided on; needed only without a quote.',
  })
  expectedVersion?: number | null;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'From when the line shall be closed, by notice; without it at once.',
  })
  effectiveAt?: Date | null;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The closure that was made, or everything that stands in the way.' })
export class CloseAccountPayload {
  @Field(() => CreditAccountType, { nullable: true, description: 'The line as it is now.' })
  account!: CreditAccountType | null;
  @Field(() => ClosureType, { nullable: true, description: 'The closure as it was made.' })
  closure!: ClosureType | null;
  @Field(() => ClosureNoticeType, {
    nullable: true,
    description: 'The notice that was given, while it has not taken effect.',
  })
  notice!: ClosureNoticeType | null;
  @Field(() => [LinkedLimitType], {
    nullable: true,
    description: 'Other lines whose limits moved with it; null without a closure.',
  })
  linkedLimits!: LinkedLimitType[] | null;
  @Field(() => AuditReceiptType, { nullable: true, description: 'Proves it for ever.' })
  receipt!: AuditReceiptType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success; all of them otherwise.' })
  errors!: ErrorInterface[];
}

@Resolver()
export class ClosingResolver {
  @Mutation(() => CloseAccountPayload, {
    description:
      'Closes a line of the signed-in customer, who must have stepped up (RFC 9470). Refusals in ' +
      'this order: replay of the key, ownership, already closing, stale version, quote, notice, ' +
      'changed effects, blockers. Blockers come all at once and prevent only the immediate CLOSED; ' +
      'a quote that came out differently changes nothing.',
  })
  async closeAccount(
    @Arg('input', () => CloseAccountInput, { description: 'What to close.' })
    input: CloseAccountInput,
    @Ctx() context: GatewayContext,
  ): Promise<CloseAccountPayload> {
    const check = checkInput();
    check.id('accountId', input.accountId);
    if (input.quoteId != null) check.id('quoteId', input.quoteId);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const wrong = [...check.refusals, ...togetherRefusals(input)];
    if (wrong.length > 0) return closedPayload({ refusals: wrong }, context);
    const { actor, ports } = context;
    const effectiveAt = input.effectiveAt?.getTime() ?? null;
    return closedPayload(await closeAccount(ports, actor, { ...input, effectiveAt }), context);
  }
}

/** A quote is of a closing at once; without one the version says what was decided on. */
function togetherRefusals({ quoteId, expectedVersion, effectiveAt }: CloseAccountInput) {
  const refuse = (reason: InputRefusal['reason'], member: keyof CloseAccountInput) =>
    [{ code: 'INVALID_INPUT', reason, path: ['input', member] }] satisfies InputRefusal[];
  if (quoteId == null) {
    return expectedVersion == null ? refuse('VERSION_OR_QUOTE', 'expectedVersion') : [];
  }
  return effectiveAt == null ? [] : refuse('QUOTE_OR_NOTICE', 'effectiveAt');
}

/** What a closing came to, by whomever it was asked for. */
export async function closedPayload(
  result:
    | Exclude<CloseAccountResult, { refusals: unknown }>
    | { refusals: readonly Refusal[]; account?: CreditAccount },
  context: GatewayContext,
): Promise<CloseAccountPayload> {
  const account = await accountNow(result.account, context);
  if ('refusals' in result) {
    const errors = toErrors(result.refusals, context.locale);
    return { account, closure: null, notice: null, linkedLimits: null, receipt: null, errors };
  }
  const { closure, notice, receipt } = result;
  return {
    account,
    closure: closure && toClosure(closure),
    notice: notice?.kind === 'NOTICE' ? toNotice(notice) : null,
    linkedLimits: closure && (await linkedLimitsOf(closure, context)),
    // A receipt is for those who may read the trail; an agent who closes may not.
    receipt: mayReadAudit(context.actor, result.account.customerId) ? toReceipt(receipt) : null,
    errors: [],
  };
}

/** Read after the change, past the request's loaders, which may hold the line as it was. */
export async function accountNow(
  account: CreditAccount | undefined,
  { actor, loaders, now, ports }: GatewayContext,
): Promise<CreditAccountType | null> {
  if (!account || !mayReadCustomer(actor, account.customerId)) return null;
  loaders.lines.clear(account.id);
  loaders.linesOfCustomer.clear(account.customerId);
  loaders.latestAssessments.clear(account.customerId);
  const [view] = await viewLines(ports, [account], now);
  return view ? toCreditAccount(view) : null;
}
