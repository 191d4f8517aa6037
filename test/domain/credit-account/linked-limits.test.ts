import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CreditAccount } from '../../../src/domain/credit-account/credit-account.js';
import type { LimitPolicy, LimitRule } from '../../../src/domain/credit-account/limit-policy.js';
import {
  type LinkedFacts,
  type LinkedLine,
  limitReason,
  linkedLimits,
  ruleOf,
} from '../../../src/domain/credit-account/linked-limits.js';
import { shippedLimitPolicy } from '../../../src/infrastructure/limit-policies/shipped.js';

const POLICY = shippedLimitPolicy();

type Active = Extract<CreditAccount, { status: 'ACTIVE' }>;

const account = (id: string, over: Partial<Active> = {}): Active => ({
  id,
  customerId: 'customer-1',
  productId: 'product-1',
  creditorId: 'creditor-1',
  currency: 'CNY',
  limitMinor: 1_000_000,
  annualRatePpm: null,
  agreementDate: '2026-01-10',
  openedAt: 0,
  repaymentAutopay: false,
  previousAccountId: null,
  version: 1,
  status: 'ACTIVE',
  effectiveAt: 0,
  capabilities: ['PAY'],
  ...over,
});

const CLOSED = {
  ...account('closed'),
  status: 'CLOSED' as const,
  closureId: 'closure-1',
  limitCountsUntil: null,
};

const line = (over: Partial<Active> = {}, balanceMinor = 0, heldMinor = 0): LinkedLine => ({
  account: account('line-1', over),
  balanceMinor,
  heldMinor,
});

const moves = (over: Partial<LinkedFacts>, policy: LimitPolicy = POLICY) =>
  linkedLimits(policy, {
    closed: CLOSED,
    freedMinor: 500_000,
    lines: [line()],
    band: 'D',
    motive: null,
    permitted: { decrease: true, increase: true },
    ...over,
  });
const limits = (over: Partial<LinkedFacts>, policy?: LimitPolicy) =>
  moves(over, policy).map(({ accountId, toMinor, ruleId }) => [accountId, toMinor, ruleId]);

const policyOf = (...rules: Partial<LimitRule>[]): LimitPolicy => ({
  ...POLICY,
  rules: rules.map((each, at) => ({
    ...(POLICY.rules[0] as LimitRule),
    id: `rule-${at}`,
    ...each,
  })),
});

describe('the shipped policy', () => {
  test.each(['D', 'E'])('in band %s lowers the other line by a fifth', (band) => {
    expect(moves({ band })).toEqual([
      {
        accountId: 'line-1',
        currency: 'CNY',
        fromMinor: 1_000_000,
        toMinor: 800_000,
        ruleId: 'shared-exposure',
      },
    ]);
  });

  test.each(['C', 'D', 'E'])('in band %s lowers a line that is nearly full by a tenth', (band) => {
    expect(limits({ band, lines: [line({}, 800_000)] })).toEqual([['line-1', 900_000, 'high-use']]);
  });

  test('leaves a line of band C alone that is not nearly full', () => {
    expect(moves({ band: 'C', lines: [line({}, 799_999)] })).toEqual([]);
  });

  test.each(['A', 'B'])('in band %s hands a fifth of the closed limit on', (band) => {
    expect(limits({ band })).toEqual([['line-1', 1_100_000, 'room-freed']]);
    expect(limits({ band, lines: [line({}, 500_000)] })).toHaveLength(1);
    expect(limits({ band, lines: [line({}, 500_001)] })).toEqual([]);
  });

  test('raises no line by more than a quarter of its own limit', () => {
    expect(limits({ band: 'A', freedMinor: 90_000_000 })).toEqual([
      ['line-1', 1_250_000, 'room-freed'],
    ]);
  });

  test('gives no more credit to whoever closes for less of it', () => {
    const raised = (motive: LinkedFacts['motive']) => moves({ band: 'A', motive }).length;
    expect([raised('LESS_TEMPTATION'), raised('LOWER_LEVERAGE')]).toEqual([0, 0]);
    expect([raised('COST'), raised('PRIVACY'), raised('OTHER')]).toEqual([1, 1, 1]);
  });

  test('says why in both languages', () => {
    const [move] = moves({});
    if (!move) throw new Error('nothing moved');
    expect(limitReason(POLICY, move, 'D', 'en')).toMatch(
      /falls from 10,000 CNY to 8,000 CNY.*band is D\./,
    );
    expect(limitReason(POLICY, move, 'D', 'zh')).toMatch(/由 10,000 CNY 降至 8,000 CNY.*为D档/);
  });

  test('knows its own rules only', () => {
    expect(ruleOf(POLICY, 'high-use').reasonCode).toBe('LIMIT_LOWERED_HIGH_USE');
    expect(() => ruleOf(POLICY, 'low-use')).toThrow(/limits-1 has no rule low-use/);
  });
});

describe('a line moves', () => {
  test('only when it is another one, can be used, and is of the same currency and creditor', () => {
    const still: LinkedLine[] = [
      { account: CLOSED, balanceMinor: 0, heldMinor: 0 },
      { ...line(), account: account('closed') },
      line({ currency: 'EUR' }),
      line({ creditorId: 'creditor-2' }),
      ...(['SUSPENDED', 'NOTICE_GIVEN', 'RUN_OFF', 'DRAWDOWN_ENDED', 'CHARGED_OFF'] as const).map(
        (status): LinkedLine => ({
          ...line(),
          account: { ...account('line-1'), status } as unknown as CreditAccount,
        }),
      ),
    ];
    expect(moves({ lines: still })).toEqual([]);
    const any = policyOf({ linked: 'ANY', utilizationAtLeastPpm: 0 });
    expect(moves({ lines: [line({ creditorId: 'creditor-2' })] }, any)).toHaveLength(1);
  });

  test('only where the pack permits the direction, and then no other rule steps in', () => {
    const down = { move: { kind: 'DECREASE' as const, ofLimitPpm: 200_000 } };
    const up = {
      move: { kind: 'INCREASE' as const, ofClosedPpm: 200_000, atMostOfLimitPpm: 250_000 },
    };
    const both = policyOf(
      { ...down, utilizationAtLeastPpm: 0 },
      { ...up, utilizationAtLeastPpm: 0 },
    );
    expect(moves({ permitted: { decrease: false, increase: true } }, both)).toEqual([]);
    expect(moves({ permitted: { decrease: true, increase: false } }, both)).toHaveLength(1);
    expect(moves({ band: 'A', permitted: { decrease: true, increase: false } })).toEqual([]);
  });

  test('down to what is owed and held at most, rounded up to a whole step', () => {
    const owing = [line({}, 890_001, 20_000)];
    expect(limits({ lines: owing })).toEqual([['line-1', 920_000, 'high-use']]);
    expect(moves({ lines: [line({}, 700_000, 295_000)] })).toEqual([]);
    // A balance in the customer's favour is no room to lower into.
    expect(limits({ lines: [line({}, -900_000, 100_000)] })[0]?.[1]).toBe(800_000);
  });

  test('in whole steps towards the limit that it has', () => {
    expect(limits({ lines: [line({ limitMinor: 1_234_500 })] })[0]?.[1]).toBe(990_000);
    expect(limits({ band: 'A', lines: [line({ limitMinor: 1_234_500 })] })[0]?.[1]).toBe(1_330_000);
    // Not even a step: nothing moves.
    expect(moves({ lines: [line({ limitMinor: 40_000 })] })).toEqual([]);
    expect(moves({ band: 'A', freedMinor: 40_000 })).toEqual([]);
  });

  test('not at all in a currency that the policy has no step for', () => {
    const pounds = { closed: { ...CLOSED, currency: 'GBP' }, lines: [line({ currency: 'GBP' })] };
    expect(moves(pounds)).toEqual([]);
    expect(moves(pounds, { ...POLICY, stepMinor: { GBP: 100 } })).toHaveLength(1);
  });

  test('never from or to nothing: a line without a limit stays without one', () => {
    const empty = [line({ limitMinor: 0 })];
    expect([moves({ lines: empty }), moves({ lines: empty, band: 'A' })]).toEqual([[], []]);
  });

  test('each by its share of what the lines before it have left', () => {
    const three = ['line-1', 'line-2', 'line-3'].map((id) => line({ id }));
    expect(limits({ band: 'A', freedMinor: 1_000_000, lines: three })).toEqual([
      ['line-1', 1_200_000, 'room-freed'],
      ['line-2', 1_160_000, 'room-freed'],
      ['line-3', 1_120_000, 'room-freed'],
    ]);
  });
});

describe('whatever the lines and the rules are', () => {
  const amount = fc.oneof(
    fc.integer({ min: 0, max: 3_000_000 }),
    fc.integer({ min: 0, max: 1_000_000_000_000 }),
  );
  const ppm = fc.integer({ min: 1, max: 1_000_000 });
  const anyRule = fc.record({
    bands: fc.subarray(['A', 'B', 'C'], { minLength: 1 }),
    linked: fc.constantFrom('SAME_CREDITOR' as const, 'ANY' as const),
    utilizationAtLeastPpm: fc.constantFrom(undefined, 0, 400_000),
    utilizationAtMostPpm: fc.constantFrom(undefined, 500_000, 10_000_000),
    move: fc.oneof(
      fc.record({ kind: fc.constant('DECREASE' as const), ofLimitPpm: ppm }),
      fc.record({
        kind: fc.constant('INCREASE' as const),
        ofClosedPpm: ppm,
        atMostOfLimitPpm: ppm,
      }),
    ),
  });
  const anyLinked = fc
    .record({ limitMinor: amount, balance: amount, credit: fc.boolean(), heldMinor: amount })
    .map(({ limitMinor, balance, credit, heldMinor }) => ({
      limitMinor,
      balanceMinor: credit ? -balance : balance,
      heldMinor,
    }));

  test('limits are whole steps, keep what is owed, and gain no more than was closed', () => {
    let [down, up] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(anyRule, { minLength: 1, maxLength: 4 }),
        fc.array(anyLinked, { minLength: 1, maxLength: 6 }),
        amount,
        fc.constantFrom('A', 'B', 'C'),
        fc.constantFrom(1, 100, 10_000),
        (rules, linked, freedMinor, band, step) => {
          const lines = linked.map(({ limitMinor, ...rest }, at) => ({
            account: account(`line-${at}`, { limitMinor }),
            ...rest,
          }));
          const policy = { ...policyOf(...rules), stepMinor: { CNY: step } };
          const made = moves({ lines, freedMinor, band }, policy);
          let gained = 0;
          for (const { accountId, fromMinor, toMinor } of made) {
            const own = lines.find((each) => each.account.id === accountId) as LinkedLine;
            expect(fromMinor).toBe(own.account.limitMinor);
            expect(toMinor % step).toBe(0);
            expect(toMinor).not.toBe(fromMinor);
            gained += Math.max(0, toMinor - fromMinor);
            if (toMinor > fromMinor) up += 1;
            else {
              down += 1;
              expect(toMinor).toBeGreaterThanOrEqual(Math.max(0, own.balanceMinor) + own.heldMinor);
            }
          }
          expect(gained).toBeLessThanOrEqual(freedMinor);
          const ids = lines.map((each) => each.account.id);
          const places = made.map(({ accountId }) => ids.indexOf(accountId));
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 500 },
    );
    expect(Math.min(down, up)).toBeGreaterThan(20);
  });
});
