/** The ways from other records to the cases about them. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { mayReadAppeals } from '../../application/access.js';
import { AppealType, appealOf, toAppeal } from './appeal-types.js';
import { ClockAtRiskType } from './clocks.js';
import type { GatewayContext } from './context.js';
import { DecisionType } from './decision-types.js';
import { TimelineEntryType } from './timeline.js';

@Resolver(() => DecisionType)
export class DecisionAppealsResolver {
  @FieldResolver(() => [AppealType], {
    description: 'Cases about it, oldest first; empty where they are not for you.',
  })
  async appeals(
    @Root() { decision }: DecisionType,
    @Ctx() { actor, loaders, now }: GatewayContext,
  ): Promise<AppealType[]> {
    if (!mayReadAppeals(actor, decision.customerId)) return [];
    const found = await loaders.appealsOfDecision.load(decision.id);
    return found.map((appeal) => toAppeal(appeal, now));
  }
}

@Resolver(() => ClockAtRiskType)
export class ClockAppealResolver {
  @FieldResolver(() => AppealType, {
    nullable: true,
    description: 'Of an appeal: itself; null if it is not for you.',
  })
  async appeal(
    @Root() { clock }: ClockAtRiskType,
    @Ctx() context: GatewayContext,
  ): Promise<AppealType | null> {
    return clock.kind === 'APPEAL' ? appealOf(clock.id, context) : null;
  }
}

@Resolver(() => TimelineEntryType)
export class TimelineAppealResolver {
  @FieldResolver(() => AppealType, {
    nullable: true,
    description: 'The appeal, if any; null also if it is not for you.',
  })
  async appeal(
    @Root() { appealId }: TimelineEntryType,
    @Ctx() context: GatewayContext,
  ): Promise<AppealType | null> {
    return appealId === null ? null : appealOf(appealId, context);
  }
}
