/** A customer pauses a line and goes on later: what follows, and what refuses it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { authorizeUse, captureUse, postAmount } from '../../src/application/operate-line.js';
import { pauseLine, resumeLine } from '../../src/application/pause-line.js';
import { evolve } from '../../src/domain/credit-account/evolve.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { cny, key, made } from '../support/operated.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeAll(async () => {
    store = await open();
    ports = store.ports;
  });

  type Change = typeof pauseLine | typeof resumeLine;
  const inputFor = ({ account }: Given, over: object = {}) => ({
    accountId: account.id,
    expectedVersion: 1,
    ...key(),
    ...over,
  });
  const ask = (change: Change, given: Given, over: object = {}) =>
    change(ports, borrowerOf(given.customer), inputFor(given, over));
  const lineNow = async ({ account }: Given) => (await ports.accounts.find([account.id]))[0]!;
  const save = (given: Given, event: Parameters<typeof evolve>[1]) =>
    ports.inTransaction(async () => ports.accounts.save(evolve(await lineNow(given), event)));
  const authorize = ({ account }: Given) =>
    authorizeUse(ports, paymentSystem, {
      accountId: account.id,
      capability: 'PAY',
      amount: cny(1_000),
      ...key(),
    });

  async function expectRefused(change: Change, given: Given, over: object, refusal: object) {
    const before = await store.dump();
    const account = await lineNow(given);
    expect(await ask(change, given, over)).toEqual({ refusals: [refusal], account });
    expect(await store.dump()).toEqual(before);
  }

  test('a paused line cannot be used; resumed, it can do what it could before', async () => {
    const given = await givenLines(ports);
    const { account, customer } = given;
    const held = made(await authorize(given));
    const paused = await ask(pauseLine, given);
    expect(paused).toMatchObject({
      account: { status: 'SUSPENDED', suspendedBy: 'CUSTOMER', version: 2, limitMinor: 1_000_000 },
      decision: {
        kind: 'SUSPENSION',
        grounds: 'CUSTOMER_REQUEST',
        reasons: [{ code: 'PAUSED_AT_CUSTOMER_REQUEST' }],
        adverseAction: false,
        assessmentId: null,
        packEdition: expect.stringMatching(/^CN-/),
      },
    });
    const ended = { code: 'USE_ENDED', status: 'SUSPENDED', effectiveAt: NOW };
    expect(await authorize(given)).toEqual({ refusals: [ended] });
    const capture = { holdId: held.id, amount: cny(1_000), ...key() };
    made(await captureUse(ports, paymentSystem, capture));
    const repayment = { accountId: account.id, amount: cny(1_000), ...key() };
    made(await postAmount(ports, paymentSystem, 'REPAYMENT', repayment));

    const resumed = await ask(resumeLine, given, { expectedVersion: 2 });
    expect(resumed).toMatchObject({
      account: { status: 'ACTIVE', capabilities: account.capabilities, version: 3 },
      decision: { kind: 'REINSTATEMENT', grounds: 'CUSTOMER_REQUEST', adverseAction: false },
    });
    made(await authorize(given));
    const kinds = (await ports.closures.decisionsOf([account.id], 10)).map(({ kind }) => kind);
    expect(kinds).toEqual(['REINSTATEMENT', 'SUSPENSION']);
    const messages = (await store.outbox()).filter(({ subject }) => subject === account.id);
    expect(messages).toMatchObject([
      {
        type: 'clearline.credit-account.suspended.v1',
        data: { status: 'SUSPENDED', by: 'CUSTOMER', accountVersion: 2 },
      },
      {
        type: 'clearline.credit-account.reinstated.v1',
        data: { status: 'ACTIVE', accountVersion: 3 },
      },
    ]);
    const contents = (await store.auditEntries()).map((each) => JSON.parse(each.contentJson));
    expect(contents.filter(({ accountId }) => accountId === account.id)).toMatchObject([
      { type: 'credit-account.suspended', requestedBy: borrowerOf(customer).subject },
      { type: 'credit-account.reinstated', requestedBy: borrowerOf(customer).subject },
    ]);
  });

  test('a pause goes on under the creditor’s notice, and can be ended until the notice does', async () => {
    const given = await givenLines(ports);
    await ask(pauseLine, given);
    const effectiveAt = NOW + 30 * DAY_MS;
    await save(given, { type: 'TerminationNoticeGiven', effectiveAt, at: NOW });
    const { capabilities } = given.account as { capabilities?: unknown };
    expect(await lineNow(given)).toMatchObject({ capabilities: [], paused: capabilities });
    expect(await authorize(given)).toMatchObject({
      refusals: [{ code: 'CAPABILITY_NOT_GRANTED' }],
    });
    const paused = { code: 'NOT_PAUSABLE', status: 'NOTICE_GIVEN' };
    await expectRefused(pauseLine, given, { expectedVersion: 3 }, paused);
    const resumed = await ask(resumeLine, given, { expectedVersion: 3 });
    expect(resumed).toMatchObject({
      account: { status: 'NOTICE_GIVEN', effectiveAt, capabilities, noticeId: null, version: 4 },
      decision: { kind: 'REINSTATEMENT', grounds: 'CUSTOMER_REQUEST' },
    });
    expect(await lineNow(given)).not.toHaveProperty('paused');
    made(await authorize(given));
  });

  describe('is refused', () => {
    test('where the creditor suspended: neither paused over nor resumed', async () => {
      const given = await givenLines(ports);
      await save(given, { type: 'Suspended', by: 'CREDITOR', at: NOW });
      const over = { expectedVersion: 2 };
      await expectRefused(resumeLine, given, over, { code: 'NOT_YOUR_PAUSE' });
      const notPausable = { code: 'NOT_PAUSABLE', status: 'SUSPENDED' };
      await expectRefused(pauseLine, given, over, notPausable);
    });

    test('for a second pause, and for a resumption of what is not paused', async () => {
      const given = await givenLines(ports);
      await expectRefused(resumeLine, given, {}, { code: 'NOT_PAUSED', status: 'ACTIVE' });
      await ask(pauseLine, given);
      const notPausable = { code: 'NOT_PAUSABLE', status: 'SUSPENDED' };
      await expectRefused(pauseLine, given, { expectedVersion: 2 }, notPausable);
    });

    test('under notice, before it ends the line and after', async () => {
      const given = await givenLines(ports);
      const effectiveAt = NOW + DAY_MS;
      const noticeId = newId();
      await save(given, { type: 'ClosureNoticeGiven', noticeId, effectiveAt, at: NOW });
      const over = { expectedVersion: 2 };
      const status = 'NOTICE_GIVEN';
      await expectRefused(pauseLine, given, over, { code: 'NOT_PAUSABLE', status });
      await expectRefused(resumeLine, given, over, { code: 'NOT_PAUSED', status });
      const later = await open();
      const other = await givenLines(later.ports);
      await later.ports.inTransaction(() =>
        later.ports.accounts.save(
          evolve(other.account, { type: 'ClosureNoticeGiven', noticeId, effectiveAt, at: NOW }),
        ),
      );
      later.clock.advance(DAY_MS);
      const refusals = [{ code: 'USE_ENDED', status, effectiveAt }];
      const input = inputFor(other, over);
      for (const change of [pauseLine, resumeLine]) {
        const answer = await change(later.ports, borrowerOf(other.customer), input);
        expect(answer).toMatchObject({ refusals });
      }
    });

    test('under the notice of the creditor, where nothing is paused', async () => {
      const given = await givenLines(ports);
      const effectiveAt = NOW + DAY_MS;
      await save(given, { type: 'TerminationNoticeGiven', effectiveAt, at: NOW });
      const refusal = { code: 'NOT_PAUSED', status: 'NOTICE_GIVEN' };
      await expectRefused(resumeLine, given, { expectedVersion: 2 }, refusal);
    });

    test('for a closed line, which no resumption brings back', async () => {
      const given = await givenLines(ports);
      await ask(pauseLine, given);
      await save(given, {
        type: 'ClosureMade',
        closureId: newId(),
        outcome: 'CLOSED',
        revoked: [],
        limitCountsUntil: null,
        at: NOW,
      });
      const ended = { code: 'USE_ENDED', status: 'CLOSED', effectiveAt: NOW };
      for (const change of [pauseLine, resumeLine]) {
        await expectRefused(change, given, { expectedVersion: 3 }, ended);
      }
    });

    test('for an unread version', async () => {
      const stale = { code: 'VERSION_STALE', expectedVersion: 7, version: 1 };
      const given = await givenLines(ports);
      for (const change of [pauseLine, resumeLine]) {
        await expectRefused(change, given, { expectedVersion: 7 }, stale);
      }
    });

    test('for staff and systems by role, and for other borrowers as if there were no line', async () => {
      const [given, stranger] = [await givenLines(ports), await givenLines(ports)];
      const before = await store.dump();
      for (const change of [pauseLine, resumeLine]) {
        for (const actor of [agent, paymentSystem]) {
          const answer = await change(ports, actor, inputFor(given));
          expect(answer).toEqual({ refusals: [{ code: 'FORBIDDEN' }] });
        }
        const answer = await change(ports, borrowerOf(stranger.customer), inputFor(given));
        expect(answer).toEqual({ refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] });
      }
      expect(await store.dump()).toEqual(before);
    });
  });

  test('the same key pauses once, and a key of a pause is free for a resumption', async () => {
    const given = await givenLines(ports);
    const input = inputFor(given);
    const actor = borrowerOf(given.customer);
    const [first, second] = await Promise.all([
      pauseLine(ports, actor, input),
      pauseLine(ports, actor, input),
    ]);
    expect(first).toMatchObject({ account: { status: 'SUSPENDED', version: 2 } });
    expect(second).toEqual(first);
    const resumed = await resumeLine(ports, actor, { ...input, expectedVersion: 2 });
    expect(resumed).toMatchObject({ account: { status: 'ACTIVE' } });
    // The replay tells the decision of then, and the line of now.
    const replayed = await pauseLine(ports, actor, input);
    expect(replayed).toMatchObject({ account: { version: 3 }, decision: { kind: 'SUSPENSION' } });
  });
});
