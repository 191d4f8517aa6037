/** A customer consents to a source and withdraws the consent: what follows from it, and who may. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { behaviourOf } from '../../src/application/behaviour.js';
import { giveConsent, withdrawConsent } from '../../src/application/consents.js';
import { liftLegalHold, placeLegalHold } from '../../src/application/legal-holds.js';
import type { Customer, Ports } from '../../src/application/ports.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { key } from '../support/operated.js';
import { aCustomer, newId } from '../support/portfolio.js';
import { describeStores, HOUR_MS, NOW, type Store } from '../support/stores.js';

const PSEUDONYM = 'contact-pseudonym-0001';
const SOCIAL = { source: 'SOCIAL' } as const;

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  let customer: Customer;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
    customer = aCustomer();
    await ports.inTransaction(() => ports.customers.add([customer]));
  });

  const give = () => giveConsent(ports, borrowerOf(customer), SOCIAL);
  const withdraw = () => withdrawConsent(ports, borrowerOf(customer), SOCIAL);
  const tellLink = () =>
    recordActivities(ports, paymentSystem, [
      {
        id: newId(),
        customerId: customer.id,
        occurredAt: NOW,
        kind: 'SOCIAL_LINK',
        pseudonym: PSEUDONYM,
      },
      { id: newId(), customerId: customer.id, occurredAt: NOW, kind: 'APPLICATION' },
    ]);
  const permitted = async () =>
    (await behaviourOf(ports, [customer], store.clock.now())).get(customer.id)?.permitted;
  const audited = async () =>
    (await store.auditEntries()).map(({ contentJson }) => JSON.parse(contentJson));

  describe('giving consent', () => {
    test('opens the source from then on, and is written down', async () => {
      expect((await permitted())?.has('SOCIAL')).toBe(false);
      const given = { customerId: customer.id, source: 'SOCIAL', givenAt: NOW, withdrawnAt: null };
      const result = await give();
      expect(result).toMatchObject({ made: given });
      expect((await permitted())?.has('SOCIAL')).toBe(true);
      expect((await permitted())?.has('PLACES')).toBe(false);
      expect(await tellLink()).toMatchObject({ made: { recorded: 2 } });
      expect(await audited()).toMatchObject([
        {
          type: 'risk-profile.consent-given',
          customerId: customer.id,
          source: 'SOCIAL',
          packEdition: 'CN-2025',
          requestedBy: borrowerOf(customer).subject,
        },
      ]);
      expect(await store.outbox()).toMatchObject([
        { type: 'clearline.risk-profile.consent-given.v1', subject: customer.id },
      ]);
    });

    test('twice is once', async () => {
      const first = await give();
      const before = await store.dump();
      store.clock.advance(HOUR_MS);
      expect(await give()).toEqual(first);
      expect(await store.dump()).toEqual(before);
    });

    test('twice at once is once', async () => {
      const results = await Promise.all([give(), give(), give()]);
      expect(new Set(results.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(await store.count('consent')).toBe(1);
    });

    test.each([
      ['CN', 'TRANSACTIONS', 'PERMITTED'],
      ['EU', 'SOCIAL', 'FORBIDDEN'],
      ['EU', 'BUREAU', 'PERMITTED'],
      ['US', 'PLACES', 'FORBIDDEN'],
    ] as const)(
      'in %s is refused for %s, which is %s',
      async (jurisdiction, source, permission) => {
        const other = aCustomer({ jurisdiction });
        await ports.inTransaction(() => ports.customers.add([other]));
        const before = await store.dump();
        expect(await giveConsent(ports, borrowerOf(other), { source })).toEqual({
          refusals: [{ code: 'CONSENT_NOT_ASKED', source, permission }],
        });
        expect(await store.dump()).toEqual(before);
      },
    );

    test('is refused where no rules are known', async () => {
      const other = aCustomer({ jurisdiction: 'ZZ' });
      await ports.inTransaction(() => ports.customers.add([other]));
      expect(await giveConsent(ports, borrowerOf(other), SOCIAL)).toEqual({
        refusals: [{ code: 'JURISDICTION_UNSUPPORTED', jurisdiction: 'ZZ' }],
      });
    });

    test('is the customer’s own affair', async () => {
      const nobodys = { ...borrowerOf(customer), customerId: undefined };
      const inTheirName = { ...agent, customerId: customer.id };
      for (const actor of [agent, paymentSystem, nobodys, inTheirName]) {
        const forbidden = { refusals: [{ code: 'FORBIDDEN' }] };
        expect(await giveConsent(ports, actor, SOCIAL)).toEqual(forbidden);
        expect(await withdrawConsent(ports, actor, SOCIAL)).toEqual(forbidden);
      }
      expect(await giveConsent(ports, borrowerOf({ id: newId() }), SOCIAL)).toEqual({
        refusals: [{ code: 'CUSTOMER_NOT_FOUND' }],
      });
      expect(await store.count('consent')).toBe(0);
    });
  });

  describe('withdrawing consent', () => {
    test('erases what was kept of the source and nothing else, and is written down', async () => {
      await give();
      await tellLink();
      expect(JSON.stringify(await store.dump())).toContain(PSEUDONYM);
      store.clock.advance(HOUR_MS);
      const withdrawnAt = NOW + HOUR_MS;
      expect(await withdraw()).toMatchObject({ made: { source: 'SOCIAL', withdrawnAt } });
      const dump = await store.dump();
      expect(JSON.stringify(dump)).not.toContain(PSEUDONYM);
      expect(JSON.stringify([dump.activity, dump.activity_day])).not.toContain('SOCIAL_LINK');
      expect(dump.activity).toHaveLength(1);
      expect(await ports.activities.days([customer.id], '2026-01-01', '2027-01-01')).toMatchObject([
        { counts: { APPLICATION: 1 } },
      ]);
      expect((await permitted())?.has('SOCIAL')).toBe(false);
      expect((await audited()).map(({ type }) => type)).toEqual([
        'risk-profile.consent-given',
        'risk-profile.consent-withdrawn',
      ]);
      expect(await tellLink()).toMatchObject({
        made: { recorded: 1, notTaken: [{ reason: 'CONSENT_MISSING' }] },
      });
    });

    test('under a legal hold ends the use, and erases when the last hold is lifted', async () => {
      await give();
      await tellLink();
      const reviewer = { subject: 'reviewer-1', roles: ['reviewer'] } as const;
      const place = async () => {
        const input = { customerId: customer.id, reason: 'a dispute', ...key() };
        const placed = await placeLegalHold(ports, reviewer, input);
        if ('refusals' in placed) throw new Error(JSON.stringify(placed.refusals));
        return placed.made.id;
      };
      const lift = (legalHoldId: string) =>
        liftLegalHold(ports, reviewer, { legalHoldId, ...key() });
      const holds = [await place(), await place()] as const;
      store.clock.advance(HOUR_MS);
      await withdraw();
      expect((await permitted())?.has('SOCIAL')).toBe(false);
      expect(JSON.stringify(await store.dump())).toContain(PSEUDONYM);
      store.clock.advance(HOUR_MS);
      await lift(holds[0]);
      expect(JSON.stringify(await store.dump())).toContain(PSEUDONYM);
      await lift(holds[1]);
      expect(JSON.stringify(await store.dump())).not.toContain(PSEUDONYM);
      expect(await store.count('activity')).toBe(1);
      // Told at once and at the end: a restored backup repeats either.
      const listed = await ports.retention.erasures(null, 9);
      expect(listed.map(({ what }) => what)).toEqual(['SOURCE:SOCIAL', 'SOURCE:SOCIAL']);
    });

    test('that is not in force changes nothing', async () => {
      const before = await store.dump();
      expect(await withdraw()).toEqual({ made: null });
      expect(await store.dump()).toEqual(before);
    });

    test('can be followed by giving it again, as a new one', async () => {
      await give();
      await withdraw();
      store.clock.advance(HOUR_MS);
      expect(await give()).toMatchObject({ made: { givenAt: NOW + HOUR_MS, withdrawnAt: null } });
      const consents = await ports.consents.newest(customer.id, 5);
      expect(consents.map(({ withdrawnAt }) => withdrawnAt)).toEqual([null, NOW]);
      expect((await permitted())?.has('SOCIAL')).toBe(true);
    });

    test('and giving it again leave no more to read, however often', async () => {
      for (let times = 0; times < 3; times += 1) {
        await give();
        await withdraw();
      }
      let read = 0;
      const inForce: Ports['consents']['inForce'] = async (ids) => {
        const found = await ports.consents.inForce(ids);
        read += found.length;
        return found;
      };
      const counted = { ...ports, consents: { ...ports.consents, inForce } };
      await behaviourOf(counted, [customer], NOW);
      expect(read).toBe(0);
      await give();
      await behaviourOf(counted, [customer], NOW);
      expect(read).toBe(1);
    });

    test('that cannot be written down erases nothing', async () => {
      await give();
      await tellLink();
      const before = await store.dump();
      const append = async () => {
        throw new Error('the log is full');
      };
      const broken = { ...ports, auditTrail: { ...ports.auditTrail, append } };
      await expect(withdrawConsent(broken, borrowerOf(customer), SOCIAL)).rejects.toThrow('full');
      expect(await store.dump()).toEqual(before);
    });
  });

  describe('a consent for a purpose that has no source', () => {
    const PARTNERS = { purpose: 'PARTNER_ELIGIBILITY', source: null } as const;
    const OFFERS = { purpose: 'OFFERS', source: null } as const;
    const purposes = async () =>
      (await ports.consents.inForce([customer.id])).map(({ purpose }) => purpose);

    test('is given and withdrawn by itself, and opens no source', async () => {
      const borrower = borrowerOf(customer);
      await give();
      await tellLink();
      store.clock.advance(HOUR_MS);
      expect(await giveConsent(ports, borrower, PARTNERS)).toMatchObject({
        made: { purpose: 'PARTNER_ELIGIBILITY', source: null, withdrawnAt: null },
      });
      await giveConsent(ports, borrower, OFFERS);
      expect(await purposes()).toEqual(['CREDIT_ASSESSMENT', 'PARTNER_ELIGIBILITY', 'OFFERS']);
      expect([...((await permitted()) ?? [])].every((source) => typeof source === 'string')).toBe(
        true,
      );
      const { activity, activity_day } = await store.dump();
      const withdrawn = await withdrawConsent(ports, borrower, PARTNERS);
      expect(withdrawn).toMatchObject({ made: { purpose: 'PARTNER_ELIGIBILITY' } });
      expect(await purposes()).toEqual(['CREDIT_ASSESSMENT', 'OFFERS']);
      // Nothing was kept for it, so nothing is erased; the source's consent stands.
      const after = await store.dump();
      expect([after.activity, after.activity_day]).toEqual([activity, activity_day]);
      expect((await permitted())?.has('SOCIAL')).toBe(true);
      expect((await audited()).at(-1)).toMatchObject({
        type: 'risk-profile.consent-withdrawn',
        purpose: 'PARTNER_ELIGIBILITY',
        source: null,
      });
    });

    test('is asked for in every jurisdiction that has rules, and in no other', async () => {
      for (const jurisdiction of ['EU', 'US', 'ZZ']) {
        const other = aCustomer({ jurisdiction });
        await ports.inTransaction(() => ports.customers.add([other]));
        const result = await giveConsent(ports, borrowerOf(other), OFFERS);
        expect([jurisdiction, 'made' in result]).toEqual([jurisdiction, jurisdiction !== 'ZZ']);
      }
    });
  });
});
