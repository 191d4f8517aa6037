/** Why an application is answered as it is, in the order of weight. */
import type { DecisionReason } from '../domain/credit-account/decision.js';
import { type EligibilityReason, outcomeOf } from '../domain/credit-account/eligibility.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { Money } from '../domain/money.js';
import { explain, MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { compiled } from './assess.js';
import { type Look, ruleTextsOf, toldReasons } from './eligibility.js';

interface Answered {
  /** What stands in the way; nothing where a line is offered. */
  readonly against: readonly EligibilityReason[];
  readonly requested: Money;
  readonly offer: CreditApplication['offer'];
}

/** At most four: facts and rules, then what cost most points where the score decided. */
export function decisionReasons(
  look: Look,
  { against, requested, offer }: Answered,
): DecisionReason[] {
  const status = outcomeOf(against);
  if (offer) {
    const { band, limitMinor } = offer;
    if (limitMinor >= requested.minor) return [{ code: 'LINE_OFFERED', values: {} }];
    // Of what is offered, not of the policy's share: limits are whole steps.
    const share = String(Math.floor((limitMinor * 100) / requested.minor));
    return [{ code: 'LINE_OFFERED_IN_PART', values: { band, share } }];
  }
  const weighty = against.filter(
    (each) => status === 'REFERRED' || each.kind === 'FACT' || each.effect === 'NO_NEW_CREDIT',
  );
  const facts = weighty.filter((each) => each.kind === 'FACT' && !isAboutScore(each));
  const rules = weighty.filter(({ kind }) => kind === 'RULE');
  const reasons = [
    ...facts.map(({ code }) => ({ code: `AGAINST_${code}`, values: {} })),
    ...toldReasons(look, rules).map(({ code, text }) => ({ code, values: {}, text })),
    ...(weighty.some(isAboutScore) ? scoreReasons(look) : []),
  ].slice(0, MAX_REASONS);
  if (reasons.length > 0) return reasons;
  // A card whose attributes all reach their baseline can still lie below its cutoff.
  return weighty.map(({ code }) => ({ code: `AGAINST_${code}`, values: {} }));
}

const isAboutScore = ({ code }: EligibilityReason): boolean =>
  code === 'SCORE_BELOW_CUTOFF' || code === 'BAND_HAS_NO_PRICE';

/** The rules that lowered the band, and the card's principal reasons, in their own words. */
function scoreReasons(look: Look): DecisionReason[] {
  const { model, assessment } = look;
  const explained = (locale: 'en' | 'zh') => [
    ...ruleTextsOf(look, locale).filter(({ effect }) => effect.kind === 'BAND_AT_BEST'),
    ...explain(compiled(model.card), model.rules, assessment.values, locale).principalReasons,
  ];
  const zh = explained('zh');
  return explained('en').map(({ code, text }, at) => ({
    code,
    values: {},
    text: { en: text, zh: zh[at]?.text ?? text },
  }));
}
