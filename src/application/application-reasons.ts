/** Why an application is answered as it is, in the order of weight. */
import type { DecisionReason } from '../domain/credit-account/decision.js';
import {
  asksForPerson,
  type EligibilityReason,
  isDelinquent,
  outcomeOf,
} from '../domain/credit-account/eligibility.js';
import { type ReasonTells, reasonTells } from '../domain/credit-account/reason-tells.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import { type Money, money, readableMoney } from '../domain/money.js';
import { explain, MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { compiled } from './assess.js';
import type { Cause } from './cause-today.js';
import { type Look, ruleTextsOf, toldReasons } from './eligibility.js';
import { owedBeside } from './write-application.js';

interface Answered {
  /** What stands in the way; nothing where a line is offered. */
  readonly against: readonly EligibilityReason[];
  readonly requested: Money;
  readonly offer: CreditApplication['offer'];
  /** The line before the one that is asked for. */
  readonly previousId: string | null;
  /** The line whose limit is asked for. */
  readonly raises: unknown;
  /** What the line before was ended for, or the limit lowered. */
  readonly cause: Cause;
}

/** At most four: facts and rules, then what cost most points where the score decided. */
export function decisionReasons(look: Look, answered: Answered): DecisionReason[] {
  const { against, cause, offer } = answered;
  if (offer) return offerReasons(look, { ...answered, offer });
  const status = outcomeOf(against);
  const weighty = against.filter((each) => status === 'REFERRED' || !asksForPerson(each));
  const facts = weighty.filter((each) => each.kind === 'FACT' && !isAboutScore(each));
  const rules = weighty.filter(({ kind }) => kind === 'RULE');
  const reasons = [
    ...facts.flatMap((each) => (each.code === 'CAUSE_HOLDS' ? ofCause(each, cause) : ofFact(each))),
    ...toldReasons(look, rules).map(({ code, text }, at) => ({
      code,
      values: {},
      text,
      tells: ruleTells(look, rules[at]),
    })),
    ...(weighty.some(isAboutScore) ? scoreReasons(look) : []),
  ].slice(0, MAX_REASONS);
  if (reasons.length > 0) return reasons;
  // A card whose attributes all reach their baseline can still lie below its cutoff.
  return weighty.map(ofFact);
}

/** What is offered, and why it is less than was asked for. */
function offerReasons(
  look: Look,
  {
    offer: { band, limitMinor },
    requested,
    previousId,
    raises,
  }: Answered & { readonly offer: NonNullable<Answered['offer']> },
): DecisionReason[] {
  if (raises) return [{ code: 'LIMIT_OFFERED', values: {} }];
  if (limitMinor >= requested.minor) return [{ code: 'LINE_OFFERED', values: {} }];
  const owed = owedBeside(look, previousId);
  // Of what is offered, not of the policy's share: limits are whole steps.
  const share = String(Math.floor((limitMinor * 100) / requested.minor));
  const inPart = { code: 'LINE_OFFERED_IN_PART', values: { band, share } };
  if (owed === 0) return [inPart];
  const values = { owed: readableMoney(money(owed, requested.currency)) };
  return [inPart, { code: 'LINE_OFFERED_BESIDE_DEBT', values }];
}

/** What it was ended for is still so: that, and what of it, with the customer's own figures. */
function ofCause(reason: EligibilityReason, { reasons }: Cause): DecisionReason[] {
  const [first] = reasons;
  return [{ ...ofFact(reason), tells: first?.tells ?? 'NO_CONDUCT' }, ...reasons];
}

/** A debt that is overdue is conduct; that a line is held already, or where a product is offered, is none. */
const ofFact = (reason: EligibilityReason): DecisionReason => ({
  code: `AGAINST_${reason.code}`,
  values: {},
  tells: isDelinquent(reason) ? 'CONDUCT' : 'NO_CONDUCT',
});

function ruleTells(
  { model, assessment }: Look,
  reason: EligibilityReason | undefined,
): ReasonTells {
  const rule = model.rules.rules.find(({ id }) => reason?.kind === 'RULE' && id === reason.ruleId);
  return rule ? reasonTells(rule.characteristicId, assessment.values) : 'NO_CONDUCT';
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
  return explained('en').map(({ code, text, characteristicId }, at) => ({
    code,
    values: {},
    text: { en: text, zh: zh[at]?.text ?? text },
    tells: reasonTells(characteristicId, assessment.values),
  }));
}
