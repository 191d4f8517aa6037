/**
 * Replaying a course: the projected facts go through the same derivation, protection of own closings,
 * card and rules as those of any assessment. Behaviour that the course does not speak of goes on as before, so that its values
 * stay those of today; what the customer keeps from slides out of its windows. And buying more never
 * counts for more than buying does today: a plan may not work by spending more, not even where paying
 * has made room for it. Going on as usual is assumed, though, and told: points that usual buying has
 * today may be lost by whoever stops.
 */
import { referenceAmount } from '../../reference-amounts.js';
import type { LocalDate } from '../../time.js';
import type { ActivityFacts } from '../activity.js';
import { emptyDay } from '../activity-day.js';
import { behaviourWindow } from '../catalogue/behaviour.js';
import { PURCHASES } from '../catalogue/purchases.js';
import { characteristic } from '../catalogue.js';
import { deriveCharacteristics } from '../characteristics.js';
import { withProtection } from '../closure-protection.js';
import type { CharacteristicValue, CharacteristicValues, RiskFacts } from '../facts.js';
import { type Standing, standingOf } from '../rules.js';
import type { CompiledScorecard } from '../scorecard.js';
import { type Projected, projector } from './projection.js';
import { activityOn, isRestrained } from './restraint.js';
import { type Course, reached, type Situation } from './situation.js';

/** A course with everything that following it comes to. */
export interface Outcome {
  readonly course: Course;
  readonly projected: Projected;
  /** Of the characteristics that card and rules look at. */
  readonly values: CharacteristicValues;
  readonly standing: Standing;
  readonly reached: boolean;
  /** How much it asks, to compare by: see {@link effortOf}. */
  readonly effort: number;
}

/** Replays one course of a situation; the same course always gives the same outcome. */
export type Replay = (course: Course) => Outcome;

/** Ids of the characteristics that card and rules look at, each once. */
export const namedIds = ({ card, rules }: Pick<Situation, 'card' | 'rules'>): string[] => [
  ...new Set([
    ...card.card.characteristics.map(({ id }) => id),
    ...rules.rules.flatMap(({ characteristicId, unless }) =>
      unless ? [characteristicId, unless.characteristicId] : [characteristicId],
    ),
  ]),
];

/** Whether a characteristic tells of behaviour, income included. */
const isOfBehaviour = (id: string): boolean =>
  behaviourWindow(id) !== undefined || characteristic(id)?.source === 'INCOME';

const UNUSED = 'unused_months';
/** Characteristics that buying moves, and that cards may reward. */
const BOUGHT: ReadonlySet<string> = new Set([
  ...PURCHASES.map(({ id }) => id),
  'purchases_to_limit',
  UNUSED,
]);

/** Whether a value tells of more buying than another. */
function isMore(id: string, then: CharacteristicValue, now: CharacteristicValue): boolean {
  if (typeof then !== 'number' || typeof now !== 'number') return then !== null;
  return id === UNUSED ? then < now : then > now;
}

/** Makes what replays courses; what all of them have in common is worked out once. */
export function replayer(situation: Situation): Replay {
  const { facts, card, rules, target, protection } = situation;
  const { activity, ...withoutActivity } = facts;
  const derive = (some: RiskFacts): CharacteristicValues =>
    withProtection(some, deriveCharacteristics, protection).values;
  const project = projector(situation);
  const ids = namedIds(situation);
  const statementIds = ids.filter((id) => !isOfBehaviour(id));
  const behaviourIds = ids.filter(isOfBehaviour);
  // An income lapses, or is verified, whatever else the customer does.
  const incomeIds = new Set(behaviourIds.filter((id) => characteristic(id)?.source === 'INCOME'));
  const today = activity ? behaviour(activity, facts.asOf, behaviourIds) : {};
  const first = derive(withoutActivity);
  const asToday = buyingAsToday(card, { ...nullOf(ids), ...first, ...today });
  const later = new Map<string, CharacteristicValues>();
  const laterOn = (on: LocalDate, verifyIncome: boolean): CharacteristicValues => {
    const key = `${on} ${verifyIncome}`;
    const known = later.get(key);
    if (known || !activity) return known ?? {};
    const then = verifyIncome ? withIncome(activity, facts) : activity;
    const made = behaviour(activityOn(then, on), on, behaviourIds);
    later.set(key, made);
    return made;
  };
  return (course) => {
    const projected = project(course);
    const derived = derive({
      ...withoutActivity,
      asOf: course.on,
      statements: projected.statements,
      lines: projected.lineFacts,
    });
    const values: Record<string, CharacteristicValue> = {};
    for (const id of statementIds) values[id] = derived[id] ?? null;
    const then = laterOn(course.on, course.verifyIncome);
    for (const id of behaviourIds) {
      const isLater = incomeIds.has(id) || isRestrained(id, course.restraints);
      values[id] = (isLater ? then : today)[id] ?? null;
    }
    asToday(values);
    const standing = standingOf(card, rules, values);
    const effort = effortOf(projected, course);
    const isReached = reached(target, standing, card);
    return { course, projected, values, standing, reached: isReached, effort };
  };
}

const nullOf = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, null]));

/**
 * Puts back today's value wherever buying more would bring more points than there are today. What is looked at in one situation only is left alone when that situation is a new one: then it is not
 * the buying that has changed.
 */
function buyingAsToday(card: CompiledScorecard, today: CharacteristicValues) {
  const bought = card.card.characteristics.flatMap(({ id }, at) =>
    BOUGHT.has(id) && !(today[id] === null && characteristic(id)?.situational) ? [{ id, at }] : [],
  );
  if (bought.length === 0) return () => {};
  const before = card.score(today).parts;
  return (values: Record<string, CharacteristicValue>): void => {
    const { parts } = card.score(values);
    for (const { id, at } of bought) {
      const [then, now] = [values[id] ?? null, today[id] ?? null];
      const brings = (parts[at]?.points ?? 0) > (before[at]?.points ?? 0);
      if (brings && isMore(id, then, now)) values[id] = now;
    }
  };
}

/** Values of these characteristics alone: of the others nothing is known here. */
function behaviour(
  activity: ActivityFacts,
  asOf: LocalDate,
  ids: readonly string[],
): CharacteristicValues {
  const derived = deriveCharacteristics({ asOf, statements: [], lines: [], activity }, ids);
  return Object.fromEntries(ids.map((id) => [id, derived[id] ?? null]));
}

/**
 * Of an income that will be verified nobody knows how high it is, so that the least possible one
 * stands for it: what this reaches, any income reaches.
 */
function withIncome(
  activity: ActivityFacts,
  { asOf, lines }: Pick<RiskFacts, 'asOf' | 'lines'>,
): ActivityFacts {
  if (lines.length === 0) return activity;
  // A currency without a yardstick has no income in wages at all, which is not the least one.
  const known = lines.find(({ currency }) => referenceAmount(currency))?.currency ?? ANY_CURRENCY;
  const value = { minor: 1, currency: known };
  const income = { value, occurredAt: Number.MAX_SAFE_INTEGER, eventId: 'to be verified' };
  const told = activity.days.find(({ day }) => day === asOf);
  const others = activity.days.filter((each) => each !== told);
  return { ...activity, days: [...others, { ...(told ?? emptyDay('', asOf)), income }] };
}

/** One that has a yardstick. */
const ANY_CURRENCY = 'EUR';

/** What a further thing to do weighs beside money. */
const ONE_MORE_THING = 0.01;

/**
 * What a course asks of the customer: money beyond arrears and minimum dues, and use that is gone
 * without, each as a share of the balance and of the usual use in its currency, and a hundredth for
 * every further thing to do. A measure to compare plans by, not an amount.
 */
function effortOf({ lines }: Projected, course: Course): number {
  const things =
    course.restraints.length + Number(course.verifyIncome) + Number(course.use === 'SPREAD');
  let effort = things * ONE_MORE_THING;
  for (const own of Map.groupBy(lines, ({ line }) => line.currency).values()) {
    let asked = 0;
    let scale = 0;
    for (const each of own) {
      asked += each.payDownMinor + sum(each.paidMinor) - sum(each.minimumMinor);
      // Moving use from line to line forgoes nothing.
      if (course.use === 'NONE') asked += each.usualMinor * each.usedMinor.length;
      scale += Math.max(0, each.line.balanceMinor) + each.usualMinor;
    }
    if (scale > 0) effort += asked / scale;
  }
  return effort;
}

const sum = (all: readonly number[]): number => all.reduce((total, each) => total + each, 0);
