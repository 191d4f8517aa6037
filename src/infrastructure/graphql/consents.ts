/** The customer's own consents to the use of sources that take one. */
import { GraphQLError } from 'graphql';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { giveConsent, withdrawConsent } from '../../application/consents.js';
import { message } from '../../application/messages.js';
import type { Consent } from '../../application/risk-ports.js';
import {
  ACTIVITY_KINDS,
  type ActivitySource,
  SOURCE_OF,
} from '../../domain/risk-profile/activity.js';
import { ActivityKindEnum, ActivitySourceEnum } from './activity-types.js';
import type { GatewayContext } from './context.js';
import { ErrorInterface } from './errors.js';
import { MAX_LISTED } from './ledger-types.js';
import { toErrors } from './refusals.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('Consent', {
  simpleResolvers: true,
  description: "A customer's consent to the use of a source; given again, it is a new one.",
})
export class ConsentType {
  @Field(() => ActivitySourceEnum, { description: 'The source.' })
  source!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was given.' })
  givenAt!: Date;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it was withdrawn; null while it is in force.',
  })
  withdrawnAt!: Date | null;
}

@InputType({ description: 'The source that a consent is about.' })
export class ConsentInput {
  @Field(() => ActivitySourceEnum, { description: 'The source.' })
  source!: ActivitySource;
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
    description: 'Everything that was kept of these kinds was erased; none when nothing changed.',
  })
  erased!: string[] | null;
  @Field(() => String, { nullable: true, description: 'What happened, in words.' })
  message!: string | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

const toConsent = ({ source, givenAt, withdrawnAt }: Consent): ConsentType => ({
  source,
  givenAt: new Date(givenAt),
  withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
});

const INPUT = { description: 'Which consent.' };

@Resolver()
export class ConsentsResolver {
  @Query(() => [ConsentType], {
    description:
      "The signed-in customer's consents, withdrawn ones included; the newest first, at most " +
      `${MAX_LISTED}. Borrowers only.`,
  })
  async myConsents(@Ctx() { actor, ports }: GatewayContext): Promise<ConsentType[]> {
    if (actor.customerId === undefined) {
      throw new GraphQLError('Only a customer has consents of their own.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    const consents = await ports.consents.newest(actor.customerId, MAX_LISTED);
    return consents.map(toConsent);
  }

  @Mutation(() => GiveConsentPayload, {
    description: 'Consents to the use of a source (the borrower alone). It can be withdrawn.',
  })
  async giveConsent(
    @Arg('input', () => ConsentInput, INPUT) input: ConsentInput,
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<GiveConsentPayload> {
    const result = await giveConsent(ports, actor, input);
    return 'refusals' in result
      ? { consent: null, errors: toErrors(result.refusals, locale) }
      : { consent: toConsent(result.made), errors: [] };
  }

  @Mutation(() => WithdrawConsentPayload, {
    description:
      'Withdraws a consent (the borrower alone) and erases what was kept of the source. Assessments ' +
      'that were made stay as they were.',
  })
  async withdrawConsent(
    @Arg('input', () => ConsentInput, INPUT) input: ConsentInput,
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<WithdrawConsentPayload> {
    const result = await withdrawConsent(ports, actor, input);
    if ('refusals' in result) {
      const errors = toErrors(result.refusals, locale);
      return { consent: null, erased: null, message: null, errors };
    }
    const { made } = result;
    const kinds = ACTIVITY_KINDS.filter((kind) => SOURCE_OF[kind] === input.source);
    return {
      consent: made && toConsent(made),
      erased: made ? kinds : [],
      message: message(made ? 'CONSENT_WITHDRAWN' : 'NO_CONSENT_TO_WITHDRAW', locale),
      errors: [],
    };
  }
}
