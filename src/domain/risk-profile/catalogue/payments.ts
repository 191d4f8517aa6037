/** What was paid of the balances: a payment in a month settles the statement of the month before. */
import {
  type Characteristic,
  ofStatements,
  WAGES_CAP,
  WINDOW_MONTHS,
  WITH_THE_NEXT_STATEMENT,
} from './entry.js';

export const PAYMENTS: readonly Characteristic[] = [
  ofStatements({
    id: 'payment_ratio_latest',
    unit: 'RATIO',
    min: 0,
    max: 1,
    window: 'P2M',
    direction: 'HIGHER_IS_SAFER',
    name: { en: 'Share of the last balance paid', zh: '最近一期还款比例' },
    meaning: {
      en: 'Paid in the newest month ÷ balance of the statement before it; at most the whole.',
      zh: '最近一个月的还款÷上一期账单余额，最高为全额。',
    },
    change: {
      how: {
        en: 'Pay more of the balance of your newest statement before the month ends; paying all of it counts as 100%.',
        zh: '在月底前多还最近一期账单的余额；全额还清按100%计。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'In the newest month you paid only {percent} of the balance of the statement before.',
      zh: '最近一个月，您仅偿还了上一期账单余额的{percent}。',
    },
    favour: {
      en: 'In the newest month you paid {percent} of the balance of the statement before.',
      zh: '最近一个月，您偿还了上一期账单余额的{percent}。',
    },
    atZero: {
      en: 'In the newest month you paid nothing of the balance of the statement before.',
      zh: '最近一个月，您未偿还上一期账单的余额。',
    },
  }),
  ofStatements({
    id: 'payment_ratio_mean',
    unit: 'RATIO',
    min: 0,
    max: 1,
    direction: 'HIGHER_IS_SAFER',
    name: { en: 'Average share of balances paid', zh: '平均还款比例' },
    meaning: {
      en: 'The average, over months with something to pay, of the share that was paid.',
      zh: '有应还余额的各月还款比例的平均值。',
    },
    change: {
      how: {
        en: 'Pay more of each monthly balance: every new statement moves the average of the last six.',
        zh: '每月多还账单余额：每一期新账单都会改变最近六期的平均值。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'On average you paid only {percent} of your monthly balances.',
      zh: '您平均每月仅偿还账单余额的{percent}。',
    },
    favour: {
      en: 'On average you paid {percent} of your monthly balances.',
      zh: '您平均每月偿还账单余额的{percent}。',
    },
    atZero: {
      en: 'In no month of the last six did you pay anything of a monthly balance.',
      zh: '最近六个月中，您从未偿还过月度账单余额。',
    },
  }),
  ofStatements({
    id: 'full_payment_share',
    unit: 'RATIO',
    min: 0,
    max: 1,
    direction: 'HIGHER_IS_SAFER',
    name: { en: 'Statements paid in full', zh: '全额还清的账单占比' },
    meaning: {
      en: 'Months in which every balance was paid in full ÷ months with something to pay.',
      zh: '全部余额均还清的月份数÷有应还余额的月份数。',
    },
    change: {
      how: {
        en: 'Pay the whole balance of every line month by month; the months of the last six that you did so are counted.',
        zh: '每月还清各项额度的全部余额；计算最近六个月中做到的月份。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'In only {percent} of the months with something to pay did you pay everything.',
      zh: '在有应还余额的月份中，您全额还清的仅占{percent}。',
    },
    favour: {
      en: 'In {percent} of the months with something to pay you paid everything.',
      zh: '在有应还余额的月份中，您有{percent}的月份全额还清。',
    },
    atZero: {
      en: 'In no month of the last six did you pay your balances in full.',
      zh: '最近六个月中，您没有一个月全额还清余额。',
    },
  }),
  ofStatements({
    id: 'low_payment_months',
    unit: 'COUNT',
    min: 0,
    max: WINDOW_MONTHS - 1,
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Months with a low payment', zh: '低还款月份数' },
    meaning: {
      en: 'Months in which less than 5% of the balance of the statement before was paid.',
      zh: '还款不足上一期账单余额5%的月份数。',
    },
    change: {
      how: {
        en: 'Pay at least 5% of every balance each month: a month with a low payment leaves the count with time.',
        zh: '每月至少偿还各项余额的5%：低还款月份会随时间退出统计。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'In {count} {count|one:month|other:months} of the last six you paid less than 5% of the balance.',
      zh: '最近六个月中，您有{count}个月的还款不足余额的5%。',
    },
    favour: {
      en: 'In no more than {count} {count|one:month|other:months} of the last six did you pay less than 5% of the balance.',
      zh: '最近六个月中，您还款不足余额5%的月份不超过{count}个。',
    },
    atZero: {
      en: 'In no month of the last six did you pay less than 5% of a balance.',
      zh: '最近六个月中，您每月还款都不低于余额的5%。',
    },
  }),
  ofStatements({
    id: 'lowest_payment_in_wages',
    unit: 'WAGES',
    min: 0,
    max: WAGES_CAP,
    direction: 'HIGHER_IS_SAFER',
    name: { en: 'Lowest monthly payment', zh: '最低月还款额' },
    meaning: {
      en: 'The smallest payments of a month of the last six ÷ an average monthly wage in their currency; a first statement is left out.',
      zh: '最近六个月中单月最低还款额÷该币种的平均月工资；首期账单不计。',
    },
    change: {
      how: {
        en: 'Pay more than the lowest month each month: that month leaves the count when six newer statements have followed.',
        zh: '每月还款高于最低月份：此后再有六期账单，该月份即不再计入。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'In the month of the last six in which you paid least, your payments came to {amount}, which counts as little.',
      zh: '最近六个月中还款最少的一个月，您的还款为{amount}，属于偏低。',
    },
    favour: {
      en: 'Even in the month of the last six in which you paid least, your payments came to {amount}.',
      zh: '最近六个月中，即使在还款最少的一个月，您的还款也有{amount}。',
    },
    atZero: {
      en: 'In at least one month of the last six no payment of yours came in.',
      zh: '最近六个月中，您至少有一个月没有还款入账。',
    },
  }),
];
