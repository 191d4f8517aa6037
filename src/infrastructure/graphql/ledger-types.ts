/** The books of a line as GraphQL shows them: holds, plans, statements, journal, refunds. */
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { EntryKind, JournalEntry } from '../../domain/ledger/journal.js';
import { type Hold, type InstalmentPlan, openMinor } from '../../domain/ledger/position.js';
import type { RefundDue } from '../../domain/ledger/refund.js';
import type { Statement } from '../../domain/ledger/statement.js';
import { connectionOf } from './connection.js';
import { CapabilityEnum } from './enums.js';
import { MoneyType, minorMoney } from './money.js';
import { GraphQLDateTimeISO, GraphQLLocalDate } from './scalars.js';

export const HoldStatusEnum = {
  OPEN: 'OPEN',
  CAPTURED: 'CAPTURED',
  VOIDED: 'VOIDED',
  EXPIRED: 'EXPIRED',
} as const satisfies { [K in Hold['status']]: K };
registerEnumType(HoldStatusEnum, {
  name: 'HoldStatus',
  description: 'Where an authorisation stands.',
  valuesConfig: {
    OPEN: { description: 'Reserves available credit.' },
    CAPTURED: { description: 'Captured in part or whole; what was left over is released.' },
    VOIDED: { description: 'Released without a capture.' },
    EXPIRED: { description: 'Lapsed by itself; a late capture still posts.' },
  },
});

export const EntryKindEnum = {
  OPENING_BALANCE: 'OPENING_BALANCE',
  CAPTURE: 'CAPTURE',
  REPAYMENT: 'REPAYMENT',
  INTEREST: 'INTEREST',
  INTEREST_CORRECTED: 'INTEREST_CORRECTED',
  FEE: 'FEE',
  REFUND: 'REFUND',
  RETURNED_PAYMENT: 'RETURNED_PAYMENT',
  ADJUSTMENT: 'ADJUSTMENT',
  REVERSAL: 'REVERSAL',
  REFUND_DUE: 'REFUND_DUE',
  REFUND_RECALLED: 'REFUND_RECALLED',
  REFUND_PAID: 'REFUND_PAID',
} as const satisfies { [K in EntryKind]: K };
registerEnumType(EntryKindEnum, {
  name: 'JournalEntryKind',
  description: 'What a journal entry records.',
  valuesConfig: {
    OPENING_BALANCE: { description: 'The balance that a line was taken over with.' },
    CAPTURE: { description: 'A purchase or a draw.' },
    REPAYMENT: { description: 'Money from the customer.' },
    INTEREST: { description: 'Interest of the days before the booking date.' },
    INTEREST_CORRECTED: {
      description: 'What a higher rate had cost, given back as its decision was overturned.',
    },
    FEE: { description: 'A fee charged.' },
    REFUND: { description: "A merchant's refund." },
    RETURNED_PAYMENT: { description: 'A repayment that bounced.' },
    ADJUSTMENT: { description: 'A correction, up or down.' },
    REVERSAL: { description: 'Undoes a mistaken entry.' },
    REFUND_DUE: { description: 'A credit balance became payable to the customer.' },
    REFUND_RECALLED: { description: 'A refund due was set off against a later debt.' },
    REFUND_PAID: { description: 'A refund due was paid out.' },
  },
});

@ObjectType('Hold', { description: 'An authorised use that reserves available credit.' })
export class HoldType {
  @Field(() => ID, { description: 'Names the hold for capture and void.' })
  id!: string;
  @Field(() => CapabilityEnum, { description: 'The kind of use.' })
  capability!: string;
  @Field(() => HoldStatusEnum, { description: 'Where it stands.' })
  status!: string;
  @Field(() => MoneyType, { description: 'What was authorised.' })
  amount!: MoneyType;
  @Field(() => MoneyType, { description: 'What was captured of it so far.' })
  captured!: MoneyType;
  @Field(() => MoneyType, { description: 'What is left to capture.' })
  open!: MoneyType;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was placed.' })
  placedAt!: Date;
  @Field(() => GraphQLDateTimeISO, { description: 'When it lapses by itself.' })
  expiresAt!: Date;
}

/** As many records of one kind as an answer lists; there are hardly ever so many on one line. */
export const MAX_LISTED = 100;

export const toHold = (hold: Hold): HoldType => ({
  id: hold.id,
  capability: hold.capability,
  status: hold.status,
  amount: minorMoney(hold.amountMinor, hold.currency),
  captured: minorMoney(hold.capturedMinor, hold.currency),
  open: minorMoney(openMinor(hold), hold.currency),
  placedAt: new Date(hold.placedAt),
  expiresAt: new Date(hold.expiresAt),
});

@ObjectType('InstalmentPlan', { description: 'A schedule over a part of the principal.' })
export class InstalmentPlanType {
  @Field(() => ID, { description: 'Names the plan.' })
  id!: string;
  @Field(() => MoneyType, { description: 'The principal that the plan was made over.' })
  principal!: MoneyType;
  @Field(() => Int, { description: 'How many instalments it has.' })
  instalments!: number;
  @Field(() => Int, { description: 'How many of them are paid.' })
  instalmentsPaid!: number;
  @Field(() => GraphQLLocalDate, { description: 'When the next one is due.' })
  nextDueOn!: string;
}

export const toPlan = (plan: InstalmentPlan): InstalmentPlanType => ({
  id: plan.id,
  principal: minorMoney(plan.principalMinor, plan.currency),
  instalments: plan.instalments,
  instalmentsPaid: plan.instalmentsPaid,
  nextDueOn: plan.nextDueOn,
});

@ObjectType('Statement', { description: 'A monthly statement of a line.' })
export class StatementType {
  @Field(() => ID, { description: 'Names the statement.' })
  id!: string;
  @Field(() => String, { description: 'The month that it closes, "YYYY-MM".' })
  period!: string;
  @Field(() => GraphQLLocalDate, { description: 'Its last day.' })
  closedOn!: string;
  @Field(() => GraphQLLocalDate, { description: 'When the minimum is due.' })
  dueOn!: string;
  @Field(() => MoneyType, { description: 'Balance at the end; negative when in credit.' })
  balance!: MoneyType;
  @Field(() => MoneyType, { description: 'Limit at the end.' })
  limit!: MoneyType;
  @Field(() => MoneyType, { description: 'Received in the month.' })
  payments!: MoneyType;
  @Field(() => MoneyType, { description: "Used in the month, less merchants' refunds." })
  purchases!: MoneyType;
  @Field(() => MoneyType, { description: 'The smallest payment that keeps the line current.' })
  minimumDue!: MoneyType;
  @Field(() => Int, { description: 'Months late when it was made; 0 is on time.' })
  monthsLate!: number;
  @Field(() => String, { nullable: true, description: "The source's own month, if imported." })
  sourcePeriod!: string | null;
}

export function toStatement(statement: Statement): StatementType {
  const inCurrency = (minor: number) => minorMoney(minor, statement.currency);
  return {
    id: statement.id,
    period: statement.period,
    closedOn: statement.closedOn,
    dueOn: statement.dueOn,
    balance: inCurrency(statement.balanceMinor),
    limit: inCurrency(statement.limitMinor),
    payments: inCurrency(statement.paymentsMinor),
    purchases: inCurrency(statement.purchasesMinor),
    minimumDue: inCurrency(statement.minimumDueMinor),
    monthsLate: statement.monthsLate,
    sourcePeriod: statement.sourcePeriod,
  };
}

@ObjectType('Posting', { description: 'One leg of a journal entry.' })
export class PostingType {
  @Field(() => String, { description: 'Ledger account, such as PRINCIPAL or SETTLEMENT.' })
  ledgerAccount!: string;
  @Field(() => MoneyType, { description: 'A debit is positive; the legs add up to zero.' })
  amount!: MoneyType;
}

@ObjectType('JournalEntry', { description: 'An append-only double entry on a line.' })
export class JournalEntryType {
  @Field(() => ID, { description: 'Names the entry for a return or a reversal.' })
  id!: string;
  @Field(() => EntryKindEnum, { description: 'What it records.' })
  kind!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was booked.' })
  bookedAt!: Date;
  @Field(() => GraphQLLocalDate, { description: "The customer's calendar day of the booking." })
  bookingDate!: string;
  @Field(() => GraphQLLocalDate, { description: 'From this day on interest counts it.' })
  valueDate!: string;
  @Field(() => String, { nullable: true, description: 'The hold or record that it answers.' })
  reference!: string | null;
  @Field(() => ID, { nullable: true, description: 'The entry that it undoes.' })
  reverses!: string | null;
  @Field(() => [PostingType], { description: 'Its legs.' })
  postings!: PostingType[];
}

export const toEntry = (entry: JournalEntry): JournalEntryType => ({
  id: entry.id,
  kind: entry.kind,
  bookedAt: new Date(entry.bookedAt),
  bookingDate: entry.bookingDate,
  valueDate: entry.valueDate,
  reference: entry.reference,
  reverses: entry.reverses,
  postings: entry.postings.map(({ account, amountMinor }) => ({
    ledgerAccount: account,
    amount: minorMoney(amountMinor, entry.currency),
  })),
});

export const JournalEntryConnection = connectionOf('JournalEntry', () => JournalEntryType);

@ObjectType('RefundDue', { description: 'A credit balance that is payable to the customer.' })
export class RefundDueType {
  @Field(() => ID, { description: 'Names the refund for its payout.' })
  id!: string;
  @Field(() => MoneyType, { description: 'What is to be paid.' })
  amount!: MoneyType;
  @Field(() => GraphQLLocalDate, { description: 'The last day for paying it.' })
  payBy!: string;
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When it was paid.' })
  paidAt!: Date | null;
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it was taken back, unpaid, because the line came to owe again.',
  })
  recalledAt!: Date | null;
}

export const toRefund = (refund: RefundDue): RefundDueType => ({
  id: refund.id,
  amount: minorMoney(refund.amountMinor, refund.currency),
  payBy: refund.payBy,
  paidAt: refund.paidAt === null ? null : new Date(refund.paidAt),
  recalledAt: refund.recalledAt === null ? null : new Date(refund.recalledAt),
});
