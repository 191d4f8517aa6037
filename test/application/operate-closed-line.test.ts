/** What happens on a line after the customer has closed it. */
import { beforeEach, expect, test } from '@jest/globals';
import { closeAccount } from '../../src/application/close-account.js';
import {
  authorizeUse,
  captureUse,
  payRefund,
  postAmount,
  undoEntry,
  voidHold,
} from '../../src/application/operate-line.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import { verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { cny, key, made, madeClosure } from '../support/operated.js';
import { aPlan, type Given, type GivenLine, givenLines } from '../support/portfolio.js';
import { expectSoundBooks } from '../support/postings.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';

const CLOSURE = 'clearline.credit-account.closure.v1';
const FURNISHED = 'clearline.bureau.furnishing.v1';
const COMPLETED = 'clearline.credit-account.run-off-completed.v1';
const REOPENED = 'clearline.credit-account.run-off-reopened.v1';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  let given: Given;
  let closureId: string;

  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const authorize = (minor: number) =>
    authorizeUse(ports, paymentSystem, {
      accountId: given.account.id,
      capability: 'PAY',
      amount: cny(minor),
      ...key(),
    });
  const postKind = async (kind: 'REPAYMENT' | 'REFUND', minor: number) =>
    made(
      await postAmount(ports, paymentSystem, kind, {
        accountId: given.account.id,
        amount: cny(minor),
        ...key(),
      }),
    );

  test('a line that is erased while its lock is waited for is not there', async () => {
    given = await givenLines(ports);
    const lock: typeof ports.customers.lock = async (ids) => {
      await ports.retention.eraseCustomers(ids);
      return ports.customers.lock(ids);
    };
    const racing = { ...ports, customers: { ...ports.customers, lock } };
    const input = { accountId: given.account.id, amount: cny(100), ...key() };
    expect(await postAmount(racing, paymentSystem, 'REPAYMENT', input)).toEqual({
      refusals: [{ code: 'ACCOUNT_NOT_FOUND' }],
    });
  });

  /** A line that the customer has closed, with run-off where it has to be. */
  async function givenClosedLine(line: GivenLine = {}, before?: () => Promise<void>) {
    given = await givenLines(ports, [line]);
    await before?.();
    const result = await closeAccount(ports, borrowerOf(given.customer), {
      accountId: given.account.id,
      expectedVersion: 1,
      allowRunOff: true,
      ...key(),
    });
    closureId = madeClosure(result).closure.id;
  }

  /** Status, messages and audit entries; the closure is one, and books and receipts hold. */
  async function expectLine(status: string, ...messages: string[]): Promise<void> {
    const [account] = await ports.accounts.find([given.account.id]);
    expect(account).toMatchObject({ status, closureId });
    // Of the closing bureaus are told too, and of what follows from it they are not.
    const told = messages.flatMap((type) => (type === CLOSURE ? [type, FURNISHED] : [type]));
    expect((await store.outbox()).map(({ type }) => type)).toEqual(told);
    const entries = await store.auditEntries();
    expect(entries).toHaveLength(told.length);
    for (const entry of entries) {
      const check = verifyReceipt(entry, entry.leafHashBase64, systemEntropy.sha256);
      expect(check).toEqual({ valid: true });
    }
    expect([await store.count('closure'), await store.count('decision')]).toEqual([1, 1]);
    await expectSoundBooks(ports, given.account.id);
    expect(await authorize(1)).toMatchObject({ refusals: [{ code: 'USE_ENDED', status }] });
  }

  test('given debt, when it is closed, then use ends at once and the payoff closes it', async () => {
    await givenClosedLine({ position: { principalMinor: 200_000 } }, async () => {
      await ports.books.addPlans([aPlan(given.account)]);
    });
    await expectLine('RUN_OFF', CLOSURE);
    await postKind('REPAYMENT', 199_999);
    await expectLine('RUN_OFF', CLOSURE);
    await postKind('REPAYMENT', 1);
    await expectLine('CLOSED', CLOSURE, COMPLETED);
    expect(await ports.books.activePlans([given.account.id])).toEqual([]);
  });

  test('given an open hold, when it is voided, then run-off ends by itself', async () => {
    let holdId = '';
    await givenClosedLine({}, async () => {
      holdId = made(await authorize(500)).id;
    });
    await expectLine('RUN_OFF', CLOSURE);
    made(await voidHold(ports, paymentSystem, { holdId, ...key() }));
    await expectLine('CLOSED', CLOSURE, COMPLETED);
  });

  test('given a hold that lapsed, when it is captured late, then run-off reopens', async () => {
    let holdId = '';
    await givenClosedLine({}, async () => {
      holdId = made(await authorize(500)).id;
    });
    store.clock.advance(8 * DAY_MS);
    expect(await runDueWork(ports)).toMatchObject({ holdsLapsed: 1 });
    await expectLine('CLOSED', CLOSURE, COMPLETED);
    made(await captureUse(ports, paymentSystem, { holdId, amount: cny(500), ...key() }));
    await expectLine('RUN_OFF', CLOSURE, COMPLETED, REOPENED);
    await postKind('REPAYMENT', 500);
    await expectLine('CLOSED', CLOSURE, COMPLETED, REOPENED, COMPLETED);
  });

  test('given a closed line, when a payment bounces, then the debt is back, use is not', async () => {
    await givenClosedLine({ position: { principalMinor: 700 } });
    const paid = await postKind('REPAYMENT', 700);
    await expectLine('CLOSED', CLOSURE, COMPLETED);
    const bounce = { entryId: paid.id, ...key() };
    made(await undoEntry(ports, paymentSystem, 'RETURNED_PAYMENT', bounce));
    await expectLine('RUN_OFF', CLOSURE, COMPLETED, REOPENED);
  });

  test('given a closed line, when a refund arrives, then it is due to the customer', async () => {
    await givenClosedLine();
    await postKind('REFUND', 900);
    await expectLine('CLOSED', CLOSURE);
    const [refund] = await ports.books.refundsOf([given.account.id]);
    expect(refund).toMatchObject({ amountMinor: 900, payBy: '2026-12-04', paidAt: null });
    const refundId = refund?.id ?? '';
    const pay = () => payRefund(ports, paymentSystem, { refundId, ...key() });
    expect(made(await pay())).toEqual({ ...refund, paidAt: store.clock.now() });
    const before = await store.dump();
    expect(await pay()).toEqual({ refusals: [{ code: 'REFUND_NOT_FOUND' }] });
    expect(await store.dump()).toEqual(before);
    await expectLine('CLOSED', CLOSURE);
  });

  test('given run-off, when more than the debt is repaid, then the rest is due back', async () => {
    await givenClosedLine({ position: { principalMinor: 700 } });
    await postKind('REPAYMENT', 1_000);
    await expectLine('CLOSED', CLOSURE, COMPLETED);
    expect(await ports.books.refundsOf([given.account.id])).toMatchObject([{ amountMinor: 300 }]);
  });

  test('given an overpayment paid out, when the payment bounces, then all of it is owed', async () => {
    await givenClosedLine({ position: { principalMinor: 700 } });
    const paid = await postKind('REPAYMENT', 1_000);
    const [refund] = await ports.books.refundsOf([given.account.id]);
    made(await payRefund(ports, paymentSystem, { refundId: refund?.id ?? '', ...key() }));
    const bounce = { entryId: paid.id, ...key() };
    made(await undoEntry(ports, paymentSystem, 'RETURNED_PAYMENT', bounce));
    await expectLine('RUN_OFF', CLOSURE, COMPLETED, REOPENED);
    const [position] = await ports.books.positions([given.account.id]);
    expect(position).toMatchObject({ principalMinor: 1_000, repaidMinor: 0 });
  });

  test('given a refund due, when its payment bounces, then it is set off and never paid', async () => {
    await givenClosedLine({ position: { principalMinor: 700 } });
    const paid = await postKind('REPAYMENT', 1_000);
    const bounce = { entryId: paid.id, ...key() };
    made(await undoEntry(ports, paymentSystem, 'RETURNED_PAYMENT', bounce));
    await expectLine('RUN_OFF', CLOSURE, COMPLETED, REOPENED);
    const [position] = await ports.books.positions([given.account.id]);
    expect(position).toMatchObject({ principalMinor: 700, creditMinor: 0, repaidMinor: 0 });
    const [refund] = await ports.books.refundsOf([given.account.id]);
    expect(refund).toMatchObject({ paidAt: null, recalledAt: store.clock.now() });
    const pay = await payRefund(ports, paymentSystem, { refundId: refund?.id ?? '', ...key() });
    expect(pay).toEqual({ refusals: [{ code: 'REFUND_NOT_FOUND' }] });
    await expectSoundBooks(ports, given.account.id);
  });

  test('given a refund due, when less than it comes to be owed, then the rest is due anew', async () => {
    await givenClosedLine();
    await postKind('REFUND', 900);
    store.clock.advance(5 * DAY_MS);
    const fee = { accountId: given.account.id, amount: cny(200), ...key() };
    made(await postAmount(ports, paymentSystem, 'FEE', fee));
    await expectLine('CLOSED', CLOSURE);
    const refunds = await ports.books.refundsOf([given.account.id]);
    expect(refunds).toMatchObject([
      { amountMinor: 900, recalledAt: store.clock.now() },
      { amountMinor: 700, recalledAt: null, paidAt: null, payBy: refunds[0]?.payBy },
    ]);
    await expectSoundBooks(ports, given.account.id);
  });
});
