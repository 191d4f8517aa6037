/**
 * `close`: the mutation over HTTP against its own SQL statements through the bare driver, on SQLite
 * and on PostgreSQL, with one client and with 32.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settled } from '../src/infrastructure/demo/behaviours.js';
import { DEMO_PRODUCTS } from '../src/infrastructure/demo/products.js';
import { systemEntropy } from '../src/infrastructure/entropy.js';
import { demoKeys, signDemoToken } from '../src/infrastructure/identity/demo-issuer.js';
import { type DatabaseOptions, openDatabase } from '../src/infrastructure/persistence/orm.js';
import { type ServerProcess, startGateway, startReference } from './child.js';
import { ask, load, post, type Reply } from './http-load.js';
import { alternated, figure, note } from './measure.js';
import { addCustomers, addDemo, openStore, withFolder } from './portfolio.js';
import {
  type Closing,
  checkClosed,
  closeBody,
  normalised,
  type Recording,
  recordClosures,
} from './recording.js';
import { type Place, postgresPlace, sqlitePlace } from './stores.js';

const ROUNDS = 5;
/** How many lines each round closes, by the number of clients. */
const PER_ROUND = { 1: 50, 32: 100 } as const;
/** Lines that each side closes before its rounds; what a compiler learns, it learns from these. */
const WARM_UP = { 1: 300, 32: 100 } as const;
const NEEDED = ROUNDS * (PER_ROUND[1] + PER_ROUND[32]) + WARM_UP[1] + WARM_UP[32] + 1;
/** Closings of customers with two lines that are recorded; their mean is what a closing writes. */
const RECORDED = 20;
const ACR = 'urn:clearline:acr:step-up';

type Clients = keyof typeof PER_ROUND;

/** Runs the bench and returns its result line. */
export async function closeBench(): Promise<object> {
  const sqlite = await withFolder(async (folder) => onDatabase(await sqlitePlace(folder), folder));
  const postgresql = await withFolder(async (folder) => {
    const place = await postgresPlace();
    return place ? await onDatabase(place, folder) : undefined;
  });
  const ratios = [sqlite, postgresql].flatMap((each) =>
    each ? [each.clients1.ratio, each.clients32.ratio] : [],
  );
  return {
    bench: 'close',
    sqlite,
    postgresql: postgresql ?? 'not measured: npm has no PostgreSQL binaries for this machine',
    rounds: ROUNDS,
    ratio: Math.min(...ratios),
    ratioMeans:
      'closures per second, gateway ÷ the same SQL statements through the bare driver behind ' +
      'node:http; the lowest of the ratios above',
  };
}

async function onDatabase(place: Place, folder: string) {
  const servers: ServerProcess[] = [];
  try {
    note(`close: writing ${NEEDED} customers into ${place.dialect} …`);
    const { closings, toRecord } = await fill(place.filled);
    const copies = await place.copy();
    const recordings = await recordClosures(copies.recorded, toRecord, place.written);
    // The first one also sends what a connection sends once.
    const twos = recordings.slice(1, -1);
    const [two, twenty] = [twos[0], recordings.at(-1)];
    if (!two || !twenty) throw new Error('nothing was recorded');
    if (count(two) !== count(twenty)) throw new Error('statements grow with the number of lines');
    const recording = join(folder, 'recording.json');
    await writeFile(recording, JSON.stringify(two));
    const dataDir = join(folder, 'ours');
    await mkdir(dataDir, { recursive: true });
    const tokens = await signed(dataDir, closings);
    const gateway = await startGateway(dataDir, copies.ours.url);
    servers.push(gateway);
    const address = copies.reference.url ?? copies.reference.sqlitePath ?? '';
    const reference = await startReference('close-server', [recording, address]);
    servers.push(reference);

    const requests = {
      ours: closings.map((closing, at) => post(closeBody(closing), tokens[at])),
      reference: closings.map((closing) => post(closeBody(closing))),
    };
    const ports = { ours: gateway.port, reference: reference.port };
    await checkSame(ports, requests);
    note(`close: ${ROUNDS} rounds on each side, twice, on ${place.dialect} …`);
    const measured = await measure(ports, requests);
    for (const server of servers.splice(0)) await server.stop();
    await checkRows(copies.ours, copies.reference, closings);
    return {
      ...measured,
      statements: { lines2: count(two), lines20: count(twenty) },
      bytesWritten: {
        lines2: figure(twos.reduce((sum, { bytes }) => sum + bytes, 0) / twos.length),
        lines20: figure(twenty.bytes),
      },
    };
  } finally {
    for (const server of servers) await server.stop();
    await place.remove();
  }
}

const count = ({ statements }: Recording): number => statements.length;

/** Customers with two lines each, all with the same history; some more, and one with 20, to record. */
async function fill(options: DatabaseOptions) {
  const store = await openStore(options);
  try {
    const { ports } = store;
    await addDemo(ports, 2);
    const lines = (many: number) =>
      Array.from({ length: many }, (_, at) => ({
        productId: DEMO_PRODUCTS.CN[at % 2]?.id ?? '',
        limitMinor: 1_000_000,
        behaviour: settled,
      }));
    const withTwo = await addCustomers(ports, NEEDED + 1 + RECORDED, lines(2));
    const withTwenty = await addCustomers(ports, 1, lines(20));
    const accounts = await ports.accounts.ofCustomers([...withTwo, ...withTwenty]);
    const own = Map.groupBy(accounts, ({ customerId }) => customerId);
    const closingOf = (customerId: string): Closing => ({
      customerId,
      accountIds: (own.get(customerId) ?? []).map(({ id }) => id),
      idempotencyKey: systemEntropy.nextId(),
    });
    const closings = withTwo.map(closingOf);
    const toRecord = [...closings.splice(0, 1 + RECORDED), ...withTwenty.map(closingOf)];
    return { closings, toRecord };
  } finally {
    await store.close();
  }
}

/** Each customer's own token, stepped up: the gateway verifies another one at every request. */
async function signed(dataDir: string, closings: readonly Closing[]): Promise<string[]> {
  const keys = await demoKeys(dataDir);
  return Promise.all(
    closings.map(({ customerId: subject }) =>
      signDemoToken(keys, { persona: 'borrower-clear', subject, stepUp: { acr: ACR } }),
    ),
  );
}

type Both<T> = { readonly ours: T; readonly reference: T };

/** The first closing on both sides: equal answers but for ids, times and hashes. */
async function checkSame(ports: Both<number>, requests: Both<readonly Buffer[]>): Promise<void> {
  const answer = async (side: 'ours' | 'reference') => {
    const { body } = await ask(ports[side], requests[side][0] as Buffer);
    checkClosed(body);
    return JSON.parse(normalised(body.toString()));
  };
  deepStrictEqual(await answer('ours'), await answer('reference'));
}

async function measure(ports: Both<number>, requests: Both<readonly Buffer[]>) {
  // The first request was spent on the check; from then on each is sent once to each side.
  const next = { ours: 1, reference: 1 };
  const run = async (side: 'ours' | 'reference', clients: Clients, many: number) => {
    const from = next[side];
    next[side] += many;
    const round = requests[side].slice(from, next[side]);
    if (round.length !== many) throw new Error('there are too few customers');
    const { perSecond } = await load({
      port: ports[side],
      clients,
      requests: round.values(),
      check,
    });
    return perSecond;
  };
  const compare = async (clients: Clients) => {
    await run('ours', clients, WARM_UP[clients]);
    await run('reference', clients, WARM_UP[clients]);
    const rates = await alternated(
      ROUNDS,
      () => run('ours', clients, PER_ROUND[clients]),
      () => run('reference', clients, PER_ROUND[clients]),
    );
    return {
      oursPerSecond: figure(rates.ours),
      referencePerSecond: figure(rates.reference),
      ratio: figure(rates.ours / rates.reference),
    };
  };
  return { clients1: await compare(1), clients32: await compare(32) };
}

function check({ status, body }: Reply): void {
  if (status !== 200) throw new Error(`answered ${status}: ${body.toString().slice(0, 500)}`);
  checkClosed(body);
}

/** Tables that a closure writes: the column that names the customer, and one that gives an order. */
const WRITTEN = {
  credit_account: ['customer_id', 'id'],
  closure: ['customer_id', 'id'],
  decision: ['customer_id', 'kind'],
  assessment: ['customer_id', 'id'],
  activity: ['customer_id', 'id'],
  activity_day: ['customer_id', 'day'],
  audit_entry: ['customer_id', 'id'],
  outbox_message: ['customer_id', 'id'],
  idempotency_key: ['subject', 'created_at'],
  ledger_position: ['customer_id', 'id'],
  journal_entry: ['customer_id', 'id'],
  posting: ['customer_id', 'id'],
  refund_due: ['customer_id', 'id'],
} as const;

/** Both sides must have left the same rows behind: in number, and word for word for one customer. */
async function checkRows(
  ours: DatabaseOptions,
  reference: DatabaseOptions,
  [, sample]: readonly Closing[],
): Promise<void> {
  const [left, right] = [await rowsOf(ours, sample), await rowsOf(reference, sample)];
  deepStrictEqual(left, right);
}

async function rowsOf(options: DatabaseOptions, sample: Closing | undefined): Promise<object> {
  const database = await openDatabase(options);
  const ask = (sql: string, values: string[] = []) =>
    database.orm.em.getConnection().execute(sql, values) as Promise<Record<string, unknown>[]>;
  try {
    const found: Record<string, unknown> = {};
    for (const [table, [column, order]] of Object.entries(WRITTEN)) {
      // What nobody's name is on was written by due work, which the gateway alone does.
      const [all] = await ask(`select count(*) as rows from ${table} where ${column} <> ''`);
      const own = await ask(`select * from ${table} where ${column} = ? order by ${order}`, [
        sample?.customerId ?? '',
      ]);
      found[table] = { rows: Number(all?.rows), own: normalised(JSON.stringify(own)) };
    }
    return found;
  } finally {
    await database.close();
  }
}
