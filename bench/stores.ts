/**
 * The databases of the closing bench: one is filled, the others are copies of it, so that both sides
 * close the same accounts.
 */
import { statSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseOptions } from '../src/infrastructure/persistence/orm.js';
import { databaseFile } from './portfolio.js';

export const COPIES = ['recorded', 'ours', 'reference'] as const;
export type Copy = (typeof COPIES)[number];

export interface Place {
  readonly dialect: 'sqlite' | 'postgresql';
  /** Where the filled database is. */
  readonly filled: DatabaseOptions;
  /** Makes the copies, once the filled one is closed. */
  copy(): Promise<Readonly<Record<Copy, DatabaseOptions>>>;
  /** How far the log of a database has come, in bytes, while nothing has emptied it. */
  written(options: DatabaseOptions): Promise<number>;
  /** Removes whatever does not lie in the bench's folder. */
  remove(): Promise<void>;
}

/** Files under a folder; each copy has a folder of its own, as a gateway's data folder. */
export async function sqlitePlace(folder: string): Promise<Place> {
  return {
    dialect: 'sqlite',
    filled: { sqlitePath: join(folder, 'filled.db') },
    async copy() {
      const copies = {} as Record<Copy, DatabaseOptions>;
      for (const name of COPIES) {
        await mkdir(join(folder, name), { recursive: true });
        const sqlitePath = databaseFile(join(folder, name));
        await copyFile(join(folder, 'filled.db'), sqlitePath);
        copies[name] = { sqlitePath };
      }
      return copies;
    },
    written: async ({ sqlitePath }) =>
      statSync(`${sqlitePath}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    remove: async () => undefined,
  };
}

/** The tests' throw-away server; undefined where npm has no binaries of PostgreSQL. */
export async function postgresPlace(): Promise<Place | undefined> {
  const support = (name: string) =>
    import(new URL(`../../test/support/${name}.mjs`, import.meta.url).href);
  const { binaryEntry } = await support('postgres-binaries');
  if (binaryEntry() === undefined) return undefined;
  const { startCluster, removeCluster } = await support('postgres-cluster');
  const cluster: { root: string; url: string } = await startCluster(process.pid);
  const urlOf = (name: string): string => new URL(`/${name}`, cluster.url).href;
  const admin = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const written = async (): Promise<number> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    try {
      const lsn = "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes";
      return Number((await client.query<{ bytes: string }>(lsn)).rows[0]?.bytes);
    } finally {
      await client.end();
    }
  };
  await admin('create database filled');
  return {
    dialect: 'postgresql',
    filled: { url: urlOf('filled') },
    async copy() {
      await admin(...COPIES.map((name) => `create database ${name} template filled`));
      return Object.fromEntries(COPIES.map((name) => [name, { url: urlOf(name) }])) as Record<
        Copy,
        DatabaseOptions
      >;
    },
    written,
    remove: () => removeCluster(cluster.root),
  };
}
