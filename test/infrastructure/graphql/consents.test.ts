/** Consents over HTTP: the customer's own word, what it opens, and what its withdrawal erases. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { givenLines, newId } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

const GIVE = `mutation($source: ActivitySource!) { giveConsent(input: { source: $source }) {
  consent { source givenAt withdrawnAt }
  errors { __typename code message path ... on ConsentNotAsked { source permission } } } }`;
const WITHDRAW = `mutation($source: ActivitySource!) { withdrawConsent(input: { source: $source }) {
  consent { source givenAt withdrawnAt } erased message errors { __typename code message path } } }`;
const MINE = '{ myConsents { source givenAt withdrawnAt } }';
const AT = '2026-11-25T04:00:00.000Z';
const IN_FORCE = { source: 'SOCIAL', givenAt: AT, withdrawnAt: null };

interface Answers {
  giveConsent: { consent: object | null; errors: { code: string }[] };
  withdrawConsent: { consent: object | null; erased: string[]; message: string; errors: object[] };
  myConsents: object[];
}

describeDatabases((open) => {
  let gateway: Gateway;
  let customerId: string;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    customerId = (await givenLines(gateway.store.ports)).customer.id;
  });
  afterAll(() => gateway?.close());

  const borrower = (subject = customerId) => ({ persona: 'borrower-clear', subject }) as const;
  const ask = async (query: string, source = 'SOCIAL', as: object = borrower(), headers = {}) => {
    const body = { query, variables: { source } };
    const answer = await gateway.send<Answers>({ as: as as never, body, headers });
    expect(answer.errors).toEqual([]);
    return answer.data!;
  };
  const link = async () => {
    const activities = [
      {
        eventId: newId(),
        customerId,
        kind: 'SOCIAL_LINK',
        occurredAt: AT,
        pseudonym: 'a-contact-of-the-customer',
      },
    ];
    const query = `mutation($input: RecordActivitiesInput!) { recordActivities(input: $input) {
      recorded notTaken { reason } } }`;
    const { data } = await gateway.query<{ recordActivities: object }>('service', query, {
      input: { activities },
    });
    return data!.recordActivities;
  };

  test('opens its source, and the withdrawal closes it and erases what was kept', async () => {
    expect(await link()).toEqual({ recorded: 0, notTaken: [{ reason: 'CONSENT_MISSING' }] });
    const empty = await gateway.store.count('activity_day');
    expect((await ask(GIVE)).giveConsent).toEqual({ consent: IN_FORCE, errors: [] });
    expect(await link()).toEqual({ recorded: 1, notTaken: [] });
    expect(await gateway.store.count('activity_day')).toBe(empty + 1);
    expect((await ask(WITHDRAW)).withdrawConsent).toEqual({
      consent: { ...IN_FORCE, withdrawnAt: AT },
      erased: ['SOCIAL_LINK'],
      message: expect.stringContaining('has been erased'),
      errors: [],
    });
    expect(await gateway.store.count('activity_day')).toBe(empty);
    expect(await link()).toEqual({ recorded: 0, notTaken: [{ reason: 'CONSENT_MISSING' }] });
  });

  test('under a legal hold the answer says that nothing is erased yet', async () => {
    const { ports } = gateway.store;
    await ask(GIVE);
    await link();
    const hold = { id: newId(), customerId, reason: 'r', placedBy: 'x', placedAt: 0 };
    await ports.legalHolds.add({ ...hold, liftedBy: null, liftedAt: null });
    const kept = await gateway.store.count('activity_day');
    expect((await ask(WITHDRAW)).withdrawConsent).toEqual({
      consent: { ...IN_FORCE, withdrawnAt: AT },
      erased: [],
      message: expect.stringContaining('legal hold'),
      errors: [],
    });
    expect(await gateway.store.count('activity_day')).toBe(kept);
  });

  test('is listed with its history, the newest first', async () => {
    expect((await ask(MINE)).myConsents).toEqual([]);
    await ask(GIVE);
    await ask(WITHDRAW);
    await ask(GIVE, 'PLACES');
    expect((await ask(MINE)).myConsents).toEqual([
      { ...IN_FORCE, source: 'PLACES' },
      { ...IN_FORCE, withdrawnAt: AT },
    ]);
  });

  test('given or withdrawn twice is given or withdrawn once', async () => {
    await ask(GIVE);
    const before = await gateway.store.dump();
    expect((await ask(GIVE)).giveConsent).toEqual({ consent: IN_FORCE, errors: [] });
    expect(await gateway.store.dump()).toEqual(before);
    await ask(WITHDRAW);
    const { withdrawConsent } = await ask(WITHDRAW);
    expect(withdrawConsent).toMatchObject({ consent: null, erased: [], errors: [] });
    expect(withdrawConsent.message).toContain('no consent to withdraw');
    const zh = await ask(WITHDRAW, 'SOCIAL', borrower(), { 'accept-language': 'zh' });
    expect(zh.withdrawConsent.message).toMatch(/^\p{Script=Han}/u);
  });

  test.each([
    ['CN', 'DEVICES', 'PERMITTED'],
    ['EU', 'SOCIAL', 'FORBIDDEN'],
    ['US', 'PLACES', 'FORBIDDEN'],
  ])('is not asked in %s for %s, which is %s', async (jurisdiction, source, permission) => {
    const { customer } = await givenLines(gateway.store.ports, [{}], {
      customer: { jurisdiction },
    });
    const { giveConsent } = await ask(GIVE, source, borrower(customer.id));
    expect(giveConsent).toMatchObject({
      consent: null,
      errors: [{ __typename: 'ConsentNotAsked', source, permission, path: ['input', 'source'] }],
    });
    expect((await ask(MINE, source, borrower(customer.id))).myConsents).toEqual([]);
  });

  test('is nobody else’s to give, withdraw or read', async () => {
    await ask(GIVE);
    const before = await gateway.store.dump();
    const staff = (Object.keys(PERSONAS) as Persona[]).filter((each) => !/^borrower/.test(each));
    for (const persona of staff) {
      const refused = { errors: [{ __typename: 'Forbidden', code: 'FORBIDDEN' }] };
      expect((await ask(GIVE, 'PLACES', { persona })).giveConsent).toMatchObject(refused);
      expect((await ask(WITHDRAW, 'SOCIAL', { persona })).withdrawConsent).toMatchObject(refused);
      const { data, errors } = await gateway.query(persona, MINE);
      expect([data, errors[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
    }
    const { customer: other } = await givenLines(gateway.store.ports);
    expect((await ask(MINE, 'SOCIAL', borrower(other.id))).myConsents).toEqual([]);
    const { withdrawConsent } = await ask(WITHDRAW, 'SOCIAL', borrower(other.id));
    expect(withdrawConsent.consent).toBeNull();
    expect((await gateway.store.dump()).consent).toEqual(before.consent);
  });

  test('of somebody who is no customer here is refused by name', async () => {
    for (const query of [GIVE, WITHDRAW]) {
      const answer = await ask(query, 'SOCIAL', borrower(newId()));
      expect(Object.values(answer)).toMatchObject([
        { consent: null, errors: [{ __typename: 'NotFound', code: 'CUSTOMER_NOT_FOUND' }] },
      ]);
    }
  });

  describe('for purposes without a source', () => {
    const GIVE_FOR = `mutation($input: ConsentInput!) { giveConsent(input: $input) {
      consent { purpose source withdrawnAt } errors { __typename code message path } } }`;
    const WITHDRAW_FOR = `mutation($input: ConsentInput!) { withdrawConsent(input: $input) {
      consent { purpose source withdrawnAt } erased message errors { code path } } }`;
    const ALL =
      '{ consents { purpose source withdrawnAt } myConsents { purpose source withdrawnAt } }';
    const about = async (query: string, input: object) => {
      const answer = await gateway.query<Answers>(borrower(), query, { input });
      expect(answer.errors).toEqual([]);
      return answer.data!;
    };

    test('are given and withdrawn by themselves, and listed with all others', async () => {
      await ask(GIVE);
      const partners = { purpose: 'PARTNER_ELIGIBILITY', source: null, withdrawnAt: null };
      const { giveConsent } = await about(GIVE_FOR, { purpose: 'PARTNER_ELIGIBILITY' });
      expect(giveConsent).toEqual({ consent: partners, errors: [] });
      const { withdrawConsent } = await about(WITHDRAW_FOR, { purpose: 'PARTNER_ELIGIBILITY' });
      expect(withdrawConsent).toEqual({
        consent: { ...partners, withdrawnAt: AT },
        erased: [],
        message: 'Your consent is withdrawn, and we no longer rely on it.',
        errors: [],
      });
      const listed = [
        { ...partners, withdrawnAt: AT },
        { purpose: 'CREDIT_ASSESSMENT', source: 'SOCIAL', withdrawnAt: null },
      ];
      const { data } = await gateway.query(borrower(), ALL);
      expect(data).toEqual({ consents: listed, myConsents: listed });
      const others = await gateway.query('agent', '{ consents { purpose } }');
      expect(others.errors[0]?.extensions.code).toBe('FORBIDDEN');
    });

    test.each([
      [{}],
      [{ purpose: 'CREDIT_ASSESSMENT' }],
      [{ purpose: null, source: null }],
      [{ purpose: 'OFFERS', source: 'SOCIAL' }],
    ])('%j is refused: purpose and source do not go together', async (input) => {
      const before = await gateway.store.dump();
      const refused = [{ code: 'INVALID_INPUT', path: ['input', 'source'] }];
      expect((await about(GIVE_FOR, input)).giveConsent).toMatchObject({ errors: refused });
      expect((await about(WITHDRAW_FOR, input)).withdrawConsent).toMatchObject({ errors: refused });
      expect(await gateway.store.dump()).toEqual(before);
    });
  });
});
