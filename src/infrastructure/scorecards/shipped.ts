/** The scorecard that this release ships, checked whole before it is used. */
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../domain/risk-profile/scorecard-validation.js';
import expert1 from './expert-1.json' with { type: 'json' };

/** The champion of a fresh database. */
export function shippedScorecard(): Scorecard {
  const validated = validateScorecard(expert1);
  if ('card' in validated) return validated.card;
  const [first] = validated.issues;
  throw new Error(`the shipped scorecard is not valid: ${first?.path}: ${first?.message}`);
}
