/**
 * The European Union. Directive 2008/48/EC governs until 2026-11-19, Directive (EU) 2023/2225 from
 * 2026-11-20 (Art. 48(1)). An open-end agreement that existed on that day stays under the old
 * directive but gets some articles of the new one, Art. 28 among them (Art. 47): it has an edition
 * of its own, since what is not extended goes on by the old text.
 *
 * A directive binds through national law, and a lender adds the edition of its Member State. These
 * editions hold the Union's own text. Brussels time stands for the member state of the demo, and
 * the TARGET calendar for the bank days in which euro refunds move.
 */
const REFUND = {
  value: { businessDays: 7 },
  source: 'house rule',
  why: 'The directive names no number; the period is the one of 12 CFR 1026.11(a)(2).',
} as const;

const PENALTY = {
  value: false,
  source: 'house rule',
  why: 'Ending the agreement is free of charge; no article names scores, but a lower one would cost.',
} as const;

const CREDITWORTHINESS = {
  OLD: 'Directive 2008/48/EC, Art. 8(1)',
  NEW: 'Directive (EU) 2023/2225, Art. 18(3)',
} as const;

/** Art. 18 is not among the articles that Art. 47 extends to older agreements. */
const activitySources = <S extends string>(article: S) =>
  ({
    TRANSACTIONS: {
      value: 'PERMITTED',
      source: article,
      why: 'What is paid, repaid and drawn is information on financial circumstances.',
    },
    APPLICATIONS: {
      value: 'PERMITTED',
      source: article,
      why: 'Applications for credit are information on financial circumstances.',
    },
    CLOSURES: {
      value: 'FORBIDDEN',
      source: 'house rule',
      why: 'The customer’s own closing is no ground for a penalty, so it is not looked at.',
    },
    DEVICES: {
      value: 'FORBIDDEN',
      source: 'house rule',
      why: 'Devices are no relevant and proportionate information on income and expenses.',
    },
    PLACES: {
      value: 'FORBIDDEN',
      source: 'house rule',
      why: 'Places are no relevant and proportionate information on income and expenses.',
    },
    INCOME: {
      value: 'PERMITTED',
      source: article,
      why: 'Income is what the creditworthiness assessment is to look at first.',
    },
    BUREAU: {
      value: 'PERMITTED',
      source: article,
      why: 'A credit database may be consulted where that is necessary.',
    },
  }) as const;

const OLD_SOURCES = {
  ...activitySources(CREDITWORTHINESS.OLD),
  SOCIAL: {
    value: 'FORBIDDEN',
    source: 'house rule',
    why: 'The old directive is silent on social networks; the new one shuts them out.',
  },
} as const;

const NEW_SOURCES = {
  ...activitySources(CREDITWORTHINESS.NEW),
  SOCIAL: {
    value: 'FORBIDDEN',
    source: CREDITWORTHINESS.NEW,
    why: 'Social networks are no external source for the purposes of the directive.',
  },
} as const;

const OLD_ARTICLE = 'Directive 2008/48/EC, Art. 13(1)';
const NEW_ARTICLE = 'Directive (EU) 2023/2225, Art. 28(1)';
const EXTENDED_ARTICLE = 'Directive (EU) 2023/2225, Art. 28(1) by Art. 47';

export const EU_EDITIONS = [
  {
    id: 'EU-2008/48',
    jurisdiction: 'EU',
    // 11 June 2010 by the corrigendum OJ L 207, 11.8.2009, p. 14. Art. 30(2) extends Art. 13 to the
    // open-end agreements that existed before, so the agreement date does not matter.
    validFrom: '2010-06-11',
    validUntil: '2026-11-20',
    timeZone: 'Europe/Brussels',
    businessCalendar: 'EU_TARGET',
    customerClosure: {
      anyTime: { value: true, source: OLD_ARTICLE },
      free: { value: true, source: OLD_ARTICLE },
      maxNoticeMonths: { value: 1, source: OLD_ARTICLE },
    },
    creditBalanceRefund: REFUND,
    closurePenaltyPermitted: PENALTY,
    activitySources: OLD_SOURCES,
  },
  {
    id: 'EU-2008/48+2023/2225-art-47',
    jurisdiction: 'EU',
    validFrom: '2026-11-20',
    agreementsUntil: '2026-11-20',
    timeZone: 'Europe/Brussels',
    businessCalendar: 'EU_TARGET',
    customerClosure: {
      anyTime: { value: true, source: EXTENDED_ARTICLE },
      free: { value: true, source: EXTENDED_ARTICLE },
      maxNoticeMonths: { value: 1, source: EXTENDED_ARTICLE },
    },
    creditBalanceRefund: REFUND,
    closurePenaltyPermitted: PENALTY,
    activitySources: OLD_SOURCES,
  },
  {
    id: 'EU-2023/2225',
    jurisdiction: 'EU',
    validFrom: '2026-11-20',
    agreementsFrom: '2026-11-20',
    timeZone: 'Europe/Brussels',
    businessCalendar: 'EU_TARGET',
    customerClosure: {
      anyTime: { value: true, source: NEW_ARTICLE },
      free: { value: true, source: NEW_ARTICLE },
      maxNoticeMonths: { value: 1, source: NEW_ARTICLE },
    },
    creditBalanceRefund: REFUND,
    closurePenaltyPermitted: PENALTY,
    activitySources: NEW_SOURCES,
  },
] as const;
