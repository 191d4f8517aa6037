/**
 * A PMML 4.x Scorecard as plain data: what a file says, with every place named and every value of
 * its field's type. https://dmg.org/pmml/v4-4/Scorecard.html
 */
export type PmmlValue = string | number | boolean;
export type PmmlDataType = 'string' | 'integer' | 'float' | 'double' | 'boolean';

export interface PmmlInterval {
  readonly closure: 'openOpen' | 'openClosed' | 'closedOpen' | 'closedClosed';
  readonly leftMargin?: number;
  readonly rightMargin?: number;
}

/** An input of the card. */
export interface PmmlField {
  readonly place: string;
  readonly name: string;
  readonly dataType: PmmlDataType;
  /** When not empty, no other value is valid. */
  readonly validValues: readonly PmmlValue[];
  readonly invalidValues: readonly PmmlValue[];
  /** Values that stand for "no value". */
  readonly missingValues: readonly PmmlValue[];
  /** When not empty, a number outside all of them is invalid. */
  readonly intervals: readonly PmmlInterval[];
  readonly invalidValueTreatment: 'returnInvalid' | 'asIs' | 'asMissing';
  readonly missingValueReplacement?: PmmlValue;
}

export const COMPARISONS = [
  'equal',
  'notEqual',
  'lessThan',
  'lessOrEqual',
  'greaterThan',
  'greaterOrEqual',
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** True, false or unknown of a record: a comparison with a missing value is unknown. */
export type PmmlPredicate =
  | { readonly kind: 'CONSTANT'; readonly value: boolean }
  | { readonly kind: 'MISSING'; readonly field: string; readonly missing: boolean }
  | {
      readonly kind: 'COMPARISON';
      readonly field: string;
      readonly operator: Comparison;
      readonly value: PmmlValue;
    }
  | {
      readonly kind: 'SET';
      readonly field: string;
      readonly isIn: boolean;
      readonly values: readonly PmmlValue[];
    }
  | {
      readonly kind: 'COMPOUND';
      readonly operator: 'and' | 'or' | 'xor' | 'surrogate';
      readonly parts: readonly PmmlPredicate[];
    };

export const ARITHMETIC = ['+', '-', '*', '/', 'min', 'max'] as const;
export type Arithmetic = (typeof ARITHMETIC)[number];

export type PmmlExpression =
  | { readonly kind: 'CONSTANT'; readonly value: number }
  | { readonly kind: 'FIELD'; readonly field: string }
  | {
      readonly kind: 'APPLY';
      readonly operator: Arithmetic;
      readonly parts: readonly PmmlExpression[];
    };

export interface PmmlAttribute {
  readonly place: string;
  readonly predicate: PmmlPredicate;
  readonly partialScore: PmmlExpression;
  /** Goes before the characteristic's. */
  readonly reasonCode?: string;
  /** What this product's own export says beside PMML. */
  readonly extension?: unknown;
}

export interface PmmlCharacteristic {
  readonly place: string;
  readonly name: string;
  readonly reasonCode?: string;
  /** Goes before the scorecard's. */
  readonly baselineScore?: number;
  readonly attributes: readonly PmmlAttribute[];
  readonly extension?: unknown;
}

export const BASELINES = ['max', 'min', 'mean', 'neutral', 'other'] as const;

export interface PmmlScorecard {
  readonly place: string;
  readonly modelName: string;
  /** The day of the header's timestamp, `YYYY-MM-DD`. */
  readonly createdOn?: string;
  readonly initialScore: number;
  readonly useReasonCodes: boolean;
  readonly reasonCodeAlgorithm: 'pointsAbove' | 'pointsBelow';
  readonly baselineMethod?: (typeof BASELINES)[number];
  readonly baselineScore?: number;
  /** By name; only what the mining schema lets in. */
  readonly fields: ReadonlyMap<string, PmmlField>;
  readonly characteristics: readonly PmmlCharacteristic[];
  readonly extension?: unknown;
}
