/**
 * An appeal: the customer says that a decision is wrong, and a person who had no part in it looks
 * again. A HUMAN_DECISION is the same for a decision that a machine made alone; a REFERRAL is what a
 * rule sends to a person by itself; a RECONSIDERATION is the one further look, by somebody else again.
 *
 * OPEN → ASSIGNED → DECIDED. ASSIGNED → WAITING (the customer was asked something; the clock stands)
 * → ASSIGNED. Its reviewer gives an ASSIGNED or WAITING case back at any time, and another takes it
 * over when its end is near and nothing was done; one that waits goes on waiting with nobody, and is
 * OPEN after that. OPEN, ASSIGNED, WAITING → WITHDRAWN (by the customer) | MOOT (the decision ended by
 * itself). Every case has one clock, and whatever moves it is written down with who and why.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { Money } from '../money.js';
import type { MeasureKind } from '../platform-action/measure.js';
import type { ActivityKind } from '../risk-profile/activity.js';
import type { Instant, LocalDate } from '../time.js';

export const APPEAL_KINDS = ['APPEAL', 'HUMAN_DECISION', 'REFERRAL', 'RECONSIDERATION'] as const;
export type AppealKind = (typeof APPEAL_KINDS)[number];

export const APPEAL_STATUSES = [
  'OPEN',
  'ASSIGNED',
  'WAITING',
  'DECIDED',
  'WITHDRAWN',
  'MOOT',
] as const;
export type AppealStatus = (typeof APPEAL_STATUSES)[number];

export const APPEAL_OUTCOMES = ['UPHELD', 'MODIFIED', 'OVERTURNED'] as const;
export type AppealOutcomeKind = (typeof APPEAL_OUTCOMES)[number];

/** Facts of a file that are another person's. */
export type AnothersFacts =
  /** All activities of the kinds on the customer's local days, both included. */
  | {
      readonly kind: 'ACTIVITIES';
      readonly activityKinds: readonly ActivityKind[];
      readonly from: LocalDate;
      readonly until: LocalDate;
      /** How many of them the file had when it was decided; absent before. */
      readonly count?: number;
    }
  /** A statement of a line; `period` is `YYYY-MM`. */
  | { readonly kind: 'STATEMENT'; readonly accountId: AccountId; readonly period: string };

/** What a reviewer found. Those with figures become facts that every later score reads. */
export type Finding =
  /** A monthly income, verified against the evidence; without any, the note says how. */
  | {
      readonly kind: 'VERIFIED_INCOME';
      readonly money: Money;
      readonly evidenceId: Id | null;
      readonly note?: string | null;
    }
  /** A statement counted the customer late by mistake. `period` is `YYYY-MM`. */
  | {
      readonly kind: 'LATENESS_CORRECTED';
      readonly accountId: AccountId;
      readonly period: string;
      /** Months late as it should have been; lower than what stands. */
      readonly monthsLate: number;
    }
  /** Transactions of a day were not the customer's own. */
  | {
      readonly kind: 'ACTIVITY_NOT_OWN';
      readonly activityKind: 'CASH_OUT' | 'TRANSFER_OUT' | 'DRAW' | 'DEVICE_SIGHTING';
      readonly day: string;
      readonly count: number;
    }
  /** Facts are another person's: those named or, with null, all on which the decision rested. */
  | {
      readonly kind: 'MISTAKEN_IDENTITY';
      readonly note: string;
      readonly theirs: readonly AnothersFacts[] | null;
    }
  /** The facts were looked at and are right. */
  | { readonly kind: 'FACTS_CONFIRMED'; readonly note: string };
export type FindingKind = Finding['kind'];

export interface AppealClock {
  readonly startedAt: Instant;
  /** The moment after the last day for the answer, pauses and extensions counted in. */
  readonly dueAt: Instant;
  readonly extensions: readonly {
    readonly kind: 'COMPLEX' | 'EXCEPTIONAL';
    readonly by: string;
    readonly at: Instant;
    readonly why: string;
    readonly dueAt: Instant;
  }[];
  readonly pauses: readonly {
    readonly from: Instant;
    /** Null while it lasts. */
    readonly until: Instant | null;
    /** It ends by itself then. */
    readonly atMostUntil: Instant;
    readonly question: string;
  }[];
}

/** Why a case could be taken over from whoever had it. */
export type TakeoverGround = 'IDLE' | 'ESCALATED' | 'OVERDUE';

/** Who had a case and has it no more. */
export interface FormerReviewer {
  readonly subject: string;
  readonly from: Instant;
  readonly until: Instant;
  /** Given back, or taken over by another and why. */
  readonly because: 'RELEASED' | TakeoverGround;
}

/** What an overturned or modified decision had caused, and what was done about it. */
export interface Repair {
  readonly kind:
    | 'STANDING'
    | 'LIMIT'
    | 'RATE'
    | 'INTEREST'
    | 'STATEMENT_LIMITS'
    | 'TERMINATION'
    | 'NEW_AGREEMENT'
    | 'RESTRICTION'
    | 'SCORE';
  /** The decision that is undone. */
  readonly decisionId: Id;
  readonly accountId: AccountId | null;
  readonly done: boolean;
  /** Code of a message: what was done, or why nothing could be. */
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Both scores by the card and rules of the decision. */
export interface Rescore {
  readonly scorecardVersion: string;
  readonly rulesVersion: string | null;
  readonly before: {
    readonly score: number;
    readonly band: string;
    readonly ruleIds: readonly string[];
  };
  readonly after: {
    readonly score: number;
    readonly band: string;
    readonly ruleIds: readonly string[];
  };
  /** Whether all that the measure looked for still holds on the facts as found; null without one. */
  readonly stillApplies: boolean | null;
}

export interface AppealOutcome {
  readonly kind: AppealOutcomeKind;
  /** The reviewer's reasons to the customer, 1 to 2,000 characters. */
  readonly reasons: string;
  readonly findings: readonly Finding[];
  /** Null where no score had a say. */
  readonly rescore: Rescore | null;
  readonly decidedBy: string;
  readonly decidedAt: Instant;
  /** After the clock had run out. */
  readonly isLate: boolean;
  readonly repairs: readonly Repair[];
  /** The decision that reversed the old one; null where it was upheld. */
  readonly reversalId: Id | null;
  /** The milder decision in its place; null unless MODIFIED. */
  readonly milderId: Id | null;
}

export interface Appeal {
  readonly id: Id;
  readonly customerId: CustomerId;
  /** The line that the decision is about; null for one on an application. */
  readonly accountId: AccountId | null;
  readonly decisionId: Id;
  readonly kind: AppealKind;
  /** The appeal that a reconsideration looks at again. */
  readonly reconsiders: Id | null;
  /** The customer's own view, 1 to 4,000 characters; empty for a REFERRAL. */
  readonly statement: string;
  readonly evidenceIds: readonly Id[];
  readonly filedAt: Instant;
  readonly filedBy: string;
  readonly status: AppealStatus;
  readonly clock: AppealClock;
  /** Subjects who cannot be assigned: whoever decided, asked for it, or decided on it before. */
  readonly recused: readonly string[];
  readonly assignedTo: string | null;
  readonly assignedAt: Instant | null;
  /** Whoever had it before, oldest first. */
  readonly formerReviewers: readonly FormerReviewer[];
  /** When the clock's near end was told to those above; null before. */
  readonly escalatedAt: Instant | null;
  /** When the missed clock was reported; null unless it was. */
  readonly overdueReportedAt: Instant | null;
  /** Answers of the customer to what a reviewer asked, oldest first. */
  readonly answers: readonly {
    readonly at: Instant;
    readonly text: string;
    readonly evidenceIds: readonly Id[];
  }[];
  readonly outcome: AppealOutcome | null;
  readonly endedAt: Instant | null;
  readonly packEdition: string;
  readonly auditEntryId: Id;
}

/** A milder step in the place of the one that was appealed. */
export type Modification =
  | { readonly kind: 'LINE_DECREASE'; readonly limitMinor: number }
  | { readonly kind: Extract<MeasureKind, 'SUSPENSION' | 'DRAWDOWN_RIGHT_ENDED'> };

export const isUndecided = ({ status }: Pick<Appeal, 'status'>): boolean =>
  status === 'OPEN' || status === 'ASSIGNED' || status === 'WAITING';
