/** What is left under the limits, and a move of the balance while a line is not in use. */
import {
  type Characteristic,
  ofStatements,
  UTILIZATION_CAP,
  WAGES_CAP,
  WITH_THE_NEXT_STATEMENT,
} from './entry.js';

export const AVAILABLE_CREDIT: readonly Characteristic[] = [
  ofStatements({
    id: 'available_credit_in_wages',
    unit: 'WAGES',
    min: 0,
    max: WAGES_CAP,
    window: 'P1M',
    direction: 'HIGHER_IS_SAFER',
    name: { en: 'Available credit on the newest statement', zh: '最近一期账单的可用额度' },
    meaning: {
      en: 'Limits less balances on the newest statements ÷ an average monthly wage in their currency; over a limit counts as nothing left.',
      zh: '最近一期账单的额度减余额，÷该币种的平均月工资；超额度按零计。',
    },
    change: {
      how: {
        en: 'Pay down your balances before the month ends: what is paid is available on the next statement.',
        zh: '在月底前减少欠款：已还部分在下一期账单上即为可用额度。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'On your newest statement the credit still available came to {amount}, which counts as little.',
      zh: '您最近一期账单的可用额度为{amount}，属于偏低。',
    },
    favour: {
      en: 'On your newest statement the credit still available came to {amount}.',
      zh: '您最近一期账单的可用额度达{amount}。',
    },
    atZero: {
      en: 'On your newest statement no credit was left within your limits.',
      zh: '您最近一期账单没有可用额度。',
    },
  }),
  ofStatements({
    id: 'available_credit_while_revolving',
    unit: 'WAGES',
    min: 0,
    max: WAGES_CAP,
    window: 'P2M',
    direction: 'HIGHER_IS_SAFER',
    situational: true,
    name: { en: 'Available credit while paying in part', zh: '部分还款时的可用额度' },
    meaning: {
      en: 'Available credit on the newest statement ÷ an average monthly wage, where the statement before was paid in part and nothing is late; no value otherwise.',
      zh: '上一期账单部分还款且没有逾期时，最近一期账单的可用额度÷平均月工资；其他情况无值。',
    },
    change: {
      how: {
        en: 'Pay down your balances before the month ends, or pay the newest statement in full: the next statement then shows it.',
        zh: '在月底前减少欠款，或全额还清最近一期账单：下一期账单即会体现。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    reason: {
      en: 'You pay in part, and the credit still available on your newest statement came to {amount}, which counts as little.',
      zh: '您采用部分还款，且最近一期账单的可用额度为{amount}，属于偏低。',
    },
    favour: {
      en: 'You pay in part, but the credit still available on your newest statement came to {amount}.',
      zh: '您采用部分还款，但最近一期账单的可用额度仍有{amount}。',
    },
    atZero: {
      en: 'You pay in part, and on your newest statement no credit was left within your limits.',
      zh: '您采用部分还款，且最近一期账单没有可用额度。',
    },
  }),
  ofStatements({
    id: 'utilization_step_while_unused',
    unit: 'RATIO',
    min: -UTILIZATION_CAP,
    max: UTILIZATION_CAP,
    window: 'P2M',
    direction: 'HIGHER_IS_RISKIER',
    situational: true,
    name: { en: 'Change of utilization without new use', zh: '没有新增使用时的使用率变动' },
    meaning: {
      en: 'Utilization on the newest statement minus that of the month before, where the newest statement counts as not used; no value otherwise.',
      zh: '最近一期账单视为未使用时，其额度使用率减去上月的使用率；其他情况无值。',
    },
    change: {
      how: {
        en: 'Pay down what is left on lines that you don’t use: the next statement then shows it.',
        zh: '还清不再使用的额度上的余款：下一期账单即会体现。',
      },
      earliestDays: WITH_THE_NEXT_STATEMENT,
    },
    // The way it went belongs to the figure: the same words are true of a rise and of a fall.
    reason: {
      en: 'In the newest month you made no new use of your lines, and how your utilization changed counts against you: {move}.',
      zh: '最近一个月您没有新的使用，而额度使用率的变动对您不利：{move}。',
    },
    favour: {
      en: 'In the newest month you made no new use of your lines, and how your utilization changed counts in your favour: {move}.',
      zh: '最近一个月您没有新的使用，额度使用率的变动对您有利：{move}。',
    },
    atZero: {
      en: 'In the newest month you made no new use of your lines, and your utilization neither rose nor fell.',
      zh: '最近一个月您没有新的使用，额度使用率既未上升也未下降。',
    },
  }),
];
