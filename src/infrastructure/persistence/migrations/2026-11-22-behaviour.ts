/**
 * Behaviour is remembered: activities as they were told, the days that they add up to, the consents
 * that some of them need, and the rules that look on them beside the card. A statement may keep
 * what its source said of the line's use.
 */
import { Migration } from '@mikro-orm/migrations';

const STATEMENTS = [
  `create table "activity" (
    "customer_id" text not null,
    "id" text not null,
    "kind" text not null,
    "source" text not null,
    "occurred_at" bigint not null,
    "recorded_at" bigint not null,
    "detail" text not null,
    primary key ("customer_id", "id")
  )`,
  `create unique index "activity_id_unique"
    on "activity" ("id")`,
  `create table "activity_day" (
    "customer_id" text not null,
    "day" text not null,
    "document" text not null,
    primary key ("customer_id", "day")
  )`,
  `create table "consent" (
    "customer_id" text not null,
    "id" text not null,
    "source" text not null,
    "given_at" bigint not null,
    "withdrawn_at" bigint null,
    primary key ("customer_id", "id")
  )`,
  `create index "consent_id_index"
    on "consent" ("id")`,
  `create unique index "consent_open_unique"
    on "consent" ("customer_id", "source") where "withdrawn_at" is null`,
  `create table "rule_set" (
    "version" text not null primary key,
    "status" text not null,
    "sha256" text not null,
    "document" text not null
  )`,
  `alter table "statement" add column "status" text null`,
];

export class Behaviour extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
