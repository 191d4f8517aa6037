/**
 * What a customer may do instead of closing: have the limit lowered, or pause the line and go on
 * later. Both are changes of standing with a version, neither is a judgement on the customer. A
 * lower limit never falls below what is owed and held, so that it never makes a line over its limit;
 * a pause that the creditor made is the creditor's to end.
 */
import { balanceMinor, type Position } from '../ledger/position.js';
import { isMovable, type Money, money } from '../money.js';
import type { Instant } from '../time.js';
import {
  type AccountEvent,
  type AccountStatus,
  type CreditAccount,
  pausedOf,
  suspendedByOf,
} from './credit-account.js';
import { canFollow } from './evolve.js';

interface Stale {
  readonly code: 'VERSION_STALE';
  readonly expectedVersion: number;
  readonly version: number;
}

interface Ended {
  readonly code: 'USE_ENDED';
  readonly status: AccountStatus;
  readonly effectiveAt: Instant;
}

export type DecreaseRefusal =
  | Ended
  | Stale
  | { code: 'CURRENCY_MISMATCH'; expected: string }
  | { code: 'AMOUNT_INVALID' }
  /** The limit is not above what was asked for. */
  | { code: 'LIMIT_NOT_LOWER'; current: Money }
  /** What is owed and held needs at least this limit. */
  | { code: 'LIMIT_BELOW_USE'; least: Money };

export type PauseRefusal =
  | Ended
  | Stale
  /** The line can be used, or is paused already, but cannot be paused as it stands. */
  | { code: 'NOT_PAUSABLE'; status: AccountStatus };

export type ResumeRefusal =
  | Ended
  | Stale
  | { code: 'NOT_PAUSED'; status: AccountStatus }
  /** The creditor suspended the line: only the creditor reinstates it. */
  | { code: 'NOT_YOUR_PAUSE' };

type Happening<T extends AccountEvent['type']> = Extract<AccountEvent, { type: T }>;

/** The smallest limit that a line can have: what is owed on it and what its holds reserve. */
export const leastLimitMinor = (position: Position): number =>
  Math.max(0, balanceMinor(position)) + position.heldMinor;

/**
 * Decides a lower limit on the position as it stands under lock, interest up to the day included.
 * Refusals in their order: the line cannot be used, stale version, the amount itself, the bounds.
 */
export function decideDecrease(
  account: CreditAccount,
  { limit, expectedVersion }: { limit: Money; expectedVersion: number },
  position: Position,
  now: Instant,
): { made: Happening<'LimitChanged'> } | { refusal: DecreaseRefusal } {
  const { currency, limitMinor } = account;
  const event: Happening<'LimitChanged'> = {
    type: 'LimitChanged',
    limitMinor: limit.minor,
    at: now,
  };
  if (noticeIsOver(account, now) || !canFollow(account, event)) return { refusal: ended(account) };
  const stale = staleVersion(account, expectedVersion);
  if (stale) return { refusal: stale };
  if (limit.currency !== currency) {
    return { refusal: { code: 'CURRENCY_MISMATCH', expected: currency } };
  }
  if (!isMovable(limit)) return { refusal: { code: 'AMOUNT_INVALID' } };
  if (limit.minor >= limitMinor) {
    return { refusal: { code: 'LIMIT_NOT_LOWER', current: money(limitMinor, currency) } };
  }
  const leastMinor = leastLimitMinor(position);
  if (limit.minor < leastMinor) {
    return { refusal: { code: 'LIMIT_BELOW_USE', least: money(leastMinor, currency) } };
  }
  return { made: event };
}

/** Decides the customer's own pause. */
export function decidePause(
  account: CreditAccount,
  expectedVersion: number,
  now: Instant,
): { made: Happening<'Suspended'> } | { refusal: PauseRefusal } {
  const { status } = account;
  const over = noticeIsOver(account, now);
  if (over || !ALIVE.includes(status)) return { refusal: ended(account) };
  const stale = staleVersion(account, expectedVersion);
  if (stale) return { refusal: stale };
  const event: Happening<'Suspended'> = { type: 'Suspended', by: 'CUSTOMER', at: now };
  // What the creditor suspended is not the customer's to take over, and so to end.
  return status === 'ACTIVE' && canFollow(account, event)
    ? { made: event }
    : { refusal: { code: 'NOT_PAUSABLE', status } };
}

/** Decides that the customer goes on after a pause of their own, also while a notice runs. */
export function decideResume(
  account: CreditAccount,
  expectedVersion: number,
  now: Instant,
): { made: Happening<'Reinstated' | 'PauseEnded'> } | { refusal: ResumeRefusal } {
  const { status } = account;
  const over = noticeIsOver(account, now);
  if (over || !ALIVE.includes(status)) return { refusal: ended(account) };
  const stale = staleVersion(account, expectedVersion);
  if (stale) return { refusal: stale };
  if (status !== 'SUSPENDED' && pausedOf(account) === undefined) {
    return { refusal: { code: 'NOT_PAUSED', status } };
  }
  if (suspendedByOf(account) !== 'CUSTOMER') return { refusal: { code: 'NOT_YOUR_PAUSE' } };
  return { made: { type: status === 'SUSPENDED' ? 'Reinstated' : 'PauseEnded', at: now } };
}

/** States in which a line is used, or may be used again. */
const ALIVE: readonly AccountStatus[] = ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN'];

/** A notice ends use at its moment, also before anybody has written that down. */
const noticeIsOver = (account: CreditAccount, now: Instant): boolean =>
  account.status === 'NOTICE_GIVEN' && now >= account.effectiveAt;

const ended = ({ status, effectiveAt }: CreditAccount): Ended => ({
  code: 'USE_ENDED',
  status,
  effectiveAt,
});

const staleVersion = ({ version }: CreditAccount, expectedVersion: number): Stale | undefined =>
  expectedVersion === version ? undefined : { code: 'VERSION_STALE', expectedVersion, version };
