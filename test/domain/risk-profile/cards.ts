/**
 * A small fitted card and rules over characteristics of their own, so that every unit, special
 * values, categories, prices and all effects of rules are there whatever the catalogue holds.
 */
import type { Characteristic } from '../../../src/domain/risk-profile/catalogue/entry.js';
import { validateRuleSet } from '../../../src/domain/risk-profile/rule-set-validation.js';
import type { RuleSet } from '../../../src/domain/risk-profile/rules.js';
import type { Scorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../../src/domain/risk-profile/scorecard-validation.js';
import type { Text } from '../../../src/domain/wording.js';

const both = (en: string, zh = en): Text => ({ en, zh });

const entry = (
  id: string,
  unit: Characteristic['unit'],
  max: number,
  more: Partial<Characteristic> = {},
): Characteristic => ({
  id,
  unit,
  min: 0,
  max,
  name: both(id.replaceAll('_', ' ')),
  meaning: both('made up'),
  source: 'STATEMENTS',
  window: 'P6M',
  direction: 'NOT_MONOTONE',
  change: null,
  reason: both('reason'),
  favour: both('favour'),
  ...more,
});

export const ENTRIES: readonly Characteristic[] = [
  entry('paid_share', 'RATIO', 1),
  entry('idle_days', 'DAYS', 365),
  entry('income', 'WAGES', 100),
  entry('late_months', 'MONTHS', 6),
  entry('housing', 'CATEGORY', 0, {
    categories: [
      { id: 'OWN', label: both('own', '自有') },
      { id: 'RENT', label: both('rented', '租住') },
      { id: 'FREE', label: both('free', '免费') },
    ],
  }),
  entry('statement_months', 'COUNT', 6),
  entry('moves', 'COUNT', 99),
  entry('drift', 'RATIO', 10),
];

const entries = new Map(ENTRIES.map((each) => [each.id, each]));
export const lookup = (id: string): Characteristic | undefined => entries.get(id);

/** A text with the figure in it, as a card's author would write it. */
const says = (figure: string): Text => both(`It is ${figure}.`, `为${figure}。`);

const attribute = (id: string, points: number, form: object) => ({
  id,
  label: both(`label ${id}`, `标签${id}`),
  points,
  ...form,
});

const missing = (points: number) => ({
  ...attribute('none', points, { missing: true }),
  reason: both('Nothing is known.', '无数据。'),
  favour: both('Nothing is known.', '无数据。'),
});

const characteristic = (id: string, baseline: number, figure: string, attributes: object[]) => ({
  id,
  reasonCode: `LOW_${id.toUpperCase()}`,
  baselinePoints: baseline,
  reason: says(figure),
  favour: says(figure),
  attributes,
});

/** Scores from 0 to 220; a fresh copy each time, so that a test may spoil it. */
export const fittedDocument = () => ({
  schemaVersion: 1,
  version: 'fitted-0',
  kind: 'FITTED',
  name: both('A small card', '小评分卡'),
  createdOn: '2026-11-22',
  basis: both('Made for tests.', '测试用。'),
  outcome: { definition: both('An outcome.', '结果。'), horizonMonths: 1 },
  basePoints: 0,
  pdo: 20,
  baseScore: 100,
  baseOdds: 4,
  cutoffScore: 100,
  baselineMethod: 'OTHER',
  twelveMonths: { oddsFactor: 0.5, basis: both('A factor.', '系数。') },
  characteristics: [
    characteristic('paid_share', 30, '{percent} or {points}', [
      attribute('zero', 0, { special: [0] }),
      attribute('whole', 60, { special: [1, 0.5] }),
      attribute('low', 10, { range: { max: 0.2 } }),
      attribute('high', 40, { range: { min: 0.2 } }),
      missing(30),
    ]),
    characteristic('idle_days', 20, '{days} {days|one:day|other:days}', [
      attribute('short', 40, { range: { max: 30 } }),
      attribute('long', 0, { range: { min: 30 } }),
      missing(10),
    ]),
    characteristic('income', 20, '{wages} of {statements}', [
      attribute('below', 0, { range: { max: 0.75 } }),
      attribute('above', 40, { range: { min: 0.75 } }),
      missing(20),
    ]),
    characteristic('late_months', 20, '{months}', [
      attribute('never', 40, { special: [0] }),
      attribute('ever', 0, { range: {} }),
      missing(20),
    ]),
    characteristic('housing', 20, '{category}', [
      attribute('settled', 40, { categories: ['OWN', 'FREE'] }),
      attribute('renting', 0, { categories: ['RENT'] }),
      missing(20),
    ]),
  ],
  bands: [
    { band: 'A', minScore: 180, label: both('best', '最好'), annualRatePpm: 60_000 },
    { band: 'B', minScore: 120, label: both('good', '好'), annualRatePpm: 92_500 },
    { band: 'C', label: both('rest', '其余'), annualRatePpm: 180_000 },
  ],
});

const rule = (id: string, characteristicId: string, atLeast: number, effect: object) => ({
  id,
  reasonCode: `RULE_${id.toUpperCase()}`,
  characteristicId,
  atLeast,
  effect,
  reason: both('{count} moves.', '移动{count}次。'),
  basis: both('By judgement.', '专家判断。'),
});

export const rulesDocument = () => ({
  schemaVersion: 1,
  version: 'rules-0',
  kind: 'EXPERT',
  name: both('Small rules', '小规则'),
  createdOn: '2026-11-22',
  basis: both('Made for tests.', '测试用。'),
  rules: [
    rule('refer', 'moves', 3, { kind: 'REFER' }),
    rule('limit', 'moves', 5, { kind: 'BAND_AT_BEST', band: 'B' }),
    rule('stop', 'moves', 9, { kind: 'NO_NEW_CREDIT' }),
    {
      ...rule('drift', 'drift', 0.25, { kind: 'BAND_AT_BEST', band: 'C' }),
      reason: both('A drift of {percent}.', '漂移{percent}。'),
    },
  ],
});

export function fittedCard(change: object = {}): Scorecard {
  const result = validateScorecard({ ...fittedDocument(), ...change }, lookup);
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.card;
}

export function smallRules(): RuleSet {
  const result = validateRuleSet(rulesDocument(), lookup);
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.rules;
}
