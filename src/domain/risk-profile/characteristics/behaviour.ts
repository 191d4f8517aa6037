/** Values of the behaviour family; without activities, or a permitted source, all are null. */
import { addDays, type LocalDate } from '../../time.js';
import { type ActivityFacts, LONGEST_WINDOW_DAYS } from '../activity.js';
import {
  type BehaviourWindow,
  behaviourWindow,
  INCOME_VERIFICATION,
  PORTRAIT,
} from '../catalogue/behaviour.js';
import type { CharacteristicValue, RiskFacts } from '../facts.js';
import { traitValue } from '../traits.js';

interface Named extends BehaviourWindow {
  readonly id: string;
}

const named = (id: string): Named[] => {
  const window = behaviourWindow(id);
  return window ? [{ id, ...window }] : [];
};

const PORTRAIT_NAMED = PORTRAIT.flatMap(({ id }) => named(id));
const PORTRAIT_IDS: ReadonlySet<string> = new Set(PORTRAIT_NAMED.map(({ id }) => id));
const INCOME_ID = INCOME_VERIFICATION.id;

/** Writes the portrait's values and those of any further ids of the family into `values`. */
export function addBehaviour(
  values: Record<string, CharacteristicValue>,
  { activity, asOf }: RiskFacts,
  ids: readonly string[],
): void {
  // An id that is part of the portrait is no further one: most ids of cards and rules are.
  const further = ids.flatMap((id) => (id in values || PORTRAIT_IDS.has(id) ? [] : named(id)));
  const wanted = further.length > 0 ? [...PORTRAIT_NAMED, ...further] : PORTRAIT_NAMED;
  values[INCOME_ID] = activity ? incomeVerification(activity, asOf) : null;
  if (!activity) {
    for (const { id } of wanted) values[id] = null;
    return;
  }
  const known = rememberedOf(activity, asOf);
  const within = new Map<number, ActivityFacts>();
  for (const { id, trait, windowDays } of wanted) {
    let value = known.get(id);
    if (value === undefined) {
      // Many traits share few windows, so that each window's days are looked for once.
      const facts = within.get(windowDays) ?? daysWithin(activity, asOf, windowDays);
      within.set(windowDays, facts);
      value = traitValue(facts, asOf, trait, windowDays);
      known.set(id, value);
    }
    values[id] = value;
  }
}

/** One value of the family or of income verification; undefined for an id of neither. */
export function behaviourValue(
  activity: ActivityFacts,
  asOf: LocalDate,
  id: string,
): CharacteristicValue | undefined {
  if (id === INCOME_ID) return incomeVerification(activity, asOf);
  const window = behaviourWindow(id);
  return window && traitValue(activity, asOf, window.trait, window.windowDays);
}

type Known = Map<string, CharacteristicValue>;

/** By activities and day: a search for recourse asks for the same ones thousands of times. */
const remembered = new WeakMap<ActivityFacts, Map<LocalDate, Known>>();
/** More days than any search looks at; beyond it all are forgotten and made again. */
const MOST_DAYS = 400;

function rememberedOf(activity: ActivityFacts, asOf: LocalDate): Known {
  let byDay = remembered.get(activity);
  if (!byDay || byDay.size > MOST_DAYS) {
    byDay = new Map();
    remembered.set(activity, byDay);
  }
  let known = byDay.get(asOf);
  if (!known) {
    known = new Map();
    byDay.set(asOf, known);
  }
  return known;
}

function incomeVerification(activity: ActivityFacts, asOf: LocalDate): string | null {
  if (!activity.permitted.has('INCOME')) return null;
  const { days } = daysWithin(activity, asOf, LONGEST_WINDOW_DAYS);
  return days.some(({ income }) => income !== null) ? 'VERIFIED' : 'NOT_VERIFIED';
}

function daysWithin(activity: ActivityFacts, asOf: LocalDate, windowDays: number): ActivityFacts {
  const before = addDays(asOf, -windowDays);
  return { ...activity, days: activity.days.filter(({ day }) => day > before && day <= asOf) };
}
