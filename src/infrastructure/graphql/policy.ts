/** The rules of a jurisdiction as they stand on a day, each value with its place in the law. */
import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { packOfCustomer, packOn } from '../../application/jurisdiction.js';
import { type JurisdictionPack, packFor } from '../../domain/policy/jurisdiction-pack.js';
import { listedRules } from '../../domain/policy/listed-rules.js';
import {
  RETENTION_CLASSES,
  RETENTION_PURPOSES,
  retentionPeriodText,
} from '../../domain/policy/retention.js';
import type { Instant } from '../../domain/time.js';
import type { Locale } from '../../domain/wording.js';
import { RetentionClassEnum } from './closure-enums.js';
import type { GatewayContext } from './context.js';
import { GraphQLLocalDate } from './scalars.js';

@ObjectType('JurisdictionRule', {
  simpleResolvers: true,
  description: 'One value of the rules, and where it comes from.',
})
export class JurisdictionRuleType {
  @Field(() => String, {
    description: 'Where it stands, such as "creditorEnding.terminationNoticeMonths".',
  })
  path!: string;
  @Field(() => String, {
    description: 'A text as it stands; anything else as JSON: "true", "2", "null".',
  })
  value!: string;
  @Field(() => String, { description: 'Act and article, or "house rule" where no law says so.' })
  source!: string;
  @Field(() => String, {
    nullable: true,
    description: 'One sentence of reasons as the edition has it, in English.',
  })
  why!: string | null;
}

@ObjectType('RetentionRule', {
  simpleResolvers: true,
  description: 'How long a class of what is kept about a customer is kept, in words.',
})
export class RetentionRuleType {
  @Field(() => RetentionClassEnum, { description: 'The class.' })
  retentionClass!: string;
  @Field(() => String, { description: 'What it is kept for, in the language of the request.' })
  purpose!: string;
  @Field(() => String, { description: 'How long, in the language of the request.' })
  period!: string;
  @Field(() => String, { description: 'Act and article, or "house rule" where no law says so.' })
  source!: string;
}

@ObjectType('JurisdictionRules', {
  simpleResolvers: true,
  description: "One edition of a jurisdiction's rules. It never changes: new law is a new edition.",
})
export class JurisdictionRulesType {
  @Field(() => ID, { description: 'The edition, as decisions name it.' })
  edition!: string;
  @Field(() => String, { description: 'The jurisdiction.' })
  jurisdiction!: string;
  @Field(() => GraphQLLocalDate, { description: 'The first day of the edition.' })
  validFrom!: string;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The first day after it; null while no later law is known.',
  })
  validUntil!: string | null;
  @Field(() => String, { description: 'IANA name of the zone whose calendar days count.' })
  timeZone!: string;
  @Field(() => [JurisdictionRuleType], { description: 'Every value that has a source.' })
  rules!: JurisdictionRuleType[];
  @Field(() => [RetentionRuleType], { description: 'What is kept, what for and how long.' })
  retention!: RetentionRuleType[];
}

const toRules = (pack: JurisdictionPack, locale: Locale): JurisdictionRulesType => ({
  edition: pack.id,
  jurisdiction: pack.jurisdiction,
  validFrom: pack.validFrom,
  validUntil: pack.validUntil ?? null,
  timeZone: pack.timeZone,
  rules: listedRules(pack),
  retention: RETENTION_CLASSES.map((retentionClass) => ({
    retentionClass,
    purpose: RETENTION_PURPOSES[retentionClass][locale],
    period: retentionPeriodText(pack.retention[retentionClass].value, locale),
    source: pack.retention[retentionClass].source,
  })),
});

/** The edition asked about; the day left out is today there, the agreement's is that same day. */
function editionOf(
  jurisdiction: string,
  agreementDate: string | null | undefined,
  onDate: string | null | undefined,
  now: Instant,
): JurisdictionPack | undefined {
  if (onDate != null) {
    return packFor({ jurisdiction, agreementDate: agreementDate ?? onDate, onDate });
  }
  const found =
    agreementDate == null
      ? packOfCustomer(jurisdiction, now)
      : packOn(jurisdiction, agreementDate, now);
  return found?.pack;
}

@Resolver()
export class PolicyResolver {
  @Query(() => JurisdictionRulesType, {
    nullable: true,
    description:
      'The rules of a jurisdiction for an agreement and a day; null where no edition applies, and ' +
      'then nothing is decided there. Everybody who is signed in may read them.',
  })
  jurisdictionRules(
    @Arg('jurisdiction', () => String, { description: 'Such as "CN", "EU" or "US".' })
    jurisdiction: string,
    @Ctx() { locale, now }: GatewayContext,
    @Arg('agreementDate', () => GraphQLLocalDate, {
      nullable: true,
      description: 'The day of the credit agreement; one made on the day asked about without it.',
    })
    agreementDate?: string | null,
    @Arg('onDate', () => GraphQLLocalDate, {
      nullable: true,
      description: 'The day asked about; today in the jurisdiction without it.',
    })
    onDate?: string | null,
  ): JurisdictionRulesType | null {
    const pack = editionOf(jurisdiction, agreementDate, onDate, now);
    return pack ? toRules(pack, locale) : null;
  }
}
