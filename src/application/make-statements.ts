/**
 * The monthly statement of each line, made when the customer's month is over, on the books as they
 * stood at its end, and the new assessment that it gives rise to. Months that nobody made (the
 * gateway was down, the demo's clock jumped) are made up, oldest first.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { bringUpToDate, type JournalEntry } from '../domain/ledger/journal.js';
import type { Position } from '../domain/ledger/position.js';
import {
  closePeriod,
  dueOf,
  oldestOpenDue,
  type Statement,
  withDues,
} from '../domain/ledger/statement.js';
import {
  addDays,
  addMonths,
  END_OF_TIME,
  type Instant,
  type LocalDate,
  startOfDay,
} from '../domain/time.js';
import { assess, currentModel, firstPeriod, riskFacts } from './assess.js';
import { behaviourOf } from './behaviour.js';
import type { Turnover } from './book-ports.js';
import { productsOf, stampOf } from './embedded-ledger.js';
import { packOfCustomer } from './jurisdiction.js';
import type { Ports } from './ports.js';

/** Customers in one transaction. */
const BATCH = 100;
const MONTHS_MADE_UP = 12;
/** How far back an open due is looked for. */
const MONTHS_OF_DUES = 24;

/** A jurisdiction and the zone whose calendar months count there. */
export interface Zone {
  readonly jurisdiction: string;
  readonly timeZone: string;
}

/** Makes every missing statement of a jurisdiction's lines; returns how many. */
export async function makeStatements(
  ports: Ports,
  { jurisdiction, timeZone }: Zone,
  today: LocalDate,
  now: Instant,
): Promise<number> {
  const thisMonth: LocalDate = `${today.slice(0, 7)}-01`;
  const page = { after: null, limit: 1 };
  const missing = await ports.dueWork.statementsDue(
    jurisdiction,
    monthBefore(thisMonth, timeZone),
    page,
  );
  if (missing.length === 0) return 0;
  let made = 0;
  for (let back = MONTHS_MADE_UP - 1; back >= 0; back -= 1) {
    const next = addMonths(thisMonth, -back);
    let after: string | null = null;
    do {
      const work: Batch = { jurisdiction, timeZone, next, after, now };
      const batch: BatchMade = await ports.inTransaction(() => makeBatch(ports, work, back === 0));
      made += batch.made;
      after = batch.last;
    } while (after !== null);
  }
  return made;
}

/** The month before a first day, in the customers' zone. */
const monthBefore = (next: LocalDate, timeZone: string) => ({
  closedOn: addDays(next, -1),
  beganAt: startOfDay(addMonths(next, -1), timeZone),
});

interface Batch extends Zone {
  /** The first day after the month that is closed. */
  readonly next: LocalDate;
  readonly after: string | null;
  readonly now: Instant;
}

interface BatchMade {
  readonly made: number;
  /** The last customer of the batch; null when nothing was left to do. */
  readonly last: string | null;
}

/**
 * One batch of statements: all lines of the next customers. Only the newest month is followed by
 * an assessment; those before it are history by the time they are made up.
 */
async function makeBatch(
  ports: Ports,
  { jurisdiction, timeZone, next, after, now }: Batch,
  isNewest: boolean,
): Promise<BatchMade> {
  const month = monthBefore(next, timeZone);
  const { closedOn } = month;
  await ports.dueWork.exclusively();
  const page = { after, limit: BATCH };
  const due = await ports.dueWork.statementsDue(jurisdiction, month, page);
  if (due.length === 0) return { made: 0, last: null };
  const customerIds = [...new Set(due.map(({ customerId }) => customerId))];
  await ports.customers.lock(customerIds);
  const facts = await periodFacts(ports, due, next);
  const closedBefore = isNewest ? undefined : await linesClosedBefore(ports, due, month.beganAt);
  const productOf = await productsOf(ports.products, due);
  const entries: JournalEntry[] = [];
  const positions: Position[] = [];
  const statements: Statement[] = [];
  for (const account of due) {
    const stored = facts.positions.get(account.id);
    if (!stored) throw new Error(`account ${account.id} has no position`);
    const stamp = { ...stampOf(now, closedOn, ports.entropy.nextId), valueDate: closedOn };
    const current = bringUpToDate(stored, productOf(account), stamp, next);
    const period = facts.period.get(account.id);
    const later = facts.later.get(account.id);
    const repaidMinor = stored.repaidMinor - (later?.paymentsMinor ?? 0);
    const earlier = facts.statements.get(account.id);
    const statement = closePeriod(
      ports.entropy.nextId(),
      { ...current.position, repaidMinor },
      productOf(account),
      {
        limitMinor: account.limitMinor,
        paymentsMinor: period?.paymentsMinor ?? 0,
        purchasesMinor: period?.purchasesMinor ?? 0,
        laterChangeMinor: later?.balanceChangeMinor ?? 0,
        oldestOpenDueOn: earlier
          ? oldestOpenDue(earlier.map((each) => dueOf(each, repaidMinor)))
          : (facts.oldestOpenDues.get(account.id) ?? null),
      },
      closedOn,
    );
    // A line that was closed and came to owe again has no statements of the months between.
    const isQuiet = statement.balanceMinor === 0 && period === undefined;
    if (isQuiet && closedBefore?.has(account.id)) continue;
    entries.push(...current.entries);
    statements.push(statement);
    positions.push(withDues(current.position, statement));
  }
  await ports.books.append(entries);
  await ports.books.savePositions(positions);
  await ports.books.addStatements(statements);
  if (isNewest) {
    await assessAll(ports, customerIds, { jurisdiction, closedOn }, now);
    await ports.platformActions.touch(customerIds, now);
  }
  return { made: statements.length, last: customerIds.at(-1) ?? null };
}

/** Lines whose use had ended before a month began; of those that are due. */
async function linesClosedBefore(
  { closures }: Pick<Ports, 'closures'>,
  due: readonly CreditAccount[],
  beganAt: Instant,
): Promise<ReadonlySet<string>> {
  const ids = due.flatMap((account) => ('closureId' in account ? [account.id] : []));
  const made = ids.length > 0 ? await closures.ofAccounts(ids) : [];
  const before = made.filter(({ effectiveAt }) => effectiveAt < beganAt);
  return new Set(before.map(({ accountId }) => accountId));
}

interface PeriodFactsOfLines {
  readonly positions: ReadonlyMap<string, Position>;
  readonly period: ReadonlyMap<string, Turnover>;
  /** Booked since the month ended, by those who were faster than this worker. */
  readonly later: ReadonlyMap<string, Turnover>;
  readonly oldestOpenDues: ReadonlyMap<string, LocalDate>;
  /** Of lines on which something was paid since: their dues were open then, and may not be now. */
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
}

async function periodFacts(
  ports: Ports,
  due: readonly CreditAccount[],
  next: LocalDate,
): Promise<PeriodFactsOfLines> {
  const ids = due.map(({ id }) => id);
  const positions = await ports.books.positions(ids);
  const later = await ports.dueWork.turnover(ids, next, END_OF_TIME);
  const paidSince = due.filter(({ id }) => (later.get(id)?.paymentsMinor ?? 0) !== 0);
  const customers = [...new Set(paidSince.map(({ customerId }) => customerId))];
  const since = addMonths(next, -MONTHS_OF_DUES).slice(0, 7);
  const statements = customers.length > 0 ? await ports.books.statements(customers, since) : [];
  const paid = new Set(paidSince.map(({ id }) => id));
  return {
    positions: new Map(positions.map((position) => [position.accountId, position])),
    period: await ports.dueWork.turnover(ids, addMonths(next, -1), next),
    later,
    oldestOpenDues: await ports.books.oldestOpenDues(ids),
    statements: Map.groupBy(
      statements.filter(({ accountId }) => paid.has(accountId)),
      ({ accountId }) => accountId,
    ),
  };
}

/** New assessments for customers whose statements have changed. */
async function assessAll(
  ports: Ports,
  customerIds: readonly string[],
  { jurisdiction, closedOn }: { jurisdiction: string; closedOn: LocalDate },
  now: Instant,
): Promise<void> {
  const model = await currentModel(ports);
  const protection = packOfCustomer(jurisdiction, now)?.pack.closureProtection.value ?? null;
  const asOf = addDays(closedOn, 1);
  const accounts = await ports.accounts.ofCustomers(customerIds);
  const positions = await ports.books.positions(accounts.map(({ id }) => id));
  const statements = await ports.books.statements(customerIds, firstPeriod(asOf));
  const customers = customerIds.map((id) => ({ id, jurisdiction }));
  const behaviour = await behaviourOf(ports, customers, now, asOf);
  const mine = <T extends { customerId: string }>(all: readonly T[]) =>
    Map.groupBy(all, ({ customerId }) => customerId);
  const [ofAccounts, ofPositions, ofStatements] = [
    mine(accounts),
    mine(positions),
    mine(statements),
  ];
  await ports.riskProfiles.add(
    customerIds.map((customerId) =>
      assess(
        { id: ports.entropy.nextId(), customerId, assessedAt: now, trigger: 'STATEMENT' },
        riskFacts(
          ofAccounts.get(customerId) ?? [],
          ofPositions.get(customerId) ?? [],
          ofStatements.get(customerId) ?? [],
          asOf,
          behaviour.get(customerId),
        ),
        model,
        protection,
      ),
    ),
  );
}
