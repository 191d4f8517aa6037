/**
 * The action policy: what the institution may do to a line on its own account, as versioned data. A
 * measure declares its ground, what it does, to whom, which milder steps come before it and in which
 * words the customer learns of it. Nobody acts on a line but by a measure, and a measure acts only
 * where all that it looks for is so: the reasons of a decision are then true by construction.
 */
import type { DecisionKind, Ground } from '../credit-account/grounds.js';
import type { LocalDate } from '../time.js';
import type { Text } from '../wording.js';

/** What a measure looks for. Each that holds becomes a reason, and each that ends a way of return. */
export type MeasureCondition =
  /** A rule of the rule set acts on the customer. */
  | { readonly kind: 'RULE_ACTS'; readonly ruleId: string }
  /** A number of the assessment is at least this; a characteristic of card or rules. */
  | {
      readonly kind: 'CHARACTERISTIC_AT_LEAST';
      readonly characteristicId: string;
      readonly atLeast: number;
    }
  /** A category of the assessment is this one. */
  | {
      readonly kind: 'CHARACTERISTIC_IS';
      readonly characteristicId: string;
      readonly category: string;
    }
  /** The price band, by card and rules, is among these. */
  | { readonly kind: 'BAND_IN'; readonly bands: readonly string[] }
  /** Balance ÷ limit of the line in millionths. */
  | { readonly kind: 'UTILIZATION_AT_LEAST'; readonly ppm: number }
  /** Days past due of the line. */
  | { readonly kind: 'OVERDUE_DAYS_AT_LEAST'; readonly days: number }
  /** Nothing owed and no use for as many months as the jurisdiction pack says. */
  | { readonly kind: 'INACTIVE' };
export type MeasureConditionKind = MeasureCondition['kind'];
export const MEASURE_CONDITION_KINDS = [
  'RULE_ACTS',
  'CHARACTERISTIC_AT_LEAST',
  'CHARACTERISTIC_IS',
  'BAND_IN',
  'UTILIZATION_AT_LEAST',
  'OVERDUE_DAYS_AT_LEAST',
  'INACTIVE',
] as const satisfies readonly MeasureConditionKind[];

/** From mild to severe. */
export const MEASURE_KINDS = [
  'REPRICING',
  'LINE_DECREASE',
  'SUSPENSION',
  'DRAWDOWN_RIGHT_ENDED',
  'TERMINATION_BY_NOTICE',
  'CLOSURE',
] as const satisfies readonly DecisionKind[];
export type MeasureKind = (typeof MEASURE_KINDS)[number];

export type MeasureEffect =
  /** The yearly rate rises by this many millionths, once the pack's notice is over. */
  | { readonly kind: 'REPRICING'; readonly addPpm: number }
  /** The limit falls by this share in millionths, never below what is owed and held. */
  | { readonly kind: 'LINE_DECREASE'; readonly ofLimitPpm: number }
  | { readonly kind: 'SUSPENSION' | 'DRAWDOWN_RIGHT_ENDED' | 'TERMINATION_BY_NOTICE' | 'CLOSURE' };

/** A milder step that was weighed. */
export interface MilderStep {
  readonly kind: MeasureKind;
  /** Why it does not do, in the customer's words. */
  readonly whyNot: Text;
  /** Where all of these hold it would do, and the measure is refused. Absent: it never does. */
  readonly doesWhere?: readonly MeasureCondition[];
}

export interface Measure {
  readonly id: string;
  readonly grounds: Ground;
  readonly effect: MeasureEffect;
  /** BY_MACHINE: taken by itself whenever a customer is assessed. BY_PERSON: staff takes it. */
  readonly taken: 'BY_MACHINE' | 'BY_PERSON';
  /** All must hold; empty: it looks at nothing of the customer. */
  readonly when: readonly MeasureCondition[];
  readonly reasonCode: string;
  /** The ground in the customer's words; it comes first among the reasons. */
  readonly reason: Text;
  /** Why the measure is as it is, for whoever reads the policy. */
  readonly basis: Text;
  /**
   * Whoever takes it states what is behind it, in words for the record. Declared grounds ask for that
   * in any case; on REGULATION it must be asked for, since only the statement says which rule it is.
   */
  readonly needsStatement?: true;
  /** At least one for anything but the mildest kinds (REPRICING, LINE_DECREASE). */
  readonly milder: readonly MilderStep[];
  /** The creditor's other active lines of the customer fall by this share of their limits. */
  readonly linkedDecreasePpm: number | null;
}

export interface ActionPolicy {
  readonly schemaVersion: 1;
  readonly version: string;
  /** Set by judgement: no measure was estimated from outcomes. */
  readonly kind: 'EXPERT';
  readonly name: Text;
  readonly basis: Text;
  readonly createdOn: LocalDate;
  /** The first machine measure that fits a line is taken. */
  readonly measures: readonly Measure[];
}

/** The line as it stood when it was decided about. */
export interface LineFacts {
  readonly status: string;
  readonly limitMinor: number;
  readonly balanceMinor: number;
  readonly heldMinor: number;
  readonly currency: string;
  readonly annualRatePpm: number;
  readonly overdueDays: number;
  /** Months without use while nothing was owed; null where that was not looked at. */
  readonly unusedMonths: number | null;
}

/** What the model before gives the customer on the facts of the day that is decided on. */
export interface FormerStanding {
  readonly scorecardVersion: string;
  /** The rules beside that card. */
  readonly rulesVersion: string;
  readonly score: number;
  /** By card and rules. */
  readonly band: string;
}
