/** How a server ends: in order, soon, and never as an orphan. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { describePlaces } from '../support/places.js';
import {
  ask,
  demoToken,
  plainEnvironment,
  start,
  startGateway,
  temporaryFolder,
} from '../support/process.js';

const SOON_MS = 2_000;

/** Sends the start of a request, and then nothing. */
function halfRequest(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((connected, failed) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        'POST /graphql HTTP/1.1\r\nhost: clearline\r\ncontent-type: application/json\r\n' +
          'content-length: 99\r\n\r\n{',
      );
      connected(socket);
    });
    socket.on('error', failed);
  });
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends a server soon, with code 0', async (signal) => {
  const dataDir = temporaryFolder();
  const gateway = await startGateway({ DATA_DIR: dataDir, DEMO_CUSTOMERS: '3' });
  const token = await demoToken(dataDir, { persona: 'agent' });
  // A connection that is kept alive, one that is idle, and one with half a request on it.
  expect(await gateway.query(token, '{ clock { now } }')).toMatchObject({ status: 200 });
  const half = await halfRequest(gateway.url);
  half.on('error', () => {});
  const from = performance.now();
  gateway.kill(signal);
  expect(await gateway.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(performance.now() - from).toBeLessThan(SOON_MS);
  half.destroy();
});

describePlaces((makePlace) => {
  test('a request on its way is answered before the server ends; nobody new is let in', async () => {
    const place = await makePlace();
    const gateway = await startGateway({ ...place.env, DEMO_CUSTOMERS: '150' });
    const token = await demoToken(place.dataDir, { persona: 'service' });
    let answered = false;
    const asked = gateway
      .query(
        token,
        'mutation { advanceClock(by: "P180D") { done { statementsMade } errors { code } } }',
      )
      .finally(() => {
        answered = true;
      });
    // The work of six months has begun when its first statements are there, and is long not done.
    await place.look(async ({ count }) => {
      const atFirst = await count('statement');
      while ((await count('statement')) === atFirst) await sleep(2);
    });
    expect(answered).toBe(false);
    gateway.kill('SIGTERM');
    const isLetIn = () =>
      ask(gateway.url, token, '{ clock { now } }').then(
        ({ status }) => status === 200,
        () => false,
      );
    while (await isLetIn()) await sleep(5);
    expect(answered).toBe(false);
    const { status, body } = await asked;
    expect(status).toBe(200);
    expect(body.data.advanceClock.errors).toEqual([]);
    expect(body.data.advanceClock.done.statementsMade).toBeGreaterThan(300);
    expect(await gateway.ended).toMatchObject({ code: 0, stderr: '' });
  });
});

test.each(['SIGTERM', 'SIGKILL'] as const)('%s to npm start leaves no orphan', async (signal) => {
  const env = { DATA_DIR: temporaryFolder(), DEMO_CUSTOMERS: '3', PORT: '0' };
  const npm = start('npm', ['start'], plainEnvironment(env));
  const [, url = ''] = await npm.prints(/serves GraphQL at (\S+)/);
  const from = performance.now();
  npm.kill(signal);
  // The output closes when the last process that holds it has ended: npm, its shell, the server.
  await npm.ended;
  expect(performance.now() - from).toBeLessThan(SOON_MS);
  await expect(ask(url, undefined, '{ clock { now } }')).rejects.toThrow('fetch failed');
});
