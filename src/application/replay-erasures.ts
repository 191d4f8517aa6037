/**
 * Repeats erasures on a database that does not know them: a backup that was restored brings back
 * what had been erased since it was made. The list of erasures lives beside the database and names
 * nobody; a customer is found again by the hash of the id. Classes of records need no repeating,
 * since the schedule erases them anyway. What was repeated is recorded, so that the next start finds
 * nothing to do. A customer whom the restored database has under a legal hold is left, and is asked
 * for again at the next start.
 */
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';
import { customerHashOf, writeErasureDown } from './erasure-record.js';
import { holdsInForce, kindsOf } from './forget-source.js';
import type { Ports } from './ports.js';
import type { Erasure } from './retention-ports.js';

/** Lines of the list that are looked up at once. */
const LINES = 500;
/** Unknown lines for which all customers are walked once. */
const WALK = 10_000;
/** Customers in one transaction. */
const CUSTOMERS = 50;

export interface Replayed {
  /** Erasures that this database did not know; they are done and recorded now. */
  readonly repeated: number;
  readonly known: number;
  /** Customers that a legal hold keeps from being erased again. */
  readonly held: number;
}

/** Carries out what a list of erasures names and the database does not know. */
export async function replayErasures(
  ports: Ports,
  list: AsyncIterable<Erasure> | Iterable<Erasure>,
): Promise<Replayed> {
  const counts = { repeated: 0, known: 0, held: 0 };
  let lines: Erasure[] = [];
  let unknown = new Map<Id, Erasure>();
  const lookUp = async (): Promise<void> => {
    const known = await ports.retention.knownErasures(lines.map(({ id }) => id));
    counts.known += known.size;
    for (const line of lines) if (!known.has(line.id)) unknown.set(line.id, line);
    lines = [];
  };
  const repeat = async (): Promise<void> => {
    const held = await repeatAll(ports, [...unknown.values()]);
    counts.repeated += unknown.size - held;
    counts.held += held;
    unknown = new Map();
  };
  for await (const line of list) {
    lines.push(line);
    if (lines.length >= LINES) await lookUp();
    if (unknown.size >= WALK) await repeat();
  }
  await lookUp();
  await repeat();
  if (counts.repeated > 0) await ports.retention.settle();
  return counts;
}

/** Returns how many could not be repeated because of a hold. */
async function repeatAll(ports: Ports, erasures: readonly Erasure[]): Promise<number> {
  if (erasures.length === 0) return 0;
  const now = ports.clock.now();
  const hashes = new Set(erasures.flatMap(({ customerHash }) => customerHash ?? []));
  const here = hashes.size === 0 ? [] : await ports.retention.customersByHash(hashes);
  const customerOf = new Map(here.map((id) => [customerHashOf(ports, id), id]));
  const found = (erasure: Erasure): CustomerId | undefined =>
    erasure.customerHash === null ? undefined : customerOf.get(erasure.customerHash);
  // Of whoever is not here there is nothing to erase, and classes go by the schedule.
  const done = erasures.filter((erasure) => found(erasure) === undefined);
  for (let at = 0; at < done.length; at += LINES) {
    const some = done.slice(at, at + LINES);
    await ports.inTransaction(() => record(ports, some));
  }
  const left = erasures.flatMap((erasure) => {
    const customerId = found(erasure);
    return customerId === undefined ? [] : [{ erasure, customerId }];
  });
  const sources = left.filter(({ erasure }) => erasure.what.startsWith(SOURCE));
  const whole = left.filter(({ erasure }) => erasure.what === 'CUSTOMER');
  let held = 0;
  for (const each of sources) {
    held += Number(!(await ports.inTransaction(() => repeatSource(ports, each, now))));
  }
  for (let at = 0; at < whole.length; at += CUSTOMERS) {
    const some = whole.slice(at, at + CUSTOMERS);
    held += await ports.inTransaction(() => repeatCustomers(ports, some, now));
  }
  return held;
}

async function record(ports: Ports, erasures: readonly Erasure[]): Promise<void> {
  await ports.dueWork.exclusively();
  await recordNew(ports, erasures);
}

async function recordNew({ retention }: Ports, erasures: readonly Erasure[]): Promise<void> {
  const known = await retention.knownErasures(erasures.map(({ id }) => id));
  await retention.addErasures(erasures.filter(({ id }) => !known.has(id)));
}

interface OfCustomer {
  readonly erasure: Erasure;
  readonly customerId: CustomerId;
}

async function repeatCustomers(
  ports: Ports,
  some: readonly OfCustomer[],
  now: Instant,
): Promise<number> {
  const ids = some.map(({ customerId }) => customerId);
  // Another server may be repeating the same list.
  await ports.dueWork.exclusively();
  await ports.customers.lock(ids);
  const tables = await ports.retention.eraseCustomers(ids);
  const stayed = new Set((await ports.customers.find(ids)).map(({ id }) => id));
  const gone = some.filter(({ customerId }) => !stayed.has(customerId));
  if (gone.length > 0) {
    await recordNew(
      ports,
      gone.map(({ erasure }) => erasure),
    );
    const rows = Object.fromEntries([...tables].filter(([, count]) => count > 0));
    const content = { what: 'CUSTOMER', customers: gone.length, rows };
    await writeErasureDown(ports, content, now, 'retention.erasures-repeated');
  }
  return some.length - gone.length;
}

const SOURCE = 'SOURCE:';

/**
 * Withdraws again what was withdrawn then, and erases what was kept of the source; false where a
 * legal hold keeps it.
 */
async function repeatSource(
  ports: Ports,
  { erasure, customerId }: OfCustomer,
  now: Instant,
): Promise<boolean> {
  const source = erasure.what.slice(SOURCE.length);
  await ports.dueWork.exclusively();
  await ports.customers.lock([customerId]);
  const consents = await ports.consents.inForce([customerId]);
  for (const consent of consents) {
    // One that was given afterwards is another one.
    const then = consent.source === source && consent.givenAt <= erasure.erasedAt;
    if (then) await ports.consents.withdraw(consent.id, erasure.erasedAt);
  }
  if ((await holdsInForce(ports, customerId)).length > 0) return false;
  await ports.activities.forget(customerId, kindsOf(source));
  await recordNew(ports, [erasure]);
  await writeErasureDown(ports, { what: erasure.what }, now, 'retention.erasures-repeated');
  return true;
}
