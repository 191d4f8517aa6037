/**
 * Erasing on schedule. Records of classes that are counted from their own day go first; then whole
 * customers whose last line was closed long enough ago. Each batch is a short transaction, so that
 * closings need not wait, and finds what is due by asking for it again, so a run that is interrupted
 * is simply continued by the next one. What was erased, and never its content, is written down in
 * the batch's own transaction: an audit entry, and a row for the list of erasures that a restored
 * backup repeats.
 */
import type { CustomerId } from '../domain/identifiers.js';
import { JURISDICTION_PACKS } from '../domain/policy/jurisdiction-pack.js';
import type { RetentionClass } from '../domain/policy/retention.js';
import { addDays, type Instant, type LocalDate, localDate } from '../domain/time.js';
import { customerHashOf, writeErasureDown } from './erasure-record.js';
import type { Ports } from './ports.js';
import { relationshipEndOf } from './relationship.js';
import type { DueCustomer, Erasure } from './retention-ports.js';
import {
  eraseOnBy,
  keptFrom,
  lastDayKept,
  later,
  type RulesToday,
  rulesToday,
} from './retention-rules.js';

/** Rows of a class in one transaction. */
const CLASS_ROWS = 500;
/** Customers in one transaction. */
const CUSTOMERS = 20;

export interface Erased {
  /** Records of classes that went before their customer. */
  readonly rowsErased: number;
  readonly customersErased: number;
}

/** By class and jurisdiction, the first day that was still kept when nothing older was left. */
export type Cleared = Map<string, LocalDate>;

/**
 * Erases everything that is due. A class where nothing older was left is looked through again when
 * the next day is over: what stays is read each time, which would keep others waiting. A batch that fails does not keep the others from being erased; what
 * failed is thrown at the end, and is due again at the next run. `pause` comes between two batches.
 */
export async function eraseDue(
  ports: Ports,
  now: Instant,
  pause: () => Promise<void> = async () => undefined,
  cleared: Cleared = new Map(),
): Promise<Erased> {
  const failures: unknown[] = [];
  let rowsErased = 0;
  for (const [jurisdiction, rules] of rulesByJurisdiction(now)) {
    for (const [what, before] of keptFrom(rules)) {
      const place = `${jurisdiction} ${what}`;
      if (cleared.get(place) === before) continue;
      try {
        rowsErased += await eraseRecords(ports, { what, jurisdiction, before, rules, now }, pause);
        cleared.set(place, before);
      } catch (error) {
        failures.push(error);
      }
    }
  }
  const customersErased = await eraseCustomersDue(ports, now, pause, failures);
  // Also where nothing was due: a consent may have been withdrawn, or the last run cut off before it.
  await ports.retention.settle();
  if (failures.length > 0) throw new AggregateError(failures, 'some of what is due was not erased');
  return { rowsErased, customersErased };
}

function rulesByJurisdiction(now: Instant): Map<string, RulesToday> {
  const names = new Set(JURISDICTION_PACKS.map(({ jurisdiction }) => jurisdiction));
  return new Map(
    [...names].flatMap((jurisdiction) => {
      const rules = rulesToday(jurisdiction, now);
      return rules ? [[jurisdiction, rules] as const] : [];
    }),
  );
}

interface DueRecords {
  readonly what: RetentionClass;
  readonly jurisdiction: string;
  readonly before: LocalDate;
  readonly rules: RulesToday;
  readonly now: Instant;
}

async function eraseRecords(
  ports: Ports,
  { what, jurisdiction, before, rules, now }: DueRecords,
  pause: () => Promise<void>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const rows = await ports.inTransaction(async () => {
      await ports.dueWork.exclusively();
      const erased = await ports.retention.eraseClass(what, jurisdiction, before, CLASS_ROWS);
      if (erased === 0) return 0;
      const erasure = { customerHash: null, what, before, rows: erased, erasedAt: now };
      await ports.retention.addErasures([{ id: ports.entropy.nextId(), ...erasure }]);
      const editions = rules.packs.map(({ id }) => id);
      await writeErasureDown(ports, { what, jurisdiction, before, rows: erased, editions }, now);
      return erased;
    });
    if (rows === 0) return total;
    total += rows;
    await pause();
  }
}

async function eraseCustomersDue(
  ports: Ports,
  now: Instant,
  pause: () => Promise<void>,
  failures: unknown[],
): Promise<number> {
  // Somewhere it may be tomorrow already; each customer is then judged by the day of the own rules.
  const zones = JURISDICTION_PACKS.map(({ timeZone }) => localDate(now, timeZone));
  const newest = zones.reduce(later);
  let total = 0;
  for (let after: CustomerId | null = null; ; ) {
    const page: { after: CustomerId | null; limit: number } = { after, limit: CUSTOMERS };
    const due: DueCustomer[] = await ports.retention.dueCustomers(newest, page);
    if (due.length === 0) return total;
    try {
      total += await ports.inTransaction(() => eraseBatch(ports, due, { newest, ...page }, now));
    } catch (error) {
      failures.push(error);
    }
    after = due.at(-1)?.customerId ?? null;
    await pause();
  }
}

interface Page {
  readonly newest: LocalDate;
  readonly after: CustomerId | null;
  readonly limit: number;
}

/** Locks the customers, looks again, and erases those for whom the time has come. */
async function eraseBatch(
  ports: Ports,
  found: readonly DueCustomer[],
  { newest, after, limit }: Page,
  now: Instant,
): Promise<number> {
  await ports.dueWork.exclusively();
  await ports.customers.lock(found.map(({ customerId }) => customerId));
  // Until the lock was there a hold could be placed, or a new line opened.
  const locked = new Set(found.map(({ customerId }) => customerId));
  const still = await ports.retention.dueCustomers(newest, { after, limit });
  const ids: CustomerId[] = [];
  const editions = new Set<string>();
  for (const customer of still.filter(({ customerId }) => locked.has(customerId))) {
    const rules = rulesToday(customer.jurisdiction, now);
    // No rules, no erasing: nobody can say how long the records have to be kept.
    if (!rules || !(await isDue(ports, customer, rules))) continue;
    ids.push(customer.customerId);
    for (const { id } of rules.packs) editions.add(id);
  }
  if (ids.length === 0) return 0;
  await eraseWhole(ports, ids, { before: newest, editions: [...editions].sort() }, now);
  return ids.length;
}

/** By the rules of today, which may keep longer than those by which the day was set. */
async function isDue(
  ports: Ports,
  { customerId, relationshipEndedOn }: DueCustomer,
  rules: RulesToday,
): Promise<boolean> {
  const zone = rules.packs[0]?.timeZone ?? 'UTC';
  const endedOn =
    relationshipEndedOn ?? relationshipEndOf(await ports.accounts.ofCustomers([customerId]), zone);
  if (endedOn === null) {
    await ports.retention.setRelationshipEnd(customerId, null, null);
    return false;
  }
  const byRules = eraseOnBy(rules, endedOn);
  const [newest] = await ports.applications.ofCustomer(customerId, 1);
  // An application that came to nothing opens no relationship, yet what decided it is evidence.
  const evidence =
    newest && lastDayKept(rules, 'ADVERSE_ACTION_EVIDENCE', localDate(newest.appliedAt, zone));
  const eraseOn = evidence ? later(byRules, addDays(evidence, 1)) : byRules;
  if (eraseOn <= rules.today) return true;
  await ports.retention.setRelationshipEnd(customerId, endedOn, eraseOn);
  return false;
}

async function eraseWhole(
  ports: Ports,
  ids: readonly CustomerId[],
  { before, editions }: { before: LocalDate; editions: readonly string[] },
  now: Instant,
): Promise<void> {
  const tables = await ports.retention.eraseCustomers(ids);
  if (tables.get('customer') !== ids.length) {
    throw new Error(`${tables.get('customer') ?? 0} of ${ids.length} customers were erased`);
  }
  const erasures = ids.map((customerId): Erasure => {
    const customerHash = customerHashOf(ports, customerId);
    const id = ports.entropy.nextId();
    return { id, customerHash, what: 'CUSTOMER', before, rows: 1, erasedAt: now };
  });
  await ports.retention.addErasures(erasures);
  const rows = Object.fromEntries([...tables].filter(([, count]) => count > 0));
  await writeErasureDown(
    ports,
    { what: 'CUSTOMER', customers: ids.length, before, rows, editions: [...editions] },
    now,
  );
}
