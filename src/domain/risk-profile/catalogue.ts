/**
 * The catalogue of characteristics: everything that a scorecard may look at, and nothing else. A
 * card that names anything outside this list is refused. There are no demographics here, and no
 * amounts of money, because amounts in different currencies cannot be compared.
 *
 * `source` also says what a closure may touch: closing a line changes `LINES` facts only, so only
 * the characteristics with that source can move the score at a close.
 */
import type { Text } from '../wording.js';

/** RATIO has four decimals; MONTHS and COUNT are whole numbers. */
export type CharacteristicUnit = 'RATIO' | 'MONTHS' | 'COUNT';

export interface Characteristic {
  readonly id: string;
  readonly name: Text;
  /** How the value is made, in words that a customer can check against the statements. */
  readonly meaning: Text;
  readonly unit: CharacteristicUnit;
  /** The smallest and the largest value that the derivation can give. */
  readonly min: number;
  readonly max: number;
  readonly source: 'STATEMENTS' | 'LINES';
}

/** Months of statements that a score looks back on. */
export const WINDOW_MONTHS = 6;
/** A statement's payment below this share of its balance counts as low. */
export const LOW_PAYMENT_RATIO = 0.05;
/** Utilization above this is written as this: a tiny limit must not make absurd figures. */
export const UTILIZATION_CAP = 10;

const statements = (
  id: string,
  unit: CharacteristicUnit,
  range: readonly [number, number],
  name: Text,
  meaning: Text,
): Characteristic => ({
  id,
  unit,
  min: range[0],
  max: range[1],
  source: 'STATEMENTS',
  name,
  meaning,
});

export const CHARACTERISTICS: readonly Characteristic[] = [
  statements(
    'months_late_latest',
    'MONTHS',
    [0, 120],
    { en: 'Months late now', zh: '当前逾期月数' },
    {
      en: 'Months late on the newest statement, the worst line counting.',
      zh: '最近一期账单的逾期月数，以逾期最严重的额度为准。',
    },
  ),
  statements(
    'months_late_worst',
    'MONTHS',
    [0, 120],
    { en: 'Worst months late', zh: '最长逾期月数' },
    {
      en: 'The most months late on any statement of the last six months.',
      zh: '最近六个月任一账单的最长逾期月数。',
    },
  ),
  statements(
    'late_statements',
    'COUNT',
    [0, WINDOW_MONTHS],
    { en: 'Late months', zh: '逾期月份数' },
    {
      en: 'Months of the last six in which a statement was at least one month late.',
      zh: '最近六个月中账单逾期至少一个月的月份数。',
    },
  ),
  statements(
    'months_since_late',
    'MONTHS',
    [0, WINDOW_MONTHS],
    { en: 'Months since the last late statement', zh: '距上次逾期的月数' },
    {
      en: 'Months from the last late statement to the newest one; six when none of them was late.',
      zh: '从上一期逾期账单到最近一期账单的月数；期间均无逾期则为六。',
    },
  ),
  statements(
    'utilization_latest',
    'RATIO',
    [0, UTILIZATION_CAP],
    { en: 'Utilization on the newest statement', zh: '最近账单的额度使用率' },
    {
      en: 'Balances ÷ limits on the newest statements; a balance in your favour counts as zero.',
      zh: '最近一期账单的余额÷额度；溢缴款按零计。',
    },
  ),
  statements(
    'utilization_mean',
    'RATIO',
    [0, UTILIZATION_CAP],
    { en: 'Average utilization', zh: '平均额度使用率' },
    {
      en: 'The average of the monthly utilization over the last six months.',
      zh: '最近六个月各月额度使用率的平均值。',
    },
  ),
  statements(
    'utilization_max',
    'RATIO',
    [0, UTILIZATION_CAP],
    { en: 'Highest utilization', zh: '最高额度使用率' },
    {
      en: 'The highest monthly utilization of the last six months.',
      zh: '最近六个月中最高的月度额度使用率。',
    },
  ),
  statements(
    'utilization_change',
    'RATIO',
    [-UTILIZATION_CAP, UTILIZATION_CAP],
    { en: 'Change of utilization', zh: '额度使用率变化' },
    {
      en: 'Utilization on the newest statement minus that on the oldest of the last six months.',
      zh: '最近一期账单的额度使用率减去最近六个月中最早一期的使用率。',
    },
  ),
  statements(
    'payment_ratio_latest',
    'RATIO',
    [0, 1],
    { en: 'Share of the last balance paid', zh: '最近一期还款比例' },
    {
      en: 'Paid in the newest month ÷ balance of the statement before it; at most the whole.',
      zh: '最近一个月的还款÷上一期账单余额，最高为全额。',
    },
  ),
  statements(
    'payment_ratio_mean',
    'RATIO',
    [0, 1],
    { en: 'Average share of balances paid', zh: '平均还款比例' },
    {
      en: 'The average, over months with something to pay, of the share that was paid.',
      zh: '有应还余额的各月还款比例的平均值。',
    },
  ),
  statements(
    'full_payment_share',
    'RATIO',
    [0, 1],
    { en: 'Statements paid in full', zh: '全额还清的账单占比' },
    {
      en: 'Months in which every balance was paid in full ÷ months with something to pay.',
      zh: '全部余额均还清的月份数÷有应还余额的月份数。',
    },
  ),
  statements(
    'low_payment_months',
    'COUNT',
    [0, WINDOW_MONTHS - 1],
    { en: 'Months with a low payment', zh: '低还款月份数' },
    {
      en: 'Months in which less than 5% of the balance of the statement before was paid.',
      zh: '还款不足上一期账单余额5%的月份数。',
    },
  ),
  statements(
    'over_limit_months',
    'COUNT',
    [0, WINDOW_MONTHS],
    { en: 'Months over the limit', zh: '超额度月份数' },
    {
      en: 'Months of the last six in which a statement balance was above its limit.',
      zh: '最近六个月中账单余额超过额度的月份数。',
    },
  ),
  statements(
    'unused_months',
    'COUNT',
    [0, WINDOW_MONTHS],
    { en: 'Months without use', zh: '未使用月份数' },
    {
      en: 'Months of the last six with no purchase, no draw and no balance on any line.',
      zh: '最近六个月中所有额度均无消费、无支用且无余额的月份数。',
    },
  ),
  statements(
    'purchases_to_limit',
    'RATIO',
    [0, UTILIZATION_CAP],
    { en: 'Monthly purchases against the limit', zh: '月均消费占额度比例' },
    {
      en: 'Purchases and draws of the last six months ÷ the sum of the monthly limits.',
      zh: '最近六个月的消费与支用÷各月额度之和。',
    },
  ),
  statements(
    'rising_balances',
    'COUNT',
    [0, WINDOW_MONTHS - 1],
    { en: 'Rising balances in a row', zh: '余额连续上升期数' },
    {
      en: 'Months in a row, up to the newest, in which the balance was above the month before.',
      zh: '截至最近一期，余额连续高于上月的月份数。',
    },
  ),
  {
    id: 'utilization_now',
    unit: 'RATIO',
    min: 0,
    max: UTILIZATION_CAP,
    source: 'LINES',
    name: { en: 'Utilization today', zh: '当前额度使用率' },
    meaning: {
      en: 'Balance ÷ limit of the line that is used most, among those that can be used today.',
      zh: '今天仍可使用的各额度中，余额÷额度最高者。',
    },
  },
  statements(
    'statement_months',
    'COUNT',
    [0, WINDOW_MONTHS],
    { en: 'Months with statements', zh: '有账单的月份数' },
    {
      en: 'Months of the last six for which there is a statement; texts count against it.',
      zh: '最近六个月中有账单的月份数，供说明文字引用。',
    },
  ),
];

const byId = new Map(CHARACTERISTICS.map((each) => [each.id, each]));

/** The catalogue's entry, or undefined for an id that it doesn't list. */
export const characteristic = (id: string): Characteristic | undefined => byId.get(id);
