/**
 * A position knows the dues of its statements, so that what is due can never be more than what is
 * owed. A refund that is not paid yet is taken back when the line comes to owe again. A page of a
 * line's journal is found by id instead of sorting the whole journal.
 */
import { Migration } from '@mikro-orm/migrations';

const STATEMENTS = [
  'alter table "refund_due" add column "recalled_at" bigint null',
  'alter table "ledger_position" add column "dues_minor" bigint not null default 0',
  `update "ledger_position" set "dues_minor" = coalesce(
    (select max("dues_cumulative_minor") from "statement"
      where "statement"."account_id" = "ledger_position"."id"), 0)`,
  'create index "journal_entry_account_id_id_index" on "journal_entry" ("account_id", "id")',
];

export class DuesRefundsPages extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
