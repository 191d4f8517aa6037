/** Writing and finding many rows with few statements, on either database. */
import type { Insertable } from 'kysely';
import type { Query, Tables } from './orm.js';

/**
 * Bound values in one statement: far below the databases' limits, because a prepared statement with
 * tens of thousands of values takes more memory than it saves time.
 */
const MAX_BOUND_VALUES = 3_000;

/** SQLite puts at most 500 selects together. */
export const MAX_UNION = 200;

/** The list in parts that bind few enough values in one statement, in its order. */
export function inParts<T>(list: readonly T[], valuesEach: number): (readonly T[])[] {
  const size = Math.floor(MAX_BOUND_VALUES / valuesEach);
  const parts = Math.ceil(list.length / size);
  return Array.from({ length: parts }, (_, at) => list.slice(at * size, (at + 1) * size));
}

/** Inserts rows, in as few statements as the databases' limits allow. */
export async function insertAll<T extends keyof Tables>(
  query: Query,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  for (const some of inParts(rows, Object.keys(rows[0] ?? {}).length)) {
    await query.insertInto(table).values(some).execute();
  }
}

/** A list that is safe in `in (…)`: an empty list is a condition that no row meets. */
export const listed = (ids: readonly string[]): readonly string[] => (ids.length > 0 ? ids : ['']);

/**
 * True for a text that comes back as it was from every database: PostgreSQL takes no NUL, and a
 * surrogate without its other half is stored as another character.
 */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
