/** Closing a line. */
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mayReadCustomer } from '../../application/actor.js';
import { closeAccount } from '../../application/close-account.js';
import { KEY_LIFETIME_DAYS } from '../../application/idempotency.js';
import { viewLines } from '../../application/read-lines.js';
import type { CreditAccount, Motive } from '../../domain/credit-account/credit-account.js';
import { AuditReceiptType, ClosureType, toClosure, toReceipt } from './closure-types.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType, toCreditAccount } from './credit-account.js';
import { MotiveEnum } from './enums.js';
import { ErrorInterface } from './errors.js';
import { checkInput, MAX_KEY_LENGTH } from './input.js';
import { toErrors } from './refusals.js';

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
  @Field(() => ID, { nullable: true, description: 'A closure preview to be held to.' })
  quoteId?: string | null;
  @Field(() => Int, { description: 'The version of the account that you decided on.' })
  expectedVersion!: number;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The closure that was made, or everything that stands in the way.' })
export class CloseAccountPayload {
  @Field(() => CreditAccountType, { nullable: true, description: 'The line as it is now.' })
  account!: CreditAccountType | null;
  @Field(() => ClosureType, { nullable: true, description: 'The closure as it was made.' })
  closure!: ClosureType | null;
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
      'this order: replay of the key, ownership, already closing, stale version, quote, blockers. ' +
      'Blockers come all at once and prevent only the immediate CLOSED.',
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
    const { actor, locale, ports } = context;
    const none = { account: null, closure: null, receipt: null };
    if (check.refusals.length > 0) return { ...none, errors: toErrors(check.refusals, locale) };
    const result = await closeAccount(ports, actor, input);
    if ('refusals' in result) {
      const account = await accountNow(result.account, context);
      return { ...none, account, errors: toErrors(result.refusals, locale) };
    }
    return {
      account: await accountNow(result.account, context),
      closure: toClosure(result.closure),
      receipt: toReceipt(result.receipt),
      errors: [],
    };
  }
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
