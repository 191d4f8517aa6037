/** Applications for a line, with what was offered. */
import { Ctx, Field, FieldResolver, Float, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { mayReadApplications, mayReadAudit } from '../../application/access.js';
import { type CreditApplication, statusAt } from '../../domain/credit-account/way-back.js';
import type { Instant } from '../../domain/time.js';
import { AuditReceiptType, toReceipt } from './audit-receipt.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType, ProductType } from './credit-account.js';
import { DecisionType, toDecision } from './decision-types.js';
import { ApplicationStatusEnum } from './enums.js';
import { creditAccountOf } from './liabilities.js';
import { MoneyType, minorMoney } from './money.js';
import { Node } from './node.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('CreditOffer', { simpleResolvers: true, description: 'What was offered.' })
export class CreditOfferType {
  @Field(() => MoneyType, { description: 'The limit of the line.' })
  limit!: MoneyType;
  @Field(() => Float, {
    description:
      'Simple interest a year as a fraction: what the product costs, or the line where it has its own rate; in every band.',
  })
  annualRate!: number;
  @Field(() => String, { description: 'The price band when it was made.' })
  band!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'It can be accepted before this moment.' })
  validUntil!: Date;
}

@ObjectType('CreditApplication', {
  implements: Node,
  simpleResolvers: true,
  description: "A customer's application for a line, with its answer.",
})
export class CreditApplicationType extends Node {
  __typename!: 'CreditApplication';
  application!: CreditApplication;
  @Field(() => ID, { description: 'Who applied.' })
  customerId!: string;
  @Field(() => ApplicationStatusEnum, { description: 'Where it stands.' })
  status!: string;
  @Field(() => MoneyType, { description: 'The limit that was asked for.' })
  requestedLimit!: MoneyType;
  @Field(() => CreditOfferType, { nullable: true, description: 'Null where nothing was offered.' })
  offer!: CreditOfferType | null;
  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  appliedAt!: Date;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it was answered, declined, withdrawn or lapsed; null while it is open.',
  })
  endedAt!: Date | null;
  @Field(() => String, { description: "Edition of the jurisdiction's rules that applied." })
  packEdition!: string;
}

const PPM = 1_000_000;

/** An application as it stands at an instant. */
export function toApplication(application: CreditApplication, now: Instant): CreditApplicationType {
  const { id, customerId, currency, offer, endedAt } = application;
  const status = statusAt(application, now);
  // An offer that ran out has ended, also before anybody has come by to write it down.
  const ended = status === 'LAPSED' ? (endedAt ?? offer?.validUntil ?? null) : endedAt;
  return {
    __typename: 'CreditApplication',
    application,
    id,
    customerId,
    status,
    requestedLimit: minorMoney(application.requestedLimitMinor, currency),
    offer: offer && {
      limit: minorMoney(offer.limitMinor, currency),
      annualRate: offer.annualRatePpm / PPM,
      band: offer.band,
      validUntil: new Date(offer.validUntil),
    },
    appliedAt: new Date(application.appliedAt),
    endedAt: ended === null ? null : new Date(ended),
    packEdition: application.packEdition,
  };
}

/** An application that the caller may see; null for any other, whether it exists or not. */
export async function applicationOf(
  id: string,
  { actor, loaders, now }: GatewayContext,
): Promise<CreditApplicationType | null> {
  const found = await loaders.applications.load(id);
  return found && mayReadApplications(actor, found.customerId) ? toApplication(found, now) : null;
}

@Resolver(() => CreditApplicationType)
export class CreditApplicationResolver {
  @FieldResolver(() => ProductType, { description: 'The product that was applied for.' })
  async product(
    @Root() { application }: CreditApplicationType,
    @Ctx() { loaders, locale }: GatewayContext,
  ): Promise<ProductType> {
    const product = await loaders.products.load(application.productId);
    if (!product) throw new Error(`application ${application.id} is for no product`);
    const { id, names, annualRatePpm, dayCount } = product;
    return { id, name: names[locale], annualRate: annualRatePpm / PPM, dayCount };
  }

  @FieldResolver(() => CreditAccountType, {
    nullable: true,
    description: 'The closed or ended line that the new one comes after.',
  })
  async previousAccount(
    @Root() { application }: CreditApplicationType,
    @Ctx() context: GatewayContext,
  ): Promise<CreditAccountType | null> {
    const { previousAccountId } = application;
    return previousAccountId === null ? null : creditAccountOf(previousAccountId, context);
  }

  @FieldResolver(() => CreditAccountType, {
    nullable: true,
    description: 'The line that the acceptance opened, or whose limit it raised.',
  })
  async account(
    @Root() { application }: CreditApplicationType,
    @Ctx() context: GatewayContext,
  ): Promise<CreditAccountType | null> {
    const { accountId } = application;
    return accountId === null ? null : creditAccountOf(accountId, context);
  }

  @FieldResolver(() => CreditAccountType, {
    nullable: true,
    description: 'The line whose limit acceptance raises; null where it opens a new one.',
  })
  async raisesLimitOf(
    @Root() { application }: CreditApplicationType,
    @Ctx() context: GatewayContext,
  ): Promise<CreditAccountType | null> {
    const { raisesLimitOf } = application;
    return raisesLimitOf === undefined ? null : creditAccountOf(raisesLimitOf, context);
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The answer with its grounds and reasons; null once it is erased.',
  })
  async decision(
    @Root() { application }: CreditApplicationType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<DecisionType | null> {
    const decision = await loaders.decisions.load(application.decisionId);
    return decision && toDecision(decision);
  }

  @FieldResolver(() => AuditReceiptType, {
    nullable: true,
    description: 'Proves the answer; null for those who may not read the audit trail.',
  })
  async receipt(
    @Root() { application }: CreditApplicationType,
    @Ctx() { actor, loaders }: GatewayContext,
  ): Promise<AuditReceiptType | null> {
    if (!mayReadAudit(actor, application.customerId)) return null;
    const entry = await loaders.auditEntries.load(application.auditEntryId);
    return entry && toReceipt(entry);
  }
}
