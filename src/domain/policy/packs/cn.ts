/**
 * China. One edition: the Civil Code and the Personal Information Protection Law apply together
 * since 2021-11-01. The line is a consumer loan of a platform, not a bank's credit card.
 */
export const CN_EDITIONS = [
  {
    id: 'CN-2021',
    jurisdiction: 'CN',
    validFrom: '2021-11-01',
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
  },
] as const;
