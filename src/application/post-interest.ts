/** The daily interest of lines that nobody touches, in bounded batches. */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { bringUpToDate, type JournalEntry } from '../domain/ledger/journal.js';
import type { Position } from '../domain/ledger/position.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { productsOf, stampOf } from './embedded-ledger.js';
import type { Ports } from './ports.js';

/** Customers in one go. */
const BATCH = 100;

/** Posts the interest of a jurisdiction's lines up to a day; returns of how many. */
export async function postInterest(
  ports: Ports,
  jurisdiction: string,
  today: LocalDate,
  now: Instant,
): Promise<number> {
  let lines = 0;
  let after: string | null = null;
  do {
    const page: { after: string | null; limit: number } = { after, limit: BATCH };
    const due: CreditAccount[] = await ports.inTransaction(async () => {
      await ports.dueWork.exclusively();
      const batch = await ports.dueWork.interestDue(jurisdiction, today, page);
      await postInterestOf(ports, batch, today, now);
      return batch;
    });
    lines += due.length;
    after = due.at(-1)?.customerId ?? null;
  } while (after !== null);
  return lines;
}

async function postInterestOf(
  ports: Ports,
  due: readonly CreditAccount[],
  today: LocalDate,
  now: Instant,
): Promise<void> {
  if (due.length === 0) return;
  await ports.customers.lock(due.map(({ customerId }) => customerId));
  const productOf = await productsOf(ports.products, due);
  const positions = await ports.books.positions(due.map(({ id }) => id));
  const accounts = new Map(due.map((account) => [account.id, account]));
  const after: Position[] = [];
  const entries: JournalEntry[] = [];
  for (const position of positions) {
    const account = accounts.get(position.accountId);
    if (!account) continue;
    const stamp = stampOf(now, today, ports.entropy.nextId);
    const current = bringUpToDate(position, productOf(account), stamp);
    after.push(current.position);
    entries.push(...current.entries);
  }
  await ports.books.append(entries);
  await ports.books.savePositions(after);
}
