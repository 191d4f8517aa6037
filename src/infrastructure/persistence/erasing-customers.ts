/**
 * Everything that is kept of a customer, table by table: to be handed out whole, and to be erased
 * whole. Of audit entries what is published stays: the leaf and the commitment, under nobody's name.
 */
import { sql } from 'kysely';
import type { CustomerId } from '../../domain/identifiers.js';
import type { Tables } from './orm.js';
import { inParts, listed } from './rows.js';
import { isSealedTable, opened } from './sealed-columns.js';
import type { Session } from './transaction.js';

/**
 * Tables whose rows of a customer are removed, in this order; `customer_id` names whose they are.
 * The line comes after what belongs to it.
 */
export const CUSTOMER_TABLES = [
  'protected_attribute',
  'source_record',
  'posting',
  'journal_entry',
  'hold',
  'instalment_plan',
  'statement',
  'refund_due',
  'ledger_position',
  'assessment',
  'activity',
  'activity_day',
  'consent',
  'closure_quote',
  'closure_request',
  'credit_application',
  'notice',
  'appeal',
  'evidence_piece',
  'evidence',
  'platform_action',
  'decision',
  'closure',
  'outbox_message',
  'file_access',
  'legal_hold',
  'customer_identity',
  'credit_account',
] as const satisfies readonly (keyof Tables)[];

/** Tables that know a customer by another name, or whose rows stay: each is erased in its own way. */
export const ERASED_OTHERWISE = {
  customer: 'the row itself is the customer: it is removed last, and its key with it',
  idempotency_key: 'the customer is the subject that asked',
  audit_entry: 'commitment and leaf hash stay, so that every proof goes on holding',
} as const satisfies Partial<Record<keyof Tables, string>>;

/** An hour, which is as much of an audit entry's time as its leaf tells. */
const HOUR_MS = 3_600_000;

/**
 * Erases customers and returns rows by table. A fixed number of statements for any number of
 * customers up to a few thousand; those under a legal hold are left out.
 */
export async function eraseCustomers(
  session: Session,
  customerIds: readonly CustomerId[],
): Promise<Map<string, number>> {
  const rows = new Map<string, number>();
  const counted = (table: string, { numDeletedRows }: { numDeletedRows: bigint }) => {
    if (numDeletedRows > 0n) rows.set(table, (rows.get(table) ?? 0) + Number(numDeletedRows));
  };
  // Entries of nobody lie under an empty id, which is no customer's.
  for (const some of inParts([...new Set(customerIds)].filter(Boolean), 1)) {
    const ids = await notHeld(session, some);
    if (ids.length === 0) continue;
    const query = session.query();
    for (const table of CUSTOMER_TABLES) {
      const own = query.deleteFrom(table as 'consent').where('customer_id', 'in', ids);
      counted(table, await own.executeTakeFirstOrThrow());
    }
    const asked = query.deleteFrom('idempotency_key').where('subject', 'in', ids);
    counted('idempotency_key', await asked.executeTakeFirstOrThrow());
    counted('audit_entry', { numDeletedRows: await eraseAuditContent(session, ids) });
    const customers = query.deleteFrom('customer').where('id', 'in', ids);
    counted('customer', await customers.executeTakeFirstOrThrow());
    session.keys().forget(ids);
  }
  return rows;
}

async function notHeld(session: Session, ids: readonly CustomerId[]): Promise<CustomerId[]> {
  const holds = session.query().selectFrom('legal_hold').select('customer_id').distinct();
  const held = holds.where('customer_id', 'in', listed(ids)).where('lifted_at', 'is', null);
  const names = new Set((await held.execute()).map(({ customer_id }) => customer_id));
  return ids.filter((id) => !names.has(id));
}

async function eraseAuditContent(session: Session, ids: readonly CustomerId[]): Promise<bigint> {
  const { numUpdatedRows } = await session
    .query()
    .updateTable('audit_entry')
    .set({
      customer_id: '',
      content: '',
      salt: '',
      occurred_at: sql<number>`occurred_at - occurred_at % ${sql.lit(HOUR_MS)}`,
    })
    .where('customer_id', 'in', ids)
    .executeTakeFirstOrThrow();
  return numUpdatedRows;
}

/** Columns that hold JSON, and so are handed out as what they mean. */
const JSON_COLUMNS: Readonly<Partial<Record<keyof Tables, string>>> = {
  activity: 'detail',
  activity_day: 'document',
  assessment: 'facts',
  closure: 'record',
  closure_quote: 'document',
  closure_request: 'document',
  credit_application: 'document',
  customer_identity: 'document',
  decision: 'record',
  platform_action: 'document',
  notice: 'document',
  appeal: 'document',
  evidence: 'document',
  file_access: 'document',
  legal_hold: 'document',
  audit_entry: 'content',
  outbox_message: 'data',
};

/** All rows of a customer by table; tables without any are absent. Keys are kept back. */
export async function everythingOf(
  session: Session,
  customerId: CustomerId,
): Promise<Map<string, readonly object[]>> {
  const query = session.query();
  const everything = new Map<string, readonly object[]>();
  const customer = query.selectFrom('customer').selectAll().where('id', '=', customerId);
  const rows = (await customer.execute()).map(({ wrapped_key: _, ...row }) => row);
  if (rows.length > 0) everything.set('customer', rows);
  for (const table of [...CUSTOMER_TABLES, 'audit_entry'] as const) {
    const rows = query.selectFrom(table as 'consent').where('customer_id', '=', customerId);
    const stored = await (table === 'evidence_piece'
      ? // Documents are handed out one by one, because all at once would fill the memory.
        query
          .selectFrom(table)
          .select(['customer_id', 'id', 'upload_id', 'piece', 'open_since'])
          .where('customer_id', '=', customerId)
          .execute()
      : rows.selectAll().execute());
    const found = isSealedTable(table)
      ? await opened(session, table, stored as never)
      : (stored as object[]);
    if (found.length > 0)
      everything.set(
        table,
        found.map((row) => readable(table, row)),
      );
  }
  const keys = query.selectFrom('idempotency_key').selectAll().where('subject', '=', customerId);
  const asked = await keys.execute();
  if (asked.length > 0) everything.set('idempotency_key', asked);
  return everything;
}

function readable(table: keyof Tables, row: object): object {
  const column = JSON_COLUMNS[table];
  if (column === undefined) return row;
  const text = (row as Record<string, unknown>)[column];
  // The detail of an old activity is erased, and its row stays.
  return typeof text === 'string' && text !== '' ? { ...row, [column]: JSON.parse(text) } : row;
}
