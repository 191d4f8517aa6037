/** Refusals around a closing: quotes, notices, closings on behalf, lower limits and pauses. */
import { Field, ID, ObjectType } from 'type-graphql';
import { ClosureRequestStatusEnum } from './closure-enums.js';
import { AccountStatusEnum } from './enums.js';
import { described, ErrorInterface } from './error-interface.js';
import { MoneyType } from './money.js';
import { QuoteDifferenceType } from './quote-difference.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType(described('The quote no longer holds: ask for a new preview.'))
export class QuoteExpired extends ErrorInterface {
  @Field(() => GraphQLDateTimeISO, { description: 'Until when it held.' })
  validUntil!: Date;
}

@ObjectType(described('Closing now would not do what was quoted, so nothing was done.'))
export class QuoteChanged extends ErrorInterface {
  @Field(() => [QuoteDifferenceType], { description: 'What became different, all of it.' })
  differences!: QuoteDifferenceType[];
}

@ObjectType(described('The agreement gives no notice: close at once.'))
export class NoticeNotAgreed extends ErrorInterface {}

@ObjectType(described('The moment of the notice is not ahead any more.'))
export class NoticeNotAhead extends ErrorInterface {}

@ObjectType(described('The notice is longer than agreement and rules allow.'))
export class NoticeTooLong extends ErrorInterface {
  @Field(() => GraphQLDateTimeISO, { description: 'The latest moment that it can name.' })
  latest!: Date;
}

@ObjectType(described('Only a line that is in use can be closed by notice.'))
export class NoticeNotPossible extends ErrorInterface {
  @Field(() => AccountStatusEnum, { description: 'The status of the line.' })
  status!: string;
}

@ObjectType(described('There is no notice of yours that can still be taken back.'))
export class NoNoticeToWithdraw extends ErrorInterface {}

@ObjectType(described('Another agent asked for the closing of this line already.'))
export class ClosureRequestPending extends ErrorInterface {
  @Field(() => ID, { description: 'The request that waits for a second agent.' })
  requestId!: string;
}

@ObjectType(described('The request was decided, was taken back, or ran out.'))
export class ClosureRequestEnded extends ErrorInterface {
  @Field(() => ClosureRequestStatusEnum, { description: 'How it ended.' })
  status!: string;
}

@ObjectType(described('Whoever asked for a closing cannot be the one who approves it.'))
export class SecondAgentNeeded extends ErrorInterface {}

@ObjectType(described('The limit that was asked for is not lower than the present one.'))
export class LimitNotLower extends ErrorInterface {
  @Field(() => MoneyType, { description: 'The limit as it is.' })
  current!: MoneyType;
}

@ObjectType(described('The limit that was asked for is lower than what is owed and held.'))
export class LimitBelowUse extends ErrorInterface {
  @Field(() => MoneyType, { description: 'The lowest limit that the line can have today.' })
  least!: MoneyType;
}

@ObjectType(described('The line cannot be paused as it stands.'))
export class NotPausable extends ErrorInterface {
  @Field(() => AccountStatusEnum, { description: 'Its status.' })
  status!: string;
}

@ObjectType(described('The line is not paused, so there is nothing to resume.'))
export class NotPaused extends ErrorInterface {
  @Field(() => AccountStatusEnum, { description: 'Its status.' })
  status!: string;
}

@ObjectType(described('The creditor suspended the line; only the creditor reinstates it.'))
export class NotYourPause extends ErrorInterface {}

/** Part of `ERROR_TYPES`. */
export const CLOSING_ERROR_TYPES = [
  QuoteExpired,
  QuoteChanged,
  NoticeNotAgreed,
  NoticeNotAhead,
  NoticeTooLong,
  NoticeNotPossible,
  NoNoticeToWithdraw,
  ClosureRequestPending,
  ClosureRequestEnded,
  SecondAgentNeeded,
  LimitNotLower,
  LimitBelowUse,
  NotPausable,
  NotPaused,
  NotYourPause,
] as const;
