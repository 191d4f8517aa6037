/** What is told of the way back at a closing, how it stands later, and what is offered. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type CreditApplication,
  conditionProgress,
  latestDay,
  limitBesideDebt,
  offeredLimitMinor,
  returnConditions,
  statusAt,
  type Today,
} from '../../../src/domain/credit-account/way-back.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { shippedLimitPolicy } from '../../../src/infrastructure/limit-policies/shipped.js';
import { shippedRules, shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';

const card = shippedScorecard();
const compiled = compileScorecard(card);
const rules = shippedRules();
const policy = shippedLimitPolicy();
const CUTOFF = card.cutoffScore ?? 0;
const CLOSING = { ruleId: 'frequent-closing', until: '2027-03-01' };
const REFERRAL = { ruleId: 'many-applications', until: '2027-01-10' };

describe('conditions told at a closing', () => {
  test('are a debt that is paid and the cutoff, where no rule acts', () => {
    expect(returnConditions({ card, rules, restrictions: [] })).toEqual([
      { code: 'NOTHING_OWED' },
      { code: 'SCORE_AT_LEAST', score: CUTOFF },
    ]);
  });

  test('name the day on which what holds back new credit ends, and a referral', () => {
    expect(returnConditions({ card, rules, restrictions: [REFERRAL, CLOSING] })).toEqual([
      { code: 'NOTHING_OWED' },
      { code: 'NO_RESTRICTION', until: '2027-03-01' },
      { code: 'SCORE_AT_LEAST', score: CUTOFF },
      { code: 'NO_REFERRAL' },
    ]);
  });

  test('promise no day where none is known, and no score where the card has no cutoff', () => {
    const { cutoffScore: _, ...open } = card;
    const restrictions = [{ ...CLOSING, until: null }];
    expect(returnConditions({ card: open, rules, restrictions })).toEqual([
      { code: 'NOTHING_OWED' },
      { code: 'NO_RESTRICTION' },
    ]);
  });
});

describe('conditions watched', () => {
  const conditions = returnConditions({ card, rules, restrictions: [CLOSING, REFERRAL] });
  const today = (over: Partial<Today> = {}): Today => ({
    owedMinor: 0,
    score: CUTOFF,
    card: compiled,
    statedBy: card.version,
    restrictions: [],
    rules,
    asOf: '2026-12-15',
    closedOn: '2026-11-25',
    ...over,
  });
  const states = (over: Partial<Today>) =>
    Object.fromEntries(
      conditionProgress(conditions, today(over)).map((each) => [each.condition.code, each]),
    );

  test('are all met where nothing is in the way', () => {
    for (const each of conditionProgress(conditions, today())) {
      expect(each).toMatchObject({ met: true, progress: 1, until: null });
    }
  });

  test('measure a score on the way from the lowest, and never read as met too early', () => {
    const { minScore } = compiled;
    const at = (score: number) => states({ score }).SCORE_AT_LEAST;
    expect(at(minScore)).toMatchObject({ met: false, progress: 0, today: minScore });
    const half = minScore + (CUTOFF - minScore) / 2;
    expect(at(half)?.progress).toBeCloseTo(0.5, 3);
    expect(at(CUTOFF - 1)?.met).toBe(false);
    expect(at(CUTOFF - 1)?.progress).toBeLessThan(1);
  });

  test('go by the cutoff of the card that scores by now', () => {
    const score = CUTOFF + 5;
    const stricter = { card: { ...card, version: 'other', cutoffScore: CUTOFF + 10 }, minScore: 0 };
    expect(states({ score, card: stricter }).SCORE_AT_LEAST).toMatchObject({
      met: false,
      condition: { score: CUTOFF + 10 },
    });
  });

  test('measure what a rule holds back in days since the closing', () => {
    const restrictions = [{ ruleId: 'frequent-closing', until: '2027-01-04' }];
    expect(states({ restrictions }).NO_RESTRICTION).toMatchObject({
      met: false,
      progress: 0.5,
      until: '2027-01-04',
    });
    expect(states({ restrictions: [{ ...CLOSING, until: null }] }).NO_RESTRICTION).toMatchObject({
      met: false,
      progress: 0,
      until: null,
    });
    expect(states({ restrictions }).NO_REFERRAL?.met).toBe(true);
    expect(states({ restrictions: [REFERRAL] }).NO_REFERRAL?.met).toBe(false);
  });

  test('do not hold while anything is owed', () => {
    expect(states({ owedMinor: 1 }).NOTHING_OWED).toMatchObject({
      met: false,
      progress: 0,
      today: 1,
    });
  });
});

describe('the limit that is offered', () => {
  const cny = (minor: number) => ({ minor, currency: 'CNY' });
  const step = policy.stepMinor.CNY ?? 0;

  test.each([
    ['A', 1_000_000, 1_000_000],
    ['C', 1_000_000, 700_000],
    ['C', 1_010_000, 700_000],
    ['D', step, step],
    ['C', 10_000_000_000, 20_000_000],
    ['A', 20_000_000, 20_000_000],
    ['A', 20_010_000, 20_000_000],
  ])('in band %s for %d is %d', (band, asked, offered) => {
    expect(offeredLimitMinor(policy, band, cny(asked))).toBe(offered);
  });

  test('is none in a band without a line, whatever it is called', () => {
    for (const band of ['E', 'Z', '__proto__', 'constructor']) {
      expect(offeredLimitMinor(policy, band, cny(1_000_000))).toBeNull();
    }
  });

  test('is none in a currency that has no highest limit', () => {
    for (const currency of ['GBP', '__proto__', 'constructor']) {
      expect(offeredLimitMinor(policy, 'A', { minor: 1_000_000, currency })).toBeNull();
    }
  });

  test('is a whole number of steps, and never more than was asked for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(policy.newLinePpm)),
        fc.integer({ min: step, max: 10_000_000_000 }),
        (band, minor) => {
          const offered = offeredLimitMinor(policy, band, cny(minor)) ?? step;
          expect(offered % step).toBe(0);
          expect(offered).toBeGreaterThan(0);
          expect(offered).toBeLessThanOrEqual(minor);
        },
      ),
    );
  });
});

test('an offer has lapsed from the moment on at which its time is over', () => {
  const offer = { limitMinor: 1, annualRatePpm: 1, band: 'A', validUntil: 1_000 };
  const open = { status: 'OFFERED', offer } as CreditApplication;
  expect([999, 1_000].map((now) => statusAt(open, now))).toEqual(['OFFERED', 'LAPSED']);
  expect(statusAt({ ...open, status: 'ACCEPTED' }, 5_000)).toBe('ACCEPTED');
});

test('the last of several days is unknown when one of them is', () => {
  expect(latestDay(['2026-01-02', '2026-03-01', '2025-12-31'])).toBe('2026-03-01');
  expect([latestDay(['2026-01-02', null]), latestDay([])]).toEqual([null, null]);
});

describe('a limit beside a debt on the line before', () => {
  test.each([
    [500_000, 0, 500_000],
    [500_000, -7, 500_000],
    [500_000, 1, 490_000],
    [500_000, 150_000, 350_000],
    [500_000, 490_001, 0],
    [500_000, 900_000, 0],
  ])('of %i with %i owed is %i', (limit, owed, left) => {
    expect(limitBesideDebt(limit, owed, 10_000)).toBe(left);
  });
});
