/**
 * Opens the database: SQLite by default, PostgreSQL by URL. MikroORM owns the schema, the
 * migrations, the pool and the transactions; statements are few, set-based and bound, through its
 * Kysely. Isolation is named: PostgreSQL runs read committed with row locks, SQLite begin immediate.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { MikroORM } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import {
  type AbstractSqlConnection,
  type InferKyselyDB,
  type SqlEntityManager,
  SqliteDriver,
} from '@mikro-orm/sql';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { DatabaseUnreachable } from '../start-refusal.js';
import { migrations } from './migrations/list.js';
import { type StatementListener, sqliteDialect } from './sqlite.js';
import { tables } from './tables.js';

export type Tables = InferKyselyDB<(typeof tables)[number]>;
export type Query = Kysely<Tables>;

export interface DatabaseOptions {
  /** `postgresql://…`; without it `sqlitePath` is used. */
  readonly url?: string;
  readonly sqlitePath?: string;
  readonly poolMax?: number;
  /** Hears every statement; used to count them. */
  readonly onStatement?: StatementListener;
}

export interface Database {
  readonly orm: MikroORM;
  readonly dialect: 'sqlite' | 'postgresql';
  /** A fresh unit of work outside any transaction. */
  fork(): SqlEntityManager;
  /** Where statements and transactions run that need no unit of work. */
  readonly connection: AbstractSqlConnection;
  migrate(): Promise<void>;
  close(): Promise<void>;
}

const INT8 = 20;

/** bigint comes as text; past 2^53 it would be rounded silently, so it is refused. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a stored amount left the safe integers');
  return value;
}

/** Connects; applies nothing. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const dialect = options.url === undefined ? 'sqlite' : 'postgresql';
  const orm = (await MikroORM.init({
    ...(dialect === 'sqlite' ? sqliteConfig(options) : postgresConfig(options)),
    entities: [...tables],
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations,
      snapshot: false,
      tableName: 'migration',
      transactional: true,
      silent: true,
    },
  } as Parameters<typeof MikroORM.init>[0])) as unknown as MikroORM;
  const fork = (): SqlEntityManager => orm.em.fork() as SqlEntityManager;
  return {
    orm,
    dialect,
    fork,
    connection: fork().getConnection(),
    migrate: () => (dialect === 'sqlite' ? migrateFile(orm) : migrateOnce(orm, options)),
    close: () => orm.close(true),
  };
}

function sqliteConfig(options: DatabaseOptions) {
  const path = options.sqlitePath ?? ':memory:';
  return {
    driver: SqliteDriver,
    dbName: path,
    driverOptions: sqliteDialect(path, options.onStatement),
  };
}

function postgresConfig(options: DatabaseOptions) {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, parseInt8);
  return {
    driver: PostgreSqlDriver,
    clientUrl: options.url,
    pool: { min: 0, max: options.poolMax ?? 10 },
    driverOptions: {
      // MikroORM reads only host, port, names and password from a URL; the driver also `sslmode` …
      connectionString: options.url,
      types,
      onPoolCreated: (pool: pg.Pool) => {
        if (options.onStatement) listen(pool, options.onStatement);
      },
    },
  };
}

function listen(pool: pg.Pool, heard: StatementListener): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      type Statement = string | { text?: string; values?: unknown[] } | undefined;
      const [first, values] = args as [Statement, unknown];
      const { text = '', values: own } =
        typeof first === 'string' ? { text: first } : (first ?? {});
      heard(text, own ?? (Array.isArray(values) ? values : []));
      return query(...args);
    }) as typeof client.query;
  });
}

const applyMigrations = async (orm: MikroORM): Promise<void> => {
  await orm.migrator.up();
};

const MIGRATION_PATIENCE_MS = 30_000;

/**
 * A server and an import that start at once on one file: whoever comes second fails on what the
 * first one has made or holds, keeps nothing of its own, and then finds nothing left to do.
 */
async function migrateFile(orm: MikroORM): Promise<void> {
  const giveUpAt = performance.now() + MIGRATION_PATIENCE_MS;
  for (;;) {
    try {
      await applyMigrations(orm);
      return;
    } catch (error) {
      const other = /already exists|database is locked/.test((error as Error).message);
      if (!other || performance.now() > giveUpAt) throw error;
      await sleep(50);
    }
  }
}

/** Any number, the same for everyone who migrates a Clearline database. */
const MIGRATION_LOCK = 7_240_551;

/** An address that nobody answers at would otherwise keep a start waiting for minutes. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Two servers that start at once take turns: the second finds nothing left to do. */
async function migrateOnce(orm: MikroORM, options: DatabaseOptions): Promise<void> {
  const client = new pg.Client({
    connectionString: options.url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  await client.connect().catch((cause: Error) => {
    // Where a name has several addresses, each has an error of its own and the whole has no words.
    const { message } = cause instanceof AggregateError ? cause.errors[0] : cause;
    throw new DatabaseUnreachable(message, { cause });
  });
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await applyMigrations(orm);
  } finally {
    await client.end();
  }
}
