/**
 * The customer consents, purpose by purpose, and withdraws the consent. Withdrawing the consent to a
 * source erases what was kept of it in the same transaction, or under a legal hold when that is
 * lifted; assessments that were made stay as they were. Withdrawing any other ends its use from that moment on.
 */
import type { ActivitySource } from '../domain/risk-profile/activity.js';
import { type Instant, utc } from '../domain/time.js';
import { mayConsentFor } from './access.js';
import type { Actor } from './actor.js';
import { forgetSource } from './forget-source.js';
import { type NoPack, packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports, UnitOfWork } from './ports.js';
import type { Consent, ConsentAbout } from './risk-ports.js';
import { tell } from './tell.js';

export type ConsentRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'CUSTOMER_NOT_FOUND' }
  /** The pack permits the source without asking, or forbids it whatever the customer says. */
  | { code: 'CONSENT_NOT_ASKED'; source: ActivitySource; permission: 'PERMITTED' | 'FORBIDDEN' }
  | NoPack;

export type ConsentResult<T> = { made: T } | { refusals: readonly ConsentRefusal[] };

/** What the consent is about; a source alone is one for credit assessments. */
export type ConsentWish =
  | ConsentAbout
  | { readonly purpose?: undefined; readonly source: ActivitySource };

const aboutOf = (wish: ConsentWish): ConsentAbout =>
  wish.purpose === undefined ? { purpose: 'CREDIT_ASSESSMENT', source: wish.source } : wish;

/** Gives the actor's own consent; one that is in force already is returned as it is. */
export const giveConsent = (
  ports: Ports,
  actor: Actor,
  wish: ConsentWish,
): Promise<ConsentResult<Consent>> =>
  underLock(ports, actor, aboutOf(wish), async ({ customer, about, inForce, now }) => {
    const { jurisdiction } = customer;
    const pack = packOfCustomer(jurisdiction, now)?.pack;
    if (!pack) return refuse({ code: 'JURISDICTION_UNSUPPORTED', jurisdiction });
    const { source } = about;
    const permission = source === null ? 'WITH_CONSENT' : pack.activitySources[source].value;
    if (source !== null && permission !== 'WITH_CONSENT') {
      return refuse({ code: 'CONSENT_NOT_ASKED', source, permission });
    }
    if (inForce) return { made: inForce };
    const id = ports.entropy.nextId();
    const consent: Consent = {
      id,
      customerId: customer.id,
      ...about,
      givenAt: now,
      withdrawnAt: null,
    };
    await ports.consents.add(consent);
    await writeDown(ports, actor, consent, 'given', pack.id);
    return { made: consent };
  });

/**
 * Withdraws the actor's own consent and erases what was kept of its source. Always possible, whatever
 * the pack says by now. Null, and no change, when no consent is in force.
 */
export const withdrawConsent = (
  ports: Ports,
  actor: Actor,
  wish: ConsentWish,
): Promise<ConsentResult<Consent | null>> =>
  underLock<Consent | null>(ports, actor, aboutOf(wish), async ({ customer, inForce, now }) => {
    if (!inForce) return { made: null };
    const withdrawn = { ...inForce, withdrawnAt: now };
    await ports.consents.withdraw(inForce.id, now);
    if (inForce.source !== null) await forgetSource(ports, customer, inForce.source, now);
    const edition = packOfCustomer(customer.jurisdiction, now)?.pack.id ?? null;
    await writeDown(ports, actor, withdrawn, 'withdrawn', edition);
    return { made: withdrawn };
  });

interface Locked {
  readonly customer: Customer;
  readonly about: ConsentAbout;
  /** The consent about the same that was given and not withdrawn. */
  readonly inForce: Consent | undefined;
  readonly now: Instant;
}

const refuse = (refusal: ConsentRefusal) => ({ refusals: [refusal] });

async function underLock<T>(
  ports: Ports,
  actor: Actor,
  about: ConsentAbout,
  work: (locked: Locked) => Promise<ConsentResult<T>>,
): Promise<ConsentResult<T>> {
  const { customerId } = actor;
  if (customerId === undefined || !mayConsentFor(actor, customerId)) {
    return refuse({ code: 'FORBIDDEN' });
  }
  return ports.inTransaction(async (unit: UnitOfWork) => {
    const [customer] = await ports.customers.lock([customerId]);
    const consents = customer ? await ports.consents.inForce([customerId]) : [];
    const inForce = consents.find(
      ({ purpose, source }) => purpose === about.purpose && source === about.source,
    );
    const result = customer
      ? await work({ customer, about, inForce, now: ports.clock.now() })
      : refuse({ code: 'CUSTOMER_NOT_FOUND' });
    if ('refusals' in result) unit.abandon();
    else await ports.platformActions.touch([customerId], ports.clock.now());
    return result;
  });
}

async function writeDown(
  ports: Ports,
  actor: Actor,
  { id, customerId, purpose, source, givenAt, withdrawnAt }: Consent,
  what: 'given' | 'withdrawn',
  packEdition: string | null,
): Promise<void> {
  const data = {
    schemaVersion: 1,
    consentId: id,
    purpose,
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
