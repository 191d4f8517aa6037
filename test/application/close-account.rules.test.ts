/** Closing by the rules of the pack, by the clock, and while the ledger of record is away. */
import { beforeEach, expect, test } from '@jest/globals';
import { type CloseAccountInput, closeAccount } from '../../src/application/close-account.js';
import type { Ports } from '../../src/application/ports.js';
import type { Scorecard } from '../../src/domain/risk-profile/scorecard.js';
import { agent, borrowerOf } from '../support/actors.js';
import { madeClosure } from '../support/operated.js';
import {
  aHold,
  aPlan,
  expertScorecard,
  type Given,
  givenLines,
  newId,
} from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const NO_LINE = { en: 'You have no usable line.', zh: '您没有可用额度。' };

/** The expert card, but for three points that it takes from somebody without a usable line. */
function punishingCard(): Scorecard {
  const card = expertScorecard();
  const characteristics = card.characteristics.map((each) => ({
    ...each,
    attributes: each.attributes.map((attribute) =>
      each.id === 'utilization_now' && attribute.missing
        ? { ...attribute, points: attribute.points - 3, reason: NO_LINE }
        : attribute,
    ),
  }));
  return { ...card, version: 'punishing-1', characteristics };
}

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const close = (given: Given, over: Partial<CloseAccountInput> = {}, on: Ports = ports) =>
    closeAccount(on, borrowerOf(given.customer), {
      accountId: given.account.id,
      expectedVersion: 1,
      idempotencyKey: newId(),
      ...over,
    });
  async function closed(given: Given, over: Partial<CloseAccountInput> = {}) {
    const result = await close(given, over);
    return madeClosure(result);
  }

  test.each([
    ['EU', 0],
    ['CN', -3],
  ])(
    'given a card that punishes a closure, then in %s the score moves by %i',
    async (jurisdiction, by) => {
      const given = await givenLines(ports, [{}], { customer: { jurisdiction } });
      await ports.inTransaction(() => ports.riskProfiles.addChampion(punishingCard()));
      const { closure } = await closed(given);
      expect(closure.scoreAfter - (closure.scoreBefore ?? 0)).toBe(by);
      const [after] = await ports.riskProfiles.byId([closure.assessmentAfterId]);
      expect(after).toMatchObject({ trigger: 'CLOSURE', score: closure.scoreAfter });
    },
  );

  test('given a hold whose time is over, then it holds nothing up', async () => {
    const given = await givenLines(ports, [{ position: { heldMinor: 20_000 } }]);
    await ports.books.addHold(aHold(given.account, { expiresAt: NOW }));
    expect(await close(given)).toMatchObject({ account: { status: 'CLOSED' } });
  });

  test('given a plan on a line that owes nothing, then the closure settles it', async () => {
    const given = await givenLines(ports);
    await ports.books.addPlans([aPlan(given.account)]);
    expect(await close(given)).toMatchObject({ account: { status: 'CLOSED' } });
    expect(await ports.books.activePlans([given.account.id])).toEqual([]);
  });

  test('null and absent are the same input, and so is the default', async () => {
    const given = await givenLines(ports);
    const idempotencyKey = newId();
    const first = await closed(given, { idempotencyKey });
    const nulls = { idempotencyKey, motive: null, quoteId: null, allowRunOff: null };
    expect(await closed(given, nulls)).toEqual(first);
    expect(await closed(given, { idempotencyKey, allowRunOff: false })).toEqual(first);
  });

  test('a success is replayed while the ledger of record is away, and nothing else is done', async () => {
    const given = await givenLines(ports, [{}, {}]);
    const idempotencyKey = newId();
    const first = await closed(given, { idempotencyKey });
    const away = async () => Promise.reject(new Error('the core does not answer'));
    const cut: Ports = { ...ports, ledger: { ...ports.ledger, readAhead: away } };
    expect(await close(given, { idempotencyKey }, cut)).toEqual(first);
    const before = await store.dump();
    await expect(close(given, { accountId: given.accounts[1]?.id }, cut)).rejects.toThrow('core');
    expect(await store.dump()).toEqual(before);
  });

  test('whoever can never close is told so, whatever the id', async () => {
    const given = await givenLines(ports);
    for (const accountId of [given.account.id, newId()]) {
      const input = { accountId, expectedVersion: 1, idempotencyKey: newId() };
      const result = await closeAccount(ports, agent, input);
      expect(result).toEqual({ refusals: [{ code: 'FORBIDDEN' }], account: undefined });
    }
  });
});
