/** Closings that are wished for and not made yet: a customer's notice, a request on behalf. */
import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import {
  mayCloseOnBehalf,
  mayReadAudit,
  mayReadCustomer,
  mayReadRiskProfile,
} from '../../application/access.js';
import type {
  ClosureNotice,
  OnBehalfRequest,
} from '../../domain/credit-account/closure-request.js';
import { ClosureRequestStatusEnum, OnBehalfCauseEnum } from './closure-enums.js';
import type { GatewayContext } from './context.js';
import { MotiveEnum } from './enums.js';
import { Node } from './node.js';
import { GraphQLDateTimeISO } from './scalars.js';

const dateOf = (instant: number | null): Date | null =>
  instant === null ? null : new Date(instant);

@ObjectType('ClosureNotice', {
  implements: Node,
  description: "A customer's notice of a closing, which takes effect by itself.",
})
export class ClosureNoticeType extends Node {
  __typename!: 'ClosureNotice';
  notice!: ClosureNotice;
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => ClosureRequestStatusEnum, { description: 'Where it stands.' })
  status!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'From when the line is closed.' })
  effectiveAt!: Date;
  @Field(() => Boolean, { description: 'Whether it can be taken back until then.' })
  withdrawable!: boolean;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was given.' })
  requestedAt!: Date;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it took effect or was taken back; null while it is pending.',
  })
  endedAt!: Date | null;
  @Field(() => String, { description: "Edition of the jurisdiction's rules that applied." })
  packEdition!: string;
}

export const toNotice = (notice: ClosureNotice): ClosureNoticeType => ({
  __typename: 'ClosureNotice',
  notice,
  id: notice.id,
  accountId: notice.accountId,
  status: notice.status,
  effectiveAt: new Date(notice.effectiveAt),
  withdrawable: notice.withdrawable && notice.status === 'PENDING',
  requestedAt: new Date(notice.requestedAt),
  endedAt: dateOf(notice.endedAt),
  packEdition: notice.packEdition,
});

@Resolver(() => ClosureNoticeType)
export class ClosureNoticeResolver {
  @FieldResolver(() => MotiveEnum, {
    nullable: true,
    description: 'What the customer said; null when nothing, or when it is not for you.',
  })
  motive(@Root() { notice }: ClosureNoticeType, @Ctx() { actor }: GatewayContext): string | null {
    return mayReadRiskProfile(actor, notice.customerId) ? notice.motive : null;
  }
}

@ObjectType('ClosureRequest', {
  implements: Node,
  description: 'A closing for a customer that one agent asks for and another one decides.',
})
export class ClosureRequestType extends Node {
  __typename!: 'ClosureRequest';
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => ID, { description: 'The customer who holds it.' })
  customerId!: string;
  @Field(() => ClosureRequestStatusEnum, { description: 'Where it stands.' })
  status!: string;
  @Field(() => OnBehalfCauseEnum, { description: 'Why.' })
  cause!: string;
  @Field(() => String, { description: 'What the first agent saw.' })
  statement!: string;
  @Field(() => String, { description: 'The first agent, as the issuer names them.' })
  requestedBy!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was asked for.' })
  requestedAt!: Date;
  @Field(() => GraphQLDateTimeISO, { description: 'When it runs out.' })
  expiresAt!: Date;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it ended; null while it is pending.',
  })
  endedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'The agent who ended it; null for time.' })
  endedBy!: string | null;
  @Field(() => String, { description: "Edition of the jurisdiction's rules that applied." })
  packEdition!: string;
}

export const toRequest = (request: OnBehalfRequest): ClosureRequestType => ({
  __typename: 'ClosureRequest',
  id: request.id,
  accountId: request.accountId,
  customerId: request.customerId,
  status: request.status,
  cause: request.cause,
  statement: request.statement,
  requestedBy: request.requestedBy,
  requestedAt: new Date(request.requestedAt),
  expiresAt: new Date(request.expiresAt),
  endedAt: dateOf(request.endedAt),
  endedBy: request.endedBy,
  packEdition: request.packEdition,
});

/**
 * A notice or a request that the caller may see; null for any other. What an agent wrote down about
 * a customer is for agents and auditors.
 */
export async function closureRequestOf(
  id: string,
  { actor, loaders }: GatewayContext,
): Promise<ClosureNoticeType | ClosureRequestType | null> {
  const request = await loaders.closureRequests.load(id);
  if (request?.kind === 'NOTICE') {
    return mayReadCustomer(actor, request.customerId) ? toNotice(request) : null;
  }
  if (!request) return null;
  const { customerId } = request;
  // Customers read the audit trail of their own, and yet not what was written down about them here.
  const mayAudit = actor.customerId !== customerId && mayReadAudit(actor, customerId);
  const maySee = mayCloseOnBehalf(actor, customerId) || mayAudit;
  return maySee ? toRequest(request) : null;
}
