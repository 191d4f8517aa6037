/** Who has a case: taken, given back, and taken over from somebody who lets it lie. */
import { describe, expect, test } from '@jest/globals';
import type { Appeal } from '../../../src/domain/appeal/appeal.js';
import {
  escalatesAt,
  extended,
  paused,
  startClock,
} from '../../../src/domain/appeal/appeal-clock.js';
import { asOf, goingOn, workRefusal } from '../../../src/domain/appeal/appeal-rules.js';
import {
  assignmentRefusal,
  leftBy,
  releaseRefusal,
  takenBy,
  takeoverGround,
} from '../../../src/domain/appeal/assignment.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { DAY_MS } from '../../../src/domain/time.js';
import { anAppeal } from '../../support/decided.js';

const CN = JURISDICTION_PACKS.find(({ id }) => id === 'CN-2025')!;
const FILED = Date.parse('2026-11-25T04:00Z');
const [one, other] = [{ subject: 'reviewer-1' }, { subject: 'reviewer-2' }];

const appeal = (over: Partial<Appeal> = {}): Appeal => ({
  ...anAppeal({ customerId: 'customer-1', accountId: 'line-1' }),
  id: 'appeal-1',
  decisionId: 'decision-1',
  auditEntryId: 'entry-1',
  filedAt: FILED,
  clock: startClock(CN, 'APPEAL', FILED),
  packEdition: CN.id,
  ...over,
});
const held = (over: Partial<Appeal> = {}): Appeal =>
  appeal({ status: 'ASSIGNED', assignedTo: one.subject, assignedAt: FILED, ...over });
/** In the middle of which nobody has anything to say yet. */
const SOON = FILED + 2 * DAY_MS;
const NEAR = escalatesAt(held().clock, CN);
const END = held().clock.dueAt;
/** The eighth day in Shanghai after one without a step. */
const lain = (from: number): number =>
  Date.parse('2026-12-02T16:00Z') + Math.floor((from - FILED) / DAY_MS) * DAY_MS;

describe('a case that nobody has', () => {
  test('is taken by whoever is not recused, nor the customer', () => {
    expect(assignmentRefusal(appeal(), one, CN, SOON)).toBeNull();
    expect(takenBy(appeal(), one, CN, SOON)).toEqual(held({ assignedAt: SOON }));
    const recused = { code: 'RECUSED' };
    expect(assignmentRefusal(appeal(), { subject: 'agent-1' }, CN, SOON)).toEqual(recused);
    const filedByOne = appeal({ filedBy: one.subject });
    expect(assignmentRefusal(filedByOne, one, CN, SOON)).toEqual(recused);
    const customer = { subject: 'other', customerId: 'customer-1' };
    expect(assignmentRefusal(appeal(), customer, CN, SOON)).toEqual(recused);
    const ended = assignmentRefusal(appeal({ status: 'DECIDED' }), one, CN, SOON);
    expect(ended).toEqual({ code: 'APPEAL_ENDED', status: 'DECIDED' });
  });
});

describe('a case that somebody has', () => {
  const taken = { code: 'ALREADY_ASSIGNED', to: one.subject };

  test.each([
    ['before its end is near', SOON, null],
    ['right before it has lain for seven days', lain(FILED) - 1, null],
    ['once it has lain for seven days', lain(FILED), 'IDLE'],
    ['right before its end is near', NEAR - 1, 'IDLE'],
    ['once its end is near', NEAR, 'ESCALATED'],
    ['right before it has run out', END - 1, 'ESCALATED'],
    ['once it has run out', END, 'OVERDUE'],
    ['long after that', END + 25 * DAY_MS, 'OVERDUE'],
  ])('can be taken over or not %s', (_, now, ground) => {
    expect(takeoverGround(held(), CN, now)).toBe(ground);
    expect(assignmentRefusal(held(), other, CN, now)).toEqual(ground === null ? taken : null);
    // By another than who has it, and than who had a part in the decision.
    expect(assignmentRefusal(held(), one, CN, now)).toEqual(taken);
    const recused = assignmentRefusal(held(), { subject: 'agent-1' }, CN, now);
    expect(recused).toEqual(ground === null ? taken : { code: 'RECUSED' });
  });

  test.each([
    ['taken', () => held({ assignedAt: NEAR })],
    [
      'extended by another',
      () => {
        const by = { kind: 'COMPLEX', by: 'x', at: FILED + 5 * DAY_MS, why: 'y' } as const;
        return held({ clock: extended(held(), CN, by) });
      },
    ],
    [
      'answered by the customer',
      () => held({ answers: [{ at: FILED + 5 * DAY_MS, text: 'x', evidenceIds: [] }] }),
    ],
    [
      'asked about',
      () => {
        const complex = { kind: 'COMPLEX', by: 'x', at: FILED, why: 'y' } as const;
        const clock = extended(held(), CN, complex);
        const asked = { question: '?', now: FILED + 5 * DAY_MS };
        return held({ clock: paused({ ...held(), clock }, CN, asked)! });
      },
    ],
  ] as const)('has not lain since it was %s', (_, make) => {
    expect(takeoverGround(held(), CN, lain(FILED))).toBe('IDLE');
    expect(takeoverGround(make(), CN, lain(FILED))).toBeNull();
  });

  test('is taken over once: the second of two at once finds it taken', () => {
    for (const [now, because] of [
      [lain(FILED), 'IDLE'],
      [NEAR, 'ESCALATED'],
      [END, 'OVERDUE'],
    ] as const) {
      const after = takenBy(held(), other, CN, now);
      expect(after).toEqual({
        ...held(),
        assignedTo: other.subject,
        assignedAt: now,
        formerReviewers: [{ subject: one.subject, from: FILED, until: now, because }],
      });
      const third = assignmentRefusal(after, { subject: 'reviewer-3' }, CN, now);
      expect(third).toEqual({ code: 'ALREADY_ASSIGNED', to: other.subject });
      expect(workRefusal(after, one)).toEqual({ code: 'NOT_ASSIGNED_TO_YOU' });
      expect(workRefusal(after, other)).toBeNull();
    }
  });

  test('can be taken over again when it has run out, and when it has lain since', () => {
    const near = takenBy(held(), other, CN, NEAR);
    expect(takeoverGround(near, CN, END - 1)).toBeNull();
    expect(takeoverGround(near, CN, END)).toBe('OVERDUE');
    const late = takenBy(near, one, CN, END);
    expect(takeoverGround(late, CN, END + 7 * DAY_MS)).toBeNull();
    expect(takeoverGround(late, CN, END + 8 * DAY_MS)).toBe('IDLE');
    expect(late.formerReviewers.map(({ because }) => because)).toEqual(['ESCALATED', 'OVERDUE']);
  });

  test('is given back by whoever has it, and leaves who that was', () => {
    expect(releaseRefusal(held(), one)).toBeNull();
    expect(releaseRefusal(held(), other)).toEqual({ code: 'NOT_ASSIGNED_TO_YOU' });
    expect(releaseRefusal(appeal(), one)).toEqual({ code: 'NOT_ASSIGNED_TO_YOU' });
    const ended = releaseRefusal(held({ status: 'MOOT' }), one);
    expect(ended).toEqual({ code: 'APPEAL_ENDED', status: 'MOOT' });
    const formerReviewers = [
      { subject: one.subject, from: FILED, until: SOON, because: 'RELEASED' },
    ];
    expect(leftBy(held(), 'RELEASED', SOON)).toEqual({ ...appeal(), formerReviewers });
  });
});

describe('a case that waits for the customer', () => {
  const clock = paused(held(), CN, { question: 'Why?', now: SOON })!;
  const until = clock.pauses[0]!.atMostUntil;
  const waiting = held({ status: 'WAITING', clock });

  test('is given back too, waits on with nobody, and is open when that is over', () => {
    expect(releaseRefusal(waiting, one)).toBeNull();
    const alone = leftBy(waiting, 'RELEASED', SOON + 1);
    expect(alone).toMatchObject({ status: 'WAITING', assignedTo: null, clock });
    expect(goingOn(alone, CN, SOON + DAY_MS).status).toBe('OPEN');
    expect(asOf(alone, CN, until).status).toBe('OPEN');
    const taken = takenBy(alone, other, CN, SOON + 2);
    expect(taken).toMatchObject({ status: 'WAITING', assignedTo: other.subject, clock });
    expect(asOf(taken, CN, until).status).toBe('ASSIGNED');
  });

  test('has not lain while it waits, and is taken over when its end is near', () => {
    expect(takeoverGround(waiting, CN, SOON + 10 * DAY_MS)).toBeNull();
    const near = escalatesAt(clock, CN);
    expect(takeoverGround(waiting, CN, near)).toBe('ESCALATED');
    expect(takenBy(waiting, other, CN, near)).toMatchObject({ status: 'WAITING' });
  });
});
