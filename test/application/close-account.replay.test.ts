/** The same closure asked for again: replayed, refused, or evaluated anew. */
import { beforeAll, expect, test } from '@jest/globals';
import { type CloseAccountInput, closeAccount } from '../../src/application/close-account.js';
import { KEY_LIFETIME_DAYS } from '../../src/application/idempotency.js';
import { postAmount } from '../../src/application/operate-line.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { givenHistory, LATE } from '../support/closings.js';
import { aHold, type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';

const IN_USE = { position: { principalMinor: 950_000, heldMinor: 20_000 } };
const LIGHT = { position: { principalMinor: 100_000 } };

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  const inputFor = (given: Given, over: Partial<CloseAccountInput> = {}): CloseAccountInput => ({
    accountId: given.account.id,
    expectedVersion: 1,
    idempotencyKey: newId(),
    ...over,
  });
  const close = (given: Given, input: CloseAccountInput) =>
    closeAccount(store.ports, borrowerOf(given.customer), input);
  const repay = (given: Given, minor: number) =>
    postAmount(store.ports, paymentSystem, 'REPAYMENT', {
      accountId: given.account.id,
      amount: { minor, currency: 'CNY' },
      idempotencyKey: newId(),
    });

  test('a success replays closure and receipt as they were, the account as it is', async () => {
    const given = await givenLines(store.ports, [{ position: { principalMinor: 1_000 } }]);
    const input = inputFor(given, { allowRunOff: true, motive: 'COST' });
    const first = await close(given, input);
    await repay(given, 1_000);
    const before = await store.dump();
    const again = await close(given, input);
    expect(await store.dump()).toEqual(before);
    expect(first).toMatchObject({
      account: { status: 'RUN_OFF' },
      closure: { outcome: 'RUN_OFF' },
    });
    expect(again).toEqual({ ...first, account: expect.anything() });
    expect(again).toMatchObject({ account: { status: 'CLOSED', version: 3 } });
  });

  test.each([
    ['CN', {}, { outcome: 'CLOSED', linkedLimits: [{}, {}] }],
    ['EU', {}, { outcome: 'CLOSED', limitCountsUntil: expect.any(String) }],
    ['CN', { principalMinor: 1_000 }, { outcome: 'RUN_OFF' }],
    ['US', { creditMinor: 900 }, { outcome: 'CLOSED' }],
  ])('in %s with %j, the first answer is word for word what is read back', async (...row) => {
    const [jurisdiction, position, made] = row;
    const lines = [{ position }, IN_USE, LIGHT];
    const given = await givenHistory(store.ports, lines, LATE, { customer: { jurisdiction } });
    await store.ports.books.addHold(aHold(given.accounts[1] ?? given.account));
    const input = inputFor(given, { allowRunOff: true, motive: 'LOWER_LEVERAGE' });
    const first = await close(given, input);
    expect(first).toMatchObject({ closure: made });
    expect(await close(given, input)).toStrictEqual(first);
  });

  test('a replay comes before everything else that could be said', async () => {
    const given = await givenLines(store.ports);
    const input = inputFor(given);
    const first = await close(given, input);
    const [stale] = await store.ports.accounts.find([given.account.id]);
    expect(stale?.version).not.toBe(input.expectedVersion);
    expect(await close(given, input)).toEqual(first);
    const renamed = { ...borrowerOf(given.customer), subject: 'another name' };
    expect(await closeAccount(store.ports, renamed, input)).toEqual(first);
    // Whoever signs in by the name for another customer has asked for nothing yet.
    const stranger = { ...borrowerOf(given.customer), customerId: newId() };
    expect(await closeAccount(store.ports, stranger, input)).toEqual({
      refusals: [{ code: 'ACCOUNT_NOT_FOUND' }],
    });
  });

  test('absent, null and the order of the input mean the same where they do', async () => {
    const given = await givenLines(store.ports);
    const input = inputFor(given);
    const first = await close(given, input);
    const reordered = Object.fromEntries(Object.entries(input).reverse());
    expect(await close(given, { ...(reordered as typeof input), motive: undefined })).toEqual(
      first,
    );
  });

  test('a key with other input is refused, whatever the input', async () => {
    const [given, other] = [await givenLines(store.ports), await givenLines(store.ports)];
    const input = inputFor(given);
    await close(given, input);
    const before = await store.dump();
    for (const changed of [
      { motive: 'COST' as const },
      { allowRunOff: true },
      { expectedVersion: 2 },
      { accountId: other.account.id },
      { quoteId: newId() },
    ]) {
      const answer = await close(given, { ...input, ...changed });
      expect(answer).toMatchObject({ refusals: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    }
    expect(await store.dump()).toEqual(before);
  });

  test('a refusal is evaluated anew under the same key, also with other input', async () => {
    const given = await givenLines(store.ports, [{ position: { principalMinor: 1_000 } }]);
    const input = inputFor(given);
    const refused = { refusals: [{ code: 'BALANCE_OUTSTANDING' }] };
    expect(await close(given, input)).toMatchObject(refused);
    const changed = await close(given, { ...input, expectedVersion: 5 });
    expect(changed).toMatchObject({ refusals: [{ code: 'VERSION_STALE' }] });
    await repay(given, 1_000);
    expect(await close(given, input)).toMatchObject({ closure: { outcome: 'CLOSED' } });
  });

  test('a key is the subject’s own', async () => {
    const [first, second] = [await givenLines(store.ports), await givenLines(store.ports)];
    const idempotencyKey = newId();
    await close(first, inputFor(first, { idempotencyKey }));
    const answer = await close(second, inputFor(second, { idempotencyKey }));
    expect(answer).toMatchObject({ closure: { accountId: second.account.id } });
  });

  test('after its lifetime a key is new, and the line is closed already', async () => {
    const { ports, clock } = await open();
    const given = await givenLines(ports);
    const input = inputFor(given);
    const again = () => closeAccount(ports, borrowerOf(given.customer), input);
    const first = await again();
    clock.advance(KEY_LIFETIME_DAYS * DAY_MS);
    expect(await again()).toEqual(first);
    clock.advance(1);
    expect(await again()).toMatchObject({ refusals: [{ code: 'ALREADY_CLOSING' }] });
  });
});
