/**
 * Finding plans: every combination of choices is replayed without and with the greatest payment
 * today, and where the target lies between the two, the smallest payment that reaches it is looked
 * for by halving. A half is left out when even its best attributes together would not reach the
 * target; that is exact as long as every value moves one way as more is paid, whatever the points
 * do. Nothing is returned that was not replayed itself.
 */
import type { Attribute, PartialScore } from '../scorecard.js';
import { frames, isOwing } from './frames.js';
import { type Outcome, type Replay, replayer } from './replay.js';
import {
  blockingRules,
  type Course,
  compareNearness,
  nearness,
  neededScore,
  type Situation,
  WHOLE_LIMIT,
} from './situation.js';

export interface Found {
  /** At least the smallest and the fastest, and one of each kind of plan. */
  readonly reaching: readonly Outcome[];
  /** What comes closest; it reaches the target where anything does. */
  readonly nearest: Outcome;
  readonly replay: Replay;
}

/** A course's outcome at a payment: `to` is what is left, in ten-thousandths of the limits. */
interface Point {
  readonly to: number;
  readonly outcome: Outcome;
}

/** Between the smallest and the greatest payment of one combination of choices. */
interface Span {
  readonly least: Point;
  readonly most: Point;
}

/** Yields between combinations of choices, so that a server can answer others meanwhile. */
export function* search(situation: Situation): Generator<void, Found> {
  const replay = replayer(situation);
  const optimum = optimumOf(situation);
  const needed = neededScore(situation.target, situation.card);
  const isReached = (each: Outcome): boolean => each.reached;
  const reaching: Outcome[] = [];
  const spans: Span[] = [];
  // The smallest payment found so far for each combination of kinds of things to do.
  const smallest = new Map<string, number>();
  for (const frame of frames(situation)) {
    yield;
    const least = { to: topOf(situation, frame), outcome: replay(frame) };
    if (least.outcome.reached) reaching.push(least.outcome);
    const kinds = kindsOf(frame);
    // Paying something today never asks less than paying nothing; an earlier plan then beats it.
    const known = smallest.get(kinds) ?? Number.POSITIVE_INFINITY;
    if (least.outcome.reached || least.to === 0) {
      spans.push({ least, most: least });
      continue;
    }
    const most = { to: 0, outcome: replay({ ...frame, payDownTo: 0 }) };
    const span = { least, most };
    spans.push(span);
    if (least.outcome.effort >= known || isHopeless(situation, span, optimum, needed)) continue;
    const worth = (part: Span): boolean => !isHopeless(situation, part, optimum, needed);
    const found = smallestPayment(span, replay, isReached, worth);
    if (!found) continue;
    reaching.push(found);
    if (found.effort < known) smallest.set(kinds, found.effort);
  }
  if (reaching.length > 0) return { reaching, nearest: reaching[0] as Outcome, replay };
  const nearest = yield* nearestOf(situation, spans, replay, optimum);
  // Where points go up and down, a second look can find what the first one passed over.
  return { reaching: nearest.reached ? [nearest] : [], nearest, replay };
}

const kindsOf = ({ paymentShare, use, restraints, verifyIncome }: Course): string =>
  [paymentShare > 0, use, restraints.length > 0, verifyIncome].join();

/** The utilization from which on nothing is paid down; 0 where nothing can be. */
function topOf({ facts: { lines } }: Situation, { notPaidDown }: Course): number {
  let top = 0;
  for (const line of lines) {
    if (!isOwing(line) || notPaidDown.includes(line.accountId)) continue;
    top = Math.max(top, Math.ceil((line.balanceMinor / line.limitMinor) * WHOLE_LIMIT));
  }
  // Beyond the limit the first choice is to pay down to it.
  return Math.min(top, WHOLE_LIMIT + 1);
}

/** The highest score that there could be between two outcomes of one combination of choices. */
type Optimum = (one: Outcome, other: Outcome) => number;

function optimumOf({ card: { card } }: Situation): Optimum {
  const scales = card.characteristics.map(({ attributes }) => ({
    attributes,
    place: new Map(attributes.map(({ id }, at) => [id, at])),
    most: Math.max(...attributes.map(({ points }) => points)),
  }));
  const between = (at: number, one: PartialScore, other: PartialScore): number => {
    const scale = scales[at];
    if (one === other || !scale) return one.points;
    const [from = 0, to = 0] = [one, other]
      .map(({ attributeId }) => scale.place.get(attributeId) ?? 0)
      .sort((a, b) => a - b);
    const passed = scale.attributes.slice(from, to + 1);
    // Special values and categories have no place in an order of ranges.
    const isOrdered = passed.every(isRange) && !scale.attributes.some(isSpecial);
    return isOrdered ? Math.max(...passed.map(({ points }) => points)) : scale.most;
  };
  return (one, other) =>
    one.standing.scored.parts.reduce(
      (sum, part, at) => sum + between(at, part, other.standing.scored.parts[at] ?? part),
      card.basePoints,
    );
}

const isRange = ({ range }: Attribute): boolean => range !== undefined;
const isSpecial = ({ special }: Attribute): boolean => special !== undefined;

/** Whether nothing between two payments can reach the score, or a rule acts at both of them. */
function isHopeless(
  situation: Situation,
  { least, most }: Span,
  optimum: Optimum,
  needed: number,
): boolean {
  if (isBroken({ least, most })) return false;
  if (optimum(least.outcome, most.outcome) < needed) return true;
  const blocking = blockingRules(situation, most.outcome.standing);
  if (blocking.length === 0) return false;
  const before = blockingRules(situation, least.outcome.standing);
  return blocking.some((ruleId) => before.includes(ruleId));
}

/**
 * The outcome of the smallest payment that is good, the least payment itself not being so; undefined
 * where none was found. `worth` says whether anything between two payments may be good.
 */
function smallestPayment(
  { least, most }: Span,
  replay: Replay,
  isGood: (outcome: Outcome) => boolean,
  worth: (span: Span) => boolean,
): Outcome | undefined {
  if (least.to - most.to <= 1) return isGood(most.outcome) ? most.outcome : undefined;
  if (!isGood(most.outcome) && (isAlike(least, most) || !worth({ least, most }))) return undefined;
  const to = Math.floor((least.to + most.to) / 2);
  const middle = { to, outcome: replay({ ...most.outcome.course, payDownTo: to }) };
  return (
    smallestPayment({ least, most: middle }, replay, isGood, worth) ??
    (isGood(middle.outcome)
      ? middle.outcome
      : smallestPayment({ least: middle, most }, replay, isGood, worth))
  );
}

/** Both fall into the same attributes and meet the same rules; so does everything in between. */
const isAlike = (least: Point, most: Point): boolean =>
  !isBroken({ least, most }) &&
  hasSameRules(least, most) &&
  least.outcome.standing.scored.parts.every(
    (part, at) => part === most.outcome.standing.scored.parts[at],
  );

/** An ended line that is paid in full gets no more statements, so that values jump at the last unit. */
const isBroken = ({ least, most }: Span): boolean =>
  paidOff(least.outcome) !== paidOff(most.outcome);

const paidOff = ({ projected }: Outcome): number =>
  projected.lines.filter(
    ({ line, overdueMinor, payDownMinor }) =>
      !line.usable && line.balanceMinor > 0 && overdueMinor + payDownMinor >= line.balanceMinor,
  ).length;

const hasSameRules = ({ outcome: one }: Point, { outcome: other }: Point): boolean =>
  one.standing.acted.length === other.standing.acted.length &&
  one.standing.acted.every(({ ruleId }, at) => ruleId === other.standing.acted[at]?.ruleId);

/** The nearest of all combinations and payments, with the smallest payment that comes as near. */
function* nearestOf(
  situation: Situation,
  spans: readonly Span[],
  replay: Replay,
  optimum: Optimum,
): Generator<void, Outcome> {
  const near = (outcome: Outcome) => nearness(situation, outcome.standing);
  let best: Outcome | undefined;
  const better = (each: Outcome): boolean => {
    const ahead = best ? compareNearness(near(each), near(best)) : 1;
    return ahead > 0 || (ahead === 0 && best !== undefined && each.effort < best.effort);
  };
  for (const { least, most } of spans) {
    for (const { outcome } of [least, most]) if (better(outcome)) best = outcome;
  }
  if (!best) throw new Error('there is no course to follow');
  let found: Outcome = best;
  for (const span of spans) {
    yield;
    found = nearest(span, found);
  }
  const goal = found;
  const asNear = (each: Outcome) => compareNearness(near(each), near(goal)) >= 0;
  const worth = (part: Span): boolean => mayExceed(part, goal, -1, optimum);
  for (const span of spans) {
    yield;
    // Paying something today never asks less than paying nothing.
    if (span.least.outcome.effort >= found.effort) continue;
    const less = asNear(span.least.outcome)
      ? span.least.outcome
      : smallestPayment(span, replay, asNear, worth);
    if (less && less.effort < found.effort) found = less;
  }
  return found;

  /** Smallest payments that come nearer and nearer, until none does. */
  function nearest(span: Span, from: Outcome): Outcome {
    const worth = (part: Span): boolean => mayExceed(part, from, 0, optimum);
    const isNearer = (each: Outcome) => compareNearness(near(each), near(from)) > 0;
    const nearer = smallestPayment(span, replay, isNearer, worth);
    return nearer ? nearest(span, nearer) : from;
  }
}

/** Whether a score above that of an outcome by more than `by`, or other rules, lie in between. */
const mayExceed = (
  { least, most }: Span,
  { standing }: Outcome,
  by: number,
  optimum: Optimum,
): boolean =>
  isBroken({ least, most }) ||
  !hasSameRules(least, most) ||
  optimum(least.outcome, most.outcome) > standing.scored.score + by;
