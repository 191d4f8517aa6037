/** What a decrease by the limit policy rests on, beside what any decision has. */
import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import type { Decision } from '../../domain/credit-account/decision.js';
import type { GatewayContext } from './context.js';
import { DecisionType, mayKnowReasons } from './decision-types.js';
import { LineFactsType, MilderStepType, toLineFacts } from './measure-types.js';

@ObjectType('DecidedByLimitPolicy', {
  simpleResolvers: true,
  description: 'What a decrease by the limit policy rests on.',
})
export class DecidedByLimitPolicyType {
  @Field(() => ID, { description: 'Version of the limit policy.' })
  policyVersion!: string;
  @Field(() => ID, { description: 'The rule that acted; names it in its policy.' })
  ruleId!: string;
  @Field(() => LineFactsType, { description: 'The line as it stood.' })
  facts!: LineFactsType;
  @Field(() => [MilderStepType], { description: 'Milder steps and why they did not do.' })
  milderSteps!: MilderStepType[];
  @Field(() => [String], {
    description:
      'Price bands in which the policy lowers no limit, the best first: from one of them the old ' +
      'limit can be asked for.',
  })
  calmBands!: string[];
}

/** Null of any other decision, and for whom its reasons are not. */
function toDecidedByLimitPolicy(
  decision: Decision,
  { actor, locale }: Pick<GatewayContext, 'actor' | 'locale'>,
): DecidedByLimitPolicyType | null {
  const { byPolicy, limitPolicyVersion } = decision;
  if (!byPolicy || limitPolicyVersion === null || !mayKnowReasons(actor, decision)) return null;
  return {
    policyVersion: limitPolicyVersion,
    ruleId: byPolicy.ruleId,
    facts: toLineFacts(byPolicy.facts),
    milderSteps: byPolicy.milder.map(({ kind, whyNot }) => ({ kind, whyNot: whyNot[locale] })),
    calmBands: [...byPolicy.calmBands],
  };
}

@Resolver(() => DecisionType)
export class PolicyDecisionResolver {
  @FieldResolver(() => DecidedByLimitPolicyType, {
    nullable: true,
    description:
      'What a decrease by the limit policy rests on; null of any other, and where the reasons are ' +
      'not for you.',
  })
  byLimitPolicy(
    @Root() { decision }: DecisionType,
    @Ctx() context: GatewayContext,
  ): DecidedByLimitPolicyType | null {
    return toDecidedByLimitPolicy(decision, context);
  }
}
