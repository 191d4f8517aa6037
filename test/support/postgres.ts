/**
 * Real PostgreSQL databases for tests. One server runs for the whole test run; each caller gets a
 * database of its own, copied from a template that was migrated once (a copy costs some 30 ms).
 */
import { randomBytes } from 'node:crypto';
import { describe } from '@jest/globals';
import pg from 'pg';

/** Why this machine has no server and how to get one; undefined when there is one. */
export const postgresMissing: string | undefined = process.env.CLEARLINE_TEST_POSTGRES_MISSING;

/** False only where npm has no binaries; true also for a server that failed to start. */
export const postgresAvailable: boolean = postgresMissing === undefined;

/** A `describe` that is reported as skipped, the reason in its name, where no server can be. */
export function describePostgres(name: string, body: () => void): void {
  if (postgresAvailable) describe(name, body);
  else describe.skip(`${name} (skipped: ${postgresMissing})`, body);
}

export interface TestDatabase {
  /** `postgresql://…` connection string of a superuser. */
  readonly url: string;
  /** Ends whatever is still connected and removes the database. */
  drop(): Promise<void>;
}

/** Makes a database: a copy of `template` (from {@link ensureTemplate}) or an empty one. */
export async function createDatabase(template?: string): Promise<TestDatabase> {
  const name = `${prefix()}${randomBytes(6).toString('hex')}`;
  await withAdmin((admin) =>
    admin.query(`CREATE DATABASE "${name}"${template ? ` TEMPLATE "${template}"` : ''}`),
  );
  return {
    url: databaseUrl(name),
    drop: () =>
      withAdmin(async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      }),
  };
}

/**
 * The name of the run's template database. The first caller makes it with `migrate`; callers in
 * other workers wait for that. A migration that throws leaves no template, and the next one tries.
 */
export function ensureTemplate(migrate: (url: string) => Promise<void>): Promise<string> {
  const name = `${prefix()}template`;
  return withAdmin(async (admin) => {
    // Held until the connection ends; hashtext makes the run's name the lock's number.
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const made = await admin.query(
      'SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate',
      [name],
    );
    if (made.rowCount === 0) {
      await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.query(`CREATE DATABASE "${name}"`);
      await migrate(databaseUrl(name));
      // No connection may stay open, or copying it would be refused.
      await admin.query(`ALTER DATABASE "${name}" WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
    }
    return name;
  });
}

const prefix = (): string => `clearline_${process.env.CLEARLINE_TEST_RUN}_`;

function serverUrl(): string {
  const url = process.env.CLEARLINE_TEST_POSTGRES;
  if (url) return url;
  const reason = process.env.CLEARLINE_TEST_POSTGRES_ERROR ?? postgresMissing;
  throw new Error(`no PostgreSQL server for the tests: ${reason}`);
}

function databaseUrl(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

async function withAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: databaseUrl('postgres') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
