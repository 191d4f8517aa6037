/** Until when a decision can be appealed, in the zone of its jurisdiction. */
import { describe, expect, test } from '@jest/globals';
import { appealUntil } from '../../../src/domain/policy/appeal-periods.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { addDays, localDate, utc } from '../../../src/domain/time.js';

const packOf = (id: string) => JURISDICTION_PACKS.find((pack) => pack.id === id)!;
const at = (iso: string): number => Date.parse(iso);
/** Ninety days from the local day of the decision, as every edition has it. */
const until = (id: string, decided: string): string =>
  utc(appealUntil(packOf(id), { adverseAction: true, decidedAt: at(decided) })!);

describe('the last day counts wholly', () => {
  test.each([
    // 1 December and ninety days is 1 March; the day after begins at local midnight
    ['CN-2025', '2026-12-01T04:00:00Z', '2027-03-01T16:00:00.000Z'],
    ['EU-2023/2225', '2026-12-01T11:00:00Z', '2027-03-01T23:00:00.000Z'],
    ['US-REG-Z-2011', '2026-12-01T17:00:00Z', '2027-03-02T05:00:00.000Z'],
    // a leap year has 29 February in between
    ['CN-2025', '2027-12-01T04:00:00Z', '2028-02-29T16:00:00.000Z'],
    // the clocks go forward in between: local midnight is an hour earlier in UTC
    ['EU-2023/2225', '2027-01-15T11:00:00Z', '2027-04-15T22:00:00.000Z'],
    ['US-REG-Z-2011', '2027-01-15T17:00:00Z', '2027-04-16T04:00:00.000Z'],
    // and back
    ['EU-2023/2225', '2027-09-01T10:00:00Z', '2027-11-30T23:00:00.000Z'],
  ])('%s, decided at %s: until %s', (id, decided, end) => {
    expect(until(id, decided)).toBe(end);
  });

  test('the hour of the decision makes no difference, its local day does', () => {
    // midnight in Shanghai is 16:00 UTC
    const before = until('CN-2025', '2026-12-01T15:59:59.999Z');
    expect(until('CN-2025', '2026-11-30T16:00:00Z')).toBe(before);
    expect(at(until('CN-2025', '2026-12-01T16:00:00Z')) - at(before)).toBe(86_400_000);
  });

  test('at one and the same moment each zone has its own day', () => {
    const moment = '2026-12-01T02:00:00Z';
    const lastDays = ['CN-2025', 'EU-2023/2225', 'US-REG-Z-2011'].map((id) =>
      localDate(at(until(id, moment)) - 1, packOf(id).timeZone),
    );
    expect(lastDays).toEqual(['2027-03-01', '2027-03-01', '2027-02-28']);
  });
});

test('the days are those of the pack', () => {
  for (const pack of JURISDICTION_PACKS) {
    const appeals = { ...pack.appeals, filingDays: { value: 1, source: 'a test' } };
    const decidedAt = at('2026-12-01T12:00:00Z');
    const end = appealUntil({ ...pack, appeals }, { adverseAction: true, decidedAt })!;
    expect(localDate(end - 1, pack.timeZone)).toBe('2026-12-02');
    expect(localDate(end, pack.timeZone)).toBe(addDays('2026-12-02', 1));
  }
});

test('what is no adverse action has no last day', () => {
  for (const pack of JURISDICTION_PACKS) {
    expect(appealUntil(pack, { adverseAction: false, decidedAt: 0 })).toBeNull();
  }
});
