/** The action policy that this release ships, checked whole before it is used. */
import type { ActionPolicy } from '../../domain/platform-action/measure.js';
import { validateActionPolicy } from '../../domain/platform-action/measure-validation.js';
import actions1 from './actions-1.json' with { type: 'json' };

/** The action policy of a fresh database. */
export function shippedActionPolicy(): ActionPolicy {
  const validated = validateActionPolicy(actions1);
  if ('policy' in validated) return validated.policy;
  const [first] = validated.issues;
  throw new Error(`the shipped action policy is not valid: ${first?.path}: ${first?.message}`);
}
