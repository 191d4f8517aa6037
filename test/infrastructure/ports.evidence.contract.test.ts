/** What every store promises of documents that customers hand in. */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../src/domain/appeal/evidence.js';
import { anEvidence } from '../support/decided.js';
import { givenCustomer, newId } from '../support/portfolio.js';
import {
  DAY_MS,
  databaseStore,
  describeDatabases,
  describeStores,
  NOW,
  type Store,
} from '../support/stores.js';

const TEXTS = ['%PDF-1.7 “收入”', ' and so on 😀', '%%EOF'];

/** Keeps pieces under an upload that is told. */
async function uploaded(
  { ports }: Store,
  customerId: string,
  pieces: readonly Uint8Array[],
): Promise<string> {
  const uploadId = newId();
  for (const [piece, bytes] of pieces.entries()) {
    await ports.evidence.keepPiece(customerId, uploadId, piece, bytes);
  }
  return uploadId;
}

/** Hands a document in, as the use case does. */
async function handIn(
  store: Store,
  owner: { customerId: string },
  { texts = TEXTS, ...over }: Partial<Evidence> & { texts?: readonly string[] } = {},
): Promise<Evidence> {
  const { evidence, pieces } = anEvidence(owner, texts, over);
  const uploadId = await uploaded(store, owner.customerId, pieces);
  const { inTransaction, evidence: documents } = store.ports;
  return inTransaction(() => documents.complete(evidence, uploadId));
}

async function bytesOf({ ports }: Store, evidence: Evidence): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of ports.evidence.read(evidence)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describeStores((open) => {
  let store: Store;
  let owner: { customerId: string };
  let other: { customerId: string };
  beforeEach(async () => {
    store = await open();
    owner = { customerId: (await givenCustomer(store.ports)).id };
    other = { customerId: (await givenCustomer(store.ports)).id };
  });

  test('a document comes back as it was, to the byte, and by its customer newest first', async () => {
    const { evidence } = store.ports;
    const first = await handIn(store, owner);
    const second = await handIn(store, owner, { texts: ['x'], kind: 'IDENTITY' });
    const foreign = await handIn(store, other);
    expect(await evidence.find([first.id, newId()])).toEqual([first]);
    expect(await evidence.find([])).toEqual([]);
    expect(await evidence.ofCustomer(owner.customerId, 9)).toEqual([second, first]);
    expect(await evidence.ofCustomer(owner.customerId, 1)).toEqual([second]);
    expect(await evidence.ofCustomer(other.customerId, 9)).toEqual([foreign]);
    const both = [other.customerId, owner.customerId];
    const all = [first, second, foreign].toSorted(({ id }, other) => (id < other.id ? 1 : -1));
    expect(await evidence.ofCustomers(both, 9)).toEqual(all);
    expect(await evidence.ofCustomers(both, 1)).toEqual(all.filter((each) => each !== first));
    expect(await evidence.ofCustomers([], 9)).toEqual([]);
    expect((await bytesOf(store, first)).toString()).toBe(TEXTS.join(''));
    expect((await bytesOf(store, second)).toString()).toBe('x');
    expect(first.bytes).toBe(Buffer.byteLength(TEXTS.join('')));
  });

  test('any bytes come back, also those that are no text, in pieces of any size', async () => {
    const pieces = [Uint8Array.from({ length: 256 }, (_, at) => at), Buffer.alloc(262_144, 0xff)];
    const sha256 = Buffer.from(store.ports.entropy.sha256(Buffer.concat(pieces))).toString('hex');
    const { evidence } = anEvidence(owner, [], { bytes: 256 + 262_144, sha256 });
    const uploadId = await uploaded(store, owner.customerId, pieces);
    await store.ports.inTransaction(() => store.ports.evidence.complete(evidence, uploadId));
    expect((await bytesOf(store, evidence)).equals(Buffer.concat(pieces))).toBe(true);
  });

  test('the same bytes again are the first document, as it is handed in now', async () => {
    const made = await handIn(store, owner);
    const now = { kind: 'OTHER', uploadedAt: NOW + 5, uploadedBy: 'again' } as const;
    const first = await handIn(store, owner, now);
    expect(first).toEqual({ ...made, ...now });
    expect(await store.ports.evidence.find([made.id])).toEqual([first]);
    expect(await store.count('evidence')).toBe(1);
    expect(await store.count('evidence_piece')).toBe(TEXTS.length);
    // In other pieces they are the same bytes.
    expect(await handIn(store, owner, { ...now, texts: [TEXTS.join('')] })).toEqual(first);
    // Another customer's are another document.
    expect((await handIn(store, other)).id).not.toBe(first.id);
    expect((await bytesOf(store, first)).toString()).toBe(TEXTS.join(''));
  });

  test('the same bytes that an appeal names are a document of each kind', async () => {
    const { evidence } = store.ports;
    const made = await handIn(store, owner);
    const appealId = newId();
    await evidence.attach([made.id], appealId);
    const named = { ...made, appealId };
    expect(await handIn(store, owner, { uploadedAt: NOW + 5 })).toEqual(named);
    const other = await handIn(store, owner, { kind: 'OTHER' });
    expect(await handIn(store, owner, { kind: 'IDENTITY' })).toEqual({
      ...other,
      kind: 'IDENTITY',
    });
    await evidence.attach([other.id], appealId);
    expect(await handIn(store, owner, { uploadedAt: NOW + 5 })).toEqual(named);
    expect(await store.count('evidence')).toBe(2);
    expect(await store.count('evidence_piece')).toBe(2 * TEXTS.length);
    for (const each of [named, { ...other, appealId }]) {
      expect((await bytesOf(store, each)).toString()).toBe(TEXTS.join(''));
    }
  });

  test('completed twice, an upload is one document with all of its pieces', async () => {
    const { evidence, pieces } = anEvidence(owner, TEXTS);
    const uploadId = await uploaded(store, owner.customerId, pieces);
    const complete = () =>
      store.ports.inTransaction(() => store.ports.evidence.complete(evidence, uploadId));
    expect([await complete(), await complete()]).toEqual([evidence, evidence]);
    expect((await bytesOf(store, evidence)).toString()).toBe(TEXTS.join(''));
  });

  test('of uploads of the same bytes that end at once one becomes the document', async () => {
    const made = await Promise.all([1, 2, 3].map(() => handIn(store, owner)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await store.count('evidence')).toBe(1);
    expect(await store.count('evidence_piece')).toBe(TEXTS.length);
    expect((await bytesOf(store, made[0] as Evidence)).toString()).toBe(TEXTS.join(''));
  });

  test.each([
    ['a byte is missing', { bytes: 999 }],
    ['the hash is another', { sha256: 'ab'.repeat(32) }],
  ])('pieces are no document where %s', async (_, wrong) => {
    await expect(handIn(store, owner, wrong)).rejects.toThrow('are not the document');
    expect(await store.count('evidence')).toBe(0);
  });

  test('pieces are no document where one of them is missing, or where there is none', async () => {
    const { evidence, pieces } = anEvidence(owner, TEXTS);
    const { inTransaction, evidence: documents } = store.ports;
    const uploadId = newId();
    const complete = () => inTransaction(() => documents.complete(evidence, uploadId));
    await expect(complete()).rejects.toThrow('are not the document');
    for (const piece of [0, 2]) {
      const bytes = pieces[piece] as Uint8Array;
      await documents.keepPiece(owner.customerId, uploadId, piece, bytes);
    }
    await expect(complete()).rejects.toThrow('are not the document');
    await documents.keepPiece(owner.customerId, uploadId, 1, pieces[1] as Uint8Array);
    const again = documents.keepPiece(owner.customerId, uploadId, 1, pieces[1] as Uint8Array);
    await expect(again).rejects.toThrow();
    expect(await complete()).toEqual(evidence);
  });

  test('of who is no customer nothing is kept', async () => {
    const keeping = uploaded(store, newId(), [new Uint8Array(3)]);
    await expect(keeping).rejects.toThrow(/is not there/);
    expect(await store.count('evidence_piece')).toBe(0);
  });

  test('abandoned, an upload leaves nothing; what is a document by now stays', async () => {
    const { evidence: documents, inTransaction } = store.ports;
    const { evidence, pieces } = anEvidence(owner, TEXTS);
    const [left, made] = [
      await uploaded(store, owner.customerId, pieces),
      await uploaded(store, owner.customerId, pieces),
    ];
    await inTransaction(() => documents.complete(evidence, made));
    await documents.abandon(owner.customerId, left);
    await documents.abandon(owner.customerId, made);
    await documents.abandon(owner.customerId, newId());
    expect(await store.count('evidence_piece')).toBe(TEXTS.length);
    expect((await bytesOf(store, evidence)).toString()).toBe(TEXTS.join(''));
  });

  test('a document that is not there, or not whole, is never read as if it were', async () => {
    const { evidence } = anEvidence(owner, TEXTS);
    await expect(bytesOf(store, evidence)).rejects.toThrow('is not whole');
    const kept = await handIn(store, owner);
    await expect(bytesOf(store, { ...kept, bytes: 5 })).rejects.toThrow('is not whole');
  });

  test('a document has the name of the first appeal that names it', async () => {
    const { evidence } = store.ports;
    const [first, second] = [await handIn(store, owner), await handIn(store, owner, { texts: [] })];
    const [appealId, later] = [newId(), newId()];
    await evidence.attach([], appealId);
    await evidence.attach([first.id], appealId);
    await evidence.attach([first.id, second.id], later);
    await evidence.attach([first.id], appealId);
    const named = [
      { ...second, appealId: later },
      { ...first, appealId },
    ];
    expect(await evidence.ofCustomer(owner.customerId, 9)).toEqual(named);
  });

  describe('purged', () => {
    test('are old documents that no appeal names and uploads that came to nothing', async () => {
      const { evidence } = store.ports;
      const old = await handIn(store, owner, { uploadedAt: NOW - 2 });
      const older = await handIn(store, other, { uploadedAt: NOW - 3 });
      const named = await handIn(store, owner, { texts: ['n'], uploadedAt: NOW - 9 });
      const young = await handIn(store, owner, { texts: ['y'], uploadedAt: NOW });
      await evidence.attach([named.id], newId());
      expect(await evidence.purge(NOW, 1)).toBe(1 + TEXTS.length);
      expect(await evidence.find([older.id])).toEqual([]);
      expect(await evidence.purge(NOW, 9)).toBe(1 + TEXTS.length);
      expect(await evidence.find([old.id])).toEqual([]);
      expect(await evidence.purge(NOW, 9)).toBe(0);
      const again = await handIn(store, owner, { texts: ['y'], uploadedAt: NOW + 1 });
      expect(again).toEqual({ ...young, uploadedAt: NOW + 1 });
      expect(await evidence.ofCustomer(owner.customerId, 9)).toHaveLength(2);
      for (const each of [named, young]) await bytesOf(store, each);
      await uploaded(store, owner.customerId, [new Uint8Array(3), new Uint8Array(4)]);
      expect(await evidence.purge(NOW, 9)).toBe(0);
      expect(await evidence.purge(NOW + 1, 0)).toBe(0);
      // Both pieces of the upload, for the clock has not moved; then the document handed in again.
      expect(await evidence.purge(NOW + 1, 9)).toBe(2);
      expect(await evidence.purge(NOW + 2, 9)).toBe(2);
      expect(await store.count('evidence_piece')).toBe(1);
    });

    test('are none under a legal hold', async () => {
      const { evidence, legalHolds } = store.ports;
      const { customerId } = owner;
      const hold = { id: newId(), customerId, reason: 'r', placedBy: 's', placedAt: NOW };
      await legalHolds.add({ ...hold, liftedBy: null, liftedAt: null });
      await handIn(store, owner, { uploadedAt: NOW - DAY_MS });
      await uploaded(store, customerId, [new Uint8Array(3)]);
      expect(await evidence.purge(NOW + DAY_MS, 9)).toBe(0);
      await legalHolds.lift(hold.id, 's', NOW);
      expect(await evidence.purge(NOW + DAY_MS, 9)).toBe(2 + TEXTS.length);
    });
  });
});

describeDatabases((open) => {
  test('of a customer whom another process has erased nothing more is kept', async () => {
    const store = await open();
    const owner = { customerId: (await givenCustomer(store.ports)).id };
    await handIn(store, owner);
    const { ports } = databaseStore(store.database, store.address);
    await ports.inTransaction(() => ports.retention.eraseCustomers([owner.customerId]));
    const keeping = uploaded(store, owner.customerId, [new Uint8Array(3)]);
    await expect(keeping).rejects.toThrow(/is not there/);
    expect(await store.count('evidence_piece')).toBe(0);
  });

  test('an old document that an appeal names just now is not purged from under it', async () => {
    const store = await open();
    const { customers, evidence, inTransaction } = store.ports;
    const owner = { customerId: (await givenCustomer(store.ports)).id };
    const document = await handIn(store, owner, { uploadedAt: NOW - DAY_MS });
    let isNamed = (): void => undefined;
    const named = new Promise<void>((resolve) => {
      isNamed = resolve;
    });
    const filing = inTransaction(async () => {
      await customers.lock([owner.customerId]);
      await evidence.attach([document.id], newId());
      isNamed();
      // As long as a filing has other things to write.
      await sleep(300);
    });
    await named;
    const purging = inTransaction(() => evidence.purge(NOW, 9));
    await filing;
    expect(await purging).toBe(0);
    expect((await bytesOf(store, document)).length).toBe(document.bytes);
  });

  test('an appeal that names a document again is written down once', async () => {
    const store = await open();
    const owner = { customerId: (await givenCustomer(store.ports)).id };
    const { id } = await handIn(store, owner);
    const [first, second] = [newId(), newId()];
    for (const each of [first, second, first, second]) {
      await store.ports.evidence.attach([id], each);
    }
    const [row] = await store.session.query().selectFrom('evidence').selectAll().execute();
    expect(row?.appeal_ids).toBe(`${first} ${second}`);
  });

  test('equal documents of two customers cannot be told to be equal', async () => {
    const store = await open();
    const customers = [await givenCustomer(store.ports), await givenCustomer(store.ports)];
    for (const { id } of customers) await handIn(store, { customerId: id });
    const rows = await store.session.query().selectFrom('evidence').selectAll().execute();
    const pieces = await store.session.query().selectFrom('evidence_piece').selectAll().execute();
    expect(new Set(rows.map(({ address }) => address)).size).toBe(2);
    const { sha256 } = anEvidence({ customerId: '' }, TEXTS).evidence;
    for (const secret of [sha256, TEXTS[1] ?? '', Buffer.from(sha256, 'hex').toString('base64')]) {
      expect(JSON.stringify([rows, pieces])).not.toContain(secret);
    }
  });
});
