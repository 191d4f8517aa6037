/**
 * The United States, federal rules only; a state's stricter rule is an edition of its own. The day
 * is the one in New York and the business days are those of the Federal Reserve Banks: Regulation Z
 * means the days on which the creditor's offices are open (12 CFR 1026.2(a)(6)), and a creditor with
 * other offices changes the calendar.
 */
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
