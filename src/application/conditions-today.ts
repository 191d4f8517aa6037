/**
 * The conditions of return of a decision, in the words in which they were told, and how each stands
 * on the facts of now. Nothing is written; whether the line returns is for the watch to find.
 */
import type { Decision } from '../domain/credit-account/decision.js';
import {
  conditionText,
  conditionUntil,
  holds,
  type MeasureFacts,
} from '../domain/platform-action/conditions.js';
import type { LineFacts, MeasureCondition } from '../domain/platform-action/measure.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { isStanding } from '../domain/platform-action/platform-action.js';
import type { ActivityFacts } from '../domain/risk-profile/activity.js';
import type { RuleSet } from '../domain/risk-profile/rules.js';
import type { LocalDate } from '../domain/time.js';
import type { Text } from '../domain/wording.js';
import type { Look } from './eligibility.js';
import type { LineView } from './read-lines.js';

/** One condition of return. */
export interface ConditionToday {
  readonly condition: MeasureCondition;
  /** What has to be so, and what to do for it. */
  readonly text: Text;
  /** Whether it is so today; null once nothing is waited for, and where it cannot be looked at. */
  readonly met: boolean | null;
  /** The day from which it is so by itself; null when met, and when no day is known. */
  readonly until: LocalDate | null;
}

/** What the conditions are held against. */
export interface SeenToday {
  /** What became of the decision; null where it set nothing going. */
  readonly action: PlatformAction | null;
  /** The rules that looked on when it was decided; null where they are not known any more. */
  readonly rules: RuleSet | null;
  /** The customer as of now; null where no rules of the jurisdiction are in force. */
  readonly look: Look | null;
  readonly line: LineView | null;
  readonly activity: ActivityFacts | undefined;
}

/** The conditions of a decision by a measure, in their order; none for any other. */
export function conditionsToday(
  { measure }: Pick<Decision, 'measure'>,
  seen: SeenToday,
): ConditionToday[] {
  const rules = seen.rules ?? seen.look?.model.rules;
  if (!measure || !rules) return [];
  return measure.conditions.map((condition) => {
    const met = metToday(condition, seen);
    const until = met === false ? untilToday(condition, seen) : null;
    const text = {
      en: conditionText(condition, rules, 'en', { until }),
      zh: conditionText(condition, rules, 'zh', { until }),
    };
    return { condition, text, met, until };
  });
}

function metToday(condition: MeasureCondition, { action, look, line }: SeenToday): boolean | null {
  const isWaitedFor = action !== null && isStanding(action) && action.returnOpenedAt === null;
  if (!isWaitedFor || !look || !line) return null;
  // What the watch could not look at is not known here either.
  const isSeen = action.unseen === undefined || isOfLine(condition);
  const facts: MeasureFacts = {
    assessment: look.assessment,
    line: lineToday(line),
    inactivityMonths: look.pack.creditorEnding.inactivityMonths.value,
    formerModel: null,
  };
  switch (condition.kind) {
    case 'CHARACTERISTIC_AT_LEAST':
    case 'CHARACTERISTIC_IS':
      // A later card may not look at it any more, and then it is not known here.
      if (!Object.hasOwn(facts.assessment.values, condition.characteristicId)) return null;
      return gone(condition, facts, isSeen);
    case 'RULE_ACTS': {
      const isThere = look.model.rules.rules.some(({ id }) => id === condition.ruleId);
      return isThere ? gone(condition, facts, isSeen) : null;
    }
    case 'INACTIVE':
      // How long it went unused is not read here; with a debt or a hold it is in use.
      return facts.line.balanceMinor > 0 || facts.line.heldMinor > 0 ? true : null;
    default:
      return gone(condition, facts, isSeen);
  }
}

/** Null where it does not hold because nobody could look at it. */
const gone = (condition: MeasureCondition, facts: MeasureFacts, isSeen: boolean): boolean | null =>
  holds(condition, facts) ? false : isSeen || null;

/** What is so of a line stands in the books. */
const isOfLine = ({ kind }: MeasureCondition): boolean =>
  kind === 'UTILIZATION_AT_LEAST' || kind === 'OVERDUE_DAYS_AT_LEAST' || kind === 'INACTIVE';

/** By the rules of now, which decide about the return. */
function untilToday(condition: MeasureCondition, { look, activity }: SeenToday): LocalDate | null {
  if (!look || !activity) return null;
  const { rules } = look.model;
  if (condition.kind === 'RULE_ACTS' && !rules.rules.some(({ id }) => id === condition.ruleId)) {
    return null;
  }
  return conditionUntil(condition, { activity }, rules, look.today);
}

const lineToday = ({ account, product, position, ...view }: LineView): LineFacts => ({
  status: account.status,
  limitMinor: account.limitMinor,
  balanceMinor: view.balanceMinor,
  heldMinor: position.heldMinor,
  currency: account.currency,
  annualRatePpm: product.annualRatePpm,
  overdueDays: view.daysPastDue,
  unusedMonths: null,
});
