/** Decisions on lines and applications, with their reasons. */
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import {
  type Actor,
  mayReadApplications,
  mayReadCustomer,
  mayReadRiskProfile,
} from '../../application/actor.js';
import { storedMessage } from '../../application/messages.js';
import type { Decision, DecisionReason } from '../../domain/credit-account/decision.js';
import type { GatewayContext } from './context.js';
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

/** Words of a card, a rule or a policy tell of the score; those of our catalogue do not. */
const seenReasons = ({ customerId, reasons }: Decision, actor: Actor): readonly DecisionReason[] =>
  mayReadRiskProfile(actor, customerId) ? reasons : reasons.filter(({ text }) => !text);

@Resolver(() => DecisionType)
export class DecisionResolver {
  @FieldResolver(() => [ReasonType], {
    description: 'Ranked, in the language of the request; those of a score only if it is for you.',
  })
  reasons(
    @Root() { decision }: DecisionType,
    @Ctx() { actor, locale }: GatewayContext,
  ): ReasonType[] {
    return seenReasons(decision, actor).map(({ code, values, text }) => ({
      code,
      text: text ? text[locale] : storedMessage(code, locale, values),
    }));
  }
}
