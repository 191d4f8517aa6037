/** Types of what is kept of a customer: the schedule, the export, legal holds. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { EXPORT_FORMAT } from '../../application/export-data.js';
import { KEY_DESCRIPTION } from './closing.js';
import { RetentionClassEnum, RetentionStartEnum } from './closure-enums.js';
import { ErrorInterface } from './error-interface.js';
import { GraphQLDateTimeISO, GraphQLLocalDate } from './scalars.js';

export const MAX_REASON_LENGTH = 1_000;

@ObjectType({ description: 'How long records of a class are kept, and what for.' })
export class RetentionLineType {
  @Field(() => RetentionClassEnum, { description: 'The class.' })
  retentionClass!: string;
  @Field(() => [String], { description: 'What belongs to it, in words.' })
  records!: string[];
  @Field(() => String, { description: 'What it is kept for, in words.' })
  purpose!: string;
  @Field(() => RetentionStartEnum, { description: 'What the period is counted from.' })
  from!: string;
  @Field(() => String, { description: 'The period, in words.' })
  period!: string;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description:
      'The day from which it runs: today for a record of today; null while the relationship goes on.',
  })
  countedFrom!: string | null;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The last day on which that is kept; null while the relationship goes on.',
  })
  until!: string | null;
  @Field(() => String, { description: 'The law that it comes from, or `house rule`.' })
  source!: string;
  @Field(() => String, { nullable: true, description: 'Why, where no law says so.' })
  why!: string | null;
}

@ObjectType('RetentionSchedule', { description: 'What is kept of a customer, and until when.' })
export class RetentionScheduleType {
  @Field(() => GraphQLLocalDate, { description: "The customer's day for which this holds." })
  asOf!: string;
  @Field(() => String, { description: "Edition of the jurisdiction's rules." })
  packEdition!: string;
  @Field(() => [RetentionLineType], { description: 'By class.' })
  classes!: RetentionLineType[];
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The day on which the last line was closed; null while there is another.',
  })
  relationshipEndedOn!: string | null;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The first day on which everything may be erased; null while it is not known.',
  })
  eraseOn!: string | null;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description:
      'Since when a legal hold keeps everything, whatever is said here; null without one.',
  })
  heldSince!: Date | null;
}

@ObjectType({ description: 'A copy of everything that is kept of a customer.' })
export class DataExportType {
  @Field(() => GraphQLDateTimeISO, { description: 'When it was made.' })
  madeAt!: Date;
  @Field(() => String, { description: `The form of the document: "${EXPORT_FORMAT}".` })
  format!: string;
  @Field(() => String, {
    description:
      'JSON: `records` by kind with why and for how long they are kept, `receipts` that prove the ' +
      'audit entries, and `retention`.',
  })
  document!: string;
  @Field(() => Int, { description: 'Length of the document in UTF-8.' })
  bytes!: number;
  @Field(() => String, { description: 'SHA-256 of the document in UTF-8, in hex.' })
  sha256!: string;
}

@ObjectType('LegalHold', {
  description: 'While it is in force, nothing of its customer is erased.',
})
export class LegalHoldType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;
  @Field(() => String, { description: 'Why it was placed.' })
  reason!: string;
  @Field(() => String, { description: 'Who placed it.' })
  placedBy!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was placed.' })
  placedAt!: Date;
  @Field(() => String, { nullable: true, description: 'Who lifted it; null while it is in force.' })
  liftedBy!: string | null;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it was lifted; null while it is in force.',
  })
  liftedAt!: Date | null;
}

@InputType({ description: 'A legal hold to be placed.' })
export class PlaceLegalHoldInput {
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;
  @Field(() => String, { description: `Why: 1 to ${MAX_REASON_LENGTH} characters.` })
  reason!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A legal hold to be lifted.' })
export class LiftLegalHoldInput {
  @Field(() => ID, { description: 'The hold.' })
  legalHoldId!: string;
  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The hold as it is now, or why nothing was changed.' })
export class LegalHoldPayload {
  @Field(() => LegalHoldType, { nullable: true, description: 'The hold.' })
  legalHold!: LegalHoldType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}
