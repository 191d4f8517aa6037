/** Conditions of return that cannot be looked at any more: what is needed, and whom staff is to look at. */
import { GraphQLError } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { packOf } from '../../application/jurisdiction.js';
import { returnsToLookAt } from '../../application/tell-unseen.js';
import { needText } from '../../domain/platform-action/notice-unseen.js';
import { needsOf } from '../../domain/platform-action/platform-action.js';
import { ActivitySourceEnum } from './activity-types.js';
import { DEFAULT_PAGE, MAX_PAGE, pageSize } from './connection.js';
import type { GatewayContext } from './context.js';
import { DecisionType, decisionOf, mayKnowReasons } from './decision-types.js';
import { enumOf } from './enums.js';
import { PlatformActionType } from './measure-types.js';

const ReturnNeedKindEnum = enumOf(
  'ReturnNeedKind',
  'What is needed to look at a condition of return.',
  ['CONSENT', 'PERSON'] as const,
  {
    CONSENT: 'The customer consents to the source again.',
    PERSON: 'A person looks in the place of a machine.',
  },
);

@ObjectType('ReturnNeed', {
  simpleResolvers: true,
  description: 'What is needed to look at a condition of return that cannot be looked at any more.',
})
export class ReturnNeedType {
  @Field(() => ReturnNeedKindEnum, { description: 'What it is.' })
  kind!: string;
  @Field(() => ActivitySourceEnum, {
    nullable: true,
    description: 'Of a consent: to which source.',
  })
  source!: string | null;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  text!: string;
}

@Resolver(() => PlatformActionType)
export class ReturnNeedsResolver {
  @FieldResolver(() => [ReturnNeedType], {
    description:
      'What is needed to look at conditions that cannot be looked at any more; until then they are ' +
      'not met. Empty where all can be, and where the reasons are not for you.',
  })
  async needs(
    @Root() { action }: PlatformActionType,
    @Ctx() { actor, loaders, locale, now }: GatewayContext,
  ): Promise<ReturnNeedType[]> {
    const needs = needsOf(action);
    if (needs.length === 0) return [];
    const [decision, customer, line] = await Promise.all([
      loaders.decisions.load(action.id),
      loaders.customers.load(action.customerId),
      loaders.lines.load(action.accountId),
    ]);
    if (!decision || !customer || !line || !mayKnowReasons(actor, decision)) return [];
    const rules = packOf(customer, line.account, now);
    if ('code' in rules) return [];
    const { pack } = rules;
    return needs.map((need) => ({
      kind: need.kind,
      source: 'source' in need ? need.source : null,
      text: needText(need, { decision, pack })[locale],
    }));
  }

  @Query(() => [DecisionType], {
    description:
      'Decisions whose conditions of return no machine can look at any more, the longest waiting ' +
      'first: a person looks, and lifts the measure or leaves it (who may lift measures).',
  })
  async returnsToLookAt(
    @Ctx() context: GatewayContext,
    @Arg('first', () => Int, {
      defaultValue: DEFAULT_PAGE,
      description: `How many at most, 1 to ${MAX_PAGE}.`,
    })
    first: number,
  ): Promise<DecisionType[]> {
    const found = await returnsToLookAt(context.ports, context.actor, pageSize(first));
    if ('refusals' in found) {
      throw new GraphQLError('Only staff who may lift measures looks at them.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    // Each row names its customer, and so is a look at a file.
    const decisions = await Promise.all(found.actions.map(({ id }) => decisionOf(id, context)));
    return decisions.filter((each) => each !== null);
  }
}
