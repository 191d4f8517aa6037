/**
 * Customers' keys, as they stand in the customers' rows. Whoever reads the row passes its key on, so
 * that an operation that begins with its customer asks for no key; the others ask once for all.
 */
import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { CustomerId } from '../../domain/identifiers.js';
import { StartRefused } from '../start-refusal.js';
import type { Tables } from './orm.js';
import { inParts } from './rows.js';
import type { Session } from './transaction.js';
import { type CustomerKey, Unreadable } from './vault.js';

type KeyRow = Pick<Tables['customer'], 'id' | 'wrapped_key'>;

/** Keeps the keys of rows that were read for something else. */
export function keepKeys({ keys }: Session, rows: readonly KeyRow[]): void {
  const ring = keys();
  for (const { id, wrapped_key: wrapped } of rows) {
    // A row that was brought back from a backup has the key that counts.
    if (wrapped !== null && ring.find(id)?.wrapped !== wrapped) ring.keep(id, { wrapped });
  }
}

/** A new customer's key in the form in which it is stored. */
export function newKey({ keys, vault }: Session, customerId: CustomerId): string {
  const key = vault.makeKey(customerId);
  keys().keep(customerId, key);
  return key.wrapped;
}

/** The customers' keys; those that have none, or are not there, are absent. */
export async function keysOf(
  session: Session,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, KeyObject>> {
  const ring = session.keys();
  const found = new Map<CustomerId, CustomerKey>();
  const missing: CustomerId[] = [];
  for (const id of new Set(customerIds)) {
    const key = ring.find(id);
    if (key) found.set(id, key);
    else missing.push(id);
  }
  for (const some of inParts(missing, 1)) {
    const query = session.query().selectFrom('customer').select(['id', 'wrapped_key']);
    for (const { id, wrapped_key: wrapped } of await query.where('id', 'in', some).execute()) {
      if (wrapped === null) continue;
      const key: CustomerKey = { wrapped };
      ring.keep(id, key);
      found.set(id, key);
    }
  }
  return new Map([...found].map(([id, key]) => [id, session.vault.unwrap(id, key)]));
}

/**
 * Keys to seal with. A customer of a release before there were keys gets one now.
 * @throws Error where a customer is not there.
 */
export async function sealingKeysOf(
  session: Session,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, KeyObject>> {
  const keys = await keysOf(session, customerIds);
  const without = [...new Set(customerIds)].filter((id) => !keys.has(id)).sort();
  if (without.length === 0) return keys;
  for (const some of inParts(without, 3)) await giveKeys(session, some);
  // Read again: another process may have been faster, and then its keys count.
  for (const [id, key] of await keysOf(session, without)) keys.set(id, key);
  const unknown = without.find((id) => !keys.has(id));
  if (unknown !== undefined) throw new Error(`customer ${unknown} is not there to keep a text of`);
  return keys;
}

/** One statement, whatever their number; keys that are there stay. */
async function giveKeys(session: Session, customerIds: readonly CustomerId[]): Promise<void> {
  const cases = customerIds.map((id) => sql`when ${id} then ${session.vault.makeKey(id).wrapped}`);
  await session
    .query()
    .updateTable('customer')
    .set({ wrapped_key: sql<string>`case id ${sql.join(cases, sql` `)} end` })
    .where('id', 'in', customerIds)
    .where('wrapped_key', 'is', null)
    .execute();
}

/**
 * Compares the master key with a key that it must have wrapped.
 * @param named the variable or file that the master key comes from.
 * @throws StartRefused where the database was written under another one.
 */
export async function checkMasterKey(session: Session, named: string): Promise<void> {
  const row = await session
    .query()
    .selectFrom('customer')
    .select(['id', 'wrapped_key'])
    .where('wrapped_key', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row || row.wrapped_key === null) return;
  try {
    session.vault.unwrap(row.id, { wrapped: row.wrapped_key });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new StartRefused(
      `${named}: this is not the key that the database was encrypted with; start with that one`,
    );
  }
}
