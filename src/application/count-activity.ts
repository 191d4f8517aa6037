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
  readonly kind: 'APPLICATION' | 'LINE_OPENED';
}

/**
 * Keeps the activity of now in the customer's day, under the customer's lock, and returns the
 * behaviour with it. Where the pack does not permit its source nothing is kept.
 */
export async function countActivity(
  ports: Pick<Ports, 'activities' | 'consents'>,
  customer: Customer,
  { id, kind }: OwnActivity,
  { now, today, pack }: { now: Instant; today: LocalDate; pack: JurisdictionPack },
): Promise<ActivityFacts> {
  const before = (await behaviourOf(ports, [customer], now, today)).get(customer.id);
  if (!before) throw new Error(`customer ${customer.id} has no behaviour`);
  const source = SOURCE_OF[kind];
  const isLookedAt =
    before.permitted.has(source) && pack.activitySources[source].value !== 'FORBIDDEN';
  if (!isLookedAt) return before;
  const activity: Activity = { id, customerId: customer.id, occurredAt: now, kind };
  const known = before.days.find(({ day }) => day === today) ?? emptyDay(customer.id, today);
  const counted: ActivityDay = withActivity(known, activity);
  await ports.activities.add([activity], now);
  await ports.activities.saveDays([counted]);
  return { ...before, days: [...before.days.filter((day) => day !== known), counted] };
}
