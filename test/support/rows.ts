/** Rows as a database holds them, read from outside. */
import type { Tables } from '../../src/infrastructure/persistence/orm.js';
import { isSealedTable, opened } from '../../src/infrastructure/persistence/sealed-columns.js';
import type { DatabaseStore } from './stores.js';

export type Read<T extends keyof Tables> = { readonly [Name in T]: readonly Tables[Name][] };

/** All rows of some tables, as of one moment and unsealed. */
export async function rowsIn<T extends keyof Tables>(
  { session, database }: DatabaseStore,
  tables: readonly T[],
): Promise<Read<T>> {
  const query = session.query().transaction();
  const once = database.dialect === 'sqlite' ? query : query.setIsolationLevel('repeatable read');
  const rows = await once.execute(async (tx) => {
    const read: Record<string, object[]> = {};
    for (const table of tables) read[table] = await tx.selectFrom(table).selectAll().execute();
    return read;
  });
  for (const [table, stored] of Object.entries(rows)) {
    if (isSealedTable(table)) rows[table] = await opened(session, table, stored as never);
  }
  return rows as unknown as Read<T>;
}
