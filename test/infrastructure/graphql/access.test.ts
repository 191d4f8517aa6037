/**
 * Who may see and do what, object by object. What somebody may not see is answered exactly as what
 * does not exist, whichever way it is asked for.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DEMO_BORROWER_CLEAR,
  DEMO_BORROWER_INDEBTED,
  type Persona,
} from '../../../src/infrastructure/identity/demo-issuer.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { newId } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

/** Everything that can be asked for by an id, on records of the borrower with debt. */
const LOOK = `query($account: ID!, $customer: ID!, $closure: ID!, $decision: ID!,
    $entities: [_Any!]!) {
  creditAccount(id: $account) { id closure { id motive scoreBefore scoreAfter scorecardVersion
    decision { id grounds } receipt { entryId } } journal { edges { cursor } } }
  customer(id: $customer) { id liabilities { totals { currency } } riskProfile { score } }
  riskProfile(customerId: $customer) { score explanation { score } }
  accountNode: node(id: $account) { __typename id }
  customerNode: node(id: $customer) { __typename id }
  closureNode: node(id: $closure) { __typename id }
  decisionNode: node(id: $decision) { __typename id }
  nodes(ids: [$account, $customer, $closure, $decision]) { id }
  _entities(representations: $entities) { __typename
    ... on CreditAccount { status } ... on Customer { locale } ... on RiskProfile { band } }
}`;

interface Seen {
  creditAccount: { closure: Record<string, unknown> } | null;
  customer: { riskProfile: object | null } | null;
  riskProfile: object | null;
  nodes: (object | null)[];
  _entities: (object | null)[];
  [name: string]: unknown;
}

interface Ids {
  account: string;
  customer: string;
  closure: string;
  decision: string;
}

const asked = (ids: Ids) => ({
  ...ids,
  entities: [
    { __typename: 'CreditAccount', id: ids.account },
    { __typename: 'Customer', id: ids.customer },
    { __typename: 'RiskProfile', customerId: ids.customer },
  ],
});

const CUSTOMER = ['creditAccount', 'customer', 'accountNode', 'customerNode'];
const RECORDS = [...CUSTOMER, 'closureNode', 'decisionNode'];

/** What each persona sees of it: which answers are not null, and which parts of a closure. */
const SEES: Record<Persona, { records: boolean; score: boolean; receipt: boolean }> = {
  'borrower-indebted': { records: true, score: true, receipt: true },
  'borrower-clear': { records: false, score: false, receipt: false },
  'borrower-steady': { records: false, score: false, receipt: false },
  agent: { records: true, score: true, receipt: false },
  reviewer: { records: true, score: true, receipt: false },
  analyst: { records: false, score: true, receipt: false },
  auditor: { records: true, score: true, receipt: true },
  service: { records: true, score: false, receipt: false },
  partner: { records: false, score: false, receipt: false },
};
const PERSONAS = Object.keys(SEES) as Persona[];

describeDatabases((open) => {
  let gateway: Gateway;
  let ids: Ids;

  beforeAll(async () => {
    gateway = await startGateway(await open());
    const account = '01990000-0000-7000-8003-000000000002';
    const close = `mutation { closeAccount(input: { accountId: "${account}", expectedVersion: 1,
      motive: COST, idempotencyKey: "k" }) { closure { id decision { id } } } }`;
    const { data } = await gateway.query<{
      closeAccount: { closure: { id: string; decision: { id: string } } };
    }>({ persona: 'borrower-indebted', stepUp: true }, close);
    const { closure } = data!.closeAccount;
    const customer = DEMO_BORROWER_INDEBTED;
    ids = { account, customer, closure: closure.id, decision: closure.decision.id };
  });
  afterAll(() => gateway?.close());

  const look = async (persona: Persona, of: Ids) => {
    const answer = await gateway.query<Seen>(persona, LOOK, asked(of));
    expect(answer.errors).toEqual([]);
    return answer;
  };

  describe.each(PERSONAS)('%s', (persona) => {
    const { records, score, receipt } = SEES[persona];

    test('sees what the role allows of a customer', async () => {
      const { data } = await look(persona, ids);
      const seen = (name: string) => data![name] !== null;
      expect(RECORDS.filter(seen)).toEqual(records ? RECORDS : []);
      expect(seen('riskProfile')).toBe(score);
      expect(data!.nodes.map((node) => node !== null)).toEqual(Array(4).fill(records));
      expect(data!._entities.map((each) => each !== null)).toEqual([records, records, score]);
      if (!records) return;
      const { closure } = data!.creditAccount!;
      expect(closure.motive).toBe(score ? 'COST' : null);
      for (const name of ['scoreBefore', 'scoreAfter', 'scorecardVersion']) {
        expect(closure[name] !== null).toBe(score);
      }
      expect(closure.receipt !== null).toBe(receipt);
      expect(data!.customer!.riskProfile !== null).toBe(score);
    });

    if (!records && !score) {
      test('cannot tell what is hidden from what does not exist', async () => {
        const nothing = {
          account: newId(),
          customer: newId(),
          closure: newId(),
          decision: newId(),
        };
        expect((await look(persona, ids)).text).toBe((await look(persona, nothing)).text);
      });
    }

    test('has liabilities of their own, or is told so', async () => {
      const answer = await gateway.query(persona, '{ myLiabilities { totals { currency } } }');
      const borrower = persona.startsWith('borrower');
      expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(
        borrower ? [] : ['FORBIDDEN'],
      );
      expect(answer.data === null).toBe(!borrower);
    });
  });

  test('a borrower who is no customer here has nothing', async () => {
    const as = { persona: 'borrower-clear', subject: newId() } as const;
    const query = '{ myLiabilities { accounts { edges { cursor } } totals { currency } } }';
    const { data } = await gateway.query(as, query);
    expect(data).toEqual({ myLiabilities: { accounts: { edges: [] }, totals: [] } });
  });

  describe('nobody closes a line but the customer whose it is', () => {
    const others = PERSONAS.filter((persona) => persona !== 'borrower-indebted');
    test.each(others)('%s is answered the same whether the line exists or not', async (persona) => {
      const close = async (accountId: string) => {
        const mutation = `mutation($id: ID!) { closeAccount(input: { accountId: $id,
          expectedVersion: 1, allowRunOff: true, idempotencyKey: "other" }) {
          account { id } closure { id } receipt { entryId }
          errors { __typename code message path } } }`;
        return gateway.query({ persona, stepUp: true }, mutation, { id: accountId });
      };
      const before = await gateway.store.dump();
      const refused = await close('01990000-0000-7000-8001-000000000002');
      expect(refused.data).toMatchObject({
        closeAccount: {
          account: null,
          errors: [{ code: persona.startsWith('borrower') ? 'ACCOUNT_NOT_FOUND' : 'FORBIDDEN' }],
        },
      });
      expect(refused.text).toBe((await close(newId())).text);
      expect(await gateway.store.dump()).toEqual(before);
    });
  });

  describe('only business systems operate the books, and move the clock', () => {
    const MONEY = 'amount: { amount: "1.00", currency: "EUR" }';
    const operations = (id: string): Record<string, string> => ({
      authorizeUse: `accountId: "${id}", capability: PAY, ${MONEY}`,
      captureHold: `holdId: "${id}", ${MONEY}`,
      voidHold: `holdId: "${id}"`,
      postRepayment: `accountId: "${id}", ${MONEY}`,
      postRefund: `accountId: "${id}", ${MONEY}`,
      postFee: `accountId: "${id}", ${MONEY}`,
      postReturnedPayment: `entryId: "${id}"`,
      reverseEntry: `entryId: "${id}"`,
      payRefund: `refundId: "${id}"`,
    });
    const all = (id: string): string =>
      `mutation { ${Object.entries(operations(id))
        .map(
          ([name, input]) => `${name}(input: { ${input}, idempotencyKey: "k" }) {
          errors { __typename code message } }`,
        )
        .join('\n')} advanceClock(by: "P1D") { errors { __typename code message } } }`;

    test.each(PERSONAS.filter((persona) => persona !== 'service'))(
      '%s may not',
      async (persona) => {
        const { store } = gateway;
        const before = [await store.dump(), store.clock.now()];
        const refused = await gateway.query<Record<string, { errors: { code: string }[] }>>(
          { persona, stepUp: true },
          all('01990000-0000-7000-8001-000000000002'),
        );
        const codes = Object.values(refused.data!).map(({ errors }) => errors[0]?.code);
        expect(codes).toEqual(Array(10).fill('FORBIDDEN'));
        expect(refused.text).toBe((await gateway.query(persona, all(newId()))).text);
        expect([await store.dump(), store.clock.now()]).toEqual(before);
      },
    );

    test('every mutation of the schema is in this test', async () => {
      const { data } = await gateway.query<{
        __schema: { mutationType: { fields: { name: string }[] } };
      }>('agent', '{ __schema { mutationType { fields { name } } } }');
      const others = ['advanceClock', 'closeAccount'];
      // Whose roles are looked at beside their own tests.
      const elsewhere = [
        'recordActivities',
        'reassess',
        'giveConsent',
        'withdrawConsent',
        'applyForLine',
        'requestFormerLimit',
        'acceptOffer',
        'turnDownOffer',
        'decreaseLimit',
        'pauseLine',
        'resumeLine',
        'withdrawClosure',
        'requestClosureOnBehalf',
        'approveClosureOnBehalf',
        'declineClosureOnBehalf',
        'placeLegalHold',
        'liftLegalHold',
        'takeMeasure',
        'liftMeasure',
        'recordNoticeDelivered',
        'acknowledgeNotice',
        'fileAppeal',
        'requestHumanDecision',
        'requestReconsideration',
        'withdrawAppeal',
        'answerAppeal',
        'assignAppeal',
        'releaseAppeal',
        'askAppellant',
        'extendAppeal',
        'decideAppeal',
      ];
      const known = [...Object.keys(operations('')), ...others, ...elsewhere];
      const named = data!.__schema.mutationType.fields.map(({ name }) => name);
      expect(named.toSorted()).toEqual(known.toSorted());
    });
  });

  test('the other borrower sees no more of his own by it', async () => {
    const { data } = await gateway.query<Seen>(
      'borrower-clear',
      LOOK,
      asked({
        ...ids,
        customer: DEMO_BORROWER_CLEAR,
        account: '01990000-0000-7000-8001-000000000001',
      }),
    );
    expect(RECORDS.filter((name) => data![name] !== null)).toEqual(CUSTOMER);
  });
});
