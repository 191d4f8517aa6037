/** The rules of a jurisdiction over HTTP: whole, by day, in both languages, for whoever signed in. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { listedRules } from '../../../src/domain/policy/listed-rules.js';
import { RETENTION_CLASSES } from '../../../src/domain/policy/retention.js';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';
import { NO_DAYS } from './inputs.js';

const QUERY = `query($jurisdiction: String!, $agreementDate: LocalDate, $onDate: LocalDate) {
  jurisdictionRules(jurisdiction: $jurisdiction, agreementDate: $agreementDate, onDate: $onDate) {
    edition jurisdiction validFrom validUntil timeZone rules { path value source why }
    retention { retentionClass purpose period source } } }`;

interface Rules {
  readonly edition: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly timeZone: string;
  readonly rules: readonly { path: string; value: string; source: string; why: string | null }[];
  readonly retention: readonly {
    retentionClass: string;
    purpose: string;
    period: string;
    source: string;
  }[];
}

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  const rules = async (variables: object, language = 'en'): Promise<Rules | null> => {
    const answer = await gateway.send<{ jurisdictionRules: Rules | null }>({
      as: 'borrower-clear',
      headers: { 'accept-language': language },
      body: { query: QUERY, variables },
    });
    expect(answer.errors).toEqual([]);
    return answer.data!.jurisdictionRules;
  };

  test.each(JURISDICTION_PACKS.map((pack) => [pack.id, pack] as const))(
    '%s comes whole, every value with its source',
    async (id, pack) => {
      const { jurisdiction, validFrom: onDate } = pack;
      const agreementDate = pack.agreementsUntil === undefined ? onDate : '2020-01-01';
      const found = await rules({ jurisdiction, agreementDate, onDate });
      expect(found).toMatchObject({
        edition: id,
        jurisdiction,
        validFrom: pack.validFrom,
        validUntil: pack.validUntil ?? null,
        timeZone: pack.timeZone,
      });
      expect(found?.rules).toEqual(listedRules(pack));
      expect(found?.retention.map((each) => [each.retentionClass, each.source])).toEqual(
        RETENTION_CLASSES.map((each) => [each, pack.retention[each].source]),
      );
    },
  );

  test('what is kept is told in the language of the request', async () => {
    const records = async (language: string) =>
      (await rules({ jurisdiction: 'CN', onDate: '2026-11-22' }, language))?.retention.find(
        ({ retentionClass }) => retentionClass === 'TRANSACTION_RECORDS',
      );
    expect(await records('en')).toEqual({
      retentionClass: 'TRANSACTION_RECORDS',
      purpose: 'The legal duty to keep transaction records.',
      period: '120 months from the day on which the last line was closed.',
      source: 'Anti-Money Laundering Law of the PRC (2024), Art. 34',
    });
    expect(await records('zh-CN')).toMatchObject({
      purpose: '履行保存交易记录的法定义务。',
      period: '自最后一个额度关闭之日起120个月。',
    });
  });

  test('the day asked about and the agreement’s day choose the edition', async () => {
    const edition = async (variables: object) =>
      (await rules({ jurisdiction: 'EU', ...variables }))?.edition;
    const old = { agreementDate: '2024-05-01' };
    expect(await edition({ ...old, onDate: '2026-11-19' })).toBe('EU-2008/48');
    expect(await edition({ ...old, onDate: '2026-11-20' })).toBe('EU-2008/48+2023/2225-art-47');
    // Without the agreement's day it is one that is made on the day asked about.
    expect(await edition({ onDate: '2026-11-19' })).toBe('EU-2008/48');
    expect(await edition({ onDate: '2026-11-20' })).toBe('EU-2023/2225');
    expect(await edition({ onDate: '2026-11-20', agreementDate: null })).toBe('EU-2023/2225');
  });

  test('without a day it is the product’s today', async () => {
    const edition = async (variables: object) =>
      (await rules({ jurisdiction: 'EU', ...variables }))?.edition;
    const now = gateway.store.clock.now();
    expect(now).toBeGreaterThan(Date.parse('2026-11-21T00:00:00Z'));
    expect(await edition({})).toBe('EU-2023/2225');
    expect(await edition({ onDate: null, agreementDate: null })).toBe('EU-2023/2225');
    expect(await edition({ agreementDate: '2024-05-01' })).toBe('EU-2008/48+2023/2225-art-47');
  });

  test('where no edition applies the answer is null, without an error', async () => {
    expect(await rules({ jurisdiction: 'EU', onDate: '2018-05-24' })).toBeNull();
    for (const jurisdiction of ['GB', 'eu', '', '__proto__', '\u0000', 'x'.repeat(10_000)]) {
      expect([jurisdiction, await rules({ jurisdiction })]).toEqual([jurisdiction, null]);
    }
  });

  test('a day that does not exist is refused as bad input, for either argument', async () => {
    for (const day of NO_DAYS) {
      for (const name of ['onDate', 'agreementDate']) {
        const variables = { jurisdiction: 'EU', [name]: day };
        const { data, errors } = await gateway.query('agent', QUERY, variables);
        expect([day, data ?? null, errors[0]?.extensions.code]).toEqual([
          day,
          null,
          'BAD_USER_INPUT',
        ]);
      }
    }
  });

  test('may be read by everybody who is signed in, and by nobody else', async () => {
    const query = '{ jurisdictionRules(jurisdiction: "US") { edition } }';
    for (const persona of Object.keys(PERSONAS) as Persona[]) {
      const { data, errors } = await gateway.query(persona, query);
      expect([persona, errors]).toEqual([persona, []]);
      expect(data).toEqual({ jurisdictionRules: { edition: 'US-REG-Z-2011' } });
    }
    const { status, errors } = await gateway.query(null, query);
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });
});
