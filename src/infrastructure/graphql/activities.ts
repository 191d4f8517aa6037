/** What business systems tell of customers' behaviour (service role), and scoring anew after it. */
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mayReadRiskProfile } from '../../application/access.js';
import { reassess } from '../../application/reassess.js';
import { MAX_ACTIVITIES, recordActivities } from '../../application/record-activities.js';
import { isId } from '../../domain/identifiers.js';
import { parseMoney } from '../../domain/money.js';
import { LONGEST_WINDOW_DAYS } from '../../domain/risk-profile/activity.js';
import { ActivityKindEnum, DrawPurposeEnum } from './activity-types.js';
import type { GatewayContext } from './context.js';
import { enumOf } from './enums.js';
import { ErrorInterface } from './error-interface.js';
import { MoneyInput } from './money.js';
import { toErrors } from './refusals.js';
import { RiskProfile, toRiskProfile } from './risk-profile.js';
import { GraphQLDateTimeISO } from './scalars.js';

const NotTakenReasonEnum = enumOf(
  'NotTakenReason',
  'Why an activity was not taken. Nothing of it was kept, and its id is still free.',
  ['SOURCE_FORBIDDEN', 'CONSENT_MISSING', 'TOO_OLD'] as const,
  {
    SOURCE_FORBIDDEN: "The rules of the customer's jurisdiction forbid its source.",
    CONSENT_MISSING: 'Its source takes a consent that the customer has not given.',
    TOO_OLD: `It happened ${LONGEST_WINDOW_DAYS} days ago or earlier, where nothing looks.`,
  },
);

@InputType({ description: "A credit bureau's figures about a customer." })
export class BureauFiguresInput {
  @Field(() => Int, { description: 'Lines of credit open anywhere.' })
  openLines!: number;
  @Field(() => Int, { description: 'Inquiries of the last 180 days.' })
  inquiries!: number;
  @Field(() => Int, { description: 'Delinquencies of the last 24 months.' })
  delinquencies!: number;
}

@InputType({ description: 'One activity. Which of the optional fields it takes, its kind says.' })
export class ActivityInput {
  @Field(() => ID, {
    description: 'Your own name of the event, unique among all: 1 to 128 printable characters.',
  })
  eventId!: string;
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;
  @Field(() => ActivityKindEnum, { description: 'What happened.' })
  kind!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it happened, not when it is told.' })
  occurredAt!: Date;
  @Field(() => MoneyInput, { nullable: true, description: 'How much; more than zero.' })
  amount?: MoneyInput | null;
  @Field(() => DrawPurposeEnum, { nullable: true, description: 'What a draw is for, if stated.' })
  purpose?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'A lasting pseudonym of the device, place or contact, such as a keyed hash, never the thing ' +
      'itself: 16 to 128 letters, digits, "_" or "-".',
  })
  pseudonym?: string | null;
  @Field(() => BureauFiguresInput, { nullable: true, description: "The bureau's figures." })
  bureau?: BureauFiguresInput | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Which bureau reported, by the id under which the institution lists it. Notices then name it; ' +
      'no score depends on it.',
  })
  bureauId?: string | null;
}

@InputType({ description: 'A batch of activities, of any customers and in any order.' })
export class RecordActivitiesInput {
  @Field(() => [ActivityInput], {
    description: `At most ${MAX_ACTIVITIES}; send them as a variable, not in the document.`,
  })
  activities!: ActivityInput[];
}

@ObjectType('NotTakenActivity', {
  simpleResolvers: true,
  description: 'An activity of a batch that was not taken.',
})
export class NotTakenActivityType {
  @Field(() => ID, { description: 'Its event id.' })
  eventId!: string;
  @Field(() => NotTakenReasonEnum, { description: 'Why.' })
  reason!: string;
}

@ObjectType({ description: 'What became of a batch, or why nothing of it was recorded.' })
export class RecordActivitiesPayload {
  @Field(() => Int, { nullable: true, description: 'Activities that were recorded.' })
  recorded!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Activities whose event id was told before; they change nothing.',
  })
  duplicates!: number | null;
  @Field(() => [NotTakenActivityType], {
    nullable: true,
    description: 'Activities that may not be kept, in the order of the batch.',
  })
  notTaken!: NotTakenActivityType[] | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

@ObjectType({ description: 'The new assessment, or why there is none.' })
export class ReassessPayload {
  @Field(() => RiskProfile, {
    nullable: true,
    description: 'The profile as it is now; null for who may have it made and not see it.',
  })
  riskProfile!: RiskProfile | null;
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When it was made.' })
  assessedAt!: Date | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

/** In the domain's shape, and not checked: what is no amount is left for it to refuse. */
const told = ({ eventId, occurredAt, amount, bureau, ...rest }: ActivityInput) => ({
  ...rest,
  id: eventId,
  occurredAt: occurredAt.getTime(),
  money:
    amount &&
    (parseMoney(amount.amount, amount.currency) ?? { currency: amount.currency, minor: null }),
  figures: bureau,
});

@Resolver()
export class ActivitiesResolver {
  @Mutation(() => RecordActivitiesPayload, {
    description:
      'Records what customers did, all of a batch or nothing (service role). Each event counts once, ' +
      'by its event id, on the local day on which it happened, however late it is told; so a batch ' +
      'can be sent again. By itself it makes no assessment: the next statement, the next closing ' +
      'and `reassess` do.',
  })
  async recordActivities(
    @Arg('input', () => RecordActivitiesInput, { description: 'What to record.' })
    input: RecordActivitiesInput,
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<RecordActivitiesPayload> {
    const result = await recordActivities(ports, actor, input.activities.map(told));
    if ('refusals' in result) {
      const errors = toErrors(result.refusals, locale);
      return { recorded: null, duplicates: null, notTaken: null, errors };
    }
    const { recorded, duplicates, notTaken } = result.made;
    return { recorded, duplicates, notTaken: [...notTaken], errors: [] };
  }

  @Mutation(() => ReassessPayload, {
    description:
      'Scores a customer anew on the facts of now (service and agent roles). Where a measure of the ' +
      'action policy is a machine’s to take and fits one of the lines, it is taken in the same breath.',
  })
  async reassess(
    @Arg('customerId', () => ID, { description: 'The customer.' }) customerId: string,
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<ReassessPayload> {
    // What is no id names nobody, and a database may not even be able to look for it.
    const named = isId(customerId) ? customerId : NOBODY;
    const result = await reassess(ports, actor, named);
    if ('refusals' in result) {
      const path = ['customerId'];
      const refusals = result.refusals.map((refusal) =>
        refusal.code === 'CUSTOMER_NOT_FOUND' ? { ...refusal, path } : refusal,
      );
      return { riskProfile: null, assessedAt: null, errors: toErrors(refusals, locale) };
    }
    const { made } = result;
    return {
      riskProfile: mayReadRiskProfile(actor, customerId) ? toRiskProfile(made) : null,
      assessedAt: new Date(made.assessedAt),
      errors: [],
    };
  }
}

/** The nil UUID, which no record has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
