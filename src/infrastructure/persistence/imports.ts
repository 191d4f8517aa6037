/** What imports remember: source records, and protected attributes apart from all that scores. */
import type { Imports } from '../../application/record-ports.js';
import { insertAll, listed } from './rows.js';
import type { Session } from './transaction.js';

export const importsOf = (session: Session): Imports => ({
  async known(source, sourceKeys) {
    const rows = await session
      .query()
      .selectFrom('source_record')
      .select(['source_key', 'customer_id'])
      .where('source', '=', source)
      .where('source_key', 'in', listed(sourceKeys))
      .execute();
    return new Map(rows.map((row) => [row.source_key, row.customer_id]));
  },
  async claim(records) {
    if (records.length === 0) return new Set();
    // Whoever meets another's unfinished claim waits for it; one order for all keeps two imports
    // from waiting for each other.
    const ordered = records.toSorted((a, b) => (a.sourceKey < b.sourceKey ? -1 : 1));
    const rows = await session
      .query()
      .insertInto('source_record')
      .values(
        ordered.map(({ source, sourceKey, customerId, importedAt }) => ({
          source,
          source_key: sourceKey,
          customer_id: customerId,
          imported_at: importedAt,
        })),
      )
      .onConflict((conflict) => conflict.columns(['source', 'source_key']).doNothing())
      .returning('source_key')
      .execute();
    return new Set(rows.map((row) => row.source_key));
  },
  async addProtectedAttributes(attributes) {
    await insertAll(
      session.query(),
      'protected_attribute',
      attributes.map(({ customerId, id, name, value }) => ({
        customer_id: customerId,
        id,
        name,
        value,
      })),
    );
  },
});
