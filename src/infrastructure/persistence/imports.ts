/** What imports remember: source records, and protected attributes apart from all that scores. */
import type { Imports } from '../../application/record-ports.js';
import type { CustomerId } from '../../domain/identifiers.js';
import { formsOf, hashed } from './hashed-keys.js';
import { inParts, insertAll } from './rows.js';
import { sealed } from './sealed-columns.js';
import type { Session } from './transaction.js';

export const importsOf = (session: Session): Imports => ({
  known: (source, sourceKeys) => knownRecords(session, source, sourceKeys),
  async claim(records) {
    const [first] = records;
    if (!first) return new Set();
    const keys = records.map(({ sourceKey }) => sourceKey);
    // The conflict below knows hashes only; records of an older release stand under the key itself.
    const known = await knownRecords(session, first.source, keys);
    // Whoever meets another's unfinished claim waits for it; one order for all keeps two imports
    // from waiting for each other.
    const ordered = records
      .filter(({ sourceKey }) => !known.has(sourceKey))
      .map((record) => ({ ...record, hash: hashed(record.sourceKey) }))
      .sort((one, other) => (one.hash < other.hash ? -1 : 1));
    if (ordered.length === 0) return new Set();
    const rows = await session
      .query()
      .insertInto('source_record')
      .values(
        ordered.map(({ source, hash, customerId, importedAt }) => ({
          source,
          source_key: hash,
          customer_id: customerId,
          imported_at: importedAt,
        })),
      )
      .onConflict((conflict) => conflict.columns(['source', 'source_key']).doNothing())
      .returning('source_key')
      .execute();
    const claimed = new Set(rows.map((row) => row.source_key));
    return new Set(ordered.filter(({ hash }) => claimed.has(hash)).map((each) => each.sourceKey));
  },
  async addProtectedAttributes(attributes) {
    const rows = attributes.map(({ customerId, id, name, value }) => ({
      customer_id: customerId,
      id,
      name,
      value,
    }));
    const kept = await sealed(session, 'protected_attribute', rows);
    await insertAll(session, 'protected_attribute', kept);
  },
});

async function knownRecords(
  session: Session,
  source: string,
  sourceKeys: readonly string[],
): Promise<Map<string, CustomerId>> {
  const known = new Map<string, CustomerId>();
  for (const some of inParts([...new Set(sourceKeys)], 2)) {
    const keyOf = new Map(some.flatMap((key) => formsOf(key).map((form) => [form, key])));
    const rows = await session
      .query()
      .selectFrom('source_record')
      .select(['source_key', 'customer_id'])
      .where('source', '=', source)
      .where('source_key', 'in', [...keyOf.keys()])
      .execute();
    for (const row of rows) known.set(keyOf.get(row.source_key) ?? '', row.customer_id);
  }
  return known;
}
