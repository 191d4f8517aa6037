/**
 * The answer to "what can I do?": the smallest plan, the fastest and an alternative, each replayed
 * through derivation, card and rules; or that none within the horizon works, and what comes closest.
 */
import type { LocalDate } from '../../time.js';
import { deriveCharacteristics } from '../characteristics.js';
import { withProtection } from '../closure-protection.js';
import type { CharacteristicValue, CharacteristicValues, RiskFacts } from '../facts.js';
import { type Standing, standingOf } from '../rules.js';
import { type Action, type ActionKind, actionsOf } from './actions.js';
import { namedIds, type Outcome, type Replay } from './replay.js';
import { search } from './search.js';
import { type Course, compareNearness, nearness, reached, type Situation } from './situation.js';

export const PLAN_KINDS = ['SMALLEST', 'FASTEST', 'ALTERNATIVE', 'CLOSEST'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export interface Plan {
  /** More than one where a plan is, say, both the smallest and the fastest. */
  readonly kinds: readonly PlanKind[];
  readonly course: Course;
  /** In the order in which they are begun; empty where doing nothing comes as close as anything. */
  readonly actions: readonly PlannedAction[];
  /** By then it has worked, if everything in it was done. */
  readonly worksOn: LocalDate;
  readonly reached: boolean;
  readonly effort: number;
  /** Of the characteristics that card and rules look at. */
  readonly values: CharacteristicValues;
  readonly standing: Standing;
}

export interface PlannedAction {
  readonly action: Action;
  /** Characteristics and rules that would come out otherwise without this action. */
  readonly moves: readonly Move[];
}

export interface Move {
  readonly characteristicId: string;
  /** With the plan but without this action, and with it. */
  readonly without: CharacteristicValue;
  readonly with: CharacteristicValue;
  /** Points of the card that it brings; 0 where only a rule looks at it. */
  readonly points: number;
  /** Rules that act without it and don't with it. */
  readonly rulesLifted: readonly string[];
}

export interface Recourse {
  /** The target is reached already: there is nothing to do. */
  readonly isReached: boolean;
  /** Empty when reached; else the plans that work, or only the CLOSEST. */
  readonly plans: readonly Plan[];
}

/** Where the customer stands today by the situation's card and rules. */
export function standingToday(situation: Omit<Situation, 'target'>): Standing {
  const { facts, card, rules, protection } = situation;
  const ids = namedIds(situation);
  const derive = (some: RiskFacts) => deriveCharacteristics(some, ids);
  return standingOf(card, rules, withProtection(facts, derive, protection).values);
}

/** Finds the plans; every plan but CLOSEST reaches the target, by its own replay. */
export function recourse(situation: Situation): Recourse {
  const steps = recourseSteps(situation);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in many short steps, so that a server can answer others in between. */
export function* recourseSteps(situation: Situation): Generator<void, Recourse> {
  if (reached(situation.target, standingToday(situation), situation.card)) {
    return { isReached: true, plans: [] };
  }
  const { reaching, nearest, replay } = yield* search(situation);
  const lean = (outcome: Outcome): Outcome => leaner(situation, outcome, replay);
  const plan = (kinds: readonly PlanKind[], outcome: Outcome): Plan =>
    planOf(situation, kinds, outcome, replay);
  if (reaching.length === 0) return { isReached: false, plans: [plan(['CLOSEST'], lean(nearest))] };
  const [small, fast] = [best(reaching, bySize), best(reaching, byDay)];
  const smallest = lean(small);
  // When both work on one day, nothing is gained by asking more.
  const fastest = small.course.on === fast.course.on ? smallest : lean(fast);
  const plans =
    smallest === fastest
      ? [plan(['SMALLEST', 'FASTEST'], smallest)]
      : [plan(['SMALLEST'], smallest), plan(['FASTEST'], fastest)];
  const other = alternative(situation, reaching, [smallest, fastest], (outcome) =>
    plan(['ALTERNATIVE'], lean(outcome)),
  );
  if (other) plans.push(other);
  return { isReached: false, plans };
}

type Order = (a: Outcome, b: Outcome) => number;

const bySize: Order = (a, b) => a.effort - b.effort || compare(a.course.on, b.course.on);
const byDay: Order = (a, b) => compare(a.course.on, b.course.on) || a.effort - b.effort;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const best = (all: readonly Outcome[], order: Order): Outcome =>
  all.reduce((found, each) => (order(each, found) < 0 ? each : found));

/** The same with lines that need not be paid down and restraints that change nothing left out. */
function leaner(situation: Situation, outcome: Outcome, replay: Replay): Outcome {
  const goal = nearness(situation, outcome.standing);
  const isAsGood = (each: Outcome): boolean =>
    outcome.reached ? each.reached : compareNearness(nearness(situation, each.standing), goal) >= 0;
  let found = outcome;
  const lines = outcome.projected.lines
    .filter(({ payDownMinor }) => payDownMinor > 0)
    .sort((a, b) => b.payDownMinor - a.payDownMinor);
  const without = (change: Partial<Course>): void => {
    const tried = replay({ ...found.course, ...change });
    if (tried.effort <= found.effort && isAsGood(tried)) found = tried;
  };
  if (lines.length > 1) {
    for (const { line } of lines) {
      without({ notPaidDown: [...found.course.notPaidDown, line.accountId] });
    }
  }
  for (const each of outcome.course.restraints) {
    without({ restraints: found.course.restraints.filter((other) => other !== each) });
  }
  return found;
}

/** What every plan has, whatever else is in it: dues are met, and time passes. */
const GIVEN: readonly ActionKind[] = ['PAY_OVERDUE', 'PAY_ON_TIME', 'USE_AS_USUAL', 'WAIT'];
/** How many are tried before there is no alternative. */
const MOST_TRIED = 8;

/**
 * The smallest plan that does something else, or does more but works sooner. Everything in it must
 * bring something, or it would be another plan by name only.
 */
function alternative(
  situation: Situation,
  reaching: readonly Outcome[],
  others: readonly Outcome[],
  planned: (outcome: Outcome) => Plan,
): Plan | undefined {
  const told = others.map((each) => ({ on: each.course.on, kinds: kindsOf(situation, each) }));
  const isNew = (each: Outcome): boolean => {
    const kinds = kindsOf(situation, each);
    return told.every((other) => !isSubset(other.kinds, kinds) || each.course.on < other.on);
  };
  let tried = 0;
  for (const each of reaching.toSorted(bySize)) {
    if (!isNew(each)) continue;
    const plan = planned(each);
    const isWorthIt = ({ action, moves }: PlannedAction): boolean =>
      GIVEN.includes(action.kind) ||
      moves.some(({ points, rulesLifted }) => points !== 0 || rulesLifted.length > 0);
    if (plan.actions.every(isWorthIt)) return plan;
    tried += 1;
    if (tried === MOST_TRIED) return undefined;
  }
  return undefined;
}

const kindsOf = (situation: Situation, outcome: Outcome): ReadonlySet<ActionKind> =>
  new Set(actionsOf(situation, outcome).map(({ kind }) => kind));

const isSubset = (some: ReadonlySet<ActionKind>, all: ReadonlySet<ActionKind>): boolean =>
  [...some].every((kind) => all.has(kind));

function planOf(
  situation: Situation,
  kinds: readonly PlanKind[],
  outcome: Outcome,
  replay: Replay,
): Plan {
  const { course, values, standing, effort } = outcome;
  const needed = [...actionsOf(situation, outcome), ...conditionsOf(outcome, replay)];
  const actions = needed.map((action) => ({
    action,
    moves: movesBetween(situation, replay({ ...course, ...action.without }), outcome),
  }));
  const worksOn = course.on;
  return { kinds, course, actions, worksOn, reached: outcome.reached, effort, values, standing };
}

/** Whoever buys less than usual must know beforehand where a plan lives by the usual use. */
function conditionsOf(
  { course, projected, reached: isReached }: Outcome,
  replay: Replay,
): Action[] {
  const isUsed = projected.lines.some(({ usedMinor }) => usedMinor.some((used) => used > 0));
  if (!isReached || !isUsed || replay({ ...course, use: 'NONE' }).reached) return [];
  const { months: statements } = projected;
  return [{ kind: 'USE_AS_USUAL', statements, until: course.on, without: { use: 'NONE' } }];
}

/** What differs between a plan without one of its actions and the whole plan. */
function movesBetween(
  { card, rules }: Situation,
  { values: before, standing: without }: Outcome,
  { values: after, standing }: Outcome,
): Move[] {
  const acts = ({ acted }: Standing, id: string): boolean =>
    acted.some(({ ruleId }) => ruleId === id);
  const moves = namedIds({ card, rules }).flatMap((characteristicId): Move[] => {
    const rulesLifted = rules.rules
      .filter((rule) => rule.characteristicId === characteristicId)
      .filter(({ id }) => acts(without, id) && !acts(standing, id))
      .map(({ id }) => id);
    const [value, then] = [before[characteristicId] ?? null, after[characteristicId] ?? null];
    if (value === then && rulesLifted.length === 0) return [];
    const points = pointsOf(standing, characteristicId) - pointsOf(without, characteristicId);
    return [{ characteristicId, without: value, with: then, points, rulesLifted }];
  });
  return moves.sort((a, b) => weight(b) - weight(a));
}

/** What a customer should read first: rules that let go, then the points, then all the rest. */
const weight = ({ points, rulesLifted }: Move): number =>
  rulesLifted.length * 1_000_000 + Math.abs(points);

const pointsOf = ({ scored }: Standing, characteristicId: string): number =>
  scored.parts.find((part) => part.characteristicId === characteristicId)?.points ?? 0;
