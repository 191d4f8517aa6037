/** What is kept for how long: who is due, what is erased, and the list of what was. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { DueCustomer, Erasure, Retention } from '../../application/retention-ports.js';
import type { CustomerId } from '../../domain/identifiers.js';
import { END_OF_TIME, type LocalDate } from '../../domain/time.js';
import { eraseClass } from './erasing-classes.js';
import { eraseCustomers, everythingOf } from './erasing-customers.js';
import type { Tables } from './orm.js';
import { inParts, insertAll } from './rows.js';
import type { Session } from './transaction.js';

/** Customers that are hashed at once; a request waits no longer than for so many. */
const CUSTOMERS_AT_ONCE = 1_000;

export const retentionOf = (session: Session): Retention => ({
  ...erasureListOf(session),
  async setRelationshipEnd(customerId, endedOn, eraseOn) {
    await session
      .query()
      .updateTable('customer')
      .set({ relationship_ended_on: endedOn, erase_on: eraseOn })
      .where('id', '=', customerId)
      .execute();
  },
  dueCustomers: (today, page) => dueCustomers(session, today, page),
  eraseCustomers: (customerIds) => eraseCustomers(session, customerIds),
  eraseClass: (what, jurisdiction, before, limit) =>
    eraseClass(session, what, { jurisdiction, before, limit }),
  everythingOf: (customerId) => everythingOf(session, customerId),
  async customersByHash(hashes) {
    const found: CustomerId[] = [];
    for (let after: CustomerId | undefined = ''; after !== undefined; ) {
      const page: { id: string }[] = await session
        .query()
        .selectFrom('customer')
        .select('id')
        .where('id', '>', after)
        .orderBy('id')
        .limit(CUSTOMERS_AT_ONCE)
        .execute();
      for (const { id } of page) if (hashes.has(customerHash(id))) found.push(id);
      after = page.length < CUSTOMERS_AT_ONCE ? undefined : page.at(-1)?.id;
    }
    return found;
  },
  async settle() {
    // PostgreSQL recycles its log and vacuums its files by itself.
    if (session.dialect === 'sqlite') {
      await sql`pragma wal_checkpoint(truncate)`.execute(session.query());
    }
  },
});

/** SHA-256 (hex) of a customer's id: how the list of erasures names whom it must not name. */
export const customerHash = (customerId: CustomerId): string =>
  createHash('sha256').update(customerId).digest('hex');

/** So many due customers are few: they are found by their day and put in order. */
const FEW = 2_000;

/**
 * Where few are due, they are found by the index on their day; where many are, by going through the
 * customers in order, which finds a page of them soon. Both orders at once no index has.
 */
async function dueCustomers(
  session: Session,
  today: LocalDate,
  { after, limit }: { after: CustomerId | null; limit: number },
): Promise<DueCustomer[]> {
  const some = session.query().selectFrom('customer').select('id').where('erase_on', '<=', today);
  const { due } = await session
    .query()
    .selectFrom(some.limit(FEW + 1).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('due'))
    .executeTakeFirstOrThrow();
  const isFew = Number(due) <= FEW;
  // A call around a column keeps the database from the index on it.
  const byDay = isFew ? sql`erase_on` : sql`coalesce(erase_on, ${END_OF_TIME})`;
  const byName = isFew ? sql<string>`coalesce(id, '')` : sql<string>`id`;
  const rows = await session
    .query()
    .selectFrom('customer')
    .select(['id', 'jurisdiction', 'relationship_ended_on'])
    .where(sql<boolean>`${byDay} <= ${today}`)
    .where(sql<boolean>`${byName} > ${after ?? ''}`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('legal_hold')
            .select('legal_hold.id')
            .whereRef('legal_hold.customer_id', '=', 'customer.id')
            .where('legal_hold.lifted_at', 'is', null),
        ),
      ),
    )
    .orderBy(byName)
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    customerId: row.id,
    jurisdiction: row.jurisdiction,
    relationshipEndedOn: row.relationship_ended_on,
  }));
}

type ListPart = 'addErasures' | 'erasures' | 'knownErasures';

const erasureListOf = (session: Session): Pick<Retention, ListPart> => ({
  async addErasures(erasures) {
    await insertAll(session, 'erasure', erasures.map(erasureRow));
  },
  async erasures(after, limit) {
    const rows = session
      .query()
      .selectFrom('erasure')
      .selectAll()
      .where('id', '>', after ?? '');
    return (await rows.orderBy('id').limit(limit).execute()).map(toErasure);
  },
  async knownErasures(ids) {
    const known = new Set<string>();
    for (const some of inParts([...new Set(ids)], 1)) {
      const query = session.query().selectFrom('erasure').select('id');
      for (const { id } of await query.where('id', 'in', some).execute()) known.add(id);
    }
    return known;
  },
});

const erasureRow = (erasure: Erasure): Tables['erasure'] => ({
  id: erasure.id,
  customer_hash: erasure.customerHash,
  what: erasure.what,
  before: erasure.before,
  rows_erased: erasure.rows,
  erased_at: erasure.erasedAt,
});

const toErasure = (row: Tables['erasure']): Erasure => ({
  id: row.id,
  customerHash: row.customer_hash,
  what: row.what as Erasure['what'],
  before: row.before,
  rows: row.rows_erased,
  erasedAt: row.erased_at,
});
