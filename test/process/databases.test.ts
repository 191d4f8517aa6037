/** Starts on a fresh database, on an older one, and of two servers at once on one. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migrations } from '../../src/infrastructure/persistence/migrations/list.js';
import { describePlaces, type Place } from '../support/places.js';
import {
  demoToken,
  type Environment,
  type Gateway,
  launchGateway,
  startGateway,
} from '../support/process.js';

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

/** Two servers; on PostgreSQL they are held back until both are about to change the database. */
function twoAtOnce(place: Place): Promise<[Gateway, Gateway]> {
  const start = () => Promise.all([gateway(place), gateway(place)]);
  if (!('DATABASE_URL' in place.env)) return start();
  return place.look(async ({ session }) => {
    const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    const { started } = await session
      .query()
      .transaction()
      .execute(async (held) => {
        // Nobody can make a table meanwhile.
        await sql`lock table pg_class in share row exclusive mode`.execute(held);
        const started = start();
        let ended = false;
        started.catch(() => {
          ended = true;
        });
        while (!ended && (await waiting.execute(session.query())).rows[0]?.n !== 2) {
          await new Promise((soon) => setTimeout(soon, 10));
        }
        return { started };
      });
    return started;
  });
}

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
    const both = await twoAtOnce(place);
    expect(both[0].url).not.toBe(both[1].url);
    const [here, there] = await Promise.all(both.map((each) => linesAt(each, place)));
    expect(here).toHaveLength(3);
    expect(there).toEqual(here);
    expect(await seen(place)).toEqual(SEEDED_ONCE);
  });

  test('a server killed while it seeds leaves the rest to the next start', async () => {
    const place = await makePlace();
    const many = 400;
    const env = { DEMO_CUSTOMERS: String(many) };
    const server = launchGateway({ ...place.env, ...env });
    const seeded = await place.look(async ({ count }) => {
      const customers = () => count('customer').catch(() => 0);
      while ((await customers()) === 0) await new Promise((soon) => setTimeout(soon, 2));
      server.kill('SIGKILL');
      await server.ended;
      return customers();
    });
    expect(seeded).toBeGreaterThan(0);
    expect(seeded).toBeLessThan(many);
    await gateway(place, env);
    const whole = { customers: many, records: many + 1, assessments: many };
    expect(await seen(place)).toEqual({ ...SEEDED_ONCE, ...whole });
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
