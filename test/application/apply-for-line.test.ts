/** The way back: applying, what is answered, and what it leaves behind. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type ApplyForLineInput, applyForLine } from '../../src/application/apply-for-line.js';
import { closeAccount } from '../../src/application/close-account.js';
import type { Ports } from '../../src/application/ports.js';
import { MAX_REQUESTED_MINOR, OFFER_DAYS } from '../../src/domain/credit-account/way-back.js';
import { shippedScorecard } from '../../src/infrastructure/scorecards/shipped.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { aStatement, type Given, givenLines, newId, TODAY } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const yuan = (minor: number) => ({ minor, currency: 'CNY' });

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  let given: Given;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
    given = await givenLines(ports);
    // A card with prices and a cutoff, as the product ships it.
    await ports.inTransaction(() => ports.riskProfiles.addChampion(shippedScorecard()));
  });

  const close = async (of = given, at = 0) => {
    const account = of.accounts[at]!;
    const [stored] = await ports.accounts.find([account.id]);
    const closing = {
      accountId: account.id,
      expectedVersion: stored!.version,
      idempotencyKey: `close-${account.id}`,
    };
    const result = await closeAccount(ports, borrowerOf(of.customer), closing);
    expect(result).not.toHaveProperty('refusals');
    return account;
  };
  const apply = (over: Partial<ApplyForLineInput> = {}, of = given) =>
    applyForLine(ports, borrowerOf(of.customer), {
      productId: of.product.id,
      requestedLimit: yuan(500_000),
      idempotencyKey: newId(),
      ...over,
    });
  /** Of the same creditor, and held by nobody. */
  const anotherProduct = async (over = {}) => {
    const { product } = await givenLines(ports, [], over);
    await ports.inTransaction(() => ports.riskProfiles.addChampion(shippedScorecard()));
    return product.id;
  };
  const refusedAs = async (code: string, over: Partial<ApplyForLineInput> = {}, of = given) => {
    const before = await store.dump();
    expect(await apply(over, of)).toMatchObject({ refusals: [{ code }] });
    expect(await store.dump()).toEqual(before);
  };
  /** Statements on which the line was months late, so that the score is low. */
  const paysLate = async (of: Given, monthsLate = 6) => {
    const periods = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'];
    await ports.books.addStatements(
      periods.map((period) => {
        const day = { closedOn: `${period}-28`, dueOn: `${period}-28` };
        const conduct = { balanceMinor: 990_000, paymentsMinor: 0, monthsLate };
        return aStatement(of.account, { period, ...day, ...conduct, duesCumulativeMinor: 0 });
      }),
    );
  };

  describe('an offer', () => {
    test('follows the closed line, is kept with a fresh assessment, and opens nothing', async () => {
      const closed = await close();
      const result = await apply();
      if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
      const { application, decision, receipt } = result;
      expect(application).toMatchObject({
        customerId: given.customer.id,
        previousAccountId: closed.id,
        requestedLimitMinor: 500_000,
        status: 'OFFERED',
        offer: {
          annualRatePpm: given.product.annualRatePpm,
          validUntil: NOW + OFFER_DAYS * DAY_MS,
        },
        accountId: null,
        endedAt: null,
      });
      expect(decision).toMatchObject({
        kind: 'APPLICATION',
        accountId: null,
        grounds: 'CUSTOMER_REQUEST',
        adverseAction: false,
        assessmentId: application.assessmentId,
      });
      const [latest] = await ports.riskProfiles.latest([given.customer.id]);
      expect(latest).toMatchObject({ id: application.assessmentId, trigger: 'APPLICATION' });
      expect(application.offer?.band).toBe(latest?.band);
      expect(await ports.accounts.ofCustomers([given.customer.id])).toHaveLength(1);
      expect(JSON.parse(receipt.contentJson)).toMatchObject({
        type: 'credit-application.decided',
        status: 'OFFERED',
        score: latest?.score,
      });
      const [message] = (await store.outbox()).slice(-1);
      expect(message).toMatchObject({
        type: 'clearline.credit-application.decided.v1',
        subject: given.customer.id,
        data: { status: 'OFFERED', applicationId: application.id },
      });
      expect(Object.keys(message?.data ?? {})).not.toContain('score');
    });

    test('counts as an application of the day, also for the assessment itself', async () => {
      await close();
      await apply();
      const days = await ports.activities.days([given.customer.id], TODAY, TODAY);
      expect(days).toMatchObject([{ counts: { APPLICATION: 1, LINE_CLOSED: 1 } }]);
      const [latest] = await ports.riskProfiles.latest([given.customer.id]);
      expect(latest?.values.applications_180d).toBe(1);
    });

    test('can be for a line of the same creditor, and for a product that was never had', async () => {
      const closed = await close();
      const other = await anotherProduct();
      expect(await apply({ productId: other })).toMatchObject({
        application: { status: 'OFFERED', previousAccountId: null },
      });
      expect(await apply({ productId: other, previousAccountId: closed.id })).toMatchObject({
        application: { previousAccountId: closed.id },
      });
    });

    test('is made once per key, and its key is good for nothing else', async () => {
      await close();
      const idempotencyKey = 'once';
      const first = await apply({ idempotencyKey });
      const before = await store.dump();
      expect(await apply({ idempotencyKey })).toEqual(first);
      expect(await apply({ idempotencyKey, requestedLimit: yuan(400_000) })).toEqual({
        refusals: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
      });
      expect(await store.dump()).toEqual(before);
      const both = await Promise.all([1, 2].map(() => apply({ idempotencyKey: 'at once' })));
      expect(both[0]).toEqual(both[1]);
      expect(await store.count('credit_application')).toBe(2);
    });
  });

  test('a score below the cutoff is declined with the card’s principal reasons', async () => {
    await paysLate(given);
    await close();
    const result = await apply();
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    expect(result.application).toMatchObject({ status: 'DECLINED', offer: null, endedAt: NOW });
    const { reasons, ...decision } = result.decision;
    expect(decision).toMatchObject({ grounds: 'BEHAVIOUR', adverseAction: true });
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.length).toBeLessThanOrEqual(4);
    for (const { text } of reasons) {
      expect(text?.en).toMatch(/^[A-Z].*\.$/);
      expect(text?.zh).toMatch(/\p{Script=Han}/u);
    }
    const auditEntryId = result.receipt.id;
    expect(await ports.notices.ofDecisions([decision.id])).toMatchObject([
      { accountId: null, customerId: given.customer.id, auditEntryId },
    ]);
  });

  test('who was never seen with credit is declined for that, and not for conduct', async () => {
    const first = await givenLines(ports, []);
    const shipped = shippedScorecard();
    const card = { ...shipped, version: 'strict-1', basePoints: shipped.basePoints - 100 };
    await ports.inTransaction(() => ports.riskProfiles.addChampion(card));
    const result = await apply({}, first);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    const { decision } = result;
    expect(decision).toMatchObject({ grounds: 'CREDIT_STANDARDS', adverseAction: true });
    expect(decision.reasons.map(({ tells }) => tells)).toEqual(
      decision.reasons.map(() => 'NO_CONDUCT'),
    );
    const [notice] = await ports.notices.ofDecisions([decision.id]);
    const ground = notice?.sections.find(({ code }) => code === 'GROUNDS');
    expect(ground?.paragraphs.map(({ en }) => en)).toEqual([
      expect.stringContaining('our own standards for lending'),
      expect.stringContaining('not because of how you have used or repaid your credit'),
    ]);
  });

  test('frequent closing is declined with the rule’s reason, and not in the EU', async () => {
    for (const jurisdiction of ['CN', 'EU'] as const) {
      const of = await givenLines(ports, [{}, {}, {}], { customer: { jurisdiction } });
      await ports.inTransaction(() => ports.riskProfiles.addChampion(shippedScorecard()));
      for (const at of [0, 1, 2]) await close(of, at);
      const result = await apply({}, of);
      if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
      const { application, decision } = result;
      expect([jurisdiction, application.status]).toEqual([
        jurisdiction,
        jurisdiction === 'CN' ? 'DECLINED' : 'OFFERED',
      ]);
      const [reason] = decision.reasons;
      expect(reason?.code).toMatch(jurisdiction === 'CN' ? /^CLOSING_FREQUENT$/ : /^LINE_OFFERED/);
    }
  });

  test('an offer in whole steps says the share that it is, not the one of the policy', async () => {
    await close();
    const result = await apply({ requestedLimit: { minor: 15_000, currency: 'CNY' } });
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    expect(result.application.offer?.limitMinor).toBe(10_000);
    expect(result.decision.reasons).toMatchObject([
      { code: 'LINE_OFFERED_IN_PART', values: { share: '66' } },
    ]);
  });

  test('a rule that asks for a person refers, and declines nothing', async () => {
    await close();
    const counts: string[] = [];
    for (let times = 1; times <= 8; times += 1) {
      const result = await apply();
      counts.push('refusals' in result ? 'refused' : result.application.status);
    }
    expect(counts).toEqual([...Array(7).fill('OFFERED'), 'REFERRED']);
    const [newest] = await ports.applications.ofCustomer(given.customer.id, 1);
    expect(newest).toMatchObject({ status: 'REFERRED', offer: null, endedAt: null });
    const [decision] = await ports.closures.decisions([newest!.decisionId]);
    expect(decision).toMatchObject({
      adverseAction: false,
      reasons: [{ code: 'APPLICATIONS_MANY' }],
    });
  });

  test('a due that was missed is declined as a delinquency', async () => {
    const position = { principalMinor: 50_000, duesMinor: 10_000 };
    const of = await givenLines(ports, [{ position }]);
    await ports.books.addStatements([aStatement(of.account)]);
    const productId = await anotherProduct();
    expect(await apply({ productId }, of)).toMatchObject({
      application: { status: 'DECLINED' },
      decision: { grounds: 'DELINQUENCY', reasons: [{ code: 'AGAINST_OVERDUE' }] },
    });
  });

  describe('what is wrong with the wish is refused, and leaves nothing behind', () => {
    test('a product that there is not, or not here', async () => {
      await close();
      await refusedAs('PRODUCT_NOT_FOUND', { productId: 'no-such' });
      const productId = await anotherProduct({ customer: { jurisdiction: 'EU' } });
      await refusedAs('PRODUCT_ELSEWHERE', { productId });
    });

    test('limits that are none, absurd, or in another currency', async () => {
      await close();
      for (const minor of [0, -1, -500_000, 1, 9_999, MAX_REQUESTED_MINOR + 1, 2 ** 52]) {
        await refusedAs('REQUESTED_LIMIT_INVALID', { requestedLimit: yuan(minor) });
      }
      await refusedAs('CURRENCY_MISMATCH', { requestedLimit: { minor: 1, currency: 'EUR' } });
      expect(await apply({ requestedLimit: yuan(MAX_REQUESTED_MINOR) })).toHaveProperty(
        'application',
      );
    });

    test('a line that is still there', async () => {
      await refusedAs('LINE_ALREADY_HELD');
    });

    test('a line to follow that is open, another’s, unknown, or of another creditor', async () => {
      await close();
      const others = await givenLines(ports);
      await close(others);
      const elsewhere = await anotherProduct({ product: { creditorId: 'creditor-2' } });
      await refusedAs('PREVIOUS_LINE_NOT_CLOSED', { previousAccountId: newId() });
      await refusedAs('PREVIOUS_LINE_NOT_CLOSED', { previousAccountId: others.account.id });
      await refusedAs('PREVIOUS_LINE_NOT_CLOSED', {
        productId: elsewhere,
        previousAccountId: given.account.id,
      });
      const two = await givenLines(ports, [{}, {}]);
      const open = { productId: await anotherProduct(), previousAccountId: two.account.id };
      await refusedAs('PREVIOUS_LINE_NOT_CLOSED', open, two);
    });

    test('all of it at once', async () => {
      const wrong = { requestedLimit: yuan(0), previousAccountId: newId() };
      const result = await apply(wrong);
      expect('refusals' in result && result.refusals.map(({ code }) => code)).toEqual([
        'REQUESTED_LIMIT_INVALID',
        'PREVIOUS_LINE_NOT_CLOSED',
        'LINE_ALREADY_HELD',
      ]);
    });

    test('whoever is not the customer, or whose rules nobody knows', async () => {
      await close();
      const input = {
        productId: given.product.id,
        requestedLimit: yuan(500_000),
        idempotencyKey: 'k',
      };
      const before = await store.dump();
      for (const actor of [agent, paymentSystem, { ...agent, customerId: given.customer.id }]) {
        const forbidden = { refusals: [{ code: 'FORBIDDEN' }] };
        expect(await applyForLine(ports, actor, input)).toEqual(forbidden);
      }
      expect(await applyForLine(ports, borrowerOf({ id: newId() }), input)).toEqual({
        refusals: [{ code: 'CUSTOMER_NOT_FOUND' }],
      });
      expect(await store.dump()).toEqual(before);
      const nowhere = await givenLines(ports, [], { customer: { jurisdiction: 'ZZ' } });
      await refusedAs('JURISDICTION_UNSUPPORTED', {}, nowhere);
    });
  });

  test('what cannot be written down was not applied for', async () => {
    await close();
    const before = await store.dump();
    const append = async () => {
      throw new Error('the log is full');
    };
    const broken = { ...ports, auditTrail: { ...ports.auditTrail, append } };
    const applying = applyForLine(broken, borrowerOf(given.customer), {
      productId: given.product.id,
      requestedLimit: yuan(500_000),
      idempotencyKey: 'k',
    });
    await expect(applying).rejects.toThrow('full');
    expect(await store.dump()).toEqual(before);
  });
});
