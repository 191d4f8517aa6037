import { describe, expect, test } from '@jest/globals';
import type { CreditAccount, Standing } from '../../../src/domain/credit-account/credit-account.js';
import {
  captureHold,
  decideUse,
  reservedMinor,
  type UseCommand,
} from '../../../src/domain/credit-account/use.js';
import { aCustomer, aHold, anAccount, aPosition, aProduct } from '../../support/portfolio.js';

const NOW = 1_000_000;
const product = aProduct({ holdHours: 168 });
const account = anAccount(aCustomer(), product, {
  limitMinor: 100_000,
  capabilities: ['PAY', 'DRAW'],
});
const { status: _, effectiveAt: __, capabilities, ...agreement } = account;
const standing = (to: Standing): CreditAccount => ({ ...agreement, ...to });
const cny = (minor: number) => ({ minor, currency: 'CNY' });

const use = (over: Partial<UseCommand> = {}, line: CreditAccount = account, owed = 0) =>
  decideUse(
    line,
    product,
    aPosition(account, { principalMinor: owed, heldMinor: 1_000 }),
    { holdId: 'hold', capability: 'PAY', amount: cny(500), ...over },
    NOW,
  );

describe('authorizing a use', () => {
  test('given available credit, then a hold is placed that lapses by itself', () => {
    expect(use()).toEqual({
      hold: {
        id: 'hold',
        accountId: account.id,
        customerId: account.customerId,
        currency: 'CNY',
        capability: 'PAY',
        amountMinor: 500,
        capturedMinor: 0,
        status: 'OPEN',
        placedAt: NOW,
        expiresAt: NOW + 168 * 3_600_000,
      },
    });
  });

  test.each([
    [99_000, true],
    [99_001, false],
  ])('given a limit of 100,000 and 1,000 held, then for %i it is %s', (minor, placed) => {
    const decision = use({ amount: cny(minor) });
    if (placed) expect(decision).toMatchObject({ hold: { amountMinor: minor } });
    else {
      const available = cny(99_000);
      expect(decision).toEqual({ refusal: { code: 'AVAILABLE_CREDIT_EXCEEDED', available } });
    }
  });

  test.each([
    standing({
      status: 'SUSPENDED',
      effectiveAt: 7,
      suspended: capabilities,
      suspendedBy: 'CREDITOR',
    }),
    standing({ status: 'DRAWDOWN_ENDED', effectiveAt: 7, ended: capabilities }),
    standing({ status: 'RUN_OFF', effectiveAt: 7, closureId: 'c', limitCountsUntil: null }),
    standing({ status: 'CLOSED', effectiveAt: 7, closureId: 'c', limitCountsUntil: null }),
    standing({ status: 'CHARGED_OFF', effectiveAt: 7 }),
    standing({ status: 'NOTICE_GIVEN', effectiveAt: NOW, capabilities, noticeId: null }),
  ])('given $status, then use has ended, and since when', (line) => {
    const { status, effectiveAt } = line;
    const refusal = { code: 'USE_ENDED', status, effectiveAt };
    expect(use({}, line)).toEqual({ refusal });
    // It is told before anything that is wrong with the request.
    expect(use({ capability: 'AUTOPAY', amount: cny(-1) }, line)).toEqual({ refusal });
  });

  test('given notice that has not run out, then the line can still be used', () => {
    const noticed = { effectiveAt: NOW + 1, capabilities, noticeId: null };
    const line = standing({ status: 'NOTICE_GIVEN', ...noticed });
    expect(use({}, line)).toMatchObject({ hold: { status: 'OPEN' } });
  });

  test.each([
    [{ capability: 'AUTOPAY' }, { code: 'CAPABILITY_NOT_GRANTED', capability: 'AUTOPAY' }],
    [{ amount: { minor: 5, currency: 'USD' } }, { code: 'CURRENCY_MISMATCH', expected: 'CNY' }],
    [{ amount: cny(0) }, { code: 'AMOUNT_INVALID' }],
    [{ amount: cny(-5) }, { code: 'AMOUNT_INVALID' }],
  ] as const)('given %j, then it is refused as %j', (over, refusal) => {
    expect(use(over)).toEqual({ refusal });
  });

  test('given a line over its limit, then nothing is available, never less', () => {
    expect(use({ amount: cny(1) }, account, 200_000)).toEqual({
      refusal: { code: 'AVAILABLE_CREDIT_EXCEEDED', available: cny(0) },
    });
  });
});

describe('capturing a hold', () => {
  const hold = aHold(account, { amountMinor: 900, capturedMinor: 200 });

  test.each([
    ['in part, the last one', 300, true, 'CAPTURED', 500],
    ['in part, more to come', 300, false, 'OPEN', 500],
    ['whole', 700, false, 'CAPTURED', 900],
  ] as const)('%s', (_name, minor, final, status, capturedMinor) => {
    const captured = captureHold(hold, cny(minor), final);
    expect(captured).toEqual({ hold: { ...hold, status, capturedMinor } });
  });

  test('given a lapsed hold, when the merchant captures late, then its open rest still counts', () => {
    const lapsed = { ...hold, status: 'EXPIRED' as const };
    expect(captureHold(lapsed, cny(700), true)).toMatchObject({ hold: { status: 'CAPTURED' } });
    expect(captureHold(lapsed, cny(300), false)).toMatchObject({ hold: { status: 'EXPIRED' } });
  });

  test.each([
    ['CAPTURED', cny(1), { code: 'HOLD_NOT_CAPTURABLE', status: 'CAPTURED' }],
    ['VOIDED', cny(1), { code: 'HOLD_NOT_CAPTURABLE', status: 'VOIDED' }],
    ['OPEN', { minor: 1, currency: 'EUR' }, { code: 'CURRENCY_MISMATCH', expected: 'CNY' }],
    ['OPEN', cny(0), { code: 'AMOUNT_INVALID' }],
    ['OPEN', cny(701), { code: 'CAPTURE_EXCEEDS_HOLD', open: cny(700) }],
    ['EXPIRED', cny(701), { code: 'CAPTURE_EXCEEDS_HOLD', open: cny(700) }],
  ] as const)('given %s, when %j is captured, then it is refused', (status, amount, refusal) => {
    expect(captureHold({ ...hold, status }, amount, true)).toEqual({ refusal });
  });

  test('only an open hold reserves credit, and only its rest', () => {
    expect(reservedMinor(hold)).toBe(700);
    for (const status of ['CAPTURED', 'VOIDED', 'EXPIRED'] as const) {
      expect(reservedMinor({ ...hold, status })).toBe(0);
    }
  });
});
