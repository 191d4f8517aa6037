/**
 * Whether a customer could have a new line of a product today, and what stands in the way: facts
 * about the product and the customer's lines, the card's cutoff, a band without a price, and rules
 * that act. Each obstacle says until when it stands if nothing else happens, where that is known.
 */
import { adverseActionOf } from '../policy/adverse-action.js';
import { appealUntil } from '../policy/appeal-periods.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import type { RuleSet } from '../risk-profile/rules.js';
import type { Scorecard } from '../risk-profile/scorecard.js';
import type { LocalDate } from '../time.js';
import type { NewCreditRestriction } from './closure-quote.js';
import type { CreditAccount } from './credit-account.js';
import { type Decision, OWN_DECISION } from './decision.js';
import type { Ground } from './grounds.js';
import type { LimitPolicy } from './limit-policy.js';
import { latestDay } from './way-back.js';

/** Obstacles that are no rule's, the plainest first. None has an end that could be foretold. */
export const ELIGIBILITY_CODES = [
  'PRODUCT_ELSEWHERE',
  'LINE_ALREADY_HELD',
  'ACCOUNT_CHARGED_OFF',
  'OVERDUE',
  'SCORE_BELOW_CUTOFF',
  'BAND_HAS_NO_PRICE',
] as const;
export type EligibilityCode = (typeof ELIGIBILITY_CODES)[number];

export type EligibilityReason =
  | { readonly kind: 'FACT'; readonly code: EligibilityCode; readonly until: null }
  | {
      readonly kind: 'RULE';
      /** The rule's own reason code. */
      readonly code: string;
      readonly ruleId: string;
      readonly effect: 'NO_NEW_CREDIT' | 'REFER';
      readonly until: LocalDate | null;
    };

export interface EligibilityFacts {
  /** The product's jurisdiction and the customer's. */
  readonly product: { readonly id: string; readonly jurisdiction: string };
  readonly jurisdiction: string;
  /** All of the customer's lines. */
  readonly accounts: readonly CreditAccount[];
  /** Whether a due of any line was missed and is still open. */
  readonly isOverdue: boolean;
  readonly card: Scorecard;
  readonly rules: RuleSet;
  readonly policy: LimitPolicy;
  /** Where the customer stands today by card and rules. */
  readonly score: number;
  readonly band: string;
  readonly restrictions: readonly NewCreditRestriction[];
}

/** Everything that stands in the way, facts before rules; none: an application would be offered. */
export function eligibilityReasons(facts: EligibilityFacts): EligibilityReason[] {
  const { accounts, card, product } = facts;
  const stands: Record<EligibilityCode, boolean> = {
    PRODUCT_ELSEWHERE: product.jurisdiction !== facts.jurisdiction,
    LINE_ALREADY_HELD: accounts.some((each) => each.productId === product.id && isHeld(each)),
    ACCOUNT_CHARGED_OFF: accounts.some(({ status }) => status === 'CHARGED_OFF'),
    OVERDUE: facts.isOverdue,
    SCORE_BELOW_CUTOFF: card.cutoffScore !== undefined && facts.score < card.cutoffScore,
    BAND_HAS_NO_PRICE: !isPriced(card, facts.policy, facts.band),
  };
  const found: EligibilityReason[] = ELIGIBILITY_CODES.filter((code) => stands[code]).map(
    (code) => ({ kind: 'FACT', code, until: null }),
  );
  for (const { ruleId, until } of facts.restrictions) {
    const rule = facts.rules.rules.find(({ id }) => id === ruleId);
    if (!rule || rule.effect.kind === 'BAND_AT_BEST') continue;
    const { reasonCode: code, effect } = rule;
    found.push({ kind: 'RULE', code, ruleId, effect: effect.kind, until });
  }
  return found;
}

/** A line that runs off is still there: who owes on it does not get it anew. */
export const isHeld = ({ status }: CreditAccount): boolean =>
  status !== 'CLOSED' && status !== 'CHARGED_OFF';

/** A card that prices no band at all leaves prices to the products. */
function isPriced({ bands }: Scorecard, { newLinePpm }: LimitPolicy, band: string): boolean {
  const pricesAny = bands.some(({ annualRatePpm }) => annualRatePpm !== undefined);
  const own = bands.find((each) => each.band === band);
  if (pricesAny && own?.annualRatePpm === undefined) return false;
  return Object.hasOwn(newLinePpm, band) && (newLinePpm[band] ?? 0) > 0;
}

/** The first day on which nothing stands in the way by itself; null when that is not known. */
export const eligibleFrom = (reasons: readonly EligibilityReason[]): LocalDate | null =>
  latestDay(reasons.map(({ until }) => until));

/** DECLINED for anything but referral, which waits for a person. */
export const outcomeOf = (
  reasons: readonly EligibilityReason[],
): 'OFFERED' | 'REFERRED' | 'DECLINED' => {
  if (reasons.length === 0) return 'OFFERED';
  return reasons.every((each) => each.kind === 'RULE' && each.effect === 'REFER')
    ? 'REFERRED'
    : 'DECLINED';
};

/** What keeps an offer from being accepted; a score that fell since does not take it back. */
export const standsAgainstAcceptance = (reason: EligibilityReason): boolean =>
  reason.kind === 'RULE'
    ? reason.effect === 'NO_NEW_CREDIT'
    : reason.code !== 'SCORE_BELOW_CUTOFF' && reason.code !== 'BAND_HAS_NO_PRICE';

const DELINQUENT: readonly string[] = ['ACCOUNT_CHARGED_OFF', 'OVERDUE'];

/** The declared basis of a decision on an application. */
export function groundsOf(reasons: readonly EligibilityReason[]): Ground {
  if (reasons.length === 0) return 'CUSTOMER_REQUEST';
  return reasons.some(({ code }) => DELINQUENT.includes(code)) ? 'DELINQUENCY' : 'BEHAVIOUR';
}

/** The decision that an application is: adverse only when it is declined and the pack says so. */
export function applicationDecision(
  base: Omit<
    Decision,
    'accountId' | 'kind' | 'grounds' | 'adverseAction' | keyof typeof OWN_DECISION
  >,
  against: readonly EligibilityReason[],
  pack: JurisdictionPack,
): Decision {
  const grounds = groundsOf(against);
  const isAdverse =
    outcomeOf(against) === 'DECLINED' && adverseActionOf(pack, 'APPLICATION', grounds);
  return {
    ...base,
    ...OWN_DECISION,
    accountId: null,
    kind: 'APPLICATION',
    grounds,
    adverseAction: isAdverse,
    madeBy: 'MACHINE',
    appealUntil: appealUntil(pack, { adverseAction: isAdverse, decidedAt: base.decidedAt }),
  };
}
