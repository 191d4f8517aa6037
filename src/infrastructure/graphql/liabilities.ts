/** "My liabilities / limit management", and the look-ups by id. */
import { GraphQLError } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Float,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { mayReadCustomer } from '../../application/access.js';
import type { Customer } from '../../application/ports.js';
import { type LineView, totalsOf } from '../../application/read-lines.js';
import { isId } from '../../domain/identifiers.js';
import { type ConnectionOf, decodeCursor, PageArgs, pageOf, pageSize } from './connection.js';
import type { GatewayContext } from './context.js';
import { CreditAccountConnection, CreditAccountType, toCreditAccount } from './credit-account.js';
import { MoneyType, minorMoney } from './money.js';
import { Node } from './node.js';
import { RiskProfile, riskProfileOf } from './risk-profile.js';
import { CurrencyCode, GraphQLDateTimeISO } from './scalars.js';

@ObjectType('CurrencyTotals', {
  description: 'Sums over the lines of one currency; currencies are never added.',
})
export class CurrencyTotalsType {
  @Field(() => CurrencyCode, { description: 'The currency.' })
  currency!: string;
  @Field(() => MoneyType, { description: 'Limits of the lines that can be used.' })
  limit!: MoneyType;
  @Field(() => MoneyType, { description: 'Balances of all lines.' })
  balance!: MoneyType;
  @Field(() => MoneyType, { description: 'Available credit of all lines.' })
  availableCredit!: MoneyType;
  @Field(() => Float, { nullable: true, description: 'Balance ÷ limit; null without a limit.' })
  utilization!: number | null;
}

@ObjectType({ description: "A customer's credit lines with their totals." })
export class Liabilities {
  lines!: LineView[];
  @Field(() => [CurrencyTotalsType], { description: 'One sum per currency.' })
  totals!: CurrencyTotalsType[];
}

@Directive('@key(fields: "id")')
@ObjectType('Customer', { implements: Node, description: 'A customer.' })
export class CustomerType extends Node {
  __typename!: 'Customer';
  @Field(() => String, { description: 'Whose rules apply: CN, EU or US.' })
  jurisdiction!: string;
  @Field(() => String, { description: 'The language that the customer is written to in.' })
  locale!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'Customer since.' })
  createdAt!: Date;
}

export const toCustomer = (customer: Customer): CustomerType => ({
  __typename: 'Customer',
  id: customer.id,
  jurisdiction: customer.jurisdiction,
  locale: customer.locale,
  createdAt: new Date(customer.createdAt),
});

async function liabilitiesOf(
  customerId: string,
  { loaders }: GatewayContext,
): Promise<Liabilities> {
  const lines = await loaders.linesOfCustomer.load(customerId);
  const totals = totalsOf(lines).map((sum) => ({
    currency: sum.currency,
    limit: minorMoney(sum.limitMinor, sum.currency),
    balance: minorMoney(sum.balanceMinor, sum.currency),
    availableCredit: minorMoney(sum.availableMinor, sum.currency),
    utilization: sum.utilization,
  }));
  return { lines, totals };
}

@Resolver(() => Liabilities)
export class LiabilitiesResolver {
  @Query(() => Liabilities, { description: "The signed-in customer's lines; borrowers only." })
  myLiabilities(@Ctx() context: GatewayContext): Promise<Liabilities> {
    const { customerId } = context.actor;
    if (customerId === undefined) {
      throw new GraphQLError('Only a customer has liabilities of their own.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    return liabilitiesOf(customerId, context);
  }

  @FieldResolver(() => CreditAccountConnection, { description: 'The lines, oldest first.' })
  accounts(
    @Root() { lines }: Liabilities,
    @Args(() => PageArgs) { first, after }: PageArgs,
  ): ConnectionOf<CreditAccountType> {
    const size = pageSize(first);
    const start = decodeCursor('CreditAccount', after);
    const from = lines.filter(({ account }) => start === null || account.id > start);
    const page = from.slice(0, size + 1).map(toCreditAccount);
    return pageOf('CreditAccount', page, size, start);
  }
}

/** A line that the caller may see; null for any other, whether it exists or not. */
export async function creditAccountOf(
  id: string,
  { actor, loaders }: GatewayContext,
): Promise<CreditAccountType | null> {
  // Anything else names no record, and a database may not even be able to look for it.
  if (!isId(id)) return null;
  const line = await loaders.lines.load(id);
  return line && mayReadCustomer(actor, line.account.customerId) ? toCreditAccount(line) : null;
}

/** A customer that the caller may see; null for any other. */
export async function customerOf(
  id: string,
  { actor, loaders }: GatewayContext,
): Promise<CustomerType | null> {
  if (!isId(id) || !mayReadCustomer(actor, id)) return null;
  const customer = await loaders.customers.load(id);
  return customer && toCustomer(customer);
}

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Query(() => CustomerType, {
    nullable: true,
    description: 'A customer; null when there is none or it is not yours to see.',
  })
  customer(
    @Arg('id', () => ID, { description: 'The customer.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<CustomerType | null> {
    return customerOf(id, context);
  }

  @Query(() => CreditAccountType, {
    nullable: true,
    description: 'A credit line; null when there is none or it is not yours to see.',
  })
  creditAccount(
    @Arg('id', () => ID, { description: 'The account.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<CreditAccountType | null> {
    return creditAccountOf(id, context);
  }

  @FieldResolver(() => Liabilities, { description: "The customer's lines with their totals." })
  liabilities(@Root() { id }: CustomerType, @Ctx() context: GatewayContext): Promise<Liabilities> {
    return liabilitiesOf(id, context);
  }

  @FieldResolver(() => RiskProfile, {
    nullable: true,
    description: 'The newest assessment; null when there is none or it is not for you.',
  })
  riskProfile(
    @Root() { id }: CustomerType,
    @Ctx() context: GatewayContext,
  ): Promise<RiskProfile | null> {
    return riskProfileOf(id, context);
  }
}
