/** Consents: given once, withdrawn once; an index keeps a source from being consented to twice. */
import type { Consent, Consents } from '../../application/risk-ports.js';
import type { ActivitySource } from '../../domain/risk-profile/activity.js';
import type { Tables } from './orm.js';
import { insertAll, listed } from './rows.js';
import type { Session } from './transaction.js';

export const consentsOf = (session: Session): Consents => ({
  async inForce(ids) {
    const query = session.query().selectFrom('consent').selectAll();
    const own = query.where('customer_id', 'in', listed(ids)).where('withdrawn_at', 'is', null);
    return (await own.orderBy('given_at').orderBy('id').execute()).map(toConsent);
  },
  async newest(customerId, limit) {
    const query = session.query().selectFrom('consent').selectAll();
    const own = query.where('customer_id', '=', customerId).orderBy('given_at', 'desc');
    return (await own.orderBy('id', 'desc').limit(limit).execute()).map(toConsent);
  },
  async add(consent) {
    await insertAll(session.query(), 'consent', [consentRow(consent)]);
  },
  async withdraw(id, withdrawnAt) {
    await session
      .query()
      .updateTable('consent')
      .set({ withdrawn_at: withdrawnAt })
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .execute();
  },
});

const consentRow = (consent: Consent): Tables['consent'] => ({
  customer_id: consent.customerId,
  id: consent.id,
  source: consent.source,
  given_at: consent.givenAt,
  withdrawn_at: consent.withdrawnAt,
});

const toConsent = (row: Tables['consent']): Consent => ({
  id: row.id,
  customerId: row.customer_id,
  source: row.source as ActivitySource,
  givenAt: row.given_at,
  withdrawnAt: row.withdrawn_at,
});
