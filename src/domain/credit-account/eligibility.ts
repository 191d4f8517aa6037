/**
 * Whether a customer could have a new line of a product today, or a higher limit, and what stands in
 * the way: facts about the product and the customer's lines, the card's cutoff, a band without a price, and rules
 * that act. Each obstacle says until when it stands if nothing else happens, where that is known.
 */

import type { AccountId } from '../identifiers.js';
import { adverseActionOf } from '../policy/adverse-action.js';
import { appealUntil } from '../policy/appeal-periods.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import type { RuleSet } from '../risk-profile/rules.js';
import type { Scorecard } from '../risk-profile/scorecard.js';
import type { Instant, LocalDate } from '../time.js';
import type { NewCreditRestriction } from './closure-quote.js';
import type { CreditAccount } from './credit-account.js';
import { type Decision, type DecisionReason, OWN_DECISION } from './decision.js';
import type { Ground } from './grounds.js';
import type { LimitPolicy } from './limit-policy.js';
import { groundByScore } from './reason-tells.js';
import { latestDay } from './way-back.js';

/** Obstacles that are no rule's, the plainest first. None has an end that could be foretold. */
export const ELIGIBILITY_CODES = [
  'PRODUCT_ELSEWHERE',
  'LINE_ALREADY_HELD',
  'LIMIT_CANNOT_RISE',
  'ACCOUNT_CHARGED_OFF',
  'OVERDUE',
  'CAUSE_HOLDS',
  'CAUSE_FOR_A_PERSON',
  'OWED_LEAVES_NO_ROOM',
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

/** A higher limit for a line that there is. */
export interface RaisedLimit {
  readonly accountId: AccountId;
  readonly toMinor: number;
}

/** The line, ended by the creditor, in whose place a new one would come. */
export interface ReplacedLine {
  readonly accountId: AccountId;
  /** Lines of the product from before this moment were there beside it, and stand in no way. */
  readonly since: Instant;
}

/** Whether what a line was ended or lowered for is still so; UNSEEN: only a person can say. */
export type CauseToday = 'HOLDS' | 'UNSEEN' | 'GONE';

export interface EligibilityFacts {
  /** The product's jurisdiction and the customer's. */
  readonly product: { readonly id: string; readonly jurisdiction: string };
  readonly jurisdiction: string;
  /** All of the customer's lines. */
  readonly accounts: readonly CreditAccount[];
  /** The line whose limit is to rise, and to how much; null or absent where it is about a new line. */
  readonly raised?: RaisedLimit | null;
  /** Null or absent where it is in no line's place. */
  readonly replaced?: ReplacedLine | null;
  /** Of the line that is to be replaced or raised; absent where it was neither ended nor lowered. */
  readonly cause?: CauseToday;
  /** Whether what is owed on the replaced line takes up all of the limit that there could be. */
  readonly isRoomTaken?: boolean;
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
  const { accounts, card, product, raised = null, replaced = null, cause = 'GONE' } = facts;
  const stands: Record<EligibilityCode, boolean> = {
    PRODUCT_ELSEWHERE: product.jurisdiction !== facts.jurisdiction,
    LINE_ALREADY_HELD:
      raised === null && lineInTheWay(accounts, product.id, replaced) !== undefined,
    LIMIT_CANNOT_RISE: raised !== null && !accounts.some((each) => canRise(each, raised)),
    ACCOUNT_CHARGED_OFF: accounts.some(({ status }) => status === 'CHARGED_OFF'),
    OVERDUE: facts.isOverdue,
    CAUSE_HOLDS: cause === 'HOLDS',
    CAUSE_FOR_A_PERSON: cause === 'UNSEEN',
    OWED_LEAVES_NO_ROOM: facts.isRoomTaken === true,
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

/** Only what is used, or will be again, can have more; and an offer never lowers a limit. */
const canRise = (line: CreditAccount, { accountId, toMinor }: RaisedLimit): boolean =>
  line.id === accountId &&
  (line.status === 'ACTIVE' || line.status === 'SUSPENDED') &&
  line.limitMinor < toMinor;

/**
 * The line of the product that keeps a customer from a new one. What the creditor ended gives way to
 * what comes in its place, and so does what there was beside it; a line that came later does not.
 */
export const lineInTheWay = (
  accounts: readonly CreditAccount[],
  productId: string,
  replaced: ReplacedLine | null,
): CreditAccount | undefined =>
  accounts.find(
    (each) => each.productId === productId && isHeld(each) && !givesWay(each, replaced),
  );

const givesWay = (
  { id, status, openedAt }: CreditAccount,
  replaced: ReplacedLine | null,
): boolean =>
  replaced !== null &&
  (id === replaced.accountId
    ? status === 'RUN_OFF' || status === 'DRAWDOWN_ENDED'
    : openedAt < replaced.since);

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
  return reasons.every(asksForPerson) ? 'REFERRED' : 'DECLINED';
};

/** Whether an obstacle is no more than that a person has to look. */
export const asksForPerson = (reason: EligibilityReason): boolean =>
  reason.kind === 'RULE' ? reason.effect === 'REFER' : reason.code === 'CAUSE_FOR_A_PERSON';

/** What only keeps a machine from offering: a score, and what a line was ended for. */
const FOR_MACHINES: readonly string[] = [
  'SCORE_BELOW_CUTOFF',
  'BAND_HAS_NO_PRICE',
  'CAUSE_HOLDS',
  'CAUSE_FOR_A_PERSON',
  'OWED_LEAVES_NO_ROOM',
];

/** What keeps an offer from being accepted; a score that fell since does not take it back. */
export const standsAgainstAcceptance = (reason: EligibilityReason): boolean =>
  reason.kind === 'RULE' ? reason.effect === 'NO_NEW_CREDIT' : !FOR_MACHINES.includes(reason.code);

const DELINQUENT: readonly string[] = ['ACCOUNT_CHARGED_OFF', 'OVERDUE'];

/** Whether an obstacle is a debt that was not paid when it was due. */
export const isDelinquent = ({ kind, code }: EligibilityReason): boolean =>
  kind === 'FACT' && DELINQUENT.includes(code);

/**
 * The declared basis of a decision on an application: what stands in the way, and by what the reasons
 * tell of, in their order. There is no line yet that could have been left unused.
 */
export function groundsOf(
  against: readonly EligibilityReason[],
  reasons: readonly DecisionReason[],
): Ground {
  if (against.length === 0) return 'CUSTOMER_REQUEST';
  if (against.some(isDelinquent)) return 'DELINQUENCY';
  return groundByScore(
    reasons.map(({ tells }) => tells),
    false,
  );
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
  const grounds = groundsOf(against, base.reasons);
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
