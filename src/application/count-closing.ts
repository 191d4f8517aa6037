/** A closing is itself something that the customer does, and is counted where that is permitted. */
import type { Id } from '../domain/identifiers.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Activity, ActivityFacts } from '../domain/risk-profile/activity.js';
import { emptyDay, withActivity } from '../domain/risk-profile/activity-day.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { behaviourOf } from './behaviour.js';
import type { Customer, Ports } from './ports.js';

/** The same object twice where closings are not looked at. */
export interface BehaviourAtClosing {
  readonly before: ActivityFacts;
  readonly after: ActivityFacts;
}

/**
 * The customer's behaviour without and with this closing, to be called under the customer's lock.
 * Where the line's pack and the customer's permit to look at closings, this one is kept as an
 * activity of the customer's day; elsewhere nothing is kept and nothing differs.
 */
export async function countClosing(
  ports: Ports,
  customer: Customer,
  closureId: Id,
  { now, today, pack }: { now: Instant; today: LocalDate; pack: JurisdictionPack },
): Promise<BehaviourAtClosing> {
  const before = (await behaviourOf(ports, [customer], now, today)).get(customer.id);
  if (!before) throw new Error(`customer ${customer.id} has no behaviour`);
  const isLookedAt =
    before.permitted.has('CLOSURES') && pack.activitySources.CLOSURES.value !== 'FORBIDDEN';
  if (!isLookedAt) return { before, after: before };
  const closing: Activity = {
    // A ledger that tells of the same closing under this id tells nothing new.
    id: `closure:${closureId}`,
    customerId: customer.id,
    occurredAt: now,
    kind: 'LINE_CLOSED',
  };
  const known = before.days.find(({ day }) => day === today) ?? emptyDay(customer.id, today);
  const counted = withActivity(known, closing);
  await ports.activities.add([closing], now);
  await ports.activities.saveDays([counted]);
  const others = before.days.filter((day) => day !== known);
  return { before, after: { ...before, days: [...others, counted] } };
}
