/**
 * What the platform decides and what becomes of it: the action policy, actions, notices, appeals with
 * their evidence, and who looked at a file. A line may have a rate of its own; a statement may say
 * what a score is to read instead.
 */
import { Migration } from '@mikro-orm/migrations';

const STATEMENTS = [
  `alter table "credit_account" add column "annual_rate_ppm" bigint null`,
  `alter table "statement" add column "corrected_limit_minor" bigint null`,
  `alter table "statement" add column "corrected_months_late" int null`,
  `alter table "statement" add column "set_aside_by" text null`,
  `create table "action_policy" (
    "version" text not null primary key,
    "status" text not null,
    "sha256" text not null,
    "document" text not null
  )`,
  `create table "platform_action" (
    "customer_id" text not null,
    "id" text not null,
    "account_id" text not null,
    "status" text not null,
    "caused_by" text null,
    "look_at" bigint null,
    "asked_since" bigint null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "platform_action_id_index" on "platform_action" ("id")`,
  `create index "platform_action_account_id_index" on "platform_action" ("account_id")`,
  `create index "platform_action_caused_by_index" on "platform_action" ("caused_by")`,
  `create index "platform_action_look_at_id_index" on "platform_action" ("look_at", "id")`,
  `create index "platform_action_asked_since_id_index"
    on "platform_action" ("asked_since", "id")`,
  `create table "notice" (
    "customer_id" text not null,
    "id" text not null,
    "decision_id" text not null,
    "due_at" bigint not null,
    "delivered_at" bigint null,
    "alarm_at" bigint null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "notice_id_index" on "notice" ("id")`,
  `create index "notice_decision_id_index" on "notice" ("decision_id")`,
  `create index "notice_alarm_at_id_index" on "notice" ("alarm_at", "id")`,
  `create index "notice_undelivered_index"
    on "notice" ("due_at", "id") where "delivered_at" is null`,
  `create table "appeal" (
    "customer_id" text not null,
    "id" text not null,
    "decision_id" text not null,
    "status" text not null,
    "due_at" bigint null,
    "paused_until" bigint null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "appeal_id_index" on "appeal" ("id")`,
  `create index "appeal_decision_id_index" on "appeal" ("decision_id")`,
  `create index "appeal_due_at_id_index" on "appeal" ("due_at", "id")`,
  `create index "appeal_paused_until_id_index" on "appeal" ("paused_until", "id")`,
  `create unique index "appeal_undecided_unique"
    on "appeal" ("decision_id") where "due_at" is not null`,
  `create table "evidence" (
    "customer_id" text not null,
    "id" text not null,
    "address" text not null,
    "upload_id" text not null,
    "uploaded_at" bigint not null,
    "appeal_ids" text not null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "evidence_id_index" on "evidence" ("id")`,
  `create index "evidence_unused_index"
    on "evidence" ("uploaded_at") where appeal_ids = ''`,
  `create index "evidence_customer_id_address_index" on "evidence" ("customer_id", "address")`,
  `create unique index "evidence_unnamed_unique"
    on "evidence" ("customer_id", "address") where appeal_ids = ''`,
  `create table "evidence_piece" (
    "customer_id" text not null,
    "id" text not null,
    "upload_id" text not null,
    "piece" int not null,
    "open_since" bigint null,
    "content" text not null,
    primary key ("customer_id", "id")
  )`,
  `create index "evidence_piece_upload_id_index" on "evidence_piece" ("upload_id")`,
  `create index "evidence_piece_open_since_index" on "evidence_piece" ("open_since")`,
  `create table "file_access" (
    "customer_id" text not null,
    "id" text not null,
    "at" bigint not null,
    "document" text not null,
    primary key ("customer_id", "id")
  )`,
];

export class DecisionsAndAppeals extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
