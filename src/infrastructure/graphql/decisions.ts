/** What hangs on a decision: reasons, measure, what became of it, and what can be done about it. */
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { mayReadAudit } from '../../application/access.js';
import type { Actor } from '../../application/actor.js';
import {
  evidenceAskedFor,
  evidenceInHand,
  heldProofs,
} from '../../application/evidence-asked-for.js';
import { packOf, packOfCustomer } from '../../application/jurisdiction.js';
import { storedMessage } from '../../application/messages.js';
import {
  appealRefusal,
  type FilingFacts,
  humanDecisionRefusal,
} from '../../domain/appeal/appeal-rules.js';
import type { Decision, DecisionReason } from '../../domain/credit-account/decision.js';
import { tellsOfDecision } from '../../domain/platform-action/notice.js';
import { AuditReceiptType, toReceipt } from './audit-receipt.js';
import type { GatewayContext } from './context.js';
import { EvidenceKindEnum } from './decision-enums.js';
import { DecisionType, decisionOf, mayKnowReasons, ReasonType } from './decision-types.js';
import { EvidenceType, toEvidence } from './evidence-types.js';
import {
  DecidedMeasureType,
  PlatformActionType,
  toDecidedMeasure,
  toPlatformAction,
} from './measure-types.js';
import { NoticeType, noticesOf } from './notice-types.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('WithheldReasons', {
  simpleResolvers: true,
  description: 'That reasons may not be told to the customer.',
})
export class WithheldReasonsType {
  @Field(() => String, { description: 'By which law: act and article.' })
  source!: string;
}

@ObjectType('AppealRight', {
  simpleResolvers: true,
  description: 'What the customer can do about a decision.',
})
export class AppealRightType {
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'From this moment on no appeal is taken; null where none is open to the customer.',
  })
  until!: Date | null;
  @Field(() => Boolean, { description: 'Whether an appeal can be filed now.' })
  possible!: boolean;
  @Field(() => Boolean, {
    description:
      "Whether a decision by a person can be asked for now, in the place of a machine's.",
  })
  humanDecisionPossible!: boolean;
  @Field(() => [EvidenceKindEnum], {
    description: 'Documents that would help and are not held yet; empty where not for you.',
  })
  evidenceAskedFor!: string[];
  @Field(() => [EvidenceType], {
    description:
      'Documents of yours that are held and therefore not asked for: an appeal names them by ' +
      'itself, unless you name another of their kind. Empty where not for you.',
  })
  evidenceInHand!: EvidenceType[];
}

/** Words of a card, a rule or a policy tell of the score; those of our catalogue do not. */
function seenReasons(decision: Decision, actor: Actor): readonly DecisionReason[] {
  if (mayKnowReasons(actor, decision)) return decision.reasons;
  return decision.measure?.withheld ? [] : decision.reasons.filter(({ text }) => !text);
}

/** What a filing would be held against; null where no rules are in force. */
export async function filingFacts(
  decision: Decision,
  { loaders, now }: GatewayContext,
): Promise<FilingFacts | null> {
  const { id, customerId, accountId } = decision;
  const [customer, line, action, own, all] = await Promise.all([
    loaders.customers.load(customerId),
    accountId === null ? null : loaders.lines.load(accountId),
    loaders.platformActions.load(id),
    loaders.appealsOfDecision.load(id),
    loaders.appealsOfCustomer.load(customerId),
  ]);
  if (!customer) return null;
  const rules = line
    ? packOf(customer, line.account, now)
    : packOfCustomer(customer.jurisdiction, now);
  if (!rules || 'code' in rules) return null;
  const cases = [...own, ...all.filter(({ outcome }) => outcome?.milderId === id)];
  return { decision, action, cases, pack: rules.pack, now };
}

type Documents = Pick<AppealRightType, 'evidenceAskedFor' | 'evidenceInHand'>;
const NO_DOCUMENTS: Documents = { evidenceAskedFor: [], evidenceInHand: [] };

async function documentsFor(decision: Decision, context: GatewayContext): Promise<Documents> {
  const { actor, loaders, now } = context;
  if (!mayKnowReasons(actor, decision)) return NO_DOCUMENTS;
  const { assessmentId, customerId } = decision;
  const [assessment, behaviour, evidence] = await Promise.all([
    assessmentId === null ? null : loaders.assessments.load(assessmentId),
    loaders.behaviour.load(customerId),
    loaders.evidenceOfCustomer.load(customerId),
  ]);
  const [card, rules] = await Promise.all([
    assessment && loaders.scorecards.load(assessment.scorecardVersion),
    assessment?.rules ? loaders.ruleSets.load(assessment.rules.version) : null,
  ]);
  const held = heldProofs(behaviour ?? undefined, evidence, now);
  const asking = { decision, lookedOn: { card, rules }, held };
  const own = actor.customerId === customerId ? evidenceInHand(asking) : [];
  return {
    evidenceAskedFor: evidenceAskedFor(asking),
    evidenceInHand: own.map((each) => toEvidence(each, true)),
  };
}

@Resolver(() => DecisionType)
export class DecisionResolver {
  @FieldResolver(() => [ReasonType], {
    description:
      'Ranked, in the language of the request; those of a score only if it is for you, and none ' +
      'that are withheld from you.',
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

  @FieldResolver(() => WithheldReasonsType, {
    nullable: true,
    description: 'Set where the reasons may not be told to the customer.',
  })
  withheld(@Root() { decision }: DecisionType): WithheldReasonsType | null {
    return decision.measure?.withheld ?? null;
  }

  @FieldResolver(() => DecidedMeasureType, {
    nullable: true,
    description: 'The measure that was taken; null where none was.',
  })
  measure(
    @Root() { decision }: DecisionType,
    @Ctx() context: GatewayContext,
  ): DecidedMeasureType | null {
    return toDecidedMeasure(decision, context);
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The decision whose consequence this is; null where it stands by itself.',
  })
  async causedBy(
    @Root() { decision }: DecisionType,
    @Ctx() context: GatewayContext,
  ): Promise<DecisionType | null> {
    return decision.causedBy === null ? null : decisionOf(decision.causedBy, context);
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The decision that this one undoes; null where it undoes none.',
  })
  async reverses(
    @Root() { decision }: DecisionType,
    @Ctx() context: GatewayContext,
  ): Promise<DecisionType | null> {
    return decision.reverses === null ? null : decisionOf(decision.reverses, context);
  }

  @FieldResolver(() => PlatformActionType, {
    nullable: true,
    description: 'What became of it; null where it set nothing going.',
  })
  async action(
    @Root() { id }: DecisionType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<PlatformActionType | null> {
    const action = await loaders.platformActions.load(id);
    return action && toPlatformAction(action);
  }

  @FieldResolver(() => AppealRightType, {
    nullable: true,
    description: "What can be done about it; null for the customer's own wish.",
  })
  async appeal(
    @Root() { decision }: DecisionType,
    @Ctx() context: GatewayContext,
  ): Promise<AppealRightType | null> {
    if (decision.madeBy === 'CUSTOMER') return null;
    const facts = await filingFacts(decision, context);
    const possible = facts !== null && appealRefusal(facts) === null;
    const humanDecisionPossible = facts !== null && humanDecisionRefusal(facts) === null;
    const isOpen = possible || humanDecisionPossible;
    return {
      until: decision.appealUntil === null ? null : new Date(decision.appealUntil),
      possible,
      humanDecisionPossible,
      ...(isOpen ? await documentsFor(decision, context) : NO_DOCUMENTS),
    };
  }

  @FieldResolver(() => NoticeType, {
    nullable: true,
    description: 'The notice that told of it; null where none was owed.',
  })
  async notice(
    @Root() { decision }: DecisionType,
    @Ctx() context: GatewayContext,
  ): Promise<NoticeType | null> {
    const notices = await noticesOf(decision, context);
    return notices.find(({ notice }) => tellsOfDecision(notice)) ?? null;
  }

  @FieldResolver(() => [NoticeType], {
    description: 'All notices under it, oldest first, also of what came of it and of its appeals.',
  })
  notices(
    @Root() { decision }: DecisionType,
    @Ctx() context: GatewayContext,
  ): Promise<NoticeType[]> {
    return noticesOf(decision, context);
  }

  @FieldResolver(() => AuditReceiptType, {
    nullable: true,
    description: 'Proves a decision that was told by a notice; for those who read the audit trail.',
  })
  async receipt(
    @Root() { decision }: DecisionType,
    @Ctx() { actor, loaders }: GatewayContext,
  ): Promise<AuditReceiptType | null> {
    if (!mayReadAudit(actor, decision.customerId)) return null;
    const notices = await loaders.noticesOfDecision.load(decision.id);
    const [first] = notices
      .filter(tellsOfDecision)
      .toSorted((one, other) => one.issuedAt - other.issuedAt);
    const entry = first && (await loaders.auditEntries.load(first.auditEntryId));
    return entry ? toReceipt(entry) : null;
  }
}
