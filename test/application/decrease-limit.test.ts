/** A customer has the limit of a line lowered: what follows, and what refuses it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type DecreaseLimitInput, decreaseLimit } from '../../src/application/decrease-limit.js';
import { evolve } from '../../src/domain/credit-account/evolve.js';
import { addDays } from '../../src/domain/time.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { cny } from '../support/operated.js';
import { aHold, type Given, givenLines, newId, TODAY } from '../support/portfolio.js';
import { expectSoundBooks } from '../support/postings.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeAll(async () => {
    store = await open();
    ports = store.ports;
  });

  const inputFor = ({ account }: Given, over: Partial<DecreaseLimitInput> = {}) => ({
    accountId: account.id,
    limit: cny(400_000),
    expectedVersion: 1,
    idempotencyKey: newId(),
    ...over,
  });
  const decrease = (given: Given, over: Partial<DecreaseLimitInput> = {}) =>
    decreaseLimit(ports, borrowerOf(given.customer), inputFor(given, over));
  const lineNow = async ({ account }: Given) => (await ports.accounts.find([account.id]))[0]!;
  const save = (given: Given, ...events: Parameters<typeof evolve>[1][]) =>
    ports.inTransaction(async () => {
      for (const event of events) await ports.accounts.save(evolve(await lineNow(given), event));
    });

  async function expectRefused(
    given: Given,
    over: Partial<DecreaseLimitInput>,
    refusal: object,
  ): Promise<void> {
    const before = await store.dump();
    const account = await lineNow(given);
    expect(await decrease(given, over)).toEqual({ refusals: [refusal], account });
    expect(await store.dump()).toEqual(before);
  }

  test('lowers the limit at once and leaves a decision, an audit entry and a message', async () => {
    const given = await givenLines(ports);
    const { account, customer } = given;
    const result = await decrease(given);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    expect(result.account).toEqual({ ...account, limitMinor: 400_000, version: 2 });
    expect(await lineNow(given)).toEqual(result.account);
    expect(result.decision).toMatchObject({
      customerId: customer.id,
      accountId: account.id,
      kind: 'LINE_DECREASE',
      grounds: 'CUSTOMER_REQUEST',
      reasons: [
        {
          code: 'LIMIT_LOWERED_AT_CUSTOMER_REQUEST',
          values: { from: '10000.00 CNY', to: '4000.00 CNY' },
        },
      ],
      adverseAction: false,
      decidedAt: NOW,
      decidedBy: borrowerOf(customer).subject,
      assessmentId: null,
      packEdition: expect.stringMatching(/^CN-/),
      limitPolicyVersion: null,
    });
    expect(await ports.closures.decisionsOf([account.id], 10)).toEqual([result.decision]);
    const told = {
      schemaVersion: 1,
      decisionId: result.decision.id,
      closureId: null,
      from: '10000.00',
      to: '4000.00',
      currency: 'CNY',
      accountVersion: 2,
    };
    const messages = (await store.outbox()).filter(({ subject }) => subject === account.id);
    expect(messages).toMatchObject([
      { type: 'clearline.credit-account.limit-changed.v1', data: told },
    ]);
    const [entry] = (await store.auditEntries()).slice(-1);
    expect(JSON.parse(entry!.contentJson)).toMatchObject({
      type: 'credit-account.limit-changed',
      ...told,
      customerId: customer.id,
      grounds: 'CUSTOMER_REQUEST',
      requestedBy: borrowerOf(customer).subject,
      requestedAs: 'borrower',
    });
  });

  test('goes down to what is owed today and held, interest included, and no further', async () => {
    const position = { principalMinor: 200_000, interestThrough: addDays(TODAY, -10) };
    const given = await givenLines(ports, [{ position: { ...position, heldMinor: 20_000 } }]);
    await ports.books.addHold(aHold(given.account));
    // Ten days of 0.05 % of 2,000.00 are 10.00.
    const least = { code: 'LIMIT_BELOW_USE', least: cny(221_000) };
    await expectRefused(given, { limit: cny(220_999) }, least);
    expect(await decrease(given, { limit: cny(221_000) })).not.toHaveProperty('refusals');
    const [posted] = await ports.books.positions([given.account.id]);
    expect(posted).toMatchObject({ interestMinor: 1_000, interestThrough: TODAY });
    await expectSoundBooks(ports, given.account.id);
  });

  test('a credit balance does not let it go below what is held', async () => {
    const position = { creditMinor: 50_000, heldMinor: 20_000 };
    const given = await givenLines(ports, [{ position }]);
    await ports.books.addHold(aHold(given.account));
    const least = { code: 'LIMIT_BELOW_USE', least: cny(20_000) };
    await expectRefused(given, { limit: cny(19_999) }, least);
  });

  describe('is refused', () => {
    const foreign = { minor: 400_000, currency: 'EUR' };
    test.each([
      [
        'an unread version',
        { expectedVersion: 7 },
        'VERSION_STALE',
        { expectedVersion: 7, version: 1 },
      ],
      ['another currency', { limit: foreign }, 'CURRENCY_MISMATCH', { expected: 'CNY' }],
      ['nothing', { limit: cny(0) }, 'AMOUNT_INVALID', {}],
      ['less than nothing', { limit: cny(-1) }, 'AMOUNT_INVALID', {}],
      ['the same', { limit: cny(1_000_000) }, 'LIMIT_NOT_LOWER', { current: cny(1_000_000) }],
      ['more', { limit: cny(1_000_001) }, 'LIMIT_NOT_LOWER', { current: cny(1_000_000) }],
    ])('for %s', async (_name, over, code, members) => {
      await expectRefused(await givenLines(ports), over, { code, ...members });
    });

    test('for staff and systems by role, and for other borrowers as if there were no line', async () => {
      const [given, stranger] = [await givenLines(ports), await givenLines(ports)];
      const before = await store.dump();
      for (const actor of [agent, paymentSystem]) {
        const refusals = [{ code: 'FORBIDDEN' }];
        expect(await decreaseLimit(ports, actor, inputFor(given))).toEqual({ refusals });
      }
      const none = { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
      const asStranger = borrowerOf(stranger.customer);
      expect(await decreaseLimit(ports, asStranger, inputFor(given))).toEqual(none);
      expect(await decrease(given, { accountId: newId() })).toEqual(none);
      expect(await store.dump()).toEqual(before);
    });

    test('where no rules are in force', async () => {
      const given = await givenLines(ports, [{}], { customer: { jurisdiction: 'ZZ' } });
      const unsupported = { code: 'JURISDICTION_UNSUPPORTED', jurisdiction: 'ZZ' };
      await expectRefused(given, {}, unsupported);
    });

    test('for a line whose use has ended, however it ended', async () => {
      const closed = await givenLines(ports);
      const closureId = newId();
      const made = { type: 'ClosureMade', closureId, revoked: [], limitCountsUntil: null } as const;
      await save(closed, { ...made, outcome: 'CLOSED', at: NOW });
      const ended = { code: 'USE_ENDED', effectiveAt: NOW };
      await expectRefused(closed, { expectedVersion: 2 }, { ...ended, status: 'CLOSED' });
      const noticed = await givenLines(ports);
      const effectiveAt = store.clock.now();
      await save(noticed, { type: 'ClosureNoticeGiven', noticeId: newId(), effectiveAt, at: NOW });
      // The moment of the notice has come, though nobody has written the closing down yet.
      await expectRefused(noticed, { expectedVersion: 2 }, { ...ended, status: 'NOTICE_GIVEN' });
    });
  });

  test('works on a line that is paused and on one that is under notice', async () => {
    const paused = await givenLines(ports);
    await save(paused, { type: 'Suspended', by: 'CUSTOMER', at: NOW });
    const noticed = await givenLines(ports);
    const effectiveAt = NOW + DAY_MS;
    await save(noticed, { type: 'ClosureNoticeGiven', noticeId: newId(), effectiveAt, at: NOW });
    for (const given of [paused, noticed]) {
      const { status } = await lineNow(given);
      const result = await decrease(given, { expectedVersion: 2 });
      expect(result).toMatchObject({ account: { status, limitMinor: 400_000, version: 3 } });
    }
  });

  test('the same key answers as the first time, also at once; with other input it is refused', async () => {
    const given = await givenLines(ports);
    const input = inputFor(given);
    const run = (over: object = {}) =>
      decreaseLimit(ports, borrowerOf(given.customer), { ...input, ...over });
    const answers = await Promise.all([run(), run(), run()]);
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(answers[0]).not.toHaveProperty('refusals');
    const before = await store.dump();
    expect(await run()).toEqual(answers[0]);
    const reused = await run({ limit: cny(1) });
    expect(reused).toMatchObject({ refusals: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    expect(await store.dump()).toEqual(before);
  });

  test('of two decreases at once on one version only one is made', async () => {
    const given = await givenLines(ports);
    const results = await Promise.all([
      decrease(given, { limit: cny(300_000) }),
      decrease(given, { limit: cny(200_000) }),
    ]);
    const refused = results.filter((each) => 'refusals' in each);
    expect(refused).toMatchObject([{ refusals: [{ code: 'VERSION_STALE', version: 2 }] }]);
    expect(await ports.closures.decisionsOf([given.account.id], 10)).toHaveLength(1);
  });
});
