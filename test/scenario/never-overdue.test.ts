/**
 * Never overdue, and suspended all the same, as a story over HTTP on either database: the reasons are
 * true and say her own figure, the advice says what to do and from which day it will be met, she does
 * it, and on that day the line resumes by itself.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoCases } from '../../src/infrastructure/demo/portfolio.js';
import { type As, type Gateway, startGateway } from '../support/gateway.js';
import { DAY_MS, describeDatabases, HOUR_MS, NOW } from '../support/stores.js';
import { asking } from './asking.js';
import { ASK, type Decision, type Line, type Told } from './decision-documents.js';

/** The case of the demo is the tenth. */
const CUSTOMERS = 10;
/** Cash-outs of one morning, on top of the fourteen of two weeks. */
const MORE = 8;
const HAN = /\p{Script=Han}/u;

describeDatabases((open) => {
  let gateway: Gateway;
  let customerId: string;
  let she: As;
  let line: Line;
  let decision: Decision;
  let day: string;
  const { key, ask, advance, use } = asking(() => gateway, 'never-overdue');

  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: CUSTOMERS });
    const cases = await demoCases(gateway.store.ports, ['many-outflows']);
    customerId = cases.get('many-outflows')!;
    she = { persona: 'borrower-clear', subject: customerId };
  });
  afterAll(() => gateway?.close());

  const read = async (locale = 'en'): Promise<Line> =>
    (await ask(she, ASK.line, { id: line.id }, { locale })).creditAccount;
  const pay = () => use(line.id, 'PAY');

  test('she was never late, and pays with her line', async () => {
    const { myLiabilities } = await ask(she, ASK.lines);
    const lines: Line[] = myLiabilities.accounts.edges.map(({ node }: { node: Line }) => node);
    expect(lines).toHaveLength(1);
    line = lines[0]!;
    expect(line.status).toBe('ACTIVE');
    expect(line.statements.map(({ monthsLate }) => monthsLate)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await pay()).toMatchObject({ hold: { id: expect.any(String) }, errors: [] });
  });

  test('one morning she takes out more cash, and a machine suspends the line', async () => {
    const activities = Array.from({ length: MORE }, (_, at) => ({
      eventId: `atm-${at}`,
      customerId,
      kind: 'CASH_OUT',
      occurredAt: new Date(NOW - HOUR_MS - at * 60_000).toISOString(),
      amount: { amount: '300.00', currency: 'CNY' },
    }));
    const { recordActivities } = await ask('service', ASK.record, { input: { activities } });
    expect(recordActivities).toEqual({ recorded: MORE, errors: [] });
    // Being told of them does nothing to the line; being scored anew does.
    expect((await read()).status).toBe('ACTIVE');
    const { reassess } = await ask('service', ASK.reassess, { id: customerId });
    expect(reassess.errors).toEqual([]);
    expect(await read()).toMatchObject({ status: 'SUSPENDED', capabilities: [] });
  });

  test('a payment is refused, and the refusal says why', async () => {
    const refused = await pay();
    expect(refused).toMatchObject({ hold: null });
    expect(refused.errors).toMatchObject([
      {
        __typename: 'UseEnded',
        status: 'SUSPENDED',
        message: expect.stringContaining('suspended'),
      },
    ]);
  });

  test('the decision names its ground and her own figure, and which milder step did not do', async () => {
    const { decisions } = await read();
    expect(decisions).toHaveLength(1);
    decision = decisions[0]!;
    expect(decision).toMatchObject({
      kind: 'SUSPENSION',
      grounds: 'BEHAVIOUR',
      madeBy: 'MACHINE',
      adverseAction: true,
      action: { status: 'IN_FORCE', endedAt: null },
      measure: {
        id: 'outflows-suspend',
        policyVersion: 'actions-1',
        scorecardVersion: 'taiwan-1',
        milderSteps: [{ kind: 'LINE_DECREASE' }],
        facts: { status: 'ACTIVE', limit: line.limit, overdueDays: 0 },
      },
    });
    const outflows = await outflowsCounted();
    expect(outflows).toBeGreaterThanOrEqual(14 + MORE);
    expect(decision.reasons.map(({ code }) => code)).toEqual([
      'SUSPENDED_OUTFLOWS',
      'OUTFLOWS_15D_HIGH',
    ]);
    expect(decision.reasons[1]!.text).toContain(String(outflows));
    const [own, figure] = (await read('zh')).decisions[0]!.reasons;
    expect(own!.text).toMatch(HAN);
    expect(figure!.text).toMatch(new RegExp(`\\p{Script=Han}.*${outflows}`, 'u'));
    // Paying late is not what this is about, and nobody says so.
    expect(JSON.stringify(decision.reasons)).not.toMatch(/late|overdue|past due/i);
  });

  /** What the store counts in the fifteen days that the reason speaks of. */
  const outflowsCounted = async (): Promise<number> => {
    const days = await gateway.store.ports.activities.days(
      [customerId],
      '2026-11-11',
      '2026-11-25',
    );
    return days.reduce(
      (sum, { counts }) => sum + (counts.CASH_OUT ?? 0) + (counts.TRANSFER_OUT ?? 0),
      0,
    );
  };

  test('the notice says the same in two languages, as a page and as plain text', async () => {
    const { en, zh, id, sections } = decision.notice!;
    expect(sections.map(({ code }) => code)).toEqual([
      'CREDITOR',
      'DECISION',
      'GROUNDS',
      'REASONS',
      'MILDER_STEP',
      'HOW_DECIDED',
      'RETURN',
      'APPEAL',
      'HUMAN_DECISION',
      'DEBT',
      'RECEIPT',
    ]);
    expect(flat(en)).toContain('This notice comes from Clearline Demo Lender, 1 Example Street');
    for (const { text } of decision.reasons) expect(flat(en)).toContain(text);
    for (const { text } of (await read('zh')).decisions[0]!.reasons) {
      expect(flat(zh).replaceAll(' ', '')).toContain(text.replaceAll(' ', ''));
    }
    for (const [locale, text] of [
      ['en', en],
      ['zh', zh],
    ] as const) {
      const document = async (accept: string) =>
        gateway.send({
          as: she,
          method: 'GET',
          path: `/notices/${id}`,
          headers: { accept, 'accept-language': locale },
        });
      expect((await document('text/plain')).text).toBe(text);
      const page = await document('text/html');
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.text).toMatch(/^<!doctype html>/i);
      expect(page.text).toBe((await ask(she, ASK.html, { id }, { locale })).notice.html);
    }
  });

  test('a person could decide instead, and the advice says what to do and from which day it is met', async () => {
    expect(decision.appeal).toMatchObject({ possible: true, humanDecisionPossible: true });
    const [condition, ...others] = decision.notice!.advice!.conditions;
    expect(others).toEqual([]);
    expect(condition).toMatchObject({ kind: 'CHARACTERISTIC_AT_LEAST', met: false });
    day = condition!.until!;
    expect(condition!.text).toContain('below 20');
    expect(Date.parse(day)).toBeGreaterThan(NOW);
    expect(decision.measure!.conditions).toEqual([condition]);
    const { acknowledgeNotice } = await ask(she, ASK.acknowledge, {
      input: { noticeId: decision.notice!.id, ...key() },
    });
    expect(acknowledgeNotice).toMatchObject({ notice: { channel: 'IN_APP' }, errors: [] });
  });

  test('she takes out no more cash: a day before the day, the line still waits', async () => {
    const days = (Date.parse(day) - Date.parse('2026-11-25')) / DAY_MS;
    expect(days).toBeGreaterThan(1);
    expect(await advance(days - 1)).toMatchObject({ actionsReturned: 0 });
    expect((await read()).status).toBe('SUSPENDED');
    expect((await pay()).hold).toBeNull();
  });

  test('on the day it resumes by itself, and a payment goes through', async () => {
    expect(await advance(1)).toMatchObject({ actionsReturned: 1 });
    const now = await read();
    expect(now).toMatchObject({ status: 'ACTIVE', capabilities: line.capabilities });
    const [back, first] = now.decisions;
    expect(first).toMatchObject({ id: decision.id, action: { status: 'RETURNED' } });
    expect(back).toMatchObject({
      kind: 'REINSTATEMENT',
      grounds: 'BEHAVIOUR',
      madeBy: 'MACHINE',
      adverseAction: false,
      reverses: { id: decision.id },
      reasons: [{ code: 'CONDITIONS_MET' }],
    });
    expect(back!.notice!.en).toMatch(/\w/);
    expect(back!.notice!.zh).toMatch(HAN);
    expect(await pay()).toMatchObject({ hold: { id: expect.any(String) }, errors: [] });
  });

  test('the line tells its whole story in order, in her language', async () => {
    const told = async (locale: string): Promise<Told[]> => {
      const { accountTimeline } = await ask(she, ASK.timeline, { id: line.id }, { locale });
      return accountTimeline.edges.map(({ node }: { node: Told }) => node);
    };
    const [en, zh] = [await told('en'), await told('zh')];
    expect(en.map(({ code }) => code)).toEqual([
      'OPENED',
      'SUSPENSION',
      'NOTICE_ISSUED',
      'NOTICE_DELIVERED',
      'REINSTATEMENT',
      'NOTICE_ISSUED',
    ]);
    expect(en.map(({ at }) => at)).toEqual(en.map(({ at }) => at).toSorted());
    expect(zh.map(({ code }) => code)).toEqual(en.map(({ code }) => code));
    for (const { text } of zh) expect(text).toMatch(HAN);
    for (const { text } of en) expect(text).not.toMatch(HAN);
  });

  test('bureaus heard that the creditor suspended it, and that it was reinstated', async () => {
    const told = (await gateway.store.outbox()).filter(({ subject }) => subject === line.id);
    const furnished = told.filter(({ type }) => type === 'clearline.bureau.furnishing.v1');
    expect(furnished.map(({ data }) => data)).toMatchObject([
      { event: 'SUSPENDED_BY_CREDITOR', accountId: line.id, decisionId: decision.id },
      { event: 'REINSTATED', accountId: line.id },
    ]);
  });
});

/** A notice in one line, so that words are found wherever it wraps them. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
