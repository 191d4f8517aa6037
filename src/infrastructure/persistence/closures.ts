/** Closures with their decisions; the record beside the columns never changes. */
import type { Closures } from '../../application/ports.js';
import type { Closure } from '../../domain/credit-account/closure-record.js';
import type { Decision } from '../../domain/credit-account/decision.js';
import { listed } from './rows.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

export const closuresOf = (session: Session): Closures => ({
  async find(ids) {
    const query = session.query().selectFrom('closure').select('record');
    const rows = await query.where('id', 'in', listed(ids)).execute();
    return rows.map(({ record }) => readJson<Closure>('closure', record));
  },
  async decisions(ids) {
    const query = session.query().selectFrom('decision').select('record');
    const rows = await query.where('id', 'in', listed(ids)).execute();
    return rows.map(({ record }) => readJson<Decision>('decision', record));
  },
  async add(closure, decision) {
    await session
      .query()
      .insertInto('closure')
      .values({
        customer_id: closure.customerId,
        id: closure.id,
        account_id: closure.accountId,
        outcome: closure.outcome,
        requested_at: closure.requestedAt,
        effective_at: closure.effectiveAt,
        record: writeJson('closure', closure),
      })
      .execute();
    await session
      .query()
      .insertInto('decision')
      .values({
        customer_id: decision.customerId,
        id: decision.id,
        account_id: decision.accountId,
        kind: decision.kind,
        grounds: decision.grounds,
        decided_at: decision.decidedAt,
        record: writeJson('decision', decision),
      })
      .execute();
  },
});
