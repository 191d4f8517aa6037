/** The portrait from days, held against a recount over the activities themselves. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ACTIVITY_SOURCES,
  type Activity,
  type ActivityKind,
  SOURCE_OF,
} from '../../../src/domain/risk-profile/activity.js';
import { without } from '../../../src/domain/risk-profile/activity-day.js';
import { reportLookedAt } from '../../../src/domain/risk-profile/bureau-report.js';
import {
  TRAITS,
  type TraitName,
  traitsOf,
  traitValue,
} from '../../../src/domain/risk-profile/traits.js';
import { localDate } from '../../../src/domain/time.js';
import { ALL_SOURCES, anActivity, anyTold, DAY_MS, daysOf, factsOf, NOW } from './activities.js';

const ZONES = ['Asia/Shanghai', 'Europe/Brussels', 'America/New_York', 'Pacific/Kiritimati'];

/** A year's wage in minor units; what has none is no known number of wages. */
const WAGES: Record<string, number> = { CNY: 12_411_000, EUR: 3_786_300 };

/** The trait from the raw activities, by its plain meaning. */
function recount(
  told: readonly Activity[],
  asOf: string,
  name: TraitName,
  n: number,
  zone: string,
) {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  const dayOf = (at: number) => calendar.format(at);
  const age = (at: number) => (Date.parse(asOf) - Date.parse(dayOf(at))) / DAY_MS;
  const once = [...new Map(told.map((each) => [each.id, each])).values()];
  const within = once.filter(({ occurredAt }) => age(occurredAt) >= 0 && age(occurredAt) < n);
  const of = (...kinds: ActivityKind[]) => within.filter(({ kind }) => kinds.includes(kind));
  const distinct = (kind: ActivityKind) =>
    new Set(of(kind).map((each) => 'pseudonym' in each && each.pseudonym)).size;
  const unstated = of('DRAW').filter((each) => 'purpose' in each && each.purpose === null).length;
  const newest = (kind: ActivityKind) =>
    of(kind)
      .sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1))
      .at(-1);
  const bureau = newest('BUREAU_FACT');
  const figures = bureau && 'figures' in bureau ? bureau.figures : undefined;
  const paid = newest('VERIFIED_INCOME');
  const money = paid && 'money' in paid ? paid.money : undefined;
  const year = WAGES[money?.currency ?? ''];
  const active = of('PURCHASE', 'REPAYMENT', 'CASH_OUT', 'TRANSFER_OUT', 'DRAW');
  const values: Record<TraitName, number | null> = {
    purchases: of('PURCHASE').length,
    repayments: of('REPAYMENT').length,
    cash_outs: of('CASH_OUT').length,
    transfers_out: of('TRANSFER_OUT').length,
    outflows: of('CASH_OUT', 'TRANSFER_OUT').length,
    draws: of('DRAW').length,
    unstated_draws: unstated,
    unstated_draw_share: of('DRAW').length > 0 ? unstated / of('DRAW').length : null,
    active_days: new Set(active.map(({ occurredAt }) => dayOf(occurredAt))).size,
    applications: of('APPLICATION').length,
    lines_opened: of('LINE_OPENED').length,
    lines_closed: of('LINE_CLOSED').length,
    devices: distinct('DEVICE_SIGHTING'),
    places: distinct('PLACE_SIGHTING'),
    social_links: distinct('SOCIAL_LINK'),
    income: money && year ? Math.min(100, (money.minor / year) * 12) : null,
    bureau_open_lines: figures?.openLines ?? null,
    bureau_inquiries: figures?.inquiries ?? null,
    bureau_delinquencies: figures?.delinquencies ?? null,
  };
  return values[name];
}

test('windows from days equal a recount over the activities, whatever order they came in', () => {
  const windows = fc.oneof(fc.constantFrom(1, 15, 180, 365), fc.integer({ min: 1, max: 365 }));
  let told = 0;
  fc.assert(
    fc.property(anyTold, fc.constantFrom(...ZONES), windows, (activities, zone, n) => {
      const asOf = localDate(NOW, zone);
      const facts = factsOf(daysOf(activities, zone));
      for (const { name } of TRAITS) {
        const expected = recount(activities, asOf, name, n, zone);
        const value = traitValue(facts, asOf, name, n);
        if (expected === null) expect([name, value]).toEqual([name, null]);
        else expect([name, Math.abs(Number(value) - expected) <= 0.00005]).toEqual([name, true]);
        if (expected !== null && expected > 0) told += 1;
      }
    }),
    { numRuns: 200 },
  );
  // Otherwise the property would hold for want of anything to count.
  expect(told).toBeGreaterThan(1_000);
});

test('whose report the traits of a bureau read is the one that they all read, whatever the window', () => {
  const asOf = localDate(NOW, 'Asia/Shanghai');
  let [named, unnamed] = [0, 0];
  fc.assert(
    fc.property(anyTold, fc.integer({ min: 1, max: 365 }), (told, n) => {
      const facts = factsOf(daysOf(told, 'Asia/Shanghai'));
      const report = reportLookedAt(facts, asOf);
      const event = told.find(({ id }) => id === report?.eventId);
      expect(report?.bureauId).toBe(event?.kind === 'BUREAU_FACT' ? event.bureauId : undefined);
      for (const figure of ['openLines', 'inquiries', 'delinquencies'] as const) {
        const trait = figure === 'openLines' ? 'bureau_open_lines' : (`bureau_${figure}` as const);
        const value = traitValue(facts, asOf, trait, n);
        if (value !== null) expect(value).toBe(report?.value[figure]);
        expect(traitValue(facts, asOf, trait, 365)).toBe(report?.value[figure] ?? null);
      }
      if (report?.bureauId) named += 1;
      else if (report) unnamed += 1;
    }),
    { numRuns: 200 },
  );
  expect(Math.min(named, unnamed)).toBeGreaterThan(10);
});

test('a report that may not be looked at is nobody’s', () => {
  const told = anActivity({
    kind: 'BUREAU_FACT',
    figures: { openLines: 1, inquiries: 0, delinquencies: 0 },
    bureauId: 'bureau-1',
  });
  const days = daysOf([told], 'Asia/Shanghai');
  const asOf = localDate(NOW, 'Asia/Shanghai');
  expect(reportLookedAt(factsOf(days), asOf)?.bureauId).toBe('bureau-1');
  expect(reportLookedAt(factsOf(days, new Set(['INCOME'])), asOf)).toBeNull();
  expect(reportLookedAt(factsOf([]), asOf)).toBeNull();
});

test('a source that is not permitted does not enter, as if nothing of it had been told', () => {
  const asOf = localDate(NOW, 'Asia/Shanghai');
  fc.assert(
    fc.property(anyTold, fc.subarray([...ACTIVITY_SOURCES]), (activities, shut) => {
      const permitted = new Set(ACTIVITY_SOURCES.filter((source) => !shut.includes(source)));
      const days = daysOf(activities, 'Asia/Shanghai');
      const kinds = (Object.keys(SOURCE_OF) as ActivityKind[]).filter((kind) =>
        shut.includes(SOURCE_OF[kind]),
      );
      const traits = traitsOf(factsOf(days, permitted), asOf);
      expect(traits).toEqual(
        traitsOf(
          factsOf(
            days.map((day) => without(day, kinds)),
            permitted,
          ),
          asOf,
        ),
      );
      expect(traits.filter(({ source }) => shut.includes(source))).toEqual([]);
      for (const { name } of TRAITS.filter(({ source }) => shut.includes(source))) {
        expect(traitValue(factsOf(days, permitted), asOf, name, 180)).toBeNull();
      }
    }),
  );
});

describe('a portrait', () => {
  const ASOF = '2026-11-25';
  const at = (daysAgo: number, over: Record<string, unknown>) =>
    anActivity({ occurredAt: NOW - daysAgo * DAY_MS, ...over });
  const within = (told: Activity[], name: TraitName, n: number) =>
    traitValue(factsOf(daysOf(told, 'Asia/Shanghai')), ASOF, name, n);
  const income = (daysAgo: number, minor: number, currency = 'CNY') =>
    at(daysAgo, { kind: 'VERIFIED_INCOME', money: { minor, currency } });

  test('of whom nothing is told has counts of zero, and no shares or newest facts', () => {
    const values = TRAITS.map(({ name }) => [name, within([], name, 180)]);
    const unknown = values.filter(([, value]) => value !== 0);
    expect(unknown).toEqual([
      ['unstated_draw_share', null],
      ['income', null],
      ['bureau_open_lines', null],
      ['bureau_inquiries', null],
      ['bureau_delinquencies', null],
    ]);
  });

  test('a window of fifteen days holds today and the fourteen days before', () => {
    const told = [at(0, {}), at(14, {}), at(15, {})];
    expect(within(told, 'applications', 15)).toBe(2);
    expect(within(told, 'applications', 16)).toBe(3);
    expect(within(told, 'applications', 1)).toBe(1);
  });

  test('days after the day of the question do not count', () => {
    const facts = factsOf(daysOf([at(0, {})], 'Asia/Shanghai'));
    expect(traitValue(facts, '2026-11-24', 'applications', 15)).toBe(0);
  });

  test('income is told in average wages, of the newest proof', () => {
    expect(within([income(30, 1_034_250), income(3, 2_068_500)], 'income', 365)).toBe(2);
    expect(within([income(3, 1_000_000_000_000)], 'income', 365)).toBe(100);
    expect(within([income(3, 500_000, 'GBP')], 'income', 365)).toBeNull();
  });

  test('names its traits with window, source and the day that they are true for', () => {
    const facts = factsOf(daysOf([income(40, 1_034_250), at(2, {})], 'Asia/Shanghai'));
    const traits = traitsOf(facts, ASOF);
    expect(traits.filter(({ name }) => name === 'applications')).toEqual([
      { name: 'applications', windowDays: 15, value: 1, source: 'APPLICATIONS', asOf: ASOF },
      { name: 'applications', windowDays: 180, value: 1, source: 'APPLICATIONS', asOf: ASOF },
    ]);
    expect(traits.filter(({ source }) => source === 'INCOME')).toEqual([
      { name: 'income', windowDays: 365, value: 1, source: 'INCOME', asOf: '2026-10-16' },
    ]);
    expect(new Set(traits.map(({ name }) => name)).size).toBe(TRAITS.length);
    expect(traitsOf(factsOf([], ALL_SOURCES), ASOF, [30])).toHaveLength(TRAITS.length);
  });
});
