/** Applications for a new line; what an offer is open until lies beside the document. */
import type { CreditApplications } from '../../application/closure-ports.js';
import type { CreditApplication } from '../../domain/credit-account/way-back.js';
import type { Tables } from './orm.js';
import { listed } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

type Row = Tables['credit_application'];

export const creditApplicationsOf = (session: Session): CreditApplications => ({
  async find(ids) {
    const rows = session.query().selectFrom('credit_application').selectAll();
    return read(session, await rows.where('id', 'in', listed(ids)).execute());
  },
  async ofCustomer(customerId, limit) {
    const rows = session.query().selectFrom('credit_application').selectAll();
    const own = rows.where('customer_id', '=', customerId).orderBy('id', 'desc').limit(limit);
    return read(session, await own.execute());
  },
  async add(application) {
    const rows = await sealed(session, 'credit_application', [toRow(application)]);
    await session.query().insertInto('credit_application').values(rows).execute();
  },
  async save(application) {
    const [row] = await sealed(session, 'credit_application', [toRow(application)]);
    if (!row) return;
    const { customer_id, id, status, document } = row;
    await session
      .query()
      .updateTable('credit_application')
      .set({ status, document })
      .where('customer_id', '=', customer_id)
      .where('id', '=', id)
      .execute();
  },
  async lapsed(now, limit) {
    const rows = session.query().selectFrom('credit_application').selectAll();
    const lapsed = rows.where('status', '=', 'OFFERED').where('due_at', '<=', now);
    return read(session, await lapsed.orderBy('due_at').orderBy('id').limit(limit).execute());
  },
});

const toRow = (application: CreditApplication): Row => ({
  customer_id: application.customerId,
  id: application.id,
  status: application.status,
  applied_at: application.appliedAt,
  due_at: application.offer?.validUntil ?? null,
  document: writeJson('creditApplication', application),
});

async function read(session: Session, rows: readonly Row[]): Promise<CreditApplication[]> {
  const plain = await opened(session, 'credit_application', rows);
  return plain.map(({ document }) => readJson<CreditApplication>('creditApplication', document));
}
