/**
 * What a ground lets a measure look at, and say. A ground is the customer's conduct, or it is not: a
 * measure on one that is not looks at nothing that the customer did, so that no decision by it can
 * name conduct as its reason, and one on conduct names the conduct. Three grounds are declared: a
 * person states what is so, and no figure of ours could.
 */
import { GROUNDS, type Ground } from '../credit-account/grounds.js';
import type { CharacteristicSource } from '../risk-profile/catalogue.js';
import type { MeasureConditionKind, MeasureKind } from './measure.js';

/**
 * The customer's own wish is never a ground of the institution's measure, and a score alone is none:
 * a measure says what it looks for.
 */
export type MeasureGround = Exclude<Ground, 'CUSTOMER_REQUEST' | 'CREDIT_STANDARDS'>;
export const MEASURE_GROUNDS: readonly MeasureGround[] = GROUNDS.filter(
  (ground) => ground !== 'CUSTOMER_REQUEST' && ground !== 'CREDIT_STANDARDS',
);

/** What a measure on a ground may look at. */
export interface ConditionsOfGround {
  readonly kinds: readonly MeasureConditionKind[];
  /** At least one of these is among its conditions; empty: it may look at nothing at all. */
  readonly needsOneOf: readonly MeasureConditionKind[];
  /** Where a characteristic that it looks at, itself or by a rule, comes from. */
  readonly sources: readonly CharacteristicSource[];
}

/**
 * What the customer did with money, lines and devices. What was handed in, who the contacts are and
 * where somebody is are no conduct; and that a customer closed lines is never held against others:
 * whoever was told so at a closing must be able to rely on it.
 */
export const CONDUCT_SOURCES = [
  'STATEMENTS',
  'LINES',
  'TRANSACTIONS',
  'APPLICATIONS',
  'DEVICES',
  'BUREAU',
] as const satisfies readonly CharacteristicSource[];

const NOTHING: ConditionsOfGround = { kinds: [], needsOneOf: [], sources: [] };

/** A band alone says of no conduct which it is, so that it never stands alone for a ground of it. */
export const CONDITIONS_FOR: Readonly<Record<MeasureGround, ConditionsOfGround>> = {
  BEHAVIOUR: {
    kinds: ['RULE_ACTS', 'CHARACTERISTIC_AT_LEAST', 'CHARACTERISTIC_IS', 'BAND_IN'],
    needsOneOf: ['RULE_ACTS', 'CHARACTERISTIC_AT_LEAST', 'CHARACTERISTIC_IS'],
    sources: CONDUCT_SOURCES,
  },
  OVER_DEPENDENCE: {
    kinds: ['UTILIZATION_AT_LEAST', 'CHARACTERISTIC_AT_LEAST', 'RULE_ACTS', 'BAND_IN'],
    needsOneOf: ['UTILIZATION_AT_LEAST', 'CHARACTERISTIC_AT_LEAST', 'RULE_ACTS'],
    sources: CONDUCT_SOURCES,
  },
  DELINQUENCY: {
    kinds: ['OVERDUE_DAYS_AT_LEAST', 'BAND_IN'],
    needsOneOf: ['OVERDUE_DAYS_AT_LEAST'],
    sources: [],
  },
  INACTIVITY: { kinds: ['INACTIVE'], needsOneOf: ['INACTIVE'], sources: [] },
  MODEL_UPDATE: { kinds: ['BAND_IN'], needsOneOf: ['BAND_IN'], sources: [] },
  // What a service newly asks for is something to hand in, such as a proof of income.
  SERVICE_SCOPE_CHANGE: { kinds: ['CHARACTERISTIC_IS'], needsOneOf: [], sources: ['INCOME'] },
  BUSINESS_ADJUSTMENT: NOTHING,
  MACRO: NOTHING,
  REGULATION: NOTHING,
  FUND_POOL: NOTHING,
  FRAUD_OR_SECURITY: NOTHING,
  DEATH: NOTHING,
  LEGAL_RESTRAINT: NOTHING,
};

const CONDUCT: readonly Ground[] = ['BEHAVIOUR', 'OVER_DEPENDENCE', 'DELINQUENCY', 'INACTIVITY'];
const DECLARED: readonly Ground[] = ['FRAUD_OR_SECURITY', 'DEATH', 'LEGAL_RESTRAINT'];

/** Whether the ground tells of something that the customer did or left undone. */
export const isConduct = (ground: Ground): boolean => CONDUCT.includes(ground);

/** Whether a person states what is so: such a measure is never a machine's and has no conditions. */
export const isDeclared = (ground: Ground): boolean => DECLARED.includes(ground);

/**
 * A higher price protects nobody and punishes nothing that it could: not the customer who leans on
 * the line too much, nor one who leaves it unused, nor where a person has stated what is so.
 */
export const fitsGround = (kind: MeasureKind, ground: Ground): boolean =>
  kind !== 'REPRICING' ||
  !(isDeclared(ground) || ground === 'OVER_DEPENDENCE' || ground === 'INACTIVITY');
