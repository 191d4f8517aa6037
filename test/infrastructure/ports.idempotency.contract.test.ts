/** What every store promises of idempotency keys. */
import { beforeAll, expect, test } from '@jest/globals';
import { newId } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  let keys: Store['ports']['idempotencyKeys'];
  let inTransaction: Store['ports']['inTransaction'];
  beforeAll(async () => {
    store = await open();
    keys = store.ports.idempotencyKeys;
    inTransaction = store.ports.inTransaction;
  });

  const aScope = () => ({ subject: `主体-${newId()}`, operation: 'close', key: 'k'.repeat(255) });
  const claim = (scope: ReturnType<typeof aScope>, hash = 'hash', now = NOW, expired = NOW - 10) =>
    keys.claim(scope, hash, now, expired);
  const succeed = (scope: ReturnType<typeof aScope>, result: string) =>
    inTransaction(async () => {
      const claimed = await claim(scope);
      await keys.complete(scope, result);
      return claimed;
    });

  test('a new key is claimed, the same input replays, other input is told apart', async () => {
    const scope = aScope();
    expect(await succeed(scope, 'made-1')).toEqual({ outcome: 'CLAIMED' });
    const replay = { outcome: 'REPLAY', result: 'made-1' };
    expect(await inTransaction(() => claim(scope))).toEqual(replay);
    expect(await inTransaction(() => claim(scope, 'other'))).toEqual({ outcome: 'REUSED' });
    expect(await inTransaction(() => claim(scope))).toEqual(replay);
  });

  test('a key belongs to its subject and operation', async () => {
    const scope = aScope();
    await succeed(scope, 'made-2');
    const others = [
      { ...scope, subject: `${scope.subject}2` },
      { ...scope, operation: 'repay' },
      { ...scope, key: 'other' },
      // Joined by a separator these would be one name.
      { subject: `${scope.subject}close`, operation: '', key: scope.key },
    ];
    for (const other of others) expect(await succeed(other, 'x')).toEqual({ outcome: 'CLAIMED' });
  });

  test('an abandoned claim leaves nothing', async () => {
    const scope = aScope();
    const before = await store.dump();
    await inTransaction(async (unit) => {
      await claim(scope, 'first input');
      unit.abandon();
    });
    expect(await store.dump()).toEqual(before);
    expect(await succeed(scope, 'made-3')).toEqual({ outcome: 'CLAIMED' });
  });

  test('an expired key counts as absent, and is new again from then on', async () => {
    const scope = aScope();
    await succeed(scope, 'old');
    const at = (now: number, expired: number, hash = 'hash') =>
      inTransaction(() => claim(scope, hash, now, expired));
    expect(await at(NOW + 5, NOW)).toEqual({ outcome: 'REPLAY', result: 'old' });
    const renewed = await inTransaction(async () => {
      const claimed = await claim(scope, 'new input', NOW + 9, NOW + 1);
      await keys.complete(scope, 'new');
      return claimed;
    });
    expect(renewed).toEqual({ outcome: 'CLAIMED' });
    expect(await at(NOW + 9, NOW + 1)).toEqual({ outcome: 'REUSED' });
    const replay = { outcome: 'REPLAY', result: 'new' };
    expect(await at(NOW + 9, NOW + 9, 'new input')).toEqual(replay);
  });

  test('a claim waits for the one in flight, and replays its success', async () => {
    const scope = aScope();
    const order: string[] = [];
    const { promise: inFlight, resolve: isInFlight } = Promise.withResolvers<void>();
    const first = inTransaction(async () => {
      await claim(scope);
      isInFlight();
      await new Promise((resolve) => setTimeout(resolve, 40));
      await keys.complete(scope, 'made-4');
      order.push('first ends');
    });
    const second = inFlight.then(() =>
      inTransaction(async () => {
        const outcome = await claim(scope);
        order.push('second goes on');
        return outcome;
      }),
    );
    const [, outcome] = await Promise.all([first, second]);
    expect(order).toEqual(['first ends', 'second goes on']);
    expect(outcome).toEqual({ outcome: 'REPLAY', result: 'made-4' });
  });

  test('a claim that waited for one that was abandoned gets the key', async () => {
    const scope = aScope();
    const { promise: inFlight, resolve: isInFlight } = Promise.withResolvers<void>();
    const first = inTransaction(async (unit) => {
      await claim(scope, 'first input');
      isInFlight();
      await new Promise((resolve) => setTimeout(resolve, 20));
      unit.abandon();
    });
    const second = inFlight.then(() => succeed(scope, 'made-5'));
    const [, outcome] = await Promise.all([first, second]);
    expect(outcome).toEqual({ outcome: 'CLAIMED' });
  });

  test('purge removes expired keys, the oldest first and never more than the limit', async () => {
    const { ports, count } = await open();
    for (const [at, age] of [3, 1, 2, 2, 2, 0].entries()) {
      const scope = { subject: 's', operation: 'o', key: `${at}` };
      await ports.inTransaction(() =>
        ports.idempotencyKeys.claim(scope, 'hash', NOW - age, NOW - 100),
      );
    }
    const purge = (expired: number, limit: number) =>
      ports.inTransaction(() => ports.idempotencyKeys.purge(expired, limit));
    expect(await purge(NOW - 3, 9)).toBe(0);
    // Three keys are of one age; a batch may end among them.
    expect(await purge(NOW, 2)).toBe(2);
    expect(await count('idempotency_key')).toBe(4);
    expect(await purge(NOW, 2)).toBe(2);
    expect(await purge(NOW, 2)).toBe(1);
    expect(await purge(NOW, 2)).toBe(0);
    expect(await count('idempotency_key')).toBe(1);
  });
});
