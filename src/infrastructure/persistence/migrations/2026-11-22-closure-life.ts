/**
 * The whole life of a closure: notices, requests on behalf, quotes, the limit policy, applications,
 * identities, legal holds and erasures. Customers have a key of their own and an end.
 */
import { Migration } from '@mikro-orm/migrations';

const document = (table: string): string => `create table "${table}" (
    "version" text not null primary key,
    "status" text not null,
    "sha256" text not null,
    "document" text not null
  )`;

const STATEMENTS = [
  `alter table "customer" add column "wrapped_key" text null`,
  `alter table "customer" add column "relationship_ended_on" text null`,
  `alter table "customer" add column "erase_on" text null`,
  `create index "customer_erase_on_index" on "customer" ("erase_on")`,
  // Whose lines are all closed is due to be looked at: the first run that erases finds the days.
  `update "customer" set "erase_on" = '1970-01-01'
    where exists (select 1 from "credit_account"
        where "credit_account"."customer_id" = "customer"."id")
      and not exists (select 1 from "credit_account"
        where "credit_account"."customer_id" = "customer"."id"
          and "credit_account"."status" <> 'CLOSED')`,
  `alter table "credit_account" add column "previous_account_id" text null`,
  `alter table "credit_account" add column "suspended_by" text null`,
  `alter table "credit_account" add column "notice_id" text null`,
  `alter table "credit_account" add column "limit_counts_until" text null`,
  `update "credit_account" set "suspended_by" = 'CREDITOR' where "status" = 'SUSPENDED'`,
  `create table "closure_request" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "kind" text not null,
    "status" text not null,
    "requested_at" bigint not null,
    "due_at" bigint not null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "closure_request_id_index" on "closure_request" ("id")`,
  `create index "closure_request_account_id_id_index" on "closure_request" ("account_id", "id")`,
  `create index "closure_request_status_due_at_index" on "closure_request" ("status", "due_at")`,
  `create unique index "closure_request_pending_unique"
    on "closure_request" ("account_id", "kind") where "status" = 'PENDING'`,
  `create table "closure_quote" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "valid_until" bigint not null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "closure_quote_id_index" on "closure_quote" ("id")`,
  `create index "closure_quote_account_id_id_index" on "closure_quote" ("account_id", "id")`,
  `create index "closure_quote_valid_until_index" on "closure_quote" ("valid_until")`,
  `create table "credit_application" (
    "customer_id" text not null,
    "id" text not null,
    "status" text not null,
    "applied_at" bigint not null,
    "due_at" bigint null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "credit_application_id_index" on "credit_application" ("id")`,
  `create index "credit_application_status_due_at_index"
    on "credit_application" ("status", "due_at")`,
  document('limit_policy'),
  `create table "customer_identity" (
    "customer_id" text not null,
    "id" text not null,
    "recorded_at" bigint not null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create table "legal_hold" (
    "customer_id" text not null,
    "id" text not null,
    "placed_at" bigint not null,
    "lifted_at" bigint null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "legal_hold_id_index" on "legal_hold" ("id")`,
  `create table "erasure" (
    "id" text not null primary key,
    "customer_hash" text null,
    "what" text not null,
    "before" text not null,
    "rows_erased" int not null,
    "erased_at" bigint not null
  )`,
  `alter table "decision" add column "assessment_id" text null`,
  // The record names it in JSON, which the databases do not read alike; text they do.
  `update "decision" set "assessment_id" = (select "assessment"."id" from "assessment"
    where "assessment"."customer_id" = "decision"."customer_id"
      and "decision"."record" like '%"assessmentId":"' || "assessment"."id" || '"%')`,
  `create index "decision_unasked_index"
    on "decision" ("decided_at") where grounds <> 'CUSTOMER_REQUEST'`,
  `create index "assessment_assessed_at_index" on "assessment" ("assessed_at")`,
  `create index "activity_occurred_at_index" on "activity" ("occurred_at")`,
  `create index "activity_detail_index" on "activity" ("occurred_at") where detail <> ''`,
  `create index "activity_day_day_index" on "activity_day" ("day")`,
];

export class ClosureLife extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
