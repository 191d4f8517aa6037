/**
 * Reading lines as they stand: account, product, books brought up to the customer's day, delay.
 * Always in batches, with a constant number of statements whatever their size.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import {
  availableMinor,
  balanceMinor,
  owedMinor,
  type Position,
} from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { daysPastDue } from '../domain/ledger/statement.js';
import { type Instant, type LocalDate, localDate } from '../domain/time.js';
import { productsOf } from './embedded-ledger.js';
import { packOn } from './jurisdiction.js';
import type { Ports } from './ports.js';

export interface LineView {
  readonly account: CreditAccount;
  readonly product: Product;
  readonly position: Position;
  readonly balanceMinor: number;
  readonly availableMinor: number;
  /** Balance ÷ limit with four decimals; null for a limit of zero. */
  readonly utilization: number | null;
  readonly daysPastDue: number;
  /** The customer's calendar day for which the figures hold. */
  readonly asOf: LocalDate;
}

/** Balance ÷ limit, rounded to four decimals; a credit balance counts as none. */
export const utilizationOf = (balance: number, limit: number): number | null =>
  limit > 0 ? Math.round((Math.max(0, balance) / limit) * 10_000) / 10_000 : null;

/** Views of the accounts, in their order. */
export async function viewLines(
  ports: Ports,
  accounts: readonly CreditAccount[],
  now: Instant,
): Promise<LineView[]> {
  if (accounts.length === 0) return [];
  const productOf = await productsOf(ports.products, accounts);
  const positions = await ports.ledger.positions(accounts, now);
  const dues = await ports.books.oldestOpenDues(accounts.map(({ id }) => id));
  return accounts.map((account, at) => {
    const position = positions[at];
    if (!position) throw new Error(`account ${account.id} is not in the books`);
    const product = productOf(account);
    // A line without a pack is still shown, by UTC days.
    const day = packOn(product.jurisdiction, account.agreementDate, now)?.today;
    const asOf = day ?? localDate(now, 'UTC');
    return {
      account,
      product,
      position,
      asOf,
      balanceMinor: balanceMinor(position),
      availableMinor: usable(account) ? availableMinor(account.limitMinor, position) : 0,
      utilization: utilizationOf(balanceMinor(position), account.limitMinor),
      daysPastDue: daysPastDue(dues.get(account.id) ?? null, owedMinor(position), asOf),
    };
  });
}

const usable = (account: CreditAccount): boolean => 'capabilities' in account;

export interface CurrencyTotals {
  readonly currency: string;
  readonly limitMinor: number;
  readonly balanceMinor: number;
  readonly availableMinor: number;
  readonly utilization: number | null;
}

/** Totals per currency; a limit counts while the line can be used. */
export function totalsOf(lines: readonly LineView[]): CurrencyTotals[] {
  return [...Map.groupBy(lines, ({ account }) => account.currency)].map(([currency, own]) => {
    const sum = (pick: (line: LineView) => number): number =>
      own.reduce((total, line) => total + pick(line), 0);
    const limitMinor = sum((line) => (usable(line.account) ? line.account.limitMinor : 0));
    const balance = sum((line) => line.balanceMinor);
    return {
      currency,
      limitMinor,
      balanceMinor: balance,
      availableMinor: sum((line) => line.availableMinor),
      utilization: utilizationOf(balance, limitMinor),
    };
  });
}
