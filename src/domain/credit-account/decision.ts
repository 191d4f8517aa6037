/**
 * A decision on a line, its declared grounds and its reasons: the record that a customer can ask
 * about later. Grounds come from a fixed family, so that a ground that is not the customer's
 * conduct can never be dressed up as one.
 */
import type { Id } from '../identifiers.js';
import type { Instant } from '../time.js';

export const GROUNDS = [
  'BEHAVIOUR',
  'MODEL_UPDATE',
  'BUSINESS_ADJUSTMENT',
  'SERVICE_SCOPE_CHANGE',
  'MACRO',
  'REGULATION',
  'FUND_POOL',
  'OVER_DEPENDENCE',
  'DELINQUENCY',
  'INACTIVITY',
  'FRAUD_OR_SECURITY',
  'DEATH',
  'LEGAL_RESTRAINT',
  'CUSTOMER_REQUEST',
] as const;
export type Ground = (typeof GROUNDS)[number];

export const DECISION_KINDS = [
  'LINE_DECREASE',
  'SUSPENSION',
  'DRAWDOWN_RIGHT_ENDED',
  'TERMINATION_BY_NOTICE',
  'CLOSURE',
  'REINSTATEMENT',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

export interface Decision {
  readonly id: Id;
  readonly customerId: Id;
  readonly accountId: Id;
  readonly kind: DecisionKind;
  readonly grounds: Ground;
  /** Ranked message codes with the figures that fill them; words come from the catalogues. */
  readonly reasons: readonly { code: string; values: Readonly<Record<string, string>> }[];
  /** True when the pack counts it as an adverse action that owes the customer a notice. */
  readonly adverseAction: boolean;
  readonly decidedAt: Instant;
  readonly decidedBy: string;
  readonly assessmentId: Id;
  readonly packEdition: string;
}

/** A closure that the customer asked for: never an adverse action, whatever the score does. */
export const closureDecision = (
  base: Omit<Decision, 'kind' | 'grounds' | 'reasons' | 'adverseAction'>,
  blockerCodes: readonly string[],
): Decision => ({
  ...base,
  kind: 'CLOSURE',
  grounds: 'CUSTOMER_REQUEST',
  reasons: [
    { code: 'CLOSED_AT_CUSTOMER_REQUEST', values: {} },
    ...blockerCodes.map((code) => ({ code: `RUN_OFF_BECAUSE_${code}`, values: {} })),
  ],
  adverseAction: false,
});
