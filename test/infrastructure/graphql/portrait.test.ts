/** The portrait over HTTP: live, over any windows, without what may not be known, for whom may see. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recordActivities } from '../../../src/application/record-activities.js';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { paymentSystem } from '../../support/actors.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases, NOW } from '../../support/stores.js';

const PORTRAIT = `asOf traits { name label window value rawValue unit source asOf }
  withheldSources { source reason message basis }`;
const QUERY = `query($id: ID!, $windows: [Int!]) { riskProfile(customerId: $id) {
  portrait(windows: $windows) { ${PORTRAIT} } } }`;
const DEFAULTS = `query($id: ID!) { riskProfile(customerId: $id) { portrait { ${PORTRAIT} } } }`;
const MANY = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer {
  riskProfile { portrait { traits { name value } withheldSources { source } } } } } }`;

interface Trait {
  readonly name: string;
  readonly label: string;
  readonly window: number;
  readonly value: string;
  readonly rawValue: number | null;
  readonly unit: string;
  readonly source: string;
  readonly asOf: string;
}
interface Portrait {
  readonly asOf: string;
  readonly traits: readonly Trait[];
  readonly withheldSources: readonly { source: string; reason: string; basis: string }[];
}
type Answered = { riskProfile: { portrait: Portrait } | null };

const PSEUDONYM = 'a-pseudonym-of-somebody';
const yuan = { minor: 10_000, currency: 'CNY' };

describeDatabases((open) => {
  let gateway: Gateway;
  let heard: string[] = [];
  beforeAll(async () => {
    const store = await open({ onStatement: (sql) => heard.push(sql) });
    gateway = await startGateway(store, { customers: 0 });
  });
  afterAll(() => gateway?.close());

  /** A customer with a score, to whom happened what is told, so many days ago. */
  async function customerWith(
    told: readonly (readonly [daysAgo: number, activity: object])[],
    jurisdiction = 'CN',
  ): Promise<string> {
    const { ports } = gateway.store;
    const { customer } = await givenLines(ports, [{}], { customer: { jurisdiction } });
    const activities = told.map(([daysAgo, activity]) => ({
      id: newId(),
      customerId: customer.id,
      occurredAt: NOW - daysAgo * DAY_MS,
      ...activity,
    }));
    const recorded = await recordActivities(ports, paymentSystem, activities);
    expect(recorded).toMatchObject({ made: {} });
    const score = 'mutation($id: ID!) { reassess(customerId: $id) { errors { code } } }';
    expect((await gateway.query('agent', score, { id: customer.id })).errors).toEqual([]);
    return customer.id;
  }
  const portraitOf = async (as: As, id: string, windows?: readonly number[], headers = {}) => {
    const query = windows ? QUERY : DEFAULTS;
    const body = { query, variables: { id, windows } };
    const { data, errors } = await gateway.send<Answered>({ as, body, headers });
    expect(errors).toEqual([]);
    return data!.riskProfile?.portrait ?? null;
  };
  const values = (portrait: Portrait | null, name: string) =>
    portrait?.traits
      .filter((each) => each.name === name)
      .map((each) => [each.window, each.rawValue]);

  const BEHAVED = [
    [0, { kind: 'CASH_OUT', money: yuan }],
    [14, { kind: 'TRANSFER_OUT', money: yuan }],
    [15, { kind: 'CASH_OUT', money: yuan }],
    [100, { kind: 'DRAW', money: yuan, purpose: null }],
    [101, { kind: 'DRAW', money: yuan, purpose: 'GOODS' }],
    [179, { kind: 'PURCHASE', money: yuan }],
    [180, { kind: 'PURCHASE', money: yuan }],
    [200, { kind: 'VERIFIED_INCOME', money: { minor: 2_068_500, currency: 'CNY' } }],
  ] as const;

  test('has every trait over 15 and 180 days, in words and bare', async () => {
    const id = await customerWith(BEHAVED);
    const portrait = await portraitOf('agent', id);
    expect(portrait?.asOf).toBe('2026-11-25');
    expect(values(portrait, 'outflows')).toEqual([
      [15, 2],
      [180, 3],
    ]);
    expect(values(portrait, 'purchases')).toEqual([
      [15, 0],
      [180, 1],
    ]);
    expect(values(portrait, 'unstated_draw_share')).toEqual([
      [15, null],
      [180, 0.5],
    ]);
    const named = (name: string, window: number) =>
      portrait?.traits.find((each) => each.name === name && each.window === window);
    expect(named('unstated_draw_share', 180)).toEqual({
      name: 'unstated_draw_share',
      label: 'Share of draws without a stated purpose',
      window: 180,
      value: '50%',
      rawValue: 0.5,
      unit: 'RATIO',
      source: 'TRANSACTIONS',
      asOf: '2026-11-25',
    });
    expect(named('unstated_draw_share', 15)?.value).toBe('no data');
    expect(named('active_days', 180)).toMatchObject({ value: '6 days', unit: 'DAYS' });
    // 20,685 yuan ÷ (124,110 ÷ 12), told 200 days ago.
    expect(named('income', 365)).toMatchObject({
      value: expect.stringContaining('average'),
      rawValue: 2,
      asOf: '2026-05-09',
    });
  });

  test('speaks Chinese to whom reads it', async () => {
    const id = await customerWith(BEHAVED);
    const portrait = await portraitOf('agent', id, [30], { 'accept-language': 'zh' });
    const days = portrait?.traits.find(({ name }) => name === 'active_days');
    expect(days).toMatchObject({ label: '有交易的天数', value: '3天', window: 30 });
    for (const { label } of portrait?.traits ?? []) expect(label).toMatch(/\p{Script=Han}/u);
    expect(portrait?.withheldSources).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/^\p{Script=Han}/u) }),
    );
  });

  test('is live: what is told after the score shows at once', async () => {
    const id = await customerWith([]);
    expect(values(await portraitOf('agent', id, [1]), 'applications')).toEqual([[1, 0]]);
    const activity = { id: newId(), customerId: id, occurredAt: NOW, kind: 'APPLICATION' };
    await recordActivities(gateway.store.ports, paymentSystem, [activity]);
    expect(values(await portraitOf('agent', id, [1]), 'applications')).toEqual([[1, 1]]);
  });

  test('looks over the windows that are asked for, each once', async () => {
    const id = await customerWith(BEHAVED);
    const portrait = await portraitOf('agent', id, [365, 1, 16, 1]);
    expect(values(portrait, 'cash_outs')).toEqual([
      [365, 2],
      [1, 1],
      [16, 2],
    ]);
  });

  test('refuses windows that are none, or too many', async () => {
    const id = await customerWith([]);
    for (const windows of [[], [0], [-1], [366], [2 ** 31 - 1], [1, 2, 3, 4, 5, 6]]) {
      const { errors } = await gateway.query('agent', QUERY, { id, windows });
      expect([windows, errors[0]?.extensions.code]).toEqual([windows, 'INVALID_WINDOWS']);
    }
    for (const windows of [[1.5], ['15'], [null], 'x']) {
      const { errors } = await gateway.query('agent', QUERY, { id, windows });
      expect([windows, errors[0]?.extensions.code]).toEqual([windows, 'BAD_USER_INPUT']);
    }
  });

  test('leaves out sources that may not be used, and says why', async () => {
    const inChina = await portraitOf('agent', await customerWith([]));
    expect(inChina?.withheldSources).toMatchObject([
      { source: 'PLACES', reason: 'CONSENT_MISSING', basis: 'PIPL Art. 28 and 29' },
      { source: 'SOCIAL', reason: 'CONSENT_MISSING', basis: 'PIPL Art. 13(1)(1)' },
      { source: 'BUREAU', reason: 'CONSENT_MISSING' },
    ]);
    const social = [0, { kind: 'SOCIAL_LINK', pseudonym: PSEUDONYM }] as const;
    const device = [0, { kind: 'DEVICE_SIGHTING', pseudonym: PSEUDONYM }] as const;
    const inEurope = await portraitOf('agent', await customerWith([social, device], 'EU'));
    const article = 'Directive (EU) 2023/2225, Art. 18(3)';
    expect(inEurope?.withheldSources).toMatchObject([
      { source: 'CLOSURES', reason: 'SOURCE_FORBIDDEN', basis: 'house rule' },
      { source: 'DEVICES', reason: 'SOURCE_FORBIDDEN', basis: 'house rule' },
      { source: 'PLACES', reason: 'SOURCE_FORBIDDEN', basis: 'house rule' },
      { source: 'SOCIAL', reason: 'SOURCE_FORBIDDEN', basis: article },
    ]);
    const shown = new Set(inEurope?.traits.map(({ source }) => source));
    expect([...shown].toSorted()).toEqual(['APPLICATIONS', 'BUREAU', 'INCOME', 'TRANSACTIONS']);
  });

  test('shows a source for as long as the customer consents to it', async () => {
    const id = await customerWith([]);
    const borrower = { persona: 'borrower-clear', subject: id } as const;
    const consent = (verb: string) =>
      gateway.query(
        borrower,
        `mutation { ${verb}(input: { source: SOCIAL }) { errors { code } } }`,
      );
    await consent('giveConsent');
    const link = { id: newId(), customerId: id, occurredAt: NOW, kind: 'SOCIAL_LINK' };
    await recordActivities(gateway.store.ports, paymentSystem, [{ ...link, pseudonym: PSEUDONYM }]);
    expect(values(await portraitOf(borrower, id, [15]), 'social_links')).toEqual([[15, 1]]);
    await consent('withdrawConsent');
    expect(values(await portraitOf(borrower, id, [15]), 'social_links')).toEqual([]);
    await consent('giveConsent');
    expect(values(await portraitOf(borrower, id, [15]), 'social_links')).toEqual([[15, 0]]);
  });

  test('is for whom may see the score, and for nobody else', async () => {
    const id = await customerWith(BEHAVED);
    const maySee = ['agent', 'reviewer', 'analyst', 'auditor'];
    for (const persona of Object.keys(PERSONAS) as Persona[]) {
      const portrait = await portraitOf(persona, id);
      expect([persona, portrait !== null]).toEqual([persona, maySee.includes(persona)]);
    }
    const other = { persona: 'borrower-clear', subject: await customerWith([]) } as const;
    const hidden = await gateway.query(other, DEFAULTS, { id });
    expect(hidden.text).toBe((await gateway.query(other, DEFAULTS, { id: newId() })).text);
    expect(await portraitOf({ persona: 'borrower-clear', subject: id }, id)).not.toBeNull();
    const entity = `query($r: [_Any!]!) { _entities(representations: $r) {
      ... on RiskProfile { portrait { asOf } } } }`;
    const r = [{ __typename: 'RiskProfile', customerId: id }];
    expect((await gateway.query(other, entity, { r })).data).toEqual({ _entities: [null] });
  });

  test('takes as many statements for one customer as for twenty, whatever they did', async () => {
    const counted = async (ids: readonly string[]) => {
      heard = [];
      const { errors, text } = await gateway.query('auditor', MANY, { ids });
      expect(errors).toEqual([]);
      expect(text.split('"outflows"').length - 1).toBe(2 * ids.length);
      return heard.length;
    };
    const one = await counted([await customerWith([])]);
    const ids: string[] = [];
    for (let at = 0; at < 20; at += 1) {
      ids.push(await customerWith(BEHAVED, at % 2 === 0 ? 'CN' : 'EU'));
    }
    expect(await counted(ids)).toBe(one);
    expect(one).toBeGreaterThan(3);
    // Three of them write down that staff looked.
    expect(one).toBeLessThanOrEqual(15);
  });

  test('of many customers with many windows is too costly for one request', async () => {
    const query = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer {
      riskProfile { portrait(windows: [1, 2, 3, 4, 5]) { ${PORTRAIT} } } } } }`;
    const ids = Array.from({ length: 100 }, newId);
    const { errors } = await gateway.query('auditor', query, { ids });
    expect(errors[0]?.extensions.code).toBe('QUERY_TOO_COSTLY');
  });

  test('is worked out a bounded number of times, however little is asked of it', async () => {
    const customerId = await customerWith([]);
    const query = `query($r: [_Any!]!) { _entities(representations: $r) {
      ... on RiskProfile { portrait { asOf } } } }`;
    const same = { __typename: 'RiskProfile', customerId };
    const asked = (times: number) =>
      gateway.query('auditor', query, { r: Array(times).fill(same) });
    expect((await asked(100)).errors).toEqual([]);
    expect((await asked(250)).errors[0]?.extensions.code).toBe('QUERY_TOO_COSTLY');
  });
});
