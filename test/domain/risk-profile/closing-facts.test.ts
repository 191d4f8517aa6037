/** Which facts may change the score at a close: what the decision record on it says, as tests. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import type { RiskFacts } from '../../../src/domain/risk-profile/facts.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { anyFacts, anyLine, expertCard } from './arbitraries.js';

/** Points by which one closure may raise a score; the decision record states the same number. */
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

  test('then the score never falls, and rises by no more than the stated points', () => {
    const moves = new Set<number>();
    fc.assert(
      fc.property(factsWithLine, (facts) => {
        const { before, after } = closing(facts);
        const move = scoreOf(after) - scoreOf(before);
        expect(move).toBeGreaterThanOrEqual(0);
        expect(move).toBeLessThanOrEqual(MOST_POINTS);
        moves.add(move);
      }),
      { numRuns: 500 },
    );
    // The stated number is the real one: a full line that closes with its debt reaches it.
    expect(Math.max(...moves)).toBe(MOST_POINTS);
  });

  test('then a line without debt changes no value but "no usable line", and no score', () => {
    fc.assert(
      fc.property(factsWithLine, (facts) => {
        const { before, after } = closing(facts, 0);
        const was = deriveCharacteristics(before).utilization_now;
        const is = deriveCharacteristics(after).utilization_now;
        expect(is === was || (is === null && was === 0)).toBe(true);
        expect(scoreOf(after)).toBe(scoreOf(before));
      }),
    );
  });

  test('then the whole span of points that a closure can touch is that small', () => {
    const touched = expertCard().characteristics.filter(
      ({ id }) => CHARACTERISTICS.find((each) => each.id === id)?.source === 'LINES',
    );
    const spans = touched.map(({ attributes }) => {
      const points = attributes.map((each) => each.points);
      return Math.max(...points) - Math.min(...points);
    });
    expect(spans).toEqual([MOST_POINTS]);
  });
});
