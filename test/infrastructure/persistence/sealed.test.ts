/**
 * Personal texts in a database: nothing of them stands there in plain, what was moved or altered is
 * refused, and what older releases wrote in plain is still read.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Ports } from '../../../src/application/ports.js';
import { makeAuditEntry } from '../../../src/domain/audit-trail/audit-entry.js';
import { systemEntropy } from '../../../src/infrastructure/entropy.js';
import { checkMasterKey } from '../../../src/infrastructure/persistence/customer-keys.js';
import {
  SEALED_COLUMNS,
  type SealedTable,
} from '../../../src/infrastructure/persistence/sealed-columns.js';
import { tables } from '../../../src/infrastructure/persistence/tables.js';
import { makeSession } from '../../../src/infrastructure/persistence/transaction.js';
import { makeVault } from '../../../src/infrastructure/persistence/vault.js';
import { StartRefused } from '../../../src/infrastructure/start-refusal.js';
import { aNotice, anAction, anAppeal, anEvidence } from '../../support/decided.js';
import { givenCustomer, newId } from '../../support/portfolio.js';
import { statementCount } from '../../support/statement-count.js';
import {
  type DatabaseStore,
  databaseStore,
  describeDatabases,
  MASTER_KEY,
  NOW,
} from '../../support/stores.js';

const SEALED = Object.keys(SEALED_COLUMNS) as SealedTable[];
/** Documents that were handed in are no part of an export, and no older release had any. */
const EXPORTED = SEALED.filter((table) => table !== 'evidence_piece');
const CANARY = 'canary-金丝雀';
/** Letters beyond ASCII stand in JSON as themselves, so this finds them in any table. */
const canaryOf = (where: string) => `${CANARY}-${where}-`;

/** Of documents only what their tables' columns and these tests look at is real. */
const documentOf = (customerId: string, where: string) => ({
  id: newId(),
  customerId,
  accountId: newId(),
  planted: canaryOf(where),
});

/** Plants a canary in every personal field, through the ports, as use cases do. */
async function plant(ports: Ports, customerId: string): Promise<void> {
  const of = (where: string) => documentOf(customerId, where) as never as object;
  await ports.inTransaction(async () => {
    await ports.identities.save([
      {
        customerId,
        fullName: canaryOf('customer_identity'),
        email: `${CANARY}@example.com`,
        phone: CANARY,
        postalAddress: CANARY,
        recordedAt: NOW,
      },
    ]);
    const value = canaryOf('protected_attribute');
    await ports.imports.addProtectedAttributes([{ id: newId(), customerId, name: 'SEX', value }]);
    const source = { source: 'bank', sourceKey: `${CANARY}-${customerId}`, importedAt: NOW };
    await ports.imports.claim([{ ...source, customerId }]);
    const told = { id: newId(), customerId, occurredAt: NOW };
    const pseudonym = canaryOf('activity');
    await ports.activities.add([{ ...told, kind: 'DEVICE_SIGHTING', pseudonym }], NOW);
    await ports.books.append([
      {
        ...{ id: newId(), accountId: newId(), customerId, kind: 'FEE', currency: 'CNY' },
        ...{ bookedAt: NOW, bookingDate: '2026-11-25', valueDate: '2026-11-25', reverses: null },
        ...{ reference: canaryOf('journal_entry'), postings: [] },
      } as never,
    ]);
    const closing = { outcome: 'CLOSED', requestedAt: NOW, effectiveAt: NOW };
    const decided = { kind: 'CLOSURE', grounds: 'MACRO', decidedAt: NOW, assessmentId: null };
    const reasons = [{ code: 'CLOSED_AT_CUSTOMER_REQUEST', values: {} }];
    const decision = { ...of('decision'), ...decided, reasons } as never;
    await ports.closures.add({ ...of('closure'), ...closing } as never, [decision]);
    const asked = { kind: 'NOTICE', status: 'PENDING', requestedAt: NOW, effectiveAt: NOW };
    await ports.closureRequests.add({ ...of('closure_request'), ...asked } as never);
    await ports.closureQuotes.add({ ...of('closure_quote'), validUntil: NOW } as never);
    const applied = { status: 'DECLINED', appliedAt: NOW, offer: null };
    await ports.applications.add({ ...of('credit_application'), ...applied } as never);
    const hold = { reason: canaryOf('legal_hold'), placedBy: CANARY, placedAt: NOW };
    await ports.legalHolds.add({
      ...{ id: newId(), customerId, liftedBy: null, liftedAt: null },
      ...hold,
    });
    await plantDecided(ports, customerId);
    const content = { type: 'test', text: canaryOf('audit_entry') };
    const entry = { id: newId(), occurredAt: NOW, content, salt: systemEntropy.salt() };
    await ports.auditTrail.append(customerId, [makeAuditEntry(entry, systemEntropy.sha256)]);
    const message = { id: newId(), customerId, type: 'test', subject: newId(), occurredAt: NOW };
    await ports.outbox.append([{ ...message, data: of('outbox_message') as never }]);
    const scope = { subject: customerId, operation: 'close', key: CANARY };
    await ports.idempotencyKeys.claim(scope, 'hash', NOW, 0);
    await ports.idempotencyKeys.complete(scope, newId());
  });
}

/** What the platform decided and what came of it. */
async function plantDecided(ports: Ports, customerId: string): Promise<void> {
  const owner = { customerId };
  const ended = { status: 'LIFTED', measureId: canaryOf('platform_action') } as const;
  await ports.platformActions.add([anAction(owner, ended)]);
  const title = { en: canaryOf('notice'), zh: CANARY };
  const section = { code: 'DECISION', title, paragraphs: [] } as const;
  await ports.notices.add([aNotice(owner, { sections: [section] })]);
  await ports.appeals.add(anAppeal(owner, { statement: canaryOf('appeal') }));
  const { evidence, pieces } = anEvidence(owner, [canaryOf('evidence_piece')]);
  const [uploadId, uploadedBy] = [newId(), canaryOf('evidence')];
  await ports.evidence.keepPiece(customerId, uploadId, 0, pieces[0] as Uint8Array);
  await ports.evidence.complete({ ...evidence, uploadedBy }, uploadId);
  const actor = canaryOf('file_access');
  await ports.fileAccesses.add([{ id: newId(), customerId, actor, at: NOW } as never]);
}

type Row = Record<string, unknown> & { customer_id: string; id: string };

const rowsIn = async ({ session }: DatabaseStore, table: SealedTable) =>
  (await session.query().selectFrom(table).selectAll().execute()) as unknown as Row[];

/** Everything that a thief of the database has: all rows, and SQLite's files to the byte. */
async function stolen({ session, address: { sqlitePath } }: DatabaseStore): Promise<string> {
  const rows = tables.map(({ meta: { name } }) =>
    session
      .query()
      .selectFrom(name as SealedTable)
      .selectAll()
      .execute(),
  );
  const files = ['', '-wal', '-shm'].map((end) => `${sqlitePath}${end}`).filter(existsSync);
  const bytes = files.map((path) => readFileSync(path).toString());
  return [JSON.stringify(await Promise.all(rows)), ...bytes].join('\n');
}

/** The same database for another process: with keys of its own in memory. */
const another = ({ database, address }: DatabaseStore, masterKey = MASTER_KEY) =>
  databaseStore(database, address, undefined, masterKey);

const put = ({ session }: DatabaseStore, table: SealedTable, id: string, text: string) =>
  session
    .query()
    .updateTable(table as 'closure')
    .set({ [SEALED_COLUMNS[table]]: text })
    .where('id', '=', id)
    .execute();

const withoutKey = ({ session }: DatabaseStore, customerId: string) =>
  session
    .query()
    .updateTable('customer')
    .set({ wrapped_key: null })
    .where('id', '=', customerId)
    .execute();

const anAttribute = (customerId: string, value: string) => [
  { id: newId(), customerId, name: 'NAME', value },
];

describeDatabases((open) => {
  test('every personal text is sealed, and read back; nothing of it stands in plain', async () => {
    const store = await open();
    const { id } = await givenCustomer(store.ports);
    await plant(store.ports, id);
    for (const table of SEALED) {
      const rows = await rowsIn(store, table);
      expect([table, rows.length]).toEqual([table, 1]);
      expect(rows[0]?.[SEALED_COLUMNS[table]]).toMatch(/^enc1\./);
    }
    const everything = await another(store).ports.retention.everythingOf(id);
    for (const table of EXPORTED) {
      expect(JSON.stringify(everything.get(table))).toContain(canaryOf(table));
    }
    const found = await stolen(store);
    // Not by a matcher on the text, which would print the whole file.
    expect([id, CANARY, CANARY.slice(0, 6)].map((each) => found.includes(each))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a text that was moved to another row, or altered, is refused', async () => {
    const store = await open();
    const [one, other] = [await givenCustomer(store.ports), await givenCustomer(store.ports)];
    for (const { id } of [one, one, other]) await plantTwice(store.ports, id);
    for (const table of ['closure', 'journal_entry', 'audit_entry'] as const) {
      const rows = await rowsIn(store, table);
      const column = SEALED_COLUMNS[table];
      const mine = rows.filter((row) => row.customer_id === one.id);
      const [first, second] = mine;
      const theirs = rows.find((row) => row.customer_id === other.id);
      if (!first || !second || !theirs) throw new Error('nothing was planted');
      const read = () => readOf(store.ports)[table](first.id);
      expect(JSON.stringify(await read())).toContain(canaryOf(table));
      const own = String(first[column]);
      const altered = own.slice(0, -1) + (own.endsWith('A') ? 'B' : 'A');
      for (const text of [second[column], theirs[column], altered.slice(0, -4)]) {
        await put(store, table, first.id, String(text));
        await expect(read()).rejects.toThrow(/was altered, moved or sealed with another key/);
      }
      await put(store, table, first.id, own);
      expect(JSON.stringify(await read())).toContain(canaryOf(table));
    }
  });

  test('plain rows of older releases are read; their customers get a key when one is needed', async () => {
    const store = await open();
    const { id } = await givenCustomer(store.ports);
    await plant(store.ports, id);
    const older = another(store);
    for (const piece of await rowsIn(store, 'evidence_piece')) {
      await put(store, 'evidence_piece', piece.id, 'of no older release');
    }
    for (const table of EXPORTED) {
      const [row] = await older.ports.retention
        .everythingOf(id)
        .then((all) => all.get(table) ?? []);
      const text = (row as Row)[SEALED_COLUMNS[table]];
      await put(
        store,
        table,
        (row as Row).id,
        typeof text === 'string' ? text : JSON.stringify(text),
      );
    }
    await withoutKey(store, id);
    const { ports, session } = another(store);
    const everything = await ports.retention.everythingOf(id);
    for (const table of EXPORTED) {
      expect(JSON.stringify(everything.get(table))).toContain(canaryOf(table));
    }
    await ports.inTransaction(() => ports.imports.addProtectedAttributes(anAttribute(id, 'new')));
    const [customer] = await session.query().selectFrom('customer').selectAll().execute();
    expect(customer?.wrapped_key).toMatch(/^key1\./);
    const rows = await rowsIn(store, 'protected_attribute');
    expect(rows.map(({ value }) => String(value).slice(0, 5)).sort()).toEqual(['canar', 'enc1.']);
    expect(JSON.stringify(await another(store).dump())).toContain('"value\\":\\"new');
  });

  test('a key from a transaction that was abandoned is never used again', async () => {
    const store = await open();
    const { id } = await givenCustomer(store.ports);
    await withoutKey(store, id);
    const [here, there] = [another(store), another(store)];
    const seal = (at: DatabaseStore, value: string) =>
      at.ports.imports.addProtectedAttributes(anAttribute(id, value));
    await here.ports.inTransaction(async (unit) => {
      await seal(here, 'abandoned');
      unit.abandon();
    });
    await there.ports.inTransaction(() => seal(there, 'from there'));
    await here.ports.inTransaction(() => seal(here, 'from here'));
    for (const at of [here, there, another(store)]) {
      const { protected_attribute: rows } = await at.dump();
      expect(rows).toHaveLength(2);
    }
  });

  test('processes that give a key at once end with one', async () => {
    const store = await open();
    const { id } = await givenCustomer(store.ports);
    await withoutKey(store, id);
    const [here, there] = [another(store), another(store)];
    const seal = ({ ports }: DatabaseStore) =>
      ports.imports.addProtectedAttributes(anAttribute(id, 'x'));
    const { promise: given, resolve: isGiven } = Promise.withResolvers<void>();
    const first = here.ports.inTransaction(async () => {
      await seal(here);
      isGiven();
      await new Promise((resolve) => setTimeout(resolve, 40));
    });
    const second = given.then(() => there.ports.inTransaction(() => seal(there)));
    await Promise.all([first, second]);
    for (const at of [here, there, another(store)]) {
      expect((await at.dump()).protected_attribute).toHaveLength(2);
    }
  });

  test('nobody’s texts stay plain; of a customer who is not there nothing is kept', async () => {
    const { ports, session } = await open();
    const message = { type: 'test', subject: newId(), occurredAt: NOW, data: { schemaVersion: 1 } };
    await ports.outbox.append([{ ...message, id: newId(), customerId: '' }]);
    const [row] = await session.query().selectFrom('outbox_message').selectAll().execute();
    expect(row?.data).toContain('schemaVersion');
    const stranger = { ...message, id: newId(), customerId: newId() };
    await expect(ports.outbox.append([stranger])).rejects.toThrow(/is not there to keep a text of/);
    expect(await session.query().selectFrom('outbox_message').selectAll().execute()).toEqual([row]);
  });

  test('after an erasure the key is gone, and with it whatever was left of its texts', async () => {
    const store = await open();
    const { ports, session } = store;
    const { id } = await givenCustomer(ports);
    await plant(ports, id);
    const [left] = await session.query().selectFrom('closure').selectAll().execute();
    if (!left) throw new Error('nothing was planted');
    const [hold] = await ports.legalHolds.ofCustomer(id, 1);
    await ports.legalHolds.lift(hold?.id ?? '', 'agent-1', NOW);
    expect(await ports.closures.find([left.id])).toHaveLength(1);
    await ports.inTransaction(() => ports.retention.eraseCustomers([id]));
    await session.query().insertInto('closure').values(left).execute();
    const gone = `closure.record of ${left.id} of customer ${id} cannot be read: its key is gone`;
    await expect(ports.closures.find([left.id])).rejects.toThrow(gone);
  });

  test('another master key is refused in words, and reads nothing', async () => {
    const store = await open();
    const wrong = Buffer.alloc(32, 9);
    const session = makeSession(store.database, makeVault(wrong));
    // Before there is anything to protect, any key will do.
    await checkMasterKey(session, 'ENCRYPTION_KEY');
    const { id } = await givenCustomer(store.ports);
    await plant(store.ports, id);
    await checkMasterKey(another(store).session, 'ENCRYPTION_KEY');
    const refusal = checkMasterKey(session, 'ENCRYPTION_KEY');
    await expect(refusal).rejects.toThrow(StartRefused);
    await expect(refusal).rejects.toThrow(/^ENCRYPTION_KEY: this is not the key that the database/);
    const { ports } = another(store, wrong);
    await expect(ports.identities.find([id])).rejects.toThrow('is not of this master key');
  });

  describe('statements', () => {
    test('none for a key where the customer was read; one for any number otherwise', async () => {
      const { onStatement, during } = statementCount();
      const store = await open({ onStatement });
      const ids: string[] = [];
      for (let at = 0; at < 20; at += 1) {
        const { id } = await givenCustomer(store.ports);
        await plant(store.ports, id);
        ids.push(id);
      }
      const locked = another(store).ports;
      const ofLocked = await during(() =>
        locked.inTransaction(async () => {
          await locked.customers.lock(ids);
          await locked.identities.find(ids);
          const attributes = ids.flatMap((id) => anAttribute(id, 'x'));
          await locked.imports.addProtectedAttributes(attributes);
        }),
      );
      expect(ofLocked).toHaveLength(3);
      for (const some of [ids.slice(0, 2), ids]) {
        const { ports } = another(store);
        expect(await during(() => ports.identities.find(some))).toHaveLength(2);
        expect(await during(() => ports.identities.find(some))).toHaveLength(1);
      }
      for (const id of ids) await withoutKey(store, id);
      for (const some of [ids.slice(0, 2), ids.slice(2)]) {
        const { ports } = another(store);
        const added = () =>
          ports.imports.addProtectedAttributes(some.flatMap((id) => anAttribute(id, 'y')));
        // Asked for, given, asked for again, and the insert.
        expect(await during(() => ports.inTransaction(added))).toHaveLength(4);
      }
    });
  });

  describe('names that callers choose', () => {
    const scope = { subject: 'service-1', operation: 'close', key: '+49 171 5550000' };
    const claim = ({ ports }: DatabaseStore, over: Partial<typeof scope> = {}, since = 0) =>
      ports.inTransaction(async () => {
        const own = { ...scope, ...over };
        const claimed = await ports.idempotencyKeys.claim(own, 'hash', NOW, since);
        if (claimed.outcome === 'CLAIMED') await ports.idempotencyKeys.complete(own, 'made');
        return claimed;
      });

    test('are kept as hashes; a hash is no name of what it stands for', async () => {
      const store = await open();
      expect(await claim(store)).toEqual({ outcome: 'CLAIMED' });
      expect(await claim(store)).toEqual({ outcome: 'REPLAY', result: 'made' });
      const [row] = await store.session.query().selectFrom('idempotency_key').selectAll().execute();
      expect(row?.key).toMatch(/^sha256\.[0-9a-f]{64}$/);
      expect(await claim(store, { key: row?.key ?? '' })).toEqual({ outcome: 'CLAIMED' });
    });

    test('of older releases stand there as they are, and are found', async () => {
      const store = await open();
      const { session, ports } = store;
      const row = { ...scope, input_hash: 'hash', created_at: NOW, result: 'old' };
      await session.query().insertInto('idempotency_key').values(row).execute();
      expect(await claim(store)).toEqual({ outcome: 'REPLAY', result: 'old' });
      expect(await claim(store, { subject: 'service-2' })).toEqual({ outcome: 'CLAIMED' });
      // Expired, it counts as absent.
      expect(await claim(store, {}, NOW + 1)).toEqual({ outcome: 'CLAIMED' });

      const record = {
        source: 'bank',
        source_key: 'DE02 1203',
        customer_id: 'c',
        imported_at: NOW,
      };
      await session.query().insertInto('source_record').values(record).execute();
      const of = (sourceKey: string) => ({
        ...{ source: 'bank', sourceKey, customerId: 'd', importedAt: NOW },
      });
      const claimed = await ports.imports.claim([of('DE02 1203'), of('DE02 1204')]);
      expect(claimed).toEqual(new Set(['DE02 1204']));
      const known = await ports.imports.known('bank', ['DE02 1203', 'DE02 1204', 'DE02 1205']);
      expect(Object.fromEntries(known)).toEqual({ 'DE02 1203': 'c', 'DE02 1204': 'd' });
    });
  });
});

/** As {@link plant}, for the ports whose texts are moved about. */
async function plantTwice(ports: Ports, customerId: string): Promise<void> {
  const closing = { outcome: 'CLOSED', requestedAt: NOW, effectiveAt: NOW };
  await ports.closures.add({ ...documentOf(customerId, 'closure'), ...closing } as never, []);
  await ports.books.append([
    {
      ...{ id: newId(), accountId: newId(), customerId, kind: 'FEE', currency: 'CNY' },
      ...{ bookedAt: NOW, bookingDate: '2026-11-25', valueDate: '2026-11-25', reverses: null },
      ...{ reference: canaryOf('journal_entry'), postings: [] },
    } as never,
  ]);
  const content = { type: 'test', text: canaryOf('audit_entry') };
  const entry = { id: newId(), occurredAt: NOW, content, salt: systemEntropy.salt() };
  await ports.auditTrail.append(customerId, [makeAuditEntry(entry, systemEntropy.sha256)]);
}

const readOf = (ports: Ports) => ({
  closure: (id: string): Promise<unknown> => ports.closures.find([id]),
  journal_entry: (id: string): Promise<unknown> => ports.books.entry(id),
  audit_entry: (id: string): Promise<unknown> => ports.auditTrail.find([id]),
});
