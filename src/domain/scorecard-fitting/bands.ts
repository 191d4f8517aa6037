/** Price bands of a fitted card, by the PD of the next twelve months. */
import type { Band } from '../risk-profile/scorecard.js';
import type { Text } from '../wording.js';
import type { FittedModel } from './model.js';

export interface Pricing {
  /** Yearly cost of money, of running an account, and what is to be earned, in millionths. */
  readonly fundingPpm: number;
  readonly operatingPpm: number;
  readonly marginPpm: number;
  /** Share of the exposure that a default loses, in millionths. */
  readonly lossGivenDefaultPpm: number;
  /** Highest twelve-month PD of the bands A to D, rising; {@link PD_LIMITS} when absent. */
  readonly pdLimits?: readonly [number, number, number, number];
}

/** Twelve-month PD up to which a customer is in A, B, C and D: each twice the one before. */
export const PD_LIMITS = [0.01, 0.02, 0.04, 0.08] as const;

/** Rates are rounded up to half a percent. */
const RATE_STEP_PPM = 5_000;

const NAMES: readonly { readonly band: string; readonly label: Text }[] = [
  { band: 'A', label: { en: 'Very low risk', zh: '风险很低' } },
  { band: 'B', label: { en: 'Low risk', zh: '风险较低' } },
  { band: 'C', label: { en: 'Moderate risk', zh: '风险中等' } },
  { band: 'D', label: { en: 'Elevated risk', zh: '风险偏高' } },
  { band: 'E', label: { en: 'High risk', zh: '风险高' } },
];

/** The lowest and the highest score that the model's points can add up to. */
export function scoreSpan(model: FittedModel): readonly [number, number] {
  const sum = (pick: (...points: number[]) => number): number =>
    model.characteristics.reduce(
      (all, { attributes }) => all + pick(...attributes.map(({ points }) => points)),
      model.basePoints,
    );
  return [sum(Math.min), sum(Math.max)];
}

/**
 * The twelve-month PD of a score: the odds of bad to good × `oddsFactor`. Not rounded, because cuts
 * are made at it.
 */
function twelveMonthPd(model: FittedModel, oddsFactor: number, score: number): number {
  const odds = model.baseOdds * 2 ** ((score - model.baseScore) / model.pdo);
  return oddsFactor / (oddsFactor + odds);
}

/**
 * The factor that moves the sample's average to a portfolio's twelve-month PD: odds of the portfolio
 * ÷ odds of the sample (a shift of the prior; the order of customers stays).
 */
export const oddsFactorFor = (sampleBadRate: number, portfolioPd: number): number =>
  Number((portfolioPd / (1 - portfolioPd) / (sampleBadRate / (1 - sampleBadRate))).toPrecision(6));

/**
 * Five bands, A the safest. A band's yearly rate is funding + operating + margin + loss given default
 * × twelve-month PD of its worst customers who get new credit, rounded up to half a percent. A band
 * that lies wholly below the cutoff has no rate; one that no score can fall into is left out.
 */
export function bandsOf(
  model: FittedModel,
  { oddsFactor }: { readonly oddsFactor: number },
  pricing: Pricing,
): Band[] {
  const limits = pricing.pdLimits ?? PD_LIMITS;
  if (limits.some((each, at) => !(each > (limits[at - 1] ?? 0) && each < 1))) {
    throw new Error('the limits of the bands must rise between 0 and 1');
  }
  const [lowest, highest] = scoreSpan(model);
  const bands: Band[] = [];
  let above = highest + 1;
  for (const [at, { band, label }] of NAMES.entries()) {
    const limit = limits[at] ?? 1;
    let minScore = above;
    while (minScore > lowest && twelveMonthPd(model, oddsFactor, minScore - 1) <= limit) {
      minScore -= 1;
    }
    if (minScore === above) continue;
    // The band that reaches the lowest score takes all the rest.
    const last = minScore === lowest;
    const worst = Math.max(model.cutoffScore, minScore);
    const annualRatePpm = ratePpm(twelveMonthPd(model, oddsFactor, worst), pricing);
    bands.push({
      band,
      ...(!last && { minScore }),
      label,
      ...(worst < above && { annualRatePpm }),
    });
    above = minScore;
  }
  return bands;
}

function ratePpm(pd: number, { lossGivenDefaultPpm, ...costs }: Pricing): number {
  const { fundingPpm, operatingPpm, marginPpm } = costs;
  const rate = fundingPpm + operatingPpm + marginPpm + lossGivenDefaultPpm * pd;
  // A whole millionth first, so that a hair of rounding does not cost half a percent.
  return Math.ceil(Math.round(rate) / RATE_STEP_PPM) * RATE_STEP_PPM;
}
