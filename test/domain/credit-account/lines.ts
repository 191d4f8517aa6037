/** A line in every state, and an event of every kind. */
import type {
  AccountEvent,
  CreditAccount,
  Standing,
} from '../../../src/domain/credit-account/credit-account.js';
import { aCustomer, anAccount, aProduct } from '../../support/portfolio.js';

export const active = anAccount(aCustomer(), aProduct(), { version: 7, repaymentAutopay: true });
const { status: _, effectiveAt: __, capabilities, ...made } = active;

/** What was agreed on all of the lines. */
export const agreement = made;

/** The line in another state. */
export const standing = (to: Standing): CreditAccount => ({ ...agreement, ...to });

const effectiveAt = 1;
const ended = { effectiveAt, closureId: 'first', limitCountsUntil: '2027-01-31' } as const;

export const noticeOf = (noticeId: string | null): CreditAccount =>
  standing({ status: 'NOTICE_GIVEN', effectiveAt, capabilities, noticeId });
export const PAUSED_UNDER_NOTICE = standing({
  status: 'NOTICE_GIVEN',
  effectiveAt,
  capabilities: [],
  noticeId: null,
  paused: capabilities,
});
/** Under notice, by somebody else than its customer. */
export const stoppedUnderNotice = (
  pausedBy: 'CREDITOR' | 'ENDED_RIGHT',
  noticeId: string | null = null,
): CreditAccount =>
  standing({
    status: 'NOTICE_GIVEN',
    effectiveAt,
    capabilities: [],
    noticeId,
    paused: capabilities,
    pausedBy,
  });
export const suspendedBy = (by: 'CREDITOR' | 'CUSTOMER'): CreditAccount =>
  standing({ status: 'SUSPENDED', effectiveAt, suspended: capabilities, suspendedBy: by });
export const DRAWDOWN_ENDED = standing({
  status: 'DRAWDOWN_ENDED',
  effectiveAt,
  ended: capabilities,
});
export const RUN_OFF = standing({ status: 'RUN_OFF', ...ended });
export const CLOSED = standing({ status: 'CLOSED', ...ended });
export const CHARGED_OFF = standing({ status: 'CHARGED_OFF', effectiveAt });

export const LINES: readonly CreditAccount[] = [
  active,
  suspendedBy('CREDITOR'),
  suspendedBy('CUSTOMER'),
  noticeOf('notice'),
  noticeOf(null),
  PAUSED_UNDER_NOTICE,
  stoppedUnderNotice('CREDITOR'),
  stoppedUnderNotice('CREDITOR', 'notice'),
  stoppedUnderNotice('ENDED_RIGHT'),
  stoppedUnderNotice('ENDED_RIGHT', 'notice'),
  // A suspension of the creditor's that went back to the customer's own pause, beside an own notice.
  standing({
    status: 'NOTICE_GIVEN',
    effectiveAt,
    capabilities: [],
    noticeId: 'notice',
    paused: capabilities,
  }),
  DRAWDOWN_ENDED,
  RUN_OFF,
  CLOSED,
  // With a rate of its own, which can still go back.
  { ...CLOSED, annualRatePpm: 190_000 },
  CHARGED_OFF,
];

export const closing = (
  outcome: 'CLOSED' | 'RUN_OFF',
  limitCountsUntil: string | null = null,
): AccountEvent => ({
  type: 'ClosureMade',
  closureId: 'closure',
  outcome,
  revoked: capabilities,
  limitCountsUntil,
  at: 500,
});

export const EVENTS: readonly AccountEvent[] = [
  closing('CLOSED'),
  closing('RUN_OFF'),
  { type: 'ClosureNoticeGiven', noticeId: 'given', effectiveAt: 900, at: 500 },
  { type: 'ClosureNoticeWithdrawn', at: 500 },
  { type: 'LimitChanged', limitMinor: 5, at: 500 },
  { type: 'LimitChanged', limitMinor: 9_999_999, at: 500 },
  { type: 'Suspended', by: 'CREDITOR', at: 500 },
  { type: 'Suspended', by: 'CUSTOMER', at: 500 },
  { type: 'Reinstated', at: 500 },
  { type: 'PauseEnded', at: 500 },
  { type: 'DrawdownRightEnded', at: 500 },
  { type: 'DrawdownRightRestored', at: 500 },
  { type: 'TerminationNoticeGiven', effectiveAt: 900, at: 500 },
  { type: 'TerminationNoticeMoved', effectiveAt: 950, at: 500 },
  { type: 'TerminationNoticeWithdrawn', at: 500 },
  { type: 'Repriced', annualRatePpm: 190_000, at: 500 },
  { type: 'Repriced', annualRatePpm: null, at: 500 },
  { type: 'RunOffCompleted', at: 600 },
  { type: 'RunOffReopened', at: 700 },
];
