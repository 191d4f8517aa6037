/** Starts on a fresh database, on an older one, and of two servers at once on one. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { migrations } from '../../src/infrastructure/persistence/migrations/list.js';
import { describePlaces, type Place } from '../support/places.js';
import { demoToken, type Environment, type Gateway, startGateway } from '../support/process.js';

const CUSTOMERS = 60;
const MIGRATIONS = migrations.map(({ name }) => name);
const LINES = '{ myLiabilities { accounts { edges { node { id } } } } }';

const started: Gateway[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) {
    each.kill('SIGTERM');
    await each.ended;
  }
});

async function gateway({ env }: Place, over: Environment = {}): Promise<Gateway> {
  const made = await startGateway({ ...env, DEMO_CUSTOMERS: String(CUSTOMERS), ...over });
  started.push(made);
  return made;
}

async function linesAt(server: Gateway, { dataDir }: Place): Promise<{ node: { id: string } }[]> {
  const token = await demoToken(dataDir, { persona: 'borrower-clear' });
  const { body } = await server.query(token, LINES);
  return body.data.myLiabilities.accounts.edges;
}

/** What the database holds: the portfolio once, a first assessment of each customer, one card. */
const seen = ({ look }: Place) =>
  look(async ({ database, count }) => ({
    migrations: (await database.orm.migrator.getExecuted()).map(({ name }) => name),
    customers: await count('customer'),
    // One for each customer, and one that says that the portfolio is whole.
    records: await count('source_record'),
    assessments: await count('assessment'),
    scorecards: await count('scorecard'),
  }));

const SEEDED_ONCE = {
  migrations: MIGRATIONS,
  customers: CUSTOMERS,
  records: CUSTOMERS + 1,
  assessments: CUSTOMERS,
  scorecards: 1,
};

describePlaces((makePlace) => {
  test('a fresh database is migrated and seeded once, also over a restart', async () => {
    const place = await makePlace();
    const first = await gateway(place);
    expect(first.stdout()).toContain(
      'DATABASE_URL' in place.env ? 'data: PostgreSQL' : `data: SQLite in ${place.dataDir}`,
    );
    const lines = await linesAt(first, place);
    expect(lines).toHaveLength(3);
    expect(await seen(place)).toEqual(SEEDED_ONCE);
    first.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, stderr: '' });
    const second = await gateway(place);
    expect(await linesAt(second, place)).toEqual(lines);
    expect(await seen(place)).toEqual(SEEDED_ONCE);
  });

  test('two servers that start at once both come up; one portfolio is seeded', async () => {
    const place = await makePlace();
    const both = await Promise.all([gateway(place), gateway(place)]);
    expect(both[0].url).not.toBe(both[1].url);
    const [here, there] = await Promise.all(both.map((each) => linesAt(each, place)));
    expect(here).toHaveLength(3);
    expect(there).toEqual(here);
    expect(await seen(place)).toEqual(SEEDED_ONCE);
  });

  test('a server killed while it seeds leaves the rest to the next start', async () => {
    const place = await makePlace();
    const server = gateway(place).catch((error: Error) => error);
    const somebody = async () =>
      place.look(async ({ count }) => (await count('customer')) > 0).catch(() => false);
    while (!(await somebody())) await new Promise((soon) => setTimeout(soon, 5));
    started.at(-1)?.kill('SIGKILL');
    await server;
    const next = await gateway(place);
    expect(await linesAt(next, place)).toHaveLength(3);
    expect(await seen(place)).toEqual(SEEDED_ONCE);
  });

  test('a database that the first migration made is brought up to date by the start', async () => {
    const place = await makePlace();
    const [first] = MIGRATIONS;
    await place.look(({ database }) => database.orm.migrator.up({ to: first }));
    await gateway(place);
    expect(await seen(place)).toEqual(SEEDED_ONCE);
  });
});

describe('the list of migrations', () => {
  test('has more than the first one, or the test above shows nothing', () => {
    expect(MIGRATIONS.length).toBeGreaterThan(1);
  });
});
