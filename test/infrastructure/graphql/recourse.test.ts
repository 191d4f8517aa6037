/** Recourse over HTTP: what is told, to whom, and what targets that make no sense get. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { aStatement, expertScorecard, givenLines } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

const FIELDS = `isReached assumptions errors { __typename code message path }
  plans { kinds worksOn score band newCredit
    actions { kind text account { id } amount { amount currency } statements until
      consequences { characteristicId text before after points rulesLifted } } }`;
const QUERY = `query($id: ID!, $target: RecourseTargetInput!, $locale: Locale) {
  riskProfile(customerId: $id) { score recourse(target: $target, locale: $locale) { ${FIELDS} } } }`;

/** The card that scores here. */
const { card, minScore, maxScore } = compileScorecard(expertScorecard());
const BANDS = card.bands.map(({ band }) => band);
const [BEST = ''] = BANDS;
const WORST = BANDS.at(-1) ?? '';

interface Plan {
  readonly kinds: readonly string[];
  readonly worksOn: string;
  readonly score: number;
  readonly band: string;
  readonly actions: readonly {
    readonly kind: string;
    readonly text: string;
    readonly account: { readonly id: string } | null;
    readonly amount: { readonly amount: string; readonly currency: string } | null;
    readonly consequences: readonly { readonly points: number; readonly text: string }[];
  }[];
}
interface Recourse {
  readonly isReached: boolean | null;
  readonly plans: readonly Plan[];
  readonly assumptions: readonly string[];
  readonly errors: readonly { code: string; path: readonly string[]; message: string }[];
}
type Answered = { riskProfile: { score: number; recourse: Recourse } | null };

const LOOKS: readonly Persona[] = ['agent', 'reviewer', 'analyst', 'auditor'];
/** Those who may also see the line that is to be paid. */
const SEES_LINES: readonly Persona[] = ['agent', 'reviewer', 'auditor'];

describeDatabases((open) => {
  let gateway: Gateway;
  let heard: string[] = [];
  let customer: string;
  let line: string;
  beforeAll(async () => {
    const store = await open({ onStatement: (sql) => heard.push(sql) });
    gateway = await startGateway(store, { customers: 0 });
    ({ customer, line } = await customerWith(1));
  });
  afterAll(() => gateway?.close());

  /** A customer with so many lines, all of them nearly full. */
  async function customerWith(lines: number) {
    const { ports } = gateway.store;
    const position = { principalMinor: 900_000 };
    const made = await givenLines(ports, Array(lines).fill({ position }));
    const before = { balanceMinor: 850_000, paymentsMinor: 20_000 };
    await ports.books.addStatements(
      made.accounts.flatMap((account) => [
        aStatement(account, { ...before, period: '2026-09', closedOn: '2026-09-30' }),
        aStatement(account, { ...before, balanceMinor: 900_000 }),
      ]),
    );
    const score = 'mutation($id: ID!) { reassess(customerId: $id) { errors { code } } }';
    const answer = await gateway.query('agent', score, { id: made.customer.id });
    expect(answer.errors).toEqual([]);
    return { customer: made.customer.id, line: made.account.id };
  }
  const ask = async (as: As, target: object, more: object = {}, headers = {}) => {
    const variables = { id: customer, target, ...more };
    const { data, errors } = await gateway.send<Answered>({
      as,
      body: { query: QUERY, variables },
      headers,
    });
    expect(errors).toEqual([]);
    return data!.riskProfile;
  };
  const own = (): As => ({ persona: 'borrower-clear', subject: customer });

  test('tells the customer plans with amounts, days and consequences that add up', async () => {
    const answer = await ask(own(), { band: BEST });
    const { isReached, plans, assumptions, errors } = answer!.recourse;
    expect([isReached, errors]).toEqual([false, []]);
    expect(assumptions.length).toBeGreaterThan(4);
    expect(plans.flatMap(({ kinds }) => kinds)).toEqual(
      expect.arrayContaining(['SMALLEST', 'FASTEST']),
    );
    for (const { score, band, worksOn, actions } of plans) {
      expect(band).toBe(BEST);
      expect(score).toBeGreaterThan(answer!.score);
      expect(worksOn >= '2026-11-25').toBe(true);
      expect(actions.length).toBeGreaterThan(0);
    }
    const paying = plans
      .flatMap(({ actions }) => actions)
      .find(({ kind }) => kind === 'PAY_BALANCE');
    expect(paying).toMatchObject({ account: { id: line } });
    expect(paying?.amount?.currency).toBe('CNY');
    const whole = Number(paying?.amount?.amount);
    expect(paying?.text).toBe(
      `Today, pay ${whole.toLocaleString('en')} CNY of the balance of this line.`,
    );
    expect(paying?.consequences.some(({ points }) => points > 0)).toBe(true);
  });

  test('speaks the language that is asked for', async () => {
    const texts = (answer: Answered['riskProfile']) =>
      answer!.recourse.plans.flatMap(({ actions }) => actions.map(({ text }) => text));
    const english = await ask(own(), { band: BEST });
    const chinese = await ask(own(), { band: BEST }, { locale: 'zh' });
    expect(texts(english).join()).not.toMatch(/\p{Script=Han}/u);
    expect(texts(chinese).every((text) => /\p{Script=Han}.*。$/u.test(text))).toBe(true);
    const byHeader = await ask(own(), { band: BEST }, {}, { 'accept-language': 'zh-CN' });
    expect(byHeader).toEqual(chinese);
  });

  test('says so when the target is reached, and when nothing reaches it', async () => {
    expect((await ask(own(), { band: WORST }))?.recourse).toMatchObject({
      isReached: true,
      plans: [],
    });
    const { plans } = (await ask(own(), { score: maxScore }))!.recourse;
    expect(plans.map(({ kinds }) => kinds)).toEqual([['CLOSEST']]);
  });

  test.each(Object.keys(PERSONAS) as Persona[])('%s sees what the role allows', async (persona) => {
    const answer = await ask(persona, { band: BEST });
    expect(answer !== null).toBe(LOOKS.includes(persona));
    const accounts = answer?.recourse.plans.flatMap(({ actions }) =>
      actions.filter(({ amount }) => amount).map(({ account }) => account),
    );
    for (const account of accounts ?? []) {
      expect(account).toEqual(SEES_LINES.includes(persona) ? { id: line } : null);
    }
  });

  test('targets that make no sense are refused where they stand', async () => {
    const refused = async (target: object, path: readonly string[], locale = 'en') => {
      const { isReached, plans, assumptions, errors } = (await ask(own(), target, { locale }))!
        .recourse;
      expect([target, isReached, plans, assumptions]).toEqual([target, null, [], []]);
      expect([target, errors]).toMatchObject([
        target,
        [{ __typename: 'InvalidInput', code: 'INVALID_INPUT', path }],
      ]);
      return errors[0]?.message;
    };
    await refused({}, ['target']);
    await refused({ score: null, band: null }, ['target']);
    await refused({ score: maxScore, band: BEST }, ['target']);
    await refused({ newCredit: false }, ['target']);
    await refused({ newCredit: false, band: BEST }, ['target']);
    for (const band of ['', 'a', 'AA', '__proto__', 'constructor', '\u0000', '档'.repeat(9_000)]) {
      await refused({ band }, ['target', 'band']);
    }
    for (const score of [0, -1, minScore - 1, maxScore + 1, 2_147_483_647]) {
      await refused({ score }, ['target', 'score']);
    }
    expect(await refused({ score: 1 }, ['target', 'score'])).toBe(
      `This value cannot be used: the scorecard gives scores from ${minScore} to ${maxScore}.`,
    );
    expect(await refused({ band: 'Z' }, ['target', 'band'], 'zh')).toBe(
      `该值无法使用：评分卡的档位为 ${BANDS.join(', ')}。`,
    );
  });

  test('values of other types never reach the search', async () => {
    const targets = [null, 'A', { score: 700.5 }, { score: '700' }, { score: 1e12 }, { pd: 0.1 }];
    for (const target of targets) {
      const { status, errors } = await gateway.query(own(), QUERY, { id: customer, target });
      expect([target, status, errors[0]?.extensions.code]).toEqual([target, 400, 'BAD_USER_INPUT']);
    }
  });

  test('can be asked twice in an operation, and not a third time', async () => {
    const times = (count: number) => {
      const asked = Array.from(
        { length: count },
        (_, at) => `r${at}: recourse(target: { band: "${BEST}" }) { ${FIELDS} }`,
      );
      return `query($id: ID!) { riskProfile(customerId: $id) { ${asked.join(' ')} } }`;
    };
    expect((await gateway.query(own(), times(2), { id: customer })).errors).toEqual([]);
    const refused = await gateway.query(own(), times(3), { id: customer });
    expect(refused.errors[0]?.extensions.code).toBe('QUERY_TOO_COSTLY');
  });

  test('takes as many statements for many lines as for one', async () => {
    const count = async (id: string) => {
      heard = [];
      await ask('agent', { band: BEST }, { id });
      return heard.length;
    };
    const many = await customerWith(5);
    await count(customer);
    expect(await count(many.customer)).toBe(await count(customer));
  });
});
