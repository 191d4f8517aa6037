/**
 * The European Union: what may be looked at for a credit decision. A credit decision rests on income
 * and expenses and other financial and economic circumstances, necessary and proportionate.
 */

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
      why: 'Income comes first among what the creditworthiness assessment rests on.',
    },
    BUREAU: {
      value: 'PERMITTED',
      source: article,
      why: 'A credit database may be consulted where that is necessary.',
    },
  }) as const;

export const OLD_SOURCES = {
  ...activitySources(CREDITWORTHINESS.OLD),
  SOCIAL: {
    value: 'FORBIDDEN',
    source: 'house rule',
    why: 'The old directive is silent on social networks; the new one shuts them out.',
  },
} as const;

export const NEW_SOURCES = {
  ...activitySources(CREDITWORTHINESS.NEW),
  SOCIAL: {
    value: 'FORBIDDEN',
    source: CREDITWORTHINESS.NEW,
    why: 'Social networks are no external source for the purposes of the directive.',
  },
} as const;
