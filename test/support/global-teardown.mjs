/** After all tests: the run's own server ends; a server given from outside loses our databases. */
import { once } from 'node:events';
import pg from 'pg';

export default async function tearDown() {
  const keeper = globalThis.postgresKeeper;
  if (keeper && keeper.exitCode === null) {
    const gone = once(keeper, 'exit');
    keeper.stdin.end();
    await gone;
  }
  if (process.env.TEST_POSTGRES_URL) await dropDatabases(process.env.TEST_POSTGRES_URL);
}

async function dropDatabases(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [`clearline_${process.env.CLEARLINE_TEST_RUN}_`],
    );
    for (const { datname } of rows) {
      await client.query(`ALTER DATABASE "${datname}" WITH IS_TEMPLATE false`);
      await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}
