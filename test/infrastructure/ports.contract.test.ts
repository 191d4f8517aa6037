/** What every store promises of transactions, customers, accounts and products. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { StaleWrite } from '../../src/application/ports.js';
import { evolve } from '../../src/domain/credit-account/evolve.js';
import { aCustomer, anAccount, aProduct, givenLines, newId } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const sortedById = <T extends { id: string }>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  describe('inTransaction', () => {
    test('keeps what was written, and returns what the work returned', async () => {
      const customer = aCustomer();
      const returned = await store.ports.inTransaction(async () => {
        await store.ports.customers.add([customer]);
        return 'done';
      });
      expect(returned).toBe('done');
      expect(await store.ports.customers.find([customer.id])).toEqual([customer]);
    });

    test('sees its own writes, and nobody else does before it ends', async () => {
      const { customers, inTransaction } = store.ports;
      const customer = aCustomer();
      let outside: Promise<unknown> | undefined;
      const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
      const reader = asked.then(() => {
        outside = customers.find([customer.id]);
      });
      await inTransaction(async (unit) => {
        await customers.add([customer]);
        expect(await customers.find([customer.id])).toEqual([customer]);
        ask();
        await reader;
        unit.abandon();
      });
      expect(await outside).toEqual([]);
    });

    test('abandoned, it keeps nothing and still returns', async () => {
      const before = await store.dump();
      const customer = aCustomer();
      const returned = await store.ports.inTransaction(async (unit) => {
        await store.ports.customers.add([customer]);
        await givenRows(store, customer.id);
        unit.abandon();
        return 'refused';
      });
      expect(returned).toBe('refused');
      expect(await store.dump()).toEqual(before);
    });

    test('work that throws keeps nothing, and its error comes out as it is', async () => {
      const before = await store.dump();
      const broken = new Error('broken');
      const work = store.ports.inTransaction(async () => {
        await givenRows(store, newId());
        throw broken;
      });
      await expect(work).rejects.toBe(broken);
      expect(await store.dump()).toEqual(before);
    });

    test('throws when one is open already, and the open one can go on', async () => {
      const customer = aCustomer();
      await store.ports.inTransaction(async () => {
        const nested = store.ports.inTransaction(async () => 'never');
        await expect(nested).rejects.toThrow('a transaction is already open');
        await store.ports.customers.add([customer]);
      });
      expect(await store.ports.customers.find([customer.id])).toHaveLength(1);
    });

    test('a statement that fails takes the whole transaction with it', async () => {
      const customer = aCustomer();
      await store.ports.customers.add([customer]);
      const before = await store.dump();
      const work = store.ports.inTransaction(async () => {
        await store.ports.customers.add([aCustomer()]);
        await store.ports.customers.add([customer]);
      });
      await expect(work).rejects.toThrow();
      expect(await store.dump()).toEqual(before);
    });
  });

  describe('customers', () => {
    test('come back as they were, unknown ones not at all', async () => {
      const customers = [aCustomer(), aCustomer({ jurisdiction: 'EU', locale: 'en' })];
      await store.ports.customers.add(customers);
      const ids = [...customers.map(({ id }) => id), newId()];
      expect(sortedById(await store.ports.customers.find(ids))).toEqual(customers);
    });

    test('empty lists do nothing', async () => {
      const before = await store.dump();
      await store.ports.customers.add([]);
      expect(await store.ports.customers.find([])).toEqual([]);
      expect(await store.ports.inTransaction(() => store.ports.customers.lock([]))).toEqual([]);
      expect(await store.dump()).toEqual(before);
    });

    test('an id is given once', async () => {
      const customer = aCustomer();
      await store.ports.customers.add([customer]);
      await expect(store.ports.customers.add([{ ...customer, locale: 'en' }])).rejects.toThrow();
      expect(await store.ports.customers.find([customer.id])).toEqual([customer]);
    });

    test('lock returns those that exist by id, and lets the next one in after the end', async () => {
      const { customers, inTransaction } = store.ports;
      const [first, second] = [aCustomer(), aCustomer()];
      await customers.add([first, second]);
      const order: string[] = [];
      const { promise: locked, resolve: hasLocked } = Promise.withResolvers<void>();
      const slow = inTransaction(async () => {
        const found = await customers.lock([second.id, newId(), first.id]);
        expect(found).toEqual([first, second]);
        hasLocked();
        await new Promise((resolve) => setTimeout(resolve, 40));
        order.push('first ends');
      });
      const next = locked.then(() =>
        inTransaction(async () => {
          await customers.lock([first.id]);
          order.push('second goes on');
        }),
      );
      await Promise.all([slow, next]);
      expect(order).toEqual(['first ends', 'second goes on']);
    });
  });

  describe('credit accounts', () => {
    test('each status comes back as it was', async () => {
      const { accounts } = store.ports;
      const { customer, product } = await givenLines(store.ports);
      const { status, capabilities, ...agreement } = anAccount(customer, product);
      const closureId = newId();
      const all = [
        { ...agreement, id: newId(), status, capabilities: [] },
        { ...agreement, id: newId(), status, capabilities, repaymentAutopay: true },
        { ...agreement, id: newId(), status: 'SUSPENDED', suspended: [], suspendedBy: 'CUSTOMER' },
        {
          ...agreement,
          id: newId(),
          status: 'SUSPENDED',
          suspended: ['PAY', 'DRAW'],
          suspendedBy: 'CREDITOR',
        },
        {
          ...agreement,
          id: newId(),
          status: 'NOTICE_GIVEN',
          capabilities: ['DRAW'],
          noticeId: newId(),
        },
        {
          ...agreement,
          id: newId(),
          status: 'NOTICE_GIVEN',
          capabilities: [],
          noticeId: null,
          paused: ['PAY', 'DRAW'],
        },
        { ...agreement, id: newId(), status: 'DRAWDOWN_ENDED', ended: [] },
        { ...agreement, id: newId(), status: 'DRAWDOWN_ENDED', ended: ['PAY', 'INSTALMENT'] },
        { ...agreement, id: newId(), status, capabilities, annualRatePpm: 199_000 },
        { ...agreement, id: newId(), status: 'RUN_OFF', closureId, limitCountsUntil: '2027-05-24' },
        { ...agreement, id: newId(), status: 'CLOSED', closureId, limitCountsUntil: null },
        { ...agreement, id: newId(), status: 'CHARGED_OFF', previousAccountId: newId() },
      ] as const;
      await accounts.add(all);
      const found = await accounts.find([...all.map(({ id }) => id), newId()]);
      expect(sortedById(found)).toEqual(all);
    });

    test('the largest limit comes back exactly', async () => {
      const limitMinor = Number.MAX_SAFE_INTEGER;
      const { account } = await givenLines(store.ports, [{ account: { limitMinor } }]);
      expect((await store.ports.accounts.find([account.id]))[0]?.limitMinor).toBe(limitMinor);
    });

    test('of customers they come by customer and id', async () => {
      const [first, second] = [
        await givenLines(store.ports, [{}, {}, {}]),
        await givenLines(store.ports, [{}]),
      ];
      const { accounts } = store.ports;
      const found = await accounts.ofCustomers([second.customer.id, first.customer.id, newId()]);
      expect(found).toEqual([...first.accounts, ...second.accounts]);
      expect(await accounts.ofCustomers([])).toEqual([]);
      expect(await accounts.find([])).toEqual([]);
    });

    test('save keeps the next version', async () => {
      const { account } = await givenLines(store.ports);
      const closed = evolve(account, {
        type: 'ClosureMade',
        closureId: newId(),
        outcome: 'CLOSED',
        revoked: account.capabilities,
        limitCountsUntil: '2027-05-24',
        at: NOW,
      });
      await store.ports.accounts.save(closed);
      expect(await store.ports.accounts.find([account.id])).toEqual([closed]);
    });

    test('save of a version that is not the next one throws StaleWrite', async () => {
      const { account } = await givenLines(store.ports);
      const { accounts } = store.ports;
      await accounts.save({ ...account, version: 2, limitMinor: 5 });
      for (const version of [1, 2, 4]) {
        const late = accounts.save({ ...account, version, limitMinor: 7 });
        await expect(late).rejects.toThrow(StaleWrite);
      }
      const unknown = accounts.save({ ...account, id: newId(), version: 2 });
      await expect(unknown).rejects.toThrow(StaleWrite);
      expect((await accounts.find([account.id]))[0]).toMatchObject({ version: 2, limitMinor: 5 });
    });

    test('an id is given once', async () => {
      const { account } = await givenLines(store.ports);
      await expect(store.ports.accounts.add([account])).rejects.toThrow();
    });
  });

  describe('products', () => {
    test('come back as they were, with every name', async () => {
      const product = aProduct({ names: { en: 'Line “A” – 1', zh: '花呗😀' } });
      await store.ports.products.add([{ id: product.creditorId, name: '银行' }], [product]);
      expect(await store.ports.products.find([product.id, 'unknown'])).toEqual([product]);
      expect(await store.ports.products.find([])).toEqual([]);
    });

    test('what is there stays as it is, what is new is added', async () => {
      const product = aProduct();
      const other = aProduct();
      const creditor = { id: product.creditorId, name: 'First' };
      await store.ports.products.add([creditor], [product]);
      await store.ports.products.add([], []);
      const before = await store.count('creditor');
      const changed = { ...product, annualRatePpm: 1 };
      await store.ports.products.add([{ ...creditor, name: 'Second' }], [changed, other]);
      const found = await store.ports.products.find([product.id, other.id]);
      expect(sortedById(found)).toEqual(sortedById([product, other]));
      expect(await store.count('creditor')).toBe(before);
    });
  });
});

/** Rows of several tables, so that an undone transaction has something to undo. */
async function givenRows({ ports }: Store, customerId: string): Promise<void> {
  const product = aProduct();
  const account = anAccount({ ...aCustomer(), id: customerId }, product);
  await ports.products.add([{ id: newId(), name: 'Creditor' }], [product]);
  await ports.accounts.add([account]);
  const scope = { subject: customerId, operation: 'op', key: 'key' };
  await ports.idempotencyKeys.claim(scope, 'hash', NOW, 0);
}
