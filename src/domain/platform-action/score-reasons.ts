/**
 * What a score is short of, as reasons of a decision in which a price band had a say: the rule that
 * holds the band down, where one does, and then the card's principal reasons, in their own words.
 */
import type { DecisionReason } from '../credit-account/decision.js';
import { reasonTells } from '../credit-account/reason-tells.js';
import { explain, MAX_REASONS } from '../risk-profile/explanation.js';
import type { CharacteristicValues } from '../risk-profile/facts.js';
import type { RuleSet } from '../risk-profile/rules.js';
import type { CompiledScorecard } from '../risk-profile/scorecard.js';

/** The weightiest first, at most {@link MAX_REASONS}; throws for values that the card cannot score. */
export function scoreReasons(
  card: CompiledScorecard,
  rules: RuleSet | null,
  values: CharacteristicValues,
): DecisionReason[] {
  const [en, zh] = [explain(card, rules, values, 'en'), explain(card, rules, values, 'zh')];
  const told = (said: typeof en) => {
    const { loweredByRule } = said.priceBand;
    const lowering = said.ruleReasons.filter(({ ruleId }) => ruleId === loweredByRule);
    return [...lowering, ...said.principalReasons];
  };
  const inChinese = told(zh);
  return told(en)
    .slice(0, MAX_REASONS)
    .map(({ code, text, characteristicId }, at) => ({
      code,
      values: { characteristicId },
      text: { en: text, zh: inChinese[at]?.text ?? text },
      about: 'SCORE',
      tells: reasonTells(characteristicId, values),
    }));
}
