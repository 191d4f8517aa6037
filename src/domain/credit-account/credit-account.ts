/**
 * The life of a credit line.
 *
 * A line is opened by an agreement and is ACTIVE: its capabilities let the customer use it up to
 * the limit. The platform may take use away for a while (SUSPENDED, which resumes by itself when
 * its conditions are met), may give notice (NOTICE_GIVEN: usable until `effectiveAt`, then it ends),
 * or may end the drawdown right for reasons told (DRAWDOWN_ENDED: never usable again, still
 * repaying). The customer may close the line at any time, or pause it and go on later. Without
 * anything in the way it is CLOSED at once; with debt, holds or a plan it goes to RUN_OFF: use ends
 * at once, repaying goes on, and the line closes by itself when nothing is owed any more. Where the
 * agreement lets the customer give notice of the closing, the line is NOTICE_GIVEN until then, and
 * the customer can take the closing back. A line that its customer has paused can be given notice too:
 * it stays paused meanwhile, for the customer to resume until the end. What the platform does to a line
 * under notice, for its safety or by law, takes use away and lets the notice run on. A posting that
 * arrives after CLOSED still posts, and debt then reopens RUN_OFF, the only edge back; use never
 * returns. Who wants credit again gets a new line by a new agreement, which names the old one. A debt
 * given up is CHARGED_OFF: the books write it down, the customer still owes it.
 *
 * Only states that can be used carry capabilities, so a closed line has none to forget about.
 * What can happen to a line, and what becomes of it, is in `evolve.ts`.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { Instant, LocalDate } from '../time.js';

/** What the customer may do with a line. Repaying is never a capability: it can't be taken away. */
export const CAPABILITIES = ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'] as const;
/** PAY purchases · DRAW cash to a bank account · INSTALMENT plans · AUTOPAY for subscriptions. */
export type Capability = (typeof CAPABILITIES)[number];

/** Why the customer closes (optional, used for alternatives and statistics, never for a score). */
export const MOTIVES = ['LESS_TEMPTATION', 'PRIVACY', 'LOWER_LEVERAGE', 'COST', 'OTHER'] as const;
export type Motive = (typeof MOTIVES)[number];

/** What was agreed; it outlives every change of standing. */
export interface Agreement {
  readonly id: AccountId;
  readonly customerId: CustomerId;
  readonly productId: string;
  readonly creditorId: string;
  readonly currency: string;
  readonly limitMinor: number;
  /** A yearly rate of the line's own in millionths; null: the product's. */
  readonly annualRatePpm: number | null;
  /** Decides, with the day it is asked on, which edition of a jurisdiction pack applies. */
  readonly agreementDate: LocalDate;
  readonly openedAt: Instant;
  /** A standing order that repays this line; it goes on in run-off. */
  readonly repaymentAutopay: boolean;
  /** The closed line that this one came after by a reapplication; null for any other. */
  readonly previousAccountId: AccountId | null;
  /** Raised by every change of standing or limit; postings do not raise it. */
  readonly version: number;
}

export type Standing =
  | { status: 'ACTIVE'; effectiveAt: Instant; capabilities: readonly Capability[] }
  /** `suspended` are the capabilities that a reinstatement gives back. */
  | {
      status: 'SUSPENDED';
      effectiveAt: Instant;
      suspended: readonly Capability[];
      /** The customer's own pause can be ended by the customer; the creditor's cannot. */
      suspendedBy: 'CREDITOR' | 'CUSTOMER';
    }
  /** Usable, unless it is kept from use meanwhile; `effectiveAt` is when the notice ends it. */
  | {
      status: 'NOTICE_GIVEN';
      effectiveAt: Instant;
      capabilities: readonly Capability[];
      /** The customer's own notice of a closing; null for the creditor's notice. */
      noticeId: Id | null;
      /** What is kept from use meanwhile; absent where the line can be used. */
      paused?: readonly Capability[];
      /** By a suspension or an ended drawdown right; absent: by the customer's own pause. */
      pausedBy?: 'CREDITOR' | 'ENDED_RIGHT';
    }
  /** `ended` are the capabilities that come back where the ending is overturned. */
  | { status: 'DRAWDOWN_ENDED'; effectiveAt: Instant; ended: readonly Capability[] }
  | ({ status: 'RUN_OFF' } & Ended)
  | ({ status: 'CLOSED' } & Ended)
  | { status: 'CHARGED_OFF'; effectiveAt: Instant };

/** What stays of a line whose use was ended by a closure. */
interface Ended {
  readonly effectiveAt: Instant;
  readonly closureId: Id;
  /**
   * Until (and without) this day the limit goes on counting for the score, because the rules forbid
   * that the customer's own closing costs any; null where they do not.
   */
  readonly limitCountsUntil: LocalDate | null;
}

export type CreditAccount = Agreement & Standing;
export type AccountStatus = Standing['status'];
export const ACCOUNT_STATUSES = [
  'ACTIVE',
  'SUSPENDED',
  'NOTICE_GIVEN',
  'DRAWDOWN_ENDED',
  'RUN_OFF',
  'CLOSED',
  'CHARGED_OFF',
] as const satisfies readonly AccountStatus[];

export type AccountEvent =
  /** The customer's closure: once in a line's life. */
  | {
      type: 'ClosureMade';
      closureId: Id;
      outcome: 'CLOSED' | 'RUN_OFF';
      revoked: readonly Capability[];
      limitCountsUntil: LocalDate | null;
      at: Instant;
    }
  /** The customer gives notice of a closing; the line can be used until it takes effect. */
  | { type: 'ClosureNoticeGiven'; noticeId: Id; effectiveAt: Instant; at: Instant }
  /** The customer takes the notice back before it takes effect. */
  | { type: 'ClosureNoticeWithdrawn'; at: Instant }
  | { type: 'LimitChanged'; limitMinor: number; at: Instant }
  | { type: 'Suspended'; by: 'CREDITOR' | 'CUSTOMER'; at: Instant }
  | { type: 'Reinstated'; at: Instant }
  /** The customer ends the own pause of a line that is under notice. */
  | { type: 'PauseEnded'; at: Instant }
  /** The creditor ends the right to draw, for reasons told. */
  | { type: 'DrawdownRightEnded'; at: Instant }
  /** The ending was overturned. */
  | { type: 'DrawdownRightRestored'; at: Instant }
  /** The creditor gives notice; what can be used stays so, and a pause too, until it takes effect. */
  | { type: 'TerminationNoticeGiven'; effectiveAt: Instant; at: Instant }
  /** It ends the line on another day, because the customer was told on another one. */
  | { type: 'TerminationNoticeMoved'; effectiveAt: Instant; at: Instant }
  /** The creditor's notice is taken back, or overturned. */
  | { type: 'TerminationNoticeWithdrawn'; at: Instant }
  /** The line's rate changes; null: back to the product's. */
  | { type: 'Repriced'; annualRatePpm: number | null; at: Instant }
  /** Nothing is owed any more: run-off ends by itself. */
  | { type: 'RunOffCompleted'; at: Instant }
  /** A late posting brought debt to a closed line. */
  | { type: 'RunOffReopened'; at: Instant };

/** What the customer may do now; empty unless the state can be used. */
export const capabilitiesOf = (account: Standing): readonly Capability[] =>
  'capabilities' in account ? account.capabilities : [];

/** What ends for good with a closing: also what is suspended for now, and could have come back. */
export function endingCapabilities(account: Standing): readonly Capability[] {
  if ('suspended' in account) return account.suspended;
  return isRightEnded(account) ? [] : (pausedOf(account) ?? capabilitiesOf(account));
}

/** What is kept from use while a notice runs; undefined where it can be used. */
export const pausedOf = (account: Standing): readonly Capability[] | undefined =>
  'paused' in account ? account.paused : undefined;

/** Who keeps a line from use for a while, also under notice; null where nobody does. */
export function suspendedByOf(account: Standing): 'CREDITOR' | 'CUSTOMER' | null {
  if (account.status === 'SUSPENDED') return account.suspendedBy;
  if (account.status !== 'NOTICE_GIVEN' || account.paused === undefined) return null;
  const { pausedBy = 'CUSTOMER' } = account;
  return pausedBy === 'ENDED_RIGHT' ? null : pausedBy;
}

/** Whether the right to draw has ended by a decision, also under notice. */
export const isRightEnded = (account: Standing): boolean =>
  account.status === 'DRAWDOWN_ENDED' ||
  (account.status === 'NOTICE_GIVEN' && account.pausedBy === 'ENDED_RIGHT');
