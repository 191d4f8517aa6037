/**
 * What the model before makes of a customer's facts of today. Where it gives another band than the
 * model of now, the model made the difference; where it gives the same, the facts did.
 */
import type { FormerStanding } from '../domain/platform-action/measure.js';
import type { ClosureProtection } from '../domain/policy/jurisdiction-pack.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { deriveCharacteristics } from '../domain/risk-profile/characteristics.js';
import type { RiskFacts } from '../domain/risk-profile/facts.js';
import { ruleIssuesBeside } from '../domain/risk-profile/rule-set-validation.js';
import { characteristicsOf } from '../domain/risk-profile/rules.js';
import { assess, type RiskModel } from './assess.js';
import type { Ports } from './ports.js';

/** A customer's newest assessments among which the one by another card is looked for. */
const ASSESSMENTS_READ = 50;

/** What the assessment of today was made with. */
interface MadeWith {
  readonly model: RiskModel;
  readonly protection: ClosureProtection | null;
}

/**
 * The standing that the model of the customer's newest assessment by another version of the scorecard
 * gives on the same facts, with the same protection of own closings. Null where there is no such
 * assessment, where its card or rules are not stored any more or do not fit together, and where they
 * look at what nobody can derive: then it cannot be shown that the model made a difference.
 */
export async function formerStanding(
  ports: Pick<Ports, 'riskProfiles'>,
  assessment: Assessment,
  facts: RiskFacts,
  { model, protection }: MadeWith,
): Promise<FormerStanding | null> {
  const former = await formerModel(ports, assessment, model);
  if (!former || !canScore(former, facts)) return null;
  const { id, customerId, assessedAt, trigger } = assessment;
  const base = { id, customerId, assessedAt, trigger };
  const { score, band } = assess(base, facts, former, protection);
  return {
    scorecardVersion: former.card.version,
    rulesVersion: former.rules.version,
    score,
    band,
  };
}

async function formerModel(
  { riskProfiles }: Pick<Ports, 'riskProfiles'>,
  { customerId, scorecardVersion }: Assessment,
  { rules: present }: RiskModel,
): Promise<RiskModel | null> {
  const page = { before: null, limit: ASSESSMENTS_READ };
  const newest = await riskProfiles.history([customerId], page);
  const earlier = newest.find((each) => each.scorecardVersion !== scorecardVersion);
  if (!earlier) return null;
  const [card] = await riskProfiles.scorecards([earlier.scorecardVersion]);
  // An older release had no rules: that there are some now is not the other card's doing.
  const [rules] =
    earlier.rules === null ? [present] : await riskProfiles.ruleSets([earlier.rules.version]);
  return card && rules && ruleIssuesBeside(rules, card).length === 0 ? { card, rules } : null;
}

/** Whether all that card and rules look at can be derived today. */
function canScore({ card, rules }: RiskModel, facts: RiskFacts): boolean {
  const ids = [...card.characteristics.map(({ id }) => id), ...characteristicsOf(rules)];
  const values = deriveCharacteristics(facts, ids);
  return ids.every((id) => Object.hasOwn(values, id));
}
