/** Whether what a credit bureau reported had a part in a decision, and through which score. */
import type { Decision } from '../domain/credit-account/decision.js';
import type { NoticeFacts } from '../domain/platform-action/notice-facts.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { characteristic } from '../domain/risk-profile/catalogue.js';
import type { Rule } from '../domain/risk-profile/rules.js';
import { localDate } from '../domain/time.js';
import { compiled } from './assess.js';
import type { LookedOnBy } from './notice-occasion.js';

/** Whether the score, or the price band that it leads to, had a say. */
export const isByScore = ({ kind, limitPolicyVersion, measure, reasons }: Decision): boolean =>
  kind === 'APPLICATION' ||
  limitPolicyVersion !== null ||
  reasons.some(({ about }) => about === 'SCORE') ||
  (measure?.conditions ?? []).some((condition) => condition.kind === 'BAND_IN');

/** Null where no fact of a bureau acted: neither through the score, nor through a rule, nor alone. */
export function bureauOf(
  decision: Decision,
  { assessment, card, rules }: LookedOnBy,
  { timeZone }: Pick<JurisdictionPack, 'timeZone'>,
): NoticeFacts['bureau'] {
  if (!assessment) return null;
  const isReported = (id: string): boolean =>
    characteristic(id)?.source === 'BUREAU' && (assessment.values[id] ?? null) !== null;
  const byScore = isByScore(decision);
  const scored = byScore && (card?.characteristics ?? []).some(({ id }) => isReported(id));
  if (scored && card) {
    const { minScore, maxScore } = compiled(card);
    const on = localDate(assessment.assessedAt, timeZone);
    return { score: { score: assessment.score, on, min: minScore, max: maxScore } };
  }
  const conditions = decision.measure?.conditions ?? [];
  const codes = new Set(decision.reasons.map(({ code }) => code));
  const acted = assessment.rules?.acted ?? [];
  const isBehind = ({ id, reasonCode }: Rule): boolean =>
    conditions.some((each) => each.kind === 'RULE_ACTS' && each.ruleId === id) ||
    (codes.has(reasonCode) && acted.some(({ ruleId }) => ruleId === id));
  const byRule = (rules?.rules ?? [])
    .filter(isBehind)
    .some(({ characteristicId }) => isReported(characteristicId));
  // What follows from another decision has its reasons, and no conditions of its own.
  const byItself =
    conditions.some((each) => 'characteristicId' in each && isReported(each.characteristicId)) ||
    decision.reasons.some(({ values }) => isReported(values.characteristicId ?? ''));
  return byRule || byItself ? { score: null } : null;
}
