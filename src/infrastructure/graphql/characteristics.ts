/** The catalogue of characteristics: everything that a score or a rule may look at. */
import { Arg, Args, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { packOfCustomer } from '../../application/jurisdiction.js';
import { JURISDICTION_PACKS } from '../../domain/policy/jurisdiction-pack.js';
import {
  CHARACTERISTICS,
  type Characteristic,
  type CharacteristicSource,
  characteristic,
} from '../../domain/risk-profile/catalogue.js';
import type { Instant } from '../../domain/time.js';
import {
  CharacteristicSourceEnum,
  CharacteristicUnitEnum,
  SourcePermissionEnum,
} from './activity-types.js';
import {
  type ConnectionOf,
  connectionOf,
  decodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from './connection.js';
import type { GatewayContext } from './context.js';
import { enumOf } from './enums.js';
import { GraphQLISO8601Duration } from './scalars.js';

const DirectionEnum = enumOf(
  'CharacteristicDirection',
  'What a higher value means. The order of categories is that of their list, the safest first.',
  ['HIGHER_IS_RISKIER', 'HIGHER_IS_SAFER', 'NOT_MONOTONE'] as const,
  {
    HIGHER_IS_RISKIER: 'More of it never earns more points.',
    HIGHER_IS_SAFER: 'More of it never earns fewer points.',
    NOT_MONOTONE: 'More of it may mean either.',
  },
);

@ObjectType('CharacteristicCategory', { description: 'One category that a value may be.' })
export class CharacteristicCategoryType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
  @Field(() => String, { description: 'Its name in the language of the request.' })
  label!: string;
}

@ObjectType('SourceRule', {
  description: "What a jurisdiction's rules in force today say about a source.",
})
export class SourceRuleType {
  @Field(() => String, { description: 'The jurisdiction.' })
  jurisdiction!: string;
  @Field(() => String, { description: 'The edition of its rules.' })
  edition!: string;
  @Field(() => SourcePermissionEnum, { description: 'What they say.' })
  permission!: string;
  @Field(() => String, { description: 'Act and article, or "house rule" where no law says so.' })
  source!: string;
  @Field(() => String, {
    nullable: true,
    description: 'One sentence of reasons as the edition has it, in English.',
  })
  why!: string | null;
}

@ObjectType('Characteristic', {
  simpleResolvers: true,
  description:
    'Something that a score or a rule may look at; nothing outside the catalogue may be.',
})
export class CharacteristicType {
  @Field(() => ID, { description: 'Its id; what it means never changes.' })
  id!: string;
  @Field(() => String, { description: 'What it measures.' })
  name!: string;
  @Field(() => String, { description: 'How its value is made.' })
  meaning!: string;
  @Field(() => CharacteristicUnitEnum, { description: 'What its value is counted in.' })
  unit!: string;
  @Field(() => Float, { nullable: true, description: 'The smallest value; null for categories.' })
  min!: number | null;
  @Field(() => Float, { nullable: true, description: 'The largest value; null for categories.' })
  max!: number | null;
  @Field(() => [CharacteristicCategoryType], { description: 'The values of a category, if it is.' })
  categories!: CharacteristicCategoryType[];
  @Field(() => CharacteristicSourceEnum, { description: 'Where its value comes from.' })
  source!: string;
  @Field(() => GraphQLISO8601Duration, { description: 'What it looks back over; P0D is today.' })
  window!: string;
  @Field(() => DirectionEnum, { description: 'What a higher value means.' })
  direction!: string;
  @Field(() => Boolean, { description: 'Whether a customer can change it at all.' })
  changeable!: boolean;
  @Field(() => String, { nullable: true, description: 'How; null where nobody can.' })
  how!: string | null;
  @Field(() => Int, { nullable: true, description: 'In how many days at the earliest.' })
  earliestDays!: number | null;
  @Field(() => [SourceRuleType], { description: 'Where its source may not be used.' })
  forbiddenIn!: SourceRuleType[];
  @Field(() => [SourceRuleType], { description: "Where it takes the customer's consent." })
  consentIn!: SourceRuleType[];
}

const NAME = 'Characteristic';
export const CharacteristicConnection = connectionOf(NAME, () => CharacteristicType);

const JURISDICTIONS = [...new Set(JURISDICTION_PACKS.map(({ jurisdiction }) => jurisdiction))];

/** What the rules of today say about a source, where they do not plainly permit it. */
function rulesOn(source: CharacteristicSource, now: Instant): SourceRuleType[] {
  // The lender's own books are looked at everywhere.
  if (source === 'STATEMENTS' || source === 'LINES') return [];
  return JURISDICTIONS.flatMap((jurisdiction) => {
    const pack = packOfCustomer(jurisdiction, now)?.pack;
    const rule = pack?.activitySources[source];
    if (!pack || !rule) return [];
    const { value: permission, source: text, why = null } = rule;
    return [{ jurisdiction, edition: pack.id, permission, source: text, why }];
  });
}

function toCharacteristic(
  entry: Characteristic,
  { locale, now }: Pick<GatewayContext, 'locale' | 'now'>,
): CharacteristicType {
  const { id, unit, min, max, source, window, direction, change, categories = [] } = entry;
  const isCategory = unit === 'CATEGORY';
  const rules = rulesOn(source, now);
  return {
    id,
    name: entry.name[locale],
    meaning: entry.meaning[locale],
    unit,
    min: isCategory ? null : min,
    max: isCategory ? null : max,
    categories: categories.map((each) => ({ id: each.id, label: each.label[locale] })),
    source,
    window,
    direction,
    changeable: change !== null,
    how: change?.how[locale] ?? null,
    earliestDays: change?.earliestDays ?? null,
    forbiddenIn: rules.filter(({ permission }) => permission === 'FORBIDDEN'),
    consentIn: rules.filter(({ permission }) => permission === 'WITH_CONSENT'),
  };
}

const placeOf = (id: string): number => CHARACTERISTICS.findIndex((each) => each.id === id);

@Resolver()
export class CharacteristicsResolver {
  @Query(() => CharacteristicConnection, {
    description:
      'The catalogue, with the windows of the portrait. A rule may look at other windows of the same ' +
      'behaviour, which `characteristic` describes. Everybody who is signed in may read it.',
  })
  characteristics(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: GatewayContext,
    @Arg('source', () => CharacteristicSourceEnum, {
      nullable: true,
      description: 'Only those that come from this source.',
    })
    source?: string | null,
  ): ConnectionOf<CharacteristicType> {
    const size = pageSize(first);
    const start = decodeCursor(NAME, after, (id) => placeOf(id) !== -1);
    const rest = CHARACTERISTICS.slice(start === null ? 0 : placeOf(start) + 1);
    const page = rest
      .filter((each) => source == null || each.source === source)
      .slice(0, size + 1)
      .map((each) => toCharacteristic(each, context));
    return pageOf(NAME, page, size, start);
  }

  @Query(() => CharacteristicType, {
    nullable: true,
    description: 'One entry of the catalogue; null for an id that it does not have.',
  })
  characteristic(
    @Arg('id', () => ID, { description: 'Such as "utilization_now" or "outflows_15d".' })
    id: string,
    @Ctx() context: GatewayContext,
  ): CharacteristicType | null {
    const entry = characteristic(id);
    return entry ? toCharacteristic(entry, context) : null;
  }
}
