/**
 * What has become different between a quote and a closing that is made by it. Only effects are
 * compared; amounts are written as exact decimals, so that the customer can be told both.
 */
import { formatMoney, money, moneyText } from '../money.js';
import { daysBetween } from '../time.js';
import type {
  ClosureEffects,
  NewCreditRestriction,
  Payoff,
  QuoteDifference,
  QuotedEffect,
} from './closure-quote.js';
import type { LimitMove } from './limit-policy.js';

/** Empty when the closing does what was quoted. Equal things in another order are no difference. */
export function quoteDifferences(quoted: ClosureEffects, now: ClosureEffects): QuoteDifference[] {
  const found: QuoteDifference[] = [];
  const differ = (effect: QuotedEffect, one: string, other: string, accountId?: string): void => {
    found.push({ effect, accountId: accountId ?? null, quoted: one, now: other });
  };
  const compare = (effect: QuotedEffect, one: string, other: string, accountId?: string): void => {
    if (one !== other) differ(effect, one, other, accountId);
  };
  compare('OUTCOME', quoted.outcome, now.outcome);
  if (!isSamePayoff(quoted.payoff, now.payoff)) {
    differ('PAYOFF', payoffText(quoted.payoff), payoffText(now.payoff));
  }
  if (!isSameHolds(quoted, now)) differ('HOLDS', holdsText(quoted), holdsText(now));
  compare('INSTALMENTS', instalmentsText(quoted), instalmentsText(now));
  compare('CAPABILITIES', listed(quoted.revoked), listed(now.revoked));
  compare('STANDING_INSTRUCTIONS', listed(quoted.stopped), listed(now.stopped));
  compare('REFUND', refundText(quoted), refundText(now));
  compare('SCORE', scoresText(quoted), scoresText(now));
  compare('BAND', bandsText(quoted), bandsText(now));
  compare('NEW_CREDIT', quoted.newCreditAfter, now.newCreditAfter);
  compare('RESTRICTION', restrictionsText(quoted), restrictionsText(now));
  for (const id of linesOf(quoted, now)) {
    compare('LINKED_LIMIT', limitText(quoted, id), limitText(now, id), id);
  }
  // The days of a protection are counted from the closing, whenever that is.
  compare('PROTECTION', protectionText(quoted), protectionText(now));
  return found;
}

/**
 * Principal and fees are what they were, and the interest is what was quoted and the quoted per-diem
 * for each day since; a day's rounding may come to one minor unit more or less. What was repaid of
 * the interest meanwhile makes it less, and so is a difference.
 */
function isSamePayoff(quoted: Payoff, now: Payoff): boolean {
  if (quoted.principalMinor !== now.principalMinor || quoted.feeMinor !== now.feeMinor)
    return false;
  const days = daysBetween(quoted.asOf, now.asOf);
  const accrued = now.interestMinor - quoted.interestMinor;
  return Math.abs(accrued - quoted.perDiemMinor * days) <= days;
}

/** The same holds are waited for and released: as many others would not be what was quoted. */
const isSameHolds = (quoted: ClosureEffects, now: ClosureEffects): boolean =>
  listed(quoted.honouredHolds) === listed(now.honouredHolds) &&
  listed(quoted.releasedHolds) === listed(now.releasedHolds);

const amount = (minor: number, currency: string): string => moneyText(money(minor, currency));

/** With its parts, principal, interest and fees: the sum alone can be the same. */
const payoffText = ({ currency, totalMinor, ...parts }: Payoff): string => {
  const { principalMinor, interestMinor, feeMinor } = parts;
  const [principal, interest, fees] = [principalMinor, interestMinor, feeMinor].map((minor) =>
    formatMoney(money(minor, currency)),
  );
  return `${amount(totalMinor, currency)} (${principal} + ${interest} + ${fees})`;
};

const listed = (items: readonly string[]): string =>
  items.length === 0 ? '-' : items.toSorted().join(', ');

/** How many are waited for and how many released, with the amount of the former. */
function holdsText({ blockers, honouredHolds, releasedHolds }: ClosureEffects): string {
  const open = blockers.find((blocker) => blocker.code === 'HOLDS_OPEN');
  const counts = `${honouredHolds.length} + ${releasedHolds.length}`;
  return open ? `${counts} (${amount(open.total.minor, open.total.currency)})` : counts;
}

const instalmentsText = ({ earlySettlements }: ClosureEffects): string =>
  listed(earlySettlements.map((each) => amount(each.principalLeftMinor, each.currency)));

const refundText = ({ refund, payoff }: ClosureEffects): string =>
  refund ? amount(refund.amountMinor, payoff.currency) : '-';

const scoresText = ({ scoreBefore, scoreAfter }: ClosureEffects): string =>
  `${scoreBefore} → ${scoreAfter}`;

const bandsText = ({ bandBefore, bandAfter }: ClosureEffects): string =>
  `${bandBefore} → ${bandAfter}`;

const protectionText = ({ limitCountsUntil }: ClosureEffects): string =>
  limitCountsUntil === null ? '-' : 'PROTECTED';

const restrictionText = ({ ruleId, until }: NewCreditRestriction): string =>
  `${ruleId} (${until ?? '-'})`;

const restrictionsText = ({ restrictions }: ClosureEffects): string =>
  listed(restrictions.map(restrictionText));

const moveOf = ({ linkedLimits }: ClosureEffects, id: string): LimitMove | undefined =>
  linkedLimits.find(({ accountId }) => accountId === id);

const linesOf = (...all: readonly ClosureEffects[]): string[] => [
  ...new Set(all.flatMap(({ linkedLimits }) => linkedLimits.map(({ accountId }) => accountId))),
];

function limitText(effects: ClosureEffects, id: string): string {
  const move = moveOf(effects, id);
  if (!move) return '-';
  const { fromMinor, toMinor, currency } = move;
  return `${amount(fromMinor, currency)} → ${amount(toMinor, currency)}`;
}
