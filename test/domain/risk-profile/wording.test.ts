import { describe, expect, test } from '@jest/globals';
import {
  fill,
  numberText,
  percentText,
  placeholders,
  templateFault,
} from '../../../src/domain/wording.js';

describe('filling a template', () => {
  test('writes numbers the locale’s way and strings as they are', () => {
    expect(fill('{name} owes {amount}', { name: 'Li', amount: 1234.56 }, 'en')).toBe(
      'Li owes 1,234.6',
    );
    expect(fill('{percent}', { percent: percentText(0.0525, 'zh') }, 'zh')).toBe('5.3%');
    expect(numberText(0.1 + 0.2, 'en')).toBe('0.3');
  });

  test('picks the plural form of the language', () => {
    const template = '{count} {count|one:line|other:lines} {count|one:is|other:are} open';
    expect(fill(template, { count: 1 }, 'en')).toBe('1 line is open');
    expect(fill(template, { count: 0 }, 'en')).toBe('0 lines are open');
    expect(fill('{count|one:a|other:b}', { count: 1 }, 'zh')).toBe('b');
  });

  test.each([
    ['{count} of {total}', { count: 1 }, 'no figure for {total}'],
    ['{toString}', {}, 'no figure for {toString}'],
    ['{count', { count: 1 }, 'a brace without its partner'],
    ['{Count 1}', {}, 'a malformed placeholder'],
    ['{count|one:a}', { count: 1 }, 'no "other" form'],
    ['{count|plenty:a|other:b}', { count: 1 }, 'a malformed plural'],
    ['{count|other:b}', { count: '1' }, 'is no number'],
  ])('refuses %s rather than show a hole', (template, figures, message) => {
    expect(() => fill(template, figures as Record<string, string | number>, 'en')).toThrow(message);
  });

  test('a figure is never read as a template', () => {
    expect(fill('{name}', { name: '{count}' }, 'en')).toBe('{count}');
  });
});

test('placeholders are listed once each, and faults are told without throwing', () => {
  expect(placeholders('{a} {b|other:x} {a}')).toEqual(['a', 'b']);
  expect(templateFault('{a}')).toBeUndefined();
  expect(templateFault('a}')).toMatch('a brace without its partner');
});
