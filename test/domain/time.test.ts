import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  isLocalDate,
  localDate,
  startOfDay,
  weekday,
} from '../../src/domain/time.js';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(text);

describe('the local day of an instant', () => {
  test.each([
    ['2026-07-31T15:59:59.999Z', 'Asia/Shanghai', '2026-07-31'],
    ['2026-07-31T16:00:00.000Z', 'Asia/Shanghai', '2026-08-01'],
    ['2026-07-31T21:59:59.999Z', 'Europe/Brussels', '2026-07-31'],
    ['2026-07-31T22:00:00.000Z', 'Europe/Brussels', '2026-08-01'],
    ['2026-12-31T22:59:59.999Z', 'Europe/Brussels', '2026-12-31'],
    ['2026-12-31T23:00:00.000Z', 'Europe/Brussels', '2027-01-01'],
    ['2026-03-01T04:59:59.999Z', 'America/New_York', '2026-02-28'],
    ['2026-03-01T05:00:00.000Z', 'America/New_York', '2026-03-01'],
    ['1969-12-31T23:59:59.999Z', 'UTC', '1969-12-31'],
    ['0987-01-02T12:00:00.000Z', 'UTC', '0987-01-02'],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(localDate(at(instant), zone)).toBe(day);
  });

  test('an unknown zone is a defect and throws', () => {
    expect(() => localDate(0, 'Europe/Atlantis')).toThrow(RangeError);
  });
});

describe('the start of a local day', () => {
  test.each([
    // given the days around the changes of 2026, when asked, then midnight by that day's clock
    ['2026-03-28', 'Europe/Brussels', '2026-03-27T23:00:00Z'],
    ['2026-03-29', 'Europe/Brussels', '2026-03-28T23:00:00Z'],
    ['2026-03-30', 'Europe/Brussels', '2026-03-29T22:00:00Z'],
    ['2026-10-24', 'Europe/Brussels', '2026-10-23T22:00:00Z'],
    ['2026-10-25', 'Europe/Brussels', '2026-10-24T22:00:00Z'],
    ['2026-10-26', 'Europe/Brussels', '2026-10-25T23:00:00Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00Z'],
    ['2026-03-29', 'Asia/Shanghai', '2026-03-28T16:00:00Z'],
    // where the clocks go forward at midnight, the day begins at one o'clock
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    // where they go back to midnight, the earlier of the two midnights counts
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z'],
    // a day that the zone left out begins where the next one does
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s in %s begins at %s', (day, zone, instant) => {
    expect(startOfDay(day, zone)).toBe(at(instant));
  });

  test('days are 23, 24 or 25 hours long, as the clocks have it', () => {
    const length = (day: string) =>
      (startOfDay(addDays(day, 1), 'Europe/Brussels') - startOfDay(day, 'Europe/Brussels')) /
      HOUR_MS;
    expect(length('2026-03-29')).toBe(23);
    expect(length('2026-06-15')).toBe(24);
    expect(length('2026-10-25')).toBe(25);
  });

  test('is the first instant of its day, on any day of any of our zones', () => {
    const zones = ['Asia/Shanghai', 'Europe/Brussels', 'America/New_York', 'America/Sao_Paulo'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 36_524 }),
        fc.constantFrom(...zones),
        (offsetDays, zone) => {
          const day = addDays('1990-01-01', offsetDays);
          const start = startOfDay(day, zone);
          expect(localDate(start, zone)).toBe(day);
          expect(localDate(start - 1, zone)).toBe(addDays(day, -1));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('calendar days', () => {
  test.each(['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
    '%s exists',
    (text) => {
      expect(isLocalDate(text)).toBe(true);
    },
  );

  test.each([
    '2026-02-30',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '2026-01-01\n',
    '2026-01-01\0',
    '+002026-01-01',
    '２０２６-01-01',
    '',
  ])('%j does not', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  test('weekdays are those of the calendar', () => {
    expect(weekday('2026-11-20')).toBe(5);
    expect(weekday('2026-02-15')).toBe(0);
    expect(weekday('1970-01-01')).toBe(4);
    expect(weekday('1969-12-31')).toBe(3);
    expect(weekday('1600-01-01')).toBe(6);
  });

  test('adding days crosses months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  test('days between undo adding days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: -40_000, max: 40_000 }),
        (start, days) => {
          const from = addDays('1980-01-01', start);
          expect(daysBetween(from, addDays(from, days))).toBe(days);
        },
      ),
    );
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-05-20', 0, '2026-05-20'],
  ])('%s and %d months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });
});
