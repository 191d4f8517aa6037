/**
 * What became of the platform's decision on a line. A decision never changes; the action that it set
 * going does: it waits for its day (PENDING), is IN_FORCE, and ends when its conditions of return are
 * met (RETURNED), when staff lifts it (LIFTED), when an appeal overturns it (OVERTURNED), or when the
 * line is closed otherwise (MOOT). A closure or an ended drawdown right whose decision stands stays
 * IN_FORCE; when its conditions are met a new agreement is offered (`returnOpenedAt`).
 */
import type { Ground } from '../credit-account/grounds.js';
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { RateBegan } from '../ledger/rate-correction.js';
import type { Instant } from '../time.js';
import type { MeasureCondition, MeasureKind } from './measure.js';
import type { SightNeed } from './sight.js';

export const ACTION_STATUSES = [
  'PENDING',
  'IN_FORCE',
  'RETURNED',
  'LIFTED',
  'OVERTURNED',
  'MOOT',
] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

export interface PlatformAction {
  /** The decision's own. */
  readonly id: Id;
  readonly customerId: CustomerId;
  readonly accountId: AccountId;
  readonly kind: MeasureKind;
  readonly grounds: Ground;
  /** Null for a decrease that followed from a closing by the limit policy. */
  readonly measureId: string | null;
  /** The decision whose consequence this is: a measure's, or a closing's. */
  readonly causedBy: Id | null;
  readonly status: ActionStatus;
  /** Where the line stood, to which an overturned decision goes back. */
  readonly before: {
    readonly status: string;
    readonly suspendedBy: 'CREDITOR' | 'CUSTOMER' | null;
    readonly limitMinor: number;
    /** Null: the product's rate. */
    readonly annualRatePpm: number | null;
  };
  /** What it set: the limit or the rate; nulls elsewhere. */
  readonly set: { readonly limitMinor: number | null; readonly annualRatePpm: number | null };
  readonly decidedAt: Instant;
  /** When it takes effect; `decidedAt` where at once. */
  readonly effectiveAt: Instant;
  /** Of a repricing whose rate has begun, where the line's interest stood then; absent elsewhere. */
  readonly began?: RateBegan;
  /** It returns when none of these holds any more; empty: when staff lifts it. */
  readonly conditions: readonly MeasureCondition[];
  /**
   * What is needed to look at its conditions, and since when, as its customer was told; absent while
   * all of them can be looked at.
   */
  readonly unseen?: { readonly since: Instant; readonly needs: readonly SightNeed[] };
  /** When time or an event asks to look at it; null: nothing is waited for. */
  readonly lookAt: Instant | null;
  readonly endedAt: Instant | null;
  /** The decision that ended it. */
  readonly endedBy: Id | null;
  /** When the way back by a new agreement opened; null before. */
  readonly returnOpenedAt: Instant | null;
  /** The application with the offer of a new agreement. */
  readonly applicationId: Id | null;
}

/** What its customer, or a person of ours, is needed for; nothing once it is not waited for any more. */
export const needsOf = (
  action: Pick<PlatformAction, 'status' | 'returnOpenedAt' | 'unseen'>,
): readonly SightNeed[] =>
  isStanding(action) && action.returnOpenedAt === null ? (action.unseen?.needs ?? []) : [];

/** Since when a person is asked to look; null where none is. */
export const askedSince = (
  action: Pick<PlatformAction, 'status' | 'returnOpenedAt' | 'unseen'>,
): Instant | null =>
  needsOf(action).some(({ kind }) => kind === 'PERSON') ? (action.unseen?.since ?? null) : null;

export const isStanding = ({ status }: Pick<PlatformAction, 'status'>): boolean =>
  status === 'PENDING' || status === 'IN_FORCE';
