/** The closure preview: everything that a closing would do, before it is done. */
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LinkedLimitType, NewCreditRestrictionType } from './closure-effect-types.js';
import {
  AlternativeKindEnum,
  ClosingDutyEnum,
  RetentionClassEnum,
  RetentionStartEnum,
  StandingInstructionEnum,
} from './closure-enums.js';
import { CreditAccountType } from './credit-account.js';
import { CapabilityEnum, ClosureOutcomeEnum } from './enums.js';
import { ErrorInterface } from './error-interface.js';
import { NewCreditEnum } from './explanation-types.js';
import { HoldType } from './ledger-types.js';
import { MoneyType } from './money.js';
import { GraphQLDateTimeISO, GraphQLLocalDate } from './scalars.js';

const simple = (description: string) => ({ simpleResolvers: true, description });

@ObjectType('ClosureBlocker', simple('Something that stands in the way of an immediate closing.'))
export class ClosureBlockerType {
  @Field(() => ErrorInterface, { description: 'As closeAccount would answer without run-off.' })
  error!: ErrorInterface;
  @Field(() => String, { description: 'What clears it, in words.' })
  clearedBy!: string;
}

@ObjectType('ClosurePayoff', simple('What settles the debt.'))
export class ClosurePayoffType {
  @Field(() => MoneyType, { description: 'All of it, if it arrives on the day asOf.' })
  total!: MoneyType;
  @Field(() => MoneyType, { description: 'Principal in it.' })
  principal!: MoneyType;
  @Field(() => MoneyType, { description: 'Interest in it.' })
  interest!: MoneyType;
  @Field(() => MoneyType, { description: 'Fees in it.' })
  fees!: MoneyType;
  @Field(() => MoneyType, { description: 'What each further day adds while nothing is paid.' })
  perDiem!: MoneyType;
  @Field(() => GraphQLLocalDate, { description: "The customer's day that the parts hold for." })
  asOf!: string;
}

@ObjectType('EarlySettlement', simple('What an instalment plan costs when it is settled now.'))
export class EarlySettlementType {
  @Field(() => ID, { description: 'The plan.' })
  planId!: string;
  @Field(() => MoneyType, { description: 'Principal left, which is part of the payoff.' })
  principalLeft!: MoneyType;
  @Field(() => Int, { description: 'Instalments that would still come.' })
  instalmentsLeft!: number;
  @Field(() => MoneyType, { description: 'Interest that does not run because of it.' })
  interestSaved!: MoneyType;
}

@ObjectType('HoldsAtClosing', simple('What becomes of authorised uses that are open.'))
export class HoldsAtClosingType {
  @Field(() => [HoldType], { description: 'Draws that were not paid out: they end at once.' })
  released!: HoldType[];
  @Field(() => [HoldType], { description: 'What merchants rely on: they may still capture it.' })
  honoured!: HoldType[];
}

@ObjectType('RefundAtClosing', simple('A credit balance that is paid out.'))
export class RefundAtClosingType {
  @Field(() => MoneyType, { description: 'What is paid out.' })
  amount!: MoneyType;
  @Field(() => GraphQLLocalDate, { description: 'The last day for paying it.' })
  payBy!: string;
}

@ObjectType(
  'ClosureEffects',
  simple('What follows at once. Scores, bands and new credit are null where they are not for you.'),
)
export class ClosureEffectsType {
  @Field(() => ClosureOutcomeEnum, { description: 'RUN_OFF when something stands in the way.' })
  outcome!: string;
  @Field(() => Int, { nullable: true, description: 'The score with the line as it is.' })
  scoreNow!: number | null;
  @Field(() => Int, { nullable: true, description: 'The score on the same facts, closed.' })
  scoreAfter!: number | null;
  @Field(() => String, { nullable: true, description: 'The price band now.' })
  bandBefore!: string | null;
  @Field(() => String, { nullable: true, description: 'The price band after.' })
  bandAfter!: string | null;
  @Field(() => NewCreditEnum, { nullable: true, description: 'What new credit can be had now.' })
  newCreditBefore!: string | null;
  @Field(() => NewCreditEnum, { nullable: true, description: 'And after.' })
  newCreditAfter!: string | null;
  @Field(() => [NewCreditRestrictionType], {
    description: 'What the closing itself brings for new credit; none that acts already.',
  })
  restrictions!: NewCreditRestrictionType[];
  @Field(() => [LinkedLimitType], { description: 'Other lines whose limits move with it.' })
  linkedLimits!: LinkedLimitType[];
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The first day on which the limit no longer counts for the score; null: at once.',
  })
  limitCountsUntil!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'That the closing costs no score, in words; null where the rules let it.',
  })
  protectionNote!: string | null;
}

@ObjectType('ClosureOutlookPoint', simple('How it stands on a later day, closed and kept.'))
export class ClosureOutlookPointType {
  @Field(() => Int, { description: 'Days from today.' })
  inDays!: number;
  @Field(() => GraphQLLocalDate, { description: 'The day.' })
  on!: string;
  @Field(() => Int, { nullable: true, description: 'The score if the line is closed today.' })
  scoreIfClosed!: number | null;
  @Field(() => Int, { nullable: true, description: 'The score if the line is kept.' })
  scoreIfKept!: number | null;
  @Field(() => [String], {
    nullable: true,
    description: 'What moves the score most until then, with the line closed; null if not for you.',
  })
  whyIfClosed!: string[] | null;
  @Field(() => NewCreditEnum, { nullable: true, description: 'New credit if it is closed.' })
  newCreditIfClosed!: string | null;
  @Field(() => NewCreditEnum, { nullable: true, description: 'New credit if it is kept.' })
  newCreditIfKept!: string | null;
  @Field(() => [NewCreditRestrictionType], { description: 'What still holds new credit back.' })
  restrictions!: NewCreditRestrictionType[];
}

@ObjectType('ClosureOutlook', simple('How it goes on, and what that takes for granted.'))
export class ClosureOutlookType {
  @Field(() => [String], { description: 'The assumptions, in words.' })
  assumptions!: string[];
  @Field(() => [ClosureOutlookPointType], { description: 'In 15 and in 180 days.' })
  points!: ClosureOutlookPointType[];
}

@ObjectType('KeptData', simple('Data that are kept after the closing, and until when.'))
export class KeptDataType {
  @Field(() => RetentionClassEnum, { description: 'Which data.' })
  retentionClass!: string;
  @Field(() => String, { description: 'What for, in words.' })
  purpose!: string;
  @Field(() => RetentionStartEnum, { description: 'From when the period counts.' })
  from!: string;
  @Field(() => String, { description: 'How long, in words.' })
  period!: string;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The last day on which what is there today is kept; null: not known yet.',
  })
  until!: string | null;
  @Field(() => String, { description: 'The law or house rule that sets the period.' })
  source!: string;
}

@ObjectType('ClosingStatement', simple('What has to be said at a closing.'))
export class ClosingStatementType {
  @Field(() => ClosingDutyEnum, { description: 'Which duty it fulfils.' })
  duty!: string;
  @Field(() => String, { description: 'In words.' })
  text!: string;
}

@ObjectType('ClosureWarning', simple('Something to think of before closing.'))
export class ClosureWarningType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'In words.' })
  text!: string;
}

@ObjectType('ClosureAlternative', simple('Something milder; it never stands in the way.'))
export class ClosureAlternativeType {
  @Field(() => AlternativeKindEnum, { description: 'What it is.' })
  kind!: string;
  @Field(() => String, { description: 'In words.' })
  text!: string;
  @Field(() => String, { description: 'The mutation that does it.' })
  mutation!: string;
}

@ObjectType({ description: 'Everything that closing the line would do, pinned for a while.' })
export class ClosurePreview {
  @Field(() => ID, { description: 'Names the quote for closeAccount.' })
  quoteId!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'Until when the quote holds.' })
  validUntil!: Date;
  @Field(() => GraphQLLocalDate, {
    description: 'Payoff and per-diem interest settle the debt up to and with this day.',
  })
  goodThrough!: string;
  @Field(() => [ClosureBlockerType], { description: 'All of them at once; empty: closes at once.' })
  blockers!: ClosureBlockerType[];
  @Field(() => ClosurePayoffType, { description: 'What settles the debt.' })
  payoff!: ClosurePayoffType;
  @Field(() => [EarlySettlementType], { description: 'For each unfinished instalment plan.' })
  earlySettlements!: EarlySettlementType[];
  @Field(() => [CapabilityEnum], { description: 'What can no longer be done with the line.' })
  revoked!: readonly string[];
  @Field(() => [StandingInstructionEnum], { description: 'Standing instructions that end.' })
  stoppedInstructions!: readonly string[];
  @Field(() => HoldsAtClosingType, { description: 'What becomes of open holds.' })
  holds!: HoldsAtClosingType;
  @Field(() => RefundAtClosingType, {
    nullable: true,
    description: 'A credit balance that is paid out; null when there is none.',
  })
  refund!: RefundAtClosingType | null;
  @Field(() => ClosureEffectsType, { description: 'What follows at once.' })
  effects!: ClosureEffectsType;
  @Field(() => ClosureOutlookType, { description: 'What follows later.' })
  outlook!: ClosureOutlookType;
  @Field(() => [KeptDataType], { description: 'Which data are kept, why and until when.' })
  dataKept!: KeptDataType[];
  @Field(() => [ClosingStatementType], { description: 'What the rules want to be said.' })
  statements!: ClosingStatementType[];
  @Field(() => [ClosureWarningType], { description: 'What to think of before closing.' })
  warnings!: ClosureWarningType[];
  @Field(() => [ClosureAlternativeType], { description: 'Something milder, by the motive.' })
  alternatives!: ClosureAlternativeType[];
}

@ObjectType({ description: 'The preview, or why there is none.' })
export class ClosurePreviewPayload {
  @Field(() => ClosurePreview, { nullable: true, description: 'What closing would do.' })
  preview!: ClosurePreview | null;
  @Field(() => CreditAccountType, { nullable: true, description: 'The line as it is.' })
  account!: CreditAccountType | null;
  @Field(() => [ErrorInterface], { description: 'Empty on success.' })
  errors!: ErrorInterface[];
}
