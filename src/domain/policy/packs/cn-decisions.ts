/**
 * China, after a decision of the creditor. An appeal is handled as the complaint that it is; the
 * periods of the Measures run from its receipt. The law of personal information adds the decision by
 * a person, without a number.
 */
import { ALL_SECTIONS, ESCALATION_DAYS, FILING_DAYS } from './decisions.js';

const COMPLAINTS =
  'Measures for Handling Consumer Complaints in Banking and Insurance (CBIRC Order No. 3 of 2020)';

export const CN_REPRICING = {
  value: null,
  source: 'Civil Code of the PRC, Art. 543',
  why: 'A contract is modified by agreement of its parties, so no notice alone raises a rate.',
} as const;

export const CN_NOTICE = {
  contents: {
    value: ALL_SECTIONS,
    source: 'PIPL Art. 24(3)',
    why: 'The law wants the decision explained and the right to refuse a machine’s told; the other sections are ours and tell the way on.',
  },
  bureauDisclosure: {
    value: true,
    source: 'house rule',
    why: 'No statute asks it of the lender; who knows of the report can see it and object to it (Regulation of 2013, Art. 17 and 25).',
  },
} as const;

export const CN_APPEALS = {
  filingDays: FILING_DAYS,
  answer: {
    value: { calendarDays: 15 },
    source: COMPLAINTS,
    why: 'Where the facts are clear and the dispute is simple.',
  },
  complex: { value: { calendarDays: 30 }, source: COMPLAINTS, why: 'Where the case is complex.' },
  exceptional: {
    value: { calendarDays: 30 },
    source: COMPLAINTS,
    why: 'Where it is particularly complex or has another special reason, somebody above approves and the customer is told.',
  },
  humanAnswer: {
    value: { calendarDays: 15 },
    source: 'house rule',
    why: 'PIPL Art. 24(3) gives the right without a number; the period is the one for a plain complaint.',
  },
  reconsiderationFilingDays: {
    value: 30,
    source: COMPLAINTS,
    why: 'From the answer; there the office above checks it, here another reviewer.',
  },
  reconsiderationAnswer: { value: { calendarDays: 30 }, source: COMPLAINTS },
  pauseDays: {
    value: 14,
    source: 'house rule',
    why: 'A case that takes the customer’s word is not a simple one, and with the pause it stays within the thirty days of a complex one.',
  },
  escalationDays: ESCALATION_DAYS,
} as const;
