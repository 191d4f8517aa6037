/** Beside a configured issuer nothing is told of the schema, and the clock is nobody's to move. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';

const SDL_FOR: readonly Persona[] = ['service', 'partner', 'auditor'];
const NOT_FOR: readonly Persona[] = ['borrower-clear', 'agent', 'reviewer', 'analyst'];
const WAYS = {
  plainly: '{ _service { sdl } }',
  'under an alias': '{ a: _service { sdl } }',
  'in a fragment': '{ ...F } fragment F on Query { ... { _service { sdl } } }',
};

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    const server = { demo: false, advance: undefined };
    gateway = await startGateway(await open(), { customers: 1, server });
  });
  afterAll(() => gateway?.close());

  test.each(['{ __schema { types { name } } }', '{ __type(name: "Money") { name } }'])(
    'introspection is off: %s',
    async (query) => {
      const { status, errors, data } = await gateway.query('service', query);
      expect([status, data]).toEqual([400, undefined]);
      expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    },
  );

  test.each([
    ['a field', '{ creditAcount { id } }', {}],
    ['an argument', '{ node(idd: "x") { id } }', {}],
    ['a type', '{ node(id: "x") { ... on CreditAcount { id } } }', {}],
    [
      'an enum value',
      'mutation($c: Capability!) { authorizeUse(input: { capability: $c }) { errors { code } } }',
      { c: 'PAYY' },
    ],
    [
      'an enum value in a variable',
      `query($id: ID!, $c: Capability!) { node(id: $id) { id } ...@skip(if: true) { __typename } }`,
      { id: 'x', c: 'PAYY' },
    ],
    [
      'an input field',
      'mutation($i: VoidHoldInput!) { voidHold(input: $i) { errors { code } } }',
      { i: { holdIdd: 'x', idempotencyKey: 'k' } },
    ],
  ])('%s that is misspelt gets no hint', async (_name, query, variables) => {
    const { status, text } = await gateway.query('service', query, variables);
    expect(status).toBe(400);
    expect(text).not.toMatch(/did you mean|creditAccount|CreditAccount|"PAY"|"holdId"\?/i);
  });

  describe.each(Object.entries(WAYS))('the SDL, asked for %s', (_way, query) => {
    test.each(NOT_FOR)('is not for %s', async (persona) => {
      const answer = await gateway.query(persona, query);
      expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
      expect(answer.data).toBeUndefined();
    });
    test.each(SDL_FOR)('is for %s', async (persona) => {
      const { data } = await gateway.query<Record<string, { sdl: string }>>(persona, query);
      const [service] = Object.values(data!);
      expect(service?.sdl).toContain('type RiskProfile @key(fields: "customerId") {');
    });
  });

  test('a trace that is asked for is not given', async () => {
    const headers = {
      'content-type': 'application/json',
      'apollo-federation-include-trace': 'ftv1',
    };
    const answer = await gateway.query('service', '{ clock { movable } }', {}, { headers });
    expect(JSON.parse(answer.text)).toEqual({ data: { clock: { movable: false } } });
  });

  test('the clock stands', async () => {
    const query = `mutation { advanceClock(by: "P1D") { clock { now } errors { __typename code } } }`;
    const { data } = await gateway.query('service', query);
    expect(data).toEqual({
      advanceClock: { clock: null, errors: [{ __typename: 'ClockNotMoved', code: 'CLOCK_FIXED' }] },
    });
    const shown = await gateway.query('partner', '{ clock { movable } }');
    expect(shown.data).toEqual({ clock: { movable: false } });
  });
});

describeDatabases((open) => {
  test('in the demo both are open to whoever learns', async () => {
    const gateway = await startGateway(await open(), { customers: 0 });
    const query = '{ __schema { queryType { name } } _service { sdl } }';
    const { data } = await gateway.query('analyst', query);
    expect(data).toEqual({
      __schema: { queryType: { name: 'Query' } },
      _service: { sdl: expect.stringContaining('type CreditAccount implements Node @key') },
    });
    const misspelt = await gateway.query('analyst', '{ creditAcount { id } }');
    expect(misspelt.text).toContain('Did you mean');
    await gateway.close();
  });
});
