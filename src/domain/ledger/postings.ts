/**
 * Postings and what they do to a position. The customer's side is PRINCIPAL, INTEREST and FEE, which
 * the customer owes, and CREDIT_BALANCE, which is owed to the customer and stands negative.
 */
import type { Position } from './position.js';
import type { Product } from './product.js';

export type LedgerAccount =
  | 'PRINCIPAL'
  | 'INTEREST'
  | 'FEE'
  | 'CREDIT_BALANCE'
  | 'SETTLEMENT'
  | 'INTEREST_INCOME'
  | 'FEE_INCOME'
  | 'REFUND_PAYABLE'
  | 'ADJUSTMENT';

export interface Posting {
  readonly account: LedgerAccount;
  readonly amountMinor: number;
}

type Book = { PRINCIPAL: number; INTEREST: number; FEE: number; CREDIT_BALANCE: number };
type Component = keyof Book;
/** The customer's side of the books. */
export const CUSTOMER_SIDE = ['PRINCIPAL', 'INTEREST', 'FEE', 'CREDIT_BALANCE'] as const;

/**
 * Adds transfers inside the customer's side: a component below zero becomes credit balance, and a
 * credit balance pays what is owed. The total stays as the raw postings made it.
 */
export function rebalance(
  position: Position,
  product: Product,
  raw: readonly Posting[],
): Posting[] {
  const sums = new Map<LedgerAccount, number>();
  for (const { account, amountMinor } of raw) {
    sums.set(account, (sums.get(account) ?? 0) + amountMinor);
  }
  const book = bookOf(position);
  for (const component of CUSTOMER_SIDE) book[component] += sums.get(component) ?? 0;
  const move = (from: Component, to: Component, amountMinor: number): void => {
    book[from] -= amountMinor;
    book[to] += amountMinor;
    sums.set(from, (sums.get(from) ?? 0) - amountMinor);
    sums.set(to, (sums.get(to) ?? 0) + amountMinor);
  };
  for (const component of product.repaymentOrder) {
    if (book[component] < 0) move(component, 'CREDIT_BALANCE', book[component]);
  }
  // A credit balance stands negative; above zero it was overdrawn and is owed as principal.
  if (book.CREDIT_BALANCE > 0) move('CREDIT_BALANCE', 'PRINCIPAL', book.CREDIT_BALANCE);
  for (const component of product.repaymentOrder) {
    const part = Math.min(book[component], -book.CREDIT_BALANCE);
    if (part > 0) move(component, 'CREDIT_BALANCE', part);
  }
  return [...sums]
    .filter(([, amountMinor]) => amountMinor !== 0)
    .map(([account, amountMinor]) => ({ account, amountMinor }));
}

export const bookOf = (position: Position): Book => ({
  PRINCIPAL: position.principalMinor,
  INTEREST: position.interestMinor,
  FEE: position.feeMinor,
  CREDIT_BALANCE: -position.creditMinor,
});

/**
 * The position after postings; the only place where a position's components change. Throws
 * RangeError when one leaves the safe integers: from there it would be rounded.
 */
export function apply(
  position: Position,
  postings: readonly Posting[],
  repaidChangeMinor: number,
): Position {
  const book = bookOf(position);
  for (const { account, amountMinor } of postings) {
    if (account in book) book[account as Component] += amountMinor;
  }
  const owedMinor = safe(book.PRINCIPAL + book.INTEREST + book.FEE);
  const repaidMinor = safe(position.repaidMinor + repaidChangeMinor);
  return {
    ...position,
    principalMinor: safe(book.PRINCIPAL),
    interestMinor: safe(book.INTEREST),
    feeMinor: safe(book.FEE),
    creditMinor: safe(-book.CREDIT_BALANCE || 0),
    // Dues beyond what is owed count as met: a refund or a correction took their debt away.
    repaidMinor: Math.max(repaidMinor, position.duesMinor - owedMinor),
  };
}

function safe(minor: number): number {
  if (!Number.isSafeInteger(minor)) throw new RangeError('a position left the safe integers');
  return minor;
}

export const sumOf = (postings: readonly Posting[], accounts: readonly LedgerAccount[]): number =>
  postings.reduce(
    (sum, { account, amountMinor }) => sum + (accounts.includes(account) ? amountMinor : 0),
    0,
  );
