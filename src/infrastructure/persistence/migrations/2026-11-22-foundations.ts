/**
 * The first tables. The text is frozen: a database in the field was made by exactly this, on SQLite
 * and on PostgreSQL alike. What changes later is a migration of its own.
 */
import { Migration } from '@mikro-orm/migrations';

const STATEMENTS = [
  `create table "assessment" (
    "customer_id" text not null,
    "id" text not null,
    "assessed_at" bigint not null,
    "trigger" text not null,
    "scorecard_version" text not null,
    "score" integer not null,
    "band" text not null,
    "facts" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "assessment_id_index"
    on "assessment" ("id")`,
  `create table "audit_entry" (
    "customer_id" text not null,
    "id" text not null,
    "occurred_at" bigint not null,
    "format_version" integer not null,
    "coarse_time" text not null,
    "content" text not null,
    "salt" text not null,
    "commitment" text not null,
    "leaf_hash" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "audit_entry_id_index"
    on "audit_entry" ("id")`,
  `create table "closure" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "outcome" text not null,
    "requested_at" bigint not null,
    "effective_at" bigint not null,
    "record" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "closure_id_index"
    on "closure" ("id")`,
  `create unique index "closure_account_id_unique"
    on "closure" ("account_id")`,
  `create table "credit_account" (
    "customer_id" text not null,
    "id" text not null,
    "product_id" text not null,
    "creditor_id" text not null,
    "currency" text not null,
    "limit_minor" bigint not null,
    "agreement_date" text not null,
    "opened_at" bigint not null,
    "repayment_autopay" integer not null,
    "version" integer not null,
    "status" text not null,
    "effective_at" bigint not null,
    "capabilities" text not null,
    "closure_id" text null,
    primary key ("customer_id", "id")
  )`,
  `create index "credit_account_id_index"
    on "credit_account" ("id")`,
  `create index "credit_account_product_id_index"
    on "credit_account" ("product_id")`,
  `create table "creditor" (
    "id" text not null primary key,
    "name" text not null
  )`,
  `create table "customer" (
    "id" text not null primary key,
    "jurisdiction" text not null,
    "locale" text not null,
    "created_at" bigint not null
  )`,
  `create table "decision" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "kind" text not null,
    "grounds" text not null,
    "decided_at" bigint not null,
    "record" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "decision_id_index"
    on "decision" ("id")`,
  `create index "decision_account_id_index"
    on "decision" ("account_id")`,
  `create table "demo_clock" (
    "id" text not null primary key,
    "offset_ms" bigint not null
  )`,
  `create table "hold" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "currency" text not null,
    "capability" text not null,
    "amount_minor" bigint not null,
    "captured_minor" bigint not null,
    "status" text not null,
    "placed_at" bigint not null,
    "expires_at" bigint not null,
    primary key ("customer_id", "id")
  )`,
  `create index "hold_id_index"
    on "hold" ("id")`,
  `create index "hold_account_id_status_index"
    on "hold" ("account_id", "status")`,
  `create index "hold_status_expires_at_index"
    on "hold" ("status", "expires_at")`,
  `create table "idempotency_key" (
    "subject" text not null,
    "operation" text not null,
    "key" text not null,
    "input_hash" text not null,
    "created_at" bigint not null,
    "result" text null,
    primary key ("subject", "operation", "key")
  )`,
  `create index "idempotency_key_created_at_index"
    on "idempotency_key" ("created_at")`,
  `create table "instalment_plan" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "currency" text not null,
    "principal_minor" bigint not null,
    "instalments" integer not null,
    "instalments_paid" integer not null,
    "next_due_on" text not null,
    "status" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "instalment_plan_id_index"
    on "instalment_plan" ("id")`,
  `create index "instalment_plan_account_id_status_index"
    on "instalment_plan" ("account_id", "status")`,
  `create table "journal_entry" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "kind" text not null,
    "currency" text not null,
    "booked_at" bigint not null,
    "booking_date" text not null,
    "value_date" text not null,
    "reference" text null,
    "reverses" text null,
    primary key ("customer_id", "id")
  )`,
  `create index "journal_entry_id_index"
    on "journal_entry" ("id")`,
  `create index "journal_entry_account_id_booking_date_index"
    on "journal_entry" ("account_id", "booking_date")`,
  `create unique index "journal_entry_reverses_unique"
    on "journal_entry" ("reverses")`,
  `create table "ledger_position" (
    "customer_id" text not null,
    "id" text not null,
    "currency" text not null,
    "principal_minor" bigint not null,
    "interest_minor" bigint not null,
    "fee_minor" bigint not null,
    "credit_minor" bigint not null,
    "held_minor" bigint not null,
    "interest_through" text not null,
    "interest_carry" bigint not null,
    "repaid_minor" bigint not null,
    primary key ("customer_id", "id")
  )`,
  `create index "ledger_position_id_index"
    on "ledger_position" ("id")`,
  `create table "outbox_message" (
    "customer_id" text not null,
    "id" text not null,
    "type" text not null,
    "subject" text not null,
    "occurred_at" bigint not null,
    "data" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "outbox_message_id_index"
    on "outbox_message" ("id")`,
  `create table "posting" (
    "customer_id" text not null,
    "id" text not null,
    "ledger_account" text not null,
    "amount_minor" bigint not null,
    primary key ("customer_id", "id", "ledger_account")
  )`,
  `create index "posting_id_index"
    on "posting" ("id")`,
  `create table "product" (
    "id" text not null primary key,
    "creditor_id" text not null,
    "jurisdiction" text not null,
    "currency" text not null,
    "annual_rate_ppm" integer not null,
    "terms" text not null
  )`,
  `create index "product_jurisdiction_index"
    on "product" ("jurisdiction")`,
  `create table "protected_attribute" (
    "customer_id" text not null,
    "id" text not null,
    "name" text not null,
    "value" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "protected_attribute_id_index"
    on "protected_attribute" ("id")`,
  `create table "refund_due" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "currency" text not null,
    "amount_minor" bigint not null,
    "created_at" bigint not null,
    "pay_by" text not null,
    "paid_at" bigint null,
    primary key ("customer_id", "id")
  )`,
  `create index "refund_due_id_index"
    on "refund_due" ("id")`,
  `create index "refund_due_account_id_index"
    on "refund_due" ("account_id")`,
  `create table "scorecard" (
    "version" text not null primary key,
    "status" text not null,
    "sha256" text not null,
    "document" text not null
  )`,
  `create table "source_record" (
    "source" text not null,
    "source_key" text not null,
    "customer_id" text not null,
    "imported_at" bigint not null,
    primary key ("source", "source_key")
  )`,
  `create index "source_record_customer_id_index"
    on "source_record" ("customer_id")`,
  `create table "statement" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "period" text not null,
    "closed_on" text not null,
    "due_on" text not null,
    "currency" text not null,
    "balance_minor" bigint not null,
    "limit_minor" bigint not null,
    "payments_minor" bigint not null,
    "purchases_minor" bigint not null,
    "minimum_due_minor" bigint not null,
    "dues_cumulative_minor" bigint not null,
    "months_late" integer not null,
    "source_period" text null,
    primary key ("customer_id", "id")
  )`,
  `create index "statement_id_index"
    on "statement" ("id")`,
  `create index "statement_account_id_dues_cumulative_minor_index"
    on "statement" ("account_id", "dues_cumulative_minor")`,
  `create unique index "statement_account_id_period_unique"
    on "statement" ("account_id", "period")`,
];

export class Foundations extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
