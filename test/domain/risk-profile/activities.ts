/** Activities for tests: single ones, random ones, and the days that they add up to. */
import fc from 'fast-check';
import {
  ACTIVITY_SOURCES,
  type Activity,
  type ActivityDay,
  type ActivityFacts,
  type ActivityKind,
  DRAW_PURPOSES,
} from '../../../src/domain/risk-profile/activity.js';
import { dayKept, emptyDay, withActivity } from '../../../src/domain/risk-profile/activity-day.js';

export const CUSTOMER = '01990000-0000-7000-8000-000000000001';
/** Noon of a Wednesday in Shanghai, five in the morning in Brussels, the evening before in New York. */
export const NOW = Date.parse('2026-11-25T04:00:00Z');
export const DAY_MS = 86_400_000;
export const ALL_SOURCES = new Set(ACTIVITY_SOURCES);

let made = 0;

/** An application for credit, unless told otherwise. */
export const anActivity = (over: Record<string, unknown> = {}): Activity => {
  made += 1;
  const common = { id: `event-${made}`, customerId: CUSTOMER, occurredAt: NOW };
  return { ...common, kind: 'APPLICATION', ...over } as unknown as Activity;
};

const money = fc.record({
  minor: fc.integer({ min: 1, max: 1_000_000_000_000 }),
  currency: fc.constantFrom('CNY', 'EUR', 'GBP'),
});
const pseudonym = fc.integer({ min: 0, max: 7 }).map((n) => `pseudonym-number-${n}`);
const figure = fc.integer({ min: 0, max: 1_000 });
const withMoney: ActivityKind[] = [
  'PURCHASE',
  'REPAYMENT',
  'CASH_OUT',
  'TRANSFER_OUT',
  'VERIFIED_INCOME',
];

const detail = fc.oneof(
  fc.record({ kind: fc.constantFrom(...withMoney), money }),
  fc.record({
    kind: fc.constant('DRAW'),
    money,
    purpose: fc.constantFrom(null, ...DRAW_PURPOSES),
  }),
  fc.record({ kind: fc.constantFrom('APPLICATION', 'LINE_OPENED', 'LINE_CLOSED') }),
  fc.record({
    kind: fc.constantFrom('DEVICE_SIGHTING', 'PLACE_SIGHTING', 'SOCIAL_LINK'),
    pseudonym,
  }),
  fc.record(
    {
      kind: fc.constant('BUREAU_FACT'),
      figures: fc.record({ openLines: figure, inquiries: figure, delinquencies: figure }),
      bureauId: fc.constantFrom('bureau-1', 'bureau-2'),
    },
    { requiredKeys: ['kind', 'figures'] },
  ),
);

/** Near the ends of the windows, near midnight, at equal instants, and anywhere. */
const occurredAt = fc
  .tuple(
    fc.oneof(fc.constantFrom(0, 1, 14, 15, 16, 179, 180, 181, 364, 365, 366), fc.nat(380)),
    fc.oneof(fc.constantFrom(0, 1, DAY_MS / 2, DAY_MS - 1), fc.nat(DAY_MS)),
  )
  .map(([days, ms]) => NOW - days * DAY_MS - ms);

/** Activities of one customer in any order, some of them told again. */
export const anyTold: fc.Arbitrary<Activity[]> = fc
  .array(fc.tuple(occurredAt, detail), { maxLength: 60, size: 'large' })
  .map((all) =>
    all.map(([at, rest], index) => ({
      id: `event-${String(index).padStart(3, '0')}`,
      customerId: CUSTOMER,
      occurredAt: at,
      ...rest,
    })),
  )
  .chain((all) => fc.tuple(fc.constant(all), fc.subarray(all)))
  .chain(([all, again]) => {
    const told = [...all, ...again];
    return fc.shuffledSubarray(told, { minLength: told.length, maxLength: told.length });
  })
  .map((told) => told as unknown as Activity[]);

/** The days that activities add up to, each counted once by its id. */
export function daysOf(told: readonly Activity[], timeZone: string, now = NOW): ActivityDay[] {
  const days = new Map<string, ActivityDay>();
  const seen = new Set<string>();
  for (const activity of told) {
    const day = dayKept(activity.occurredAt, now, timeZone);
    if (day === null || seen.has(activity.id)) continue;
    seen.add(activity.id);
    days.set(day, withActivity(days.get(day) ?? emptyDay(CUSTOMER, day), activity));
  }
  return [...days.values()];
}

export const factsOf = (
  days: readonly ActivityDay[],
  permitted: ActivityFacts['permitted'] = ALL_SOURCES,
): ActivityFacts => ({ days, permitted });
