/**
 * Seeds the demo portfolio on the first start. It is written batch by batch like any import, under
 * the source `demo`; an interrupted seeding is completed by the next start, and a last record says
 * that it is done, so that later starts neither add nor change anything.
 */
import { type CustomerHistory, importCustomers } from '../../application/import-customers.js';
import type { Ports } from '../../application/ports.js';
import type { CustomerId, Id } from '../../domain/identifiers.js';
import { packFor } from '../../domain/policy/jurisdiction-pack.js';
import {
  addMonths,
  type Instant,
  type LocalDate,
  localDate,
  startOfDay,
} from '../../domain/time.js';
import { demoActivities } from './activities.js';
import { NEWEST_MONTH } from './behaviours.js';
import { type DemoCase, demoCustomer } from './cast.js';
import { demoIdentity } from './identities.js';
import { type DemoCalendar, demoLine } from './line-history.js';
import { DEMO_CREDITORS, DEMO_PRODUCTS, type DemoJurisdiction } from './products.js';

export const DEMO_SOURCE = 'demo';
/** The source key that says that the portfolio is whole. */
const COMPLETE = 'portfolio';
const BATCH = 50;
/** Entries are booked at this hour of their day. */
const HOUR_OF_BOOKING = 10;
const HOUR_MS = 3_600_000;

export interface DemoOptions {
  /** How many customers in all, in the order of the cast: the personas are among the first 13. */
  readonly customers: number;
  /** The personas' fixed ids. */
  readonly borrowerClear: CustomerId;
  readonly borrowerIndebted: CustomerId;
  readonly borrowerSteady: CustomerId;
}

/** Seeds what is missing; returns how many customers were added, 0 on every later start. */
export async function seedDemo(ports: Ports, options: DemoOptions): Promise<number> {
  const seeded = await ports.imports.known(DEMO_SOURCE, [COMPLETE]);
  if (seeded.size > 0) return 0;
  const products = [...DEMO_PRODUCTS.CN, ...DEMO_PRODUCTS.EU];
  await ports.inTransaction(() => ports.products.add(DEMO_CREDITORS, products));
  const now = ports.clock.now();
  const calendars = { CN: calendarOf('CN', now), EU: calendarOf('EU', now) };
  let added = 0;
  for (let from = 0; from < options.customers; from += BATCH) {
    const until = Math.min(options.customers, from + BATCH);
    const customers = Array.from({ length: until - from }, (_, at) =>
      demoHistory(from + at, { calendars, fixedIds: idsOf(options), now }, ports.entropy.nextId),
    );
    const batch = { source: DEMO_SOURCE, trigger: 'OPENING' as const, customers };
    added += (await importCustomers(ports, batch)).size;
    await saveIdentities(ports, from, until, now);
  }
  const done = { source: DEMO_SOURCE, sourceKey: COMPLETE, customerId: '', importedAt: now };
  await ports.inTransaction(() => ports.imports.claim([done]));
  return added;
}

/** Saved for the whole batch, whoever seeded it: an interrupted seeding left some without. */
async function saveIdentities(ports: Ports, from: number, until: number, now: Instant) {
  const specs = Array.from({ length: until - from }, (_, at) => demoCustomer(from + at).spec);
  const keys = specs.map(({ key }) => key);
  const known = await ports.imports.known(DEMO_SOURCE, keys);
  const identities = specs.flatMap(({ key, jurisdiction }, at) => {
    const id = known.get(key);
    return id === undefined ? [] : [demoIdentity(from + at, jurisdiction, id, now)];
  });
  await ports.inTransaction(() => ports.identities.save(identities));
}

/** The customers made for a purpose, by name; those that were not seeded are absent. */
export async function demoCases(
  ports: Ports,
  names: readonly DemoCase[],
): Promise<Map<DemoCase, CustomerId>> {
  return (await ports.imports.known(DEMO_SOURCE, names)) as Map<DemoCase, CustomerId>;
}

const idsOf = (options: DemoOptions): Partial<Record<string, CustomerId>> =>
  ({
    'borrower-clear': options.borrowerClear,
    'borrower-indebted': options.borrowerIndebted,
    'borrower-steady': options.borrowerSteady,
  }) satisfies Partial<Record<DemoCase, CustomerId>>;

/** The id of a persona's n-th line (from 0): the persona's own, with 8001, 8002, … in fourth place. */
export const lineIdOf = (persona: CustomerId, at: number): Id =>
  persona.replace(/-8000-/, `-800${at + 1}-`);

interface Seeding {
  readonly calendars: Readonly<Record<DemoJurisdiction, DemoCalendar>>;
  readonly fixedIds: Partial<Record<string, CustomerId>>;
  readonly now: Instant;
}

/** A customer with what the books know and what business systems told. */
function demoHistory(
  index: number,
  { calendars, fixedIds, now }: Seeding,
  nextId: () => Id,
): CustomerHistory {
  const history = customerHistory(index, calendars, fixedIds, nextId);
  const { spec } = demoCustomer(index);
  return { ...history, activities: demoActivities(index, history, now, spec) };
}

function customerHistory(
  index: number,
  calendars: Readonly<Record<DemoJurisdiction, DemoCalendar>>,
  fixedIds: Partial<Record<string, CustomerId>>,
  nextId: () => Id,
): CustomerHistory {
  const { spec, chance } = demoCustomer(index);
  const { key, jurisdiction } = spec;
  const id = fixedIds[key] ?? nextId();
  const calendar = calendars[jurisdiction];
  const fixed = fixedIds[key] !== undefined;
  const lines = spec.lines.map((line, at) =>
    demoLine(
      { ...line, accountId: fixed ? lineIdOf(id, at) : undefined },
      id,
      calendar,
      chance,
      nextId,
    ),
  );
  return {
    sourceKey: key,
    customer: {
      id,
      jurisdiction,
      locale: jurisdiction === 'CN' ? 'zh' : 'en',
      createdAt: Math.min(...lines.map(({ account }) => account.openedAt)),
    },
    lines,
    protectedAttributes: [],
  };
}

/** The six months before the running one, and the running one, where the customers live. */
function calendarOf(jurisdiction: DemoJurisdiction, now: Instant): DemoCalendar {
  const utcDay = localDate(now, 'UTC');
  const pack = packFor({ jurisdiction, agreementDate: utcDay, onDate: utcDay });
  if (!pack) throw new Error(`no jurisdiction pack for ${jurisdiction} on ${utcDay}`);
  const today = localDate(now, pack.timeZone);
  const running: LocalDate = `${today.slice(0, 7)}-01`;
  const instants = new Map<LocalDate, Instant>();
  return {
    now,
    today,
    months: Array.from({ length: NEWEST_MONTH + 2 }, (_, at) =>
      addMonths(running, at - NEWEST_MONTH - 1),
    ),
    at(day) {
      // Asking the zone is slow, and the same days come again and again.
      const known = instants.get(day) ?? startOfDay(day, pack.timeZone) + HOUR_OF_BOOKING * HOUR_MS;
      instants.set(day, known);
      return Math.min(now, known);
    },
  };
}
