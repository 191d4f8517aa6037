/**
 * Recourse counted over many customers: who has a plan, and whether every plan that is shown works
 * when it is followed once more from the facts. What is asked for is the next thing that the
 * customer cannot have today.
 */
import { bandPlace } from '../rules.js';
import { type Recourse, recourse, standingToday } from './recourse.js';
import { replayer } from './replay.js';
import { type Course, type RecourseTarget, reached, type Situation } from './situation.js';

export interface RecourseCensus {
  readonly asked: number;
  /** What was asked for is reached, also because there is nothing better. */
  readonly reachedAlready: number;
  readonly withPlan: number;
  /** Whether every plan but the closest ones reached its target when it was replayed anew. */
  readonly allValid: boolean;
  /** Customers for whom nothing within the horizon works; each got what comes closest. */
  readonly none: number;
  readonly closest: number;
  readonly plans: number;
  readonly invalidPlans: number;
}

/** New credit when there is none today, else the next better band; in the best one that band. */
export function nextTarget(situation: Omit<Situation, 'target'>): RecourseTarget {
  const { card } = situation.card;
  const { newCredit, band } = standingToday(situation);
  if (newCredit !== 'OPEN') return { kind: 'NEW_CREDIT' };
  return { kind: 'BAND', band: card.bands[bandPlace(card, band) - 1]?.band ?? band };
}

/** Whether a course leads to the target, followed by nothing that knows of the search. */
const worksAnew = (situation: Situation, course: Course): boolean =>
  reached(situation.target, replayer(situation)(course).standing, situation.card);

/**
 * Asks for every situation and counts. `told` is called with each answer, for whoever wants more
 * than the counts.
 */
export function recourseCensus(
  situations: Iterable<Situation>,
  told: (situation: Situation, answer: Recourse) => void = () => {},
): RecourseCensus {
  let [asked, reachedAlready, withPlan, closest, plans, invalidPlans] = [0, 0, 0, 0, 0, 0];
  for (const situation of situations) {
    asked += 1;
    const answer = recourse(situation);
    told(situation, answer);
    if (answer.isReached) reachedAlready += 1;
    else if (answer.plans.some(({ kinds }) => kinds.includes('CLOSEST'))) closest += 1;
    else if (answer.plans.length > 0) withPlan += 1;
    for (const plan of answer.plans) {
      if (plan.kinds.includes('CLOSEST')) continue;
      plans += 1;
      if (!worksAnew(situation, plan.course)) invalidPlans += 1;
    }
  }
  const none = asked - reachedAlready - withPlan;
  const allValid = invalidPlans === 0;
  return { asked, reachedAlready, withPlan, allValid, none, closest, plans, invalidPlans };
}
