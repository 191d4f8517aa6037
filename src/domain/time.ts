/**
 * The domain never asks what time it is: instants and days come in as arguments. An instant is
 * milliseconds since 1970 UTC; a day is a calendar day of the customer's jurisdiction.
 */
export type Instant = number;
/** ISO 8601 calendar day, `YYYY-MM-DD`, without a zone. */
export type LocalDate = string;

export const DAY_MS = 86_400_000;
/** After every day that there is. */
export const END_OF_TIME: LocalDate = '9999-12-31';

/** By zone, the last answer: a request asks about its one instant for every line that it shows. */
const lastAsked = new Map<string, { readonly instant: Instant; readonly date: LocalDate }>();

/** ISO 8601 in UTC, with milliseconds. */
export const utc = (instant: Instant): string => new Date(instant).toISOString();

/** The calendar day on which an instant falls in an IANA time zone; an unknown zone throws. */
export function localDate(instant: Instant, timeZone: string): LocalDate {
  const last = lastAsked.get(timeZone);
  if (last?.instant === instant) return last.date;
  const date = fromEpochDay(Math.floor((instant + offsetMs(instant, timeZone)) / DAY_MS));
  lastAsked.set(timeZone, { instant, date });
  return date;
}

/** True for a day that exists in the proleptic Gregorian calendar. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // A day beyond its month's end, where it parses at all, comes out as one of the next month.
  return new Date(ms).getUTCDate() === Number(text.slice(8));
}

const epochDay = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const fromEpochDay = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The day `days` later (earlier when negative). */
export const addDays = (date: LocalDate, days: number): LocalDate =>
  fromEpochDay(epochDay(date) + days);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  epochDay(to) - epochDay(from);

/** The same day of a later month, or that month's last day when it is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

/** 0 for Sunday … 6 for Saturday. */
export const weekday = (date: LocalDate): number => (((epochDay(date) + 4) % 7) + 7) % 7;

/**
 * The instant at which a day begins in a time zone; a deadline "by the end of" a day is met before
 * the next day begins. Where the clocks go forward at midnight the day begins at one o'clock; a day
 * that a zone left out (Samoa, 2011-12-30) begins, and ends, where the next one does.
 */
export function startOfDay(date: LocalDate, timeZone: string): Instant {
  const midnight = epochDay(date) * DAY_MS;
  // No zone is a day away from UTC, so local midnight lies between these two moments, and its offset
  // is that of the one or the other. The earlier answer holds unless it is still the day before.
  const before = midnight - offsetMs(midnight - DAY_MS, timeZone);
  const after = midnight - offsetMs(midnight + DAY_MS, timeZone);
  const earlier = Math.min(before, after);
  return localDate(earlier, timeZone) === date ? earlier : Math.max(before, after);
}

/** Building a formatter costs a thousand times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** What the zone's wall clock is ahead of UTC at an instant. */
function offsetMs(instant: Instant, timeZone: string): number {
  const parts = formatterOf(timeZone).formatToParts(instant);
  const at = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const day = Date.UTC(at('year'), at('month') - 1, at('day'));
  const wall = day + (at('hour') * 3600 + at('minute') * 60 + at('second')) * 1000;
  return wall - Math.floor(instant / 1000) * 1000;
}
