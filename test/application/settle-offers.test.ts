/**
 * A decision stood, its customer was offered a new agreement, and then it is overturned: there is one
 * line with the limit that there was, the old one or the new one, never both.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type AcceptResult, acceptOffer } from '../../src/application/accept-offer.js';
import { closeAccount } from '../../src/application/close-account.js';
import { postAmount } from '../../src/application/operate-line.js';
import type { Ports } from '../../src/application/ports.js';
import type { Act } from '../../src/application/record-acts.js';
import { lookAtActions } from '../../src/application/return-watch.js';
import { type Reversal, reverseDecision } from '../../src/application/reverse-action.js';
import { OFFER_DAYS } from '../../src/domain/credit-account/way-back.js';
import { packFor } from '../../src/domain/policy/jurisdiction-pack.js';
import { localDate } from '../../src/domain/time.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { key, made } from '../support/operated.js';
import { type Given, givenLines } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import { acted, actionNow, aMeasure, expectWholeOrNothing, lineNow, messagesOf } from './acting.js';

/** Owes 9,500 of a limit of 10,000. */
const USED = { position: { principalMinor: 950_000 } };

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  /** The right to draw has ended, its conditions are gone, and the policy offers half of the limit. */
  async function offered(kind: 'DRAWDOWN_RIGHT_ENDED' | 'CLOSURE' = 'DRAWDOWN_RIGHT_ENDED') {
    const given = await givenLines(ports, [USED]);
    const [act] = await acted(store, given, aMeasure({ kind }));
    const amount = { minor: 800_000, currency: given.account.currency };
    const repayment = { accountId: given.account.id, amount, ...key() };
    made(await postAmount(ports, paymentSystem, 'REPAYMENT', repayment));
    const failures: unknown[] = [];
    await lookAtActions(ports, store.clock.now(), failures);
    expect(failures).toEqual([]);
    const applicationId = (await actionNow(store, act)).applicationId ?? '';
    return { given, act, applicationId };
  }
  const reverse = ({ customer }: Given, { decision }: Act, on: Ports = ports): Promise<Reversal> =>
    ports.inTransaction(async () => {
      await on.customers.lock([customer.id]);
      const now = on.clock.now();
      const today = localDate(now, 'Asia/Shanghai');
      const pack = packFor({ jurisdiction: 'CN', agreementDate: '2026-01-29', onDate: today });
      if (!pack) throw new Error('no pack');
      const accountsOf = () => on.accounts.ofCustomers([customer.id]);
      const reading = await on.ledger.readAhead(customer, now, accountsOf);
      const reason = { code: 'APPEAL_OVERTURNED', values: {} };
      const at = { customer, pack, today, now, reading, decidedBy: 'reviewer-1', reason };
      return reverseDecision(on, at, decision);
    });
  const accept = ({ customer }: Given, applicationId: string): Promise<AcceptResult> =>
    acceptOffer(ports, borrowerOf(customer), { applicationId, ...key() });
  async function accepted(given: Given, applicationId: string) {
    const result = await accept(given, applicationId);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    return result;
  }
  const applicationNow = async (id: string) => (await ports.applications.find([id]))[0];
  const linesOf = ({ customer }: Given) => ports.accounts.ofCustomers([customer.id]);
  const repairOf = ({ repairs }: Reversal, code: string) =>
    repairs.find((each) => each.code === code);
  /** What can be used at all, over all lines of the customer. */
  const usableMinor = async (given: Given) =>
    (await linesOf(given)).reduce(
      (sum, { status, limitMinor }) => sum + (status === 'ACTIVE' ? limitMinor : 0),
      0,
    );

  test('an offer that is still open goes with the decision, and its customer is told', async () => {
    const { given, act, applicationId } = await offered();
    const reversal = await reverse(given, act);
    expect((await lineNow(store, given)).status).toBe('ACTIVE');
    expect(repairOf(reversal, 'REPAIR_OFFER_WITHDRAWN')).toMatchObject({
      kind: 'NEW_AGREEMENT',
      decisionId: act.decision.id,
      accountId: given.account.id,
      done: true,
    });
    const application = await applicationNow(applicationId);
    expect(application).toMatchObject({ status: 'WITHDRAWN', endedAt: store.clock.now() });
    const told = await messagesOf(store, 'clearline.credit-application.withdrawn.v1');
    expect(told).toMatchObject([{ applicationId, status: 'WITHDRAWN' }]);
    const refusals = [{ code: 'OFFER_NOT_OPEN', status: 'WITHDRAWN' }];
    expect(await accept(given, applicationId)).toMatchObject({ refusals });
    expect(await linesOf(given)).toHaveLength(1);
  });

  test('an offer that was not taken up has nothing left to be withdrawn', async () => {
    const { given, act, applicationId } = await offered();
    store.clock.advance(OFFER_DAYS * DAY_MS);
    const reversal = await reverse(given, act);
    expect(repairOf(reversal, 'REPAIR_USE_RESTORED')).toBeDefined();
    expect(repairOf(reversal, 'REPAIR_OFFER_WITHDRAWN')).toBeUndefined();
    expect((await applicationNow(applicationId))?.status).toBe('OFFERED');
  });

  test('the offer of a closed line gives way to one of the limit that there was', async () => {
    const { given, act, applicationId } = await offered('CLOSURE');
    const reversal = await reverse(given, act);
    const codes = reversal.repairs.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['REPAIR_AGREEMENT_OFFERED', 'REPAIR_OFFER_WITHDRAWN']),
    );
    expect((await applicationNow(applicationId))?.status).toBe('WITHDRAWN');
    const { applicationId: next } = await actionNow(store, act);
    expect(await applicationNow(next ?? '')).toMatchObject({
      status: 'OFFERED',
      offer: { limitMinor: 1_000_000 },
    });
  });

  describe('where the customer has accepted', () => {
    test('the ended line stays ended, and the limit that there was is offered for the new one', async () => {
      for (const kind of ['DRAWDOWN_RIGHT_ENDED', 'CLOSURE'] as const) {
        const { given, act, applicationId } = await offered(kind);
        const { account: next } = await accepted(given, applicationId);
        expect(next.limitMinor).toBeLessThan(1_000_000);
        const ended = await lineNow(store, given);
        const reversal = await reverse(given, act);
        expect(repairOf(reversal, 'REPAIR_REPLACED')).toMatchObject({
          kind: 'STANDING',
          done: false,
        });
        expect(await lineNow(store, given)).toEqual(ended);
        expect((await actionNow(store, act)).status).toBe('OVERTURNED');
        expect(repairOf(reversal, 'REPAIR_LIMIT_OFFERED')).toMatchObject({
          kind: 'LIMIT',
          accountId: next.id,
          done: true,
          values: { limit: '10,000 CNY' },
        });
        // Nothing rises by itself.
        expect(await lineNow(store, { account: next })).toEqual(next);
        expect(await usableMinor(given)).toBe(next.limitMinor);
      }
    });

    test('accepting that raises the limit, opens nothing, and happens once', async () => {
      const { given, act, applicationId } = await offered();
      const { account: next } = await accepted(given, applicationId);
      await reverse(given, act);
      const own = await ports.applications.ofCustomer(given.customer.id, 10);
      const higher = own.find(({ raisesLimitOf }) => raisesLimitOf === next.id);
      expect(higher).toMatchObject({ status: 'OFFERED', previousAccountId: given.account.id });
      const { account, application, receipt } = await accepted(given, higher?.id ?? '');
      expect(account).toEqual({ ...next, limitMinor: 1_000_000, version: next.version + 1 });
      expect(application).toMatchObject({ status: 'ACCEPTED', accountId: next.id });
      expect(await usableMinor(given)).toBe(1_000_000);
      expect(await linesOf(given)).toHaveLength(2);
      expect(JSON.parse(receipt.contentJson)).toMatchObject({
        type: 'credit-account.limit-changed',
        applicationId: application.id,
        requestedAs: 'borrower',
      });
      expect(await messagesOf(store, 'clearline.credit-account.limit-changed.v1')).toMatchObject([
        { accountId: next.id, to: '10000.00', status: 'ACTIVE' },
      ]);
      const [decision] = await ports.closures.decisionsOf([next.id], 1);
      expect(decision).toMatchObject({
        kind: 'LINE_INCREASE',
        grounds: 'CUSTOMER_REQUEST',
        reasons: [{ code: 'LIMIT_RAISED_BY_ACCEPTANCE' }],
      });
      const again = { refusals: [{ code: 'OFFER_NOT_OPEN', status: 'ACCEPTED' }] };
      expect(await accept(given, application.id)).toMatchObject(again);
    });

    test('a line that has ended since takes no higher limit', async () => {
      const { given, act, applicationId } = await offered();
      const { account: next } = await accepted(given, applicationId);
      await reverse(given, act);
      const own = await ports.applications.ofCustomer(given.customer.id, 10);
      const higher = own.find(({ raisesLimitOf }) => raisesLimitOf === next.id)?.id ?? '';
      await acted(
        store,
        { ...given, account: next },
        aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }, []),
      );
      expect(await accept(given, higher)).toMatchObject({
        refusals: [{ code: 'NOT_ELIGIBLE', reasons: [{ code: 'LIMIT_CANNOT_RISE' }] }],
      });
      expect((await lineNow(store, { account: next })).limitMinor).toBe(next.limitMinor);
    });

    test('and has closed the new line since, the old one is given back', async () => {
      const { given, act, applicationId } = await offered();
      const { account: next } = await accepted(given, applicationId);
      const wish = { accountId: next.id, expectedVersion: next.version, ...key() };
      const closed = await closeAccount(ports, borrowerOf(given.customer), {
        ...wish,
        motive: null,
      });
      expect(closed).toMatchObject({ account: { status: 'CLOSED' } });
      expect(repairOf(await reverse(given, act), 'REPAIR_USE_RESTORED')).toBeDefined();
      expect(await usableMinor(given)).toBe(1_000_000);
    });
  });

  test('of an acceptance and an overturning at once one comes first, and there is never both', async () => {
    const seen = new Set<boolean>();
    // Whichever of them is quicker here, it is kept waiting a little longer until the other one wins.
    for (let waitMs = 1; seen.size < 2 && waitMs < 4_000; waitMs *= 2) {
      for (const late of ['accept', 'reverse'] as const) {
        const { given, act, applicationId } = await offered();
        const [answer, reversal] = await Promise.all([
          sleep(late === 'accept' ? waitMs : 0).then(() => accept(given, applicationId)),
          sleep(late === 'reverse' ? waitMs : 0).then(() => reverse(given, act)),
        ]);
        const isAccepted = 'account' in answer;
        seen.add(isAccepted);
        expect((await lineNow(store, given)).status).toBe(isAccepted ? 'DRAWDOWN_ENDED' : 'ACTIVE');
        const code = isAccepted ? 'REPAIR_REPLACED' : 'REPAIR_OFFER_WITHDRAWN';
        expect(repairOf(reversal, code)).toBeDefined();
        const { status } = (await applicationNow(applicationId)) ?? {};
        expect(status).toBe(isAccepted ? 'ACCEPTED' : 'WITHDRAWN');
        expect(await usableMinor(given)).toBeLessThanOrEqual(1_000_000);
      }
    }
    expect(seen.size).toBe(2);
  });

  test('a failure of any write leaves line, offer and decision as they were', async () => {
    const { given, act, applicationId } = await offered();
    await expectWholeOrNothing(store, (on) => reverse(given, act, on));
    expect((await applicationNow(applicationId))?.status).toBe('WITHDRAWN');
    const other = await offered();
    await accepted(other.given, other.applicationId);
    await expectWholeOrNothing(store, (on) => reverse(other.given, other.act, on));
    expect((await lineNow(store, other.given)).status).toBe('DRAWDOWN_ENDED');
  });
});
