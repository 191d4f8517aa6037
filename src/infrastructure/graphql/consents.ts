/** The customer's own consents: to the use of sources that take one, and for other purposes. */
import { GraphQLError } from 'graphql';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { giveConsent, withdrawConsent } from '../../application/consents.js';
import { holdsInForce, kindsOf } from '../../application/forget-source.js';
import { message } from '../../application/messages.js';
import type { Consent, ConsentAbout } from '../../application/risk-ports.js';
import type { ConsentPurpose } from '../../domain/policy/consent-purposes.js';
import type { ActivitySource } from '../../domain/risk-profile/activity.js';
import { ActivityKindEnum, ActivitySourceEnum } from './activity-types.js';
import type { GatewayContext } from './context.js';
import { ConsentPurposeEnum } from './enums.js';
import { ErrorInterface } from './error-interface.js';
import { MAX_LISTED } from './ledger-types.js';
import type { InputRefusal } from './refusal-codes.js';
import { toErrors } from './refusals.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('Consent', {
  simpleResolvers: true,
  description: "A customer's consent for a purpose; given again, it is a new one.",
})
export class ConsentType {
  @Field(() => ConsentPurposeEnum, { description: 'What it is for.' })
  purpose!: string;
  @Field(() => ActivitySourceEnum, {
    nullable: true,
    description: 'The source that may be looked at; null for any other purpose.',
  })
  source!: string | null;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was given.' })
  givenAt!: Date;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it was withdrawn; null while it is in force.',
  })
  withdrawnAt!: Date | null;
}

@InputType({ description: 'What a consent is about.' })
export class ConsentInput {
  @Field(() => ConsentPurposeEnum, {
    nullable: true,
    description: 'What it is for; CREDIT_ASSESSMENT when it is not named.',
  })
  purpose?: ConsentPurpose | null;
  @Field(() => ActivitySourceEnum, {
    nullable: true,
    description: 'The source; needed for CREDIT_ASSESSMENT, and not taken for any other purpose.',
  })
  source?: ActivitySource | null;
}

@ObjectType({ description: 'The consent, or why it cannot be given.' })
export class GiveConsentPayload {
  @Field(() => ConsentType, { nullable: true, description: 'The consent that is in force.' })
  consent!: ConsentType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

@ObjectType({ description: 'The withdrawn consent and what was erased by it.' })
export class WithdrawConsentPayload {
  @Field(() => ConsentType, {
    nullable: true,
    description: 'The consent that was withdrawn; null when none was in force.',
  })
  consent!: ConsentType | null;
  @Field(() => [ActivityKindEnum], {
    nullable: true,
    description:
      'Everything that was kept of these kinds was erased; none when nothing changed, or when a ' +
      'legal hold keeps it.',
  })
  erased!: string[] | null;
  @Field(() => String, { nullable: true, description: 'What happened, in words.' })
  message!: string | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

const toConsent = ({ purpose, source, givenAt, withdrawnAt }: Consent): ConsentType => ({
  purpose,
  source,
  givenAt: new Date(givenAt),
  withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
});

const INPUT = { description: 'Which consent.' };

/** What the input is about, where purpose and source go together. */
function aboutOf({ purpose, source }: ConsentInput): ConsentAbout | InputRefusal {
  const refused = { code: 'INVALID_INPUT', path: ['input', 'source'] } as const;
  if (purpose == null || purpose === 'CREDIT_ASSESSMENT') {
    return source == null
      ? { ...refused, reason: 'CONSENT_SOURCE_MISSING' }
      : { purpose: 'CREDIT_ASSESSMENT', source };
  }
  return source == null
    ? { purpose, source: null }
    : { ...refused, reason: 'CONSENT_SOURCE_NOT_TAKEN' };
}

/** The signed-in customer's consents, the newest first. */
async function ownConsents({ actor, ports }: GatewayContext): Promise<ConsentType[]> {
  if (actor.customerId === undefined) {
    throw new GraphQLError('Only a customer has consents of their own.', {
      extensions: { code: 'FORBIDDEN' },
    });
  }
  return (await ports.consents.newest(actor.customerId, MAX_LISTED)).map(toConsent);
}

@Resolver()
export class ConsentsResolver {
  @Query(() => [ConsentType], {
    description:
      "The signed-in customer's consents for all purposes, withdrawn ones included; the newest " +
      `first, at most ${MAX_LISTED}. Borrowers only.`,
  })
  consents(@Ctx() context: GatewayContext): Promise<ConsentType[]> {
    return ownConsents(context);
  }

  @Query(() => [ConsentType], { description: 'The same as `consents`, under its older name.' })
  myConsents(@Ctx() context: GatewayContext): Promise<ConsentType[]> {
    return ownConsents(context);
  }

  @Mutation(() => GiveConsentPayload, {
    description: 'Consents for a purpose (the borrower alone). It can be withdrawn at any time.',
  })
  async giveConsent(
    @Arg('input', () => ConsentInput, INPUT) input: ConsentInput,
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<GiveConsentPayload> {
    const about = aboutOf(input);
    if ('code' in about) return { consent: null, errors: toErrors([about], locale) };
    const result = await giveConsent(ports, actor, about);
    return 'refusals' in result
      ? { consent: null, errors: toErrors(result.refusals, locale) }
      : { consent: toConsent(result.made), errors: [] };
  }

  @Mutation(() => WithdrawConsentPayload, {
    description:
      'Withdraws a consent (the borrower alone), which ends its use at once, and erases what was kept ' +
      'of its source; under a legal hold, when that is lifted. Assessments that were made stay as they were.',
  })
  async withdrawConsent(
    @Arg('input', () => ConsentInput, INPUT) input: ConsentInput,
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<WithdrawConsentPayload> {
    const about = aboutOf(input);
    const result =
      'code' in about ? { refusals: [about] } : await withdrawConsent(ports, actor, about);
    if ('refusals' in result) {
      const errors = toErrors(result.refusals, locale);
      return { consent: null, erased: null, message: null, errors };
    }
    const { made } = result;
    const held = made ? await holdsInForce(ports, made.customerId) : [];
    const isHeld = held.length > 0;
    return {
      consent: made && toConsent(made),
      erased: made?.source && !isHeld ? kindsOf(made.source) : [],
      message: message(withdrawalMessage(made, isHeld), locale),
      errors: [],
    };
  }
}

const withdrawalMessage = (made: Consent | null, isHeld: boolean) => {
  if (!made) return 'NO_CONSENT_TO_WITHDRAW';
  if (made.source === null) return 'PURPOSE_CONSENT_WITHDRAWN';
  return isHeld ? 'CONSENT_WITHDRAWN_HELD' : 'CONSENT_WITHDRAWN';
};
