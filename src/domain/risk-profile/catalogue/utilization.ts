/** How much of the limits was in use, month by month and today. */
import {
  AT_ONCE,
  type Characteristic,
  ofStatements,
  UTILIZATION_CAP,
  WINDOW_MONTHS,
  WITH_THE_NEXT_STATEMENT,
} from './entry.js';

export const UTILIZATION: readonly Characteristic[] = [
  ofStatements({
    id: 'utilization_latest',
    unit: 'RATIO',
    min: 0,
    max: UTILIZATION_CAP,
    window: 'P1M',
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Utilization on the newest statement', zh: '最近一期账单的额度使用率' },
    meaning: {
      en: 'Balances ÷ limits on the newest statements; a balance in your favour counts as zero.',
      zh: '最近一期账单的余额÷额度；溢缴款按零计。',
    },
    change: {
      how: {
        en: 'Pay down your balances before the month ends: the next statement then uses less of your limits.',
        zh: '在月底前减少欠款：下一期账单占用的额度即会降低。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'Your newest statement used {percent} of your limit.',
      zh: '您最近一期账单使用了额度的{percent}。',
    },
    favour: {
      en: 'Your newest statement used no more than {percent} of your limit.',
      zh: '您最近一期账单仅使用了额度的{percent}。',
    },
    atZero: {
      en: 'Your newest statement used nothing of your limit.',
      zh: '您最近一期账单未占用额度。',
    },
  }),
  ofStatements({
    id: 'utilization_mean',
    unit: 'RATIO',
    min: 0,
    max: UTILIZATION_CAP,
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Average utilization', zh: '平均额度使用率' },
    meaning: {
      en: 'The average of the monthly utilization over the last six months.',
      zh: '最近六个月各月额度使用率的平均值。',
    },
    change: {
      how: {
        en: 'Keep balances lower at the end of each month: every new statement moves the average of the last six.',
        zh: '每月底保持较低余额：每一期新账单都会改变最近六期的平均值。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'On average over your last {statements} monthly {statements|one:statement|other:statements} you used {percent} of your limit.',
      zh: '您最近{statements}期账单平均使用了额度的{percent}。',
    },
    favour: {
      en: 'On average over your last {statements} monthly {statements|one:statement|other:statements} you used no more than {percent} of your limit.',
      zh: '您最近{statements}期账单平均仅使用了额度的{percent}。',
    },
    atZero: {
      en: 'Your monthly statements of the last six months used nothing of your limit.',
      zh: '您最近六个月的月度账单均未占用额度。',
    },
  }),
  ofStatements({
    id: 'utilization_max',
    unit: 'RATIO',
    min: 0,
    max: UTILIZATION_CAP,
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Highest utilization', zh: '最高额度使用率' },
    meaning: {
      en: 'The highest monthly utilization of the last six months.',
      zh: '最近六个月中最高的月度额度使用率。',
    },
    change: {
      how: {
        en: 'Keep balances below the highest month: that month leaves the count when six newer statements have followed.',
        zh: '使余额低于最高月份：此后再有六期账单，该月份即不再计入。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'In your highest month of the last six you used {percent} of your limit.',
      zh: '最近六个月中，您使用最多的一个月用了额度的{percent}。',
    },
    favour: {
      en: 'Even in your highest month of the last six you used no more than {percent} of your limit.',
      zh: '最近六个月中，即使在使用最多的月份，您也只用了额度的{percent}。',
    },
    atZero: {
      en: 'In no month of the last six did your statements use anything of your limit.',
      zh: '最近六个月中，您的账单从未占用额度。',
    },
  }),
  ofStatements({
    id: 'utilization_change',
    unit: 'RATIO',
    min: -UTILIZATION_CAP,
    max: UTILIZATION_CAP,
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Change of utilization', zh: '额度使用率变化' },
    meaning: {
      en: 'Utilization on the newest statement minus that on the oldest of the last six months.',
      zh: '最近一期账单的额度使用率减去最近六个月中最早一期的使用率。',
    },
    change: {
      how: {
        en: 'Pay down your balances before the month ends: the next statement is compared with the one of five months before it.',
        zh: '在月底前减少欠款：下一期账单将与其五个月前的账单相比较。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    // The way it went belongs to the figure: the same words are true of a rise and of a fall.
    reason: {
      en: 'How your utilization changed over the last six months counts against you: {move}.',
      zh: '您的额度使用率在最近六个月内的变动对您不利：{move}。',
    },
    favour: {
      en: 'How your utilization changed over the last six months counts in your favour: {move}.',
      zh: '您的额度使用率在最近六个月内的变动对您有利：{move}。',
    },
    atZero: {
      en: 'Your utilization is the same as at the beginning of the last six months.',
      zh: '您的额度使用率与最近六个月初相同。',
    },
  }),
  {
    id: 'utilization_now',
    unit: 'RATIO',
    min: 0,
    max: UTILIZATION_CAP,
    source: 'LINES',
    window: 'P0D',
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Utilization today', zh: '当前额度使用率' },
    meaning: {
      en: 'Balance ÷ limit of the line that is used most, among those that can be used today.',
      zh: '今天仍可使用的各额度中，余额÷额度最高者。',
    },
    change: {
      how: {
        en: 'Pay down the line that you use most; a payment counts as soon as it is booked.',
        zh: '减少使用最多的一项额度的欠款；还款入账后立即生效。',
      },
      earliestDays: AT_ONCE,
    },
    reason: {
      en: 'The line that you use most is used to {percent} of its limit today.',
      zh: '目前您使用最多的一项额度已用{percent}。',
    },
    favour: {
      en: 'Even the line that you use most is used to only {percent} of its limit today.',
      zh: '目前您使用最多的一项额度也仅用了{percent}。',
    },
    atZero: {
      en: 'None of the lines that you can use is used today.',
      zh: '目前您可用的各项额度均未使用。',
    },
  },
  ofStatements({
    id: 'over_limit_months',
    unit: 'COUNT',
    min: 0,
    max: WINDOW_MONTHS,
    direction: 'HIGHER_IS_RISKIER',
    name: { en: 'Months over the limit', zh: '超额度月份数' },
    meaning: {
      en: 'Months of the last six in which a statement balance was above its limit.',
      zh: '最近六个月中账单余额超过额度的月份数。',
    },
    change: {
      how: {
        en: 'Bring every balance within its limit before the month ends: each new month within the limits takes the place of the oldest of the six.',
        zh: '在月底前使每项余额不超过额度：每个未超额度的新月份都会取代六个月中最早的一个月。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'In {count} {count|one:month|other:months} of the last six your balance was over the limit.',
      zh: '最近六个月中，您有{count}个月的余额超过额度。',
    },
    favour: {
      en: 'In no more than {count} {count|one:month|other:months} of the last six was your balance over the limit.',
      zh: '最近六个月中，您的余额超过额度的月份不超过{count}个。',
    },
    atZero: {
      en: 'Your balance stayed within the limit in every month of the last six.',
      zh: '最近六个月中，您的余额始终未超过额度。',
    },
  }),
];
