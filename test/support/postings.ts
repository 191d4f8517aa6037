/** Adding up postings, the way that an auditor would. */
import { expect } from '@jest/globals';
import type { Ports } from '../../src/application/ports.js';
import type { JournalEntry } from '../../src/domain/ledger/journal.js';
import { openMinor, owedMinor } from '../../src/domain/ledger/position.js';

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

/** A line's books: balanced entries, a position that is their sum, holds that add up. */
export async function expectSoundBooks({ books }: Ports, accountId: string): Promise<void> {
  const entries = await books.entriesOf([accountId], { before: null, limit: 10_000 });
  for (const { postings } of entries) {
    expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  }
  const [position] = await books.positions([accountId]);
  const holds = await books.openHolds([accountId]);
  const heldMinor = holds.reduce((sum, hold) => sum + openMinor(hold), 0);
  expect(position).toMatchObject({ ...positionOf(entries), heldMinor });
  if (!position) return;
  expect(Math.min(...Object.values(positionOf(entries)))).toBeGreaterThanOrEqual(0);
  expect(owedMinor(position) > 0 && position.creditMinor > 0).toBe(false);
}
