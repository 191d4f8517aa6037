/** How long a server waits: for requests to arrive, and for work and answers when it is to end. */
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { Ports } from '../../src/application/ports.js';
import { PATIENCE, type Patience } from '../../src/infrastructure/graphql/connections.js';
import { makeServer } from '../../src/infrastructure/graphql/server.js';
import { startWorker } from '../../src/infrastructure/runtime.js';

let server: FastifyInstance | undefined;
afterEach(() => server?.close());

/** A server whose `/health/ready` takes as long as is said. */
async function serverWith(pingMs: number, patience?: Patience): Promise<number> {
  server = await makeServer({
    ports: {} as Ports,
    stepUp: { satisfiedBy: () => false, challenge: () => '' } as never,
    authenticate: () => Promise.reject(new Error('nobody')),
    rejection: () => undefined,
    demo: true,
    maxBodyBytes: 1024,
    onDefect: () => {},
    ping: () => sleep(pingMs),
    ...(patience && { patience }),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  return (server.server.address() as AddressInfo).port;
}

/** Sends bytes; resolves with all that came back when the connection ends. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((done) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => done(text));
  });
}

const HALF =
  'POST /graphql HTTP/1.1\r\nhost: c\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{';
const SLOW = 'GET /health/ready HTTP/1.1\r\nhost: c\r\n\r\n';

describe('requests', () => {
  test('have half a minute to arrive, which limits no answer', async () => {
    const port = await serverWith(800, { receiveMs: 200, answerMs: 10_000 });
    const [half, slow] = await Promise.all([
      exchange(port, HALF),
      exchange(port, SLOW.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n')),
    ]);
    expect(half).toMatch(/^HTTP\/1\.1 408 /);
    expect(slow).toMatch(/^HTTP\/1\.1 200 /);
    await server?.close();
    await serverWith(0);
    expect(server?.server.headersTimeout).toBe(30_000);
    expect(PATIENCE).toEqual({ receiveMs: 30_000, answerMs: 10_000 });
  });

  test('that are whole when the server ends are answered, also with one that is not', async () => {
    const port = await serverWith(400);
    const all = [SLOW, HALF, ''].map((bytes) => exchange(port, bytes));
    await sleep(100);
    await server?.close();
    const [slow, half, idle] = await Promise.all(all);
    expect(slow).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"status":"ok"\}$/);
    expect(half).toBe('');
    expect(idle).toBe('');
  });

  test('that take longer than the deadline are cut', async () => {
    const port = await serverWith(1_500, { receiveMs: 30_000, answerMs: 200 });
    const slow = exchange(port, SLOW);
    await sleep(100);
    await server?.close();
    expect(await slow).toBe('');
  });
});

describe('the worker', () => {
  test('ends between two transactions, and a transaction is not cut short', async () => {
    const done = { begun: 0, ended: 0 };
    const inTransaction: Ports['inTransaction'] = async (work) => {
      done.begun += 1;
      await sleep(20);
      const result = await work({ abandon: () => {} });
      done.ended += 1;
      return result;
    };
    const errors: unknown[] = [];
    const work = async (ports: Ports): Promise<void> => {
      const failed: unknown[] = [];
      const batch = () => ports.inTransaction(async () => {});
      for (let at = 0; at < 100; at += 1) await batch().catch((error) => failed.push(error));
      if (failed.length > 0) throw new AggregateError(failed, 'some due work failed');
    };
    const stop = startWorker({ inTransaction } as Ports, work, (error) => errors.push(error));
    await sleep(50);
    await stop();
    expect(done.begun).toBeGreaterThan(0);
    expect(done.begun).toBeLessThan(100);
    expect(done.ended).toBe(done.begun);
    expect(errors).toEqual([]);
  });
});
