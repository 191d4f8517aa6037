/** A line's whole story, in order and in words. */
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { mayReadApplications } from '../../application/access.js';
import { accountTimeline, type TimelineEntry } from '../../application/account-timeline.js';
import { isId } from '../../domain/identifiers.js';
import { applicationOf, CreditApplicationType } from './application-types.js';
import { ClosureType, toClosure } from './closure-types.js';
import {
  type ConnectionOf,
  connectionOf,
  decodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from './connection.js';
import type { GatewayContext } from './context.js';
import { DecisionType, decisionOf } from './decision-types.js';
import { NoticeType, noticeOf } from './notice-types.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('TimelineEntry', {
  description: 'Something that happened to a line. It names nobody of the staff.',
})
export class TimelineEntryType {
  entry!: TimelineEntry;
  /** Its place in the story, which cursors are made from. */
  id!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  at!: Date;
  @Field(() => String, { description: 'Stable code of what happened.' })
  code!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  text!: string;
  @Field(() => ID, { nullable: true, description: 'The appeal that it is about, if any.' })
  appealId!: string | null;
}

const NAME = 'TimelineEntry';
const TimelineEntryConnection = connectionOf(NAME, () => TimelineEntryType);

/** Entries are told apart by their place: what happens later is added at the end. */
const PLACE = /^(0|[1-9]\d{0,5})$/;

@Resolver(() => TimelineEntryType)
export class TimelineResolver {
  @Query(() => TimelineEntryConnection, {
    nullable: true,
    description:
      "A line's whole story, oldest first, for its customer and for staff who may see the score; " +
      'null when there is no such line or it is not yours to see.',
  })
  async accountTimeline(
    @Arg('accountId', () => ID, { description: 'The line.' }) accountId: string,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { actor, loaders, locale, ports }: GatewayContext,
  ): Promise<ConnectionOf<TimelineEntryType> | null> {
    const size = pageSize(first);
    const place = decodeCursor(NAME, after, (text) => PLACE.test(text));
    if (!isId(accountId)) return null;
    const line = await loaders.lines.load(accountId);
    if (!line || !mayReadApplications(actor, line.account.customerId)) return null;
    const from = place === null ? 0 : Number(place) + 1;
    const story = await accountTimeline(ports, line.account);
    const page = story.slice(from, from + size + 1).map(
      (entry, at): TimelineEntryType => ({
        entry,
        id: String(from + at),
        at: new Date(entry.at),
        code: entry.code,
        text: entry.text[locale],
        appealId: entry.appealId ?? null,
      }),
    );
    return pageOf(NAME, page, size, place);
  }

  @FieldResolver(() => DecisionType, { nullable: true, description: 'The decision, if any.' })
  async decision(
    @Root() { entry }: TimelineEntryType,
    @Ctx() context: GatewayContext,
  ): Promise<DecisionType | null> {
    return entry.decisionId === undefined ? null : decisionOf(entry.decisionId, context);
  }

  @FieldResolver(() => NoticeType, { nullable: true, description: 'The notice, if any.' })
  async notice(
    @Root() { entry }: TimelineEntryType,
    @Ctx() context: GatewayContext,
  ): Promise<NoticeType | null> {
    return entry.noticeId === undefined ? null : noticeOf(entry.noticeId, context);
  }

  @FieldResolver(() => ClosureType, { nullable: true, description: 'The closure, if any.' })
  async closure(
    @Root() { entry }: TimelineEntryType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ClosureType | null> {
    const closure =
      entry.closureId === undefined ? null : await loaders.closures.load(entry.closureId);
    return closure && toClosure(closure);
  }

  @FieldResolver(() => CreditApplicationType, {
    nullable: true,
    description: 'The application for a new line, if any.',
  })
  async application(
    @Root() { entry }: TimelineEntryType,
    @Ctx() context: GatewayContext,
  ): Promise<CreditApplicationType | null> {
    return entry.applicationId === undefined ? null : applicationOf(entry.applicationId, context);
  }
}
