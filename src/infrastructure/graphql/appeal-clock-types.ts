/** The clock of a case, with the questions and extensions that moved it. */
import { Field, ObjectType } from 'type-graphql';
import type { Appeal } from '../../domain/appeal/appeal.js';
import type { Instant } from '../../domain/time.js';
import { ExtensionKindEnum } from './appeal-enums.js';
import { GraphQLDateTimeISO } from './scalars.js';

const dateOf = (instant: Instant | null): Date | null =>
  instant === null ? null : new Date(instant);

@ObjectType('AppealExtension', {
  simpleResolvers: true,
  description: 'More time that was taken for a case.',
})
export class AppealExtensionType {
  @Field(() => ExtensionKindEnum, { description: 'On which account.' })
  kind!: string;
  @Field(() => String, { description: 'Why, as it was written to the customer.' })
  why!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was taken.' })
  at!: Date;
  @Field(() => GraphQLDateTimeISO, { description: 'Until when the clock went then.' })
  dueAt!: Date;
}

@ObjectType('AppealPause', {
  simpleResolvers: true,
  description:
    'A question to the customer, for which the clock stood; all three moments are the same where it ' +
    'did not stand.',
})
export class AppealPauseType {
  @Field(() => String, { description: 'What was asked.' })
  question!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'Since when the clock stood.' })
  from!: Date;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it went on; null while it stands.',
  })
  until!: Date | null;
  @Field(() => GraphQLDateTimeISO, { description: 'When it goes on by itself.' })
  atMostUntil!: Date;
}

@ObjectType('AppealClock', {
  simpleResolvers: true,
  description: 'The clock of a case, with all that moved it.',
})
export class AppealClockType {
  @Field(() => GraphQLDateTimeISO, { description: 'When it started: at the filing.' })
  startedAt!: Date;
  @Field(() => GraphQLDateTimeISO, {
    description:
      'The moment after the last day for the answer, extensions counted in and, of a question that ' +
      'is open, the most that it can last.',
  })
  dueAt!: Date;
  @Field(() => Boolean, { description: 'Whether it ran out before there was an answer.' })
  isOverdue!: boolean;
  @Field(() => [AppealExtensionType], { description: 'Oldest first.' })
  extensions!: AppealExtensionType[];
  @Field(() => [AppealPauseType], { description: 'Oldest first.' })
  pauses!: AppealPauseType[];
}

/** The clock of a case as it is at `now`. */
export function toClock(
  { clock, status, outcome, endedAt }: Appeal,
  now: Instant,
): AppealClockType {
  const isStanding = status === 'WAITING';
  const end = endedAt ?? now;
  return {
    startedAt: new Date(clock.startedAt),
    dueAt: new Date(clock.dueAt),
    isOverdue: outcome?.isLate ?? (!isStanding && end >= clock.dueAt),
    extensions: clock.extensions.map(({ kind, why, at, dueAt }) => ({
      kind,
      why,
      at: new Date(at),
      dueAt: new Date(dueAt),
    })),
    pauses: clock.pauses.map(({ question, from, until, atMostUntil }) => ({
      question,
      from: new Date(from),
      until: dateOf(until),
      atMostUntil: new Date(atMostUntil),
    })),
  };
}
