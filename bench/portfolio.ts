/** Customers for the benches, made by the demo's own players and written through the ports. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCustomers } from '../src/application/import-customers.js';
import type { Ports } from '../src/application/ports.js';
import type { CustomerId } from '../src/domain/identifiers.js';
import { addMonths, type Instant, localDate, startOfDay } from '../src/domain/time.js';
import { RUNNING_MONTH } from '../src/infrastructure/demo/behaviours.js';
import { chanceOf } from '../src/infrastructure/demo/chance.js';
import {
  type DemoCalendar,
  demoLine,
  type LineSpec,
} from '../src/infrastructure/demo/line-history.js';
import { seedDemo } from '../src/infrastructure/demo/portfolio.js';
import { DEMO_CREDITORS, DEMO_PRODUCTS } from '../src/infrastructure/demo/products.js';
import { systemEntropy } from '../src/infrastructure/entropy.js';
import {
  DEMO_BORROWER_CLEAR,
  DEMO_BORROWER_INDEBTED,
  DEMO_BORROWER_STEADY,
} from '../src/infrastructure/identity/demo-issuer.js';
import { demoInstitution } from '../src/infrastructure/institutions/institution.js';
import { shippedLimitPolicy } from '../src/infrastructure/limit-policies/shipped.js';
import { type DatabaseOptions, openDatabase } from '../src/infrastructure/persistence/orm.js';
import { persistentPorts } from '../src/infrastructure/persistence/ports.js';
import { makeSession } from '../src/infrastructure/persistence/transaction.js';
import { KEY_BYTES, makeVault } from '../src/infrastructure/persistence/vault.js';
import { shippedRules, shippedScorecard } from '../src/infrastructure/scorecards/shipped.js';

const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
const BATCH = 100;

/** The master key of every database of the benches. */
export const MASTER_KEY = Buffer.alloc(KEY_BYTES, 'the master key of benches');

export interface OpenStore {
  readonly ports: Ports;
  close(): Promise<void>;
}

/** Opens and migrates a database and wires the ports, by wall time. */
export async function openStore(options: DatabaseOptions): Promise<OpenStore> {
  const database = await openDatabase(options);
  await database.migrate();
  const session = makeSession(database, makeVault(MASTER_KEY));
  const ports = persistentPorts(session, { now: Date.now }, systemEntropy, demoInstitution());
  await ports.inTransaction(async () => {
    await ports.riskProfiles.addChampion(shippedScorecard());
    await ports.riskProfiles.addRules(shippedRules());
    await ports.limitPolicies.add(shippedLimitPolicy());
  });
  return { ports, close: database.close };
}

/** Runs `work` with a fresh folder, which is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'clearline-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The file that the gateway opens in its data folder. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'clearline.db');

/** The demo's portfolio, so that the gateway finds it seeded when it starts. */
export async function addDemo(ports: Ports, customers: number): Promise<void> {
  await seedDemo(ports, {
    customers,
    borrowerClear: DEMO_BORROWER_CLEAR,
    borrowerIndebted: DEMO_BORROWER_INDEBTED,
    borrowerSteady: DEMO_BORROWER_STEADY,
  });
}

/**
 * Adds Chinese customers who all have the lines that are told, with the same history each, and
 * returns their ids.
 */
export async function addCustomers(
  ports: Ports,
  count: number,
  lines: readonly Omit<LineSpec, 'agreedMonthsBefore'>[],
): Promise<CustomerId[]> {
  await ports.inTransaction(() => ports.products.add(DEMO_CREDITORS, DEMO_PRODUCTS.CN));
  const { nextId } = ports.entropy;
  const calendar = calendarAt(ports.clock.now());
  const ids = Array.from({ length: count }, nextId);
  for (let from = 0; from < count; from += BATCH) {
    const customers = ids.slice(from, from + BATCH).map((id) => {
      const chance = chanceOf(1);
      return {
        sourceKey: id,
        customer: { id, jurisdiction: 'CN', locale: 'zh' as const, createdAt: calendar.now },
        lines: lines.map((line) =>
          demoLine({ ...line, agreedMonthsBefore: 14 }, id, calendar, chance, nextId),
        ),
        protectedAttributes: [],
      };
    });
    await importCustomers(ports, { source: 'bench', trigger: 'OPENING', customers });
  }
  return ids;
}

function calendarAt(now: Instant): DemoCalendar {
  const today = localDate(now, ZONE);
  const running = `${today.slice(0, 7)}-01`;
  const first = addMonths(running, -RUNNING_MONTH);
  const starts = new Map<string, Instant>();
  return {
    now,
    today,
    months: Array.from({ length: RUNNING_MONTH + 1 }, (_, at) => addMonths(first, at)),
    at(day) {
      // Asking the zone is slow, and the same days come again and again.
      const known = starts.get(day) ?? startOfDay(day, ZONE) + 10 * HOUR_MS;
      starts.set(day, known);
      return Math.min(now, known);
    },
  };
}
