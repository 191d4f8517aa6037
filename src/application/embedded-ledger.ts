/**
 * The ledger of record when the lender has none of its own: the embedded books. What is read is
 * brought up to the customer's day in memory; what is confirmed is also posted, under the lock.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import { bringUpToDate, type JournalEntry, post, type Stamp } from '../domain/ledger/journal.js';
import { type LinePosition, owedMinor } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { type BooksSince, correctRates, type RateBegan } from '../domain/ledger/rate-correction.js';
import { dueDate } from '../domain/policy/business-days.js';
import type { Instant, LocalDate } from '../domain/time.js';
import type { Books } from './book-ports.js';
import { packOn } from './jurisdiction.js';
import type { BooksReading, LedgerOfRecord, Products } from './ports.js';

/** A stamp for entries booked now, valued today. */
export const stampOf = (
  now: Instant,
  today: LocalDate,
  nextId: () => Id,
  reference: string | null = null,
): Stamp => ({ bookedAt: now, bookingDate: today, valueDate: today, reference, nextId });

interface Priced {
  readonly productId: string;
  /** The line's own rate, where it has one. */
  readonly annualRatePpm?: number | null;
}

/**
 * Products by id, with the line's own rate where it has one. All must exist: an account of an unknown
 * product is a defect.
 */
export async function productsOf(
  products: Products,
  accounts: readonly { productId: string }[],
): Promise<(account: Priced) => Product> {
  const ids = [...new Set(accounts.map(({ productId }) => productId))];
  const found = new Map((await products.find(ids)).map((product) => [product.id, product]));
  return ({ productId, annualRatePpm = null }) => {
    const product = found.get(productId);
    if (!product) throw new Error(`account of an unknown product ${productId}`);
    return annualRatePpm === null ? product : { ...product, annualRatePpm };
  };
}

export function embeddedLedger(books: Books, products: Products, nextId: () => Id): LedgerOfRecord {
  /** Positions brought up to the day in memory, with the entries that would be posted. */
  async function upToDate(accounts: readonly CreditAccount[], now: Instant) {
    const productOf = await productsOf(products, accounts);
    const positions = await books.positions(accounts.map(({ id }) => id));
    const stored = new Map(positions.map((position) => [position.accountId, position]));
    return accounts.map((account) => {
      const position = stored.get(account.id);
      if (!position) throw new Error(`account ${account.id} has no position`);
      const product = productOf(account);
      // Without a pack there is no day to go by: the position is told as it is stored.
      const day = packOn(product.jurisdiction, account.agreementDate, now)?.today;
      if (day === undefined) return { position, entries: [], changed: false };
      const current = bringUpToDate(position, product, stampOf(now, day, nextId));
      return { ...current, changed: current.position !== position };
    });
  }

  async function linesOf(
    accounts: readonly CreditAccount[],
    now: Instant,
    keep: boolean,
  ): Promise<LinePosition[]> {
    const ids = accounts.map(({ id }) => id);
    const current = await upToDate(accounts, now);
    const [holds, plans] = [await books.openHolds(ids), await books.activePlans(ids)];
    if (keep) {
      await books.append(current.flatMap(({ entries }) => entries));
      const changed = current.filter((each) => each.changed);
      await books.savePositions(changed.map(({ position }) => position));
    }
    return current.map(({ position }) => ({
      position,
      holds: holds.filter(({ accountId }) => accountId === position.accountId),
      plans: plans.filter(({ accountId }) => accountId === position.accountId),
    }));
  }

  return {
    async positions(accounts, now) {
      return (await upToDate(accounts, now)).map(({ position }) => position);
    },
    async read(customer, accounts, now): Promise<BooksReading> {
      return { customerId: customer.id, asOf: now, lines: await linesOf(accounts, now, false) };
    },
    async readAhead(customer, now): Promise<BooksReading> {
      return { customerId: customer.id, asOf: now, lines: [] };
    },
    async confirm(_reading, customer, accounts, now): Promise<BooksReading> {
      return { customerId: customer.id, asOf: now, lines: await linesOf(accounts, now, true) };
    },
    async recallRefunds(account, now) {
      const [stored] = await books.positions([account.id]);
      if (!stored) throw new Error(`account ${account.id} has no position`);
      const product = (await productsOf(products, [account]))(account);
      const today = packOn(product.jurisdiction, account.agreementDate, now)?.today;
      const refunds = await books.refundsOf([account.id]);
      let position = stored;
      const deadlines: LocalDate[] = [];
      for (const { id, amountMinor, paidAt, recalledAt, payBy } of refunds) {
        if (paidAt !== null || recalledAt !== null || today === undefined) continue;
        if (owedMinor(position) === 0) break;
        const movement = { kind: 'REFUND_RECALLED', amountMinor } as const;
        const moved = post(position, product, movement, stampOf(now, today, nextId, id));
        await books.append(moved.entries);
        await books.savePositions([moved.position]);
        await books.markRefundRecalled(id, now);
        position = moved.position;
        deadlines.push(payBy);
      }
      return { position, payBy: deadlines.sort()[0] ?? null };
    },
    async refundCredit(account, now, notAfter: LocalDate | null = null) {
      const [position] = await books.positions([account.id]);
      const amountMinor = position?.creditMinor ?? 0;
      if (!position || amountMinor === 0) return null;
      const product = (await productsOf(products, [account]))(account);
      const found = packOn(product.jurisdiction, account.agreementDate, now);
      if (!found) return null;
      const { creditBalanceRefund, businessCalendar } = found.pack;
      const due = dueDate(creditBalanceRefund.value, found.today, businessCalendar);
      const refund = {
        id: nextId(),
        accountId: account.id,
        customerId: account.customerId,
        currency: account.currency,
        amountMinor,
        createdAt: now,
        payBy: notAfter !== null && notAfter < due ? notAfter : due,
        paidAt: null,
        recalledAt: null,
      };
      const stamp = stampOf(now, found.today, nextId, refund.id);
      const moved = post(position, product, { kind: 'REFUND_DUE', amountMinor }, stamp);
      await books.append(moved.entries);
      await books.savePositions([moved.position]);
      await books.addRefundsDue([refund]);
      return refund;
    },
    async correctRates(account, { since, rates, decisionId }, now) {
      const [position] = await books.positions([account.id]);
      const product = (await productsOf(products, [account]))(account);
      const today = packOn(product.jurisdiction, account.agreementDate, now)?.today;
      if (!position || today === undefined) return null;
      const stamp = stampOf(now, today, nextId, decisionId);
      const own = await booksSince(books, account.id, since);
      const corrected = correctRates(position, product, own, rates, stamp);
      await books.append(corrected.entries);
      await books.savePositions([corrected.position]);
      return corrected;
    },
  };
}

/** Entries of a line that are read at once. */
const ENTRIES_AT_ONCE = 500;

/** What was posted on a line since a rate began, whatever day it is valued on. */
async function booksSince(
  books: Books,
  accountId: AccountId,
  since: RateBegan,
): Promise<BooksSince> {
  const newestFirst: JournalEntry[] = [];
  let before: Id | null = null;
  do {
    const page: { before: Id | null; limit: number } = { before, limit: ENTRIES_AT_ONCE };
    const read = await books.entriesOf([accountId], page);
    newestFirst.push(...read.filter(({ id }) => id > since.entriesAfter));
    const oldest = read.length === ENTRIES_AT_ONCE ? read.at(-1)?.id : undefined;
    before = oldest !== undefined && oldest > since.entriesAfter ? oldest : null;
  } while (before !== null);
  const entries = newestFirst.toReversed();
  const [earliest = since.day] = entries.map(({ valueDate }) => valueDate).toSorted();
  const undone: JournalEntry[] = [];
  for (const { reverses } of entries) {
    if (reverses === null || entries.some(({ id }) => id === reverses)) continue;
    const entry = await books.entry(reverses);
    if (entry) undone.push(entry);
  }
  return { ...since, entries, undone, changes: await books.netChanges(accountId, earliest) };
}
