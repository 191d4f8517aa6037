/** What the institution may do to a line on its own account: published, as data and in words. */
import { Arg, Ctx, Field, Float, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { isConduct } from '../../domain/platform-action/grounds-of-measures.js';
import type { ActionPolicy, Measure, MilderStep } from '../../domain/platform-action/measure.js';
import { needsStatement } from '../../domain/platform-action/measure-refusals.js';
import { effectText, linkedText } from '../../domain/platform-action/published.js';
import type { RuleSet } from '../../domain/risk-profile/rules.js';
import type { Locale } from '../../domain/wording.js';
import type { GatewayContext } from './context.js';
import { MeasureKindEnum, MeasureTakenEnum } from './decision-enums.js';
import { GroundEnum } from './enums.js';
import { checkInput, MAX_REFERENCE_LENGTH } from './input.js';
import { MeasureConditionType, toMeasureCondition } from './measure-condition.js';
import { GraphQLLocalDate } from './scalars.js';

@ObjectType('WeighedStep', {
  simpleResolvers: true,
  description: 'A milder step that comes before a measure.',
})
export class WeighedStepType {
  @Field(() => MeasureKindEnum, { description: 'Which step.' })
  kind!: string;
  @Field(() => String, { description: 'Why it does not do.' })
  whyNot!: string;
  @Field(() => [MeasureConditionType], {
    description: 'Where all of these are so it would do; empty: it never does.',
  })
  doesWhere!: MeasureConditionType[];
}

@ObjectType('Measure', {
  simpleResolvers: true,
  description: 'A measure of an action policy. Texts are in the language of the request.',
})
export class MeasureType {
  @Field(() => ID, { description: 'Names it in its policy.' })
  id!: string;
  @Field(() => MeasureKindEnum, { description: 'What it does.' })
  kind!: string;
  @Field(() => GroundEnum, { description: 'On which declared basis.' })
  grounds!: string;
  @Field(() => Boolean, { description: "Whether that is the customer's conduct." })
  isConduct!: boolean;
  @Field(() => MeasureTakenEnum, { description: 'Who takes it.' })
  taken!: string;
  @Field(() => [MeasureConditionType], {
    description: 'What it looks for, all of it; empty: at nothing of the customer.',
  })
  conditions!: MeasureConditionType[];
  @Field(() => String, { description: 'What it does, in words.' })
  effect!: string;
  @Field(() => String, {
    nullable: true,
    description: 'What it does to other lines, in words; null where it does nothing to them.',
  })
  linkedEffect!: string | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Of LINE_DECREASE: by which share the limit falls. Of REPRICING: what is added to the rate, as a fraction a year.',
  })
  by!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'By which share the limits of other lines fall; null where they do not.',
  })
  linkedDecrease!: number | null;
  @Field(() => String, { description: 'Code of the reason that is told first.' })
  reasonCode!: string;
  @Field(() => String, {
    description: 'That reason; what stands in braces is filled with the own figure.',
  })
  reason!: string;
  @Field(() => String, { description: 'Why the measure is as it is.' })
  basis!: string;
  @Field(() => Boolean, { description: 'Whether whoever takes it must state what is behind it.' })
  needsStatement!: boolean;
  @Field(() => [WeighedStepType], { description: 'The milder steps that come before it.' })
  milderSteps!: WeighedStepType[];
}

@ObjectType('ActionPolicy', {
  simpleResolvers: true,
  description:
    'What the institution may do to a line on its own account. A version never changes, and nobody ' +
    'acts on a line but by a measure of the one in force.',
})
export class ActionPolicyType {
  @Field(() => ID, { description: 'The version, as decisions name it.' })
  version!: string;
  @Field(() => String, { description: 'Its name.' })
  name!: string;
  @Field(() => String, { description: 'What it rests on.' })
  basis!: string;
  @Field(() => GraphQLLocalDate, { description: 'When it was made.' })
  createdOn!: string;
  @Field(() => [MeasureType], {
    description: 'Its measures; of those that a machine takes the first that fits is taken.',
  })
  measures!: MeasureType[];
}

const PPM = 1_000_000;

function toPolicy(policy: ActionPolicy, rules: RuleSet, locale: Locale): ActionPolicyType {
  const { version, name, basis, createdOn, measures } = policy;
  return {
    version,
    name: name[locale],
    basis: basis[locale],
    createdOn,
    measures: measures.map((measure) => toMeasure(measure, rules, locale)),
  };
}

function toMeasure(measure: Measure, rules: RuleSet, locale: Locale): MeasureType {
  const { id, effect, grounds, taken, when, linkedDecreasePpm } = measure;
  return {
    id,
    kind: effect.kind,
    grounds,
    isConduct: isConduct(grounds),
    taken,
    conditions: when.map((each) => toMeasureCondition(each, rules, locale)),
    effect: effectText(effect, locale),
    linkedEffect: linkedDecreasePpm === null ? null : linkedText(linkedDecreasePpm, locale),
    by: byOf(measure),
    linkedDecrease: linkedDecreasePpm === null ? null : linkedDecreasePpm / PPM,
    reasonCode: measure.reasonCode,
    reason: measure.reason[locale],
    basis: measure.basis[locale],
    needsStatement: needsStatement(measure),
    milderSteps: measure.milder.map((step) => toStep(step, rules, locale)),
  };
}

function byOf({ effect }: Measure): number | null {
  if (effect.kind === 'LINE_DECREASE') return effect.ofLimitPpm / PPM;
  return effect.kind === 'REPRICING' ? effect.addPpm / PPM : null;
}

const toStep = (
  { kind, whyNot, doesWhere = [] }: MilderStep,
  rules: RuleSet,
  locale: Locale,
): WeighedStepType => ({
  kind,
  whyNot: whyNot[locale],
  doesWhere: doesWhere.map((each) => toMeasureCondition(each, rules, locale)),
});

@Resolver()
export class ActionPolicyResolver {
  @Query(() => ActionPolicyType, {
    nullable: true,
    description:
      'An action policy by its version, or the one in force; null where there is none of that ' +
      'version. Everybody who is signed in may read it.',
  })
  async actionPolicy(
    @Ctx() { locale, ports }: GatewayContext,
    @Arg('version', () => ID, {
      nullable: true,
      description: 'The version, as decisions name it; without it the one in force.',
    })
    version?: string | null,
  ): Promise<ActionPolicyType | null> {
    if (version == null) {
      const policy = await ports.actionPolicies.current();
      return toPolicy(policy, await ports.riskProfiles.currentRules(), locale);
    }
    const check = checkInput([]);
    check.text('version', version, MAX_REFERENCE_LENGTH);
    if (check.refusals.length > 0) return null;
    const [policy] = await ports.actionPolicies.find([version]);
    return policy ? toPolicy(policy, await ports.riskProfiles.currentRules(), locale) : null;
  }
}
