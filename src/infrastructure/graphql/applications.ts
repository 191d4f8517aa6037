/** Applying for a line, and answering an offer. */
import { GraphQLError } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { acceptOffer, turnDownOffer } from '../../application/accept-offer.js';
import { type ApplyResult, applyForLine } from '../../application/apply-for-line.js';
import { requestFormerLimit } from '../../application/request-limit.js';
import { MAX_REQUESTED_MINOR, OFFER_DAYS } from '../../domain/credit-account/way-back.js';
import { CreditApplicationType, toApplication } from './application-types.js';
import { AuditReceiptType, toReceipt } from './audit-receipt.js';
import { accountNow, KEY_DESCRIPTION } from './closing.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType } from './credit-account.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, type InputCheck, MAX_KEY_LENGTH, MAX_REFERENCE_LENGTH } from './input.js';
import { MAX_LISTED } from './ledger-types.js';
import { MoneyInput } from './money.js';
import { type Paths, toErrors } from './refusals.js';

@InputType({ description: 'The line that the customer wishes for.' })
export class ApplyForLineInput {
  @Field(() => ID, { description: "A product of the customer's own jurisdiction." })
  productId!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'The closed or ended line that the new one comes after: of the same product or creditor. ' +
      'Without it, the line of the product that the creditor has ended and that is still there, or ' +
      'else the one that was closed last, if there is one.',
  })
  previousAccountId?: string | null;
  @Field(() => MoneyInput, {
    description: `The limit that is wished for, at most ${MAX_REQUESTED_MINOR} minor units.`,
  })
  requestedLimit!: MoneyInput;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'The line whose limit is to be what it was.' })
export class RequestFormerLimitInput {
  @Field(() => ID, { description: 'A line of your own whose limit the creditor has lowered.' })
  accountId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'The offer that is answered.' })
export class OfferInput {
  @Field(() => ID, { description: 'The application that the offer was made on.' })
  applicationId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The application with its answer, or why there can be none.' })
export class ApplyForLinePayload {
  @Field(() => CreditApplicationType, { nullable: true, description: 'The application.' })
  application!: CreditApplicationType | null;
  @Field(() => AuditReceiptType, { nullable: true, description: 'Proves the answer for ever.' })
  receipt!: AuditReceiptType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success; a decline is no error.' })
  errors!: ErrorInterface[];
}

@ObjectType({ description: 'The line that was opened or has more limit, or why not.' })
export class AcceptOfferPayload {
  @Field(() => CreditApplicationType, { nullable: true, description: 'The application.' })
  application!: CreditApplicationType | null;
  @Field(() => CreditAccountType, {
    nullable: true,
    description: 'The new line, or the one whose limit has risen.',
  })
  account!: CreditAccountType | null;
  @Field(() => AuditReceiptType, { nullable: true, description: 'Proves it for ever.' })
  receipt!: AuditReceiptType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

@ObjectType({ description: 'The application whose offer was turned down, or why it was not.' })
export class TurnDownOfferPayload {
  @Field(() => CreditApplicationType, { nullable: true, description: 'The application.' })
  application!: CreditApplicationType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

/** The input calls the amount a requested limit. */
const PATHS: Paths = { CURRENCY_MISMATCH: ['input', 'requestedLimit', 'currency'] };

function checked({ applicationId, idempotencyKey }: OfferInput): InputCheck {
  const check = checkInput();
  check.id('applicationId', applicationId);
  check.text('idempotencyKey', idempotencyKey, MAX_KEY_LENGTH);
  return check;
}

const INPUT = { description: 'Which offer.' };

@Resolver()
export class ApplicationsResolver {
  @Query(() => [CreditApplicationType], {
    description: `The signed-in customer's applications, the newest first, at most ${MAX_LISTED}. Borrowers only.`,
  })
  async myApplications(@Ctx() context: GatewayContext): Promise<CreditApplicationType[]> {
    const { actor, now, ports } = context;
    if (actor.customerId === undefined) {
      throw new GraphQLError('Only a customer has applications of their own.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    const found = await ports.applications.ofCustomer(actor.customerId, MAX_LISTED);
    return found.map((application) => toApplication(application, now));
  }

  @Mutation(() => ApplyForLinePayload, {
    description:
      'Applies for a line (the borrower alone), in the place of one that was closed or that the ' +
      'creditor has ended, or for a new one. What has ended stays as it is. The customer is assessed afresh; the answer is OFFERED, REFERRED to a person or DECLINED, with reasons. ' +
      `An offer holds for ${OFFER_DAYS} days and opens nothing until it is accepted.`,
  })
  async applyForLine(
    @Arg('input', () => ApplyForLineInput, { description: 'What is wished for.' })
    input: ApplyForLineInput,
    @Ctx() context: GatewayContext,
  ): Promise<ApplyForLinePayload> {
    const { actor, locale, ports } = context;
    const check = checkInput();
    check.text('productId', input.productId, MAX_REFERENCE_LENGTH);
    if (input.previousAccountId != null) check.id('previousAccountId', input.previousAccountId);
    const requestedLimit = check.amount('requestedLimit', input.requestedLimit);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const { refusals } = check;
    const wish = { ...input, requestedLimit };
    const result = refusals.length > 0 ? { refusals } : await applyForLine(ports, actor, wish);
    if ('refusals' in result) {
      const errors = toErrors(result.refusals, locale, PATHS);
      return { application: null, receipt: null, errors };
    }
    return applied(result, context);
  }

  @Mutation(() => ApplyForLinePayload, {
    description:
      'Asks for the limit back that a decision of the creditor took from a line (the borrower ' +
      'alone). The customer is assessed afresh, and the answer is as that of an application: the ' +
      'limit rises only by accepting the offer.',
  })
  async requestFormerLimit(
    @Arg('input', () => RequestFormerLimitInput, { description: 'Which line.' })
    input: RequestFormerLimitInput,
    @Ctx() context: GatewayContext,
  ): Promise<ApplyForLinePayload> {
    const { actor, locale, ports } = context;
    const check = checkInput();
    check.id('accountId', input.accountId);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const { refusals } = check;
    const result =
      refusals.length > 0 ? { refusals } : await requestFormerLimit(ports, actor, input);
    if ('refusals' in result) {
      return { application: null, receipt: null, errors: toErrors(result.refusals, locale) };
    }
    return applied(result, context);
  }

  @Mutation(() => AcceptOfferPayload, {
    description:
      'Accepts an own offer (the borrower alone), which opens a new line by a new agreement or ' +
      'raises a limit. It is looked at afresh: with something new in the way nothing is done.',
  })
  async acceptOffer(
    @Arg('input', () => OfferInput, INPUT) input: OfferInput,
    @Ctx() context: GatewayContext,
  ): Promise<AcceptOfferPayload> {
    const { actor, locale, now, ports } = context;
    const { refusals } = checked(input);
    const result = refusals.length > 0 ? { refusals } : await acceptOffer(ports, actor, input);
    if ('refusals' in result) {
      const errors = toErrors(result.refusals, locale);
      return { application: null, account: null, receipt: null, errors };
    }
    const { application, account, receipt } = result;
    forget(context, application.customerId);
    return {
      application: toApplication(application, now),
      account: await accountNow(account, context),
      receipt: toReceipt(receipt),
      errors: [],
    };
  }

  @Mutation(() => TurnDownOfferPayload, {
    description: 'Turns an own offer down (the borrower alone). A new application is free.',
  })
  async turnDownOffer(
    @Arg('input', () => OfferInput, INPUT) input: OfferInput,
    @Ctx() context: GatewayContext,
  ): Promise<TurnDownOfferPayload> {
    const { actor, locale, now, ports } = context;
    const { refusals } = checked(input);
    const result = refusals.length > 0 ? { refusals } : await turnDownOffer(ports, actor, input);
    if ('refusals' in result) {
      return { application: null, errors: toErrors(result.refusals, locale) };
    }
    return { application: toApplication(result.application, now), errors: [] };
  }
}

/** An application as it was answered. */
function applied(
  { application, receipt }: Exclude<ApplyResult, { refusals: unknown }>,
  context: GatewayContext,
): ApplyForLinePayload {
  forget(context, application.customerId);
  return {
    application: toApplication(application, context.now),
    receipt: toReceipt(receipt),
    errors: [],
  };
}

/** What the request has read of a customer is no longer so. */
function forget({ loaders }: GatewayContext, customerId: string): void {
  loaders.looks.clear(customerId);
  loaders.latestAssessments.clear(customerId);
}
