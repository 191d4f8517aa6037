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
 * the customer can take the closing back. A posting that arrives after CLOSED still posts, and debt
 * then reopens RUN_OFF, the only edge back; use never returns. Who wants credit again gets a new
 * line by a new agreement, which names the old one. A debt given up is CHARGED_OFF: the books write
 * it down, the customer still owes it.
 *
 * Only states that can be used carry capabilities, so a closed line has none to forget about.
 * `docs/credit-account-states.md` draws what {@link TRANSITIONS} lists.
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
  /** Still usable; `effectiveAt` is when the notice ends it. */
  | {
      status: 'NOTICE_GIVEN';
      effectiveAt: Instant;
      capabilities: readonly Capability[];
      /** The customer's own notice of a closing; null for the creditor's notice. */
      noticeId: Id | null;
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
  /** The creditor ends the right to draw, for reasons told. */
  | { type: 'DrawdownRightEnded'; at: Instant }
  /** The ending was overturned. */
  | { type: 'DrawdownRightRestored'; at: Instant }
  /** The creditor gives notice; the line can be used until it takes effect. */
  | { type: 'TerminationNoticeGiven'; effectiveAt: Instant; at: Instant }
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
export const endingCapabilities = (account: Standing): readonly Capability[] =>
  'suspended' in account ? account.suspended : capabilitiesOf(account);

/** Every change of status that there is; an event keeps what it does not name. */
export const TRANSITIONS = {
  ClosureMade: {
    from: ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN', 'DRAWDOWN_ENDED'],
    to: ['CLOSED', 'RUN_OFF'],
  },
  ClosureNoticeGiven: { from: ['ACTIVE'], to: ['NOTICE_GIVEN'] },
  ClosureNoticeWithdrawn: { from: ['NOTICE_GIVEN'], to: ['ACTIVE'] },
  LimitChanged: { from: ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN', 'DRAWDOWN_ENDED'], to: 'SAME' },
  Suspended: { from: ['ACTIVE', 'SUSPENDED'], to: ['SUSPENDED'] },
  Reinstated: { from: ['SUSPENDED'], to: ['ACTIVE'] },
  DrawdownRightEnded: { from: ['ACTIVE', 'SUSPENDED'], to: ['DRAWDOWN_ENDED'] },
  DrawdownRightRestored: { from: ['DRAWDOWN_ENDED'], to: ['ACTIVE'] },
  TerminationNoticeGiven: { from: ['ACTIVE'], to: ['NOTICE_GIVEN'] },
  TerminationNoticeWithdrawn: { from: ['NOTICE_GIVEN'], to: ['ACTIVE'] },
  Repriced: {
    from: ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN', 'DRAWDOWN_ENDED', 'RUN_OFF'],
    to: 'SAME',
  },
  RunOffCompleted: { from: ['RUN_OFF'], to: ['CLOSED'] },
  RunOffReopened: { from: ['CLOSED'], to: ['RUN_OFF'] },
} as const satisfies Record<
  AccountEvent['type'],
  { readonly from: readonly AccountStatus[]; readonly to: readonly AccountStatus[] | 'SAME' }
>;

/** Whether an event can happen to a line as it stands. */
export const canFollow = (account: CreditAccount, event: AccountEvent): boolean => {
  const from: readonly AccountStatus[] = TRANSITIONS[event.type].from;
  if (!from.includes(account.status)) return false;
  switch (event.type) {
    // The creditor's notice is not the customer's to take back, nor the other way round.
    case 'ClosureNoticeWithdrawn':
      return 'noticeId' in account && account.noticeId !== null;
    case 'TerminationNoticeWithdrawn':
      return 'noticeId' in account && account.noticeId === null;
    // Nothing is taken from a limit that cannot be used; what was taken before can be given back.
    case 'LimitChanged':
      return account.status !== 'DRAWDOWN_ENDED' || event.limitMinor > account.limitMinor;
    // The customer's own pause becomes the creditor's suspension, and is the customer's again after it.
    case 'Suspended':
      return account.status !== 'SUSPENDED' || event.by !== account.suspendedBy;
    default:
      return true;
  }
};

/** The state after an event. An event that the state cannot have had is a defect and throws. */
export function evolve(account: CreditAccount, event: AccountEvent): CreditAccount {
  if (!canFollow(account, event)) throw new Error(`${event.type} cannot follow ${account.status}`);
  const version = account.version + 1;
  if (event.type === 'LimitChanged') return { ...account, limitMinor: event.limitMinor, version };
  if (event.type === 'Repriced') return { ...account, annualRatePpm: event.annualRatePpm, version };
  const standing = standingAfter(account, event);
  const agreement = { ...agreementOf(account), version };
  // A line that is closed has nothing left to repay by a standing order.
  return standing.status === 'CLOSED'
    ? { ...agreement, ...standing, repaymentAutopay: false }
    : { ...agreement, ...standing };
}

function standingAfter(
  account: CreditAccount,
  event: Exclude<AccountEvent, { type: 'LimitChanged' | 'Repriced' }>,
): Standing {
  const { at: effectiveAt } = event;
  switch (event.type) {
    case 'ClosureMade': {
      const { outcome: status, closureId, limitCountsUntil } = event;
      return { status, effectiveAt, closureId, limitCountsUntil };
    }
    case 'ClosureNoticeGiven': {
      const { noticeId } = event;
      const capabilities = capabilitiesOf(account);
      return { status: 'NOTICE_GIVEN', effectiveAt: event.effectiveAt, capabilities, noticeId };
    }
    case 'TerminationNoticeGiven': {
      const capabilities = capabilitiesOf(account);
      const { effectiveAt: ends } = event;
      return { status: 'NOTICE_GIVEN', effectiveAt: ends, capabilities, noticeId: null };
    }
    case 'ClosureNoticeWithdrawn':
    case 'TerminationNoticeWithdrawn':
      return { status: 'ACTIVE', effectiveAt, capabilities: capabilitiesOf(account) };
    case 'Suspended': {
      const suspended = endingCapabilities(account);
      return { status: 'SUSPENDED', effectiveAt, suspended, suspendedBy: event.by };
    }
    case 'Reinstated': {
      const capabilities = 'suspended' in account ? account.suspended : [];
      return { status: 'ACTIVE', effectiveAt, capabilities };
    }
    case 'DrawdownRightEnded':
      return { status: 'DRAWDOWN_ENDED', effectiveAt, ended: endingCapabilities(account) };
    case 'DrawdownRightRestored': {
      const capabilities = 'ended' in account ? account.ended : [];
      return { status: 'ACTIVE', effectiveAt, capabilities };
    }
    case 'RunOffCompleted':
    case 'RunOffReopened': {
      if (!('closureId' in account)) throw new Error(`${event.type} needs a closure`);
      const { closureId, limitCountsUntil } = account;
      const status = event.type === 'RunOffCompleted' ? 'CLOSED' : 'RUN_OFF';
      return { status, effectiveAt, closureId, limitCountsUntil };
    }
  }
}

function agreementOf(account: CreditAccount): Agreement {
  const { id, customerId, productId, creditorId, currency, limitMinor } = account;
  const { annualRatePpm, agreementDate, openedAt, repaymentAutopay } = account;
  const { previousAccountId, version } = account;
  return {
    id,
    customerId,
    productId,
    creditorId,
    currency,
    limitMinor,
    annualRatePpm,
    agreementDate,
    openedAt,
    repaymentAutopay,
    previousAccountId,
    version,
  };
}
