/** What counts as different between a quote and the closing that is made by it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type {
  ClosureEffects,
  Payoff,
  QuotedEffect,
} from '../../../src/domain/credit-account/closure-quote.js';
import { QUOTED_EFFECTS } from '../../../src/domain/credit-account/closure-quote.js';
import { quoteDifferences } from '../../../src/domain/credit-account/quote-differences.js';
import { accrueTo, perDiemMinor } from '../../../src/domain/ledger/interest.js';
import { emptyPosition, type Position } from '../../../src/domain/ledger/position.js';
import { addDays, addMonths } from '../../../src/domain/time.js';

type Terms = Parameters<typeof perDiemMinor>[1];

const PAYOFF: Payoff = {
  currency: 'CNY',
  totalMinor: 101_100,
  principalMinor: 100_000,
  interestMinor: 1_000,
  feeMinor: 100,
  perDiemMinor: 50,
  asOf: '2026-11-25',
};

const MOVE = { accountId: 'l-1', currency: 'CNY', fromMinor: 100_000, toMinor: 120_000 };

const PLAN = {
  planId: 'p-1',
  currency: 'CNY',
  principalLeftMinor: 40_000,
  instalmentsLeft: 4,
  interestSavedMinor: 0,
};

const effects = (over: Partial<ClosureEffects> = {}): ClosureEffects => ({
  outcome: 'RUN_OFF',
  blockers: [],
  payoff: PAYOFF,
  earlySettlements: [PLAN],
  revoked: ['PAY', 'DRAW'],
  stopped: ['AUTOPAY'],
  releasedHolds: ['h-1'],
  honouredHolds: ['h-2', 'h-3'],
  refund: null,
  scoreBefore: 700,
  scoreAfter: 690,
  bandBefore: 'C',
  bandAfter: 'C',
  newCreditBefore: 'OPEN',
  newCreditAfter: 'OPEN',
  restrictions: [],
  linkedLimits: [{ ...MOVE, ruleId: 'room-freed' }],
  limitCountsUntil: null,
  ...over,
});

const withPayoff = (over: Partial<Payoff>): Partial<ClosureEffects> => ({
  payoff: { ...PAYOFF, ...over },
});

const kindsOf = (over: Partial<ClosureEffects>) =>
  quoteDifferences(effects(), effects(over)).map(({ effect }) => effect);

describe('one effect that differs is told as that one', () => {
  const RESTRICTED = [{ ruleId: 'r', until: '2027-05-24' }];
  const cases: readonly (readonly [QuotedEffect, Partial<ClosureEffects>, string, string])[] = [
    ['OUTCOME', { outcome: 'CLOSED' }, 'RUN_OFF', 'CLOSED'],
    [
      'PAYOFF',
      withPayoff({ feeMinor: 200, totalMinor: 101_200 }),
      '1011.00 CNY (1000.00 + 10.00 + 1.00)',
      '1012.00 CNY (1000.00 + 10.00 + 2.00)',
    ],
    ['CAPABILITIES', { revoked: [] }, 'DRAW, PAY', '-'],
    ['STANDING_INSTRUCTIONS', { stopped: [] }, 'AUTOPAY', '-'],
    ['REFUND', { refund: { amountMinor: 5, payBy: '2026-12-04' } }, '-', '0.05 CNY'],
    ['SCORE', { scoreAfter: 691 }, '700 → 690', '700 → 691'],
    ['SCORE', { scoreBefore: 701 }, '700 → 690', '701 → 690'],
    ['BAND', { bandAfter: 'D' }, 'C → C', 'C → D'],
    ['NEW_CREDIT', { newCreditAfter: 'NOT_NOW' }, 'OPEN', 'NOT_NOW'],
    ['RESTRICTION', { restrictions: RESTRICTED }, '-', 'r (2027-05-24)'],
    ['PROTECTION', { limitCountsUntil: '2027-05-24' }, '-', 'PROTECTED'],
    [
      'INSTALMENTS',
      { earlySettlements: [{ ...PLAN, principalLeftMinor: 30_000 }] },
      '400.00 CNY',
      '300.00 CNY',
    ],
  ];
  test.each(cases)('%s', (effect, over, quoted, now) => {
    expect(quoteDifferences(effects(), effects(over))).toEqual([
      { effect, accountId: null, quoted, now },
    ]);
  });

  test('a linked limit names its line, whether it moves elsewhere, no more, or as well', () => {
    const [from, to] = ['1000.00 CNY → 1200.00 CNY', '1000.00 CNY → 1250.00 CNY'];
    const moved = [{ ...MOVE, toMinor: 125_000, ruleId: 'room-freed' }];
    const one = { effect: 'LINKED_LIMIT', accountId: 'l-1', quoted: from };
    expect(quoteDifferences(effects(), effects({ linkedLimits: moved }))).toEqual([
      { ...one, now: to },
    ]);
    const none = effects({ linkedLimits: [] });
    expect(quoteDifferences(effects(), none)).toEqual([{ ...one, now: '-' }]);
    expect(quoteDifferences(none, effects())).toEqual([{ ...one, quoted: '-', now: from }]);
  });

  test('another hold in the place of one that was quoted is a difference', () => {
    for (const over of [{ honouredHolds: ['h-2', 'h-4'] }, { releasedHolds: ['h-9'] }]) {
      expect(kindsOf(over)).toEqual(['HOLDS']);
    }
    expect(kindsOf({ honouredHolds: ['h-2'] })).toEqual(['HOLDS']);
  });

  test('a debt of the same sum in other parts is a difference', () => {
    const parts = { principalMinor: 99_000, feeMinor: 1_100 };
    const [difference] = quoteDifferences(effects(), effects(withPayoff(parts)));
    expect(difference).toMatchObject({
      effect: 'PAYOFF',
      now: '1011.00 CNY (990.00 + 10.00 + 11.00)',
    });
  });

  test('every kind of effect can be told', () => {
    const told = new Set<QuotedEffect>([...cases.map(([effect]) => effect), 'HOLDS']);
    expect([...told, 'LINKED_LIMIT'].toSorted()).toEqual([...QUOTED_EFFECTS].toSorted());
  });
});

describe('what is no difference', () => {
  const ruled = (move: typeof MOVE) => ({ ...move, ruleId: 'room-freed' });

  test('the same effects, in whatever order they are listed', () => {
    const quoted = effects({ linkedLimits: [MOVE, { ...MOVE, accountId: 'l-2' }].map(ruled) });
    const now = effects({
      linkedLimits: [{ ...MOVE, accountId: 'l-2' }, MOVE].map(ruled),
      revoked: ['DRAW', 'PAY'],
      honouredHolds: ['h-3', 'h-2'],
    });
    expect(quoteDifferences(quoted, now)).toEqual([]);
  });

  test('the days of a protection, which are counted from the closing', () => {
    const [quoted, now] = ['2027-05-24', '2027-05-26'].map((limitCountsUntil) =>
      effects({ limitCountsUntil }),
    );
    expect(quoteDifferences(quoted as ClosureEffects, now as ClosureEffects)).toEqual([]);
  });
});

describe('interest', () => {
  const onDay = (asOf: string, interestMinor: number) =>
    kindsOf(withPayoff({ asOf, interestMinor }));

  test('is what was quoted and the per-diem for each day, give or take one unit a day', () => {
    expect(onDay('2026-11-25', 1_000)).toEqual([]);
    expect(onDay('2026-11-25', 1_001)).toEqual(['PAYOFF']);
    expect(onDay('2026-11-25', 999)).toEqual(['PAYOFF']);
    for (const [minor, kinds] of [
      [1_146, ['PAYOFF']],
      [1_147, []],
      [1_150, []],
      [1_153, []],
      [1_154, ['PAYOFF']],
    ] as const) {
      expect([minor, onDay('2026-11-28', minor)]).toEqual([minor, kinds]);
    }
  });

  const terms = fc.record({
    annualRatePpm: fc.integer({ min: 0, max: 360_000 }),
    dayCount: fc.constantFrom('ACT_365' as const, 'ACT_360' as const),
    interestRounding: fc.constantFrom('HALF_EVEN' as const, 'DOWN' as const),
  });
  const at = (position: Position, rate: Terms): Payoff => {
    const { principalMinor, interestMinor, interestThrough } = position;
    const totalMinor = principalMinor + interestMinor;
    const perDiem = perDiemMinor(position, rate);
    const asOf = interestThrough;
    const amounts = { totalMinor, principalMinor, interestMinor, feeMinor: 0 };
    return { currency: 'CNY', ...amounts, perDiemMinor: perDiem, asOf };
  };
  const later = (position: Position, rate: Terms, day: string): Position => {
    const { postMinor, carry, interestThrough } = accrueTo(position, rate, day);
    const interestMinor = position.interestMinor + postMinor;
    return { ...position, interestMinor, interestCarry: carry, interestThrough };
  };
  const line = { accountId: 'a', customerId: 'c', currency: 'CNY' };
  const quotedAt = (principalMinor: number, from: string, rate: Terms) =>
    // A line that has borne interest for a while carries a fraction into the quote.
    later({ ...emptyPosition(line, addDays(from, -17)), principalMinor }, rate, from);
  const history = [
    fc.integer({ min: 0, max: 50_000_000 }),
    terms,
    fc.integer({ min: 0, max: 800 }),
    fc.integer({ min: 0, max: 40 }),
  ] as const;

  test('that runs as it was quoted is no difference, over any days and at any rate', () => {
    fc.assert(
      fc.property(...history, (principalMinor, rate, start, days) => {
        const from = addDays('2026-01-01', start);
        const quoted = quotedAt(principalMinor, from, rate);
        const now = later(quoted, rate, addDays(from, days));
        const [one, other] = [effects({ payoff: at(quoted, rate) }), at(now, rate)];
        expect(quoteDifferences(one, { ...one, payoff: other })).toEqual([]);
      }),
    );
  });

  test('that is paid down meanwhile is one, over any days and at any rate', () => {
    fc.assert(
      fc.property(...history, (principalMinor, rate, start, days) => {
        const from = addDays('2026-01-01', start);
        const quoted = quotedAt(principalMinor, from, rate);
        const now = later(quoted, rate, addDays(from, days));
        const repaid = 2 * days + 1;
        fc.pre(now.interestMinor >= repaid);
        const paid = at({ ...now, interestMinor: now.interestMinor - repaid }, rate);
        const one = effects({ payoff: at(quoted, rate) });
        const found = quoteDifferences(one, { ...one, payoff: paid });
        expect(found.map(({ effect }) => effect)).toEqual(['PAYOFF']);
      }),
    );
  });

  test('runs over the ends of months and years as over other days', () => {
    const rate: Terms = {
      annualRatePpm: 182_500,
      dayCount: 'ACT_365',
      interestRounding: 'HALF_EVEN',
    };
    for (const month of Array.from({ length: 26 }, (_, at) => addMonths('2026-11-01', at))) {
      const from = addDays(month, -3);
      const quoted = quotedAt(1_000_333, from, rate);
      const now = later(quoted, rate, addDays(month, 4));
      const one = effects({ payoff: at(quoted, rate) });
      const other = at(now, rate);
      expect(other.interestMinor).toBeGreaterThan(one.payoff.interestMinor);
      expect(quoteDifferences(one, { ...one, payoff: other })).toEqual([]);
    }
  });
});
