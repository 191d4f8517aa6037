/** A closing is itself something that the customer does, and is counted where that is permitted. */
import type { Id } from '../domain/identifiers.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Activity, ActivityDay, ActivityFacts } from '../domain/risk-profile/activity.js';
import { emptyDay, withActivity } from '../domain/risk-profile/activity-day.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { behaviourOf } from './behaviour.js';
import type { Customer, Ports } from './ports.js';

/** The same object twice, and nothing counted, where closings are not looked at. */
export interface BehaviourAtClosing {
  readonly before: ActivityFacts;
  readonly after: ActivityFacts;
  readonly counted: { readonly closing: Activity; readonly day: ActivityDay } | null;
}

/**
 * The customer's behaviour without and with this closing. Where the line's pack and the customer's
 * permit to look at closings, the closing is an activity of the customer's day; elsewhere nothing
 * differs.
 */
export async function behaviourAtClosing(
  ports: Pick<Ports, 'activities' | 'consents'>,
  customer: Customer,
  closureId: Id,
  { now, today, pack }: { now: Instant; today: LocalDate; pack: JurisdictionPack },
): Promise<BehaviourAtClosing> {
  const before = (await behaviourOf(ports, [customer], now, today)).get(customer.id);
  if (!before) throw new Error(`customer ${customer.id} has no behaviour`);
  const isLookedAt =
    before.permitted.has('CLOSURES') && pack.activitySources.CLOSURES.value !== 'FORBIDDEN';
  if (!isLookedAt) return { before, after: before, counted: null };
  const closing: Activity = {
    // A ledger that tells of the same closing under this id tells nothing new.
    id: `closure:${closureId}`,
    customerId: customer.id,
    occurredAt: now,
    kind: 'LINE_CLOSED',
  };
  const known = before.days.find((each) => each.day === today) ?? emptyDay(customer.id, today);
  const day = withActivity(known, closing);
  const others = before.days.filter((each) => each !== known);
  return { before, after: { ...before, days: [...others, day] }, counted: { closing, day } };
}

/** Keeps what was counted. */
export async function keepClosing(
  ports: Pick<Ports, 'activities'>,
  { counted }: BehaviourAtClosing,
  now: Instant,
): Promise<void> {
  if (!counted) return;
  await ports.activities.add([counted.closing], now);
  await ports.activities.saveDays([counted.day]);
}
