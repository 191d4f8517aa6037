/**
 * What may be known of customers' behaviour today: the days of the longest window, and the sources
 * that their packs and consents permit. Two statements for any number of customers.
 */
import { permittedSources } from '../domain/policy/activity-sources.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import {
  type ActivityFacts,
  type ActivitySource,
  LONGEST_WINDOW_DAYS,
} from '../domain/risk-profile/activity.js';
import { addDays, type Instant, type LocalDate, localDate } from '../domain/time.js';
import { packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';
import type { Consent } from './risk-ports.js';

type Known = Pick<Customer, 'id' | 'jurisdiction'>;

/**
 * The behaviour of each customer for an assessment as of `asOf`, by default the customers' own day.
 * What is permitted goes by `now`; a customer without a pack is looked at in no source at all.
 */
export async function behaviourOf(
  ports: Pick<Ports, 'activities' | 'consents'>,
  customers: readonly Known[],
  now: Instant,
  asOf?: LocalDate,
): Promise<Map<string, ActivityFacts>> {
  if (customers.length === 0) return new Map();
  const packs = packsOf(customers, now);
  const today = localDate(now, 'UTC');
  const days =
    asOf === undefined ? [...packs.values()].map((each) => each?.today ?? today) : [asOf];
  const [first = today, last = first] = [days.toSorted()[0], days.toSorted().at(-1)];
  const ids = customers.map(({ id }) => id);
  const consents = consentedSources(await ports.consents.inForce(ids));
  const from = addDays(first, 1 - LONGEST_WINDOW_DAYS);
  const kept = Map.groupBy(
    await ports.activities.days(ids, from, last),
    ({ customerId }) => customerId,
  );
  return new Map(
    customers.map(({ id, jurisdiction }) => [
      id,
      {
        days: kept.get(id) ?? [],
        permitted: permittedIn(packs.get(jurisdiction)?.pack, consents.get(id)),
      },
    ]),
  );
}

/** By jurisdiction, the pack and the day of today; undefined where there is none. */
export const packsOf = (customers: readonly Known[], now: Instant) =>
  new Map(
    [...new Set(customers.map(({ jurisdiction }) => jurisdiction))].map(
      (jurisdiction) => [jurisdiction, packOfCustomer(jurisdiction, now)] as const,
    ),
  );

/** The behaviour of a customer who comes now: nothing was told yet, and no consent given. */
export const noBehaviour = (jurisdiction: string, now: Instant): ActivityFacts => ({
  days: [],
  permitted: permittedIn(packOfCustomer(jurisdiction, now)?.pack),
});

/** By customer, the sources of consents that are in force. */
export function consentedSources(
  inForce: readonly Consent[],
): ReadonlyMap<string, ReadonlySet<ActivitySource>> {
  const byCustomer = Map.groupBy(inForce, ({ customerId }) => customerId);
  return new Map(
    [...byCustomer].map(([id, given]) => [
      id,
      new Set(given.flatMap(({ source }) => source ?? [])),
    ]),
  );
}

const permittedIn = (
  pack: JurisdictionPack | undefined,
  consented: ReadonlySet<ActivitySource> = new Set(),
): ReadonlySet<ActivitySource> => (pack ? permittedSources(pack, consented) : new Set());
