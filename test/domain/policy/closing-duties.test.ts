import { expect, test } from '@jest/globals';
import { closingDutyText } from '../../../src/domain/policy/closing-duties.js';
import { CLOSING_DUTIES } from '../../../src/domain/policy/jurisdiction-pack.js';

test('every duty has its own words in both languages, without a slot to fill', () => {
  const texts = CLOSING_DUTIES.flatMap((duty) => [
    closingDutyText(duty, 'en'),
    closingDutyText(duty, 'zh'),
  ]);
  expect(new Set(texts).size).toBe(2 * CLOSING_DUTIES.length);
  for (const [at, text] of texts.entries()) {
    expect(text).toMatch(
      at % 2 === 0 ? /^[A-Z][^\p{Script=Han}{}]+\.$/u : /^\p{Script=Han}[^{}]+。$/u,
    );
  }
});

test('who is free of penalty reads that the other lines keep their limits', () => {
  expect(closingDutyText('NO_PENALTY', 'en')).toContain('your other lines keep their limits');
  expect(closingDutyText('NO_PENALTY', 'zh')).toContain('您的其他额度限额不变');
});
