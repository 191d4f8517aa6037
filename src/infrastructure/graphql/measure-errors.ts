/** Refusals around the institution's measures and the notices of them. */
import { Field, ID, ObjectType } from 'type-graphql';
import { MeasureKindEnum } from './decision-enums.js';
import { AccountStatusEnum } from './enums.js';
import { described, ErrorInterface } from './error-interface.js';
import { MeasureConditionType } from './measure-condition.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType(described('The rules that hold for the line do not know the measure.'))
export class MeasureNotPermitted extends ErrorInterface {
  @Field(() => String, { description: 'Act and article, or "house rule" where no law says so.' })
  source!: string;
}

@ObjectType(described('The line, as it stands, has no place for the measure.'))
export class MeasureNotPossible extends ErrorInterface {
  @Field(() => AccountStatusEnum, { description: 'Its status.' })
  status!: string;
}

@ObjectType(described('What the measure looks for is not so.'))
export class MeasureDoesNotApply extends ErrorInterface {
  @Field(() => [MeasureConditionType], { description: 'All of it that is not so.' })
  conditions!: MeasureConditionType[];
}

@ObjectType(described('A milder step would do.'))
export class MilderStepWouldDo extends ErrorInterface {
  @Field(() => MeasureKindEnum, { description: 'Which step.' })
  kind!: string;
}

@ObjectType(described('The ground stands on the word of whoever declares it, and it is missing.'))
export class StatementNeeded extends ErrorInterface {}

@ObjectType(described('The same measure stands on the line already.'))
export class MeasureAlreadyInForce extends ErrorInterface {
  @Field(() => ID, { description: 'The decision that took it.' })
  decisionId!: string;
}

@ObjectType(described('Another rate of the line is announced and has not begun.'))
export class RepricingPending extends ErrorInterface {
  @Field(() => ID, { description: 'The decision that announced it.' })
  decisionId!: string;
}

@ObjectType(described('What is owed and held leaves the limit as it is.'))
export class LimitCannotFall extends ErrorInterface {}

@ObjectType(described('The decision was lifted, returned or undone, or the line was closed.'))
export class DecisionEnded extends ErrorInterface {}

@ObjectType(described('The measure ends otherwise than by being lifted.'))
export class MeasureNotLiftable extends ErrorInterface {}

@ObjectType(described('A limit rises only when the customer asks for it.'))
export class LimitOnlyOnRequest extends ErrorInterface {
  @Field(() => String, { description: 'Act and article, or "house rule" where no law says so.' })
  source!: string;
}

@ObjectType(described('An ended right comes back only by a line that the customer applies for.'))
export class RightOnlyOnRequest extends ErrorInterface {
  @Field(() => String, { description: 'Act and article, or "house rule" where no law says so.' })
  source!: string;
}

@ObjectType(described('The notice has reached its customer before.'))
export class NoticeAlreadyDelivered extends ErrorInterface {
  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  deliveredAt!: Date;
}

@ObjectType(described('The notice cannot have reached its customer then.'))
export class DeliveredAtInvalid extends ErrorInterface {
  @Field(() => GraphQLDateTimeISO, { description: 'The earliest moment: when it was made.' })
  from!: Date;
  @Field(() => GraphQLDateTimeISO, { description: 'The latest moment: now.' })
  to!: Date;
}

/** Part of `ERROR_TYPES`. */
export const MEASURE_ERROR_TYPES = [
  MeasureNotPermitted,
  MeasureNotPossible,
  MeasureDoesNotApply,
  MilderStepWouldDo,
  StatementNeeded,
  MeasureAlreadyInForce,
  RepricingPending,
  LimitCannotFall,
  DecisionEnded,
  MeasureNotLiftable,
  LimitOnlyOnRequest,
  RightOnlyOnRequest,
  NoticeAlreadyDelivered,
  DeliveredAtInvalid,
] as const;
