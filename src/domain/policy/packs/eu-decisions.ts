/**
 * The European Union, after a decision of the creditor. No directive on consumer credit names a period
 * for complaints to the creditor itself, so these are house rules after the one on payment services.
 * The decision by a person is a request under the General Data Protection Regulation.
 */
import { ALL_SECTIONS, ESCALATION_DAYS, FILING_DAYS } from './decisions.js';

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
      value: ALL_SECTIONS,
      source: law.reasons,
      why: 'The article wants the reasons; the other sections are ours and tell the way on.',
    },
    bureauDisclosure: {
      value: true,
      source: law.databases,
      why: 'The article speaks of declined applications; what a database did to a line is told alike.',
    },
  }) as const;

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
    why: 'Only the customer can answer; with the pause a plain appeal is still shorter than a complex one, and a request stays within what Regulation (EU) 2016/679, Art. 12(3), gives a complex one.',
  },
  escalationDays: ESCALATION_DAYS,
} as const;
