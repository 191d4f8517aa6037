/** Writing many rows with few statements, on either database. */
import type { Insertable } from 'kysely';
import type { Query, Tables } from './orm.js';

/**
 * Bound values in one statement: far below the databases' limits, because a prepared statement with
 * tens of thousands of values takes more memory than it saves time.
 */
const MAX_BOUND_VALUES = 3_000;

/** Inserts rows, in as few statements as the databases' limits allow. */
export async function insertAll<T extends keyof Tables>(
  query: Query,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const size = Math.floor(MAX_BOUND_VALUES / Object.keys(first).length);
  for (let start = 0; start < rows.length; start += size) {
    await query
      .insertInto(table)
      .values(rows.slice(start, start + size))
      .execute();
  }
}

/** A list that is safe in `in (…)`: an empty list is a condition that no row meets. */
export const listed = (ids: readonly string[]): readonly string[] => (ids.length > 0 ? ids : ['']);
