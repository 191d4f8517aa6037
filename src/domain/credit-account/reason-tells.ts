/**
 * What a reason by card or rule tells of. The ground of a decision by score follows from it: a figure
 * that is not known yet, a line that nobody used and a fact that is nobody's doing are no conduct, so
 * that no decision may name conduct as its ground for them.
 */
import { CONDUCT_SOURCES } from '../platform-action/grounds-of-measures.js';
import { characteristic } from '../risk-profile/catalogue.js';
import type { CharacteristicValues } from '../risk-profile/facts.js';
import type { Ground } from './grounds.js';

/**
 * CONDUCT: how credit was used or repaid, or money moved. NO_USE: that it was not used. NO_CONDUCT:
 * that something is not known, does not apply, or is not the customer's doing.
 */
export type ReasonTells = 'CONDUCT' | 'NO_USE' | 'NO_CONDUCT';

/** Characteristics of statements and lines of which zero says that nothing was used. */
const USE: readonly string[] = [
  'utilization_latest',
  'utilization_mean',
  'utilization_max',
  'utilization_now',
  'utilization_change',
  'utilization_step_while_unused',
  'purchases_to_limit',
  'highest_purchases_in_wages',
  'lowest_purchases_in_wages',
  'purchases_while_paid_in_full',
  'purchases_after_lateness',
  'newest_purchases_share',
];
/** What a limit leaves: the customer's doing only as far as something of it is used. */
const LEFT_OF_LIMIT: readonly string[] = [
  'available_credit_in_wages',
  'available_credit_while_revolving',
];

/** Of a characteristic with the values that were looked at, among them its own. */
export function reasonTells(id: string, values: CharacteristicValues): ReasonTells {
  const entry = characteristic(id);
  if (!entry || !CONDUCT_SOURCES.some((source) => source === entry.source)) return 'NO_CONDUCT';
  const value = values[id] ?? null;
  const { statement_months: months, unused_months: unused, utilization_latest: used } = values;
  const hasStatements = typeof months === 'number' && months > 0;
  // No value is a lack of one, but where the catalogue says which fact it is.
  if (value === null) return entry.atMissing && hasStatements ? 'NO_USE' : 'NO_CONDUCT';
  switch (entry.source) {
    case 'STATEMENTS':
    case 'LINES':
      if (id === 'statement_months') return 'NO_CONDUCT';
      if (LEFT_OF_LIMIT.includes(id)) return isSome(used) ? 'CONDUCT' : 'NO_CONDUCT';
      if (entry.source === 'STATEMENTS' && hasStatements && unused === months) return 'NO_USE';
      if (id === 'unused_months') return isSome(value) ? 'NO_USE' : 'CONDUCT';
      if (value === 'UNUSED') return 'NO_USE';
      return value === 0 && USE.includes(id) ? 'NO_USE' : 'CONDUCT';
    case 'TRANSACTIONS':
      return isSome(value) ? 'CONDUCT' : 'NO_USE';
    default:
      // That nobody applied, and that a bureau knows of nothing, is no act.
      return isSome(value) ? 'CONDUCT' : 'NO_CONDUCT';
  }
}

const isSome = (value: unknown): boolean => typeof value === 'number' && value > 0;

/** Grounds that a score or a rule can lead to. */
export type GroundByScore = Extract<Ground, 'BEHAVIOUR' | 'INACTIVITY' | 'CREDIT_STANDARDS'>;

/**
 * The ground of a decision by score, by what its reasons tell of in the order of weight: the
 * weightiest decides. `isLineUnused`: the line that it is about was not used for as long as a score
 * looks back; false where it is about none.
 */
export function groundByScore(
  told: readonly (ReasonTells | undefined)[],
  isLineUnused: boolean,
): GroundByScore {
  const [weightiest] = told;
  if (weightiest === 'CONDUCT') return 'BEHAVIOUR';
  return weightiest === 'NO_USE' && isLineUnused ? 'INACTIVITY' : 'CREDIT_STANDARDS';
}
