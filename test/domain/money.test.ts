import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  currencyExponent,
  formatMoney,
  money,
  parseMoney,
  totals,
} from '../../src/domain/money.js';

const CURRENCIES = ['CNY', 'EUR', 'GBP', 'HKD', 'JPY', 'KWD', 'TWD', 'USD'];

describe('money as text', () => {
  test('what is written is read back, to the last minor unit', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (minor, currency) => {
        const amount = money(minor, currency);
        expect(parseMoney(formatMoney(amount), currency)).toEqual(amount);
      }),
      {
        examples: [
          [Number.MAX_SAFE_INTEGER, 'KWD'],
          [Number.MIN_SAFE_INTEGER, 'JPY'],
          [-1, 'CNY'],
        ],
      },
    );
  });

  test.each([
    ['1200.50', 'CNY', 120_050],
    ['1200.5', 'CNY', 120_050],
    ['1200', 'CNY', 120_000],
    ['0.01', 'USD', 1],
    ['-0.01', 'EUR', -1],
    ['1200', 'JPY', 1200],
    ['1.234', 'KWD', 1234],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
    ['-90071992547409.91', 'EUR', Number.MIN_SAFE_INTEGER],
  ])('%s %s is %d minor units', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toEqual({ minor, currency });
  });

  test.each(['-0', '-0.0', '-0.00', '0'])('%s is the one zero, not a negative one', (text) => {
    const zero = parseMoney(text, 'CNY');
    expect(Object.is(zero?.minor, 0)).toBe(true);
    expect(zero && formatMoney(zero)).toBe('0.00');
  });

  test.each([
    [120_050, 'CNY', '1200.50'],
    [5, 'CNY', '0.05'],
    [-5, 'CNY', '-0.05'],
    [1200, 'JPY', '1200'],
    [-7, 'JPY', '-7'],
    [1, 'KWD', '0.001'],
    [-1234, 'KWD', '-1.234'],
  ])('%d minor units of %s are written %s', (minor, currency, text) => {
    expect(formatMoney({ minor, currency })).toBe(text);
  });

  test.each([
    ['1e3', 'CNY'],
    [' 1', 'CNY'],
    ['1 ', 'CNY'],
    ['1\n', 'CNY'],
    ['+1', 'CNY'],
    ['--1', 'CNY'],
    ['01', 'CNY'],
    ['00', 'CNY'],
    ['.5', 'CNY'],
    ['1.', 'CNY'],
    ['1.234', 'CNY'],
    ['1.000', 'CNY'],
    ['1.0', 'JPY'],
    ['1.2345', 'KWD'],
    ['1,200.00', 'CNY'],
    ['0x10', 'CNY'],
    ['1\0', 'CNY'],
    ['\0', 'CNY'],
    ['１', 'CNY'],
    ['NaN', 'CNY'],
    ['Infinity', 'CNY'],
    ['', 'CNY'],
    ['90071992547409.92', 'CNY'],
    ['9007199254740993', 'JPY'],
    ['99999999999999999999', 'CNY'],
    ['1', 'XXX'],
    ['1', 'cny'],
    ['1', 'toString'],
    ['1', '__proto__'],
  ])('refuses %j %s', (text, currency) => {
    expect(parseMoney(text, currency)).toBeUndefined();
  });
});

test('refuses a number of a hundred thousand digits', () => {
  expect(parseMoney(`1${'0'.repeat(100_000)}`, 'CNY')).toBeUndefined();
  expect(parseMoney(`1.${'0'.repeat(100_000)}`, 'CNY')).toBeUndefined();
});

describe('money', () => {
  test('exponents are those of ISO 4217', () => {
    expect(['CNY', 'JPY', 'KWD', 'XXX'].map(currencyExponent)).toEqual([2, 0, 3, undefined]);
  });

  test('a fraction, an overflow and an unknown currency are defects', () => {
    expect(() => money(0.5, 'CNY')).toThrow(RangeError);
    expect(() => money(Number.MAX_SAFE_INTEGER + 1, 'CNY')).toThrow(RangeError);
    expect(() => money(Number.NaN, 'CNY')).toThrow(RangeError);
    expect(() => money(1, 'XXX')).toThrow(RangeError);
  });

  test('negative zero is zero', () => {
    expect(Object.is(money(-0, 'CNY').minor, 0)).toBe(true);
  });
});

describe('totals', () => {
  test('are per currency, in order of appearance', () => {
    const sums = totals([money(5, 'EUR'), money(7, 'CNY'), money(-2, 'EUR')]);
    expect(sums).toEqual([money(3, 'EUR'), money(7, 'CNY')]);
    expect(totals([])).toEqual([]);
  });

  test('a sum that left the safe integers on the way is refused, not rounded', () => {
    // given amounts whose running sum is rounded, when they come back into range
    const amounts = [money(Number.MAX_SAFE_INTEGER, 'JPY'), money(2, 'JPY'), money(-2, 'JPY')];
    // then there is no answer, for it would be one too small
    expect(() => totals(amounts)).toThrow(RangeError);
  });
});
