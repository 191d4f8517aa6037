/** Customers, and the creditors and products that are data. */
import type { Customer, Customers, Products } from '../../application/ports.js';
import type { Product } from '../../domain/ledger/product.js';
import { keepKeys, newKey } from './customer-keys.js';
import type { Tables } from './orm.js';
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
    const query = session.query().selectFrom('customer').selectAll();
    return read(session, await query.where('id', 'in', listed(ids)).execute());
  },
  async lock(ids) {
    const query = session
      .query()
      .selectFrom('customer')
      .selectAll()
      .where('id', 'in', listed(ids))
      .orderBy('id');
    // SQLite began immediate: the whole database is this transaction's.
    const locked = session.dialect === 'postgresql' ? query.forUpdate() : query;
    return read(session, await locked.execute());
  },
  async add(customers) {
    await insertAll(
      session.query(),
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
});

export const productsOf = (session: Session): Products => ({
  async find(ids) {
    const query = session.query().selectFrom('product').select('terms');
    const rows = await query.where('id', 'in', listed(ids)).execute();
    return rows.map(({ terms }) => readJson<Product>('product', terms));
  },
  async add(creditors, products) {
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
});
