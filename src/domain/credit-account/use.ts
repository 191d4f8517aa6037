/**
 * Using a line: an authorisation either places a hold on available credit or is refused with a
 * typed reason. A hold is captured in part or whole, also late; voided; or lapses by itself.
 */
import { availableMinor, type Hold, openMinor, type Position } from '../ledger/position.js';
import type { Product } from '../ledger/product.js';
import { isMovable, type Money, money } from '../money.js';
import type { Instant } from '../time.js';
import { type Capability, type CreditAccount, capabilitiesOf } from './credit-account.js';

const HOUR_MS = 3_600_000;

export type UseRefusal =
  /** The line's status allows no use at all; `effectiveAt` says since when. */
  | { code: 'USE_ENDED'; status: CreditAccount['status']; effectiveAt: Instant }
  | { code: 'CAPABILITY_NOT_GRANTED'; capability: Capability }
  | { code: 'CURRENCY_MISMATCH'; expected: string }
  | { code: 'AMOUNT_INVALID' }
  | { code: 'AVAILABLE_CREDIT_EXCEEDED'; available: Money };

export interface UseCommand {
  readonly holdId: string;
  readonly capability: Capability;
  readonly amount: Money;
}

/** Decides an authorisation on the position as it stands under lock. */
export function decideUse(
  account: CreditAccount,
  product: Product,
  position: Position,
  { holdId, capability, amount }: UseCommand,
  now: Instant,
): { hold: Hold } | { refusal: UseRefusal } {
  const ended = account.status === 'NOTICE_GIVEN' && now >= account.effectiveAt;
  if (!('capabilities' in account) || ended) {
    const { status, effectiveAt } = account;
    return { refusal: { code: 'USE_ENDED', status, effectiveAt } };
  }
  if (!capabilitiesOf(account).includes(capability)) {
    return { refusal: { code: 'CAPABILITY_NOT_GRANTED', capability } };
  }
  if (amount.currency !== account.currency) {
    return { refusal: { code: 'CURRENCY_MISMATCH', expected: account.currency } };
  }
  if (!isMovable(amount)) return { refusal: { code: 'AMOUNT_INVALID' } };
  const available = availableMinor(account.limitMinor, position);
  if (amount.minor > available) {
    const left = money(available, account.currency);
    return { refusal: { code: 'AVAILABLE_CREDIT_EXCEEDED', available: left } };
  }
  return {
    hold: {
      id: holdId,
      accountId: account.id,
      customerId: account.customerId,
      currency: account.currency,
      capability,
      amountMinor: amount.minor,
      capturedMinor: 0,
      status: 'OPEN',
      placedAt: now,
      expiresAt: now + product.holdHours * HOUR_MS,
    },
  };
}

export type CaptureRefusal =
  | { code: 'HOLD_NOT_CAPTURABLE'; status: Hold['status'] }
  | { code: 'CURRENCY_MISMATCH'; expected: string }
  | { code: 'AMOUNT_INVALID' }
  | { code: 'CAPTURE_EXCEEDS_HOLD'; open: Money };

/**
 * Captures (a part of) a hold. A lapsed hold can still be captured up to its open rest: the
 * merchant delivered in good faith. A final capture releases what it leaves.
 */
export function captureHold(
  hold: Hold,
  amount: Money,
  final: boolean,
): { hold: Hold } | { refusal: CaptureRefusal } {
  if (hold.status === 'CAPTURED' || hold.status === 'VOIDED') {
    return { refusal: { code: 'HOLD_NOT_CAPTURABLE', status: hold.status } };
  }
  if (amount.currency !== hold.currency) {
    return { refusal: { code: 'CURRENCY_MISMATCH', expected: hold.currency } };
  }
  if (!isMovable(amount)) return { refusal: { code: 'AMOUNT_INVALID' } };
  if (amount.minor > openMinor(hold)) {
    const open = money(openMinor(hold), hold.currency);
    return { refusal: { code: 'CAPTURE_EXCEEDS_HOLD', open } };
  }
  const capturedMinor = hold.capturedMinor + amount.minor;
  const done = final || capturedMinor === hold.amountMinor;
  return { hold: { ...hold, capturedMinor, status: done ? 'CAPTURED' : hold.status } };
}

/** The part of a hold that reserves available credit: only while it is open. */
export const reservedMinor = (hold: Hold): number => (hold.status === 'OPEN' ? openMinor(hold) : 0);
