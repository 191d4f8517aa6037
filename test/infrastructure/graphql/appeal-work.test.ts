/** The reviewers' work over HTTP: the queue, taking cases, asking, extending, deciding, refusals. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { applyForLine } from '../../../src/application/apply-for-line.js';
import type { Appeal } from '../../../src/domain/appeal/appeal.js';
import { addDays, localDate } from '../../../src/domain/time.js';
import {
  type Decided,
  filed,
  handedIn,
  measureTaken,
  rightEnded,
  suspendedByMachine,
} from '../../application/appealing.js';
import { borrowerOf } from '../../support/actors.js';
import { closedOwn, givenHistory, LATE } from '../../support/closings.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { givenLines, newId, TODAY } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';
import {
  borrower,
  DECIDER,
  done,
  mutate,
  OTHER,
  REVIEWER,
  type Rescore,
  refused,
  seen,
  unlooked,
} from './cases.js';

const QUEUE = `query($first: Int = 20, $after: String) { appealQueue(first: $first, after: $after) {
  edges { cursor node { mayTake whyNot { __typename code message path
      ... on AppealAlreadyAssigned { to } } appeal { id status answerBy assignedTo isRecused } } }
  pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
const RESCORE = `query($id: ID!, $findings: [FindingInput!]!) {
  appealRescore(appealId: $id, findings: $findings) {
    rescore { before { score band ruleIds } after { score band ruleIds } stillApplies }
    errors { __typename code message path ... on FindingInvalid { problem why } } } }`;

interface Queue {
  appealQueue: {
    edges: {
      cursor: string;
      node: {
        mayTake: boolean;
        whyNot: { code: string; path: string[] } | null;
        appeal: { id: string; answerBy: string; isRecused: boolean | null };
      };
    }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  };
}

const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const note = { note: 'The register\nsays so.' };

describeDatabases((open) => {
  let gateway: Gateway;
  let of: Decided;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  const aCase = async (jurisdiction = 'CN', lines = [{}]): Promise<Appeal> => {
    of = await rightEnded(gateway.store, { lines, jurisdiction });
    return filed(gateway.store, of);
  };
  const take = async (appeal: Appeal, as: As = REVIEWER): Promise<Appeal> => {
    await done(gateway, as, 'assignAppeal', { appealId: appeal.id });
    return appeal;
  };
  const taken = async (...wish: Parameters<typeof aCase>) => take(await aCase(...wish));
  const not = (name: string, { id }: { id: string }, over: object = {}, as: As = REVIEWER) =>
    refused(gateway, as, name, { appealId: id, ...over });
  const decided = ({ id }: Appeal, over: object = {}, as: As = REVIEWER) =>
    mutate(gateway, as, 'decideAppeal', { appealId: id, ...over });
  const line = async (at = 0) =>
    (await gateway.store.ports.accounts.find([of.given.accounts[at]!.id]))[0]!;

  describe('the queue', () => {
    const queue = async (as: As, variables: object = {}) => {
      const { data, errors } = await gateway.query<Queue>(as, QUEUE, variables);
      expect(errors).toEqual([]);
      return data!.appealQueue;
    };

    test('has what is not decided by its deadline, and says what you may take and why not', async () => {
      const { clock } = gateway.store;
      const ids: string[] = [];
      for (let day = 0; day < 3; day += 1) {
        ids.push((await aCase()).id);
        clock.advance(DAY_MS);
      }
      await done(gateway, OTHER, 'assignAppeal', { appealId: ids[1] });
      const { edges } = await queue(REVIEWER, { first: 100 });
      const own = edges.filter(({ node }) => ids.includes(node.appeal.id));
      expect(own.map(({ node }) => node)).toMatchObject([
        { mayTake: true, whyNot: null, appeal: { id: ids[0], isRecused: false } },
        {
          mayTake: false,
          whyNot: { __typename: 'AppealAlreadyAssigned', to: 'reviewer-2', path: [] },
          appeal: { id: ids[1], status: 'ASSIGNED', assignedTo: 'reviewer-2' },
        },
        { mayTake: true, appeal: { id: ids[2] } },
      ]);
      const ends = edges.map(({ node }) => node.appeal.answerBy);
      expect(ends).toEqual(ends.toSorted());
      const decider = (await queue(DECIDER, { first: 100 })).edges.map(({ node }) => node);
      const recused = { mayTake: false, whyNot: { code: 'RECUSED' }, appeal: { isRecused: true } };
      expect(decider.find(({ appeal }) => appeal.id === ids[0])).toMatchObject(recused);
      const auditor = (await queue('auditor', { first: 1 })).edges[0]?.node;
      const forbidden = { whyNot: { code: 'FORBIDDEN' }, appeal: { isRecused: null } };
      expect(auditor).toMatchObject({ mayTake: false, ...forbidden });
      await decided(await take({ id: ids[0] } as Appeal), { outcome: 'OVERTURNED' });
      const left = (await queue(REVIEWER, { first: 100 })).edges;
      expect(left.map(({ node }) => node.appeal.id)).toEqual(
        edges.map(({ node }) => node.appeal.id).filter((id) => id !== ids[0]),
      );
    });

    test('comes in pages that together are the whole', async () => {
      await aCase();
      const whole = (await queue(REVIEWER, { first: 100 })).edges.map(({ cursor }) => cursor);
      const parts: string[] = [];
      let after: string | null = null;
      do {
        const { edges, pageInfo }: Queue['appealQueue'] = await queue(REVIEWER, {
          first: 1,
          after,
        });
        expect(pageInfo.hasPreviousPage).toBe(after !== null);
        parts.push(...edges.map(({ cursor }) => cursor));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null && parts.length <= whole.length);
      expect(parts).toEqual(whole);
      expect(parts.length).toBeGreaterThan(1);
      for (const cursor of ['x', Buffer.from('QueuedAppeal:9/x').toString('base64url')]) {
        const { errors } = await gateway.query(REVIEWER, QUEUE, { after: cursor });
        expect(errors[0]?.extensions.code).toBe('INVALID_CURSOR');
      }
    });

    test('is for reviewers and auditors', async () => {
      for (const as of ['agent', 'analyst', 'service', 'partner', 'borrower-clear'] as const) {
        const { errors } = await gateway.query(as, QUEUE);
        expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
      }
    });

    test('each case that is shown is a look at a file, and no other is', async () => {
      const appeal = await aCase();
      const { ports } = gateway.store;
      const looks = () =>
        ports.fileAccesses.ofCustomer(appeal.customerId, { before: null, limit: 9 });
      const { edges } = await queue(OTHER, { first: 100 });
      const place = edges.findIndex(({ node }) => node.appeal.id === appeal.id);
      expect(await looks()).toMatchObject([{ actor: 'reviewer-2', parts: ['APPEALS'] }]);
      await queue(OTHER, { first: place });
      expect(await looks()).toHaveLength(1);
    });
  });

  describe('a case', () => {
    test('is taken by the first of two reviewers who reach for it at once', async () => {
      const { id: appealId } = await aCase();
      const both = await Promise.all(
        [REVIEWER, OTHER].map((as) => mutate(gateway, as, 'assignAppeal', { appealId })),
      );
      const winners = both.flatMap(({ appeal }) => (appeal ? [appeal.assignedTo] : []));
      expect(winners).toHaveLength(1);
      expect(both.flatMap(({ errors }) => errors)).toMatchObject([
        { __typename: 'AppealAlreadyAssigned', to: winners[0], path: ['input', 'appealId'] },
      ]);
    });

    test('is not for whoever decided, and nobody works on it who has not taken it', async () => {
      const appeal = await aCase();
      const recused = await not('assignAppeal', appeal, {}, DECIDER);
      expect(recused).toMatchObject({ __typename: 'ReviewerRecused' });
      for (const name of ['releaseAppeal', 'askAppellant', 'extendAppeal', 'decideAppeal']) {
        const error = await not(name, appeal);
        expect([name, error.__typename]).toEqual([name, 'NotAssignedToYou']);
      }
    });

    test('is given back and taken by somebody else', async () => {
      const appeal = await taken();
      const back = await done(gateway, REVIEWER, 'releaseAppeal', { appealId: appeal.id });
      expect(back).toMatchObject({ status: 'OPEN', assignedTo: null });
      await take(appeal, OTHER);
      expect(await seen(gateway, REVIEWER, appeal.id)).toMatchObject({ assignedTo: 'reviewer-2' });
    });

    test('has a question told by a notice, which is none of the decision itself', async () => {
      await aCase();
      const { ports } = gateway.store;
      const untold = { ...of.decision, id: newId() };
      await ports.inTransaction(() => ports.closures.addDecisions([untold]));
      const { id } = await take(await filed(gateway.store, { ...of, decision: untold }));
      await done(gateway, REVIEWER, 'askAppellant', { appealId: id });
      const document =
        'query($id: ID!) { appeal(id: $id) { decision { notice { id } notices { id } receipt { content } } } }';
      const { data } = await gateway.query<{
        appeal: { decision: { notice: unknown; notices: unknown[]; receipt: unknown } };
      }>('auditor', document, { id });
      expect(data?.appeal.decision).toMatchObject({ notice: null, receipt: null });
      expect(data?.appeal.decision.notices).toHaveLength(1);
    });

    test('is taken over from somebody who lets it lie, and staff sees from whom', async () => {
      const { id } = await taken();
      gateway.store.clock.advance(9 * DAY_MS);
      const { appeal } = await mutate(gateway, OTHER, 'assignAppeal', { appealId: id });
      expect(appeal).toMatchObject({ assignedTo: 'reviewer-2' });
      const document =
        'query($id: ID!) { appeal(id: $id) { formerReviewers { subject because } } }';
      const read = async (as: As) =>
        (await gateway.query<{ appeal: unknown }>(as, document, { id })).data?.appeal;
      const formerReviewers = [{ subject: 'reviewer-1', because: 'IDLE' }];
      expect(await read(REVIEWER)).toEqual({ formerReviewers });
      const own = { persona: 'borrower-clear', subject: of.given.customer.id } as const;
      expect(await read(own)).toEqual({ formerReviewers: null });
    });

    test('that has ended is worked on by nobody', async () => {
      const appeal = await taken();
      await decided(appeal);
      const ended = { __typename: 'AppealEnded', ended: 'DECIDED' };
      const steps = [
        'assignAppeal',
        'releaseAppeal',
        'askAppellant',
        'extendAppeal',
        'decideAppeal',
      ];
      for (const name of steps) expect(await not(name, appeal)).toMatchObject(ended);
    });

    test('waits for an answer, and goes on by itself when the days for that are over', async () => {
      const appeal = await taken();
      const asked = { appealId: appeal.id, question: 'Since when?\nPlease.' };
      const { clock, answerBy } = await done(gateway, REVIEWER, 'askAppellant', asked);
      const until = clock.pauses[0]!.atMostUntil;
      const waiting = { __typename: 'AppealWaiting', until };
      for (const name of ['askAppellant', 'decideAppeal']) {
        expect(await not(name, appeal)).toMatchObject(waiting);
      }
      gateway.store.clock.advance(Date.parse(until) - gateway.store.clock.now());
      expect(await seen(gateway, REVIEWER, appeal.id)).toMatchObject({
        status: 'ASSIGNED',
        clock: { pauses: [{ until }], isOverdue: false },
        answerBy,
      });
      expect(await not('askAppellant', appeal)).toMatchObject({ __typename: 'PauseNotPermitted' });
    });

    test('gets more time: a complex one from its reviewer, an exceptional one from another', async () => {
      const appeal = await taken();
      const extend = (kind: string, as: As) =>
        done(gateway, as, 'extendAppeal', { appealId: appeal.id, kind, why: 'A bank\nis asked.' });
      const kind = { kind: 'EXCEPTIONAL' };
      expect(await not('extendAppeal', appeal, kind)).toMatchObject({
        __typename: 'SecondReviewerNeeded',
      });
      expect(await not('extendAppeal', appeal, kind, OTHER)).toMatchObject({
        __typename: 'ComplexExtensionFirst',
        path: ['input', 'kind'],
      });
      const complex = await extend('COMPLEX', REVIEWER);
      expect(await not('extendAppeal', appeal)).toMatchObject({ __typename: 'ExtendedAlready' });
      const exceptional = await extend('EXCEPTIONAL', OTHER);
      const ends = [new Date(appeal.clock.dueAt).toISOString(), complex.answerBy];
      expect(ends).toEqual(ends.toSorted());
      expect(exceptional.answerBy > complex.answerBy).toBe(true);
      const { clock } = (await seen(gateway, borrower(of.given.customer), appeal.id))!;
      expect(clock.extensions).toMatchObject([
        { kind: 'COMPLEX', why: 'A bank\nis asked.' },
        { kind: 'EXCEPTIONAL' },
      ]);
    });

    test('gets none where the rules know none, nor when its clock has run out', async () => {
      const european = await taken('EU');
      const error = await not('extendAppeal', european, { kind: 'EXCEPTIONAL' }, OTHER);
      expect(error).toMatchObject({ __typename: 'ExtensionNotPermitted' });
      const late = await taken();
      gateway.store.clock.advance(late.clock.dueAt - gateway.store.clock.now());
      const dueAt = new Date(late.clock.dueAt).toISOString();
      expect(await not('extendAppeal', late)).toMatchObject({ __typename: 'AppealOverdue', dueAt });
      const isOverdue = { clock: { isOverdue: true } };
      expect(await seen(gateway, REVIEWER, late.id)).toMatchObject(isOverdue);
      const { appeal } = await decided(late);
      expect(appeal).toMatchObject({ ...isOverdue, outcome: { isLate: true } });
    });
  });

  describe('both scores', () => {
    const rescore = async (id: string, findings: object[], as: As = REVIEWER) => {
      const before = await unlooked(gateway);
      const { data, errors } = await gateway.query<{
        appealRescore: { rescore: Rescore | null; errors: Record<string, unknown>[] };
      }>(as, RESCORE, { id, findings });
      expect(errors).toEqual([]);
      expect(await unlooked(gateway)).toEqual(before);
      return data!.appealRescore;
    };

    test('are shown to the reviewer who has the case, and nothing of it is kept', async () => {
      of = await suspendedByMachine(gateway.store);
      const appeal = await take(await filed(gateway.store, of));
      const { activities } = gateway.store.ports;
      const days = await activities.days([of.given.customer.id], '2026-01-01', '2027-12-31');
      const activityNotOwn = { activityKind: 'CASH_OUT', day: days[0]?.day, count: 10 };
      const found = await rescore(appeal.id, [{ activityNotOwn }]);
      expect(found).toMatchObject({
        errors: [],
        rescore: {
          before: { ruleIds: ['frequent-outflows'] },
          after: { ruleIds: [] },
          stillApplies: false,
        },
      });
      expect((await rescore(appeal.id, [])).rescore?.stillApplies).toBe(true);
    });

    test('are for nobody else, and for none that is not there', async () => {
      const appeal = await taken();
      const error = async (id: string, as: As) => (await rescore(id, [], as)).errors[0];
      expect(await error(appeal.id, OTHER)).toMatchObject({ __typename: 'NotAssignedToYou' });
      const notFound = { __typename: 'NotFound', code: 'APPEAL_NOT_FOUND', path: ['appealId'] };
      expect(await error(newId(), REVIEWER)).toMatchObject(notFound);
      expect(await error('x', REVIEWER)).toMatchObject({ code: 'INVALID_INPUT' });
      for (const as of ['agent', 'analyst', 'auditor', 'service'] as const) {
        expect(await error(appeal.id, as)).toMatchObject({ code: 'FORBIDDEN' });
      }
    });

    test('name each finding that cannot be, by its place among the arguments', async () => {
      const appeal = await taken();
      const { errors } = await rescore(appeal.id, [
        { factsConfirmed: note },
        { factsConfirmed: note },
        { verifiedIncome: { amount: yuan('9000.00'), evidenceId: newId() } },
      ]);
      expect(errors).toMatchObject([
        { problem: 'FOUND_TWICE', path: ['findings', '1', 'factsConfirmed'] },
        {
          problem: 'EVIDENCE_NOT_OF_CASE',
          path: ['findings', '2', 'verifiedIncome', 'evidenceId'],
          why: 'The document does not belong to this case.',
        },
      ]);
    });
  });

  describe('an outcome', () => {
    test('that upholds leaves the decision, says why, and is the customer’s to read', async () => {
      const appeal = await taken();
      const before = await line();
      const reasons = 'The facts are right.\n\tThe register says so.';
      const result = await decided(appeal, { reasons, findings: [{ factsConfirmed: note }] });
      expect(result).toMatchObject({
        errors: [],
        reversal: null,
        milder: null,
        appeal: {
          status: 'DECIDED',
          outcome: {
            kind: 'UPHELD',
            reasons,
            decidedBy: 'reviewer-1',
            decidedByPerson: true,
            findings: [{ kind: 'FACTS_CONFIRMED', ...note }],
            rescore: { stillApplies: true },
            repairs: [],
          },
        },
      });
      expect(await line()).toEqual(before);
    });

    test('that overturns puts the line and its linked line back', async () => {
      const appeal = await taken('CN', [{}, {}]);
      expect((await line(1)).limitMinor).toBe(800_000);
      const result = await decided(appeal, { outcome: 'OVERTURNED' });
      expect(result).toMatchObject({ errors: [], reversal: { kind: 'REVERSAL' }, milder: null });
      expect((await line()).status).toBe('ACTIVE');
      expect((await line(1)).limitMinor).toBe(1_000_000);
    });

    test('that modifies puts a milder step in its place', async () => {
      const appeal = await taken();
      const modification = { kind: 'LINE_DECREASE', limit: yuan('8000.00') };
      const result = await decided(appeal, { outcome: 'MODIFIED', modification });
      expect(result).toMatchObject({ errors: [], milder: { kind: 'LINE_DECREASE' } });
      expect(result.appeal?.outcome?.milder).toEqual(result.milder);
      expect(await line()).toMatchObject({ status: 'ACTIVE', limitMinor: 800_000 });
    });

    test('is decided once, by one of two requests at once, and again by its key', async () => {
      const appeal = await taken();
      const key = { idempotencyKey: newId() };
      const [one, other] = await Promise.all([
        decided(appeal, { outcome: 'OVERTURNED', ...key }),
        decided(appeal),
      ]);
      const [winner, loser] = one!.appeal ? [one!, other!] : [other!, one!];
      expect(loser.errors).toMatchObject([{ __typename: 'AppealEnded', ended: 'DECIDED' }]);
      expect(winner.errors).toEqual([]);
      const again = one!.appeal ? await decided(appeal, { outcome: 'OVERTURNED', ...key }) : winner;
      expect(again).toEqual(winner);
      if (one!.appeal) {
        const reused = await not('decideAppeal', appeal, { reasons: 'Other.', ...key });
        expect(reused).toMatchObject({ __typename: 'IdempotencyKeyReused' });
      }
    });

    test('cannot uphold what nothing is left of, and every finding becomes a fact or is refused', async () => {
      const appeal = await taken();
      const income = { verifiedIncome: { amount: yuan('9000.00'), note: 'By the payroll.' } };
      const error = await not('decideAppeal', appeal, { findings: [income] });
      expect(error).toMatchObject({ __typename: 'NoGroundLeft', path: ['input', 'outcome'] });
      const accountId = of.given.account.id;
      const findings = [
        { latenessCorrected: { accountId, period: '2026-01', monthsLate: 0 } },
        { activityNotOwn: { activityKind: 'DRAW', day: TODAY, count: 1 } },
        { verifiedIncome: { amount: yuan('0.00'), ...note } },
      ];
      const { errors } = await decided(appeal, { findings });
      const at = (place: number, member: string, field: string) => ({
        __typename: 'FindingInvalid',
        path: ['input', 'findings', String(place), member, field],
      });
      expect(errors).toMatchObject([
        { problem: 'STATEMENT_UNKNOWN', ...at(0, 'latenessCorrected', 'period') },
        { problem: 'ACTIVITY_UNKNOWN', ...at(1, 'activityNotOwn', 'day') },
        { problem: 'INCOME_INVALID', ...at(2, 'verifiedIncome', 'amount') },
      ]);
      const many = Array.from({ length: 51 }, () => ({ factsConfirmed: note }));
      expect(await not('decideAppeal', appeal, { findings: many })).toMatchObject({
        problem: 'TOO_MANY_FINDINGS',
        path: ['input', 'findings'],
        why: 'At most 50 findings can be made on a case.',
      });
    });

    test('corrects what a statement said, less late than it stood', async () => {
      const given = await givenHistory(gateway.store.ports, [{}], LATE);
      of = { given, decision: await measureTaken(gateway.store.ports, given, 'regulation-end') };
      const appeal = await take(await filed(gateway.store, of));
      const found = (monthsLate: number) => ({
        latenessCorrected: { accountId: given.account.id, period: '2026-10', monthsLate },
      });
      const worse = await not('decideAppeal', appeal, { findings: [found(LATE.monthsLate!)] });
      expect(worse).toMatchObject({
        problem: 'MONTHS_LATE_NOT_LOWER',
        path: ['input', 'findings', '0', 'latenessCorrected', 'monthsLate'],
      });
      const { appeal: upheld } = await decided(appeal, { findings: [found(0)] });
      const { rescore } = upheld!.outcome!;
      expect(rescore!.after.score).toBeGreaterThan(rescore!.before.score);
    });

    test('sets aside what is another person’s: all that the decision rested on, or what is named', async () => {
      of = await suspendedByMachine(gateway.store);
      const appeal = await take(await filed(gateway.store, of));
      const today = localDate(gateway.store.clock.now(), 'Asia/Shanghai');
      const accountId = of.given.account.id;
      const activities = [{ activityKinds: ['CASH_OUT'], from: addDays(today, -3), until: today }];
      const naming = (theirs: object) => ({ mistakenIdentity: { ...note, theirs } });
      const unknown = naming({ activities, statements: [{ accountId, period: '2026-01' }] });
      expect(await not('decideAppeal', appeal, { findings: [unknown] })).toMatchObject({
        __typename: 'FindingInvalid',
        problem: 'FACTS_UNKNOWN',
        path: ['input', 'findings', '0', 'mistakenIdentity', 'theirs'],
        why: 'The file has nothing of what is named at place 2.',
      });
      expect(await not('decideAppeal', appeal, { findings: [naming({})] })).toMatchObject({
        problem: 'FACTS_NOT_NAMED',
      });
      const named = await not('decideAppeal', appeal, { findings: [naming({ activities })] });
      expect(named).toMatchObject({ __typename: 'NoGroundLeft' });
      const findings = [{ mistakenIdentity: note }];
      const result = await decided(appeal, { outcome: 'OVERTURNED', findings });
      const { outcome } = result.appeal!;
      const activityKinds = ['CASH_OUT', 'TRANSFER_OUT'];
      const days = { from: addDays(today, -14), until: today, count: 22 };
      const ofNone = { accountId: null, period: null };
      expect(outcome!.findings).toMatchObject([
        { kind: 'MISTAKEN_IDENTITY', ...note, theirs: [{ activityKinds, ...days, ...ofNone }] },
      ]);
      expect(outcome!.repairs).toContainEqual(
        expect.objectContaining({
          kind: 'RESTRICTION',
          text: 'Facts that were found wrong no longer send your applications to a person first.',
        }),
      );
      expect((await line()).status).toBe('ACTIVE');
    });

    test.each([
      ['none of its members', {}],
      ['several of them', { factsConfirmed: note, mistakenIdentity: note }],
    ])('takes no finding that has %s', async (_name, finding) => {
      const error = await not('decideAppeal', { id: newId() }, { findings: [finding] });
      const path = ['input', 'findings', '0'];
      expect(error).toMatchObject({ __typename: 'InvalidInput', path });
      expect(error.message).toMatch(/exactly one of verifiedIncome/);
    });

    test.each([
      ['an amount that is none', { verifiedIncome: { amount: yuan('1.001') } }, 'amount'],
      [
        'a document that is none',
        { verifiedIncome: { amount: yuan('1.00'), evidenceId: 'x' } },
        'evidenceId',
      ],
      [
        'a line that is none',
        { latenessCorrected: { accountId: 'x', period: '2026-10', monthsLate: 0 } },
        'accountId',
      ],
      [
        'a period that is none',
        { latenessCorrected: { accountId: newId(), period: '2026-10\u0000', monthsLate: 0 } },
        'period',
      ],
      ['a note of blanks', { mistakenIdentity: { note: ' \n ' } }, 'note'],
      [
        'an income with a note of blanks',
        { verifiedIncome: { amount: yuan('1.00'), note: ' ' } },
        'note',
      ],
      [
        'a statement of a line that is none',
        {
          mistakenIdentity: {
            note: 'Theirs.',
            theirs: { statements: [{ accountId: 'x', period: '2026-10' }] },
          },
        },
        'theirs',
      ],
      ['a note that is too long', { factsConfirmed: { note: 'x'.repeat(2_001) } }, 'note'],
    ])('takes no finding with %s', async (_name, finding, field) => {
      const [member] = Object.keys(finding);
      const error = await not('decideAppeal', { id: newId() }, { findings: [finding] });
      const path = ['input', 'findings', '0', member, field];
      expect(error).toMatchObject({ __typename: 'InvalidInput', path });
    });

    test.each(['reasons', 'question', 'why'])(
      'and step is given no %s of blanks',
      async (field) => {
        const names = { reasons: 'decideAppeal', question: 'askAppellant', why: 'extendAppeal' };
        const name = names[field as keyof typeof names];
        for (const text of ['', ' \n', 'a\u0000b', 'x'.repeat(2_001)]) {
          const error = await not(name, { id: newId() }, { [field]: text });
          expect(error).toMatchObject({ code: 'INVALID_INPUT', path: ['input', field] });
        }
      },
    );

    test('needs a milder step where it modifies, with a limit where that is lower, and else none', async () => {
      of = await suspendedByMachine(gateway.store);
      const appeal = await take(await filed(gateway.store, of));
      const modified = (modification: object | null, outcome = 'MODIFIED') =>
        not('decideAppeal', appeal, { outcome, modification });
      const path = ['input', 'modification'];
      expect(await modified(null)).toMatchObject({ __typename: 'ModificationNeeded', path });
      const lower = { kind: 'LINE_DECREASE', limit: yuan('5000.00') };
      const notPossible = { __typename: 'ModificationNotPossible', path };
      expect(await modified(lower, 'UPHELD')).toMatchObject(notPossible);
      expect(await modified(lower, 'OVERTURNED')).toMatchObject(notPossible);
      for (const amount of ['0.00', '-5.00']) {
        const none = { kind: 'LINE_DECREASE', limit: yuan(amount) };
        expect(await modified(none)).toMatchObject(notPossible);
      }
      const notMilder = { __typename: 'NotMilder', path };
      expect(await modified({ kind: 'SUSPENSION' })).toMatchObject(notMilder);
      expect(await modified({ kind: 'DRAWDOWN_RIGHT_ENDED' })).toMatchObject(notMilder);
      const amiss = { __typename: 'InvalidInput', path: [...path, 'limit'] };
      expect(await modified({ kind: 'LINE_DECREASE' })).toMatchObject(amiss);
      expect(await modified({ kind: 'SUSPENSION', limit: yuan('5.00') })).toMatchObject(amiss);
      const tooFine = { kind: 'LINE_DECREASE', limit: yuan('1.001') };
      expect(await modified(tooFine)).toMatchObject(amiss);
      const foreign = { kind: 'LINE_DECREASE', limit: { amount: '5000.00', currency: 'EUR' } };
      expect(await modified(foreign)).toMatchObject({
        __typename: 'CurrencyMismatch',
        path: [...path, 'limit', 'currency'],
        expected: 'CNY',
      });
      expect((await line()).status).toBe('SUSPENDED');
    });

    test('names documents of the case, once they are handed in with it', async () => {
      of = await rightEnded(gateway.store, { jurisdiction: 'CN' });
      const [own, stray] = [
        await handedIn(gateway.store, of.given),
        await handedIn(gateway.store, of.given),
      ];
      const appeal = await take(await filed(gateway.store, of, { evidenceIds: [own.id] }));
      const income = (evidenceId: string) => ({
        outcome: 'OVERTURNED',
        findings: [{ verifiedIncome: { amount: yuan('9000.00'), evidenceId } }],
      });
      expect(await not('decideAppeal', appeal, income(stray.id))).toMatchObject({
        problem: 'EVIDENCE_NOT_OF_CASE',
      });
      expect((await decided(appeal, income(own.id))).errors).toEqual([]);
    });

    test('cannot be an offer where something stands in the way of any', async () => {
      const { ports } = gateway.store;
      const given = await givenLines(ports, [{}, {}, {}]);
      for (const account of given.accounts) await closedOwn(ports, { ...given, account });
      const applied = await applyForLine(ports, borrowerOf(given.customer), {
        productId: given.product.id,
        requestedLimit: { minor: 500_000, currency: 'CNY' },
        idempotencyKey: newId(),
      });
      if ('refusals' in applied) throw new Error(JSON.stringify(applied.refusals));
      const appeal = await take(await filed(gateway.store, { given, decision: applied.decision }));
      const error = await not('decideAppeal', appeal, { outcome: 'OVERTURNED' });
      expect(error).toMatchObject({
        __typename: 'OfferNotPossible',
        path: ['input', 'outcome'],
        reasons: [{ code: 'CLOSING_FREQUENT', text: expect.stringMatching(/^[A-Z].*\.$/) }],
      });
    });

    test('needs a fresh, strong sign-in', async () => {
      const appeal = await taken();
      const query = `mutation { decideAppeal(input: { appealId: "${appeal.id}", outcome: UPHELD,
        reasons: "Right.", idempotencyKey: "k" }) { errors { code } } }`;
      const { status, errors } = await gateway.query('reviewer', query);
      expect(status).toBe(401);
      expect(errors[0]?.extensions.code).toBe('INSUFFICIENT_USER_AUTHENTICATION');
      expect(await seen(gateway, REVIEWER, appeal.id)).toMatchObject({ status: 'ASSIGNED' });
    });
  });
});
