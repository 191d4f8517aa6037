/** Reading a notice, and word that it has reached its customer. */
import {
  Arg,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import {
  acknowledgeNotice,
  type NoticeResult,
  recordNoticeDelivered,
} from '../../application/notice-clock.js';
import type { NoticeChannel } from '../../domain/platform-action/notice.js';
import { KEY_DESCRIPTION } from './closing.js';
import type { GatewayContext } from './context.js';
import { NoticeChannelEnum } from './decision-enums.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput, type InputCheck, MAX_KEY_LENGTH } from './input.js';
import { NoticeType, noticeOf, toNoticeType } from './notice-types.js';
import { toErrors } from './refusals.js';
import { GraphQLDateTimeISO } from './scalars.js';

@InputType({ description: 'Word that a notice has reached its customer.' })
export class RecordNoticeDeliveredInput {
  @Field(() => ID, { description: 'The notice.' })
  noticeId!: string;
  @Field(() => NoticeChannelEnum, { description: 'By which way.' })
  channel!: NoticeChannel;
  @Field(() => GraphQLDateTimeISO, {
    description: 'When: not before the notice was made, and not later than now.',
  })
  deliveredAt!: Date;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A notice that its customer has read here.' })
export class AcknowledgeNoticeInput {
  @Field(() => ID, { description: 'The notice.' })
  noticeId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The notice as it is now, or why nothing was written down.' })
export class NoticePayload {
  @Field(() => NoticeType, { nullable: true, description: 'The notice.' })
  notice!: NoticeType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}

function checked({ noticeId, idempotencyKey }: AcknowledgeNoticeInput): InputCheck {
  const check = checkInput();
  check.id('noticeId', noticeId);
  check.text('idempotencyKey', idempotencyKey, MAX_KEY_LENGTH);
  return check;
}

async function told(
  { refusals }: InputCheck,
  { loaders, locale }: GatewayContext,
  run: () => Promise<NoticeResult>,
): Promise<NoticePayload> {
  const result = refusals.length > 0 ? { refusals } : await run();
  if ('refusals' in result) return { notice: null, errors: toErrors(result.refusals, locale) };
  const { notice } = result;
  loaders.notices.clear(notice.id);
  loaders.noticesOfDecision.clear(notice.decisionId);
  return { notice: toNoticeType(notice), errors: [] };
}

const INPUT = { description: 'Which notice.' };

@Resolver()
export class NoticesResolver {
  @Query(() => NoticeType, {
    nullable: true,
    description: 'A notice; null when there is none or it is not yours to see.',
  })
  notice(
    @Arg('id', () => ID, { description: 'The notice.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<NoticeType | null> {
    return noticeOf(id, context);
  }

  @Mutation(() => NoticePayload, {
    description: 'Tells that a notice has reached its customer, once (business systems).',
  })
  recordNoticeDelivered(
    @Arg('input', () => RecordNoticeDeliveredInput, INPUT) input: RecordNoticeDeliveredInput,
    @Ctx() context: GatewayContext,
  ): Promise<NoticePayload> {
    const { actor, ports } = context;
    const deliveredAt = input.deliveredAt.getTime();
    const run = () => recordNoticeDelivered(ports, actor, { ...input, deliveredAt });
    return told(checked(input), context, run);
  }

  @Mutation(() => NoticePayload, {
    description: 'Says that the signed-in customer has read an own notice here, once.',
  })
  acknowledgeNotice(
    @Arg('input', () => AcknowledgeNoticeInput, INPUT) input: AcknowledgeNoticeInput,
    @Ctx() context: GatewayContext,
  ): Promise<NoticePayload> {
    const { actor, ports } = context;
    return told(checked(input), context, () => acknowledgeNotice(ports, actor, input));
  }
}
