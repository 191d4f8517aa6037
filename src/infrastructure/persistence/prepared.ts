/**
 * Statements that are built once. Building a statement and compiling it takes longer than SQLite takes
 * to run it, and their shapes are few: the first of a shape is built, later ones bind their values to
 * the same text. For statements that run in every request; elsewhere a plain builder reads better.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Query } from './orm.js';
import type { Session } from './transaction.js';

/** Texts that are kept; a list of each length has one of its own. */
const MAX_KEPT = 1_000;

/** A statement with more values is built each time: its text is long and its length hardly returns. */
const MAX_VALUES = 300;

/**
 * Runs a statement, in the open transaction where there is one.
 * @param shape names the statement among all others, with the length of every list in it: whatever the
 * text depends on other than the values.
 * @param values all bound values, in the order in which `build` binds them.
 * @throws TypeError where `build` binds other values, or where a value is undefined.
 */
export function prepared<Row>(
  session: Session,
  shape: string,
  values: readonly unknown[],
  build: (query: Query) => Compilable<Row>,
): Promise<QueryResult<Row>> {
  if (values.includes(undefined)) throw new TypeError(`an undefined value for “${shape}”`);
  const known = session.compiled.get(shape) as CompiledQuery<Row> | undefined;
  if (known) {
    if (known.parameters.length !== values.length) throw misfit(shape);
    return session.run({ ...known, parameters: values });
  }
  const made = build(session.query()).compile();
  if (!isDeepStrictEqual([...made.parameters], [...values])) throw misfit(shape);
  if (values.length <= MAX_VALUES) {
    if (session.compiled.size >= MAX_KEPT) session.compiled.clear();
    session.compiled.set(shape, { ...made, parameters: values.map(() => null) });
  }
  return session.run(made);
}

const misfit = (shape: string): TypeError =>
  new TypeError(`“${shape}” binds other values than it is given`);
