/** A page of a line's journal is asked for by id; without this index it sorts the whole journal. */
import { Migration } from '@mikro-orm/migrations';

export class JournalPages extends Migration {
  override up(): void {
    this.addSql(
      'create index "journal_entry_account_id_id_index" on "journal_entry" ("account_id", "id")',
    );
  }
}
