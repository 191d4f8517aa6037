/** Why a score is what it is, over HTTP: in both languages, with rules, below a cutoff, for whom. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { aStatement, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases, NOW } from '../../support/stores.js';
import { cardWithCutoff, EXPLANATION, type Explanation, wholeTexts } from './explanations.js';

const QUERY = `query($id: ID!) { riskProfile(customerId: $id) {
  score band newCredit probabilityOfDefault twelveMonthProbabilityOfDefault
  scorecard { version kind twelveMonthBasis }
  en: explanation(locale: "en") { ${EXPLANATION} } zh: explanation(locale: "zh") { ${EXPLANATION} } } }`;
const RECORD = `mutation($input: RecordActivitiesInput!) { recordActivities(input: $input) {
  recorded errors { code } } }`;
const REASSESS = 'mutation($id: ID!) { reassess(customerId: $id) { errors { code } } }';

interface Profile {
  readonly score: number;
  readonly band: string;
  readonly newCredit: string;
  readonly probabilityOfDefault: number;
  readonly twelveMonthProbabilityOfDefault: number | null;
  readonly scorecard: { version: string; kind: string; twelveMonthBasis: string | null };
  readonly en: Explanation;
  readonly zh: Explanation;
}

const PERIODS = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'];

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  /** A customer who paid so many of the newest statements late. */
  async function customerWith(late: number): Promise<string> {
    const { ports } = gateway.store;
    const { customer, account } = await givenLines(ports);
    const statements = PERIODS.map((period, at) =>
      aStatement(account, { period, monthsLate: at < 6 - late ? 0 : 1 }),
    );
    await ports.inTransaction(() => ports.books.addStatements(statements));
    return customer.id;
  }
  const reassess = async (id: string) => {
    const { data, errors } = await gateway.query('agent', REASSESS, { id });
    expect([data, errors]).toEqual([{ reassess: { errors: [] } }, []]);
  };
  /** So many activities of a kind within the last days. */
  const behave = async (id: string, count: number, activity: object) => {
    const activities = Array.from({ length: count }, (_, at) => ({
      eventId: newId(),
      customerId: id,
      occurredAt: new Date(NOW - (at % 14) * DAY_MS).toISOString(),
      amount: { amount: '100.00', currency: 'CNY' },
      ...activity,
    }));
    const { data } = await gateway.query('service', RECORD, { input: { activities } });
    expect(data).toEqual({ recordActivities: { recorded: count, errors: [] } });
    await reassess(id);
  };
  const profile = async (as: As, id: string): Promise<Profile | null> => {
    const { data, errors } = await gateway.query<{ riskProfile: Profile | null }>(as, QUERY, {
      id,
    });
    expect(errors).toEqual([]);
    return data!.riskProfile;
  };
  const own = async (id: string): Promise<Profile> => {
    const found = await profile({ persona: 'borrower-clear', subject: id }, id);
    for (const each of [found?.en, found?.zh]) expect(wholeTexts(each).length).toBeGreaterThan(60);
    return found!;
  };
  /** An explanation without its words, which both languages must share. */
  const figures = ({ characteristics, ...told }: Explanation) => [
    characteristics.map(({ id, points, rawValue, pointsBelowBaseline, shareOfGap }) => [
      ...[id, points, rawValue, pointsBelowBaseline, shareOfGap],
    ]),
    [told.principalReasons, told.inFavour].map((each) => each.map(({ code }) => code)),
    told.ruleReasons.map(({ ruleId, effect }) => [ruleId, effect]),
    [told.score, told.newCredit, told.gapToCutoff, told.priceBand.annualRate],
  ];

  test('adds up to the score, and says the same in English and in Chinese', async () => {
    const id = await customerWith(2);
    await reassess(id);
    const { en, zh, score, ...rest } = await own(id);
    const points = en.characteristics.reduce((sum, each) => sum + each.points, en.basePoints);
    expect([points, en.score]).toEqual([score, score]);
    expect(figures(zh)).toEqual(figures(en));
    const said = (told: Explanation) => told.principalReasons.map(({ text }) => text);
    expect(said(en)).toContain('2 of your last 6 monthly statements were paid late.');
    expect(said(zh)).toContain('您最近6期账单中有2期逾期还款。');
    for (const text of said(zh)) expect(text).toMatch(/\p{Script=Han}/u);
    expect(rest).toMatchObject({ newCredit: 'OPEN', twelveMonthProbabilityOfDefault: null });
    expect([en.cutoffScore, en.gapToCutoff, en.ruleReasons]).toEqual([null, 0, []]);
    expect(en.characteristics.every(({ shareOfGap }) => shareOfGap === null)).toBe(true);
  });

  test('names a rule that acts, the figure on which it does, and what it does', async () => {
    const id = await customerWith(2);
    await reassess(id);
    const before = await own(id);
    await behave(id, 14, { kind: 'CASH_OUT' });
    const after = await own(id);
    expect([after.score, after.band, after.newCredit]).toEqual([
      ...[before.score, before.band, 'REFERRED'],
    ]);
    const acted = {
      ruleId: 'frequent-outflows',
      code: 'OUTFLOWS_FREQUENT',
      characteristicId: 'outflows_15d',
      effect: 'REFER',
    };
    expect(after.en.ruleReasons).toEqual([
      {
        ...acted,
        text: 'In the last 15 days you made 14 cash-outs and outgoing transfers.',
        effectText: 'While this holds, a person looks at your case before new credit is given.',
      },
    ]);
    expect(after.zh.ruleReasons).toEqual([
      {
        ...acted,
        text: '最近15天内，您取现和转出共14笔。',
        effectText: '在此情形持续期间，新增信贷须先经人工审核。',
      },
    ]);
  });

  test('tells why the price band is not the one of the score', async () => {
    const id = await customerWith(0);
    await behave(id, 4, { kind: 'DRAW' });
    const { band, en, zh } = await own(id);
    const { priceBand } = en;
    expect(band).toBe('C');
    expect(priceBand).toMatchObject({ band: 'C', loweredByRule: 'unstated-draws', nextBand: null });
    expect(priceBand.cardBand < 'C').toBe(true);
    expect(priceBand.why[0]).toContain(`falls into band ${priceBand.cardBand} `);
    expect(priceBand.why[1]).toMatch(/^Whatever your score, .* C .* 4 draws without stating/);
    expect(zh.priceBand.why[1]).toContain('您有4笔支用未说明用途。');
  });

  test('below a cutoff it tells the gap, each share of it, and promises no rate', async () => {
    const id = await customerWith(2);
    await reassess(id);
    const { score } = await own(id);
    const { ports } = gateway.store;
    await ports.inTransaction(() => ports.riskProfiles.addChampion(cardWithCutoff(score + 40)));
    await reassess(id);
    const after = await own(id);
    const { en, zh } = after;
    expect(after.scorecard).toEqual({
      ...{ version: 'with-cutoff-1', kind: 'FITTED', twelveMonthBasis: 'A factor for tests.' },
    });
    expect([en.score, en.cutoffScore, en.gapToCutoff]).toEqual([score, score + 40, 40]);
    expect([after.newCredit, en.newCredit]).toEqual(['NOT_NOW', 'NOT_NOW']);
    for (const { pointsBelowBaseline: below, shareOfGap } of en.characteristics) {
      expect(shareOfGap).toBeCloseTo(below / 40, 4);
    }
    expect(en.characteristics.some(({ shareOfGap }) => Number(shareOfGap) > 0)).toBe(true);
    expect(figures(zh)).toEqual(figures(en));
    expect(en.priceBand.why.join(' ')).toContain('40 points are missing.');
    expect(en.priceBand.why.join(' ')).not.toContain('a year');
    expect(zh.priceBand.why.join('')).toContain('您还差40分。');
    const { probabilityOfDefault: pd, twelveMonthProbabilityOfDefault: yearly } = after;
    const odds = (2 * pd) / (1 - pd);
    expect(yearly).toBeCloseTo(odds / (1 + odds), 5);
  });

  test('is for the customer and for those who work on scores', async () => {
    const id = await customerWith(2);
    await reassess(id);
    const sees = async (as: As) => (await profile(as, id)) !== null;
    expect(await sees({ persona: 'borrower-clear', subject: id })).toBe(true);
    expect(await sees('borrower-indebted')).toBe(false);
    const seen: Persona[] = [];
    for (const persona of Object.keys(PERSONAS) as Persona[]) {
      if (await sees(persona)) seen.push(persona);
    }
    expect(seen).toEqual(['agent', 'reviewer', 'analyst', 'auditor']);
    const { status } = await gateway.query(null, QUERY, { id });
    expect(status).toBe(401);
  });
});
