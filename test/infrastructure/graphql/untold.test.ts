/**
 * What is not for the customer comes to the customer by no way at all: reasons that a law has kept
 * back, what staff wrote for staff, and the names of those who decided, acted or looked at a file.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { liftMeasure } from '../../../src/application/lift-measure.js';
import {
  assigned,
  caseAgent,
  decide,
  done,
  filed,
  key,
  measureTaken,
  otherReviewer,
  rightEnded,
} from '../../application/appealing.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { type Given, givenLines } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';
import { borrower, CASE } from './cases.js';
import { everythingDoneByStaff, STAFF, STAFF_CANARY } from './staff-at-work.js';

const DECISION = `query($id: ID!) { node(id: $id) { ... on Decision {
  kind grounds reasons { code text } withheld { source } receipt { content }
  measure { id statement milderSteps { whyNot } conditions { text } } action { status }
  appeal { until evidenceAskedFor } causedBy { reasons { text } } reverses { reasons { text } } } } }`;
const NOTICES = `query($id: ID!) { node(id: $id) { ... on Decision { notices { text html
  sections { code title paragraphs } advice { conditions { text } } } } } }`;
const CASES = `{ myAppeals(first: 3) { ${CASE} } }`;
const COPY = '{ exportMyData { document } }';
const LOOKS = '{ whoLookedAtMyFile(first: 100) { edges { node { role purpose parts by } } } }';
const STORY = `query($id: ID!) { creditAccount(id: $id) { status closure { receipt { content } } }
  accountTimeline(accountId: $id, first: 100) { edges { node { code text } } } }`;

const SECRET = 'canary 金丝雀 of the staff';

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  /** Every text that the customer can get, as one: over GraphQL, as documents, in both languages. */
  async function toldTo({ customer, account }: Given): Promise<string> {
    const as = borrower(customer);
    const told: string[] = [];
    const { closures, notices } = gateway.store.ports;
    const decisions = (await closures.decisionsOf([account.id], 100)).map(({ id }) => id);
    for (const language of ['en', 'zh']) {
      const headers = { 'accept-language': language };
      const ask = async (query: string, id = account.id) => {
        const body = { query, variables: { id } };
        const answer = await gateway.send({ as, body, headers });
        expect(answer.errors).toEqual([]);
        // Of what is JSON within JSON the letters themselves count.
        told.push(answer.text, answer.text.replaceAll('\\"', '"'));
      };
      for (const query of [STORY, CASES, LOOKS, COPY]) await ask(query);
      for (const id of decisions) for (const query of [DECISION, NOTICES]) await ask(query, id);
      for (const { id } of await notices.ofDecisions(decisions)) {
        for (const accept of ['text/html', 'text/plain']) {
          const path = `/notices/${id}`;
          told.push(
            (await gateway.send({ as, method: 'GET', path, headers: { ...headers, accept } })).text,
          );
        }
      }
    }
    return told.join('\n');
  }

  describe.each(['CN', 'EU', 'US'])('in %s', (jurisdiction) => {
    test('reasons that are kept back, with the name of their measure', async () => {
      const { store } = gateway;
      const given = await givenLines(store.ports, [{}, {}], { customer: { jurisdiction } });
      const { id, measure, reasons } = await measureTaken(store.ports, given, 'restraint-suspend', {
        statement: SECRET,
      });
      expect(measure?.withheld).not.toBeNull();
      const input = { decisionId: id, statement: SECRET, ...key() };
      const secrets = [
        SECRET,
        'restraint-suspend',
        ...reasons.flatMap(({ code, text }) => [code, text?.en ?? code, text?.zh ?? code]),
        ...measure!.milder.flatMap(({ whyNot }) => [whyNot.en, whyNot.zh]),
      ];
      const whole = await toldTo(given);
      expect(secrets.filter((secret) => whole.includes(secret))).toEqual([]);
      expect(whole).toContain(measure!.withheld!.source);
      done(await liftMeasure(store.ports, caseAgent, input));
      const after = await toldTo(given);
      expect(secrets.filter((secret) => after.includes(secret))).toEqual([]);
    });
  });

  test.each([
    { outcome: 'UPHELD' },
    { outcome: 'OVERTURNED' },
    { outcome: 'MODIFIED', modification: { kind: 'LINE_DECREASE', limitMinor: 100_000 } },
  ] as const)('reasons that are kept back, whatever a reviewer decides: $outcome', async (wish) => {
    const { store } = gateway;
    const customer = { jurisdiction: 'EU' };
    const given = await givenLines(store.ports, [{}], { customer });
    const statement = SECRET;
    const decision = await measureTaken(store.ports, given, 'restraint-suspend', { statement });
    const appeal = await assigned(store, await filed(store, { given, decision }), otherReviewer);
    done(await decide(store, appeal, wish, otherReviewer));
    const secrets = [SECRET, 'restraint-suspend'];
    for (const { code, text } of decision.reasons) secrets.push(code, text!.en, text!.zh);
    const whole = await toldTo(given);
    expect(secrets.filter((secret) => whole.includes(secret))).toEqual([]);
    expect(whole).toContain(wish.outcome);
  });

  test('what staff wrote down for a measure whose reasons are told', async () => {
    const { store } = gateway;
    const given = await givenLines(store.ports, [{}]);
    const statement = SECRET;
    const { id } = await measureTaken(store.ports, given, 'security-suspend', { statement });
    expect(await toldTo(given)).not.toContain(SECRET);
    done(await liftMeasure(store.ports, caseAgent, { decisionId: id, statement, ...key() }));
    expect(await toldTo(given)).not.toContain(SECRET);
  });

  test('a reviewer’s notes, and who of the staff looked at the file', async () => {
    const { store } = gateway;
    const of = await rightEnded(store, { lines: [{}], jurisdiction: 'CN' });
    const appeal = await assigned(store, await filed(store, of), otherReviewer);
    const findings = [{ kind: 'FACTS_CONFIRMED', note: SECRET }] as const;
    done(await decide(store, appeal, { findings }, otherReviewer));
    const { id } = of.given.account;
    const look = { query: `{ creditAccount(id: "${id}") { status } }` };
    await gateway.send({ as: { persona: 'agent', subject: 'agent-who-looked' }, body: look });
    const whole = await toldTo(of.given);
    expect(whole).not.toContain(SECRET);
    expect(whole).toContain('CUSTOMER_SERVICE');
    expect(whole).not.toContain('agent-who-looked');
  });

  describe('who of the staff did something', () => {
    let given: Given;
    let whole: string;
    beforeAll(async () => {
      given = await everythingDoneByStaff(gateway.store);
      const look = `{ creditAccount(id: "${given.account.id}") { status } }`;
      await gateway.query({ persona: 'agent', subject: STAFF.agent.subject }, look);
      whole = await toldTo(given);
    });

    test('stands in no byte that the customer is told, whatever was done', async () => {
      expect(whole.match(new RegExp(`.{0,60}${STAFF_CANARY}.{0,20}`, 'g')) ?? []).toEqual([]);
      // The records have them, so that they could have been told.
      const rows = Object.entries(await gateway.store.dump());
      const kinds = rows.filter(([, all]) => all.some((row) => row.includes(STAFF_CANARY)));
      expect(kinds.map(([kind]) => kind).sort()).toEqual([
        'appeal',
        'closure',
        'closure_request',
        'decision',
        'file_access',
        'idempotency_key',
        'legal_hold',
        'outbox_message',
      ]);
    });

    test('is a pseudonym in the receipts, which auditors can compare and nobody else', async () => {
      const entries = JSON.stringify(await gateway.store.auditEntries());
      for (const { subject } of Object.values(STAFF)) {
        const query = `{ staffPseudonym(subject: "${subject}") }`;
        const ask = (as: As) => gateway.query<{ staffPseudonym: string }>(as, query);
        const { data } = await ask('auditor');
        expect(data?.staffPseudonym).toMatch(/^staff\.[\w-]{43}$/);
        expect(whole).toContain(data!.staffPseudonym);
        expect(entries).toContain(data!.staffPseudonym);
        for (const as of ['agent', 'reviewer', 'service', borrower(given.customer)] as const) {
          const { errors } = await ask(as);
          expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
        }
      }
    });

    test('is told of a decision to auditors alone', async () => {
      const query = `{ creditAccount(id: "${given.account.id}") { decisions { decidedBy } } }`;
      const decidedBy = async (as: As) => {
        const asked = { creditAccount: { decisions: [{ decidedBy: null }] } };
        const { data } = await gateway.query<typeof asked>(as, query);
        return data!.creditAccount.decisions.map((each) => each.decidedBy);
      };
      expect(await decidedBy('auditor')).toContain(STAFF.agent.subject);
      for (const as of ['agent', 'reviewer', borrower(given.customer)] as const) {
        expect(new Set(await decidedBy(as))).toEqual(new Set([null]));
      }
    });
  });

  test('who reviewed a case, wherever that is a record of the case', async () => {
    const { store } = gateway;
    const of = await rightEnded(store, { lines: [{}], jurisdiction: 'CN' });
    const appeal = await assigned(store, await filed(store, of), otherReviewer);
    const rows = async () => {
      const as = borrower(of.given.customer);
      const body = { query: '{ exportMyData { document } }' };
      const { data } = await gateway.send<{ exportMyData: { document: string } }>({ as, body });
      const { records } = JSON.parse(data!.exportMyData.document);
      return records.find(({ kind }: { kind: string }) => kind === 'appeal').rows as object[];
    };
    expect(JSON.stringify(await rows())).toContain(appeal.statement);
    expect(JSON.stringify(await rows())).not.toMatch(/reviewer-2|agent-1/);
    done(await decide(store, appeal, {}, otherReviewer));
    expect(JSON.stringify(await rows())).toContain('UPHELD');
    expect(JSON.stringify(await rows())).not.toMatch(/reviewer-2|agent-1/);
  });
});
