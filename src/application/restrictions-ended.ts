/**
 * Restrictions on new credit that rested on facts which were found wrong. Rules restrict for as long as
 * they act, so that they end with the facts; the customer is told which of them did.
 */
import type { Finding, Repair } from '../domain/appeal/appeal.js';
import { changeFacts, withFindings } from '../domain/appeal/findings.js';
import { asIfNotDecided } from '../domain/appeal/rescore.js';
import type { RiskFacts } from '../domain/risk-profile/facts.js';
import { restrictionsOf } from '../domain/risk-profile/rule-expiry.js';
import type { RuleEffect } from '../domain/risk-profile/rules.js';
import { assess, currentModel } from './assess.js';
import { type CaseFacts, foundAt } from './case-facts.js';
import type { Ports } from './ports.js';

type Restricting = Exclude<RuleEffect['kind'], 'BAND_AT_BEST'>;

const CODES = {
  REFER: 'REPAIR_REFERRAL_ENDED',
  NO_NEW_CREDIT: 'REPAIR_RESTRICTION_ENDED',
} as const satisfies Record<Restricting, string>;

/**
 * What findings end by the rules of today, each kind of restriction once. `isUndone` says that the lines
 * stand as they would without the decision.
 */
export async function restrictionRepairs(
  ports: Pick<Ports, 'riskProfiles'>,
  at: CaseFacts,
  findings: readonly Finding[],
  isUndone: boolean,
): Promise<Repair[]> {
  if (!changeFacts(findings)) return [];
  const { customer, now, pack, decision } = at;
  const model = await currentModel(ports);
  const restrictedBy = (facts: RiskFacts): string[] => {
    const base = { id: '', customerId: customer.id, assessedAt: now, trigger: 'APPEAL' } as const;
    const { rules } = assess(base, facts, model, pack.closureProtection.value);
    return restrictionsOf(model.rules, rules?.acted ?? [], facts).map(({ ruleId }) => ruleId);
  };
  const found = withFindings(at.facts, findings, foundAt(at));
  const left = restrictedBy(isUndone ? asIfNotDecided(found, at.actions, pack.timeZone) : found);
  const ended = restrictedBy(at.facts).filter((ruleId) => !left.includes(ruleId));
  const effects = model.rules.rules.flatMap(({ id, effect }) =>
    effect.kind !== 'BAND_AT_BEST' && ended.includes(id) ? [effect.kind] : [],
  );
  return [...new Set(effects)].map((effect) => ({
    kind: 'RESTRICTION',
    decisionId: decision.id,
    accountId: null,
    done: true,
    code: CODES[effect],
    values: {},
  }));
}
