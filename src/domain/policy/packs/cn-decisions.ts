/**
 * China, after a decision of the creditor. An appeal is handled as the complaint that it is; the
 * periods of the Measures run from its receipt. The law of personal information adds the decision by
 * a person, without a number.
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

const COMPLAINTS =
  'Measures for Handling Consumer Complaints in Banking and Insurance (CBIRC Order No. 3 of 2020)';

export const CN_REPRICING = {
  value: null,
  source: 'Civil Code of the PRC, Art. 543',
  why: 'A contract is modified by agreement of its parties, so no notice alone raises a rate.',
} as const;

export const CN_ENDING = {
  noticeRunsFrom: {
    value: 'DELIVERY',
    source: 'Civil Code of the PRC, Art. 565(1)',
    why: 'A contract ends by notice when the notice reaches the other party, so the reasonable time of Art. 563(2) runs from there.',
  },
  closureAtOnce: {
    value: ['DELINQUENCY', 'FRAUD_OR_SECURITY', 'DEATH', 'LEGAL_RESTRAINT', 'REGULATION'],
    source: 'Civil Code of the PRC, Art. 563(1) and (2)',
    why: 'Without a breach, or something that keeps the contract from its purpose, a contract without a fixed term ends by reasonable notice.',
  },
} as const;

export const CN_ANSWERS = {
  applicationNoticeFrom: ANSWER_FROM_DECISION,
  counterofferDays: NO_COUNTEROFFER,
} as const;

export const CN_NOTICE = {
  contents: {
    value: sectionsWithout('RIGHTS'),
    source: 'PIPL Art. 24(3)',
    why: 'The law wants the decision explained and the right to refuse a machine’s told; the other sections are ours and tell the way on.',
  },
  bureauDisclosure: {
    value: true,
    source: 'house rule',
    why: 'No statute asks it of the lender; who knows of the report can see it and object to it (Regulation of 2013, Art. 17 and 25).',
  },
  bureauRights: {
    value: 'FREE_REPORT_TWICE_A_YEAR',
    source:
      'Regulation on the Administration of the Credit Reporting Industry (2013), Art. 17 and 25',
  },
  scoreFactors: NO_SCORE_FACTORS,
  statement: NO_STATEMENT,
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
    why: 'Where it is particularly complex or has another special reason; the Measures want the office above or senior managers of the head office to approve. Here that is a second person who never had the case, whom the institution has to empower for it. The customer is told.',
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
    why: 'A case that takes the customer’s word is not a simple one. The Measures stop no clock, so the pause ends with the thirty days of a complex case, and a longer period gets none.',
  },
  escalationDays: ESCALATION_DAYS,
  idleDays: IDLE_DAYS,
} as const;
