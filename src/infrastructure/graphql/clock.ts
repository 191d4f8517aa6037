/** The clock of the product: everybody may read it, the demo's service persona may move it. */

import { Arg, Ctx, Field, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { advanceClock, MAX_ADVANCE_MS } from '../../application/advance-clock.js';
import { DAY_MS } from '../../domain/time.js';
import type { GatewayContext } from './context.js';
import { durationMs } from './duration.js';
import { ErrorInterface } from './error-interface.js';
import { toErrors } from './refusals.js';
import { GraphQLDateTimeISO, GraphQLISO8601Duration } from './scalars.js';

@ObjectType('Clock', { description: 'The product clock. Tokens alone go by wall time.' })
export class ClockType {
  @Field(() => GraphQLDateTimeISO, { description: 'The time by which everything is decided.' })
  now!: Date;
  @Field(() => Boolean, { description: 'Whether it can be moved: in demo mode only.' })
  movable!: boolean;
}

@ObjectType('DueWork', { description: 'How much became due and was done.' })
export class DueWorkType {
  @Field(() => Int, { description: 'Holds that lapsed.' })
  holdsLapsed!: number;
  @Field(() => Int, { description: 'Lines for which interest was posted.' })
  linesWithInterest!: number;
  @Field(() => Int, { description: 'Monthly statements that were made.' })
  statementsMade!: number;
  @Field(() => Int, { description: 'Idempotency keys that expired.' })
  keysExpired!: number;
  @Field(() => Int, { description: 'Closings by notice that took effect.' })
  noticesEffected!: number;
  @Field(() => Int, { description: 'Requests on behalf that nobody approved in time.' })
  requestsExpired!: number;
  @Field(() => Int, { description: 'Offers that lapsed.' })
  offersLapsed!: number;
  @Field(() => Int, { description: 'Records that were erased because their period is over.' })
  rowsErased!: number;
  @Field(() => Int, { description: 'Customers of whom everything was erased.' })
  customersErased!: number;
  @Field(() => Int, {
    description: 'Decisions of ours that returned, because nothing holds any more.',
  })
  actionsReturned!: number;
  @Field(() => Int, { description: 'Decisions by notice of ours that took effect.' })
  actionsEffected!: number;
  @Field(() => Int, { description: 'Ways back, by a new agreement or on request, that opened.' })
  waysBackOpened!: number;
  @Field(() => Int, { description: 'Appeals whose deadline came near, which was told.' })
  appealsEscalated!: number;
  @Field(() => Int, { description: 'Appeals whose deadline was missed, which was reported.' })
  appealsOverdue!: number;
  @Field(() => Int, { description: 'Appeals whose pause ended by itself.' })
  appealsResumed!: number;
  @Field(() => Int, { description: 'Alarms about notices that were not delivered in time.' })
  noticeAlarms!: number;
  @Field(() => Int, { description: 'Documents that were removed because no appeal names them.' })
  evidencePurged!: number;
}

@ObjectType({ description: 'The clock after the move, or why it was not moved.' })
export class AdvanceClockPayload {
  @Field(() => ClockType, { nullable: true, description: 'The clock as it is now.' })
  clock!: ClockType | null;
  @Field(() => DueWorkType, { nullable: true, description: 'What became due by the move.' })
  done!: DueWorkType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

@Resolver()
export class ClockResolver {
  @Query(() => ClockType, { description: 'The product clock.' })
  clock(@Ctx() { now, advance }: GatewayContext): ClockType {
    return { now: new Date(now), movable: advance !== undefined };
  }

  @Mutation(() => AdvanceClockPayload, {
    description:
      'Moves the demo clock forward, for good, and does all work that becomes due (service role). ' +
      `At most ${Math.floor(MAX_ADVANCE_MS / DAY_MS)} days at a time; refused with a configured issuer.`,
  })
  async advanceClock(
    @Arg('by', () => GraphQLISO8601Duration, {
      description: 'ISO 8601 duration such as "P1D" or "PT36H"; months and years by the calendar.',
    })
    by: string,
    @Ctx() { ports, actor, advance, locale }: GatewayContext,
  ): Promise<AdvanceClockPayload> {
    const byMs = durationMs(by, ports.clock.now());
    const result = await advanceClock(ports, actor, advance, byMs);
    if ('refusals' in result) {
      return { clock: null, done: null, errors: toErrors(result.refusals, locale) };
    }
    return {
      clock: { now: new Date(result.now), movable: true },
      done: result.done,
      errors: [],
    };
  }
}
