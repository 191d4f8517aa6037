/** Who customers are, one row each under the customer's own id, and the legal holds on them. */
import type {
  Identities,
  Identity,
  LegalHold,
  LegalHolds,
} from '../../application/retention-ports.js';
import type { Tables } from './orm.js';
import { inParts, listed } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

export const identitiesOf = (session: Session): Identities => ({
  async find(customerIds) {
    const rows = session.query().selectFrom('customer_identity').selectAll();
    const found = await rows.where('customer_id', 'in', listed(customerIds)).execute();
    const plain = await opened(session, 'customer_identity', found);
    return plain.map(({ document }) => readJson<Identity>('identity', document));
  },
  async save(identities) {
    const rows = await sealed(session, 'customer_identity', identities.map(identityRow));
    for (const some of inParts(rows, 4)) {
      await session
        .query()
        .insertInto('customer_identity')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['customer_id', 'id']).doUpdateSet(({ ref }) => ({
            recorded_at: ref('excluded.recorded_at'),
            document: ref('excluded.document'),
          })),
        )
        .execute();
    }
  },
});

const identityRow = (identity: Identity): Tables['customer_identity'] => ({
  customer_id: identity.customerId,
  id: identity.customerId,
  recorded_at: identity.recordedAt,
  document: writeJson('identity', identity),
});

export const legalHoldsOf = (session: Session): LegalHolds => ({
  find: (ids) => holdsById(session, ids),
  async ofCustomer(customerId, limit) {
    const rows = session.query().selectFrom('legal_hold').selectAll();
    const own = rows.where('customer_id', '=', customerId).orderBy('id', 'desc').limit(limit);
    return toHolds(session, await own.execute());
  },
  async add(hold) {
    const rows = await sealed(session, 'legal_hold', [holdRow(hold)]);
    await session.query().insertInto('legal_hold').values(rows).execute();
  },
  async lift(id, by, at) {
    const [hold] = await holdsById(session, [id]);
    if (!hold) return;
    const lifted = holdRow({ ...hold, liftedBy: by, liftedAt: at });
    const [row] = await sealed(session, 'legal_hold', [lifted]);
    if (!row) return;
    const { customer_id, lifted_at, document } = row;
    await session
      .query()
      .updateTable('legal_hold')
      .set({ lifted_at, document })
      .where('customer_id', '=', customer_id)
      .where('id', '=', id)
      // Who lifted it first stays on record.
      .where('lifted_at', 'is', null)
      .execute();
  },
});

async function holdsById(session: Session, ids: readonly string[]): Promise<LegalHold[]> {
  const rows = session.query().selectFrom('legal_hold').selectAll();
  return toHolds(session, await rows.where('id', 'in', listed(ids)).execute());
}

const holdRow = (hold: LegalHold): Tables['legal_hold'] => ({
  customer_id: hold.customerId,
  id: hold.id,
  placed_at: hold.placedAt,
  lifted_at: hold.liftedAt,
  document: writeJson('legalHold', hold),
});

async function toHolds(
  session: Session,
  rows: readonly Tables['legal_hold'][],
): Promise<LegalHold[]> {
  const plain = await opened(session, 'legal_hold', rows);
  return plain.map(({ document }) => readJson<LegalHold>('legalHold', document));
}
