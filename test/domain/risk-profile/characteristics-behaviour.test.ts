/** Behaviour as characteristics: the family's values, and what is withheld. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ACTIVITY_SOURCES,
  type ActivityFacts,
  type ActivitySource,
} from '../../../src/domain/risk-profile/activity.js';
import { CHARACTERISTICS, characteristic } from '../../../src/domain/risk-profile/catalogue.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import { TRAITS, traitValue } from '../../../src/domain/risk-profile/traits.js';
import { ALL_SOURCES, anActivity, anyTold, DAY_MS, daysOf, factsOf, NOW } from './activities.js';

const ZONE = 'Asia/Shanghai';
const AS_OF = '2026-11-25';
const derive = (activity?: ActivityFacts, ids?: string[]) =>
  deriveCharacteristics(
    { asOf: AS_OF, statements: [], lines: [], ...(activity && { activity }) },
    ids,
  );
const isBehaviour = (source: string | undefined): boolean =>
  ACTIVITY_SOURCES.some((each) => each === source);
const listed = CHARACTERISTICS.filter(({ source }) => isBehaviour(source)).map(({ id }) => id);

const cashOut = (daysAgo: number) =>
  anActivity({
    kind: 'CASH_OUT',
    money: { minor: 100_00, currency: 'CNY' },
    occurredAt: NOW - daysAgo * DAY_MS,
  });
const income = (daysAgo: number, currency = 'CNY') =>
  anActivity({
    kind: 'VERIFIED_INCOME',
    money: { minor: 2_068_500, currency },
    occurredAt: NOW - daysAgo * DAY_MS,
  });
const activityOf = (...told: ReturnType<typeof anActivity>[]) => factsOf(daysOf(told, ZONE));

describe('given cash-outs today, 14, 15, 30 and 200 days ago', () => {
  const activity = activityOf(...[0, 14, 15, 30, 200].map(cashOut));

  test('then the portrait counts those within its windows', () => {
    expect(derive(activity)).toMatchObject({
      cash_outs_15d: 2,
      outflows_15d: 2,
      cash_outs_180d: 4,
      transfers_out_15d: 0,
      unstated_draw_share_180d: null,
      active_days_180d: 4,
    });
  });

  test('then a window that only a rule names is derived when it is named, and not otherwise', () => {
    const ids = ['cash_outs_16d', 'cash_outs_365d', 'cash_outs_15d', 'late_statements', 'no_such'];
    const values = derive(activity, ids);
    expect(values).toMatchObject({ cash_outs_16d: 3, cash_outs_365d: 5, cash_outs_15d: 2 });
    expect(Object.keys(values)).not.toContain('no_such');
    expect(Object.keys(derive(activity))).not.toContain('cash_outs_16d');
  });
});

describe('an income', () => {
  test('that was verified counts whatever its currency, for 365 days', () => {
    // 20,685.00 is twice the average wage of a month, 124,110 ÷ 12.
    const year = derive(activityOf(income(364)));
    expect(year).toMatchObject({ income_verification: 'VERIFIED', income_365d: 2 });
    expect(derive(activityOf(income(10, 'GBP')))).toMatchObject({
      income_verification: 'VERIFIED',
      income_365d: null,
    });
    const none = activityOf(cashOut(0));
    expect(derive(none).income_verification).toBe('NOT_VERIFIED');
    const old = activityOf(income(364));
    const later = deriveCharacteristics({
      asOf: '2026-11-26',
      statements: [],
      lines: [],
      activity: old,
    });
    expect(later).toMatchObject({ income_verification: 'NOT_VERIFIED', income_365d: null });
  });

  test('whose source is not permitted is neither verified nor unverified', () => {
    const withheld = factsOf(daysOf([income(0)], ZONE), new Set<ActivitySource>(['TRANSACTIONS']));
    expect(derive(withheld)).toMatchObject({ income_verification: null, income_365d: null });
  });
});

test('without activities every behaviour is unknown, also one that a rule names', () => {
  const values = derive(undefined, ['outflows_30d']);
  for (const id of [...listed, 'outflows_30d']) expect([id, values[id]]).toEqual([id, null]);
});

test('a source that is not permitted has no value, whatever was told; the others keep theirs', () => {
  fc.assert(
    fc.property(anyTold, fc.subarray([...ACTIVITY_SOURCES]), (told, permitted) => {
      const days = daysOf(told, ZONE);
      const open = derive(factsOf(days));
      const some = derive(factsOf(days, new Set(permitted)));
      for (const id of listed) {
        const source = characteristic(id)?.source as ActivitySource;
        expect([id, some[id]]).toEqual([id, permitted.includes(source) ? open[id] : null]);
      }
    }),
  );
});

test('every member of the family is its trait over its window, within its bounds', () => {
  const member = fc.tuple(fc.constantFrom(...TRAITS), fc.integer({ min: 1, max: 365 }));
  fc.assert(
    fc.property(anyTold, fc.array(member, { maxLength: 8 }), (told, members) => {
      const activity = factsOf(daysOf(told, ZONE), ALL_SOURCES);
      const ids = members.map(([{ name }, days]) => `${name}_${days}d`);
      const values = derive(activity, ids);
      for (const [at, [{ name }, days]] of members.entries()) {
        const id = ids[at] as string;
        expect([id, values[id]]).toEqual([id, traitValue(activity, AS_OF, name, days)]);
      }
      for (const id of [...listed, ...ids]) {
        const value = values[id];
        if (typeof value !== 'number') continue;
        const { min, max, unit } = characteristic(id) ?? { min: 0, max: 0, unit: '' };
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
        const decimals = unit === 'RATIO' || unit === 'WAGES' ? 4 : 0;
        expect(Number(value.toFixed(decimals))).toBe(value);
      }
    }),
  );
});

test('the order of the days is free', () => {
  fc.assert(
    fc.property(anyTold, (told) => {
      const days = daysOf(told, ZONE);
      expect(derive(factsOf(days.toReversed()))).toEqual(derive(factsOf(days)));
    }),
  );
});

test('the same activities on another day, and asked for again, are counted as of that day', () => {
  const activity = activityOf(cashOut(0), cashOut(14));
  const on = (asOf: string) =>
    deriveCharacteristics({ asOf, statements: [], lines: [], activity }, ['cash_outs_1d']);
  for (let again = 0; again < 2; again += 1) {
    expect(on('2026-11-25')).toMatchObject({ cash_outs_15d: 2, cash_outs_1d: 1 });
    expect(on('2026-11-26')).toMatchObject({ cash_outs_15d: 1, cash_outs_1d: 0 });
  }
  const fewer = { ...activity, permitted: new Set<ActivitySource>() };
  const asked = { asOf: '2026-11-25', statements: [], lines: [], activity: fewer };
  expect(deriveCharacteristics(asked).cash_outs_15d).toBeNull();
});
