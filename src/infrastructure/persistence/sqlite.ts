/**
 * Node's own SQLite under Kysely. Every transaction begins immediate, so that two processes on one
 * file (a server and an import) wait for each other instead of failing half way; the wait is a
 * retry that lets this process go on with other work meanwhile.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  type SqliteDialect,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

const BUSY_TIMEOUT_MS = 20;
const BEGIN_PATIENCE_MS = 30_000;
const MAX_CACHED_STATEMENTS = 500;

/** Called with every statement that reaches the database and its bound values, in order. */
export type StatementListener = (sql: string, values: readonly unknown[]) => void;

const SQLITE_BUSY = 5;

/** Another connection holds the file; the extended codes of the same error have it in their low byte. */
const isBusy = (error: unknown): boolean =>
  (((error as { errcode?: number } | undefined)?.errcode ?? 0) & 0xff) === SQLITE_BUSY;

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const giveUpAt = performance.now() + BEGIN_PATIENCE_MS;
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > giveUpAt) throw error;
        await sleep(pause + Math.random() * pause);
      }
    }
  }
}

/** Opens a file with write-ahead log and full synchronisation. */
function openDatabase(path: string, heard: StatementListener | undefined) {
  const db = new DatabaseSync(path);
  db.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  withPatience(() => db.exec('pragma journal_mode = wal'));
  db.exec('pragma synchronous = full');
  db.exec('pragma foreign_keys = on');
  // What is erased is overwritten in the file; otherwise its bytes stay until they are used again.
  db.exec('pragma secure_delete = on');
  const cache = new Map<string, Statement>();
  return {
    prepare(sql: string): Statement {
      let statement = cache.get(sql);
      if (!statement) {
        if (cache.size >= MAX_CACHED_STATEMENTS) cache.clear();
        statement = statementOf(db.prepare(sql), sql, heard);
        cache.set(sql, statement);
      }
      return statement;
    },
    close: () => db.close(),
  };
}

type Statement = ReturnType<typeof statementOf>;

/** A statement in the shape that Kysely's driver expects. */
function statementOf(statement: StatementSync, sql: string, heard: StatementListener | undefined) {
  type Values = Parameters<StatementSync['all']>;
  return {
    reader: /^\s*(select|pragma|explain|with)\b/i.test(sql) || /\breturning\b/i.test(sql),
    all(values: readonly unknown[]) {
      heard?.(sql, values);
      return statement.all(...(values as Values));
    },
    run(values: readonly unknown[]) {
      heard?.(sql, values);
      return statement.run(...(values as Values));
    },
    iterate(values: readonly unknown[]) {
      heard?.(sql, values);
      return statement.iterate(...(values as Values)) as IterableIterator<unknown>;
    },
  };
}

/** Another process may hold the file while it sets the log mode; this happens once, at opening. */
function withPatience(work: () => void): void {
  for (let attempt = 0; ; attempt += 1) {
    try {
      work();
      return;
    } catch (error) {
      if (!isBusy(error) || attempt >= 200) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
    }
  }
}

/** The Kysely dialect for a SQLite file path (or `:memory:`). */
export function sqliteDialect(path: string, heard?: StatementListener): Dialect {
  const config = { database: async () => openDatabase(path, heard) };
  return {
    createDriver: (): Driver => new ImmediateDriver(config as never),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  } satisfies Dialect & Partial<SqliteDialect>;
}
