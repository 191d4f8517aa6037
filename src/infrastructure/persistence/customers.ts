/** Customers, and the creditors and products that are data. */
import type { Customer, Customers, Products } from '../../application/ports.js';
import type { Product } from '../../domain/ledger/product.js';
import { keepKeys, newKey } from './customer-keys.js';
import type { Query, Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed } from './rows.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

const toCustomer = (row: Tables['customer']): Customer => ({
  id: row.id,
  jurisdiction: row.jurisdiction,
  locale: row.locale === 'zh' ? 'zh' : 'en',
  createdAt: row.created_at,
});

/** Whoever reads a customer is about to read or write what is kept of them: their key comes along. */
function read(session: Session, rows: readonly Tables['customer'][]): Customer[] {
  keepKeys(session, rows);
  return rows.map(toCustomer);
}

export const customersOf = (session: Session): Customers => ({
  async find(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `customers ${some.length}`, some, (query) =>
      query.selectFrom('customer').selectAll().where('id', 'in', some),
    );
    return read(session, rows);
  },
  async lock(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `lock customers ${some.length}`, some, (query) => {
      const own = query.selectFrom('customer').selectAll().where('id', 'in', some).orderBy('id');
      // SQLite began immediate: the whole database is this transaction's.
      return session.dialect === 'postgresql' ? own.forUpdate() : own;
    });
    return read(session, rows);
  },
  async add(customers) {
    await insertAll(
      session,
      'customer',
      customers.map(({ id, jurisdiction, locale, createdAt }) => ({
        id,
        jurisdiction,
        locale,
        created_at: createdAt,
        wrapped_key: newKey(session, id),
      })),
    );
  },
  async jurisdictions() {
    const query = session.query().selectFrom('customer').select('jurisdiction').distinct();
    return (await query.execute()).map(({ jurisdiction }) => jurisdiction).sort();
  },
});

export const productsOf = (session: Session): Products => {
  // Terms never change, so they are read once in a process.
  const known = new Map<string, Product>();
  // Not so while the transaction that stores them is open: it may still be abandoned.
  const storing = new WeakSet<Query>();
  return {
    async find(ids) {
      const found = storing.has(session.query()) ? new Map<string, Product>() : known;
      const missing = [...new Set(ids)].filter((id) => !found.has(id));
      if (missing.length > 0) {
        const query = session.query().selectFrom('product').select('terms');
        for (const { terms } of await query.where('id', 'in', missing).execute()) {
          const product = readJson<Product>('product', terms);
          found.set(product.id, product);
        }
      }
      return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
    },
    async add(creditors, products) {
      const query = session.query();
      if (query.isTransaction) storing.add(query);
      if (creditors.length > 0) {
        await session
          .query()
          .insertInto('creditor')
          .values(creditors.map(({ id, name }) => ({ id, name })))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }
      if (products.length === 0) return;
      await session
        .query()
        .insertInto('product')
        .values(
          products.map((product) => ({
            id: product.id,
            creditor_id: product.creditorId,
            jurisdiction: product.jurisdiction,
            currency: product.currency,
            annual_rate_ppm: product.annualRatePpm,
            terms: writeJson('product', product),
          })),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
  };
};
