/**
 * From a row to a customer with one line. The rows' months are shifted so that the newest one is
 * the month before today; the original month stays on the statement. What the source does not say
 * is decided in docs/adr/0006-taiwan-import.md and nowhere else.
 *
 * The books are made month by month by the domain's own posting, so that the balance after each
 * month's entries is that month's bill: an opening balance, then for every month what was paid and
 * what was bought.
 */
import type { CustomerHistory, LineHistory } from '../../application/import-customers.js';
import type { CreditAccount } from '../../domain/credit-account/credit-account.js';
import type { Id } from '../../domain/identifiers.js';
import { type JournalEntry, type Movement, post } from '../../domain/ledger/journal.js';
import { emptyPosition, owedMinor, type Position } from '../../domain/ledger/position.js';
import type { Creditor, Product } from '../../domain/ledger/product.js';
import {
  minimumDueMinor,
  type Statement,
  type StatementStatus,
} from '../../domain/ledger/statement.js';
import { addDays, addMonths, type Instant, type LocalDate, startOfDay } from '../../domain/time.js';
import { type TaiwanRow, taiwanProtectedAttributes } from './taiwan-row.js';

export const TAIWAN_SOURCE = 'taiwan';
const CURRENCY = 'TWD';
/** The source counts whole dollars. */
const MINOR_PER_DOLLAR = 100;
/** The common reading of codes that the source does not document (−2, 0), and of −1. */
const STATUS_OF: Readonly<Record<number, StatementStatus>> = {
  [-2]: 'UNUSED',
  [-1]: 'PAID_IN_FULL',
  0: 'REVOLVING',
};
/** The columns' months, as the series are ordered. */
const SOURCE_PERIODS = ['2005-09', '2005-08', '2005-07', '2005-06', '2005-05', '2005-04'];

export const TAIWAN_CREDITOR: Creditor = {
  id: 'taiwan-card-issuer',
  name: 'Card issuer of the data set (Taiwan, 2005)',
};

/**
 * The product of the imported lines. The source publishes no rate and none is invented, so nothing
 * accrues; minimum due, due days and hold hours are the project's own and apply from now on.
 */
export const taiwanProduct = (jurisdiction: string): Product => ({
  id: jurisdiction === 'CN' ? 'taiwan-card-2005' : `taiwan-card-2005-${jurisdiction.toLowerCase()}`,
  creditorId: TAIWAN_CREDITOR.id,
  names: { en: 'Imported credit card (Taiwan, 2005)', zh: '导入的信用卡（台湾，2005年）' },
  jurisdiction,
  currency: CURRENCY,
  capabilities: ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'],
  annualRatePpm: 0,
  dayCount: 'ACT_365',
  interestRounding: 'HALF_EVEN',
  repaymentOrder: ['FEE', 'INTEREST', 'PRINCIPAL'],
  minimumDuePpm: 50_000,
  minimumDueFloorMinor: 1_000 * MINOR_PER_DOLLAR,
  dueDays: 20,
  customerNoticeMonths: 0,
  holdHours: 168,
});

/** A month as it lies in our calendar. */
interface Month {
  readonly period: string;
  readonly sourcePeriod: string;
  readonly firstDay: LocalDate;
  /** The source dates nothing within a month: payments count on the 15th, purchases at its end. */
  readonly paidOn: LocalDate;
  readonly closedOn: LocalDate;
}

/** Where and when an import lands; the same for all its rows. */
export interface TaiwanTarget {
  readonly jurisdiction: string;
  readonly locale: 'en' | 'zh';
  readonly product: Product;
  readonly now: Instant;
  readonly openedAt: Instant;
  /** The newest first, as in the rows. */
  readonly months: readonly Month[];
}

/** @param today the day of `now` in the jurisdiction's zone. */
export function taiwanTarget(
  jurisdiction: string,
  today: LocalDate,
  timeZone: string,
  now: Instant,
): TaiwanTarget {
  const months = SOURCE_PERIODS.map((sourcePeriod, index): Month => {
    const firstDay = addMonths(`${today.slice(0, 7)}-01`, -1 - index);
    return {
      period: firstDay.slice(0, 7),
      sourcePeriod,
      firstDay,
      paidOn: addDays(firstDay, 14),
      closedOn: addDays(addMonths(firstDay, 1), -1),
    };
  });
  return {
    jurisdiction,
    locale: jurisdiction === 'CN' ? 'zh' : 'en',
    product: taiwanProduct(jurisdiction),
    now,
    openedAt: startOfDay(agreementDate(months), timeZone),
    months,
  };
}

/** The source has no agreement date: the line counts as agreed when its known history begins. */
export const agreementDate = (months: TaiwanTarget['months']): LocalDate =>
  months.at(-1)?.firstDay ?? '';

/** Makes the customer of a row, with ids from `nextId`. */
export function taiwanCustomer(
  row: TaiwanRow,
  target: TaiwanTarget,
  nextId: () => Id,
): CustomerHistory {
  const { jurisdiction, locale, now, product } = target;
  const customer = { id: nextId(), jurisdiction, locale, createdAt: now };
  const account: CreditAccount = {
    id: nextId(),
    customerId: customer.id,
    productId: product.id,
    creditorId: product.creditorId,
    currency: CURRENCY,
    limitMinor: row.limit * MINOR_PER_DOLLAR,
    agreementDate: agreementDate(target.months),
    openedAt: target.openedAt,
    annualRatePpm: null,
    repaymentAutopay: false,
    previousAccountId: null,
    version: 1,
    status: 'ACTIVE',
    effectiveAt: target.openedAt,
    capabilities: product.capabilities,
  };
  return {
    sourceKey: String(row.id),
    customer,
    lines: [lineHistory(row, account, target, nextId)],
    protectedAttributes: taiwanProtectedAttributes(row),
  };
}

function lineHistory(
  row: TaiwanRow,
  account: CreditAccount,
  target: TaiwanTarget,
  nextId: () => Id,
): LineHistory {
  const { id: accountId, customerId, currency } = account;
  let position = emptyPosition({ accountId, customerId, currency }, account.agreementDate);
  const entries: JournalEntry[] = [];
  const statements: Statement[] = [];
  const move = (movement: Movement, day: LocalDate): void => {
    const stamp = { bookedAt: target.now, bookingDate: day, valueDate: day };
    const reference = `${TAIWAN_SOURCE}:${row.id}`;
    const posted = post(position, target.product, movement, { ...stamp, reference, nextId });
    position = posted.position;
    entries.push(...posted.entries);
  };
  for (const [k, month] of [...target.months.entries()].reverse()) {
    const figures = monthFigures(row, k);
    const { openingMinor, paidMinor, purchasesMinor } = figures;
    if (openingMinor !== 0) {
      move({ kind: 'OPENING_BALANCE', amountMinor: openingMinor }, month.firstDay);
    }
    if (paidMinor > 0) move({ kind: 'REPAYMENT', amountMinor: paidMinor }, month.paidOn);
    if (purchasesMinor > 0) move({ kind: 'CAPTURE', amountMinor: purchasesMinor }, month.closedOn);
    if (purchasesMinor < 0) {
      move({ kind: 'ADJUSTMENT', amountMinor: purchasesMinor }, month.closedOn);
    }
    statements.push(
      statement(nextId(), row, k, { month, position, account, product: target.product }),
    );
  }
  const dated = withDues(statements, position, row.statuses[0] ?? 0);
  const duesMinor = dated.at(-1)?.duesCumulativeMinor ?? 0;
  return {
    account,
    position: { ...position, duesMinor },
    entries,
    statements: dated,
    holds: [],
    plans: [],
  };
}

/**
 * What happened in month k (0 is the newest). Before the oldest month nothing is known: its bill
 * and its payment are taken as opening balance, so its purchases are zero.
 */
function monthFigures(row: TaiwanRow, k: number) {
  const bill = row.bills[k] ?? 0;
  const paid = row.paid[k] ?? 0;
  const before = row.bills[k + 1];
  const opening = before === undefined ? bill + paid : 0;
  const purchases = before === undefined ? 0 : bill - before + paid;
  return {
    openingMinor: opening * MINOR_PER_DOLLAR,
    paidMinor: paid * MINOR_PER_DOLLAR,
    purchasesMinor: purchases * MINOR_PER_DOLLAR,
  };
}

interface AtClose {
  readonly month: Month;
  readonly position: Position;
  readonly account: CreditAccount;
  readonly product: Product;
}

/** The statement of month k; `duesCumulativeMinor` holds what was repaid by then, for now. */
function statement(id: Id, row: TaiwanRow, k: number, at: AtClose): Statement {
  const { month, position, account, product } = at;
  const { paidMinor, purchasesMinor } = monthFigures(row, k);
  const balanceMinor = (row.bills[k] ?? 0) * MINOR_PER_DOLLAR;
  return {
    id,
    accountId: account.id,
    customerId: account.customerId,
    period: month.period,
    closedOn: month.closedOn,
    // The source tells months late as of the statement, so that is the day they count from.
    dueOn: month.closedOn,
    currency: account.currency,
    balanceMinor,
    limitMinor: account.limitMinor,
    paymentsMinor: paidMinor,
    purchasesMinor: Math.max(0, purchasesMinor),
    minimumDueMinor: minimumDueMinor(product, balanceMinor),
    duesCumulativeMinor: position.repaidMinor,
    monthsLate: Math.max(0, row.statuses[k] ?? 0),
    status: STATUS_OF[row.statuses[k] ?? 0] ?? null,
    sourcePeriod: month.sourcePeriod,
    corrected: null,
  };
}

/**
 * Cumulative dues that leave open what the newest status says: with m months late the newest m
 * statements, at most all six, as far as they have a due; older ones were met.
 */
function withDues(oldestFirst: readonly Statement[], position: Position, status: number) {
  const { repaidMinor } = position;
  const firstOpen = oldestFirst.length - Math.min(oldestFirst.length, Math.max(0, status));
  let dues = 0;
  return oldestFirst.map((each, index): Statement => {
    const open = index >= firstOpen;
    const base = Math.max(dues, open ? repaidMinor : each.duesCumulativeMinor);
    const upTo = base + each.minimumDueMinor;
    // What is due is never more than what is owed.
    dues = Math.min(upTo, repaidMinor + (open ? owedMinor(position) : 0));
    return { ...each, duesCumulativeMinor: dues };
  });
}
