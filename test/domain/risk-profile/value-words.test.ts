import { describe, expect, test } from '@jest/globals';
import { characteristic } from '../../../src/domain/risk-profile/catalogue.js';
import { valueText } from '../../../src/domain/risk-profile/value-words.js';

const told = (id: string, value: number | null) => {
  const entry = characteristic(id);
  if (!entry) throw new Error(`${id} is not in the catalogue`);
  return [valueText(entry, value, 'en'), valueText(entry, value, 'zh')];
};

describe('a share that moved', () => {
  test.each([
    [0.109, '+10.9 percentage points', '上升10.9个百分点'],
    [0.01, '+1 percentage point', '上升1个百分点'],
    [-0.0104, '−1 percentage point', '下降1个百分点'],
    [-2.5, '−250 percentage points', '下降250个百分点'],
    [-0.0004, 'no change', '没有变动'],
    [0, 'no change', '没有变动'],
  ])('by %j says in points which way', (value, en, zh) => {
    expect(told('utilization_change', value)).toEqual([en, zh]);
  });

  test('is none where nothing is known, and a share that stands is a percentage', () => {
    expect(told('utilization_change', null)).toEqual(['no data', '无数据']);
    expect(told('utilization_latest', 0.109)).toEqual(['10.9%', '10.9%']);
  });
});

describe('months since something', () => {
  test.each(['months_since_late', 'months_since_two_late'])(
    '%s end at six, which says that it may be longer',
    (id) => {
      expect(told(id, 6)).toEqual(['6 months or more', '6个月或以上']);
      expect(told(id, 5)).toEqual(['5 months', '5个月']);
      expect(told(id, 1)).toEqual(['1 month', '1个月']);
    },
  );

  test('months late are told as they are', () => {
    expect(told('months_late_worst', 6)).toEqual(['6 months', '6个月']);
  });
});

describe('nothing', () => {
  test('of an amount is said so', () => {
    expect(told('lowest_payment_in_wages', 0)).toEqual(['nothing', '零']);
    expect(told('lowest_payment_in_wages', 0.01)[0]).toBe('1% of an average monthly wage');
  });

  test('is not what a very small figure is rounded to', () => {
    expect(told('lowest_payment_in_wages', 0.0004)).toEqual([
      'less than 0.1% of an average monthly wage',
      '不到平均月工资的0.1%',
    ]);
    expect(told('utilization_latest', 0.0004)).toEqual(['less than 0.1%', '不到0.1%']);
    expect(told('utilization_latest', 0)).toEqual(['0%', '0%']);
  });

  test('known is told apart from a situation that the customer is not in', () => {
    expect(told('available_credit_while_revolving', null)).toEqual(['not applicable', '不适用']);
    expect(told('available_credit_in_wages', null)).toEqual(['no data', '无数据']);
  });
});

describe('an amount of a whole wage and more', () => {
  test.each([
    [0.999, '99.9% of an average monthly wage', '平均月工资的99.9%'],
    [1, '1 average monthly wage', '平均月工资的1倍'],
    [1.8999, '1.8 average monthly wages', '平均月工资的1.8倍'],
    [1.9, '1.9 average monthly wages', '平均月工资的1.9倍'],
    [14.3691, '14.3 average monthly wages', '平均月工资的14.3倍'],
  ])('%j is told in wages, and never as more than it is', (value, en, zh) => {
    expect(told('available_credit_in_wages', value)).toEqual([en, zh]);
  });
});
