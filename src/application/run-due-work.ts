/**
 * What time brings about by itself: closings by notice take effect, holds lapse, interest is posted,
 * statements are made, offers and quotes run out, idempotency keys expire, and what was kept long
 * enough is erased. It runs after every move of the demo's clock and every minute otherwise. Each batch is a
 * transaction of its own, is bounded, and finds what is due by asking for it again, so a run that is
 * interrupted is simply continued by the next one.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Id } from '../domain/identifiers.js';
import { bringUpToDate, type JournalEntry } from '../domain/ledger/journal.js';
import type { Hold, Position } from '../domain/ledger/position.js';
import { JURISDICTION_PACKS } from '../domain/policy/jurisdiction-pack.js';
import { type Instant, type LocalDate, localDate } from '../domain/time.js';
import { lapseOffers } from './accept-offer.js';
import { expireRequest } from './close-on-behalf.js';
import { effectNotice } from './closure-notice.js';
import { productsOf, stampOf } from './embedded-ledger.js';
import { type Cleared, eraseDue } from './erase-due.js';
import { keyExpiry } from './idempotency.js';
import { makeStatements } from './make-statements.js';
import { releaseHold } from './operate-line.js';
import type { Ports } from './ports.js';
import { lockAccount } from './post-movement.js';

/** Customers, holds or keys in one go. */
const BATCH = 100;

export interface DueWorkDone {
  readonly noticesEffected: number;
  readonly requestsExpired: number;
  readonly offersLapsed: number;
  readonly rowsErased: number;
  readonly customersErased: number;
  readonly holdsLapsed: number;
  readonly linesWithInterest: number;
  readonly statementsMade: number;
  readonly keysExpired: number;
}

/**
 * Does everything that is due by now and says how much that was. A step that fails does not keep
 * the others from being done; what failed is thrown at the end, and is due again at the next run.
 */
export async function runDueWork(ports: Ports): Promise<DueWorkDone> {
  const now = ports.clock.now();
  const failures: unknown[] = [];
  const step = async (work: () => Promise<number>): Promise<number> => {
    try {
      return await work();
    } catch (error) {
      failures.push(error);
      return 0;
    }
  };
  // A closing takes effect on the books of its day, before a month after it is made up.
  const requests = await endRequests(ports, now, failures);
  const holdsLapsed = await step(() => lapseHolds(ports, now, failures));
  let linesWithInterest = 0;
  let statementsMade = 0;
  for (const [jurisdiction, timeZone] of zones()) {
    const today = localDate(now, timeZone);
    // The statement of a month is made when the month is over, on the books as they stood then.
    statementsMade += await step(() =>
      makeStatements(ports, { jurisdiction, timeZone }, today, now),
    );
    linesWithInterest += await step(() => postInterest(ports, jurisdiction, today, now));
  }
  const keysExpired = await step(() => expireKeys(ports, now));
  const offersLapsed = await step(() => lapseOffers(ports, now));
  await step(() => purgeQuotes(ports, now));
  let customersErased = 0;
  const rowsErased = await step(async () => {
    const erased = await eraseDue(ports, now, undefined, clearedOf(ports));
    customersErased = erased.customersErased;
    return erased.rowsErased;
  });
  if (failures.length > 0) throw new AggregateError(failures, 'some due work failed');
  return {
    ...requests,
    holdsLapsed,
    linesWithInterest,
    statementsMade,
    keysExpired,
    offersLapsed,
    rowsErased,
    customersErased,
  };
}

/** Notices take effect, and requests on behalf that nobody approved end; one that fails is passed over. */
async function endRequests(
  ports: Ports,
  now: Instant,
  failures: unknown[],
): Promise<Pick<DueWorkDone, 'noticesEffected' | 'requestsExpired'>> {
  const failed = new Set<Id>();
  const done = { noticesEffected: 0, requestsExpired: 0 };
  for (;;) {
    const due = await ports.closureRequests.due(now, BATCH + failed.size);
    const left = due.filter(({ id }) => !failed.has(id));
    if (left.length === 0) return done;
    for (const request of left) {
      try {
        if (request.kind === 'NOTICE') {
          done.noticesEffected += Number(await effectNotice(ports, request));
        } else {
          done.requestsExpired += Number(await expireRequest(ports, request));
        }
      } catch (error) {
        failed.add(request.id);
        failures.push(error);
      }
    }
  }
}

const cleared = new WeakMap<Ports, Cleared>();

/** What this process has found cleared; a restart looks through everything once more. */
function clearedOf(ports: Ports): Cleared {
  const own = cleared.get(ports) ?? new Map();
  cleared.set(ports, own);
  return own;
}

async function purgeQuotes(ports: Ports, now: Instant): Promise<number> {
  let purged = 0;
  for (;;) {
    const some = await ports.inTransaction(() => ports.closureQuotes.purge(now, BATCH));
    if (some === 0) return purged;
    purged += some;
  }
}

const zones = (): Map<string, string> =>
  new Map(JURISDICTION_PACKS.map(({ jurisdiction, timeZone }) => [jurisdiction, timeZone]));

/** A hold that cannot be released is passed over: it must not keep the others from lapsing. */
async function lapseHolds(ports: Ports, now: Instant, failures: unknown[]): Promise<number> {
  const failed = new Set<Id>();
  let lapsed = 0;
  for (;;) {
    const holds = await ports.dueWork.lapsedHolds(now, BATCH + failed.size);
    const left = holds.filter(({ id }) => !failed.has(id));
    if (left.length === 0) break;
    for (const hold of left) {
      try {
        await ports.inTransaction(() => lapseHold(ports, hold));
        lapsed += 1;
      } catch (error) {
        failed.add(hold.id);
        failures.push(error);
      }
    }
  }
  return lapsed;
}

async function lapseHold(ports: Ports, { id, accountId }: Hold): Promise<void> {
  const line = await lockAccount(ports, accountId);
  const hold = await ports.books.hold(id);
  if (!line || !hold) throw new Error(`hold ${id} is on no account`);
  if (hold.status === 'OPEN') await releaseHold(ports, line, hold, 'EXPIRED');
}

async function postInterest(
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

async function expireKeys(ports: Ports, now: Instant): Promise<number> {
  let expired = 0;
  for (;;) {
    const purge = () => ports.idempotencyKeys.purge(keyExpiry(now), BATCH);
    const purged = await ports.inTransaction(purge);
    if (purged === 0) return expired;
    expired += purged;
  }
}
