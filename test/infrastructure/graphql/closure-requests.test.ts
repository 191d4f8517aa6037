/** Closing by notice and taking it back, and closing for a customer by two agents, over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases, NOW } from '../../support/stores.js';

const ERRORS = `errors { __typename code message path ... on NoticeTooLong { latest }
  ... on ClosureRequestPending { requestId } ... on ClosureRequestEnded { ended: status }
  ... on NoticeNotPossible { status } }`;
const ACCOUNT = `account { id status version effectiveAt capabilities
  closureNotice { id status effectiveAt withdrawable motive } }`;
const CLOSED = `${ACCOUNT} closure { id kind cause outcome motive decision { grounds } }
  notice { id status effectiveAt withdrawable endedAt motive packEdition accountId requestedAt }
  linkedLimits { accountId } receipt { entryId } ${ERRORS}`;
const REQUEST = `request { id accountId customerId status cause statement requestedBy requestedAt
  expiresAt endedAt endedBy packEdition account { id } } ${ERRORS}`;
const CLOSE = `mutation($input: CloseAccountInput!) { done: closeAccount(input: $input) { ${CLOSED} } }`;
const WITHDRAW = `mutation($input: WithdrawClosureInput!) {
  done: withdrawClosure(input: $input) { ${ACCOUNT} notice { id status endedAt } ${ERRORS} } }`;
const ASK = `mutation($input: RequestClosureOnBehalfInput!) {
  done: requestClosureOnBehalf(input: $input) { ${REQUEST} } }`;
const APPROVE = `mutation($input: DecideClosureInput!) {
  done: approveClosureOnBehalf(input: $input) { ${CLOSED} } }`;
const DECLINE = `mutation($input: DecideClosureInput!) {
  done: declineClosureOnBehalf(input: $input) { ${REQUEST} } }`;
const QUEUE = 'query($first: Int) { closureRequests(first: $first) { id cause account { id } } }';
const NODE = `query($id: ID!) { node(id: $id) { __typename id } }`;

type Done = Record<string, Record<string, unknown> | null> & { errors: Record<string, unknown>[] };

const iso = (instant: number): string => new Date(instant).toISOString();

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    given = await givenLines(gateway.store.ports, [{}], {
      customer: { jurisdiction: 'EU', locale: 'en' },
      product: { currency: 'EUR', customerNoticeMonths: 1 },
    });
  });
  afterAll(() => gateway?.close());

  const borrower = (subject = given.customer.id, stepUp = true) =>
    ({ persona: 'borrower-clear', subject, stepUp }) as const;
  const agent = (subject: string) => ({ persona: 'agent', subject, stepUp: true }) as const;
  const ask = async (as: object, query: string, input: object, headers = {}) => {
    const body = { query, variables: { input: { idempotencyKey: newId(), ...input } } };
    const answer = await gateway.send<{ done: Done }>({ as: as as never, body, headers });
    expect(answer.errors).toEqual([]);
    return answer.data!.done;
  };
  const noticeIn = (days: number, over: object = {}) =>
    ask(borrower(), CLOSE, {
      accountId: given.account.id,
      expectedVersion: 1,
      effectiveAt: iso(NOW + days * DAY_MS),
      ...over,
    });

  describe('a notice', () => {
    test('leaves the line usable until its day, and is shown on the line', async () => {
      const done = await noticeIn(10, { motive: 'COST' });
      const notice = { status: 'PENDING', effectiveAt: iso(NOW + 10 * DAY_MS), withdrawable: true };
      expect(done).toMatchObject({
        account: {
          status: 'NOTICE_GIVEN',
          version: 2,
          capabilities: ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'],
          closureNotice: { ...notice, id: done.notice?.id, motive: 'COST' },
        },
        closure: null,
        notice: { ...notice, accountId: given.account.id, endedAt: null, motive: 'COST' },
        linkedLimits: null,
        receipt: { entryId: expect.any(String) },
        errors: [],
      });
      const id = done.notice?.id;
      const node = { __typename: 'ClosureNotice', id };
      expect((await gateway.query(borrower(), NODE, { id })).data).toEqual({ node });
      const other = await gateway.query(borrower(newId()), NODE, { id });
      expect(other.data).toEqual({ node: null });
    });

    test('is taken back, once', async () => {
      const { notice } = await noticeIn(10);
      const input = { accountId: given.account.id, idempotencyKey: newId() };
      const done = await ask(borrower(), WITHDRAW, input);
      expect(done).toMatchObject({
        account: { status: 'ACTIVE', closureNotice: null, version: 3 },
        notice: { id: notice?.id, status: 'WITHDRAWN', endedAt: iso(NOW) },
        errors: [],
      });
      expect(await ask(borrower(), WITHDRAW, input)).toEqual(done);
      const again = await ask(borrower(), WITHDRAW, { accountId: given.account.id });
      expect(again).toMatchObject({
        account: { status: 'ACTIVE' },
        notice: null,
        errors: [{ __typename: 'NoNoticeToWithdraw', path: ['input', 'accountId'] }],
      });
    });

    test('is refused beyond what agreement and rules allow, with the latest moment', async () => {
      const { errors, account } = await noticeIn(40);
      expect(account).toMatchObject({ status: 'ACTIVE', version: 1 });
      // The end of the day a month on, in Brussels.
      const latest = '2026-12-25T22:59:59.999Z';
      expect(errors).toMatchObject([
        { __typename: 'NoticeTooLong', latest, path: ['input', 'effectiveAt'] },
      ]);
      expect(errors[0]?.message).toContain('25 December 2026, 22:59 UTC');
      given = await givenLines(gateway.store.ports);
      expect((await noticeIn(1)).errors).toMatchObject([{ __typename: 'NoticeNotAgreed' }]);
    });
  });

  test('a closing names a version or a quote', async () => {
    const input = { accountId: given.account.id };
    const { errors } = await ask(borrower(), CLOSE, input);
    const path = ['input', 'expectedVersion'];
    expect(errors).toMatchObject([{ __typename: 'InvalidInput', path }]);
    const { errors: zh } = await ask(borrower(), CLOSE, input, { 'accept-language': 'zh' });
    expect(zh[0]?.message).toMatch(/报价/);
  });

  describe('a closing on behalf', () => {
    const statement = 'A death certificate of the registry, seen in the original.';
    const request = (as = 'agent-1', over: object = {}) =>
      ask(agent(as), ASK, { accountId: given.account.id, cause: 'DECEASED', statement, ...over });
    const idOf = ({ request: made }: Done) => made?.id as string;
    const queue = async (as: object, variables = {}) =>
      gateway.query<{ closureRequests: { id: string }[] }>(as as never, QUEUE, variables);

    test('is asked for by one agent and made by another', async () => {
      const asked = await request();
      const { id: accountId, customerId } = given.account;
      expect(asked).toMatchObject({
        request: {
          accountId,
          customerId,
          status: 'PENDING',
          cause: 'DECEASED',
          statement,
          requestedBy: 'agent-1',
          expiresAt: iso(NOW + 14 * DAY_MS),
          endedAt: null,
          endedBy: null,
          account: { id: accountId },
        },
        errors: [],
      });
      const requestId = idOf(asked);
      const waiting = await queue(agent('agent-2'), { first: 100 });
      const own = { id: requestId, cause: 'DECEASED', account: { id: accountId } };
      expect(waiting.data?.closureRequests).toContainEqual(own);

      const alone = await ask(agent('agent-1'), APPROVE, { requestId });
      const path = ['input', 'requestId'];
      expect(alone).toMatchObject({
        closure: null,
        errors: [{ __typename: 'SecondAgentNeeded', path }],
      });
      const approved = await ask(agent('agent-2'), APPROVE, { requestId });
      expect(approved).toMatchObject({
        account: { status: 'CLOSED', capabilities: [] },
        closure: {
          kind: 'ON_BEHALF',
          cause: 'DECEASED',
          outcome: 'CLOSED',
          motive: null,
          decision: { grounds: 'DEATH' },
        },
        notice: null,
        linkedLimits: [],
        receipt: null,
        errors: [],
      });
      const late = await ask(agent('agent-3'), APPROVE, { requestId });
      expect(late.errors).toMatchObject([{ __typename: 'ClosureRequestEnded', ended: 'EFFECTED' }]);
      const after = await queue(agent('agent-2'), { first: 100 });
      expect(after.data?.closureRequests).not.toContainEqual(own);

      // Nobody's own request: its reasons go when evidence is no longer kept, and the closing stays.
      const { retention, inTransaction } = gateway.store.ports;
      const erase = () => retention.eraseClass('ADVERSE_ACTION_EVIDENCE', 'EU', '2030-01-01', 999);
      expect(await inTransaction(erase)).toBeGreaterThan(0);
      const bare = '{ creditAccount(id: $id) { closure { cause decision { grounds } } } }';
      const seen = await gateway.query('auditor', `query($id: ID!) ${bare}`, { id: accountId });
      expect(seen.errors).toEqual([]);
      expect(seen.data).toEqual({
        creditAccount: { closure: { cause: 'DECEASED', decision: null } },
      });
    });

    test('is declined by another agent or taken back, and the line stays', async () => {
      for (const [by, status] of [
        ['agent-2', 'DECLINED'],
        ['agent-1', 'WITHDRAWN'],
      ] as const) {
        const requestId = idOf(await request());
        const pending = await request('agent-9');
        expect(pending.errors).toMatchObject([{ __typename: 'ClosureRequestPending', requestId }]);
        const done = await ask(agent(by), DECLINE, { requestId });
        expect(done).toMatchObject({
          request: { status, endedBy: by, endedAt: iso(NOW) },
          errors: [],
        });
      }
      const [account] = await gateway.store.ports.accounts.find([given.account.id]);
      expect(account).toEqual(given.account);
    });

    test('is for agents alone, who alone read what was written down', async () => {
      const id = idOf(await request());
      const others = [borrower(), { persona: 'service', stepUp: true }];
      for (const persona of ['reviewer', 'analyst', 'partner', 'auditor']) {
        others.push({ persona, stepUp: true } as never);
      }
      for (const as of others) {
        const forbidden = { errors: [{ __typename: 'Forbidden' }] };
        const input = { accountId: given.account.id, cause: 'FRAUD', statement };
        expect(await ask(as, ASK, input)).toMatchObject(forbidden);
        expect(await ask(as, APPROVE, { requestId: id })).toMatchObject(forbidden);
        expect(await ask(as, DECLINE, { requestId: id })).toMatchObject(forbidden);
        expect((await queue(as)).errors[0]?.extensions.code).toBe('FORBIDDEN');
        const isAuditor = 'persona' in as && (as.persona as string) === 'auditor';
        const node = isAuditor ? { __typename: 'ClosureRequest', id } : null;
        expect((await gateway.query(as as never, NODE, { id })).data).toEqual({ node });
      }
    });

    test('says which input is wrong', async () => {
      const wrong = await request('agent-1', { accountId: 'x', statement: '' });
      const paths = wrong.errors.map(({ path }) => path);
      expect(paths).toEqual([
        ['input', 'accountId'],
        ['input', 'statement'],
      ]);
      const { errors } = await ask(agent('agent-1'), APPROVE, { requestId: newId() });
      expect(errors).toMatchObject([{ code: 'REQUEST_NOT_FOUND', path: ['input', 'requestId'] }]);
      expect((await queue(agent('agent-1'), { first: 0 })).errors).toHaveLength(1);
    });
  });

  test('each of them asks for a fresh, stronger sign-in', async () => {
    for (const query of [CLOSE, WITHDRAW, ASK, APPROVE, DECLINE]) {
      const as =
        query === ASK || query === APPROVE || query === DECLINE ? 'agent' : 'borrower-clear';
      const inputs: Record<string, object> = {
        [CLOSE]: { accountId: newId(), expectedVersion: 1 },
        [WITHDRAW]: { accountId: newId() },
        [ASK]: { accountId: newId(), cause: 'FRAUD', statement: 'x' },
        [APPROVE]: { requestId: newId() },
        [DECLINE]: { requestId: newId() },
      };
      const input = { ...inputs[query], idempotencyKey: newId() };
      const { status, data } = await gateway.query(as, query, { input });
      expect([status, data]).toEqual([401, undefined]);
    }
  });
});
