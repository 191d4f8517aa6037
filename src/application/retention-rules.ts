/**
 * How long the rules of today keep what. Editions that hold side by side (for older and for newer
 * agreements) may differ: the longest period counts, because what was erased too early is lost.
 */
import { JURISDICTION_PACKS, type JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import {
  eraseOn,
  keptSince,
  RETENTION_CLASSES,
  type RetentionClass,
  retentionUntil,
} from '../domain/policy/retention.js';
import { type Instant, type LocalDate, localDate } from '../domain/time.js';

export interface RulesToday {
  /** At least one. */
  readonly packs: readonly JurisdictionPack[];
  /** The jurisdiction's day. */
  readonly today: LocalDate;
}

/** The editions in force in a jurisdiction, or undefined: then nothing may be erased. */
export function rulesToday(
  jurisdiction: string,
  now: Instant,
  packs: readonly JurisdictionPack[] = JURISDICTION_PACKS,
): RulesToday | undefined {
  const own = packs.filter((pack) => pack.jurisdiction === jurisdiction);
  const zone = own[0]?.timeZone;
  if (zone === undefined) return undefined;
  const today = localDate(now, zone);
  const inForce = own.filter(
    ({ validFrom, validUntil }) =>
      validFrom <= today && (validUntil === undefined || today < validUntil),
  );
  return inForce.length === 0 ? undefined : { packs: inForce, today };
}

/**
 * Classes whose records are counted each from its own day, with the first day that is still kept.
 * Where one edition counts from the end of the relationship, single records never go before it.
 */
export function keptFrom({ packs, today }: RulesToday): [RetentionClass, LocalDate][] {
  const dayOf = (each: RetentionClass): LocalDate | undefined => {
    const days = packs.map((pack) => keptSince(pack, each, today));
    return days.some((day) => day === null) ? undefined : days.filter(isDay).reduce(earlier);
  };
  return RETENTION_CLASSES.flatMap((each): [RetentionClass, LocalDate][] => {
    // A closing is counted in its day's bucket, so a bucket stays for as long as either needs it.
    const together: RetentionClass[] = each === 'DAILY_BUCKETS' ? [each, COUNTERS] : [each];
    const days = together.map(dayOf);
    return days.every(isDay) ? [[each, days.reduce(earlier)]] : [];
  });
}

const COUNTERS = 'CLOSURE_COUNTERS' satisfies RetentionClass;

const isDay = (day: LocalDate | null | undefined): day is LocalDate => day != null;

/** The first day on which everything of a customer may go. */
export const eraseOnBy = ({ packs }: Pick<RulesToday, 'packs'>, endedOn: LocalDate): LocalDate =>
  packs.map((pack) => eraseOn(pack, endedOn)).reduce(later);

/** The last day on which a record of a day is kept; null for a class that does not go by it. */
export function lastDayKept(
  { packs }: Pick<RulesToday, 'packs'>,
  each: RetentionClass,
  eventOn: LocalDate,
): LocalDate | null {
  const days = packs.map((pack) => retentionUntil(pack, each, { eventOn }));
  return days.every(isDay) ? days.reduce(later) : null;
}

const earlier = (one: LocalDate, other: LocalDate): LocalDate => (one < other ? one : other);
export const later = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other);
