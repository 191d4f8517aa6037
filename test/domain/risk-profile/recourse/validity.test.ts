/** Whatever is shown was proved: plans are followed again here by code that knows nothing of them. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deriveCharacteristics } from '../../../../src/domain/risk-profile/characteristics.js';
import { recourseCensus } from '../../../../src/domain/risk-profile/recourse/census.js';
import { frames } from '../../../../src/domain/risk-profile/recourse/frames.js';
import { recourse, standingToday } from '../../../../src/domain/risk-profile/recourse/recourse.js';
import { namedIds, replayer } from '../../../../src/domain/risk-profile/recourse/replay.js';
import {
  compareNearness,
  nearness,
  reached,
  type Situation,
} from '../../../../src/domain/risk-profile/recourse/situation.js';
import type { Standing } from '../../../../src/domain/risk-profile/rules.js';
import { addMonths } from '../../../../src/domain/time.js';
import { followed } from './followed.js';
import {
  A_COURSE,
  aLine,
  anySituation,
  CROOKED,
  cardOf,
  situation,
  statement,
  TODAY,
  terms,
} from './situations.js';

/** What buying moves, of the characteristics that the cards here look at. */
const BOUGHT = ['highest_purchases_in_wages', 'newest_purchases_share', 'purchases_to_limit'];

const unbought = (given: Situation, values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    namedIds(given)
      .filter((id) => !BOUGHT.includes(id))
      .map((id) => [id, values[id] ?? null]),
  );

describe('for any customer', () => {
  test('every plan reaches the target when it is followed plainly, and comes to the same values', () => {
    let plans = 0;
    fc.assert(
      fc.property(anySituation(3, 900), (given) => {
        const answer = recourse(given);
        expect(answer.isReached).toBe(reached(given.target, standingToday(given), given.card));
        if (answer.isReached) expect(answer.plans).toEqual([]);
        else expect(answer.plans.length).toBeGreaterThan(0);
        for (const plan of answer.plans) {
          plans += 1;
          const { values, standing } = followed(given, plan.course);
          expect(unbought(given, values)).toEqual(unbought(given, plan.values));
          expect(standing.scored.score).toBeGreaterThanOrEqual(plan.standing.scored.score);
          expect(plan.reached).toBe(!plan.kinds.includes('CLOSEST'));
          expect(reached(given.target, plan.standing, given.card)).toBe(plan.reached);
          if (plan.reached) expect(reached(given.target, standing, given.card)).toBe(true);
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
    expect(plans).toBeGreaterThan(20);
  });

  test('no plan has points from buying that are not there today', () => {
    let held = 0;
    fc.assert(
      fc.property(anySituation(2, 300, [CROOKED]), (given) => {
        const today = followed(given, { ...A_COURSE, arrearsLeft: [] }).values;
        const before = deriveCharacteristics(given.facts);
        const pointsOf = (standing: Standing, id: string) =>
          standing.scored.parts.find((part) => part.characteristicId === id)?.points ?? 0;
        for (const { course, standing, values } of recourse(given).plans) {
          const really = followed(given, course);
          for (const id of BOUGHT.filter((each) => each in values)) {
            expect(today[id]).toEqual(before[id]);
            if (values[id] === really.values[id]) {
              const [then, now] = [values[id], before[id]];
              const isMore = typeof then === 'number' && (typeof now !== 'number' || then > now);
              const more = pointsOf(standing, id) - pointsOf(standingToday(given), id);
              if (isMore) expect(more).toBeLessThanOrEqual(0);
            } else {
              held += 1;
              expect(values[id]).toEqual(before[id]);
              expect(pointsOf(standing, id)).toBeLessThan(pointsOf(really.standing, id));
            }
          }
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
    expect(held).toBeGreaterThan(2);
  });

  test('nothing is overpaid, nothing more is used than before, nothing lies in the past', () => {
    fc.assert(
      fc.property(anySituation(3, 900), (given) => {
        const { facts, terms } = given;
        for (const { course, actions, worksOn } of recourse(given).plans) {
          expect(worksOn >= TODAY && worksOn <= addMonths(TODAY, 6)).toBe(true);
          const made = followed(given, course);
          const before = followed(given, { ...course, use: 'AS_BEFORE' });
          for (const currency of new Set(facts.lines.map((line) => line.currency))) {
            const own = facts.lines.filter((line) => line.currency === currency);
            const usedIn = (by: typeof made) =>
              own.reduce((sum, { accountId }) => sum + (by.used.get(accountId) ?? 0), 0);
            expect(usedIn(made)).toBeLessThanOrEqual(usedIn(before));
          }
          for (const line of facts.lines) {
            const owed = Math.max(0, line.balanceMinor);
            const today = actions
              .map(({ action }) => action)
              .filter((action) => 'accountId' in action && action.accountId === line.accountId);
            const amounts = today.map((action) =>
              'amountMinor' in action ? action.amountMinor : 0,
            );
            expect(amounts.every((each) => Number.isSafeInteger(each) && each > 0)).toBe(true);
            expect(amounts.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(owed);
            const overdue = today.find(({ kind }) => kind === 'PAY_OVERDUE');
            const own = terms.find(({ accountId }) => accountId === line.accountId);
            expect(overdue && 'amountMinor' in overdue ? overdue.amountMinor : 0).toBe(
              Math.min(owed, own?.overdueMinor ?? 0),
            );
            const paidDown = today.find(({ kind }) => kind === 'PAY_BALANCE');
            if (paidDown && 'amountMinor' in paidDown) {
              // Whole units, or all that is owed beside the arrears.
              const rest = owed - Math.min(owed, own?.overdueMinor ?? 0);
              expect(paidDown.amountMinor % 100 === 0 || paidDown.amountMinor === rest).toBe(true);
            }
            if (course.use !== 'SPREAD') continue;
            const full = made.statements.filter(
              (each) => each.accountId === line.accountId && each.period >= TODAY.slice(0, 7),
            );
            for (const each of full) {
              const was = before.statements.find(
                (other) => other.accountId === line.accountId && other.period === each.period,
              );
              const isWithin = each.balanceMinor <= line.limitMinor;
              expect(isWithin || each.balanceMinor <= (was?.balanceMinor ?? 0)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  test('what each action brings is the difference between the plan with it and without it', () => {
    fc.assert(
      fc.property(anySituation(2, 300), (given) => {
        const replay = replayer(given);
        const { card, rules } = given;
        for (const { course, actions, standing, values } of recourse(given).plans) {
          for (const { action, moves } of actions) {
            const without = replay({ ...course, ...action.without });
            const rest = new Map(moves.map((move) => [move.characteristicId, move]));
            for (const id of namedIds({ card, rules })) {
              const move = rest.get(id);
              if (!move) expect(values[id]).toEqual(without.values[id]);
              else expect([move.without, move.with]).toEqual([without.values[id], values[id]]);
            }
            const points = moves.reduce((sum, move) => sum + move.points, 0);
            expect(points).toBe(standing.scored.score - without.standing.scored.score);
            const acting = (all: typeof standing) => all.acted.map(({ ruleId }) => ruleId);
            const lifted = acting(without.standing).filter((id) => !acting(standing).includes(id));
            expect(moves.flatMap(({ rulesLifted }) => rulesLifted).sort()).toEqual(lifted.sort());
          }
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test('when nothing works, no course that was tried comes nearer than what is shown, or as near with less effort', () => {
    let closest = 0;
    fc.assert(
      fc.property(
        anySituation(2, 200),
        fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 5, maxLength: 5 }),
        (given, tos) => {
          const [plan] = recourse(given).plans;
          if (!plan?.kinds.includes('CLOSEST')) return;
          closest += 1;
          const replay = replayer(given);
          const near = nearness(given, plan.standing);
          for (const frame of frames(given)) {
            for (const payDownTo of [null, 0, ...tos]) {
              const { standing, reached: works, effort } = replay({ ...frame, payDownTo });
              expect(works).toBe(false);
              const ahead = compareNearness(nearness(given, standing), near);
              expect(ahead).toBeLessThanOrEqual(0);
              if (ahead === 0) expect(effort).toBeGreaterThanOrEqual(plan.effort - 1e-9);
            }
          }
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
    expect(closest).toBeGreaterThan(0);
  });

  test('the same question has the same answer', () => {
    fc.assert(
      fc.property(anySituation(2, 300), (given) => {
        const again = structuredClone({ facts: given.facts, terms: given.terms });
        expect(recourse({ ...given, ...again })).toEqual(recourse(given));
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});

test('what comes closest asks for no more than it takes, also where a share of statements does too', () => {
  const card = cardOf({ utilization_latest: { cuts: [[0.42, 50]], rest: 0, none: 0 } });
  const owed = { balanceMinor: 600_000, limitMinor: 1_000_000 };
  const given = situation({
    card,
    target: { kind: 'SCORE', score: 60 },
    terms: [terms({ annualRatePpm: 0, minimumDuePpm: 1, minimumDueFloorMinor: 0 })],
    facts: {
      lines: [aLine(owed)],
      statements: [statement(0, { ...owed, purchasesMinor: 0, paymentsMinor: 0 })],
    },
  });
  const [plan] = recourse(given).plans;
  expect(plan).toMatchObject({ kinds: ['CLOSEST'], standing: { scored: { score: 50 } } });
  // 1,801 today leave less than 42%; a tenth of each of four statements would come to 2,063.
  expect(plan?.effort).toBeLessThanOrEqual(1_801 / 6_000);
});

test('a census counts every customer once and every plan as it turns out', () => {
  const situations = fc
    .sample(anySituation(2, 300), { numRuns: 80, seed: 7 })
    .map((each, at) => (at < 9 ? { ...each, target: { kind: 'SCORE' as const, score: 0 } } : each));
  const answers = situations.map(recourse);
  const census = recourseCensus(situations);
  const isClosest = ({ plans }: (typeof answers)[number]) => plans[0]?.kinds[0] === 'CLOSEST';
  expect(census).toMatchObject({
    asked: 80,
    reachedAlready: answers.filter(({ isReached }) => isReached).length,
    closest: answers.filter(isClosest).length,
    none: answers.filter(isClosest).length,
    allValid: true,
    invalidPlans: 0,
  });
  expect(census.reachedAlready + census.withPlan + census.none).toBe(80);
  for (const each of [census.reachedAlready, census.withPlan, census.none, census.plans]) {
    expect(each).toBeGreaterThan(0);
  }
});
