/** Writing and finding many rows with few statements, on either database. */
import { type Insertable, type InsertQueryBuilder, type InsertResult, sql } from 'kysely';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import type { Session } from './transaction.js';

/**
 * Bound values in one statement: far below the databases' limits, because a prepared statement with
 * tens of thousands of values takes more memory than it saves time.
 */
const MAX_BOUND_VALUES = 3_000;

/** SQLite puts at most 500 selects together. */
export const MAX_UNION = 200;

const UNION = sql` union all `;

/**
 * Rows as a table to update from, in one statement for any number of them up to {@link MAX_UNION}.
 * PostgreSQL must be told which values are `numbers`; the others are texts.
 */
export const asTable = <R extends object>(
  rows: readonly R[],
  columns: readonly (keyof R & string)[],
  numbers: ReadonlySet<keyof R & string>,
) =>
  sql<R>`(${sql.join(
    rows.map(
      (row) =>
        sql`select ${sql.join(
          columns.map((column) =>
            numbers.has(column)
              ? sql`cast(${row[column]} as bigint) as ${sql.id(column)}`
              : sql`cast(${row[column]} as text) as ${sql.id(column)}`,
          ),
        )}`,
    ),
    UNION,
  )})`;

/** The list in parts that bind few enough values in one statement, in its order. */
export function inParts<T>(list: readonly T[], valuesEach: number): (readonly T[])[] {
  const size = Math.floor(MAX_BOUND_VALUES / valuesEach);
  const parts = Math.ceil(list.length / size);
  return Array.from({ length: parts }, (_, at) => list.slice(at * size, (at + 1) * size));
}

type Insert<T extends keyof Tables> = InsertQueryBuilder<Tables, T, InsertResult>;

/**
 * Inserts rows, in as few statements as the databases' limits allow.
 * @throws TypeError where the rows do not all have the same columns.
 */
export async function insertAll<T extends keyof Tables>(
  session: Session,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  await write(session, `insert ${table}`, table, rows, (insert) => insert);
}

/**
 * As {@link insertAll}, for rows that may be there already; `resolve` says what happens then, always
 * the same for a table. Returns how many were inserted or changed.
 */
export const upsertAll = <T extends keyof Tables>(
  session: Session,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
  resolve: (insert: Insert<T>) => Insert<T>,
): Promise<number> => write(session, `upsert ${table}`, table, rows, resolve);

async function write<T extends keyof Tables>(
  session: Session,
  name: string,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
  complete: (insert: Insert<T>) => Insert<T>,
): Promise<number> {
  const columns = Object.keys(rows[0] ?? {});
  let written = 0;
  for (const some of inParts(rows, columns.length)) {
    const shape = `${name} ${columns.join()} ${some.length}`;
    const { numAffectedRows = 0n } = await prepared(
      session,
      shape,
      some.flatMap((row) => valuesOf(columns, row)),
      (query) => complete(query.insertInto(table).values(some)),
    );
    written += Number(numAffectedRows);
  }
  return written;
}

function valuesOf(columns: readonly string[], row: object): unknown[] {
  if (Object.keys(row).length !== columns.length) throw new TypeError('rows of other columns');
  return columns.map((column) => (row as Record<string, unknown>)[column]);
}

/** A list that is safe in `in (…)`: an empty list is a condition that no row meets. */
export const listed = (ids: readonly string[]): readonly string[] => (ids.length > 0 ? ids : ['']);

/** The newest rows of each customer, at most `limit` each, newest first. */
export async function newestOf<T extends 'appeal' | 'evidence'>(
  session: Session,
  table: T,
  customerIds: readonly string[],
  limit: number,
): Promise<Tables[T][]> {
  const placed = session
    .query()
    .selectFrom(table as 'appeal')
    .selectAll()
    .select(({ fn }) =>
      fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('customer_id').orderBy('id', 'desc'))
        .as('place'),
    )
    .where('customer_id', 'in', listed(customerIds));
  const newest = session.query().selectFrom(placed.as('placed')).selectAll();
  const rows = await newest.where('place', '<=', limit).orderBy('id', 'desc').execute();
  return rows.map(({ place: _, ...row }) => row as unknown as Tables[T]);
}

/**
 * True for a text that comes back as it was from every database: PostgreSQL takes no NUL, and a
 * surrogate without its other half is stored as another character.
 */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
