/** What a decision by one of the institution's measures adds, and what became of it. */
import {
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { mayReadStatementAbout } from '../../application/access.js';
import { type ConditionToday, conditionsToday } from '../../application/conditions-today.js';
import { utilizationOf } from '../../application/read-lines.js';
import type { Decision } from '../../domain/credit-account/decision.js';
import type { FormerStanding, LineFacts } from '../../domain/platform-action/measure.js';
import type { PlatformAction } from '../../domain/platform-action/platform-action.js';
import type { Locale } from '../../domain/wording.js';

import { applicationOf, CreditApplicationType } from './application-types.js';
import type { GatewayContext } from './context.js';
import { ActionStatusEnum, ConditionKindEnum, MeasureKindEnum } from './decision-enums.js';
import { mayKnowReasons } from './decision-types.js';
import { AccountStatusEnum } from './enums.js';
import { MoneyType, minorMoney } from './money.js';
import { GraphQLDateTimeISO, GraphQLLocalDate } from './scalars.js';

const PPM = 1_000_000;

@ObjectType('LineFacts', {
  simpleResolvers: true,
  description: 'The line as it stood when it was decided about.',
})
export class LineFactsType {
  @Field(() => AccountStatusEnum, { description: 'Where it stood.' })
  status!: string;
  @Field(() => MoneyType, { description: 'The limit.' })
  limit!: MoneyType;
  @Field(() => MoneyType, { description: 'What was owed less credit balance.' })
  balance!: MoneyType;
  @Field(() => MoneyType, { description: 'What open holds reserved.' })
  held!: MoneyType;
  @Field(() => Float, { nullable: true, description: 'Balance ÷ limit; null for a zero limit.' })
  utilization!: number | null;
  @Field(() => Int, { description: 'Days past due (DPD); 0 is on time.' })
  overdueDays!: number;
  @Field(() => Float, { description: 'Simple interest a year, as a fraction.' })
  annualRate!: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Months without use while nothing was owed; null where that was not looked at.',
  })
  unusedMonths!: number | null;
}

export const toLineFacts = (line: LineFacts): LineFactsType => ({
  status: line.status,
  limit: minorMoney(line.limitMinor, line.currency),
  balance: minorMoney(line.balanceMinor, line.currency),
  held: minorMoney(line.heldMinor, line.currency),
  utilization: utilizationOf(line.balanceMinor, line.limitMinor),
  overdueDays: line.overdueDays,
  annualRate: line.annualRatePpm / PPM,
  unusedMonths: line.unusedMonths,
});

@ObjectType('MilderStep', {
  simpleResolvers: true,
  description: 'A milder step that was weighed.',
})
export class MilderStepType {
  @Field(() => MeasureKindEnum, { description: 'Which step.' })
  kind!: string;
  @Field(() => String, { description: 'Why it does not do, in the language of the request.' })
  whyNot!: string;
}

@ObjectType('ConditionOfReturn', {
  simpleResolvers: true,
  description: 'What has to be so for a return, as it was told, and how it stands.',
})
export class ConditionOfReturnType {
  @Field(() => ConditionKindEnum, { description: 'What it is about.' })
  kind!: string;
  @Field(() => String, {
    description: 'In words with what to do for it, in the language of the request.',
  })
  text!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is so today; null once nothing is waited for, and where not known.',
  })
  met!: boolean | null;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'From which day it is so by itself; null when met, and where no day is known.',
  })
  until!: string | null;
}

export const toConditionOfReturn = (
  { condition, text, met, until }: ConditionToday,
  locale: Locale,
): ConditionOfReturnType => ({ kind: condition.kind, text: text[locale], met, until });

/** The conditions of a decision as they stand; none for whom the reasons are not. */
export async function conditionsOf(
  decision: Decision,
  { actor, loaders, locale }: GatewayContext,
): Promise<ConditionOfReturnType[]> {
  const { measure, customerId, accountId } = decision;
  if (!measure?.conditions.length || !mayKnowReasons(actor, decision)) return [];
  const [action, rules, look, line, activity] = await Promise.all([
    loaders.platformActions.load(decision.id),
    measure.rulesVersion === null ? null : loaders.ruleSets.load(measure.rulesVersion),
    loaders.looks.load(customerId),
    accountId === null ? null : loaders.lines.load(accountId),
    loaders.behaviour.load(customerId),
  ]);
  const seen = { action, rules, look, line, activity: activity ?? undefined };
  return conditionsToday(decision, seen).map((each) => toConditionOfReturn(each, locale));
}

@ObjectType('FormerStanding', {
  simpleResolvers: true,
  description: 'What the model before gives on the very facts that were decided on.',
})
export class FormerStandingType implements FormerStanding {
  @Field(() => String, { description: 'Version of its scorecard.' })
  scorecardVersion!: string;
  @Field(() => String, { description: 'Version of the rules beside it.' })
  rulesVersion!: string;
  @Field(() => Int, { description: 'The score.' })
  score!: number;
  @Field(() => String, { description: 'The price band, by card and rules.' })
  band!: string;
}

@ObjectType('DecidedMeasure', {
  description: 'The measure of the action policy that a decision took.',
})
export class DecidedMeasureType {
  decision!: Decision;
  @Field(() => ID, {
    nullable: true,
    description: 'Names it in its policy; null where the reasons are not for you.',
  })
  id!: string | null;
  @Field(() => String, { description: 'Version of the action policy.' })
  policyVersion!: string;
  @Field(() => String, { description: 'Version of the scorecard that looked on.' })
  scorecardVersion!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Version of the rules that looked on; null where none did.',
  })
  rulesVersion!: string | null;
  @Field(() => LineFactsType, { description: 'The line as it stood.' })
  facts!: LineFactsType;
  @Field(() => GraphQLDateTimeISO, { description: 'When it takes effect.' })
  effectiveAt!: Date;
}

/** A decision's measure as the caller may see it; null where it took none. */
export function toDecidedMeasure(
  decision: Decision,
  { actor }: Pick<GatewayContext, 'actor'>,
): DecidedMeasureType | null {
  const { measure } = decision;
  if (!measure) return null;
  return {
    decision,
    // The name of a measure says what it looks for.
    id: mayKnowReasons(actor, decision) ? measure.measureId : null,
    policyVersion: measure.actionPolicyVersion,
    scorecardVersion: measure.scorecardVersion,
    rulesVersion: measure.rulesVersion,
    facts: toLineFacts(measure.facts),
    effectiveAt: new Date(measure.effectiveAt),
  };
}

@Resolver(() => DecidedMeasureType)
export class DecidedMeasureResolver {
  @FieldResolver(() => [MilderStepType], {
    description: 'Milder steps and why they did not do; empty where the reasons are not for you.',
  })
  milderSteps(
    @Root() { decision }: DecidedMeasureType,
    @Ctx() { actor, locale }: GatewayContext,
  ): MilderStepType[] {
    if (!decision.measure || !mayKnowReasons(actor, decision)) return [];
    return decision.measure.milder.map(({ kind, whyNot }) => ({ kind, whyNot: whyNot[locale] }));
  }

  @FieldResolver(() => FormerStandingType, {
    nullable: true,
    description:
      'Where the ground is another model: what shows that the model made the difference; null ' +
      'where the reasons are not for you.',
  })
  formerModel(
    @Root() { decision }: DecidedMeasureType,
    @Ctx() { actor }: GatewayContext,
  ): FormerStandingType | null {
    return mayKnowReasons(actor, decision) ? (decision.measure?.formerModel ?? null) : null;
  }

  @FieldResolver(() => [ConditionOfReturnType], {
    description:
      'It returns when all of these are so; empty: when staff lifts it, or where the reasons are ' +
      'not for you.',
  })
  conditions(
    @Root() { decision }: DecidedMeasureType,
    @Ctx() context: GatewayContext,
  ): Promise<ConditionOfReturnType[]> {
    return conditionsOf(decision, context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "What somebody of the staff saw; for staff, null for a machine's.",
  })
  statement(
    @Root() { decision }: DecidedMeasureType,
    @Ctx() { actor }: GatewayContext,
  ): string | null {
    const { measure, customerId } = decision;
    return mayReadStatementAbout(actor, customerId) ? (measure?.statement ?? null) : null;
  }
}

@ObjectType('PlatformAction', {
  description: 'What became of a decision on a line. The decision itself never changes.',
})
export class PlatformActionType {
  action!: PlatformAction;
  @Field(() => ActionStatusEnum, { description: 'Where it stands.' })
  status!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it takes effect.' })
  effectiveAt!: Date;
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When it ended; null before.' })
  endedAt!: Date | null;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When the way back by a new agreement opened; null before.',
  })
  returnOpenedAt!: Date | null;
}

const dateOf = (instant: number | null): Date | null =>
  instant === null ? null : new Date(instant);

export const toPlatformAction = (action: PlatformAction): PlatformActionType => ({
  action,
  status: action.status,
  effectiveAt: new Date(action.effectiveAt),
  endedAt: dateOf(action.endedAt),
  returnOpenedAt: dateOf(action.returnOpenedAt),
});

@Resolver(() => PlatformActionType)
export class PlatformActionResolver {
  @FieldResolver(() => CreditApplicationType, {
    nullable: true,
    description: 'The application with the offer of a new agreement; null where there is none.',
  })
  async application(
    @Root() { action }: PlatformActionType,
    @Ctx() context: GatewayContext,
  ): Promise<CreditApplicationType | null> {
    const { applicationId } = action;
    return applicationId === null ? null : applicationOf(applicationId, context);
  }
}
