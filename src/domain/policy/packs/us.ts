/**
 * The United States, federal rules only; a state's stricter rule is an edition of its own. The day
 * is the one in New York and the business days are those of the Federal Reserve Banks: Regulation Z
 * means the days on which the creditor's offices are open (12 CFR 1026.2(a)(6)), and a creditor with
 * other offices changes the calendar.
 */
import { CUSTOMER_CLOSING, RECORDS_BY_THEIR_DAY } from './house.js';
import {
  US_ADVERSE_ACTION,
  US_APPEALS,
  US_ENDING,
  US_NOTICE,
  US_REPRICING,
  US_RETURN,
} from './us-decisions.js';

const ANY_INFORMATION = {
  value: 'PERMITTED',
  source: '12 CFR 1002.6(a) (Regulation B)',
  why: 'Any information may be considered that does not discriminate on a prohibited basis.',
} as const;

export const US_EDITIONS = [
  {
    id: 'US-REG-Z-2011',
    jurisdiction: 'US',
    // The Bureau's restatement of Regulations B and Z as 12 CFR 1002 and 1026.
    validFrom: '2011-12-30',
    timeZone: 'America/New_York',
    businessCalendar: 'US_FEDERAL_RESERVE',
    customerClosure: {
      anyTime: {
        value: true,
        source: 'house rule',
        why: 'Federal law does not tie the customer to an open-end plan; we close on the word.',
      },
      free: { value: true, source: '12 CFR 1026.52(b)(2)(i)(B)(3) (Regulation Z)' },
      maxNoticeMonths: {
        value: 0,
        source: 'house rule',
        why: 'Federal law asks the customer for no notice, and neither do we.',
      },
      ...CUSTOMER_CLOSING,
    },
    creditBalanceRefund: {
      value: { businessDays: 7 },
      source: '12 CFR 1026.11(a)(2) (Regulation Z)',
      why: 'Counted from the written request; closing a line in credit is taken as that request.',
    },
    closurePenaltyPermitted: {
      value: true,
      source: '12 CFR 1002.6(a) (Regulation B)',
      why: 'Any information may be considered that does not discriminate on a prohibited basis.',
    },
    closureProtection: {
      value: null,
      source: 'house rule',
      why: 'What a closing does to the score is told before and counted like anything else.',
    },
    linkedLimits: {
      decrease: {
        value: 'PERMITTED',
        source: '12 CFR 1002.2(c)(1)(ii) (Regulation B)',
        why: 'It is permitted and, unless it affects a whole class, an adverse action.',
      },
      increase: {
        value: 'FORBIDDEN',
        source: 'house rule',
        why: 'An increase takes a look at the ability to pay (12 CFR 1026.51(a)), which a closing does not give.',
      },
    },
    creditorEnding: {
      terminationNoticeMonths: {
        value: 0,
        source: 'house rule',
        why: 'Federal law names no notice for ending an open-end plan.',
      },
      drawdownReasons: {
        value: 'WITHIN_30_DAYS',
        source: '12 CFR 1002.9(a)(1)(iii) (Regulation B)',
      },
      reasonsWithheld: {
        value: ['LEGAL_RESTRAINT'],
        source: '31 U.S.C. 5318(g)(2)',
        why: 'Nobody may be told of a suspicious activity report.',
      },
      inactivityMonths: {
        value: 3,
        source: '12 CFR 1026.11(b)(2) (Regulation Z)',
        why: 'Months in a row without an extension of credit, and with nothing owed.',
      },
      overLimitFeeDelayDays: {
        value: 45,
        source: '12 CFR 1026.9(c)(2)(vi) (Regulation Z)',
        why: 'Counted from the notice of the decrease; it bars a penalty rate just the same.',
      },
      ...US_ENDING,
      repricingNoticeDays: US_REPRICING,
      returnBy: US_RETURN,
    },
    adverseAction: {
      lineDecrease: { value: true, source: '12 CFR 1002.2(c)(1)(ii) (Regulation B)' },
      closureByCreditor: { value: true, source: '12 CFR 1002.2(c)(1)(ii) (Regulation B)' },
      applicationDeclined: { value: true, source: '12 CFR 1002.2(c)(1)(i) (Regulation B)' },
      ...US_ADVERSE_ACTION,
    },
    notice: US_NOTICE,
    appeals: US_APPEALS,
    automatedDecision: {
      explanation: {
        value: true,
        source: '12 CFR 1002.9(b)(2) (Regulation B)',
        why: 'The specific principal reasons, whoever or whatever decided.',
      },
      humanDecision: {
        value: false,
        source: 'house rule',
        why: 'Federal law gives no right to a decision by a person.',
      },
    },
    creditBalance: {
      aboveMinor: { value: 100, source: '12 CFR 1026.11(a) (Regulation Z)' },
      unaskedAfterMonths: { value: 6, source: '12 CFR 1026.11(a)(3) (Regulation Z)' },
    },
    closingDuties: [
      {
        value: 'FREE_OF_CHARGE',
        source: '12 CFR 1026.52(b)(2)(i)(B)(3) (Regulation Z)',
        why: 'Whoever closes asks first what it costs.',
      },
      {
        value: 'DEBT_STAYS_OWED',
        source: 'house rule',
        why: 'Ending the plan ends the use of it, not what was borrowed.',
      },
      {
        value: 'LINKED_LIMITS_MAY_MOVE',
        source: 'house rule',
        why: 'What follows from a closing is told before it.',
      },
      { value: 'DATA_KEPT', source: 'house rule', why: 'Whoever leaves asks what stays behind.' },
    ],
    retention: {
      ...RECORDS_BY_THEIR_DAY,
      TRANSACTION_RECORDS: {
        value: { from: 'RELATIONSHIP_END', period: { months: 60 } },
        source: '31 CFR 1010.430(d)',
        why: 'The rule counts from each record; books stay whole, so all count from the end.',
      },
      IDENTITY_RECORDS: {
        value: { from: 'RELATIONSHIP_END', period: { months: 60 } },
        source: '31 CFR 1020.220(a)(3)(ii)',
      },
      ADVERSE_ACTION_EVIDENCE: {
        value: { from: 'EVENT', period: { months: 25 } },
        source: '12 CFR 1002.12(b)(1) and (2) (Regulation B)',
        why: 'Counted from the day on which the applicant or customer was told.',
      },
    },
    activitySources: {
      TRANSACTIONS: ANY_INFORMATION,
      APPLICATIONS: ANY_INFORMATION,
      CLOSURES: ANY_INFORMATION,
      DEVICES: ANY_INFORMATION,
      INCOME: ANY_INFORMATION,
      PLACES: {
        value: 'FORBIDDEN',
        source: 'house rule',
        why: 'Places could stand in for a prohibited basis, see 12 CFR 1002.5(b) and 1002.6(a).',
      },
      SOCIAL: {
        value: 'FORBIDDEN',
        source: 'house rule',
        why: 'Contacts could stand in for a prohibited basis, see 12 CFR 1002.5(b) and 1002.6(a).',
      },
      BUREAU: {
        value: 'PERMITTED',
        source: '15 U.S.C. 1681b(a)(3)(A)',
        why: 'A consumer report may be used for a credit transaction that involves the consumer.',
      },
    },
  },
] as const;
