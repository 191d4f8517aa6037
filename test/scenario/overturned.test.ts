/**
 * Never overdue, and her right to draw is ended: on a ground that is not her conduct, and the notice
 * says so. She appeals with a proof of income; somebody who had no part in it looks again, on both
 * scores, and undoes the decision with all that it had caused. Over HTTP, on either database.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import type { Persona } from '../../src/infrastructure/identity/demo-issuer.js';
import { type As, type Gateway, startGateway } from '../support/gateway.js';
import { samplePdf } from '../support/sample-documents.js';
import { DAY_MS, describeDatabases, NOW } from '../support/stores.js';
import { APPEALS, type Appeal } from './appeal-documents.js';
import { asking } from './asking.js';
import { ASK, type Decision, type Line, type Told } from './decision-documents.js';
import type { Receipt } from './documents.js';

/** The case of the demo is the thirteenth. */
const CUSTOMERS = 13;
const SHE = 'borrower-steady';
const CUSTOMER = '01990000-0000-7000-8000-000000000003';
const [CONSUMPTION, CASH, POCKET] = [1, 2, 3].map(
  (at) => `01990000-0000-7000-800${at}-000000000003`,
) as [string, string, string];
const HAN = /\p{Script=Han}/u;
const yuan = (amount: string) => ({ amount, currency: 'CNY' });

const AGENT = { persona: 'agent', stepUp: true } as const;
/** The same person, with the reviewers' role too. */
const SAME_PERSON = { persona: 'reviewer', subject: 'agent-1' } as const;
const REVIEWER = 'reviewer';
const PROOF = samplePdf('Monthly income: 9,000 CNY');

describeDatabases((open) => {
  let gateway: Gateway;
  let decision: Decision;
  let linked: Decision;
  let evidenceId: string;
  let appeal: Appeal;
  let foreseen: number;
  const receipts: Receipt[] = [];
  const { key, ask, advance, use } = asking(() => gateway, 'overturned');

  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: CUSTOMERS });
  });
  afterAll(() => gateway?.close());

  const read = async (id: string, locale = 'en'): Promise<Line> =>
    (await ask(SHE, ASK.line, { id }, { locale })).creditAccount;
  const fetched = async (as: Persona, path: string, init: RequestInit = {}) =>
    fetch(`${gateway.origin}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${await gateway.token(as)}`, ...init.headers },
    } as RequestInit);
  /** A step of the appeal, by its mutation. */
  const step = async (as: As, name: keyof typeof APPEALS.steps, input: object) =>
    (await ask(as, APPEALS.steps[name], { input: { ...input, ...key() } }))[name];
  const stood = async (as: As, name: keyof typeof APPEALS.steps, input: object) => {
    const answer = await step(as, name, input);
    expect(answer.errors).toEqual([]);
    return answer;
  };

  test('she was never late, and an agent ends her right to draw on her cash line', async () => {
    const lines = await Promise.all([CONSUMPTION, CASH, POCKET].map((id) => read(id)));
    for (const { status, statements, decisions } of lines) {
      expect(status).toBe('ACTIVE');
      expect(statements.map(({ monthsLate }) => monthsLate)).toEqual([0, 0, 0, 0, 0, 0]);
      expect(decisions).toEqual([]);
    }
    const input = { accountId: CASH, measureId: 'verified-income-scope', expectedVersion: 1 };
    const taken = async () =>
      (await ask(AGENT, ASK.take, { input: { ...input, ...key() } }, { purpose: 'RISK_REVIEW' }))
        .takeMeasure;
    expect(await taken()).toMatchObject({
      account: { status: 'DRAWDOWN_ENDED', capabilities: [] },
      decision: { kind: 'DRAWDOWN_RIGHT_ENDED', grounds: 'SERVICE_SCOPE_CHANGE', madeBy: 'STAFF' },
      errors: [],
    });
    expect((await taken()).errors).toMatchObject([{ code: 'VERSION_STALE' }]);
  });

  test('the creditor’s other line falls by a fifth, and the other creditor’s stays', async () => {
    const [consumption, pocket] = [await read(CONSUMPTION), await read(POCKET)];
    expect(consumption).toMatchObject({ status: 'ACTIVE', limit: yuan('12000.00') });
    expect(pocket).toMatchObject({ limit: yuan('5000.00'), decisions: [] });
    decision = (await read(CASH)).decisions[0]!;
    linked = consumption.decisions[0]!;
    expect(linked).toMatchObject({
      kind: 'LINE_DECREASE',
      grounds: 'SERVICE_SCOPE_CHANGE',
      causedBy: { id: decision.id },
    });
    receipts.push(decision.receipt!, linked.receipt!);
  });

  test('the notice says that it is nothing she did, what would help, and until when', async () => {
    const { en, zh, sections } = decision.notice!;
    const said = (code: string) =>
      sections.find((section) => section.code === code)?.paragraphs.join(' ') ?? '';
    expect(said('GROUNDS')).toContain('not because of anything that you did');
    expect(decision.reasons.map(({ code }) => code)).toEqual([
      'ENDED_INCOME_NOT_VERIFIED',
      'INCOME_VERIFICATION_NOT_VERIFIED',
    ]);
    expect(said('REASONS')).toContain(decision.reasons[0]!.text);
    expect(said('APPEAL')).toMatch(/15 days/);
    expect(said('APPEAL')).toMatch(/income/);
    expect(decision.appeal).toMatchObject({
      possible: true,
      // A person decided, so there is nothing automated to refuse.
      humanDecisionPossible: false,
      evidenceAskedFor: ['INCOME_PROOF'],
    });
    expect(en).not.toMatch(HAN);
    expect(zh).toMatch(HAN);
    expect(decision.measure!.conditions).toMatchObject([{ met: false }]);
  });

  test('the notices reach her, which the system that sends them tells', async () => {
    for (const { id } of [decision.notice!, linked.notice!]) {
      const sent = { noticeId: id, channel: 'SMS', deliveredAt: new Date(NOW).toISOString() };
      const { recordNoticeDelivered } = await ask('service', ASK.deliver, {
        input: { ...sent, ...key() },
      });
      expect(recordNoticeDelivered).toMatchObject({ notice: { channel: 'SMS' }, errors: [] });
    }
  });

  test('a month ends meanwhile, with the lower limit on its statement', async () => {
    expect((await advance(7)).statementsMade).toBeGreaterThan(0);
    const [statement] = (await read(CONSUMPTION)).statements.filter(
      ({ period }) => period === '2026-11',
    );
    expect(statement).toMatchObject({ limit: yuan('12000.00'), monthsLate: 0 });
  });

  test('she hands in a proof of income; what only calls itself one is refused', async () => {
    const handIn = (body: string | typeof PROOF) =>
      fetched(SHE, '/evidence?kind=INCOME_PROOF', { method: 'POST', body });
    expect((await handIn('MZ, a program')).status).toBe(415);
    const taken = await handIn(PROOF);
    expect(taken.status).toBe(201);
    const { evidence } = (await taken.json()) as { evidence: { id: string; mediaType: string } };
    expect(evidence.mediaType).toBe('application/pdf');
    evidenceId = evidence.id;
    // What is held is not asked for again.
    expect((await read(CASH)).decisions[0]!.appeal!.evidenceAskedFor).toEqual([]);
  });

  test('she appeals in time, and is told by when she has her answer: within fifteen days', async () => {
    const statement = 'I have a steady income.\nThe proof is attached.';
    const input = { decisionId: decision.id, statement, evidenceIds: [evidenceId] };
    const filed = await stood(SHE, 'fileAppeal', input);
    appeal = filed.appeal;
    expect(appeal).toMatchObject({ kind: 'APPEAL', status: 'OPEN' });
    // The second of December is the day of filing; the seventeenth is over in Shanghai then.
    expect(appeal.answerBy).toBe('2026-12-17T16:00:00.000Z');
    receipts.push(filed.receipt);
    expect((await step(SHE, 'fileAppeal', input)).errors).toMatchObject([
      { __typename: 'AppealPending' },
    ]);
  });

  test('whoever decided cannot take the case, and nobody reads her document who has not', async () => {
    const refused = await step(SAME_PERSON, 'assignAppeal', { appealId: appeal.id });
    expect(refused.errors).toMatchObject([{ __typename: 'ReviewerRecused' }]);
    expect((await fetched(REVIEWER, `/evidence/${evidenceId}`)).status).toBe(404);
    const { appealQueue } = await ask(REVIEWER, APPEALS.queue);
    expect(appealQueue.edges).toMatchObject([
      { node: { appeal: { id: appeal.id }, mayTake: true, whyNot: null } },
    ]);
    const taken = await stood(REVIEWER, 'assignAppeal', { appealId: appeal.id });
    expect(taken.appeal.status).toBe('ASSIGNED');
  });

  test('the reviewer sees the decision as it was made, and what she handed in', async () => {
    const { appeal: seen } = await ask(REVIEWER, APPEALS.review, { id: appeal.id });
    expect(seen).toMatchObject({
      statement: 'I have a steady income.\nThe proof is attached.',
      isRecused: false,
      assignedTo: 'reviewer-1',
      evidence: [{ id: evidenceId, kind: 'INCOME_PROOF', bytes: PROOF.length }],
      decision: {
        id: decision.id,
        reasons: decision.reasons,
        measure: { id: 'verified-income-scope', facts: { status: 'ACTIVE' } },
      },
    });
    const document = await fetched(REVIEWER, `/evidence/${evidenceId}`);
    expect(document.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await document.arrayBuffer()).equals(PROOF)).toBe(true);
  });

  /** The notice by which she is asked, in which the question stands as it was written. */
  const askedBy = async (question: string): Promise<{ id: string; issuedAt: string }> => {
    const { appeal: own } = await ask(SHE, APPEALS.asked, { id: appeal.id });
    const { sections, ...notice } = own.decision.notices.at(-1);
    expect(JSON.stringify(sections)).toContain(question);
    return notice;
  };

  test('she is asked something, and the clock stands until she answers', async () => {
    const question = 'Is it paid every month?';
    const asked = await stood(REVIEWER, 'askAppellant', { appealId: appeal.id, question });
    expect(asked.appeal).toMatchObject({
      status: 'WAITING',
      clock: { pauses: [{ question, until: null }] },
    });
    const { id, issuedAt: deliveredAt } = await askedBy(question);
    const sent = { noticeId: id, channel: 'SMS', deliveredAt };
    const sending = await ask('service', ASK.deliver, { input: { ...sent, ...key() } });
    expect(sending.recordNoticeDelivered.errors).toEqual([]);
    await advance(3);
    const text = 'Yes, on the tenth of each month.';
    const answer = { appealId: appeal.id, text, evidenceIds: [] };
    const answered = await stood(SHE, 'answerAppeal', answer);
    expect(answered.appeal.status).toBe('ASSIGNED');
    const putOff = Date.parse(answered.appeal.answerBy) - Date.parse(appeal.answerBy);
    expect(putOff).toBe(3 * DAY_MS);
  });

  const findings = () => [{ verifiedIncome: { amount: yuan('9000.00'), evidenceId } }];

  test('the reviewer sees both scores side by side, by the same card, before deciding', async () => {
    const before = await kept();
    const { appealRescore } = await ask(REVIEWER, APPEALS.rescore, {
      id: appeal.id,
      findings: findings(),
    });
    expect(appealRescore.errors).toEqual([]);
    const { rescore } = appealRescore;
    expect(rescore).toMatchObject({ scorecardVersion: 'taiwan-1', stillApplies: false });
    expect(rescore.before.score).toEqual(expect.any(Number));
    foreseen = rescore.after.score;
    expect(await kept()).toEqual(before);
  });

  /** All that is stored, but that somebody looked. */
  const kept = async () => {
    const { file_access: _looks, ...rows } = await gateway.store.dump();
    return rows;
  };

  test('a person overturns the decision, and everything that it had caused is repaired', async () => {
    const input = { appealId: appeal.id, outcome: 'OVERTURNED', findings: findings() };
    const reasons = 'Your income is verified, so the service is open to you.';
    await stood({ persona: REVIEWER, stepUp: true }, 'decideAppeal', { ...input, reasons });
    const { appeal: decided } = await ask(SHE, APPEALS.mine, { id: appeal.id });
    expect(decided).toMatchObject({ status: 'DECIDED', assignedTo: null });
    expect(decided.outcome).toMatchObject({
      kind: 'OVERTURNED',
      reasons,
      decidedByPerson: true,
      decidedBy: null,
      isLate: false,
      findings: [{ kind: 'VERIFIED_INCOME' }],
      rescore: { after: { score: foreseen }, stillApplies: false },
      reversal: { kind: 'REVERSAL' },
    });
    const repairs = decided.outcome.repairs.map(
      ({ kind, done, accountId }: { kind: string; done: boolean; accountId: string | null }) => [
        kind,
        done,
        accountId,
      ],
    );
    expect(repairs.toSorted()).toEqual([
      ['LIMIT', true, CONSUMPTION],
      ['SCORE', true, null],
      ['STANDING', true, CASH],
      ['STATEMENT_LIMITS', true, CONSUMPTION],
    ]);
    receipts.push(decided.outcome.reversal.receipt);
  });

  test('her lines stand where they stood, and she can draw', async () => {
    const [consumption, cash] = [await read(CONSUMPTION), await read(CASH)];
    expect(cash).toMatchObject({ status: 'ACTIVE', capabilities: ['DRAW'] });
    expect(consumption).toMatchObject({ status: 'ACTIVE', limit: yuan('15000.00') });
    for (const { decisions } of [cash, consumption]) {
      const [back, first] = decisions;
      expect(first!.action!.status).toBe('OVERTURNED');
      expect(back).toMatchObject({ kind: 'REVERSAL', reverses: { id: first!.id } });
    }
    expect(consumption.decisions[0]!.causedBy).toEqual({ id: cash.decisions[0]!.id });
    expect(await use(CASH, 'DRAW')).toMatchObject({ hold: { id: expect.any(String) }, errors: [] });
  });

  test('her score is what it would be had nothing been decided, figure by figure', async () => {
    const twin = await startGateway(await open(), { customers: CUSTOMERS });
    try {
      for (const days of [7, 3]) await advance(days, twin);
      await ask('service', ASK.reassess, { id: CUSTOMER }, { of: twin });
      const profileOf = async (of: Gateway) =>
        (await ask(SHE, ASK.score, { id: CUSTOMER }, { of })).riskProfile;
      const expected = await profileOf(twin);
      expect(expected.explanation.characteristics.length).toBeGreaterThan(10);
      expect(await profileOf(gateway)).toEqual(expected);
      expect(foreseen).toBe(expected.score);
    } finally {
      await twin.close();
    }
  });

  test('the answer tells her in two languages that a person decided, and what was repaired', async () => {
    const { appeal: decided } = await ask(SHE, APPEALS.mine, { id: appeal.id });
    const { en, zh, sections } = decided.outcome.reversal.notice;
    expect(sections.map(({ code }: { code: string }) => code)).toEqual([
      'CREDITOR',
      'DECISION',
      'REASONS',
      'FINDINGS',
      'REPAIRS',
      'HOW_DECIDED',
      'RECEIPT',
    ]);
    const said = flat(en);
    expect(said).toContain('A person decided this, not a machine');
    expect(said).toContain('You were right: the decision is taken back.');
    expect(said).toContain('Your monthly income is verified: 9,000 CNY.');
    expect(said).toContain(`on the facts as found, it is ${foreseen} (`);
    // Her own line comes first; what went back on the other one says on which.
    expect(said).toMatch(/✓ The line can be used again.*✓ “Brookside pay-monthly line”: The limit/);
    expect(said).toContain('from 12,000 CNY to 15,000 CNY');
    expect(said).not.toMatch(HAN);
    expect(zh).toContain('此决定由人工而非系统作出');
  });

  test('what was decided once is not appealed again', async () => {
    const input = { decisionId: decision.id, statement: 'Again.', evidenceIds: [] };
    const again = await step(SHE, 'fileAppeal', input);
    expect(again.errors).toMatchObject([{ __typename: 'AlreadyAppealed' }]);
    expect(again.appeal).toBeNull();
  });

  test('each line tells its whole story in order', async () => {
    const told = async (id: string): Promise<string[]> => {
      const { accountTimeline } = await ask(SHE, ASK.timeline, { id });
      const entries: Told[] = accountTimeline.edges.map(({ node }: { node: Told }) => node);
      expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
      return entries.map(({ code }) => code);
    };
    expect(await told(CASH)).toEqual([
      'OPENED',
      'DRAWDOWN_RIGHT_ENDED',
      'NOTICE_ISSUED',
      'NOTICE_DELIVERED',
      'APPEAL_FILED',
      'APPEAL_TAKEN_UP',
      'APPEAL_ASKED',
      'NOTICE_ISSUED',
      'NOTICE_DELIVERED',
      'APPEAL_ANSWERED',
      'APPEAL_OVERTURNED',
      'REVERSAL',
      'NOTICE_ISSUED',
    ]);
    expect(await told(CONSUMPTION)).toEqual([
      'OPENED',
      'LINE_DECREASE',
      'NOTICE_ISSUED',
      'NOTICE_DELIVERED',
      'REVERSAL',
      'NOTICE_ISSUED',
    ]);
  });

  test('bureaus heard that the creditor ended it, and then that this was wrong', async () => {
    const told = (await gateway.store.outbox()).filter(({ subject }) => subject === CASH);
    const furnished = told.filter(({ type }) => type === 'clearline.bureau.furnishing.v1');
    expect(furnished.map(({ data }) => (data as { event: string }).event)).toEqual([
      'CLOSED_BY_CREDITOR',
      'CORRECTED',
    ]);
  });

  test('she sees who looked at her file, in which role and for what', async () => {
    const { whoLookedAtMyFile } = await ask(SHE, ASK.looks);
    const looks: { role: string; purpose: string; isStated: boolean; by: null }[] =
      whoLookedAtMyFile.edges.map(({ node }: { node: object }) => node);
    const of = (role: string) => looks.filter((look) => look.role === role);
    expect(of('agent')).not.toEqual([]);
    for (const look of of('agent')) {
      expect(look).toMatchObject({ purpose: 'RISK_REVIEW', isStated: true, by: null });
    }
    expect(of('reviewer')).not.toEqual([]);
    for (const look of of('reviewer')) {
      expect(look).toMatchObject({ purpose: 'APPEAL_REVIEW', isStated: false, by: null });
    }
    expect(new Set(looks.map(({ role }) => role))).toEqual(new Set(['agent', 'reviewer']));
  });

  test('every receipt that she was given verifies', async () => {
    const logged = new Set((await gateway.store.auditEntries()).map((each) => each.leafHashBase64));
    expect(receipts).toHaveLength(4);
    for (const { content: contentJson, salt: saltBase64, commitment, ...rest } of receipts) {
      expect(logged).toContain(rest.leafHash);
      const evidence = { ...rest, contentJson, saltBase64, commitmentBase64: commitment };
      const check = verifyReceipt(evidence, rest.leafHash, systemEntropy.sha256);
      expect(check).toEqual({ valid: true });
    }
  });
});

/** A notice in one line, so that words are found wherever it wraps them. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
