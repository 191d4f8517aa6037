/**
 * The number of SQL statements of an operation does not grow with the number of records that it
 * reads or changes: the same for a customer with two lines and for one with twenty.
 */
import { beforeAll, expect, test } from '@jest/globals';
import { liftMeasure } from '../../../src/application/lift-measure.js';
import { reassess } from '../../../src/application/reassess.js';
import { agent } from '../../support/actors.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { taken } from '../../support/measures.js';
import {
  aHold,
  anEntry,
  aPlan,
  aStatement,
  type Given,
  givenLines,
  newId,
  TODAY,
} from '../../support/portfolio.js';
import { describeDatabases, NOW } from '../../support/stores.js';

const FEW = 2;
const MANY = 20;

const EVERYTHING = `
  id status balance { amount } utilization daysPastDue product { name }
  openHolds { id open { amount } } instalmentPlans { id } refunds { id paidAt }
  statements { period balance { amount } }
  journal(first: 5) { edges { cursor node { kind postings { amount { amount } } } } }
  closure { outcome motive scoreAfter decision { grounds reasons { text } } receipt { leafHash } }`;

const MINE = `{ myLiabilities { totals { balance { amount } }
  accounts(first: 100) { edges { node { ${EVERYTHING} } } } } }`;
const NODES = `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id
  ... on CreditAccount { ${EVERYTHING} }
  ... on Customer { liabilities { totals { currency } } riskProfile { score } } } }`;
const ENTITIES = `query($r: [_Any!]!) { _entities(representations: $r) { __typename
  ... on CreditAccount { ${EVERYTHING} }
  ... on Customer { liabilities { accounts { edges { node { status } } } } }
  ... on RiskProfile { score explanation { characteristics { points } } scorecard { version } } } }`;
const DECIDED = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Decision {
  reasons { text } withheld { source } causedBy { id } reverses { id }
  measure { statement milderSteps { whyNot } conditions { text met until } }
  action { status application { id } } receipt { leafHash }
  appeal { until possible humanDecisionPossible evidenceAskedFor }
  notice { sections { title } text html advice { conditions { text } } decision { id } } } } }`;
const STORY = `query($id: ID!) { accountTimeline(accountId: $id, first: 100) { edges { node {
  text decision { id } notice { text } closure { id } application { id } } } } }`;
const SIDE = '{ value points }';
const SCORES = `query($r: [_Any!]!, $since: ID!) { _entities(representations: $r) {
  ... on RiskProfile { score scorecard { version } twelveMonthProbabilityOfDefault
    explanation { characteristics { points } ruleReasons { text } priceBand { why } }
    difference(since: $since) { lines { before ${SIDE} after ${SIDE} } }
    assessments(first: 5) { edges { cursor node { id score } } } } } }`;
const CLOSE = `mutation($input: CloseAccountInput!) { closeAccount(input: $input) {
  account { ${EVERYTHING} } closure { decision { kind } } receipt { leafHash } errors { code } } }`;

describeDatabases((open) => {
  let gateway: Gateway;
  let heard: string[] = [];
  const customers = new Map<number, Given>();
  /** By line, the version that it is closed with. */
  const versions = new Map<string, number>();

  /** A customer with so many lines, each with something of everything, of which one is open. */
  async function customerWith(lines: number): Promise<Given> {
    const { store } = gateway;
    const line = {
      account: { limitMinor: 500_000 },
      position: { principalMinor: 10_000, heldMinor: 20_000, interestThrough: '2026-11-24' },
    };
    const given = await givenLines(store.ports, Array(lines).fill(line));
    const { accounts } = given;
    await store.ports.inTransaction(async () => {
      const { books } = store.ports;
      for (const account of accounts) await books.addHold(aHold(account));
      await books.addPlans(accounts.map((account) => aPlan(account)));
      await books.addStatements(accounts.map((account) => aStatement(account)));
      await books.append(accounts.flatMap((account) => [anEntry(account), anEntry(account)]));
      await books.addRefundsDue(
        accounts.map(({ id, customerId, currency }) => ({
          ...{ id: newId(), accountId: id, customerId, currency, amountMinor: 500 },
          ...{ createdAt: NOW, payBy: TODAY, paidAt: null, recalledAt: null },
        })),
      );
    });
    for (const { id } of [...accounts.slice(1), given.account]) {
      // The closings before may have moved its limit.
      const [stored] = await store.ports.accounts.find([id]);
      versions.set(id, stored?.version ?? 0);
      if (id !== given.account.id) await close(given, id, `k-${id}`);
    }
    return given;
  }

  const borrower = ({ customer }: Given) =>
    ({ persona: 'borrower-clear', subject: customer.id, stepUp: true }) as const;
  const close = async (given: Given, accountId: string, idempotencyKey: string) => {
    const expectedVersion = versions.get(accountId);
    const input = { accountId, expectedVersion, allowRunOff: true, idempotencyKey };
    const { data, errors } = await gateway.query<{ closeAccount: { errors: object[] } }>(
      borrower(given),
      CLOSE,
      { input },
    );
    expect([errors, data?.closeAccount.errors]).toEqual([[], []]);
  };

  /** The statements of one operation, for the customer with few and the one with many lines. */
  async function counted(run: (given: Given) => Promise<unknown>): Promise<number[]> {
    const counts: number[] = [];
    for (const size of [FEW, MANY]) {
      heard = [];
      await run(customers.get(size)!);
      counts.push(heard.length);
    }
    return counts;
  }
  const asked = async (as: As, query: string, variables: object, found: number) => {
    const { data, errors, text } = await gateway.query(as, query, variables);
    expect(errors).toEqual([]);
    expect(data).toBeTruthy();
    // Otherwise an empty answer would pass for a cheap one.
    expect(text.split('"leafHash"').length - 1).toBe(found);
  };
  const same = ([few, many]: number[], atMost: number) => {
    expect(many).toBe(few);
    expect(many).toBeGreaterThan(0);
    expect(many).toBeLessThanOrEqual(atMost);
  };

  beforeAll(async () => {
    const store = await open({ onStatement: (sql) => heard.push(sql) });
    gateway = await startGateway(store, { customers: 0 });
    for (const size of [FEW, MANY]) customers.set(size, await customerWith(size));
  });

  test('all liabilities with everything that hangs on them', async () => {
    const counts = await counted((given) =>
      asked(borrower(given), MINE, {}, given.accounts.length - 1),
    );
    same(counts, 14);
  });

  test('nodes by their ids, of several kinds', async () => {
    const counts = await counted(({ accounts, customer }) => {
      const ids = [...accounts.map(({ id }) => id), customer.id];
      return asked('auditor', NODES, { ids }, accounts.length - 1);
    });
    // Among them those that write down who of the staff looked.
    same(counts, 27);
  });

  test('entities that a router asks for', async () => {
    const counts = await counted(({ accounts, customer }) => {
      const r = [
        ...accounts.map(({ id }) => ({ __typename: 'CreditAccount', id })),
        { __typename: 'Customer', id: customer.id },
        { __typename: 'RiskProfile', customerId: customer.id },
      ];
      return asked('auditor', ENTITIES, { r }, accounts.length - 1);
    });
    same(counts, 23);
  });

  test('scores with what made them, what moved them and what they were', async () => {
    const { ports } = gateway.store;
    const scored: string[] = [];
    for (let at = 0; at < MANY; at += 1) {
      const { customer } = await givenLines(ports);
      scored.push(customer.id);
      for (let again = 0; again < 2; again += 1) {
        expect(await reassess(ports, agent, customer.id)).toHaveProperty('made');
      }
    }
    const page = { before: null, limit: 2 };
    // The oldest of one customer: the others' difference since it is null.
    const [, since] = await ports.riskProfiles.history(scored.slice(0, 1), page);
    const counts: number[] = [];
    for (const size of [FEW, MANY]) {
      const r = scored
        .slice(0, size)
        .map((customerId) => ({ __typename: 'RiskProfile', customerId }));
      heard = [];
      const { text, errors } = await gateway.query('analyst', SCORES, { r, since: since?.id });
      expect(errors).toEqual([]);
      const found = ['"cursor"', '"why"', '"lines"'].map((each) => text.split(each).length - 1);
      expect(found).toEqual([2 * size, size, 1]);
      counts.push(heard.length);
    }
    // Three read them; the others write down who of the staff looked.
    same(counts, 7);
  });

  test('decisions by measures with all that can be asked of them', async () => {
    const { ports } = gateway.store;
    const counts: number[] = [];
    for (const size of [FEW, MANY]) {
      // Each of its own creditor, so that none follows from another.
      const lines = Array.from({ length: size }, (_, at) => ({
        account: { creditorId: `creditor-${at}` },
      }));
      const { accounts } = await givenLines(ports, lines);
      const ids: string[] = [];
      for (const { id } of accounts) {
        ids.push((await taken(ports, id, 'verified-income-scope')).decision.id);
      }
      heard = [];
      await asked('auditor', DECIDED, { ids }, size);
      counts.push(heard.length);
    }
    same(counts, 33);
  });

  test('the story of a line', async () => {
    const { ports } = gateway.store;
    const { account } = await givenLines(ports);
    const told = async (): Promise<number> => {
      heard = [];
      const { data, errors } = await gateway.query<{ accountTimeline: { edges: object[] } }>(
        'auditor',
        STORY,
        { id: account.id },
      );
      expect(errors).toEqual([]);
      expect(data?.accountTimeline.edges.length).toBeGreaterThan(2);
      return heard.length;
    };
    const statement = 'Seen.';
    const act = async () => {
      const { decision } = await taken(ports, account.id, 'security-suspend', { statement });
      const lifted = { decisionId: decision.id, statement, idempotencyKey: newId() };
      expect(await liftMeasure(ports, agent, lifted)).not.toHaveProperty('refusals');
    };
    await act();
    const few = await told();
    for (let again = 0; again < 4; again += 1) await act();
    same([few, await told()], 20);
  });

  test('a closing, which reassesses the customer over all lines', async () => {
    const counts = await counted((given) => close(given, given.account.id, 'counted'));
    same(counts, 41);
  });

  test('a closing that is replayed', async () => {
    const counts = await counted((given) => close(given, given.account.id, 'counted'));
    same(counts, 24);
  });

  test('and nothing of it failed unseen', () => gateway.close());
});
