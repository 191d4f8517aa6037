/** A person decides about applications: what a machine declined, and what a rule referred. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { acceptOffer } from '../../src/application/accept-offer.js';
import { applyForLine } from '../../src/application/apply-for-line.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import { borrowerOf } from '../support/actors.js';
import { closedOwn, halfAYear, LATE } from '../support/closings.js';
import { type Given, givenLines } from '../support/portfolio.js';
import { describeStores, type Store } from '../support/stores.js';
import { messagesOf } from './acting.js';
import { assigned, cashOuts, decide, done, filed, key } from './appealing.js';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeAll(async () => {
    store = await open();
    ports = store.ports;
  });

  const apply = async (given: Given, productId: string) =>
    done(
      await applyForLine(ports, borrowerOf(given.customer), {
        productId,
        requestedLimit: { minor: 500_000, currency: 'CNY' },
        ...key(),
      }),
    );
  const applicationNow = async (id: string) => (await ports.applications.find([id]))[0]!;
  const offerOf = async (given: Given) => {
    const [newest] = await ports.applications.ofCustomer(given.customer.id, 1);
    return newest!;
  };

  describe('what a rule referred', () => {
    const referred = async () => {
      const given = await givenLines(ports, []);
      await cashOuts(store, given, 14);
      const { application, decision } = await apply(given, given.product.id);
      expect(application.status).toBe('REFERRED');
      const [referral] = await ports.appeals.ofDecisions([decision.id]);
      return { given, application, decision, referral: referral as Appeal };
    };

    test('opens a case by itself, with a clock, that everybody can take', async () => {
      const { referral, decision, given } = await referred();
      expect(referral).toMatchObject({
        kind: 'REFERRAL',
        customerId: given.customer.id,
        accountId: null,
        statement: '',
        status: 'OPEN',
        recused: [],
        filedBy: decision.decidedBy,
      });
      expect(referral.clock.dueAt).toBeGreaterThan(ports.clock.now());
    });

    test('is declined by a person, for the reasons of the rule, and can be appealed', async () => {
      const { given, application, decision, referral } = await referred();
      await assigned(store, referral);
      done(await decide(store, referral));
      const declined = await applicationNow(application.id);
      expect(declined).toMatchObject({ status: 'DECLINED', endedAt: ports.clock.now() });
      const [own] = await ports.closures.decisions([declined.decisionId]);
      expect(own).toMatchObject({
        kind: 'APPLICATION',
        madeBy: 'STAFF',
        decidedBy: 'reviewer-1',
        adverseAction: true,
        reasons: decision.reasons,
        causedBy: decision.id,
      });
      expect(own?.appealUntil).toBeGreaterThan(ports.clock.now());
      const notices = await ports.notices.ofDecisions([own!.id]);
      const words = notices.map(({ sections }) => JSON.stringify(sections));
      expect(words.map((each) => each.includes('you can appeal until'))).toEqual([true, false]);
      // There is an appeal against it, and so no reconsideration of the referral besides.
      expect(words.map((each) => each.includes('ask once'))).toEqual([false, false]);
      const told = await messagesOf(store, 'clearline.credit-application.decided.v1');
      expect(told.at(-1)).toMatchObject({ applicationId: application.id, status: 'DECLINED' });
      const appeal = await filed(store, { given, decision: own! });
      expect(appeal.recused).toEqual(['reviewer-1']);
    });

    test('is granted by a person, as an offer that the customer accepts', async () => {
      const { given, application, referral } = await referred();
      await assigned(store, referral);
      const { appeal } = done(await decide(store, referral, { outcome: 'OVERTURNED' }));
      expect(appeal.outcome?.repairs).toMatchObject([
        { kind: 'NEW_AGREEMENT', done: true, code: 'REPAIR_AGREEMENT_OFFERED' },
      ]);
      const offered = await offerOf(given);
      expect(offered).toMatchObject({ status: 'OFFERED', offer: { limitMinor: 500_000 } });
      expect((await applicationNow(application.id)).status).toBe('LAPSED');
      const accepted = { applicationId: offered.id, ...key() };
      const { account } = done(await acceptOffer(ports, borrowerOf(given.customer), accepted));
      expect(account).toMatchObject({ status: 'ACTIVE', limitMinor: 500_000 });
    });
  });

  describe('what a machine declined', () => {
    const declined = async () => {
      const given = await givenLines(ports, [{}]);
      await ports.inTransaction(() => ports.books.addStatements(halfAYear(given.account, LATE)));
      const { product } = await givenLines(ports, []);
      const { application, decision } = await apply(given, product.id);
      expect(application.status).toBe('DECLINED');
      return { given, application, decision };
    };

    test('is overturned by an offer that a person makes', async () => {
      const { given, decision } = await declined();
      const appeal = await assigned(store, await filed(store, { given, decision }));
      expect(appeal.accountId).toBeNull();
      const result = done(await decide(store, appeal, { outcome: 'OVERTURNED' }));
      expect(result.reversal).toMatchObject({ kind: 'REVERSAL', reverses: decision.id });
      expect(result.appeal.outcome?.rescore).toMatchObject({ stillApplies: null });
      expect(await offerOf(given)).toMatchObject({ status: 'OFFERED' });
    });

    test('is not modified: there is no milder step than an offer', async () => {
      const { given, decision } = await declined();
      const appeal = await assigned(store, await filed(store, { given, decision }));
      const modification = { kind: 'LINE_DECREASE', limitMinor: 100 } as const;
      const before = await store.dump();
      const refusals = [{ code: 'MODIFICATION_NOT_POSSIBLE' }];
      const result = await decide(store, appeal, { outcome: 'MODIFIED', modification });
      expect(result).toEqual({ refusals });
      expect(await store.dump()).toEqual(before);
    });

    test('stays so where a rule holds back all new credit', async () => {
      const given = await givenLines(ports, [{}, {}, {}]);
      for (const account of given.accounts) await closedOwn(ports, { ...given, account });
      const { application, decision } = await apply(given, given.product.id);
      expect(application.status).toBe('DECLINED');
      const appeal = await assigned(store, await filed(store, { given, decision }));
      const before = await store.dump();
      const result = await decide(store, appeal, { outcome: 'OVERTURNED' });
      expect(result).toMatchObject({
        refusals: [{ code: 'OFFER_NOT_POSSIBLE', reasons: [{ code: 'CLOSING_FREQUENT' }] }],
      });
      expect(await store.dump()).toEqual(before);
    });
  });
});
