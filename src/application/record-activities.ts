/**
 * Business systems tell what customers do, in batches. A batch is taken as a whole: what is wrong in
 * it is told at once and nothing of it is kept. Under the customers' locks each activity is counted
 * once, by its id, into the local day on which it happened; what may not be used leaves no trace.
 */
import { type SourceRefusal, sourceRefusal } from '../domain/policy/activity-sources.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { type Activity, type ActivityDay, SOURCE_OF } from '../domain/risk-profile/activity.js';
import { dayKept, emptyDay, withActivity } from '../domain/risk-profile/activity-day.js';
import {
  type ActivityProblem,
  activityProblems,
  cleanActivity,
} from '../domain/risk-profile/activity-problems.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { mayRecordActivities } from './access.js';
import type { Actor } from './actor.js';
import { consentedSources, packsOf } from './behaviour.js';
import type { Customer, Ports } from './ports.js';

/** The most activities in one call. */
export const MAX_ACTIVITIES = 1_000;

export interface NotTaken {
  readonly eventId: string;
  readonly reason: SourceRefusal | 'TOO_OLD';
}

export interface RecordedActivities {
  readonly recorded: number;
  /** Told before, or earlier in the batch, under the same id: identical or not, nothing changes. */
  readonly duplicates: number;
  /** Not kept in any form, in the order of the batch. */
  readonly notTaken: readonly NotTaken[];
}

export type RecordActivitiesRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'TOO_MANY_ACTIVITIES'; most: number }
  /** Paths begin with the place in the batch, such as `activities[3].money.minor`. */
  | { code: 'ACTIVITIES_INVALID'; problems: readonly ActivityProblem[] };

export type RecordActivitiesResult =
  | { made: RecordedActivities }
  | { refusals: readonly RecordActivitiesRefusal[] };

/** Records at most {@link MAX_ACTIVITIES} activities, with a constant number of statements. */
export async function recordActivities(
  ports: Ports,
  actor: Actor,
  told: readonly unknown[],
): Promise<RecordActivitiesResult> {
  if (!mayRecordActivities(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  if (told.length > MAX_ACTIVITIES) {
    return { refusals: [{ code: 'TOO_MANY_ACTIVITIES', most: MAX_ACTIVITIES }] };
  }
  return ports.inTransaction(async (unit) => {
    const taken = await takeActivities(ports, told, ports.clock.now());
    if (!('problems' in taken)) return { made: taken };
    unit.abandon();
    return { refusals: [{ code: 'ACTIVITIES_INVALID', problems: taken.problems }] };
  });
}

/** The same within a transaction that is open; where anything is wrong, nothing was kept. */
export async function takeActivities(
  ports: Ports,
  told: readonly unknown[],
  now: Instant,
): Promise<RecordedActivities | { readonly problems: readonly ActivityProblem[] }> {
  const { wrong, known } = await checkActivities(ports, told, now, ports.customers.lock);
  const problems = wrong.flatMap((found, at) =>
    found.map((problem) => ({
      ...problem,
      path: [`activities[${at}]`, problem.path].filter((part) => part !== '').join('.'),
    })),
  );
  if (problems.length > 0) return { problems };
  return recordUnderLock(ports, (told as readonly Activity[]).map(cleanActivity), known, now);
}

/**
 * What is wrong with each of the activities, in their order, and the packs of their customers, whom
 * `customersOf` finds or locks by their sorted ids. A bureau is one that the institution lists.
 */
export async function checkActivities(
  { institution }: Pick<Ports, 'institution'>,
  told: readonly unknown[],
  now: Instant,
  customersOf: (ids: readonly string[]) => Promise<readonly Customer[]>,
): Promise<{ wrong: readonly ActivityProblem[][]; known: KnownCustomers }> {
  const malformed = told.map((each) => activityProblems(each, now));
  const named = told.flatMap((each, at) => {
    const isNamed = !malformed[at]?.some(({ path }) => path === '' || path === 'customerId');
    return isNamed ? [(each as Activity).customerId] : [];
  });
  const known = knownCustomers(await customersOf([...new Set(named)].sort()), now);
  const wrong = malformed.map((found, at) => [
    ...found,
    ...customerProblems(told[at], found, known),
    ...bureauProblems(told[at], found, institution),
  ]);
  return { wrong, known };
}

type KnownCustomers = ReadonlyMap<string, JurisdictionPack | undefined>;

function knownCustomers(customers: readonly Customer[], now: Instant): KnownCustomers {
  const packs = packsOf(customers, now);
  return new Map(customers.map(({ id, jurisdiction }) => [id, packs.get(jurisdiction)?.pack]));
}

/** What is wrong with the customer of an activity, unless that was found malformed already. */
function customerProblems(
  told: unknown,
  found: readonly ActivityProblem[],
  known: KnownCustomers,
): ActivityProblem[] {
  if (found.some(({ path }) => path === '' || path === 'customerId')) return [];
  const { customerId } = told as Activity;
  if (known.get(customerId)) return [];
  const code = known.has(customerId) ? 'JURISDICTION_UNSUPPORTED' : 'CUSTOMER_UNKNOWN';
  return [{ path: 'customerId', code, params: {} }];
}

/** A bureau that the institution does not list, unless that was found malformed already. */
function bureauProblems(
  told: unknown,
  found: readonly ActivityProblem[],
  { bureaus }: Ports['institution'],
): ActivityProblem[] {
  if (found.some(({ path }) => path === '' || path === 'bureauId')) return [];
  const { bureauId } = told as { readonly bureauId?: string | null };
  if (bureauId === undefined || bureauId === null) return [];
  if (bureaus.some(({ id }) => id === bureauId)) return [];
  return [{ path: 'bureauId', code: 'BUREAU_UNKNOWN', params: {} }];
}

interface Taken {
  readonly activity: Activity;
  readonly day: LocalDate;
}

async function recordUnderLock(
  ports: Ports,
  activities: readonly Activity[],
  known: KnownCustomers,
  now: Instant,
): Promise<RecordedActivities> {
  if (activities.length === 0) return { recorded: 0, duplicates: 0, notTaken: [] };
  const consents = consentedSources(await ports.consents.inForce([...known.keys()]));
  const seen = await ports.activities.known([...new Set(activities.map(({ id }) => id))]);
  const taken: Taken[] = [];
  const notTaken: NotTaken[] = [];
  let duplicates = 0;
  // One after another, as if each were told alone: an id that was not taken is not used up.
  for (const activity of activities) {
    const { id, customerId, kind, occurredAt } = activity;
    const pack = known.get(customerId);
    if (!pack) throw new Error(`customer ${customerId} has no pack`);
    const refusal = sourceRefusal(pack, consents.get(customerId) ?? new Set(), SOURCE_OF[kind]);
    const day = dayKept(occurredAt, now, pack.timeZone);
    if (seen.has(id)) duplicates += 1;
    else if (refusal !== null) notTaken.push({ eventId: id, reason: refusal });
    else if (day === null) notTaken.push({ eventId: id, reason: 'TOO_OLD' });
    else {
      seen.add(id);
      taken.push({ activity, day });
    }
  }
  await keep(ports, taken, now);
  return { recorded: taken.length, duplicates, notTaken };
}

async function keep(ports: Ports, taken: readonly Taken[], now: Instant): Promise<void> {
  if (taken.length === 0) return;
  const placeOf = (customerId: string, day: LocalDate): string => `${customerId} ${day}`;
  const days = new Map<string, ActivityDay>();
  for (const { activity, day } of taken) {
    const { customerId } = activity;
    days.set(placeOf(customerId, day), emptyDay(customerId, day));
  }
  for (const stored of await ports.activities.daysAt([...days.values()])) {
    days.set(placeOf(stored.customerId, stored.day), stored);
  }
  for (const { activity, day } of taken) {
    const place = placeOf(activity.customerId, day);
    days.set(place, withActivity(days.get(place) ?? emptyDay(activity.customerId, day), activity));
  }
  await ports.activities.add(
    taken.map(({ activity }) => activity),
    now,
  );
  await ports.activities.saveDays([...days.values()]);
  await ports.platformActions.touch(
    [...new Set(taken.map(({ activity }) => activity.customerId))],
    now,
  );
}
