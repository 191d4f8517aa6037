/** Recourse: what can be done so that the result is another one, and the domain's plans put so. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ACTION_KINDS } from '../../domain/risk-profile/recourse/actions.js';
import {
  type Move,
  PLAN_KINDS,
  type Plan,
  type PlannedAction,
} from '../../domain/risk-profile/recourse/recourse.js';
import { actionText, moveText } from '../../domain/risk-profile/recourse/words.js';
import type { Locale } from '../../domain/wording.js';
import { enumOf } from './enums.js';
import { ErrorInterface } from './error-interface.js';
import { NewCreditEnum } from './explanation-types.js';
import { MoneyType, minorMoney } from './money.js';
import { GraphQLLocalDate } from './scalars.js';

export const PlanKindEnum = enumOf('RecoursePlanKind', 'What sets a plan apart.', PLAN_KINDS, {
  SMALLEST: 'It asks the least.',
  FASTEST: 'It works soonest.',
  ALTERNATIVE: 'It does something else.',
  CLOSEST: 'It does not reach the target; nothing within six months does, and this comes closest.',
});

export const ActionKindEnum = enumOf('RecourseActionKind', 'What is to be done.', ACTION_KINDS, {
  PAY_OVERDUE: 'Pay what is overdue on a line, today.',
  PAY_BALANCE: 'Pay an amount of the balance of a line, today.',
  VERIFY_INCOME: 'Have an income verified.',
  PAY_ON_TIME: 'Pay the minimum due of the next statements on time.',
  PAY_SHARE: 'Pay a share of the balance of the next statements on time.',
  SPREAD_USE: 'Spread the usual use over the lines, without using more.',
  PAUSE_USE: 'Use no line for a while.',
  USE_AS_USUAL: 'A condition: without the usual use the plan would not reach its target.',
  KEEP_FROM: 'Keep from something for a while.',
  WAIT: 'Nothing; what speaks against the customer ages by itself.',
});

@InputType('RecourseTargetInput', { description: 'What is to be reached: exactly one of these.' })
export class RecourseTargetInput {
  @Field(() => Int, { nullable: true, description: 'At least this score.' })
  score?: number | null;
  @Field(() => String, { nullable: true, description: 'At least this band.' })
  band?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: a score at or above the cutoff, and no rule that refers or holds back.',
  })
  newCredit?: boolean | null;
}

@ObjectType('RecourseConsequence', {
  simpleResolvers: true,
  description: 'A fact that would come out otherwise without an action of the plan.',
})
export class RecourseConsequenceType {
  @Field(() => ID, { description: 'Its id in the catalogue.' })
  characteristicId!: string;
  @Field(() => String, { description: 'In a sentence.' })
  text!: string;
  @Field(() => String, { description: 'The value with the plan but without the action.' })
  before!: string;
  @Field(() => String, { description: 'The value with the whole plan.' })
  after!: string;
  @Field(() => Int, { description: 'Points that the action brings here.' })
  points!: number;
  @Field(() => [String], { description: 'Ids of rules that act without the action only.' })
  rulesLifted!: readonly string[];
}

@ObjectType('RecourseAction', { description: 'One thing to do, or to keep from.' })
export class RecourseActionType {
  accountId!: string | null;
  @Field(() => ActionKindEnum, { description: 'What it is.' })
  kind!: string;
  @Field(() => String, { description: 'In a sentence.' })
  text!: string;
  @Field(() => MoneyType, { nullable: true, description: 'What is to be paid today, if anything.' })
  amount!: MoneyType | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Over how many statements it goes; null for what goes by days.',
  })
  statements!: number | null;
  @Field(() => GraphQLLocalDate, { description: 'By then it is done.' })
  until!: string;
  @Field(() => [RecourseConsequenceType], {
    description: 'Everything that it changes; replayed without it and with it.',
  })
  consequences!: RecourseConsequenceType[];
}

@ObjectType('RecoursePlan', {
  description: 'Things to do together; all of it was replayed before it is shown.',
})
export class RecoursePlanType {
  @Field(() => [PlanKindEnum], { description: 'What sets it apart from the others.' })
  kinds!: readonly string[];
  @Field(() => GraphQLLocalDate, { description: 'The day on which it can have worked.' })
  worksOn!: string;
  @Field(() => Int, { description: 'The score on that day.' })
  score!: number;
  @Field(() => String, { description: 'The band on that day.' })
  band!: string;
  @Field(() => NewCreditEnum, { description: 'What new credit can be had on that day.' })
  newCredit!: string;
  @Field(() => [RecourseActionType], { description: 'What is to be done, that of today first.' })
  actions!: RecourseActionType[];
}

@ObjectType('Recourse', {
  description: 'What the customer can do, on the facts of now; made anew for each question.',
})
export class RecourseType {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the target is reached today; null with errors.',
  })
  isReached!: boolean | null;
  @Field(() => [RecoursePlanType], {
    description: 'Plans that reach the target; or one that comes closest; none when it is reached.',
  })
  plans!: RecoursePlanType[];
  @Field(() => [String], { description: 'What every plan rests on, in sentences.' })
  assumptions!: string[];
  @Field(() => [ErrorInterface], { description: 'Why nothing was looked for; else empty.' })
  errors!: ErrorInterface[];
}

export const toPlan = (plan: Plan, locale: Locale): RecoursePlanType => ({
  kinds: plan.kinds,
  worksOn: plan.worksOn,
  score: plan.standing.scored.score,
  band: plan.standing.band,
  newCredit: plan.standing.newCredit,
  actions: plan.actions.map((each) => toAction(each, locale)),
});

function toAction({ action, moves }: PlannedAction, locale: Locale): RecourseActionType {
  const isPayment = 'amountMinor' in action;
  return {
    accountId: isPayment ? action.accountId : null,
    kind: action.kind,
    text: actionText(action, locale),
    amount: isPayment ? minorMoney(action.amountMinor, action.currency) : null,
    statements: 'statements' in action ? action.statements : null,
    until: action.until,
    consequences: moves.map((move) => toConsequence(move, locale)),
  };
}

function toConsequence(move: Move, locale: Locale): RecourseConsequenceType {
  const { characteristicId, points, rulesLifted } = move;
  return { characteristicId, points, rulesLifted, ...moveText(move, locale) };
}
