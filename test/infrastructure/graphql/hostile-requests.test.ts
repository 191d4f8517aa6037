/**
 * Requests that nobody in good faith sends: each gets a status and a stable code, none changes
 * anything, and (as of every answer in these tests) none tells of the inside.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Gateway, type Sent, startGateway } from '../../support/gateway.js';
import { newId } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

const MAX_BODY = 50_000;

const op = (query: unknown, variables?: unknown, operationName?: unknown): Sent => ({
  body: { query, variables, operationName },
});
const type = (contentType: string, body: string): Sent => ({
  body,
  headers: { 'content-type': contentType },
});
const get = (search: string, headers = { 'apollo-require-preflight': '1' }): Sent => ({
  method: 'GET',
  path: `/graphql?${search}`,
  headers,
});
const many = (count: number, write: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => write(at)).join(' ');

const MUTATION = 'mutation { advanceClock(by: "P1D") { errors { code } } }';
const PAGES = `query($n: Int!) { customer(id: "x") { liabilities { accounts(first: $n) { edges {
  node { journal(first: $n) { edges { node { postings { amount { amount } } } } } } } } } } }`;

/** [what is sent, HTTP status, code] */
type Case = readonly [Sent, number, string];

const BODIES: Record<string, Case> = {
  'no body': [{}, 400, 'BAD_REQUEST'],
  'an empty body': [{ body: '' }, 400, 'BAD_REQUEST'],
  'cut JSON': [{ body: '{"query": "{ clock' }, 400, 'BAD_REQUEST'],
  'JSON null': [{ body: 'null' }, 400, 'BAD_REQUEST'],
  'a JSON text': [{ body: '"{ clock { now } }"' }, 400, 'BAD_REQUEST'],
  'an empty object': [{ body: {} }, 400, 'BAD_REQUEST'],
  'an empty batch': [{ body: [] }, 400, 'BAD_REQUEST'],
  'a batch': [{ body: [{ query: '{ clock { now } }' }] }, 400, 'BAD_REQUEST'],
  'deep JSON': [{ body: '['.repeat(20_000) + ']'.repeat(20_000) }, 400, 'BAD_REQUEST'],
  'a poisoned prototype': [
    { body: '{"query":"{ clock { now } }","variables":{"__proto__":{"admin":true}}}' },
    400,
    'BAD_REQUEST',
  ],
  'a poisoned constructor': [
    { body: '{"query":"{ clock { now } }","variables":{"constructor":{"prototype":{}}}}' },
    400,
    'BAD_REQUEST',
  ],
  'too much': [op(`{ clock { now } } #${'x'.repeat(MAX_BODY)}`), 413, 'BODY_TOO_LARGE'],
  'a form': [type('application/x-www-form-urlencoded', 'query={clock{now}}'), 415, 'BAD_REQUEST'],
  'an upload': [type('multipart/form-data; boundary=b', '--b--'), 415, 'BAD_REQUEST'],
  'bare GraphQL': [type('application/graphql', '{ clock { now } }'), 415, 'BAD_REQUEST'],
  'plain text': [type('text/plain', JSON.stringify({ query: MUTATION })), 400, 'BAD_REQUEST'],
  'a wish for a picture': [
    { ...op('{ clock { now } }'), headers: { accept: 'image/png' } },
    406,
    'BAD_REQUEST',
  ],
};

const OPERATIONS: Record<string, Case> = {
  'a number as query': [op(5), 400, 'BAD_REQUEST'],
  'variables in a list': [op('{ clock { now } }', [1]), 400, 'BAD_REQUEST'],
  'variables as text': [op('{ clock { now } }', '{}'), 400, 'BAD_REQUEST'],
  'a number as name': [op('{ clock { now } }', {}, 5), 400, 'BAD_REQUEST'],
  'an unknown operation name': [
    op('query A { clock { now } }', {}, 'B'),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  'the name of a prototype': [
    op('query A { clock { now } }', {}, 'constructor'),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  'a subscription': [op('subscription { closures }'), 400, 'OPERATION_NOT_SUPPORTED'],
  'a NUL in the query': [op('{ clock { now \u0000} }'), 400, 'GRAPHQL_PARSE_FAILED'],
  'a lone surrogate in the query': [
    op('{ node(id: "\ud800") { id } }'),
    400,
    'GRAPHQL_PARSE_FAILED',
  ],
  'a lone surrogate, escaped': [op('{ node(id: "\\ud800") { id } }'), 400, 'GRAPHQL_PARSE_FAILED'],
  'an unknown field': [op('{ creditAcount { id } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  'an unknown argument': [op('{ node(idd: "x") { id } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  'an unknown fragment': [op('{ ...toString }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  'fragments in a circle': [
    op('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'a missing variable named __proto__': [
    op('query($__proto__: ID!) { node(id: $__proto__) { id } }'),
    400,
    'BAD_USER_INPUT',
  ],
  'a missing variable named constructor': [
    op('query($constructor: ID!) { node(id: $constructor) { id } }'),
    400,
    'BAD_USER_INPUT',
  ],
  'lists in lists': [
    op('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [[[['x']]]] }),
    400,
    'BAD_USER_INPUT',
  ],
  'an unknown stored query': [
    { body: { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } } },
    200,
    'PERSISTED_QUERY_NOT_FOUND',
  ],
};

const BOUNDS: Record<string, Case> = {
  'ten thousand aliases': [op(`{ ${many(10_000, (at) => `a${at}`)} }`), 413, 'BODY_TOO_LARGE'],
  'more tokens than are read': [op(`{ ${many(3_100, () => 'a')} }`), 400, 'GRAPHQL_PARSE_FAILED'],
  'brackets without end': [op('{ a '.repeat(2_000)), 400, 'GRAPHQL_PARSE_FAILED'],
  'introspection in circles': [
    op('{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'pages of pages, by variables': [op(PAGES, { n: 100 }), 400, 'QUERY_TOO_COSTLY'],
  'pages of pages, by defaults': [op(PAGES.replace('Int!', 'Int! = 100')), 400, 'QUERY_TOO_COSTLY'],
  'pages of pages, as written': [
    op(PAGES.replace('($n: Int!)', '').replaceAll('$n', '100')),
    400,
    'QUERY_TOO_COSTLY',
  ],
  'fragments that double': [
    op(
      `{ customer(id: "x") { ...F0 } } ${many(
        20,
        (at) =>
          `fragment F${at} on Customer { a: liabilities { totals { currency } } ...F${at + 1} ...F${at + 1} }`,
      )} fragment F20 on Customer { id }`,
    ),
    400,
    'QUERY_TOO_COSTLY',
  ],
  'more ids than a page has': [
    op('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array.from({ length: 101 }, newId),
    }),
    200,
    'INVALID_PAGE_SIZE',
  ],
};

const HTTP: Record<string, Case> = {
  'a mutation by GET': [get(`query=${encodeURIComponent(MUTATION)}`), 405, 'BAD_REQUEST'],
  'GET as a link would send it': [get('query={clock{now}}', {} as never), 400, 'BAD_REQUEST'],
  'GET with cut variables': [get('query={clock{now}}&variables={'), 400, 'BAD_REQUEST'],
  'GET with two queries': [get('query={clock{now}}&query={clock{now}}'), 400, 'BAD_REQUEST'],
  PUT: [
    { ...op(MUTATION), method: 'PUT', headers: { 'content-type': 'application/json' } },
    405,
    'METHOD_NOT_ALLOWED',
  ],
  DELETE: [{ method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
  PATCH: [{ method: 'PATCH' }, 405, 'METHOD_NOT_ALLOWED'],
  OPTIONS: [{ method: 'OPTIONS' }, 405, 'METHOD_NOT_ALLOWED'],
  'another address': [{ method: 'GET', path: '/admin' }, 404, 'NOT_FOUND'],
  'a path that climbs': [
    { method: 'GET', path: '/graphql/..%2f..%2fetc/passwd' },
    404,
    'NOT_FOUND',
  ],
  'an address with a broken escape': [{ method: 'GET', path: '/%E0%A4%A' }, 400, 'BAD_REQUEST'],
};

const codesOf = ({ errors }: Answer): string[] => [
  ...new Set(errors.map(({ extensions }) => extensions.code)),
];

describeDatabases((open) => {
  let gateway: Gateway;
  let before: Record<string, string[]>;
  let clock: number;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { server: { maxBodyBytes: MAX_BODY } });
    before = await gateway.store.dump();
    clock = gateway.store.clock.now();
  });
  afterAll(() => gateway?.close());

  const cases = { body: BODIES, operation: OPERATIONS, bounds: BOUNDS, http: HTTP };
  for (const [kind, table] of Object.entries(cases)) {
    describe(kind, () => {
      test.each(Object.keys(table))('%s', async (name) => {
        const [sent, status, code] = table[name]!;
        const answer = await gateway.send({ as: 'service', ...sent });
        expect([answer.status, codesOf(answer)]).toEqual([status, [code]]);
        expect(answer.data ?? null).toBeNull();
      });
    });
  }

  test('a variable may be called what it likes', async () => {
    const query = 'query($constructor: ID!) { node(id: $constructor) { id } }';
    const { data } = await gateway.query('agent', query, { constructor: newId() });
    expect(data).toEqual({ node: null });
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  test('HEAD says no more than GET would', async () => {
    const head = await gateway.send({
      as: 'agent',
      method: 'HEAD',
      path: '/graphql?query={clock{now}}',
    });
    expect([head.status, head.text]).toEqual([400, '']);
  });

  test('after all of this nothing has changed', async () => {
    expect(await gateway.store.dump()).toEqual(before);
    expect(gateway.store.clock.now()).toBe(clock);
  });
});
