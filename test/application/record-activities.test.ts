/** Business systems tell what customers do: what is kept, once, and what leaves no trace. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { giveConsent } from '../../src/application/consents.js';
import type { Customer } from '../../src/application/ports.js';
import {
  MAX_ACTIVITIES,
  type RecordedActivities,
  recordActivities,
} from '../../src/application/record-activities.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { aCustomer, newId } from '../support/portfolio.js';
import { shapeOf, statementCount } from '../support/statement-count.js';
import { DAY_MS, describeDatabases, describeStores, NOW, type Store } from '../support/stores.js';

const PSEUDONYM = 'contact-pseudonym-0001';
type Over = Record<string, unknown>;

/** An application for credit, unless told otherwise. */
const activityOf = ({ id }: Pick<Customer, 'id'>, over: Over = {}) => ({
  id: newId(),
  customerId: id,
  occurredAt: NOW,
  kind: 'APPLICATION',
  ...over,
});

async function givenCustomer({ ports }: Store, over: Partial<Customer> = {}): Promise<Customer> {
  const customer = aCustomer(over);
  await ports.inTransaction(() => ports.customers.add([customer]));
  return customer;
}

async function recorded({ ports }: Store, told: readonly unknown[]): Promise<RecordedActivities> {
  const result = await recordActivities(ports, paymentSystem, told);
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
  return result.made;
}

const daysOf = ({ ports }: Store, { id }: Customer) =>
  ports.activities.days([id], '2025-01-01', '2027-01-01');

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  describe('what is told', () => {
    test('lands in the customer’s own day on which it happened, however late it comes', async () => {
      const occurredAt = Date.parse('2026-11-20T17:00:00Z');
      const dayIn = async (jurisdiction: string) => {
        const customer = await givenCustomer(store, { jurisdiction });
        await recorded(store, [activityOf(customer, { occurredAt })]);
        return (await daysOf(store, customer)).map(({ day }) => day);
      };
      expect(await dayIn('CN')).toEqual(['2026-11-21']);
      expect(await dayIn('EU')).toEqual(['2026-11-20']);
    });

    test('adds up to the same days in whatever order and batches it comes', async () => {
      const customers = [await givenCustomer(store), await givenCustomer(store)] as const;
      const kinds = ['PURCHASE', 'CASH_OUT', 'DRAW'];
      const told = Array.from({ length: 30 }, (_, at) => ({
        occurredAt: NOW - (at % 4) * DAY_MS,
        kind: kinds[at % 3],
        money: { minor: 100 + at, currency: at % 2 === 0 ? 'CNY' : 'EUR' },
      }));
      const [one, other] = customers;
      await recorded(
        store,
        told.map((each) => activityOf(one, each)),
      );
      for (let at = told.length; at > 0; at -= 7) {
        const some = told.slice(Math.max(0, at - 7), at).reverse();
        await recorded(
          store,
          some.map((each) => activityOf(other, each)),
        );
      }
      const withoutName = async (customer: Customer) =>
        (await daysOf(store, customer)).map(({ customerId: _, ...day }) => day);
      expect(await withoutName(one)).toHaveLength(4);
      expect(await withoutName(other)).toEqual(await withoutName(one));
    });

    test('counts once, in a batch and over batches, whatever comes under its id', async () => {
      const customer = await givenCustomer(store);
      const first = activityOf(customer);
      const changed = { ...first, kind: 'LINE_OPENED' };
      expect(await recorded(store, [first, changed, first])).toEqual({
        recorded: 1,
        duplicates: 2,
        notTaken: [],
      });
      const before = await store.dump();
      const stranger = await givenCustomer(store);
      const elsewhere = { ...first, customerId: stranger.id };
      const again = await recorded(store, [changed, first, elsewhere]);
      expect(again).toEqual({ recorded: 0, duplicates: 3, notTaken: [] });
      const { customer: _, ...after } = await store.dump();
      expect(after).toEqual(
        Object.fromEntries(Object.entries(before).filter(([t]) => t !== 'customer')),
      );
      expect(await daysOf(store, customer)).toMatchObject([{ counts: { APPLICATION: 1 } }]);
    });

    test('by two senders at once counts once', async () => {
      const customers = [await givenCustomer(store), await givenCustomer(store)];
      const ids = Array.from({ length: 20 }, newId);
      const batches = customers.map((customer, at) => {
        const told = ids.map((id) => activityOf(customer, { id }));
        return at === 0 ? told : told.reverse();
      });
      const made = await Promise.all(batches.map((batch) => recorded(store, batch)));
      expect(made.reduce((sum, each) => sum + each.recorded, 0)).toBe(20);
      expect(made.reduce((sum, each) => sum + each.duplicates, 0)).toBe(20);
      const days = await Promise.all(customers.map((customer) => daysOf(store, customer)));
      const counted = days.flat().reduce((sum, { counts }) => sum + (counts.APPLICATION ?? 0), 0);
      expect(counted).toBe(20);
    });

    test('of one customer at once loses nothing', async () => {
      const customer = await givenCustomer(store);
      const batches = Array.from({ length: 5 }, () => [activityOf(customer), activityOf(customer)]);
      await Promise.all(batches.map((batch) => recorded(store, batch)));
      expect(await daysOf(store, customer)).toMatchObject([{ counts: { APPLICATION: 10 } }]);
    });

    test('may be nothing at all', async () => {
      expect(await recorded(store, [])).toEqual({ recorded: 0, duplicates: 0, notTaken: [] });
    });
  });

  describe('what may not be used', () => {
    test('is named with its reason and leaves no trace', async () => {
      const chinese = await givenCustomer(store);
      const european = await givenCustomer(store, { jurisdiction: 'EU' });
      const american = await givenCustomer(store, { jurisdiction: 'US' });
      const link = { kind: 'SOCIAL_LINK', pseudonym: PSEUDONYM };
      const place = { kind: 'PLACE_SIGHTING', pseudonym: PSEUDONYM };
      const old = { occurredAt: NOW - 366 * DAY_MS };
      const told = [
        activityOf(chinese, link),
        activityOf(european, link),
        activityOf(american, place),
        activityOf(european, { kind: 'LINE_CLOSED' }),
        activityOf(chinese, old),
        activityOf(chinese, { occurredAt: 0 }),
      ];
      const before = await store.dump();
      const { recorded: taken, notTaken } = await recorded(store, told);
      expect(taken).toBe(0);
      const reasons = [
        'CONSENT_MISSING',
        'SOURCE_FORBIDDEN',
        'SOURCE_FORBIDDEN',
        'SOURCE_FORBIDDEN',
        'TOO_OLD',
        'TOO_OLD',
      ];
      expect(notTaken).toEqual(told.map(({ id }, at) => ({ eventId: id, reason: reasons[at] })));
      expect(await store.dump()).toEqual(before);
    });

    test('uses up no id: told again after consent it is taken', async () => {
      const customer = await givenCustomer(store);
      const link = activityOf(customer, { kind: 'SOCIAL_LINK', pseudonym: PSEUDONYM });
      expect(await recorded(store, [link, link])).toMatchObject({ recorded: 0, duplicates: 0 });
      await giveConsent(store.ports, borrowerOf(customer), { source: 'SOCIAL' });
      expect(await recorded(store, [link])).toMatchObject({ recorded: 1, notTaken: [] });
    });

    test('stands beside what may, which is kept', async () => {
      const customer = await givenCustomer(store, { jurisdiction: 'EU' });
      const device = { kind: 'DEVICE_SIGHTING', pseudonym: PSEUDONYM };
      const told = [activityOf(customer), activityOf(customer, device)];
      expect(await recorded(store, told)).toMatchObject({ recorded: 1 });
      expect(await daysOf(store, customer)).toMatchObject([
        { counts: { APPLICATION: 1 }, pseudonyms: {} },
      ]);
    });
  });

  describe('a batch is refused as a whole', () => {
    test('with every problem and its place', async () => {
      const customer = await givenCustomer(store);
      const nowhere = await givenCustomer(store, { jurisdiction: 'ZZ' });
      const before = await store.dump();
      const told = [
        activityOf(customer),
        activityOf(customer, { id: 'two words', kind: 'PURCHASE' }),
        activityOf({ id: newId() }),
        activityOf(nowhere, { occurredAt: NOW + DAY_MS }),
        activityOf({ id: '\u0000' }),
        null,
      ];
      expect(await recordActivities(store.ports, paymentSystem, told)).toEqual({
        refusals: [
          {
            code: 'ACTIVITIES_INVALID',
            problems: [
              { path: 'activities[1].id', code: 'ID_INVALID', params: {} },
              { path: 'activities[1].money', code: 'FIELD_MISSING', params: {} },
              { path: 'activities[2].customerId', code: 'CUSTOMER_UNKNOWN', params: {} },
              {
                path: 'activities[3].occurredAt',
                code: 'OCCURRED_IN_FUTURE',
                params: { minutes: 5 },
              },
              { path: 'activities[3].customerId', code: 'JURISDICTION_UNSUPPORTED', params: {} },
              { path: 'activities[4].customerId', code: 'CUSTOMER_UNKNOWN', params: {} },
              { path: 'activities[5]', code: 'NOT_AN_ACTIVITY', params: {} },
            ],
          },
        ],
      });
      expect(await store.dump()).toEqual(before);
    });

    test('when it is too long', async () => {
      const customer = await givenCustomer(store);
      const told = Array.from({ length: MAX_ACTIVITIES + 1 }, () => activityOf(customer));
      expect(await recordActivities(store.ports, paymentSystem, told)).toEqual({
        refusals: [{ code: 'TOO_MANY_ACTIVITIES', most: MAX_ACTIVITIES }],
      });
      expect(await recorded(store, told.slice(1))).toMatchObject({ recorded: MAX_ACTIVITIES });
    });

    test('when anybody but a business system tells it', async () => {
      const customer = await givenCustomer(store);
      for (const actor of [agent, borrowerOf(customer)]) {
        const result = await recordActivities(store.ports, actor, [activityOf(customer)]);
        expect(result).toEqual({ refusals: [{ code: 'FORBIDDEN' }] });
      }
      expect(await daysOf(store, customer)).toEqual([]);
    });
  });
});

describeDatabases((open) => {
  test('the number of statements does not grow with the batch', async () => {
    const count = statementCount();
    const store = await open({ onStatement: count.onStatement });
    const shapes: string[][] = [];
    for (const many of [1, 2, 50]) {
      const customers = await Promise.all([1, 2, 3].map(() => givenCustomer(store)));
      const told = customers.flatMap((customer) =>
        Array.from({ length: many }, (_, at) =>
          activityOf(customer, { occurredAt: NOW - at * DAY_MS }),
        ),
      );
      shapes.push((await count.during(() => recorded(store, told))).map(shapeOf));
    }
    expect(shapes[2]).toHaveLength(shapes[1]?.length ?? 0);
    // Customers, consents, ids, days, activities, days again, and what waits for such news.
    expect(shapes[1]?.length).toBeLessThanOrEqual(7);
  });
});
