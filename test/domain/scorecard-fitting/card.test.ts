import { describe, expect, test } from '@jest/globals';
import type { Characteristic } from '../../../src/domain/risk-profile/catalogue.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../../src/domain/risk-profile/scorecard-validation.js';
import {
  attributeId,
  attributeLabel,
} from '../../../src/domain/scorecard-fitting/attribute-words.js';
import { bandsOf, oddsFactorFor, scoreSpan } from '../../../src/domain/scorecard-fitting/bands.js';
import type { BinContent } from '../../../src/domain/scorecard-fitting/binning.js';
import { cardOf } from '../../../src/domain/scorecard-fitting/card.js';
import { fitScorecard } from '../../../src/domain/scorecard-fitting/fit.js';
import type { FittedModel } from '../../../src/domain/scorecard-fitting/model.js';
import { entryOf, SETTINGS, STATUS, text, truthful } from './synthetic.js';

const SAMPLE = truthful(5_000, 5);
const MODEL = fitScorecard(SAMPLE, SETTINGS);
const PRICING = {
  fundingPpm: 30_000,
  operatingPpm: 25_000,
  marginPpm: 20_000,
  lossGivenDefaultPpm: 750_000,
};
const ODDS_FACTOR = 0.15;
const head = (model: FittedModel) => ({
  version: 'test-1',
  name: text('Test card'),
  basis: text('Synthetic'),
  createdOn: '2026-11-22',
  outcome: { definition: text('Late'), horizonMonths: 1 },
  twelveMonths: { oddsFactor: ODDS_FACTOR, basis: text('Assumed') },
  bands: bandsOf(model, { oddsFactor: ODDS_FACTOR }, PRICING),
});
const lookup = (sample = SAMPLE) => {
  const entries = new Map(sample.columns.map(({ characteristic: c }) => [c.id, c]));
  return (id: string): Characteristic | undefined => entries.get(id);
};

function valid(model: FittedModel, find = lookup()) {
  const result = validateScorecard(cardOf(model, head(model)), find);
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.card;
}

describe('the document of a fitted model', () => {
  test('is a valid card that scores by the model’s points', () => {
    const card = valid(MODEL);
    expect(card).toMatchObject({ kind: 'FITTED', baselineMethod: 'MEAN_AT_CUTOFF' });
    const compiled = compileScorecard(card);
    const lates = MODEL.characteristics.find(({ characteristic: c }) => c.id === 'lates')!;
    const status = MODEL.characteristics.find(({ characteristic: c }) => c.id === 'status')!;
    for (const [place, id] of STATUS.entries()) {
      const byStatus = status.attributes.find(
        (each) => 'categories' in each && each.categories.includes(id),
      )!;
      const byCount = lates.attributes.filter((each) => 'range' in each)[place]!;
      const { score } = compiled.score({ lates: place, status: id });
      expect(score).toBe(MODEL.basePoints + byStatus.points + byCount.points);
    }
  });

  test('is valid with specials, missing values and situations too', () => {
    const { size, target, columns } = truthful(5_000, 6);
    const [lates, status, noise] = columns as [
      (typeof columns)[0],
      (typeof columns)[0],
      (typeof columns)[0],
    ];
    const values = lates.values.map((each, row) => (row % 3 === 0 ? Number.NaN : each / 4));
    // Each tells of rows that the other does not know.
    const zero = lates.values.map((each, row) => (row % 3 === 0 ? (each + 1) / 8 : 0));
    const sample = {
      size,
      target,
      columns: [
        { characteristic: entryOf('part', 'RATIO', 'HIGHER_IS_RISKIER'), values },
        {
          characteristic: entryOf('zeroed', 'WAGES', 'HIGHER_IS_RISKIER', {
            atZero: text('Zero.'),
          }),
          values: zero,
        },
        status,
        noise,
      ],
    };
    const settings = { ...SETTINGS, specialShare: 0.2, situational: ['part'], minStatistic: 0 };
    const card = valid(fitScorecard(sample, settings), lookup(sample));
    const attributes = (id: string) =>
      card.characteristics.find((each) => each.id === id)!.attributes;
    expect(attributes('zeroed')[0]).toMatchObject({
      id: 'exactly-0',
      special: [0],
      label: { en: 'Nothing', zh: '零' },
      reason: { en: 'Zero.' },
    });
    const applies = attributes('part').at(-1)!;
    expect(applies.label).toEqual({ en: 'Does not apply', zh: '不适用' });
    expect(applies.reason?.en).toContain('“Name of part” does not apply to you');
    const situated = card.characteristics.find(({ id }) => id === 'part');
    expect(situated?.baselinePoints).toBe(applies.points);
    expect(attributes('status').at(-1)!.reason?.zh).toContain('尚无数据');
  });

  test('keeps reason codes and attribute ids apart and within a name’s letters', () => {
    const characteristics = MODEL.characteristics.map((each, at) => ({
      ...each,
      characteristic: { ...each.characteristic, id: ['column.a b', 'column.a-b'][at]! },
    }));
    const card = cardOf({ ...MODEL, characteristics }, head(MODEL));
    expect(card.characteristics.map(({ reasonCode }) => reasonCode)).toEqual([
      'COLUMN_A_B',
      'COLUMN_A_B_2',
    ]);
  });
});

describe('attributes in words', () => {
  const label = (entry: Characteristic, content: BinContent, specials: number[] = []) => {
    const { en, zh } = attributeLabel(entry, content, specials, false);
    return [attributeId(entry, content), en, zh];
  };
  const range = (min?: number, max?: number): BinContent => ({ range: { min, max } });

  test('a share that moves is in percentage points, and a fall is called one', () => {
    const entry = entryOf('x', 'RATIO', 'NOT_MONOTONE', { min: -10, max: 1 });
    expect(label(entry, range(undefined, -0.05))).toEqual([
      'below-minus-5',
      'Below -5 percentage points',
      '低于-5个百分点',
    ]);
    expect(label(entry, range(0.0125, 0.5))[1]).toBe('+1.25 to below +50 percentage points');
    expect(label(entry, range(undefined, 0))).toEqual(['below-0', 'A fall', '下降']);
    expect(label(entry, range(0)).slice(1)).toEqual(['No change or a rise', '没有变动或上升']);
  });

  test('on the scale of wages the unit is named once, and from one wage on in whole wages', () => {
    const entry = entryOf('x', 'WAGES', 'NOT_MONOTONE', { min: 0, max: 100 });
    expect(label(entry, range(0.023, 0.043)).slice(1)).toEqual([
      '2.3% to below 4.3% of an average monthly wage',
      '平均月工资的2.3%至不足4.3%',
    ]);
    expect(label(entry, range(0.38, 1.9)).slice(1)).toEqual([
      '0.38 to below 1.9 average monthly wages',
      '平均月工资的0.38至不足1.9倍',
    ]);
    expect(label(entry, range(0.0001, 0.02)).slice(1)).toEqual([
      'Above 0%, below 2% of an average monthly wage',
      '高于平均月工资的0%且不足2%',
    ]);
  });

  test('a ratio is in percent', () => {
    const entry = entryOf('x', 'RATIO', 'NOT_MONOTONE', { min: 0, max: 1 });
    expect(label(entry, range(0.0125, 0.5))).toEqual([
      'from-1.25-below-50',
      '1.25% to below 50%',
      '1.25%至不足50%',
    ]);
    expect(label(entry, range(0.5))).toEqual(['from-50', '50% or more', '50%或以上']);
    expect(label(entry, range(1))[1]).toBe('100%');
    expect(label(entry, { special: [0] })).toEqual(['exactly-0', '0%', '0%']);
  });

  test('a range beside a special value at its end does not claim it', () => {
    const entry = entryOf('x', 'RATIO', 'NOT_MONOTONE', { min: 0, max: 1 });
    expect(label(entry, range(undefined, 0.2), [0])[1]).toBe('Above 0%, below 20%');
    expect(label(entry, range(), [0])[1]).toBe('Above 0%');
    expect(label(entry, range(0.5), [1])[1]).toBe('50% to below 100%');
    const count = entryOf('x', 'COUNT', 'NOT_MONOTONE', { max: 9 });
    expect(label(count, range(undefined, 3), [0])[1]).toBe('1 to 2');
  });

  test('what is counted is named by its whole values', () => {
    const months = entryOf('x', 'MONTHS', 'NOT_MONOTONE', { max: 6 });
    expect(label(months, range(undefined, 1))).toEqual(['exactly-0', '0 months', '0个月']);
    expect(label(months, range(1, 2))).toEqual(['exactly-1', '1 month', '1个月']);
    expect(label(months, range(2, 4))).toEqual(['from-2-below-4', '2 to 3 months', '2至3个月']);
    expect(label(months, range(4))[1]).toBe('4 months or more');
    expect(label(months, range(6))[1]).toBe('6 months');
    const count = entryOf('x', 'COUNT', 'NOT_MONOTONE');
    expect(label(count, range(undefined, 1))).toEqual(['exactly-0', 'None', '无']);
    expect(label(count, range(2, 4))[1]).toBe('2 to 3');
    const column = entryOf('x', 'COUNT', 'NOT_MONOTONE', { min: -1e12, max: 1e12 });
    expect(label(column, range(undefined, 13))[1]).toBe('12 or fewer');
  });

  test('categories are listed, and braces in them lost', () => {
    const categories = ['A', 'B{'].map((id) => ({ id, label: text(id) }));
    const entry = entryOf('x', 'CATEGORY', 'NOT_MONOTONE', { categories });
    expect(label(entry, { categories: ['A', 'B{'] })).toEqual(['is-A-B_', 'A or B_', 'A或B_']);
    expect(label(entry, { missing: true })).toEqual(['none', 'No figure yet', '尚无数据']);
  });
});

describe('bands', () => {
  const factor = { oddsFactor: ODDS_FACTOR };
  const pd12 = (score: number) => {
    const odds = MODEL.baseOdds * 2 ** ((score - MODEL.baseScore) / MODEL.pdo);
    return ODDS_FACTOR / (ODDS_FACTOR + odds);
  };

  test('begin at the lowest score whose twelve-month PD is within the limit', () => {
    const bands = bandsOf(MODEL, factor, PRICING);
    const limits: Record<string, number> = { A: 0.01, B: 0.02, C: 0.04, D: 0.08 };
    const bounded = bands.filter(({ minScore }) => minScore !== undefined);
    expect(bounded.length).toBeGreaterThan(1);
    for (const { band, minScore } of bounded) {
      expect(pd12(minScore!)).toBeLessThanOrEqual(limits[band]!);
      expect(pd12(minScore! - 1)).toBeGreaterThan(limits[band]!);
    }
    expect(bands.at(-1)!.minScore).toBeUndefined();
  });

  test('cost what the money, the work, the margin and the loss of their worst cost, rounded up', () => {
    const bands = bandsOf(MODEL, factor, PRICING);
    for (const { minScore, annualRatePpm } of bands.slice(0, -1)) {
      const exact = 75_000 + 750_000 * pd12(minScore!);
      expect(annualRatePpm! % 5_000).toBe(0);
      expect(annualRatePpm! - exact).toBeGreaterThanOrEqual(-0.5);
      expect(annualRatePpm! - exact).toBeLessThan(5_000);
    }
  });

  test('a band is priced at the cutoff where that lies in it, and has no rate below it', () => {
    const rates = (cutoffScore: number) =>
      bandsOf({ ...MODEL, cutoffScore }, factor, PRICING).map((each) => each.annualRatePpm);
    const [lowest] = scoreSpan(MODEL);
    const inside = lowest + 5;
    const at = (score: number) => Math.ceil((75_000 + 750_000 * pd12(score)) / 5_000) * 5_000;
    expect(rates(inside).at(-1)).toBe(at(inside));
    const [best, second, ...others] = bandsOf(MODEL, factor, PRICING);
    expect(rates(best!.minScore!)).toEqual([
      at(best!.minScore!),
      undefined,
      ...others.map(() => undefined),
    ]);
    expect(rates(second!.minScore! + 1)[1]).toBe(at(second!.minScore! + 1));
  });

  test('that no score can reach are left out', () => {
    const risky = bandsOf(MODEL, { oddsFactor: 50 }, PRICING);
    expect(risky.map(({ band }) => band)).toEqual(['E']);
    expect(bandsOf(MODEL, { oddsFactor: 1e-6 }, PRICING).map(({ band }) => band)).toEqual(['A']);
    const pdLimits = [0.02, 0.01, 0.04, 0.08] as const;
    expect(() => bandsOf(MODEL, factor, { ...PRICING, pdLimits })).toThrow('must rise');
  });

  test('the factor moves the sample’s odds to the portfolio’s', () => {
    expect(oddsFactorFor(0.2, 0.04)).toBeCloseTo(1 / 6, 5);
    expect(oddsFactorFor(0.1, 0.1)).toBe(1);
  });
});
