/** What became of decisions on lines; when to look at one lies beside the document. */
import type { PlatformActions } from '../../application/appeal-ports.js';
import {
  askedSince,
  isStanding,
  type PlatformAction,
} from '../../domain/platform-action/platform-action.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { asTable, inParts, insertAll, listed, MAX_UNION } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

type Row = Tables['platform_action'];

const STANDING = ['PENDING', 'IN_FORCE'];

export const platformActionsOf = (session: Session): PlatformActions => ({
  async find(ids) {
    const rows = actionsIn(session).where('id', 'in', listed(ids));
    return read(session, await rows.execute());
  },
  async standingOf(accountIds) {
    const some = listed(accountIds);
    const values = [...some, ...STANDING];
    const { rows } = await prepared(session, `standing ${some.length}`, values, (query) =>
      query
        .selectFrom('platform_action')
        .selectAll()
        .where('account_id', 'in', some)
        .where('status', 'in', STANDING)
        .orderBy('id'),
    );
    return read(session, rows);
  },
  async ofCustomer(customerId, limit) {
    const own = actionsIn(session).where('customer_id', '=', customerId);
    return read(session, await own.orderBy('id', 'desc').limit(limit).execute());
  },
  async causedBy(decisionIds) {
    const caused = actionsIn(session).where('caused_by', 'in', listed(decisionIds));
    return read(session, await caused.orderBy('id').execute());
  },
  async add(actions) {
    const rows = await sealed(session, 'platform_action', actions.map(toRow));
    await insertAll(session, 'platform_action', rows);
  },
  async save(actions) {
    const rows = await sealed(session, 'platform_action', actions.map(toRow));
    for (let start = 0; start < rows.length; start += MAX_UNION) {
      await saveSome(session, rows.slice(start, start + MAX_UNION));
    }
  },
  async due(now, limit) {
    const due = actionsIn(session).where('look_at', '<=', now);
    return read(session, await due.orderBy('look_at').orderBy('id').limit(limit).execute());
  },
  async askingForPerson(limit) {
    const asking = actionsIn(session).where('asked_since', 'is not', null);
    return read(session, await asking.orderBy('asked_since').orderBy('id').limit(limit).execute());
  },
  async touch(customerIds, now) {
    for (const some of inParts([...new Set(customerIds)], 1)) {
      const values = [now, ...some, now];
      await prepared(session, `touch actions ${some.length}`, values, (query) =>
        query
          .updateTable('platform_action')
          .set({ look_at: now })
          .where('customer_id', 'in', some)
          .where('look_at', '>', now),
      );
    }
  },
});

const actionsIn = (session: Session) => session.query().selectFrom('platform_action').selectAll();

const CHANGING = [
  'status',
  'look_at',
  'asked_since',
  'document',
] as const satisfies readonly (keyof Row)[];
const WRITTEN = ['customer_id', 'id', ...CHANGING] as const;

async function saveSome(session: Session, rows: readonly Row[]): Promise<void> {
  await session
    .query()
    .updateTable('platform_action')
    .from(asTable(rows, WRITTEN, new Set(['look_at', 'asked_since'])).as('changed'))
    .set(({ ref }) =>
      Object.fromEntries(CHANGING.map((column) => [column, ref(`changed.${column}`)])),
    )
    .whereRef('platform_action.customer_id', '=', 'changed.customer_id')
    .whereRef('platform_action.id', '=', 'changed.id')
    .execute();
}

const toRow = (action: PlatformAction): Row => ({
  customer_id: action.customerId,
  id: action.id,
  account_id: action.accountId,
  status: action.status,
  caused_by: action.causedBy,
  look_at: isStanding(action) ? action.lookAt : null,
  asked_since: askedSince(action),
  document: writeJson('platformAction', action),
});

async function read(session: Session, rows: readonly Row[]): Promise<PlatformAction[]> {
  const plain = await opened(session, 'platform_action', rows);
  return plain.map(({ document, look_at: lookAt }) => {
    const action = readJson<PlatformAction>('platformAction', document);
    // An event may have asked to look at it earlier than the document says.
    return isStanding(action) ? { ...action, lookAt } : action;
  });
}
