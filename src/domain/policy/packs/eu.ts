/**
 * The European Union. Directive 2008/48/EC governs until 2026-11-19, Directive (EU) 2023/2225 from
 * 2026-11-20 (Art. 48(1)). An open-end agreement that existed on that day stays under the old
 * directive but gets some articles of the new one, Art. 28 among them (Art. 47): it has an edition
 * of its own, since what is not extended goes on by the old text.
 *
 * A directive binds through national law, and a lender adds the edition of its Member State. These
 * editions hold the Union's own text. Brussels time stands for the member state of the demo, and
 * the TARGET calendar for the bank days in which euro refunds move.
 */
import {
  CCD2_AUTOMATED,
  EU_ADVERSE_ACTION,
  EU_APPEALS,
  euEnding,
  GDPR_AUTOMATED,
  NEW_RETURN,
  noticeBy,
  OLD_RETURN,
  repricingNotice,
} from './eu-decisions.js';
import { NEW_SOURCES, OLD_SOURCES } from './eu-sources.js';
import { CREDIT_BALANCE, CUSTOMER_CLOSING, NO_IDLE_RULES, RECORDS_BY_THEIR_DAY } from './house.js';

const REFUND = {
  value: { businessDays: 7 },
  source: 'house rule',
  why: 'The directive names no number; the period is the one of 12 CFR 1026.11(a)(2).',
} as const;

const PENALTY = {
  value: false,
  source: 'house rule',
  why: 'Ending the agreement is free of charge; no article names scores, but a lower one would cost.',
} as const;

const OLD_ARTICLE = 'Directive 2008/48/EC, Art. 13(1)';
const NEW_ARTICLE = 'Directive (EU) 2023/2225, Art. 28(1)';
const EXTENDED_ARTICLE = 'Directive (EU) 2023/2225, Art. 28(1) by Art. 47';

const PROTECTION = {
  value: {
    days: 180,
    characteristics: [
      'utilization_latest',
      'utilization_mean',
      'utilization_max',
      'utilization_change',
      'utilization_now',
      'utilization_step_while_unused',
      'available_credit_in_wages',
      'available_credit_while_revolving',
      'purchases_to_limit',
      'rising_balances',
    ],
  },
  source: 'house rule',
  why: 'Free of charge would mean little if a closing cost score by the limit that it takes away.',
} as const;

const NO_LINKED_DECREASE = {
  value: 'FORBIDDEN',
  source: 'house rule',
  why: 'A lower limit elsewhere would be a price for ending an agreement that is free to end.',
} as const;

/** Art. 17 is not among the articles that Art. 47 extends to older agreements. */
const OLD_LINKED_LIMITS = {
  decrease: NO_LINKED_DECREASE,
  increase: {
    value: 'FORBIDDEN',
    source: 'house rule',
    why: 'The old directive is silent; the new one, in Art. 17, bans credit that nobody asked for.',
  },
} as const;

const NEW_LINKED_LIMITS = {
  decrease: NO_LINKED_DECREASE,
  increase: {
    value: 'FORBIDDEN',
    source: 'Directive (EU) 2023/2225, Art. 17',
    why: 'No credit without the customer’s own request and explicit agreement.',
  },
} as const;

const ADVERSE = {
  value: true,
  source: 'house rule',
  why: 'Whoever gets less than before is told why, whatever it is called.',
} as const;

/**
 * Regulation (EU) 2024/1624, Art. 77, takes the place of this article on 10 July 2027, with five
 * years again: editions to be added by then.
 */
const FIVE_YEARS = {
  value: { from: 'RELATIONSHIP_END', period: { months: 60 } },
  source: 'Directive (EU) 2015/849, Art. 40(1)',
} as const;

/** By the articles on ending, on changes of the borrowing rate and on databases; and what a return is. */
const endings = <A extends string, B extends string, D extends string, R>(law: {
  readonly article: A;
  readonly borrowingRate: B;
  readonly databases: D;
  readonly returnBy: R;
}) => {
  const { article } = law;
  return {
    creditorEnding: {
      terminationNoticeMonths: { value: 2, source: `${article}(1)` },
      drawdownReasons: { value: 'BEFORE_OR_AT_ONCE', source: `${article}(2)` },
      reasonsWithheld: {
        value: ['LEGAL_RESTRAINT'],
        source: `${article}(2)`,
        why: 'Unless Union law prohibits it or public policy or security stand against it.',
      },
      ...euEnding(article),
      ...NO_IDLE_RULES,
      repricingNoticeDays: repricingNotice(law.borrowingRate),
      returnBy: law.returnBy,
    },
    notice: noticeBy({ reasons: `${article}(2)`, databases: law.databases }),
    appeals: EU_APPEALS,
    adverseAction: {
      lineDecrease: ADVERSE,
      closureByCreditor: ADVERSE,
      applicationDeclined: ADVERSE,
      ...EU_ADVERSE_ACTION,
    },
    creditBalance: CREDIT_BALANCE,
    closingDuties: [
      { value: 'ANY_TIME', source: `${article}(1)` },
      { value: 'FREE_OF_CHARGE', source: `${article}(1)` },
      {
        value: 'NO_PENALTY',
        source: 'house rule',
        why: 'A closing that is free must not be paid for in score or limits either.',
      },
      {
        value: 'DEBT_STAYS_OWED',
        source: 'house rule',
        why: 'Ending the agreement ends the use of it, not what was borrowed.',
      },
      { value: 'DATA_KEPT', source: 'Regulation (EU) 2016/679, Art. 13(2)(a)' },
    ],
    retention: {
      ...RECORDS_BY_THEIR_DAY,
      TRANSACTION_RECORDS: FIVE_YEARS,
      IDENTITY_RECORDS: FIVE_YEARS,
      ADVERSE_ACTION_EVIDENCE: {
        value: { from: 'EVENT', period: { months: 36 } },
        source: 'house rule',
        why: 'Long enough to answer a complaint; Regulation (EU) 2016/679, Art. 5(1)(e) allows no more than is needed.',
      },
    },
  } as const;
};

export const EU_EDITIONS = [
  {
    id: 'EU-2008/48',
    jurisdiction: 'EU',
    // The directive applies since 11 June 2010 (corrigendum OJ L 207, 11.8.2009, p. 14), but other
    // acts that the edition rests on came later, the last of them the General Data Protection
    // Regulation; who asks for an earlier day gets no answer rather than a wrong one. Art. 30(2)
    // extends Art. 13 to the open-end agreements that existed before, so their date does not matter.
    validFrom: '2018-05-25',
    validUntil: '2026-11-20',
    timeZone: 'Europe/Brussels',
    businessCalendar: 'EU_TARGET',
    customerClosure: {
      anyTime: { value: true, source: OLD_ARTICLE },
      free: { value: true, source: OLD_ARTICLE },
      maxNoticeMonths: { value: 1, source: OLD_ARTICLE },
      ...CUSTOMER_CLOSING,
    },
    creditBalanceRefund: REFUND,
    closurePenaltyPermitted: PENALTY,
    closureProtection: PROTECTION,
    linkedLimits: OLD_LINKED_LIMITS,
    automatedDecision: GDPR_AUTOMATED,
    ...endings({
      article: 'Directive 2008/48/EC, Art. 13',
      borrowingRate: 'Directive 2008/48/EC, Art. 11(1),',
      databases: 'Directive 2008/48/EC, Art. 9(2)',
      returnBy: OLD_RETURN,
    }),
    activitySources: OLD_SOURCES,
  },
  {
    id: 'EU-2008/48+2023/2225-art-47',
    jurisdiction: 'EU',
    validFrom: '2026-11-20',
    agreementsUntil: '2026-11-20',
    timeZone: 'Europe/Brussels',
    businessCalendar: 'EU_TARGET',
    customerClosure: {
      anyTime: { value: true, source: EXTENDED_ARTICLE },
      free: { value: true, source: EXTENDED_ARTICLE },
      maxNoticeMonths: { value: 1, source: EXTENDED_ARTICLE },
      ...CUSTOMER_CLOSING,
    },
    creditBalanceRefund: REFUND,
    closurePenaltyPermitted: PENALTY,
    closureProtection: PROTECTION,
    linkedLimits: OLD_LINKED_LIMITS,
    automatedDecision: GDPR_AUTOMATED,
    ...endings({
      article: 'Directive (EU) 2023/2225 (by Art. 47), Art. 28',
      borrowingRate: 'Directive (EU) 2023/2225 (by Art. 47), Art. 23,',
      databases: 'Directive 2008/48/EC, Art. 9(2)',
      returnBy: OLD_RETURN,
    }),
    activitySources: OLD_SOURCES,
  },
  {
    id: 'EU-2023/2225',
    jurisdiction: 'EU',
    validFrom: '2026-11-20',
    agreementsFrom: '2026-11-20',
    timeZone: 'Europe/Brussels',
    businessCalendar: 'EU_TARGET',
    customerClosure: {
      anyTime: { value: true, source: NEW_ARTICLE },
      free: { value: true, source: NEW_ARTICLE },
      maxNoticeMonths: { value: 1, source: NEW_ARTICLE },
      ...CUSTOMER_CLOSING,
    },
    creditBalanceRefund: REFUND,
    closurePenaltyPermitted: PENALTY,
    closureProtection: PROTECTION,
    linkedLimits: NEW_LINKED_LIMITS,
    automatedDecision: CCD2_AUTOMATED,
    ...endings({
      article: 'Directive (EU) 2023/2225, Art. 28',
      borrowingRate: 'Directive (EU) 2023/2225, Art. 23,',
      databases: 'Directive (EU) 2023/2225, Art. 19(6)',
      returnBy: NEW_RETURN,
    }),
    activitySources: NEW_SOURCES,
  },
] as const;
