/** The portrait: what is known of a customer's behaviour today, and which sources are left out. */
import { GraphQLError } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Float,
  Int,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { packOfCustomer } from '../../application/jurisdiction.js';
import { type MessageCode, message } from '../../application/messages.js';
import {
  ACTIVITY_SOURCES,
  LONGEST_WINDOW_DAYS,
  PORTRAIT_WINDOWS_DAYS,
} from '../../domain/risk-profile/activity.js';
import { behaviour, behaviourId } from '../../domain/risk-profile/catalogue/behaviour.js';
import {
  TRAITS,
  type Trait,
  type TraitDefinition,
  traitsOf,
} from '../../domain/risk-profile/traits.js';
import { valueText } from '../../domain/risk-profile/value-words.js';
import { localDate } from '../../domain/time.js';
import type { Locale } from '../../domain/wording.js';
import { ActivitySourceEnum, CharacteristicUnitEnum } from './activity-types.js';
import type { GatewayContext } from './context.js';
import { enumOf } from './enums.js';
import { RiskProfile } from './risk-profile.js';
import { GraphQLLocalDate } from './scalars.js';

const MAX_WINDOWS = 5;

@ObjectType('Trait', {
  simpleResolvers: true,
  description: 'One thing that behaviour says about a customer over a number of days.',
})
export class TraitType {
  @Field(() => String, { description: 'Stable name, such as "cash_outs".' })
  name!: string;
  @Field(() => String, { description: 'What it is, in the language of the request.' })
  label!: string;
  @Field(() => Int, { description: 'The days that it looks back over, today included.' })
  window!: number;
  @Field(() => String, { description: 'The value in words with its unit.' })
  value!: string;
  @Field(() => Float, { nullable: true, description: 'The bare value; null: no such fact.' })
  rawValue!: number | null;
  @Field(() => CharacteristicUnitEnum, { description: 'What the value is counted in.' })
  unit!: string;
  @Field(() => ActivitySourceEnum, { description: 'Where it comes from.' })
  source!: string;
  @Field(() => GraphQLLocalDate, {
    description: 'The day of the portrait; of a fact that was reported, the day of that fact.',
  })
  asOf!: string;
}

const WithholdingReasonEnum = enumOf(
  'WithholdingReason',
  'Why a source is not looked at.',
  ['SOURCE_FORBIDDEN', 'CONSENT_MISSING', 'JURISDICTION_UNSUPPORTED'] as const,
  {
    SOURCE_FORBIDDEN: "The rules of the customer's jurisdiction forbid it.",
    CONSENT_MISSING: 'It takes a consent that the customer has not given.',
    JURISDICTION_UNSUPPORTED: "No rules are known for the customer's jurisdiction.",
  },
);

@ObjectType('WithheldSource', { description: 'A source that is not looked at.' })
export class WithheldSourceType {
  @Field(() => ActivitySourceEnum, { description: 'The source.' })
  source!: string;
  @Field(() => WithholdingReasonEnum, { description: 'Why.' })
  reason!: string;
  @Field(() => String, { description: 'Why, in words.' })
  message!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Act and article as cited by the rules, or "house rule"; null without rules.',
  })
  basis!: string | null;
}

@ObjectType('Portrait', {
  description: 'A customer as behaviour shows them today; made anew for each question.',
})
export class PortraitType {
  @Field(() => GraphQLLocalDate, { description: "The customer's day on which it was made." })
  asOf!: string;
  @Field(() => [TraitType], {
    description: 'Everything that may be known; traits of withheld sources are absent.',
  })
  traits!: TraitType[];
  @Field(() => [WithheldSourceType], { description: 'Sources that are not looked at.' })
  withheldSources!: WithheldSourceType[];
}

const definitions = new Map<string, TraitDefinition>(TRAITS.map((each) => [each.name, each]));

function toTrait({ name, windowDays, value, source, asOf }: Trait, locale: Locale): TraitType {
  const definition = definitions.get(name);
  const entry = behaviour(behaviourId(name, windowDays));
  if (!definition || !entry) throw new Error(`no words for ${name} over ${windowDays} days`);
  return {
    name,
    label: definition.label[locale],
    window: windowDays,
    value: valueText(entry, value, locale),
    rawValue: typeof value === 'number' ? value : null,
    unit: definition.unit,
    source,
    asOf,
  };
}

/** The windows asked for, each once, in their order, or a refusal. */
function checkedWindows(windows: readonly number[]): number[] {
  const each = [...new Set(windows)];
  const isWindow = (days: number): boolean => days >= 1 && days <= LONGEST_WINDOW_DAYS;
  if (windows.length >= 1 && windows.length <= MAX_WINDOWS && each.every(isWindow)) return each;
  throw new GraphQLError(
    `"windows" must be 1 to ${MAX_WINDOWS} numbers of days from 1 to ${LONGEST_WINDOW_DAYS}.`,
    { extensions: { code: 'INVALID_WINDOWS', argumentName: 'windows' } },
  );
}

@Resolver(() => RiskProfile)
export class PortraitResolver {
  @FieldResolver(() => PortraitType, {
    description: "The customer's behaviour as of today, whenever the score was made.",
  })
  async portrait(
    @Root() { customerId }: RiskProfile,
    @Arg('windows', () => [Int], {
      defaultValue: [...PORTRAIT_WINDOWS_DAYS],
      description:
        `Days to look back over, today included: at most ${MAX_WINDOWS} windows of 1 to ` +
        `${LONGEST_WINDOW_DAYS} days. Facts that are reported are the newest of ${LONGEST_WINDOW_DAYS} days.`,
    })
    windows: number[],
    @Ctx() { loaders, locale, now }: GatewayContext,
  ): Promise<PortraitType> {
    const windowsDays = checkedWindows(windows);
    const [customer, facts] = await Promise.all([
      loaders.customers.load(customerId),
      loaders.behaviour.load(customerId),
    ]);
    if (!customer || !facts) throw new Error(`customer ${customerId} has a score and no record`);
    const found = packOfCustomer(customer.jurisdiction, now);
    const asOf = found?.today ?? localDate(now, 'UTC');
    const withheld = ACTIVITY_SOURCES.filter((source) => !facts.permitted.has(source));
    return {
      asOf,
      traits: traitsOf(facts, asOf, windowsDays).map((trait) => toTrait(trait, locale)),
      withheldSources: withheld.map((source) => {
        const rule = found?.pack.activitySources[source];
        const [reason, code] = withholding(rule?.value);
        const text = message(code, locale, { jurisdiction: customer.jurisdiction });
        return { source, reason, message: text, basis: rule?.source ?? null };
      }),
    };
  }
}

type Withheld = Extract<MessageCode, `SOURCE_WITHHELD_${string}`>;

/** The reason and the code of its words. */
function withholding(permission: string | undefined): readonly [string, Withheld] {
  if (permission === undefined) {
    return ['JURISDICTION_UNSUPPORTED', 'SOURCE_WITHHELD_WITHOUT_RULES'];
  }
  return permission === 'FORBIDDEN'
    ? ['SOURCE_FORBIDDEN', 'SOURCE_WITHHELD_BY_RULES']
    : ['CONSENT_MISSING', 'SOURCE_WITHHELD_FOR_CONSENT'];
}
