/** What is refused of what business systems tell, all of it at once. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ACTIVITY_KINDS } from '../../../src/domain/risk-profile/activity.js';
import {
  activityProblems,
  cleanActivity,
  problemText,
} from '../../../src/domain/risk-profile/activity-problems.js';
import { anActivity, anyTold, NOW } from './activities.js';

const found = (over: Record<string, unknown>): string[] =>
  activityProblems(anActivity(over), NOW).map(({ path, code }) => `${path} ${code}`);
const cny = (minor: unknown) => ({ minor, currency: 'CNY' });
const figures = { openLines: 1, inquiries: 0, delinquencies: 0 };

describe('an activity as told', () => {
  test('is without problems when it is whole, and stays as it is', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyTold, (told) => {
        for (const each of told) {
          kinds.add(each.kind);
          expect(activityProblems(each, NOW)).toEqual([]);
          expect(cleanActivity(each)).toEqual(each);
        }
      }),
    );
    expect(kinds.size).toBe(ACTIVITY_KINDS.length);
  });

  test.each([
    ['an empty id', { id: '' }, 'id ID_INVALID'],
    ['an id with a space', { id: 'a b' }, 'id ID_INVALID'],
    ['an id with a line end', { id: 'a\n' }, 'id ID_INVALID'],
    ['an id with NUL', { id: 'a\u0000b' }, 'id ID_INVALID'],
    ['an id beyond ASCII', { id: 'é' }, 'id ID_INVALID'],
    ['an id of 129 characters', { id: 'x'.repeat(129) }, 'id ID_INVALID'],
    ['a customer that is no id', { customerId: 'you' }, 'customerId CUSTOMER_UNKNOWN'],
    ['half a millisecond', { occurredAt: NOW - 0.5 }, 'occurredAt OCCURRED_AT_INVALID'],
    ['no time', { occurredAt: Number.NaN }, 'occurredAt OCCURRED_AT_INVALID'],
    ['an endless time', { occurredAt: -Infinity }, 'occurredAt OCCURRED_AT_INVALID'],
    ['a time as text', { occurredAt: '2026-11-25' }, 'occurredAt OCCURRED_AT_INVALID'],
    ['the future', { occurredAt: NOW + 300_001 }, 'occurredAt OCCURRED_IN_FUTURE'],
    ['an unknown kind', { kind: 'GAMBLING' }, 'kind KIND_UNKNOWN'],
    ['a kind that every object has', { kind: 'toString' }, 'kind KIND_UNKNOWN'],
    [
      'a bureau that is no text',
      { kind: 'BUREAU_FACT', figures, bureauId: 7 },
      'bureauId BUREAU_UNKNOWN',
    ],
    ['a bureau of something else', { bureauId: 'b' }, 'bureauId FIELD_UNEXPECTED'],
    ['no money', { kind: 'PURCHASE' }, 'money FIELD_MISSING'],
    ['nothing', { kind: 'PURCHASE', money: cny(0) }, 'money.minor AMOUNT_INVALID'],
    ['less than nothing', { kind: 'CASH_OUT', money: cny(-1) }, 'money.minor AMOUNT_INVALID'],
    ['a fraction', { kind: 'DRAW', money: cny(0.5) }, 'money.minor AMOUNT_INVALID'],
    ['an amount as text', { kind: 'DRAW', money: cny('5') }, 'money.minor AMOUNT_INVALID'],
    ['too much', { kind: 'REPAYMENT', money: cny(1e12 + 1) }, 'money.minor AMOUNT_INVALID'],
    [
      'another currency',
      { kind: 'VERIFIED_INCOME', money: { minor: 1, currency: 'XAU' } },
      'money.currency CURRENCY_UNKNOWN',
    ],
    [
      'an unknown purpose',
      { kind: 'DRAW', money: cny(1), purpose: 'FUN' },
      'purpose PURPOSE_UNKNOWN',
    ],
    [
      'a short pseudonym',
      { kind: 'SOCIAL_LINK', pseudonym: 'x'.repeat(15) },
      'pseudonym PSEUDONYM_INVALID',
    ],
    [
      'a name in the place of a pseudonym',
      { kind: 'SOCIAL_LINK', pseudonym: 'Wang Xiaoming, Hangzhou' },
      'pseudonym PSEUDONYM_INVALID',
    ],
    [
      'an absurd figure',
      { kind: 'BUREAU_FACT', figures: { ...figures, inquiries: 1_001 } },
      'figures.inquiries FIGURE_INVALID',
    ],
    [
      'a negative figure',
      { kind: 'BUREAU_FACT', figures: { ...figures, openLines: -1 } },
      'figures.openLines FIGURE_INVALID',
    ],
    ['a field of another kind', { pseudonym: 'x'.repeat(16) }, 'pseudonym FIELD_UNEXPECTED'],
    ['a protected attribute', { sex: 'F' }, 'sex FIELD_UNEXPECTED'],
  ])('is refused with %s', (_, over, problem) => {
    expect(found(over)).toEqual([problem]);
  });

  test('is told everything that is wrong at once', () => {
    const told = { id: '', customerId: 1, occurredAt: null, kind: 'DRAW', purpose: 1, money: 5 };
    expect(found(told)).toEqual([
      'id ID_INVALID',
      'customerId CUSTOMER_UNKNOWN',
      'occurredAt OCCURRED_AT_INVALID',
      'purpose PURPOSE_UNKNOWN',
      'money.minor AMOUNT_INVALID',
      'money.currency CURRENCY_UNKNOWN',
    ]);
  });

  test.each([null, undefined, 5, 'text', [[]]])('is refused when it is %j', (told) => {
    expect(activityProblems(told, NOW)).toEqual([
      { path: '', code: 'NOT_AN_ACTIVITY', params: {} },
    ]);
  });

  test('may come from a clock that is a little ahead', () => {
    expect(found({ occurredAt: NOW + 300_000 })).toEqual([]);
  });

  test('may leave the purpose out, and null counts as absent', () => {
    const draw = anActivity({ kind: 'DRAW', money: cny(1), pseudonym: null });
    expect(activityProblems(draw, NOW)).toEqual([]);
    expect(cleanActivity(draw)).toMatchObject({ purpose: null });
    expect(cleanActivity(draw)).not.toHaveProperty('pseudonym');
  });

  test('whatever is told, an answer comes, and its words are whole in both languages', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ kind: fc.anything() })), (told) => {
        for (const problem of activityProblems(told, NOW)) {
          expect(problemText(problem, 'en')).toMatch(/^[A-Z].+\.$/);
          expect(problemText(problem, 'zh')).toMatch(/。$/);
        }
      }),
    );
  });
});
