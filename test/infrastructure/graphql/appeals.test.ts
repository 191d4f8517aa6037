/** A customer's appeals over HTTP: filing, what is seen of a case, answers, and every refusal. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { applyForLine } from '../../../src/application/apply-for-line.js';
import { liftMeasure } from '../../../src/application/lift-measure.js';
import { FINDING_PROBLEMS } from '../../../src/domain/appeal/finding-problems.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { addDays, startOfDay } from '../../../src/domain/time.js';
import { LOCALES } from '../../../src/domain/wording.js';
import { lastDayBefore } from '../../../src/infrastructure/graphql/appeal-refusals.js';
import { toError } from '../../../src/infrastructure/graphql/refusals.js';
import {
  cashOuts,
  type Decided,
  handedIn,
  key,
  measureTaken,
  rightEnded,
  suspendedByMachine,
} from '../../application/appealing.js';
import { agent, borrowerOf } from '../../support/actors.js';
import { closedOwn } from '../../support/closings.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { givenLines, newId } from '../../support/portfolio.js';
import { samplePdf } from '../../support/sample-documents.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';
import { borrower, type Case, done, mutate, OTHER, REVIEWER, refused, seen } from './cases.js';

const STATEMENT = 'My income has doubled.\n\tSee the payslip.';

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  const me = ({ given }: Decided): As => borrower(given.customer);
  const ended = () => rightEnded(gateway.store, { lines: [{}], jurisdiction: 'CN' });
  const file = (of: Decided, over: object = {}, headers = {}) =>
    done(gateway, me(of), 'fileAppeal', { decisionId: of.decision.id, ...over }, headers);
  const notFiled = (of: Decided, over: object = {}, as: As = me(of)) =>
    refused(gateway, as, 'fileAppeal', { decisionId: of.decision.id, ...over });
  const take = ({ id }: Case, as: As = REVIEWER) =>
    done(gateway, as, 'assignAppeal', { appealId: id });
  const decide = ({ id }: Case, over: object = {}, as: As = REVIEWER) =>
    done(gateway, as, 'decideAppeal', { appealId: id, ...over });
  const handIn = async (as: As) => {
    const answer = await gateway.send<never>({
      as,
      path: '/evidence?kind=INCOME_PROOF',
      body: new TextDecoder('latin1').decode(samplePdf()),
    });
    return (JSON.parse(answer.text) as { evidence: { id: string; sha256: string } }).evidence;
  };

  describe('a filing', () => {
    test('names documents that were handed in, starts a clock and is proved by a receipt', async () => {
      const of = await ended();
      const { id, sha256 } = await handIn(me(of));
      const input = { decisionId: of.decision.id, statement: STATEMENT, evidenceIds: [id] };
      const { appeal, receipt, errors } = await mutate(gateway, me(of), 'fileAppeal', input);
      expect(errors).toEqual([]);
      expect(appeal).toMatchObject({
        kind: 'APPEAL',
        status: 'OPEN',
        customerId: of.given.customer.id,
        accountId: of.given.account.id,
        statement: STATEMENT,
        endedAt: null,
        outcome: null,
        reconsideration: null,
        decision: { id: of.decision.id, kind: 'DRAWDOWN_RIGHT_ENDED' },
        evidence: [{ id, kind: 'INCOME_PROOF', mediaType: 'application/pdf', sha256 }],
        clock: { isOverdue: false, extensions: [], pauses: [] },
        packEdition: of.decision.packEdition,
      });
      expect(appeal!.answerBy).toBe(appeal!.clock.dueAt);
      expect(JSON.parse(receipt!.content)).toMatchObject({
        type: 'appeal.filed',
        appealId: appeal!.id,
      });
      expect(appeal!.receipt).toEqual(receipt);
    });

    test('tells what is in hand, and the hash of a document to whoever has to do with it', async () => {
      const of = await ended();
      const { id, sha256 } = await handIn(me(of));
      const query = `query($id: ID!) { decision: node(id: $id) { ... on Decision {
        appeal { evidenceAskedFor evidenceInHand { id sha256 } } } } }`;
      const inHand = async (as: As) => {
        const { data, errors } = await gateway.query(as, query, { id: of.decision.id });
        expect(errors).toEqual([]);
        return data?.decision;
      };
      expect(await inHand(me(of))).toEqual({
        appeal: { evidenceAskedFor: [], evidenceInHand: [{ id, sha256 }] },
      });
      expect(await inHand(REVIEWER)).toMatchObject({ appeal: { evidenceInHand: [] } });
      const filed = await file(of);
      const told = async (as: As) => (await seen(gateway, as, filed.id))?.evidence;
      const hashes = async (...all: As[]) =>
        Promise.all(all.map(async (as) => (await told(as))?.map((each) => each.sha256)));
      expect(await hashes(me(of), REVIEWER, 'auditor')).toEqual([[sha256], [null], [null]]);
      await take(filed);
      const other = { ...(REVIEWER as object), subject: 'reviewer-77' } as As;
      const others = await hashes(REVIEWER, other, 'auditor');
      expect(others).toEqual([[sha256], [null], [null]]);
      await decide(filed, { outcome: 'UPHELD', reasons: 'It is right.', findings: [] });
      expect(await hashes(me(of), REVIEWER)).toEqual([[sha256], [null]]);
    });

    test('is found again from the decision, the list, the node and the story', async () => {
      const of = await ended();
      const { id } = await file(of);
      const { data, errors } = await gateway.query(
        me(of),
        `query($id: ID!, $decision: ID!, $account: ID!) { node(id: $id) { __typename id }
          decision: node(id: $decision) { ... on Decision { appeals { id }
            appeal { possible } } }
          myAppeals { id }
          accountTimeline(accountId: $account) { edges { node { code appeal { id } } } } }`,
        { id, decision: of.decision.id, account: of.given.account.id },
      );
      expect(errors).toEqual([]);
      expect(data).toMatchObject({
        node: { __typename: 'Appeal', id },
        decision: { appeals: [{ id }], appeal: { possible: false } },
        myAppeals: [{ id }],
      });
      const { edges } = data!.accountTimeline as { edges: { node: object }[] };
      const nodes = edges.map(({ node }) => node);
      expect(nodes).toContainEqual({ code: 'APPEAL_FILED', appeal: { id } });
      expect(nodes).toContainEqual({ code: 'OPENED', appeal: null });
    });

    test('is answered the same again for the same key, and not for another input', async () => {
      const of = await ended();
      const input = { statement: STATEMENT, idempotencyKey: newId() };
      expect(await file(of, input)).toEqual(await file(of, input));
      const reused = await notFiled(of, { ...input, statement: 'Other.' });
      expect(reused).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    });

    test('is for the one whom the decision is about, who cannot be told apart from nobody', async () => {
      const of = await ended();
      const stranger = borrower((await givenLines(gateway.store.ports)).customer);
      const unknown = await notFiled(of, { decisionId: newId() });
      expect(unknown).toMatchObject({ __typename: 'NotFound', code: 'DECISION_NOT_FOUND' });
      expect(await notFiled(of, {}, stranger)).toEqual(unknown);
      for (const as of ['agent', 'reviewer', 'analyst', 'auditor', 'service', 'partner'] as const) {
        expect(await notFiled(of, {}, as)).toMatchObject({ code: 'FORBIDDEN' });
      }
    });

    test.each([
      ['nothing', ''],
      ['blanks', ' \n\t '],
      ['too much', 'x'.repeat(4_001)],
      ['what cannot be stored', 'a\u0000b'],
      ['what cannot be read', '\ud800'],
    ])('does not say %s', async (_name, statement) => {
      const of = { given: { customer: { id: newId() } }, decision: { id: newId() } } as Decided;
      const invalid = { code: 'INVALID_INPUT', path: ['input', 'statement'] };
      expect(await notFiled(of, { statement })).toMatchObject(invalid);
    });

    test('names each document that is no id, that is another’s, and not too many', async () => {
      const of = await ended();
      const own = await handedIn(gateway.store, of.given);
      const other = await handedIn(gateway.store, await givenLines(gateway.store.ports));
      const ids = [own.id, other.id, newId()];
      expect(await notFiled(of, { evidenceIds: [own.id, 'x'] })).toMatchObject({
        code: 'INVALID_INPUT',
        path: ['input', 'evidenceIds', '1'],
      });
      expect(await notFiled(of, { evidenceIds: ids })).toMatchObject({
        __typename: 'EvidenceNotFound',
        path: ['input', 'evidenceIds'],
        evidenceIds: ids.slice(1),
      });
      const many = Array.from({ length: 11 }, newId);
      expect(await notFiled(of, { evidenceIds: many })).toMatchObject({
        __typename: 'EvidenceTooMany',
        most: 10,
      });
    });

    test('is not taken against an own wish, twice, nor after an answer', async () => {
      const given = await givenLines(gateway.store.ports);
      const { closure } = await closedOwn(gateway.store.ports, given);
      const [own] = await gateway.store.ports.closures.decisions([closure.decisionId]);
      const path = ['input', 'decisionId'];
      const notAppealable = { __typename: 'NotAppealable', code: 'NOT_APPEALABLE', path };
      expect(await notFiled({ given, decision: own! })).toMatchObject(notAppealable);
      const of = await ended();
      const filed = await file(of);
      const named = { path, appealId: filed.id };
      expect(await notFiled(of)).toMatchObject({ __typename: 'AppealPending', ...named });
      await take(filed);
      await decide(filed);
      expect(await notFiled(of)).toMatchObject({ __typename: 'AlreadyAppealed', ...named });
    });

    test('is filed once by two requests at once', async () => {
      const of = await ended();
      const filing = () => mutate(gateway, me(of), 'fileAppeal', { decisionId: of.decision.id });
      const both = await Promise.all([filing(), filing()]);
      const codes = both.map(({ errors }) => errors[0]?.code ?? 'filed');
      expect(codes.toSorted()).toEqual(['APPEAL_PENDING', 'filed']);
    });

    test('is not taken after the decision has ended', async () => {
      const { ports } = gateway.store;
      const given = await givenLines(ports);
      const decision = await measureTaken(ports, given, 'security-suspend', { statement: 'Seen.' });
      const lift = { decisionId: decision.id, statement: 'Settled.', ...key() };
      expect(await liftMeasure(ports, agent, lift)).not.toHaveProperty('refusals');
      expect(await notFiled({ given, decision })).toMatchObject({ __typename: 'DecisionEnded' });
    });

    test('is not taken too late, and is told its last day', async () => {
      const of = await ended();
      const { clock } = gateway.store;
      const until = of.decision.appealUntil!;
      clock.advance(until - clock.now() - 1);
      await done(gateway, me(of), 'withdrawAppeal', { appealId: (await file(of)).id });
      clock.advance(1);
      const late = await notFiled(of);
      expect(late).toMatchObject({
        __typename: 'AppealTooLate',
        until: new Date(until).toISOString(),
        message: expect.stringMatching(/The last day was \d+ \w+ \d{4}\.$/),
      });
    });
  });

  describe('a decision by a person', () => {
    const ask = (of: Decided) =>
      mutate(gateway, me(of), 'requestHumanDecision', { decisionId: of.decision.id });

    test('is asked for in the place of a machine’s, and says that a person decided', async () => {
      const of = await suspendedByMachine(gateway.store);
      const { appeal } = await ask(of);
      expect(appeal).toMatchObject({ kind: 'HUMAN_DECISION', status: 'OPEN' });
      await take(appeal!);
      await decide(appeal!, { outcome: 'OVERTURNED', reasons: 'It was your own business.' });
      expect(await seen(gateway, me(of), appeal!.id)).toMatchObject({
        outcome: { kind: 'OVERTURNED', decidedByPerson: true, decidedBy: null },
      });
    });

    test('is not owed for a person’s, nor where the rules know no such right', async () => {
      const person = (await ask(await ended())).errors;
      expect(person).toMatchObject([{ __typename: 'NotAutomated', code: 'NOT_AUTOMATED' }]);
      const american = (await ask(await suspendedByMachine(gateway.store, 'US'))).errors;
      expect(american).toMatchObject([{ __typename: 'HumanDecisionNotOwed' }]);
    });
  });

  describe('an answer', () => {
    test('is seen with findings, both scores and repairs, in the language of the request', async () => {
      const of = await rightEnded(gateway.store, { jurisdiction: 'CN' });
      const { id } = await handIn(me(of));
      const filed = await file(of, { evidenceIds: [id] });
      await take(filed);
      const income = { amount: { amount: '9000.00', currency: 'CNY' }, evidenceId: id };
      const findings = [
        { verifiedIncome: income },
        { factsConfirmed: { note: 'Wang Wei of the desk says so.' } },
      ];
      await decide(filed, { outcome: 'OVERTURNED', reasons: 'You were right.', findings });
      const { outcome } = (await seen(gateway, me(of), filed.id))!;
      expect(outcome).toMatchObject({
        kind: 'OVERTURNED',
        reasons: 'You were right.',
        decidedByPerson: true,
        isLate: false,
        findings: [
          { kind: 'VERIFIED_INCOME', amount: income.amount, evidenceId: id, note: null },
          { kind: 'FACTS_CONFIRMED', note: null },
        ],
        rescore: {
          scorecardVersion: of.decision.measure?.scorecardVersion,
          before: { score: expect.any(Number), band: expect.any(String), ruleIds: [] },
          after: { score: expect.any(Number), band: expect.any(String), ruleIds: [] },
          stillApplies: false,
        },
        reversal: { reverses: { id: of.decision.id } },
        milder: null,
      });
      const kinds = outcome!.repairs.map(({ kind, done: isDone }) => [kind, isDone]);
      expect(kinds).toEqual(
        expect.arrayContaining([
          ['STANDING', true],
          ['LIMIT', true],
          ['SCORE', true],
        ]),
      );
      for (const { text } of outcome!.repairs) expect(text).toMatch(/^[A-Z].*\.$/s);
      const zh = await seen(gateway, me(of), filed.id, { 'accept-language': 'zh' });
      for (const { text } of [...zh!.outcome!.repairs, ...zh!.outcome!.findings]) {
        expect(text).toMatch(/\p{Script=Han}/u);
      }
    });

    test('that is upheld can be looked at once more, by somebody else, in its time', async () => {
      const of = await ended();
      const filed = await file(of);
      const ask = (appealId: string) =>
        mutate(gateway, me(of), 'requestReconsideration', { appealId });
      const path = ['input', 'appealId'];
      const pending = { __typename: 'AppealPending', path, appealId: filed.id };
      expect((await ask(filed.id)).errors).toMatchObject([pending]);
      await take(filed);
      await decide(filed);
      const { reconsideration } = (await seen(gateway, me(of), filed.id))!;
      expect(reconsideration).toMatchObject({ possible: true, until: expect.any(String) });
      const { appeal: again } = await ask(filed.id);
      expect(again).toMatchObject({ kind: 'RECONSIDERATION', reconsiders: { id: filed.id } });
      const twice = await refused(gateway, REVIEWER, 'assignAppeal', { appealId: again!.id });
      expect(twice).toMatchObject({ __typename: 'ReviewerRecused', code: 'RECUSED' });
      await take(again!, OTHER);
      await decide(again!, {}, OTHER);
      const none = { ...(await seen(gateway, me(of), filed.id))!.reconsideration };
      expect(none).toEqual({ ...reconsideration, possible: false });
      const over = { until: null, possible: false };
      expect((await seen(gateway, me(of), again!.id))!.reconsideration).toEqual(over);
      const already = { __typename: 'AlreadyAppealed', path, appealId: again!.id };
      expect((await ask(filed.id)).errors).toMatchObject([already]);
      expect((await ask(again!.id)).errors).toMatchObject([already]);
    });

    test('is not looked at once more too late, where it was overturned, nor by others', async () => {
      const of = await ended();
      const filed = await file(of);
      await take(filed);
      await decide(filed);
      const { until } = (await seen(gateway, me(of), filed.id))!.reconsideration!;
      const { clock } = gateway.store;
      clock.advance(Date.parse(until!) - clock.now());
      const ask = (as: As, { id }: Case) =>
        refused(gateway, as, 'requestReconsideration', { appealId: id });
      const path = ['input', 'appealId'];
      expect(await ask(me(of), filed)).toMatchObject({ __typename: 'AppealTooLate', until, path });
      const over = await ended();
      const won = await file(over);
      await take(won);
      await decide(won, { outcome: 'OVERTURNED' });
      expect(await ask(me(over), won)).toMatchObject({ __typename: 'NotAppealable', path });
      const stranger = await ask(me(of), won);
      expect(stranger).toEqual(await ask(me(of), { ...won, id: newId() }));
      expect(stranger).toMatchObject({ code: 'APPEAL_NOT_FOUND', path });
    });

    test('to a question is taken once, with documents, and lets the clock go on', async () => {
      const of = await ended();
      const filed = await file(of);
      const answer = { appealId: filed.id, text: 'The one\nin Hangzhou.' };
      const early = await refused(gateway, me(of), 'answerAppeal', answer);
      expect(early).toMatchObject({ __typename: 'NothingAsked' });
      await take(filed);
      const question = { appealId: filed.id, question: 'Which employer?' };
      const asked = await done(gateway, REVIEWER, 'askAppellant', question);
      expect(asked).toMatchObject({ status: 'WAITING' });
      const waiting = await seen(gateway, me(of), filed.id);
      expect(waiting!.clock.pauses).toMatchObject([{ question: 'Which employer?', until: null }]);
      expect(waiting!.answerBy > filed.answerBy).toBe(true);
      const { id } = await handIn(me(of));
      gateway.store.clock.advance(DAY_MS);
      const input = { ...answer, evidenceIds: [id] };
      expect(await done(gateway, me(of), 'answerAppeal', input)).toMatchObject({
        status: 'ASSIGNED',
        answers: [{ text: answer.text, evidence: [{ id }] }],
        clock: { pauses: [{ until: expect.any(String) }] },
        answerBy: new Date(Date.parse(filed.answerBy) + DAY_MS).toISOString(),
      });
      const twice = await refused(gateway, me(of), 'answerAppeal', answer);
      expect(twice).toMatchObject({ __typename: 'NothingAsked' });
    });
  });

  describe('a case is taken back', () => {
    const withdraw = (as: As, appealId: string) =>
      mutate(gateway, as, 'withdrawAppeal', { appealId });

    test('by its customer, who can file anew', async () => {
      const of = await ended();
      const filed = await file(of);
      expect((await withdraw(me(of), filed.id)).appeal).toMatchObject({ status: 'WITHDRAWN' });
      const again = (await withdraw(me(of), filed.id)).errors;
      expect(again).toMatchObject([{ __typename: 'AppealEnded', ended: 'WITHDRAWN' }]);
      expect(await file(of)).toMatchObject({ status: 'OPEN' });
      const { data } = await gateway.query<{ myAppeals: object[] }>(
        me(of),
        '{ all: myAppeals { status } newest: myAppeals(first: 1) { status } }',
      );
      const newest = [{ status: 'OPEN' }];
      expect(data).toEqual({ all: [...newest, { status: 'WITHDRAWN' }], newest });
    });

    test('and not what a rule referred', async () => {
      const { ports } = gateway.store;
      const given = await givenLines(ports, []);
      await cashOuts(gateway.store, given, 14);
      const applied = await applyForLine(ports, borrowerOf(given.customer), {
        productId: given.product.id,
        requestedLimit: { minor: 500_000, currency: 'CNY' },
        ...key(),
      });
      if ('refusals' in applied) throw new Error(JSON.stringify(applied.refusals));
      const [referral] = await ports.appeals.ofDecisions([applied.decision.id]);
      const as = borrower(given.customer);
      expect(await seen(gateway, as, referral!.id)).toMatchObject({
        kind: 'REFERRAL',
        statement: '',
        accountId: null,
        decision: { kind: 'APPLICATION' },
      });
      const error = await refused(gateway, as, 'withdrawAppeal', { appealId: referral!.id });
      expect(error).toMatchObject({ __typename: 'NotWithdrawable', code: 'NOT_WITHDRAWABLE' });
    });
  });

  test('own documents are listed, the newest first, and only a customer has some', async () => {
    const of = await ended();
    const first = await handedIn(gateway.store, of.given);
    gateway.store.clock.advance(1_000);
    const { id } = await handIn(me(of));
    const query = '{ myEvidence { id kind bytes path } }';
    const { data } = await gateway.query(me(of), query);
    expect(data).toEqual({
      myEvidence: [
        { id, kind: 'INCOME_PROOF', bytes: samplePdf().length, path: `/evidence/${id}` },
        {
          ...{ id: first.id, kind: first.kind, bytes: first.bytes },
          path: `/evidence/${first.id}`,
        },
      ],
    });
    for (const as of ['agent', 'reviewer', 'auditor', 'service'] as const) {
      for (const asked of [query, '{ myAppeals { id } }']) {
        const { errors } = await gateway.query(as, asked);
        expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
      }
    }
  });
});

describe('words', () => {
  test.each(FINDING_PROBLEMS)('say why a finding cannot become a fact: %s', (problem) => {
    const values = { period: '2026-10', months: 2, day: '2026-11-24', most: 50, place: 2 };
    const refusal = { code: 'FINDING_INVALID', path: [], problem, values } as const;
    const [en, zh] = LOCALES.map((locale) => (toError(refusal, locale) as { why?: string }).why);
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(zh).toMatch(/^[\p{Script=Han}\d].*。$/u);
    for (const text of [en, zh]) expect(text).not.toMatch(/[{}]|undefined|2026-11-24/);
  });

  test('name the last day of a period in the zone of every edition', () => {
    const zones = new Set(JURISDICTION_PACKS.map(({ timeZone }) => timeZone));
    expect(zones.size).toBeGreaterThan(2);
    for (const zone of zones) {
      for (const day of ['2026-01-31', '2026-03-29', '2026-07-01', '2026-10-25', '2026-11-01']) {
        expect(lastDayBefore(startOfDay(addDays(day, 1), zone))).toBe(day);
      }
    }
  });
});
