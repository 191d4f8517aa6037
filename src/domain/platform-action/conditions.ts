/**
 * What a measure looks for: whether it is so, as a reason with the customer's own figure, as what has
 * to be so for a way back, and until when it lasts by itself.
 */
import type { DecisionReason } from '../credit-account/decision.js';
import type { Ground } from '../credit-account/grounds.js';
import type { Assessment } from '../risk-profile/assessment.js';
import type { RiskFacts } from '../risk-profile/facts.js';
import { ruleExpiry } from '../risk-profile/rule-expiry.js';
import type { RuleSet } from '../risk-profile/rules.js';
import type { LocalDate } from '../time.js';
import { dayText, fill, type Locale } from '../wording.js';
import {
  characteristicReason,
  lineReason,
  neededText,
  ruleOf,
  ruleReason,
  UNTIL,
} from './condition-words.js';
import { isConduct } from './grounds-of-measures.js';
import type { FormerStanding, LineFacts, Measure, MeasureCondition } from './measure.js';

/** What conditions are held against: a customer as assessed, and one line brought up to the day. */
export interface MeasureFacts {
  readonly assessment: Pick<Assessment, 'values' | 'score' | 'band' | 'rules' | 'scorecardVersion'>;
  readonly line: LineFacts;
  /** By the jurisdiction pack; null: not to use a line is no ground there. */
  readonly inactivityMonths: number | null;
  /**
   * What the model before makes of the very facts of the assessment; null where no other version of
   * the scorecard assessed the customer, where it cannot look at them any more, and where nobody asked.
   */
  readonly formerModel: FormerStanding | null;
}

const MILLION = 1_000_000;

/** Whether it is so. What was not looked at, or is not known, is not so. */
export function holds(condition: MeasureCondition, facts: MeasureFacts): boolean {
  const { assessment, line, inactivityMonths } = facts;
  switch (condition.kind) {
    case 'RULE_ACTS':
      return (assessment.rules?.acted ?? []).some(({ ruleId }) => ruleId === condition.ruleId);
    case 'CHARACTERISTIC_AT_LEAST': {
      const value = assessment.values[condition.characteristicId];
      return typeof value === 'number' && value >= condition.atLeast;
    }
    case 'CHARACTERISTIC_IS':
      return assessment.values[condition.characteristicId] === condition.category;
    case 'BAND_IN':
      return condition.bands.includes(assessment.band);
    case 'UTILIZATION_AT_LEAST': {
      if (line.balanceMinor <= 0) return false;
      // Multiplied out, so that no quotient is rounded at the bound itself.
      const used = BigInt(line.balanceMinor) * BigInt(MILLION);
      return used >= BigInt(line.limitMinor) * BigInt(condition.ppm);
    }
    case 'OVERDUE_DAYS_AT_LEAST':
      return line.overdueDays >= condition.days;
    case 'INACTIVE': {
      if (inactivityMonths === null || line.unusedMonths === null) return false;
      const isOwed = line.balanceMinor > 0 || line.heldMinor > 0;
      return !isOwed && line.unusedMonths >= inactivityMonths;
    }
  }
}

/**
 * Whether a measure that gives another model as its ground is right in that: on the same facts, the
 * model before puts the customer into none of the bands that it looks for. A customer whom both put
 * there came down by the facts, and such a measure would say that it was not so. Any other ground is
 * no model's.
 */
export const isByItsModel = (
  { grounds, when }: Pick<Measure, 'grounds' | 'when'>,
  { formerModel }: Pick<MeasureFacts, 'formerModel'>,
): boolean =>
  grounds !== 'MODEL_UPDATE' ||
  (formerModel !== null &&
    !when.some((each) => each.kind === 'BAND_IN' && each.bands.includes(formerModel.band)));

/**
 * The condition as a reason, with the customer's own figure, in both languages. `rules` are the set
 * that looked on. Throws for a condition that does not hold: a reason that is not so is a defect.
 */
export function conditionReason(
  condition: MeasureCondition,
  facts: MeasureFacts,
  rules: RuleSet,
  ground: Ground,
): DecisionReason {
  if (!holds(condition, facts)) throw new Error(`${condition.kind} does not hold`);
  const { assessment, line } = facts;
  const about = isConduct(ground) ? 'CONDUCT' : 'GROUND';
  switch (condition.kind) {
    case 'RULE_ACTS':
      return { ...ruleReason(condition.ruleId, assessment, rules), about };
    case 'CHARACTERISTIC_AT_LEAST':
    case 'CHARACTERISTIC_IS':
      return { ...characteristicReason(condition, assessment.values), about };
    case 'BAND_IN':
      return { ...lineReason(condition, line, assessment.band), about: 'SCORE' };
    default:
      return { ...lineReason(condition, line, assessment.band), about };
  }
}

/**
 * What has to be so for the way back, and what the customer can do for it; with `until`, the day from
 * which it is so by itself. Throws for a rule or a characteristic that there is not.
 */
export function conditionText(
  condition: MeasureCondition,
  rules: RuleSet,
  locale: Locale,
  { until }: { readonly until?: LocalDate | null } = {},
): string {
  const needed = neededText(condition, rules, locale);
  if (!until) return needed;
  return fill(UNTIL[locale], { needed, day: dayText(until, locale) }, locale);
}

/**
 * The first day after `asOf` on which the condition does not hold by itself, if nothing new comes:
 * what lies in a window of behaviour slides out of it. Null where no day by itself changes it.
 */
export function conditionUntil(
  condition: MeasureCondition,
  facts: Pick<RiskFacts, 'activity'>,
  rules: RuleSet,
  asOf: LocalDate,
): LocalDate | null {
  switch (condition.kind) {
    case 'RULE_ACTS':
      return ruleExpiry(ruleOf(rules, condition.ruleId), facts, asOf);
    case 'CHARACTERISTIC_AT_LEAST':
      return ruleExpiry(condition, facts, asOf);
    default:
      return null;
  }
}
