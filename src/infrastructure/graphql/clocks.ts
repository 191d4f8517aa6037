/** Deadlines that are near or missed, for staff. */
import { GraphQLError } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { mayReadCustomer, mayReadReviewersOf } from '../../application/access.js';
import type { Actor } from '../../application/actor.js';
import { type ClockAtRisk, clocksAtRisk } from '../../application/notice-clock.js';
import { DEFAULT_PAGE, MAX_PAGE, pageSize } from './connection.js';
import type { GatewayContext } from './context.js';
import { ClockKindEnum } from './decision-enums.js';
import { DecisionType, decisionOf } from './decision-types.js';
import { NoticeType, noticeOf } from './notice-types.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('ClockAtRisk', { description: 'A deadline that is near or missed.' })
export class ClockAtRiskType {
  clock!: ClockAtRisk;
  @Field(() => ClockKindEnum, { description: 'What it is of.' })
  kind!: string;
  @Field(() => ID, { description: 'The notice or the appeal.' })
  id!: string;
  @Field(() => ID, { description: 'Whose it is.' })
  customerId!: string;
  @Field(() => ID, { nullable: true, description: 'The line; null for an application.' })
  accountId!: string | null;
  @Field(() => GraphQLDateTimeISO, { description: 'The moment after its last day.' })
  dueAt!: Date;
  @Field(() => Boolean, { description: 'Whether that is over.' })
  isMissed!: boolean;
  @Field(() => String, {
    nullable: true,
    description:
      'Of an appeal: the reviewer who has it, as the issuer names them; for those who see cases.',
  })
  assignedTo!: string | null;
}

const toClock = (clock: ClockAtRisk, actor: Actor): ClockAtRiskType => ({
  clock,
  kind: clock.kind,
  id: clock.id,
  customerId: clock.customerId,
  accountId: clock.accountId,
  dueAt: new Date(clock.dueAt),
  isMissed: clock.isMissed,
  assignedTo: reviewerOf(clock, actor),
});

/** As with the case itself: for those who see cases, and for nobody of an own one. */
const reviewerOf = ({ assignedTo, customerId }: ClockAtRisk, actor: Actor): string | null =>
  assignedTo !== null && mayReadReviewersOf(actor, customerId) ? assignedTo : null;

/** Longer than any period of an edition. */
const MAX_DAYS = 366;

@Resolver(() => ClockAtRiskType)
export class ClocksResolver {
  @Query(() => [ClockAtRiskType], {
    description:
      'Deadlines of notices that have not reached their customers and of appeals that are not ' +
      'answered, which end within so many days or are missed, by deadline (staff).',
  })
  async clocksAtRisk(
    @Ctx() { actor, now, ports }: GatewayContext,
    @Arg('withinDays', () => Int, {
      defaultValue: 1,
      description: `How far ahead to look, 0 to ${MAX_DAYS} days.`,
    })
    withinDays: number,
    @Arg('first', () => Int, {
      defaultValue: DEFAULT_PAGE,
      description: `How many at most, 1 to ${MAX_PAGE}.`,
    })
    first: number,
  ): Promise<ClockAtRiskType[]> {
    if (!(withinDays >= 0 && withinDays <= MAX_DAYS)) {
      throw new GraphQLError(`"withinDays" must be between 0 and ${MAX_DAYS}.`, {
        extensions: { code: 'BAD_USER_INPUT', argumentName: 'withinDays' },
      });
    }
    const found = await clocksAtRisk(ports, actor, now, { withinDays, limit: pageSize(first) });
    if ('refusals' in found) {
      throw new GraphQLError('Only staff watches the deadlines of others.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    // Each row names its customer, and so is a look at a file.
    return found.clocks
      .filter(({ customerId }) => mayReadCustomer(actor, customerId))
      .map((clock) => toClock(clock, actor));
  }

  @FieldResolver(() => DecisionType, { nullable: true, description: 'The decision in question.' })
  decision(
    @Root() { clock }: ClockAtRiskType,
    @Ctx() context: GatewayContext,
  ): Promise<DecisionType | null> {
    return decisionOf(clock.decisionId, context);
  }

  @FieldResolver(() => NoticeType, { nullable: true, description: 'Of a notice: itself.' })
  async notice(
    @Root() { clock }: ClockAtRiskType,
    @Ctx() context: GatewayContext,
  ): Promise<NoticeType | null> {
    return clock.kind === 'NOTICE' ? noticeOf(clock.id, context) : null;
  }
}
