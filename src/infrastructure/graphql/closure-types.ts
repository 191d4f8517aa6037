/** Closures, as they were made. */
import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { mayReadAudit, mayReadRiskProfile } from '../../application/access.js';
import type { Closure } from '../../domain/credit-account/closure-record.js';
import { AuditReceiptType, toReceipt } from './audit-receipt.js';
import {
  LinkedLimitType,
  NewCreditRestrictionType,
  toLinkedLimit,
  toRestriction,
} from './closure-effect-types.js';
import {
  ClosureKindEnum,
  ClosureSignalEnum,
  OnBehalfCauseEnum,
  StandingInstructionEnum,
} from './closure-enums.js';
import type { GatewayContext } from './context.js';
import { DecisionType, toDecision } from './decision-types.js';
import { CapabilityEnum, ClosureOutcomeEnum, MotiveEnum } from './enums.js';
import { Node } from './node.js';
import { GraphQLDateTimeISO, GraphQLLocalDate } from './scalars.js';

@ObjectType('Closure', {
  implements: Node,
  description: "A customer's closure of a line, as it was made: once in a line's life.",
})
export class ClosureType extends Node {
  __typename!: 'Closure';
  closure!: Closure;
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => ClosureOutcomeEnum, { description: 'What it led to.' })
  outcome!: string;
  @Field(() => [CapabilityEnum], { description: 'What was revoked, at once.' })
  revokedCapabilities!: readonly string[];
  @Field(() => GraphQLDateTimeISO, { description: 'When it was asked for.' })
  requestedAt!: Date;
  @Field(() => GraphQLDateTimeISO, { description: 'From when use is refused.' })
  effectiveAt!: Date;
  @Field(() => String, { description: 'In which role it was asked for.' })
  requestedAs!: string;
  @Field(() => String, { description: "Edition of the jurisdiction's rules that applied." })
  packEdition!: string;
  @Field(() => ClosureKindEnum, { description: 'How it came about.' })
  kind!: string;
  @Field(() => OnBehalfCauseEnum, {
    nullable: true,
    description: 'Why it was closed on behalf of the customer; null for any other closing.',
  })
  cause!: string | null;
  @Field(() => [StandingInstructionEnum], { description: 'Standing instructions that ended.' })
  stoppedInstructions!: readonly string[];
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The first day on which the limit no longer counts for the score; null: at once.',
  })
  limitCountsUntil!: string | null;
}

export const toClosure = (closure: Closure): ClosureType => ({
  __typename: 'Closure',
  closure,
  id: closure.id,
  accountId: closure.accountId,
  outcome: closure.outcome,
  revokedCapabilities: closure.revoked,
  requestedAt: new Date(closure.requestedAt),
  effectiveAt: new Date(closure.effectiveAt),
  requestedAs: closure.requestedAs,
  packEdition: closure.packEdition,
  kind: closure.kind,
  cause: closure.cause,
  stoppedInstructions: closure.stopped,
  limitCountsUntil: closure.limitCountsUntil,
});

/** The moves with the words of their decisions; the words name a price band, so not for everybody. */
export async function linkedLimitsOf(
  { customerId, linkedLimits }: Closure,
  { actor, loaders, locale }: GatewayContext,
): Promise<LinkedLimitType[]> {
  const decisions = await loaders.decisions.loadMany(linkedLimits.map((each) => each.decisionId));
  return linkedLimits.map((move, at) => {
    const decision = decisions[at];
    if (decision instanceof Error) throw decision;
    const words = mayReadRiskProfile(actor, customerId) ? decision?.reasons[0]?.text : undefined;
    return toLinkedLimit(move, words?.[locale] ?? null, move.decisionId);
  });
}

/** A score is shown to those only who may see the customer's risk profile. */
const scored = <T>(root: ClosureType, { actor }: GatewayContext, value: T): T | null =>
  mayReadRiskProfile(actor, root.closure.customerId) ? value : null;

@Resolver(() => ClosureType)
export class ClosureResolver {
  @FieldResolver(() => MotiveEnum, {
    nullable: true,
    description: 'What the customer said; null when nothing, or when it is not for you.',
  })
  motive(@Root() root: ClosureType, @Ctx() context: GatewayContext): string | null {
    return scored(root, context, root.closure.motive);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Score on the facts of that moment, with the line as it was.',
  })
  scoreBefore(@Root() root: ClosureType, @Ctx() context: GatewayContext): number | null {
    return scored(root, context, root.closure.scoreBefore);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Score on the same facts, with the line as it is since.',
  })
  scoreAfter(@Root() root: ClosureType, @Ctx() context: GatewayContext): number | null {
    return scored(root, context, root.closure.scoreAfter);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The card that made both scores.' })
  scorecardVersion(@Root() root: ClosureType, @Ctx() context: GatewayContext): string | null {
    return scored(root, context, root.closure.scorecardVersion);
  }

  @FieldResolver(() => [ClosureSignalEnum], {
    nullable: true,
    description: 'How the closing is read; null when it is not for you.',
  })
  signals(@Root() root: ClosureType, @Ctx() context: GatewayContext): readonly string[] | null {
    return scored(root, context, root.closure.signals);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the customer counts as one of quality; null when it is not for you.',
  })
  qualitySegment(@Root() root: ClosureType, @Ctx() context: GatewayContext): boolean | null {
    return scored(root, context, root.closure.qualitySegment);
  }

  @FieldResolver(() => [NewCreditRestrictionType], {
    nullable: true,
    description:
      'What it brought for new credit, as told then; null when it is not for you, or once the ' +
      'assessment is erased.',
  })
  async restrictions(
    @Root() root: ClosureType,
    @Ctx() context: GatewayContext,
  ): Promise<NewCreditRestrictionType[] | null> {
    const { restrictions, assessmentAfterId } = root.closure;
    if (!mayReadRiskProfile(context.actor, root.closure.customerId)) return null;
    if (restrictions.length === 0) return [];
    const { loaders, locale } = context;
    const assessment = await loaders.assessments.load(assessmentAfterId);
    if (!assessment) return null;
    const version = assessment.rules?.version;
    const rules = version === undefined ? null : await loaders.ruleSets.load(version);
    return restrictions.map((each) => toRestriction(each, rules, locale));
  }

  @FieldResolver(() => [LinkedLimitType], {
    description: 'Other lines whose limits moved with it.',
  })
  linkedLimits(
    @Root() { closure }: ClosureType,
    @Ctx() context: GatewayContext,
  ): Promise<LinkedLimitType[]> {
    return linkedLimitsOf(closure, context);
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The decision with grounds and reasons; null once it is erased.',
  })
  async decision(
    @Root() { closure }: ClosureType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<DecisionType | null> {
    const decision = await loaders.decisions.load(closure.decisionId);
    return decision && toDecision(decision);
  }

  @FieldResolver(() => AuditReceiptType, {
    nullable: true,
    description: 'The receipt; null for those who may not read the audit trail.',
  })
  async receipt(
    @Root() { closure }: ClosureType,
    @Ctx() { actor, loaders }: GatewayContext,
  ): Promise<AuditReceiptType | null> {
    if (!mayReadAudit(actor, closure.customerId)) return null;
    const entry = await loaders.auditEntries.load(closure.auditEntryId);
    return entry && toReceipt(entry);
  }
}
