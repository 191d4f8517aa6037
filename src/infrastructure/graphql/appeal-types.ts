/** Cases about decisions: what their customer sees of them, and what those who review them see. */
import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import {
  mayReadAppeals,
  mayReadAudit,
  mayReadReviewersOf,
  mayReviewAppeals,
} from '../../application/access.js';
import { editionOf } from '../../application/appeal-case.js';
import type { Appeal } from '../../domain/appeal/appeal.js';
import { isUndecided } from '../../domain/appeal/appeal.js';
import {
  asOf,
  isRecused,
  reconsiderableUntil,
  reconsiderationRefusal,
} from '../../domain/appeal/appeal-rules.js';
import type { Instant } from '../../domain/time.js';
import { AppealClockType, toClock } from './appeal-clock-types.js';
import { AppealKindEnum, AppealStatusEnum } from './appeal-enums.js';
import { AppealOutcomeType, toOutcome } from './appeal-outcome-types.js';
import { FormerReviewerType, toFormerReviewer } from './appeal-reviewer-types.js';
import { AuditReceiptType, toReceipt } from './audit-receipt.js';
import type { GatewayContext } from './context.js';
import { DecisionType, decisionOf } from './decision-types.js';
import { filingFacts } from './decisions.js';
import { EvidenceType, evidenceNamed } from './evidence-types.js';
import { Node } from './node.js';
import { GraphQLDateTimeISO } from './scalars.js';

const dateOf = (instant: Instant | null): Date | null =>
  instant === null ? null : new Date(instant);

@ObjectType('AppealAnswer', { description: 'What the customer answered to a question.' })
export class AppealAnswerType {
  appeal!: Appeal;
  evidenceIds!: readonly string[];
  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  at!: Date;
  @Field(() => String, { description: 'What.' })
  text!: string;
}

@ObjectType('ReconsiderationRight', {
  simpleResolvers: true,
  description: 'The one further look that a customer can have of an answer.',
})
export class ReconsiderationRightType {
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'From this moment on it is not taken; null where there is none.',
  })
  until!: Date | null;
  @Field(() => Boolean, { description: 'Whether it can be asked for now.' })
  possible!: boolean;
}

@ObjectType('Appeal', {
  implements: Node,
  description:
    'A case: a person who had no part in a decision looks at it again. It has one clock, and ends ' +
    'with an answer, unless the customer takes it back or the decision ends by itself.',
})
export class AppealType extends Node {
  __typename!: 'Appeal';
  appeal!: Appeal;
  @Field(() => AppealKindEnum, { description: 'What was asked for.' })
  kind!: string;
  @Field(() => AppealStatusEnum, { description: 'Where it stands.' })
  status!: string;
  @Field(() => ID, { description: 'Whose it is.' })
  customerId!: string;
  @Field(() => ID, { nullable: true, description: 'The line; null for an application.' })
  accountId!: string | null;
  @Field(() => String, { description: "The customer's own view; empty for a REFERRAL." })
  statement!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was filed.' })
  filedAt!: Date;
  @Field(() => GraphQLDateTimeISO, {
    description: "The moment after the last day for the answer: the clock's `dueAt`.",
  })
  answerBy!: Date;
  @Field(() => AppealClockType, { description: 'Its clock.' })
  clock!: AppealClockType;
  @Field(() => [AppealAnswerType], { description: 'What the customer answered, oldest first.' })
  answers!: AppealAnswerType[];
  @Field(() => AppealOutcomeType, {
    nullable: true,
    description: 'What a person decided; null before, and where it ended otherwise.',
  })
  outcome!: AppealOutcomeType | null;
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When it ended; null before.' })
  endedAt!: Date | null;
  @Field(() => String, { description: "Edition of the jurisdiction's rules that it goes by." })
  packEdition!: string;
}

/** The case as it is at `now`: a pause ends by itself also before anybody has come by. */
export function toAppeal(stored: Appeal, now: Instant): AppealType {
  const appeal = asOf(stored, editionOf(stored), now);
  const clock = toClock(appeal, now);
  return {
    __typename: 'Appeal',
    appeal,
    id: appeal.id,
    kind: appeal.kind,
    status: appeal.status,
    customerId: appeal.customerId,
    accountId: appeal.accountId,
    statement: appeal.statement,
    filedAt: new Date(appeal.filedAt),
    answerBy: clock.dueAt,
    clock,
    answers: appeal.answers.map(({ at, text, evidenceIds }) => ({
      appeal,
      at: new Date(at),
      text,
      evidenceIds,
    })),
    outcome: toOutcome(appeal),
    endedAt: dateOf(appeal.endedAt),
    packEdition: appeal.packEdition,
  };
}

/** A case that the caller may see; null for any other, whether it exists or not. */
export async function appealOf(
  id: string,
  { actor, loaders, now }: GatewayContext,
): Promise<AppealType | null> {
  const appeal = await loaders.appeals.load(id);
  return appeal && mayReadAppeals(actor, appeal.customerId) ? toAppeal(appeal, now) : null;
}

@Resolver(() => AppealAnswerType)
export class AppealAnswerResolver {
  @FieldResolver(() => [EvidenceType], { description: 'Documents that the answer names.' })
  evidence(
    @Root() { appeal, evidenceIds }: AppealAnswerType,
    @Ctx() context: GatewayContext,
  ): Promise<EvidenceType[]> {
    return evidenceNamed(appeal, evidenceIds, context);
  }
}

@Resolver(() => AppealType)
export class AppealResolver {
  @FieldResolver(() => [EvidenceType], { description: 'Documents that the filing names.' })
  evidence(
    @Root() { appeal }: AppealType,
    @Ctx() context: GatewayContext,
  ): Promise<EvidenceType[]> {
    return evidenceNamed(appeal, appeal.evidenceIds, context);
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The decision that is looked at again; null if that is not for you.',
  })
  decision(
    @Root() { appeal }: AppealType,
    @Ctx() context: GatewayContext,
  ): Promise<DecisionType | null> {
    return decisionOf(appeal.decisionId, context);
  }

  @FieldResolver(() => AppealType, {
    nullable: true,
    description: 'Of a RECONSIDERATION: the case that it looks at once more.',
  })
  async reconsiders(
    @Root() { appeal }: AppealType,
    @Ctx() context: GatewayContext,
  ): Promise<AppealType | null> {
    return appeal.reconsiders === null ? null : appealOf(appeal.reconsiders, context);
  }

  @FieldResolver(() => ReconsiderationRightType, {
    nullable: true,
    description: 'The right to one further look; null before a person has decided.',
  })
  async reconsideration(
    @Root() { appeal }: AppealType,
    @Ctx() context: GatewayContext,
  ): Promise<ReconsiderationRightType | null> {
    const { outcome, decisionId } = appeal;
    if (isUndecided(appeal) || !outcome) return null;
    // What was modified stands no more; what is left is the milder decision.
    const decision = await context.loaders.decisions.load(outcome.milderId ?? decisionId);
    const facts = decision && (await filingFacts(decision, context));
    if (!facts) return { until: null, possible: false };
    return {
      until: dateOf(reconsiderableUntil(appeal, facts.pack)),
      possible: reconsiderationRefusal(appeal, facts) === null,
    };
  }

  @FieldResolver(() => AuditReceiptType, {
    nullable: true,
    description: 'Proves the filing; for those who read the audit trail.',
  })
  async receipt(
    @Root() { appeal }: AppealType,
    @Ctx() { actor, loaders }: GatewayContext,
  ): Promise<AuditReceiptType | null> {
    if (!mayReadAudit(actor, appeal.customerId)) return null;
    const entry = await loaders.auditEntries.load(appeal.auditEntryId);
    return entry && toReceipt(entry);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The reviewer who has it, as the issuer names them; for staff, null for the customer and ' +
      'while nobody has it.',
  })
  assignedTo(@Root() { appeal }: AppealType, @Ctx() { actor }: GatewayContext): string | null {
    return mayReadReviewersOf(actor, appeal.customerId) ? appeal.assignedTo : null;
  }

  @FieldResolver(() => [FormerReviewerType], {
    nullable: true,
    description: 'Who had it before, oldest first; for staff, null for the customer.',
  })
  formerReviewers(
    @Root() { appeal }: AppealType,
    @Ctx() { actor }: GatewayContext,
  ): FormerReviewerType[] | null {
    if (!mayReadReviewersOf(actor, appeal.customerId)) return null;
    return appeal.formerReviewers.map(toFormerReviewer);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether you had a part in what is looked at, so that you cannot take it; null for those who ' +
      'take no cases.',
  })
  isRecused(@Root() { appeal }: AppealType, @Ctx() { actor }: GatewayContext): boolean | null {
    return mayReviewAppeals(actor, appeal.customerId) ? isRecused(appeal, actor) : null;
  }
}
