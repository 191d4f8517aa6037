import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ActivityDay } from '../../../src/domain/risk-profile/activity.js';
import { emptyDay } from '../../../src/domain/risk-profile/activity-day.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import type { RiskFacts } from '../../../src/domain/risk-profile/facts.js';
import {
  newRestrictions,
  restrictionsOf,
  ruleExpiry,
} from '../../../src/domain/risk-profile/rule-expiry.js';
import { type Rule, type RuleSet, rulesActing } from '../../../src/domain/risk-profile/rules.js';
import { addDays } from '../../../src/domain/time.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';
import { anyTold, CUSTOMER, daysOf, factsOf } from './activities.js';

const TODAY = '2026-11-25';
const RULES = shippedRules();

const ago = (days: number, over: Partial<ActivityDay>): ActivityDay => ({
  ...emptyDay(CUSTOMER, addDays(TODAY, -days)),
  ...over,
});
const closings = (...days: number[]): ActivityDay[] =>
  days.map((each) => ago(each, { counts: { LINE_CLOSED: 1 } }));
const facts = (days: readonly ActivityDay[], permitted?: Set<never>): RiskFacts => ({
  asOf: TODAY,
  statements: [],
  lines: [],
  activity: factsOf(days, permitted),
});
const ruleOf = (over: Partial<Rule>): Rule => ({ ...(RULES.rules[0] as Rule), ...over });
const FREQUENT = RULES.rules.find(({ id }) => id === 'frequent-closing') as Rule;

describe('the day on which a rule lets go', () => {
  test('is when the oldest of the closings that it needs has left the window', () => {
    expect(FREQUENT.characteristicId).toBe('lines_closed_180d');
    // The window of 180 days still holds a closing on day 179 after it.
    expect(ruleExpiry(FREQUENT, facts(closings(0, 10, 30)), TODAY)).toBe(addDays(TODAY, 150));
    expect(ruleExpiry(FREQUENT, facts(closings(0, 0, 0)), TODAY)).toBe(addDays(TODAY, 180));
    // Of four closings the oldest may go without anything ending.
    expect(ruleExpiry(FREQUENT, facts(closings(0, 10, 30, 179)), TODAY)).toBe(addDays(TODAY, 150));
    expect(ruleExpiry(FREQUENT, facts(closings(0, 10, 179)), TODAY)).toBe(addDays(TODAY, 1));
  });

  test('is tomorrow where the rule does not act even today', () => {
    expect(ruleExpiry(FREQUENT, facts(closings(3)), TODAY)).toBe(addDays(TODAY, 1));
    expect(ruleExpiry(FREQUENT, facts(closings(0, 1, 2), new Set()), TODAY)).toBe(
      addDays(TODAY, 1),
    );
  });

  test('is the first day after the longest window at the latest', () => {
    const rule = ruleOf({ characteristicId: 'cash_outs_365d', atLeast: 1 });
    const given = facts([ago(0, { counts: { CASH_OUT: 1 } })]);
    expect(ruleExpiry(rule, given, TODAY)).toBe(addDays(TODAY, 365));
  });

  test('is none where no day by itself changes the value', () => {
    const late = ruleOf({ characteristicId: 'late_statements', atLeast: 1 });
    expect(ruleExpiry(late, facts([]), TODAY)).toBeNull();
    const always = ruleOf({ characteristicId: 'cash_outs_365d', atLeast: 0 });
    expect(ruleExpiry(always, facts([]), TODAY)).toBeNull();
  });

  test('comes sooner where an exception begins to hold', () => {
    const unless = { characteristicId: 'income_verification', category: 'NOT_VERIFIED' };
    const rule = ruleOf({ characteristicId: 'cash_outs_180d', atLeast: 1, unless });
    const income = {
      value: { minor: 1, currency: 'EUR' },
      occurredAt: 0,
      eventId: 'event-1',
    };
    const given = facts([ago(0, { counts: { CASH_OUT: 1 } }), ago(300, { income })]);
    expect(ruleExpiry(rule, given, TODAY)).toBe(addDays(TODAY, 65));
  });

  test('is the first on which a whole assessment would not have the rule act', () => {
    let found = 0;
    const anyRule = fc.record({
      characteristicId: fc.constantFrom(
        'lines_closed_180d',
        'cash_outs_15d',
        'unstated_draws_90d',
        'devices_15d',
        'applications_30d',
      ),
      atLeast: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(anyTold, anyRule, (told, over) => {
        const given = facts(daysOf(told, 'Asia/Shanghai'));
        const rule = ruleOf(over);
        const until = ruleExpiry(rule, given, TODAY) as string;
        const acts = (on: string): boolean => {
          const then = deriveCharacteristics({ ...given, asOf: on }, [rule.characteristicId]);
          return rulesActing({ ...RULES, rules: [rule] }, then).length > 0;
        };
        expect(acts(until)).toBe(false);
        if (until === addDays(TODAY, 1)) return;
        found += 1;
        expect(acts(addDays(until, -1))).toBe(true);
        expect(acts(addDays(TODAY, 1))).toBe(true);
      }),
      { numRuns: 300 },
    );
    // Some 40 of the 300 runs get here; ten are out of reach of chance.
    expect(found).toBeGreaterThan(10);
  });
});

describe('the restrictions of a customer', () => {
  const set: RuleSet = {
    ...RULES,
    rules: [
      ruleOf({
        id: 'held',
        characteristicId: 'lines_closed_180d',
        effect: { kind: 'NO_NEW_CREDIT' },
      }),
      ruleOf({ id: 'seen', characteristicId: 'late_statements', effect: { kind: 'REFER' } }),
      ruleOf({ id: 'priced', effect: { kind: 'BAND_AT_BEST', band: 'C' } }),
      ruleOf({ id: 'idle', effect: { kind: 'NO_NEW_CREDIT' } }),
    ].map((each) => ({ ...each, atLeast: 1 })),
  };

  test('are the rules that acted and touch new credit, with their end', () => {
    const acted = ['held', 'seen', 'priced'].map((ruleId) => ({ ruleId, value: 1 }));
    expect(restrictionsOf(set, acted, facts(closings(5)))).toEqual([
      { ruleId: 'held', until: addDays(TODAY, 175) },
      { ruleId: 'seen', until: null },
    ]);
  });

  test('are of a closing where they were not there before, or last longer', () => {
    const before = [
      { ruleId: 'same', until: '2027-01-01' },
      { ruleId: 'longer', until: '2027-01-01' },
      { ruleId: 'shorter', until: '2027-01-01' },
      { ruleId: 'endless', until: null },
      { ruleId: 'open-ended', until: '2027-01-01' },
      { ruleId: 'gone', until: '2027-01-01' },
    ];
    const after = [
      { ruleId: 'same', until: '2027-01-01' },
      { ruleId: 'longer', until: '2027-01-02' },
      { ruleId: 'shorter', until: '2026-12-31' },
      { ruleId: 'endless', until: null },
      { ruleId: 'open-ended', until: null },
      { ruleId: 'new', until: '2026-12-01' },
    ];
    expect(newRestrictions(before, after).map(({ ruleId }) => ruleId)).toEqual([
      'longer',
      'open-ended',
      'new',
    ]);
    expect(
      newRestrictions([{ ruleId: 'a', until: null }], [{ ruleId: 'a', until: '2027-01-01' }]),
    ).toEqual([]);
  });
});
