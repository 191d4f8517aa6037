/**
 * A canary in every place that can hold something personal: all of them come out in the customer's
 * own export, and after the erasure none of them is anywhere.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TextType } from '@mikro-orm/core';
import { CompiledQuery } from 'kysely';
import { eraseDue } from '../../src/application/erase-due.js';
import { exportMyData } from '../../src/application/export-data.js';
import { packOfCustomer } from '../../src/application/jurisdiction.js';
import { KEPT_RECORDS } from '../../src/application/kept-records.js';
import { followRelationship } from '../../src/application/relationship.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import { leafBytes, leafHash, verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import { decodeBase64 } from '../../src/domain/audit-trail/base64.js';
import type { CreditAccount } from '../../src/domain/credit-account/credit-account.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import { evolve } from '../../src/domain/credit-account/evolve.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { erasureList, withErasureList } from '../../src/infrastructure/erasure-list.js';
import { SEALED_COLUMNS } from '../../src/infrastructure/persistence/sealed-columns.js';
import { tables } from '../../src/infrastructure/persistence/tables.js';
import { borrowerOf } from '../support/actors.js';
import {
  APART_PLACES,
  HASHED_PLACES,
  PLAIN_PLACES,
  type Planted,
  plantCanaries,
  SEALED_PLACES,
} from '../support/canaries.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import {
  DAY_MS,
  type DatabaseStore,
  describeDatabases,
  describeStores,
  NOW,
  type Store,
} from '../support/stores.js';

/** Text columns that hold nothing that anybody wrote or that would name somebody. */
const IMPERSONAL: Readonly<Record<string, string>> = {
  '*.id': 'made here, at random',
  '*.customer_id': 'made here, at random; looked for by itself',
  '*.account_id': 'made here, at random',
  '*.currency': 'a code',
  '*.status': 'a code',
  '*.kind': 'a code',
  '*.source': 'a code, or the name of a file’s kind',
  'customer.jurisdiction': 'a code',
  'customer.locale': 'a code',
  'customer.wrapped_key': 'is itself encrypted, and goes with the row',
  'customer.relationship_ended_on': 'a day',
  'customer.erase_on': 'a day',
  'protected_attribute.name': 'the name of an attribute',
  'credit_account.product_id': 'names a product',
  'credit_account.creditor_id': 'names a creditor',
  'credit_account.agreement_date': 'a day',
  'credit_account.capabilities': 'codes',
  'credit_account.closure_id': 'made here, at random',
  'credit_account.previous_account_id': 'made here, at random',
  'credit_account.suspended_by': 'a code',
  'credit_account.notice_id': 'made here, at random',
  'credit_account.limit_counts_until': 'a day',
  'ledger_position.interest_through': 'a day',
  'journal_entry.booking_date': 'a day',
  'journal_entry.value_date': 'a day',
  'journal_entry.reverses': 'made here, at random',
  'posting.ledger_account': 'a code',
  'hold.capability': 'a code',
  'instalment_plan.next_due_on': 'a day',
  'statement.period': 'a month',
  'statement.closed_on': 'a day',
  'statement.due_on': 'a day',
  'statement.source_period': 'a month',
  'statement.set_aside_by': 'made here, at random',
  'refund_due.pay_by': 'a day',
  'assessment.trigger': 'a code',
  'assessment.scorecard_version': 'names a card',
  'assessment.band': 'a code',
  'assessment.facts': 'figures that scoring reads',
  'activity_day.day': 'a day',
  'closure.outcome': 'a code',
  'decision.grounds': 'a code',
  'decision.assessment_id': 'made here, at random',
  '*.decision_id': 'made here, at random',
  '*.upload_id': 'made here, at random',
  'platform_action.caused_by': 'made here, at random',
  'evidence.address': 'a hash under the customer’s own key',
  'evidence.appeal_ids': 'made here, at random',
  'audit_entry.coarse_time': 'an hour',
  'audit_entry.salt': 'random, and erased',
  'audit_entry.commitment': 'a hash over a salt',
  'audit_entry.leaf_hash': 'a hash over a hash',
  'outbox_message.type': 'a code',
  'outbox_message.subject': 'made here, at random',
  'idempotency_key.subject': 'the customer’s id, or a system’s',
  'idempotency_key.operation': 'a code',
  'idempotency_key.input_hash': 'a hash',
  'idempotency_key.result': 'made here, at random',
};

const ofCustomers = tables.filter(
  ({ meta: { name, properties } }) =>
    'customer_id' in properties || ['customer', 'idempotency_key'].includes(String(name)),
);

test('every column that can hold a text is planted, or is known to be nobody’s', () => {
  const planted: readonly string[] = [...SEALED_PLACES, ...HASHED_PLACES, ...PLAIN_PLACES];
  const unknown = ofCustomers.flatMap(({ meta: { name, properties } }) =>
    Object.entries(properties)
      .filter(([, { type }]) => type === TextType)
      .map(([column]) => ({ own: `${name}.${column}`, any: `*.${column}` }))
      .filter(({ own, any }) => !planted.includes(own) && !IMPERSONAL[own] && !IMPERSONAL[any])
      .map(({ own }) => own),
  );
  expect(unknown).toEqual([]);
  const told = Object.keys(IMPERSONAL).filter((place) => planted.includes(place));
  expect(told).toEqual([]);
  const sealed = Object.entries(SEALED_COLUMNS).map((place) => place.join('.'));
  expect(sealed.sort()).toEqual([...SEALED_PLACES].sort());
});

test('of every kind of record an export can say what it is', () => {
  const names = ofCustomers.map(({ meta: { name } }) => String(name));
  expect(Object.keys(KEPT_RECORDS).sort()).toEqual(names.sort());
});

describeStores((open) => {
  let store: Store;
  let given: Given;
  let planted: Planted;
  beforeAll(async () => {
    store = await open();
    given = await givenLines(store.ports, [{ position: { principalMinor: 1_000 } }, {}]);
    await givenLines(store.ports);
    planted = await plantCanaries(store.ports, given);
  });

  test('the customer’s own export has every canary, and nothing of anybody else', async () => {
    const made = await exportMyData(store.ports, borrowerOf(given.customer));
    if (!made) throw new Error('no export');
    const document = JSON.parse(made.document);
    for (const [place, canary] of Object.entries(planted.canaries)) {
      if (HASHED_PLACES.some((each) => each === place)) continue;
      const isApart = APART_PLACES.some((each) => each === place);
      expect([place, made.document.includes(canary)]).toEqual([place, !isApart]);
    }
    const bytes = Buffer.from(made.document);
    expect(made.bytes).toBe(bytes.length);
    expect(made.sha256).toBe(Buffer.from(systemEntropy.sha256(bytes)).toString('hex'));
    expect(made.document).not.toContain('wrapped_key');
    const customers = new Set([...made.document.matchAll(/"customer_?[iI]d":"([^"]*)"/g)]);
    expect(new Set([...customers].map(([, id]) => id))).toEqual(new Set([given.customer.id]));
    expect(document.format).toBe('clearline-export-1');
    expect(document.retention.classes.length).toBe(7);
    const kinds = document.records.map(({ kind }: { kind: string }) => kind);
    for (const kind of ['customer', 'credit_account', 'idempotency_key', 'source_record']) {
      expect(kinds).toContain(kind);
    }
    for (const { about, count, rows } of document.records) {
      expect(about).toEqual({ en: expect.any(String), zh: expect.any(String) });
      expect(rows.length).toBe(count);
    }
    const { sha256 } = systemEntropy;
    expect(document.receipts.length).toBe(1);
    for (const receipt of document.receipts) {
      expect(verifyReceipt(receipt, receipt.leafHashBase64, sha256)).toEqual({ valid: true });
    }
  });

  test('reasons that the law withholds are in no export; that they are withheld is', async () => {
    const { customer, account } = await givenLines(store.ports);
    const secret = `canary-${newId()}`;
    const facts = { status: 'ACTIVE', limitMinor: 1, balanceMinor: 0, heldMinor: 0 };
    const line = {
      ...facts,
      currency: 'CNY',
      annualRatePpm: 0,
      overdueDays: 0,
      unusedMonths: null,
    };
    const decision = {
      ...{ id: newId(), customerId: customer.id, accountId: account.id, kind: 'SUSPENSION' },
      ...{ grounds: 'LEGAL_RESTRAINT', reasons: [{ code: secret, values: {} }], madeBy: 'STAFF' },
      ...{ adverseAction: true, decidedAt: NOW, decidedBy: 'agent-1', assessmentId: null },
      ...{ packEdition: 'CN-2021', limitPolicyVersion: null, causedBy: null, reverses: null },
      appealUntil: null,
      measure: {
        ...{ actionPolicyVersion: 'actions-1', measureId: 'm', scorecardVersion: 'x', facts: line },
        ...{ rulesVersion: null, milder: [], conditions: [], statement: secret, effectiveAt: NOW },
        withheld: { source: 'the law' },
      },
    } as const satisfies Decision;
    const told = { ...decision, id: newId(), measure: { ...decision.measure, withheld: null } };
    await store.ports.closures.addDecisions([decision]);
    const exported = async () =>
      (await exportMyData(store.ports, borrowerOf(customer)))?.document ?? '';
    expect(await exported()).not.toContain(secret);
    expect(await exported()).toContain('the law');
    await store.ports.closures.addDecisions([told]);
    // The reason is told; what staff wrote for staff is not.
    expect((await exported()).split(secret)).toHaveLength(2);
    const [kept] = await store.ports.closures.decisions([decision.id]);
    expect(kept).toEqual(decision);
  });

  test('nobody else has a copy made, and who is no customer here gets none', async () => {
    for (const role of ['agent', 'reviewer', 'analyst', 'auditor', 'service', 'partner'] as const) {
      const actor = { subject: 'x', roles: [role], customerId: given.customer.id };
      expect(await exportMyData(store.ports, actor)).toBeNull();
    }
    expect(await exportMyData(store.ports, borrowerOf({ id: newId() }))).toBeNull();
  });
});

/** Every byte that a database has on the disk, and its log; undefined where that cannot be read. */
async function bytesOf({ session, address }: DatabaseStore): Promise<Buffer | undefined> {
  const { sqlitePath } = address;
  if (sqlitePath !== undefined) {
    const files = [sqlitePath, `${sqlitePath}-wal`].filter((file) => existsSync(file));
    return Buffer.concat(files.map((file) => readFileSync(file)));
  }
  const ask = async (sql: string) =>
    Object.values(
      (await session.query().executeQuery(CompiledQuery.raw(sql))).rows[0] as object,
    )[0];
  await session.query().executeQuery(CompiledQuery.raw('checkpoint'));
  const home = String(await ask('show data_directory'));
  const oid = await ask('select oid from pg_database where datname = current_database()');
  try {
    const files = [join(home, 'base', String(oid)), join(home, 'pg_wal')].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(join(folder, name))),
    );
    return Buffer.concat(files);
  } catch (error) {
    // A server of another account keeps its files to itself.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined;
    throw error;
  }
}

const foundIn = (bytes: Buffer, texts: readonly string[]): string[] =>
  texts.filter((text) => bytes.includes(text));

describe('erased', () => {
  describeDatabases((open) => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'clearline-canary-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('nothing of it is anywhere, and the receipt that the customer kept still holds', async () => {
      const store = await open();
      const list = join(folder, 'erasures.jsonl');
      const ports = withErasureList(store.ports, erasureList(list, store.ports), (error) => {
        throw error;
      });
      const given = await givenLines(ports, [{}, {}]);
      const other = await givenLines(ports);
      const { canaries, receipt } = await plantCanaries(ports, given);
      const all = Object.values(canaries);
      const unreadable = [...SEALED_PLACES, ...HASHED_PLACES].map((place) => canaries[place]);
      const plain = PLAIN_PLACES.map((place) => canaries[place]);

      const before = await bytesOf(store);
      if (before) {
        // What is found shows that the search would have found the rest.
        expect(foundIn(before, [...plain, given.customer.id])).toEqual([
          ...plain,
          given.customer.id,
        ]);
        expect(foundIn(before, unreadable)).toEqual([]);
      }

      await closeLines(store, given);
      store.clock.advance(12 * 366 * DAY_MS);
      await runDueWork(ports);
      await eraseDue(ports, store.clock.now());
      const rows = JSON.stringify(await store.dump());
      for (const text of [...all, given.customer.id]) expect(rows).not.toContain(text);
      expect(rows).toContain(other.customer.id);
      expect(readFileSync(list, 'utf8')).not.toContain(given.customer.id);
      expect(await exportMyData(ports, borrowerOf(given.customer))).toBeNull();

      const after = await bytesOf(store);
      if (after) {
        expect(foundIn(after, unreadable)).toEqual([]);
        // PostgreSQL clears what was plain by its own vacuum, on its own time.
        if (store.address.sqlitePath !== undefined) {
          expect(foundIn(after, [...all, given.customer.id])).toEqual([]);
        }
      }
      await expectProof(store, receipt);
    });
  });
});

/** Closes the lines on one day, as the use cases do. */
async function closeLines({ ports, clock }: DatabaseStore, given: Given): Promise<void> {
  const rules = packOfCustomer(given.customer.jurisdiction, clock.now());
  if (!rules) throw new Error('no rules');
  await ports.inTransaction(async () => {
    const closed = given.accounts.map((account): CreditAccount => {
      const { capabilities: revoked } = account;
      const made = { type: 'ClosureMade', closureId: newId(), outcome: 'CLOSED', revoked } as const;
      return evolve(account, { ...made, limitCountsUntil: null, at: clock.now() });
    });
    await ports.accounts.saveAll(closed);
    const { id } = given.customer;
    await followRelationship(ports, id, closed, rules.today, rules.pack, given.accounts);
  });
}

/** What was erased is gone from the entry, and the leaf that was published is as it was. */
async function expectProof({ ports }: DatabaseStore, receipt: Planted['receipt']): Promise<void> {
  const { sha256 } = systemEntropy;
  const [stored] = await ports.auditTrail.find([receipt.id]);
  if (!stored) throw new Error('the leaf is gone');
  expect(stored).toMatchObject({ contentJson: '', saltBase64: '' });
  const { commitmentBase64, coarseTime, leafHashBase64 } = receipt;
  expect(stored).toMatchObject({ commitmentBase64, coarseTime, leafHashBase64 });
  const leaf = leafHash(leafBytes(stored.coarseTime, stored.commitmentBase64), sha256);
  expect(Buffer.from(leaf)).toEqual(Buffer.from(decodeBase64(stored.leafHashBase64) ?? []));
  expect(verifyReceipt(receipt, stored.leafHashBase64, sha256)).toEqual({ valid: true });
}
