/** Lowering a limit, pausing and resuming over HTTP: what a customer can do instead of closing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { evolve } from '../../../src/domain/credit-account/evolve.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { describeDatabases, NOW } from '../../support/stores.js';

const CHANGED = `account { id status version suspendedBy capabilities limit { amount currency }
    decisions { id kind } }
  decision { id kind grounds adverseAction reasons { code text } }
  errors { __typename code message path
    ... on LimitBelowUse { least { amount } } ... on LimitNotLower { current { amount } }
    ... on NotPausable { status } ... on NotPaused { status } }`;
const DECREASE = `mutation($input: DecreaseLimitInput!) { done: decreaseLimit(input: $input) { ${CHANGED} } }`;
const PAUSE = `mutation($input: PauseLineInput!) { done: pauseLine(input: $input) { ${CHANGED} } }`;
const RESUME = `mutation($input: PauseLineInput!) { done: resumeLine(input: $input) { ${CHANGED} } }`;

interface Done {
  account: Record<string, unknown> | null;
  decision: { id: string } | null;
  errors: Record<string, unknown>[];
}

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    given = await givenLines(gateway.store.ports);
  });
  afterAll(() => gateway?.close());

  const ask = async (query: string, over: object = {}, as?: object, headers = {}) => {
    const limit = query === DECREASE ? { limit: { amount: '4000.00', currency: 'CNY' } } : {};
    const input = {
      accountId: given.account.id,
      expectedVersion: 1,
      idempotencyKey: newId(),
      ...limit,
      ...over,
    };
    const borrower = { persona: 'borrower-clear', subject: given.customer.id };
    const body = { query, variables: { input } };
    const answer = await gateway.send<{ done: Done }>({
      as: (as ?? borrower) as never,
      body,
      headers,
    });
    expect(answer.errors).toEqual([]);
    return answer.data!.done;
  };

  test('a limit is lowered with its decision in words, and no stepping up', async () => {
    const done = await ask(DECREASE);
    expect(done).toEqual({
      account: {
        id: given.account.id,
        status: 'ACTIVE',
        version: 2,
        suspendedBy: null,
        capabilities: ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'],
        limit: { amount: '4000.00', currency: 'CNY' },
        decisions: [{ id: done.decision?.id, kind: 'LINE_DECREASE' }],
      },
      decision: {
        id: expect.any(String),
        kind: 'LINE_DECREASE',
        grounds: 'CUSTOMER_REQUEST',
        adverseAction: false,
        reasons: [
          {
            code: 'LIMIT_LOWERED_AT_CUSTOMER_REQUEST',
            text: 'You asked for the limit to be lowered from 10000.00 CNY to 4000.00 CNY.',
          },
        ],
      },
      errors: [],
    });
  });

  test('a line is paused and resumed, newest decision first', async () => {
    const paused = await ask(PAUSE, {}, undefined, { 'accept-language': 'zh-CN' });
    expect(paused).toMatchObject({
      account: { status: 'SUSPENDED', suspendedBy: 'CUSTOMER', capabilities: [], version: 2 },
      decision: { kind: 'SUSPENSION', reasons: [{ text: '您申请暂停使用该额度。' }] },
      errors: [],
    });
    const resumed = await ask(RESUME, { expectedVersion: 2 });
    expect(resumed).toMatchObject({
      account: {
        status: 'ACTIVE',
        suspendedBy: null,
        decisions: [{ kind: 'REINSTATEMENT' }, { kind: 'SUSPENSION' }],
      },
      errors: [],
    });
  });

  describe('refusals', () => {
    test.each([
      [
        '10000.00',
        'CNY',
        'LimitNotLower',
        ['input', 'limit', 'amount'],
        { current: { amount: '10000.00' } },
      ],
      ['1.00', 'EUR', 'CurrencyMismatch', ['input', 'limit', 'currency'], {}],
      ['-1.00', 'CNY', 'AmountInvalid', ['input', 'limit', 'amount'], {}],
      ['1.001', 'CNY', 'InvalidInput', ['input', 'limit'], {}],
    ])('a limit of %s %s is %s', async (amount, currency, type, path, members) => {
      const done = await ask(DECREASE, { limit: { amount, currency } });
      expect(done).toMatchObject({
        decision: null,
        errors: [{ __typename: type, path, ...members }],
      });
    });

    test('below what is owed, with the lowest limit that there can be', async () => {
      const position = { principalMinor: 500_000 };
      given = await givenLines(gateway.store.ports, [{ position }]);
      const { errors, account } = await ask(DECREASE);
      expect(errors).toMatchObject([{ __typename: 'LimitBelowUse', least: { amount: '5000.00' } }]);
      expect(errors[0]?.message).toContain('5000.00 CNY');
      expect(account).toMatchObject({ version: 1, decisions: [] });
    });

    test('a pause of what is paused, a resumption of what is not, and of what is not one’s own', async () => {
      const path = ['input', 'accountId'];
      expect((await ask(RESUME)).errors).toMatchObject([
        { __typename: 'NotPaused', status: 'ACTIVE', path },
      ]);
      const event = { type: 'Suspended', by: 'CREDITOR', at: NOW } as const;
      const { accounts, inTransaction } = gateway.store.ports;
      await inTransaction(() => accounts.save(evolve(given.account, event)));
      const over = { expectedVersion: 2 };
      expect(await ask(PAUSE, over)).toMatchObject({
        account: { suspendedBy: 'CREDITOR' },
        errors: [{ __typename: 'NotPausable', status: 'SUSPENDED', path }],
      });
      expect((await ask(RESUME, over)).errors).toMatchObject([
        { __typename: 'NotYourPause', path },
      ]);
    });

    test('nobody but the customer, and nothing of the line is told', async () => {
      const other = { persona: 'borrower-clear', subject: newId() };
      for (const query of [DECREASE, PAUSE, RESUME]) {
        for (const persona of ['agent', 'service', 'reviewer', 'auditor', 'partner']) {
          expect(await ask(query, {}, { persona, stepUp: true })).toMatchObject({
            account: null,
            errors: [{ __typename: 'Forbidden' }],
          });
        }
        expect(await ask(query, {}, other)).toMatchObject({
          account: null,
          errors: [{ __typename: 'NotFound', code: 'ACCOUNT_NOT_FOUND' }],
        });
        expect(await ask(query, { accountId: 'x', idempotencyKey: '' })).toMatchObject({
          account: null,
          errors: [{ __typename: 'InvalidInput' }, { __typename: 'InvalidInput' }],
        });
      }
    });
  });
});
