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
  },
] as const;
