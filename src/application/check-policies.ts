/**
 * Card, rules and policies in use must fit each other: a policy that names a band or a characteristic
 * which nothing gives would silently do nothing. And the institution must be able to give the notices
 * that its customers' jurisdictions ask for. Checked once, before anything is decided.
 */
import { limitPolicyIssuesBeside } from '../domain/credit-account/limit-policy-validation.js';
import { actionPolicyIssuesBeside } from '../domain/platform-action/measure-validation.js';
import { lacksSupervisor } from '../domain/policy/institution.js';
import { currentModel } from './assess.js';
import type { Ports } from './ports.js';

/** @throws Error that names the first thing that does not fit. */
export async function checkPolicies(
  ports: Pick<Ports, 'riskProfiles' | 'limitPolicies' | 'actionPolicies'>,
): Promise<void> {
  const { card, rules } = await currentModel(ports);
  const limits = await ports.limitPolicies.current();
  const actions = await ports.actionPolicies.current();
  for (const [{ version }, [first]] of [
    [limits, limitPolicyIssuesBeside(limits, card)],
    [actions, actionPolicyIssuesBeside(actions, rules, card)],
  ] as const) {
    if (first) {
      throw new Error(`${version} beside ${card.version}: ${first.path} ${first.message}`);
    }
  }
}

/** The first jurisdiction of a customer whose notices the institution cannot give; null for none. */
export async function jurisdictionWithoutSupervisor({
  customers,
  institution,
}: Pick<Ports, 'customers' | 'institution'>): Promise<string | null> {
  const found = await customers.jurisdictions();
  return found.find((jurisdiction) => lacksSupervisor(institution, jurisdiction)) ?? null;
}
