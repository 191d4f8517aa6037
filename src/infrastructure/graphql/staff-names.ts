/** Who of the staff acted, for auditors: in clear, and by the pseudonym that audit entries have. */
import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { mayComparePseudonyms, mayReadDecidersOf } from '../../application/access.js';
import type { GatewayContext } from './context.js';
import { DecisionType } from './decision-types.js';

@Resolver(() => DecisionType)
export class StaffNamesResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Who or what decided: the subject as the issuer names them, or a version of a policy or ' +
      'card; null where not for you (auditors).',
  })
  decidedBy(@Root() { decision }: DecisionType, @Ctx() { actor }: GatewayContext): string | null {
    return mayReadDecidersOf(actor, decision.customerId) ? decision.decidedBy : null;
  }

  @Query(() => String, {
    description:
      'What stands in audit entries for a member of the staff, to be compared with what is found ' +
      'there. Auditors only.',
  })
  staffPseudonym(
    @Arg('subject', () => String, { description: 'The subject, as the issuer names them.' })
    subject: string,
    @Ctx() { actor, ports }: GatewayContext,
  ): string {
    if (mayComparePseudonyms(actor)) return ports.auditTrail.pseudonymOf(subject);
    throw new GraphQLError('Your role does not allow this.', { extensions: { code: 'FORBIDDEN' } });
  }
}
