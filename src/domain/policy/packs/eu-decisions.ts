/**
 * The European Union, after a decision of the creditor. No directive on consumer credit names a period
 * for complaints to the creditor itself, so these are house rules after the one on payment services.
 * The decision by a person is a request under the General Data Protection Regulation.
 */
import {
  ANSWER_FROM_DECISION,
  ESCALATION_DAYS,
  FILING_DAYS,
  IDLE_DAYS,
  NO_COUNTEROFFER,
  NO_SCORE_FACTORS,
  NO_STATEMENT,
  sectionsWithout,
} from './decisions.js';

/** Under the old directive the right comes from the General Data Protection Regulation alone. */
export const GDPR_AUTOMATED = {
  explanation: { value: true, source: 'Regulation (EU) 2016/679, Art. 15(1)(h)' },
  humanDecision: { value: true, source: 'Regulation (EU) 2016/679, Art. 22(3)' },
} as const;

export const CCD2_AUTOMATED = {
  explanation: { value: true, source: 'Directive (EU) 2023/2225, Art. 18(8)' },
  humanDecision: { value: true, source: 'Directive (EU) 2023/2225, Art. 18(8)' },
} as const;

/** `article` is the one by which a changed rate is told before it takes effect. */
export const repricingNotice = <A extends string>(article: A) =>
  ({
    value: 60,
    source: 'house rule',
    why: `${article} wants word before the change without a number; sixty days leave time to end the agreement with a month of notice.`,
  }) as const;

export const OLD_RETURN = {
  value: 'INVITATION',
  source: 'house rule',
  why: 'The old directive is silent; the new one, in Art. 17, bans credit that nobody asked for.',
} as const;

export const NEW_RETURN = {
  value: 'INVITATION',
  source: 'Directive (EU) 2023/2225, Art. 17',
  why: 'No credit without the customer’s own request, so we say that one is welcome.',
} as const;

/** By the articles on reasons for an ending, and on an application declined after a database’s word. */
export const noticeBy = <R extends string, D extends string>(law: {
  readonly reasons: R;
  readonly databases: D;
}) =>
  ({
    contents: {
      value: sectionsWithout('RIGHTS'),
      source: law.reasons,
      why: 'The article wants the reasons; the other sections are ours and tell the way on.',
    },
    bureauDisclosure: {
      value: true,
      source: law.databases,
      why: 'The article speaks of declined applications; what a database did to a line is told alike.',
    },
    bureauRights: {
      value: 'ACCESS_AND_RECTIFICATION',
      source: 'Regulation (EU) 2016/679, Art. 12(5), 15 and 16',
    },
    scoreFactors: NO_SCORE_FACTORS,
    statement: NO_STATEMENT,
  }) as const;

/** By the article on open-end agreements; of the old directive or the new one. */
export const euEnding = <A extends string>(article: A) =>
  ({
    noticeRunsFrom: {
      value: 'DELIVERY',
      source: `${article}(1)`,
      why: 'Notice is given to the consumer on paper or another durable medium; what never arrived has given none.',
    },
    closureAtOnce: {
      value: ['DELINQUENCY', 'FRAUD_OR_SECURITY', 'DEATH', 'LEGAL_RESTRAINT'],
      source: `${article}(1)`,
      why: 'A standard termination takes its notice, whatever the business wishes. What ends an agreement that was broken, or that cannot go on, is left to national law of contract.',
    },
  }) as const;

export const EU_ADVERSE_ACTION = {
  exceptGrounds: {
    value: ['CUSTOMER_REQUEST'],
    source: 'house rule',
    why: 'What the customer asked for is not done against them; no other ground is beyond explaining.',
  },
  noticeDays: {
    value: 1,
    source: 'house rule',
    why: 'The directive says before the ending where possible, at the latest immediately after; a day is our measure of it, for every such decision.',
  },
  applicationNoticeFrom: ANSWER_FROM_DECISION,
  counterofferDays: NO_COUNTEROFFER,
} as const;

export const EU_APPEALS = {
  filingDays: FILING_DAYS,
  answer: {
    value: { businessDays: 15 },
    source: 'house rule',
    why: 'The directive names no number; it is the one for complaints about payments, Directive (EU) 2015/2366, Art. 101(2).',
  },
  complex: {
    value: { businessDays: 35 },
    source: 'house rule',
    why: 'The longest that Directive (EU) 2015/2366, Art. 101(2), allows for complaints about payments.',
  },
  exceptional: {
    value: null,
    source: 'house rule',
    why: 'What Directive (EU) 2015/2366, Art. 101(2), calls exceptional ends with those thirty-five days.',
  },
  humanAnswer: {
    value: { calendarDays: 28 },
    source: 'Regulation (EU) 2016/679, Art. 12(3)',
    why: 'One month from the request; twenty-eight days are never more than that.',
  },
  reconsiderationFilingDays: {
    value: 30,
    source: 'house rule',
    why: 'Enough to read the answer and to find what it missed.',
  },
  reconsiderationAnswer: {
    value: { businessDays: 15 },
    source: 'house rule',
    why: 'The second look takes no longer than the first.',
  },
  pauseDays: {
    value: 14,
    source: 'house rule',
    why: 'Only the customer can answer; with the pause a plain appeal takes no longer than a complex one. Regulation (EU) 2016/679, Art. 12(3), stops no clock, so a request for a person’s decision gets no pause, nor the two months more for which the article wants reasons.',
  },
  escalationDays: ESCALATION_DAYS,
  idleDays: IDLE_DAYS,
} as const;
