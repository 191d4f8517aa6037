/** Decisions on lines and applications: what they are, and who may see which parts of them. */
import { Field, ObjectType } from 'type-graphql';
import {
  mayReadApplications,
  mayReadCustomer,
  mayReadRiskProfile,
  mayReadWithheldReasons,
} from '../../application/access.js';
import type { Actor } from '../../application/actor.js';
import type { Decision } from '../../domain/credit-account/decision.js';
import type { GatewayContext } from './context.js';
import { DecisionMakerEnum } from './decision-enums.js';
import { DecisionKindEnum, GroundEnum } from './enums.js';
import { Node } from './node.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('Reason', { simpleResolvers: true, description: 'A reason of a decision.' })
export class ReasonType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'In words, with the own figure.' })
  text!: string;
}

@ObjectType('Decision', {
  implements: Node,
  description: 'A decision on a line, with its declared grounds and its reasons.',
})
export class DecisionType extends Node {
  __typename!: 'Decision';
  decision!: Decision;
  @Field(() => DecisionKindEnum, { description: 'What was decided.' })
  kind!: string;
  @Field(() => GroundEnum, { description: 'On which declared basis.' })
  grounds!: string;
  @Field(() => DecisionMakerEnum, { description: 'Whose decision it is.' })
  madeBy!: string;
  @Field(() => Boolean, { description: 'Whether it counts as an adverse action.' })
  adverseAction!: boolean;
  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  decidedAt!: Date;
  @Field(() => String, { description: "Edition of the jurisdiction's rules that applied." })
  packEdition!: string;
}

export const toDecision = (decision: Decision): DecisionType => ({
  __typename: 'Decision',
  decision,
  id: decision.id,
  kind: decision.kind,
  grounds: decision.grounds,
  madeBy: decision.madeBy,
  adverseAction: decision.adverseAction,
  decidedAt: new Date(decision.decidedAt),
  packEdition: decision.packEdition,
});

/**
 * A decision that the caller may see; null for any other. The answer to an application is for those
 * who may see applications, because it says by itself how the score turned out.
 */
export async function decisionOf(
  id: string,
  { actor, loaders }: GatewayContext,
): Promise<DecisionType | null> {
  const decision = await loaders.decisions.load(id);
  if (!decision) return null;
  const may = decision.kind === 'APPLICATION' ? mayReadApplications : mayReadCustomer;
  return may(actor, decision.customerId) ? toDecision(decision) : null;
}

/**
 * Whether a decision's reasons by card, rules or measure are for the caller: they tell of the score,
 * and those that a law has kept back are not for the customer.
 */
export const mayKnowReasons = (actor: Actor, { customerId, measure }: Decision): boolean =>
  measure?.withheld
    ? mayReadWithheldReasons(actor, customerId)
    : mayReadRiskProfile(actor, customerId);
