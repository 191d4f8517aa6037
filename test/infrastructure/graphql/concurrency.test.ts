/** Many at once over HTTP: whoever comes first decides, and everybody is told the truth. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CreditAccount } from '../../../src/domain/credit-account/credit-account.js';
import { chanceOf } from '../../../src/infrastructure/demo/chance.js';
import { missing } from '../../support/acknowledged.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { addModel, type Given, givenLines } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';
import { type Ask, OPERATIONS, requestsOn, type WorkedLine, work } from '../../support/stream.js';
import { faultsIn, rowsOf } from '../../support/whole.js';

const MANY = 64;
const line = (at: number): string => `01990000-0000-7000-800${at}-000000000001`;
/** A line that owes more than is repaid here. */
const INDEBTED = '01990000-0000-7000-8001-000000000002';
const CLEAR = { persona: 'borrower-clear', stepUp: true } as const;

const CLOSE = `mutation($input: CloseAccountInput!) { closeAccount(input: $input) {
  account { status version capabilities } closure { id outcome } receipt { entryId content }
  errors { __typename code ... on AlreadyClosing { closureId } } } }`;

interface Closed {
  readonly account: { status: string; version: number };
  readonly closure: { id: string; outcome: string } | null;
  readonly receipt: { entryId: string } | null;
  readonly errors: { __typename: string; closureId?: string }[];
}

const AUTHORIZE = `mutation($input: AuthorizeUseInput!) { authorizeUse(input: $input) {
  hold { id status } errors { __typename ... on UseEnded { status } } } }`;

interface Used {
  readonly hold: { id: string } | null;
  readonly errors: { __typename: string }[];
}

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open({ poolMax: 8 }), { customers: 2 });
    // Customers are added side by side below, who would all store the card for the first time.
    const { ports } = gateway.store;
    await ports.inTransaction(() => addModel(ports));
  });
  afterAll(() => gateway?.close());

  const closeAs = async (as: As, accountId: string, idempotencyKey: string, more: object = {}) => {
    const input = { accountId, expectedVersion: 1, idempotencyKey, ...more };
    const { data, errors } = await gateway.query<{ closeAccount: Closed }>(as, CLOSE, { input });
    expect(errors).toEqual([]);
    return data!.closeAccount;
  };
  const close = (at: number, idempotencyKey: string, more: object = {}): Promise<Closed> =>
    closeAs(CLEAR, line(at), idempotencyKey, more);
  const useOf = async (accountId: string, idempotencyKey: string): Promise<Used> => {
    const amount = { amount: '1.00', currency: 'CNY' };
    const input = { accountId, capability: 'PAY', amount, idempotencyKey };
    const { data, errors } = await gateway.query<{ authorizeUse: Used }>('service', AUTHORIZE, {
      input,
    });
    expect(errors).toEqual([]);
    return data!.authorizeUse;
  };
  const use = (at: number, idempotencyKey: string): Promise<Used> =>
    useOf(line(at), idempotencyKey);
  const times = <T>(one: (at: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: MANY }, (_, at) => one(at)));
  const written = async (accountId: string) => {
    const messages = await gateway.store.outbox();
    const entries = await gateway.store.auditEntries();
    return {
      messages: messages.filter(({ subject }) => subject === accountId).length,
      entries: entries.filter(({ contentJson }) => contentJson.includes(accountId)).length,
    };
  };

  test('64 closes under keys of their own: one closes, the others are told by whom', async () => {
    const answers = await times((at) => close(1, `own-${at}`));
    const [winner, ...more] = answers.filter(({ errors }) => errors.length === 0);
    expect(more).toEqual([]);
    const losers = answers.filter((answer) => answer !== winner);
    for (const { account, closure, receipt, errors } of losers) {
      expect(errors).toEqual([
        { __typename: 'AlreadyClosing', code: 'ALREADY_CLOSING', closureId: winner!.closure!.id },
      ]);
      expect([closure, receipt, account.status]).toEqual([null, null, 'CLOSED']);
    }
    expect(losers).toHaveLength(MANY - 1);
    // The closing itself, and what a credit bureau is told of it.
    expect(await written(line(1))).toEqual({ messages: 2, entries: 2 });
  });

  test('64 closes under one key: one closes, and everybody gets its closure and receipt', async () => {
    const before = await gateway.store.count('closure');
    const answers = await times(() => close(2, 'shared'));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ closure: { outcome: 'CLOSED' }, errors: [] });
    expect(await written(line(2))).toEqual({ messages: 2, entries: 2 });
    expect(await gateway.store.count('closure')).toBe(before + 1);
  });

  describe('closing against using', () => {
    test('a use comes before the closing, and is in its way, or is refused', async () => {
      const half = MANY / 2;
      const uses = Array.from({ length: half }, (_, at) => use(3, `use-${at}`));
      await Promise.any(uses);
      const closing = close(3, 'against-uses', { allowRunOff: true });
      const later = Array.from({ length: half }, (_, at) => use(3, `late-${at}`));
      const closed = await closing;
      const used = await Promise.all([...uses, ...later]);

      expect(closed.errors).toEqual([]);
      const held = used.filter(({ hold }) => hold !== null);
      const refused = used.filter(({ hold }) => hold === null);
      for (const { errors } of refused) expect(errors).toMatchObject([{ __typename: 'UseEnded' }]);
      expect(held.length + refused.length).toBe(MANY);
      expect(held).not.toEqual([]);
      expect(closed.closure?.outcome).toBe('RUN_OFF');
      const query = `{ creditAccount(id: "${line(3)}") { status openHolds { id } } }`;
      const { data } = await gateway.query<{
        creditAccount: { status: string; openHolds: { id: string }[] };
      }>('service', query);
      const ids = held.map(({ hold }) => hold!.id).toSorted();
      expect(data!.creditAccount.openHolds.map(({ id }) => id).toSorted()).toEqual(ids);
      expect(data!.creditAccount.status).toBe('RUN_OFF');
    });

    test('a line that closes at once has no use in flight, a line with one runs off', async () => {
      const { ports } = gateway.store;
      const given = await Promise.all(Array.from({ length: MANY }, () => givenLines(ports)));
      const race = async ({ account, customer }: Given, at: number) => {
        const as = { ...CLEAR, subject: customer.id };
        const closing = closeAs(as, account.id, 'race', { allowRunOff: true });
        // The use meets the closing at another moment of it on each line.
        await sleep(at % 16);
        const { hold } = await useOf(account.id, `race-${at}`);
        const { closure } = await closing;
        expect(closure?.outcome).toBe(hold ? 'RUN_OFF' : 'CLOSED');
      };
      for (let from = 0; from < MANY; from += 8) {
        await Promise.all(given.slice(from, from + 8).map((one, at) => race(one, from + at)));
      }
    });

    test('once the closing was acknowledged no use passes', async () => {
      const used = await times((at) => use(1, `after-${at}`));
      expect(used.filter(({ hold }) => hold !== null)).toEqual([]);
    });
  });

  test('64 repayments at once all count, and 64 under one key count once', async () => {
    const post = `mutation($input: PostAmountInput!) { postRepayment(input: $input) {
      entry { id } errors { code } } }`;
    const repay = async (idempotencyKey: string) => {
      const amount = { amount: '1.00', currency: 'EUR' };
      const input = { accountId: INDEBTED, amount, idempotencyKey };
      const { data } = await gateway.query<{
        postRepayment: { entry: { id: string } | null; errors: object[] };
      }>('service', post, { input });
      expect(data!.postRepayment.errors).toEqual([]);
      return data!.postRepayment.entry!.id;
    };
    const balance = async () => {
      const query = `{ creditAccount(id: "${INDEBTED}") { balance { amount } } }`;
      const { data } = await gateway.query<{
        creditAccount: { balance: { amount: string } };
      }>('service', query);
      return Number(data!.creditAccount.balance.amount);
    };
    const [owed, entries] = [await balance(), await gateway.store.count('journal_entry')];
    expect(new Set(await times((at) => repay(`repay-${at}`))).size).toBe(MANY);
    expect(new Set(await times(() => repay('repay-shared'))).size).toBe(1);
    expect(await balance()).toBeCloseTo(owed - MANY - 1, 5);
    expect(await gateway.store.count('journal_entry')).toBe(entries + MANY + 1);
  });

  test('64 clients on linked lines of one customer and of several: all that was told is true', async () => {
    const { ports } = gateway.store;
    // So much in use that a closing lowers the limits of the others.
    const inUse = { position: { principalMinor: 850_000 } };
    const four = Array.from({ length: 4 }, () => inUse);
    const given = await Promise.all([
      givenLines(ports, four),
      ...Array.from({ length: 6 }, () => givenLines(ports, [{}, {}])),
    ]);
    const lines = given.flatMap(({ accounts, customer: { id: subject } }) =>
      accounts.map((account) => workedLine(account, gateway.token({ ...CLEAR, subject }))),
    );
    const worked = await Promise.all(lines);
    const chance = chanceOf(SEED);
    const requests = requestsOn(worked, await gateway.token('service'), chance);
    const ask: Ask = async (token, query, variables) => {
      const { status, text } = await gateway.query({ token }, query, variables);
      return { status, body: JSON.parse(text) };
    };
    const { acknowledged } = await work(ask, requests, { clients: MANY, round: 'mixed', each: 6 });

    const rows = await rowsOf(gateway.store);
    expect(missing(acknowledged, rows)).toEqual([]);
    expect(faultsIn(rows)).toEqual([]);
    const done = Object.groupBy(acknowledged, ({ operation }) => operation);
    for (const operation of OPERATIONS) expect(done[operation]?.length).toBeGreaterThan(4);
    // Or no limit of a linked line has moved.
    const moved = rows.decision.filter(({ grounds }) => grounds !== 'CUSTOMER_REQUEST');
    expect(moved.length).toBeGreaterThan(0);
    // A line that was closed keeps no use, and one that was not stays within its own versions.
    const closed = new Set(done.closeAccount?.map(({ input }) => input.accountId));
    const accounts = await ports.accounts.find(worked.map(({ id }) => id));
    expect(new Set(accounts.filter(hasEnded).map(({ id }) => id))).toEqual(closed);
  });
});

const SEED = 20_261_122;

const hasEnded = ({ status }: CreditAccount): boolean =>
  status === 'RUN_OFF' || status === 'CLOSED';

const workedLine = async (
  { id, currency, version, limitMinor, capabilities }: Given['account'],
  borrowerToken: Promise<string>,
): Promise<WorkedLine> => ({
  ...{ id, currency, version, limitMinor, capabilities },
  borrowerToken: await borrowerToken,
});
