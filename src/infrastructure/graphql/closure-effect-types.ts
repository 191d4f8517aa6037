/** What a closing does beside ending the line: quoted before, kept with the closure afterwards. */
import { Field, ID, ObjectType } from 'type-graphql';
import { message } from '../../application/messages.js';
import type { NewCreditRestriction } from '../../domain/credit-account/closure-quote.js';
import type { LimitMove } from '../../domain/credit-account/limit-policy.js';
import { characteristic } from '../../domain/risk-profile/catalogue.js';
import type { RuleSet } from '../../domain/risk-profile/rules.js';
import type { Locale } from '../../domain/wording.js';
import { directionOf, LimitDirectionEnum } from './closure-enums.js';
import { MoneyType, minorMoney } from './money.js';
import { GraphQLLocalDate } from './scalars.js';

@ObjectType('NewCreditRestriction', {
  simpleResolvers: true,
  description: 'What holds new credit back, and until when.',
})
export class NewCreditRestrictionType {
  @Field(() => ID, { description: 'The rule.' })
  ruleId!: string;
  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description:
      'The first day without it, if nothing else happens; null when time does not end it.',
  })
  until!: string | null;
}

/** In words by the rule set that the rules are of. */
export function toRestriction(
  { ruleId, until }: NewCreditRestriction,
  rules: RuleSet | null,
  locale: Locale,
): NewCreditRestrictionType {
  const rule = rules?.rules.find(({ id }) => id === ruleId);
  const watched = rule && characteristic(rule.characteristicId);
  if (!rule || !watched) throw new Error(`the rule ${ruleId} is not in the rule set`);
  const what = watched.name[locale];
  const held = rule.effect.kind === 'REFER' ? 'REFERRED' : 'HELD_BACK';
  const reason =
    until === null
      ? message(`NEW_CREDIT_${held}`, locale, { what })
      : message(`NEW_CREDIT_${held}_UNTIL`, locale, { what, until });
  return { ruleId, reason, until };
}

@ObjectType('LinkedLimit', { description: "Another line of the customer's whose limit moves." })
export class LinkedLimitType {
  decisionId!: string | null;
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => LimitDirectionEnum, { description: 'Whether it falls or rises.' })
  direction!: string;
  @Field(() => MoneyType, { description: 'The limit before.' })
  from!: MoneyType;
  @Field(() => MoneyType, { description: 'The limit after.' })
  to!: MoneyType;
  @Field(() => ID, { description: 'The rule of the limit policy that moves it.' })
  ruleId!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Why, in words; null when the score is not for you, or once that is erased.',
  })
  reason!: string | null;
}

export const toLinkedLimit = (
  move: LimitMove,
  reason: string | null,
  decisionId: string | null,
): LinkedLimitType => ({
  accountId: move.accountId,
  direction: directionOf(move),
  from: minorMoney(move.fromMinor, move.currency),
  to: minorMoney(move.toMinor, move.currency),
  ruleId: move.ruleId,
  reason,
  decisionId,
});
