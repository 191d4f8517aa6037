/**
 * An assessment: one scoring of one customer, kept with the values and the card version that made
 * it, so that its explanation can be replayed for as long as it is kept, whatever card is used
 * today. Assessments are never changed; a newer one is made.
 */
import type { CustomerId, Id } from '../identifiers.js';
import type { Instant, LocalDate } from '../time.js';
import type { CharacteristicValues } from './facts.js';
import type { ActedRule, NewCredit } from './rules.js';

/** What gave rise to it. BEFORE_CLOSURE and CLOSURE are made together, on the same facts. */
export const ASSESSMENT_TRIGGERS = [
  'OPENING',
  'IMPORT',
  'STATEMENT',
  'BEFORE_CLOSURE',
  'CLOSURE',
  'ACTIVITY',
  'APPLICATION',
  /** Made with a decision by a measure, or for a look at its conditions of return. */
  'MEASURE',
  /** By a reviewer's findings. */
  'APPEAL',
] as const;
export type AssessmentTrigger = (typeof ASSESSMENT_TRIGGERS)[number];

export interface Assessment {
  readonly id: Id;
  readonly customerId: CustomerId;
  readonly assessedAt: Instant;
  readonly trigger: AssessmentTrigger;
  readonly scorecardVersion: string;
  readonly values: CharacteristicValues;
  readonly score: number;
  /** Between 0 and 1; which default, and over which time, the scorecard says. */
  readonly probabilityOfDefault: number;
  /** By card and rules. */
  readonly band: string;
  /** The rules that looked on and what they did; null where an older release had none. */
  readonly rules: {
    readonly version: string;
    readonly acted: readonly ActedRule[];
    readonly newCredit: NewCredit;
  } | null;
  /** Where rules keep own closings from costing score: what it was kept from; null where nothing. */
  readonly protection: Protection | null;
  /** Whose bureau report it looked at; null where it looked at none, or nobody said whose it was. */
  readonly bureauId: string | null;
}

export interface Protection {
  /** The last protection ends on (and without) this day. */
  readonly until: LocalDate;
  /** By protected characteristic, the value that the closings alone would have led to. */
  readonly withoutIt: CharacteristicValues;
}
