/** The tables of the embedded ledger; `tables.ts` says what holds for all tables. */
import { defineEntity, p } from '@mikro-orm/core';
import { perCustomer } from './table-keys.js';

/** One row a line (id is the account's): the sum of its postings, kept in the same transaction. */
export const LedgerPositionTable = defineEntity({
  name: 'ledger_position',
  indexes: [{ properties: ['id'] }],
  properties: {
    ...perCustomer,
    currency: p.text(),
    principal_minor: p.bigint('number'),
    interest_minor: p.bigint('number'),
    fee_minor: p.bigint('number'),
    credit_minor: p.bigint('number'),
    held_minor: p.bigint('number'),
    interest_through: p.text(),
    interest_carry: p.bigint('number'),
    repaid_minor: p.bigint('number'),
    dues_minor: p.bigint('number').defaultRaw('0'),
  },
});

export const JournalEntryTable = defineEntity({
  name: 'journal_entry',
  indexes: [
    { properties: ['id'] },
    { properties: ['account_id', 'booking_date'] },
    { properties: ['account_id', 'id'] },
  ],
  uniques: [{ properties: ['reverses'] }],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    kind: p.text(),
    currency: p.text(),
    booked_at: p.bigint('number'),
    booking_date: p.text(),
    value_date: p.text(),
    reference: p.text().nullable(),
    reverses: p.text().nullable(),
  },
});

/** A leg of an entry; id is the entry's. The legs of an entry add up to zero. */
export const PostingTable = defineEntity({
  name: 'posting',
  indexes: [{ properties: ['id'] }],
  properties: {
    ...perCustomer,
    ledger_account: p.text().primary(),
    amount_minor: p.bigint('number'),
  },
});

export const HoldTable = defineEntity({
  name: 'hold',
  indexes: [
    { properties: ['id'] },
    { properties: ['account_id', 'status'] },
    { properties: ['status', 'expires_at'] },
  ],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    currency: p.text(),
    capability: p.text(),
    amount_minor: p.bigint('number'),
    captured_minor: p.bigint('number'),
    status: p.text(),
    placed_at: p.bigint('number'),
    expires_at: p.bigint('number'),
  },
});

export const InstalmentPlanTable = defineEntity({
  name: 'instalment_plan',
  indexes: [{ properties: ['id'] }, { properties: ['account_id', 'status'] }],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    currency: p.text(),
    principal_minor: p.bigint('number'),
    instalments: p.integer(),
    instalments_paid: p.integer(),
    next_due_on: p.text(),
    status: p.text(),
  },
});

export const StatementTable = defineEntity({
  name: 'statement',
  indexes: [{ properties: ['id'] }, { properties: ['account_id', 'dues_cumulative_minor'] }],
  uniques: [{ properties: ['account_id', 'period'] }],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    period: p.text(),
    closed_on: p.text(),
    due_on: p.text(),
    currency: p.text(),
    balance_minor: p.bigint('number'),
    limit_minor: p.bigint('number'),
    payments_minor: p.bigint('number'),
    purchases_minor: p.bigint('number'),
    minimum_due_minor: p.bigint('number'),
    dues_cumulative_minor: p.bigint('number'),
    months_late: p.integer(),
    status: p.text().nullable(),
    source_period: p.text().nullable(),
    /** What a score reads instead of the limit and the lateness, where those were our mistake. */
    corrected_limit_minor: p.bigint('number').nullable(),
    corrected_months_late: p.integer().nullable(),
    /** The appeal that found it to be another person's. */
    set_aside_by: p.text().nullable(),
  },
});

export const RefundDueTable = defineEntity({
  name: 'refund_due',
  indexes: [{ properties: ['id'] }, { properties: ['account_id'] }],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    currency: p.text(),
    amount_minor: p.bigint('number'),
    created_at: p.bigint('number'),
    pay_by: p.text(),
    paid_at: p.bigint('number').nullable(),
    recalled_at: p.bigint('number').nullable(),
  },
});
