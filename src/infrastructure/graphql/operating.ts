/** What payment and ledger systems do on a line (service role). */
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  authorizeUse,
  captureUse,
  type Operated,
  payRefund,
  postAmount,
  undoEntry,
  voidHold,
} from '../../application/operate-line.js';
import type { Capability } from '../../domain/credit-account/credit-account.js';
import type { JournalEntry } from '../../domain/ledger/journal.js';
import type { Hold } from '../../domain/ledger/position.js';
import { accountNow, KEY_DESCRIPTION } from './closing.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType } from './credit-account.js';
import { CapabilityEnum } from './enums.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, type InputCheck, MAX_KEY_LENGTH, MAX_REFERENCE_LENGTH } from './input.js';
import {
  HoldType,
  JournalEntryType,
  RefundDueType,
  toEntry,
  toHold,
  toRefund,
} from './ledger-types.js';
import { MoneyInput } from './money.js';
import { toErrors } from './refusals.js';
import { GraphQLLocalDate } from './scalars.js';

@InputType({ description: 'A use of a line to be authorised.' })
export class AuthorizeUseInput {
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => CapabilityEnum, { description: 'The kind of use.' })
  capability!: Capability;
  @Field(() => MoneyInput, { description: 'How much, in the currency of the line.' })
  amount!: MoneyInput;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A capture of a hold.' })
export class CaptureHoldInput {
  @Field(() => ID, { description: 'The hold.' })
  holdId!: string;
  @Field(() => MoneyInput, { description: 'How much of it.' })
  amount!: MoneyInput;
  @Field(() => Boolean, { nullable: true, description: 'Release the rest (default true).' })
  final?: boolean | null;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A hold to be released.' })
export class VoidHoldInput {
  @Field(() => ID, { description: 'The hold.' })
  holdId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'An amount to be posted to a line.' })
export class PostAmountInput {
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => MoneyInput, { description: 'How much, in the currency of the line.' })
  amount!: MoneyInput;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'From which day interest counts it: today (default) or up to 62 days back.',
  })
  valueDate?: string | null;
  @Field(() => String, { nullable: true, description: 'Your own reference, up to 200 characters.' })
  reference?: string | null;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A journal entry to be undone.' })
export class UndoEntryInput {
  @Field(() => ID, { description: 'The entry.' })
  entryId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A refund that was paid out.' })
export class PayRefundInput {
  @Field(() => ID, { description: 'The refund due.' })
  refundId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The hold, or why there is none.' })
export class HoldPayload {
  @Field(() => HoldType, { nullable: true, description: 'The hold as it is now.' })
  hold!: HoldType | null;
  @Field(() => CreditAccountType, { nullable: true, description: 'The line as it is now.' })
  account!: CreditAccountType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

@ObjectType({ description: 'The journal entry, or why there is none.' })
export class EntryPayload {
  @Field(() => JournalEntryType, { nullable: true, description: 'The entry that was posted.' })
  entry!: JournalEntryType | null;
  @Field(() => CreditAccountType, { nullable: true, description: 'The line as it is now.' })
  account!: CreditAccountType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

@ObjectType({ description: 'The refund, or why it was not recorded as paid.' })
export class RefundPayload {
  @Field(() => RefundDueType, { nullable: true, description: 'The refund as it is now.' })
  refund!: RefundDueType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

/** Runs a use case on checked input; `made` and the refusals come back in one shape. */
async function operated<T extends { accountId: string }>(
  check: InputCheck,
  context: GatewayContext,
  run: () => Promise<Operated<T>>,
) {
  const { locale, ports } = context;
  const result = check.refusals.length > 0 ? { refusals: check.refusals } : await run();
  if ('refusals' in result) {
    return { made: null, account: null, errors: toErrors(result.refusals, locale) };
  }
  const [account] = await ports.accounts.find([result.made.accountId]);
  return { made: result.made, account: await accountNow(account, context), errors: [] };
}

const holdPayload = (done: Awaited<ReturnType<typeof operated<Hold>>>): HoldPayload => ({
  hold: done.made && toHold(done.made),
  account: done.account,
  errors: done.errors,
});

const entryPayload = (done: Awaited<ReturnType<typeof operated<JournalEntry>>>): EntryPayload => ({
  entry: done.made && toEntry(done.made),
  account: done.account,
  errors: done.errors,
});

async function post(
  kind: 'REPAYMENT' | 'REFUND' | 'FEE',
  input: PostAmountInput,
  context: GatewayContext,
): Promise<EntryPayload> {
  const check = checkInput();
  check.id('accountId', input.accountId);
  check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
  if (input.reference != null) check.text('reference', input.reference, MAX_REFERENCE_LENGTH);
  const amount = check.amount('amount', input.amount);
  const { actor, ports } = context;
  const run = () => postAmount(ports, actor, kind, { ...input, amount });
  return entryPayload(await operated(check, context, run));
}

async function undo(
  kind: 'RETURNED_PAYMENT' | 'REVERSAL',
  input: UndoEntryInput,
  context: GatewayContext,
): Promise<EntryPayload> {
  const check = checkInput();
  check.id('entryId', input.entryId);
  check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
  const run = () => undoEntry(context.ports, context.actor, kind, input);
  return entryPayload(await operated(check, context, run));
}

const INPUT = { description: 'What to do.' };

@Resolver()
export class OperatingResolver {
  @Mutation(() => HoldPayload, { description: 'Places a hold, or refuses with the reason.' })
  async authorizeUse(
    @Arg('input', () => AuthorizeUseInput, INPUT) input: AuthorizeUseInput,
    @Ctx() context: GatewayContext,
  ): Promise<HoldPayload> {
    const check = checkInput();
    check.id('accountId', input.accountId);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const amount = check.amount('amount', input.amount);
    const run = () => authorizeUse(context.ports, context.actor, { ...input, amount });
    return holdPayload(await operated(check, context, run));
  }

  @Mutation(() => EntryPayload, {
    description: 'Captures a hold in part or whole, also after it lapsed or the line was closed.',
  })
  async captureHold(
    @Arg('input', () => CaptureHoldInput, INPUT) input: CaptureHoldInput,
    @Ctx() context: GatewayContext,
  ): Promise<EntryPayload> {
    const check = checkInput();
    check.id('holdId', input.holdId);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const amount = check.amount('amount', input.amount);
    const run = () => captureUse(context.ports, context.actor, { ...input, amount });
    return entryPayload(await operated(check, context, run));
  }

  @Mutation(() => HoldPayload, { description: 'Releases an open hold.' })
  async voidHold(
    @Arg('input', () => VoidHoldInput, INPUT) input: VoidHoldInput,
    @Ctx() context: GatewayContext,
  ): Promise<HoldPayload> {
    const check = checkInput();
    check.id('holdId', input.holdId);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const run = () => voidHold(context.ports, context.actor, input);
    return holdPayload(await operated(check, context, run));
  }

  @Mutation(() => EntryPayload, { description: 'Posts a repayment; what is left over is credit.' })
  postRepayment(
    @Arg('input', () => PostAmountInput, INPUT) input: PostAmountInput,
    @Ctx() context: GatewayContext,
  ): Promise<EntryPayload> {
    return post('REPAYMENT', input, context);
  }

  @Mutation(() => EntryPayload, { description: "Posts a merchant's refund." })
  postRefund(
    @Arg('input', () => PostAmountInput, INPUT) input: PostAmountInput,
    @Ctx() context: GatewayContext,
  ): Promise<EntryPayload> {
    return post('REFUND', input, context);
  }

  @Mutation(() => EntryPayload, { description: 'Charges a fee.' })
  postFee(
    @Arg('input', () => PostAmountInput, INPUT) input: PostAmountInput,
    @Ctx() context: GatewayContext,
  ): Promise<EntryPayload> {
    return post('FEE', input, context);
  }

  @Mutation(() => EntryPayload, { description: 'Posts that a repayment bounced; once per entry.' })
  postReturnedPayment(
    @Arg('input', () => UndoEntryInput, INPUT) input: UndoEntryInput,
    @Ctx() context: GatewayContext,
  ): Promise<EntryPayload> {
    return undo('RETURNED_PAYMENT', input, context);
  }

  @Mutation(() => EntryPayload, { description: 'Undoes a mistaken entry; once per entry.' })
  reverseEntry(
    @Arg('input', () => UndoEntryInput, INPUT) input: UndoEntryInput,
    @Ctx() context: GatewayContext,
  ): Promise<EntryPayload> {
    return undo('REVERSAL', input, context);
  }

  @Mutation(() => RefundPayload, { description: 'Records that a refund due was paid out.' })
  async payRefund(
    @Arg('input', () => PayRefundInput, INPUT) input: PayRefundInput,
    @Ctx() context: GatewayContext,
  ): Promise<RefundPayload> {
    const check = checkInput();
    check.id('refundId', input.refundId);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const run = () => payRefund(context.ports, context.actor, input);
    const { made, errors } = await operated(check, context, run);
    return { refund: made && toRefund(made), errors };
  }
}
