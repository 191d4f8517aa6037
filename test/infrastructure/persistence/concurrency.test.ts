/** Many at once on one account: one closure, and no error that reaches a caller. */
import { expect, test } from '@jest/globals';
import type { OwnLineInput } from '../../../src/application/change-own-line.js';
import { type CloseAccountResult, closeAccount } from '../../../src/application/close-account.js';
import { withdrawClosure } from '../../../src/application/closure-notice.js';
import { decreaseLimit } from '../../../src/application/decrease-limit.js';
import { authorizeUse, captureUse, postAmount } from '../../../src/application/operate-line.js';
import type { Ports } from '../../../src/application/ports.js';
import { runDueWork } from '../../../src/application/run-due-work.js';
import { openDatabase } from '../../../src/infrastructure/persistence/orm.js';
import { borrowerOf, paymentSystem } from '../../support/actors.js';
import { aHold, type Given, givenLines, newId } from '../../support/portfolio.js';
import { expectSoundBooks } from '../../support/postings.js';
import {
  DAY_MS,
  type DatabaseStore,
  databaseStore,
  describeDatabases,
} from '../../support/stores.js';

const CALLERS = 64;
const cny = (minor: number) => ({ minor, currency: 'CNY' });

const close = (ports: Ports, given: Given, idempotencyKey = newId(), allowRunOff = true) =>
  closeAccount(ports, borrowerOf(given.customer), {
    accountId: given.account.id,
    expectedVersion: 1,
    allowRunOff,
    idempotencyKey,
  });

const made = (results: readonly CloseAccountResult[]) =>
  results.filter((result) => 'closure' in result);

/** Business systems and bureaus are each told once. */
async function expectOneClosure(store: DatabaseStore): Promise<void> {
  expect(await store.count('closure')).toBe(1);
  expect(await store.count('decision')).toBe(1);
  expect(await store.count('assessment')).toBe(2);
  expect(await store.count('audit_entry')).toBe(2);
  expect(await store.count('outbox_message')).toBe(2);
}

describeDatabases((open) => {
  const callers = Array.from({ length: CALLERS }, (_, at) => at);

  test('64 closes with different keys: one success, 63 times “already closing”', async () => {
    const store = await open();
    const given = await givenLines(store.ports, [{}, {}]);
    const results = await Promise.all(callers.map(() => close(store.ports, given)));
    expect(made(results)).toHaveLength(1);
    const [success] = made(results);
    const closureId = success?.closure?.id;
    const refusal = { code: 'ALREADY_CLOSING', status: 'CLOSED', closureId };
    const losers = results.filter((result) => result !== success);
    for (const loser of losers) expect(loser).toMatchObject({ refusals: [refusal] });
    await expectOneClosure(store);
    expect(await store.count('idempotency_key')).toBe(1);
  });

  test('64 closes with one key: 64 equal successes', async () => {
    const store = await open();
    const given = await givenLines(store.ports);
    const key = newId();
    const results = await Promise.all(callers.map(() => close(store.ports, given, key)));
    expect(results[0]).toMatchObject({ closure: { outcome: 'CLOSED' } });
    for (const result of results) expect(result).toEqual(results[0]);
    await expectOneClosure(store);
    expect(await store.count('idempotency_key')).toBe(1);
  });

  test('closing races uses, captures and payments: whatever comes first, the books hold', async () => {
    const store = await open();
    const { ports } = store;
    const given = await givenLines(ports, [
      { position: { principalMinor: 50_000, heldMinor: 8 * 20_000 } },
    ]);
    const accountId = given.account.id;
    const holds = Array.from({ length: 8 }, () => aHold(given.account));
    for (const hold of holds) await ports.books.addHold(hold);
    const of = () => ({ accountId, idempotencyKey: newId() });
    const use = () =>
      authorizeUse(ports, paymentSystem, { ...of(), capability: 'PAY', amount: cny(100) });
    const racing = holds.flatMap(({ id: holdId }, at) => [
      use(),
      captureUse(ports, paymentSystem, { ...of(), holdId, amount: cny(700) }),
      postAmount(ports, paymentSystem, 'REPAYMENT', { ...of(), amount: cny(9_000) }),
      ...(at === 3 ? [close(ports, given)] : []),
      use(),
    ]);
    const results = await Promise.all<object>(racing);
    expect(results.filter((result) => 'closure' in result)).toHaveLength(1);

    // Whoever was refused was refused because the line had been closed before.
    const refused = results.filter((result) => 'refusals' in result);
    for (const each of refused) expect(each).toMatchObject({ refusals: [{ code: 'USE_ENDED' }] });
    const [account] = await ports.accounts.find([accountId]);
    expect(['RUN_OFF', 'CLOSED']).toContain(account?.status);
    const placed = await ports.books.openHolds([accountId]);
    expect(placed.length).toBe(16 - refused.length);
    expect(await use()).toMatchObject({ refusals: [{ code: 'USE_ENDED' }] });
    await expectSoundBooks(ports, accountId);
    await expectOneClosure(store);
  });

  test('two connections, as of two processes: one closure, every payment once', async () => {
    const first = await open({ poolMax: 4 });
    const database = await openDatabase({ ...first.address, poolMax: 4 });
    try {
      const second = databaseStore(database, first.address);
      const given = await givenLines(first.ports, [{ position: { principalMinor: 32_000 } }]);
      const pay = (ports: Ports, idempotencyKey: string) =>
        postAmount(ports, paymentSystem, 'REPAYMENT', {
          accountId: given.account.id,
          amount: cny(1_000),
          idempotencyKey,
        });
      const racing = callers.slice(0, 32).flatMap((at) => [
        // Each payment is sent on both connections under its one key.
        pay(first.ports, `payment-${at}`),
        pay(second.ports, `payment-${at}`),
        ...(at % 8 === 0 ? [close(first.ports, given), close(second.ports, given)] : []),
      ]);
      const results = await Promise.all<object>(racing);
      expect(results.filter((result) => 'closure' in result)).toHaveLength(1);
      expect(results.filter((result) => 'made' in result)).toHaveLength(64);
      const [position] = await second.ports.books.positions([given.account.id]);
      expect(position).toMatchObject({ principalMinor: 0, creditMinor: 0, repaidMinor: 32_000 });
      await expectSoundBooks(second.ports, given.account.id);
      const [account] = await second.ports.accounts.find([given.account.id]);
      expect(account?.status).toBe('CLOSED');
    } finally {
      await database.close();
    }
  });

  test('all four lines closed at once while limits are lowered: each version is one change', async () => {
    const store = await open();
    const { ports } = store;
    const line = { position: { principalMinor: 850_000 } };
    const given = await givenLines(ports, [line, line, line, line]);
    const borrower = borrowerOf(given.customer);
    // Whoever comes too late for a version reads again, as a customer would.
    const untilDone = async (attempt: (of: OwnLineInput) => Promise<object>, id: string) => {
      for (let tries = 0; tries < 20; tries += 1) {
        const [account] = await ports.accounts.find([id]);
        const of = { accountId: id, expectedVersion: account?.version ?? 0 };
        const result = await attempt({ ...of, idempotencyKey: newId() });
        if (!('refusals' in result) || !JSON.stringify(result).includes('VERSION_STALE'))
          return result;
      }
      throw new Error('always too late');
    };
    const ids = given.accounts.map(({ id }) => id);
    const closings = ids.map((id) =>
      untilDone((of) => closeAccount(ports, borrower, { ...of, allowRunOff: true }), id),
    );
    const decreases = ids.flatMap((id) =>
      [980_000, 960_000].map((minor) =>
        untilDone((of) => decreaseLimit(ports, borrower, { ...of, limit: cny(minor) }), id),
      ),
    );
    const closed = await Promise.all(closings);
    await Promise.all(decreases);
    for (const result of closed) expect(result).toMatchObject({ closure: { outcome: 'RUN_OFF' } });
    expect(await store.count('closure')).toBe(4);
    const accounts = await ports.accounts.find(ids);
    const told = await store.outbox();
    for (const { id, version, limitMinor, status } of accounts) {
      expect(status).toBe('RUN_OFF');
      expect(limitMinor).toBeGreaterThanOrEqual(850_000);
      const versions = told
        .filter(({ subject, data }) => subject === id && 'accountVersion' in data)
        .map(({ data }) => Number(data.accountVersion));
      const each = Array.from({ length: version - 1 }, (_, at) => at + 2);
      expect(versions.toSorted((one, other) => one - other)).toEqual(each);
    }
    const moved = told.filter(({ type, data }) => type.includes('limit-changed') && data.closureId);
    expect(moved.length).toBeGreaterThan(0);
  });

  test('a notice takes effect once, whoever does the due work, or is taken back', async () => {
    const first = await open({ poolMax: 4 });
    const database = await openDatabase({ ...first.address, poolMax: 4 });
    try {
      const second = databaseStore(database, first.address, first.clock);
      const over = {
        customer: { jurisdiction: 'EU' },
        product: { currency: 'EUR', customerNoticeMonths: 1 },
      };
      const given: Given[] = [];
      for (let at = 0; at < 8; at += 1) given.push(await givenLines(first.ports, [{}], over));
      const effectiveAt = first.clock.now() + DAY_MS;
      for (const { account, customer } of given) {
        const input = {
          accountId: account.id,
          expectedVersion: 1,
          effectiveAt,
          idempotencyKey: newId(),
        };
        const result = await closeAccount(first.ports, borrowerOf(customer), input);
        expect(result).toMatchObject({ account: { status: 'NOTICE_GIVEN' }, closure: null });
      }
      // Half of them think again just before it is too late.
      first.clock.advance(DAY_MS - 1);
      const takingBack = given.slice(0, 4).map(({ account, customer }) =>
        withdrawClosure(second.ports, borrowerOf(customer), {
          accountId: account.id,
          idempotencyKey: newId(),
        }),
      );
      first.clock.advance(1);
      const [taken] = await Promise.all([
        Promise.all(takingBack),
        runDueWork(first.ports),
        runDueWork(second.ports),
      ]);
      const accounts = await first.ports.accounts.find(given.map(({ account }) => account.id));
      const isBack = new Map(
        given.map(({ account }, at) => [account.id, 'notice' in (taken[at] ?? {})]),
      );
      for (const { id, status } of accounts) {
        expect(status).toBe(isBack.get(id) ? 'ACTIVE' : 'CLOSED');
      }
      const backs = [...isBack.values()].filter(Boolean).length;
      expect(await first.count('closure')).toBe(8 - backs);
      const closures = (await first.outbox()).filter(({ type }) =>
        type.endsWith('account.closure.v1'),
      );
      expect(closures).toHaveLength(8 - backs);
    } finally {
      await database.close();
    }
  });
});
