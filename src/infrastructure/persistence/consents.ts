/**
 * Consents: given once, withdrawn once. The column `source` holds the source, or the name of a purpose
 * that has none, so that one index keeps each from being consented to twice.
 */
import type { Consent, ConsentAbout, Consents } from '../../application/risk-ports.js';
import type { ConsentPurpose } from '../../domain/policy/consent-purposes.js';
import { ACTIVITY_SOURCES, type ActivitySource } from '../../domain/risk-profile/activity.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed } from './rows.js';
import type { Session } from './transaction.js';

export const consentsOf = (session: Session): Consents => ({
  async inForce(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `consents ${some.length}`, some, (query) => {
      const own = query.selectFrom('consent').selectAll().where('customer_id', 'in', some);
      return own.where('withdrawn_at', 'is', null).orderBy('given_at').orderBy('id');
    });
    return rows.map(toConsent);
  },
  async newest(customerId, limit) {
    const query = session.query().selectFrom('consent').selectAll();
    const own = query.where('customer_id', '=', customerId).orderBy('given_at', 'desc');
    return (await own.orderBy('id', 'desc').limit(limit).execute()).map(toConsent);
  },
  async add(consent) {
    await insertAll(session, 'consent', [consentRow(consent)]);
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
  source: consent.source ?? consent.purpose,
  given_at: consent.givenAt,
  withdrawn_at: consent.withdrawnAt,
});

const toConsent = (row: Tables['consent']): Consent => ({
  id: row.id,
  customerId: row.customer_id,
  ...aboutOf(row.source),
  givenAt: row.given_at,
  withdrawnAt: row.withdrawn_at,
});

const isSource = (text: string): text is ActivitySource =>
  ACTIVITY_SOURCES.some((source) => source === text);

const aboutOf = (stored: string): ConsentAbout =>
  isSource(stored)
    ? { purpose: 'CREDIT_ASSESSMENT', source: stored }
    : { purpose: stored as Exclude<ConsentPurpose, 'CREDIT_ASSESSMENT'>, source: null };
