/** A customer closes a line: what it leaves behind, and what refuses it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CloseAccountInput, closeAccount } from '../../src/application/close-account.js';
import { receiptOf, verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import { MOTIVES } from '../../src/domain/credit-account/credit-account.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { borrowerOf } from '../support/actors.js';
import { madeClosure } from '../support/operated.js';
import {
  aHold,
  aPlan,
  aStatement,
  type Given,
  type GivenLine,
  givenLines,
  newId,
} from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  const close = (given: Given, over: Partial<CloseAccountInput> = {}) =>
    closeAccount(store.ports, borrowerOf(given.customer), {
      accountId: given.account.id,
      expectedVersion: 1,
      idempotencyKey: newId(),
      ...over,
    });

  async function closed(given: Given, over: Partial<CloseAccountInput> = {}) {
    const result = await close(given, over);
    return madeClosure(result);
  }

  async function expectRefused(
    given: Given,
    over: Partial<CloseAccountInput>,
    ...refusals: object[]
  ): Promise<void> {
    const before = await store.dump();
    const [account] = await store.ports.accounts.find([given.account.id]);
    expect(await close(given, over)).toEqual({ refusals, account });
    expect(await store.dump()).toEqual(before);
  }

  /** Debt with ten days of unposted interest, a hold and a plan. */
  async function givenBlockers(lines: readonly GivenLine[] = []): Promise<Given> {
    const debt = { principalMinor: 200_000, interestThrough: '2026-11-15', heldMinor: 20_000 };
    const given = await givenLines(store.ports, [{ position: debt }, ...lines]);
    await store.ports.books.addHold(aHold(given.account));
    await store.ports.books.addPlans([aPlan(given.account)]);
    return given;
  }

  describe('given a line without debt, when the customer closes it', () => {
    test('then everything that a closure leaves is there, once', async () => {
      const given = await givenLines(store.ports, [{}, { position: { principalMinor: 500_000 } }]);
      const { customer, account, accounts } = given;
      await store.ports.books.addStatements(accounts.map((each) => aStatement(each)));
      const before = await store.dump();
      const result = await closed(given, { motive: 'PRIVACY' });
      const added = Object.entries(await store.dump()).flatMap(([table, rows]) => {
        const count = rows.length - (before[table]?.length ?? 0);
        return count === 0 ? [] : [[table, count]];
      });
      expect(Object.fromEntries(added)).toEqual({
        activity: 1,
        activity_day: 1,
        assessment: 2,
        // The closing's own, that of the other line of the creditor, whose limit goes up, and what
        // bureaus are told.
        audit_entry: 3,
        closure: 1,
        decision: 2,
        idempotency_key: 1,
        outbox_message: 3,
      });
      const { capabilities, ...agreement } = account;
      const status = 'CLOSED';
      expect(result.account).toEqual({
        ...agreement,
        version: 2,
        status,
        effectiveAt: NOW,
        closureId: result.closure.id,
        limitCountsUntil: null,
      });
      expect(result.closure).toMatchObject({
        accountId: account.id,
        customerId: customer.id,
        outcome: 'CLOSED',
        motive: 'PRIVACY',
        revoked: capabilities,
        requestedAt: NOW,
        effectiveAt: NOW,
        requestedBy: borrowerOf(customer).subject,
        requestedAs: 'borrower',
        scorecardVersion: 'expert-1',
        packEdition: 'CN-2025',
      });
    });

    test('then both assessments are stored, and the closure names their scores', async () => {
      const given = await givenLines(store.ports);
      const { closure } = await closed(given);
      const ids = [closure.assessmentBeforeId ?? '', closure.assessmentAfterId];
      const [before, after] = (await store.ports.riskProfiles.byId(ids)).toSorted((a) =>
        a.trigger === 'BEFORE_CLOSURE' ? -1 : 1,
      );
      expect(before).toMatchObject({ trigger: 'BEFORE_CLOSURE', score: closure.scoreBefore });
      expect(after).toMatchObject({ trigger: 'CLOSURE', score: closure.scoreAfter });
      expect(await store.ports.riskProfiles.latest([given.customer.id])).toEqual([after]);
    });

    test('then the decision says that the customer asked', async () => {
      const { closure } = await closed(await givenLines(store.ports));
      const [decision] = await store.ports.closures.decisions([closure.decisionId]);
      expect(decision).toMatchObject({
        kind: 'CLOSURE',
        grounds: 'CUSTOMER_REQUEST',
        reasons: [{ code: 'CLOSED_AT_CUSTOMER_REQUEST' }],
        adverseAction: false,
        assessmentId: closure.assessmentAfterId,
      });
    });

    test('then the receipt proves who closed what, and no other receipt passes for it', async () => {
      const given = await givenLines(store.ports);
      const { closure, receipt } = await closed(given, { motive: 'COST' });
      const { leafHashBase64 } = receipt;
      const check = (contentJson: string) =>
        verifyReceipt({ ...receiptOf(receipt), contentJson }, leafHashBase64, systemEntropy.sha256)
          .valid;
      expect(check(receipt.contentJson)).toBe(true);
      expect(check(receipt.contentJson.replace('COST', 'OTHER'))).toBe(false);
      expect(JSON.parse(receipt.contentJson)).toMatchObject({
        closureId: closure.id,
        accountId: given.account.id,
        motive: 'COST',
        requestedBy: closure.requestedBy,
        scoreBefore: closure.scoreBefore,
        scoreAfter: closure.scoreAfter,
      });
    });

    test('then business systems get one message, bureaus another, and the motive stays here', async () => {
      const given = await givenLines(store.ports);
      const { closure } = await closed(given, { motive: 'LOWER_LEVERAGE' });
      const messages = (await store.outbox()).filter(({ subject }) => subject === given.account.id);
      expect(messages).toMatchObject([
        { type: 'clearline.credit-account.closure.v1', data: { closureId: closure.id } },
        { type: 'clearline.bureau.furnishing.v1', data: { closureId: closure.id } },
      ]);
      expect(JSON.stringify(messages)).not.toContain('LOWER_LEVERAGE');
    });

    test('then a credit balance becomes a refund due, with a last day', async () => {
      const given = await givenLines(store.ports, [{ position: { creditMinor: 777 } }]);
      await closed(given);
      const { books } = store.ports;
      const [refund] = await books.refundsOf([given.account.id]);
      // Seven business days of the State Council's calendar after a Wednesday.
      expect(refund).toMatchObject({ amountMinor: 777, payBy: '2026-12-04', paidAt: null });
      expect(await books.positions([given.account.id])).toMatchObject([{ creditMinor: 0 }]);
    });
  });

  test('a motive is never required and never changes a score', async () => {
    const scores = new Set<string>();
    for (const motive of [undefined, null, ...MOTIVES]) {
      const given = await givenLines(store.ports, [{}, { position: { principalMinor: 90_000 } }]);
      const { closure } = await closed(given, { motive });
      expect(closure.motive).toBe(motive ?? null);
      scores.add(`${closure.scoreBefore} ${closure.scoreAfter}`);
    }
    expect(scores.size).toBe(1);
  });

  describe('refusals leave nothing behind, in their order', () => {
    const money = (minor: number) => ({ minor, currency: 'CNY' });

    test('all blockers come at once, with the payoff of today', async () => {
      const given = await givenBlockers();
      const [hold] = await store.ports.books.openHolds([given.account.id]);
      const [plan] = await store.ports.books.activePlans([given.account.id]);
      await expectRefused(
        given,
        {},
        {
          code: 'BALANCE_OUTSTANDING',
          payoff: money(201_000),
          principal: money(200_000),
          interest: money(1_000),
          fees: money(0),
        },
        { code: 'HOLDS_OPEN', total: money(20_000), holds: [hold] },
        { code: 'INSTALMENT_PLAN_UNFINISHED', plan, instalmentsLeft: 4 },
      );
    });

    test('without an account, and with somebody else’s, the answer is the same', async () => {
      const [given, stranger] = [await givenBlockers(), await givenLines(store.ports)];
      const before = await store.dump();
      const answers = [
        await close({ ...given, customer: stranger.customer }, { quoteId: newId() }),
        await close(given, { accountId: newId() }),
        await close(given, { accountId: '' }),
      ];
      for (const answer of answers) {
        expect(answer).toEqual({ refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] });
      }
      expect(await store.dump()).toEqual(before);
    });

    test('already closing, then stale version, then quote, then blockers', async () => {
      const given = await givenBlockers();
      const stale = { code: 'VERSION_STALE', expectedVersion: 9, version: 1 };
      const quote = { quoteId: newId() };
      await expectRefused(given, { ...quote, expectedVersion: 9 }, stale);
      await expectRefused(given, quote, { code: 'QUOTE_NOT_FOUND' });
      const { closure } = await closed(given, { allowRunOff: true });
      const closureId = closure.id;
      const already = { code: 'ALREADY_CLOSING', status: 'RUN_OFF', closureId };
      await expectRefused(given, { ...quote, expectedVersion: 9 }, already);
    });

    test.each(['ZZ', 'toString'])(
      'jurisdiction %s has no pack, so nothing is decided',
      async (jurisdiction) => {
        const unsupported = { code: 'JURISDICTION_UNSUPPORTED', jurisdiction };
        const over = { customer: { jurisdiction } };
        await expectRefused(await givenLines(store.ports, [{}], over), {}, unsupported);
        const debt = { position: { principalMinor: 5, interestThrough: '2026-01-01' } };
        await expectRefused(await givenLines(store.ports, [debt], over), {}, unsupported);
      },
    );
  });
});
