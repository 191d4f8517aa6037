/** The way back over HTTP: eligibility, conditions of a closure, applications, offers. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { postAmount } from '../../../src/application/operate-line.js';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { acted, aMeasure } from '../../application/acting.js';
import { paymentSystem } from '../../support/actors.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { made } from '../../support/operated.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';
import { NO_DECIMALS, NO_IDS, NO_TEXTS } from './inputs.js';

const CLOSE = `mutation($input: CloseAccountInput!) { closeAccount(input: $input) {
  closure { id } errors { code } } }`;
const APPLICATION = `id status requestedLimit { amount currency } appliedAt endedAt packEdition
  product { id name annualRate } previousAccount { id status } account { id }
  raisesLimitOf { id }
  offer { limit { amount } annualRate band validUntil }
  decision { kind grounds adverseAction reasons { code text } } receipt { entryId }`;
const APPLY = `mutation($input: ApplyForLineInput!) { applyForLine(input: $input) {
  application { ${APPLICATION} } receipt { content }
  errors { __typename code message path ... on RequestedLimitInvalid { least { amount } most { amount } } } } }`;
const ACCEPT = `mutation($input: OfferInput!) { acceptOffer(input: $input) {
  application { id status account { id } } account { id status limit { amount } }
  receipt { content } errors { __typename code message path
    ... on OfferNotOpen { status } ... on NotEligible { reasons { code text until } } } } }`;
const TURN_DOWN = `mutation($input: OfferInput!) { turnDownOffer(input: $input) {
  application { id status endedAt } errors { code path } } }`;
const REQUEST = `mutation($input: RequestFormerLimitInput!) { requestFormerLimit(input: $input) {
  application { ${APPLICATION} } receipt { content } errors { __typename code message path } } }`;
const MINE = `{ myApplications { ${APPLICATION} } }`;
const ELIGIBLE = `query($c: ID!, $p: ID!) { eligibility(customerId: $c, productId: $p) {
  eligible reasons { code text until } until asOf errors { __typename code path } } }`;
const CONDITIONS = `query($id: ID!) { creditAccount(id: $id) { closure {
  conditions { code text met progress until } } } }`;

interface Errors {
  errors: { code: string; path: string[] }[];
}
type Applied = Errors & { application: { id: string; status: string } | null };
interface Answers {
  applyForLine: Applied;
  acceptOffer: Applied & { account: { id: string } | null };
  turnDownOffer: Applied;
  requestFormerLimit: Applied;
  myApplications: { id: string; status: string }[];
  eligibility: Errors & { eligible: boolean | null; reasons: object[]; until: string | null };
}

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    given = await givenLines(gateway.store.ports, [{}, {}, {}]);
  });
  afterAll(() => gateway?.close());

  const own = (of = given): As => ({
    persona: 'borrower-clear',
    subject: of.customer.id,
    stepUp: true,
  });
  const ask = async (query: string, variables: object = {}, as: As = own(), headers = {}) => {
    const answer = await gateway.send<Answers>({ as, body: { query, variables }, headers });
    expect(answer.errors).toEqual([]);
    return answer.data!;
  };
  const close = async (...places: number[]) => {
    for (const at of places) {
      const accountId = given.accounts[at]!.id;
      const [stored] = await gateway.store.ports.accounts.find([accountId]);
      const input = { accountId, expectedVersion: stored!.version, idempotencyKey: accountId };
      expect(await ask(CLOSE, { input })).toMatchObject({ closeAccount: { errors: [] } });
    }
  };
  const apply = async (over: object = {}, as?: As) => {
    const requestedLimit = { amount: '5000.00', currency: 'CNY' };
    const input = { productId: given.product.id, requestedLimit, idempotencyKey: newId() };
    return (await ask(APPLY, { input: { ...input, ...over } }, as)).applyForLine;
  };
  const answer = async (query: string, applicationId: string, over: object = {}, as?: As) =>
    ask(query, { input: { applicationId, idempotencyKey: newId(), ...over } }, as);

  /** A product of the same creditor that the customer does not have. */
  const another = async () => (await givenLines(gateway.store.ports, [])).product.id;

  test('a customer closes, is offered a line, accepts it and has a new one', async () => {
    await close(0);
    const productId = await another();
    const previousAccountId = given.account.id;
    const { application, errors } = await apply({ productId, previousAccountId });
    expect(errors).toEqual([]);
    expect(application).toMatchObject({
      status: 'OFFERED',
      endedAt: null,
      product: { id: productId, annualRate: 0.1825 },
      previousAccount: { id: previousAccountId, status: 'CLOSED' },
      account: null,
      offer: { annualRate: 0.1825, validUntil: expect.stringMatching(/T/) as unknown },
      decision: { kind: 'APPLICATION', adverseAction: false },
      receipt: { entryId: expect.any(String) as unknown },
    });
    const accepted = (await answer(ACCEPT, application!.id)).acceptOffer;
    expect(accepted).toMatchObject({
      application: { status: 'ACCEPTED', account: { id: accepted.account?.id } },
      account: { status: 'ACTIVE' },
      errors: [],
    });
    expect((await ask(MINE)).myApplications).toMatchObject([
      { id: application!.id, status: 'ACCEPTED' },
    ]);
    const again = (await answer(ACCEPT, application!.id)).acceptOffer;
    expect(again).toMatchObject({
      account: null,
      errors: [
        { __typename: 'OfferNotOpen', status: 'ACCEPTED', path: ['input', 'applicationId'] },
      ],
    });
  });

  test('once the reasons of the answer are erased the application is told without them', async () => {
    const { application } = await apply({ productId: await another() });
    const { session } = gateway.store;
    await session.query().deleteFrom('decision').where('kind', '=', 'APPLICATION').execute();
    expect((await ask(MINE)).myApplications).toMatchObject([
      { id: application!.id, status: 'OFFERED', decision: null },
    ]);
  });

  test('two acceptances at once over HTTP open one line', async () => {
    const productId = await another();
    const { application } = await apply({ productId });
    const both = await Promise.all([1, 2].map(() => answer(ACCEPT, application!.id)));
    const opened = both.flatMap(({ acceptOffer }) => acceptOffer.account ?? []);
    expect(opened).toHaveLength(1);
    const lines = await gateway.store.ports.accounts.ofCustomers([given.customer.id]);
    expect(lines).toHaveLength(4);
  });

  test('an offer that is turned down is no longer there to accept', async () => {
    const { application } = await apply({ productId: await another() });
    const { turnDownOffer } = await answer(TURN_DOWN, application!.id);
    expect(turnDownOffer).toMatchObject({ application: { status: 'TURNED_DOWN' }, errors: [] });
    expect((await answer(ACCEPT, application!.id)).acceptOffer.errors).toMatchObject([
      { code: 'OFFER_NOT_OPEN' },
    ]);
  });

  test('a higher limit that is offered for a line is accepted for that line', async () => {
    given = await givenLines(gateway.store.ports, [{}]);
    const { ports } = gateway.store;
    const { application } = await apply({ productId: await another() });
    const [stored] = await ports.applications.find([application!.id]);
    const { id: raisesLimitOf, productId } = given.account;
    const offer = { ...stored!.offer!, limitMinor: 1_200_000 };
    await ports.inTransaction(() =>
      ports.applications.save({ ...stored!, productId, raisesLimitOf, offer }),
    );
    const line = { id: raisesLimitOf };
    expect((await ask(MINE)).myApplications).toMatchObject([
      { raisesLimitOf: line, account: null },
    ]);
    expect((await answer(ACCEPT, application!.id)).acceptOffer).toMatchObject({
      application: { status: 'ACCEPTED', account: line },
      account: { ...line, status: 'ACTIVE', limit: { amount: '12000.00' } },
      errors: [],
    });
  });

  describe('the limit that a line had', () => {
    /** A line in the EU whose limit fell for what was owed on it, and is not owed any more. */
    const lowered = async () => {
      const over = { customer: { jurisdiction: 'EU' }, product: { currency: 'EUR' } };
      const position = { principalMinor: 950_000 };
      given = await givenLines(gateway.store.ports, [{ position }], over);
      const measure = aMeasure({ kind: 'LINE_DECREASE', ofLimitPpm: 50_000 });
      await acted(gateway.store, given, measure);
      const amount = { minor: 800_000, currency: 'EUR' };
      const input = { accountId: given.account.id, amount, idempotencyKey: newId() };
      made(await postAmount(gateway.store.ports, paymentSystem, 'REPAYMENT', input));
    };
    const request = async (over: object = {}, as?: As) => {
      const input = { accountId: given.account.id, idempotencyKey: newId(), ...over };
      return (await ask(REQUEST, { input }, as)).requestFormerLimit;
    };

    test('is asked for, offered and accepted', async () => {
      await lowered();
      const line = { id: given.account.id };
      const idempotencyKey = newId();
      const first = await request({ idempotencyKey });
      expect(first).toMatchObject({
        application: {
          status: 'OFFERED',
          requestedLimit: { amount: '10000.00', currency: 'EUR' },
          offer: { limit: { amount: '10000.00' } },
          raisesLimitOf: line,
          previousAccount: null,
          decision: { kind: 'APPLICATION', reasons: [{ code: 'LIMIT_OFFERED' }] },
        },
        errors: [],
      });
      expect(await request({ idempotencyKey })).toEqual(first);
      const accepted = (await answer(ACCEPT, first.application!.id)).acceptOffer;
      expect(accepted).toMatchObject({ account: { ...line, limit: { amount: '10000.00' } } });
      expect((await request()).errors).toMatchObject([
        { __typename: 'NoFormerLimit', path: ['input', 'accountId'] },
      ]);
    });

    test('is nobody else’s to ask for, and of a line that is there', async () => {
      await lowered();
      const before = await gateway.store.dump();
      const staff = (Object.keys(PERSONAS) as Persona[]).filter((each) => !/^borrower/.test(each));
      for (const persona of staff) {
        expect((await request({}, persona)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      }
      expect(await gateway.store.dump()).toEqual(before);
      const stranger = own(await givenLines(gateway.store.ports));
      const { id: accountId } = given.account;
      const key = { idempotencyKey: 'same' };
      const theirs = await request({ accountId, ...key }, stranger);
      expect(theirs.errors).toMatchObject([{ __typename: 'NotFound', code: 'ACCOUNT_NOT_FOUND' }]);
      expect(theirs).toEqual(await request({ accountId: newId(), ...key }, stranger));
      for (const id of NO_IDS) {
        const { errors } = await request({ accountId: id });
        expect([id, errors]).toMatchObject([id, [{ path: ['input', 'accountId'] }]]);
      }
      for (const text of NO_TEXTS) {
        const { errors } = await request({ idempotencyKey: text });
        expect([text, errors]).toMatchObject([text, [{ path: ['input', 'idempotencyKey'] }]]);
      }
    });
  });

  test('an ended line that is still repaid is replaced by an own application, and stays ended', async () => {
    const over = { customer: { jurisdiction: 'US' }, product: { currency: 'USD' } };
    const position = { principalMinor: 950_000 };
    given = await givenLines(gateway.store.ports, [{ position }], over);
    await acted(gateway.store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
    const amount = { minor: 800_000, currency: 'USD' };
    const input = { accountId: given.account.id, amount, idempotencyKey: newId() };
    made(await postAmount(gateway.store.ports, paymentSystem, 'REPAYMENT', input));
    const requestedLimit = { amount: '5000.00', currency: 'USD' };
    const { application, errors } = await apply({ requestedLimit });
    expect(errors).toEqual([]);
    const previousAccount = { id: given.account.id, status: 'DRAWDOWN_ENDED' };
    expect(application).toMatchObject({ status: 'OFFERED', previousAccount });
    const accepted = (await answer(ACCEPT, application!.id)).acceptOffer;
    expect(accepted).toMatchObject({ account: { status: 'ACTIVE' }, errors: [] });
    expect((await ask(MINE)).myApplications).toMatchObject([{ previousAccount }]);
  });

  describe('while frequent closing restricts', () => {
    test('the application is declined with reasons, eligibility says until when', async () => {
      await close(0, 1, 2);
      const { application } = await apply();
      expect(application).toMatchObject({
        status: 'DECLINED',
        offer: null,
        decision: {
          adverseAction: true,
          // Closing lines is no use of credit and no lateness.
          grounds: 'CREDIT_STANDARDS',
          reasons: [{ code: 'CLOSING_FREQUENT', text: 'You closed 3 lines in the last 180 days.' }],
        },
      });
      const asked = { c: given.customer.id, p: given.product.id };
      const { eligibility } = await ask(ELIGIBLE, asked);
      expect(eligibility).toMatchObject({
        eligible: false,
        reasons: [{ code: 'CLOSING_FREQUENT', until: '2027-05-24' }],
        until: '2027-05-24',
        asOf: '2026-11-25',
        errors: [],
      });
      const zh = await ask(ELIGIBLE, asked, own(), { 'accept-language': 'zh' });
      expect(JSON.stringify(zh.eligibility.reasons)).toMatch(/\p{Script=Han}/u);
    });

    test('an offer from before cannot be accepted, and the answer says why', async () => {
      await close(0, 1);
      const { application } = await apply({ productId: await another() });
      await close(2);
      expect((await answer(ACCEPT, application!.id)).acceptOffer.errors).toMatchObject([
        { __typename: 'NotEligible', reasons: [{ code: 'CLOSING_FREQUENT' }] },
      ]);
    });

    test('the conditions of the closure can be watched on their way', async () => {
      await close(0, 1, 2);
      const id = given.accounts[2]!.id;
      const conditions = async (as: As = own()) => {
        const data = (await ask(CONDITIONS, { id }, as)) as unknown as {
          creditAccount: { closure: { conditions: object[] | null } } | null;
        };
        return data.creditAccount?.closure.conditions ?? null;
      };
      expect(await conditions()).toMatchObject([
        { code: 'NOTHING_OWED', met: true, progress: 1, until: null },
        { code: 'NO_RESTRICTION', met: false, progress: 0, until: '2027-05-24' },
      ]);
      for (const each of (await conditions()) as { text: string }[]) {
        expect(each.text).toMatch(/^[A-Z].*\.$/);
      }
      expect(await conditions('agent')).not.toBeNull();
      // A business system sees the closure and no standing; a partner sees neither.
      expect([await conditions('service'), await conditions('partner')]).toEqual([null, null]);
    });
  });

  test('who sees an application: the customer, and staff who may see lines and scores', async () => {
    const { application } = await apply({ productId: await another() });
    const node = async (as: As) => {
      const query = 'query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
      const data = (await ask(query, { id: application!.id }, as)) as unknown as { node: object };
      return data.node !== null;
    };
    expect(await node(own())).toBe(true);
    expect(await node(own(await givenLines(gateway.store.ports)))).toBe(false);
    const staff = (Object.keys(PERSONAS) as Persona[]).filter((each) => !/^borrower/.test(each));
    const seeing: string[] = [];
    for (const persona of staff) if (await node(persona)) seeing.push(persona);
    expect(seeing.toSorted()).toEqual(['agent', 'auditor', 'reviewer']);
    for (const persona of staff) {
      const { data, errors } = await gateway.query(persona, MINE);
      expect([data, errors[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
    }
  });

  test('nobody applies or answers for another', async () => {
    const { application } = await apply({ productId: await another() });
    const productId = await another();
    const before = await gateway.store.dump();
    const staff = (Object.keys(PERSONAS) as Persona[]).filter((each) => !/^borrower/.test(each));
    for (const persona of staff) {
      expect((await apply({ productId }, persona)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      for (const [query, name] of [
        [ACCEPT, 'acceptOffer'],
        [TURN_DOWN, 'turnDownOffer'],
      ] as const) {
        const refused = (await answer(query, application!.id, {}, persona))[name];
        expect(refused.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      }
    }
    expect(await gateway.store.dump()).toEqual(before);
    const other = own(await givenLines(gateway.store.ports));
    const input = { idempotencyKey: 'same' };
    const theirs = await answer(ACCEPT, application!.id, input, other);
    expect(theirs.acceptOffer.errors).toMatchObject([{ code: 'APPLICATION_NOT_FOUND' }]);
    expect(theirs).toEqual(await answer(ACCEPT, newId(), input, other));
  });

  test('a partner is answered by consent alone, and cannot tell customers from nobody', async () => {
    const productId = await another();
    const asked = async (c: string, as: As = 'partner') =>
      (await ask(ELIGIBLE, { c, p: productId }, as)).eligibility;
    const refused = await asked(given.customer.id);
    expect(refused).toMatchObject({ eligible: null, errors: [{ __typename: 'Forbidden' }] });
    expect(await asked(newId())).toEqual(refused);
    const consent = (name: string) =>
      ask(`mutation { ${name}(input: { purpose: PARTNER_ELIGIBILITY }) { errors { code } } }`);
    await consent('giveConsent');
    expect(await asked(given.customer.id)).toMatchObject({ eligible: true, errors: [] });
    await consent('withdrawConsent');
    expect(await asked(given.customer.id)).toEqual(refused);
    const agents = await asked(newId(), 'agent');
    expect(agents.errors).toMatchObject([{ code: 'CUSTOMER_NOT_FOUND', path: ['customerId'] }]);
  });

  test('values that make no sense are refused where they stand, and nothing is written', async () => {
    await close(0);
    const before = await gateway.store.dump();
    const invalid = async (over: object, ...path: string[]) => {
      const { application, errors } = await apply(over);
      expect([over, application, errors]).toMatchObject([over, null, [{ path }]]);
    };
    for (const id of NO_IDS) await invalid({ previousAccountId: id }, 'input', 'previousAccountId');
    for (const text of NO_TEXTS) {
      await invalid({ productId: text }, 'input', 'productId');
      await invalid({ idempotencyKey: text }, 'input', 'idempotencyKey');
    }
    const productId = await another();
    const after = await gateway.store.dump();
    const limit = (amount: unknown, currency = 'CNY') => ({
      productId,
      requestedLimit: { amount, currency },
    });
    for (const amount of ['0', '-1.00', '0.01', '100000000.01', '9999999999.99']) {
      await invalid(limit(amount), 'input', 'requestedLimit', 'amount');
    }
    await invalid(limit('10000000000.01'), 'input', 'requestedLimit');
    await invalid(limit('5000.00', 'EUR'), 'input', 'requestedLimit', 'currency');
    for (const amount of NO_DECIMALS) {
      const input = { ...limit(amount), idempotencyKey: 'k' };
      const { status } = await gateway.query(own(), APPLY, { input });
      expect([amount, status]).toEqual([amount, 400]);
    }
    for (const c of NO_IDS) {
      const { errors } = (await ask(ELIGIBLE, { c, p: productId })).eligibility;
      expect([c, errors]).toMatchObject([c, [{ code: 'INVALID_INPUT', path: ['customerId'] }]]);
    }
    const p = 'a\u0000b';
    const { errors } = (await ask(ELIGIBLE, { c: given.customer.id, p })).eligibility;
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['productId'] }]);
    expect(await gateway.store.dump()).toEqual(after);
    expect(after.credit_application).toEqual(before.credit_application);
  });

  test('an offer that ran out is shown as lapsed at once, and refused', async () => {
    const { application } = await apply({ productId: await another() });
    gateway.store.clock.advance(14 * DAY_MS);
    expect((await ask(MINE)).myApplications).toMatchObject([{ status: 'LAPSED' }]);
    expect((await answer(ACCEPT, application!.id)).acceptOffer.errors).toMatchObject([
      { code: 'OFFER_NOT_OPEN', status: 'LAPSED' },
    ]);
  });
});
