/** The catalogue over HTTP: whole, in both languages, page by page, open to whoever is signed in. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';

const ENTRY = `id name meaning unit min max source window direction changeable how earliestDays
  categories { id label } forbiddenIn { jurisdiction edition permission source why }
  consentIn { jurisdiction edition permission source why }`;
const PAGE = `query($first: Int!, $after: String, $source: CharacteristicSource) {
  characteristics(first: $first, after: $after, source: $source) {
    edges { cursor node { ${ENTRY} } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;

interface Rule {
  readonly jurisdiction: string;
  readonly source: string;
}
interface Entry {
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
  readonly source: string;
  readonly changeable: boolean;
  readonly how: string | null;
  readonly categories: readonly { id: string; label: string }[];
  readonly forbiddenIn: readonly Rule[];
  readonly consentIn: readonly Rule[];
}
interface Page {
  readonly edges: { cursor: string; node: Entry }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  const page = async (variables: object, language = 'en'): Promise<Page> => {
    const answer = await gateway.send<{ characteristics: Page }>({
      as: 'borrower-clear',
      headers: { 'accept-language': language },
      body: { query: PAGE, variables },
    });
    expect(answer.errors).toEqual([]);
    return answer.data!.characteristics;
  };
  const codeOf = async (variables: object) =>
    (await gateway.query('agent', PAGE, variables)).errors[0]?.extensions.code;
  const whole = async (language: string, over: object = {}): Promise<Entry[]> =>
    (await page({ first: 100, ...over }, language)).edges.map(({ node }) => node);

  test('every entry is there with words in the language of the request', async () => {
    const [en, zh] = [await whole('en'), await whole('zh')];
    const ids = CHARACTERISTICS.map(({ id }) => id);
    expect(en.map(({ id }) => id)).toEqual(ids);
    expect(zh.map(({ id }) => id)).toEqual(ids);
    const words = ({ name, meaning, how, categories }: Entry): string[] =>
      [name, meaning, how ?? '', ...categories.map(({ label }) => label)].filter((each) => each);
    for (const text of en.flatMap(words)) expect(text).not.toMatch(/\p{Script=Han}|[{}]/u);
    for (const text of zh.flatMap(words)) expect(text).toMatch(/\p{Script=Han}/u);
    for (const entry of en) expect(entry.how !== null).toBe(entry.changeable);
  });

  test('says where the source may not be used, with the place in the law', async () => {
    const entries = await whole('en');
    const one = (id: string) => entries.find((entry) => entry.id === id)!;
    expect(one('social_links_180d').forbiddenIn).toEqual([
      {
        jurisdiction: 'EU',
        edition: 'EU-2023/2225',
        permission: 'FORBIDDEN',
        source: 'Directive (EU) 2023/2225, Art. 18(3)',
        why: expect.any(String),
      },
      expect.objectContaining({ jurisdiction: 'US', source: 'house rule' }),
    ]);
    expect(one('social_links_180d').consentIn).toMatchObject([
      { jurisdiction: 'CN', source: 'PIPL Art. 13(1)(1)' },
    ]);
    expect(one('utilization_now')).toMatchObject({ forbiddenIn: [], consentIn: [] });
    expect(one('outflows_15d')).toMatchObject({ forbiddenIn: [], window: 'P15D', unit: 'COUNT' });
    expect(one('income_verification')).toMatchObject({
      unit: 'CATEGORY',
      min: null,
      categories: [{ id: 'VERIFIED' }, { id: 'NOT_VERIFIED' }],
    });
  });

  test('goes by the rules of the product’s day', async () => {
    const closed = (await whole('en')).find(({ id }) => id === 'lines_closed_180d');
    expect(closed?.forbiddenIn).toMatchObject([{ jurisdiction: 'EU', edition: 'EU-2023/2225' }]);
  });

  test.each([1, 7, 100])('comes whole and in its order, %i at a time', async (first) => {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const { edges, pageInfo }: Page = await page({ first, after });
      ids.push(...edges.map(({ node }) => node.id));
      expect(edges.length).toBeLessThanOrEqual(first);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(ids).toEqual(CHARACTERISTICS.map(({ id }) => id));
  });

  test('can be asked for by source, page by page', async () => {
    const devices = CHARACTERISTICS.filter(({ source }) => source === 'DEVICES');
    expect((await whole('en', { source: 'DEVICES' })).map(({ id }) => id)).toEqual(
      devices.map(({ id }) => id),
    );
    const first = await page({ first: 1, source: 'DEVICES' });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await page({ first: 5, source: 'DEVICES', after: first.pageInfo.endCursor });
    expect(rest.edges.map(({ node }) => node.id)).toEqual(devices.slice(1).map(({ id }) => id));
  });

  test('has bounds, and cursors of its own', async () => {
    for (const first of [0, -1, 101]) expect(await codeOf({ first })).toBe('INVALID_PAGE_SIZE');
    const cursor = (text: string) => Buffer.from(text).toString('base64url');
    const foreign = ['CreditAccount:utilization_now', 'Characteristic:nope', 'Characteristic:'];
    for (const after of [...foreign.map(cursor), '', '\u0000', 'x'.repeat(5_000)]) {
      expect([after, await codeOf({ first: 1, after })]).toEqual([after, 'INVALID_CURSOR']);
    }
    expect(await codeOf({ first: 1, source: 'RELIGION' })).toBe('BAD_USER_INPUT');
  });

  test('one entry is found by its id, also over windows that the list does not have', async () => {
    const query = 'query($id: ID!) { characteristic(id: $id) { id window } }';
    const one = async (id: string) => (await gateway.query('service', query, { id })).data;
    expect(await one('outflows_30d')).toEqual({
      characteristic: { id: 'outflows_30d', window: 'P30D' },
    });
    for (const id of ['outflows_366d', 'outflows_0d', 'age', '__proto__', '', '\u0000']) {
      expect([id, await one(id)]).toEqual([id, { characteristic: null }]);
    }
  });

  test('may be read by everybody who is signed in, and by nobody else', async () => {
    const query = '{ characteristics(first: 1) { edges { node { id } } } }';
    for (const persona of Object.keys(PERSONAS) as Persona[]) {
      const { data, errors } = await gateway.query(persona, query);
      expect([persona, errors]).toEqual([persona, []]);
      expect(data).toMatchObject({ characteristics: { edges: [{ node: {} }] } });
    }
    const { status, errors } = await gateway.query(null, query);
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });
});
