/**
 * The United States, after a decision of the creditor. Federal law asks for notices with specific
 * reasons, and knows neither an appeal to the creditor nor a right to a person's decision: the periods
 * are house rules after those for disputes with a consumer reporting agency.
 */
import { ALL_SECTIONS, ESCALATION_DAYS, FILING_DAYS } from './decisions.js';

export const US_REPRICING = {
  value: 45,
  source: '12 CFR 1026.9(c)(2)(i)(A) (Regulation Z)',
  why: 'Before the day on which a significant change in account terms takes effect.',
} as const;

export const US_RETURN = {
  value: 'INVITATION',
  source: 'house rule',
  why: 'A consumer report is looked at for a transaction that the customer starts (15 U.S.C. 1681b(a)(3)(A)), so a new line waits for an application.',
} as const;

export const US_NOTICE = {
  contents: {
    value: ALL_SECTIONS.filter((section) => section !== 'HUMAN_DECISION'),
    source: '12 CFR 1002.9(a)(2) (Regulation B) and 15 U.S.C. 1681m(a)',
    why: 'The law wants the action, its specific reasons and the reporting agency; the other sections are ours and tell the way on.',
  },
  bureauDisclosure: { value: true, source: '15 U.S.C. 1681m(a)' },
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
    why: 'Only the customer can answer; with the pause a plain appeal is still shorter than a complex one.',
  },
  escalationDays: ESCALATION_DAYS,
} as const;
