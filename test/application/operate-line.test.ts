/** What payment and ledger systems do on a line that is in use. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  authorizeUse,
  captureUse,
  MAX_BACKDATING_DAYS,
  type Operated,
  postAmount,
  undoEntry,
  voidHold,
} from '../../src/application/operate-line.js';
import { MAX_MOVEMENT_MINOR } from '../../src/domain/money.js';
import { addDays } from '../../src/domain/time.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { cny, made } from '../support/operated.js';
import { type Given, givenLines, newId, TODAY } from '../support/portfolio.js';
import { expectSoundBooks } from '../support/postings.js';
import { describeStores, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeAll(async () => {
    store = await open();
    ports = store.ports;
  });

  const key = () => ({ idempotencyKey: newId() });
  const authorize = ({ account }: Given, minor: number, over: object = {}) =>
    authorizeUse(ports, paymentSystem, {
      accountId: account.id,
      capability: 'PAY',
      amount: cny(minor),
      ...key(),
      ...over,
    });
  const capture = (holdId: string, minor: number, final?: boolean) =>
    captureUse(ports, paymentSystem, { holdId, amount: cny(minor), final, ...key() });
  const postTo = (
    { account }: Given,
    kind: 'REPAYMENT' | 'REFUND' | 'FEE',
    minor: number,
    over = {},
  ) =>
    postAmount(ports, paymentSystem, kind, {
      accountId: account.id,
      amount: cny(minor),
      ...key(),
      ...over,
    });
  const positionOf = async ({ account }: Given) => (await ports.books.positions([account.id]))[0];

  async function expectRefused<T>(work: () => Promise<Operated<T>>, refusal: object) {
    const before = await store.dump();
    expect(await work()).toEqual({ refusals: [refusal] });
    expect(await store.dump()).toEqual(before);
  }

  describe('using a line', () => {
    test('a hold reserves credit, its capture turns it into debt, the rest is released', async () => {
      const given = await givenLines(ports);
      const hold = made(await authorize(given, 900_000));
      expect(hold).toMatchObject({ status: 'OPEN', amountMinor: 900_000 });
      const available = { code: 'AVAILABLE_CREDIT_EXCEEDED', available: cny(100_000) };
      await expectRefused(() => authorize(given, 100_001), available);
      const entry = made(await capture(hold.id, 400_000));
      expect(entry).toMatchObject({ kind: 'CAPTURE', reference: hold.id });
      expect(await positionOf(given)).toMatchObject({ principalMinor: 400_000, heldMinor: 0 });
      expect(await ports.books.hold(hold.id)).toMatchObject({ status: 'CAPTURED' });
      await expectSoundBooks(ports, given.account.id);
    });

    test('a hold is captured in parts, and what is left can be voided', async () => {
      const given = await givenLines(ports);
      const hold = made(await authorize(given, 1_000));
      made(await capture(hold.id, 300, false));
      expect(await positionOf(given)).toMatchObject({ principalMinor: 300, heldMinor: 700 });
      const exceeded = { code: 'CAPTURE_EXCEEDS_HOLD', open: cny(700) };
      await expectRefused(() => capture(hold.id, 701), exceeded);
      const voided = await voidHold(ports, paymentSystem, { holdId: hold.id, ...key() });
      expect(made(voided)).toMatchObject({ status: 'CAPTURED', capturedMinor: 300 });
      expect(await positionOf(given)).toMatchObject({ principalMinor: 300, heldMinor: 0 });
      await expectRefused(() => voidHold(ports, paymentSystem, { holdId: hold.id, ...key() }), {
        code: 'HOLD_NOT_CAPTURABLE',
        status: 'CAPTURED',
      });
    });

    test('an untouched hold that is voided cannot be captured', async () => {
      const given = await givenLines(ports);
      const hold = made(await authorize(given, 1_000));
      made(await voidHold(ports, paymentSystem, { holdId: hold.id, ...key() }));
      const refusal = { code: 'HOLD_NOT_CAPTURABLE', status: 'VOIDED' };
      await expectRefused(() => capture(hold.id, 1), refusal);
      await expectSoundBooks(ports, given.account.id);
    });
  });

  describe('posting', () => {
    test('interest up to today comes first, and a backdated payment gives back its own', async () => {
      const position = { principalMinor: 200_000, interestThrough: addDays(TODAY, -10) };
      const given = await givenLines(ports, [{ position }]);
      made(await postTo(given, 'REPAYMENT', 101_000, { valueDate: addDays(TODAY, -5) }));
      expect(await positionOf(given)).toMatchObject({
        principalMinor: 99_750,
        interestMinor: 0,
        interestThrough: TODAY,
        repaidMinor: 101_000,
      });
      await expectSoundBooks(ports, given.account.id);
    });

    test('the same key posts once, also with a refusal before', async () => {
      const given = await givenLines(ports);
      const over = { ...key(), reference: '流水 №1' };
      await expectRefused(() => postTo(given, 'FEE', 0, over), { code: 'AMOUNT_INVALID' });
      const absurd = MAX_MOVEMENT_MINOR + 1;
      await expectRefused(() => postTo(given, 'FEE', absurd, over), { code: 'AMOUNT_INVALID' });
      const first = await postTo(given, 'FEE', 50, over);
      const before = await store.dump();
      expect(await postTo(given, 'FEE', 50, over)).toEqual(first);
      expect(await store.dump()).toEqual(before);
      await expectRefused(() => postTo(given, 'FEE', 51, over), { code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(await positionOf(given)).toMatchObject({ feeMinor: 50 });
      // A key belongs to its operation.
      made(await postTo(given, 'REPAYMENT', 50, over));
      expect(await positionOf(given)).toMatchObject({ feeMinor: 0 });
    });

    test.each([1, -MAX_BACKDATING_DAYS - 1])(
      'a value date of %i days from today is refused',
      async (days) => {
        const given = await givenLines(ports);
        const valueDate = addDays(TODAY, days);
        const from = addDays(TODAY, -MAX_BACKDATING_DAYS);
        const refusal = { code: 'VALUE_DATE_INVALID', from, to: TODAY };
        await expectRefused(() => postTo(given, 'REPAYMENT', 5, { valueDate }), refusal);
        made(await postTo(given, 'REPAYMENT', 5, { valueDate: from }));
      },
    );
  });

  describe('undoing', () => {
    const undo = (kind: 'RETURNED_PAYMENT' | 'REVERSAL', entryId: string) =>
      undoEntry(ports, paymentSystem, kind, { entryId, ...key() });

    test('a payment bounces once, and its dues are open again', async () => {
      const given = await givenLines(ports, [{ position: { principalMinor: 1_000 } }]);
      const paid = made(await postTo(given, 'REPAYMENT', 600));
      const bounced = made(await undo('RETURNED_PAYMENT', paid.id));
      expect(bounced).toMatchObject({ reverses: paid.id, valueDate: paid.valueDate });
      expect(await positionOf(given)).toMatchObject({ principalMinor: 1_000, repaidMinor: 0 });
      const again = { code: 'ENTRY_NOT_REVERSIBLE' };
      await expectRefused(() => undo('RETURNED_PAYMENT', paid.id), again);
      await expectSoundBooks(ports, given.account.id);
    });

    test('each way undoes its own kinds only, and an undoing cannot be undone', async () => {
      const given = await givenLines(ports);
      const [fee, paid] = [
        made(await postTo(given, 'FEE', 40)),
        made(await postTo(given, 'REPAYMENT', 40)),
      ];
      const refusal = { code: 'ENTRY_NOT_REVERSIBLE' };
      await expectRefused(() => undo('RETURNED_PAYMENT', fee.id), refusal);
      await expectRefused(() => undo('REVERSAL', paid.id), refusal);
      const reversed = made(await undo('REVERSAL', fee.id));
      await expectRefused(() => undo('REVERSAL', reversed.id), refusal);
      expect(await positionOf(given)).toMatchObject({ feeMinor: 0, creditMinor: 40 });
      await expectSoundBooks(ports, given.account.id);
    });
  });

  describe('who may, and on what', () => {
    test('a borrower may do none of it', async () => {
      const given = await givenLines(ports);
      const before = await store.dump();
      const actor = borrowerOf(given.customer);
      const of = { accountId: given.account.id, amount: cny(5), ...key() };
      const answers = [
        await authorizeUse(ports, actor, { ...of, capability: 'PAY' }),
        await postAmount(ports, actor, 'REPAYMENT', of),
        await voidHold(ports, actor, { holdId: newId(), ...key() }),
      ];
      for (const answer of answers) expect(answer).toEqual({ refusals: [{ code: 'FORBIDDEN' }] });
      expect(await store.dump()).toEqual(before);
    });

    test('what does not exist is refused by name', async () => {
      const given = await givenLines(ports);
      const nowhere = { ...given, account: { ...given.account, id: newId() } };
      await expectRefused(() => authorize(nowhere, 5), { code: 'ACCOUNT_NOT_FOUND' });
      await expectRefused(() => postTo(nowhere, 'FEE', 5), { code: 'ACCOUNT_NOT_FOUND' });
      await expectRefused(() => capture(newId(), 5), { code: 'HOLD_NOT_FOUND' });
      const entryId = newId();
      await expectRefused(
        () => undoEntry(ports, paymentSystem, 'REVERSAL', { entryId, ...key() }),
        { code: 'ENTRY_NOT_FOUND' },
      );
      const usd = { amount: { minor: 5, currency: 'USD' } };
      const mismatch = { code: 'CURRENCY_MISMATCH', expected: 'CNY' };
      await expectRefused(() => authorize(given, 5, usd), mismatch);
      await expectRefused(() => postTo(given, 'REPAYMENT', 5, usd), mismatch);
    });

    test('without a jurisdiction pack nothing is posted', async () => {
      const over = { customer: { jurisdiction: 'ZZ' } };
      const given = await givenLines(ports, [{}], over);
      const refusal = { code: 'JURISDICTION_UNSUPPORTED', jurisdiction: 'ZZ' };
      await expectRefused(() => authorize(given, 5), refusal);
      await expectRefused(() => postTo(given, 'REPAYMENT', 5), refusal);
    });
  });
});
