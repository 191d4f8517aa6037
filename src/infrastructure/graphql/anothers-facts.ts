/** Facts of a file that are another person's: as they are told, and as a reviewer names them. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { AnothersFacts } from '../../domain/appeal/appeal.js';
import { MAX_FINDINGS, MAX_NOTE_LENGTH } from '../../domain/appeal/finding-problems.js';
import type { ActivityKind } from '../../domain/risk-profile/activity.js';
import { ActivityKindEnum } from './activity-types.js';
import type { InputCheck } from './input.js';
import { GraphQLLocalDate } from './scalars.js';

@ObjectType('AnothersFacts', {
  simpleResolvers: true,
  description: "Activities of some days, or a statement, that are another person's.",
})
export class AnothersFactsType {
  @Field(() => [ActivityKindEnum], {
    nullable: true,
    description: 'Which kinds of activities; null of a statement.',
  })
  activityKinds!: readonly ActivityKind[] | null;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Of activities: the first of the days.',
  })
  from!: string | null;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Of activities: the last of the days.',
  })
  until!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Of activities: how many the file had when the case was decided.',
  })
  count!: number | null;
  @Field(() => ID, { nullable: true, description: 'Of a statement: its line.' })
  accountId!: string | null;
  @Field(() => String, { nullable: true, description: 'Of a statement: its period, YYYY-MM.' })
  period!: string | null;
}

const NOTHING = {
  ...{ activityKinds: null, from: null, until: null, count: null },
  ...{ accountId: null, period: null },
};

export function toAnothersFacts(facts: AnothersFacts): AnothersFactsType {
  const { kind: _, ...named } = facts;
  return { ...NOTHING, ...named };
}

@InputType({ description: 'All activities of some kinds, from a day to another.' })
export class AnothersActivitiesInput {
  @Field(() => [ActivityKindEnum], { description: 'Of which kinds.' })
  activityKinds!: ActivityKind[];
  @Field(() => GraphQLLocalDate, { description: 'The first of the days.' })
  from!: string;
  @Field(() => GraphQLLocalDate, { description: 'The last of the days, included.' })
  until!: string;
}

@InputType({ description: 'A statement of a line.' })
export class AnothersStatementInput {
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => String, { description: 'The period of the statement, YYYY-MM.' })
  period!: string;
}

@InputType({ description: "What of the file is another person's." })
export class AnothersFactsInput {
  @Field(() => [AnothersActivitiesInput], { defaultValue: [], description: 'Activities.' })
  activities!: AnothersActivitiesInput[];
  @Field(() => [AnothersStatementInput], { defaultValue: [], description: 'Statements.' })
  statements!: AnothersStatementInput[];
}

@InputType({
  description:
    "Facts that are another person's. They are set aside: kept for whoever looks at the case later, and " +
    'read by no score.',
})
export class MistakenIdentityInput {
  @Field(() => String, {
    description: `For those who look at the case later: 1 to ${MAX_NOTE_LENGTH} characters, of one line or several.`,
  })
  note!: string;
  @Field(() => AnothersFactsInput, {
    nullable: true,
    description: `Which facts, at most ${MAX_FINDINGS}; null: all on which the decision rested.`,
  })
  theirs?: AnothersFactsInput | null;
}

/** `YYYY-MM`. */
const PERIOD_LENGTH = 7;

/** The facts as the domain has them, activities first; null where all are meant. */
export function readTheirs(
  theirs: AnothersFactsInput | null | undefined,
  check: InputCheck,
): AnothersFacts[] | null {
  if (!theirs) return null;
  const { activities, statements } = theirs;
  return [
    ...activities.map((each) => ({ kind: 'ACTIVITIES', ...each }) as const),
    // More than a finding can name are refused as such, and not one by one.
    ...statements.slice(0, MAX_FINDINGS + 1).map(({ accountId, period }) => {
      check.id('theirs', accountId);
      check.text('theirs', period, PERIOD_LENGTH);
      return { kind: 'STATEMENT', accountId, period } as const;
    }),
  ];
}
