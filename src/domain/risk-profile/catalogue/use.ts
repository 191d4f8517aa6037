/** How lines were used, and how much there is to look at. */
import {
  type Characteristic,
  ofStatements,
  UTILIZATION_CAP,
  WINDOW_MONTHS,
  WITH_THE_NEXT_STATEMENT,
} from './entry.js';

export const USE: readonly Characteristic[] = [
  ofStatements({
    id: 'unused_months',
    unit: 'COUNT',
    min: 0,
    max: WINDOW_MONTHS,
    // Not using a line is thrift in one customer and a line without need in another.
    direction: 'NOT_MONOTONE',
    name: { en: 'Months without use', zh: '未使用月份数' },
    meaning: {
      en: 'Months of the last six with no purchase, no draw and no balance on any line.',
      zh: '最近六个月中所有额度均无消费、无支用且无余额的月份数。',
    },
    change: {
      how: {
        en: 'It follows from whether you use your lines; nobody needs to borrow for it.',
        zh: '取决于您是否使用额度；无须为此借款。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'In {count} {count|one:month|other:months} of the last six you did not use any line.',
      zh: '最近六个月中，您有{count}个月未使用任何额度。',
    },
    favour: {
      en: 'In {count} {count|one:month|other:months} of the last six you did without credit.',
      zh: '最近六个月中，您有{count}个月未动用信贷。',
    },
    atZero: {
      en: 'In every month of the last six you used a line.',
      zh: '最近六个月中，您每个月都使用了额度。',
    },
  }),
  ofStatements({
    id: 'purchases_to_limit',
    unit: 'RATIO',
    min: 0,
    max: UTILIZATION_CAP,
    // Regular modest use and hardly any use are judged differently, so no direction is the safe one.
    direction: 'NOT_MONOTONE',
    name: { en: 'Monthly purchases against the limit', zh: '月均消费占额度比例' },
    meaning: {
      en: 'Purchases and draws of the last six months ÷ the sum of the monthly limits.',
      zh: '最近六个月的消费与支用÷各月额度之和。',
    },
    change: {
      how: {
        en: 'Buy and draw less against your limits: every new statement moves the average of the last six.',
        zh: '减少相对于额度的消费与支用：每一期新账单都会改变最近六期的平均值。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'Your purchases and draws averaged {percent} of your limit a month, a share that counts against you.',
      zh: '您每月的消费与支用平均占额度的{percent}，这一比例对您不利。',
    },
    favour: {
      en: 'Your purchases and draws averaged {percent} of your limit a month, a share that counts in your favour.',
      zh: '您每月的消费与支用平均占额度的{percent}，这一比例对您有利。',
    },
    atZero: {
      en: 'Measured against your limit, your use of the last six months was nil: there was no purchase and no draw.',
      zh: '相对于额度，您最近六个月的使用为零：没有消费，也没有支用。',
    },
  }),
  ofStatements({
    id: 'rising_balances',
    unit: 'COUNT',
    min: 0,
    max: WINDOW_MONTHS - 1,
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Rising balances in a row', zh: '余额连续上升期数' },
    meaning: {
      en: 'Months in a row, up to the newest, in which the balance was above the month before.',
      zh: '截至最近一期，余额连续高于上月的月份数。',
    },
    change: {
      how: {
        en: 'Pay so much that the next statement’s balance is not above that of the newest one: the row then ends.',
        zh: '使下一期账单的余额不高于最近一期：连续上升即告结束。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'Your balance has risen for {count} {count|one:month|other:months} in a row.',
      zh: '您的余额已连续{count}个月上升。',
    },
    favour: {
      en: 'Your balance has risen for no more than {count} {count|one:month|other:months} in a row.',
      zh: '您的余额连续上升不超过{count}个月。',
    },
    atZero: {
      en: 'Your balance did not rise in the newest month.',
      zh: '您的余额在最近一个月没有上升。',
    },
  }),
  ofStatements({
    id: 'statement_months',
    unit: 'COUNT',
    min: 0,
    max: WINDOW_MONTHS,
    direction: 'NOT_MONOTONE',
    name: { en: 'Months with statements', zh: '有账单的月份数' },
    meaning: {
      en: 'Months of the last six for which there is a statement; texts count against it.',
      zh: '最近六个月中有账单的月份数，供说明文字引用。',
    },
    // It grows by itself from month to month.
    change: null,
    reason: {
      en: 'There {count|one:is a statement|other:are statements} for only {count} {count|one:month|other:months} of the last six.',
      zh: '最近六个月中仅有{count}个月有账单。',
    },
    favour: {
      en: 'There {count|one:is a statement|other:are statements} for {count} {count|one:month|other:months} of the last six.',
      zh: '最近六个月中有{count}个月有账单。',
    },
    atZero: {
      en: 'There is no statement of the last six months.',
      zh: '最近六个月没有账单。',
    },
  }),
];
