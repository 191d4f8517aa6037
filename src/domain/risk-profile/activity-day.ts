/**
 * The life of an activity day. It begins empty when the first activity of a customer's local day is
 * told, and takes in each activity once, at whatever time it comes; the order makes no difference.
 * A withdrawn consent takes whole kinds out of it again. After the longest window nothing reads it.
 */
import type { CustomerId } from '../identifiers.js';
import { addDays, DAY_MS, type Instant, type LocalDate, localDate } from '../time.js';
import {
  type Activity,
  type ActivityDay,
  type ActivityKind,
  LONGEST_WINDOW_DAYS,
  type Newest,
  PSEUDONYMS_A_DAY,
} from './activity.js';

/** A day on which nothing was told yet. */
export const emptyDay = (customerId: CustomerId, day: LocalDate): ActivityDay => ({
  customerId,
  day,
  counts: {},
  unstatedDraws: 0,
  sums: {},
  pseudonyms: {},
  income: null,
  bureau: null,
});

/**
 * The day with one more activity of its customer. Adding is commutative and associative; whether an
 * activity was told before is for the caller to know, since a day remembers no ids.
 */
export function withActivity(day: ActivityDay, activity: Activity): ActivityDay {
  const { kind } = activity;
  const counted = { ...day, counts: { ...day.counts, [kind]: (day.counts[kind] ?? 0) + 1 } };
  switch (activity.kind) {
    case 'PURCHASE':
    case 'REPAYMENT':
    case 'CASH_OUT':
    case 'TRANSFER_OUT':
      return withSum(counted, activity.kind, activity.money);
    case 'DRAW':
      return withSum(
        { ...counted, unstatedDraws: day.unstatedDraws + (activity.purpose === null ? 1 : 0) },
        activity.kind,
        activity.money,
      );
    case 'DEVICE_SIGHTING':
    case 'PLACE_SIGHTING':
    case 'SOCIAL_LINK':
      return withPseudonym(counted, activity.kind, activity.pseudonym);
    case 'VERIFIED_INCOME':
      return { ...counted, income: newer(day.income, told(activity, activity.money)) };
    case 'BUREAU_FACT':
      return { ...counted, bureau: newer(day.bureau, told(activity, activity.figures)) };
    default:
      return counted;
  }
}

function withSum(
  day: ActivityDay,
  kind: ActivityKind,
  { minor, currency }: { readonly minor: number; readonly currency: string },
): ActivityDay {
  const sums = day.sums[currency] ?? {};
  // A sum that would leave the safe integers stays at their end, so that the order never matters.
  const sum = Math.min((sums[kind] ?? 0) + minor, Number.MAX_SAFE_INTEGER);
  return { ...day, sums: { ...day.sums, [currency]: { ...sums, [kind]: sum } } };
}

function withPseudonym(day: ActivityDay, kind: ActivityKind, pseudonym: string): ActivityDay {
  const known = day.pseudonyms[kind] ?? [];
  if (known.includes(pseudonym)) return day;
  // The smallest of all that ever came are the smallest of the kept ones and the new one.
  const kept = [...known, pseudonym].sort().slice(0, PSEUDONYMS_A_DAY);
  return { ...day, pseudonyms: { ...day.pseudonyms, [kind]: kept } };
}

const told = <T>({ occurredAt, id }: Activity, value: T): Newest<T> => ({
  value,
  occurredAt,
  eventId: id,
});

/** The newer of two facts, either of which may be missing; equal instants go by the event id. */
export function newer<T>(one: Newest<T> | null, other: Newest<T> | null): Newest<T> | null {
  if (one === null || other === null) return one ?? other;
  if (one.occurredAt !== other.occurredAt) return one.occurredAt > other.occurredAt ? one : other;
  return one.eventId > other.eventId ? one : other;
}

/** The day without anything that activities of the kinds left in it, also no trace of how many. */
export function without(day: ActivityDay, kinds: readonly ActivityKind[]): ActivityDay {
  const lacking = <T>(byKind: Readonly<Partial<Record<ActivityKind, T>>>) =>
    Object.fromEntries(
      Object.entries(byKind).filter(([kind]) => !kinds.some((gone) => gone === kind)),
    ) as Partial<Record<ActivityKind, T>>;
  const sums = Object.entries(day.sums)
    .map(([currency, byKind]) => [currency, lacking(byKind)] as const)
    .filter(([, byKind]) => Object.keys(byKind).length > 0);
  return {
    ...day,
    counts: lacking(day.counts),
    unstatedDraws: kinds.includes('DRAW') ? 0 : day.unstatedDraws,
    sums: Object.fromEntries(sums),
    pseudonyms: lacking(day.pseudonyms),
    income: kinds.includes('VERIFIED_INCOME') ? null : day.income,
    bureau: kinds.includes('BUREAU_FACT') ? null : day.bureau,
  };
}

/**
 * The local day that an instant falls in, or null when every window has passed it by `now`'s day:
 * such an activity is too old to be kept. Any safe integer may be asked about.
 */
export function dayKept(occurredAt: Instant, now: Instant, timeZone: string): LocalDate | null {
  // Far instants are no dates at all to a calendar, and no zone is two days away from another.
  if (occurredAt < now - (LONGEST_WINDOW_DAYS + 2) * DAY_MS) return null;
  const day = localDate(occurredAt, timeZone);
  return day > addDays(localDate(now, timeZone), -LONGEST_WINDOW_DAYS) ? day : null;
}
