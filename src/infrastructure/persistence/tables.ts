/**
 * The tables, as MikroORM entities whose property names are the column names. Only three column
 * types are used, because they mean the same on SQLite and on PostgreSQL: text, integer and bigint
 * (instants in milliseconds, money in minor units). JSON is text with a schema version inside.
 *
 * Every per-customer table has the primary key (customer_id, id), so that one customer's rows lie
 * together and can be erased together, and an index on id for look-ups by name alone. Activity days
 * are named by customer and day instead.
 */
import { defineEntity, p } from '@mikro-orm/core';
import {
  ClosureQuoteTable,
  ClosureRequestTable,
  CreditApplicationTable,
  CustomerIdentityTable,
  LegalHoldTable,
  LimitPolicyTable,
} from './closure-tables.js';
import {
  ActionPolicyTable,
  AppealTable,
  DecisionTable,
  EvidencePieceTable,
  EvidenceTable,
  FileAccessTable,
  NoticeTable,
  PlatformActionTable,
} from './decision-tables.js';
import {
  HoldTable,
  InstalmentPlanTable,
  JournalEntryTable,
  LedgerPositionTable,
  PostingTable,
  RefundDueTable,
  StatementTable,
} from './ledger-tables.js';
import {
  ActivityDayTable,
  ActivityTable,
  AssessmentTable,
  ConsentTable,
  RuleSetTable,
  ScorecardTable,
} from './risk-tables.js';
import { perCustomer } from './table-keys.js';

export const CustomerTable = defineEntity({
  name: 'customer',
  indexes: [{ properties: ['erase_on'] }],
  properties: {
    id: p.text().primary(),
    jurisdiction: p.text(),
    locale: p.text(),
    created_at: p.bigint('number'),
    /** The customer's own encryption key, itself encrypted; gone with the row. */
    wrapped_key: p.text().nullable(),
    /** The day on which the last line closed; null while one is open. */
    relationship_ended_on: p.text().nullable(),
    /** From this day on everything may be erased. */
    erase_on: p.text().nullable(),
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
    previous_account_id: p.text().nullable(),
    suspended_by: p.text().nullable(),
    notice_id: p.text().nullable(),
    limit_counts_until: p.text().nullable(),
    /** A rate of the line's own; null: the product's. */
    annual_rate_ppm: p.bigint('number').nullable(),
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

/** Erasures that were made; no row names a customer. */
export const ErasureTable = defineEntity({
  name: 'erasure',
  properties: {
    id: p.text().primary(),
    customer_hash: p.text().nullable(),
    what: p.text(),
    before: p.text(),
    rows_erased: p.integer(),
    erased_at: p.bigint('number'),
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
  RuleSetTable,
  AssessmentTable,
  ActivityTable,
  ActivityDayTable,
  ConsentTable,
  ClosureTable,
  ClosureRequestTable,
  ClosureQuoteTable,
  CreditApplicationTable,
  LimitPolicyTable,
  CustomerIdentityTable,
  LegalHoldTable,
  ErasureTable,
  DecisionTable,
  ActionPolicyTable,
  PlatformActionTable,
  NoticeTable,
  AppealTable,
  EvidenceTable,
  EvidencePieceTable,
  FileAccessTable,
  AuditEntryTable,
  OutboxMessageTable,
  IdempotencyKeyTable,
  DemoClockTable,
] as const;
