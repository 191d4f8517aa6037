/**
 * The United States, after a decision of the creditor. Federal law asks for notices with specific
 * reasons, and knows neither an appeal to the creditor nor a right to a person's decision: the periods
 * are house rules after those for disputes with a consumer reporting agency.
 */
import { GROUNDS } from '../../credit-account/grounds.js';
import { ESCALATION_DAYS, FILING_DAYS, IDLE_DAYS, sectionsWithout } from './decisions.js';

export const US_REPRICING = {
  value: 45,
  source: '12 CFR 1026.9(c)(2)(i)(A) (Regulation Z)',
  why: 'Before the day on which a significant change in account terms takes effect.',
} as const;

export const US_ENDING = {
  noticeRunsFrom: {
    value: 'DELIVERY',
    source: '12 CFR 1026.9(c)(2)(i)(A) (Regulation Z)',
    why: 'The notice is to be provided that long before; what nobody knows to have reached the customer is not taken for provided.',
  },
  closureAtOnce: {
    value: GROUNDS,
    source: 'house rule',
    why: 'Federal law names no notice for ending an open-end plan.',
  },
} as const;

export const US_ADVERSE_ACTION = {
  exceptGrounds: {
    value: ['INACTIVITY', 'DELINQUENCY', 'CUSTOMER_REQUEST'],
    source: '12 CFR 1002.2(c)(2)(i) and (ii) (Regulation B)',
    why: 'Not what the customer agrees to, nor what answers inactivity, default or delinquency on the account. What affects all or substantially all of a class, (c)(1)(ii), is no ground of its own: a measure is taken on one line, and whoever it reaches is told.',
  },
  noticeDays: {
    value: 30,
    source: '12 CFR 1002.9(a)(1) (Regulation B)',
    why: 'From the action on a line; for an application, from its receipt complete.',
  },
  applicationNoticeFrom: {
    value: 'RECEIPT',
    source: '12 CFR 1002.9(a)(1)(i) (Regulation B)',
    why: 'Of a completed application: here one is complete when it is made.',
  },
  counterofferDays: { value: 90, source: '12 CFR 1002.9(a)(1)(iv) (Regulation B)' },
} as const;

export const US_RETURN = {
  value: 'INVITATION',
  source: 'house rule',
  why: 'A consumer report is looked at for a transaction that the customer starts (15 U.S.C. 1681b(a)(3)(A)), so a new line waits for an application.',
} as const;

export const US_NOTICE = {
  contents: {
    value: sectionsWithout('HUMAN_DECISION'),
    source: '12 CFR 1002.9(a)(2) (Regulation B) and 15 U.S.C. 1681m(a)',
    why: 'The law wants the action, its specific reasons, the creditor with its agency, and who reported; the other sections are ours and tell the way on.',
  },
  bureauDisclosure: { value: true, source: '15 U.S.C. 1681m(a)' },
  bureauRights: { value: 'FREE_COPY_WITHIN_60_DAYS', source: '15 U.S.C. 1681m(a)(4)' },
  scoreFactors: {
    value: true,
    source: '15 U.S.C. 1681m(a)(2) and 1681g(f)(1)(C) and (9)',
    why: 'At most four; the number of inquiries is told beyond them where it is one.',
  },
  statement: {
    value: 'EQUAL_CREDIT_OPPORTUNITY',
    source: '12 CFR 1002.9(b)(1) (Regulation B)',
    why: 'In the words that the regulation gives, with the agency by its appendix A.',
  },
} as const;

export const US_APPEALS = {
  filingDays: FILING_DAYS,
  answer: {
    value: { calendarDays: 30 },
    source: 'house rule',
    why: 'Federal law knows no such appeal; the period is the one of 15 U.S.C. 1681i(a)(1)(A) for disputed facts.',
  },
  complex: {
    value: { calendarDays: 45 },
    source: 'house rule',
    why: 'The fifteen days more of 15 U.S.C. 1681i(a)(1)(B).',
  },
  exceptional: {
    value: null,
    source: 'house rule',
    why: 'What 15 U.S.C. 1681i(a)(1) allows ends with those forty-five days.',
  },
  humanAnswer: {
    value: null,
    source: 'house rule',
    why: 'Federal law gives no right to a decision by a person; a person answers every appeal.',
  },
  reconsiderationFilingDays: {
    value: 30,
    source: 'house rule',
    why: 'Enough to read the answer and to find what it missed.',
  },
  reconsiderationAnswer: {
    value: { calendarDays: 30 },
    source: 'house rule',
    why: 'The second look takes no longer than the first.',
  },
  pauseDays: {
    value: 14,
    source: 'house rule',
    why: 'Only the customer can answer; with the pause a plain appeal takes no longer than a complex one, forty-five days, and a referred application, owed its answer in thirty by 12 CFR 1002.9(a)(1)(i), gets no pause.',
  },
  escalationDays: ESCALATION_DAYS,
  idleDays: IDLE_DAYS,
} as const;
