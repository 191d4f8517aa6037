/** What a person decided about a case, and what came of it. */
import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { mayReadReviewersOf } from '../../application/access.js';
import { storedMessage } from '../../application/messages.js';
import type { Appeal, AppealOutcome, Repair, Rescore } from '../../domain/appeal/appeal.js';
import type { Locale } from '../../domain/wording.js';
import { AppealOutcomeEnum, RepairKindEnum } from './appeal-enums.js';
import { AppealFindingType, toFinding } from './appeal-findings.js';
import type { GatewayContext } from './context.js';
import { DecisionType, decisionOf, mayKnowReasons } from './decision-types.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('RescoreSide', { simpleResolvers: true, description: 'One of two scores.' })
export class RescoreSideType {
  @Field(() => Int, { description: 'The score.' })
  score!: number;
  @Field(() => String, { description: 'Its price band.' })
  band!: string;
  @Field(() => [ID], { description: 'The rules that acted.' })
  ruleIds!: readonly string[];
}

@ObjectType('AppealRescore', {
  simpleResolvers: true,
  description: "Two scores by the decision's own card and rules, side by side.",
})
export class AppealRescoreType {
  @Field(() => String, { description: 'Version of the scorecard.' })
  scorecardVersion!: string;
  @Field(() => String, { nullable: true, description: 'Version of the rules; null without any.' })
  rulesVersion!: string | null;
  @Field(() => RescoreSideType, { description: 'As it was when it was decided.' })
  before!: RescoreSideType;
  @Field(() => RescoreSideType, {
    description:
      'Today, on the facts as found, with the lines as they would be without the decision.',
  })
  after!: RescoreSideType;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether all that the measure looked for still holds; null for one without that.',
  })
  stillApplies!: boolean | null;
}

export const toRescore = (rescore: Rescore): AppealRescoreType => ({ ...rescore });

@ObjectType('AppealRepair', {
  simpleResolvers: true,
  description: 'What an undone decision had caused, and what was done about it.',
})
export class AppealRepairType {
  @Field(() => RepairKindEnum, { description: 'What it had caused.' })
  kind!: string;
  @Field(() => String, {
    description: 'What was done, or why nothing could be, in the language of the request.',
  })
  text!: string;
  @Field(() => Boolean, { description: 'Whether something was done.' })
  done!: boolean;
  @Field(() => ID, { description: 'The decision that is undone.' })
  decisionId!: string;
  @Field(() => ID, { nullable: true, description: 'The line; null where it is about none.' })
  accountId!: string | null;
}

const toRepair = (repair: Repair, locale: Locale): AppealRepairType => ({
  kind: repair.kind,
  text: storedMessage(repair.code, locale, repair.values),
  done: repair.done,
  decisionId: repair.decisionId,
  accountId: repair.accountId,
});

@ObjectType('AppealOutcome', { description: 'What a person decided about a case.' })
export class AppealOutcomeType {
  appeal!: Appeal;
  outcome!: AppealOutcome;
  @Field(() => AppealOutcomeEnum, { description: 'What.' })
  kind!: string;
  @Field(() => String, { description: "The reviewer's reasons, as they were written." })
  reasons!: string;
  @Field(() => Boolean, { description: 'Always true: no machine decides about a case.' })
  decidedByPerson!: boolean;
  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  decidedAt!: Date;
  @Field(() => Boolean, { description: 'Whether the clock had run out by then.' })
  isLate!: boolean;
}

export const toOutcome = (appeal: Appeal): AppealOutcomeType | null =>
  appeal.outcome && {
    appeal,
    outcome: appeal.outcome,
    kind: appeal.outcome.kind,
    reasons: appeal.outcome.reasons,
    decidedByPerson: true,
    decidedAt: new Date(appeal.outcome.decidedAt),
    isLate: appeal.outcome.isLate,
  };

@Resolver(() => AppealOutcomeType)
export class AppealOutcomeResolver {
  @FieldResolver(() => [AppealFindingType], { description: 'What was found.' })
  findings(
    @Root() { appeal, outcome }: AppealOutcomeType,
    @Ctx() { actor, locale }: GatewayContext,
  ): AppealFindingType[] {
    const seesNotes = mayReadReviewersOf(actor, appeal.customerId);
    return outcome.findings.map((finding) => toFinding(finding, locale, seesNotes));
  }

  @FieldResolver(() => AppealRescoreType, {
    nullable: true,
    description: 'Both scores; null where no score had a say, or its reasons are not for you.',
  })
  async rescore(
    @Root() { appeal, outcome }: AppealOutcomeType,
    @Ctx() { actor, loaders }: GatewayContext,
  ): Promise<AppealRescoreType | null> {
    const decision = await loaders.decisions.load(appeal.decisionId);
    if (!outcome.rescore || !decision || !mayKnowReasons(actor, decision)) return null;
    return toRescore(outcome.rescore);
  }

  @FieldResolver(() => [AppealRepairType], {
    description:
      'What the decision had caused, all of it, where it is undone; and restrictions that ended with ' +
      'the facts on which they rested.',
  })
  repairs(
    @Root() { outcome }: AppealOutcomeType,
    @Ctx() { locale }: GatewayContext,
  ): AppealRepairType[] {
    return outcome.repairs.map((repair) => toRepair(repair, locale));
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The decision that undid the old one; null where that stands.',
  })
  async reversal(
    @Root() { outcome }: AppealOutcomeType,
    @Ctx() context: GatewayContext,
  ): Promise<DecisionType | null> {
    return outcome.reversalId === null ? null : decisionOf(outcome.reversalId, context);
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The milder decision in the place of the old one; null unless MODIFIED.',
  })
  async milder(
    @Root() { outcome }: AppealOutcomeType,
    @Ctx() context: GatewayContext,
  ): Promise<DecisionType | null> {
    return outcome.milderId === null ? null : decisionOf(outcome.milderId, context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who decided, as the issuer names them; for staff, null for the customer.',
  })
  decidedBy(
    @Root() { appeal, outcome }: AppealOutcomeType,
    @Ctx() { actor }: GatewayContext,
  ): string | null {
    return mayReadReviewersOf(actor, appeal.customerId) ? outcome.decidedBy : null;
  }
}
