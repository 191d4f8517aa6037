/** What a fit gives: everything that a scorecard document and its report are written from. */
import type { Characteristic } from '../risk-profile/catalogue.js';

/** A bin as found in the sample. */
export type FittedAttribute = {
  readonly goods: number;
  readonly bads: number;
  /** Weight of evidence: ln(share of all goods ÷ share of all bads), smoothed; higher is safer. */
  readonly woe: number;
  readonly points: number;
} & (
  | { readonly range: { readonly min?: number; readonly max?: number } }
  | { readonly special: readonly number[] }
  | { readonly categories: readonly string[] }
  | { readonly missing: true }
);

export interface FittedCharacteristic {
  readonly characteristic: Characteristic;
  /** Information value of the bins. */
  readonly informationValue: number;
  /** Of the logistic regression on WOE; never negative. */
  readonly coefficient: number;
  readonly baselinePoints: number;
  /** A missing value means that it doesn't apply; see `FitSettings.situational`. */
  readonly situational: boolean;
  /** Specials, then ranges in rising order (or categories), then missing. */
  readonly attributes: readonly FittedAttribute[];
}

export interface FoldMeasure {
  readonly auc: number;
  readonly ks: number;
  /** Mean log-loss of the PD by the fold's own whole points. */
  readonly logLoss: number;
}

export interface FittedModel {
  readonly basePoints: number;
  readonly pdo: number;
  readonly baseScore: number;
  /** Recalibrated on the whole points: the PD of a score is odds good to bad on this scale. */
  readonly baseOdds: number;
  /** Slope of a logistic regression of the outcome on the score's log-odds; 1 when the PDO fits. */
  readonly calibrationSlope: number;
  readonly cutoffScore: number;
  readonly characteristics: readonly FittedCharacteristic[];
  /** What was tried and how each candidate did, for the report; the chosen first. */
  readonly candidates: readonly {
    readonly characteristicId: string;
    readonly informationValue: number;
    readonly chosen: boolean;
  }[];
  /** On rows that the fold's own fit (bins, choice, weights) had not seen. */
  readonly crossValidation: { readonly folds: readonly FoldMeasure[]; readonly repeats: number };
}

export interface FitSettings {
  /** At most 20. */
  readonly maxCharacteristics: number;
  /** At most 8, the one for missing values included. */
  readonly maxAttributes: number;
  /** A bin holds at least this share of the sample. */
  readonly minShare: number;
  /** Quantiles that bins are merged from. */
  readonly preBins: number;
  /** Strength of the ridge penalty on the coefficients, per row. */
  readonly ridge: number;
  readonly pdo: number;
  readonly baseScore: number;
  readonly folds: number;
  readonly repeats: number;
  /** Seeds the shuffling into folds; the same seed gives the same card. */
  readonly seed: number;
  /** Share of the sample that should lie at or above the cutoff. */
  readonly approvalShare: number;
  /** Rows at the sample's own odds that each bin's WOE is smoothed by; 0.5 when absent. */
  readonly smoothing?: number;
  /**
   * What a further bin must add: its information value × goods × bads ÷ rows, which is about a
   * chi-squared of one degree of freedom; 6 when absent.
   */
  readonly minSplitStatistic?: number;
  /** Missing values fewer than this (and specials alike) have no bin of their own; 50 when absent. */
  readonly minSpecialRows?: number;
  /** Values of RATIO and WAGES with at least this share of the sample are specials; absent: none. */
  readonly specialShare?: number;
  /** Specials by characteristic id, whatever their share. */
  readonly specials?: Readonly<Record<string, readonly number[]>>;
  /**
   * Characteristics that exist in one situation only: where one doesn't apply it weighs exactly
   * nothing, and its bins are weighed against the odds within the situation alone.
   */
  readonly situational?: readonly string[];
  /** Candidates below this information value are not tried; 0 when absent. */
  readonly minInformationValue?: number;
  /** Least score (entering) and Wald (staying) statistic of a characteristic; 6 when absent. */
  readonly minStatistic?: number;
  /** Folds within the training rows that choose how many characteristics; 4 when absent, 0: all. */
  readonly innerFolds?: number;
}
