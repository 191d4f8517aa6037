/** Closures, the decisions that they are, and the receipts that prove them. */
import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { mayReadAudit, mayReadRiskProfile } from '../../application/actor.js';
import { storedMessage } from '../../application/messages.js';
import type { AuditEntry } from '../../domain/audit-trail/audit-entry.js';
import type { Closure } from '../../domain/credit-account/closure-record.js';
import type { Decision } from '../../domain/credit-account/decision.js';
import type { GatewayContext } from './context.js';
import {
  CapabilityEnum,
  ClosureOutcomeEnum,
  DecisionKindEnum,
  GroundEnum,
  MotiveEnum,
} from './enums.js';
import { Node } from './node.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('Reason', { simpleResolvers: true, description: 'A reason of a decision.' })
export class ReasonType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'In words, with the own figure.' })
  text!: string;
}

@ObjectType('AuditReceipt', {
  description:
    'Proves an entry of the audit trail offline, with SHA-256 alone: the commitment is over salt ' +
    'and content, the leaf over format, hour and commitment.',
})
export class AuditReceiptType {
  @Field(() => Int, { description: 'Version of the byte format.' })
  formatVersion!: number;
  @Field(() => ID, { description: 'The entry.' })
  entryId!: string;
  @Field(() => String, { description: 'The UTC hour that is published.' })
  coarseTime!: string;
  @Field(() => String, { description: 'The content, canonical JSON (RFC 8785), byte for byte.' })
  content!: string;
  @Field(() => String, { description: 'The random salt, base64.' })
  salt!: string;
  @Field(() => String, { description: 'The commitment, base64.' })
  commitment!: string;
  @Field(() => String, { description: 'RFC 6962 hash of the leaf, base64.' })
  leafHash!: string;
}

export const toReceipt = (entry: AuditEntry): AuditReceiptType => ({
  formatVersion: entry.formatVersion,
  entryId: entry.id,
  coarseTime: entry.coarseTime,
  content: entry.contentJson,
  salt: entry.saltBase64,
  commitment: entry.commitmentBase64,
  leafHash: entry.leafHashBase64,
});

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

@Resolver(() => DecisionType)
export class DecisionResolver {
  @FieldResolver(() => [ReasonType], { description: 'Ranked, in the language of the request.' })
  reasons(@Root() { decision }: DecisionType, @Ctx() { locale }: GatewayContext): ReasonType[] {
    return decision.reasons.map(({ code, values }) => ({
      code,
      text: storedMessage(code, locale, values),
    }));
  }
}

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
});

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

  @FieldResolver(() => DecisionType, { description: 'The decision with grounds and reasons.' })
  async decision(
    @Root() { closure }: ClosureType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<DecisionType> {
    const decision = await loaders.decisions.load(closure.decisionId);
    if (!decision) throw new Error(`closure ${closure.id} has no decision`);
    return toDecision(decision);
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
