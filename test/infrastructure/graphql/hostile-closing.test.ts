/**
 * Values around a closing that GraphQL's types let through or nearly so, sent by those who may do
 * what they ask for: each is refused by name where it stands, alike on both databases, and nothing
 * is written.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type As, type Gateway, startGateway } from '../../support/gateway.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases, NOW } from '../../support/stores.js';
import { NO_DAYS, NO_DECIMALS, NO_IDS, NO_SIZES, NO_TEXTS, NO_VERSIONS } from './inputs.js';

// biome-ignore lint/suspicious/noExplicitAny: the selections are the shapes.
type Shown = any;

const AGENT = { persona: 'agent', stepUp: true } as const;
/** Too short, too long by one, or not to be stored. */
const NO_REASONS = ['', '\u0000', 'seen\u0000', '\ud800', 'a\udc00', 'x'.repeat(1_001)];
const LONG = '关'.repeat(10_001);
const NO_INSTANTS = [
  '',
  'tomorrow',
  '2026-12-01',
  '2026-02-30T00:00:00Z',
  '2026-12-01T00:00:00',
  '2026-12-01T25:00:00Z',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-12-01T00:00:00Z\u0000',
  20_261_201,
  true,
  {},
];

describeDatabases((open) => {
  let gateway: Gateway;
  /** A Chinese customer with a debt, whose agreement gives no notice. */
  let owing: Given;
  /** A European customer, whose agreement gives a month. */
  let noticing: Given;
  let quoteId: string;
  let before: Record<string, string[]>;

  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
    const { ports } = gateway.store;
    owing = await givenLines(ports, [{ position: { principalMinor: 100_000 } }, {}]);
    noticing = await givenLines(ports, [{}], {
      customer: { jurisdiction: 'EU', locale: 'en' },
      product: { currency: 'EUR', customerNoticeMonths: 1 },
    });
    const query = 'query($id: ID!) { closurePreview(accountId: $id) { preview { quoteId } } }';
    const id = noticing.account.id;
    const { data } = await gateway.query<Shown>(own(noticing), query, { id });
    quoteId = data.closurePreview.preview.quoteId;
    before = await gateway.store.dump();
  });
  afterAll(() => gateway?.close());

  const own = ({ customer }: Given): As => ({
    persona: 'borrower-clear',
    subject: customer.id,
    stepUp: true,
  });
  const send = (as: As, name: string, type: string, input: object) => {
    const query = `mutation($input: ${type}!) { ${name}(input: $input) {
      errors { __typename code message path } } }`;
    const variables = { input: { idempotencyKey: newId(), ...input } };
    return gateway.query<Shown>(as, query, variables);
  };
  /** The errors of a mutation that was understood and refused. */
  const refused = async (...asked: Parameters<typeof send>): Promise<Shown[]> => {
    const { data, errors } = await send(...asked);
    expect(errors).toEqual([]);
    expect(data[asked[1]].errors).not.toEqual([]);
    return data[asked[1]].errors;
  };
  const badInput = ({ status, errors, data }: Answer<Shown>, value: unknown) => {
    expect([value, status, errors[0]?.extensions.code]).toEqual([value, 400, 'BAD_USER_INPUT']);
    expect(data).toBeUndefined();
  };
  const invalid = (...path: string[]) => [{ __typename: 'InvalidInput', path: ['input', ...path] }];

  describe('a closing', () => {
    const close = (input: object, of = noticing) =>
      [
        own(of),
        'closeAccount',
        'CloseAccountInput',
        { accountId: of.account.id, ...input },
      ] as const;
    const at = (effectiveAt: string) => ({ effectiveAt, expectedVersion: 1 });

    test('takes no moment that is none', async () => {
      for (const effectiveAt of NO_INSTANTS) {
        badInput(await send(...close({ effectiveAt, expectedVersion: 1 })), effectiveAt);
      }
    });

    test('does not lie years ahead', async () => {
      for (const moment of ['9999-12-31T23:59:59.999Z', '2027-02-01T00:00:00Z']) {
        expect(await refused(...close(at(moment)))).toMatchObject([
          { code: 'NOTICE_TOO_LONG', path: ['input', 'effectiveAt'] },
        ]);
        expect(await refused(...close(at(moment), owing))).toMatchObject([
          { code: 'NOTICE_NOT_AGREED', path: ['input', 'effectiveAt'] },
        ]);
      }
    });

    test('in the past is refused, and not taken for a closing at once', async () => {
      for (const moment of [
        '0001-01-01T00:00:00Z',
        '1969-12-31T23:59:59Z',
        '2026-11-24T00:00:00Z',
      ]) {
        expect(await refused(...close(at(moment)))).toMatchObject([
          { code: 'NOTICE_NOT_AHEAD', path: ['input', 'effectiveAt'] },
        ]);
      }
    });

    test('is by a quote or by notice, not by both', async () => {
      for (const moment of [NOW - DAY_MS, NOW + DAY_MS]) {
        const effectiveAt = new Date(moment).toISOString();
        const errors = await refused(...close({ quoteId, effectiveAt }));
        expect(errors).toMatchObject(invalid('effectiveAt'));
        expect(errors[0].message).toContain('a quote is for closing at once');
      }
    });

    test('says what it was decided on', async () => {
      expect(await refused(...close({}))).toMatchObject(invalid('expectedVersion'));
      for (const expectedVersion of [0, -1, 2, 2 ** 31 - 1]) {
        const errors = await refused(...close({ expectedVersion }));
        expect(errors).toMatchObject([{ code: 'VERSION_STALE' }]);
      }
      for (const quote of NO_IDS) {
        expect(await refused(...close({ quoteId: quote }))).toMatchObject(invalid('quoteId'));
      }
    });
  });

  describe('a lower limit', () => {
    const lower = (limit: unknown, over: object = {}) =>
      send(own(owing), 'decreaseLimit', 'DecreaseLimitInput', {
        accountId: owing.account.id,
        limit,
        expectedVersion: 1,
        ...over,
      });
    const codeOf = async (amount: string, currency = 'CNY') => {
      const { data } = await lower({ amount, currency });
      const [{ code, path }, ...more] = data.decreaseLimit.errors;
      expect(more).toEqual([]);
      return [amount, code, path.join('.')];
    };

    test('is an amount of the line’s currency that its books can carry', async () => {
      for (const amount of NO_DECIMALS) badInput(await lower({ amount, currency: 'CNY' }), amount);
      for (const amount of ['1.001', '10000000000.01', '9999999999999999', '-90071992547409.93']) {
        expect(await codeOf(amount)).toEqual([amount, 'INVALID_INPUT', 'input.limit']);
      }
      expect(await codeOf('1.00', 'XXX')).toEqual(['1.00', 'INVALID_INPUT', 'input.limit']);
      const foreign = ['1.00', 'CURRENCY_MISMATCH', 'input.limit.currency'];
      expect(await codeOf('1.00', 'EUR')).toEqual(foreign);
      for (const amount of ['0', '-0', '-0.01', '-10000000000.00']) {
        expect(await codeOf(amount)).toEqual([amount, 'AMOUNT_INVALID', 'input.limit.amount']);
      }
      const [, used] = await codeOf('0.01');
      expect(used).toBe('LIMIT_BELOW_USE');
      const [, higher] = await codeOf('10000000000.00');
      expect(higher).toBe('LIMIT_NOT_LOWER');
    });

    test('names a version that can be one', async () => {
      for (const expectedVersion of [...NO_VERSIONS, null]) {
        const limit = { amount: '5000.00', currency: 'CNY' };
        badInput(await lower(limit, { expectedVersion }), expectedVersion);
      }
    });
  });

  describe('a request on behalf and a legal hold', () => {
    const ask = (input: object) =>
      [
        AGENT,
        'requestClosureOnBehalf',
        'RequestClosureOnBehalfInput',
        { accountId: owing.account.id, cause: 'FRAUD', statement: 'Seen.', ...input },
      ] as const;
    const hold = (input: object) =>
      [
        'reviewer',
        'placeLegalHold',
        'PlaceLegalHoldInput',
        { customerId: owing.customer.id, reason: 'A dispute.', ...input },
      ] as const;

    test('have words of a length and kind that can be kept', async () => {
      for (const text of [...NO_REASONS, LONG]) {
        expect(await refused(...ask({ statement: text }))).toMatchObject(invalid('statement'));
        expect(await refused(...hold({ reason: text }))).toMatchObject(invalid('reason'));
      }
    });

    test('name causes and records that there are', async () => {
      for (const cause of ['COST', 'fraud', '', null, 0, '__proto__', 'constructor']) {
        badInput(await send(...ask({ cause })), cause);
      }
      const absent = await refused(...ask({ accountId: newId() }));
      expect(absent).toMatchObject([{ code: 'ACCOUNT_NOT_FOUND', path: ['input', 'accountId'] }]);
      expect(await refused(...hold({ customerId: newId() }))).toMatchObject([
        { code: 'CUSTOMER_NOT_FOUND' },
      ]);
      for (const id of NO_IDS) {
        expect(await refused(...hold({ customerId: id }))).toMatchObject(invalid('customerId'));
      }
    });
  });

  describe('an application', () => {
    const apply = (input: object) =>
      [
        own(owing),
        'applyForLine',
        'ApplyForLineInput',
        {
          productId: owing.product.id,
          requestedLimit: { amount: '5000.00', currency: 'CNY' },
          ...input,
        },
      ] as const;

    test('is for a product and a limit that there can be', async () => {
      for (const productId of NO_TEXTS) {
        expect(await refused(...apply({ productId }))).toMatchObject(invalid('productId'));
      }
      for (const productId of ['__proto__', 'constructor', "'; drop table product; --"]) {
        const errors = await refused(...apply({ productId }));
        expect(errors).toMatchObject([{ code: 'PRODUCT_NOT_FOUND' }]);
      }
      for (const amount of ['0', '-0.01', '0.01', '-10000000000.00', '10000000000.00']) {
        const requestedLimit = { amount, currency: 'CNY' };
        const errors = await refused(...apply({ requestedLimit }));
        expect([amount, errors[0].code]).toEqual([amount, 'REQUESTED_LIMIT_INVALID']);
      }
    });
  });

  describe('questions', () => {
    const ask = (query: string, variables: object, as: As = AGENT) =>
      gateway.query<Shown>(as, query, variables);

    test('about what is no id are answered as about nobody, or refused where the id stands', async () => {
      const query = `query($id: ID!) {
        closurePreview(accountId: $id) { preview { quoteId } account { id } errors { code path } }
        eligibility(customerId: $id, productId: "x") { eligible errors { code path } }
        retentionSchedule(customerId: $id) { asOf } }`;
      for (const id of NO_IDS) {
        const { data, errors } = await ask(query, { id });
        expect([id, errors]).toEqual([id, []]);
        const refusal = (path: string) => [{ code: 'INVALID_INPUT', path: [path] }];
        expect(data).toEqual({
          closurePreview: { preview: null, account: null, errors: refusal('accountId') },
          eligibility: { eligible: null, errors: refusal('customerId') },
          retentionSchedule: null,
        });
        const holds = 'query($id: ID!) { legalHolds(customerId: $id) { id } }';
        expect((await ask(holds, { id }, 'auditor')).data).toEqual({ legalHolds: [] });
      }
    });

    test('name motives, languages, purposes and sources that there are', async () => {
      const preview = `query($motive: ClosureMotive, $locale: Locale) {
        closurePreview(accountId: "${owing.account.id}", motive: $motive, locale: $locale) {
          preview { quoteId } } }`;
      for (const motive of ['NONE', 'cost', '', 5, '__proto__']) {
        badInput(await ask(preview, { motive }), motive);
      }
      for (const locale of ['fr', '', 'zhx', '\u0000', 5, `en-${'x'.repeat(40)}`, ['en']]) {
        badInput(await ask(preview, { locale }), locale);
      }
      const consent = 'mutation($c: ConsentInput!) { giveConsent(input: $c) { errors { path } } }';
      for (const wrong of [{ purpose: 'ANY' }, { source: 'places' }, { purpose: 5 }]) {
        badInput(await ask(consent, { c: wrong }, own(owing)), wrong);
      }
      for (const loose of [{}, { purpose: 'OFFERS', source: 'PLACES' }]) {
        const { data } = await ask(consent, { c: loose }, own(owing));
        expect(data.giveConsent.errors).toEqual([{ path: ['input', 'source'] }]);
      }
    });

    test('about rules name days that exist; where none are known there is no answer', async () => {
      const query = `query($j: String!, $day: LocalDate) {
        jurisdictionRules(jurisdiction: $j, onDate: $day, agreementDate: $day) { edition } }`;
      for (const day of NO_DAYS) badInput(await ask(query, { j: 'CN', day }), day);
      for (const j of ['', 'cn', '__proto__', 'constructor', '\u0000', '\ud800', LONG]) {
        const { data, errors } = await ask(query, { j });
        expect([errors, data]).toEqual([[], { jurisdictionRules: null }]);
      }
      const { data } = await ask(query, { j: 'CN', day: '0001-01-01' });
      expect(data).toEqual({ jurisdictionRules: null });
    });

    test('for pages have bounds', async () => {
      const query = 'query($n: Int!) { closureRequests(first: $n) { id } }';
      for (const n of NO_SIZES) {
        const { errors } = await ask(query, { n });
        expect([n, errors[0]?.extensions.code]).toEqual([n, 'INVALID_PAGE_SIZE']);
      }
    });
  });

  describe('many at once', () => {
    const batch = (count: number, field: string) =>
      Array.from({ length: count }, (_, at) => `a${at}: ${field}`).join(' ');
    const preview = () =>
      `closurePreview(accountId: "${owing.account.id}") { preview { quoteId } }`;
    const close = `closeAccount(input: { accountId: "${newId()}", expectedVersion: 1,
      idempotencyKey: "k" }) { errors { code } }`;

    test.each([
      ['previews', (): string => `{ ${batch(5, preview())} }`],
      [
        'previews in fragments',
        (): string => `{ ...F ...G } fragment F on Query {
        ${batch(3, preview())} } fragment G on Query { b: ${preview()} ${batch(2, preview())} }`,
      ],
      ['copies', (): string => `{ ${batch(3, 'exportMyData { bytes }')} }`],
      ['closings', (): string => `mutation { ${batch(50, close)} }`],
    ])('%s cost too much', async (_name, query) => {
      const { status, errors } = await gateway.query(own(owing), query());
      expect([status, errors[0]?.extensions.code]).toEqual([400, 'QUERY_TOO_COSTLY']);
    });
  });

  test('after all of this nothing has changed', async () => {
    expect(await gateway.store.dump()).toEqual(before);
  });

  test('texts to the very bounds are kept as they came', async () => {
    const statement = `'; drop table "customer"; -- ${'😀'.repeat(480)}`;
    const query = `mutation($input: RequestClosureOnBehalfInput!) {
      requestClosureOnBehalf(input: $input) { request { statement } errors { code } } }`;
    const input = {
      accountId: owing.account.id,
      cause: 'FRAUD',
      statement,
      idempotencyKey: '关'.repeat(200),
    };
    const { data } = await gateway.query(AGENT, query, { input });
    expect(data).toEqual({ requestClosureOnBehalf: { request: { statement }, errors: [] } });
    const listed = await gateway.query(AGENT, '{ closureRequests { statement } }');
    expect(listed.data).toEqual({ closureRequests: [{ statement }] });
  });
});
