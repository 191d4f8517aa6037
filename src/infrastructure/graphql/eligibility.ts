/** "Could I have it?": eligibility for a product, and what a closing said of the way back. */
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { mayReadRiskProfile } from '../../application/access.js';
import { eligibilityOf } from '../../application/ask-eligibility.js';
import { compiled } from '../../application/assess.js';
import type { Look } from '../../application/eligibility.js';
import { message } from '../../application/messages.js';
import type { Closure } from '../../domain/credit-account/closure-record.js';
import {
  type ConditionProgress,
  conditionProgress,
  RETURN_CONDITION_CODES,
} from '../../domain/credit-account/way-back.js';
import { owedMinor } from '../../domain/ledger/position.js';
import { localDate } from '../../domain/time.js';
import type { Locale } from '../../domain/wording.js';
import { ClosureType } from './closure-types.js';
import type { GatewayContext } from './context.js';
import { EligibilityReasonType, toEligibilityReason } from './eligibility-types.js';
import { enumOf } from './enums.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, MAX_REFERENCE_LENGTH } from './input.js';
import type { Refusal } from './refusal-codes.js';
import { type Paths, toErrors } from './refusals.js';
import { GraphQLLocalDate } from './scalars.js';

@ObjectType('Eligibility', {
  description: 'Whether a customer would be offered a line of a product today, and why not.',
})
export class EligibilityType {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True when nothing stands in the way; null when it was not looked at.',
  })
  eligible!: boolean | null;
  @Field(() => [EligibilityReasonType], {
    description: 'Everything that stands in the way, a need for a person to look among it.',
  })
  reasons!: EligibilityReasonType[];
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The first day without any reason if nothing else happens; null if one has none.',
  })
  until!: string | null;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: "The customer's day on which it was looked at.",
  })
  asOf!: string | null;
  @Field(() => [ErrorInterface], { description: 'Why it was not looked at; empty otherwise.' })
  errors!: ErrorInterface[];
}

/** The arguments stand by themselves, in no input object. */
const PATHS: Paths = { CUSTOMER_NOT_FOUND: ['customerId'], PRODUCT_NOT_FOUND: ['productId'] };

const notLookedAt = (refusals: readonly Refusal[], locale: Locale): EligibilityType => ({
  eligible: null,
  reasons: [],
  until: null,
  asOf: null,
  errors: toErrors(refusals, locale, PATHS),
});

const ReturnConditionCodeEnum = enumOf(
  'ReturnConditionCode',
  'What has to be so for a new line after a closing.',
  RETURN_CONDITION_CODES,
  {
    NOTHING_OWED: 'Nothing is owed on the closed line.',
    NO_RESTRICTION: 'No rule holds back new credit.',
    SCORE_AT_LEAST: 'The score reaches the cutoff.',
    NO_REFERRAL: "No rule asks for a person's look.",
  },
);

@ObjectType('ReturnCondition', {
  simpleResolvers: true,
  description: 'A condition of reapplication as it was told at the closing, and how it stands.',
})
export class ReturnConditionType {
  @Field(() => ReturnConditionCodeEnum, { description: 'Which condition.' })
  code!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  text!: string;
  @Field(() => Boolean, { description: 'Whether it is met today.' })
  met!: boolean;
  @Field(() => Float, {
    description:
      'From 0 to 1, and 1 only when met. Of a score, the way from the lowest of its card to the one ' +
      'that is needed; of what a rule holds back, the share of the days since the closing; a debt ' +
      'counts as 0 until nothing is owed.',
  })
  progress!: number;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The day on which it is met by itself; null when met, and when not known.',
  })
  until!: string | null;
}

const toCondition = (
  { condition, met, progress, until }: ConditionProgress,
  locale: Locale,
): ReturnConditionType => {
  const { code, score = 0 } = condition;
  const text =
    code === 'NO_RESTRICTION' && condition.until !== undefined && !met
      ? message('RETURN_NO_RESTRICTION_UNTIL', locale, { until: condition.until })
      : message(`RETURN_${code}`, locale, { score });
  return { code, text, met, progress, until };
};

/** The conditions of a closure held against the customer as seen today. */
function progressToday(closure: Closure, look: Look): ConditionProgress[] {
  const position = look.positions.find(({ accountId }) => accountId === closure.accountId);
  if (!position) throw new Error(`closure ${closure.id} is of no line in the books`);
  return conditionProgress(closure.conditions, {
    owedMinor: owedMinor(position),
    score: look.assessment.score,
    card: compiled(look.model.card),
    statedBy: closure.scorecardVersion,
    restrictions: look.restrictions,
    rules: look.model.rules,
    asOf: look.today,
    closedOn: localDate(closure.effectiveAt, look.pack.timeZone),
  });
}

@Resolver(() => EligibilityType)
export class EligibilityResolver {
  @Query(() => EligibilityType, {
    description:
      'Whether a customer would be offered a line of a product today without a person looking. For ' +
      'the customer, for staff who may see scores, and for partners where the customer consented to ' +
      'it (PARTNER_ELIGIBILITY): for a partner any other customer is as good as none.',
  })
  async eligibility(
    @Arg('customerId', () => ID, { description: 'The customer.' }) customerId: string,
    @Arg('productId', () => ID, { description: 'The product.' }) productId: string,
    @Ctx() { actor, locale, now, ports }: GatewayContext,
  ): Promise<EligibilityType> {
    const check = checkInput([]);
    check.id('customerId', customerId);
    check.text('productId', productId, MAX_REFERENCE_LENGTH);
    if (check.refusals.length > 0) return notLookedAt(check.refusals, locale);
    const found = await eligibilityOf(ports, actor, { customerId, productId }, now);
    if ('refusal' in found) return notLookedAt([found.refusal], locale);
    const { eligible, reasons, until, asOf } = found;
    // A partner learns that and until when, not what the customer did.
    const isPartner = !mayReadRiskProfile(actor, customerId);
    const told = reasons.map((reason) => toEligibilityReason(reason, locale, isPartner));
    return { eligible, reasons: told, until, asOf, errors: [] };
  }
}

@Resolver(() => ClosureType)
export class ReturnConditionsResolver {
  @FieldResolver(() => [ReturnConditionType], {
    nullable: true,
    description:
      'What has to be so for a new line, as told at the closing, and how it stands today; null when ' +
      'it is not for you, and where no rules are in force.',
  })
  async conditions(
    @Root() { closure }: ClosureType,
    @Ctx() { actor, loaders, locale }: GatewayContext,
  ): Promise<ReturnConditionType[] | null> {
    if (!mayReadRiskProfile(actor, closure.customerId)) return null;
    const look = await loaders.looks.load(closure.customerId);
    return look && progressToday(closure, look).map((each) => toCondition(each, locale));
  }
}
