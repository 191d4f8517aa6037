/**
 * Plays a line's life day by day through the domain's own posting, interest and statements, from the
 * first of the six months up to today. Nothing is written into the books that the gateway itself
 * would not have written.
 */
import type { LineHistory } from '../../application/import-customers.js';
import type { CreditAccount } from '../../domain/credit-account/credit-account.js';
import type { CustomerId, Id } from '../../domain/identifiers.js';
import { bringUpToDate, type JournalEntry, post } from '../../domain/ledger/journal.js';
import { emptyPosition, owedMinor, type Position } from '../../domain/ledger/position.js';
import type { Product } from '../../domain/ledger/product.js';
import {
  closePeriod,
  dueOf,
  oldestOpenDue,
  type Statement,
  withDues,
} from '../../domain/ledger/statement.js';
import { addDays, addMonths, type Instant, type LocalDate } from '../../domain/time.js';
import {
  type Behaviour,
  type MonthActivity,
  type Repayment,
  RUNNING_MONTH,
  type Use,
} from './behaviours.js';
import type { Chance } from './chance.js';
import { withHold, withPlan } from './line-commitments.js';
import { demoProduct } from './products.js';

/** Minor units of the line's currency. */
const LATE_FEE_MINOR = 1_500;

export interface LineSpec {
  readonly productId: string;
  readonly limitMinor: number;
  readonly behaviour: Behaviour;
  /** Months from the agreement to the oldest statement month. */
  readonly agreedMonthsBefore: number;
  readonly repaymentAutopay?: boolean;
  /** An authorisation that was placed an hour ago and is still open, as a share of the limit. */
  readonly holdOfLimit?: number;
  /** The instalment plan that goes with the behaviour of that name. */
  readonly withPlan?: boolean;
  /** The account's id where it is fixed; otherwise a new one. */
  readonly accountId?: Id;
}

/** A jurisdiction's calendar at the moment of seeding. */
export interface DemoCalendar {
  readonly now: Instant;
  readonly today: LocalDate;
  /** First days of the six statement months and of the running one, oldest first. */
  readonly months: readonly LocalDate[];
  /** An instant within a day, never after now. */
  at(day: LocalDate): Instant;
}

interface Books {
  position: Position;
  readonly entries: JournalEntry[];
  readonly statements: Statement[];
}

/** The line with all that happened on it. */
export function demoLine(
  spec: LineSpec,
  customerId: CustomerId,
  calendar: DemoCalendar,
  chance: Chance,
  nextId: () => Id,
): LineHistory {
  const product = demoProduct(spec.productId);
  const [start = calendar.today] = calendar.months;
  const agreementDate = addDays(addMonths(start, -spec.agreedMonthsBefore), chance.below(28));
  const account: CreditAccount = {
    id: spec.accountId ?? nextId(),
    customerId,
    productId: product.id,
    creditorId: product.creditorId,
    currency: product.currency,
    limitMinor: spec.limitMinor,
    agreementDate,
    openedAt: calendar.at(agreementDate),
    annualRatePpm: null,
    repaymentAutopay: spec.repaymentAutopay ?? false,
    previousAccountId: null,
    version: 1,
    status: 'ACTIVE',
    effectiveAt: calendar.at(agreementDate),
    capabilities: product.capabilities,
  };
  const of = { accountId: account.id, customerId, currency: account.currency };
  const books: Books = { position: emptyPosition(of, start), entries: [], statements: [] };
  for (const [month, firstDay] of calendar.months.entries()) {
    const activity = spec.behaviour(month, chance);
    playMonth(books, { account, product, activity, firstDay, calendar, nextId });
    if (month < RUNNING_MONTH) closeMonth(books, { account, product, firstDay, calendar, nextId });
  }
  bringUpTo(books, calendar.today, calendar.today, { product, calendar, nextId });
  const line: LineHistory = { account, ...books, holds: [], plans: [] };
  const planned = spec.withPlan ? withPlan(line, calendar, nextId()) : line;
  return spec.holdOfLimit
    ? withHold(planned, product, spec.holdOfLimit, calendar.now, nextId())
    : planned;
}

interface InMonth {
  readonly account: CreditAccount;
  readonly product: Product;
  readonly firstDay: LocalDate;
  readonly calendar: DemoCalendar;
  readonly nextId: () => Id;
}

const stampOn = (day: LocalDate, { calendar, nextId }: Pick<InMonth, 'calendar' | 'nextId'>) => ({
  bookedAt: calendar.at(day),
  bookingDate: day,
  valueDate: day,
  reference: null,
  nextId,
});

type Step =
  | { readonly day: number; readonly use: Use }
  | { readonly day: number; readonly repayment: Repayment }
  | { readonly day: number; readonly feeMinor: number };

function playMonth(books: Books, month: InMonth & { readonly activity: MonthActivity }): void {
  for (const step of stepsOf(month.activity)) {
    const day = addDays(month.firstDay, step.day - 1);
    if (day > month.calendar.today) return;
    const stamp = stampOn(day, month);
    // What is owed on a day includes the interest up to it.
    const { position } = bringUpToDate(books.position, month.product, stamp);
    const movement = movementOf(step, position, books.statements.at(-1), month.account.limitMinor);
    if (movement.amountMinor <= 0) continue;
    const posted = post(books.position, month.product, movement, stamp);
    books.position = posted.position;
    books.entries.push(...posted.entries);
  }
}

/** The month's steps by day; on the same day repayments come first. */
function stepsOf({ uses, repayments, lateFee }: MonthActivity): Step[] {
  const steps: Step[] = [
    ...repayments.map((repayment) => ({ day: repayment.day, repayment })),
    ...uses.map((use) => ({ day: use.day, use })),
  ];
  if (lateFee) steps.push({ day: 28, feeMinor: LATE_FEE_MINOR });
  return steps.sort((a, b) => a.day - b.day);
}

function movementOf(
  step: Step,
  position: Position,
  statement: Statement | undefined,
  limitMinor: number,
) {
  if ('feeMinor' in step) return { kind: 'FEE', amountMinor: step.feeMinor } as const;
  if ('use' in step) {
    const { use } = step;
    const amountMinor =
      'ofLimit' in use
        ? Math.round(limitMinor * use.ofLimit)
        : Math.round(limitMinor * use.upToLimit) - owedMinor(position);
    return { kind: 'CAPTURE', amountMinor } as const;
  }
  return repaymentOf(step.repayment, position, statement, limitMinor);
}

function repaymentOf(
  repayment: Repayment,
  position: Position,
  statement: Statement | undefined,
  limitMinor: number,
) {
  const owed = owedMinor(position);
  const amount = (): number => {
    switch (repayment.pay) {
      case 'EVERYTHING':
        return owed;
      case 'STATEMENT':
        return Math.min(owed, statement?.balanceMinor ?? 0);
      case 'MINIMUM':
        return Math.min(owed, statement?.minimumDueMinor ?? 0);
      case 'PART':
        return Math.round(owed * repayment.share);
      case 'TOO_MUCH':
        return owed + Math.round(limitMinor * repayment.ofLimit);
      case 'INSTALMENT': {
        const part = Math.round(limitMinor * repayment.ofLimit);
        return Math.min(owed, position.interestMinor + position.feeMinor + part);
      }
    }
  };
  return { kind: 'REPAYMENT', amountMinor: amount() } as const;
}

/** Posts, on a day, the interest of all days before `until`. */
function bringUpTo(
  books: Books,
  day: LocalDate,
  until: LocalDate,
  at: Pick<InMonth, 'product' | 'calendar' | 'nextId'>,
): void {
  const current = bringUpToDate(books.position, at.product, stampOn(day, at), until);
  books.position = current.position;
  books.entries.push(...current.entries);
}

/** The statement of a month, with its last day's interest, as the gateway makes it every month. */
function closeMonth(books: Books, month: InMonth): void {
  const { account, product, firstDay, nextId } = month;
  const nextMonth = addMonths(firstDay, 1);
  const closedOn = addDays(nextMonth, -1);
  bringUpTo(books, closedOn, nextMonth, month);
  const facts = {
    limitMinor: account.limitMinor,
    paymentsMinor: settled(books, firstDay, 'REPAYMENT'),
    purchasesMinor: -settled(books, firstDay, 'CAPTURE') || 0,
    laterChangeMinor: 0,
    oldestOpenDueOn: oldestOpenDue(
      books.statements.map((each) => dueOf(each, books.position.repaidMinor)),
    ),
  };
  const statement = closePeriod(nextId(), books.position, product, facts, closedOn);
  books.statements.push(statement);
  books.position = withDues(books.position, statement);
}

/** What a kind of entry moved through settlement since the month began; debits are positive. */
const settled = (books: Books, firstDay: LocalDate, kind: JournalEntry['kind']): number =>
  books.entries
    .filter((entry) => entry.kind === kind && entry.bookingDate >= firstDay)
    .flatMap(({ postings }) => postings.filter(({ account }) => account === 'SETTLEMENT'))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
