/**
 * A gateway killed with SIGKILL while reviewers' decisions are being undone. After the restart each
 * case is as if nobody had decided it or overturned whole, with all that the decision had caused; and
 * the same keys, sent again, overturn each case once.
 */
import { expect, jest, test } from '@jest/globals';
import { type Chance, chanceOf } from '../../src/infrastructure/demo/chance.js';
import { type Before, linkedIn, overturningOf, standingOf } from '../support/overturned.js';
import {
  casesReady,
  type Decided,
  overturn,
  type ReadyCase,
  UnexpectedAnswer,
} from '../support/overturning.js';
import { describePlaces, type Place, quiet } from '../support/places.js';
import { demoToken, type Gateway, STEP_UP, startGateway } from '../support/process.js';
import { faultsIn, madeWithoutKey } from '../support/whole.js';

/** Some fifteen seconds on a machine with nothing else to do. */
jest.setTimeout(180_000);

const CUSTOMERS = '60';
const ROUNDS = 5;
const CLIENTS = 8;
const SEED = 20_261_122;
/** How many cases the gateway decides, at most, and how long it goes on, before it is killed. */
const DECIDED = 4;
const LONGER_MS = [0, 30] as const;

interface Sent {
  readonly decided: Map<ReadyCase, Decided>;
  readonly unanswered: readonly ReadyCase[];
}

/** Each client overturns one case after the other, until all are sent or the gateway is gone. */
async function overturnAll(
  { url }: Gateway,
  { dataDir }: Place,
  cases: readonly ReadyCase[],
  whenDecided: (count: number) => void = () => undefined,
): Promise<Sent> {
  const token = await demoToken(dataDir, { persona: 'reviewer', stepUp: STEP_UP });
  const left = [...cases];
  const decided = new Map<ReadyCase, Decided>();
  const unanswered: ReadyCase[] = [];
  const client = async (): Promise<void> => {
    for (let next = left.shift(); next && unanswered.length === 0; next = left.shift()) {
      const each = next;
      const answer = await overturn(url, token, each).catch((error: unknown) => {
        if (error instanceof UnexpectedAnswer) throw error;
        return undefined;
      });
      if (answer) {
        decided.set(each, answer);
        whenDecided(decided.size);
      } else unanswered.push(each);
    }
  };
  whenDecided(0);
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { decided, unanswered };
}

async function overturnUntilKilled(
  gateway: Gateway,
  place: Place,
  cases: readonly ReadyCase[],
  chance: Chance,
): Promise<Sent> {
  const killAfter = chance.below(DECIDED + 1);
  const longerMs = chance.between(...LONGER_MS);
  const sent = await overturnAll(gateway, place, cases, (count) => {
    if (count === killAfter) setTimeout(() => gateway.kill('SIGKILL'), longerMs);
  });
  // Where too few cases were left for that many.
  gateway.kill('SIGKILL');
  expect(await gateway.ended).toMatchObject({ signal: 'SIGKILL', stderr: '' });
  await quiet(place);
  return sent;
}

/** Sends what was decided once more: the same answers, and nothing changes but who has looked. */
async function expectReplays(gateway: Gateway, place: Place, decided: Sent['decided']) {
  const kept = () =>
    place.look(async ({ dump }) => {
      const { file_access: _looks, ...rows } = await dump();
      return rows;
    });
  const before = await kept();
  const again = await overturnAll(gateway, place, [...decided.keys()]);
  expect(again.decided.size).toBe(decided.size);
  for (const [each, answer] of again.decided) expect(answer).toEqual(decided.get(each));
  expect(await kept()).toEqual(before);
}

describePlaces((makePlace) => {
  test('an overturning that is killed is undone or done, and its key completes it once', async () => {
    const place = await makePlace();
    const env = { ...place.env, DEMO_CUSTOMERS: CUSTOMERS };
    let gateway = await startGateway(env);
    const atFirst = await place.look(standingOf);
    const cases = await casesReady(gateway, place);
    const ready = await place.look(standingOf);
    const before: Before = { atFirst, ready };
    expect(faultsIn(ready)).toEqual([]);
    expect(cases.length).toBeGreaterThan(ROUNDS * DECIDED);
    expect(cases.filter((each) => linkedIn(each, ready) > 0).length).toBeGreaterThan(5);

    const chance = chanceOf(SEED);
    const decided: Sent['decided'] = new Map();
    const unansweredAnd = { UNDONE: 0, DONE: 0 };
    for (let round = 1; round <= ROUNDS; round += 1) {
      const left = cases.filter((each) => !decided.has(each));
      const sent = await overturnUntilKilled(gateway, place, left, chance);
      for (const [each, answer] of sent.decided) decided.set(each, answer);
      gateway = await startGateway(env);
      const now = await place.look(standingOf);
      const stands = new Map(cases.map((each) => [each, overturningOf(each, now, before)]));
      expect([...stands.values()].filter((each) => typeof each !== 'string')).toEqual([]);
      expect(faultsIn(now)).toEqual([]);
      for (const each of decided.keys()) expect(stands.get(each)).toBe('DONE');
      for (const each of sent.unanswered) {
        unansweredAnd[stands.get(each) as keyof typeof unansweredAnd] += 1;
      }
    }
    // Or the rounds have shown nothing.
    expect(decided.size).toBeGreaterThan(0);
    expect(unansweredAnd.UNDONE).toBeGreaterThan(ROUNDS);

    const rest = await overturnAll(
      gateway,
      place,
      cases.filter((each) => !decided.has(each)),
    );
    for (const [each, answer] of rest.decided) decided.set(each, answer);
    expect(decided.size).toBe(cases.length);
    const atLast = await place.look(standingOf);
    for (const each of cases) expect(overturningOf(each, atLast, before)).toBe('DONE');
    expect(faultsIn(atLast)).toEqual([]);
    expect(madeWithoutKey(atLast, ready)).toEqual([]);
    await expectReplays(gateway, place, decided);
    gateway.kill('SIGTERM');
    await gateway.ended;
  });
});
