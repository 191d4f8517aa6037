/** Statements that are kept compiled: bound anew each time, and never to a text that does not fit. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Product } from '../../../src/domain/ledger/product.js';
import { DEMO_CREDITORS, DEMO_PRODUCTS } from '../../../src/infrastructure/demo/products.js';
import { prepared } from '../../../src/infrastructure/persistence/prepared.js';
import { insertAll } from '../../../src/infrastructure/persistence/rows.js';
import { newId } from '../../support/portfolio.js';
import { type DatabaseStore, describeDatabases } from '../../support/stores.js';

describeDatabases((open) => {
  let store: DatabaseStore;
  beforeAll(async () => {
    store = await open();
  });

  const named = async (names: readonly string[], built: () => void = () => undefined) => {
    const { rows } = await prepared(store.session, `creditors ${names.length}`, names, (query) => {
      built();
      return query.selectFrom('creditor').select('id').where('name', 'in', names).orderBy('name');
    });
    return rows.map(({ id }) => id);
  };

  test('a text is built once for each length of a list, and bound to the values of each call', async () => {
    const creditors = ['a', 'b', 'c'].map((name) => ({ id: newId(), name }));
    const ids = creditors.map(({ id }) => id);
    await insertAll(store.session, 'creditor', creditors);
    let builds = 0;
    const ask = (...names: string[]) =>
      named(names, () => {
        builds += 1;
      });
    expect(await ask('a')).toEqual(ids.slice(0, 1));
    expect(await ask('c')).toEqual(ids.slice(2));
    expect(builds).toBe(1);
    expect(await ask('b', 'c')).toEqual(ids.slice(1));
    expect(await ask('a', 'b')).toEqual(ids.slice(0, 2));
    expect(builds).toBe(2);
    expect(await store.ports.inTransaction(() => ask('b'))).toEqual(ids.slice(1, 2));
    expect(builds).toBe(2);
  });

  test('values that are not those of the statement are refused, also later', () => {
    const ask = (values: readonly unknown[]) => () =>
      prepared(store.session, 'one creditor', values, (query) =>
        query.selectFrom('creditor').select('id').where('name', '=', 'a'),
      );
    expect(ask(['b'])).toThrow('other values');
    expect(ask(['a'])).not.toThrow();
    expect(ask(['a', 'b'])).toThrow('other values');
    expect(ask([undefined])).toThrow('undefined value');
  });

  test('rows of different columns are refused', async () => {
    const rows = [{ id: newId(), name: 'd' }, { id: newId() } as { id: string; name: string }];
    await expect(insertAll(store.session, 'creditor', rows)).rejects.toThrow('other columns');
    expect(await named(['d'])).toEqual([]);
  });

  test('nothing runs on the connection of a transaction that has ended', async () => {
    let late = Promise.resolve<unknown>(undefined);
    const begun = Promise.withResolvers<void>();
    await store.ports.inTransaction(async () => {
      late = begun.promise.then(() => named(['a']));
    });
    begun.resolve();
    await expect(late).rejects.toThrow('has ended');
  });

  test('the terms of a product whose transaction was abandoned are not remembered', async () => {
    const [product] = DEMO_PRODUCTS.CN as readonly Product[];
    const find = () => store.ports.products.find([product?.id ?? '']);
    await store.ports.inTransaction(async (unit) => {
      await store.ports.products.add(DEMO_CREDITORS, DEMO_PRODUCTS.CN);
      expect(await find()).toEqual([product]);
      unit.abandon();
    });
    expect(await find()).toEqual([]);
    await store.ports.inTransaction(() =>
      store.ports.products.add(DEMO_CREDITORS, DEMO_PRODUCTS.CN),
    );
    expect(await find()).toEqual([product]);
    expect(await find()).toEqual([product]);
  });
});
