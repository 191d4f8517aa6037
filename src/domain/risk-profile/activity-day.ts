/**
 * The life of an activity day. It begins empty when the first activity of a customer's local day is
 * told, and takes in each activity once, at whatever time it comes; the order makes no difference.
 * A withdrawn consent takes whole kinds out of it again; what is found to be another person's is set
 * aside in it. After the longest window nothing reads it.
 */
import type { CustomerId, Id } from '../identifiers.js';
import { addDays, DAY_MS, type Instant, type LocalDate, localDate } from '../time.js';
import {
  type Activity,
  type ActivityDay,
  type ActivityKind,
  type BureauReport,
  type DaySums,
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
    case 'BUREAU_FACT': {
      const { figures, bureauId } = activity;
      const report = { ...told(activity, figures), ...(bureauId !== undefined && { bureauId }) };
      return { ...counted, bureau: newer<BureauReport>(day.bureau, report) };
    }
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
export function newer<F extends Newest<unknown>>(one: F | null, other: F | null): F | null {
  if (one === null || other === null) return one ?? other;
  if (one.occurredAt !== other.occurredAt) return one.occurredAt > other.occurredAt ? one : other;
  return one.eventId > other.eventId ? one : other;
}

/** The day without anything that activities of the kinds left in it, also no trace of how many. */
export const without = (day: ActivityDay, kinds: readonly ActivityKind[]): ActivityDay => ({
  ...day,
  ...sumsOf(day, (kind) => !kinds.includes(kind)),
});

/** What activities of some kinds add up to. */
function sumsOf(day: DaySums, isOf: (kind: ActivityKind) => boolean): DaySums {
  const some = <T>(byKind: Readonly<Partial<Record<ActivityKind, T>>>) =>
    Object.fromEntries(
      Object.entries(byKind).filter(([kind]) => isOf(kind as ActivityKind)),
    ) as Partial<Record<ActivityKind, T>>;
  const sums = Object.entries(day.sums)
    .map(([currency, byKind]) => [currency, some(byKind)] as const)
    .filter(([, byKind]) => Object.keys(byKind).length > 0);
  return {
    counts: some(day.counts),
    unstatedDraws: isOf('DRAW') ? day.unstatedDraws : 0,
    sums: Object.fromEntries(sums),
    pseudonyms: some(day.pseudonyms),
    income: isOf('VERIFIED_INCOME') ? day.income : null,
    bureau: isOf('BUREAU_FACT') ? day.bureau : null,
  };
}

/**
 * The day with what it has of the kinds set aside: another person's by that appeal, and read by no
 * score. What is told of the day later counts again.
 */
export function withSetAside(
  day: ActivityDay,
  kinds: readonly ActivityKind[],
  appealId: Id,
): ActivityDay {
  if (!kinds.some((kind) => kind in day.counts)) return day;
  const theirs = sumsOf(day, (kind) => kinds.includes(kind));
  return { ...without(day, kinds), setAside: [...(day.setAside ?? []), { appealId, ...theirs }] };
}

/** Whether anything of the kinds is in the day, also set aside. */
export const holdsAny = (
  { counts, setAside = [] }: Pick<ActivityDay, 'counts' | 'setAside'>,
  kinds: readonly ActivityKind[],
): boolean => [{ counts }, ...setAside].some((each) => kinds.some((kind) => kind in each.counts));

/** The day after kinds are erased, also what of them was set aside; null where nothing is left. */
export function forgetting(day: ActivityDay, kinds: readonly ActivityKind[]): ActivityDay | null {
  const { setAside, ...own } = without(day, kinds);
  const kept = (setAside ?? [])
    .map((each) => ({ ...each, ...sumsOf(each, (kind) => !kinds.includes(kind)) }))
    .filter(({ counts }) => Object.keys(counts).length > 0);
  if (kept.length > 0) return { ...own, setAside: kept };
  return Object.keys(own.counts).length > 0 ? own : null;
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
