/** Finding any record by its id, for those who may see it. */
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { mayReadCustomer } from '../../application/access.js';
import { isId } from '../../domain/identifiers.js';
import { type AppealType, appealOf } from './appeal-types.js';
import { applicationOf, type CreditApplicationType } from './application-types.js';
import {
  type ClosureNoticeType,
  type ClosureRequestType,
  closureRequestOf,
} from './closure-request-types.js';
import { ClosureType, toClosure } from './closure-types.js';
import { MAX_PAGE } from './connection.js';
import type { GatewayContext } from './context.js';
import type { CreditAccountType } from './credit-account.js';
import { type DecisionType, decisionOf } from './decision-types.js';
import { type CustomerType, creditAccountOf, customerOf } from './liabilities.js';
import { Node } from './node.js';
import { type NoticeType, noticeOf } from './notice-types.js';

type AnyNode =
  | CreditAccountType
  | CustomerType
  | ClosureType
  | ClosureNoticeType
  | ClosureRequestType
  | DecisionType
  | NoticeType
  | AppealType
  | CreditApplicationType;

async function nodeOf(id: string, context: GatewayContext): Promise<AnyNode | null> {
  if (!isId(id)) return null;
  const { actor, loaders } = context;
  const [account, customer, application, request, closure, decision, notice, appeal] =
    await Promise.all([
      creditAccountOf(id, context),
      customerOf(id, context),
      applicationOf(id, context),
      closureRequestOf(id, context),
      loaders.closures.load(id),
      decisionOf(id, context),
      noticeOf(id, context),
      appealOf(id, context),
    ]);
  if (account || customer) return account ?? customer;
  if (application || request) return application ?? request;
  if (closure && mayReadCustomer(actor, closure.customerId)) return toClosure(closure);
  return decision ?? notice ?? appeal;
}

@Resolver()
export class NodesResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'A record by its id; null when there is none or it is not yours to see.',
  })
  node(
    @Arg('id', () => ID, { description: 'Any id that was given out here.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<AnyNode | null> {
    return nodeOf(id, context);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'At most 100 records by their ids, null for each that is not to be seen.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Ids in the order of the answer.' }) ids: string[],
    @Ctx() context: GatewayContext,
  ): Promise<(AnyNode | null)[]> {
    if (ids.length > MAX_PAGE) {
      throw new GraphQLError(`At most ${MAX_PAGE} ids at a time.`, {
        extensions: { code: 'INVALID_PAGE_SIZE', argumentName: 'ids' },
      });
    }
    return Promise.all(ids.map((id) => nodeOf(id, context)));
  }
}
