/** Erasing a customer knows every table, whichever is added, and takes a fixed number of statements. */
import { expect, test } from '@jest/globals';
import type { Insertable } from 'kysely';
import {
  CUSTOMER_TABLES,
  ERASED_OTHERWISE,
} from '../../../src/infrastructure/persistence/erasing-customers.js';
import type { Tables } from '../../../src/infrastructure/persistence/orm.js';
import { tables } from '../../../src/infrastructure/persistence/tables.js';
import { aCustomer, newId } from '../../support/portfolio.js';
import { statementCount } from '../../support/statement-count.js';
import { type DatabaseStore, describeDatabases } from '../../support/stores.js';

/** Where a table says whose a row is; undefined where it is nobody's. */
function ownerOf(name: string, columns: readonly string[]): string | undefined {
  if (columns.includes('customer_id')) return 'customer_id';
  return { customer: 'id', idempotency_key: 'subject' }[name];
}

const TABLES = tables.map(({ meta }) => {
  const name = meta.name as keyof Tables;
  return { name, owner: ownerOf(name, Object.keys(meta.properties)) };
});

/** A row in every table that has rows of customers. */
async function givenRows(store: DatabaseStore, customerId: string): Promise<void> {
  const metadata = [...store.database.orm.getMetadata().getAll().values()];
  for (const { name, owner } of TABLES) {
    if (owner === undefined) continue;
    const columns = metadata.find((each) => each.tableName === name)?.props ?? [];
    const values = columns.map((column) => [
      column.name,
      // A legal hold that is lifted holds nothing back.
      column.runtimeType === 'number' ? 1 : `${column.name} ${newId()}`,
    ]);
    const row = { ...Object.fromEntries(values), [owner]: customerId };
    await store.session
      .query()
      .insertInto(name)
      .values(row as Insertable<Tables[typeof name]>)
      .execute();
  }
}

test('every table with rows of customers is erased, or says why not', () => {
  const known = [...CUSTOMER_TABLES, ...Object.keys(ERASED_OTHERWISE)];
  const personal = TABLES.filter(({ owner }) => owner !== undefined).map(({ name }) => name);
  expect(known.toSorted()).toEqual(personal.toSorted());
  for (const why of Object.values(ERASED_OTHERWISE)) expect(why).toMatch(/\w+ \w+/);
});

describeDatabases((open) => {
  test('a row of an erased customer is in no table, and another’s in every one', async () => {
    const store = await open();
    const [gone, stays] = [newId(), newId()];
    for (const id of [gone, stays]) await givenRows(store, id);
    const before = await store.dump();
    const erase = () => store.ports.retention.eraseCustomers([gone]);
    const erased = await store.ports.inTransaction(erase);
    const after = await store.dump();
    expect(JSON.stringify(after)).not.toContain(gone);
    for (const { name, owner } of TABLES) {
      if (owner === undefined) continue;
      expect([name, erased.get(name)]).toEqual([name, 1]);
      const left = after[name]?.filter((row) => row.includes(stays));
      expect([name, left]).toEqual([name, before[name]?.filter((row) => row.includes(stays))]);
      expect([name, after[name]?.length]).toEqual([name, name === 'audit_entry' ? 2 : 1]);
    }
  });

  test('takes as many statements for fifty customers as for one, and few', async () => {
    const { onStatement, during } = statementCount();
    const store = await open({ onStatement });
    const ids = Array.from({ length: 52 }, () => newId());
    await store.ports.inTransaction(async () => {
      for (const id of ids) await givenRows(store, id);
    });
    const erase = (some: readonly string[]) =>
      during(() => store.ports.inTransaction(() => store.ports.retention.eraseCustomers(some)));
    // A connection's first transaction may say more.
    await erase(ids.slice(0, 1));
    const one = await erase(ids.slice(1, 2));
    const fifty = await erase(ids.slice(2));
    expect(await store.count('customer')).toBe(0);
    expect(fifty).toHaveLength(one.length);
    expect(one.length).toBeLessThanOrEqual(36);
  });

  test('very many due customers come in the same order as few', async () => {
    const { ports, session } = await open();
    const customers = Array.from({ length: 2_003 }, () => aCustomer());
    await ports.inTransaction(() => ports.customers.add(customers));
    const end = { relationship_ended_on: '2016-11-25', erase_on: '2026-11-25' };
    await session.query().updateTable('customer').set(end).execute();
    const [young, first, second, held, next] = customers.map(({ id }) => id).sort();
    await ports.retention.setRelationshipEnd(young ?? '', '2016-11-26', '2026-11-26');
    const hold = { id: newId(), customer_id: held ?? '', placed_at: 1, document: '' };
    await session
      .query()
      .insertInto('legal_hold')
      .values({ ...hold, lifted_at: null })
      .execute();
    const due = async (after: string | null, limit: number) => {
      const found = await ports.retention.dueCustomers('2026-11-25', { after, limit });
      return found.map(({ customerId }) => customerId);
    };
    expect(await due(null, 3)).toEqual([first, second, next]);
    expect(await due(first ?? null, 2)).toEqual([second, next]);
    await session
      .query()
      .updateTable('customer')
      .set({ erase_on: null })
      .where('id', '>', next ?? '')
      .execute();
    expect(await due(null, 9)).toEqual([first, second, next]);
  });
});
