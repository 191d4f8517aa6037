/** What a customer does here is counted among what the customer does, where that is permitted. */
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import {
  type Activity,
  type ActivityDay,
  type ActivityFacts,
  SOURCE_OF,
} from '../domain/risk-profile/activity.js';
import { emptyDay, withActivity } from '../domain/risk-profile/activity-day.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { behaviourOf } from './behaviour.js';
import type { Customer, Ports } from './ports.js';

export interface OwnActivity {
  /** A ledger that tells of the same thing under this id tells nothing new. */
  readonly id: string;
  readonly kind: 'APPLICATION' | 'LINE_OPENED' | 'LINE_CLOSED';
}

/** The same object twice, and nothing counted, where the activity's source is not looked at. */
export interface Behaviour {
  readonly before: ActivityFacts;
  readonly after: ActivityFacts;
  readonly counted: { readonly activity: Activity; readonly day: ActivityDay } | null;
}

/**
 * The customer's behaviour without and with an activity of now. Where the pack and the customer's
 * permit to look at it, it is one of the customer's day; elsewhere nothing differs. Keeps nothing.
 */
export async function behaviourWith(
  ports: Pick<Ports, 'activities' | 'consents'>,
  customer: Customer,
  { id, kind }: OwnActivity,
  { now, today, pack }: { now: Instant; today: LocalDate; pack: JurisdictionPack },
): Promise<Behaviour> {
  const before = (await behaviourOf(ports, [customer], now, today)).get(customer.id);
  if (!before) throw new Error(`customer ${customer.id} has no behaviour`);
  const source = SOURCE_OF[kind];
  const isLookedAt =
    before.permitted.has(source) && pack.activitySources[source].value !== 'FORBIDDEN';
  if (!isLookedAt) return { before, after: before, counted: null };
  const activity: Activity = { id, customerId: customer.id, occurredAt: now, kind };
  const known = before.days.find((each) => each.day === today) ?? emptyDay(customer.id, today);
  const day = withActivity(known, activity);
  const others = before.days.filter((each) => each !== known);
  return { before, after: { ...before, days: [...others, day] }, counted: { activity, day } };
}

/** Keeps what was counted, under the customer's lock. */
export async function keepCounted(
  ports: Pick<Ports, 'activities'>,
  { counted }: Behaviour,
  now: Instant,
): Promise<void> {
  if (!counted) return;
  await ports.activities.add([counted.activity], now);
  await ports.activities.saveDays([counted.day]);
}

/** Keeps an activity of now and returns the behaviour with it. */
export async function countActivity(
  ports: Pick<Ports, 'activities' | 'consents'>,
  customer: Customer,
  own: OwnActivity,
  at: { now: Instant; today: LocalDate; pack: JurisdictionPack },
): Promise<ActivityFacts> {
  const behaviour = await behaviourWith(ports, customer, own, at);
  await keepCounted(ports, behaviour, at.now);
  return behaviour.after;
}
