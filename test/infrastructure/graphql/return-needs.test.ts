/** Conditions of return that nobody can look at any more, over HTTP: what is needed, and whom staff sees. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lookAtActions } from '../../../src/application/return-watch.js';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';
import { acted, aMeasure } from '../../application/acting.js';
import { cashOuts } from '../../application/appealing.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';

const ASKED = '{ returnsToLookAt { id action { needs { kind source text } } } }';
const NEEDS = `query($id: ID!) { node(id: $id) { ... on Decision {
  action { needs { kind source text } } measure { conditions { kind met } } } } }`;
const LOOKED = '{ whoLookedAtMyFile { edges { node { role parts } } } }';
const LIFT = `mutation($input: LiftMeasureInput!) { liftMeasure(input: $input) {
  account { status } errors { code } } }`;

interface Need {
  kind: string;
  source: string | null;
  text: string;
}
interface Answers {
  returnsToLookAt: { id: string; action: { needs: Need[] } }[];
  node: { action: { needs: Need[] }; measure: { conditions: { met: boolean | null }[] } } | null;
  whoLookedAtMyFile: { edges: { node: { role: string; parts: string[] } }[] };
  liftMeasure: { account: { status: string } | null; errors: { code: string }[] };
}

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  let decisionId: string;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
    const { store } = gateway;
    given = await givenLines(store.ports, [{}], { customer: { locale: 'en' } });
    await cashOuts(store, given, 15);
    const often = { kind: 'RULE_ACTS', ruleId: 'frequent-outflows' } as const;
    const measure = aMeasure({ kind: 'SUSPENSION' }, [often], { grounds: 'BEHAVIOUR' });
    const [act] = await acted(store, given, measure);
    decisionId = act.decision.id;
    const rules = shippedRules();
    const renamed = rules.rules.map((rule) =>
      rule.id === often.ruleId ? { ...rule, id: 'often' } : rule,
    );
    const next = { ...rules, version: 'rules-next', rules: renamed };
    await store.ports.inTransaction(() => store.ports.riskProfiles.addRules(next));
    store.clock.advance(DAY_MS);
    const failures: unknown[] = [];
    await lookAtActions(store.ports, store.clock.now(), failures);
    expect(failures).toEqual([]);
  });
  afterAll(() => gateway?.close());

  const own = (of = given): As => ({ persona: 'borrower-clear', subject: of.customer.id });
  const ask = async (as: As, query: string, variables: object = {}) => {
    const { data, errors } = await gateway.query<Answers>(as, query, variables);
    return { data, code: errors[0]?.extensions.code };
  };
  const needsFor = async (as: As) =>
    (await ask(as, NEEDS, { id: decisionId })).data?.node?.action.needs ?? null;

  test('the customer reads what is needed, and that the condition is not known', async () => {
    const { data } = await ask(own(), NEEDS, { id: decisionId });
    const text = expect.stringContaining('A person of ours looks at it');
    expect(data?.node).toEqual({
      action: { needs: [{ kind: 'PERSON', source: null, text }] },
      measure: { conditions: [{ kind: 'RULE_ACTS', met: null }] },
    });
  });

  test('another customer reads nothing of it, nor does whoever may not know the reasons', async () => {
    const stranger = await givenLines(gateway.store.ports, [{}]);
    expect(await needsFor(own(stranger))).toBeNull();
    expect(await needsFor('service')).toEqual([]);
  });

  test('staff who may lift measures finds it, as a look at the file, and nobody else does', async () => {
    const staff = (Object.keys(PERSONAS) as Persona[]).filter((each) => !/^borrower/.test(each));
    const found: string[] = [];
    for (const persona of staff) {
      const { data, code } = await ask(persona, ASKED);
      if (data) found.push(persona);
      else expect([persona, code]).toEqual([persona, 'FORBIDDEN']);
      for (const each of data?.returnsToLookAt ?? []) expect(each.id).toBe(decisionId);
    }
    expect(found.toSorted()).toEqual(['agent', 'reviewer']);
    expect((await ask(own(), ASKED)).code).toBe('FORBIDDEN');
    const { data } = await ask(own(), LOOKED);
    const looks = data?.whoLookedAtMyFile.edges.map(({ node }) => node) ?? [];
    expect(looks.map(({ role }) => role).toSorted()).toEqual(['agent', 'reviewer']);
    for (const { parts } of looks) expect(parts).toContain('CUSTOMER');
  });

  test('once a person has lifted it nobody is asked any more', async () => {
    const input = { decisionId, statement: 'It is over.', idempotencyKey: newId() };
    const agent = { persona: 'agent', stepUp: true } as const;
    const { data } = await ask(agent, LIFT, { input });
    expect(data?.liftMeasure).toEqual({ account: { status: 'ACTIVE' }, errors: [] });
    expect((await ask(agent, ASKED)).data?.returnsToLookAt).toEqual([]);
    expect(await needsFor(own())).toEqual([]);
  });

  describe('how many are listed', () => {
    test.each([0, 101])('is not %i', async (first) => {
      const query = 'query($first: Int!) { returnsToLookAt(first: $first) { id } }';
      expect((await ask('agent', query, { first })).code).toBe('INVALID_PAGE_SIZE');
    });
  });
});
