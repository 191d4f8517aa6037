/**
 * What can happen to a credit line, and what becomes of it: every change that there is, from which
 * state to which, and the state after it. `docs/credit-account-states.md` draws {@link TRANSITIONS}.
 */
import {
  type AccountEvent,
  type AccountStatus,
  type Agreement,
  type CreditAccount,
  capabilitiesOf,
  endingCapabilities,
  isRightEnded,
  pausedOf,
  type Standing,
  suspendedByOf,
} from './credit-account.js';

/** Every change of status that there is, by the state that an event meets. */
export const TRANSITIONS = {
  ClosureMade: {
    ACTIVE: ['CLOSED', 'RUN_OFF'],
    SUSPENDED: ['CLOSED', 'RUN_OFF'],
    NOTICE_GIVEN: ['CLOSED', 'RUN_OFF'],
    DRAWDOWN_ENDED: ['CLOSED', 'RUN_OFF'],
  },
  ClosureNoticeGiven: { ACTIVE: ['NOTICE_GIVEN'] },
  ClosureNoticeWithdrawn: { NOTICE_GIVEN: ['ACTIVE', 'SUSPENDED', 'DRAWDOWN_ENDED'] },
  LimitChanged: {
    ACTIVE: ['ACTIVE'],
    SUSPENDED: ['SUSPENDED'],
    NOTICE_GIVEN: ['NOTICE_GIVEN'],
    DRAWDOWN_ENDED: ['DRAWDOWN_ENDED'],
  },
  Suspended: {
    ACTIVE: ['SUSPENDED'],
    SUSPENDED: ['SUSPENDED'],
    NOTICE_GIVEN: ['NOTICE_GIVEN'],
  },
  Reinstated: { SUSPENDED: ['ACTIVE'], NOTICE_GIVEN: ['NOTICE_GIVEN'] },
  PauseEnded: { NOTICE_GIVEN: ['NOTICE_GIVEN'] },
  DrawdownRightEnded: {
    ACTIVE: ['DRAWDOWN_ENDED'],
    SUSPENDED: ['DRAWDOWN_ENDED'],
    NOTICE_GIVEN: ['NOTICE_GIVEN'],
  },
  DrawdownRightRestored: { DRAWDOWN_ENDED: ['ACTIVE'], NOTICE_GIVEN: ['NOTICE_GIVEN'] },
  TerminationNoticeGiven: { ACTIVE: ['NOTICE_GIVEN'], SUSPENDED: ['NOTICE_GIVEN'] },
  TerminationNoticeMoved: { NOTICE_GIVEN: ['NOTICE_GIVEN'] },
  TerminationNoticeWithdrawn: { NOTICE_GIVEN: ['ACTIVE', 'SUSPENDED', 'DRAWDOWN_ENDED'] },
  Repriced: {
    ACTIVE: ['ACTIVE'],
    SUSPENDED: ['SUSPENDED'],
    NOTICE_GIVEN: ['NOTICE_GIVEN'],
    DRAWDOWN_ENDED: ['DRAWDOWN_ENDED'],
    RUN_OFF: ['RUN_OFF'],
    CLOSED: ['CLOSED'],
  },
  RunOffCompleted: { RUN_OFF: ['CLOSED'] },
  RunOffReopened: { CLOSED: ['RUN_OFF'] },
} as const satisfies Record<
  AccountEvent['type'],
  Partial<Record<AccountStatus, readonly AccountStatus[]>>
>;

/** Whether an event can happen to a line as it stands. */
export function canFollow(account: CreditAccount, event: AccountEvent): boolean {
  if (!Object.hasOwn(TRANSITIONS[event.type], account.status)) return false;
  const isNotice = account.status === 'NOTICE_GIVEN';
  const by = suspendedByOf(account);
  switch (event.type) {
    // The creditor's notice is not the customer's to take back, nor the other way round.
    case 'ClosureNoticeWithdrawn':
      return isNotice && account.noticeId !== null;
    case 'TerminationNoticeMoved':
    case 'TerminationNoticeWithdrawn':
      return isNotice && account.noticeId === null;
    // A notice lets a line be used until its end, which the creditor's own suspension would not.
    case 'TerminationNoticeGiven':
      return by !== 'CREDITOR';
    case 'PauseEnded':
      return by === 'CUSTOMER';
    case 'Reinstated':
      return !isNotice || by === 'CREDITOR';
    // The customer's own pause becomes the creditor's suspension, and is the customer's again after it.
    case 'Suspended':
      return by !== event.by && !isRightEnded(account);
    case 'DrawdownRightEnded':
      return !isRightEnded(account);
    case 'DrawdownRightRestored':
      return isRightEnded(account);
    // Nothing is taken from a limit that cannot be used; what was taken before can be given back.
    case 'LimitChanged':
      return !isRightEnded(account) || event.limitMinor > account.limitMinor;
    // A late posting can still bring debt to a closed line: its rate goes back, and never rises.
    case 'Repriced':
      return account.status !== 'CLOSED' || isLower(event.annualRatePpm, account.annualRatePpm);
    default:
      return true;
  }
}

/** A line's own rate is above its product's, which null stands for. */
const isLower = (ratePpm: number | null, thanPpm: number | null): boolean =>
  thanPpm !== null && (ratePpm === null || ratePpm < thanPpm);

/** The state after an event. An event that the state cannot have had is a defect and throws. */
export function evolve(account: CreditAccount, event: AccountEvent): CreditAccount {
  if (!canFollow(account, event)) throw new Error(`${event.type} cannot follow ${account.status}`);
  const version = account.version + 1;
  if (event.type === 'LimitChanged') return { ...account, limitMinor: event.limitMinor, version };
  if (event.type === 'Repriced') return { ...account, annualRatePpm: event.annualRatePpm, version };
  const standing =
    account.status === 'NOTICE_GIVEN' && goesOn(event)
      ? underNotice(account, event)
      : standingAfter(account, event);
  const agreement = { ...agreementOf(account), version };
  // A line that is closed has nothing left to repay by a standing order.
  return standing.status === 'CLOSED'
    ? { ...agreement, ...standing, repaymentAutopay: false }
    : { ...agreement, ...standing };
}

type Happening<T extends AccountEvent['type']> = Extract<AccountEvent, { type: T }>;
type NoticeGiven = Extract<Standing, { status: 'NOTICE_GIVEN' }>;

/** What happens to a line under notice while the notice runs on. */
const GOES_ON = [
  'TerminationNoticeMoved',
  'Suspended',
  'Reinstated',
  'PauseEnded',
  'DrawdownRightEnded',
  'DrawdownRightRestored',
] as const satisfies readonly AccountEvent['type'][];
type GoesOn = Happening<(typeof GOES_ON)[number]>;
const goesOn = (event: AccountEvent): event is GoesOn =>
  GOES_ON.some((type) => type === event.type);

function underNotice(account: NoticeGiven, event: GoesOn): NoticeGiven {
  const { status, noticeId, effectiveAt, capabilities, paused, pausedBy } = account;
  const notice = { status, noticeId, effectiveAt } as const;
  const all = paused ?? capabilities;
  switch (event.type) {
    case 'TerminationNoticeMoved':
      return {
        ...notice,
        effectiveAt: event.effectiveAt,
        capabilities,
        ...(paused && { paused }),
        ...(pausedBy && { pausedBy }),
      };
    case 'Suspended': {
      const kept = { ...notice, capabilities: [], paused: all };
      return event.by === 'CREDITOR' ? { ...kept, pausedBy: event.by } : kept;
    }
    case 'DrawdownRightEnded':
      return { ...notice, capabilities: [], paused: all, pausedBy: 'ENDED_RIGHT' };
    case 'Reinstated':
    case 'PauseEnded':
    case 'DrawdownRightRestored':
      return { ...notice, capabilities: all };
  }
}

/** Where a line stands once its notice is taken back: what kept it from use still does. */
function withoutNotice(account: CreditAccount, effectiveAt: number): Standing {
  const paused = pausedOf(account);
  if (paused === undefined) {
    return { status: 'ACTIVE', effectiveAt, capabilities: capabilitiesOf(account) };
  }
  if (isRightEnded(account)) return { status: 'DRAWDOWN_ENDED', effectiveAt, ended: paused };
  const suspendedBy = suspendedByOf(account) ?? 'CREDITOR';
  return { status: 'SUSPENDED', effectiveAt, suspended: paused, suspendedBy };
}

function standingAfter(
  account: CreditAccount,
  event: Exclude<AccountEvent, Happening<'LimitChanged' | 'Repriced'>>,
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
      const paused = 'suspended' in account && { paused: account.suspended };
      return { status: 'NOTICE_GIVEN', effectiveAt: ends, capabilities, noticeId: null, ...paused };
    }
    case 'ClosureNoticeWithdrawn':
    case 'TerminationNoticeWithdrawn':
      return withoutNotice(account, effectiveAt);
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
    case 'PauseEnded':
    case 'TerminationNoticeMoved':
      throw new Error(`${event.type} happens only under notice`);
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
