/** What moved a score since an earlier assessment, over HTTP: statements, rules, another card. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recordActivities } from '../../../src/application/record-activities.js';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { paymentSystem } from '../../support/actors.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { aStatement, expertScorecard, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';
import { addsUp, cardWithCutoff, DIFFERENCE, type Difference, wholeTexts } from './explanations.js';

const QUERY = `query($id: ID!, $since: ID!) { riskProfile(customerId: $id) {
  score en: difference(since: $since, locale: "en") { ${DIFFERENCE} }
  zh: difference(since: $since, locale: "zh-CN") { ${DIFFERENCE} } } }`;
const HISTORY = `query($id: ID!) { riskProfile(customerId: $id) { assessments(first: 100) {
  edges { node { id score band trigger scorecardVersion } } } } }`;
const REASSESS = 'mutation($id: ID!) { reassess(customerId: $id) { errors { code } } }';
const ADVANCE = `mutation($by: ISO8601Duration!) { advanceClock(by: $by) {
  done { statementsMade } errors { code } } }`;

type Told = { riskProfile: { score: number; en: Difference | null; zh: Difference | null } | null };
interface Entry {
  readonly id: string;
  readonly score: number;
  readonly scorecardVersion: string;
}
type History = { riskProfile: { assessments: { edges: { node: Entry }[] } } };

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  /** A customer who paid the newest statement late, with one assessment. */
  async function customer(): Promise<string> {
    const { ports } = gateway.store;
    const { customer, account } = await givenLines(ports);
    const statements = ['2026-08', '2026-09', '2026-10'].map((period, at) =>
      aStatement(account, { period, monthsLate: at === 2 ? 1 : 0 }),
    );
    await ports.inTransaction(() => ports.books.addStatements(statements));
    await reassess(customer.id);
    return customer.id;
  }
  const reassess = async (id: string) => {
    const { data } = await gateway.query('agent', REASSESS, { id });
    expect(data).toEqual({ reassess: { errors: [] } });
  };
  const advance = async (by: string) => {
    const { data, errors } = await gateway.query<{
      advanceClock: { done: { statementsMade: number } };
    }>('service', ADVANCE, { by });
    expect(errors).toEqual([]);
    return data!.advanceClock.done.statementsMade;
  };
  const history = async (id: string): Promise<Entry[]> => {
    const { data } = await gateway.query<History>('agent', HISTORY, { id });
    return data!.riskProfile.assessments.edges.map(({ node }) => node);
  };
  const ask = async (as: As, id: string, since: string) => {
    const { data, errors } = await gateway.query<Told>(as, QUERY, { id, since });
    expect(errors).toEqual([]);
    return data!.riskProfile;
  };
  /** Since an assessment, checked whole: the customer's own view of it. */
  const moved = async (id: string, since: Entry): Promise<{ en: Difference; zh: Difference }> => {
    const found = await ask({ persona: 'borrower-clear', subject: id }, id, since.id);
    const { en, zh } = found!;
    for (const told of [en, zh]) {
      addsUp(told!);
      wholeTexts(told);
      expect([told!.scoreBefore, told!.scoreAfter]).toEqual([since.score, found!.score]);
    }
    expect(zh!.lines.map(({ change }) => change)).toEqual(en!.lines.map(({ change }) => change));
    return { en: en!, zh: zh! };
  };

  test('after a new statement each line says what changed, the greatest move first', async () => {
    const id = await customer();
    const [since] = await history(id);
    expect(await advance('P10D')).toBeGreaterThan(0);
    expect((await history(id)).map(({ id }) => id)).not.toEqual([since!.id]);
    const { en, zh } = await moved(id, since!);
    expect(en).toMatchObject({ sameCard: true, basePointsChange: 0, basePointsText: null });
    expect(en.change).not.toBe(0);
    const sizes = en.lines.map(({ change }) => Math.abs(change));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    const [most] = en.lines;
    expect(most?.text).toMatch(/: .+ before, .+ now; \d+ points? (more|fewer)\.$/);
    expect(zh.lines[0]?.text).toMatch(/由.+变为.+，(增加|减少)\d+分。$/);
    expect(zh.lines[0]?.characteristicId).toBe(most?.characteristicId);
  });

  test('rules that began and ended to act are told, and the score is not moved by them', async () => {
    const id = await customer();
    const [quiet] = await history(id);
    const { ports, clock } = gateway.store;
    const cashOuts = Array.from({ length: 14 }, () => ({
      ...{ id: newId(), customerId: id, kind: 'CASH_OUT', occurredAt: clock.now() - DAY_MS },
      money: { minor: 10_000, currency: 'CNY' },
    }));
    expect(await recordActivities(ports, paymentSystem, cashOuts)).toMatchObject({ made: {} });
    await reassess(id);
    const [busy] = await history(id);
    const begun = await moved(id, quiet!);
    expect(begun.en).toMatchObject({ change: 0, rulesEnded: [] });
    expect(begun.en.rulesBegun.map(({ ruleId }) => ruleId)).toEqual(['frequent-outflows']);
    expect(begun.zh.rulesBegun[0]?.text).toBe('最近15天内，您取现和转出共14笔。');
    await advance('P16D');
    await reassess(id);
    const ended = await moved(id, busy!);
    expect(ended.en.rulesBegun).toEqual([]);
    expect(ended.en.rulesEnded.map(({ ruleId }) => ruleId)).toEqual(['frequent-outflows']);
  });

  test('under another card the base points and what only one card has are lines too', async () => {
    const id = await customer();
    const [since] = await history(id);
    const { ports } = gateway.store;
    const card = expertScorecard();
    const [first, ...others] = card.characteristics;
    const gone = others.pop();
    const dearer = first!.attributes.map((each) => ({ ...each, points: each.points + 7 }));
    const next = cardWithCutoff(600, {
      basePoints: card.basePoints + 10,
      characteristics: [
        { ...first!, attributes: dearer, baselinePoints: first!.baselinePoints + 7 },
        ...others,
      ],
    });
    await ports.inTransaction(() => ports.riskProfiles.addChampion(next));
    await reassess(id);
    const { en, zh } = await moved(id, since!);
    expect(en).toMatchObject({ sameCard: false, basePointsChange: 10 });
    expect(en.basePointsText).toBe(
      'The newer scorecard starts everybody at 390 instead of 380 points.',
    );
    expect(zh.basePointsText).toBe('新评分卡的基础分为390分，原为380分。');
    const line = (characteristicId: string) =>
      en.lines.find((each) => each.characteristicId === characteristicId);
    expect(line(gone!.id)).toMatchObject({ after: null });
    expect(line(gone!.id)?.text).toMatch(/is no longer in the scorecard\.$/);
    expect(line(first!.id)).toMatchObject({ change: 7 });
    expect(line(first!.id)?.text).toMatch(/as before; the newer scorecard gives 7 points more/);
    const [newest] = await history(id);
    const same = await moved(id, newest!);
    expect([same.en.change, same.en.lines.every(({ change }) => change === 0)]).toEqual([0, true]);
  });

  test('there is none since what is no assessment of this customer', async () => {
    const [id, other] = [await customer(), await customer()];
    const [[own], [foreign]] = [await history(id), await history(other)];
    const borrower = { persona: 'borrower-clear', subject: id } as const;
    for (const since of [foreign!.id, newId(), id, '', 'x', own!.id.toUpperCase(), "' OR 1=1 --"]) {
      expect(await ask(borrower, id, since)).toEqual({ score: own!.score, en: null, zh: null });
    }
    expect((await ask(borrower, id, own!.id))?.en).not.toBeNull();
  });

  test('another borrower sees nothing, staff who work on scores do', async () => {
    const id = await customer();
    const [since] = await history(id);
    const stranger = { persona: 'borrower-clear', subject: await customer() } as const;
    expect(await ask(stranger, id, since!.id)).toBeNull();
    const seen: Persona[] = [];
    for (const persona of Object.keys(PERSONAS) as Persona[]) {
      if ((await ask(persona, id, since!.id)) !== null) seen.push(persona);
    }
    expect(seen).toEqual(['agent', 'reviewer', 'analyst', 'auditor']);
  });
});
