/** The scorecard and the rules that this release ships, checked whole before they are used. */
import { validateRuleSet } from '../../domain/risk-profile/rule-set-validation.js';
import type { RuleSet } from '../../domain/risk-profile/rules.js';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../domain/risk-profile/scorecard-validation.js';
import rules1 from './rules-1.json' with { type: 'json' };
import taiwan1 from './taiwan-1.json' with { type: 'json' };

/** The champion of a fresh database. */
export function shippedScorecard(): Scorecard {
  const validated = validateScorecard(taiwan1);
  if ('card' in validated) return validated.card;
  const [first] = validated.issues;
  throw new Error(`the shipped scorecard is not valid: ${first?.path}: ${first?.message}`);
}

/** The rules of a fresh database. */
export function shippedRules(): RuleSet {
  const validated = validateRuleSet(rules1);
  if ('rules' in validated) return validated.rules;
  const [first] = validated.issues;
  throw new Error(`the shipped rules are not valid: ${first?.path}: ${first?.message}`);
}
