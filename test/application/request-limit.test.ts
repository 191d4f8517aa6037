/** The customer asks for the limit back that a decision of the creditor's took from a line. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { acceptOffer } from '../../src/application/accept-offer.js';
import { decideAppeal } from '../../src/application/decide-appeal.js';
import { postAmount } from '../../src/application/operate-line.js';
import { requestFormerLimit } from '../../src/application/request-limit.js';
import { lookAtActions } from '../../src/application/return-watch.js';
import { assignAppeal } from '../../src/application/work-appeals.js';
import { noticeText } from '../../src/domain/platform-action/notice-text.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { reviewer, taken } from '../support/measures.js';
import { key, made } from '../support/operated.js';
import { aStatement, type Given, type GivenLine, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import { acted, actionNow, aMeasure, expectWholeOrNothing, lineNow } from './acting.js';

/** Owes 9,500 of a limit of 10,000. */
const USED: GivenLine = { position: { principalMinor: 950_000 } };
const EU = { customer: { jurisdiction: 'EU' }, product: { currency: 'EUR' } } as const;
const LOWERED = aMeasure({ kind: 'LINE_DECREASE', ofLimitPpm: 50_000 });

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const look = async () => {
    const failures: unknown[] = [];
    const done = await lookAtActions(ports, store.clock.now(), failures);
    expect(failures).toEqual([]);
    return done;
  };
  const repay = async ({ account }: Given, minor: number) => {
    const amount = { minor, currency: account.currency };
    const input = { accountId: account.id, amount, ...key() };
    made(await postAmount(ports, paymentSystem, 'REPAYMENT', input));
  };
  const request = (given: Given, over: object = {}, on = ports) =>
    requestFormerLimit(on, borrowerOf(given.customer), {
      accountId: given.account.id,
      ...key(),
      ...over,
    });
  const requested = async (given: Given) => {
    const result = await request(given);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    return result;
  };
  const accept = (given: Given, applicationId: string) =>
    acceptOffer(ports, borrowerOf(given.customer), { applicationId, ...key() });
  const textsOf = async (decisionId: string) =>
    (await ports.notices.ofDecisions([decisionId])).map((notice) =>
      noticeText(notice, 'en').replaceAll(/\s+/g, ' '),
    );
  /** A limit that fell from 10,000 to 9,500 for what was owed on it. */
  const lowered = async (lines: GivenLine[] = [USED]) => {
    const given = await givenLines(ports, lines, EU);
    const [act] = await acted(store, given, LOWERED);
    return { given, act };
  };

  test('once nothing of it is so any more the former limit is offered, and rises by acceptance', async () => {
    const { given, act } = await lowered();
    await repay(given, 800_000);
    expect(await look()).toMatchObject({ opened: 1 });
    expect((await textsOf(act.decision.id)).at(-1)).toContain(
      'ask for it in the app, under this line',
    );
    const { application, decision, receipt } = await requested(given);
    expect(application).toMatchObject({
      status: 'OFFERED',
      raisesLimitOf: given.account.id,
      previousAccountId: null,
      requestedLimitMinor: 1_000_000,
      offer: { limitMinor: 1_000_000, annualRatePpm: given.product.annualRatePpm },
    });
    expect(decision).toMatchObject({
      kind: 'APPLICATION',
      grounds: 'CUSTOMER_REQUEST',
      reasons: [{ code: 'LIMIT_OFFERED' }],
      assessmentId: application.assessmentId,
    });
    expect(JSON.parse(receipt.contentJson)).toMatchObject({
      type: 'credit-application.decided',
      requestedAs: 'borrower',
    });
    const [latest] = await ports.riskProfiles.latest([given.customer.id]);
    expect(latest).toMatchObject({ id: application.assessmentId, trigger: 'APPLICATION' });
    expect((await lineNow(store, given)).limitMinor).toBe(950_000);
    const accepted = await accept(given, application.id);
    expect(accepted).toMatchObject({ account: { id: given.account.id, limitMinor: 1_000_000 } });
    expect(await ports.accounts.ofCustomers([given.customer.id])).toHaveLength(1);
    expect(await request(given)).toEqual({ refusals: [{ code: 'NO_FORMER_LIMIT' }] });
  });

  test('an offer of it is not taken any more once the line was lowered again', async () => {
    const { given } = await lowered();
    await repay(given, 800_000);
    await look();
    const { application } = await requested(given);
    expect(application.status).toBe('OFFERED');
    store.clock.advance(DAY_MS);
    await taken(ports, given.account.id, 'fund-pool-decrease');
    const { limitMinor } = await lineNow(store, given);
    expect(await accept(given, application.id)).toMatchObject({
      refusals: [{ code: 'NOT_ELIGIBLE', reasons: [{ code: 'CAUSE_HOLDS' }] }],
    });
    expect(await lineNow(store, given)).toMatchObject({ limitMinor });
  });

  test('another line of the same product does not keep the limit away', async () => {
    const { given } = await lowered([USED, {}]);
    await repay(given, 800_000);
    const { application } = await requested(given);
    expect(await accept(given, application.id)).toMatchObject({
      account: { limitMinor: 1_000_000 },
    });
  });

  test('what it was lowered for is told with its figure while it is still so', async () => {
    const { given } = await lowered();
    const { application, decision } = await requested(given);
    expect(application).toMatchObject({ status: 'DECLINED', offer: null });
    expect(decision).toMatchObject({ adverseAction: true, grounds: 'BEHAVIOUR' });
    expect(decision.reasons.map(({ code }) => code)).toEqual([
      'AGAINST_CAUSE_HOLDS',
      'LINE_NEARLY_FULL',
    ]);
    const [text = ''] = await textsOf(decision.id);
    expect(text).toContain('We cannot offer you the limit that your line “Credit line” had');
    expect(text).toContain('What you owe on this line is 100% of its limit.');
    expect(text).toContain('You are free to ask for the limit again at any time');
  });

  test('nobody is told that it can be asked for while something stands against it', async () => {
    const { given, act } = await lowered();
    const due = { duesCumulativeMinor: 900_000, minimumDueMinor: 900_000, dueOn: '2026-11-01' };
    await ports.inTransaction(() => ports.books.addStatements([aStatement(given.account, due)]));
    await repay(given, 800_000);
    expect(await look()).toMatchObject({ opened: 0 });
    expect(await textsOf(act.decision.id)).toHaveLength(1);
    store.clock.advance(DAY_MS);
    await repay(given, 120_000);
    expect(await look()).toMatchObject({ opened: 1 });
    expect((await actionNow(store, act)).returnOpenedAt).toBe(store.clock.now());
  });

  test('a limit that is as high again by then is not told of', async () => {
    const { given, act } = await lowered();
    const line = await lineNow(store, given);
    await ports.inTransaction(() =>
      ports.accounts.save({ ...line, limitMinor: 1_000_000, version: line.version + 1 }),
    );
    await repay(given, 800_000);
    expect(await look()).toMatchObject({ opened: 0 });
    expect(await actionNow(store, act)).toMatchObject({ lookAt: null, returnOpenedAt: null });
  });

  test('what looked at nothing of the customer is for a person, who can offer the limit', async () => {
    const given = await givenLines(ports, [{}], EU);
    await taken(ports, given.account.id, 'fund-pool-decrease');
    const { limitMinor } = await lineNow(store, given);
    const { application, decision } = await requested(given);
    expect(application).toMatchObject({ status: 'REFERRED', offer: null });
    const [appeal] = await ports.appeals.ofDecisions([decision.id]);
    const appealId = appeal?.id ?? '';
    expect(appeal).toMatchObject({ kind: 'REFERRAL', status: 'OPEN' });
    const assigned = await assignAppeal(ports, reviewer, { appealId, ...key() });
    expect(assigned).not.toHaveProperty('refusals');
    const reasons = 'The pool can bear it again.';
    const wish = { appealId, outcome: 'OVERTURNED', reasons, findings: [], ...key() } as const;
    const decided = await decideAppeal(ports, reviewer, wish);
    if ('refusals' in decided) throw new Error(JSON.stringify(decided.refusals));
    expect(decided.appeal.outcome?.repairs).toMatchObject([
      { kind: 'LIMIT', accountId: given.account.id, code: 'REPAIR_FORMER_LIMIT_OFFERED' },
    ]);
    const own = await ports.applications.ofCustomer(given.customer.id, 9);
    const offer = own.find(({ status }) => status === 'OFFERED');
    expect(offer).toMatchObject({ raisesLimitOf: given.account.id });
    expect((await lineNow(store, given)).limitMinor).toBe(limitMinor);
    await accept(given, offer?.id ?? '');
    expect((await lineNow(store, given)).limitMinor).toBe(1_000_000);
    expect(await ports.accounts.ofCustomers([given.customer.id])).toHaveLength(1);
  });

  test('what followed from a decision is looked at by what that one was made for', async () => {
    const given = await givenLines(ports, [USED, {}], {
      customer: { jurisdiction: 'US' },
      product: { currency: 'USD' },
    });
    const measure = aMeasure({ kind: 'SUSPENSION' }, undefined, { linkedDecreasePpm: 200_000 });
    await acted(store, given, measure);
    const other = { ...given, account: given.accounts[1] ?? given.account };
    const { decision } = await requested(other);
    expect(decision.reasons.map(({ code }) => code)).toEqual([
      'AGAINST_CAUSE_HOLDS',
      'LINE_NEARLY_FULL',
    ]);
    expect(decision.reasons[1]?.text?.en).toMatch(/^Of your line/);
    await repay(given, 800_000);
    expect((await requested(other)).application).toMatchObject({ status: 'OFFERED' });
  });

  describe('is refused, and leaves nothing behind', () => {
    test('where no decision of ours lowered it, and once the line has ended', async () => {
      const untouched = await givenLines(ports, [{}], EU);
      const { given } = await lowered();
      await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }, []));
      const before = await store.dump();
      for (const each of [untouched, given]) {
        expect(await request(each)).toEqual({ refusals: [{ code: 'NO_FORMER_LIMIT' }] });
      }
      expect(await store.dump()).toEqual(before);
    });

    test('for a line of another, or none, and by anybody but its customer', async () => {
      const { given } = await lowered();
      const stranger = await givenLines(ports, [{}], EU);
      const before = await store.dump();
      const notFound = { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
      expect(await request(stranger, { accountId: given.account.id })).toEqual(notFound);
      expect(await request(given, { accountId: newId() })).toEqual(notFound);
      const input = { accountId: given.account.id, ...key() };
      for (const actor of [agent, paymentSystem, { ...agent, customerId: given.customer.id }]) {
        expect(await requestFormerLimit(ports, actor, input)).toEqual({
          refusals: [{ code: 'FORBIDDEN' }],
        });
      }
      expect(await store.dump()).toEqual(before);
    });
  });

  test('is made once per key, also twice at once', async () => {
    const { given } = await lowered();
    await repay(given, 800_000);
    const over = { idempotencyKey: 'once' };
    const first = await request(given, over);
    const before = await store.dump();
    expect(await request(given, over)).toEqual(first);
    expect(await request(given, { ...over, accountId: newId() })).toEqual({
      refusals: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    expect(await store.dump()).toEqual(before);
    const at = { idempotencyKey: 'at once' };
    const both = await Promise.all([request(given, at), request(given, at)]);
    expect(both[0]).toEqual(both[1]);
    expect(await store.count('credit_application')).toBe(2);
  });

  test('a failure of any write leaves everything as it was', async () => {
    const { given } = await lowered();
    await repay(given, 800_000);
    const asking = async (on: Store['ports']) => {
      expect(await request(given, {}, on)).toHaveProperty('application');
    };
    expect(await expectWholeOrNothing(store, asking)).toBeGreaterThan(4);
    expect(await store.count('credit_application')).toBe(1);
  });
});
