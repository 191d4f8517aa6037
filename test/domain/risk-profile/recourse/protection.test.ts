/** What recourse promises is what an assessment with the same protection will say. */
import { expect, test } from '@jest/globals';
import { deriveCharacteristics } from '../../../../src/domain/risk-profile/characteristics.js';
import { withProtection } from '../../../../src/domain/risk-profile/closure-protection.js';
import { recourse, standingToday } from '../../../../src/domain/risk-profile/recourse/recourse.js';
import { replayer } from '../../../../src/domain/risk-profile/recourse/replay.js';
import { standingOf } from '../../../../src/domain/risk-profile/rules.js';
import { A_COURSE, aLine, cardOf, situation, statement } from './situations.js';

const UNTIL = '2027-01-15';
const PROTECTION = { days: 180, characteristics: ['utilization_latest'] };
const CARD = cardOf({ utilization_latest: { cuts: [[0.5, 150]], rest: 0, none: 0 } });

/** 0.8 of one line is in use; another one, as large, was closed without debt two months ago. */
const closedOne = (protection: typeof PROTECTION | null) =>
  situation({
    card: CARD,
    protection,
    facts: {
      lines: [
        aLine(),
        aLine({
          accountId: 'line-2',
          balanceMinor: 0,
          usable: false,
          limitCountsUntil: UNTIL,
        }),
      ],
      statements: [0, 1, 2].map((ago) => statement(ago, { purchasesMinor: 0 })),
    },
  });

test('given a protected closing, then today stands where an assessment puts it', () => {
  const given = closedOne(PROTECTION);
  const { values } = withProtection(given.facts, deriveCharacteristics, PROTECTION);
  expect(values.utilization_latest).toBe(0.4);
  expect(standingToday(given)).toEqual(standingOf(given.card, given.rules, values));
  expect(recourse(given)).toEqual({ isReached: true, plans: [] });
});

test('given the same closing without protection, then there is something to do', () => {
  const given = closedOne(null);
  expect(standingToday(given).scored.score).toBe(0);
  expect(recourse(given).isReached).toBe(false);
});

test.each([
  // A statement that comes while the limit counts has its unused one beside it.
  ['2026-12-01', 150],
  [UNTIL, 0],
])('given a course to %s, then the limit counts for as long as it is protected', (on, score) => {
  const given = closedOne(PROTECTION);
  const { standing, projected } = replayer(given)({ ...A_COURSE, on });
  const facts = {
    asOf: on,
    statements: projected.statements,
    lines: projected.lineFacts,
  };
  const { values } = withProtection(facts, deriveCharacteristics, PROTECTION);
  expect(standing).toEqual(standingOf(given.card, given.rules, values));
  expect(standing.scored.score).toBe(score);
});
