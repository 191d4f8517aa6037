/**
 * The journal: append-only double entries. Every entry's postings add up to zero. A debit is
 * positive. What the customer owes stands on PRINCIPAL, INTEREST and FEE; what is owed to the
 * customer stands, negative, on CREDIT_BALANCE. The other accounts are the lender's side.
 *
 * Nothing is ever changed or removed: a mistake is answered by a reversal, which mirrors the
 * entry. Each entry is then balanced by transfers inside the customer's side, so that no component
 * is negative and nobody owes while being owed.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import { addDays, addMonths, type Instant, type LocalDate } from '../time.js';
import {
  type Accrual,
  accrueBackdated,
  accrueTo,
  type FormerRate,
  type NetChange,
} from './interest.js';
import type { Position } from './position.js';
import { apply, bookOf, type LedgerAccount, type Posting, rebalance, sumOf } from './postings.js';
import type { Product } from './product.js';

/**
 * CAPTURE purchases and draws · REFUND a merchant's · RETURNED a repayment that bounced ·
 * INTEREST_CORRECTED what a rate that should not have been had cost (rate-correction.ts).
 */
export type EntryKind =
  | 'OPENING_BALANCE'
  | 'CAPTURE'
  | 'REPAYMENT'
  | 'INTEREST'
  | 'INTEREST_CORRECTED'
  | 'FEE'
  | 'REFUND'
  | 'RETURNED_PAYMENT'
  | 'ADJUSTMENT'
  | 'REVERSAL'
  | 'REFUND_DUE'
  | 'REFUND_RECALLED'
  | 'REFUND_PAID';

export interface JournalEntry {
  readonly id: Id;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly kind: EntryKind;
  readonly currency: string;
  readonly bookedAt: Instant;
  readonly bookingDate: LocalDate;
  /** From this day on interest counts the change. */
  readonly valueDate: LocalDate;
  readonly postings: readonly Posting[];
  /** The hold, repayment or source record that this entry answers. */
  readonly reference: string | null;
  /** The entry that a REVERSAL or RETURNED_PAYMENT undoes; each can be undone once. */
  readonly reverses: Id | null;
}

/** What happened, before it is spread over components. Amounts are positive minor units. */
export type Movement =
  | { kind: 'CAPTURE' | 'FEE' | 'REPAYMENT' | 'REFUND'; amountMinor: number }
  /** Positive: the customer owes more. */
  | { kind: 'ADJUSTMENT' | 'OPENING_BALANCE'; amountMinor: number }
  | { kind: 'RETURNED_PAYMENT' | 'REVERSAL'; of: JournalEntry }
  | { kind: 'REFUND_DUE' | 'REFUND_RECALLED' | 'REFUND_PAID'; amountMinor: number };

export interface Stamp {
  readonly bookedAt: Instant;
  readonly bookingDate: LocalDate;
  readonly valueDate: LocalDate;
  readonly reference: string | null;
  readonly nextId: () => Id;
}

/**
 * The entries that a movement makes, interest up to the day first, and the position after. A
 * movement valued before its booking needs `later`: the changes of principal
 * less credit balance valued since, and the rates that the line had since.
 */
export function post(
  position: Position,
  product: Product,
  movement: Movement,
  stamp: Stamp,
  later: readonly NetChange[] = [],
  formerRates: readonly FormerRate[] = [],
): { position: Position; entries: JournalEntry[] } {
  const current = bringUpToDate(position, product, stamp);
  const raw = postingsOf(current.position, product, movement);
  const postings = rebalance(current.position, product, raw);
  const made = entry(position, movement.kind, postings, stamp, stamp.valueDate);
  const reverses = 'of' in movement ? movement.of.id : null;
  const after = apply(current.position, postings, repaidChange(movement));
  const correction = accrueBackdated(
    after,
    product,
    { valueDate: stamp.valueDate, changeMinor: sumOf(raw, ['PRINCIPAL', 'CREDIT_BALANCE']) },
    current.position.principalMinor - current.position.creditMinor,
    later,
    formerRates,
  );
  const corrected = chargeInterest(after, product, correction, stamp);
  return {
    position: corrected.position,
    entries: [...current.entries, { ...made, reverses }, ...corrected.entries],
  };
}

/**
 * Posts the interest of all days before `until`, which is the booking date unless it is told. What
 * was earned in a month that is over is booked on its last day, whoever posts it and however late,
 * so a statement does not depend on who touched the line first.
 */
export function bringUpToDate(
  position: Position,
  product: Product,
  stamp: Stamp,
  until: LocalDate = stamp.bookingDate,
): { position: Position; entries: JournalEntry[] } {
  let current = position;
  const entries: JournalEntry[] = [];
  while (current.interestThrough < until) {
    const next = firstOfNextMonth(current.interestThrough);
    const through = next < until ? next : until;
    const bookingDate = through === next ? addDays(next, -1) : stamp.bookingDate;
    const accrued = accrueTo(current, product, through);
    const charged = chargeInterest(current, product, accrued, { ...stamp, bookingDate });
    entries.push(...charged.entries);
    current = charged.position;
  }
  return { position: current, entries };
}

const firstOfNextMonth = (day: LocalDate): LocalDate => addMonths(`${day.slice(0, 7)}-01`, 1);

function chargeInterest(
  position: Position,
  product: Product,
  { postMinor, carry, interestThrough }: Accrual,
  stamp: Stamp,
): { position: Position; entries: JournalEntry[] } {
  const accrued = { ...position, interestCarry: carry, interestThrough };
  if (postMinor === 0) return { position: accrued, entries: [] };
  const raw: Posting[] = [
    { account: 'INTEREST', amountMinor: postMinor },
    { account: 'INTEREST_INCOME', amountMinor: -postMinor },
  ];
  const postings = rebalance(accrued, product, raw);
  const made = entry(position, 'INTEREST', postings, stamp, stamp.bookingDate);
  return { position: apply(accrued, postings, 0), entries: [made] };
}

/** An entry on the line of a position. */
export function entry(
  position: Position,
  kind: EntryKind,
  postings: readonly Posting[],
  stamp: Stamp,
  valueDate: LocalDate,
): JournalEntry {
  return {
    id: stamp.nextId(),
    accountId: position.accountId,
    customerId: position.customerId,
    kind,
    currency: position.currency,
    bookedAt: stamp.bookedAt,
    bookingDate: stamp.bookingDate,
    valueDate,
    postings,
    reference: stamp.reference,
    reverses: null,
  };
}

function postingsOf(position: Position, product: Product, movement: Movement): Posting[] {
  const pair = (debit: LedgerAccount, credit: LedgerAccount, amountMinor: number): Posting[] => [
    { account: debit, amountMinor },
    { account: credit, amountMinor: -amountMinor },
  ];
  switch (movement.kind) {
    case 'CAPTURE':
      return pair('PRINCIPAL', 'SETTLEMENT', movement.amountMinor);
    case 'FEE':
      return pair('FEE', 'FEE_INCOME', movement.amountMinor);
    case 'REFUND':
      return pair('SETTLEMENT', 'PRINCIPAL', movement.amountMinor);
    case 'OPENING_BALANCE':
    case 'ADJUSTMENT':
      return pair('PRINCIPAL', 'ADJUSTMENT', movement.amountMinor);
    case 'REFUND_DUE':
      return pair('CREDIT_BALANCE', 'REFUND_PAYABLE', movement.amountMinor);
    case 'REFUND_RECALLED':
      return pair('REFUND_PAYABLE', 'CREDIT_BALANCE', movement.amountMinor);
    case 'REFUND_PAID':
      return pair('REFUND_PAYABLE', 'SETTLEMENT', movement.amountMinor);
    case 'REPAYMENT':
      return repaymentPostings(position, product, movement.amountMinor);
    case 'RETURNED_PAYMENT':
    case 'REVERSAL':
      return movement.of.postings.map(({ account, amountMinor }) => ({
        account,
        amountMinor: -amountMinor,
      }));
  }
}

/** Settles the debt in the product's order; what is left over is the customer's. */
function repaymentPostings(position: Position, product: Product, amountMinor: number): Posting[] {
  const book = bookOf(position);
  const postings: Posting[] = [{ account: 'SETTLEMENT', amountMinor }];
  let left = amountMinor;
  for (const component of product.repaymentOrder) {
    const part = Math.min(left, book[component]);
    if (part > 0) postings.push({ account: component, amountMinor: -part });
    left -= part;
  }
  if (left > 0) postings.push({ account: 'CREDIT_BALANCE', amountMinor: -left });
  return postings;
}

function repaidChange(movement: Movement): number {
  if (movement.kind === 'REPAYMENT') return movement.amountMinor;
  const isUndone = 'of' in movement && movement.of.kind === 'REPAYMENT';
  return isUndone ? -sumOf(movement.of.postings, ['SETTLEMENT']) : 0;
}
