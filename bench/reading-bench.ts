/** `explain` and `list`: the gateway against the read reference, over HTTP. */
import { deepStrictEqual } from 'node:assert/strict';
import type { CustomerId } from '../src/domain/identifiers.js';
import {
  delinquent,
  revolver,
  settled,
  transactor,
  unused,
} from '../src/infrastructure/demo/behaviours.js';
import { DEMO_PRODUCTS } from '../src/infrastructure/demo/products.js';
import { demoKeys, signDemoToken } from '../src/infrastructure/identity/demo-issuer.js';
import { type ServerProcess, startGateway, startReference } from './child.js';
import { ask, checkAnswered, load, post, type Reply, repeated } from './http-load.js';
import { alternated, figure, note } from './measure.js';
import { addCustomers, addDemo, databaseFile, openStore, withFolder } from './portfolio.js';
import { bodyFor, LINES, type ReadingName } from './reading.js';

const CLIENTS = 16;
const ROUNDS = 7;
const ROUND_MS = 1_500;
const WARM_UP_MS = 2_500;
const CUSTOMERS = 8;
const BEHAVIOURS = [settled, revolver, transactor, unused, delinquent] as const;

/** Runs one of the two and returns its result line. */
export function readingBench(name: ReadingName): Promise<object> {
  return withFolder(async (folder) => {
    note(`${name}: writing customers …`);
    const customers = await seeded(name, folder);
    const keys = await demoKeys(folder);
    const tokens = await Promise.all(
      customers.map((subject) => signDemoToken(keys, { persona: 'borrower-clear', subject })),
    );
    const bodies = customers.map((id) => bodyFor(name, id));
    const side = (port: number, requests: readonly Buffer[]): Side => ({ port, requests });
    const servers: ServerProcess[] = [];
    try {
      const gateway = await startGateway(folder);
      servers.push(gateway);
      const reference = await startReference('read-server', [
        name,
        databaseFile(folder),
        ...customers,
      ]);
      servers.push(reference);
      const ours = side(
        gateway.port,
        bodies.map((body, at) => post(body, tokens[at])),
      );
      const plain = side(
        reference.port,
        bodies.map((body) => post(body)),
      );
      const bytes = await checkEqual(ours, plain);
      return { ...(await measure(name, ours, plain)), answerBytes: bytes };
    } finally {
      for (const server of servers) await server.stop();
    }
  });
}

interface Side {
  readonly port: number;
  readonly requests: readonly Buffer[];
}

/** Customers of whom each is asked about in turn: of the demo, or with {@link LINES} lines. */
async function seeded(name: ReadingName, folder: string): Promise<CustomerId[]> {
  const store = await openStore({ sqlitePath: databaseFile(folder) });
  try {
    await addDemo(store.ports, 2);
    const lines = Array.from({ length: name === 'list' ? LINES : 3 }, (_, at) => ({
      productId: DEMO_PRODUCTS.CN[at % DEMO_PRODUCTS.CN.length]?.id ?? '',
      limitMinor: 500_000 + 10_000 * at,
      behaviour: BEHAVIOURS[at % BEHAVIOURS.length] ?? settled,
    }));
    return await addCustomers(store.ports, CUSTOMERS, lines);
  } finally {
    await store.close();
  }
}

/** The two sides must give equal answers, or there is nothing to compare. */
async function checkEqual(ours: Side, reference: Side): Promise<number> {
  let bytes = 0;
  for (const [at, request] of ours.requests.entries()) {
    const plain = reference.requests[at];
    if (!plain) throw new Error('the sides have different requests');
    const replies = [await ask(ours.port, request), await ask(reference.port, plain)] as const;
    for (const reply of replies) checkAnswered(reply);
    const [left, right] = replies.map(({ body }) => JSON.parse(body.toString()));
    deepStrictEqual(left, right);
    bytes = Math.max(bytes, replies[0].body.length);
  }
  return bytes;
}

async function measure(name: ReadingName, ours: Side, reference: Side): Promise<object> {
  const busy = { ours: 0, reference: 0 };
  const run = async (of: 'ours' | 'reference', forMs: number): Promise<number> => {
    const { port, requests } = of === 'ours' ? ours : reference;
    const round = { port, clients: CLIENTS, requests: repeated(requests, forMs), check };
    const { perSecond, generatorBusy } = await load(round);
    busy[of] = Math.max(busy[of], generatorBusy);
    return perSecond;
  };
  note(`${name}: warming up …`);
  await run('ours', WARM_UP_MS);
  await run('reference', WARM_UP_MS / 2);
  note(`${name}: ${ROUNDS} rounds on each side …`);
  const rates = await alternated(
    ROUNDS,
    () => run('ours', ROUND_MS),
    () => run('reference', ROUND_MS),
  );
  return {
    bench: name,
    oursPerSecond: figure(rates.ours),
    referencePerSecond: figure(rates.reference),
    ratio: figure(rates.ours / rates.reference),
    ratioMeans: 'requests per second, gateway ÷ plain node:http server with the answer in memory',
    clients: CLIENTS,
    rounds: ROUNDS,
    generatorBusy: { ours: figure(busy.ours), reference: figure(busy.reference) },
  };
}

/** Bodies were compared before; from here on a glance is enough. */
function check(reply: Reply): void {
  checkAnswered(reply);
}
