/** Who of the staff looked at a customer's file; only ever added. */
import type { FileAccesses } from '../../application/appeal-ports.js';
import type { FileAccess } from '../../domain/appeal/file-access.js';
import { insertAll } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

export const fileAccessesOf = (session: Session): FileAccesses => ({
  async add(accesses) {
    if (accesses.length === 0) return;
    const rows = accesses.map((access) => ({
      customer_id: access.customerId,
      id: access.id,
      at: access.at,
      document: writeJson('fileAccess', access),
    }));
    // Whoever reads has no transaction open, and nobody writes without one.
    await session.joinTransaction(async () => {
      await insertAll(session, 'file_access', await sealed(session, 'file_access', rows));
    });
  },
  async ofCustomer(customerId, { before, limit }) {
    const own = session
      .query()
      .selectFrom('file_access')
      .selectAll()
      .where('customer_id', '=', customerId)
      .$if(before !== null, (query) => query.where('id', '<', before ?? ''));
    const rows = await own.orderBy('id', 'desc').limit(limit).execute();
    const plain = await opened(session, 'file_access', rows);
    return plain.map(({ document }) => readJson<FileAccess>('fileAccess', document));
  },
});
