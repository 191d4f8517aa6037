import { describe, expect, test } from '@jest/globals';
import { type BandStanding, priceBandOf } from '../../../src/domain/risk-profile/price-band.js';
import { LOCALES, type Locale } from '../../../src/domain/wording.js';
import { expertCard } from './arbitraries.js';
import { fittedCard } from './cards.js';

const card = fittedCard();
const at = (score: number, band: string, more: Partial<BandStanding> = {}, locale: Locale = 'en') =>
  priceBandOf(
    card,
    { score, cardBand: band, band, newCredit: 'OPEN', limiting: null, ...more },
    locale,
  );

describe('a price band by the score alone', () => {
  test('in the middle has its span, its price and the points to the next better one', () => {
    expect(at(150, 'B')).toEqual({
      band: 'B',
      label: 'good',
      annualRatePpm: 92_500,
      minScore: 120,
      maxScore: 179,
      nextBand: 'A',
      pointsToNextBand: 30,
      cardBand: 'B',
      loweredByRule: null,
      why: [
        'Your score of 150 falls into band B (good), which covers scores from 120 to 179.',
        '30 more points would bring you into band A.',
        'New credit, where it is given, costs 9.25% a year in band B.',
      ],
    });
    expect(at(179, 'B').why[1]).toBe('1 more point would bring you into band A.');
  });

  test('at the top and at the bottom is open on one side', () => {
    expect(at(200, 'A')).toMatchObject({
      minScore: 180,
      maxScore: null,
      nextBand: null,
      pointsToNextBand: null,
    });
    expect(at(200, 'A').why.slice(0, 2)).toEqual([
      'Your score of 200 falls into band A (best), which covers scores of 180 and more.',
      'This is the best band there is.',
    ]);
    expect(at(90, 'C')).toMatchObject({ minScore: null, maxScore: 119, pointsToNextBand: 30 });
    expect(at(90, 'C').why[0]).toMatch(/which covers scores up to 119\.$/);
  });

  test('is told in Chinese as well', () => {
    expect(at(150, 'B', {}, 'zh').why).toEqual([
      '您的评分为150分，属于B档（好），该档的评分为120至179分。',
      '再增加30分即可进入A档。',
      '新增信贷如获批准，B档的年利率为9.25%。',
    ]);
  });
});

test('a band that a rule lowered says which rule, and promises nothing for more points', () => {
  const limiting = { ruleId: 'limit', text: 'You moved 5 times.' };
  const told = at(200, 'A', { band: 'B', limiting });
  expect(told).toMatchObject({
    band: 'B',
    cardBand: 'A',
    annualRatePpm: 92_500,
    loweredByRule: 'limit',
    nextBand: null,
    pointsToNextBand: null,
  });
  expect(told.why).toEqual([
    'Your score of 200 falls into band A (best), which covers scores of 180 and more.',
    'Whatever your score, one of our rules lets you have band B (good) at best for now. You moved 5 times.',
    'New credit, where it is given, costs 9.25% a year in band B.',
  ]);
});

test('a rule that allows no better band than the score gives keeps more points from being promised', () => {
  const limiting = { ruleId: 'limit', text: 'You moved 5 times.' };
  const told = at(179, 'B', { limiting });
  // Nothing was lowered: the score alone gives no better one.
  expect(told).toMatchObject({ loweredByRule: null, nextBand: null, pointsToNextBand: null });
  expect(told.why).toHaveLength(3);
  expect(told.why[1]).toMatch(/at best for now\. You moved 5 times\.$/);
});

test('where a rule holds back new credit no rate is promised', () => {
  expect(at(200, 'A', { newCredit: 'NOT_NOW' }).why.at(-1)).toBe(
    'A rule holds back new credit for now, so that no rate is offered.',
  );
  expect(at(200, 'A', { newCredit: 'NOT_NOW' }, 'zh').why.at(-1)).toBe(
    '目前有规则暂缓新增信贷，因此不提供利率。',
  );
  expect(at(200, 'A', { newCredit: 'REFERRED' }).why.at(-1)).toMatch(/costs .*% a year/);
});

test('a score below the cutoff is told the points that are missing, and no rate', () => {
  expect(card.cutoffScore).toBe(100);
  expect(at(90, 'C').why.slice(1)).toEqual([
    '30 more points would bring you into band B.',
    'New credit needs a score of 100 or more: 10 points are missing.',
  ]);
  expect(at(99, 'C').why[2]).toMatch(/: 1 point is missing\.$/);
  expect(at(99, 'C', {}, 'zh').why[2]).toBe('新增信贷要求评分达到100分，您还差1分。');
  expect(at(100, 'C').why[2]).toBe('New credit, where it is given, costs 18% a year in band C.');
});

test('a card with a single band or without prices says so much and no more', () => {
  const [only] = expertCard().bands.slice(-1);
  if (!only) throw new Error('a card has bands');
  const single = { ...card, bands: [only] };
  const standing: BandStanding = {
    score: 105,
    cardBand: 'E',
    band: 'E',
    newCredit: 'OPEN',
    limiting: null,
  };
  for (const locale of LOCALES) {
    const told = priceBandOf(single, standing, locale);
    expect(told).toMatchObject({ annualRatePpm: null, minScore: null, maxScore: null });
    expect(told.why).toHaveLength(2);
    for (const each of told.why) expect(each).not.toMatch(/[{}|]|null|undefined/);
  }
});

test('a band that the card does not have is a defect', () => {
  expect(() => at(100, 'Z')).toThrow('the card has no band Z');
});
