/** How late statements were. The past can't be undone: it weighs less, then leaves the window. */
import {
  type Characteristic,
  MONTHS_LATE_CAP,
  OLDER_HALF_MONTHS,
  ofStatements,
  WINDOW_MONTHS,
  WITH_THE_NEXT_STATEMENT,
} from './entry.js';

export const LATENESS: readonly Characteristic[] = [
  ofStatements({
    id: 'months_late_latest',
    unit: 'MONTHS',
    min: 0,
    max: MONTHS_LATE_CAP,
    window: 'P1M',
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Months late now', zh: '当前逾期月数' },
    meaning: {
      en: 'Months late on the newest statement, the worst line counting.',
      zh: '最近一期账单的逾期月数，以逾期最严重的额度为准。',
    },
    change: {
      how: {
        en: 'Pay everything that is overdue: the next monthly statement is then not late.',
        zh: '还清全部逾期款项：下一期月度账单即不再逾期。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'Your newest statement was {months} {months|one:month|other:months} late.',
      zh: '您最近一期账单已逾期{months}个月。',
    },
    favour: {
      en: 'Your newest statement was no more than {months} {months|one:month|other:months} late.',
      zh: '您最近一期账单逾期不超过{months}个月。',
    },
    atZero: {
      en: 'Your newest statement was not late.',
      zh: '您最近一期账单没有逾期。',
    },
  }),
  ofStatements({
    id: 'months_late_worst',
    unit: 'MONTHS',
    min: 0,
    max: MONTHS_LATE_CAP,
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Longest time late', zh: '最长逾期月数' },
    meaning: {
      en: 'The most months late on any statement of the last six months.',
      zh: '最近六个月任一账单的最长逾期月数。',
    },
    change: {
      how: {
        en: 'Only time changes it: a late statement leaves the count when six newer monthly statements have followed. Until then, let no statement become later.',
        zh: '只能随时间改变：逾期账单之后再有六期月度账单，该期账单即不再计入。在此之前，请勿让任何账单逾期更久。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'Within the last six months you fell {months} {months|one:month|other:months} behind.',
      zh: '最近六个月内，您最长逾期{months}个月。',
    },
    favour: {
      en: 'Within the last six months you fell no more than {months} {months|one:month|other:months} behind.',
      zh: '最近六个月内，您最长逾期未超过{months}个月。',
    },
    atZero: {
      en: 'Within the last six months none of your statements was late.',
      zh: '最近六个月内，您的账单均无逾期。',
    },
  }),
  ofStatements({
    id: 'late_statements',
    unit: 'COUNT',
    min: 0,
    max: WINDOW_MONTHS,
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Late months', zh: '逾期月份数' },
    meaning: {
      en: 'Months of the last six in which a statement was at least one month late.',
      zh: '最近六个月中账单逾期至少一个月的月份数。',
    },
    change: {
      how: {
        en: 'Pay every due on time: each new statement that is not late takes the place of the oldest of the six.',
        zh: '每期按时还款：每一期未逾期的新账单都会取代六期中最早的一期。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: '{count} of your last {statements} monthly {statements|one:statement|other:statements} {count|one:was|other:were} late.',
      zh: '您最近{statements}期月度账单中有{count}期逾期。',
    },
    favour: {
      en: 'No more than {count} of your last {statements} monthly {statements|one:statement|other:statements} {count|one:was|other:were} late.',
      zh: '您最近{statements}期月度账单中逾期的不超过{count}期。',
    },
    atZero: {
      en: 'None of your monthly statements of the last six months was late.',
      zh: '您最近六个月的月度账单均无逾期。',
    },
  }),
  ofStatements({
    id: 'months_since_late',
    unit: 'MONTHS',
    min: 0,
    max: WINDOW_MONTHS,
    openAtMax: true,
    direction: 'HIGHER_IS_SAFER',
    name: { en: 'Months since the last late statement', zh: '距上次逾期的月数' },
    meaning: {
      en: 'Months from the last late statement to the newest one; six when none of them was late.',
      zh: '从上一期逾期账单到最近一期账单的月数；期间均无逾期则为六。',
    },
    change: {
      how: {
        en: 'Pay what is overdue and then every due on time: each new statement that is not late adds a month.',
        zh: '还清逾期款项，之后每期按时还款：每一期未逾期的新账单都使其增加一个月。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'Your last late statement was {months} {months|one:month|other:months} before your newest one.',
      zh: '您上一次逾期的账单距最近一期账单{months}个月。',
    },
    favour: {
      en: 'For {months} {months|one:month|other:months} none of your monthly statements has been late.',
      zh: '您的月度账单已连续{months}个月没有逾期。',
    },
    atZero: {
      en: 'Your newest statement was late, so no month on time has followed yet.',
      zh: '您最近一期账单逾期，此后尚无按时还款的月份。',
    },
  }),
  ofStatements({
    id: 'months_since_two_late',
    unit: 'MONTHS',
    min: 0,
    max: WINDOW_MONTHS,
    openAtMax: true,
    direction: 'HIGHER_IS_SAFER',
    name: { en: 'Months since a statement two months late', zh: '距上次逾期达两个月的月数' },
    meaning: {
      en: 'Months from the last statement at least two months late to the newest one; six when none was.',
      zh: '从上一期逾期至少两个月的账单到最近一期账单的月数；期间均无则为六。',
    },
    change: {
      how: {
        en: 'Pay what is overdue and let no statement become two months late: each new statement adds a month.',
        zh: '还清逾期款项，并避免任何账单逾期达两个月：每一期新账单都使其增加一个月。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'A statement {months} {months|one:month|other:months} before your newest one was at least two months late.',
      zh: '您在最近一期账单的{months}个月之前，有账单逾期至少两个月。',
    },
    favour: {
      en: 'For {months} {months|one:month|other:months} none of your monthly statements has been two months late or more.',
      zh: '您的月度账单已连续{months}个月没有逾期达两个月或以上。',
    },
    atZero: {
      en: 'Your newest statement was at least two months late, so no month without that has followed yet.',
      zh: '您最近一期账单逾期至少两个月，此后尚无其他账单。',
    },
  }),
  ofStatements({
    id: 'earlier_late_months',
    unit: 'COUNT',
    min: 0,
    max: OLDER_HALF_MONTHS,
    direction: 'HIGHER_IS_RISKIER',
    name: {
      en: 'Late months among the earlier three of the last six',
      zh: '最近六个月的前三个月中的逾期月份数',
    },
    meaning: {
      en: 'Of the three months from three to five months before the newest statement, those with a statement at least one month late.',
      zh: '最近一期账单之前第三至第五个月中，账单逾期至少一个月的月份数。',
    },
    change: {
      how: {
        en: 'Only time changes it: with each new statement the oldest month leaves. Pay on time, so that no late month moves up.',
        zh: '只能随时间改变：每一期新账单使最早的月份退出。请按时还款，以免有新的逾期月份计入。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'In the earlier three of the last six months, your statements were late in {count} {count|one:month|other:months}.',
      zh: '在最近六个月的前三个月中，您有{count}个月的账单逾期。',
    },
    favour: {
      en: 'In the earlier three of the last six months, your statements were late in no more than {count} {count|one:month|other:months}.',
      zh: '在最近六个月的前三个月中，您的账单逾期不超过{count}个月。',
    },
    atZero: {
      en: 'In the earlier three of the last six months, none of your statements was late.',
      zh: '在最近六个月的前三个月中，您的账单均无逾期。',
    },
  }),
];
