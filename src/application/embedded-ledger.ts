/**
 * The ledger of record when the lender has none of its own: the embedded books. What is read is
 * brought up to the customer's day in memory; what is confirmed is also posted, under the lock.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Id } from '../domain/identifiers.js';
import { bringUpToDate, type JournalEntry, post, type Stamp } from '../domain/ledger/journal.js';
import type { LinePosition, Position } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { dueDate } from '../domain/policy/business-days.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { packOn } from './jurisdiction.js';
import type { Books, BooksReading, LedgerOfRecord, Products } from './ports.js';

/** A stamp for entries booked now, valued today. */
export const stampOf = (
  now: Instant,
  today: LocalDate,
  nextId: () => Id,
  reference: string | null = null,
): Stamp => ({ bookedAt: now, bookingDate: today, valueDate: today, reference, nextId });

/** Products by id, all of which must exist: an account of an unknown product is a defect. */
export async function productsOf(
  products: Products,
  accounts: readonly { productId: string }[],
): Promise<(account: { productId: string }) => Product> {
  const ids = [...new Set(accounts.map(({ productId }) => productId))];
  const found = new Map((await products.find(ids)).map((product) => [product.id, product]));
  return ({ productId }) => {
    const product = found.get(productId);
    if (!product) throw new Error(`account of an unknown product ${productId}`);
    return product;
  };
}

export function embeddedLedger(books: Books, products: Products, nextId: () => Id): LedgerOfRecord {
  async function linesOf(
    accounts: readonly CreditAccount[],
    now: Instant,
    keep: boolean,
  ): Promise<LinePosition[]> {
    const ids = accounts.map(({ id }) => id);
    const productOf = await productsOf(products, accounts);
    const positions = await books.positions(ids);
    const [holds, plans] = [await books.openHolds(ids), await books.activePlans(ids)];
    const posted = { entries: [] as JournalEntry[], positions: [] as Position[] };
    const lines: LinePosition[] = [];
    for (const account of accounts) {
      const stored = positions.find(({ accountId }) => accountId === account.id);
      if (!stored) throw new Error(`account ${account.id} has no position`);
      const product = productOf(account);
      const day = packOn(product.jurisdiction, account.agreementDate, now)?.today;
      const current =
        day === undefined
          ? { position: stored, entries: [] }
          : bringUpToDate(stored, product, stampOf(now, day, nextId));
      if (current.entries.length > 0) {
        posted.entries.push(...current.entries);
        posted.positions.push(current.position);
      }
      lines.push({
        position: current.position,
        holds: holds.filter(({ accountId }) => accountId === account.id),
        plans: plans.filter(({ accountId }) => accountId === account.id),
      });
    }
    if (keep && posted.entries.length > 0) {
      await books.append(posted.entries);
      await books.savePositions(posted.positions);
    }
    return lines;
  }

  return {
    async read(customer, accounts, now): Promise<BooksReading> {
      return { customerId: customer.id, asOf: now, lines: await linesOf(accounts, now, false) };
    },
    async confirm(_reading, customer, accounts, now): Promise<BooksReading> {
      return { customerId: customer.id, asOf: now, lines: await linesOf(accounts, now, true) };
    },
    async refundCredit(account, now) {
      const [position] = await books.positions([account.id]);
      const amountMinor = position?.creditMinor ?? 0;
      if (!position || amountMinor === 0) return null;
      const product = (await productsOf(products, [account]))(account);
      const found = packOn(product.jurisdiction, account.agreementDate, now);
      if (!found) return null;
      const refund = {
        id: nextId(),
        accountId: account.id,
        customerId: account.customerId,
        currency: account.currency,
        amountMinor,
        createdAt: now,
        payBy: dueDate(
          found.pack.creditBalanceRefund.value,
          found.today,
          found.pack.businessCalendar,
        ),
        paidAt: null,
      };
      const stamp = stampOf(now, found.today, nextId, refund.id);
      const moved = post(position, product, { kind: 'REFUND_DUE', amountMinor }, stamp);
      await books.append(moved.entries);
      await books.savePositions([moved.position]);
      await books.addRefundsDue([refund]);
      return refund;
    },
  };
}
