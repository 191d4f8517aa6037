/** What time has made due, found by looking through everything in memory. */
import type { DueWork, Turnover } from '../../../src/application/book-ports.js';
import type { CreditAccount } from '../../../src/domain/credit-account/credit-account.js';
import type { EntryKind, JournalEntry } from '../../../src/domain/ledger/journal.js';
import type { LedgerAccount } from '../../../src/domain/ledger/postings.js';
import { type Memory, ownedBy, type State } from './state.js';

export const memoryDueWork = ({ read }: Memory): DueWork => ({
  async exclusively() {
    // Transactions run one after another.
  },
  async lapsedHolds(now, limit) {
    return [...read().hold.values()]
      .filter(({ status, expiresAt }) => status === 'OPEN' && expiresAt <= now)
      .sort((a, b) => a.expiresAt - b.expiresAt)
      .slice(0, limit);
  },
  async interestDue(jurisdiction, day, page) {
    const state = read();
    const due = linesIn(state, jurisdiction).filter(({ id, productId, annualRatePpm }) => {
      const position = state.ledger_position.get(id);
      const ratePpm = annualRatePpm ?? state.product.get(productId)?.annualRatePpm ?? 0;
      const bearing = ratePpm > 0;
      return bearing && position && position.principalMinor > 0 && position.interestThrough < day;
    });
    return ofNext(due, page);
  },
  async statementsDue(jurisdiction, { closedOn, beganAt }, page) {
    const state = read();
    const due = linesIn(state, jurisdiction).filter(
      ({ id, status, agreementDate, effectiveAt }) => {
        const made = ownedBy(state.statement, 'accountId', [id]);
        const missing = !made.some(({ period }) => period >= closedOn.slice(0, 7));
        const open = status !== 'CLOSED' || effectiveAt >= beganAt;
        return open && agreementDate <= closedOn && missing;
      },
    );
    return ofNext(due, page);
  },
  async turnover(accountIds, from, before) {
    const booked = ownedBy(read().journal_entry, 'accountId', accountIds).filter(
      ({ bookingDate }) => bookingDate >= from && bookingDate < before,
    );
    const byLine = Map.groupBy(booked, ({ accountId }) => accountId);
    return new Map([...byLine].map(([accountId, entries]) => [accountId, turnoverOf(entries)]));
  },
});

function turnoverOf(entries: readonly JournalEntry[]): Turnover {
  const moved = (kinds: readonly EntryKind[] | null, accounts: readonly LedgerAccount[]): number =>
    entries
      .filter(({ kind }) => kinds === null || kinds.includes(kind))
      .flatMap(({ postings }) => postings)
      .filter(({ account }) => accounts.includes(account))
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    paymentsMinor: moved(['REPAYMENT', 'RETURNED_PAYMENT'], ['SETTLEMENT']),
    purchasesMinor: 0 - moved(['CAPTURE', 'REFUND', 'REVERSAL'], ['SETTLEMENT']),
    balanceChangeMinor: moved(null, ['PRINCIPAL', 'INTEREST', 'FEE', 'CREDIT_BALANCE']),
  };
}

/** All due lines of the next customers. */
function ofNext(due: CreditAccount[], { after, limit }: { after: string | null; limit: number }) {
  const behind = due.filter(({ customerId }) => customerId > (after ?? ''));
  const customers = [...new Set(behind.map(({ customerId }) => customerId))].slice(0, limit);
  return behind.filter(({ customerId }) => customers.includes(customerId));
}

/** Lines of products of a jurisdiction, by customer and id. */
const linesIn = (state: State, jurisdiction: string): CreditAccount[] =>
  [...state.credit_account.values()]
    .filter(({ productId }) => state.product.get(productId)?.jurisdiction === jurisdiction)
    .sort((a, b) => (`${a.customerId} ${a.id}` < `${b.customerId} ${b.id}` ? -1 : 1));
