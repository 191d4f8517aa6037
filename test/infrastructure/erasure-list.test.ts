/** The list of erasures beside the database, and a restored backup that forgets again. */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { giveConsent, withdrawConsent } from '../../src/application/consents.js';
import { eraseDue } from '../../src/application/erase-due.js';
import type { Ports } from '../../src/application/ports.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { replayErasures } from '../../src/application/replay-erasures.js';
import type { Erasure } from '../../src/application/retention-ports.js';
import {
  erasureList,
  readErasureList,
  withErasureList,
} from '../../src/infrastructure/erasure-list.js';
import { keepErasureList, runErasuresCommand } from '../../src/infrastructure/erasures-command.js';
import { openDatabase } from '../../src/infrastructure/persistence/orm.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { plantCanaries } from '../support/canaries.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import {
  createDatabase,
  describePostgres,
  ensureTemplate,
  type TestDatabase,
} from '../support/postgres.js';
import {
  DAY_MS,
  type DatabaseStore,
  databaseStore,
  describeStores,
  NOW,
  type Store,
} from '../support/stores.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearline-erasures-'));
  path = join(folder, 'below', 'erasures.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const neverFails = (error: unknown): void => {
  throw error;
};
const linesAt = async (file = path): Promise<Erasure[]> => {
  const lines: Erasure[] = [];
  for await (const line of readErasureList(file)) lines.push(line);
  return lines;
};
const anErasure = (over: Partial<Erasure> = {}): Erasure => ({
  id: newId(),
  customerHash: null,
  what: 'RAW_EVENTS',
  before: '2026-11-10',
  rows: 3,
  erasedAt: NOW,
  ...over,
});
/** An id of so many milliseconds earlier. */
const madeBefore = (id: string, ms: number): string => {
  const at = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) - ms;
  const hex = at.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${id.slice(13)}`;
};
const add = (ports: Ports, ...erasures: Erasure[]) =>
  ports.inTransaction(() => ports.retention.addErasures(erasures));

/** A customer who is due. */
async function due(ports: Ports): Promise<Given> {
  const given = await givenLines(ports);
  await ports.retention.setRelationshipEnd(given.customer.id, '2010-01-01', '2020-01-02');
  return given;
}

describeStores((open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  test('has every erasure that was committed, before its caller goes on, and nothing else', async () => {
    const list = erasureList(path, store.ports);
    const ports = withErasureList(store.ports, list, neverFails);
    const given = await due(ports);
    expect(existsSync(path)).toBe(false);
    await eraseDue(ports, NOW);
    expect(await linesAt()).toEqual(await ports.retention.erasures(null, 10));
    expect(readFileSync(path, 'utf8')).not.toContain(given.customer.id);
    await ports.inTransaction(async (unit) => {
      await ports.retention.addErasures([anErasure()]);
      unit.abandon();
    });
    expect((await linesAt()).map(({ what }) => what)).toEqual(['CUSTOMER']);
    expect(await list.catchUp()).toBe(0);
  });

  test('a transaction beside does not take over what another has not committed yet', async () => {
    const ports = withErasureList(store.ports, erasureList(path, store.ports), neverFails);
    await Promise.all([
      ...Array.from({ length: 20 }, () => add(ports, anErasure())),
      ...Array.from({ length: 20 }, () => ports.inTransaction(async () => undefined)),
    ]);
    expect((await linesAt()).length).toBe(20);
  });

  test('goes on after a crash: what is missing is appended, a line that was cut off is mended', async () => {
    const { ports } = store;
    const erasures = [
      anErasure(),
      anErasure({ what: 'SOURCE:SOCIAL', customerHash: 'a'.repeat(64) }),
    ];
    await add(ports, ...erasures);
    await erasureList(path, ports).catchUp();
    const whole = readFileSync(path, 'utf8');
    for (const cut of [1, 30, whole.length - 1]) {
      writeFileSync(path, whole.slice(0, -cut));
      expect((await linesAt()).length).toBe(cut === whole.length - 1 ? 0 : 1);
      await erasureList(path, ports).catchUp();
      expect(readFileSync(path, 'utf8')).toBe(whole);
    }
    expect(await erasureList(path, ports).catchUp()).toBe(0);
    const later = anErasure();
    await add(ports, later);
    expect(await erasureList(path, ports).catchUp()).toBe(1);
    expect(await linesAt()).toEqual([...erasures, later]);
  });

  test('what was committed after a later one is not lost, nor what is older than the list', async () => {
    const { ports } = store;
    const second = anErasure();
    const first = anErasure({ id: madeBefore(second.id, 10 * 60_000) });
    await add(ports, second);
    const list = erasureList(path, ports);
    await list.catchUp();
    await add(ports, first);
    expect(await list.catchUp()).toBe(1);
    const ancient = anErasure({ id: '01890000-0000-7000-8000-000000000000' });
    await add(ports, ancient);
    expect(await list.catchUp()).toBe(0);
    expect(await list.complete()).toBe(1);
    expect((await linesAt()).map(({ id }) => id)).toEqual([second.id, first.id, ancient.id]);
  });

  test('that cannot be written is told of, undoes nothing, and is made up for', async () => {
    const told: unknown[] = [];
    writeFileSync(join(folder, 'below'), 'a file where a folder should be');
    const ports = withErasureList(store.ports, erasureList(path, store.ports), (error) =>
      told.push(error),
    );
    await add(ports, anErasure());
    expect(told).toMatchObject([{ code: expect.stringMatching(/ENOTDIR|EEXIST/) }]);
    expect((await ports.retention.erasures(null, 10)).length).toBe(1);
    rmSync(join(folder, 'below'));
    await ports.inTransaction(async () => undefined);
    expect((await linesAt()).length).toBe(1);
  });

  test.each([
    ['no JSON', 'x\n'],
    [
      'a name',
      `${JSON.stringify({ ...anErasure(), erasedAt: '2026-11-25T04:00:00.000Z', name: 'x' })}\n`,
    ],
    ['another time', `${JSON.stringify(anErasure())}\n`],
  ])('a line with %s is refused and never passed over', async (_, text) => {
    await add(store.ports, anErasure());
    await erasureList(path, store.ports).catchUp();
    appendFileSync(path, text);
    await expect(linesAt()).rejects.toThrow('line 2 is none of a list of erasures');
    const started = keepErasureList(store.ports, path, neverFails);
    await expect(started).rejects.toMatchObject({ name: 'StartRefused' });
  });

  describe('replayed', () => {
    const hashOf = (given: Given) =>
      Buffer.from(store.ports.entropy.sha256(Buffer.from(given.customer.id))).toString('hex');

    test('erases whom it names, records it, and finds nothing to do the next time', async () => {
      const { ports } = store;
      const [given, other] = [await givenLines(ports), await givenLines(ports)];
      const lines = [
        anErasure({ what: 'CUSTOMER', customerHash: hashOf(given), rows: 1 }),
        anErasure({ what: 'CUSTOMER', customerHash: 'b'.repeat(64), rows: 1 }),
        anErasure(),
      ];
      expect(await replayErasures(ports, lines)).toEqual({ repeated: 3, known: 0, held: 0 });
      expect(await ports.customers.find([given.customer.id])).toEqual([]);
      expect((await ports.customers.find([other.customer.id])).length).toBe(1);
      expect(await ports.retention.erasures(null, 10)).toEqual(lines);
      const before = await store.dump();
      expect(await replayErasures(ports, lines)).toEqual({ repeated: 0, known: 3, held: 0 });
      expect(await store.dump()).toEqual(before);
    });

    test('leaves whom a legal hold keeps, and asks again the next time', async () => {
      const { ports } = store;
      const given = await givenLines(ports);
      const hold = { id: newId(), customerId: given.customer.id, reason: 'x', placedBy: 'y' };
      const lifted = { liftedBy: null, liftedAt: null };
      await ports.inTransaction(() => ports.legalHolds.add({ ...hold, placedAt: NOW, ...lifted }));
      const line = anErasure({ what: 'CUSTOMER', customerHash: hashOf(given), rows: 1 });
      expect(await replayErasures(ports, [line])).toEqual({ repeated: 0, known: 0, held: 1 });
      expect((await ports.customers.find([given.customer.id])).length).toBe(1);
      await ports.inTransaction(() => ports.legalHolds.lift(hold.id, 'y', NOW));
      expect(await replayErasures(ports, [line])).toEqual({ repeated: 1, known: 0, held: 0 });
      expect(await ports.customers.find([given.customer.id])).toEqual([]);
    });

    test('withdraws a consent again, and no later one', async () => {
      const { ports } = store;
      const given = await givenLines(ports);
      await giveConsent(ports, borrowerOf(given.customer), { source: 'SOCIAL' });
      const before = anErasure({
        what: 'SOURCE:SOCIAL',
        customerHash: hashOf(given),
        erasedAt: NOW - 1,
      });
      await replayErasures(ports, [before]);
      expect((await ports.consents.inForce([given.customer.id])).length).toBe(1);
      await replayErasures(ports, [{ ...before, id: newId(), erasedAt: NOW + 1 }]);
      expect(await ports.consents.inForce([given.customer.id])).toEqual([]);
    });

    test('of a source ends its use, and waits for a legal hold to be lifted', async () => {
      const { ports } = store;
      const given = await givenLines(ports);
      const customerId = given.customer.id;
      await giveConsent(ports, borrowerOf(given.customer), { source: 'SOCIAL' });
      const activity = { id: newId(), customerId, occurredAt: NOW } as const;
      const told = { ...activity, kind: 'SOCIAL_LINK', pseudonym: 'p' } as const;
      await ports.inTransaction(() => ports.activities.add([told], NOW));
      const hold = { id: newId(), customerId, reason: 'r', placedBy: 'x', placedAt: NOW };
      await ports.inTransaction(() =>
        ports.legalHolds.add({ ...hold, liftedBy: null, liftedAt: null }),
      );
      const line = anErasure({ what: 'SOURCE:SOCIAL', customerHash: hashOf(given) });
      expect(await replayErasures(ports, [line])).toEqual({ repeated: 0, known: 0, held: 1 });
      expect(await ports.consents.inForce([customerId])).toEqual([]);
      expect((await ports.activities.known([told.id])).size).toBe(1);
      await ports.inTransaction(() => ports.legalHolds.lift(hold.id, 'y', NOW));
      expect(await replayErasures(ports, [line])).toEqual({ repeated: 1, known: 0, held: 0 });
      expect((await ports.activities.known([told.id])).size).toBe(0);
    });

    test('by command tells what it did, completes the own list, and refuses what it cannot read', async () => {
      const { ports } = store;
      const given = await givenLines(ports);
      const theirs = join(folder, 'theirs.jsonl');
      const line = anErasure({ what: 'CUSTOMER', customerHash: hashOf(given), rows: 1 });
      writeFileSync(
        theirs,
        `${JSON.stringify({ ...line, erasedAt: new Date(NOW).toISOString() })}\n`,
      );
      const told: string[] = [];
      const out = { write: (text: string) => told.push(text) };
      const command = (...argv: string[]) =>
        runErasuresCommand(argv, { ports, list: path, stdout: out, stderr: out });
      expect(await command('replay', theirs)).toBe(0);
      expect(await command('replay')).toBe(2);
      expect(told).toEqual([
        '1 erasures repeated, 0 were known, 0 are kept back by legal holds\n',
        expect.stringContaining('usage: clearline erasures replay'),
      ]);
      expect(await linesAt()).toEqual([line]);
      await expect(command('replay', join(folder, 'none'))).rejects.toThrow('no such file');
    });
  });
});

type Address = DatabaseStore['address'];

/** Works on a database over a connection of its own, which is closed when the work is done. */
async function on<T>(address: Address, work: (store: DatabaseStore) => Promise<T>): Promise<T> {
  const database = await openDatabase(address);
  try {
    return await work(databaseStore(database, address));
  } finally {
    await database.close();
  }
}

/** A backup is made, something is erased, the backup is restored, a server starts on it. */
async function restoredForgets(address: Address, backUp: () => Promise<Address>): Promise<void> {
  const { gone, other, canaries } = await on(address, async ({ ports }) => {
    const planted = await due(ports);
    const stays = await givenLines(ports);
    await giveConsent(ports, borrowerOf(stays.customer), { source: 'SOCIAL' });
    const link = { id: newId(), customerId: stays.customer.id, occurredAt: NOW };
    await recordActivities(ports, paymentSystem, [
      { ...link, kind: 'SOCIAL_LINK', pseudonym: CONTACT },
    ]);
    return { gone: planted, other: stays, ...(await plantCanaries(ports, planted)) };
  });
  const backup = await backUp();
  await on(address, async (store) => {
    const ports = withErasureList(store.ports, erasureList(path, store.ports), neverFails);
    const withdrawn = withdrawConsent(ports, borrowerOf(other.customer), { source: 'SOCIAL' });
    expect(await withdrawn).toMatchObject({ made: { source: 'SOCIAL' } });
    // The evidence of the planted application has to be kept for years.
    expect((await eraseDue(ports, NOW + 4_000 * DAY_MS)).customersErased).toBe(1);
  });
  await on(backup, async (back) => {
    const rows = async () => JSON.stringify(await back.dump());
    const before = await rows();
    for (const secret of [canaries['customer_identity.document'], CONTACT, gone.customer.id]) {
      expect(before).toContain(secret);
    }
    const start = async () => (await keepErasureList(back.ports, path, neverFails)).replayed;
    const [one, ...more] = await linesAt();
    expect(one?.what).toBe('SOURCE:SOCIAL');
    expect(more.at(-1)?.what).toBe('CUSTOMER');
    const all = 1 + more.length;
    expect(await start()).toEqual({ repeated: all, known: 0, held: 0 });
    const after = await rows();
    for (const secret of [...Object.values(canaries), CONTACT, gone.customer.id]) {
      expect(after).not.toContain(secret);
    }
    expect(await back.ports.consents.inForce([other.customer.id])).toEqual([]);
    expect((await back.ports.customers.find([other.customer.id])).length).toBe(1);
    expect(await start()).toEqual({ repeated: 0, known: all, held: 0 });
  });
}

const CONTACT = 'the-contact-of-the-other';

describe('a backup that is restored forgets again', () => {
  test('on SQLite, where it is a file', async () => {
    const address = { sqlitePath: join(folder, 'clearline.db') };
    const copy = { sqlitePath: join(folder, 'backup.db') };
    await on(address, ({ database }) => database.migrate());
    await restoredForgets(address, async () => {
      copyFileSync(address.sqlitePath, copy.sqlitePath);
      return copy;
    });
  });

  describePostgres('on PostgreSQL', () => {
    test('where it is a copy of the database', async () => {
      const template = await ensureTemplate((url) =>
        on({ url }, (each) => each.database.migrate()),
      );
      const made: TestDatabase[] = [await createDatabase(template)];
      const [{ url } = { url: '' }] = made;
      try {
        await restoredForgets({ url }, async () => {
          const copy = await createDatabase(new URL(url).pathname.slice(1));
          made.push(copy);
          return { url: copy.url };
        });
      } finally {
        for (const database of made) await database.drop();
      }
    });
  });
});
