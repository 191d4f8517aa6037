/**
 * A database in the field was made, and written to, by an older release. For every migration before
 * the newest there are rows as the release that ended with it wrote them (a text of SQL, and what it
 * means); the newest code migrates such a database and reads every row.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import { verifyReceipt } from '../../../src/domain/audit-trail/audit-entry.js';
import { systemEntropy } from '../../../src/infrastructure/entropy.js';
import { demoClock } from '../../../src/infrastructure/persistence/demo-clock.js';
import { migrations } from '../../../src/infrastructure/persistence/migrations/list.js';
import { tables } from '../../../src/infrastructure/persistence/tables.js';
import { type DatabaseStore, databaseStore, describeEmptyDatabases } from '../../support/stores.js';

const fixture = (name: string): URL => new URL(`../../support/fixtures/${name}`, import.meta.url);
const migrated = migrations.map(({ name }) => name);
const earlier = migrated.slice(0, -1);

/** How many tables there were when a release ended with a migration. */
const TABLES_THEN: Readonly<Record<string, number>> = {
  '2026-11-22-foundations': 21,
  '2026-11-22-dues-refunds-pages': 21,
  '2026-11-22-behaviour': 25,
  '2026-11-22-closure-life': 32,
};

/** The tables as they stand today, by name. */
const TABLES: readonly string[] = tables.map(({ meta }) => meta.name as string);

test.each(earlier)('%s has rows of its release', (name) => {
  expect(existsSync(fixture(`${name}.sql`)) && existsSync(fixture(`${name}.json`))).toBe(true);
});

describeEmptyDatabases((open) => {
  /** A database as the release whose last migration this is left it. */
  async function databaseOf(name: string): Promise<DatabaseStore> {
    const store = await open();
    await store.database.orm.migrator.up({ to: name });
    const rows = readFileSync(fixture(`${name}.sql`), 'utf8').replace(/^--.*\n/gm, '');
    for (const statement of rows.split(/;\n(?=insert|$)/).filter(Boolean)) {
      await store.session.query().executeQuery(CompiledQuery.raw(statement));
    }
    return store;
  }

  test.each(earlier)('%s: the rows touch every table that it had', async (name) => {
    const store = await databaseOf(name);
    await store.database.migrate();
    const filled = Object.entries(await store.dump()).filter(([, rows]) => rows.length > 0);
    const texts = readFileSync(fixture(`${name}.sql`), 'utf8');
    expect(filled.map(([table]) => table).sort()).toEqual(
      TABLES.filter((table) => texts.includes(`insert into "${table}"`)).sort(),
    );
    expect(filled).toHaveLength(TABLES_THEN[name] ?? 0);
  });

  test.each(earlier)(
    '%s: migrated to the newest, every row reads as it was meant',
    async (name) => {
      const before = await databaseOf(name);
      await before.database.migrate();
      const applied = await before.database.orm.migrator.getExecuted();
      expect(applied.map((each) => each.name)).toEqual(migrated);
      const told = JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8'));
      await expectReads(databaseStore(before.database, before.address), told);
      // Nothing is left to do, and asking again changes nothing.
      const rows = await before.dump();
      await before.database.migrate();
      expect(await before.dump()).toEqual(rows);
    },
  );
});

describeEmptyDatabases((open) => {
  test('whose lines were all closed before there was a day for it is due to be looked at', async () => {
    const store = await open();
    await store.database.orm.migrator.up({ to: '2026-11-22-behaviour' });
    const run = (text: string) => store.session.query().executeQuery(CompiledQuery.raw(text));
    for (const id of ['all', 'some', 'none']) {
      await run(`insert into customer (id, jurisdiction, locale, created_at)
        values ('${id}', 'CN', 'zh', 1)`);
    }
    const lines = { all: ['CLOSED', 'CLOSED'], some: ['CLOSED', 'CHARGED_OFF'] };
    for (const [customer, states] of Object.entries(lines)) {
      for (const [at, status] of states.entries()) {
        await run(`insert into credit_account (customer_id, id, product_id, creditor_id, currency,
            limit_minor, agreement_date, opened_at, repayment_autopay, version, status,
            effective_at, capabilities, closure_id)
          values ('${customer}', '${customer}-${at}', 'p', 'c', 'CNY', 1, '2026-01-01', 1, 0, 1,
            '${status}', ${at + 1}, '', null)`);
      }
    }
    await store.database.migrate();
    const due = await store.ports.retention.dueCustomers('2026-11-25', { after: null, limit: 9 });
    expect(due).toEqual([{ customerId: 'all', jurisdiction: 'CN', relationshipEndedOn: null }]);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the fixture is data that the assertions check.
async function expectReads({ ports, session, outbox }: DatabaseStore, told: any): Promise<void> {
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const sorted = <T extends { id: string }>(rows: readonly T[]) =>
    rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { books, riskProfiles, closures, auditTrail } = ports;
  const [customers, accounts] = [idsOf(told.customers), idsOf(told.accounts)];
  expect(sorted(await ports.customers.find(customers))).toEqual(told.customers);
  expect(sorted(await ports.accounts.find(accounts))).toEqual(told.accounts);
  expect(await ports.products.find(idsOf(told.products))).toEqual(told.products);
  expect(await books.positions(accounts)).toEqual(told.positions);
  const entries = await books.entriesOf(accounts, { before: null, limit: 100 });
  expect(sorted(entries)).toEqual(told.entries);
  for (const hold of told.holds) expect(await books.hold(hold.id)).toEqual(hold);
  expect(await books.activePlans(accounts)).toEqual(told.plans);
  expect(await books.statements(customers, '0000-00')).toEqual(told.statements);
  expect(await books.refundsOf(accounts)).toEqual(told.refunds);
  expect(await riskProfiles.champion()).toEqual(told.card);
  expect(sorted(await riskProfiles.byId(idsOf(told.assessments)))).toEqual(told.assessments);
  expect(await closures.find(idsOf(told.closures))).toEqual(told.closures);
  expect(await closures.decisions(idsOf(told.decisions))).toEqual(told.decisions);
  const named = await session.query().selectFrom('decision').select('assessment_id').execute();
  const assessments = told.decisions.map(({ assessmentId }: never) => assessmentId);
  expect(named.map(({ assessment_id }) => assessment_id)).toEqual(assessments);
  const receipts = await auditTrail.find(idsOf(told.auditEntries));
  expect(receipts).toEqual(told.auditEntries);
  for (const entry of receipts) {
    const check = verifyReceipt(entry, entry.leafHashBase64, systemEntropy.sha256);
    expect(check).toEqual({ valid: true });
  }
  expect(await outbox()).toMatchObject(told.outbox.map(({ data }: { data: object }) => ({ data })));
  for (const { source, sourceKey, customerId } of told.sources) {
    const known = await ports.imports.known(source, [sourceKey]);
    expect(known).toEqual(new Map([[sourceKey, customerId]]));
  }
  const { scope, inputHash, createdAt, result } = told.key;
  const claim = () => ports.idempotencyKeys.claim(scope, inputHash, createdAt, createdAt);
  expect(await ports.inTransaction(claim)).toEqual({ outcome: 'REPLAY', result });
  await expectBehaviour(ports, told);
  await expectClosureLife(ports, told);
  const clock = await demoClock(session, () => 5);
  expect(clock.now()).toBe(5 + told.demoClockOffsetMs);
}

/** What only a release that remembers behaviour has written. */
// biome-ignore lint/suspicious/noExplicitAny: the fixture is data that the assertions check.
async function expectBehaviour(ports: DatabaseStore['ports'], told: any): Promise<void> {
  const { days = [], activities = [], consents = [], rules } = told;
  const customers: string[] = told.customers.map(({ id }: { id: string }) => id);
  if (rules) expect(await ports.riskProfiles.currentRules()).toEqual(rules);
  expect(await ports.activities.days(customers, '0000-01-01', '9999-12-31')).toEqual(days);
  const ids: string[] = activities.map(({ id }: { id: string }) => id);
  expect(await ports.activities.known([...ids, 'another'])).toEqual(new Set(ids));
  const given = customers.map((id) => ports.consents.newest(id, 9));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect((await Promise.all(given)).flat().sort(byId)).toEqual(consents);
  const everything = customers.map((id) => ports.retention.everythingOf(id));
  const kept = (await Promise.all(everything)).flatMap((rows) => rows.get('activity') ?? []);
  const details = activities.map(({ id, detail }: { id: string; detail: object }) => ({
    id,
    detail,
  }));
  expect(kept).toHaveLength(details.length);
  expect(kept).toEqual(
    expect.arrayContaining(details.map((each: object) => expect.objectContaining(each))),
  );
}

/** What only a release that knows a closure's whole life has written, personal texts sealed. */
// biome-ignore lint/suspicious/noExplicitAny: the fixture is data that the assertions check.
async function expectClosureLife(ports: DatabaseStore['ports'], told: any): Promise<void> {
  const idsOf = (rows: readonly { id: string }[] = []) => rows.map(({ id }) => id);
  const {
    closureRequests = [],
    closureQuotes = [],
    applications = [],
    legalHolds = [],
    erasures = [],
  } = told;
  expect(await ports.closureRequests.find(idsOf(closureRequests))).toEqual(closureRequests);
  expect(await ports.closureQuotes.find(idsOf(closureQuotes))).toEqual(closureQuotes);
  expect(await ports.applications.find(idsOf(applications))).toEqual(applications);
  expect(await ports.legalHolds.find(idsOf(legalHolds))).toEqual(legalHolds);
  expect(await ports.retention.erasures(null, 9)).toEqual(erasures);
  const customers: string[] = told.customers.map(({ id }: { id: string }) => id);
  expect(await ports.identities.find(customers)).toEqual(told.identities ?? []);
  if (told.limitPolicy) expect(await ports.limitPolicies.current()).toEqual(told.limitPolicy);
  if (!told.relationshipEnd) return;
  const { eraseOn, ...ended } = told.relationshipEnd;
  const due = await ports.retention.dueCustomers(eraseOn, { after: null, limit: 9 });
  expect(due).toEqual([ended]);
}
