import { describe, expect, test } from '@jest/globals';
import {
  availableMinor,
  balanceMinor,
  emptyPosition,
  openMinor,
  owedMinor,
  payoffAmount,
} from '../../../src/domain/ledger/position.js';
import { aCustomer, aHold, anAccount, aProduct } from '../../support/portfolio.js';

const line = { accountId: 'a', customerId: 'c', currency: 'CNY' };
const empty = emptyPosition(line, '2026-11-25');
const owing = { ...empty, principalMinor: 70_000, interestMinor: 500, feeMinor: 30 };
const inCredit = { ...empty, creditMinor: 4_000 };

describe('what a position says', () => {
  test('given debt, then principal, interest and fees are owed together', () => {
    expect(owedMinor(owing)).toBe(70_530);
    expect(balanceMinor(owing)).toBe(70_530);
    expect(payoffAmount(owing)).toEqual({ minor: 70_530, currency: 'CNY' });
  });

  test('given a credit balance, then the balance is below zero and nothing is owed', () => {
    expect(owedMinor(inCredit)).toBe(0);
    expect(balanceMinor(inCredit)).toBe(-4_000);
  });

  test('given an untouched line, then everything is zero and interest starts on its day', () => {
    expect(owedMinor(empty) + balanceMinor(empty) + empty.heldMinor + empty.repaidMinor).toBe(0);
    expect(empty.interestThrough).toBe('2026-11-25');
  });
});

describe('available credit', () => {
  test.each([
    ['debt lowers it', owing, 29_470],
    ['holds lower it too', { ...owing, heldMinor: 9_470 }, 20_000],
    ['a credit balance raises it', inCredit, 104_000],
    ['it never falls below zero', { ...owing, principalMinor: 100_000 }, 0],
  ])('%s', (_, position, available) => {
    expect(availableMinor(100_000, position)).toBe(available);
  });

  test('the open rest of a hold is what was not captured', () => {
    const hold = aHold(anAccount(aCustomer(), aProduct()), { capturedMinor: 5_000 });
    expect(openMinor(hold)).toBe(15_000);
  });
});
