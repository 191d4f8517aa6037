/** Money outside: a decimal string with its currency. */
import { Field, InputType, ObjectType } from 'type-graphql';
import { formatMoney, type Money, money } from '../../domain/money.js';
import { CurrencyCode, Decimal } from './scalars.js';

@ObjectType('Money', { simpleResolvers: true, description: 'An exact amount of one currency.' })
export class MoneyType {
  @Field(() => Decimal, { description: 'The amount with exactly the digits of its currency.' })
  amount!: string;
  @Field(() => CurrencyCode, { description: 'Its currency.' })
  currency!: string;
}

@InputType('MoneyInput', { description: 'An exact amount of one currency.' })
export class MoneyInput {
  @Field(() => Decimal, { description: 'With at most the digits of its currency.' })
  amount!: string;
  @Field(() => CurrencyCode, { description: 'Its currency.' })
  currency!: string;
}

export const toMoney = (value: Money): MoneyType => ({
  amount: formatMoney(value),
  currency: value.currency,
});

export const minorMoney = (minor: number, currency: string): MoneyType =>
  toMoney(money(minor, currency));
