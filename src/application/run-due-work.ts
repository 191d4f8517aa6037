/**
 * What time brings about by itself: closings by notice take effect, what the institution decided takes
 * effect or returns, holds lapse, interest is posted, statements are made, offers and quotes run out,
 * clocks of appeals and notices are watched, idempotency keys expire, and what was kept long enough is
 * erased. It runs after every move of the demo's clock and every minute otherwise. Each batch is a
 * transaction of its own, is bounded, and finds what is due by asking for it again, so a run that is
 * interrupted is simply continued by the next one.
 */
import { UNUSED_DAYS } from '../domain/appeal/evidence.js';
import type { Id } from '../domain/identifiers.js';
import type { Hold } from '../domain/ledger/position.js';
import { JURISDICTION_PACKS } from '../domain/policy/jurisdiction-pack.js';
import { DAY_MS, type Instant, localDate } from '../domain/time.js';
import { tickAppeals } from './appeal-clocks.js';
import { expireRequest } from './close-on-behalf.js';
import { effectNotice } from './closure-notice.js';
import { lapseOffers } from './end-offers.js';
import { type Cleared, eraseDue } from './erase-due.js';
import { keyExpiry } from './idempotency.js';
import { makeStatements } from './make-statements.js';
import { raiseNoticeAlarms } from './notice-clock.js';
import { releaseHold } from './operate-line.js';
import type { Ports } from './ports.js';
import { postInterest } from './post-interest.js';
import { lockAccount } from './post-movement.js';
import { type ActionsLookedAt, lookAtActions } from './return-watch.js';

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
  readonly actionsReturned: number;
  readonly actionsEffected: number;
  readonly waysBackOpened: number;
  readonly appealsEscalated: number;
  readonly appealsOverdue: number;
  readonly appealsResumed: number;
  readonly noticeAlarms: number;
  readonly evidencePurged: number;
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
  const looked = [await lookedAt(ports, now, failures)];
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
  // Once more, because a statement may be what a condition waited for.
  looked.push(await lookedAt(ports, now, failures));
  const clocks = await watchClocks(ports, now, failures);
  const keysExpired = await step(() => expireKeys(ports, now));
  const offersLapsed = await step(() => lapseOffers(ports, now));
  await step(() => purgeQuotes(ports, now));
  const evidencePurged = await step(() => purgeEvidence(ports, now));
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
    evidencePurged,
    ...clocks,
    actionsReturned: sumOf(looked.map(({ returned }) => returned)),
    actionsEffected: sumOf(looked.map(({ effected }) => effected)),
    waysBackOpened: sumOf(looked.map(({ opened }) => opened)),
  };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);

/** What a whole step throws, beside what it has handed over already. */
async function lookedAt(ports: Ports, now: Instant, failures: unknown[]): Promise<ActionsLookedAt> {
  try {
    return await lookAtActions(ports, now, failures);
  } catch (error) {
    failures.push(error);
    return { returned: 0, effected: 0, opened: 0 };
  }
}

/** The clocks of appeals and notices: what is near its end is told, and what missed it. */
async function watchClocks(ports: Ports, now: Instant, failures: unknown[]) {
  let appeals = { escalated: 0, overdue: 0, resumed: 0 };
  let noticeAlarms = 0;
  try {
    appeals = await tickAppeals(ports, now);
  } catch (error) {
    failures.push(error);
  }
  try {
    noticeAlarms = await raiseNoticeAlarms(ports, now, failures);
  } catch (error) {
    failures.push(error);
  }
  return {
    appealsEscalated: appeals.escalated,
    appealsOverdue: appeals.overdue,
    appealsResumed: appeals.resumed,
    noticeAlarms,
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

/** Documents that no appeal names are not kept for long. */
async function purgeEvidence(ports: Ports, now: Instant): Promise<number> {
  const before = now - UNUSED_DAYS * DAY_MS;
  let purged = 0;
  for (;;) {
    const some = await ports.inTransaction(() => ports.evidence.purge(before, BATCH));
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

async function expireKeys(ports: Ports, now: Instant): Promise<number> {
  let expired = 0;
  for (;;) {
    const purge = () => ports.idempotencyKeys.purge(keyExpiry(now), BATCH);
    const purged = await ports.inTransaction(purge);
    if (purged === 0) return expired;
    expired += purged;
  }
}
