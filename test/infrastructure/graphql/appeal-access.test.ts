/** Who sees and does what with cases, object by object, and what each of them is told of staff. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AppealOutcome } from '../../../src/domain/appeal/appeal.js';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import {
  assigned,
  type Decided,
  decide,
  filed,
  measureTaken,
  rightEnded,
} from '../../application/appealing.js';
import { type As, type Gateway, GatewayFailed, startGateway } from '../../support/gateway.js';
import { givenLines, newId } from '../../support/portfolio.js';
import { statementCount } from '../../support/statement-count.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';
import {
  borrower,
  CASE,
  DECIDER,
  done,
  mutate,
  OTHER,
  REVIEWER,
  refused,
  seen,
  unlooked,
} from './cases.js';
import { INPUTS } from './inputs.js';

const LOOK = `query($id: ID!, $decision: ID!, $account: ID!) {
  appeal(id: $id) { ${CASE} } node(id: $id) { __typename id } nodes(ids: [$id, $id]) { id }
  decision: node(id: $decision) { ... on Decision { id appeals { id } } }
  accountTimeline(accountId: $account) { edges { node { appealId appeal { id } } } } }`;

interface Seen {
  appeal: object | null;
  node: object | null;
  nodes: (object | null)[];
  decision: { appeals: object[] } | null;
  accountTimeline: { edges: { node: { appealId: string | null; appeal: object | null } }[] } | null;
}

/** Of another's case. */
const SEES: readonly Persona[] = ['reviewer', 'auditor'];
const ALL = Object.keys(PERSONAS) as Persona[];

const STEPS = {
  borrower: ['withdrawAppeal', 'answerAppeal', 'requestReconsideration'],
  reviewer: ['assignAppeal', 'releaseAppeal', 'askAppellant', 'extendAppeal', 'decideAppeal'],
} as const;
const FILINGS = ['fileAppeal', 'requestHumanDecision'];

describeDatabases((open) => {
  let gateway: Gateway;
  let of: Decided;
  let id: string;
  const count = statementCount();
  beforeAll(async () => {
    const store = await open({ onStatement: count.onStatement });
    gateway = await startGateway(store, { customers: 0 });
    of = await rightEnded(gateway.store, { lines: [{}], jurisdiction: 'CN' });
    ({ id } = await filed(gateway.store, of));
  });
  afterAll(() => gateway?.close());

  const me = (): As => borrower(of.given.customer);
  const look = async (as: As, over: object = {}) => {
    const variables = { id, decision: of.decision.id, account: of.given.account.id, ...over };
    const answer = await gateway.query<Seen>(as, LOOK, variables);
    expect(answer.errors).toEqual([]);
    return { text: answer.text, data: answer.data! };
  };

  test('its customer sees a case every way that it can be asked for', async () => {
    const { data } = await look(me());
    expect(data).toMatchObject({
      appeal: { id },
      node: { __typename: 'Appeal', id },
      nodes: [{ id }, { id }],
      decision: { appeals: [{ id }] },
    });
    const told = data.accountTimeline!.edges.filter(({ node }) => node.appealId === id);
    expect(told.length).toBeGreaterThan(0);
    for (const { node } of told) expect(node.appeal).toEqual({ id });
  });

  test.each(ALL)('%s sees the case of another whole or not at all', async (persona) => {
    const { data } = await look(persona);
    const sees = SEES.includes(persona);
    expect([data.appeal, data.node, ...data.nodes].map((each) => each !== null)).toEqual(
      Array(4).fill(sees),
    );
    expect(data.decision?.appeals ?? []).toEqual(sees ? [{ id }] : []);
    const told = data.accountTimeline?.edges.flatMap(({ node }) => node.appeal ?? []) ?? [];
    expect(told.length > 0).toBe(sees);
    if (sees) return;
    const nothing = await look(persona, { id: newId() });
    expect((await look(persona)).text).toBe(nothing.text);
  });

  test('whoever watches deadlines is led to a case only where it is theirs to see', async () => {
    const query = '{ clocksAtRisk(withinDays: 366, first: 100) { kind id appeal { id } } }';
    const found = async (as: As) => {
      const { data, errors } = await gateway.query<{
        clocksAtRisk: { kind: string; id: string; appeal: object | null }[];
      }>(as, query);
      expect(errors).toEqual([]);
      return data!.clocksAtRisk;
    };
    for (const { kind, id: of, appeal } of await found('reviewer')) {
      expect([kind, appeal]).toEqual([kind, kind === 'APPEAL' ? { id: of } : null]);
    }
    const agents = await found('agent');
    expect(agents).toContainEqual({ kind: 'APPEAL', id, appeal: null });
    expect(agents.filter(({ appeal }) => appeal !== null)).toEqual([]);
  });

  test('what is no id names no case', async () => {
    for (const none of ['', 'x', '\u0000', '\ud800', `${id}\n`, '__proto__']) {
      const { data } = await look('auditor', { id: none });
      expect(data).toMatchObject({ appeal: null, node: null, nodes: [null, null] });
    }
  });

  test.each([
    ...STEPS.borrower.map((name) => ({ name, roles: ['borrower'] })),
    ...FILINGS.map((name) => ({ name, roles: ['borrower'] })),
    ...STEPS.reviewer.map((name) => ({ name, roles: ['reviewer'] })),
  ])('$name is for one role, and answers alike for a case that is not there', async (each) => {
    const { name, roles } = each;
    const named = FILINGS.includes(name) ? 'decisionId' : 'appealId';
    const [own, none] = [named === 'appealId' ? id : of.decision.id, newId()];
    const stranger = (await givenLines(gateway.store.ports)).customer.id;
    for (const persona of ALL) {
      const isBorrower = PERSONAS[persona].role === 'borrower';
      const as = { persona, stepUp: true, ...(isBorrower && { subject: stranger }) };
      const error = await refused(gateway, as, name, { [named]: none });
      const mayDo = roles.includes(PERSONAS[persona].role);
      const notFound = named === 'appealId' ? 'APPEAL_NOT_FOUND' : 'DECISION_NOT_FOUND';
      const code = mayDo ? notFound : 'FORBIDDEN';
      expect([persona, error.code]).toEqual([persona, code]);
      if (roles.includes('reviewer') && mayDo) continue;
      // It is another's: to whoever does not see it that is the same.
      expect(await refused(gateway, as, name, { [named]: own })).toEqual(error);
    }
  });

  test('every mutation of cases is in this test', () => {
    const named = Object.keys(INPUTS).filter((name) => /Appe|HumanDecision|Reconsider/.test(name));
    const known = [...STEPS.borrower, ...STEPS.reviewer, ...FILINGS];
    expect(named.toSorted()).toEqual(known.toSorted());
  });

  describe('names', () => {
    const NAMES = /reviewer-[12]|agent-1/;

    test('of staff and their notes are for staff, and never the customer’s', async () => {
      const own = await rightEnded(gateway.store, { lines: [{}], jurisdiction: 'CN' });
      const as = borrower(own.given.customer);
      const appeal = await filed(gateway.store, own);
      await done(gateway, REVIEWER, 'assignAppeal', { appealId: appeal.id });
      await done(gateway, REVIEWER, 'askAppellant', { appealId: appeal.id });
      const answered = await mutate(gateway, as, 'answerAppeal', { appealId: appeal.id });
      expect(JSON.stringify(answered)).not.toMatch(NAMES);
      await done(gateway, REVIEWER, 'extendAppeal', { appealId: appeal.id });
      const findings = [{ factsConfirmed: { note: 'Wang Wei says so.' } }];
      await done(gateway, REVIEWER, 'decideAppeal', { appealId: appeal.id, findings });
      for (const staff of [OTHER, DECIDER, 'auditor'] as const) {
        expect(await seen(gateway, staff, appeal.id)).toMatchObject({
          assignedTo: 'reviewer-1',
          isRecused: staff === 'auditor' ? null : staff === DECIDER,
          outcome: { decidedBy: 'reviewer-1', findings: [{ note: 'Wang Wei says so.' }] },
        });
      }
      const mine = await seen(gateway, as, appeal.id);
      expect(mine).toMatchObject({
        assignedTo: null,
        isRecused: null,
        outcome: { decidedBy: null, findings: [{ kind: 'FACTS_CONFIRMED', note: null }] },
      });
      expect(JSON.stringify(mine)).not.toMatch(NAMES);
      expect(JSON.stringify(mine)).not.toContain('Wang Wei');
    });

    test('a queue names whoever has a case to staff alone, whatever the refusal', async () => {
      const error = await refused(gateway, me(), 'assignAppeal', { appealId: id });
      expect(error).toMatchObject({ code: 'FORBIDDEN' });
      expect(JSON.stringify(error)).not.toMatch(NAMES);
    });
  });

  test('reasons that are withheld are not told by a case either', async () => {
    const { ports } = gateway.store;
    const given = await givenLines(ports);
    const [scored] = await ports.closures.decisions([of.decision.id]);
    const withheld = {
      ...scored!,
      id: newId(),
      customerId: given.customer.id,
      accountId: given.account.id,
      measure: { ...scored!.measure!, withheld: { source: 'the law' } },
    };
    await ports.inTransaction(() => ports.closures.addDecisions([withheld]));
    const [appeal] = await ports.appeals.find([id]);
    const rescored = {
      scorecardVersion: 'card-1',
      rulesVersion: null,
      before: { score: 400, band: 'E', ruleIds: ['secret-rule'] },
      after: { score: 400, band: 'E', ruleIds: [] },
      stillApplies: true,
    };
    const outcome: AppealOutcome = {
      kind: 'UPHELD',
      reasons: 'It stands.',
      findings: [],
      rescore: rescored,
      repairs: [],
      decidedBy: 'reviewer-1',
      decidedAt: appeal!.filedAt,
      isLate: false,
      reversalId: null,
      milderId: null,
    };
    const own = { id: newId(), customerId: given.customer.id, accountId: given.account.id };
    const ended = { status: 'DECIDED', endedAt: appeal!.filedAt, decisionId: withheld.id } as const;
    await ports.inTransaction(() => ports.appeals.add({ ...appeal!, ...own, ...ended, outcome }));
    const mine = await seen(gateway, borrower(given.customer), own.id);
    expect(mine?.outcome).toMatchObject({ kind: 'UPHELD', rescore: null });
    expect(JSON.stringify(mine)).not.toContain('secret-rule');
    expect(await seen(gateway, OTHER, own.id)).toMatchObject({
      outcome: { rescore: { before: { ruleIds: ['secret-rule'] } } },
    });
  });

  test('staff who is its customer too sees a case as a customer, and cannot take it', async () => {
    const both = { subject: 'reviewer-9', roles: ['borrower', 'reviewer'] } as const;
    const own = await rightEnded(gateway.store, { lines: [{}], jurisdiction: 'CN' });
    const appeal = await filed(gateway.store, own);
    await assigned(gateway.store, appeal);
    const customerId = own.given.customer.id;
    const authenticate = async () => ({ ...both, customerId });
    const other = await startGateway(gateway.store, { customers: 0, server: { authenticate } });
    expect(await seen(other, null, appeal.id)).toMatchObject({
      status: 'ASSIGNED',
      assignedTo: null,
      isRecused: true,
    });
    await decide(gateway.store, appeal);
    expect(await seen(other, null, appeal.id)).toMatchObject({ outcome: { decidedBy: null } });
    await other.close();
  });

  test('what can be done about decisions costs no more for many customers than for few', async () => {
    const { store } = gateway;
    const ids: string[] = [];
    for (let more = 0; more < 6; more += 1) {
      ids.push((await rightEnded(store, { lines: [{}], jurisdiction: 'CN' })).decision.id);
    }
    const query = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Decision {
      appeal { possible evidenceAskedFor } } } }`;
    const counts: number[] = [];
    for (const some of [ids.slice(0, 2), ids]) {
      const heard = await count.during(async () => {
        const { text } = await gateway.query('auditor', query, { ids: some });
        expect(text.split('"possible":true')).toHaveLength(some.length + 1);
      });
      counts.push(heard.length);
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[1]).toBe(counts[0]);
  });

  test('many cases cost no more statements than few', async () => {
    const { store } = gateway;
    const counts: number[] = [];
    const query = `query($first: Int!) { appealQueue(first: $first) { edges { node { mayTake
      whyNot { code } appeal { ${CASE} } } } } }`;
    for (let more = 0; more < 6; more += 1) {
      await filed(store, await rightEnded(store, { lines: [{}], jurisdiction: 'CN' }));
    }
    for (const first of [2, 6]) {
      const heard = await count.during(async () => {
        const { data, errors } = await gateway.query<{ appealQueue: { edges: object[] } }>(
          'auditor',
          query,
          { first },
        );
        expect(errors).toEqual([]);
        expect(data!.appealQueue.edges).toHaveLength(first);
      });
      counts.push(heard.length);
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[1]).toBe(counts[0]);
  });

  test('nor do many of one customer that were decided', async () => {
    const { store } = gateway;
    const lines = Array.from({ length: 5 }, (_, at) => ({ account: { creditorId: `c-${at}` } }));
    const own = await rightEnded(store, { lines, jurisdiction: 'CN' });
    const { given } = own;
    const others = [];
    for (const account of given.accounts.slice(1)) {
      others.push(await measureTaken(store.ports, { account }, 'verified-income-scope'));
    }
    for (const decision of [own.decision, ...others]) {
      const over = { outcome: 'OVERTURNED' } as const;
      await decide(store, await assigned(store, await filed(store, { given, decision })), over);
    }
    const counts: number[] = [];
    for (const first of [2, 5]) {
      const heard = await count.during(async () => {
        const query = `query($first: Int!) { myAppeals(first: $first) { ${CASE} } }`;
        const as = borrower(given.customer);
        const { data } = await gateway.query<{ myAppeals: object[] }>(as, query, { first });
        expect(data!.myAppeals).toHaveLength(first);
      });
      counts.push(heard.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});

describeDatabases((open) => {
  test('a decision that fails half way is masked and leaves nothing behind', async () => {
    const store = await open();
    const of = await rightEnded(store, { jurisdiction: 'CN' });
    const appeal = await assigned(store, await filed(store, of));
    const error = new Error('hunter2 in /etc/secret');
    let fault = true;
    const { appeals } = store.ports;
    const save: typeof appeals.save = (saved) =>
      fault ? Promise.reject(error) : appeals.save(saved);
    const ports = { ...store.ports, appeals: { ...appeals, save } };
    const gateway = await startGateway(store, { customers: 0, server: { ports } });
    const before = await unlooked(gateway);
    const input = { appealId: appeal.id, outcome: 'OVERTURNED', idempotencyKey: 'k' };
    const failed = await mutate(gateway, REVIEWER, 'decideAppeal', input).catch((each) => each);
    expect(failed).toBeInstanceOf(GatewayFailed);
    expect(failed.text).not.toMatch(/hunter2|secret/);
    expect(gateway.defects.splice(0)).toEqual([error]);
    expect(await unlooked(gateway)).toEqual(before);
    fault = false;
    const made = await mutate(gateway, REVIEWER, 'decideAppeal', input);
    expect(made).toMatchObject({ errors: [], appeal: { outcome: { kind: 'OVERTURNED' } } });
    store.clock.advance(DAY_MS);
    expect(await mutate(gateway, REVIEWER, 'decideAppeal', input)).toEqual(made);
    await gateway.close();
  });
});
