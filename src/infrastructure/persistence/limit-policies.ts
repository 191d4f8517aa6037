/** Limit policies by version, one of them in use. */
import type { LimitPolicies } from '../../application/closure-ports.js';
import type { LimitPolicy } from '../../domain/credit-account/limit-policy.js';
import { validateLimitPolicy } from '../../domain/credit-account/limit-policy-validation.js';
import type { Session } from './transaction.js';
import { versionedDocumentsOf } from './versioned-documents.js';

export function limitPoliciesOf(session: Session): LimitPolicies {
  const { inUse, find, add } = versionedDocumentsOf(session, {
    table: 'limit_policy',
    name: 'limit policy',
    inUse: 'CURRENT',
    read: checked,
  });
  return { current: inUse, find, add };
}

function checked(document: unknown): LimitPolicy {
  const validated = validateLimitPolicy(document);
  if (!('policy' in validated)) throw new Error('a stored limit policy is not valid');
  return validated.policy;
}
