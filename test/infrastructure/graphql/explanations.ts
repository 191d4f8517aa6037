/** What is asked about scores over GraphQL, what comes back, and a card with a cutoff to ask on. */
import { expect } from '@jest/globals';
import type { Scorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../../src/domain/risk-profile/scorecard-validation.js';
import { expertScorecard } from '../../support/portfolio.js';

const RULE = 'ruleId code text characteristicId effect effectText';
const SIDE = '{ value attribute points }';

export const EXPLANATION = `score basePoints cutoffScore gapToCutoff newCredit
  characteristics { id name value rawValue attribute points pointsBelowMax pointsBelowBaseline
    shareOfGap }
  principalReasons { code text characteristicId } inFavour { code text characteristicId }
  ruleReasons { ${RULE} }
  priceBand { band label annualRate minScore maxScore nextBand pointsToNextBand cardBand
    loweredByRule why }`;

export const DIFFERENCE = `sameCard scoreBefore scoreAfter change bandBefore bandAfter
  basePointsChange basePointsText
  lines { characteristicId name before ${SIDE} after ${SIDE} change text }
  rulesBegun { ${RULE} } rulesEnded { ${RULE} }`;

interface Reason {
  readonly code: string;
  readonly text: string;
  readonly characteristicId: string;
}

export interface RuleReason extends Reason {
  readonly ruleId: string;
  readonly effect: string;
  readonly effectText: string;
}

export interface Explanation {
  readonly score: number;
  readonly basePoints: number;
  readonly cutoffScore: number | null;
  readonly gapToCutoff: number;
  readonly newCredit: string;
  readonly characteristics: readonly {
    readonly id: string;
    readonly points: number;
    readonly rawValue: number | null;
    readonly pointsBelowBaseline: number;
    readonly shareOfGap: number | null;
  }[];
  readonly principalReasons: readonly Reason[];
  readonly inFavour: readonly Reason[];
  readonly ruleReasons: readonly RuleReason[];
  readonly priceBand: {
    readonly band: string;
    readonly cardBand: string;
    readonly annualRate: number | null;
    readonly why: readonly string[];
  };
}

export interface Difference {
  readonly sameCard: boolean;
  readonly scoreBefore: number;
  readonly scoreAfter: number;
  readonly change: number;
  readonly bandBefore: string;
  readonly bandAfter: string;
  readonly basePointsChange: number;
  readonly basePointsText: string | null;
  readonly lines: readonly {
    readonly characteristicId: string;
    readonly before: { readonly points: number } | null;
    readonly after: { readonly points: number } | null;
    readonly change: number;
    readonly text: string;
  }[];
  readonly rulesBegun: readonly RuleReason[];
  readonly rulesEnded: readonly RuleReason[];
}

const HOLE = /^\s*$|[{}|]|undefined|NaN|null|Infinity|\[object/;

/** Every text that was told, however deep; one that is empty or has a hole in it fails the test. */
export function wholeTexts(told: unknown): string[] {
  const texts = textsOf(told);
  expect(texts.filter((text) => HOLE.test(text))).toEqual([]);
  return texts;
}

function textsOf(told: unknown): string[] {
  if (typeof told === 'string') return [told];
  if (typeof told !== 'object' || told === null) return [];
  return Object.values(told).flatMap(textsOf);
}

/** The changes of all lines and of the base points are the change of the score. */
export function addsUp(told: Difference): void {
  const moved = told.lines.reduce((sum, { change }) => sum + change, told.basePointsChange);
  expect(moved).toBe(told.change);
  expect(told.scoreAfter - told.scoreBefore).toBe(told.change);
  for (const { before, after, change } of told.lines) {
    expect((after?.points ?? 0) - (before?.points ?? 0)).toBe(change);
  }
}

/** A card as one that was fitted: with prices, a factor for twelve months, and this cutoff. */
export function cardWithCutoff(cutoffScore: number, over: Partial<Scorecard> = {}): Scorecard {
  const card = expertScorecard();
  const bands = card.bands.map(({ annualRatePpm: _, ...band }, at) => {
    const isBelow = (card.bands[at - 1]?.minScore ?? Infinity) <= cutoffScore;
    return isBelow ? band : { ...band, annualRatePpm: 50_000 * (at + 1) };
  });
  const basis = { en: 'A factor for tests.', zh: '测试用系数。' };
  const checked = validateScorecard({
    ...card,
    ...{ version: 'with-cutoff-1', kind: 'FITTED', cutoffScore, baselineMethod: 'OTHER' },
    ...{ twelveMonths: { oddsFactor: 2, basis }, bands },
    ...over,
  });
  if ('issues' in checked) throw new Error(JSON.stringify(checked.issues));
  return checked.card;
}
