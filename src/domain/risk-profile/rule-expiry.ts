/**
 * When a rule lets go. A rule over a window of behaviour acts because of what lies in the window;
 * if nothing new comes, what is there slides out day by day, and on some day the rule acts no more.
 * That day can be told to the customer. A rule over statements waits for statements, whose day
 * nobody knows, and has none.
 */
import type { NewCreditRestriction } from '../credit-account/closure-quote.js';
import { addDays, type LocalDate } from '../time.js';
import { LONGEST_WINDOW_DAYS } from './activity.js';
import { behaviourValue } from './characteristics/behaviour.js';
import type { CharacteristicValue, RiskFacts } from './facts.js';
import type { ActedRule, Rule, RuleSet } from './rules.js';

/**
 * The first day after `asOf` on which the rule does not act if no new activity comes; null where it
 * still acts after the longest window, or looks at something that no day by itself changes.
 */
export function ruleExpiry(
  { characteristicId, atLeast, unless }: Pick<Rule, 'characteristicId' | 'atLeast' | 'unless'>,
  { activity }: Pick<RiskFacts, 'activity'>,
  asOf: LocalDate,
): LocalDate | null {
  const valueOn = (id: string, on: LocalDate): CharacteristicValue | undefined =>
    activity ? behaviourValue(activity, on, id) : undefined;
  if (valueOn(characteristicId, asOf) === undefined) return null;
  for (let days = 1; days <= LONGEST_WINDOW_DAYS; days += 1) {
    const on = addDays(asOf, days);
    const value = valueOn(characteristicId, on);
    if (typeof value !== 'number' || value < atLeast) return on;
    if (unless && valueOn(unless.characteristicId, on) === unless.category) return on;
  }
  return null;
}

/** Which of the rules that acted hold new credit back or send it to a person, and until when. */
export const restrictionsOf = (
  { rules }: RuleSet,
  acted: readonly ActedRule[],
  facts: RiskFacts,
): NewCreditRestriction[] =>
  rules
    .filter(({ id, effect }) => effect.kind !== 'BAND_AT_BEST' && isAmong(acted, id))
    .map((rule) => ({ ruleId: rule.id, until: ruleExpiry(rule, facts, facts.asOf) }));

const isAmong = (acted: readonly ActedRule[], id: string): boolean =>
  acted.some(({ ruleId }) => ruleId === id);

/** The restrictions that were not there before, and those that last longer than they did. */
export const newRestrictions = (
  before: readonly NewCreditRestriction[],
  after: readonly NewCreditRestriction[],
): NewCreditRestriction[] =>
  after.filter(({ ruleId, until }) => {
    const known = before.find((each) => each.ruleId === ruleId);
    return !known || isLater(until, known.until);
  });

/** Null is after every day. */
const isLater = (one: LocalDate | null, other: LocalDate | null): boolean =>
  other !== null && (one === null || one > other);
