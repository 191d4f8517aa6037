/**
 * The columns whose texts are sealed, one a table, and the two directions. Every adapter passes its
 * rows through here: `sealed` before they are written, `opened` after they are read.
 */

import { keysOf, sealingKeysOf } from './customer-keys.js';
import type { Tables } from './orm.js';
import type { Session } from './transaction.js';
import { isSealed, nameOf, type Place, seal, Unreadable, unseal } from './vault.js';

/** Scoring columns are not among them: they stay plain, and go when the customer goes. */
export const SEALED_COLUMNS = {
  customer_identity: 'document',
  protected_attribute: 'value',
  activity: 'detail',
  journal_entry: 'reference',
  closure: 'record',
  decision: 'record',
  platform_action: 'document',
  notice: 'document',
  appeal: 'document',
  evidence: 'document',
  evidence_piece: 'content',
  file_access: 'document',
  closure_request: 'document',
  closure_quote: 'document',
  credit_application: 'document',
  legal_hold: 'document',
  audit_entry: 'content',
  outbox_message: 'data',
} as const satisfies Partial<Record<keyof Tables, string>>;

export type SealedTable = keyof typeof SEALED_COLUMNS;

/** True for a table with a column that is sealed. */
export const isSealedTable = (table: string): table is SealedTable =>
  Object.hasOwn(SEALED_COLUMNS, table);

type Sealable<T extends SealedTable> = { customer_id: string; id: string } & {
  [column in (typeof SEALED_COLUMNS)[T]]: string | null;
};

/**
 * The rows as they are stored. Rows of nobody (without a customer id) and empty texts stay as they
 * are. One statement at most, and none where the customers were read before.
 * @throws Error where a row's customer is not there.
 */
export async function sealed<T extends SealedTable, R extends Sealable<T>>(
  session: Session,
  table: T,
  rows: readonly R[],
): Promise<R[]> {
  const personal = (row: R): boolean => row.customer_id !== '' && textIn(table, row) !== '';
  const owners = rows.filter(personal).map((row) => row.customer_id);
  if (owners.length === 0) return [...rows];
  const keys = await sealingKeysOf(session, owners);
  return rows.map((row) => {
    const key = keys.get(row.customer_id);
    return key && personal(row)
      ? withText(table, row, (text) => seal(key, placeIn(table, row), text))
      : row;
  });
}

/**
 * The rows as they were before they were sealed; what an older release stored is plain and stays so.
 * @throws Unreadable where a text was altered or moved, or where its key is gone.
 */
export async function opened<T extends SealedTable, R extends Sealable<T>>(
  session: Session,
  table: T,
  rows: readonly R[],
): Promise<R[]> {
  const closed = (row: R): boolean => isSealed(textIn(table, row));
  const owners = rows.filter(closed).map((row) => row.customer_id);
  if (owners.length === 0) return [...rows];
  const keys = await keysOf(session, owners);
  return rows.map((row) => {
    if (!closed(row)) return row;
    const place = placeIn(table, row);
    const key = keys.get(row.customer_id);
    if (!key) throw new Unreadable(`${nameOf(place)} cannot be read: its key is gone`);
    return withText(table, row, (text) => unseal(key, place, text));
  });
}

const textIn = <T extends SealedTable, R extends Sealable<T>>(table: T, row: R): string =>
  (row as Record<string, string | null>)[SEALED_COLUMNS[table]] ?? '';

const withText = <T extends SealedTable, R extends Sealable<T>>(
  table: T,
  row: R,
  change: (text: string) => string,
): R => ({ ...row, [SEALED_COLUMNS[table]]: change(textIn(table, row)) });

/** Where a row's sealed text stands. */
export const placeIn = (table: SealedTable, row: { customer_id: string; id: string }): Place => ({
  customerId: row.customer_id,
  table,
  column: SEALED_COLUMNS[table],
  id: row.id,
});
