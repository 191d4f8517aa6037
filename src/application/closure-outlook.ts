/**
 * How it goes on after a closing: the score and what new credit can be had in 15 and in 180 days, with
 * the line closed and with it kept. Later statements lack the closed line's limit, and what protects
 * a closing, or holds new credit back, runs out: the closing itself shows neither.
 */
import type { NewCreditRestriction } from '../domain/credit-account/closure-quote.js';
import type { AccountId } from '../domain/identifiers.js';
import type { ClosureProtection } from '../domain/policy/jurisdiction-pack.js';
import { deriveCharacteristics } from '../domain/risk-profile/characteristics.js';
import { withProtection } from '../domain/risk-profile/closure-protection.js';
import type {
  CharacteristicValues,
  RiskFacts,
  StatementFact,
} from '../domain/risk-profile/facts.js';
import { projector } from '../domain/risk-profile/recourse/projection.js';
import { namedIds } from '../domain/risk-profile/recourse/replay.js';
import type { Course, LineTerms } from '../domain/risk-profile/recourse/situation.js';
import { restrictionsOf } from '../domain/risk-profile/rule-expiry.js';
import { type NewCredit, standingOf } from '../domain/risk-profile/rules.js';
import { addDays, type LocalDate } from '../domain/time.js';
import { compiled, firstPeriod, type RiskModel } from './assess.js';

export const OUTLOOK_DAYS = [15, 180] as const;

export const OUTLOOK_ASSUMPTIONS = ['NO_NEW_ACTIVITY', 'DUES_PAID_ON_TIME', 'RULES_STAY'] as const;

export interface OutlookPoint {
  readonly inDays: (typeof OUTLOOK_DAYS)[number];
  readonly on: LocalDate;
  readonly scoreIfClosed: number;
  readonly scoreIfKept: number;
  readonly newCreditIfClosed: NewCredit;
  readonly newCreditIfKept: NewCredit;
  /** What the card would look at, with the line closed. */
  readonly valuesIfClosed: CharacteristicValues;
  /** Of the line closed. */
  readonly restrictions: readonly NewCreditRestriction[];
}

export interface Outlook {
  readonly assumptions: readonly (typeof OUTLOOK_ASSUMPTIONS)[number][];
  readonly points: readonly OutlookPoint[];
}

interface Both {
  readonly accountId: AccountId;
  readonly ifClosed: RiskFacts;
  readonly ifKept: RiskFacts;
  readonly terms: readonly LineTerms[];
  readonly model: RiskModel;
  readonly protection: ClosureProtection | null;
}

/** Dues are paid, and nothing is used. */
const quietUntil = (on: LocalDate): Course => ({
  on,
  payDownTo: null,
  notPaidDown: [],
  paymentShare: 0,
  use: 'NONE',
  restraints: [],
  verifyIncome: false,
  arrearsLeft: [],
  missesDues: false,
});

/** The outlook from the facts after the closing and those without it, of the same day. */
export function closureOutlook({ accountId, ifClosed, ifKept, ...rest }: Both): Outlook {
  const points = OUTLOOK_DAYS.map((inDays): OutlookPoint => {
    const on = addDays(ifKept.asOf, inDays);
    const [closed, kept] = [
      standingOn(on, ifClosed, rest, accountId),
      standingOn(on, ifKept, rest),
    ];
    return {
      inDays,
      on,
      scoreIfClosed: closed.standing.scored.score,
      scoreIfKept: kept.standing.scored.score,
      newCreditIfClosed: closed.standing.newCredit,
      newCreditIfKept: kept.standing.newCredit,
      valuesIfClosed: closed.values,
      restrictions: restrictionsOf(rest.model.rules, closed.standing.acted, closed.facts),
    };
  });
  return { assumptions: OUTLOOK_ASSUMPTIONS, points };
}

function standingOn(
  on: LocalDate,
  facts: RiskFacts,
  { terms, model, protection }: Omit<Both, 'accountId' | 'ifClosed' | 'ifKept'>,
  closedId?: AccountId,
) {
  const { statements, lineFacts: lines, months } = projector({ facts, terms })(quietUntil(on));
  const last = months > 0 ? lastStatement(facts, statements, terms, closedId) : [];
  // By then the older ones are looked at no more, though a closed line brings none in their place.
  const read = [...statements, ...last].filter(({ period }) => period >= firstPeriod(on));
  const then: RiskFacts = { ...facts, asOf: on, statements: read, lines };
  const card = compiled(model.card);
  const ids = namedIds({ card, rules: model.rules });
  const { values } = withProtection(then, (some) => deriveCharacteristics(some, ids), protection);
  return { facts: then, values, standing: standingOf(card, model.rules, values) };
}

/** The month of the closing has a statement of the line, also where nothing is owed on it any more. */
function lastStatement(
  { asOf, lines }: RiskFacts,
  statements: readonly StatementFact[],
  terms: readonly LineTerms[],
  closedId?: AccountId,
): StatementFact[] {
  const period = asOf.slice(0, 7);
  const line = lines.find(({ accountId }) => accountId === closedId);
  const own = terms.find(({ accountId }) => accountId === closedId);
  if (!line || !own) return [];
  const { accountId, currency, limitMinor } = line;
  if (statements.some((each) => each.accountId === accountId && each.period === period)) return [];
  const paid = { paymentsMinor: own.paidSinceMinor, purchasesMinor: own.usedSinceMinor };
  return [{ accountId, period, currency, balanceMinor: 0, limitMinor, ...paid, monthsLate: 0 }];
}
