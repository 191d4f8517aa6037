/**
 * A decision on a line, its declared grounds and its reasons: the record that a customer can ask
 * about later. Grounds come from a fixed family, so that a ground that is not the customer's
 * conduct can never be dressed up as one.
 */
import type { Id } from '../identifiers.js';
import type {
  FormerStanding,
  LineFacts,
  MeasureCondition,
  MilderStep,
} from '../platform-action/measure.js';
import { MAX_REASONS } from '../risk-profile/explanation.js';
import type { Instant } from '../time.js';
import type { Text } from '../wording.js';
import type { Blocker } from './closure.js';
import type { OnBehalfCause } from './closure-request.js';
import type { DecisionKind, Ground } from './grounds.js';
import type { ReasonTells } from './reason-tells.js';

/** A message code with the figures that fill it. */
export interface DecisionReason {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
  /** The words as told, where they come from a card, a rule or a policy and not from our catalogue. */
  readonly text?: Text;
  /** Of a measure's reason: whether it tells of the customer's conduct, the score, or neither. */
  readonly about?: 'CONDUCT' | 'SCORE' | 'GROUND';
  /** Of a reason by card, rule or limit policy: what it tells of; absent where nobody looked. */
  readonly tells?: ReasonTells;
}

export const DECISION_MAKERS = ['CUSTOMER', 'STAFF', 'MACHINE'] as const;
/** Whose decision it is: the customer's own wish, a person's of the staff, or rules' alone. */
export type DecisionMaker = (typeof DECISION_MAKERS)[number];

/** What a decision by one of the institution's measures adds. */
export interface DecidedMeasure {
  readonly actionPolicyVersion: string;
  readonly measureId: string;
  /** The card and the rules that looked on. */
  readonly scorecardVersion: string;
  readonly rulesVersion: string | null;
  /** The line as it stood. */
  readonly facts: LineFacts;
  /** The milder steps that were weighed, and why they did not do. */
  readonly milder: readonly Omit<MilderStep, 'doesWhere'>[];
  /** It returns when none of these holds any more; empty: when staff lifts it. */
  readonly conditions: readonly MeasureCondition[];
  /** What the staff member saw; null for a machine's. */
  readonly statement: string | null;
  readonly effectiveAt: Instant;
  /** Reasons that may not be told, and the place in the law; null: they are told. */
  readonly withheld: { readonly source: string } | null;
  /** Where the ground is another model: what the one before gives on the same facts. */
  readonly formerModel?: FormerStanding;
}

/** What a decrease by the limit policy adds. */
export interface DecidedByPolicy {
  readonly ruleId: string;
  /** The line as it stood. */
  readonly facts: LineFacts;
  /** The milder steps that were weighed, and why they did not do. */
  readonly milder: readonly Omit<MilderStep, 'doesWhere'>[];
  /** The price bands in which the policy lowers no limit, the best first. */
  readonly calmBands: readonly string[];
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
  readonly madeBy: DecisionMaker;
  /** The decision whose consequence this is; null where it stands by itself. */
  readonly causedBy: Id | null;
  /** The decision that this one undoes. */
  readonly reverses: Id | null;
  /** The moment from which no appeal is taken any more; null where none is open. */
  readonly appealUntil: Instant | null;
  /** Null unless one of the institution's measures was taken. */
  readonly measure: DecidedMeasure | null;
  /** Of a decrease by the limit policy; absent of any other, and where it was not written down yet. */
  readonly byPolicy?: DecidedByPolicy;
}

/**
 * The decisions as they may be written down; every store asks this of all of them. Throws for one
 * without recorded reasons, with more than are useful, or with one that has no code: such a decision
 * cannot be told, and must not be made.
 */
export function reasoned<T extends Pick<Decision, 'id' | 'reasons'>>(
  decisions: readonly T[],
): readonly T[] {
  for (const { id, reasons } of decisions) {
    if (reasons.length === 0) throw new Error(`decision ${id} has no reasons`);
    if (reasons.length > MAX_REASONS) {
      throw new Error(`decision ${id} has ${reasons.length} reasons, more than ${MAX_REASONS}`);
    }
    if (reasons.some(({ code }) => code.trim() === '')) {
      throw new Error(`decision ${id} has a reason without a code`);
    }
  }
  return decisions;
}

/** What a decision has that the customer wished for, and that causes and undoes nothing. */
export const OWN_DECISION = {
  madeBy: 'CUSTOMER',
  causedBy: null,
  reverses: null,
  appealUntil: null,
  measure: null,
} as const satisfies Partial<Decision>;

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
    // Several plans are one reason.
    ...[...new Set(blockers.map(({ code }) => code))].map((code) => ({
      code: `RUN_OFF_BECAUSE_${code}`,
      values: {},
    })),
  ],
});

/** Whether an application was answered by an offer of less than was asked for. */
export const isOfferInPart = ({ kind, reasons }: Pick<Decision, 'kind' | 'reasons'>): boolean =>
  kind === 'APPLICATION' && reasons.some(({ code }) => code === 'LINE_OFFERED_IN_PART');
