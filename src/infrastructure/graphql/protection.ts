/** What the rules keep own closings from costing, beside the score that they protect. */
import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { characteristic } from '../../domain/risk-profile/catalogue.js';
import { protectionNote } from '../../domain/risk-profile/explanation.js';
import { valueText } from '../../domain/risk-profile/value-words.js';
import type { Locale } from '../../domain/wording.js';
import type { GatewayContext } from './context.js';
import { RiskProfile } from './risk-profile.js';
import { GraphQLLocalDate, LocaleTag } from './scalars.js';

@ObjectType('ProtectedCharacteristic', {
  simpleResolvers: true,
  description: 'A characteristic that a closing was kept from changing.',
})
export class ProtectedCharacteristicType {
  @Field(() => ID, { description: 'Its id in the catalogue.' })
  id!: string;
  @Field(() => String, { description: 'Its name.' })
  name!: string;
  @Field(() => String, { description: 'The value that was scored.' })
  value!: string;
  @Field(() => String, { description: 'What it would be, were the closed limit not counted.' })
  withoutProtection!: string;
}

@ObjectType('ScoreProtection', {
  simpleResolvers: true,
  description: 'Own closings that cost no score.',
})
export class ScoreProtectionType {
  @Field(() => GraphQLLocalDate, { description: 'The first day without it.' })
  until!: string;
  @Field(() => String, { description: 'In words.' })
  note!: string;
  @Field(() => [ProtectedCharacteristicType], { description: 'Those that differ today.' })
  characteristics!: ProtectedCharacteristicType[];
}

@Resolver(() => RiskProfile)
export class ProtectionResolver {
  @FieldResolver(() => ScoreProtectionType, {
    nullable: true,
    description:
      'What own closings were kept from changing, where the rules forbid that they cost score; null ' +
      'where nothing was.',
  })
  protection(
    @Root() { assessment }: RiskProfile,
    @Ctx() context: GatewayContext,
    @Arg('locale', () => LocaleTag, {
      nullable: true,
      description: "The language; without it the request's.",
    })
    wanted?: Locale | null,
  ): ScoreProtectionType | null {
    const { protection, values } = assessment;
    if (!protection) return null;
    const locale = wanted ?? context.locale;
    return {
      until: protection.until,
      note: protectionNote(protection, locale),
      characteristics: Object.entries(protection.withoutIt).map(([id, without]) => {
        const entry = characteristic(id);
        if (!entry) throw new Error(`${id} is not in the catalogue`);
        return {
          id,
          name: entry.name[locale],
          value: valueText(entry, values[id] ?? null, locale),
          withoutProtection: valueText(entry, without, locale),
        };
      }),
    };
  }
}
