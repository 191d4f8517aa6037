/** How a score came about, and what moved it: the shapes, and the domain's answers put into them. */
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { ScoreDifference } from '../../domain/risk-profile/difference.js';
import type { Explanation } from '../../domain/risk-profile/explanation.js';
import type { RuleReason } from '../../domain/risk-profile/rule-reasons.js';
import { NEW_CREDIT, type RuleEffect } from '../../domain/risk-profile/rules.js';
import { enumOf } from './enums.js';

export const NewCreditEnum = enumOf('NewCredit', 'What new credit can be had today.', NEW_CREDIT, {
  OPEN: 'It can be had, at the rate of the price band.',
  REFERRED: 'A person looks first.',
  NOT_NOW: 'The score is below the cutoff, or a rule holds it back for now.',
});

const RULE_EFFECTS = [
  'BAND_AT_BEST',
  'REFER',
  'NO_NEW_CREDIT',
] as const satisfies readonly RuleEffect['kind'][];
const RuleEffectEnum = enumOf('RuleEffect', 'What a rule does while it acts.', RULE_EFFECTS, {
  BAND_AT_BEST: 'The price band is at best the one that it names.',
  REFER: 'A person looks before new credit is given.',
  NO_NEW_CREDIT: 'No new credit; existing lines are not touched.',
});

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
  @Field(() => Int, { description: "Points lost against the card's baseline; negative: won." })
  pointsBelowBaseline!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Of the points missing to the cutoff, the share lost here; null at or above it.',
  })
  shareOfGap!: number | null;
}

@ObjectType('PrincipalReason', {
  simpleResolvers: true,
  description: 'What cost or brought points, specific to the customer.',
})
export class PrincipalReasonType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'In words, with the own figure.' })
  text!: string;
  @Field(() => ID, { description: 'The characteristic that it was made from.' })
  characteristicId!: string;
}

@ObjectType('RuleReason', { simpleResolvers: true, description: 'A rule that acted, and why.' })
export class RuleReasonType {
  @Field(() => ID, { description: 'Names the rule in its set.' })
  ruleId!: string;
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'In words, with the own figure.' })
  text!: string;
  @Field(() => ID, { description: 'The characteristic that the rule looked at.' })
  characteristicId!: string;
  @Field(() => RuleEffectEnum, { description: 'What the rule does.' })
  effect!: string;
  @Field(() => String, { description: 'What the rule does, in words.' })
  effectText!: string;
}

@ObjectType('PriceBand', {
  simpleResolvers: true,
  description: 'The price of new credit, and why.',
})
export class PriceBandType {
  @Field(() => String, { description: 'The band by card and rules, best is A.' })
  band!: string;
  @Field(() => String, { description: 'Its name in words.' })
  label!: string;
  @Field(() => Float, {
    nullable: true,
    description: 'Yearly rate of new credit as a fraction; null where the card sets no price.',
  })
  annualRate!: number | null;
  @Field(() => Int, { nullable: true, description: 'Its lowest score; null: none below.' })
  minScore!: number | null;
  @Field(() => Int, { nullable: true, description: 'Its highest score; null: none above.' })
  maxScore!: number | null;
  @Field(() => String, { nullable: true, description: 'The next better band, if any is in reach.' })
  nextBand!: string | null;
  @Field(() => Int, { nullable: true, description: 'Points to the next better band.' })
  pointsToNextBand!: number | null;
  @Field(() => String, { description: 'What the score alone would give.' })
  cardBand!: string;
  @Field(() => ID, { nullable: true, description: 'The rule that lowered the band, if one did.' })
  loweredByRule!: string | null;
  @Field(() => [String], { description: 'Why it is this band, in whole sentences.' })
  why!: readonly string[];
}

@ObjectType('Explanation', {
  description: 'How a score came about: base points plus all points are the score, exactly.',
})
export class ExplanationType {
  @Field(() => Int, { description: 'The score that is explained.' })
  score!: number;
  @Field(() => Int, { description: 'Points that everybody gets.' })
  basePoints!: number;
  @Field(() => Int, { nullable: true, description: 'Below it there is no new credit.' })
  cutoffScore!: number | null;
  @Field(() => Int, { description: 'Points missing to the cutoff; 0 when none are.' })
  gapToCutoff!: number;
  @Field(() => NewCreditEnum, { description: 'By score and rules.' })
  newCredit!: string;
  @Field(() => [ExplainedCharacteristicType], { description: 'Everything that scored.' })
  characteristics!: ExplainedCharacteristicType[];
  @Field(() => [PrincipalReasonType], { description: 'At most four, what cost most first.' })
  principalReasons!: PrincipalReasonType[];
  @Field(() => [PrincipalReasonType], { description: 'What counted in favour, best first.' })
  inFavour!: PrincipalReasonType[];
  @Field(() => [RuleReasonType], { description: 'The rules that acted beside the card.' })
  ruleReasons!: RuleReasonType[];
  @Field(() => PriceBandType, { description: 'The price band that is offered, and why.' })
  priceBand!: PriceBandType;
}

@ObjectType('ScoreLine', { simpleResolvers: true, description: 'A characteristic on one side.' })
export class ScoreLineType {
  @Field(() => String, { description: 'The value in words with its unit.' })
  value!: string;
  @Field(() => String, { description: 'The attribute (bin) that it fell into.' })
  attribute!: string;
  @Field(() => Int, { description: 'Points that it gave.' })
  points!: number;
}

@ObjectType('ScoreMove', { simpleResolvers: true, description: 'What one characteristic moved.' })
export class ScoreMoveType {
  @Field(() => ID, { description: 'Its id in the catalogue.' })
  characteristicId!: string;
  @Field(() => String, { description: 'What it measures.' })
  name!: string;
  @Field(() => ScoreLineType, { nullable: true, description: 'Null: not in the older card.' })
  before!: ScoreLineType | null;
  @Field(() => ScoreLineType, { nullable: true, description: 'Null: not in the newer card.' })
  after!: ScoreLineType | null;
  @Field(() => Int, { description: 'Points after minus points before.' })
  change!: number;
  @Field(() => String, { description: 'In a sentence.' })
  text!: string;
}

@ObjectType('ScoreDifference', {
  description:
    'What moved a score: the changes of all lines and of the base points add up exactly.',
})
export class ScoreDifferenceType {
  @Field(() => Boolean, { description: 'Whether one version of the card made both scores.' })
  sameCard!: boolean;
  @Field(() => Int, { description: 'The older score.' })
  scoreBefore!: number;
  @Field(() => Int, { description: 'The newer score.' })
  scoreAfter!: number;
  @Field(() => Int, { description: 'Newer minus older.' })
  change!: number;
  @Field(() => String, { description: 'The older band.' })
  bandBefore!: string;
  @Field(() => String, { description: 'The newer band.' })
  bandAfter!: string;
  @Field(() => Int, { description: 'By how much the base points differ; 0 for the same card.' })
  basePointsChange!: number;
  @Field(() => String, { nullable: true, description: 'That, in a sentence.' })
  basePointsText!: string | null;
  @Field(() => [ScoreMoveType], { description: 'The greatest change first.' })
  lines!: ScoreMoveType[];
  @Field(() => [RuleReasonType], { description: 'Rules that act now and did not before.' })
  rulesBegun!: RuleReasonType[];
  @Field(() => [RuleReasonType], { description: 'Rules that acted before and do no longer.' })
  rulesEnded!: RuleReasonType[];
}

const PPM = 1_000_000;

export const toExplanation = (explained: Explanation): ExplanationType => {
  const { annualRatePpm, ...priceBand } = explained.priceBand;
  return {
    score: explained.score,
    basePoints: explained.basePoints,
    cutoffScore: explained.cutoffScore,
    gapToCutoff: explained.gapToCutoff,
    newCredit: explained.newCredit,
    characteristics: explained.characteristics.map(({ value, valueText, ...each }) => ({
      ...each,
      value: valueText,
      rawValue: typeof value === 'number' ? value : null,
    })),
    principalReasons: [...explained.principalReasons],
    inFavour: [...explained.inFavour],
    ruleReasons: explained.ruleReasons.map(toRuleReason),
    priceBand: { ...priceBand, annualRate: annualRatePpm === null ? null : annualRatePpm / PPM },
  };
};

const toRuleReason = ({ effect, ...reason }: RuleReason): RuleReasonType => ({
  ...reason,
  effect: effect.kind,
});

export const toDifference = (found: ScoreDifference): ScoreDifferenceType => ({
  sameCard: found.sameCard,
  scoreBefore: found.scoreBefore,
  scoreAfter: found.scoreAfter,
  change: found.change,
  bandBefore: found.bandBefore,
  bandAfter: found.bandAfter,
  basePointsChange: found.basePoints?.change ?? 0,
  basePointsText: found.basePoints?.text ?? null,
  lines: found.lines.map(({ before, after, ...line }) => ({
    ...line,
    before: before && toScoreLine(before),
    after: after && toScoreLine(after),
  })),
  rulesBegun: found.rulesBegun.map(toRuleReason),
  rulesEnded: found.rulesEnded.map(toRuleReason),
});

const toScoreLine = ({
  valueText,
  attribute,
  points,
}: {
  valueText: string;
  attribute: string;
  points: number;
}): ScoreLineType => ({ value: valueText, attribute, points });
