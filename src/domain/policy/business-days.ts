/**
 * Business days by calendar. A calendar is data: announced days (China) or rules (TARGET, Federal
 * Reserve). Periods leave out the day on which they start, as Regulation (EEC) 1182/71 Art. 3(1) and
 * the Civil Code of the PRC, Art. 201, have it.
 *
 * China announces each year's days in the autumn before. For a year without its notice
 * {@link isCalendarKnown} says no, and only weekends are skipped: a holiday is never guessed, so a
 * deadline comes earlier rather than later. (The one exception: a make-up Saturday that is not known
 * yet, in a period that meets no holiday, moves the deadline a day later.)
 */
import { addDays, type LocalDate, weekday } from '../time.js';
import { CN_HOLIDAY_NOTICES } from './calendars/cn-state-council.js';
import { US_FIXED_HOLIDAYS, US_FLOATING_HOLIDAYS } from './calendars/us-federal-reserve.js';

export type CalendarId = 'CN_STATE_COUNCIL' | 'EU_TARGET' | 'US_FEDERAL_RESERVE';

/** A period in days of the one or the other kind. */
export type Deadline = { readonly businessDays: number } | { readonly calendarDays: number };

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
const isWeekend = (date: LocalDate): boolean => weekday(date) === 0 || weekday(date) === 6;

/** The first day for which the calendar's rules hold as they stand here. */
const RULES_SINCE_YEAR = {
  /** ECB, long-term calendar for TARGET closing days, 14 December 2000: from 2002. */
  EU_TARGET: 2002,
  /** First observance of the Birthday of Martin Luther King, Jr. (Public Law 98-144). */
  US_FEDERAL_RESERVE: 1986,
} as const;

/** False where holidays are not known and only weekends are skipped. */
export function isCalendarKnown(calendar: CalendarId, date: LocalDate): boolean {
  const year = yearOf(date);
  if (calendar === 'CN_STATE_COUNCIL') return CN_HOLIDAY_NOTICES.some((n) => n.year === year);
  return year >= RULES_SINCE_YEAR[calendar];
}

/** Whether the calendar's offices work on that day. */
export function isBusinessDay(calendar: CalendarId, date: LocalDate): boolean {
  switch (calendar) {
    case 'CN_STATE_COUNCIL':
      return isChineseBusinessDay(date);
    case 'EU_TARGET':
      return !isWeekend(date) && !isTargetClosingDay(date);
    case 'US_FEDERAL_RESERVE':
      return !isWeekend(date) && !isFederalReserveHoliday(date);
  }
}

const PERIOD_MAX = 1000;

/**
 * The n-th business day after `date`, which itself does not count; for n = 0 the day itself or the
 * next business day. Throws RangeError for an n that is no whole number from 0 to 1000.
 */
export function addBusinessDays(calendar: CalendarId, date: LocalDate, n: number): LocalDate {
  if (!Number.isInteger(n) || n < 0 || n > PERIOD_MAX) {
    throw new RangeError(`not a number of business days: ${n}`);
  }
  let day = n === 0 ? date : addDays(date, 1);
  let left = n;
  for (;;) {
    if (isBusinessDay(calendar, day)) {
      if (left <= 1) return day;
      left -= 1;
    }
    day = addDays(day, 1);
  }
}

/** The last day of a period that starts on `from`. */
export const dueDate = (deadline: Deadline, from: LocalDate, calendar: CalendarId): LocalDate =>
  'businessDays' in deadline
    ? addBusinessDays(calendar, from, deadline.businessDays)
    : addDays(from, deadline.calendarDays);

function isChineseBusinessDay(date: LocalDate): boolean {
  const notice = CN_HOLIDAY_NOTICES.find(({ year }) => year === yearOf(date));
  if (notice?.working.some((day) => day === date)) return true;
  if (notice?.off.some(([first, last]) => date >= first && date <= last)) return false;
  return !isWeekend(date);
}

/** ECB, 14 December 2000: these days, wherever they fall; none is moved off a weekend. */
function isTargetClosingDay(date: LocalDate): boolean {
  if (['01-01', '05-01', '12-25', '12-26'].includes(date.slice(5))) return true;
  const easter = easterSunday(yearOf(date));
  return date === addDays(easter, -2) || date === addDays(easter, 1);
}

/**
 * Easter Sunday of the Gregorian calendar: the Sunday after the ecclesiastical full moon on or after
 * 21 March. The moon follows the 19-year cycle, corrected by century (solar and lunar equation), and
 * two of its thirty ages are drawn back a day, as the tables of 1582 prescribe.
 */
function easterSunday(year: number): LocalDate {
  const century = Math.floor(year / 100);
  const cycleYear = year % 19;
  const solar = century - Math.floor(century / 4);
  const lunar = Math.floor((8 * century + 13) / 25);
  const age = (19 * cycleYear + solar - lunar + 15) % 30;
  const drawnBack = age === 29 || (age === 28 && cycleYear > 10) ? 1 : 0;
  const fullMoon = addDays(`${String(year).padStart(4, '0')}-03-21`, age - drawnBack);
  return addDays(fullMoon, 7 - weekday(fullMoon));
}

function isFederalReserveHoliday(date: LocalDate): boolean {
  if (isUsFixedHoliday(date)) return true;
  if (weekday(date) === 1 && isUsFixedHoliday(addDays(date, -1))) return true;
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8));
  return US_FLOATING_HOLIDAYS.some(
    (holiday) =>
      month === holiday.month &&
      weekday(date) === holiday.weekday &&
      day >= holiday.firstDay &&
      day < holiday.firstDay + 7,
  );
}

const isUsFixedHoliday = (date: LocalDate): boolean =>
  US_FIXED_HOLIDAYS.some(
    (holiday) =>
      holiday.monthDay === date.slice(5) &&
      (!('sinceYear' in holiday) || yearOf(date) >= holiday.sinceYear),
  );
