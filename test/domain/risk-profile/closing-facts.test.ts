/** Which facts may change the score at a close: what the decision record on it says, as tests. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import type { RiskFacts } from '../../../src/domain/risk-profile/facts.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { anyFacts, anyLine, expertCard } from './arbitraries.js';

/** Points by which one closure may move a score; the decision record states the same number. */
const MOST_POINTS = 4;

const card = compileScorecard(expertCard());
const scoreOf = (facts: RiskFacts): number => card.score(deriveCharacteristics(facts)).score;
const closing = (facts: RiskFacts, balanceMinor?: number) => {
  const [first, ...others] = facts.lines;
  if (!first) throw new Error('no line to close');
  const open = { ...first, usable: true, balanceMinor: balanceMinor ?? first.balanceMinor };
  return {
    before: { ...facts, lines: [open, ...others] },
    after: { ...facts, lines: [{ ...open, usable: false }, ...others] },
  };
};
const factsWithLine = fc
  .tuple(anyFacts, anyLine)
  .map(([facts, line]) => ({ ...facts, lines: [line, ...facts.lines] }));

describe('when a line closes', () => {
  test('then only characteristics made from lines can change, and that is one', () => {
    const fromLines = CHARACTERISTICS.filter(({ source }) => source === 'LINES');
    expect(fromLines.map(({ id }) => id)).toEqual(['utilization_now']);
    let changed = 0;
    fc.assert(
      fc.property(factsWithLine, (facts) => {
        const { before, after } = closing(facts);
        const { utilization_now: was, ...then } = deriveCharacteristics(before);
        const { utilization_now: is, ...now } = deriveCharacteristics(after);
        expect(now).toEqual(then);
        if (was !== is) changed += 1;
      }),
    );
    // Otherwise the property would hold for want of any change.
    expect(changed).toBeGreaterThan(0);
  });

  test('then the score moves by no more than the stated points, whatever the debt', () => {
    fc.assert(
      fc.property(factsWithLine, (facts) => {
        const { before, after } = closing(facts);
        expect(Math.abs(scoreOf(after) - scoreOf(before))).toBeLessThanOrEqual(MOST_POINTS);
      }),
    );
  });

  test('then a line without debt costs at most that, and the stated number is the real one', () => {
    fc.assert(
      fc.property(factsWithLine, (facts) => {
        const { before, after } = closing(facts, 0);
        expect(scoreOf(before) - scoreOf(after)).toBeLessThanOrEqual(MOST_POINTS);
      }),
    );
    const line = { currency: 'CNY', limitMinor: 100_000, usable: true };
    const { before, after } = closing({
      asOf: '2026-11-22',
      statements: [],
      lines: [
        { ...line, accountId: 'line-1', balanceMinor: 0 },
        { ...line, accountId: 'line-2', balanceMinor: 95_000 },
      ],
    });
    expect(scoreOf(before) - scoreOf(after)).toBe(MOST_POINTS);
  });

  test('then a customer without debt loses nothing, also with the only line', () => {
    fc.assert(
      fc.property(factsWithLine, (facts) => {
        const debtFree = {
          ...facts,
          lines: facts.lines.map((each) => ({ ...each, balanceMinor: 0, limitMinor: 5_000 })),
        };
        for (const given of [debtFree, { ...debtFree, lines: debtFree.lines.slice(0, 1) }]) {
          const { before, after } = closing(given);
          expect(scoreOf(after)).toBe(scoreOf(before));
        }
      }),
    );
  });
});
