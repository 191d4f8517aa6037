/**
 * The customer consents to the use of a source, and withdraws the consent. Withdrawing erases what
 * was kept of the source in the same transaction; assessments that were made stay as they were.
 */
import { ACTIVITY_KINDS, type ActivitySource, SOURCE_OF } from '../domain/risk-profile/activity.js';
import type { Instant } from '../domain/time.js';
import { type Actor, mayConsentFor } from './actor.js';
import { type NoPack, packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports, UnitOfWork } from './ports.js';
import type { Consent } from './risk-ports.js';
import { tell } from './tell.js';

export type ConsentRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'CUSTOMER_NOT_FOUND' }
  /** The pack permits the source without asking, or forbids it whatever the customer says. */
  | { code: 'CONSENT_NOT_ASKED'; source: ActivitySource; permission: 'PERMITTED' | 'FORBIDDEN' }
  | NoPack;

export type ConsentResult<T> = { made: T } | { refusals: readonly ConsentRefusal[] };

interface ConsentInput {
  readonly source: ActivitySource;
}

/** Gives the actor's own consent; one that is in force already is returned as it is. */
export const giveConsent = (
  ports: Ports,
  actor: Actor,
  { source }: ConsentInput,
): Promise<ConsentResult<Consent>> =>
  underLock(ports, actor, source, async ({ customer, inForce, now }) => {
    const { jurisdiction } = customer;
    const pack = packOfCustomer(jurisdiction, now)?.pack;
    if (!pack) return refuse({ code: 'JURISDICTION_UNSUPPORTED', jurisdiction });
    const permission = pack.activitySources[source].value;
    if (permission !== 'WITH_CONSENT') {
      return refuse({ code: 'CONSENT_NOT_ASKED', source, permission });
    }
    if (inForce) return { made: inForce };
    const consent: Consent = {
      id: ports.entropy.nextId(),
      customerId: customer.id,
      source,
      givenAt: now,
      withdrawnAt: null,
    };
    await ports.consents.add(consent);
    await writeDown(ports, actor, consent, 'given', pack.id);
    return { made: consent };
  });

/**
 * Withdraws the actor's own consent and erases what was kept of the source. Always possible, whatever
 * the pack says by now. Null, and no change, when no consent is in force.
 */
export const withdrawConsent = (
  ports: Ports,
  actor: Actor,
  { source }: ConsentInput,
): Promise<ConsentResult<Consent | null>> =>
  underLock<Consent | null>(ports, actor, source, async ({ customer, inForce, now }) => {
    if (!inForce) return { made: null };
    const withdrawn = { ...inForce, withdrawnAt: now };
    await ports.consents.withdraw(inForce.id, now);
    const kinds = ACTIVITY_KINDS.filter((kind) => SOURCE_OF[kind] === source);
    await ports.activities.forget(customer.id, kinds);
    const edition = packOfCustomer(customer.jurisdiction, now)?.pack.id ?? null;
    await writeDown(ports, actor, withdrawn, 'withdrawn', edition);
    return { made: withdrawn };
  });

interface Locked {
  readonly customer: Customer;
  /** The consent to the source that was given and not withdrawn. */
  readonly inForce: Consent | undefined;
  readonly now: Instant;
}

const refuse = (refusal: ConsentRefusal) => ({ refusals: [refusal] });

async function underLock<T>(
  ports: Ports,
  actor: Actor,
  source: ActivitySource,
  work: (locked: Locked) => Promise<ConsentResult<T>>,
): Promise<ConsentResult<T>> {
  const { customerId } = actor;
  if (customerId === undefined || !mayConsentFor(actor, customerId)) {
    return refuse({ code: 'FORBIDDEN' });
  }
  return ports.inTransaction(async (unit: UnitOfWork) => {
    const [customer] = await ports.customers.lock([customerId]);
    const consents = customer ? await ports.consents.inForce([customerId]) : [];
    const inForce = consents.find((consent) => consent.source === source);
    const result = customer
      ? await work({ customer, inForce, now: ports.clock.now() })
      : refuse({ code: 'CUSTOMER_NOT_FOUND' });
    if ('refusals' in result) unit.abandon();
    return result;
  });
}

const utc = (instant: Instant): string => new Date(instant).toISOString();

async function writeDown(
  ports: Ports,
  actor: Actor,
  { id, customerId, source, givenAt, withdrawnAt }: Consent,
  what: 'given' | 'withdrawn',
  packEdition: string | null,
): Promise<void> {
  const data = {
    schemaVersion: 1,
    consentId: id,
    source,
    givenAt: utc(givenAt),
    withdrawnAt: withdrawnAt === null ? null : utc(withdrawnAt),
  };
  const happened = {
    entryId: ports.entropy.nextId(),
    content: {
      type: `risk-profile.consent-${what}`,
      ...data,
      customerId,
      packEdition,
      requestedBy: actor.subject,
      requestedAs: 'borrower',
    },
    type: `clearline.risk-profile.consent-${what}.v1`,
    data,
  };
  // It is about no account, so the customer is the subject.
  await tell(ports, { id: customerId, customerId }, happened, withdrawnAt ?? givenAt);
}
