/** However often a case is asked about, extended, escalated and handed on: law's longest period holds. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Appeal, AppealKind } from '../../../src/domain/appeal/appeal.js';
import {
  clockCall,
  extended,
  extensionRefusal,
  paused,
  startClock,
} from '../../../src/domain/appeal/appeal-clock.js';
import { asOf, goingOn } from '../../../src/domain/appeal/appeal-rules.js';
import { assignmentRefusal, leftBy, takenBy } from '../../../src/domain/appeal/assignment.js';
import { dueDate } from '../../../src/domain/policy/business-days.js';
import {
  JURISDICTION_PACKS,
  type JurisdictionPack,
} from '../../../src/domain/policy/jurisdiction-pack.js';
import { addDays, addMonths, DAY_MS, type LocalDate, localDate } from '../../../src/domain/time.js';
import { anAppeal } from '../../support/decided.js';

type Longest = (filedOn: LocalDate, isExceptional: boolean) => LocalDate;
const days =
  (most: number, exceptional = most): Longest =>
  (filedOn, isExceptional) =>
    addDays(filedOn, isExceptional ? exceptional : most);
const business =
  (businessDays: number): Longest =>
  (filedOn) =>
    dueDate({ businessDays }, filedOn, 'EU_TARGET');
const month: Longest = (filedOn) => addMonths(filedOn, 1);

/** As the sources that the packs name have it, written down here once more. */
const LONGEST: Record<JurisdictionPack['jurisdiction'], Record<AppealKind, Longest>> = {
  CN: {
    APPEAL: days(30, 60),
    HUMAN_DECISION: days(15),
    REFERRAL: days(15),
    RECONSIDERATION: days(30),
  },
  EU: {
    APPEAL: business(35),
    HUMAN_DECISION: month,
    REFERRAL: month,
    RECONSIDERATION: business(15),
  },
  US: { APPEAL: days(45), HUMAN_DECISION: days(30), REFERRAL: days(30), RECONSIDERATION: days(30) },
};

const REVIEWERS = ['reviewer-1', 'reviewer-2', 'reviewer-3'].map((subject) => ({ subject }));
const STEPS = ['ASK', 'ANSWER', 'COMPLEX', 'EXCEPTIONAL', 'TICK', 'TAKE', 'RELEASE'] as const;

function stepped(
  appeal: Appeal,
  rules: JurisdictionPack,
  { what, who, now }: { what: (typeof STEPS)[number]; who: number; now: number },
): Appeal {
  const reviewer = REVIEWERS[who % REVIEWERS.length]!;
  switch (what) {
    case 'ASK': {
      if (appeal.status === 'WAITING') return appeal;
      const clock = paused(appeal, rules, { question: '?', now });
      if (!clock) return appeal;
      const isStanding = clock.pauses.at(-1)?.until === null;
      return { ...appeal, clock, status: isStanding ? 'WAITING' : appeal.status };
    }
    case 'ANSWER':
      return goingOn(appeal, rules, now);
    case 'TICK': {
      const call = clockCall(appeal, rules, now);
      if (call === 'RESUME') return goingOn(appeal, rules, now);
      return call === 'ESCALATE' ? { ...appeal, escalatedAt: now } : appeal;
    }
    case 'TAKE':
      return assignmentRefusal(appeal, reviewer, rules, now)
        ? appeal
        : takenBy(appeal, reviewer, rules, now);
    case 'RELEASE':
      return leftBy(appeal, 'RELEASED', now);
    default: {
      if (extensionRefusal(appeal, rules, what, now)) return appeal;
      const by = { kind: what, by: reviewer.subject, at: now, why: 'x' };
      return { ...appeal, clock: extended(appeal, rules, by) };
    }
  }
}

const step = fc.record({
  what: fc.constantFrom(...STEPS),
  who: fc.nat(2),
  after: fc.oneof(fc.nat(3 * DAY_MS), fc.nat(3_600_000)),
});
const cases = JURISDICTION_PACKS.flatMap((rules) =>
  (['APPEAL', 'HUMAN_DECISION', 'REFERRAL', 'RECONSIDERATION'] as const).map(
    (kind) => [rules.id, kind, rules] as const,
  ),
);

test.each(cases)('%s: %s never has a clock past the longest period', (_, kind, rules) => {
  const filing = fc.integer({
    min: Date.parse('2026-01-01T00:00Z'),
    max: Date.parse('2028-03-01T00:00Z'),
  });
  const property = fc.property(filing, fc.array(step, { maxLength: 25 }), (filedAt, steps) => {
    const clock = startClock(rules, kind, filedAt);
    const filedOn = localDate(filedAt, rules.timeZone);
    const owner = { customerId: 'customer-1' };
    let appeal: Appeal = { ...anAppeal(owner), kind, filedAt, clock, packEdition: rules.id };
    let now = filedAt;
    for (const { after, ...each } of steps) {
      now += after;
      appeal = stepped(asOf(appeal, rules, now), rules, { ...each, now });
      const isExceptional = appeal.clock.extensions.some((one) => one.kind === 'EXCEPTIONAL');
      const longest = LONGEST[rules.jurisdiction][kind](filedOn, isExceptional);
      expect(localDate(appeal.clock.dueAt - 1, rules.timeZone) <= longest).toBe(true);
      // And the customer is told no earlier day than the plain period, whatever happens.
      expect(appeal.clock.dueAt).toBeGreaterThanOrEqual(clock.dueAt);
    }
  });
  fc.assert(property, { numRuns: 60 });
});
