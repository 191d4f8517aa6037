/** Empty places for a server's data, on SQLite and on PostgreSQL, and a look into them from outside. */
import { join } from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { masterKeyOf } from '../../src/infrastructure/persistence/master-key.js';
import { openDatabase } from '../../src/infrastructure/persistence/orm.js';
import { createDatabase, describePostgres } from './postgres.js';
import { type Environment, temporaryFolder } from './process.js';
import { type DatabaseStore, databaseStore, testClock } from './stores.js';

export interface Place {
  /** `DATA_DIR` and, for PostgreSQL, `DATABASE_URL`. */
  readonly env: Environment;
  /** Where the demo's keys are. */
  readonly dataDir: string;
  /** Looks into the database over a connection of the test's own, which is closed afterwards. */
  look<T>(work: (store: DatabaseStore) => Promise<T>): Promise<T>;
}

/** Runs the tests for servers on SQLite and for servers on PostgreSQL. */
export function describePlaces(body: (makePlace: () => Promise<Place>) => void): void {
  describe('SQLite', () => {
    body(async () => {
      const dataDir = temporaryFolder();
      return placeOf(dataDir, { DATA_DIR: dataDir }, { sqlitePath: join(dataDir, 'clearline.db') });
    });
  });
  describePostgres('PostgreSQL', () => {
    const drops: (() => Promise<void>)[] = [];
    afterAll(async () => {
      for (const drop of drops) await drop();
    });
    body(async () => {
      const { url, drop } = await createDatabase();
      drops.push(drop);
      const dataDir = temporaryFolder();
      return placeOf(dataDir, { DATA_DIR: dataDir, DATABASE_URL: url }, { url });
    });
  });
}

/** Waits until PostgreSQL has noticed that nobody is there: a commit may still be on its way. */
export async function quiet({ env, look }: Place): Promise<void> {
  if (!('DATABASE_URL' in env)) return;
  const others = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;
  await look(async ({ database }) => {
    for (;;) {
      const [row] = await database.orm.em.fork().getConnection().execute(others);
      if (row.n === 0) return;
    }
  });
}

const placeOf = (dataDir: string, env: Environment, address: DatabaseStore['address']): Place => ({
  dataDir,
  env,
  async look(work) {
    const { key } = await masterKeyOf({ dataDir });
    const database = await openDatabase(address);
    try {
      return await work(databaseStore(database, address, testClock(), key));
    } finally {
      await database.close();
    }
  },
});
