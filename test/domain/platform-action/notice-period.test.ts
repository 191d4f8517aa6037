/** How long a notice is, and from when it runs. */
import { describe, expect, test } from '@jest/globals';
import { MEASURE_KINDS } from '../../../src/domain/platform-action/measure.js';
import {
  effectiveByNotice,
  noticeEndsAt,
  noticePeriod,
  takesNotice,
} from '../../../src/domain/platform-action/notice-period.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { packOf } from './measures.js';

const at = (text: string): number => Date.parse(text);
const KIND = 'TERMINATION_BY_NOTICE';

test('only an ending by notice and a higher rate take one', () => {
  expect(MEASURE_KINDS.filter(takesNotice)).toEqual(['REPRICING', 'TERMINATION_BY_NOTICE']);
});

test('every edition counts it from the delivery, by a rule of its own', () => {
  for (const { creditorEnding } of JURISDICTION_PACKS) {
    expect(creditorEnding.noticeRunsFrom.value).toBe('DELIVERY');
    expect(creditorEnding.noticeRunsFrom.source).not.toBe('house rule');
  }
});

describe('it ends after its last day, where the customer is', () => {
  test.each([
    // Still the 30th in Brussels; February has no such day.
    ['EU-2023/2225', KIND, '2026-12-30T22:30:00Z', '2027-02-28T23:00:00Z'],
    ['EU-2023/2225', KIND, '2026-12-31T23:30:00Z', '2027-03-01T23:00:00Z'],
    ['CN-2025', KIND, '2026-11-25T04:00:00Z', '2026-12-25T16:00:00Z'],
    // No months are the rest of the day.
    ['US-REG-Z-2011', KIND, '2026-11-25T12:00:00Z', '2026-11-26T05:00:00Z'],
    ['US-REG-Z-2011', 'REPRICING', '2026-11-25T12:00:00Z', '2027-01-10T05:00:00Z'],
  ] as const)('under %s, %s told at %s at %s', (id, kind, toldAt, ends) => {
    expect(noticeEndsAt(packOf(id), kind, at(toldAt))).toBe(at(ends));
  });

  test('and where the rules know no repricing there is none to tell', () => {
    const { creditorEnding } = packOf('CN-2025');
    const none = { ...creditorEnding, repricingNoticeDays: { value: null, source: 'a test' } };
    expect(() => noticePeriod({ creditorEnding: none }, 'REPRICING')).toThrow('knows no repricing');
  });
});

describe('what is announced takes effect', () => {
  const pack = packOf('EU-2023/2225');
  const decidedAt = at('2026-11-25T12:00:00Z');
  const named = at('2027-01-25T23:00:00Z');
  const by = (delivered: string | null, now: string): number => {
    const deliveredAt = delivered === null ? null : at(delivered);
    return effectiveByNotice(pack, { kind: KIND, decidedAt }, { deliveredAt }, at(now));
  };

  test('on the day that was named where the notice arrived on its day, whenever that is asked', () => {
    for (const now of ['2026-11-25T20:00:00Z', '2027-01-25T23:00:00Z', '2027-06-01T00:00:00Z']) {
      expect(by('2026-11-25T20:00:00Z', now)).toBe(named);
    }
  });

  test('as much later as the notice arrived', () => {
    expect(by('2026-12-01T12:00:00Z', '2027-06-01T00:00:00Z')).toBe(at('2027-02-01T23:00:00Z'));
  });

  test('never, as long as it has not: each day puts it off', () => {
    expect(by(null, '2027-01-25T23:00:00Z')).toBe(at('2027-03-26T23:00:00Z'));
    for (const now of ['2026-11-25T12:00:00Z', '2027-01-25T23:00:00Z', '2030-01-01T00:00:00Z']) {
      expect(by(null, now)).toBeGreaterThan(at(now));
    }
  });

  test('where the rules ask for no period, on the day after the telling, and looked at once a month', () => {
    const american = packOf('US-REG-Z-2011');
    const now = at('2026-11-26T05:00:00Z');
    const told = (deliveredAt: number | null): number =>
      effectiveByNotice(american, { kind: KIND, decidedAt }, { deliveredAt }, now);
    expect(told(null)).toBe(at('2026-12-27T05:00:00Z'));
    expect(told(now)).toBe(at('2026-11-27T05:00:00Z'));
  });
});
