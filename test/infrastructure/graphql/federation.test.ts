/**
 * The gateway as a Federation 2 subgraph: it composes with a partner's subgraph that adds to its
 * entities, and finds those entities when a router asks for them by key.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { type DocumentNode, parse } from 'graphql';
import { gatewaySdl } from '../../../src/infrastructure/graphql/schema.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { newId } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

const PARTNER = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@external", "@requires", "@shareable"])
  type Query { partnerOffers(first: Int!): OfferConnection! }
  type OfferConnection { edges: [OfferEdge!]! pageInfo: PageInfo! }
  type OfferEdge { cursor: String! node: CreditAccount! }
  type PageInfo @shareable {
    hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
  }
  type CreditAccount @key(fields: "id") { id: ID! loyaltyPoints: Int! }
  type RiskProfile @key(fields: "customerId") {
    customerId: ID!
    band: String! @external
    partnerRating: String! @requires(fields: "band")
  }`;

const compose = (gateway: DocumentNode, partner: string) =>
  composeServices([
    { name: 'clearline', typeDefs: gateway, url: 'http://clearline.example/graphql' },
    { name: 'partner', typeDefs: parse(partner), url: 'http://partner.example/graphql' },
  ]);

test('composes with a partner that extends CreditAccount and RiskProfile', () => {
  const composed = compose(parse(gatewaySdl()), PARTNER);
  expect(compositionHasErrors(composed) ? composed.errors : []).toEqual([]);
  if (compositionHasErrors(composed)) return;
  const api = composed.publicSdl.replace(/"""[\s\S]*?"""/g, '');
  expect(composed.supergraphSdl).toContain('loyaltyPoints: Int! @join__field(graph: PARTNER)');
  expect(api).toMatch(/type RiskProfile \{[^}]*partnerRating: String!/);
  expect(api).not.toMatch(/join__|_entities|_service/);
});

test('a partner cannot redefine what is ours, so composition itself is seen to fail', () => {
  const taken = PARTNER.replace('loyaltyPoints: Int!', 'status: String!');
  const composed = compose(parse(gatewaySdl()), taken);
  expect(compositionHasErrors(composed)).toBe(true);
});

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open());
  });
  afterAll(() => gateway?.close());

  test('the SDL that it serves composes as well', async () => {
    const { data } = await gateway.query<{ _service: { sdl: string } }>(
      'service',
      '{ _service { sdl } }',
    );
    const composed = compose(parse(data!._service.sdl), PARTNER);
    expect(compositionHasErrors(composed) ? composed.errors : []).toEqual([]);
  });

  test('entities come in the order of their representations, null for what is not there', async () => {
    const customer = (at: number) => `01990000-0000-7000-8000-00000000000${at}`;
    const account = (line: number, at: number) => `01990000-0000-7000-800${line}-00000000000${at}`;
    const r = [
      { __typename: 'CreditAccount', id: account(2, 1) },
      { __typename: 'RiskProfile', customerId: customer(2) },
      { __typename: 'CreditAccount', id: newId() },
      { __typename: 'CreditAccount', id: account(1, 2) },
      { __typename: 'Customer', id: customer(1) },
      { __typename: 'CreditAccount', id: account(2, 1) },
    ];
    const query = `query($r: [_Any!]!) { _entities(representations: $r) { __typename
      ... on CreditAccount { id product { id } } ... on Customer { id }
      ... on RiskProfile { customerId } } }`;
    const { data } = await gateway.query<{ _entities: Record<string, unknown>[] }>(
      'auditor',
      query,
      { r },
    );
    expect(data?._entities).toEqual([
      { ...r[0], product: { id: 'demo-cn-cash' } },
      r[1],
      null,
      { ...r[3], product: { id: 'demo-eu-card' } },
      r[4],
      { ...r[0], product: { id: 'demo-cn-cash' } },
    ]);
  });
});
