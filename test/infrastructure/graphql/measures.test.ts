/** The institution's measures over HTTP: taken, refused, lifted, published, and seen by each role. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { reassess } from '../../../src/application/reassess.js';
import { recordActivities } from '../../../src/application/record-activities.js';
import { shippedActionPolicy } from '../../../src/infrastructure/action-policies/shipped.js';
import { agent as agentActor, paymentSystem } from '../../support/actors.js';
import { givenHistory, LATE } from '../../support/closings.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { givenModelUpdate } from '../../support/measures.js';
import { type Given, type GivenLine, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases, NOW } from '../../support/stores.js';

const DECISION = `id kind grounds madeBy adverseAction reasons { code text } withheld { source }
  measure { id policyVersion scorecardVersion rulesVersion effectiveAt statement
    milderSteps { kind whyNot } conditions { kind text met until }
    formerModel { scorecardVersion rulesVersion score band }
    facts { status limit { amount } balance { amount } held { amount } utilization overdueDays
      annualRate unusedMonths } }
  causedBy { id } reverses { id }
  action { status effectiveAt endedAt returnOpenedAt application { id } }
  appeal { until possible humanDecisionPossible evidenceAskedFor }`;
const DONE = `account { id status version limit { amount } annualRate decisions { id } }
  decision { ${DECISION} } receipt { content }
  errors { __typename code message path
    ... on MeasureNotPermitted { source } ... on MeasureNotPossible { status }
    ... on MeasureDoesNotApply { conditions { kind text days } }
    ... on MeasureAlreadyInForce { decisionId } }`;
const TAKE = `mutation($input: TakeMeasureInput!) { done: takeMeasure(input: $input) { ${DONE} } }`;
const LIFT = `mutation($input: LiftMeasureInput!) { done: liftMeasure(input: $input) { ${DONE} } }`;
const LOOK = `query($id: ID!) { node(id: $id) { ... on Decision { ${DECISION} receipt { content } } } }`;

type Seen = Record<string, unknown> & {
  id: string;
  reasons: { code: string; text: string }[];
  measure: Record<string, unknown> & { conditions: Record<string, unknown>[] };
};
interface Done {
  account: Record<string, unknown> | null;
  decision: Seen | null;
  receipt: { content: string } | null;
  errors: Record<string, unknown>[];
}

const AGENT = { persona: 'agent', stepUp: true } as const;
const STATEMENT = 'An order of the court.\n\tSeen on 20 November.';

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    given = await givenLines(gateway.store.ports, [{}, {}]);
  });
  afterAll(() => gateway?.close());

  const borrower = (): As => ({ persona: 'borrower-clear', subject: given.customer.id });
  const ask = async (query: string, input: object, as: As = AGENT, headers = {}) => {
    const answer = await gateway.send<{ done: Done }>({
      as,
      body: { query, variables: { input } },
      headers,
    });
    expect(answer.errors).toEqual([]);
    return answer.data!.done;
  };
  const takeInput = (measureId: string, over: object = {}) => ({
    accountId: given.account.id,
    measureId,
    expectedVersion: 1,
    idempotencyKey: newId(),
    ...over,
  });
  const take = (measureId: string, over: object = {}, as?: As) =>
    ask(TAKE, takeInput(measureId, over), as);
  const taken = async (measureId: string, over: object = {}) => {
    const done = await take(measureId, over);
    expect(done.errors).toEqual([]);
    return done.decision!;
  };
  const lift = (decisionId: string, as?: As, over: object = {}) =>
    ask(LIFT, { decisionId, statement: 'It is settled.', idempotencyKey: newId(), ...over }, as);
  const look = async (id: string, as: As, headers = {}) => {
    const body = { query: LOOK, variables: { id } };
    const { data, errors } = await gateway.send<{ node: (Seen & Pick<Done, 'receipt'>) | null }>({
      as,
      body,
      headers,
    });
    expect(errors).toEqual([]);
    return data!.node;
  };

  test('another model as the ground is shown by what the one before gives, to who knows the reasons', async () => {
    const { ports } = gateway.store;
    given = await givenHistory(ports, [{}], LATE);
    const former = await givenModelUpdate(ports, given.customer.id, 'B');
    const { id, measure } = await taken('model-update-decrease');
    const formerModel = {
      scorecardVersion: former,
      rulesVersion: measure.rulesVersion,
      score: expect.any(Number),
      band: 'B',
    };
    expect(measure).toMatchObject({ formerModel });
    expect((await look(id, borrower()))?.measure).toMatchObject({ formerModel });
    expect((await look(id, 'service'))?.measure).toMatchObject({ formerModel: null });
  });

  describe('a measure on a ground that is not conduct', () => {
    const MEASURE = 'verified-income-scope';

    test('is answered with the line, the decision and all that it rests on', async () => {
      const { account, decision, receipt } = await take(MEASURE);
      expect(account).toEqual({
        id: given.account.id,
        status: 'DRAWDOWN_ENDED',
        version: 2,
        limit: { amount: '10000.00' },
        annualRate: 0.1825,
        decisions: [{ id: decision!.id }],
      });
      expect(decision).toMatchObject({
        kind: 'DRAWDOWN_RIGHT_ENDED',
        grounds: 'SERVICE_SCOPE_CHANGE',
        madeBy: 'STAFF',
        adverseAction: true,
        withheld: null,
        causedBy: null,
        reverses: null,
        measure: {
          id: MEASURE,
          policyVersion: shippedActionPolicy().version,
          scorecardVersion: expect.any(String),
          rulesVersion: expect.any(String),
          effectiveAt: new Date(NOW).toISOString(),
          statement: null,
          formerModel: null,
          milderSteps: [{ kind: 'LINE_DECREASE' }, { kind: 'SUSPENSION' }],
          facts: {
            status: 'ACTIVE',
            limit: { amount: '10000.00' },
            balance: { amount: '0.00' },
            held: { amount: '0.00' },
            utilization: 0,
            overdueDays: 0,
            annualRate: 0.1825,
            unusedMonths: null,
          },
        },
        action: { status: 'IN_FORCE', endedAt: null, returnOpenedAt: null, application: null },
        appeal: { possible: true, humanDecisionPossible: false },
      });
      // An agent may not read the audit trail.
      expect(receipt).toBeNull();
    });

    test('shows its customer what has to be so, how it stands, and how to appeal', async () => {
      const { id } = await taken(MEASURE);
      const [en, zh] = [
        await look(id, borrower()),
        await look(id, borrower(), { 'accept-language': 'zh' }),
      ];
      expect(en?.measure.conditions).toEqual([
        {
          kind: 'CHARACTERISTIC_IS',
          text: expect.stringMatching(/has to be/),
          met: false,
          until: null,
        },
      ]);
      expect(zh?.measure.conditions[0]?.text).toMatch(/须为/);
      expect(zh?.reasons[0]?.text).toMatch(/\p{Script=Han}/u);
      expect(en?.appeal).toMatchObject({ possible: true, until: expect.any(String) });
      expect(JSON.parse(en?.receipt?.content ?? '{}')).toMatchObject({ decisionId: id });
    });

    test('names itself as the cause of what followed on other lines', async () => {
      const { id } = await taken(MEASURE);
      const query = `query($id: ID!) { creditAccount(id: $id) { limit { amount }
        decisions { kind causedBy { id } action { status } measure { conditions { text } } } } }`;
      const { data } = await gateway.query(borrower(), query, { id: given.accounts[1]!.id });
      expect(data).toEqual({
        creditAccount: {
          limit: { amount: '8000.00' },
          decisions: [
            {
              kind: 'LINE_DECREASE',
              causedBy: { id },
              action: { status: 'IN_FORCE' },
              measure: { conditions: [] },
            },
          ],
        },
      });
    });
  });

  describe('what a machine did for conduct', () => {
    test('is shown with the day on which it ends by itself, and is met once that is there', async () => {
      const { ports, clock } = gateway.store;
      const activities = Array.from({ length: 20 }, () => ({
        id: newId(),
        customerId: given.customer.id,
        occurredAt: clock.now(),
        kind: 'CASH_OUT' as const,
        money: { minor: 50_000, currency: 'CNY' },
      }));
      expect(await recordActivities(ports, paymentSystem, activities)).not.toHaveProperty(
        'refusals',
      );
      await reassess(ports, agentActor, given.customer.id);
      const [decision] = await ports.closures.decisionsOf([given.account.id], 1);
      const before = await look(decision!.id, borrower());
      expect(before).toMatchObject({
        grounds: 'BEHAVIOUR',
        madeBy: 'MACHINE',
        appeal: { humanDecisionPossible: true },
        measure: { conditions: [{ met: false, until: expect.stringMatching(/^2026-12-/) }] },
      });
      clock.advance(16 * DAY_MS);
      try {
        const after = await look(decision!.id, borrower());
        expect(after?.measure.conditions).toMatchObject([{ met: true, until: null }]);
      } finally {
        clock.advance(-16 * DAY_MS);
      }
    });
  });

  describe('reasons that may not be told', () => {
    const ROLES: As[] = ['agent', 'reviewer', 'auditor'];

    test('are kept from the customer everywhere, who is told that and by which law', async () => {
      const { id } = await taken('restraint-suspend', { statement: STATEMENT });
      const { reasons, measure, withheld, receipt, ...seen } = (await look(id, borrower()))!;
      expect([reasons, withheld]).toEqual([[], { source: expect.any(String) }]);
      expect(measure).toMatchObject({
        id: null,
        statement: null,
        milderSteps: [],
        conditions: [],
      });
      expect(seen).toMatchObject({ grounds: 'LEGAL_RESTRAINT', appeal: { evidenceAskedFor: [] } });
      const told = JSON.parse(receipt!.content);
      expect(told).toMatchObject({ withheld: true, reasons: [], measureId: null });
      const notice = `query($id: ID!) { node(id: $id) { ... on Decision {
        notice { text html sections { code } advice { conditions { text } } } } } }`;
      const { data, text } = await gateway.query<{
        node: { notice: { advice: unknown; sections: { code: string }[] } };
      }>(borrower(), notice, { id });
      const codes = data!.node.notice.sections.map(({ code }) => code);
      expect(codes).toContain('WITHHELD');
      expect(codes).not.toContain('REASONS');
      expect(data!.node.notice.advice).toBeNull();
      for (const { text: reason } of (await look(id, 'agent'))!.reasons) {
        expect(text).not.toContain(reason);
      }
    });

    test.each(ROLES)('are shown to %s', async (role) => {
      const { id } = await taken('restraint-suspend', { statement: STATEMENT });
      const seen = await look(id, role);
      expect(seen?.reasons.length).toBeGreaterThan(0);
      expect(seen).toMatchObject({
        withheld: { source: expect.any(String) },
        measure: { id: 'restraint-suspend', statement: STATEMENT },
      });
    });

    test('are kept back whatever words they have', async () => {
      const { ports } = gateway.store;
      const { id } = await taken('restraint-suspend', { statement: STATEMENT });
      const [decision] = await ports.closures.decisions([id]);
      const like = {
        ...decision!,
        id: newId(),
        reasons: [{ code: 'LIMIT_CANNOT_FALL', values: {} }],
      };
      await ports.inTransaction(() => ports.closures.addDecisions([like]));
      expect((await look(like.id, borrower()))?.reasons).toEqual([]);
      expect((await look(like.id, 'agent'))?.reasons).toMatchObject([
        { code: 'LIMIT_CANNOT_FALL' },
      ]);
    });

    test('are none of a business system’s business', async () => {
      const { id } = await taken('restraint-suspend', { statement: STATEMENT });
      const seen = await look(id, 'service');
      expect(seen).toMatchObject({ reasons: [], measure: { id: null, statement: null } });
    });
  });

  test('what staff wrote is for staff, though the reasons are told', async () => {
    const { id } = await taken('security-suspend', { statement: STATEMENT });
    const own = await look(id, borrower());
    expect([own?.measure.statement, own?.measure.id]).toEqual([null, 'security-suspend']);
    expect(own?.reasons.length).toBeGreaterThan(0);
    expect((await look(id, 'reviewer'))?.measure.statement).toBe(STATEMENT);
  });

  test('another customer finds no such decision', async () => {
    const { id } = await taken('fund-pool-decrease');
    const other = { persona: 'borrower-clear', subject: newId() } as const;
    expect(await look(id, other)).toBeNull();
    expect(await look(newId(), other)).toBeNull();
  });

  describe('refusals', () => {
    const refused = (done: Done) => {
      expect(done).toMatchObject({ decision: null, receipt: null });
      return done.errors;
    };

    test('by role, alike for a line that there is and one that there is not', async () => {
      for (const persona of ['service', 'auditor', 'analyst', 'partner'] as const) {
        for (const accountId of [given.account.id, newId()]) {
          const done = await take('fund-pool-decrease', { accountId }, { persona, stepUp: true });
          expect(refused(done)).toMatchObject([{ __typename: 'Forbidden', code: 'FORBIDDEN' }]);
          expect(done.account).toBeNull();
        }
      }
      const own = { persona: 'borrower-clear', subject: given.customer.id, stepUp: true } as const;
      expect(refused(await take('fund-pool-decrease', {}, own))).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
      expect(refused(await lift(newId(), own))).toMatchObject([{ code: 'FORBIDDEN' }]);
    });

    test('of an unknown line, measure and decision, and a stale version', async () => {
      expect(refused(await take('fund-pool-decrease', { accountId: newId() }))).toMatchObject([
        { __typename: 'NotFound', code: 'ACCOUNT_NOT_FOUND', path: ['input', 'accountId'] },
      ]);
      expect(refused(await take('nothing'))).toMatchObject([
        { __typename: 'NotFound', code: 'MEASURE_NOT_FOUND', path: ['input', 'measureId'] },
      ]);
      expect(refused(await take('fund-pool-decrease', { expectedVersion: 7 }))).toMatchObject([
        { __typename: 'VersionStale', path: ['input', 'expectedVersion'] },
      ]);
      expect(refused(await lift(newId()))).toMatchObject([
        { __typename: 'NotFound', code: 'DECISION_NOT_FOUND', path: ['input', 'decisionId'] },
      ]);
    });

    test('where what it looks for is not so, each of it named in words', async () => {
      const errors = refused(await take('delinquency-suspend'));
      expect(errors).toMatchObject([
        {
          __typename: 'MeasureDoesNotApply',
          conditions: [
            {
              kind: 'OVERDUE_DAYS_AT_LEAST',
              text: 'The line is at least 30 days past due.',
              days: 30,
            },
          ],
        },
      ]);
    });

    test('without the word that the ground stands on', async () => {
      for (const statement of [null, undefined]) {
        expect(refused(await take('security-suspend', { statement }))).toMatchObject([
          { __typename: 'StatementNeeded', path: ['input', 'statement'] },
        ]);
      }
    });

    test('of texts that are none', async () => {
      for (const statement of ['', ' \n\t', 'a\u0000b', 'a\rb', '\ud800', 'x'.repeat(2_001)]) {
        expect(refused(await take('security-suspend', { statement }))).toMatchObject([
          { __typename: 'InvalidInput', path: ['input', 'statement'] },
        ]);
      }
    });

    test('where it stands already, or the line has no place for it', async () => {
      const { id } = await taken('security-suspend', { statement: STATEMENT });
      const again = { statement: STATEMENT, expectedVersion: 2 };
      expect(refused(await take('security-suspend', again))).toMatchObject([
        { __typename: 'MeasureAlreadyInForce', decisionId: id },
      ]);
      expect(refused(await take('business-withdrawal', { expectedVersion: 2 }))).toMatchObject([
        { __typename: 'MeasureNotPossible', status: 'SUSPENDED' },
      ]);
    });

    test('where the jurisdiction does not know it', async () => {
      given = await givenLines(gateway.store.ports, [{} as GivenLine], {
        customer: { jurisdiction: 'EU', locale: 'en' },
      });
      expect(refused(await take('inactive-end'))).toMatchObject([
        { __typename: 'MeasureNotPermitted', source: expect.any(String) },
      ]);
    });
  });

  test('the same key answers the same, and is refused with other input', async () => {
    const input = takeInput('fund-pool-decrease');
    const first = await ask(TAKE, input);
    expect(first.errors).toEqual([]);
    expect((await ask(TAKE, input)).decision?.id).toBe(first.decision?.id);
    const other = await ask(TAKE, { ...input, measureId: 'business-withdrawal' });
    expect(other.errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  describe('lifting', () => {
    test('gives the line back, and is a decision of its own that ends the other', async () => {
      const { id } = await taken('security-suspend', { statement: STATEMENT });
      const done = await lift(id);
      expect(done.errors).toEqual([]);
      expect(done.account).toMatchObject({ status: 'ACTIVE', version: 3 });
      expect(done.decision).toMatchObject({ grounds: 'FRAUD_OR_SECURITY', madeBy: 'STAFF' });
      expect(await look(id, borrower())).toMatchObject({
        action: { status: 'LIFTED', endedAt: new Date(NOW).toISOString() },
        appeal: { possible: false },
      });
      const again = await lift(id);
      expect(again.errors).toMatchObject([{ __typename: 'DecisionEnded', code: 'DECISION_ENDED' }]);
    });

    test('is not for what returns by its own conditions', async () => {
      const { id } = await taken('verified-income-scope');
      expect((await lift(id)).errors).toMatchObject([{ __typename: 'MeasureNotLiftable' }]);
    });

    test('says why, in words that can be kept', async () => {
      for (const statement of ['', '\n', 'x'.repeat(2_001)]) {
        const { errors } = await lift(newId(), AGENT, { statement });
        expect(errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'statement'] }]);
      }
    });
  });

  describe('the policy is published', () => {
    const POLICY = `query($version: ID) { actionPolicy(version: $version) { version name basis createdOn
      measures { id kind grounds isConduct taken effect linkedEffect by linkedDecrease reasonCode
        reason basis conditions { kind text characteristicId atLeast category bands days ruleId }
        milderSteps { kind whyNot doesWhere { kind text bands } } } } }`;
    type Policy = { actionPolicy: { version: string; measures: Record<string, unknown>[] } | null };

    test('to everybody who is signed in, whole and in words', async () => {
      const policy = shippedActionPolicy();
      for (const as of ['partner', 'analyst', borrower()] as As[]) {
        const { data } = await gateway.query<Policy>(as, POLICY);
        expect(data?.actionPolicy?.version).toBe(policy.version);
        const { measures = [] } = data?.actionPolicy ?? {};
        expect(measures.map(({ id }) => id)).toEqual(policy.measures.map(({ id }) => id));
      }
    });

    test('in both languages, with the numbers beside the words', async () => {
      const english = await gateway.query<Policy>('partner', POLICY);
      const measure = english.data?.actionPolicy?.measures.find(
        ({ id }) => id === 'outflows-suspend',
      );
      expect(measure).toMatchObject({
        kind: 'SUSPENSION',
        isConduct: true,
        taken: 'BY_MACHINE',
        conditions: [
          {
            kind: 'CHARACTERISTIC_AT_LEAST',
            characteristicId: 'outflows_15d',
            atLeast: 20,
            text: expect.stringMatching(/^“.+” is at least 20\.$/),
          },
        ],
      });
      const scope = english.data?.actionPolicy?.measures.find(
        ({ id }) => id === 'verified-income-scope',
      );
      expect(scope).toMatchObject({
        isConduct: false,
        linkedDecrease: 0.2,
        linkedEffect: expect.stringContaining('20%'),
      });
      const headers = { 'content-type': 'application/json', 'accept-language': 'zh' };
      const chinese = await gateway.query<Policy>('partner', POLICY, {}, { headers });
      for (const { effect } of chinese.data?.actionPolicy?.measures ?? []) {
        expect(effect).toMatch(/\p{Script=Han}/u);
      }
      expect(chinese.text).not.toBe(english.text);
    });

    test('by its version, and not at all by another', async () => {
      const { version } = shippedActionPolicy();
      const asked = async (each: string) =>
        (await gateway.query<Policy>('agent', POLICY, { version: each })).data?.actionPolicy ??
        null;
      expect(await asked(version)).toMatchObject({ version });
      for (const each of ['actions-0', '', '\u0000', 'x'.repeat(1_000)]) {
        expect(await asked(each)).toBeNull();
      }
    });
  });
});
