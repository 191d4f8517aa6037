/** What a measure looks for, as data and in words. */
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { MeasureCondition } from '../../domain/platform-action/measure.js';
import { lookedForText } from '../../domain/platform-action/published.js';
import type { RuleSet } from '../../domain/risk-profile/rules.js';
import type { Locale } from '../../domain/wording.js';
import { ConditionKindEnum } from './decision-enums.js';

@ObjectType('MeasureCondition', {
  simpleResolvers: true,
  description: 'What a measure looks for: all that it names must be so.',
})
export class MeasureConditionType {
  @Field(() => ConditionKindEnum, { description: 'What kind.' })
  kind!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  text!: string;
  @Field(() => ID, { nullable: true, description: 'Of RULE_ACTS: the rule.' })
  ruleId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Of CHARACTERISTIC_AT_LEAST and CHARACTERISTIC_IS: its id in the catalogue.',
  })
  characteristicId!: string | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Of CHARACTERISTIC_AT_LEAST: the number. Of UTILIZATION_AT_LEAST: balance ÷ limit.',
  })
  atLeast!: number | null;
  @Field(() => String, { nullable: true, description: 'Of CHARACTERISTIC_IS: the category.' })
  category!: string | null;
  @Field(() => [String], { nullable: true, description: 'Of BAND_IN: the price bands.' })
  bands!: readonly string[] | null;
  @Field(() => Int, { nullable: true, description: 'Of OVERDUE_DAYS_AT_LEAST: days past due.' })
  days!: number | null;
}

const PPM = 1_000_000;
const NOTHING = {
  ruleId: null,
  characteristicId: null,
  atLeast: null,
  category: null,
  bands: null,
  days: null,
};

/** The condition in words of the rules that it may name; without them a rule goes by its id. */
export function toMeasureCondition(
  condition: MeasureCondition,
  rules: RuleSet | null,
  locale: Locale,
): MeasureConditionType {
  const { kind } = condition;
  const text = lookedForText(condition, rules, locale);
  const members = membersOf(condition);
  return { ...NOTHING, ...members, kind, text };
}

function membersOf(condition: MeasureCondition): Partial<MeasureConditionType> {
  switch (condition.kind) {
    case 'RULE_ACTS':
      return { ruleId: condition.ruleId };
    case 'CHARACTERISTIC_AT_LEAST':
      return { characteristicId: condition.characteristicId, atLeast: condition.atLeast };
    case 'CHARACTERISTIC_IS':
      return { characteristicId: condition.characteristicId, category: condition.category };
    case 'BAND_IN':
      return { bands: condition.bands };
    case 'UTILIZATION_AT_LEAST':
      return { atLeast: condition.ppm / PPM };
    case 'OVERDUE_DAYS_AT_LEAST':
      return { days: condition.days };
    case 'INACTIVE':
      return {};
  }
}
