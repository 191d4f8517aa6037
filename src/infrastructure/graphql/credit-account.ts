/** Credit accounts: a customer's lines and limit management. */
import {
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { LineView } from '../../application/read-lines.js';
import { capabilitiesOf, suspendedByOf } from '../../domain/credit-account/credit-account.js';
import { perDiemMinor } from '../../domain/ledger/interest.js';
import { owedMinor } from '../../domain/ledger/position.js';
import { SuspendedByEnum } from './closure-enums.js';
import { ClosureNoticeType, toNotice } from './closure-request-types.js';
import { ClosureType, toClosure } from './closure-types.js';
import {
  type ConnectionOf,
  connectionOf,
  decodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from './connection.js';
import type { GatewayContext } from './context.js';
import { DecisionType, toDecision } from './decision-types.js';
import { AccountStatusEnum, CapabilityEnum } from './enums.js';
import {
  HoldType,
  InstalmentPlanType,
  JournalEntryConnection,
  type JournalEntryType,
  MAX_LISTED,
  RefundDueType,
  StatementType,
  toEntry,
  toHold,
  toPlan,
  toRefund,
  toStatement,
} from './ledger-types.js';
import { DECISIONS_SHOWN } from './loaders.js';
import { MoneyType, minorMoney } from './money.js';
import { Node } from './node.js';
import { GraphQLDateTimeISO, GraphQLLocalDate } from './scalars.js';

@ObjectType('Product', { simpleResolvers: true, description: 'What the line is sold as.' })
export class ProductType {
  @Field(() => ID, { description: 'Names the product.' })
  id!: string;
  @Field(() => String, { description: 'Its name in the language of the request.' })
  name!: string;
  @Field(() => Float, {
    description:
      'Simple interest a year, as a fraction: 0.1825 is 18.25 %. On a line, what it pays.',
  })
  annualRate!: number;
  @Field(() => String, { description: 'How days count: ACT_365 or ACT_360.' })
  dayCount!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('CreditAccount', {
  implements: Node,
  simpleResolvers: true,
  description: 'A revolving credit line.',
})
export class CreditAccountType extends Node {
  __typename!: 'CreditAccount';
  view!: LineView;
  @Field(() => ID, { description: 'The customer who holds it.' })
  customerId!: string;
  @Field(() => AccountStatusEnum, { description: 'Where it stands in its life.' })
  status!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'Since when; for NOTICE_GIVEN, when it ends.' })
  effectiveAt!: Date;
  @Field(() => Int, {
    description: 'Raised by changes of status or limit, not by postings; closeAccount expects it.',
  })
  version!: number;
  @Field(() => [CapabilityEnum], { description: 'What the customer may do with it now.' })
  capabilities!: readonly string[];
  @Field(() => MoneyType, { description: 'The credit limit.' })
  limit!: MoneyType;
  @Field(() => Float, {
    description: "Simple interest a year, as a fraction: the line's own rate, or the product's.",
  })
  annualRate!: number;
  @Field(() => MoneyType, {
    description: 'Owed less credit balance, interest up to asOf included.',
  })
  balance!: MoneyType;
  @Field(() => MoneyType, { description: 'Limit less balance and open holds; zero without use.' })
  availableCredit!: MoneyType;
  @Field(() => Float, { nullable: true, description: 'Balance ÷ limit; null for a zero limit.' })
  utilization!: number | null;
  @Field(() => Int, { description: 'Days past due (DPD); 0 is on time.' })
  daysPastDue!: number;
  @Field(() => MoneyType, { description: 'Settles the debt if it arrives on the day asOf.' })
  payoffAmount!: MoneyType;
  @Field(() => MoneyType, { description: 'Principal owed.' })
  principal!: MoneyType;
  @Field(() => MoneyType, { description: 'Interest owed, up to asOf.' })
  interest!: MoneyType;
  @Field(() => MoneyType, { description: 'Fees owed.' })
  fees!: MoneyType;
  @Field(() => MoneyType, { description: 'What is owed to the customer.' })
  creditBalance!: MoneyType;
  @Field(() => MoneyType, { description: 'Interest of one more day on the present principal.' })
  perDiemInterest!: MoneyType;
  @Field(() => GraphQLLocalDate, { description: "The customer's day that the figures hold for." })
  asOf!: string;
  @Field(() => GraphQLLocalDate, { description: 'The day of the agreement.' })
  agreementDate!: string;
  @Field(() => Boolean, {
    description: 'Whether a standing order repays it; it goes on in run-off.',
  })
  repaymentAutopay!: boolean;
  @Field(() => ID, {
    nullable: true,
    description: 'The closed line that it came after by a new agreement; null for any other.',
  })
  previousAccountId!: string | null;
  @Field(() => SuspendedByEnum, {
    nullable: true,
    description:
      'Who keeps it from use for a while, also under notice; null where nobody does, or the drawdown right has ended.',
  })
  suspendedBy!: string | null;
}

export function toCreditAccount(view: LineView): CreditAccountType {
  const { account, position, product } = view;
  const inCurrency = (minor: number): MoneyType => minorMoney(minor, account.currency);
  return {
    __typename: 'CreditAccount',
    view,
    id: account.id,
    customerId: account.customerId,
    status: account.status,
    effectiveAt: new Date(account.effectiveAt),
    version: account.version,
    capabilities: capabilitiesOf(account),
    limit: inCurrency(account.limitMinor),
    annualRate: product.annualRatePpm / 1_000_000,
    balance: inCurrency(view.balanceMinor),
    availableCredit: inCurrency(view.availableMinor),
    utilization: view.utilization,
    daysPastDue: view.daysPastDue,
    payoffAmount: inCurrency(owedMinor(position)),
    principal: inCurrency(position.principalMinor),
    interest: inCurrency(position.interestMinor),
    fees: inCurrency(position.feeMinor),
    creditBalance: inCurrency(position.creditMinor),
    perDiemInterest: inCurrency(perDiemMinor(position, product)),
    asOf: view.asOf,
    agreementDate: account.agreementDate,
    repaymentAutopay: account.repaymentAutopay,
    previousAccountId: account.previousAccountId,
    suspendedBy: suspendedByOf(account),
  };
}

export const CreditAccountConnection = connectionOf('CreditAccount', () => CreditAccountType);

@Resolver(() => CreditAccountType)
export class CreditAccountResolver {
  @FieldResolver(() => ProductType, { description: 'The product that it is.' })
  product(@Root() { view }: CreditAccountType, @Ctx() { locale }: GatewayContext): ProductType {
    const { id, names, annualRatePpm, dayCount } = view.product;
    return { id, name: names[locale], annualRate: annualRatePpm / 1_000_000, dayCount };
  }

  @FieldResolver(() => ClosureType, { nullable: true, description: 'Its closure, if any.' })
  async closure(
    @Root() { view }: CreditAccountType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ClosureType | null> {
    if (!('closureId' in view.account)) return null;
    const closure = await loaders.closures.load(view.account.closureId);
    return closure && toClosure(closure);
  }

  @FieldResolver(() => ClosureNoticeType, {
    nullable: true,
    description: "The customer's notice of a closing that has not taken effect, if any.",
  })
  async closureNotice(
    @Root() { view }: CreditAccountType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ClosureNoticeType | null> {
    const { account } = view;
    if (account.status !== 'NOTICE_GIVEN' || account.noticeId === null) return null;
    const notice = await loaders.closureRequests.load(account.noticeId);
    return notice?.kind === 'NOTICE' ? toNotice(notice) : null;
  }

  @FieldResolver(() => [DecisionType], {
    description: `What was decided on it, newest first, at most ${DECISIONS_SHOWN}.`,
  })
  async decisions(
    @Root() { id }: CreditAccountType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<DecisionType[]> {
    return (await loaders.decisionsOfAccount.load(id)).map(toDecision);
  }

  @FieldResolver(() => [HoldType], { description: 'Its open holds, the oldest 100 at the most.' })
  async openHolds(
    @Root() { id }: CreditAccountType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<HoldType[]> {
    return (await loaders.holds.load(id)).slice(0, MAX_LISTED).map(toHold);
  }

  @FieldResolver(() => [InstalmentPlanType], { description: 'Its unfinished instalment plans.' })
  async instalmentPlans(
    @Root() { id }: CreditAccountType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<InstalmentPlanType[]> {
    return (await loaders.plans.load(id)).slice(0, MAX_LISTED).map(toPlan);
  }

  @FieldResolver(() => [RefundDueType], { description: 'Credit balances payable or paid out.' })
  async refunds(
    @Root() { id }: CreditAccountType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<RefundDueType[]> {
    return (await loaders.refunds.load(id)).slice(-MAX_LISTED).map(toRefund);
  }

  @FieldResolver(() => [StatementType], { description: 'Of the last six months, oldest first.' })
  async statements(
    @Root() { id, customerId }: CreditAccountType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<StatementType[]> {
    const all = await loaders.statements.load(customerId);
    return all.filter(({ accountId }) => accountId === id).map(toStatement);
  }

  @FieldResolver(() => JournalEntryConnection, { description: 'Its journal, newest first.' })
  async journal(
    @Root() { id }: CreditAccountType,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ConnectionOf<JournalEntryType>> {
    const size = pageSize(first);
    const before = decodeCursor('JournalEntry', after);
    const rows = await loaders.entries.load({ ownerId: id, before, limit: size + 1 });
    return pageOf('JournalEntry', rows.map(toEntry), size, before);
  }
}
