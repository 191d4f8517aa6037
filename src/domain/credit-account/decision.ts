/**
 * A decision on a line, its declared grounds and its reasons: the record that a customer can ask
 * about later. Grounds come from a fixed family, so that a ground that is not the customer's
 * conduct can never be dressed up as one.
 */
import type { Id } from '../identifiers.js';
import type { Instant } from '../time.js';
import type { Text } from '../wording.js';
import type { Blocker } from './closure.js';
import type { OnBehalfCause } from './closure-request.js';

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
  'LINE_INCREASE',
  'APPLICATION',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** A message code with the figures that fill it. */
export interface DecisionReason {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
  /** The words as told, where they come from a card, a rule or a policy and not from our catalogue. */
  readonly text?: Text;
}

export interface Decision {
  readonly id: Id;
  readonly customerId: Id;
  /** Null for a decision on an application, which is about no line yet. */
  readonly accountId: Id | null;
  readonly kind: DecisionKind;
  readonly grounds: Ground;
  /** Ranked, the weightiest first. */
  readonly reasons: readonly DecisionReason[];
  /** True when the pack counts it as an adverse action that owes the customer a notice. */
  readonly adverseAction: boolean;
  readonly decidedAt: Instant;
  readonly decidedBy: string;
  /** Null where no score had a say. */
  readonly assessmentId: Id | null;
  readonly packEdition: string;
  /** The policy that moved a limit; null where none did. */
  readonly limitPolicyVersion: string | null;
}

/** On what basis a line is closed: the customer's wish, or what an agent acts upon. */
export const CLOSURE_GROUNDS = {
  DECEASED: 'DEATH',
  FRAUD: 'FRAUD_OR_SECURITY',
  GUARDIAN: 'CUSTOMER_REQUEST',
} as const satisfies Record<OnBehalfCause, Ground>;

export const groundsOfClosure = (cause: OnBehalfCause | null): Ground =>
  cause === null ? 'CUSTOMER_REQUEST' : CLOSURE_GROUNDS[cause];

/** The decision that a closing is; `cause` is null where the customer asked. */
export const closureDecision = (
  base: Omit<Decision, 'kind' | 'grounds' | 'reasons'>,
  cause: OnBehalfCause | null,
  blockers: readonly Pick<Blocker, 'code'>[],
): Decision => ({
  ...base,
  kind: 'CLOSURE',
  grounds: groundsOfClosure(cause),
  reasons: [
    {
      code: cause === null ? 'CLOSED_AT_CUSTOMER_REQUEST' : `CLOSED_ON_BEHALF_${cause}`,
      values: {},
    },
    ...blockers.map(({ code }) => ({ code: `RUN_OFF_BECAUSE_${code}`, values: {} })),
  ],
});
