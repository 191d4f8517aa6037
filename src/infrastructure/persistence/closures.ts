/** Closures with their decisions; the record beside the columns never changes. */
import type { Closures } from '../../application/ports.js';
import type { Closure } from '../../domain/credit-account/closure-record.js';
import { type Decision, reasoned } from '../../domain/credit-account/decision.js';
import type { Query, Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

export const closuresOf = (session: Session): Closures => ({
  async find(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `closures ${some.length}`, some, (query) =>
      closures(query).where('id', 'in', some),
    );
    return toClosures(session, rows);
  },
  async decisions(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `decisions ${some.length}`, some, (query) =>
      decisions(query).where('id', 'in', some),
    );
    return toDecisions(session, rows);
  },
  async ofAccounts(accountIds) {
    const own = closures(session.query()).where('account_id', 'in', listed(accountIds));
    return toClosures(session, await own.execute());
  },
  async add(closure, decisions) {
    const rows = await sealed(session, 'closure', [closureRow(closure)]);
    await insertAll(session, 'closure', rows);
    await addDecisions(session, decisions);
  },
  addDecisions: (decisions) => addDecisions(session, decisions),
  async decisionsOf(accountIds, limit) {
    // An empty name is that of the decisions about no line.
    if (accountIds.length === 0) return [];
    const placed = decisions(session.query())
      .select(({ fn }) =>
        fn
          .agg<number>('row_number')
          .over((over) => over.partitionBy('account_id').orderBy('id', 'desc'))
          .as('place'),
      )
      .where('account_id', 'in', listed(accountIds));
    const newest = session
      .query()
      .selectFrom(placed.as('placed'))
      .select(['customer_id', 'id', 'record'])
      .where('place', '<=', limit)
      .orderBy('id', 'desc');
    return toDecisions(session, await newest.execute());
  },
});

const closures = (query: Query) =>
  query.selectFrom('closure').select(['customer_id', 'id', 'record']);

const decisions = (query: Query) =>
  query.selectFrom('decision').select(['customer_id', 'id', 'record']);

type Recorded = Pick<Tables['closure' | 'decision'], 'customer_id' | 'id' | 'record'>;

async function toClosures(session: Session, rows: readonly Recorded[]): Promise<Closure[]> {
  const plain = await opened(session, 'closure', rows);
  return plain.map(({ record }) => readJson<Closure>('closure', record));
}

async function toDecisions(session: Session, rows: readonly Recorded[]): Promise<Decision[]> {
  const plain = await opened(session, 'decision', rows);
  return plain.map(({ record }) => readJson<Decision>('decision', record));
}

async function addDecisions(session: Session, added: readonly Decision[]): Promise<void> {
  const rows = await sealed(session, 'decision', reasoned(added).map(decisionRow));
  await insertAll(session, 'decision', rows);
}

const closureRow = (closure: Closure): Tables['closure'] => ({
  customer_id: closure.customerId,
  id: closure.id,
  account_id: closure.accountId,
  outcome: closure.outcome,
  requested_at: closure.requestedAt,
  effective_at: closure.effectiveAt,
  record: writeJson('closure', closure),
});

const decisionRow = (decision: Decision): Tables['decision'] => ({
  customer_id: decision.customerId,
  id: decision.id,
  account_id: decision.accountId ?? '',
  kind: decision.kind,
  grounds: decision.grounds,
  decided_at: decision.decidedAt,
  assessment_id: decision.assessmentId,
  record: writeJson('decision', decision),
});
