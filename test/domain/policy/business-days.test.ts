import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addBusinessDays,
  type CalendarId,
  dueDate,
  isBusinessDay,
  isCalendarKnown,
} from '../../../src/domain/policy/business-days.js';
import { CN_HOLIDAY_NOTICES } from '../../../src/domain/policy/calendars/cn-state-council.js';
import { addDays, type LocalDate, weekday } from '../../../src/domain/time.js';

const CALENDARS: CalendarId[] = ['CN_STATE_COUNCIL', 'EU_TARGET', 'US_FEDERAL_RESERVE'];

/** The year's days off that are neither Saturday nor Sunday. */
function weekdaysOff(calendar: CalendarId, year: number): LocalDate[] {
  const off: LocalDate[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    if (weekday(day) % 6 !== 0 && !isBusinessDay(calendar, day)) off.push(day);
  }
  return off;
}

describe('China', () => {
  test.each([
    ['2026-02-13', true, 'the Friday before'],
    ['2026-02-14', true, 'a Saturday worked for the Spring Festival'],
    ['2026-02-15', false, 'the first day of the festival'],
    ['2026-02-23', false, 'its last day, a Monday'],
    ['2026-02-24', true, 'the Tuesday after'],
    ['2026-02-28', true, 'another worked Saturday'],
    ['2026-03-07', false, 'an ordinary Saturday'],
    ['2026-09-20', true, 'a Sunday worked for the National Day'],
    ['2026-10-07', false, 'the last day of the National Day week'],
    ['2026-10-08', true, 'the Thursday after'],
    ['2025-01-01', false, 'New Year, one day only'],
    ['2025-01-02', true, 'the Thursday after'],
    ['2025-10-08', false, 'the eighth day of the joint autumn holidays'],
    ['2025-10-11', true, 'a worked Saturday'],
  ])('%s: %s, %s', (day, expected) => {
    expect(isBusinessDay('CN_STATE_COUNCIL', day)).toBe(expected);
  });

  test.each([2025, 2026])('%d has the 248 working days that 13 days of leave leave', (year) => {
    let working = 0;
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      working += isBusinessDay('CN_STATE_COUNCIL', day) ? 1 : 0;
    }
    expect(working).toBe(248);
  });

  test('a notice speaks of its own year, and only weekends are made up', () => {
    for (const { year, off, working, source } of CN_HOLIDAY_NOTICES) {
      expect(source).not.toBe('');
      const days = [...off.flat(), ...working];
      expect(days.filter((day) => !day.startsWith(`${year}-`))).toEqual([]);
      expect(working.filter((day) => weekday(day) % 6 !== 0)).toEqual([]);
      expect(off.filter(([first, last]) => first > last)).toEqual([]);
    }
  });

  test('in a year without a notice only weekends are skipped, and that can be asked', () => {
    expect(isCalendarKnown('CN_STATE_COUNCIL', '2026-12-31')).toBe(true);
    expect(isCalendarKnown('CN_STATE_COUNCIL', '2027-01-01')).toBe(false);
    expect(isCalendarKnown('CN_STATE_COUNCIL', '2024-12-31')).toBe(false);
    expect(isBusinessDay('CN_STATE_COUNCIL', '2027-10-01')).toBe(true);
    expect(isBusinessDay('CN_STATE_COUNCIL', '2027-10-02')).toBe(false);
  });
});

describe('TARGET', () => {
  test.each([
    [2025, ['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-01', '2025-12-25', '2025-12-26']],
    [2026, ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25']],
    [2027, ['2027-01-01', '2027-03-26', '2027-03-29']],
  ])('%d is closed on these weekdays', (year, days) => {
    expect(weekdaysOff('EU_TARGET', year)).toEqual(days);
  });

  // Easter Sundays as the churches' tables have them, with the earliest and latest possible dates.
  test.each([
    '1818-03-22',
    '1943-04-25',
    '1954-04-18',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2019-04-21',
    '2024-03-31',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2285-03-22',
  ])('Easter is on %s, so the Friday before and the Monday after are closed', (easter) => {
    expect(isBusinessDay('EU_TARGET', addDays(easter, -2))).toBe(false);
    expect(isBusinessDay('EU_TARGET', addDays(easter, -3))).toBe(true);
    expect(isBusinessDay('EU_TARGET', addDays(easter, 1))).toBe(false);
    expect(isBusinessDay('EU_TARGET', addDays(easter, 2))).toBe(true);
  });

  test('is known since the long-term calendar', () => {
    expect(isCalendarKnown('EU_TARGET', '2001-12-31')).toBe(false);
    expect(isCalendarKnown('EU_TARGET', '2002-01-01')).toBe(true);
  });
});

describe('Federal Reserve', () => {
  test.each([
    [
      2025,
      '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25',
      'every holiday falls on a weekday',
    ],
    [
      2026,
      '01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25',
      'Independence Day falls on a Saturday, and Friday stays open',
    ],
    [
      2027,
      '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25',
      'Independence Day falls on a Sunday and closes Monday; two fall on Saturdays',
    ],
    [
      2023,
      '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-23 12-25',
      'New Year falls on a Sunday, Veterans Day on a Saturday',
    ],
  ])('%d is closed on the weekdays %s: %s', (year, days) => {
    const expected = days.split(' ').map((day) => `${year}-${day}`);
    expect(weekdaysOff('US_FEDERAL_RESERVE', year)).toEqual(expected);
  });

  test('Juneteenth is one since 2021', () => {
    expect(isBusinessDay('US_FEDERAL_RESERVE', '2020-06-19')).toBe(true);
    expect(isBusinessDay('US_FEDERAL_RESERVE', '2023-06-19')).toBe(false);
  });
});

describe('adding business days', () => {
  test.each<[CalendarId, LocalDate, number, LocalDate]>([
    // given a line closed before the Spring Festival, then two worked Saturdays count
    ['CN_STATE_COUNCIL', '2026-02-12', 7, '2026-02-28'],
    // before Easter: Good Friday and Easter Monday do not
    ['EU_TARGET', '2026-03-31', 7, '2026-04-13'],
    // before Thanksgiving
    ['US_FEDERAL_RESERVE', '2026-11-20', 7, '2026-12-02'],
    // over New Year
    ['EU_TARGET', '2026-12-24', 1, '2026-12-28'],
    // from a Saturday
    ['EU_TARGET', '2026-07-04', 1, '2026-07-06'],
    // no days: the day itself, or the next one on which offices work
    ['EU_TARGET', '2026-07-03', 0, '2026-07-03'],
    ['EU_TARGET', '2026-07-04', 0, '2026-07-06'],
  ])('%s: %s and %d days is %s', (calendar, date, n, expected) => {
    expect(addBusinessDays(calendar, date, n)).toBe(expected);
  });

  test('counts exactly the business days in between, and ends on one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CALENDARS),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 40 }),
        (calendar, start, n) => {
          const from = addDays('2025-01-01', start);
          const end = addBusinessDays(calendar, from, n);
          expect(isBusinessDay(calendar, end)).toBe(true);
          let counted = 0;
          for (let day = addDays(from, 1); day <= end; day = addDays(day, 1)) {
            counted += isBusinessDay(calendar, day) ? 1 : 0;
          }
          expect(counted).toBe(n);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([-1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d days', (n) => {
    expect(() => addBusinessDays('EU_TARGET', '2026-07-03', n)).toThrow(RangeError);
  });

  test('a period is in business days or in calendar days', () => {
    expect(dueDate({ businessDays: 2 }, '2026-04-02', 'EU_TARGET')).toBe('2026-04-08');
    expect(dueDate({ calendarDays: 2 }, '2026-04-02', 'EU_TARGET')).toBe('2026-04-04');
  });
});
