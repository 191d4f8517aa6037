/** Words for traits of transactions; see `behaviour.ts` for `{window}`. */
import { leavingTheWindow, type TraitWords } from './behaviour-words.js';
import { AT_ONCE } from './entry.js';

export const TRANSACTION_WORDS = {
  purchases: {
    direction: 'NOT_MONOTONE',
    meaning: { en: 'Purchases within the last {window}.', zh: '最近{window}内的消费笔数。' },
    change: leavingTheWindow({
      en: 'It follows from how often you buy; a purchase leaves the count after {window}.',
      zh: '取决于您消费的频率；每笔消费在{window}后不再计入。',
    }),
    reason: {
      en: 'You made {count} {count|one:purchase|other:purchases} within the last {window}.',
      zh: '最近{window}内，您消费了{count}笔。',
    },
    favour: {
      en: 'You made {count} {count|one:purchase|other:purchases} within the last {window}.',
      zh: '最近{window}内，您消费了{count}笔。',
    },
    atZero: {
      en: 'You made no purchase within the last {window}.',
      zh: '最近{window}内，您没有消费。',
    },
  },
  repayments: {
    // Paying in many parts is no better than paying once, so that more of them is not safer.
    direction: 'NOT_MONOTONE',
    meaning: { en: 'Repayments within the last {window}.', zh: '最近{window}内的还款笔数。' },
    change: {
      how: {
        en: 'It follows from how often you repay; a repayment leaves the count after {window}.',
        zh: '取决于您还款的频率；每笔还款在{window}后不再计入。',
      },
      earliestDays: AT_ONCE,
    },
    reason: {
      en: 'You made {count} {count|one:repayment|other:repayments} within the last {window}.',
      zh: '最近{window}内，您还款{count}笔。',
    },
    favour: {
      en: 'You made {count} {count|one:repayment|other:repayments} within the last {window}.',
      zh: '最近{window}内，您还款{count}笔。',
    },
    atZero: {
      en: 'You made no repayment within the last {window}.',
      zh: '最近{window}内，您没有还款。',
    },
  },
  cash_outs: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Cash taken out within the last {window}, how often.',
      zh: '最近{window}内的取现笔数。',
    },
    change: leavingTheWindow({
      en: 'Take out no cash: each cash-out leaves the count after {window}.',
      zh: '暂不取现：每笔取现在{window}后不再计入。',
    }),
    reason: {
      en: 'You took out cash {count} {count|one:time|other:times} within the last {window}.',
      zh: '最近{window}内，您取现{count}笔。',
    },
    favour: {
      en: 'You took out cash no more than {count} {count|one:time|other:times} within the last {window}.',
      zh: '最近{window}内，您取现不超过{count}笔。',
    },
    atZero: {
      en: 'You took out no cash within the last {window}.',
      zh: '最近{window}内，您没有取现。',
    },
  },
  transfers_out: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Outgoing transfers within the last {window}.',
      zh: '最近{window}内的转出笔数。',
    },
    change: leavingTheWindow({
      en: 'Make no outgoing transfer: each one leaves the count after {window}.',
      zh: '暂不转出：每笔转出在{window}后不再计入。',
    }),
    reason: {
      en: 'You made {count} outgoing {count|one:transfer|other:transfers} within the last {window}.',
      zh: '最近{window}内，您转出{count}笔。',
    },
    favour: {
      en: 'You made no more than {count} outgoing {count|one:transfer|other:transfers} within the last {window}.',
      zh: '最近{window}内，您转出不超过{count}笔。',
    },
    atZero: {
      en: 'You made no outgoing transfer within the last {window}.',
      zh: '最近{window}内，您没有转出。',
    },
  },
  outflows: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Cash-outs and outgoing transfers within the last {window}, together.',
      zh: '最近{window}内取现与转出的合计笔数。',
    },
    change: leavingTheWindow({
      en: 'Take out no cash and make no outgoing transfer: each one leaves the count after {window}.',
      zh: '暂不取现和转出：每笔在{window}后不再计入。',
    }),
    reason: {
      en: 'Within the last {window} there {count|one:was|other:were} {count} {count|one:cash-out or outgoing transfer|other:cash-outs and outgoing transfers}.',
      zh: '最近{window}内，您取现与转出共{count}笔。',
    },
    favour: {
      en: 'Within the last {window} there {count|one:was|other:were} no more than {count} {count|one:cash-out or outgoing transfer|other:cash-outs and outgoing transfers}.',
      zh: '最近{window}内，您取现与转出合计不超过{count}笔。',
    },
    atZero: {
      en: 'Within the last {window} there was no cash-out and no outgoing transfer.',
      zh: '最近{window}内，您没有取现或转出。',
    },
  },
  draws: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Draws on lines within the last {window}, how often.',
      zh: '最近{window}内的支用笔数。',
    },
    change: leavingTheWindow({
      en: 'Draw less often: each draw leaves the count after {window}.',
      zh: '减少支用：每笔支用在{window}后不再计入。',
    }),
    reason: {
      en: 'You drew on your lines {count} {count|one:time|other:times} within the last {window}.',
      zh: '最近{window}内，您支用{count}笔。',
    },
    favour: {
      en: 'You drew on your lines no more than {count} {count|one:time|other:times} within the last {window}.',
      zh: '最近{window}内，您支用不超过{count}笔。',
    },
    atZero: {
      en: 'You did not draw on any line within the last {window}.',
      zh: '最近{window}内，您没有支用。',
    },
  },
  unstated_draws: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Draws within the last {window} for which no purpose was stated.',
      zh: '最近{window}内未说明用途的支用笔数。',
    },
    change: leavingTheWindow({
      en: 'State a purpose with each draw: a draw without one leaves the count after {window}.',
      zh: '每次支用时说明用途：未说明用途的支用在{window}后不再计入。',
    }),
    reason: {
      en: 'For {count} {count|one:draw|other:draws} within the last {window} you stated no purpose.',
      zh: '最近{window}内，您有{count}笔支用未说明用途。',
    },
    favour: {
      en: 'For no more than {count} {count|one:draw|other:draws} within the last {window} you stated no purpose.',
      zh: '最近{window}内，您未说明用途的支用不超过{count}笔。',
    },
    atZero: {
      en: 'Within the last {window} there was no draw without a stated purpose.',
      zh: '最近{window}内，您没有未说明用途的支用。',
    },
  },
  unstated_draw_share: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Draws without a stated purpose ÷ all draws within the last {window}.',
      zh: '最近{window}内未说明用途的支用笔数÷全部支用笔数。',
    },
    change: leavingTheWindow({
      en: 'State a purpose with each draw: a draw without one leaves the count after {window}.',
      zh: '每次支用时说明用途：未说明用途的支用在{window}后不再计入。',
    }),
    reason: {
      en: 'For {percent} of your draws within the last {window} you stated no purpose.',
      zh: '最近{window}内，您有{percent}的支用未说明用途。',
    },
    favour: {
      en: 'For only {percent} of your draws within the last {window} you stated no purpose.',
      zh: '最近{window}内，您未说明用途的支用仅占{percent}。',
    },
    atZero: {
      en: 'For every draw within the last {window} you stated a purpose.',
      zh: '最近{window}内，您的每笔支用均说明了用途。',
    },
  },
  active_days: {
    direction: 'NOT_MONOTONE',
    meaning: {
      en: 'Days of the last {window} with a purchase, repayment, cash-out, transfer or draw.',
      zh: '最近{window}中有消费、还款、取现、转账或支用的天数。',
    },
    change: leavingTheWindow({
      en: 'It follows from how often you use your lines; a day leaves the count after {window}.',
      zh: '取决于您使用额度的频率；每个交易日在{window}后不再计入。',
    }),
    reason: {
      en: 'There were transactions on {days} {days|one:day|other:days} of the last {window}.',
      zh: '最近{window}中，您有{days}天发生交易。',
    },
    favour: {
      en: 'There were transactions on {days} {days|one:day|other:days} of the last {window}.',
      zh: '最近{window}中，您有{days}天发生交易。',
    },
    atZero: {
      en: 'There was no transaction within the last {window}.',
      zh: '最近{window}内，您没有交易。',
    },
  },
} as const satisfies Record<string, TraitWords>;
