/** Appeals; an index keeps a decision from having two that are undecided. */
import type { Appeals } from '../../application/appeal-ports.js';
import { type Appeal, isUndecided } from '../../domain/appeal/appeal.js';
import type { Tables } from './orm.js';
import { listed, newestOf } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

type Row = Tables['appeal'];

export const appealsOf = (session: Session): Appeals => ({
  async find(ids) {
    return read(session, await appealsIn(session).where('id', 'in', listed(ids)).execute());
  },
  async ofDecisions(decisionIds) {
    const own = appealsIn(session).where('decision_id', 'in', listed(decisionIds));
    return read(session, await own.orderBy('id').execute());
  },
  async ofCustomer(customerId, limit) {
    const own = appealsIn(session).where('customer_id', '=', customerId);
    return read(session, await own.orderBy('id', 'desc').limit(limit).execute());
  },
  async ofCustomers(customerIds, limit) {
    return read(session, await newestOf(session, 'appeal', customerIds, limit));
  },
  async add(appeal) {
    const rows = await sealed(session, 'appeal', [toRow(appeal)]);
    await session.query().insertInto('appeal').values(rows).execute();
  },
  async save(appeal) {
    const [row] = await sealed(session, 'appeal', [toRow(appeal)]);
    if (!row) return;
    const { customer_id, id, status, due_at, paused_until, document } = row;
    await session
      .query()
      .updateTable('appeal')
      .set({ status, due_at, paused_until, document })
      .where('customer_id', '=', customer_id)
      .where('id', '=', id)
      .execute();
  },
  async queue({ after, limit }) {
    const undecided = appealsIn(session).where('due_at', 'is not', null);
    const behind =
      after === null
        ? undecided
        : undecided.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('due_at', 'id'), '>', tuple(after.dueAt, after.id)),
          );
    return read(session, await behind.orderBy('due_at').orderBy('id').limit(limit).execute());
  },
  async dueBefore(before, limit) {
    const late = appealsIn(session).where('due_at', '<', before);
    return read(session, await late.orderBy('due_at').orderBy('id').limit(limit).execute());
  },
  async pausedUntil(now, limit) {
    const paused = appealsIn(session).where('paused_until', '<=', now);
    return read(session, await paused.orderBy('paused_until').orderBy('id').limit(limit).execute());
  },
});

const appealsIn = (session: Session) => session.query().selectFrom('appeal').selectAll();

const toRow = (appeal: Appeal): Row => ({
  customer_id: appeal.customerId,
  id: appeal.id,
  decision_id: appeal.decisionId,
  status: appeal.status,
  due_at: isUndecided(appeal) ? appeal.clock.dueAt : null,
  paused_until: appeal.status === 'WAITING' ? pauseEnd(appeal) : null,
  document: writeJson('appeal', appeal),
});

/** When the pause that lasts ends by itself; null where none does. */
const pauseEnd = ({ clock }: Appeal): number | null =>
  clock.pauses.find(({ until }) => until === null)?.atMostUntil ?? null;

async function read(session: Session, rows: readonly Row[]): Promise<Appeal[]> {
  const plain = await opened(session, 'appeal', rows);
  return plain.map(({ document }) => readJson<Appeal>('appeal', document));
}
