/**
 * A gateway killed with SIGKILL at work. Whatever it had acknowledged is there whole after the
 * restart, nothing is there in part, and every key that the clients send again does what it did, or
 * does now, once.
 */
import { expect, jest, test } from '@jest/globals';
import { type Chance, chanceOf } from '../../src/infrastructure/demo/chance.js';
import { missing, resultOf, resultsOf } from '../support/acknowledged.js';
import { describePlaces, type Place, quiet } from '../support/places.js';
import { ask, demoToken, type Gateway, STEP_UP, startGateway } from '../support/process.js';
import {
  type Acknowledged,
  type Answer,
  type Ask,
  OPERATIONS,
  requestsOn,
  type Stream,
  send,
  type WorkedLine,
  work,
} from '../support/stream.js';
import { faultsIn, madeWithoutKey, type Rows, rowsOf } from '../support/whole.js';

/** Some ten seconds on a machine with nothing else to do. */
jest.setTimeout(180_000);

const ROUNDS = 3;
const CLIENTS = 8;
const SEED = 20_261_125;
/** What the gateway acknowledges, at least and at most, and how long it goes on, before it is killed. */
const ACKNOWLEDGED = [5, 40] as const;
const LONGER_MS = [0, 40] as const;

async function linesOf({ look, dataDir }: Place): Promise<WorkedLine[]> {
  const accounts = await look(({ session }) =>
    session.query().selectFrom('credit_account').selectAll().orderBy('id').execute(),
  );
  return Promise.all(
    accounts.map(async (account) => ({
      id: account.id,
      currency: account.currency,
      version: account.version,
      limitMinor: account.limit_minor,
      capabilities: account.capabilities.split(' '),
      borrowerToken: await demoToken(dataDir, {
        persona: 'borrower-clear',
        subject: account.customer_id,
        stepUp: STEP_UP,
      }),
    })),
  );
}

const askAt =
  (url: string): Ask =>
  (...question) =>
    ask(url, ...question);

const rowsIn = (place: Place): Promise<Rows> => place.look(rowsOf);

/** The line is told as it is now; everything else as it was. */
const madeOf = ({ account: _, ...made }: Answer) => made;

/** Sends every acknowledged request again: the same answers, and nothing changes. */
async function expectReplays(url: string, acknowledged: readonly Acknowledged[], place: Place) {
  const before = await place.look(({ dump }) => dump());
  const again = await Promise.all(acknowledged.map((request) => send(askAt(url), request)));
  expect(again.map(madeOf)).toEqual(acknowledged.map(({ answer }) => madeOf(answer)));
  expect(await place.look(({ dump }) => dump())).toEqual(before);
}

/** Sends what was never answered again, twice: it is done once, now or then, or refused. */
async function expectRetries(url: string, { unanswered }: Stream, rows: Rows): Promise<void> {
  const done = resultsOf(rows);
  for (const request of unanswered) {
    const answer = await send(askAt(url), request);
    const earlier = resultOf(done, request);
    if (earlier !== undefined) expect(answer).toMatchObject({ made: earlier });
    if ('made' in answer) expect(await send(askAt(url), request)).toEqual(answer);
  }
}

/** Works until the gateway is killed; what it acknowledged before and what it left open. */
async function workUntilKilled(
  gateway: Gateway,
  requests: ReturnType<typeof requestsOn>,
  chance: Chance,
  round: string,
): Promise<Stream> {
  const kill = () => gateway.kill('SIGKILL');
  const then = () => setTimeout(kill, chance.between(...LONGER_MS));
  const after = { acknowledged: Math.floor(chance.between(...ACKNOWLEDGED)), then };
  const stream = await work(askAt(gateway.url), requests, { clients: CLIENTS, round, after });
  expect(await gateway.ended).toMatchObject({ signal: 'SIGKILL', stderr: '' });
  expect(stream.unanswered.length).toBeGreaterThan(0);
  return stream;
}

describePlaces((makePlace) => {
  test('what was acknowledged is there whole, nothing else in part, every key works once', async () => {
    const place = await makePlace();
    const env = { ...place.env, DEMO_CUSTOMERS: '50' };
    let gateway = await startGateway(env);
    const service = await demoToken(place.dataDir, { persona: 'service' });
    const chance = chanceOf(SEED);
    const requests = requestsOn(await linesOf(place), service, chance);
    const atFirst = await rowsIn(place);
    expect(faultsIn(atFirst)).toEqual([]);

    const acknowledged: Acknowledged[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const stream = await workUntilKilled(gateway, requests, chance, `round-${round}`);
      acknowledged.push(...stream.acknowledged);
      await quiet(place);
      gateway = await startGateway(env);
      const rows = await rowsIn(place);
      expect(missing(acknowledged, rows)).toEqual([]);
      expect(faultsIn(rows)).toEqual([]);
      const kept = resultsOf(rows);
      expect(stream.refused.filter((each) => resultOf(kept, each) !== undefined)).toEqual([]);
      await expectReplays(gateway.url, stream.acknowledged, place);
      await expectRetries(gateway.url, stream, rows);
    }

    const rows = await rowsIn(place);
    expect(missing(acknowledged, rows)).toEqual([]);
    expect(faultsIn(rows)).toEqual([]);
    expect(madeWithoutKey(rows, atFirst)).toEqual([]);
    // Or the rounds have shown nothing.
    const worked = Object.groupBy(acknowledged, ({ operation }) => operation);
    for (const operation of OPERATIONS) expect(worked[operation]?.length).toBeGreaterThan(2);
    gateway.kill('SIGTERM');
    await gateway.ended;
  });
});
