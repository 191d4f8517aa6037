/** Notices and requests on behalf; an index keeps a line from having two that are pending. */
import type { ClosureRequests } from '../../application/closure-ports.js';
import { type ClosureRequest, dueAt } from '../../domain/credit-account/closure-request.js';
import type { Tables } from './orm.js';
import { listed } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

type Row = Tables['closure_request'];

export const closureRequestsOf = (session: Session): ClosureRequests => ({
  async find(ids) {
    const rows = session.query().selectFrom('closure_request').selectAll();
    return read(session, await rows.where('id', 'in', listed(ids)).execute());
  },
  async pendingOf(accountIds) {
    const rows = session.query().selectFrom('closure_request').selectAll();
    const pending = rows.where('account_id', 'in', listed(accountIds));
    return read(session, await pending.where('status', '=', 'PENDING').execute());
  },
  async ofAccounts(accountIds, limit) {
    const placed = session
      .query()
      .selectFrom('closure_request')
      .selectAll()
      .select(({ fn }) =>
        fn
          .agg<number>('row_number')
          .over((over) => over.partitionBy('account_id').orderBy('id', 'desc'))
          .as('place'),
      )
      .where('account_id', 'in', listed(accountIds));
    const rows = await session
      .query()
      .selectFrom(placed.as('placed'))
      .selectAll()
      .where('place', '<=', limit)
      .orderBy('id', 'desc')
      .execute();
    return read(session, rows);
  },
  async awaitingApproval(limit) {
    const rows = session.query().selectFrom('closure_request').selectAll();
    const pending = rows.where('status', '=', 'PENDING').where('kind', '=', 'ON_BEHALF');
    return read(session, await pending.orderBy('id').limit(limit).execute());
  },
  async add(request) {
    const rows = await sealed(session, 'closure_request', [toRow(request)]);
    await session.query().insertInto('closure_request').values(rows).execute();
  },
  async save(request) {
    const [row] = await sealed(session, 'closure_request', [toRow(request)]);
    if (!row) return;
    const { customer_id, id, status, document } = row;
    await session
      .query()
      .updateTable('closure_request')
      .set({ status, document })
      .where('customer_id', '=', customer_id)
      .where('id', '=', id)
      .execute();
  },
  async due(now, limit) {
    const rows = session.query().selectFrom('closure_request').selectAll();
    const due = rows.where('status', '=', 'PENDING').where('due_at', '<=', now);
    return read(session, await due.orderBy('due_at').orderBy('id').limit(limit).execute());
  },
});

const toRow = (request: ClosureRequest): Row => ({
  customer_id: request.customerId,
  id: request.id,
  account_id: request.accountId,
  kind: request.kind,
  status: request.status,
  requested_at: request.requestedAt,
  due_at: dueAt(request),
  document: writeJson('closureRequest', request),
});

async function read(session: Session, rows: readonly Row[]): Promise<ClosureRequest[]> {
  const plain = await opened(session, 'closure_request', rows);
  return plain.map(({ document }) => readJson<ClosureRequest>('closureRequest', document));
}
