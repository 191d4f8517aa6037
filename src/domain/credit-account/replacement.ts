/** Lines that came in the place of others by new agreements. */
import type { CreditAccount } from './credit-account.js';

/**
 * The line that a customer has in the place of an ended one: it names that one as the line before, or
 * one that came after it, and it is not closed. Undefined where there is none. `accounts` are all of
 * the customer's.
 */
export function replacementOf(
  ended: Pick<CreditAccount, 'id'>,
  accounts: readonly CreditAccount[],
): CreditAccount | undefined {
  for (const next of accounts.filter(({ previousAccountId }) => previousAccountId === ended.id)) {
    const found = next.status === 'CLOSED' ? replacementOf(next, accounts) : next;
    if (found) return found;
  }
  return undefined;
}
