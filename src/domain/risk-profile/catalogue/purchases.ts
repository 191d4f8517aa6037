/**
 * Purchases on the scale of wages. In the data that the shipped card is fitted to, who buys more is
 * safer; `how` never asks anybody to spend.
 */
import type { Text } from '../../wording.js';
import { type Characteristic, ofStatements, WAGES_CAP, WITH_THE_NEXT_STATEMENT } from './entry.js';

/** Nobody is told to borrow for the sake of a score. */
const change: Characteristic['change'] = {
  how: {
    en: 'It follows from how you use your lines for what you buy anyway; nobody needs to borrow for it.',
    zh: '取决于您日常使用额度的方式；无须为此借款。',
  },
  earliestDays: WITH_THE_NEXT_STATEMENT,
};

type PurchaseEntry = Pick<Characteristic, 'id' | 'name' | 'meaning' | 'reason' | 'favour'> &
  Partial<Pick<Characteristic, 'situational' | 'unit' | 'max' | 'window'>> & {
    readonly atZero: Text;
    readonly atMissing?: Characteristic['atMissing'];
  };

const ofPurchases = (entry: PurchaseEntry): Characteristic =>
  ofStatements({
    unit: 'WAGES',
    max: WAGES_CAP,
    window: 'P5M',
    ...entry,
    min: 0,
    direction: 'HIGHER_IS_SAFER',
    change,
  });

export const PURCHASES: readonly Characteristic[] = [
  ofPurchases({
    id: 'highest_purchases_in_wages',
    name: { en: 'Highest monthly purchases', zh: '最高月消费额' },
    meaning: {
      en: 'The most purchases and draws of a month, of the newest five ÷ an average monthly wage in their currency.',
      zh: '最近五个月中单月最高消费与支用额÷该币种的平均月工资。',
    },
    reason: {
      en: 'Even in your busiest month of the last five your purchases and draws came to {amount}, which counts as little use.',
      zh: '最近五个月中，即使在用得最多的一个月，您的消费与支用也仅为{amount}，属于使用偏少。',
    },
    favour: {
      en: 'In your busiest month of the last five your purchases and draws came to {amount}; such use counts in your favour.',
      zh: '最近五个月中用得最多的一个月，您的消费与支用达{amount}；这样的使用对您有利。',
    },
    atZero: {
      en: 'In none of the last five months was there a purchase or a draw of yours.',
      zh: '最近五个月中，您没有任何一个月有消费或支用。',
    },
  }),
  ofPurchases({
    id: 'lowest_purchases_in_wages',
    name: { en: 'Lowest monthly purchases', zh: '最低月消费额' },
    meaning: {
      en: 'The fewest purchases and draws of a month, of the newest five ÷ an average monthly wage in their currency.',
      zh: '最近五个月中单月最低消费与支用额÷该币种的平均月工资。',
    },
    reason: {
      en: 'In your quietest month of the last five your purchases and draws came to {amount}, which counts as little use.',
      zh: '最近五个月中用得最少的一个月，您的消费与支用为{amount}，属于使用偏少。',
    },
    favour: {
      en: 'Even in your quietest month of the last five your purchases and draws came to {amount}; such use counts in your favour.',
      zh: '最近五个月中，即使在用得最少的一个月，您的消费与支用也达{amount}；这样的使用对您有利。',
    },
    atZero: {
      en: 'In at least one month of the last five there was no purchase and no draw.',
      zh: '最近五个月中，至少有一个月没有消费或支用。',
    },
  }),
  ofPurchases({
    id: 'purchases_while_paid_in_full',
    situational: true,
    name: { en: 'Usual purchases while paying in full', zh: '全额还款时的通常消费额' },
    meaning: {
      en: 'The middle one of the newest five months’ purchases and draws ÷ an average monthly wage, where the newest statement stands paid in full; no value otherwise.',
      zh: '最近一期账单为已全额还清时，最近五个月消费与支用额的中位数÷平均月工资；其他情况无值。',
    },
    reason: {
      en: 'You pay in full, but in a usual month your purchases and draws come to {amount}, which counts as little use.',
      zh: '您全额还款，但通常每月的消费与支用为{amount}，属于使用偏少。',
    },
    favour: {
      en: 'You pay in full, and in a usual month your purchases and draws come to {amount}; such use counts in your favour.',
      zh: '您全额还款，且通常每月的消费与支用为{amount}；这样的使用对您有利。',
    },
    atZero: {
      en: 'You pay in full, and in a usual month there is no purchase and no draw of yours.',
      zh: '您全额还款，而通常每月没有消费或支用。',
    },
  }),
  ofPurchases({
    id: 'purchases_after_lateness',
    window: 'P6M',
    situational: true,
    name: {
      en: 'Purchases of the newest month after catching up',
      zh: '补足逾期后最近一个月的消费额',
    },
    meaning: {
      en: 'Purchases and draws of the newest month ÷ an average monthly wage, where the newest statement is not late but one of the last six was; no value otherwise.',
      zh: '最近一期账单未逾期而最近六个月内曾逾期时，最近一个月的消费与支用额÷平均月工资；其他情况无值。',
    },
    reason: {
      en: 'You caught up after being late within the last six months, and in the newest month your purchases and draws came to {amount}, which counts as little use.',
      zh: '您最近六个月内曾逾期，现已补足，而最近一个月的消费与支用为{amount}，属于使用偏少。',
    },
    favour: {
      en: 'You caught up after a late statement and use your lines again: in the newest month your purchases and draws came to {amount}.',
      zh: '您已补足逾期款项并恢复使用额度：最近一个月的消费与支用为{amount}。',
    },
    atZero: {
      en: 'You were late within the last six months, and in the newest month there was no purchase and no draw of yours.',
      zh: '您最近六个月内曾逾期，且最近一个月没有消费或支用。',
    },
  }),
  ofPurchases({
    id: 'newest_purchases_share',
    unit: 'RATIO',
    max: 1,
    name: { en: 'Share of purchases in the newest month', zh: '最近一个月的消费占比' },
    meaning: {
      en: 'Purchases and draws of the newest month ÷ those of the newest five; no value without any.',
      zh: '最近一个月的消费与支用额÷最近五个月的合计；均无则无值。',
    },
    reason: {
      en: 'Of your purchases and draws of the last five months, {percent} fell into the newest one, which counts as little.',
      zh: '您最近五个月的消费与支用中，{percent}发生在最近一个月，属于偏少。',
    },
    favour: {
      en: 'Of your purchases and draws of the last five months, {percent} fell into the newest one, which counts in your favour.',
      zh: '您最近五个月的消费与支用中，{percent}发生在最近一个月，对您有利。',
    },
    atZero: {
      en: 'Of your purchases and draws of the last five months, none fell into the newest one.',
      zh: '您最近五个月的消费与支用均不在最近一个月。',
    },
    atMissing: {
      label: { en: 'no purchases', zh: '没有消费' },
      text: {
        en: 'The newest month shows no purchase and no draw, and neither do the four months before it.',
        zh: '最近一个月及此前四个月，您均没有消费或支用。',
      },
    },
  }),
];
