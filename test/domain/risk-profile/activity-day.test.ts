/** What a day keeps of activities, in whatever order they come, and what it forgets again. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ACTIVITY_KINDS,
  type Activity,
  PSEUDONYMS_A_DAY,
} from '../../../src/domain/risk-profile/activity.js';
import {
  dayKept,
  emptyDay,
  forgetting,
  holdsAny,
  withActivity,
  without,
  withSetAside,
} from '../../../src/domain/risk-profile/activity-day.js';
import { anActivity, anyTold, CUSTOMER, DAY_MS, NOW } from './activities.js';

const DAY = '2026-11-25';
const added = (told: readonly Activity[]) => told.reduce(withActivity, emptyDay(CUSTOMER, DAY));

describe('adding activities to a day', () => {
  test('gives the same day in whatever order they come', () => {
    fc.assert(
      fc.property(anyTold, (told) => {
        const reversed = told.toReversed();
        const byId = told.toSorted((one, other) => (one.id < other.id ? -1 : 1));
        expect(added(reversed)).toEqual(added(told));
        expect(added(byId)).toEqual(added(told));
      }),
    );
  });

  test('counts by kind, and sums by currency and kind', () => {
    const cny = (minor: number) => ({ money: { minor, currency: 'CNY' } });
    const eur = { money: { minor: 7, currency: 'EUR' } };
    const told = [
      anActivity({ kind: 'PURCHASE', ...cny(100) }),
      anActivity({ kind: 'PURCHASE', ...cny(20) }),
      anActivity({ kind: 'PURCHASE', ...eur }),
      anActivity({ kind: 'DRAW', ...cny(5), purpose: null }),
      anActivity({ kind: 'DRAW', ...cny(6), purpose: 'TRAVEL' }),
    ];
    expect(added(told)).toEqual({
      ...emptyDay(CUSTOMER, DAY),
      counts: { PURCHASE: 3, DRAW: 2 },
      unstatedDraws: 1,
      sums: { CNY: { PURCHASE: 120, DRAW: 11 }, EUR: { PURCHASE: 7 } },
    });
  });

  test('a sum beyond what numbers hold exactly stays at their end', () => {
    const most = { minor: Number.MAX_SAFE_INTEGER, currency: 'CNY' };
    const told = [1, 2, 3].map(() => anActivity({ kind: 'CASH_OUT', money: most }));
    expect(added(told).sums.CNY?.CASH_OUT).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('keeps the first pseudonyms in alphabetical order, each once, and no more', () => {
    const names = Array.from({ length: 40 }, (_, at) => `pseudonym-of-${100 + at}`);
    const sightings = names.map((pseudonym) => anActivity({ kind: 'DEVICE_SIGHTING', pseudonym }));
    const shuffled = fc.shuffledSubarray(sightings, { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(shuffled, (told) => {
        const { pseudonyms, counts } = added([...told, ...told.slice(0, 3)]);
        expect(pseudonyms).toEqual({ DEVICE_SIGHTING: names.slice(0, PSEUDONYMS_A_DAY) });
        expect(counts).toEqual({ DEVICE_SIGHTING: 43 });
      }),
    );
  });

  test('the newest income counts, and of equal instants the one with the last id', () => {
    const income = (id: string, occurredAt: number, minor: number) =>
      anActivity({ kind: 'VERIFIED_INCOME', id, occurredAt, money: { minor, currency: 'CNY' } });
    const told = [income('b', NOW, 2), income('c', NOW - 1, 3), income('a', NOW, 1)];
    expect(added(told).income).toEqual({
      value: { minor: 2, currency: 'CNY' },
      occurredAt: NOW,
      eventId: 'b',
    });
  });
});

describe('taking kinds out of a day', () => {
  test('leaves what the other kinds alone would have made', () => {
    fc.assert(
      fc.property(anyTold, fc.subarray([...ACTIVITY_KINDS]), (told, kinds) => {
        const others = told.filter(({ kind }) => !kinds.includes(kind));
        expect(without(added(told), kinds)).toEqual(added(others));
      }),
    );
  });
});

describe('setting kinds aside in a day', () => {
  const anyKinds = fc.subarray([...ACTIVITY_KINDS]);

  test('keeps what they made apart, and leaves what the others made', () => {
    fc.assert(
      fc.property(anyTold, anyKinds, (told, kinds) => {
        const theirs = told.filter(({ kind }) => kinds.includes(kind));
        const day = withSetAside(added(told), kinds, 'appeal-1');
        const { setAside, ...own } = day;
        expect(own).toEqual(added(told.filter((each) => !theirs.includes(each))));
        const { customerId: _, day: __, ...sums } = added(theirs);
        expect(setAside).toEqual(
          theirs.length > 0 ? [{ appealId: 'appeal-1', ...sums }] : undefined,
        );
      }),
    );
  });

  test('adds to what was set aside before, and what is told later counts', () => {
    const [out, draw] = [
      anActivity({ kind: 'CASH_OUT', money: { minor: 5, currency: 'CNY' } }),
      anActivity({ kind: 'DRAW', money: { minor: 7, currency: 'CNY' }, purpose: null }),
    ];
    const first = withSetAside(added([out, draw]), ['CASH_OUT'], 'appeal-1');
    const both = withSetAside(withActivity(first, out), ['CASH_OUT', 'DRAW'], 'appeal-2');
    expect(both.counts).toEqual({});
    expect(both.setAside).toMatchObject([
      { appealId: 'appeal-1', counts: { CASH_OUT: 1 }, unstatedDraws: 0 },
      { appealId: 'appeal-2', counts: { CASH_OUT: 1, DRAW: 1 }, unstatedDraws: 1 },
    ]);
    expect(withSetAside(both, ['DRAW'], 'appeal-3')).toBe(both);
  });

  test('hides nothing from what is erased', () => {
    fc.assert(
      fc.property(anyTold, anyKinds, anyKinds, (told, theirs, erased) => {
        const day = withSetAside(added(told), theirs, 'appeal-1');
        const left = told.filter(({ kind }) => !erased.includes(kind));
        const expected = withSetAside(added(left), theirs, 'appeal-1');
        expect(forgetting(day, erased)).toEqual(left.length > 0 ? expected : null);
        expect(holdsAny(day, erased)).toBe(left.length < told.length);
      }),
    );
  });
});

describe('the day that an activity is kept in', () => {
  test('is the customer’s own', () => {
    const lateEvening = Date.parse('2026-11-24T17:30:00Z');
    expect(dayKept(lateEvening, NOW, 'Asia/Shanghai')).toBe('2026-11-25');
    expect(dayKept(lateEvening, NOW, 'Europe/Brussels')).toBe('2026-11-24');
  });

  test('is none once the longest window has passed it', () => {
    const noon = (day: string) => Date.parse(`${day}T04:00:00Z`);
    // Of 365 days that end with 2026-11-25 the first is 2025-11-26.
    expect(dayKept(noon('2025-11-26'), NOW, 'Asia/Shanghai')).toBe('2025-11-26');
    expect(dayKept(noon('2025-11-25'), NOW, 'Asia/Shanghai')).toBeNull();
    expect(dayKept(NOW - 400 * DAY_MS, NOW, 'Asia/Shanghai')).toBeNull();
    expect(dayKept(Number.MIN_SAFE_INTEGER, NOW, 'Asia/Shanghai')).toBeNull();
  });
});
