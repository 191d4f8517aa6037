/** Notices that decisions owe: what they say, in words and as documents, and what helps now. */
import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { mayReadNotice } from '../../application/access.js';
import type { Decision } from '../../domain/credit-account/decision.js';
import { isId } from '../../domain/identifiers.js';
import type { Notice } from '../../domain/platform-action/notice.js';
import { adviceTarget } from '../../domain/platform-action/notice-advice.js';
import { noticeHtml, noticeText } from '../../domain/platform-action/notice-text.js';
import type { RecourseTarget } from '../../domain/risk-profile/recourse/situation.js';
import type { Locale } from '../../domain/wording.js';
import type { GatewayContext } from './context.js';
import { NoticeChannelEnum, NoticeSectionEnum } from './decision-enums.js';
import { DecisionType, decisionOf, mayKnowReasons } from './decision-types.js';
import { ConditionOfReturnType, conditionsOf } from './measure-types.js';
import { Node } from './node.js';
import { recourseFor } from './recourse.js';
import { RecourseType } from './recourse-types.js';
import { GraphQLDateTimeISO, GraphQLLocalDate, LocaleTag } from './scalars.js';

@ObjectType('NoticeSection', {
  simpleResolvers: true,
  description: 'A section of a notice, in the language of the request.',
})
export class NoticeSectionType {
  @Field(() => NoticeSectionEnum, { description: 'What it is about.' })
  code!: string;
  @Field(() => String, { description: 'Its title.' })
  title!: string;
  @Field(() => [String], { description: 'What it says.' })
  paragraphs!: string[];
}

@ObjectType('NoticeAdvice', {
  description: 'What helps now, on the facts of now; made anew for each question.',
})
export class NoticeAdviceType {
  decision!: Decision;
  target!: RecourseTarget | null;
  @Field(() => [ConditionOfReturnType], {
    description: 'What the decision asks for, and how it stands; empty where it asks for nothing.',
  })
  conditions!: ConditionOfReturnType[];
}

@ObjectType('Notice', {
  implements: Node,
  description: 'A notice of a decision as it was made. It is stored in every language.',
})
export class NoticeType extends Node {
  __typename!: 'Notice';
  notice!: Notice;
  @Field(() => ID, { nullable: true, description: 'The line; null for an application.' })
  accountId!: string | null;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was made.' })
  issuedAt!: Date;
  @Field(() => GraphQLLocalDate, { description: 'The last day for it to reach the customer.' })
  dueOn!: string;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it reached the customer; null while nobody has said so.',
  })
  deliveredAt!: Date | null;
  @Field(() => NoticeChannelEnum, { nullable: true, description: 'By which way; null before.' })
  channel!: string | null;
  @Field(() => String, { description: "Edition of the jurisdiction's rules that applied." })
  packEdition!: string;
}

export const toNoticeType = (notice: Notice): NoticeType => ({
  __typename: 'Notice',
  notice,
  id: notice.id,
  accountId: notice.accountId,
  issuedAt: new Date(notice.issuedAt),
  dueOn: notice.dueOn,
  deliveredAt: notice.deliveredAt === null ? null : new Date(notice.deliveredAt),
  channel: notice.channel,
  packEdition: notice.packEdition,
});

/** A notice that the caller may see; null for any other, whether it exists or not. */
export async function noticeOf(
  id: string,
  { actor, loaders }: GatewayContext,
): Promise<NoticeType | null> {
  if (!isId(id)) return null;
  const notice = await loaders.notices.load(id);
  return notice && mayReadNotice(actor, notice) ? toNoticeType(notice) : null;
}

/** The notices under a decision that the caller may see, oldest first. */
export async function noticesOf(
  { id }: Decision,
  { actor, loaders }: GatewayContext,
): Promise<NoticeType[]> {
  const notices = (await loaders.noticesOfDecision.load(id)).filter((each) =>
    mayReadNotice(actor, each),
  );
  return notices.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(toNoticeType);
}

const LOCALE = { nullable: true, description: "The language; without it the request's." };

@Resolver(() => NoticeType)
export class NoticeResolver {
  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The decision that it tells of; null if that is not for you.',
  })
  decision(
    @Root() { notice }: NoticeType,
    @Ctx() context: GatewayContext,
  ): Promise<DecisionType | null> {
    return decisionOf(notice.decisionId, context);
  }

  @FieldResolver(() => [NoticeSectionType], {
    description: 'What it says, in the order in which it says it.',
  })
  sections(@Root() { notice }: NoticeType, @Ctx() { locale }: GatewayContext): NoticeSectionType[] {
    return notice.sections.map(({ code, title, paragraphs }) => ({
      code,
      title: title[locale],
      paragraphs: paragraphs.map((each) => each[locale]),
    }));
  }

  @FieldResolver(() => String, { description: 'The whole notice as plain text.' })
  text(
    @Root() { notice }: NoticeType,
    @Ctx() { locale }: GatewayContext,
    @Arg('locale', () => LocaleTag, LOCALE) wanted?: Locale | null,
  ): string {
    return noticeText(notice, wanted ?? locale);
  }

  @FieldResolver(() => String, { description: 'The whole notice as one page of HTML.' })
  html(
    @Root() { notice }: NoticeType,
    @Ctx() { locale }: GatewayContext,
    @Arg('locale', () => LocaleTag, LOCALE) wanted?: Locale | null,
  ): string {
    return noticeHtml(notice, wanted ?? locale);
  }

  @FieldResolver(() => NoticeAdviceType, {
    nullable: true,
    description:
      'What helps now; null where the decision asks for nothing that the customer could change, and ' +
      'where its reasons are not for you.',
  })
  async advice(
    @Root() { notice }: NoticeType,
    @Ctx() context: GatewayContext,
  ): Promise<NoticeAdviceType | null> {
    const { actor, loaders } = context;
    const decision = await loaders.decisions.load(notice.decisionId);
    if (!decision || !decisionAsks(decision) || !mayKnowReasons(actor, decision)) return null;
    const look = await loaders.looks.load(decision.customerId);
    const target = look && adviceTarget(decision, look.model.card);
    const conditions = await conditionsOf(decision, context);
    return target === null && conditions.length === 0 ? null : { decision, target, conditions };
  }
}

/** What was granted asks for nothing. */
const decisionAsks = ({ kind, adverseAction, measure }: Decision): boolean =>
  kind === 'APPLICATION' ? adverseAction : (measure?.conditions.length ?? 0) > 0;

@Resolver(() => NoticeAdviceType)
export class NoticeAdviceResolver {
  @FieldResolver(() => RecourseType, {
    nullable: true,
    description:
      'The smallest changes that would lead where the decision asks the score to be, replayed ' +
      'through the same card; null where it asks for no score. Takes long to work out.',
  })
  async recourse(
    @Root() { decision, target }: NoticeAdviceType,
    @Ctx() context: GatewayContext,
  ): Promise<RecourseType | null> {
    if (target === null) return null;
    return recourseFor(decision.customerId, target, context.locale, context);
  }
}
