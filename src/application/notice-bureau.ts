/** Whether what a credit bureau reported had a part in a decision, whose it was, and through which score. */
import type { Decision } from '../domain/credit-account/decision.js';
import type { BureauFacts } from '../domain/platform-action/notice-facts.js';
import { bureauBehind, type Institution } from '../domain/policy/institution.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { LONGEST_WINDOW_DAYS } from '../domain/risk-profile/activity.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { behaviourId, behaviourWindow } from '../domain/risk-profile/catalogue/behaviour.js';
import { characteristic } from '../domain/risk-profile/catalogue.js';
import { explain } from '../domain/risk-profile/explanation.js';
import type { Rule } from '../domain/risk-profile/rules.js';
import type { CompiledScorecard } from '../domain/risk-profile/scorecard.js';
import { figuresOf } from '../domain/risk-profile/value-words.js';
import { localDate } from '../domain/time.js';
import { fill, type Locale, type Text } from '../domain/wording.js';
import { compiled } from './assess.js';
import type { LookedOnBy } from './notice-occasion.js';

/** Whether the score, or the price band that it leads to, had a say. */
export const isByScore = ({ kind, limitPolicyVersion, measure, reasons }: Decision): boolean =>
  kind === 'APPLICATION' ||
  limitPolicyVersion !== null ||
  reasons.some(({ about }) => about === 'SCORE') ||
  (measure?.conditions ?? []).some((condition) => condition.kind === 'BAND_IN');

/** Null where no fact of a bureau acted: neither through the score, nor through a rule, nor alone. */
export function bureauOf(
  decision: Decision,
  { assessment, card, rules }: LookedOnBy,
  { timeZone }: Pick<JurisdictionPack, 'timeZone'>,
  institution: Pick<Institution, 'bureaus'>,
): BureauFacts | null {
  if (!assessment) return null;
  const isReported = (id: string): boolean =>
    characteristic(id)?.source === 'BUREAU' && (assessment.values[id] ?? null) !== null;
  const by = bureauBehind(institution, assessment.bureauId);
  const report = reportIn(assessment);
  const byScore = isByScore(decision);
  const scored = byScore && (card?.characteristics ?? []).some(({ id }) => isReported(id));
  if (scored && card) {
    const ready = compiled(card);
    const range = { min: ready.minScore, max: ready.maxScore };
    const on = localDate(assessment.assessedAt, timeZone);
    const factors = keyFactors(ready, assessment.values);
    return { by, report, score: { score: assessment.score, on, ...range, factors } };
  }
  const conditions = decision.measure?.conditions ?? [];
  const codes = new Set(decision.reasons.map(({ code }) => code));
  const acted = assessment.rules?.acted ?? [];
  const isBehind = ({ id, reasonCode }: Rule): boolean =>
    conditions.some((each) => each.kind === 'RULE_ACTS' && each.ruleId === id) ||
    (codes.has(reasonCode) && acted.some(({ ruleId }) => ruleId === id));
  const byRule = (rules?.rules ?? [])
    .filter(isBehind)
    .some(({ characteristicId }) => isReported(characteristicId));
  // What follows from another decision has its reasons, and no conditions of its own.
  const byItself =
    conditions.some((each) => 'characteristicId' in each && isReported(each.characteristicId)) ||
    decision.reasons.some(({ values }) => isReported(values.characteristicId ?? ''));
  return byRule || byItself ? { by, report, score: null } : null;
}

/** What the report said, as the assessment looked at it; null where not all of it was. */
function reportIn({ values }: Assessment): BureauFacts['report'] {
  const [openLines, inquiries, delinquencies] = (
    ['bureau_open_lines', 'bureau_inquiries', 'bureau_delinquencies'] as const
  ).map((trait) => values[behaviourId(trait, LONGEST_WINDOW_DAYS)]);
  const isWhole =
    typeof openLines === 'number' &&
    typeof inquiries === 'number' &&
    typeof delinquencies === 'number';
  return isWhole ? { openLines, inquiries, delinquencies } : null;
}

/**
 * What lowered a score most, the card's principal reasons. A number of inquiries that lowered it is
 * told also where it comes after them (15 U.S.C. 1681g(f)(9)).
 */
function keyFactors(card: CompiledScorecard, values: Assessment['values']): Text[] {
  const [en, zh] = [explain(card, null, values, 'en'), explain(card, null, values, 'zh')];
  const named = en.principalReasons.map(({ text, characteristicId }, at) => ({
    id: characteristicId,
    text: { en: text, zh: zh.principalReasons[at]?.text ?? text },
  }));
  const inquiries = en.characteristics
    .filter(({ id }) => behaviourWindow(id)?.trait === 'bureau_inquiries')
    .filter(({ value, pointsBelowBaseline }) => Number(value) > 0 && pointsBelowBaseline > 0)
    .filter(({ id }) => !named.some((each) => each.id === id))
    .map(({ id }) => inquiriesText(id, values));
  return [...named.map(({ text }) => text), ...inquiries];
}

function inquiriesText(id: string, values: Assessment['values']): Text {
  const entry = characteristic(id);
  if (!entry) throw new Error(`${id} is not what the card scored`);
  const told = (locale: Locale): string =>
    fill(entry.reason[locale], figuresOf(entry, values[id] ?? null, values, locale), locale);
  return { en: told('en'), zh: told('zh') };
}
