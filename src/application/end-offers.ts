/**
 * How an offer comes to nothing: turned down, overtaken by another one, withdrawn with the decision
 * that led to it, or its time runs out.
 */
import { type CreditApplication, statusAt } from '../domain/credit-account/way-back.js';
import { type Instant, utc } from '../domain/time.js';
import { packsOf } from './behaviour.js';
import { refuseRest } from './counteroffer.js';
import type { Ports } from './ports.js';
import { tell } from './tell.js';

export type OpenOffer = CreditApplication & {
  readonly offer: NonNullable<CreditApplication['offer']>;
};

/** What an offer that comes to nothing is called in what is written and told. */
const ENDINGS = { TURNED_DOWN: 'turned-down', LAPSED: 'lapsed', WITHDRAWN: 'withdrawn' } as const;

export interface OfferEnding {
  readonly now: Instant;
  /** Null where no rules are in force, which keeps no offer from ending. */
  readonly packEdition: string | null;
  /** Null where time alone ended it. */
  readonly requestedBy: string | null;
}

/** Ends an open offer, writes it down and tells it. */
export async function endOffer(
  ports: Ports,
  application: OpenOffer,
  status: keyof typeof ENDINGS,
  { now, ...how }: OfferEnding,
): Promise<void> {
  const { id: applicationId, customerId, productId } = application;
  await ports.applications.save({ ...application, status, endedAt: now });
  const data = { schemaVersion: 1, applicationId, productId, status, endedAt: utc(now) };
  const name = `credit-application.${ENDINGS[status]}`;
  // Turning down is the customer's alone.
  const as = status === 'TURNED_DOWN' && { requestedAs: 'borrower' };
  const content = { type: name, ...data, customerId, ...how, ...as };
  const entryId = ports.entropy.nextId();
  const happened = { entryId, content, type: `clearline.${name}.v1`, data };
  await tell(ports, { id: customerId, customerId }, happened, now);
}

/** Applications among which other open offers are looked for; those of 14 days are fewer. */
const NEWEST = 200;

/**
 * One offer of a product, or of one line's limit, is enough: another one would outlive the line and open
 * it once more.
 */
export async function endOthers(
  ports: Ports,
  accepted: OpenOffer,
  how: OfferEnding,
): Promise<void> {
  const { id, customerId, productId, raisesLimitOf } = accepted;
  for (const other of await ports.applications.ofCustomer(customerId, NEWEST)) {
    const { offer } = other;
    const isAlike = other.productId === productId && other.raisesLimitOf === raisesLimitOf;
    if (other.id === id || !isAlike || !offer) continue;
    if (statusAt(other, how.now) === 'OFFERED') {
      await endOffer(ports, { ...other, offer }, 'TURNED_DOWN', how);
    }
  }
}

/** Offers in one go. */
const BATCH = 100;

/** Ends the offers whose time has run out by `now`, in batches; returns how many. */
export async function lapseOffers(ports: Ports, now: Instant): Promise<number> {
  let lapsed = 0;
  for (;;) {
    const found = await ports.inTransaction(async () => {
      await ports.dueWork.exclusively();
      const due = await ports.applications.lapsed(now, BATCH);
      const ids = new Set(due.map(({ customerId }) => customerId));
      const customers = await ports.customers.lock([...ids]);
      const packs = packsOf(customers, now);
      const packEditionOf = (customerId: string): string | null => {
        const customer = customers.find(({ id }) => id === customerId);
        return (customer && packs.get(customer.jurisdiction)?.pack.id) ?? null;
      };
      // Under the locks, because a customer may have answered in the meantime.
      const seen = await ports.applications.find(due.map(({ id }) => id));
      for (const application of seen) {
        const { customerId, offer, status } = application;
        if (status !== 'OFFERED' || !offer) continue;
        const how = { now, packEdition: packEditionOf(customerId), requestedBy: null };
        await endOffer(ports, { ...application, offer }, 'LAPSED', how);
        await refuseRest(ports, { ...application, offer }, 'LAPSED', now);
        lapsed += 1;
      }
      return due.length;
    });
    if (found < BATCH) return lapsed;
  }
}
