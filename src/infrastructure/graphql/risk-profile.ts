/** Scores and their explanations. */
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { mayReadRiskProfile } from '../../application/actor.js';
import { compiled } from '../../application/assess.js';
import { isId } from '../../domain/identifiers.js';
import type { Assessment } from '../../domain/risk-profile/assessment.js';
import { explain } from '../../domain/risk-profile/explanation.js';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import type { Locale } from '../../domain/wording.js';
import type { GatewayContext } from './context.js';
import { AssessmentTriggerEnum } from './enums.js';
import { GraphQLDateTimeISO, LocaleTag } from './scalars.js';

@ObjectType('Scorecard', {
  description: 'The scorecard version that made a score, as it was then.',
})
export class ScorecardInfo {
  @Field(() => String, { description: 'Names the version; its content never changes.' })
  version!: string;
  @Field(() => String, { description: 'EXPERT: set by judgement. FITTED: estimated from data.' })
  kind!: string;
  @Field(() => String, { description: 'Its name in the language of the request.' })
  name!: string;
  @Field(() => String, { description: 'Where its points come from and what its PD is good for.' })
  basis!: string;
  @Field(() => String, { description: 'The event that the probability of default is about.' })
  outcome!: string;
  @Field(() => Int, { description: 'Over how many months.' })
  horizonMonths!: number;
  @Field(() => Int, { description: 'Points that double the odds of good to bad.' })
  pointsToDoubleOdds!: number;
}

@ObjectType('ExplainedCharacteristic', {
  simpleResolvers: true,
  description: 'One characteristic of a customer and what it did to the score.',
})
export class ExplainedCharacteristicType {
  @Field(() => ID, { description: 'Its id in the catalogue.' })
  id!: string;
  @Field(() => String, { description: 'What it measures.' })
  name!: string;
  @Field(() => String, { description: "The customer's own value, in words with its unit." })
  value!: string;
  @Field(() => Float, { nullable: true, description: 'The bare value; null: no such fact.' })
  rawValue!: number | null;
  @Field(() => String, { description: 'The attribute (bin) that the value fell into.' })
  attribute!: string;
  @Field(() => Int, { description: 'Points that it gave.' })
  points!: number;
  @Field(() => Int, { description: 'Points that its best attribute would give on top.' })
  pointsBelowMax!: number;
  @Field(() => Int, { description: 'Points lost against a typical customer; negative: won.' })
  pointsBelowBaseline!: number;
}

@ObjectType('Reason', { simpleResolvers: true, description: 'A reason, specific to the customer.' })
export class ReasonType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'In words, with the own figure.' })
  text!: string;
}

@ObjectType('Explanation', {
  description: 'How a score came about: base points plus all points are the score, exactly.',
})
export class ExplanationType {
  @Field(() => Int, { description: 'The score that is explained.' })
  score!: number;
  @Field(() => Int, { description: 'Points that everybody gets.' })
  basePoints!: number;
  @Field(() => [ExplainedCharacteristicType], { description: 'Everything that scored.' })
  characteristics!: ExplainedCharacteristicType[];
  @Field(() => [ReasonType], { description: 'At most four, what cost most first.' })
  principalReasons!: ReasonType[];
  @Field(() => [ReasonType], { description: 'What counted in favour, best first.' })
  inFavour!: ReasonType[];
}

@Directive('@key(fields: "customerId")')
@ObjectType({ description: "A customer's newest assessment." })
export class RiskProfile {
  assessment!: Assessment;
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;
  @Field(() => Int, { description: 'The score; more is better.' })
  score!: number;
  @Field(() => String, { description: 'The band that the score falls into, best is A.' })
  band!: string;
  @Field(() => Float, { description: 'Between 0 and 1; scorecard.outcome says of what.' })
  probabilityOfDefault!: number;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was made.' })
  assessedAt!: Date;
  @Field(() => AssessmentTriggerEnum, { description: 'What gave rise to it.' })
  trigger!: string;
}

export const toRiskProfile = (assessment: Assessment): RiskProfile => ({
  assessment,
  customerId: assessment.customerId,
  score: assessment.score,
  band: assessment.band,
  probabilityOfDefault: assessment.probabilityOfDefault,
  assessedAt: new Date(assessment.assessedAt),
  trigger: assessment.trigger,
});

/** The newest assessment, if there is one and the caller may see it; otherwise null. */
export async function riskProfileOf(
  customerId: string,
  { actor, loaders }: GatewayContext,
): Promise<RiskProfile | null> {
  if (!isId(customerId) || !mayReadRiskProfile(actor, customerId)) return null;
  const assessment = await loaders.latestAssessments.load(customerId);
  return assessment && toRiskProfile(assessment);
}

async function cardOf({ assessment }: RiskProfile, context: GatewayContext): Promise<Scorecard> {
  const card = await context.loaders.scorecards.load(assessment.scorecardVersion);
  if (!card) throw new Error(`scorecard ${assessment.scorecardVersion} is not stored`);
  return card;
}

@Resolver(() => RiskProfile)
export class RiskProfileResolver {
  @Query(() => RiskProfile, {
    nullable: true,
    description:
      "A customer's score. Null when there is no such customer, no assessment, or it is not yours.",
  })
  riskProfile(
    @Arg('customerId', () => ID, { description: 'The customer.' }) customerId: string,
    @Ctx() context: GatewayContext,
  ): Promise<RiskProfile | null> {
    return riskProfileOf(customerId, context);
  }

  @FieldResolver(() => ScorecardInfo, { description: 'The card that made the score.' })
  async scorecard(
    @Root() profile: RiskProfile,
    @Ctx() context: GatewayContext,
  ): Promise<ScorecardInfo> {
    const card = await cardOf(profile, context);
    return {
      version: card.version,
      kind: card.kind,
      name: card.name[context.locale],
      basis: card.basis[context.locale],
      outcome: card.outcome.definition[context.locale],
      horizonMonths: card.outcome.horizonMonths,
      pointsToDoubleOdds: card.pdo,
    };
  }

  @FieldResolver(() => ExplanationType, {
    description: 'Replayed from the facts and the card that are stored with the assessment.',
  })
  async explanation(
    @Root() profile: RiskProfile,
    @Ctx() context: GatewayContext,
    @Arg('locale', () => LocaleTag, {
      nullable: true,
      description: "The language; without it the request's.",
    })
    locale?: Locale | null,
  ): Promise<ExplanationType> {
    const card = compiled(await cardOf(profile, context));
    const explained = explain(card, profile.assessment.values, locale ?? context.locale);
    if (explained.score !== profile.score) throw new Error('an explanation left its score');
    return {
      score: explained.score,
      basePoints: explained.basePoints,
      characteristics: explained.characteristics.map((each) => ({
        id: each.id,
        name: each.name,
        value: each.valueText,
        rawValue: each.value,
        attribute: each.attribute,
        points: each.points,
        pointsBelowMax: each.pointsBelowMax,
        pointsBelowBaseline: each.pointsBelowBaseline,
      })),
      principalReasons: explained.principalReasons.map(({ code, text }) => ({ code, text })),
      inFavour: explained.inFavour.map(({ code, text }) => ({ code, text })),
    };
  }
}
