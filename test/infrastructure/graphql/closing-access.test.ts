/**
 * Who may see and do what around a closing, object by object and by every way to it: quotes,
 * notices, requests on behalf, applications, decisions, holds on records. What somebody may not see
 * is answered exactly as what does not exist.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { aStatement, type Given, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases, NOW } from '../../support/stores.js';

/** Everything that can be asked for by an id, on records of one customer. */
const LOOK = `query($customer: ID!, $product: ID!, $open: ID!, $closed: ID!, $noticed: ID!,
    $application: ID!, $answer: ID!, $request: ID!, $notice: ID!, $ids: [ID!]!,
    $entities: [_Any!]!) {
  preview: closurePreview(accountId: $open) { account { id } errors { __typename code message path }
    preview { blockers { clearedBy } revoked effects { scoreNow linkedLimits { accountId } } } }
  eligibility(customerId: $customer, productId: $product) { eligible
    errors { __typename code message path } }
  schedule: retentionSchedule(customerId: $customer) { asOf }
  line: creditAccount(id: $closed) { decisions { id } closure { id signals qualitySegment
    conditions { code } restrictions { ruleId } scoreBefore
    linkedLimits { reason decision { id reasons { code } } } } }
  noticed: creditAccount(id: $noticed) { closureNotice { id motive } }
  application: node(id: $application) { __typename ... on CreditApplication { status
    account { id } previousAccount { id } receipt { entryId }
    decision { reasons { code } } } }
  answer: node(id: $answer) { __typename ... on Decision { grounds reasons { code text } } }
  request: node(id: $request) { __typename ... on ClosureRequest { statement account { id } } }
  notice: node(id: $notice) { __typename ... on ClosureNotice { motive } }
  nodes(ids: $ids) { __typename }
  _entities(representations: $entities) { __typename ... on CreditAccount {
    closureNotice { id } closure { linkedLimits { reason } } decisions { id } } }
}`;
/** Records that are found in their own places only. */
const NO_RECORD = ['hold', 'quote'] as const;
const NODES = ['application', 'answer', 'request', 'notice'] as const;

// biome-ignore lint/suspicious/noExplicitAny: the selections above are the shapes.
type Shown = any;
type Who = 'owner' | 'other' | Exclude<Persona, `borrower-${string}`>;
type Ids = Record<string, string>;

/** What each may see. */
const SEES: Readonly<Record<Who, string>> = {
  owner: 'preview eligibility schedule lines scores applications receipts',
  other: '',
  agent: 'preview eligibility schedule lines scores applications requests',
  reviewer: 'eligibility schedule lines scores applications holds',
  analyst: 'eligibility',
  auditor: 'eligibility schedule lines scores applications requests receipts holds',
  service: 'schedule lines',
  partner: '',
};
const EVERYBODY = Object.keys(SEES) as Who[];

describeDatabases((open) => {
  let gateway: Gateway;
  let owner: Given;
  let noticed: Given;
  let other: Given;
  let ids: Ids;

  const borrower = ({ customer }: Given): As => ({
    persona: 'borrower-clear',
    subject: customer.id,
    stepUp: true,
  });
  /** The customer of the notice is another one than the one of all else. */
  const as = (who: Who, of: Given = owner): As => {
    if (who === 'owner') return borrower(of);
    return who === 'other' ? borrower(other) : { persona: who, stepUp: true };
  };
  const done = async (asked: As, name: string, type: string, input: object, answer: string) => {
    const query = `mutation($input: ${type}!) { done: ${name}(input: $input) {
      ${answer} errors { __typename code message path } } }`;
    const variables = { input: { idempotencyKey: newId(), ...input } };
    return gateway.query<Shown>(asked, query, variables);
  };
  const made = async (...asked: Parameters<typeof done>) => {
    const { data, errors } = await done(...asked);
    expect([errors, data.done.errors]).toEqual([[], []]);
    return data.done;
  };
  const consent = async (name: 'giveConsent' | 'withdrawConsent', purpose: string) => {
    const query = `mutation { done: ${name}(input: { purpose: ${purpose} }) { errors { code } } }`;
    const { data } = await gateway.query<Shown>(as('owner'), query);
    expect(data).toEqual({ done: { errors: [] } });
  };
  const quoteOf = async (of: Given, accountId: string): Promise<string> => {
    const query = `query($id: ID!) { closurePreview(accountId: $id) { preview { quoteId } } }`;
    const { data } = await gateway.query<Shown>(borrower(of), query, { id: accountId });
    return data.closurePreview.preview.quoteId;
  };

  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
    const { ports } = gateway.store;
    owner = await givenLines(ports, [{}, { position: { principalMinor: 100_000 } }, {}]);
    await ports.books.addStatements(owner.accounts.map((each) => aStatement(each)));
    other = await givenLines(ports, [{}]);
    noticed = await givenLines(ports, [{}], {
      customer: { jurisdiction: 'EU', locale: 'en' },
      product: { currency: 'EUR', customerNoticeMonths: 1 },
    });
    const own = as('owner');
    const [closed, , third] = owner.accounts.map(({ id }) => id) as [string, string, string];
    const { closure } = await made(
      own,
      'closeAccount',
      'CloseAccountInput',
      { accountId: closed, expectedVersion: 1, motive: 'COST' },
      'closure { id linkedLimits { accountId } }',
    );
    expect(closure.linkedLimits).not.toEqual([]);
    const product = (await givenLines(ports, [])).product.id;
    const { application } = await made(
      own,
      'applyForLine',
      'ApplyForLineInput',
      {
        productId: product,
        previousAccountId: closed,
        requestedLimit: { amount: '5000.00', currency: 'CNY' },
      },
      'application { id decision { id } }',
    );
    const { notice } = await made(
      borrower(noticed),
      'closeAccount',
      'CloseAccountInput',
      {
        accountId: noticed.account.id,
        expectedVersion: 1,
        motive: 'PRIVACY',
        effectiveAt: new Date(NOW + 9 * DAY_MS).toISOString(),
      },
      'notice { id }',
    );
    const { request } = await made(
      { persona: 'agent', subject: 'agent-7', stepUp: true },
      'requestClosureOnBehalf',
      'RequestClosureOnBehalfInput',
      { accountId: third, cause: 'GUARDIAN', statement: 'Seen the court order.' },
      'request { id }',
    );
    const { legalHold } = await made(
      as('reviewer'),
      'placeLegalHold',
      'PlaceLegalHoldInput',
      { customerId: owner.customer.id, reason: 'A dispute.' },
      'legalHold { id }',
    );
    ids = {
      customer: owner.customer.id,
      product,
      closed,
      open: third,
      noticed: noticed.account.id,
      application: application.id,
      answer: application.decision.id,
      request: request.id,
      notice: notice.id,
      hold: legalHold.id,
      quote: await quoteOf(owner, third),
    };
  });
  afterAll(() => gateway?.close());

  const look = async (who: Who, at: Ids, of: Given = owner): Promise<Shown> => {
    const variables = {
      ...at,
      ids: [...NODES, ...NO_RECORD].map((name) => at[name]),
      entities: ['closed', 'noticed', 'open'].map((name) => ({
        __typename: 'CreditAccount',
        id: at[name],
      })),
    };
    const { data, errors } = await gateway.query<Shown>(as(who, of), LOOK, variables);
    expect(errors).toEqual([]);
    return data;
  };
  const nothing = (at: Ids): Ids =>
    Object.fromEntries(
      Object.entries(at).map(([name, id]) => [name, name === 'product' ? id : newId()]),
    );

  describe.each(EVERYBODY)('%s', (who) => {
    const sees = (what: string): boolean => SEES[who].split(' ').includes(what);

    test('sees what the role allows, and all else as if it were not there', async () => {
      const seen = await look(who, ids);
      const absent = await look(who, nothing(ids));
      const shows = (name: string, is: boolean) => {
        if (is) expect([name, seen[name]]).not.toEqual([name, absent[name]]);
        else expect([name, seen[name]]).toEqual([name, absent[name]]);
      };
      shows('preview', sees('preview'));
      shows('eligibility', sees('eligibility'));
      shows('schedule', sees('schedule'));
      shows('line', sees('lines'));
      shows('application', sees('applications'));
      shows('answer', sees('applications'));
      shows('request', sees('requests'));
      // The notice is another customer's, whom the owner has nothing to do with.
      const staff = sees('lines') && who !== 'owner';
      shows('notice', staff);
      shows('noticed', staff);
      shows('nodes', sees('applications') || sees('requests') || staff);
      for (const at of NO_RECORD.keys()) expect(seen.nodes[NODES.length + at]).toBeNull();
      expect(seen.preview.account).toEqual(sees('preview') ? { id: ids.open } : null);
      const entities = [sees('lines'), staff, sees('lines')];
      expect(seen._entities.map((each: object | null) => each !== null)).toEqual(entities);
    });

    test('learns nothing of scores along the way, unless scores are for the role', async () => {
      const { line, noticed: given, application, request } = await look(who, ids);
      if (line !== null) {
        const { closure } = line;
        for (const name of [
          'signals',
          'qualitySegment',
          'conditions',
          'restrictions',
          'scoreBefore',
        ]) {
          expect([name, closure[name] !== null]).toEqual([name, sees('scores')]);
        }
        const [moved] = closure.linkedLimits;
        expect(moved.reason !== null).toBe(sees('scores'));
        expect(moved.decision.reasons.length > 0).toBe(sees('scores'));
      }
      if (given !== null) {
        expect(given.closureNotice.motive).toBe(sees('scores') ? 'PRIVACY' : null);
      }
      if (application !== null) {
        expect(application.previousAccount).toEqual({ id: ids.closed });
        expect(application.receipt !== null).toBe(sees('receipts'));
      }
      if (request !== null) expect(request.account).toEqual({ id: ids.open });
    });

    test('has lists of their own, or is told so', async () => {
      const lists = ['myApplications { id }', 'consents { purpose }', 'exportMyData { document }'];
      for (const list of lists) {
        const { text, errors } = await gateway.query(as(who), `{ ${list} }`);
        const isOwn = who === 'owner' || who === 'other';
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(isOwn ? [] : ['FORBIDDEN']);
        if (who === 'owner') continue;
        for (const id of Object.values(ids)) expect(text).not.toContain(id);
      }
      const asked: Record<string, boolean> = {
        [`{ legalHolds(customerId: "${ids.customer}") { reason } }`]: sees('holds'),
        '{ closureRequests { statement account { id } } }': who === 'agent',
      };
      for (const [query, may] of Object.entries(asked)) {
        const { errors, data, text } = await gateway.query<Shown>(as(who), query);
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(may ? [] : ['FORBIDDEN']);
        if (may) expect(Object.values(data)[0]).toHaveLength(1);
        else expect(text).not.toMatch(/dispute|court order/);
      }
    });

    test('may read the rules of a jurisdiction, which are for everybody', async () => {
      const query = '{ jurisdictionRules(jurisdiction: "CN") { edition rules { source } } }';
      const { data, errors } = await gateway.query<Shown>(as(who), query);
      expect(errors).toEqual([]);
      expect(data.jurisdictionRules.rules.length).toBeGreaterThan(0);
    });
  });

  test('the customer of the notice sees it with what was said', async () => {
    const { notice, noticed: line } = await look('owner', ids, noticed);
    expect(notice).toEqual({ __typename: 'ClosureNotice', motive: 'PRIVACY' });
    expect(line).toEqual({ closureNotice: { id: ids.notice, motive: 'PRIVACY' } });
  });

  describe('a partner', () => {
    const eligibility = async (at: Ids): Promise<Shown> => (await look('partner', at)).eligibility;

    test('is answered about a customer while the consent stands, and sees nothing else', async () => {
      const before = await look('partner', ids);
      await consent('giveConsent', 'PARTNER_ELIGIBILITY');
      const { eligibility: told, ...rest } = await look('partner', ids);
      expect(told).toEqual({ eligible: expect.any(Boolean), errors: [] });
      expect({ ...rest, eligibility: before.eligibility }).toEqual(before);
      await consent('withdrawConsent', 'PARTNER_ELIGIBILITY');
      expect(await eligibility(ids)).toEqual(await eligibility(nothing(ids)));
    });

    test('is not answered by a consent for another purpose', async () => {
      await consent('giveConsent', 'OFFERS');
      expect((await eligibility(ids)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      await consent('withdrawConsent', 'OFFERS');
    });
  });

  describe('a quote is for its customer and its line', () => {
    let quoteId: string;
    beforeAll(async () => {
      quoteId = await quoteOf(owner, ids.open!);
    });
    const close = async (by: Given, accountId: string, quoteId: string) => {
      const before = await gateway.store.dump();
      const answer = await done(
        borrower(by),
        'closeAccount',
        'CloseAccountInput',
        { accountId, quoteId },
        'account { id } closure { id }',
      );
      expect(await gateway.store.dump()).toEqual(before);
      return answer;
    };
    const notFound = [
      {
        __typename: 'QuoteNotFound',
        code: 'QUOTE_NOT_FOUND',
        message: 'There is no such quote.',
        path: ['input', 'quoteId'],
      },
    ];
    test('another customer’s is answered as one that does not exist', async () => {
      const foreign = await close(other, other.account.id, quoteId);
      expect(foreign.data.done.errors).toEqual(notFound);
      expect(foreign.text).toBe((await close(other, other.account.id, newId())).text);
    });
    test('another line’s is as well', async () => {
      const own = await close(owner, owner.accounts[1]!.id, quoteId);
      expect(own.data.done.errors).toEqual(notFound);
      expect(own.text).toBe((await close(owner, owner.accounts[1]!.id, newId())).text);
    });
  });

  describe('nobody does what is another’s to do', () => {
    const amount = { amount: '5000.00', currency: 'CNY' };
    type Deed = readonly [name: string, type: string, input: (at: Ids) => object];
    const CUSTOMERS: readonly Deed[] = [
      [
        'closeAccount',
        'CloseAccountInput',
        ({ open, quote }) => ({ accountId: open, quoteId: quote }),
      ],
      ['withdrawClosure', 'WithdrawClosureInput', ({ noticed: accountId }) => ({ accountId })],
      [
        'decreaseLimit',
        'DecreaseLimitInput',
        ({ open }) => ({ accountId: open, limit: amount, expectedVersion: 1 }),
      ],
      ['pauseLine', 'PauseLineInput', ({ open }) => ({ accountId: open, expectedVersion: 1 })],
      ['resumeLine', 'PauseLineInput', ({ open }) => ({ accountId: open, expectedVersion: 1 })],
      [
        'applyForLine',
        'ApplyForLineInput',
        ({ product, closed }) => ({
          productId: product,
          previousAccountId: closed,
          requestedLimit: amount,
        }),
      ],
      ['requestFormerLimit', 'RequestFormerLimitInput', ({ open }) => ({ accountId: open })],
      ['acceptOffer', 'OfferInput', ({ application }) => ({ applicationId: application })],
      ['turnDownOffer', 'OfferInput', ({ application }) => ({ applicationId: application })],
    ];
    const AGENTS: readonly Deed[] = [
      [
        'requestClosureOnBehalf',
        'RequestClosureOnBehalfInput',
        ({ open }) => ({ accountId: open, cause: 'FRAUD', statement: 'Seen.' }),
      ],
      ['approveClosureOnBehalf', 'DecideClosureInput', ({ request }) => ({ requestId: request })],
      ['declineClosureOnBehalf', 'DecideClosureInput', ({ request }) => ({ requestId: request })],
    ];
    const REVIEWERS: readonly Deed[] = [
      [
        'placeLegalHold',
        'PlaceLegalHoldInput',
        ({ customer }) => ({ customerId: customer, reason: 'x' }),
      ],
      ['liftLegalHold', 'LiftLegalHoldInput', ({ hold }) => ({ legalHoldId: hold })],
    ];
    const deeds = [
      ...CUSTOMERS.map((deed) => [deed, 'owner'] as const),
      ...AGENTS.map((deed) => [deed, 'agent'] as const),
      ...REVIEWERS.map((deed) => [deed, 'reviewer'] as const),
    ];

    test.each(EVERYBODY)('%s', async (who) => {
      const before = await gateway.store.dump();
      for (const [[name, type, input], whose] of deeds) {
        if (who === whose) continue;
        const refused = await done(as(who), name, type, input(ids), '');
        const [error, ...more] = refused.data.done.errors;
        expect([name, more]).toEqual([name, []]);
        const isTheirs = who === 'other' && whose === 'owner';
        expect([name, error.code]).toEqual([
          name,
          isTheirs ? expect.stringMatching(/NOT_FOUND|PREVIOUS_LINE_NOT_CLOSED/) : 'FORBIDDEN',
        ]);
        const absent = await done(as(who), name, type, input(nothing(ids)), '');
        expect([name, refused.text]).toEqual([name, absent.text]);
      }
      expect(await gateway.store.dump()).toEqual(before);
    });

    test('an agent does not approve what the same agent asked for', async () => {
      const same: As = { persona: 'agent', subject: 'agent-7', stepUp: true };
      const asked = { requestId: ids.request };
      const { data } = await done(same, 'approveClosureOnBehalf', 'DecideClosureInput', asked, '');
      expect(data.done.errors).toMatchObject([{ code: 'SECOND_AGENT_NEEDED' }]);
    });
  });
});
