/** Action policies by version, one of them in use. */
import type { ActionPolicies } from '../../application/appeal-ports.js';
import type { ActionPolicy } from '../../domain/platform-action/measure.js';
import { validateActionPolicy } from '../../domain/platform-action/measure-validation.js';
import type { Session } from './transaction.js';
import { versionedDocumentsOf } from './versioned-documents.js';

export function actionPoliciesOf(session: Session): ActionPolicies {
  const { inUse, find, add } = versionedDocumentsOf(session, {
    table: 'action_policy',
    name: 'action policy',
    inUse: 'CURRENT',
    read: checked,
  });
  return { current: inUse, find, add };
}

function checked(document: unknown): ActionPolicy {
  const validated = validateActionPolicy(document);
  if (!('policy' in validated)) throw new Error('a stored action policy is not valid');
  return validated.policy;
}
