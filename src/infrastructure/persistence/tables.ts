/**
 * The tables, as MikroORM entities whose property names are the column names. Only three column
 * types are used, because they mean the same on SQLite and on PostgreSQL: text, integer and bigint
 * (instants in milliseconds, money in minor units). JSON is text with a schema version inside.
 *
 * Every per-customer table has the primary key (customer_id, id), so that one customer's rows lie
 * together and can be erased together, and a plain index on id for look-ups by name alone.
 */
import { defineEntity, p } from '@mikro-orm/core';

const perCustomer = { customer_id: p.text().primary(), id: p.text().primary() };

export const CustomerTable = defineEntity({
  name: 'customer',
  properties: {
    id: p.text().primary(),
    jurisdiction: p.text(),
    locale: p.text(),
    created_at: p.bigint('number'),
  },
});

/** Kept apart from everything that scores; read by fairness reports only. */
export const ProtectedAttributeTable = defineEntity({
  name: 'protected_attribute',
  indexes: [{ properties: ['id'] }],
  properties: { ...perCustomer, name: p.text(), value: p.text() },
});

/** Which record of which source became which customer, so that an import can be resumed. */
export const SourceRecordTable = defineEntity({
  name: 'source_record',
  indexes: [{ properties: ['customer_id'] }],
  properties: {
    source: p.text().primary(),
    source_key: p.text().primary(),
    customer_id: p.text(),
    imported_at: p.bigint('number'),
  },
});

export const CreditorTable = defineEntity({
  name: 'creditor',
  properties: { id: p.text().primary(), name: p.text() },
});

export const ProductTable = defineEntity({
  name: 'product',
  indexes: [{ properties: ['jurisdiction'] }],
  properties: {
    id: p.text().primary(),
    creditor_id: p.text(),
    jurisdiction: p.text(),
    currency: p.text(),
    annual_rate_ppm: p.integer(),
    terms: p.text(),
  },
});

export const CreditAccountTable = defineEntity({
  name: 'credit_account',
  indexes: [{ properties: ['id'] }, { properties: ['product_id'] }],
  properties: {
    ...perCustomer,
    product_id: p.text(),
    creditor_id: p.text(),
    currency: p.text(),
    limit_minor: p.bigint('number'),
    agreement_date: p.text(),
    opened_at: p.bigint('number'),
    repayment_autopay: p.integer(),
    version: p.integer(),
    status: p.text(),
    effective_at: p.bigint('number'),
    capabilities: p.text(),
    closure_id: p.text().nullable(),
  },
});

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
    source_period: p.text().nullable(),
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

export const ScorecardTable = defineEntity({
  name: 'scorecard',
  properties: {
    version: p.text().primary(),
    status: p.text(),
    sha256: p.text(),
    document: p.text(),
  },
});

export const AssessmentTable = defineEntity({
  name: 'assessment',
  indexes: [{ properties: ['id'] }],
  properties: {
    ...perCustomer,
    assessed_at: p.bigint('number'),
    trigger: p.text(),
    scorecard_version: p.text(),
    score: p.integer(),
    band: p.text(),
    facts: p.text(),
  },
});

export const ClosureTable = defineEntity({
  name: 'closure',
  indexes: [{ properties: ['id'] }],
  uniques: [{ properties: ['account_id'] }],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    outcome: p.text(),
    requested_at: p.bigint('number'),
    effective_at: p.bigint('number'),
    record: p.text(),
  },
});

export const DecisionTable = defineEntity({
  name: 'decision',
  indexes: [{ properties: ['id'] }, { properties: ['account_id'] }],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    kind: p.text(),
    grounds: p.text(),
    decided_at: p.bigint('number'),
    record: p.text(),
  },
});

export const AuditEntryTable = defineEntity({
  name: 'audit_entry',
  indexes: [{ properties: ['id'] }],
  properties: {
    ...perCustomer,
    occurred_at: p.bigint('number'),
    format_version: p.integer(),
    coarse_time: p.text(),
    content: p.text(),
    salt: p.text(),
    commitment: p.text(),
    leaf_hash: p.text(),
  },
});

export const OutboxMessageTable = defineEntity({
  name: 'outbox_message',
  indexes: [{ properties: ['id'] }],
  properties: {
    ...perCustomer,
    type: p.text(),
    subject: p.text(),
    occurred_at: p.bigint('number'),
    data: p.text(),
  },
});

export const IdempotencyKeyTable = defineEntity({
  name: 'idempotency_key',
  indexes: [{ properties: ['created_at'] }],
  properties: {
    subject: p.text().primary(),
    operation: p.text().primary(),
    key: p.text().primary(),
    input_hash: p.text(),
    created_at: p.bigint('number'),
    result: p.text().nullable(),
  },
});

/** How far the demo's clock was moved forward; at most one row. */
export const DemoClockTable = defineEntity({
  name: 'demo_clock',
  properties: { id: p.text().primary(), offset_ms: p.bigint('number') },
});

export const tables = [
  CustomerTable,
  ProtectedAttributeTable,
  SourceRecordTable,
  CreditorTable,
  ProductTable,
  CreditAccountTable,
  LedgerPositionTable,
  JournalEntryTable,
  PostingTable,
  HoldTable,
  InstalmentPlanTable,
  StatementTable,
  RefundDueTable,
  ScorecardTable,
  AssessmentTable,
  ClosureTable,
  DecisionTable,
  AuditEntryTable,
  OutboxMessageTable,
  IdempotencyKeyTable,
  DemoClockTable,
] as const;
