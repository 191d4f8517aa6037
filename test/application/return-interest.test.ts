/** What a repricing has cost comes back when it is overturned, and only then. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { closeAccount } from '../../src/application/close-account.js';
import { effectAction } from '../../src/application/effect-actions.js';
import { packOf } from '../../src/application/jurisdiction.js';
import { liftMeasure } from '../../src/application/lift-measure.js';
import { postAmount, undoEntry } from '../../src/application/operate-line.js';
import type { Ports } from '../../src/application/ports.js';
import { postInterest } from '../../src/application/post-interest.js';
import { type Reversal, reverseDecision } from '../../src/application/reverse-action.js';
import { money, readableMoney } from '../../src/domain/money.js';
import { addDays, localDate } from '../../src/domain/time.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { arrived } from '../support/measures.js';
import { cny, key, made, madeClosure } from '../support/operated.js';
import { type Given, givenLines } from '../support/portfolio.js';
import { expectSoundBooks } from '../support/postings.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import { acted, actionNow, aMeasure, expectWholeOrNothing, lineNow, messagesOf } from './acting.js';

const USED = { position: { principalMinor: 700_000 } };
const AMERICAN = { customer: { jurisdiction: 'US' } };
const ZONE = 'America/New_York';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const reverse = (
    { customer, account }: Given,
    id: string,
    on: Ports = ports,
  ): Promise<Reversal> =>
    ports.inTransaction(async () => {
      await on.customers.lock([customer.id]);
      const now = on.clock.now();
      const rules = packOf(customer, account, now);
      if ('code' in rules) throw new Error('no pack');
      const accountsOf = () => on.accounts.ofCustomers([customer.id]);
      const reading = await on.ledger.readAhead(customer, now, accountsOf);
      const reason = { code: 'DECISION_UNDONE', values: {} };
      const [decision] = await on.closures.decisions([id]);
      const at = { customer, ...rules, now, reading, decidedBy: 'reviewer-1', reason };
      return reverseDecision(on, at, decision!);
    });
  const raise = async (given: Given, addPpm = 100_000) => {
    const [act] = await acted(store, given, aMeasure({ kind: 'REPRICING', addPpm }, []));
    await arrived(ports, act.decision);
    return act;
  };
  /** Announced, and begun some days after its day. */
  const raised = async (given: Given, { addPpm = 100_000, daysLate = 0 } = {}) => {
    const act = await raise(given, addPpm);
    store.clock.advance(act.action.effectiveAt - store.clock.now() + daysLate * DAY_MS);
    expect(await effectAction(ports, act.action)).toBe(true);
    return act;
  };
  const posted = async (given: Given, kind: 'REPAYMENT' | 'FEE', minor: number, daysBack = 0) => {
    const valueDate = addDays(localDate(store.clock.now(), ZONE), -daysBack);
    const input = { accountId: given.account.id, amount: cny(minor), valueDate, ...key() };
    return made(await postAmount(ports, paymentSystem, kind, input));
  };
  const upToDate = async () => {
    const now = store.clock.now();
    await postInterest(ports, 'US', localDate(now, ZONE), now);
  };
  const booked = async ({ account }: Given) => {
    const [position] = await ports.books.positions([account.id]);
    return position!;
  };
  /** Where a line stands, but for whose it is. */
  const stand = async (given: Given) => {
    const { accountId: _line, customerId: _customer, ...rest } = await booked(given);
    return rest;
  };
  const entriesOf = ({ account }: Given) =>
    ports.books.entriesOf([account.id], { before: null, limit: 1_000 });
  const interestRepair = ({ repairs }: Reversal) =>
    repairs.find(({ kind }) => kind === 'INTEREST') ?? null;
  const owed = ({
    interestMinor,
    principalMinor,
    feeMinor,
    creditMinor,
  }: Awaited<ReturnType<typeof booked>>) => principalMinor + interestMinor + feeMinor - creditMinor;

  test('the line stands as one that was never repriced, and all is told', async () => {
    const [given, spared] = [
      await givenLines(ports, [USED], AMERICAN),
      await givenLines(ports, [USED], AMERICAN),
    ];
    const act = await raised(given);
    for (const each of [given, spared]) await posted(each, 'FEE', 1_500);
    store.clock.advance(12 * DAY_MS);
    // Beyond the interest of the higher rate and into the principal.
    for (const each of [given, spared]) await posted(each, 'REPAYMENT', 60_000);
    store.clock.advance(9 * DAY_MS);
    for (const each of [given, spared]) await posted(each, 'REPAYMENT', 30_000, 30);
    store.clock.advance(20 * DAY_MS);
    await upToDate();
    const before = owed(await booked(given));
    expect(before).toBeGreaterThan(owed(await booked(spared)));
    const reversed = await reverse(given, act.decision.id);
    expect(await stand(given)).toEqual(await stand(spared));
    await expectSoundBooks(ports, given.account.id);
    const returnedMinor = before - owed(await booked(given));
    const { day } = (await actionNow(store, act)).began!;
    const amount = readableMoney(money(returnedMinor, 'CNY'));
    expect(interestRepair(reversed)).toEqual({
      kind: 'INTEREST',
      decisionId: act.decision.id,
      accountId: given.account.id,
      done: true,
      code: 'REPAIR_INTEREST_RETURNED',
      values: { amount, from: day },
    });
    const [entry] = await entriesOf(given);
    expect(entry).toMatchObject({
      kind: 'INTEREST_CORRECTED',
      reference: reversed.reversal.id,
      valueDate: localDate(store.clock.now(), ZONE),
    });
    const [told] = await messagesOf(store, 'clearline.credit-account.interest-corrected.v1');
    expect(told).toMatchObject({
      accountId: given.account.id,
      decisionId: reversed.reversal.id,
      reverses: act.decision.id,
      amount: (returnedMinor / 100).toFixed(2),
      currency: 'CNY',
    });
    // Later days bear the rate that there was.
    store.clock.advance(15 * DAY_MS);
    for (const each of [given, spared]) await posted(each, 'REPAYMENT', 1_000, 5);
    expect(await stand(given)).toEqual(await stand(spared));
  });

  test('a rate that began late cost nothing before it did', async () => {
    const [given, spared] = [
      await givenLines(ports, [USED], AMERICAN),
      await givenLines(ports, [USED], AMERICAN),
    ];
    const act = await raised(given, { daysLate: 7 });
    const { began, effectiveAt } = await actionNow(store, act);
    expect(began?.day).toBe(addDays(localDate(effectiveAt, ZONE), 7));
    store.clock.advance(10 * DAY_MS);
    await upToDate();
    await reverse(given, act.decision.id);
    expect(await stand(given)).toEqual(await stand(spared));
  });

  test('of two repricings each gives back its own share, the earlier one after the later', async () => {
    const lines = () => givenLines(ports, [USED], AMERICAN);
    const [given, spared, other] = [await lines(), await lines(), await lines()];
    const first = await raised(given, { addPpm: 20_000 });
    store.clock.advance(5 * DAY_MS);
    const second = await raise(given, 30_000);
    const alone = await raise(other, 30_000);
    store.clock.advance(second.action.effectiveAt - store.clock.now());
    expect(await effectAction(ports, second.action)).toBe(true);
    expect(await effectAction(ports, alone.action)).toBe(true);
    store.clock.advance(5 * DAY_MS);
    for (const each of [given, spared, other]) await posted(each, 'REPAYMENT', 20_000);
    store.clock.advance(10 * DAY_MS);
    await upToDate();
    await reverse(given, first.decision.id);
    expect((await lineNow(store, given)).annualRatePpm).toBe(212_500);
    expect(await stand(given)).toEqual(await stand(other));
    store.clock.advance(10 * DAY_MS);
    await upToDate();
    await reverse(given, second.decision.id);
    expect((await lineNow(store, given)).annualRatePpm).toBeNull();
    expect(await stand(given)).toEqual(await stand(spared));
  });

  describe('a line that is closed', () => {
    const repaid = async (given: Given) => {
      const act = await raised(given);
      const wish = { accountId: given.account.id, allowRunOff: true, ...key() };
      store.clock.advance(10 * DAY_MS);
      madeClosure(await closeAccount(ports, borrowerOf(given.customer), wish));
      return act;
    };

    test('gets a refund due, and a debt that comes back bears the former rate', async () => {
      const given = await givenLines(ports, [USED], AMERICAN);
      const act = await repaid(given);
      const payment = await posted(given, 'REPAYMENT', owed(await booked(given)));
      expect(await lineNow(store, given)).toMatchObject({
        status: 'CLOSED',
        annualRatePpm: 282_500,
      });
      store.clock.advance(3 * DAY_MS);
      const reversed = await reverse(given, act.decision.id);
      // Ten days of 0.1 a year on 7,000.00, from day to day to the minor unit.
      const values = { amount: '19.18 CNY', from: expect.any(String) };
      expect(interestRepair(reversed)).toMatchObject({ done: true, values });
      expect(reversed.repairs.map(({ code }) => code)).toContain('REPAIR_RATE_RESTORED');
      const refunds = await ports.books.refundsOf([given.account.id]);
      expect(refunds).toMatchObject([{ amountMinor: 1_918, paidAt: null, recalledAt: null }]);
      expect(await stand(given)).toMatchObject({ creditMinor: 0, principalMinor: 0 });
      await expectSoundBooks(ports, given.account.id);
      await undoEntry(ports, paymentSystem, 'RETURNED_PAYMENT', { entryId: payment.id, ...key() });
      expect(await lineNow(store, given)).toMatchObject({ status: 'RUN_OFF', annualRatePpm: null });
      await expectSoundBooks(ports, given.account.id);
    });

    test('closes by itself where nothing is owed any more', async () => {
      const given = await givenLines(ports, [USED], AMERICAN);
      const act = await repaid(given);
      await posted(given, 'REPAYMENT', owed(await booked(given)) - 1_000);
      expect((await lineNow(store, given)).status).toBe('RUN_OFF');
      await reverse(given, act.decision.id);
      expect((await lineNow(store, given)).status).toBe('CLOSED');
      const refunds = await ports.books.refundsOf([given.account.id]);
      expect(refunds).toMatchObject([{ amountMinor: 918 }]);
    });

    test('is corrected also where it was closed at once and kept the rate', async () => {
      const given = await givenLines(ports, [USED], AMERICAN);
      const act = await raised(given);
      store.clock.advance(10 * DAY_MS);
      await upToDate();
      await posted(given, 'REPAYMENT', owed(await booked(given)));
      const wish = { accountId: given.account.id, ...key() };
      madeClosure(await closeAccount(ports, borrowerOf(given.customer), wish));
      expect((await actionNow(store, act)).status).toBe('MOOT');
      const reversed = await reverse(given, act.decision.id);
      expect(interestRepair(reversed)?.values).toMatchObject({ amount: '19.18 CNY' });
      expect((await lineNow(store, given)).annualRatePpm).toBeNull();
    });

    test('is corrected and refunded whole, or not at all', async () => {
      const given = await givenLines(ports, [USED], AMERICAN);
      const act = await repaid(given);
      await posted(given, 'REPAYMENT', owed(await booked(given)) - 1_000);
      const writes = await expectWholeOrNothing(store, (on) => reverse(given, act.decision.id, on));
      expect(writes).toBeGreaterThan(12);
      expect((await lineNow(store, given)).status).toBe('CLOSED');
      await expectSoundBooks(ports, given.account.id);
    });
  });

  test('what was lifted stays charged, and comes back where it is overturned after all', async () => {
    const [given, spared] = [
      await givenLines(ports, [USED], AMERICAN),
      await givenLines(ports, [USED], AMERICAN),
    ];
    const act = await raised(given);
    store.clock.advance(10 * DAY_MS);
    const lift = { decisionId: act.decision.id, statement: 'No longer needed.', ...key() };
    const lifted = await liftMeasure(ports, agent, lift);
    if ('refusals' in lifted) throw new Error(JSON.stringify(lifted.refusals));
    store.clock.advance(10 * DAY_MS);
    await upToDate();
    expect(owed(await booked(given)) - owed(await booked(spared))).toBe(1_918);
    const reversed = await reverse(given, act.decision.id);
    const codes = reversed.repairs.map(({ code }) => code);
    expect(codes).toEqual(['REPAIR_ENDED_BEFORE', 'REPAIR_INTEREST_RETURNED', 'REPAIR_SCORE_ANEW']);
    expect(await stand(given)).toEqual(await stand(spared));
  });

  test('of a rate that cost nothing, or never began, nothing is said', async () => {
    const given = await givenLines(ports, [{}, {}], AMERICAN);
    const act = await raised(given);
    store.clock.advance(10 * DAY_MS);
    const announced = await raise({ ...given, account: given.accounts[1] ?? given.account });
    for (const { decision } of [act, announced]) {
      expect(interestRepair(await reverse(given, decision.id))).toBeNull();
    }
    expect(await messagesOf(store, 'clearline.credit-account.interest-corrected.v1')).toEqual([]);
    expect((await entriesOf(given)).filter(({ kind }) => kind === 'INTEREST_CORRECTED')).toEqual(
      [],
    );
  });

  test('while one rate is announced no other is: it would rest on a rate that is no more', async () => {
    const given = await givenLines(ports, [USED, USED], AMERICAN);
    const act = await raise(given);
    const refusal = { code: 'REPRICING_PENDING', decisionId: act.decision.id };
    await expect(raise(given)).rejects.toThrow(JSON.stringify(refusal));
    await raise({ ...given, account: given.accounts[1] ?? given.account });
    store.clock.advance(act.action.effectiveAt - store.clock.now());
    expect(await effectAction(ports, act.action)).toBe(true);
    expect((await raise(given)).action.set.annualRatePpm).toBe(382_500);
  });

  test('a ledger that cannot tell what was charged is no reason to let the decision stand', async () => {
    const given = await givenLines(ports, [USED], AMERICAN);
    const act = await raised(given);
    store.clock.advance(10 * DAY_MS);
    const elsewhere = { ...ports, ledger: { ...ports.ledger, correctRates: async () => null } };
    const reversed = await reverse(given, act.decision.id, elsewhere);
    const code = 'REPAIR_INTEREST_NOT_IN_BOOKS';
    expect(interestRepair(reversed)).toMatchObject({ done: false, code, values: {} });
    expect((await lineNow(store, given)).annualRatePpm).toBeNull();
  });
});
