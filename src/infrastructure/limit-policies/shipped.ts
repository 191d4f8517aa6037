/** The limit policy that this release ships, checked whole before it is used. */
import type { LimitPolicy } from '../../domain/credit-account/limit-policy.js';
import { validateLimitPolicy } from '../../domain/credit-account/limit-policy-validation.js';
import limits1 from './limits-1.json' with { type: 'json' };

/** The limit policy of a fresh database. */
export function shippedLimitPolicy(): LimitPolicy {
  const validated = validateLimitPolicy(limits1);
  if ('policy' in validated) return validated.policy;
  const [first] = validated.issues;
  throw new Error(`the shipped limit policy is not valid: ${first?.path}: ${first?.message}`);
}
