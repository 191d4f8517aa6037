/** Closing by notice: given, taken back, overtaken, and taking effect by itself. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CloseAccountInput } from '../../src/application/close-account.js';
import { withdrawClosure } from '../../src/application/closure-notice.js';
import { authorizeUse } from '../../src/application/operate-line.js';
import { pauseLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { closedOwn, closeOwn, givenHistory, lineAt, ownPreview } from '../support/closings.js';
import { cny, key } from '../support/operated.js';
import { type Given, type GivenLine, givenLines } from '../support/portfolio.js';
import { DAY_MS, describeStores, HOUR_MS, NOW, type Store } from '../support/stores.js';

const EU = { customer: { jurisdiction: 'EU' }, product: { customerNoticeMonths: 1 } } as const;
/** Noon in Brussels on 20 December. */
const EFFECTIVE_AT = Date.parse('2026-12-20T11:00:00Z');
/** The end of Christmas Day in Brussels, one month and the whole of its last day after today. */
const LATEST = Date.parse('2026-12-25T23:00:00Z') - 1;

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const euLines = (lines: readonly GivenLine[] = [{}]) => givenLines(ports, lines, EU);
  const noticed = async (given: Given, over: Partial<CloseAccountInput> = {}) => {
    const input = { expectedVersion: 1, effectiveAt: EFFECTIVE_AT, ...over };
    const result = await closeOwn(ports, given, input);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    const { notice } = result;
    if (notice?.kind !== 'NOTICE') throw new Error('no notice was given');
    return { ...result, notice };
  };
  const accountOf = async ({ account }: Given) => (await ports.accounts.find([account.id]))[0];
  const closuresOf = ({ account }: Given) => ports.closures.ofAccounts([account.id]);
  const noticeOf = async ({ id }: { id: string }) => (await ports.closureRequests.find([id]))[0];
  const withdraw = ({ customer, account }: Given, over: { idempotencyKey: string } = key()) =>
    withdrawClosure(ports, borrowerOf(customer), { accountId: account.id, ...over });
  const use = ({ account }: Given) =>
    authorizeUse(ports, paymentSystem, {
      accountId: account.id,
      capability: 'PAY',
      amount: cny(1_000),
      ...key(),
    });
  const goTo = (instant: number) => store.clock.advance(instant - store.clock.now());
  async function expectRefused(given: Given, over: Partial<CloseAccountInput>, refusal: object) {
    const before = await store.dump();
    expect(await closeOwn(ports, given, { effectiveAt: EFFECTIVE_AT, ...over })).toMatchObject({
      refusals: [refusal],
    });
    expect(await store.dump()).toEqual(before);
  }

  describe('a notice that was given', () => {
    test('is on record and told, and changes neither scores nor limits yet', async () => {
      const given = await euLines([{}, {}]);
      const input = { motive: 'COST' as const, ...key() };
      const { account, closure, notice, receipt } = await noticed(given, input);
      expect(closure).toBeNull();
      expect(notice).toMatchObject({
        status: 'PENDING',
        motive: 'COST',
        effectiveAt: EFFECTIVE_AT,
        withdrawable: true,
        requestedBy: borrowerOf(given.customer).subject,
        requestedAt: NOW,
        auditEntryId: receipt.id,
      });
      expect(account).toEqual({
        ...given.account,
        version: 2,
        status: 'NOTICE_GIVEN',
        effectiveAt: EFFECTIVE_AT,
        noticeId: notice.id,
      });
      expect(await store.count('assessment')).toBe(0);
      expect(await store.count('decision')).toBe(0);
      expect((await store.outbox()).map(({ type }) => type)).toEqual([
        'clearline.credit-account.closure-notice-given.v1',
      ]);
      expect(JSON.parse(receipt.contentJson)).toMatchObject({
        noticeId: notice.id,
        motive: 'COST',
      });
      const before = await store.dump();
      expect(await noticed(given, input)).toMatchObject({ notice, receipt });
      expect(await store.dump()).toEqual(before);
    });

    test('by a quote has the quote’s motive', async () => {
      const given = await euLines();
      const { quote } = await ownPreview(ports, given, 'PRIVACY');
      const { notice } = await noticed(given, { quoteId: quote.id });
      expect(notice.motive).toBe('PRIVACY');
      goTo(EFFECTIVE_AT);
      await runDueWork(ports);
      expect(await closuresOf(given)).toMatchObject([{ motive: 'PRIVACY' }]);
    });

    test('lets the line be used to its last millisecond, and not from then on', async () => {
      const given = await euLines();
      await noticed(given);
      goTo(EFFECTIVE_AT - 1);
      expect(await use(given)).toHaveProperty('made');
      store.clock.advance(1);
      const ended = { refusals: [{ code: 'USE_ENDED', effectiveAt: EFFECTIVE_AT }] };
      expect(await use(given)).toMatchObject(ended);
      await runDueWork(ports);
      expect(await use(given)).toMatchObject(ended);
    });
  });

  describe('when its moment comes', () => {
    test('due work makes the closing, and not a moment sooner', async () => {
      const given = await givenHistory(
        ports,
        [{}, { position: { principalMinor: 60_000 } }],
        {},
        EU,
      );
      const { notice } = await noticed(given, { motive: 'LOWER_LEVERAGE' });
      goTo(EFFECTIVE_AT - 1);
      expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 0 });
      expect(await closuresOf(given)).toEqual([]);
      store.clock.advance(1);
      expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 1 });
      const [closure] = await closuresOf(given);
      expect(closure).toMatchObject({
        kind: 'NOTICE',
        requestId: notice.id,
        motive: 'LOWER_LEVERAGE',
        outcome: 'CLOSED',
        requestedAt: NOW,
        effectiveAt: EFFECTIVE_AT,
        requestedBy: borrowerOf(given.customer).subject,
        limitCountsUntil: '2027-06-18',
      });
      expect(await accountOf(given)).toMatchObject({ status: 'CLOSED', effectiveAt: EFFECTIVE_AT });
      const ended = { status: 'EFFECTED', endedAt: EFFECTIVE_AT, endedBy: closure?.requestedBy };
      expect(await noticeOf(notice)).toMatchObject(ended);
      const after = await ports.riskProfiles.byId([closure?.assessmentAfterId ?? '']);
      expect(after).toMatchObject([{ trigger: 'CLOSURE', assessedAt: EFFECTIVE_AT }]);
      expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 0 });
      expect(await store.count('closure')).toBe(1);
    });

    test('a credit balance keeps the deadline of its day, however late the work is done', async () => {
      const given = await euLines([{ position: { creditMinor: 5_000 } }]);
      await noticed(given);
      goTo(EFFECTIVE_AT + 5 * DAY_MS);
      await runDueWork(ports);
      const [refund] = await ports.books.refundsOf([given.account.id]);
      // Seven business days after the Sunday of 20 December; Christmas is none.
      expect(refund?.payBy).toBe('2026-12-30');
    });

    test('two workers at once make one closing of each', async () => {
      const given = await euLines([{}, {}]);
      await noticed(given);
      await noticed({ ...given, account: lineAt(given, 1) });
      goTo(EFFECTIVE_AT);
      const done = await Promise.all([runDueWork(ports), runDueWork(ports)]);
      expect(done.reduce((sum, { noticesEffected }) => sum + noticesEffected, 0)).toBe(2);
      expect(await store.count('closure')).toBe(2);
      const told = (await store.outbox()).filter(({ type }) => type.endsWith('.closure.v1'));
      expect(told).toHaveLength(2);
    });

    test('debt runs off, and the statements of the months that nobody made are right', async () => {
      const debt = { position: { principalMinor: 200_000 } };
      const given = await givenLines(ports, [debt, {}], {
        ...EU,
        product: { customerNoticeMonths: 1, annualRatePpm: 0 },
      });
      const empty = { ...given, account: lineAt(given, 1) };
      await noticed(given);
      await noticed(empty);
      goTo(Date.parse('2027-03-10T11:00:00Z'));
      expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 2 });
      expect(await accountOf(given)).toMatchObject({
        status: 'RUN_OFF',
        effectiveAt: EFFECTIVE_AT,
      });
      expect(await accountOf(empty)).toMatchObject({
        status: 'CLOSED',
        effectiveAt: EFFECTIVE_AT,
        // A hundred and eighty days from the closing, however late the work was done.
        limitCountsUntil: '2027-06-18',
      });
      expect(await store.count('closure')).toBe(2);
      const statements = await ports.books.statements([given.customer.id], '2026-11');
      const of = ({ account }: Given) =>
        statements
          .filter(({ accountId }) => accountId === account.id)
          .map(({ period, balanceMinor }) => [period, balanceMinor]);
      const months = ['2026-11', '2026-12', '2027-01', '2027-02'];
      expect(of(given)).toEqual(months.map((period) => [period, 200_000]));
      expect(of(empty)).toEqual(months.slice(0, 2).map((period) => [period, 0]));
      expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 0, statementsMade: 0 });
    });

    test('one that cannot take effect does not keep the others from it', async () => {
      const [stuck, given] = [await euLines(), await euLines()];
      await noticed(stuck);
      await noticed(given);
      goTo(EFFECTIVE_AT);
      const find: Ports['accounts']['find'] = async (ids) =>
        ids.includes(stuck.account.id) ? [] : ports.accounts.find(ids);
      const broken = { ...ports, accounts: { ...ports.accounts, find } };
      await expect(runDueWork(broken)).rejects.toThrow('some due work failed');
      expect(await closuresOf(given)).toHaveLength(1);
      expect(await closuresOf(stuck)).toHaveLength(0);
      expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 1 });
    });
  });

  describe('taken back', () => {
    test('before it takes effect, the line is as it was and stays so', async () => {
      const given = await euLines();
      const { notice } = await noticed(given);
      goTo(EFFECTIVE_AT - 1);
      const again = key();
      const ended = { status: 'WITHDRAWN', endedAt: EFFECTIVE_AT - 1 };
      const account = { ...given.account, version: 3, effectiveAt: EFFECTIVE_AT - 1 };
      const result = await withdraw(given, again);
      expect(result).toEqual({ account, notice: expect.objectContaining(ended) });
      expect(await withdraw(given, again)).toEqual(result);
      expect((await store.outbox()).map(({ type }) => type)).toEqual([
        'clearline.credit-account.closure-notice-given.v1',
        'clearline.credit-account.closure-notice-withdrawn.v1',
      ]);
      store.clock.advance(DAY_MS);
      expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 0 });
      expect(await noticeOf(notice)).toMatchObject(ended);
      expect(await use(given)).toHaveProperty('made');
      await noticed(given, { expectedVersion: 3, effectiveAt: store.clock.now() + HOUR_MS });
    });

    test('from its moment on it cannot be, whether the work is done or not', async () => {
      const given = await euLines();
      await noticed(given);
      goTo(EFFECTIVE_AT);
      const none = { refusals: [{ code: 'NO_NOTICE_TO_WITHDRAW' }] };
      expect(await withdraw(given)).toMatchObject(none);
      await runDueWork(ports);
      expect(await withdraw(given)).toMatchObject(none);
      expect(await closuresOf(given)).toHaveLength(1);
    });

    test('by nobody else, and not where there is none', async () => {
      const [given, stranger] = [await euLines(), await euLines()];
      await noticed(given);
      const before = await store.dump();
      const byStranger = { ...given, customer: stranger.customer };
      expect(await withdraw(byStranger)).toEqual({
        refusals: [{ code: 'ACCOUNT_NOT_FOUND' }],
        account: undefined,
      });
      const input = { accountId: given.account.id, ...key() };
      expect(await withdrawClosure(ports, agent, input)).toMatchObject({
        refusals: [{ code: 'FORBIDDEN' }],
      });
      expect(await withdraw(stranger)).toMatchObject({
        refusals: [{ code: 'NO_NOTICE_TO_WITHDRAW' }],
      });
      expect(await store.dump()).toEqual(before);
    });
  });

  test('a closing at once overtakes the notice', async () => {
    const given = await euLines();
    const { notice } = await noticed(given);
    store.clock.advance(DAY_MS);
    const { closure } = await closedOwn(ports, given, { expectedVersion: 2 });
    expect(closure).toMatchObject({
      kind: 'IMMEDIATE',
      requestId: null,
      effectiveAt: NOW + DAY_MS,
    });
    expect(await noticeOf(notice)).toMatchObject({ status: 'EFFECTED', endedAt: NOW + DAY_MS });
    goTo(EFFECTIVE_AT);
    expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 0 });
    expect(await closuresOf(given)).toEqual([closure]);
  });

  describe('what refuses a notice', () => {
    test('a moment after the month that was agreed, to the millisecond', async () => {
      const given = await euLines();
      const tooLong = { code: 'NOTICE_TOO_LONG', latest: LATEST };
      await expectRefused(given, { expectedVersion: 1, effectiveAt: LATEST + 1 }, tooLong);
      expect((await noticed(given, { effectiveAt: LATEST })).notice.effectiveAt).toBe(LATEST);
    });

    test('a month that is shorter than this one ends with its last day', async () => {
      goTo(Date.parse('2027-01-31T22:59:59.999Z'));
      const latest = Date.parse('2027-02-28T23:00:00Z') - 1;
      const given = await euLines();
      const tooLong = { code: 'NOTICE_TOO_LONG', latest };
      await expectRefused(given, { expectedVersion: 1, effectiveAt: latest + 1 }, tooLong);
      // A millisecond later it is February in Brussels.
      store.clock.advance(1);
      await expectRefused(
        given,
        { expectedVersion: 1, effectiveAt: Date.parse('2027-04-01T00:00:00Z') },
        { code: 'NOTICE_TOO_LONG', latest: Date.parse('2027-03-01T23:00:00Z') - 1 },
      );
    });

    test.each([
      ['CN', 1],
      ['US', 1],
      ['EU', 0],
    ])('in %s with %i months in the agreement, it is not agreed', async (jurisdiction, months) => {
      const over = { customer: { jurisdiction }, product: { customerNoticeMonths: months } };
      const given = await givenLines(ports, [{}], over);
      await expectRefused(given, { expectedVersion: 1 }, { code: 'NOTICE_NOT_AGREED' });
    });

    test('the pack’s month, where the agreement says more', async () => {
      const over = { ...EU, product: { customerNoticeMonths: 3 } };
      const given = await givenLines(ports, [{}], over);
      const tooLong = { code: 'NOTICE_TOO_LONG', latest: LATEST };
      await expectRefused(given, { expectedVersion: 1, effectiveAt: LATEST + 1 }, tooLong);
    });

    test('a line that is not in use', async () => {
      const paused = await euLines();
      const input = { accountId: paused.account.id, expectedVersion: 1, ...key() };
      await pauseLine(ports, borrowerOf(paused.customer), input);
      const suspended = { code: 'NOTICE_NOT_POSSIBLE', status: 'SUSPENDED' };
      await expectRefused(paused, { expectedVersion: 2 }, suspended);
      const given = await euLines();
      await noticed(given);
      const twice = { code: 'NOTICE_NOT_POSSIBLE', status: 'NOTICE_GIVEN' };
      await expectRefused(given, { expectedVersion: 2 }, twice);
      const { closure } = await closedOwn(ports, given, { expectedVersion: 2 });
      const closed = { code: 'ALREADY_CLOSING', status: 'CLOSED', closureId: closure.id };
      await expectRefused(given, { expectedVersion: 3 }, closed);
    });
  });

  test('a moment that is not later than now is no notice', async () => {
    for (const effectiveAt of [NOW, NOW - DAY_MS]) {
      const given = await euLines();
      const before = await store.dump();
      const result = await closeOwn(ports, given, { expectedVersion: 1, effectiveAt });
      expect(result).toMatchObject({ refusals: [{ code: 'NOTICE_NOT_AHEAD' }] });
      expect(await store.dump()).toEqual(before);
    }
  });
});
