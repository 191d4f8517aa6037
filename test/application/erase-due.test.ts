/** Erasing on schedule: what goes, what stays, what is written down, and who is passed over. */
import { AsyncResource } from 'node:async_hooks';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { closeAccount } from '../../src/application/close-account.js';
import { eraseDue } from '../../src/application/erase-due.js';
import { liftLegalHold, placeLegalHold } from '../../src/application/legal-holds.js';
import type { Ports } from '../../src/application/ports.js';
import type { DueCustomer, Erasure } from '../../src/application/retention-ports.js';
import type { Activity } from '../../src/domain/risk-profile/activity.js';
import { key } from '../support/operated.js';
import { aCustomer, type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

/** Runs outside of any transaction, as another request does. */
const outside = AsyncResource.bind((work: () => Promise<unknown>) => work());
const reviewer = { subject: 'reviewer-1', roles: ['reviewer'] } as const;

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const run = (over: Partial<Ports> = {}, pause?: () => Promise<void>) =>
    eraseDue({ ...ports, ...over }, store.clock.now(), pause);
  const listed = async (): Promise<Erasure[]> => ports.retention.erasures(null, 100);
  const audited = async () =>
    (await store.auditEntries()).flatMap(({ contentJson }) =>
      contentJson === '' ? [] : [JSON.parse(contentJson)],
    );
  /** A customer whose relationship ended so long ago, and who is due since so many days. */
  const ended = async ({ years = 11, dueSince = 1, jurisdiction = 'CN' } = {}): Promise<Given> => {
    const given = await givenLines(ports, [{}], { customer: { jurisdiction } });
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const endedOn = day(NOW - years * 365 * DAY_MS);
    const eraseOn = day(NOW - dueSince * DAY_MS);
    await ports.retention.setRelationshipEnd(given.customer.id, endedOn, eraseOn);
    return given;
  };
  const isThere = async ({ customer }: Given) =>
    (await ports.customers.find([customer.id])).length === 1;
  const told = ({ customer }: Given, daysAgo: number): Activity => ({
    id: newId(),
    customerId: customer.id,
    occurredAt: NOW - daysAgo * DAY_MS,
    kind: 'DEVICE_SIGHTING',
    pseudonym: `device-of-${customer.id}`,
  });

  test('nothing is written where nothing is due', async () => {
    await givenLines(ports);
    await ended({ dueSince: -1 });
    const before = await store.dump();
    let settled = 0;
    const settle = async () => {
      settled += 1;
    };
    const retention = { ...ports.retention, settle };
    expect(await run({ retention })).toEqual({ rowsErased: 0, customersErased: 0 });
    expect(await store.dump()).toEqual(before);
    // Consents that were withdrawn, or a run that was cut off, may have left something in the log.
    expect(settled).toBe(1);
  });

  test('raw events lose what they told after fifteen days, and it is written down without a name', async () => {
    const given = await givenLines(ports);
    const [old, young] = [told(given, 16), told(given, 15)];
    await ports.inTransaction(() => ports.activities.add([old, young], NOW));
    expect(await run()).toEqual({ rowsErased: 1, customersErased: 0 });
    expect(await ports.activities.known([old.id, young.id])).toEqual(new Set([old.id, young.id]));
    const raw = { what: 'RAW_EVENTS', before: '2026-11-10' };
    expect(await listed()).toMatchObject([{ ...raw, rows: 1, customerHash: null, erasedAt: NOW }]);
    const entries = await audited();
    expect(entries).toMatchObject([
      {
        type: 'retention.erased',
        ...raw,
        jurisdiction: 'CN',
        rows: 1,
        editions: [expect.stringMatching(/^CN-/)],
      },
    ]);
    expect(JSON.stringify([entries, await listed()])).not.toContain(given.customer.id);
    expect(await run()).toEqual({ rowsErased: 0, customersErased: 0 });
  });

  test('a run goes batch by batch, and one that is interrupted is continued by the next', async () => {
    const given = await givenLines(ports);
    const many = Array.from({ length: 505 }, () => told(given, 20));
    await ports.inTransaction(() => ports.activities.add(many, NOW));
    const stop = async () => {
      throw new Error('interrupted');
    };
    await expect(run({}, stop)).rejects.toThrow('was not erased');
    expect((await listed()).map(({ rows }) => rows)).toEqual([500]);
    expect(await run()).toEqual({ rowsErased: 5, customersErased: 0 });
    expect((await listed()).map(({ rows }) => rows)).toEqual([500, 5]);
  });

  test('a customer whose time has come is erased whole, and stands in the list as a hash', async () => {
    const given = await ended();
    const other = await givenLines(ports);
    const hash = Buffer.from(ports.entropy.sha256(Buffer.from(given.customer.id))).toString('hex');
    expect(await run()).toMatchObject({ customersErased: 1 });
    expect(await isThere(given)).toBe(false);
    expect(await isThere(other)).toBe(true);
    expect(await listed()).toMatchObject([{ what: 'CUSTOMER', customerHash: hash, rows: 1 }]);
    expect(await audited()).toMatchObject([
      {
        type: 'retention.erased',
        what: 'CUSTOMER',
        customers: 1,
        rows: { customer: 1, credit_account: 1, ledger_position: 1 },
        editions: [expect.stringMatching(/^CN-/)],
      },
    ]);
    const rows = JSON.stringify(await store.dump());
    expect(rows).not.toContain(given.customer.id);
    expect(rows).toContain(other.customer.id);
  });

  test('the keys of a customer’s own requests go as well, whatever name was signed in with', async () => {
    const given = await givenLines(ports);
    const { id: customerId } = given.customer;
    const actor = { subject: 'somebody@example.com', roles: ['borrower'], customerId } as const;
    const closing = { accountId: given.account.id, expectedVersion: 1, ...key() };
    expect(await closeAccount(ports, actor, closing)).toHaveProperty('closure');
    expect(await store.count('idempotency_key')).toBe(1);
    const keys = (await ports.retention.everythingOf(customerId)).get('idempotency_key');
    expect(keys).toHaveLength(1);
    await ports.inTransaction(() => ports.retention.eraseCustomers([customerId]));
    expect(await store.count('idempotency_key')).toBe(0);
    expect(JSON.stringify(await store.dump())).not.toContain('somebody@example.com');
  });

  describe('whose relationship ended before such days were written down', () => {
    const endedEarlier = async (effectiveAt: number, over: object = { closureId: newId() }) => {
      const account = { status: 'CLOSED', effectiveAt, ...over } as object;
      const given = await givenLines(ports, [{ account }]);
      await ports.retention.setRelationshipEnd(given.customer.id, null, '1970-01-01');
      return given;
    };
    const dueBy = async (day: string) =>
      (await ports.retention.dueCustomers(day, { after: null, limit: 9 })).map(
        ({ customerId, relationshipEndedOn }) => [customerId, relationshipEndedOn],
      );

    test('the day is that of the last closing, and they go when their time has come', async () => {
      const [old, young] = [
        await endedEarlier(NOW - 12 * 366 * DAY_MS),
        await endedEarlier(NOW - DAY_MS),
      ];
      expect(await run()).toMatchObject({ customersErased: 1 });
      expect([await isThere(old), await isThere(young)]).toEqual([false, true]);
      expect(await dueBy('2029-12-31')).toEqual([]);
      expect(await dueBy('2039-12-31')).toEqual([[young.customer.id, '2026-11-24']]);
    });

    test('a line that is open by now keeps everything', async () => {
      const open = await endedEarlier(NOW, { status: 'ACTIVE' });
      expect(await run()).toMatchObject({ customersErased: 0 });
      expect(await isThere(open)).toBe(true);
      expect(await dueBy('2099-12-31')).toEqual([]);
    });
  });

  test('a hold that is placed while a batch is erasing is in force when the batch has ended', async () => {
    const given = await givenLines(ports);
    const young = told(given, 14);
    await ports.inTransaction(() => ports.activities.add([told(given, 20), young], NOW));
    const order: string[] = [];
    let placing: Promise<unknown> | undefined;
    const retention = {
      ...ports.retention,
      async eraseClass(...asked: Parameters<Ports['retention']['eraseClass']>) {
        const rows = await ports.retention.eraseClass(...asked);
        if (rows > 0 && !placing) {
          const input = { customerId: given.customer.id, reason: 'a dispute', ...key() };
          placing = outside(() =>
            placeLegalHold(ports, reviewer, input).then(() => order.push('placed')),
          );
          await new Promise((resolve) => setTimeout(resolve, 100));
          order.push('erased');
        }
        return rows;
      },
    };
    await run({ retention });
    await placing;
    expect(order).toEqual(['erased', 'placed']);
  });

  test('more customers than a batch are all erased, each batch with one entry', async () => {
    const customers = Array.from({ length: 53 }, () => aCustomer());
    await ports.inTransaction(async () => {
      await ports.customers.add(customers);
      for (const { id } of customers) {
        await ports.retention.setRelationshipEnd(id, '2010-01-01', '2020-01-02');
      }
    });
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
    };
    expect(await run({}, pause)).toMatchObject({ customersErased: 53 });
    expect(pauses).toBe(3);
    expect((await listed()).length).toBe(53);
    expect((await audited()).map(({ customers }) => customers)).toEqual([20, 20, 13]);
    expect(await store.count('customer')).toBe(0);
  });

  describe('nobody is erased', () => {
    test('under a legal hold, until it is lifted', async () => {
      const given = await ended();
      const placed = await placeLegalHold(ports, reviewer, {
        customerId: given.customer.id,
        reason: 'a dispute',
        ...key(),
      });
      if ('refusals' in placed) throw new Error(JSON.stringify(placed.refusals));
      expect(await run()).toEqual({ rowsErased: 0, customersErased: 0 });
      expect(await isThere(given)).toBe(true);
      await liftLegalHold(ports, reviewer, { legalHoldId: placed.made.id, ...key() });
      expect(await run()).toMatchObject({ customersErased: 1 });
      expect(await isThere(given)).toBe(false);
    });

    test('while the rules of today keep longer than those by which the day was set', async () => {
      const given = await ended({ years: 9 });
      expect(await run()).toEqual({ rowsErased: 0, customersErased: 0 });
      expect(await isThere(given)).toBe(true);
      // The new day stands: two years later the time has come.
      const due = (day: string) => ports.retention.dueCustomers(day, { after: null, limit: 10 });
      expect(await due('2026-12-31')).toEqual([]);
      expect((await due('2028-01-01')).map(({ customerId }) => customerId)).toEqual([
        given.customer.id,
      ]);
    });

    test('while the evidence of an application that came to nothing has to be kept', async () => {
      const given = await ended();
      const application = {
        id: newId(),
        customerId: given.customer.id,
        productId: given.product.id,
        creditorId: given.product.creditorId,
        previousAccountId: null,
        currency: 'CNY',
        requestedLimitMinor: 1,
        status: 'DECLINED',
        offer: null,
        appliedAt: NOW - 10 * DAY_MS,
        appliedBy: 'subject',
        assessmentId: newId(),
        decisionId: newId(),
        auditEntryId: newId(),
        packEdition: 'CN-2021',
        limitPolicyVersion: 'limits-1',
        accountId: null,
        endedAt: null,
      } as const;
      await ports.inTransaction(() => ports.applications.add(application));
      expect(await run()).toMatchObject({ customersErased: 0 });
      expect(await isThere(given)).toBe(true);
    });

    test('for whom no rules are in force', async () => {
      const given = await ended({ jurisdiction: 'XX' });
      expect(await run()).toMatchObject({ customersErased: 0 });
      expect(await isThere(given)).toBe(true);
    });

    test('who has a line again since the batch was found', async () => {
      const [given, other] = [await ended(), await ended()];
      let asked = 0;
      const retention = {
        ...ports.retention,
        async dueCustomers(...page: Parameters<Ports['retention']['dueCustomers']>) {
          const due: DueCustomer[] = await ports.retention.dueCustomers(...page);
          asked += 1;
          // Before the lock is there, an offer is accepted.
          if (asked === 1) await ports.retention.setRelationshipEnd(given.customer.id, null, null);
          return due;
        },
      };
      expect(await run({ retention })).toMatchObject({ customersErased: 1 });
      expect([await isThere(given), await isThere(other)]).toEqual([true, false]);
    });
  });

  test('what fails keeps nothing else from being erased, and is thrown in the end', async () => {
    const given = await ended();
    const line = await givenLines(ports);
    await ports.inTransaction(() => ports.activities.add([told(line, 400)], NOW));
    const failing = {
      ...ports.retention,
      async eraseClass(...asked: Parameters<Ports['retention']['eraseClass']>) {
        if (asked[0] === 'RAW_EVENTS') throw new Error('planted');
        return ports.retention.eraseClass(...asked);
      },
    };
    await expect(run({ retention: failing })).rejects.toThrow('was not erased');
    expect(await isThere(given)).toBe(false);
    expect((await listed()).map(({ what }) => what)).toEqual(['DAILY_BUCKETS', 'CUSTOMER']);
  });

  test('a batch that fails leaves its customers and the list as they were', async () => {
    const given = await ended();
    const before = await store.dump();
    const auditTrail = {
      ...ports.auditTrail,
      append: async () => {
        throw new Error('planted');
      },
    };
    await expect(run({ auditTrail })).rejects.toThrow('was not erased');
    expect(await store.dump()).toEqual(before);
    expect(await isThere(given)).toBe(true);
  });
});
