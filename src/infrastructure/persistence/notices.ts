/** Notices of decisions; by when one has to reach its customer lies beside the document. */
import type { Notices } from '../../application/appeal-ports.js';
import type { Notice } from '../../domain/platform-action/notice.js';
import type { Tables } from './orm.js';
import { insertAll, listed } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

type Row = Tables['notice'];

export const noticesOf = (session: Session): Notices => ({
  async find(ids) {
    return read(session, await noticesIn(session).where('id', 'in', listed(ids)).execute());
  },
  async ofDecisions(decisionIds) {
    const own = noticesIn(session).where('decision_id', 'in', listed(decisionIds));
    return read(session, await own.orderBy('id').execute());
  },
  async add(notices) {
    const rows = await sealed(session, 'notice', notices.map(toRow));
    await insertAll(session, 'notice', rows);
  },
  async save(notice) {
    const [row] = await sealed(session, 'notice', [toRow(notice)]);
    if (!row) return;
    const { customer_id, id, delivered_at, alarm_at, document } = row;
    await session
      .query()
      .updateTable('notice')
      .set({ delivered_at, alarm_at, document })
      .where('customer_id', '=', customer_id)
      .where('id', '=', id)
      .execute();
  },
  async undelivered(dueBefore, limit) {
    const late = noticesIn(session)
      .where('delivered_at', 'is', null)
      .where('due_at', '<', dueBefore);
    return read(session, await late.orderBy('due_at').orderBy('id').limit(limit).execute());
  },
  async alarmsDue(now, limit) {
    const due = noticesIn(session).where('alarm_at', '<=', now);
    return read(session, await due.orderBy('alarm_at').orderBy('id').limit(limit).execute());
  },
});

const noticesIn = (session: Session) => session.query().selectFrom('notice').selectAll();

const toRow = (notice: Notice): Row => ({
  customer_id: notice.customerId,
  id: notice.id,
  decision_id: notice.decisionId,
  due_at: notice.dueAt,
  delivered_at: notice.deliveredAt,
  alarm_at: notice.alarmAt,
  document: writeJson('notice', notice),
});

async function read(session: Session, rows: readonly Row[]): Promise<Notice[]> {
  const plain = await opened(session, 'notice', rows);
  return plain.map(({ document }) => readJson<Notice>('notice', document));
}
