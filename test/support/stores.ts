/**
 * The three stores that the ports are kept in: memory, SQLite (a file) and PostgreSQL. A test body
 * given to `describeStores` runs once for each; what it opens is closed after the last of its tests.
 * Databases are copied from one that was migrated once.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from '@jest/globals';
import type { Clock, Ports } from '../../src/application/ports.js';
import type { OutboxMessage } from '../../src/application/record-ports.js';
import type { AuditEntry } from '../../src/domain/audit-trail/audit-entry.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { demoInstitution } from '../../src/infrastructure/institutions/institution.js';
import {
  type Database,
  type DatabaseOptions,
  openDatabase,
} from '../../src/infrastructure/persistence/orm.js';
import { persistentPorts } from '../../src/infrastructure/persistence/ports.js';
import { isSealedTable, opened } from '../../src/infrastructure/persistence/sealed-columns.js';
import { tables } from '../../src/infrastructure/persistence/tables.js';
import { makeSession, type Session } from '../../src/infrastructure/persistence/transaction.js';
import { KEY_BYTES, makeVault } from '../../src/infrastructure/persistence/vault.js';
import { memoryPorts } from './memory/ports.js';
import { entryOf, makeMemory, type State } from './memory/state.js';
import { createDatabase, describePostgres, ensureTemplate } from './postgres.js';

/** Noon of a Wednesday in Shanghai, five in the morning in Brussels. */
export const NOW = Date.parse('2026-11-25T04:00:00Z');
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export interface TestClock extends Clock {
  advance(byMs: number): void;
}

export function testClock(start = NOW): TestClock {
  let now = start;
  return {
    now: () => now,
    advance: (byMs) => {
      now += byMs;
    },
  };
}

type TableName = keyof State;

export interface Store {
  readonly ports: Ports;
  readonly clock: TestClock;
  /** Every row of every table as text, sorted and unsealed: equal dumps mean that nothing changed. */
  dump(): Promise<Record<string, string[]>>;
  count(table: TableName): Promise<number>;
  /** All messages, oldest first. */
  outbox(): Promise<Pick<OutboxMessage, 'type' | 'subject' | 'data'>[]>;
  /** All audit entries, oldest first. */
  auditEntries(): Promise<AuditEntry[]>;
}

/** A store in a database, with what tests of the database itself need. */
export interface DatabaseStore extends Store {
  readonly database: Database;
  readonly session: Session;
  /** Where it is, for another connection. */
  readonly address: Pick<DatabaseOptions, 'url' | 'sqlitePath'>;
}

/** Runs the tests on memory, SQLite and PostgreSQL. */
export function describeStores(body: (open: () => Promise<Store>) => void): void {
  describe('memory', () => body(async () => memoryStore()));
  describeDatabases(body);
}

export type OpenDatabase = (
  options?: Omit<DatabaseOptions, 'url' | 'sqlitePath'>,
) => Promise<DatabaseStore>;

/** Runs the tests on SQLite and PostgreSQL. */
export function describeDatabases(body: (open: OpenDatabase) => void): void {
  describe('SQLite', () => body(opener(sqliteFile)));
  describePostgres('PostgreSQL', () => body(opener(postgresDatabase)));
}

/** Runs the tests on databases that nothing has been migrated in. */
export function describeEmptyDatabases(body: (open: OpenDatabase) => void): void {
  describe('SQLite', () => body(opener(emptyFile)));
  describePostgres('PostgreSQL', () =>
    body(
      opener(async () => {
        const { url, drop } = await createDatabase();
        return { address: { url }, remove: drop };
      }),
    ),
  );
}

function memoryStore(): Store {
  const memory = makeMemory();
  const clock = testClock();
  const rows = (table: TableName): unknown[] => [...memory.read()[table].entries()];
  const byAge = <T extends { id: string }>(all: Iterable<T>): T[] =>
    [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ports: memoryPorts(memory, clock, systemEntropy),
    clock,
    async dump() {
      const names = Object.keys(memory.read()) as TableName[];
      const sorted = (name: TableName) =>
        rows(name)
          .map((row) => JSON.stringify(row))
          .sort();
      return Object.fromEntries(names.map((name) => [name, sorted(name)]));
    },
    count: async (table) => rows(table).length,
    outbox: async () => byAge(memory.read().outbox_message.values()),
    auditEntries: async () => byAge(memory.read().audit_entry.values()).map(entryOf),
  };
}

type Place = { address: DatabaseStore['address']; remove(): Promise<void> };

/** Opens databases that are closed and removed after the last test of the enclosing `describe`. */
function opener(place: () => Promise<Place>): OpenDatabase {
  const opened: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const each of opened) await each.close();
  });
  return async (options = {}) => {
    const { address, remove } = await place();
    const database = await openDatabase({ ...address, ...options });
    opened.push({
      async close() {
        await database.close();
        await remove();
      },
    });
    return databaseStore(database, address);
  };
}

/** The master key of the tests' own databases. */
export const MASTER_KEY = Buffer.alloc(KEY_BYTES, 'the master key of tests');

/** The ports on an open database; also for a second connection to one. */
export function databaseStore(
  database: Database,
  address: DatabaseStore['address'],
  clock = testClock(),
  masterKey: Uint8Array = MASTER_KEY,
): DatabaseStore {
  const session = makeSession(database, makeVault(masterKey));
  const ports = persistentPorts(session, clock, systemEntropy, demoInstitution());
  const all = (table: TableName) => session.query().selectFrom(table).selectAll().execute();
  return {
    database,
    session,
    address,
    ports,
    clock,
    async dump() {
      // One after the other: all at once would take as many connections from the one cluster.
      const rows: Record<string, string[]> = {};
      for (const { meta } of tables) {
        const name = meta.name as TableName;
        const stored: readonly object[] = await all(name);
        const found = isSealedTable(name) ? await opened(session, name, stored as never) : stored;
        rows[name] = found.map((row) => JSON.stringify(row)).sort();
      }
      return rows;
    },
    count: async (table) => (await all(table)).length,
    async outbox() {
      const query = session.query().selectFrom('outbox_message').selectAll().orderBy('id');
      const rows = await opened(session, 'outbox_message', await query.execute());
      return rows.map((row) => ({ ...row, data: JSON.parse(row.data) }));
    },
    async auditEntries() {
      const query = session.query().selectFrom('audit_entry').select('id').orderBy('id');
      const ids = (await query.execute()).map(({ id }) => id);
      const entries = await ports.auditTrail.find(ids);
      return entries.sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
}

/** A place for a SQLite file, which is removed with everything beside it. */
async function emptyFile() {
  const folder = mkdtempSync(join(tmpdir(), 'clearline-'));
  return {
    address: { sqlitePath: join(folder, 'test.db') },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

let migratedFile: Promise<Uint8Array> | undefined;

async function sqliteFile(): Promise<Place> {
  migratedFile ??= makeMigratedFile();
  const bytes = await migratedFile;
  const place = await emptyFile();
  writeFileSync(place.address.sqlitePath, bytes);
  return place;
}

async function makeMigratedFile(): Promise<Uint8Array> {
  const { address, remove } = await emptyFile();
  await migrated(address);
  const bytes = readFileSync(address.sqlitePath);
  await remove();
  return bytes;
}

async function postgresDatabase(): Promise<Place> {
  const template = await ensureTemplate((url) => migrated({ url }));
  const { url, drop } = await createDatabase(template);
  return { address: { url }, remove: drop };
}

async function migrated(address: DatabaseStore['address']): Promise<void> {
  const database = await openDatabase(address);
  await database.migrate();
  await database.close();
}
