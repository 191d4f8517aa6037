/** Adding up postings, the way that an auditor would. */
import type { JournalEntry } from '../../../src/domain/ledger/journal.js';

/** Sums by ledger account; accounts that add up to zero are left out. */
export function sumsOf(entries: readonly JournalEntry[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { account, amountMinor } of entries.flatMap(({ postings }) => postings)) {
    sums[account] = (sums[account] ?? 0) + amountMinor;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, amountMinor]) => amountMinor !== 0));
}

/** What a position must say if it is the sum of these entries. */
export function positionOf(entries: readonly JournalEntry[]) {
  const { PRINCIPAL = 0, INTEREST = 0, FEE = 0, CREDIT_BALANCE = 0 } = sumsOf(entries);
  return {
    principalMinor: PRINCIPAL,
    interestMinor: INTEREST,
    feeMinor: FEE,
    creditMinor: 0 - CREDIT_BALANCE,
  };
}
