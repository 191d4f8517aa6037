/** What was decided and how the line stands, and what stays owed, in the words of a notice. */
import { isOfferInPart } from '../credit-account/decision.js';
import { readableMoney } from '../money.js';
import { rateText } from '../risk-profile/price-band.js';
import type { Locale, Text } from '../wording.js';
import { DEBT_WORDS } from './notice-after-words.js';
import {
  COUNTEROFFER_WORDS,
  DECISION_WORDS,
  FOLLOWS_WORDS,
  LIMIT_NOT_OFFERED_WORDS,
  PERIOD_WORDS,
  STANDING_WORDS,
} from './notice-decision-words.js';
import { dayOf, type NoticeFacts, told } from './notice-facts.js';
import { noticePeriod, takesNotice } from './notice-period.js';

/** What was decided, from when, and where it comes from if not from this line itself. */
export function decisionParagraphs(facts: NoticeFacts): Text[] {
  return [
    told(templateFor(facts), (locale) => figuresOf(facts, locale)),
    ...periodOf(facts),
    ...followsFrom(facts),
    ...nowOf(facts),
  ];
}

function templateFor({ decision, asksForLimit }: NoticeFacts): Text {
  if (isOfferInPart(decision)) return COUNTEROFFER_WORDS;
  return asksForLimit ? LIMIT_NOT_OFFERED_WORDS : DECISION_WORDS[decision.kind];
}

/** Every figure that the words of any decision can name; a word that lacks its own throws. */
function figuresOf(facts: NoticeFacts, locale: Locale) {
  const { lineName, limit, ratePpm, effectiveAt, pack } = facts;
  return {
    line: lineName[locale],
    day: dayOf(effectiveAt, pack, locale),
    ...(limit && { from: readableMoney(limit.from), to: readableMoney(limit.to) }),
    ...(ratePpm && {
      fromRate: rateText(ratePpm.from, locale),
      toRate: rateText(ratePpm.to, locale),
    }),
  };
}

/** Of what takes a period of notice: how long that is, and from when it runs. */
function periodOf({ decision, pack }: NoticeFacts): Text[] {
  const { kind, decidedAt } = decision;
  if (!takesNotice(kind)) return [];
  const period = noticePeriod(pack, kind);
  const [unit, count] =
    'months' in period ? (['months', period.months] as const) : (['days', period.days] as const);
  const words = count === 0 ? PERIOD_WORDS.none : PERIOD_WORDS[unit];
  return [told(words, (locale) => ({ count, told: dayOf(decidedAt, pack, locale) }))];
}

function followsFrom({ decision }: NoticeFacts): Text[] {
  const { kind, measure, causedBy, limitPolicyVersion } = decision;
  if (kind !== 'LINE_DECREASE' && kind !== 'LINE_INCREASE') return [];
  if (causedBy !== null) return [told(FOLLOWS_WORDS.DECISION)];
  const isByClosing = measure === null && limitPolicyVersion !== null;
  return isByClosing ? [told(FOLLOWS_WORDS.CLOSING)] : [];
}

/** How the line stands once a decision was taken back or has ended. */
function nowOf(facts: NoticeFacts): Text[] {
  const { decision, undone, limit, ratePpm } = facts;
  if (decision.kind !== 'REINSTATEMENT' && decision.kind !== 'REVERSAL') return [];
  const figures = (locale: Locale) => figuresOf(facts, locale);
  if (undone === 'LINE_DECREASE') return limit ? [told(STANDING_WORDS.LIMIT, figures)] : [];
  if (undone === 'REPRICING') return ratePpm ? [told(STANDING_WORDS.RATE, figures)] : [];
  switch (facts.standing?.status) {
    case 'ACTIVE':
    case 'NOTICE_GIVEN':
      return [
        undone === 'TERMINATION_BY_NOTICE'
          ? told(STANDING_WORDS.GOES_ON)
          : told(STANDING_WORDS.USABLE, figures),
      ];
    case 'SUSPENDED':
      return [
        told(
          facts.standing.suspendedBy === 'CUSTOMER'
            ? STANDING_WORDS.OWN_PAUSE
            : STANDING_WORDS.STILL_SUSPENDED,
        ),
      ];
    case 'DRAWDOWN_ENDED':
      return [told(STANDING_WORDS.STILL_ENDED)];
    case 'RUN_OFF':
    case 'CLOSED':
    case 'CHARGED_OFF':
      return [told(STANDING_WORDS.CLOSED)];
    default:
      return [];
  }
}

/** What stays owed, and what does not change about it. */
export function debtParagraphs(facts: NoticeFacts): Text[] {
  const { decision, owed } = facts;
  const { kind } = decision;
  // Nothing is owed yet on a line that was applied for; good news changes nothing about a debt.
  if (kind === 'APPLICATION' || kind === 'LINE_INCREASE') return [];
  if (kind === 'REINSTATEMENT' || kind === 'REVERSAL') return [];
  if (owed === null) return [told(DEBT_WORDS.REPAY), ...debtOf(facts)];
  if (owed.minor <= 0) return [told(DEBT_WORDS.NOTHING_OWED)];
  const amount = told(DEBT_WORDS.OWED, () => ({ owed: readableMoney(owed) }));
  return [amount, told(DEBT_WORDS.REPAY), ...debtOf(facts)];
}

/** What a kind of decision means for a debt. */
function debtOf({ decision, effectiveAt, pack }: NoticeFacts): Text[] {
  switch (decision.kind) {
    case 'CLOSURE':
    case 'TERMINATION_BY_NOTICE':
      return [told(DEBT_WORDS.CLOSES)];
    case 'REPRICING':
      return [told(DEBT_WORDS.RATE, (locale) => ({ day: dayOf(effectiveAt, pack, locale) }))];
    case 'LINE_DECREASE': {
      const days = pack.creditorEnding.overLimitFeeDelayDays.value;
      return days === null ? [] : [told(DEBT_WORDS.NO_OVER_LIMIT_FEE, () => ({ days }))];
    }
    default:
      return [];
  }
}
