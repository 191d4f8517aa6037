/**
 * Erasing what was kept of a source whose consent was withdrawn. Under a legal hold the records stay,
 * unused, until the last hold is lifted.
 */
import type { CustomerId } from '../domain/identifiers.js';
import { ACTIVITY_KINDS, type ActivitySource, SOURCE_OF } from '../domain/risk-profile/activity.js';
import { type Instant, localDate } from '../domain/time.js';
import { customerHashOf } from './erasure-record.js';
import { packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';
import type { Erasure, LegalHold } from './retention-ports.js';

/** Holds, and consents, of a customer that are looked at: more than a few are rare. */
const LOOKED_AT = 1_000;

const isInForce = ({ liftedAt }: LegalHold): boolean => liftedAt === null;

/** A customer's legal holds that are in force; the newest first. */
export async function holdsInForce(
  { legalHolds }: Pick<Ports, 'legalHolds'>,
  customerId: CustomerId,
): Promise<LegalHold[]> {
  return (await legalHolds.ofCustomer(customerId, LOOKED_AT)).filter(isInForce);
}

/**
 * Erases what was kept of a source, unless a legal hold keeps it, in the open transaction and under
 * the customer's lock. It is remembered either way: a backup that is restored later brings the
 * consent back, and this is what takes it out again.
 */
export async function forgetSource(
  ports: Ports,
  customer: Customer,
  source: ActivitySource,
  now: Instant,
): Promise<void> {
  const { id: customerId, jurisdiction } = customer;
  const held = await holdsInForce(ports, customerId);
  if (held.length === 0) await ports.activities.forget(customerId, kindsOf(source));
  const erasure: Erasure = {
    id: ports.entropy.nextId(),
    customerHash: customerHashOf(ports, customerId),
    what: `SOURCE:${source}`,
    before: packOfCustomer(jurisdiction, now)?.today ?? localDate(now, 'UTC'),
    rows: 0,
    erasedAt: now,
  };
  await ports.retention.addErasures([erasure]);
}

export const kindsOf = (source: string) =>
  ACTIVITY_KINDS.filter((kind) => SOURCE_OF[kind] === source);

/** After a hold was lifted: forgets the sources whose consent was withdrawn under a hold. */
export async function forgetHeldSources(
  ports: Ports,
  customer: Customer,
  now: Instant,
): Promise<void> {
  const holds = await ports.legalHolds.ofCustomer(customer.id, LOOKED_AT);
  if (holds.some(isInForce)) return;
  const consents = await ports.consents.newest(customer.id, LOOKED_AT);
  const given = new Set(consents.flatMap((each) => (each.withdrawnAt === null ? each.source : [])));
  const sources = consents.flatMap(({ source, withdrawnAt: at }) => {
    const isKept =
      at !== null && holds.some((hold) => hold.placedAt <= at && at <= (hold.liftedAt ?? now));
    return source !== null && isKept && !given.has(source) ? [source] : [];
  });
  for (const source of new Set(sources)) await forgetSource(ports, customer, source, now);
}
