/**
 * Never overdue, and suspended by a new model that puts her into a worse price band, as a story over
 * HTTP on either database: the notice itself says what to do, step by step. She does just that, payment
 * by payment and statement by statement, her band gets better, and the line resumes by itself.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { shippedActionPolicy } from '../../src/infrastructure/action-policies/shipped.js';
import { givenHistory } from '../support/closings.js';
import { type As, type Gateway, startGateway } from '../support/gateway.js';
import { givenModelUpdate } from '../support/measures.js';
import { DAY_MS, describeDatabases } from '../support/stores.js';
import { asking } from './asking.js';
import { ASK, type Decision, type Line } from './decision-documents.js';

const HAN = /\p{Script=Han}/u;
const TODAY = '2026-11-25';
/** Nearly all of the line in use for half a year, and always paid on time. */
const USED = { balanceMinor: 960_000, paymentsMinor: 60_000, purchasesMinor: 60_000 };
/** Nobody was in any of these bands by the model before. */
const BANDS = ['B', 'C', 'D', 'E'];

interface Step {
  readonly kind: string;
  readonly text: string;
  readonly account: { readonly id: string } | null;
  readonly amount: { readonly amount: string; readonly currency: string } | null;
  readonly statements: number | null;
}
interface Plan {
  readonly kinds: readonly string[];
  readonly worksOn: string;
  readonly score: number;
  readonly band: string;
  readonly actions: readonly Step[];
}

const PLANS = `query($id: ID!) { notice(id: $id) { advice { recourse { isReached plans {
  kinds worksOn score band actions { kind text account { id } amount { amount currency } statements }
} } } } }`;
const STATEMENTS = `query($id: ID!) { creditAccount(id: $id) {
  statements { period minimumDue { amount } } } }`;
const REPAY = `mutation($input: PostAmountInput!) { postRepayment(input: $input) {
  errors { code message } } }`;

describeDatabases((open) => {
  let gateway: Gateway;
  let customerId: string;
  let lineId: string;
  let she: As;
  let decision: Decision;
  let plan: Plan;
  let issued: string;
  const { key, ask, advance, use } = asking(() => gateway, 'follows-the-advice');

  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
    const { ports } = gateway.store;
    const owed = USED.balanceMinor;
    const position = { principalMinor: owed, duesMinor: 50_000, repaidMinor: 50_000 };
    const paid = { ...USED, minimumDueMinor: 50_000, duesCumulativeMinor: 50_000 };
    const given = await givenHistory(ports, [{ position }], paid);
    customerId = given.customer.id;
    lineId = given.account.id;
    she = { persona: 'borrower-clear', subject: customerId };
    await givenModelUpdate(ports, customerId, 'A');
    await ports.inTransaction(() => ports.actionPolicies.add(suspending()));
  });
  afterAll(() => gateway?.close());

  const read = async (locale = 'en'): Promise<Line> =>
    (await ask(she, ASK.line, { id: lineId }, { locale })).creditAccount;

  test('a model update puts her into a worse band, and a machine suspends her line', async () => {
    const line = await read();
    expect(line.status).toBe('ACTIVE');
    expect(line.statements.map(({ monthsLate }) => monthsLate)).toEqual([0, 0, 0, 0, 0, 0]);
    const { reassess } = await ask('service', ASK.reassess, { id: customerId });
    expect(reassess.errors).toEqual([]);
    const after = await read();
    expect(after).toMatchObject({ status: 'SUSPENDED', capabilities: [] });
    decision = after.decisions[0]!;
    expect(decision).toMatchObject({
      kind: 'SUSPENSION',
      grounds: 'MODEL_UPDATE',
      madeBy: 'MACHINE',
      measure: { conditions: [{ kind: 'BAND_IN', met: false }] },
    });
  });

  test('her notice has the plan, in both languages, as it stands under the decision too', async () => {
    const { id } = decision.notice!;
    const chinese = (await read('zh')).decisions[0]!.notice!;
    const advice = (locale: 'en' | 'zh') => adviceIn(locale === 'en' ? decision.notice! : chinese);
    const { notice } = await ask(she, PLANS, { id });
    const { isReached, plans } = notice.advice.recourse as { isReached: boolean; plans: Plan[] };
    expect(isReached).toBe(false);
    for (const kind of ['SMALLEST', 'FASTEST']) {
      const told = plans.find(({ kinds }) => kinds.includes(kind))!;
      expect(told.band).toBe('A');
      for (const { text } of told.actions) expect(advice('en')).toContain(text);
      expect(advice('en')).toContain(String(told.score));
    }
    plan = plans.find(({ kinds }) => kinds.includes('FASTEST'))!;
    expect(plan.actions.map(({ kind }) => kind)).toEqual(['PAY_BALANCE', 'PAY_ON_TIME']);
    expect(advice('zh')).toMatch(HAN);
    for (const [locale, accept] of [
      ['en', 'text/plain'],
      ['zh', 'text/html'],
    ]) {
      const path = `/notices/${id}`;
      const headers = { accept: accept!, 'accept-language': locale! };
      const { text } = await gateway.send({ as: she, method: 'GET', path, headers });
      expect(text).toContain(locale === 'en' ? 'What you can do' : '您可以怎样做');
    }
  });

  const repay = async (amount: string) => {
    const sum = { amount, currency: 'CNY' };
    const input = { accountId: lineId, amount: sum, ...key() };
    expect((await ask('service', REPAY, { input })).postRepayment.errors).toEqual([]);
  };
  const statements = async (): Promise<{ period: string; minimumDue: { amount: string } }[]> =>
    (await ask(she, STATEMENTS, { id: lineId })).creditAccount.statements;

  test('she pays today what the plan says, which alone is not enough', async () => {
    issued = decision.notice!.en;
    const { amount, account } = plan.actions[0]!;
    expect(account).toEqual({ id: lineId });
    await repay(amount!.amount);
    expect(await advance(1)).toMatchObject({ actionsReturned: 0 });
    expect((await read()).status).toBe('SUSPENDED');
    expect((await use(lineId, 'PAY')).hold).toBeNull();
  });

  test('she pays the minimum of every statement on time, as often as it says', async () => {
    const known = new Set((await statements()).map(({ period }) => period));
    const paid: string[] = [];
    // A day has passed already, and the last one is the next test's.
    const days = (Date.parse(plan.worksOn) - Date.parse(TODAY)) / DAY_MS - 2;
    for (let day = 0; day < days; day += 1) {
      const { actionsReturned, statementsMade } = await advance(1);
      expect(actionsReturned).toBe(0);
      if (statementsMade === 0) continue;
      const newest = (await statements()).find(({ period }) => !known.has(period))!;
      known.add(newest.period);
      paid.push(newest.period);
      await repay(newest.minimumDue.amount);
    }
    // Of the statement that was the newest when she was told, the minimum was paid before.
    expect(paid).toHaveLength(plan.actions[1]!.statements! - 1);
    expect((await read()).status).toBe('SUSPENDED');
  });

  test('on the day that the notice named the line resumes by itself', async () => {
    expect(await advance(1)).toMatchObject({ actionsReturned: 1 });
    const now = await read();
    expect(now.status).toBe('ACTIVE');
    expect(now.statements.every(({ monthsLate }) => monthsLate === 0)).toBe(true);
    const [back, first] = now.decisions;
    expect(back).toMatchObject({ kind: 'REINSTATEMENT', reverses: { id: decision.id } });
    expect(first!.action).toMatchObject({ status: 'RETURNED' });
    // What was told once stands as it was told, whatever has become of it.
    expect(first!.notice!.en).toBe(issued);
    const { riskProfile } = await ask(she, ASK.score, { id: customerId });
    expect(riskProfile.band).toBe('A');
    expect(await use(lineId, 'PAY')).toMatchObject({ hold: { id: expect.any(String) } });
  });
});

/** All that a notice advises, in one text. */
const adviceIn = ({ sections }: { sections: { code: string; paragraphs: string[] }[] }): string =>
  sections.find(({ code }) => code === 'ADVICE')?.paragraphs.join('\n') ?? '';

/** The shipped measure on a model update, for more bands, as a suspension that a machine takes. */
function suspending() {
  const policy = shippedActionPolicy();
  const measure = policy.measures.find(({ id }) => id === 'model-update-decrease')!;
  const own = {
    ...measure,
    id: 'model-update-suspend',
    effect: { kind: 'SUSPENSION' },
    taken: 'BY_MACHINE',
    when: [{ kind: 'BAND_IN', bands: BANDS }],
    milder: [{ kind: 'LINE_DECREASE', whyNot: { en: 'Too little.', zh: '力度不足。' } }],
    reason: { en: 'A new model scores the line.', zh: '该额度按新模型评分。' },
  } as const;
  return { ...policy, version: 'actions-by-band', measures: [own] };
}
