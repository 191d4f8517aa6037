/**
 * Refusals as data: every payload lists its errors, each of a concrete type behind one interface,
 * all of them at once. What is a defect instead never gets here; it is masked at the server's edge.
 */
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ActivityProblemType, ActivitySourceEnum, SourcePermissionEnum } from './activity-types.js';
import { APPEAL_ERROR_TYPES } from './appeal-errors.js';
import { CLOSING_ERROR_TYPES } from './closing-errors.js';
import { EligibilityReasonType } from './eligibility-types.js';
import { AccountStatusEnum, ApplicationStatusEnum, CapabilityEnum } from './enums.js';
import { described, ErrorInterface } from './error-interface.js';
import { HoldStatusEnum, HoldType, InstalmentPlanType } from './ledger-types.js';
import { MEASURE_ERROR_TYPES } from './measure-errors.js';
import { MoneyType } from './money.js';
import { GraphQLDateTimeISO, GraphQLLocalDate } from './scalars.js';

@ObjectType(described('The named record does not exist, or is not yours to see.'))
export class NotFound extends ErrorInterface {}

@ObjectType(described('Your role does not allow it.'))
export class Forbidden extends ErrorInterface {}

@ObjectType(described('An input value cannot be used.'))
export class InvalidInput extends ErrorInterface {}

@ObjectType(described('The quote does not exist, or is not yours.'))
export class QuoteNotFound extends ErrorInterface {}

@ObjectType(described('The line is closed or closing already.'))
export class AlreadyClosing extends ErrorInterface {
  @Field(() => AccountStatusEnum, { description: 'Its status.' })
  status!: string;
  @Field(() => ID, { nullable: true, description: 'The closure that was made.' })
  closureId!: string | null;
}

@ObjectType(described('The account changed since it was read: read it again and decide anew.'))
export class VersionStale extends ErrorInterface {
  @Field(() => Int, { description: 'The version that the caller had read.' })
  expectedVersion!: number;
  @Field(() => Int, { description: 'The version that it has.' })
  version!: number;
}

@ObjectType(described('Blocks an immediate closing: something is still owed.'))
export class BalanceOutstanding extends ErrorInterface {
  @Field(() => MoneyType, { description: 'Settles the debt if it arrives today.' })
  payoff!: MoneyType;
  @Field(() => MoneyType, { description: 'Principal in it.' })
  principal!: MoneyType;
  @Field(() => MoneyType, { description: 'Interest in it.' })
  interest!: MoneyType;
  @Field(() => MoneyType, { description: 'Fees in it.' })
  fees!: MoneyType;
}

@ObjectType(described('Blocks an immediate closing: authorised uses are still open.'))
export class HoldsOpen extends ErrorInterface {
  @Field(() => MoneyType, { description: 'What they reserve in all.' })
  total!: MoneyType;
  @Field(() => [HoldType], { description: 'Each of them, the oldest 100 at the most.' })
  holds!: HoldType[];
}

@ObjectType(described('Blocks an immediate closing: an instalment plan is not finished.'))
export class InstalmentPlanUnfinished extends ErrorInterface {
  @Field(() => InstalmentPlanType, { description: 'The plan.' })
  plan!: InstalmentPlanType;
  @Field(() => Int, { description: 'Instalments still to be paid.' })
  instalmentsLeft!: number;
}

@ObjectType(described('The idempotency key was used with other input within its lifetime.'))
export class IdempotencyKeyReused extends ErrorInterface {}

@ObjectType(described("No edition of the jurisdiction's rules applies, so nothing is decided."))
export class JurisdictionUnsupported extends ErrorInterface {
  @Field(() => String, { description: 'The jurisdiction.' })
  jurisdiction!: string;
}

@ObjectType(described('The line can no longer be used.'))
export class UseEnded extends ErrorInterface {
  @Field(() => AccountStatusEnum, { description: 'Its status.' })
  status!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'Since when.' })
  effectiveAt!: Date;
}

@ObjectType(described('The line does not have this capability.'))
export class CapabilityNotGranted extends ErrorInterface {
  @Field(() => CapabilityEnum, { description: 'The capability that was asked for.' })
  capability!: string;
}

@ObjectType(described('The amount is in another currency than the line.'))
export class CurrencyMismatch extends ErrorInterface {
  @Field(() => String, { description: "The line's currency." })
  expected!: string;
}

@ObjectType(described('The amount is not greater than zero, or more than 10^12 minor units.'))
export class AmountInvalid extends ErrorInterface {}

@ObjectType(described('More was asked for than is available.'))
export class AvailableCreditExceeded extends ErrorInterface {
  @Field(() => MoneyType, { description: 'What is available.' })
  available!: MoneyType;
}

@ObjectType(described('The hold is captured, voided or lapsed.'))
export class HoldNotCapturable extends ErrorInterface {
  @Field(() => HoldStatusEnum, { description: 'Its status.' })
  status!: string;
}

@ObjectType(described('More was to be captured than the hold has left.'))
export class CaptureExceedsHold extends ErrorInterface {
  @Field(() => MoneyType, { description: 'What it has left.' })
  open!: MoneyType;
}

@ObjectType(described('The entry cannot be undone this way, or was undone before.'))
export class EntryNotReversible extends ErrorInterface {}

@ObjectType(described('The value date lies too far back or in the future.'))
export class ValueDateInvalid extends ErrorInterface {
  @Field(() => GraphQLLocalDate, { description: 'The earliest day.' })
  from!: string;
  @Field(() => GraphQLLocalDate, { description: 'The latest day.' })
  to!: string;
}

@ObjectType(described("The clock cannot be moved so, or is not the demo's."))
export class ClockNotMoved extends ErrorInterface {}

@ObjectType(described('Something in the batch is wrong, so nothing of it was recorded.'))
export class ActivitiesInvalid extends ErrorInterface {
  @Field(() => [ActivityProblemType], { description: 'All of it, in the order of the batch.' })
  problems!: ActivityProblemType[];
}

@ObjectType(described('The batch has more activities than are taken at once.'))
export class TooManyActivities extends ErrorInterface {
  @Field(() => Int, { description: 'The most that are.' })
  most!: number;
}

@ObjectType(described('No consent is asked for this source, so none can be given.'))
export class ConsentNotAsked extends ErrorInterface {
  @Field(() => ActivitySourceEnum, { description: 'The source.' })
  source!: string;
  @Field(() => SourcePermissionEnum, { description: 'What the rules say of it instead.' })
  permission!: string;
}

@ObjectType(described("The product is of another jurisdiction than the customer's."))
export class ProductElsewhere extends ErrorInterface {
  @Field(() => String, { description: "The product's jurisdiction." })
  jurisdiction!: string;
}

@ObjectType(described('No such limit can be asked for.'))
export class RequestedLimitInvalid extends ErrorInterface {
  @Field(() => MoneyType, { description: 'The lowest that can be.' })
  least!: MoneyType;
  @Field(() => MoneyType, { description: 'The highest that can be.' })
  most!: MoneyType;
}

@ObjectType(
  described('The line to follow is not a closed one of yours of this product or creditor.'),
)
export class PreviousLineNotClosed extends ErrorInterface {}

@ObjectType(described('There is a line of the product already that is not closed.'))
export class LineAlreadyHeld extends ErrorInterface {
  @Field(() => ID, { description: 'That line.' })
  accountId!: string;
}

@ObjectType(
  described(
    'No decision of ours keeps the limit of the line below what it was, or it is not in use.',
  ),
)
export class NoFormerLimit extends ErrorInterface {}

@ObjectType(described('There is no open offer to answer.'))
export class OfferNotOpen extends ErrorInterface {
  @Field(() => ApplicationStatusEnum, { description: "The application's status." })
  status!: string;
}

@ObjectType(described('Something new stands in the way of the line that was offered.'))
export class NotEligible extends ErrorInterface {
  @Field(() => [EligibilityReasonType], { description: 'All of it.' })
  reasons!: EligibilityReasonType[];
}

/** All concrete types, so that the schema has them though only the interface is named in fields. */
export const ERROR_TYPES = [
  NotFound,
  Forbidden,
  InvalidInput,
  QuoteNotFound,
  AlreadyClosing,
  VersionStale,
  BalanceOutstanding,
  HoldsOpen,
  InstalmentPlanUnfinished,
  IdempotencyKeyReused,
  JurisdictionUnsupported,
  UseEnded,
  CapabilityNotGranted,
  CurrencyMismatch,
  AmountInvalid,
  AvailableCreditExceeded,
  HoldNotCapturable,
  CaptureExceedsHold,
  EntryNotReversible,
  ValueDateInvalid,
  ClockNotMoved,
  ActivitiesInvalid,
  TooManyActivities,
  ConsentNotAsked,
  ProductElsewhere,
  RequestedLimitInvalid,
  PreviousLineNotClosed,
  LineAlreadyHeld,
  NoFormerLimit,
  OfferNotOpen,
  NotEligible,
  ...CLOSING_ERROR_TYPES,
  ...MEASURE_ERROR_TYPES,
  ...APPEAL_ERROR_TYPES,
] as const;
