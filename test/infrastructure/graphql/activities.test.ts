/** Recording activities and scoring anew, over HTTP: whole batches, faults by path, roles. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

const RECORD = `mutation($input: RecordActivitiesInput!) { recordActivities(input: $input) {
  recorded duplicates notTaken { eventId reason }
  errors { __typename code message path
    ... on ActivitiesInvalid { problems { path code message } }
    ... on TooManyActivities { most } } } }`;
const REASSESS = `mutation($id: ID!) { reassess(customerId: $id) { assessedAt
  riskProfile { customerId score trigger } errors { __typename code message path } } }`;

interface Recorded {
  readonly recorded: number | null;
  readonly duplicates: number | null;
  readonly notTaken: readonly object[] | null;
  readonly errors: readonly (Record<string, unknown> & {
    problems?: readonly { path: string[]; code: string; message: string }[];
  })[];
}

const OCCURRED = '2026-11-24T04:00:00Z';
const PSEUDONYM = '0123456789abcdef'.repeat(4);
const CNY = { amount: '12.50', currency: 'CNY' };
const OTHERS = (Object.keys(PERSONAS) as Persona[]).filter((each) => each !== 'service');

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
    given = await givenLines(gateway.store.ports);
  });
  afterAll(() => gateway?.close());

  const activity = (over: object = {}) => ({
    eventId: newId(),
    customerId: given.customer.id,
    kind: 'APPLICATION',
    occurredAt: OCCURRED,
    ...over,
  });
  const send = (as: Persona, activities: readonly object[], headers = {}) =>
    gateway.query<{ recordActivities: Recorded }>(
      as,
      RECORD,
      { input: { activities } },
      {
        as,
        headers,
        body: { query: RECORD, variables: { input: { activities } } },
      },
    );
  const record = async (activities: readonly object[], headers = {}): Promise<Recorded> => {
    const { data, errors } = await send('service', activities, headers);
    expect(errors).toEqual([]);
    return data!.recordActivities;
  };

  test('every kind is taken with the fields that it has, and counted in its day', async () => {
    const sent = [
      ...['PURCHASE', 'REPAYMENT', 'CASH_OUT', 'TRANSFER_OUT', 'VERIFIED_INCOME'].map((kind) =>
        activity({ kind, amount: CNY }),
      ),
      activity({ kind: 'DRAW', amount: CNY, purpose: 'EDUCATION' }),
      activity({ kind: 'DRAW', amount: CNY }),
      ...['APPLICATION', 'LINE_OPENED', 'LINE_CLOSED'].map((kind) => activity({ kind })),
      activity({ kind: 'DEVICE_SIGHTING', pseudonym: PSEUDONYM }),
    ];
    expect(await record(sent)).toEqual({
      recorded: sent.length,
      duplicates: 0,
      notTaken: [],
      errors: [],
    });
    const { ports } = gateway.store;
    const days = await ports.activities.days([given.customer.id], '2026-11-24', '2026-11-24');
    expect(days).toMatchObject([
      {
        counts: { PURCHASE: 1, DRAW: 2, DEVICE_SIGHTING: 1, APPLICATION: 1, LINE_CLOSED: 1 },
        unstatedDraws: 1,
        sums: { CNY: { PURCHASE: 1_250, DRAW: 2_500 } },
        income: { value: { minor: 1_250, currency: 'CNY' } },
      },
    ]);
  });

  test('a batch that is sent again changes nothing', async () => {
    const sent = [activity(), activity()];
    expect(await record(sent)).toMatchObject({ recorded: 2, duplicates: 0 });
    const before = await gateway.store.dump();
    expect(await record(sent)).toMatchObject({ recorded: 0, duplicates: 2 });
    expect(await gateway.store.dump()).toEqual(before);
  });

  test('what may not be kept is named with the reason and leaves no trace', async () => {
    const { customer } = await givenLines(gateway.store.ports, [{}], {
      customer: { jurisdiction: 'EU' },
      product: { currency: 'EUR' },
    });
    const place = { kind: 'PLACE_SIGHTING', pseudonym: PSEUDONYM };
    const told = [
      activity({ customerId: customer.id, kind: 'SOCIAL_LINK', pseudonym: PSEUDONYM }),
      activity(place),
      activity({ occurredAt: '2025-11-01T00:00:00Z' }),
    ];
    const before = await gateway.store.dump();
    expect(await record(told)).toEqual({
      recorded: 0,
      duplicates: 0,
      notTaken: [
        { eventId: told[0]?.eventId, reason: 'SOURCE_FORBIDDEN' },
        { eventId: told[1]?.eventId, reason: 'CONSENT_MISSING' },
        { eventId: told[2]?.eventId, reason: 'TOO_OLD' },
      ],
      errors: [],
    });
    expect(await gateway.store.dump()).toEqual(before);
  });

  test('everything that is wrong is told by its path, and nothing of the batch is kept', async () => {
    const bureau = { openLines: -1, inquiries: 1_001, delinquencies: 0 };
    const wrong: readonly (readonly [object, ...(readonly [string, string])[]])[] = [
      [{}],
      [{ eventId: 'a b' }, ['eventId', 'ID_INVALID']],
      [{ customerId: newId() }, ['customerId', 'CUSTOMER_UNKNOWN']],
      [{ customerId: 'x' }, ['customerId', 'CUSTOMER_UNKNOWN']],
      [{ occurredAt: '2026-11-26T00:00:00Z' }, ['occurredAt', 'OCCURRED_IN_FUTURE']],
      [{ purpose: 'GOODS' }, ['purpose', 'FIELD_UNEXPECTED']],
      [{ amount: CNY }, ['amount', 'FIELD_UNEXPECTED']],
      [
        { pseudonym: PSEUDONYM, bureau },
        ['pseudonym', 'FIELD_UNEXPECTED'],
        ['bureau', 'FIELD_UNEXPECTED'],
      ],
      [{ kind: 'PURCHASE' }, ['amount', 'FIELD_MISSING']],
      [
        { kind: 'PURCHASE', amount: { ...CNY, amount: '0.00' } },
        ['amount.amount', 'AMOUNT_INVALID'],
      ],
      [{ kind: 'CASH_OUT', amount: { ...CNY, amount: '-5' } }, ['amount.amount', 'AMOUNT_INVALID']],
      [{ kind: 'DRAW', amount: { ...CNY, amount: '1.001' } }, ['amount.amount', 'AMOUNT_INVALID']],
      [
        { kind: 'REPAYMENT', amount: { ...CNY, amount: '10000000000.01' } },
        ['amount.amount', 'AMOUNT_INVALID'],
      ],
      [
        { kind: 'REPAYMENT', amount: { amount: '1', currency: 'XXX' } },
        ['amount.amount', 'AMOUNT_INVALID'],
        ['amount.currency', 'CURRENCY_UNKNOWN'],
      ],
      [{ kind: 'DEVICE_SIGHTING' }, ['pseudonym', 'FIELD_MISSING']],
      [{ kind: 'DEVICE_SIGHTING', pseudonym: 'short' }, ['pseudonym', 'PSEUDONYM_INVALID']],
      [
        { kind: 'BUREAU_FACT', bureau },
        ['bureau.openLines', 'FIGURE_INVALID'],
        ['bureau.inquiries', 'FIGURE_INVALID'],
      ],
      [
        { kind: 'BUREAU_FACT', bureau: { ...bureau, openLines: 1, inquiries: 0 }, bureauId: 'x' },
        ['bureauId', 'BUREAU_UNKNOWN'],
      ],
      [{ bureauId: 'demo-bureau' }, ['bureauId', 'FIELD_UNEXPECTED']],
    ];
    const before = await gateway.store.dump();
    const { errors, ...rest } = await record(wrong.map(([over]) => activity(over)));
    expect(rest).toEqual({ recorded: null, duplicates: null, notTaken: null });
    const [error] = errors;
    expect(error).toMatchObject({
      __typename: 'ActivitiesInvalid',
      code: 'ACTIVITIES_INVALID',
      path: ['input', 'activities'],
    });
    const expected = wrong.flatMap(([, ...problems], at) =>
      problems.map(([path, code]) => ({
        path: ['input', 'activities', String(at), ...path.split('.')],
        code,
        message: expect.stringMatching(/^[A-Z].*\.$/),
      })),
    );
    expect(error?.problems).toEqual(expected);
    expect(error?.message).toContain(`${expected.length} things are wrong`);
    expect(await gateway.store.dump()).toEqual(before);
  });

  test('faults are told in Chinese to whom reads it', async () => {
    const headers = { 'accept-language': 'zh-CN' };
    const { errors } = await record([activity({ eventId: '' })], headers);
    const [error] = errors;
    expect(error?.message).toBe('该批次有 1 处错误，因此未记录其中任何内容。');
    expect(error?.problems?.[0]?.message).toMatch(/^\p{Script=Han}/u);
  });

  test.each([
    ['kind', 'THEFT'],
    ['kind', 'constructor'],
    ['purpose', 'YACHT'],
    ['occurredAt', '2026-02-30T00:00:00Z'],
    ['occurredAt', 'yesterday'],
    ['amount', { amount: 'NaN', currency: 'CNY' }],
    ['amount', { amount: 12.5, currency: 'CNY' }],
    ['bureau', { openLines: 1.5, inquiries: 0, delinquencies: 0 }],
    ['bureau', { openLines: 1 }],
    ['isAdmin', true],
    ['customerId', null],
  ])(
    'what the types do not know is refused before anything is asked: %s %j',
    async (name, value) => {
      const { status, errors } = await send('service', [activity({ [name]: value })]);
      expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    },
  );

  test('a full batch fits into a request and is taken, one more is refused', async () => {
    const full = Array.from({ length: 1_000 }, () =>
      activity({ kind: 'DEVICE_SIGHTING', pseudonym: PSEUDONYM }),
    );
    expect(await record(full)).toMatchObject({ recorded: 1_000, errors: [] });
    const small = Array.from({ length: 1_001 }, () => activity({ kind: 'APPLICATION' }));
    const { errors } = await record(small);
    expect(errors).toMatchObject([
      { __typename: 'TooManyActivities', most: 1_000, path: ['input', 'activities'] },
    ]);
  });

  test('an empty batch is taken', async () => {
    expect(await record([])).toEqual({ recorded: 0, duplicates: 0, notTaken: [], errors: [] });
  });

  describe.each(OTHERS)('%s', (persona) => {
    test('may not record, and learns nothing about customers by trying', async () => {
      const before = await gateway.store.dump();
      const known = await send(persona, [activity()]);
      expect(known.data?.recordActivities.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      const unknown = await send(persona, [activity({ customerId: newId() })]);
      expect(unknown.text).toBe(known.text);
      expect(await gateway.store.dump()).toEqual(before);
    });
  });

  describe('reassess', () => {
    const reassess = async (as: Persona, id: string) => {
      const { data, errors, text } = await gateway.query<{ reassess: Record<string, unknown> }>(
        as,
        REASSESS,
        { id },
      );
      expect(errors).toEqual([]);
      return { ...data!.reassess, text };
    };

    test('makes an assessment, which an agent sees and a business system does not', async () => {
      const before = await gateway.store.count('assessment');
      const { id } = given.customer;
      expect(await reassess('agent', id)).toMatchObject({
        riskProfile: { customerId: id, trigger: 'ACTIVITY' },
        errors: [],
      });
      expect(await reassess('service', id)).toMatchObject({
        riskProfile: null,
        assessedAt: '2026-11-25T04:00:00.000Z',
        errors: [],
      });
      expect(await gateway.store.count('assessment')).toBe(before + 2);
    });

    test('names the customer whom nobody knows', async () => {
      for (const id of [newId(), 'x', '', '\u0000']) {
        expect(await reassess('agent', id)).toMatchObject({
          riskProfile: null,
          errors: [{ __typename: 'NotFound', code: 'CUSTOMER_NOT_FOUND', path: ['customerId'] }],
        });
      }
    });

    test('is refused to everybody else, whether the customer exists or not', async () => {
      const before = await gateway.store.dump();
      for (const persona of OTHERS.filter((each) => each !== 'agent')) {
        const refused = await reassess(persona, given.customer.id);
        expect(refused).toMatchObject({ riskProfile: null, errors: [{ code: 'FORBIDDEN' }] });
        expect((await reassess(persona, newId())).text).toBe(refused.text);
      }
      expect(await gateway.store.dump()).toEqual(before);
    });
  });
});
