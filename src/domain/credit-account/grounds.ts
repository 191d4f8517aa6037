/** The declared basis of what is decided about a customer, and the kinds of decisions there are. */
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
  /**
   * The lender's own standards, where an answer by score or rule rests on no conduct: what is not known
   * yet, lines that were never used, an income, a place, how often lines were closed.
   */
  'CREDIT_STANDARDS',
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
  'REPRICING',
  /** Undoes a decision; `reverses` names it. */
  'REVERSAL',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];
