/** The migrations make exactly what the entities say, on both databases. */
import { expect, test } from '@jest/globals';
import type { ISchemaGenerator } from '@mikro-orm/core';
import { CompiledQuery } from 'kysely';
import { openDatabase } from '../../../src/infrastructure/persistence/orm.js';
import { givenLines } from '../../support/portfolio.js';
import {
  type DatabaseStore,
  databaseStore,
  describeDatabases,
  describeEmptyDatabases,
} from '../../support/stores.js';

const run = ({ session }: DatabaseStore, sql: string) =>
  session.query().executeQuery(CompiledQuery.raw(sql));

/** What would have to be changed to make the database what the entities say. */
const difference = ({ database: { orm } }: DatabaseStore): Promise<string> =>
  (orm as unknown as { schema: ISchemaGenerator }).schema.getUpdateSchemaSQL({ wrap: false });

const REPLACED_BY_PLAIN = `drop index "consent_open_unique";
  create unique index "consent_open_unique" on "consent" ("customer_id", "source")`;

describeDatabases((open) => {
  test('entities and migrated tables do not differ', async () => {
    expect((await difference(await open())).trim()).toBe('');
  });

  test.each([
    ['a column is missing', 'alter table "customer" drop column "locale"', /"?locale"?/],
    ['an index is missing', 'drop index "hold_id_index"', /hold_id_index/],
    ['a condition is missing', REPLACED_BY_PLAIN, /consent_open_unique/],
    ['a table is missing', 'drop table "refund_due"', /create table [`"]refund_due/],
  ])('planted: %s, and it shows', async (_, sql, shown) => {
    const store = await open();
    for (const statement of sql.split(';')) await run(store, statement);
    expect(await difference(store)).toMatch(shown);
  });

  test('a stored figure beyond the safe integers is refused, never rounded', async () => {
    const store = await open();
    const { account } = await givenLines(store.ports);
    const set = (minor: string) =>
      run(store, `update "ledger_position" set "principal_minor" = ${minor}`);
    await set('9007199254740991');
    const read = () => store.ports.books.positions([account.id]);
    expect(await read()).toMatchObject([{ principalMinor: Number.MAX_SAFE_INTEGER }]);
    await set('9007199254740993');
    await expect(read()).rejects.toThrow();
  });
});

describeEmptyDatabases((open) => {
  test('several that start at once migrate once', async () => {
    const first = await open();
    const others = await Promise.all([1, 2].map(() => openDatabase(first.address)));
    try {
      const all = [first.database, ...others];
      await Promise.all(all.map((database) => database.migrate()));
      for (const database of all) {
        const store = databaseStore(database, first.address);
        expect(await store.count('customer')).toBe(0);
        expect(await database.orm.migrator.getPending()).toEqual([]);
      }
    } finally {
      for (const database of others) await database.close();
    }
  });
});
