/**
 * Who looked at a customer's file: every way in which a person of the staff reads something of one is
 * written down before it is answered, and the customer sees it. What cannot be written is not told.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FileAccess } from '../../../src/domain/appeal/file-access.js';
import { ACCESS_PURPOSES } from '../../../src/domain/appeal/file-access.js';
import { gatewaySchema } from '../../../src/infrastructure/graphql/schema.js';
import type { Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import {
  assigned,
  type Decided,
  filed,
  handedIn,
  rightEnded,
} from '../../application/appealing.js';
import {
  type As,
  type Gateway,
  GatewayFailed,
  type Sent,
  startGateway,
} from '../../support/gateway.js';
import { givenLines, newId } from '../../support/portfolio.js';
import { type DatabaseStore, describeDatabases } from '../../support/stores.js';
import { borrower, done, mutate, OTHER, REVIEWER, unlooked } from './cases.js';

const PURPOSE = 'clearline-purpose';
const WHO = `query($id: ID, $first: Int = 20, $after: String) {
  whoLookedAtMyFile(customerId: $id, first: $first, after: $after) {
    edges { cursor node { id at role purpose isStated parts by } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } }`;

interface Who {
  whoLookedAtMyFile: {
    edges: { cursor: string; node: Omit<FileAccess, 'actor' | 'customerId'> & { by: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  } | null;
}

/** Queries of a customer's file, and which part of it each one looks at. */
const QUERIES: Readonly<Record<string, { query: string; part: string; as: readonly Persona[] }>> = {
  'a line': {
    query: '{ creditAccount(id: "$account") { status } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'a customer': {
    query: '{ customer(id: "$customer") { locale } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'a node': {
    query: '{ node(id: "$account") { id } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'an entity': {
    query: `{ _entities(representations: [{ __typename: "CreditAccount", id: "$account" }]) {
      __typename } }`,
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'a decision': {
    query: '{ node(id: "$decision") { ... on Decision { kind } } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'a notice': {
    query: '{ notice(id: "$notice") { text } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'a story': {
    query: '{ accountTimeline(accountId: "$account") { edges { node { text } } } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'a risk profile': {
    query: '{ riskProfile(customerId: "$customer") { score } }',
    part: 'RISK_PROFILE',
    as: ['agent', 'reviewer', 'analyst', 'auditor'],
  },
  'an appeal': {
    query: '{ appeal(id: "$appeal") { statement } }',
    part: 'APPEALS',
    as: ['reviewer', 'auditor'],
  },
  'the queue': {
    query: '{ appealQueue(first: 100) { edges { node { mayTake } } } }',
    part: 'APPEALS',
    as: ['reviewer', 'auditor'],
  },
  'clocks at risk': {
    query: '{ clocksAtRisk(withinDays: 366, first: 100) { id } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'legal holds': {
    query: '{ legalHolds(customerId: "$customer") { reason } }',
    part: 'CUSTOMER',
    as: ['reviewer', 'auditor'],
  },
  'a retention schedule': {
    query: '{ retentionSchedule(customerId: "$customer") { asOf } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'several nodes': {
    query: '{ nodes(ids: ["$account"]) { id } }',
    part: 'CUSTOMER',
    as: ['agent', 'reviewer', 'auditor'],
  },
  'what a product would be answered': {
    query: '{ eligibility(customerId: "$customer", productId: "$product") { eligible } }',
    part: 'RISK_PROFILE',
    as: ['agent', 'reviewer', 'analyst', 'auditor'],
  },
  'both scores of a case': {
    query: '{ appealRescore(appealId: "$appeal", findings: []) { rescore { stillApplies } } }',
    part: 'APPEALS',
    as: ['reviewer'],
  },
  'what a closing would do': {
    query: '{ closurePreview(accountId: "$account") { preview { quoteId } } }',
    part: 'CUSTOMER',
    as: ['agent'],
  },
  'who looked before': {
    query: '{ whoLookedAtMyFile(customerId: "$customer") { edges { cursor } } }',
    part: 'AUDIT',
    as: ['auditor'],
  },
};

/** Of no customer. */
const PUBLIC = [
  'actionPolicy',
  'characteristic',
  'characteristics',
  'clock',
  'jurisdictionRules',
  'staffPseudonym',
];
/** Of the signed-in customer alone. */
const OWN = [
  'consents',
  'exportMyData',
  'myAppeals',
  'myApplications',
  'myConsents',
  'myEvidence',
  'myLiabilities',
];

test('every query is of nobody, of oneself, or among those that are looked at here', () => {
  const fields = Object.keys(gatewaySchema().getQueryType()!.getFields());
  const asked = Object.values(QUERIES).map(({ query }) => /\w+/.exec(query)?.[0] ?? '');
  // A closing for a customer has its own test below, and what a person is to look at beside its own.
  const elsewhere = ['closureRequests', 'returnsToLookAt', '_service'];
  const known = new Set([...PUBLIC, ...OWN, ...asked, ...elsewhere]);
  expect(fields.filter((name) => !known.has(name))).toEqual([]);
});

describeDatabases((open) => {
  let store: DatabaseStore;
  let gateway: Gateway;
  let of: Decided;
  let appealId: string;
  let evidenceId: string;
  let noticeId: string;
  let fault: Error | undefined;
  beforeAll(async () => {
    store = await open();
    const { fileAccesses } = store.ports;
    const add: typeof fileAccesses.add = (accesses) =>
      fault ? Promise.reject(fault) : fileAccesses.add(accesses);
    const ports = { ...store.ports, fileAccesses: { ...fileAccesses, add } };
    gateway = await startGateway(store, { customers: 0, server: { ports } });
  });
  beforeEach(async () => {
    of = await rightEnded(store, { lines: [{}], jurisdiction: 'CN' });
    evidenceId = (await handedIn(store, of.given)).id;
    const appeal = await filed(store, of, { evidenceIds: [evidenceId] });
    appealId = (await assigned(store, appeal)).id;
    noticeId = (await store.ports.notices.ofDecisions([of.decision.id]))[0]!.id;
  });
  afterEach(() => {
    fault = undefined;
  });
  afterAll(() => gateway?.close());

  const me = (): As => borrower(of.given.customer);
  const looks = (customerId = of.given.customer.id) =>
    store.ports.fileAccesses.ofCustomer(customerId, { before: null, limit: 100 });
  const filled = (query: string): string =>
    query
      .replace('$account', of.given.account.id)
      .replace('$customer', of.given.customer.id)
      .replace('$product', of.given.product.id)
      .replace('$decision', of.decision.id)
      .replace('$notice', noticeId)
      .replace('$appeal', appealId);
  const ask = async (as: As, query: string, headers: Record<string, string> = {}) => {
    const answer = await gateway.send({ as, body: { query: filled(query) }, headers });
    expect(answer.errors).toEqual([]);
    return answer;
  };
  const who = async (as: As, variables: object = {}) => {
    const { data, errors } = await gateway.query<Who>(as, WHO, variables);
    expect(errors).toEqual([]);
    return data!.whoLookedAtMyFile;
  };

  describe.each(Object.entries(QUERIES))('%s', (_name, { query, part, as }) => {
    test('is a look of whoever of the staff reads it, written down once', async () => {
      for (const persona of as) {
        const before = await unlooked(gateway);
        const at = (await looks()).length;
        await ask(persona, query);
        const written = await looks();
        expect(written).toHaveLength(at + 1);
        expect(written[0]).toMatchObject({ actor: `${persona}-1`, role: persona, isStated: false });
        expect(written[0]?.parts).toContain(part);
        // A preview leaves its quote behind.
        if (!query.includes('quoteId')) expect(await unlooked(gateway)).toEqual(before);
      }
    });
  });

  test('its purpose is the usual one of the role, or the one that was stated', async () => {
    const usual = {
      agent: 'CUSTOMER_SERVICE',
      reviewer: 'APPEAL_REVIEW',
      analyst: 'RISK_REVIEW',
      auditor: 'AUDIT',
    } as const;
    const query = '{ riskProfile(customerId: "$customer") { score } }';
    for (const [persona, purpose] of Object.entries(usual)) {
      await ask(persona as Persona, query);
      expect((await looks())[0]).toMatchObject({ purpose, isStated: false });
    }
    for (const purpose of ACCESS_PURPOSES) {
      await ask('agent', query, { [PURPOSE]: purpose });
      expect((await looks())[0]).toMatchObject({ purpose, isStated: true });
    }
  });

  test.each(['CURIOSITY', 'audit', '', 'AUDIT, AUDIT', '__proto__'])(
    'a purpose that is none is refused, and nothing is told: %p',
    async (purpose) => {
      const body = { query: filled('{ customer(id: "$customer") { locale } }') };
      const answer = await gateway.send({ as: 'agent', body, headers: { [PURPOSE]: purpose } });
      expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([400, 'PURPOSE_UNKNOWN']);
      expect(answer.data).toBeUndefined();
      for (const path of [`/evidence/${evidenceId}`, `/notices/${noticeId}`]) {
        const sent = { as: REVIEWER, method: 'GET', path, headers: { [PURPOSE]: purpose } };
        const plain = await gateway.send(sent);
        expect([plain.status, plain.text]).toEqual([400, expect.stringMatching('PURPOSE_UNKNOWN')]);
      }
      expect(await looks()).toEqual([]);
    },
  );

  test('one request is one look, with all parts of the file, for each customer', async () => {
    const other = await givenLines(store.ports);
    await ask(
      'auditor',
      `{ a: customer(id: "$customer") { riskProfile { score } }
        b: creditAccount(id: "$account") { decisions { receipt { leafHash } } }
        c: customer(id: "${other.customer.id}") { locale } }`,
    );
    expect(await looks()).toMatchObject([{ parts: ['AUDIT', 'CUSTOMER', 'RISK_PROFILE'] }]);
    expect(await looks(other.customer.id)).toMatchObject([{ parts: ['CUSTOMER'] }]);
  });

  test('no look is written of customers, business systems and partners', async () => {
    await ask(
      me(),
      '{ appeal(id: "$appeal") { id } riskProfile(customerId: "$customer") { score } }',
    );
    await ask('service', '{ customer(id: "$customer") { locale } }');
    await ask('partner', '{ customer(id: "$customer") { locale } }');
    await gateway.send({ as: 'service', method: 'GET', path: `/notices/${noticeId}` });
    await gateway.send({ as: me(), method: 'GET', path: `/evidence/${evidenceId}` });
    expect(await looks()).toEqual([]);
  });

  test('no look is written of what is not there, or was not to be seen', async () => {
    await ask('agent', '{ appeal(id: "$appeal") { id } }');
    await ask('analyst', '{ customer(id: "$customer") { locale } }');
    await ask('reviewer', `{ customer(id: "${newId()}") { locale } }`);
    const hidden = { as: OTHER, method: 'GET', path: `/evidence/${evidenceId}` } as const;
    expect((await gateway.send(hidden)).status).toBe(404);
    expect(await looks()).toEqual([]);
    for (const none of ['x', '\\u0000', '__proto__', newId()]) {
      await ask(
        'auditor',
        `{ legalHolds(customerId: "${none}") { id }
        retentionSchedule(customerId: "${none}") { asOf }
        whoLookedAtMyFile(customerId: "${none}") { edges { cursor } } }`,
      );
    }
    expect(await looks()).toEqual([]);
  });

  test.each(['GET', 'HEAD'])(
    'documents and notices over plain HTTP are looks: %s',
    async (method) => {
      const headers = { [PURPOSE]: 'FRAUD_CHECK' };
      const evidence = { as: REVIEWER, method, path: `/evidence/${evidenceId}`, headers };
      expect((await gateway.send(evidence)).status).toBe(200);
      const stated = { purpose: 'FRAUD_CHECK', isStated: true };
      expect(await looks()).toMatchObject([{ actor: 'reviewer-1', parts: ['APPEALS'], ...stated }]);
      const notice = { as: 'agent', method, path: `/notices/${noticeId}`, headers } as const;
      expect((await gateway.send(notice)).status).toBe(200);
      expect((await looks())[0]).toMatchObject({
        actor: 'agent-1',
        parts: ['CUSTOMER'],
        ...stated,
      });
    },
  );

  test('what staff does on a file is a look as well', async () => {
    await done(gateway, REVIEWER, 'releaseAppeal', { appealId });
    // The answer was asked for the decision too.
    const parts = ['APPEALS', 'CUSTOMER'];
    expect(await looks()).toMatchObject([{ actor: 'reviewer-1', parts }]);
    const held = { customerId: of.given.customer.id, reason: 'A dispute.' };
    const place = `mutation($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) {
      legalHold { id } } }`;
    const { data } = await gateway.query<{ placeLegalHold: { legalHold: { id: string } } }>(
      OTHER,
      place,
      { input: { ...held, idempotencyKey: newId() } },
    );
    const legalHoldId = data!.placeLegalHold.legalHold.id;
    const lift = `mutation { liftLegalHold(input: { legalHoldId: "${legalHoldId}",
      idempotencyKey: "${newId()}" }) { legalHold { reason } } }`;
    await ask(OTHER, lift);
    expect((await looks()).filter(({ actor }) => actor === 'reviewer-2')).toMatchObject([
      { parts: ['CUSTOMER'] },
      { parts: ['CUSTOMER'] },
    ]);
    const request = `mutation { requestClosureOnBehalf(input: { accountId: "$account",
      cause: FRAUD, statement: "Seen.", idempotencyKey: "${newId()}" }) { request { id } } }`;
    await ask({ persona: 'agent', stepUp: true }, request);
    expect((await looks())[0]).toMatchObject({ actor: 'agent-1', parts: ['CUSTOMER'] });
    await ask({ persona: 'agent', subject: 'agent-2' }, '{ closureRequests { statement } }');
    expect((await looks())[0]).toMatchObject({ actor: 'agent-2', parts: ['CUSTOMER'] });
  });

  test.each([
    ['releaseAppeal', 'AppealInput', {}],
    ['askAppellant', 'AskAppellantInput', { question: 'Since when?' }],
    ['extendAppeal', 'ExtendAppealInput', { kind: 'COMPLEX', why: 'Many papers.' }],
    ['decideAppeal', 'DecideAppealInput', { outcome: 'OVERTURNED', reasons: 'It was so.' }],
  ])('an answer that is told again is a look again: %s', async (name, type, wish) => {
    const input = { appealId, idempotencyKey: newId(), ...wish };
    const query = `mutation($input: ${type}!) { ${name}(input: $input) {
      appeal { statement } errors { code } } }`;
    for (const times of [1, 2]) {
      const { text, errors } = await gateway.query(REVIEWER, query, { input });
      expect(errors).toEqual([]);
      expect(text).toContain('It is not so.');
      expect(await looks()).toHaveLength(times);
    }
  });

  describe('who looked', () => {
    test('is told to the customer by role, purpose and part, and names nobody', async () => {
      await ask('agent', '{ creditAccount(id: "$account") { status } }', { [PURPOSE]: 'LEGAL' });
      await ask('reviewer', '{ appeal(id: "$appeal") { id } }');
      const page = await who(me());
      expect(page?.edges.map(({ node }) => node)).toEqual([
        {
          ...{ id: expect.any(String), at: new Date(store.clock.now()).toISOString() },
          ...{ role: 'reviewer', purpose: 'APPEAL_REVIEW', isStated: false, by: null },
          parts: ['APPEALS'],
        },
        expect.objectContaining({ role: 'agent', purpose: 'LEGAL', isStated: true, by: null }),
      ]);
      expect(JSON.stringify(page)).not.toMatch(/agent-1|reviewer-1/);
      expect(await who(me(), { id: of.given.customer.id })).toEqual(page);
    });

    test('is told to an auditor by name, whose own looks are told too', async () => {
      await ask('agent', '{ creditAccount(id: "$account") { status } }');
      const id = of.given.customer.id;
      const first = await who('auditor', { id });
      expect(first?.edges.map(({ node }) => node.by)).toEqual(['agent-1']);
      const second = await who('auditor', { id });
      expect(second?.edges.map(({ node }) => node.by)).toEqual(['auditor-1', 'agent-1']);
    });

    test('is for nobody else, and comes in pages', async () => {
      const id = of.given.customer.id;
      const stranger = borrower((await givenLines(store.ports)).customer);
      for (const as of [stranger, 'agent', 'reviewer', 'analyst', 'service', 'partner'] as const) {
        expect(await who(as, { id })).toBeNull();
      }
      for (const as of ['agent', 'auditor', 'service'] as const) expect(await who(as)).toBeNull();
      expect(await looks()).toEqual([]);
      for (let time = 0; time < 3; time += 1) {
        await ask('agent', '{ creditAccount(id: "$account") { status } }');
      }
      const whole = (await who(me()))!.edges.map(({ node }) => node.id);
      expect(whole).toHaveLength(3);
      const { edges, pageInfo } = (await who(me(), { first: 2 }))!;
      expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
      const rest = (await who(me(), { first: 2, after: pageInfo.endCursor }))!;
      expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
      expect([...edges, ...rest.edges].map(({ node }) => node.id)).toEqual(whole);
    });
  });

  describe('a look that cannot be written down', () => {
    const failed = async (request: Sent): Promise<string> => {
      fault = new Error('hunter2 in /etc/secret');
      const answer = await gateway.send(request).catch((error: unknown) => error);
      expect(answer).toBeInstanceOf(GatewayFailed);
      const { status, text } = answer as GatewayFailed;
      expect(status).toBe(500);
      expect(text).not.toMatch(/hunter2|secret/);
      expect(gateway.defects.splice(0)).toEqual([fault]);
      return text;
    };

    test.each(Object.entries(QUERIES))('lets nothing be told: %s', async (_name, { query, as }) => {
      for (const persona of as) {
        const text = await failed({ as: persona, body: { query: filled(query) } });
        expect(JSON.parse(text)).toEqual({
          errors: [
            {
              message: expect.stringMatching(/Nothing is told that is not logged/),
              extensions: { code: 'INTERNAL_SERVER_ERROR' },
            },
          ],
        });
      }
      expect(await looks()).toEqual([]);
    });

    test('lets no document and no notice out either', async () => {
      for (const path of [`/evidence/${evidenceId}`, `/notices/${noticeId}`]) {
        const text = await failed({ as: REVIEWER, method: 'GET', path });
        expect(Object.keys(JSON.parse(text))).toEqual(['error']);
        expect(text).not.toMatch(/PDF|suspended|ended/);
      }
    });

    test('does not keep a customer from their own file', async () => {
      fault = new Error('down');
      await ask(me(), '{ appeal(id: "$appeal") { id } creditAccount(id: "$account") { id } }');
      await ask('service', '{ customer(id: "$customer") { locale } }');
    });

    test('leaves what was done done: the same key tells of it when all is well again', async () => {
      const input = { appealId, idempotencyKey: newId() };
      fault = new Error('down');
      const failing = mutate(gateway, REVIEWER, 'releaseAppeal', input);
      await expect(failing).rejects.toBeInstanceOf(GatewayFailed);
      expect(gateway.defects.splice(0)).toEqual([fault]);
      fault = undefined;
      expect(await done(gateway, REVIEWER, 'releaseAppeal', input)).toMatchObject({
        status: 'OPEN',
      });
      expect(await looks()).toHaveLength(1);
    });
  });
});
