/**
 * China. The Civil Code and the Personal Information Protection Law apply together since 2021-11-01;
 * the Anti-Money Laundering Law as revised in 2024 applies since 2025-01-01 and doubles the years for
 * which records are kept. The line is a consumer loan of a platform, not a bank's credit card.
 */
import { CN_ANSWERS, CN_APPEALS, CN_ENDING, CN_NOTICE, CN_REPRICING } from './cn-decisions.js';
import { RETURN_BY_OFFER } from './decisions.js';
import { CREDIT_BALANCE, CUSTOMER_CLOSING, NO_IDLE_RULES, RECORDS_BY_THEIR_DAY } from './house.js';

const CREDITOR_ENDING = {
  terminationNoticeMonths: {
    value: 1,
    source: 'house rule',
    why: 'Civil Code Art. 563(2) asks for reasonable notice without a number.',
  },
  drawdownReasons: {
    value: 'BEFORE_OR_AT_ONCE',
    source: 'house rule',
    why: 'PIPL Art. 24 gives a right to an explanation, which helps only when it comes at once.',
  },
  ...CN_ENDING,
  ...NO_IDLE_RULES,
  repricingNoticeDays: CN_REPRICING,
  returnBy: RETURN_BY_OFFER,
} as const;

const RETENTION = {
  ...RECORDS_BY_THEIR_DAY,
  ADVERSE_ACTION_EVIDENCE: {
    value: { from: 'EVENT', period: { months: 60 } },
    source: 'house rule',
    why: 'As long as negative information may be kept by a credit reporting agency (Regulation of 2013, Art. 16), beyond the three years of Civil Code Art. 188.',
  },
} as const;

const COMMON = {
  jurisdiction: 'CN',
  timeZone: 'Asia/Shanghai',
  businessCalendar: 'CN_STATE_COUNCIL',
  customerClosure: {
    anyTime: {
      value: true,
      source: 'Civil Code of the PRC, Art. 563(2)',
      why: 'Either party may end a contract of continuing performance without a fixed term.',
    },
    free: {
      value: true,
      source: 'house rule',
      why: 'No statute settles the price of closing such a line; we charge nothing for it.',
    },
    maxNoticeMonths: {
      value: 0,
      source: 'house rule',
      why: 'Civil Code Art. 563(2) asks for reasonable notice without a number; we waive it.',
    },
    ...CUSTOMER_CLOSING,
  },
  creditBalanceRefund: {
    value: { businessDays: 7 },
    source: 'house rule',
    why: 'No statute names a number for such a line; the period is the one of 12 CFR 1026.11(a)(2).',
  },
  closurePenaltyPermitted: {
    value: true,
    source: 'house rule',
    why: 'No statute forbids it; PIPL Art. 24 asks that automated decisions be open and fair.',
  },
  closureProtection: {
    value: null,
    source: 'house rule',
    why: 'What a closing does to the score is told before and counted like anything else.',
  },
  linkedLimits: {
    decrease: {
      value: 'PERMITTED',
      source: 'house rule',
      why: 'No statute forbids it; each decrease is a decision with its reasons.',
    },
    increase: {
      value: 'PERMITTED',
      source: 'house rule',
      why: 'A line that the customer has may grow; it is told before, and can be lowered again.',
    },
  },
  adverseAction: {
    lineDecrease: {
      value: true,
      source: 'PIPL Art. 24(3)',
      why: 'A decision of significant effect on the person’s interests is to be explained.',
    },
    closureByCreditor: {
      value: true,
      source: 'PIPL Art. 24(3)',
      why: 'A decision of significant effect on the person’s interests is to be explained.',
    },
    applicationDeclined: {
      value: true,
      source: 'PIPL Art. 24(3)',
      why: 'A decision of significant effect on the person’s interests is to be explained.',
    },
    exceptGrounds: {
      value: ['CUSTOMER_REQUEST'],
      source: 'house rule',
      why: 'What the customer asked for is not done against them; no other ground is beyond explaining.',
    },
    noticeDays: {
      value: 15,
      source: 'house rule',
      why: 'No statute names a number; it is the time in which a plain complaint is to be settled by the Measures for Handling Consumer Complaints in Banking and Insurance (CBIRC, 2020).',
    },
    ...CN_ANSWERS,
  },
  notice: CN_NOTICE,
  appeals: CN_APPEALS,
  automatedDecision: {
    explanation: { value: true, source: 'PIPL Art. 24(3)' },
    humanDecision: { value: true, source: 'PIPL Art. 24(3)' },
  },
  creditBalance: CREDIT_BALANCE,
  closingDuties: [
    { value: 'ANY_TIME', source: 'Civil Code of the PRC, Art. 563(2)' },
    {
      value: 'FREE_OF_CHARGE',
      source: 'house rule',
      why: 'Whoever closes asks first what it costs.',
    },
    { value: 'DEBT_STAYS_OWED', source: 'Civil Code of the PRC, Art. 566 and 567' },
    { value: 'AUTOMATED_DECISION', source: 'PIPL Art. 24(3)' },
    {
      value: 'LINKED_LIMITS_MAY_MOVE',
      source: 'PIPL Art. 24(1)',
      why: 'Automated decisions are to be transparent.',
    },
    { value: 'DATA_KEPT', source: 'PIPL Art. 17(1)(2)' },
  ],
  activitySources: {
    TRANSACTIONS: {
      value: 'PERMITTED',
      source: 'PIPL Art. 13(1)(2)',
      why: 'What is paid, repaid and drawn is needed to perform the contract with the customer.',
    },
    APPLICATIONS: {
      value: 'PERMITTED',
      source: 'PIPL Art. 13(1)(2)',
      why: 'An application is how the customer asks for the contract.',
    },
    CLOSURES: {
      value: 'PERMITTED',
      source: 'house rule',
      why: 'No statute forbids it; frequent closing acts openly and for a stated time only.',
    },
    DEVICES: {
      value: 'PERMITTED',
      source: 'house rule',
      why: 'Devices guard the account; only pseudonyms of them are kept.',
    },
    PLACES: {
      value: 'WITH_CONSENT',
      source: 'PIPL Art. 28 and 29',
      why: 'Whereabouts are sensitive personal information, which takes a separate consent.',
    },
    SOCIAL: {
      value: 'WITH_CONSENT',
      source: 'PIPL Art. 13(1)(1)',
      why: 'Contacts are not needed to perform the contract, so only consent allows them.',
    },
    INCOME: {
      value: 'PERMITTED',
      source: 'house rule',
      why: 'The customer hands in the proof for this purpose, or leaves it.',
    },
    BUREAU: {
      value: 'WITH_CONSENT',
      source: 'Regulation on the Administration of the Credit Reporting Industry (2013), Art. 18',
      why: 'A query about a person at a credit reporting agency takes that person’s written consent.',
    },
  },
} as const;

/** What the Anti-Money Laundering Law of the day says: how long to keep, what to keep to oneself. */
const antiMoneyLaundering = <S extends string, M extends number>(law: {
  readonly months: M;
  readonly records: S;
  readonly confidence: S;
}) =>
  ({
    creditorEnding: {
      ...CREDITOR_ENDING,
      reasonsWithheld: {
        value: ['LEGAL_RESTRAINT'],
        source: law.confidence,
        why: 'Information on anti-money-laundering work is confidential.',
      },
    },
    retention: {
      ...RETENTION,
      TRANSACTION_RECORDS: {
        value: { from: 'RELATIONSHIP_END', period: { months: law.months } },
        source: law.records,
        why: 'The law counts from each transaction; books stay whole, so all count from the end.',
      },
      IDENTITY_RECORDS: {
        value: { from: 'RELATIONSHIP_END', period: { months: law.months } },
        source: law.records,
      },
    },
  }) as const;

export const CN_EDITIONS = [
  {
    id: 'CN-2021',
    validFrom: '2021-11-01',
    validUntil: '2025-01-01',
    ...COMMON,
    ...antiMoneyLaundering({
      months: 60,
      records: 'Anti-Money Laundering Law of the PRC (2006), Art. 19',
      confidence: 'Anti-Money Laundering Law of the PRC (2006), Art. 5',
    }),
  },
  {
    id: 'CN-2025',
    validFrom: '2025-01-01',
    ...COMMON,
    ...antiMoneyLaundering({
      months: 120,
      records: 'Anti-Money Laundering Law of the PRC (2024), Art. 34',
      confidence: 'Anti-Money Laundering Law of the PRC (2024), Art. 7',
    }),
  },
] as const;
