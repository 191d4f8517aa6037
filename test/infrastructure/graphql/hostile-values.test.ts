/**
 * Values that GraphQL's types let through or nearly so: each is refused by name where it stands,
 * with the same answer on both databases, and nothing is written.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Gateway, startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';
import {
  INPUTS,
  idOf,
  LINE,
  MUTATIONS,
  NO_ADVANCES,
  NO_DAYS,
  NO_DECIMALS,
  NO_DURATIONS,
  NO_IDS,
  NO_SIZES,
  NO_TEXTS,
  NO_VERSIONS,
  SERVICE,
} from './inputs.js';

type Errors = Record<string, { errors: { code: string; path: string[] }[] } | null>;

describeDatabases((open) => {
  let gateway: Gateway;
  let before: Record<string, string[]>;
  let clock: number;
  beforeAll(async () => {
    gateway = await startGateway(await open());
    before = await gateway.store.dump();
    clock = gateway.store.clock.now();
  });
  afterAll(() => gateway?.close());

  const mutate = (name: string, over: object): Promise<Answer<Errors>> => {
    const [type, input] = INPUTS[name]!;
    const query = `mutation($input: ${type}!) { ${name}(input: $input) {
      errors { __typename code path message } } }`;
    return gateway.query<Errors>(SERVICE, query, { input: { ...input, ...over } });
  };
  const refused = async (name: string, over: object, ...paths: string[]) => {
    const { data, errors } = await mutate(name, over);
    expect(errors).toEqual([]);
    expect(data?.[name]?.errors).toMatchObject(
      paths.map((path) => ({
        __typename: 'InvalidInput',
        code: 'INVALID_INPUT',
        path: ['input', path],
      })),
    );
  };
  const badInput = ({ status, errors, data }: Answer<unknown>, value: unknown) => {
    expect([value, status, errors[0]?.extensions.code]).toEqual([value, 400, 'BAD_USER_INPUT']);
    expect(data).toBeUndefined();
  };
  const errorCode = async (query: string, variables: object) =>
    (await gateway.query('borrower-indebted', query, variables)).errors[0]?.extensions.code;

  test('what is no id names no record, whatever it is asked for', async () => {
    const query = `query($id: ID!, $entities: [_Any!]!) { creditAccount(id: $id) { id }
      customer(id: $id) { id } riskProfile(customerId: $id) { score } node(id: $id) { id }
      nodes(ids: [$id, $id]) { id } _entities(representations: $entities) { __typename } }`;
    for (const id of NO_IDS) {
      const entities = [
        { __typename: 'CreditAccount', id },
        { __typename: 'Customer', id },
        { __typename: 'RiskProfile', customerId: id },
        { __typename: 'CreditAccount', id: { id } },
        { __typename: 'CreditAccount' },
      ];
      const { data, errors } = await gateway.query('auditor', query, { id, entities });
      expect([id, errors]).toEqual([id, []]);
      expect(data).toEqual({
        creditAccount: null,
        customer: null,
        riskProfile: null,
        node: null,
        nodes: [null, null],
        _entities: Array(5).fill(null),
      });
    }
  });

  test('a representation of what is no entity here is the asker’s mistake', async () => {
    const query = 'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    const entities = ['Money', 'Node', 'Closure', 'Query', 'Nope', '__proto__', 'constructor'];
    for (const one of [...entities.map((name) => ({ __typename: name, id: LINE })), {}, 'x', 5]) {
      const { data, errors } = await gateway.query('service', query, { r: [one] });
      expect([one, errors[0]?.extensions.code]).toEqual([one, 'BAD_USER_INPUT']);
      expect(data).toBeNull();
    }
  });

  describe.each(MUTATIONS)('%s refuses', (name) => {
    test('what is no id', async () => {
      for (const id of NO_IDS) await refused(name, { [idOf(name)]: id }, idOf(name));
    });
    test('keys that cannot be stored', async () => {
      for (const idempotencyKey of NO_TEXTS)
        await refused(name, { idempotencyKey }, 'idempotencyKey');
    });
    test('members that it does not have, and none where it has some', async () => {
      badInput(await mutate(name, { isAdmin: true }), 'isAdmin');
      badInput(await mutate(name, { idempotencyKey: null }), null);
      badInput(await mutate(name, { [idOf(name)]: undefined }), undefined);
    });
  });

  describe.each(MUTATIONS.filter((name) => 'amount' in INPUTS[name]![1]))('%s refuses', (name) => {
    test('what is no decimal', async () => {
      for (const amount of NO_DECIMALS) {
        badInput(await mutate(name, { amount: { amount, currency: 'EUR' } }), amount);
      }
    });
    test('amounts that the currency or the books cannot carry', async () => {
      const amounts = ['1.001', '10000000000.01', '90071992547409.92', '9999999999999999'];
      for (const amount of amounts)
        await refused(name, { amount: { amount, currency: 'EUR' } }, 'amount');
      await refused(name, { amount: { amount: '1', currency: 'XXX' } }, 'amount');
      await refused(name, { amount: { amount: '1.5', currency: 'JPY' } }, 'amount');
    });
    test('what is no currency', async () => {
      for (const currency of ['eur', '', 'EURO', '€', 'EU\u0000', 978, null]) {
        badInput(await mutate(name, { amount: { amount: '1.00', currency } }), currency);
      }
    });
  });

  test('everything that is wrong is told at once', async () => {
    const wrong = { accountId: 'x', idempotencyKey: '', reference: '\u0000' };
    const amount = { amount: '0.001', currency: 'EUR' };
    await refused(
      'postFee',
      { ...wrong, amount },
      'accountId',
      'idempotencyKey',
      'reference',
      'amount',
    );
    await refused('closeAccount', { accountId: 'x', quoteId: 'y' }, 'accountId', 'quoteId');
  });

  test('references that cannot be stored, and days that do not exist, are refused', async () => {
    for (const reference of NO_TEXTS) await refused('postRepayment', { reference }, 'reference');
    for (const valueDate of NO_DAYS)
      badInput(await mutate('postRepayment', { valueDate }), valueDate);
    for (const valueDate of ['0001-01-01', '2026-11-26', '9999-12-31']) {
      const { data } = await mutate('postRepayment', { valueDate });
      expect(data?.postRepayment?.errors).toMatchObject([{ code: 'VALUE_DATE_INVALID' }]);
    }
  });

  test('enum values, versions and truth values are taken as they are, or not at all', async () => {
    for (const capability of ['pay', 'PAYY', '', 0, null, '__proto__', 'toString']) {
      badInput(await mutate('authorizeUse', { capability }), capability);
    }
    for (const motive of ['NONE', 'constructor', 5]) {
      badInput(await mutate('closeAccount', { motive }), motive);
    }
    for (const expectedVersion of NO_VERSIONS) {
      badInput(await mutate('closeAccount', { expectedVersion }), expectedVersion);
    }
    for (const allowRunOff of ['true', 1]) {
      badInput(await mutate('closeAccount', { allowRunOff }), allowRunOff);
    }
  });

  test('the clock moves by durations only, forward and not too far', async () => {
    const query = `mutation($by: ISO8601Duration!) { advanceClock(by: $by) { errors { code path } } }`;
    for (const by of NO_DURATIONS) badInput(await gateway.query(SERVICE, query, { by }), by);
    for (const by of NO_ADVANCES) {
      const { data } = await gateway.query(SERVICE, query, { by });
      expect([by, data]).toEqual([
        by,
        { advanceClock: { errors: [{ code: 'ADVANCE_INVALID', path: ['by'] }] } },
      ]);
    }
  });

  test('pages have bounds, and each connection its own cursors', async () => {
    const lines = `query($first: Int!, $after: String) { myLiabilities {
      accounts(first: $first, after: $after) { pageInfo { endCursor } } } }`;
    const journal = `query($first: Int!, $after: String) { creditAccount(id: "${LINE}") {
      journal(first: $first, after: $after) { pageInfo { endCursor } } } }`;
    const cursor = (text: string) => Buffer.from(text).toString('base64url');
    const own = { CreditAccount: lines, JournalEntry: journal };
    for (const [name, page] of Object.entries(own)) {
      for (const first of NO_SIZES) {
        expect(await errorCode(page, { first })).toBe('INVALID_PAGE_SIZE');
      }
      for (const first of [1.5, '5', null, 2 ** 31]) {
        expect(await errorCode(page, { first })).toBe('BAD_USER_INPUT');
      }
      const good = cursor(`${name}:${LINE}`);
      expect(await errorCode(page, { first: 1, after: good })).toBeUndefined();
      const others = Object.keys(own).filter((each) => each !== name);
      const foreign = [...others.map((each) => `${each}:${LINE}`), LINE, `${name}:x`, `${name}:`];
      const garbage = ['', '\u0000', '\ud800', 'x'.repeat(5_000)];
      const bent = [`${good}=`, `${good}\n`, ` ${good}`, good.slice(1), good.slice(0, -1)];
      for (const after of [...foreign.map(cursor), ...garbage, ...bent]) {
        const code = await errorCode(page, { first: 1, after });
        expect([name, after, code]).toEqual([name, after, 'INVALID_CURSOR']);
      }
    }
  });

  test('a language that is not spoken is refused as an argument and passed over as a wish', async () => {
    const query = `query($locale: Locale) { riskProfile(customerId: "x") { explanation(locale: $locale) {
      score } } }`;
    for (const locale of ['fr', '', 'e', 'zhx', '\u0000', 5, `en-${'x'.repeat(40)}`]) {
      badInput(await gateway.query('agent', query, { locale }), locale);
    }
    const wishes = ['fr', '*', 'zh;q=x', ';;;', ','.repeat(5_000), 'zh;q=0, en;q=0'];
    for (const wish of wishes) {
      const headers = { 'content-type': 'application/json', 'accept-language': wish };
      const answer = await gateway.query('agent', '{ clock { movable } }', {}, { headers });
      expect(answer.status).toBe(200);
    }
  });

  test('after all of this nothing has changed', async () => {
    expect(await gateway.store.dump()).toEqual(before);
    expect(gateway.store.clock.now()).toBe(clock);
  });

  test('texts to the very bounds are stored as they came', async () => {
    const reference = `'; drop table "customer"; -- ${'😀'.repeat(80)}`;
    const idempotencyKey = '关'.repeat(200);
    const { data } = await mutate('postFee', { reference, idempotencyKey });
    expect(data?.postFee?.errors).toEqual([]);
    const query = `{ creditAccount(id: "${LINE}") { journal(first: 1) { edges { node { reference } } } } }`;
    const shown = await gateway.query('auditor', query);
    expect(shown.data).toEqual({
      creditAccount: { journal: { edges: [{ node: { reference } }] } },
    });
  });
});
