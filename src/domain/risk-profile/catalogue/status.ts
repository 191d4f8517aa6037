/** How the newest statement stands, as a category. */
import type { Text } from '../../wording.js';
import { type Characteristic, ofStatements, WITH_THE_NEXT_STATEMENT } from './entry.js';

export type Status =
  | 'PAID_IN_FULL'
  | 'UNUSED'
  | 'REVOLVING'
  | 'LATE_1'
  | 'LATE_2'
  | 'LATE_3'
  | 'LATE_4_PLUS';

const LABELS: Readonly<Record<Status, Text>> = {
  PAID_IN_FULL: { en: 'paid in full', zh: '已全额还清' },
  UNUSED: { en: 'not used', zh: '未使用' },
  REVOLVING: { en: 'paid in part', zh: '部分还款' },
  LATE_1: { en: 'one month late', zh: '逾期一个月' },
  LATE_2: { en: 'two months late', zh: '逾期两个月' },
  LATE_3: { en: 'three months late', zh: '逾期三个月' },
  LATE_4_PLUS: { en: 'four months late or more', zh: '逾期四个月或以上' },
};

// A part payment counts for some cards and against others, so the words say which way.
const REASON: Text = {
  en: 'How your newest statement stands counts against you: {category}.',
  zh: '您最近一期账单的情况对您不利：{category}。',
};
const FAVOUR: Text = {
  en: 'How your newest statement stands counts in your favour: {category}.',
  zh: '您最近一期账单的情况对您有利：{category}。',
};

export const STATEMENT_STATUS: Characteristic = ofStatements({
  id: 'statement_status',
  unit: 'CATEGORY',
  min: 0,
  max: 0,
  categories: (Object.keys(LABELS) as Status[]).map((id) => ({ id, label: LABELS[id] })),
  window: 'P2M',
  // Late is riskier than not late; between paying in full and in part outcomes have to say it.
  direction: 'NOT_MONOTONE',
  name: { en: 'Newest statement', zh: '最近一期账单的情况' },
  meaning: {
    en: 'Late by how many months; if not late: not used, the statement before paid in full, or paid in part. The latest line decides, then one that was paid in part.',
    zh: '逾期的月数；未逾期时：未使用、上一期账单已全额还清或部分还款。以逾期最久的额度为准，其次以部分还款的额度为准。',
  },
  change: {
    how: {
      en: 'Pay everything that is overdue, and the newest statement by its due day: the next statement then stands otherwise.',
      zh: '还清全部逾期款项，并在到期日前偿还最近一期账单：下一期账单的情况随之改变。',
    },
    earliestDays: WITH_THE_NEXT_STATEMENT,
  },
  reason: REASON,
  favour: FAVOUR,
});
