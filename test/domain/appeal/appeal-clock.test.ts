/** Clocks of cases: whole days of the pack's zone, across month ends, holidays and clock changes. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Appeal, AppealClock, AppealKind } from '../../../src/domain/appeal/appeal.js';
import {
  type ClockRules,
  clockCall,
  escalatesAt,
  extended as extendedCase,
  extensionRefusal,
  openPause,
  paused as pausedCase,
  reconsiderationUntil,
  resumed as resumedCase,
  startClock,
} from '../../../src/domain/appeal/appeal-clock.js';
import {
  JURISDICTION_PACKS,
  type JurisdictionPack,
} from '../../../src/domain/policy/jurisdiction-pack.js';
import { DAY_MS } from '../../../src/domain/time.js';

const HOUR_MS = 3_600_000;

function pack(id: string): JurisdictionPack {
  const found = JURISDICTION_PACKS.find((each) => each.id === id);
  if (!found) throw new Error(`no edition ${id}`);
  return found;
}
const CN = pack('CN-2025');
const EU = pack('EU-2023/2225');
const US = pack('US-REG-Z-2011');

const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString();
const by = (kind: 'COMPLEX' | 'EXCEPTIONAL') =>
  ({ kind, by: 'reviewer-1', at: 0, why: 'many lines' }) as const;

describe('a clock', () => {
  test.each([
    [
      'CN plain: the fifteenth day ends at midnight in Shanghai',
      CN,
      'APPEAL',
      '2026-11-25T04:00Z',
      '2026-12-10T16:00:00.000Z',
    ],
    [
      'CN just before midnight still is the old day',
      CN,
      'APPEAL',
      '2026-11-25T15:59:59.999Z',
      '2026-12-10T16:00:00.000Z',
    ],
    [
      'CN at midnight is the next day',
      CN,
      'APPEAL',
      '2026-11-25T16:00Z',
      '2026-12-11T16:00:00.000Z',
    ],
    [
      'CN from a month of 31 days into a short one',
      CN,
      'APPEAL',
      '2027-01-31T15:00Z',
      '2027-02-15T16:00:00.000Z',
    ],
    ['CN across the leap day', CN, 'APPEAL', '2028-02-20T04:00Z', '2028-03-06T16:00:00.000Z'],
    ['CN human decision', CN, 'HUMAN_DECISION', '2026-11-25T04:00Z', '2026-12-10T16:00:00.000Z'],
    [
      'CN referral, which is the same right',
      CN,
      'REFERRAL',
      '2026-11-25T04:00Z',
      '2026-12-10T16:00:00.000Z',
    ],
    [
      'CN reconsideration: thirty days',
      CN,
      'RECONSIDERATION',
      '2026-11-25T04:00Z',
      '2026-12-25T16:00:00.000Z',
    ],
    // 21–24, 28–31 December, 4–8, 11 and 12 January: TARGET is closed on 25 December and 1 January.
    [
      'EU plain: fifteen TARGET days over Christmas',
      EU,
      'APPEAL',
      '2026-12-18T09:00Z',
      '2027-01-12T23:00:00.000Z',
    ],
    // Good Friday 26 and Easter Monday 29 March 2027 do not count; the clocks go forward on the 28th.
    [
      'EU plain: over Easter into summer time',
      EU,
      'APPEAL',
      '2027-03-12T09:00Z',
      '2027-04-06T22:00:00.000Z',
    ],
    [
      'EU human decision: twenty-eight calendar days into summer time',
      EU,
      'HUMAN_DECISION',
      '2027-03-12T09:00Z',
      '2027-04-09T22:00:00.000Z',
    ],
    [
      'US plain: thirty days, the clocks go back between',
      US,
      'APPEAL',
      '2026-10-15T12:00Z',
      '2026-11-15T05:00:00.000Z',
    ],
    [
      'US plain: filed late in the evening of the day before',
      US,
      'APPEAL',
      '2026-10-15T03:30Z',
      '2026-11-14T05:00:00.000Z',
    ],
    [
      'US plain: thirty days, the clocks go forward between',
      US,
      'APPEAL',
      '2027-02-20T12:00Z',
      '2027-03-23T04:00:00.000Z',
    ],
    [
      'US referral: no right of its own, so as an appeal',
      US,
      'REFERRAL',
      '2026-10-15T12:00Z',
      '2026-11-15T05:00:00.000Z',
    ],
  ] as const)('%s', (_, rules, kind: AppealKind, filed, due) => {
    const clock = startClock(rules, kind, at(filed));
    expect(iso(clock.dueAt)).toBe(due);
    expect(clock.startedAt).toBe(at(filed));
  });
});

/** The clock of a plain appeal, unless it is said of what. */
const extended = (
  clock: AppealClock,
  rules: ClockRules,
  how: Parameters<typeof extendedCase>[2],
  kind: AppealKind = 'APPEAL',
) => extendedCase({ clock, kind }, rules, how);
const paused = (
  clock: AppealClock,
  rules: ClockRules,
  how: Parameters<typeof pausedCase>[2],
  kind: AppealKind = 'APPEAL',
) => pausedCase({ clock, kind }, rules, how);
const resumed = (clock: AppealClock, rules: ClockRules, now: number, kind: AppealKind = 'APPEAL') =>
  resumedCase({ clock, kind }, rules, now);

const appealOf = (clock: AppealClock, over: Partial<Appeal> = {}) =>
  ({
    kind: 'APPEAL',
    status: 'ASSIGNED',
    escalatedAt: null,
    overdueReportedAt: null,
    clock,
    ...over,
  }) as Appeal;

describe('an extension', () => {
  test('counts a complex case from its filing, and an exceptional one on top: 15, 30, +30 days', () => {
    const filed = startClock(CN, 'APPEAL', at('2027-01-31T04:00Z'));
    const complex = extended(filed, CN, by('COMPLEX'));
    expect(iso(complex.dueAt)).toBe('2027-03-02T16:00:00.000Z');
    const exceptional = extended(complex, CN, by('EXCEPTIONAL'));
    expect(iso(exceptional.dueAt)).toBe('2027-04-01T16:00:00.000Z');
    expect(exceptional.extensions.map(({ kind, dueAt }) => [kind, iso(dueAt)])).toEqual([
      ['COMPLEX', '2027-03-02T16:00:00.000Z'],
      ['EXCEPTIONAL', '2027-04-01T16:00:00.000Z'],
    ]);
  });

  test('of an EU case is thirty-five business days from the filing, into summer time', () => {
    const filed = startClock(EU, 'APPEAL', at('2027-03-12T09:00Z'));
    expect(iso(extended(filed, EU, by('COMPLEX')).dueAt)).toBe('2027-05-04T22:00:00.000Z');
  });

  test('of a US case is forty-five days from the filing', () => {
    const filed = startClock(US, 'APPEAL', at('2026-10-15T12:00Z'));
    expect(iso(extended(filed, US, by('COMPLEX')).dueAt)).toBe('2026-11-30T05:00:00.000Z');
  });

  test('takes in the days for which the clock has stood, or still can: the law stops no clock', () => {
    const filed = startClock(CN, 'APPEAL', at('2026-11-25T04:00Z'));
    const asked = paused(filed, CN, { question: 'Payslip?', now: at('2026-11-27T04:00Z') });
    const answered = resumed(asked as AppealClock, CN, at('2026-11-28T05:30Z'));
    expect(iso(answered.dueAt)).toBe('2026-12-11T16:00:00.000Z');
    const complex = extended(answered, CN, by('COMPLEX'));
    expect(iso(complex.dueAt)).toBe('2026-12-25T16:00:00.000Z');
    const standing = extended(asked as AppealClock, CN, by('COMPLEX'));
    expect(iso(standing.dueAt)).toBe('2026-12-25T16:00:00.000Z');
    expect(resumed(standing, CN, at('2026-11-28T05:30Z')).dueAt).toBe(complex.dueAt);
    const exceptional = extended(standing, CN, by('EXCEPTIONAL'));
    expect(iso(exceptional.dueAt)).toBe('2027-01-24T16:00:00.000Z');
  });

  test.each([
    [CN, 'EXCEPTIONAL', {}, 'COMPLEX_EXTENSION_FIRST'],
    [EU, 'EXCEPTIONAL', {}, 'EXTENSION_NOT_PERMITTED'],
    [US, 'EXCEPTIONAL', {}, 'EXTENSION_NOT_PERMITTED'],
    [CN, 'COMPLEX', { kind: 'RECONSIDERATION' }, 'EXTENSION_NOT_PERMITTED'],
    [CN, 'COMPLEX', { kind: 'HUMAN_DECISION' }, 'EXTENSION_NOT_PERMITTED'],
    [CN, 'COMPLEX', { kind: 'REFERRAL' }, 'EXTENSION_NOT_PERMITTED'],
    [CN, 'COMPLEX', {}, null],
    [EU, 'COMPLEX', {}, null],
    [US, 'COMPLEX', {}, null],
  ] as const)('is refused where the rules do not know it: %#', (rules, kind, over, code) => {
    const appeal = appealOf(startClock(rules, 'APPEAL', at('2026-11-25T04:00Z')), over);
    const refusal = extensionRefusal(appeal, rules, kind, at('2026-11-26T04:00Z'));
    expect(refusal?.code ?? null).toBe(code);
  });

  test('is given once of each kind, and not at all once the clock has run out', () => {
    const filed = startClock(CN, 'APPEAL', at('2026-11-25T04:00Z'));
    const complex = appealOf(extended(filed, CN, by('COMPLEX')));
    const ask = (appeal: Appeal, kind: 'COMPLEX' | 'EXCEPTIONAL', now: number) =>
      extensionRefusal(appeal, CN, kind, now);
    expect(ask(complex, 'COMPLEX', filed.startedAt)).toEqual({ code: 'EXTENDED_ALREADY' });
    expect(ask(complex, 'EXCEPTIONAL', complex.clock.dueAt - 1)).toBeNull();
    const overdue = { code: 'APPEAL_OVERDUE', dueAt: complex.clock.dueAt };
    expect(ask(complex, 'EXCEPTIONAL', complex.clock.dueAt)).toEqual(overdue);
  });
});

describe('a pause', () => {
  const filed = startClock(CN, 'APPEAL', at('2026-11-25T04:00Z'));
  const ask = (clock: AppealClock, now: number) => paused(clock, CN, { question: 'Why?', now });
  const asked = (clock: AppealClock, now: number): AppealClock => {
    const after = ask(clock, now);
    if (!after) throw new Error('it may not stand');
    return after;
  };

  test('moves the end by the days from that of the question to that of the answer', () => {
    const from = at('2026-11-30T04:00Z');
    const lasted = 2 * DAY_MS + 3 * HOUR_MS + 7;
    const standing = asked(filed, from);
    expect(iso(standing.dueAt)).toBe('2026-12-24T16:00:00.000Z');
    const after = resumed(standing, CN, from + lasted);
    expect(iso(after.dueAt)).toBe('2026-12-12T16:00:00.000Z');
    expect(after.pauses).toEqual([
      { from, until: from + lasted, atMostUntil: at('2026-12-14T16:00Z'), question: 'Why?' },
    ]);
  });

  test.each([
    ['a second after the question', '2026-11-30T04:00Z', '2026-11-30T04:00:01Z', 0],
    ['as the day ends', '2026-11-29T16:00Z', '2026-11-30T15:59:59.999Z', 0],
    ['as the next day begins', '2026-11-30T15:59:59.999Z', '2026-11-30T16:00Z', 1],
    ['late on the next day', '2026-11-29T16:00Z', '2026-12-01T15:59:59.999Z', 1],
    ['on the last day that it can last', '2026-11-30T04:00Z', '2026-12-14T15:59:59.999Z', 14],
    ['as it ends by itself', '2026-11-30T04:00Z', '2026-12-14T16:00Z', 14],
    ['on the last day for the answer', '2026-12-10T15:00Z', '2026-12-10T15:59Z', 0],
    ['by nobody since the last day for the answer', '2026-12-10T15:00Z', '2026-12-30T15:00Z', 14],
  ])('that is answered %s moves the end by whole days', (_, from, until, days) => {
    const after = resumed(asked(filed, at(from)), CN, at(until));
    expect(after.dueAt).toBe(filed.dueAt + days * DAY_MS);
  });

  test('ends by itself at the end of the fourteenth day, whenever somebody looks', () => {
    const from = at('2026-11-30T04:00Z');
    const clock = asked(filed, from);
    const ends = at('2026-12-14T16:00Z');
    const standing = appealOf(clock, { status: 'WAITING' });
    expect(clockCall(standing, CN, ends - 1)).toBeNull();
    expect(clockCall(standing, CN, ends)).toBe('RESUME');
    const after = resumed(clock, CN, ends + 5 * DAY_MS);
    expect(after.pauses[0]?.until).toBe(ends);
    expect(after.dueAt).toBe(filed.dueAt + 14 * DAY_MS);
  });

  test('gives all questions of a case fourteen days together, begun ones counted', () => {
    const first = at('2026-11-30T04:00Z');
    const two = resumed(asked(filed, first), CN, first + 2 * DAY_MS + 3 * HOUR_MS);
    const second = asked(two, at('2026-12-03T04:00Z'));
    expect(iso(second.pauses[1]?.atMostUntil ?? 0)).toBe('2026-12-15T16:00:00.000Z');
    const used = resumed(second, CN, at('2026-12-20T04:00Z'));
    expect(ask(used, at('2026-12-20T04:00Z'))).toBeNull();
  });

  test('counts a question that is answered within the day as a day', () => {
    let clock = filed;
    for (let day = 0; day < 14; day += 1) {
      const now = at('2026-11-25T05:00Z') + day * HOUR_MS * 0.5;
      clock = resumed(asked(clock, now), CN, now + 60_000);
    }
    expect(clock.dueAt).toBe(filed.dueAt);
    expect(ask(clock, at('2026-11-26T05:00Z'))).toBeNull();
  });

  test.each([
    ['has run out', 'APPEAL', filed, filed.dueAt],
    ['is a complex case’s', 'APPEAL', extended(filed, CN, by('COMPLEX')), filed.startedAt + DAY_MS],
    [
      'is a human decision’s',
      'HUMAN_DECISION',
      startClock(CN, 'HUMAN_DECISION', filed.startedAt),
      filed.startedAt + DAY_MS,
    ],
    [
      'is a reconsideration’s',
      'RECONSIDERATION',
      startClock(CN, 'RECONSIDERATION', filed.startedAt),
      filed.startedAt + DAY_MS,
    ],
  ] as const)('does not stop a clock that %s, and the question is asked', (_, kind, clock, now) => {
    const asked = paused(clock, CN, { question: 'Why?', now }, kind);
    expect(asked?.dueAt).toBe(clock.dueAt);
    expect(asked?.pauses).toEqual([{ from: now, until: now, atMostUntil: now, question: 'Why?' }]);
    expect(openPause(asked as AppealClock)).toBeUndefined();
  });

  test('stops a clock for as many days as the longest period has left', () => {
    // Fifteen days for the answer, and five more before even a complex case has to be answered.
    const complex = { value: { calendarDays: 20 }, source: 'a test' };
    const rules = { ...CN, appeals: { ...CN.appeals, complex } };
    const clock = paused(filed, rules, { question: 'Why?', now: at('2026-11-30T04:00Z') });
    expect(iso(clock?.dueAt ?? 0)).toBe('2026-12-15T16:00:00.000Z');
    expect(iso(clock?.pauses[0]?.atMostUntil ?? 0)).toBe('2026-12-05T16:00:00.000Z');
  });

  test('leaves a clock that does not stand as it is', () => {
    expect(resumed(filed, CN, filed.dueAt)).toBe(filed);
  });

  test('lasts by the zone’s own days where the clocks change', () => {
    const start = startClock(EU, 'APPEAL', at('2027-03-12T09:00Z'));
    const clock = paused(start, EU, { question: 'Why?', now: at('2027-03-15T09:00Z') });
    expect(iso(clock?.pauses[0]?.atMostUntil ?? 0)).toBe('2027-03-29T22:00:00.000Z');
  });
});

/** Days since 1970 and the time of day on a zone's wall clock, by a formatter of the test's own. */
function wall(instant: number, timeZone: string): { day: number; time: string } {
  const [date = '', time = ''] = new Date(instant)
    .toLocaleString('sv-SE', { timeZone, timeStyle: 'medium', dateStyle: 'short' })
    .split(' ');
  return { day: Date.parse(`${date}T00:00Z`) / DAY_MS, time };
}

describe.each([
  ['Asia/Shanghai', CN],
  ['Europe/Brussels', EU],
] as const)('whatever happens to a clock in %s', (timeZone, rules) => {
  const day = (instant: number) => wall(instant, timeZone).day;
  // The clocks of Brussels go back on 25 October 2026 and forward on 28 March 2027.
  const start = fc
    .tuple(
      fc.constantFrom(at('2026-10-01T00:00Z'), at('2027-03-04T00:00Z')),
      fc.nat(28 * DAY_MS - 1),
    )
    .map(([from, later]) => from + later);
  const happening = fc.record({
    what: fc.constantFrom('ASK', 'ANSWER', 'COMPLEX', 'EXCEPTIONAL'),
    after: fc.oneof(
      fc.nat(2000),
      fc.nat(4 * DAY_MS),
      fc.constantFrom('MIDNIGHT', 'MIDNIGHT_BUT_ONE'),
    ),
  });

  const later = (now: number, after: number | string): number => {
    if (typeof after === 'number') return now + after;
    let next = now - (now % HOUR_MS) + HOUR_MS;
    while (wall(next, timeZone).time !== '00:00:00') next += HOUR_MS;
    return after === 'MIDNIGHT' ? next : next - 1;
  };

  test('its end is the start of a day, and no day is lost or gained', () => {
    const property = fc.property(start, fc.array(happening, { maxLength: 12 }), (filedAt, all) => {
      let clock = startClock(rules, 'APPEAL', filedAt);
      let unasked = clock;
      let now = filedAt;
      for (const { what, after } of all) {
        now = later(now, after);
        const open = openPause(clock);
        if (what === 'ANSWER' || (open && now >= open.atMostUntil)) {
          clock = resumed(clock, rules, now);
        }
        if (what === 'ASK' && !openPause(clock)) {
          clock = paused(clock, rules, { question: 'Why?', now }) ?? clock;
        }
        if (what === 'COMPLEX' || what === 'EXCEPTIONAL') {
          if (!extensionRefusal(appealOf(clock), rules, what, now)) {
            clock = extended(clock, rules, by(what));
            unasked = extended(unasked, rules, by(what));
          }
        }
        const stood = clock.pauses.map(({ from, until, atMostUntil }) => {
          if (from === atMostUntil) return 0;
          const byItself = until === null || until === atMostUntil;
          return day(byItself ? atMostUntil - 1 : until) - day(from);
        });
        const days = stood.reduce((sum, each) => sum + each, 0);
        expect(wall(clock.dueAt, timeZone).time).toBe('00:00:00');
        const plain = startClock(rules, 'APPEAL', filedAt);
        const isPlain = clock.extensions.length === 0;
        const longest = isPlain ? extended(plain, rules, by('COMPLEX')) : unasked;
        expect(day(clock.dueAt)).toBe(Math.min(day(unasked.dueAt) + days, day(longest.dueAt)));
        expect(days).toBeLessThanOrEqual(rules.appeals.pauseDays.value);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('what a clock asks for', () => {
  const clock = startClock(CN, 'APPEAL', at('2026-11-25T04:00Z'));

  test('is an escalation from the third day before the last one on, and then a report', () => {
    expect(iso(escalatesAt(clock, CN))).toBe('2026-12-06T16:00:00.000Z');
    const call = (over: Partial<Appeal>, now: number) => clockCall(appealOf(clock, over), CN, now);
    expect(call({}, at('2026-12-06T15:59:59.999Z'))).toBeNull();
    expect(call({}, at('2026-12-06T16:00Z'))).toBe('ESCALATE');
    expect(call({ escalatedAt: 1 }, at('2026-12-08T16:00Z'))).toBeNull();
    expect(call({ escalatedAt: 1 }, clock.dueAt)).toBe('REPORT_OVERDUE');
    expect(call({}, clock.dueAt)).toBe('REPORT_OVERDUE');
    expect(call({ overdueReportedAt: 1 }, clock.dueAt + DAY_MS)).toBeNull();
  });

  test('is a report of what has run out also where a pause has not been ended yet', () => {
    const waiting = paused(clock, CN, { question: 'Why?', now: clock.dueAt - HOUR_MS });
    if (!waiting) throw new Error('the clock may stand');
    const call = (over: Partial<Appeal>, now: number) =>
      clockCall(appealOf(waiting, { status: 'WAITING', ...over }), CN, now);
    const { dueAt } = waiting;
    expect(call({}, dueAt - 1)).toBeNull();
    expect(call({}, dueAt)).toBe('REPORT_OVERDUE');
    expect(call({ overdueReportedAt: dueAt }, dueAt)).toBe('RESUME');
  });

  test('is one reconsideration for thirty days after the answer', () => {
    expect(iso(reconsiderationUntil(CN, at('2026-12-01T04:00Z')))).toBe('2026-12-31T16:00:00.000Z');
  });
});
