/** Scores, what made them, and what moved them. */
import {
  Arg,
  Args,
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
import { mayReadRiskProfile } from '../../application/access.js';
import { compiled } from '../../application/assess.js';
import { isId } from '../../domain/identifiers.js';
import type { Assessment } from '../../domain/risk-profile/assessment.js';
import { type Assessed, difference } from '../../domain/risk-profile/difference.js';
import { explain } from '../../domain/risk-profile/explanation.js';
import { type Scorecard, twelveMonthPd } from '../../domain/risk-profile/scorecard.js';
import type { Locale } from '../../domain/wording.js';
import {
  type ConnectionOf,
  connectionOf,
  decodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from './connection.js';
import type { GatewayContext } from './context.js';
import { AssessmentTriggerEnum } from './enums.js';
import {
  ExplanationType,
  NewCreditEnum,
  ScoreDifferenceType,
  toDifference,
  toExplanation,
} from './explanation-types.js';
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
  @Field(() => String, {
    nullable: true,
    description: 'How the PD of twelve months is had from that of the outcome, and what it is not.',
  })
  twelveMonthBasis!: string | null;
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
  @Field(() => NewCreditEnum, {
    nullable: true,
    description: 'By score and rules; null where no rules looked on yet.',
  })
  newCredit!: string | null;
}

const AssessmentConnection = connectionOf('Assessment', () => AssessmentType);

@ObjectType('Assessment', { simpleResolvers: true, description: 'One scoring of the customer.' })
export class AssessmentType {
  @Field(() => ID, { description: 'Names the assessment.' })
  id!: string;
  @Field(() => Int, { description: 'The score.' })
  score!: number;
  @Field(() => String, { description: 'The band.' })
  band!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was made.' })
  assessedAt!: Date;
  @Field(() => AssessmentTriggerEnum, { description: 'What gave rise to it.' })
  trigger!: string;
  @Field(() => String, { description: 'The version of the card that scored.' })
  scorecardVersion!: string;
}

export const toRiskProfile = (assessment: Assessment): RiskProfile => ({
  assessment,
  customerId: assessment.customerId,
  score: assessment.score,
  band: assessment.band,
  probabilityOfDefault: assessment.probabilityOfDefault,
  assessedAt: new Date(assessment.assessedAt),
  trigger: assessment.trigger,
  newCredit: assessment.rules?.newCredit ?? null,
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

/** What an assessment was made with, as it was then. */
export async function assessedWith(
  { scorecardVersion, rules, values }: Assessment,
  { loaders }: GatewayContext,
): Promise<Assessed & { readonly document: Scorecard }> {
  const [card, ruleSet] = await Promise.all([
    loaders.scorecards.load(scorecardVersion),
    rules && loaders.ruleSets.load(rules.version),
  ]);
  if (!card) throw new Error(`scorecard ${scorecardVersion} is not stored`);
  if (rules && !ruleSet) throw new Error(`rule set ${rules.version} is not stored`);
  return { card: compiled(card), rules: ruleSet, values, document: card };
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
    const { document: card } = await assessedWith(profile.assessment, context);
    return {
      version: card.version,
      kind: card.kind,
      name: card.name[context.locale],
      basis: card.basis[context.locale],
      outcome: card.outcome.definition[context.locale],
      horizonMonths: card.outcome.horizonMonths,
      pointsToDoubleOdds: card.pdo,
      twelveMonthBasis: card.twelveMonths?.basis[context.locale] ?? null,
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
    const { card, rules, values } = await assessedWith(profile.assessment, context);
    const explained = explain(card, rules, values, locale ?? context.locale);
    const { score, band, newCredit } = profile;
    const isReplayed =
      explained.score === score &&
      explained.band === band &&
      (newCredit === null || explained.newCredit === newCredit);
    if (!isReplayed) throw new Error('an explanation left its assessment');
    return toExplanation(explained);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'PD of the next twelve months, on which pricing rests; scorecard.twelveMonthBasis says how it is had. Null where the card has no factor for it.',
  })
  async twelveMonthProbabilityOfDefault(
    @Root() profile: RiskProfile,
    @Ctx() context: GatewayContext,
  ): Promise<number | null> {
    const { document } = await assessedWith(profile.assessment, context);
    return twelveMonthPd(document, profile.score);
  }

  @FieldResolver(() => AssessmentConnection, {
    description: 'All assessments that are kept, the newest first.',
  })
  async assessments(
    @Root() profile: RiskProfile,
    @Ctx() { loaders }: GatewayContext,
    @Args() { first, after }: PageArgs,
  ): Promise<ConnectionOf<AssessmentType>> {
    const size = pageSize(first);
    const before = decodeCursor('Assessment', after);
    const page = { ownerId: profile.customerId, before, limit: size + 1 };
    const rows = await loaders.assessmentPages.load(page);
    return pageOf('Assessment', rows.map(toAssessment), size, before);
  }

  @FieldResolver(() => ScoreDifferenceType, {
    nullable: true,
    description:
      "What moved the score since an earlier assessment, by its id; null when it is no assessment of this customer's.",
  })
  async difference(
    @Root() profile: RiskProfile,
    @Ctx() context: GatewayContext,
    @Arg('since', () => ID, { description: 'The id of an assessment.' }) since: string,
    @Arg('locale', () => LocaleTag, {
      nullable: true,
      description: "The language; without it the request's.",
    })
    locale?: Locale | null,
  ): Promise<ScoreDifferenceType | null> {
    const older = isId(since) ? await context.loaders.assessments.load(since) : null;
    if (older?.customerId !== profile.customerId) return null;
    const [before, after] = await Promise.all([
      assessedWith(older, context),
      assessedWith(profile.assessment, context),
    ]);
    return toDifference(difference(before, after, locale ?? context.locale));
  }
}

const toAssessment = (assessment: Assessment): AssessmentType => ({
  id: assessment.id,
  score: assessment.score,
  band: assessment.band,
  assessedAt: new Date(assessment.assessedAt),
  trigger: assessment.trigger,
  scorecardVersion: assessment.scorecardVersion,
});
