/** Notices over HTTP: as GraphQL, as a page and as plain text; who reads them, and word of delivery. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { acceptedOf } from '../../../src/infrastructure/http/notices.js';
import { givenHistory, LATE } from '../../support/closings.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { givenModelUpdate, taken } from '../../support/measures.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases, NOW } from '../../support/stores.js';

const NOTICE = `id accountId issuedAt dueOn deliveredAt channel packEdition
  sections { code title paragraphs } decision { id }`;
const READ = `query($id: ID!) { notice(id: $id) { ${NOTICE} } node(id: $id) { __typename id } }`;
const DELIVERED = `mutation($input: RecordNoticeDeliveredInput!) { done: recordNoticeDelivered(input: $input) {
  notice { ${NOTICE} } errors { __typename code message path
    ... on NoticeAlreadyDelivered { deliveredAt } ... on DeliveredAtInvalid { from to } } } }`;
const READ_HERE = `mutation($input: AcknowledgeNoticeInput!) { done: acknowledgeNotice(input: $input) {
  notice { deliveredAt channel } errors { __typename code path } } }`;

interface Notice {
  id: string;
  dueOn: string;
  deliveredAt: string | null;
  channel: string | null;
  sections: { code: string; title: string; paragraphs: string[] }[];
  decision: { id: string };
}
interface Done {
  notice: Notice | null;
  errors: Record<string, unknown>[];
}

const AT = new Date(NOW).toISOString();

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  let noticeId: string;
  let decisionId: string;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    const { ports } = gateway.store;
    given = await givenLines(ports);
    const { notice, decision } = await taken(ports, given.account.id, 'verified-income-scope');
    noticeId = notice.id;
    decisionId = decision.id;
  });
  afterAll(() => gateway?.close());

  const borrower = (): As => ({ persona: 'borrower-clear', subject: given.customer.id });
  const other = (): As => ({ persona: 'borrower-clear', subject: newId() });
  const read = async (as: As, id = noticeId, headers = {}) => {
    const body = { query: READ, variables: { id } };
    const answer = await gateway.send<{ notice: Notice | null; node: object | null }>({
      as,
      body,
      headers,
    });
    expect(answer.errors).toEqual([]);
    return answer;
  };
  const tell = async (query: string, as: As, input: object = {}) => {
    const all = { noticeId, idempotencyKey: newId(), ...input };
    const answer = await gateway.query<{ done: Done }>(as, query, { input: all });
    expect(answer.errors).toEqual([]);
    return answer.data!.done;
  };
  const delivered = (input: object = {}, as: As = 'service') =>
    tell(DELIVERED, as, { channel: 'LETTER', deliveredAt: AT, ...input });
  const page = (as: As, headers: Record<string, string> = {}, id = noticeId, method = 'GET') =>
    gateway.send({ as, method, path: `/notices/${id}`, headers });

  describe('as GraphQL', () => {
    test('it has its sections in order, in the language of the request, and its clock', async () => {
      const { data } = await read(borrower());
      expect(data?.node).toEqual({ __typename: 'Notice', id: noticeId });
      expect(data?.notice).toMatchObject({
        id: noticeId,
        accountId: given.account.id,
        issuedAt: AT,
        dueOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        deliveredAt: null,
        channel: null,
        decision: { id: decisionId },
      });
      const codes = data!.notice!.sections.map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining(['DECISION', 'GROUNDS', 'REASONS', 'APPEAL']));
      const chinese = await read(borrower(), noticeId, { 'accept-language': 'zh-CN' });
      for (const { title, paragraphs } of chinese.data!.notice!.sections) {
        expect(title).toMatch(/\p{Script=Han}/u);
        for (const each of paragraphs) expect(each).toMatch(/\p{Script=Han}/u);
      }
    });

    test('it is text and a page, in the language asked for or wished for', async () => {
      const query = `query($id: ID!) { notice(id: $id) { text zh: text(locale: "zh") html
        zhHtml: html(locale: "zh-CN") } }`;
      const { data } = await gateway.query<{ notice: Record<string, string> }>(borrower(), query, {
        id: noticeId,
      });
      const { text, zh, html, zhHtml } = data!.notice;
      expect(text).not.toMatch(/\p{Script=Han}/u);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(html).toMatch(/^<!doctype html>\s*<html lang="en"/i);
      expect(zhHtml).toMatch(/<html lang="zh/);
    });

    test('staff and the system that delivers it read it; for others there is none', async () => {
      for (const persona of ['agent', 'reviewer', 'auditor', 'service'] as const) {
        expect((await read(persona)).data?.notice?.id).toBe(noticeId);
      }
      for (const as of [other(), 'partner', 'analyst'] as As[]) {
        const hidden = await read(as);
        expect(hidden.data).toEqual({ notice: null, node: null });
        expect(hidden.text).toBe((await read(as, newId())).text);
      }
      expect((await read('agent', 'x')).data).toEqual({ notice: null, node: null });
    });

    test('a decision names its notices, and proves itself by the first', async () => {
      const query = `query($id: ID!) { node(id: $id) { ... on Decision { notice { id }
        notices { id } receipt { content } } } }`;
      const { data } = await gateway.query<{ node: { receipt: { content: string } | null } }>(
        borrower(),
        query,
        { id: decisionId },
      );
      expect(data?.node).toMatchObject({ notice: { id: noticeId }, notices: [{ id: noticeId }] });
      expect(JSON.parse(data?.node.receipt?.content ?? '')).toMatchObject({ decisionId });
      const seen = await gateway.query<{ node: { receipt: null } }>('agent', query, {
        id: decisionId,
      });
      expect(seen.data?.node.receipt).toBeNull();
    });
  });

  describe('advice', () => {
    const ADVICE = `query($id: ID!) { notice(id: $id) { advice {
      conditions { kind text met } recourse { isReached plans { band actions { kind } } errors { code } } } } }`;
    interface Advised {
      notice: { advice: { conditions: object[]; recourse: object | null } | null };
    }
    const advised = async (as: As, id = noticeId) => {
      const { data, errors } = await gateway.query<Advised>(as, ADVICE, { id });
      expect(errors).toEqual([]);
      return data!.notice.advice;
    };

    test('is what the decision asks for, and no search where it asks for no score', async () => {
      expect(await advised(borrower())).toEqual({
        conditions: [{ kind: 'CHARACTERISTIC_IS', text: expect.any(String), met: false }],
        recourse: null,
      });
    });

    test('is the way to the next better band where a band is among the conditions', async () => {
      const { ports } = gateway.store;
      const late = await givenHistory(ports, [{ position: { principalMinor: 300_000 } }], LATE);
      await givenModelUpdate(ports, late.customer.id, 'B');
      const { notice } = await taken(ports, late.account.id, 'model-update-decrease');
      const as = { persona: 'borrower-clear', subject: late.customer.id } as const;
      const advice = await advised(as, notice.id);
      expect(advice).toMatchObject({
        conditions: [{ kind: 'BAND_IN', met: false }],
        recourse: { isReached: false, errors: [] },
      });
      const { plans } = advice!.recourse as { plans: object[] };
      expect(plans.length).toBeGreaterThan(0);
      expect(await advised('service', notice.id)).toBeNull();
    });

    test('is for those who may see the score', async () => {
      expect(await advised('reviewer')).not.toBeNull();
      expect(await advised('service')).toBeNull();
    });

    test('is none where the decision asks for nothing that the customer could change', async () => {
      const { ports } = gateway.store;
      const others = await givenLines(ports);
      const { notice } = await taken(ports, others.account.id, 'fund-pool-decrease');
      expect(await advised('agent', notice.id)).toBeNull();
    });
  });

  describe('as a document', () => {
    test('is a page that runs, loads and keeps nothing', async () => {
      const { status, headers, text } = await page(borrower(), { accept: 'text/html' });
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'unsafe-inline'/,
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-language')).toBe('en');
      expect(text).toMatch(/^<!doctype html>/i);
      expect(text).not.toMatch(/<script|javascript:|src=|<link/i);
    });

    test('is plain text where that is wanted, in the language that is wished for', async () => {
      const headers = { accept: 'text/plain', 'accept-language': 'zh' };
      const { status, text, headers: answered } = await page(borrower(), headers);
      expect([status, answered.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(text).not.toMatch(/<html/);
    });

    test('has no body for HEAD', async () => {
      const { status, text, headers } = await page(borrower(), {}, noticeId, 'HEAD');
      expect([status, text, headers.get('content-type')]).toEqual([
        200,
        '',
        'text/html; charset=utf-8',
      ]);
    });

    const error = async (sent: ReturnType<typeof page>) => {
      const { status, headers, text } = await sent;
      expect(headers.get('content-type')).toMatch(/^application\/json/);
      const { error: told, ...more } = JSON.parse(text);
      expect(more).toEqual({});
      expect(told.message).not.toBe('');
      return [status, told.code];
    };

    test('is told apart from none by nobody who may not see it', async () => {
      for (const as of [other(), 'partner', 'analyst'] as As[]) {
        expect(await error(page(as))).toEqual([404, 'NOT_FOUND']);
        expect((await page(as)).text).toBe((await page(as, {}, newId())).text);
      }
      for (const id of ['x', "'--", '%00', `${noticeId}x`]) {
        expect(await error(page('agent', {}, id))).toEqual([404, 'NOT_FOUND']);
      }
    });

    test('is refused by name without a token, in another type, by another method', async () => {
      expect(await error(page(null))).toEqual([401, 'UNAUTHENTICATED']);
      expect((await page(null)).headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await error(page(borrower(), { accept: 'application/pdf' }))).toEqual([
        406,
        'NOT_ACCEPTABLE',
      ]);
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const sent = page(borrower(), { 'content-type': 'nonsense' }, noticeId, method);
        expect(await error(sent)).toEqual([405, 'METHOD_NOT_ALLOWED']);
        expect((await sent).headers.get('allow')).toBe('GET, HEAD');
      }
      const headers = { 'clearline-purpose': 'CURIOSITY' };
      expect(await error(page('agent', headers))).toEqual([400, 'PURPOSE_UNKNOWN']);
    });

    test('is a look at the file when staff reads it, and none when the customer does', async () => {
      const looks = async () => {
        const { ports } = gateway.store;
        const all = await ports.fileAccesses.ofCustomer(given.customer.id, {
          before: null,
          limit: 10,
        });
        return all.map(({ role, purpose, isStated }) => ({ role, purpose, isStated }));
      };
      await page(borrower());
      await page('service');
      expect(await looks()).toEqual([]);
      await page('reviewer', { 'clearline-purpose': 'LEGAL' });
      expect(await looks()).toEqual([{ role: 'reviewer', purpose: 'LEGAL', isStated: true }]);
    });
  });

  describe('word of delivery', () => {
    test('is written down once, by the system that delivered it', async () => {
      const done = await delivered();
      expect(done).toMatchObject({
        notice: { id: noticeId, deliveredAt: AT, channel: 'LETTER' },
        errors: [],
      });
      expect((await delivered({ channel: 'EMAIL' })).errors).toMatchObject([
        {
          __typename: 'NoticeAlreadyDelivered',
          code: 'ALREADY_DELIVERED',
          path: ['input', 'noticeId'],
          deliveredAt: AT,
          message: expect.stringContaining('2026'),
        },
      ]);
      expect((await read(borrower())).data?.notice?.channel).toBe('LETTER');
    });

    test('ends the reading of it by systems, and nobody else’s', async () => {
      const readers = async (as: As) => [
        (await read(as)).data?.notice?.id,
        (await page(as)).status,
      ];
      for (const as of [borrower(), 'agent', 'service'] as As[]) {
        expect(await readers(as)).toEqual([noticeId, 200]);
      }
      await delivered();
      expect(await readers('service')).toEqual([undefined, 404]);
      for (const as of [borrower(), 'agent', 'reviewer', 'auditor'] as As[]) {
        expect(await readers(as)).toEqual([noticeId, 200]);
      }
    });

    test('is of a moment since the notice was made, and not of one to come', async () => {
      for (const deliveredAt of [NOW - 1, NOW + 1, NOW + 400 * DAY_MS]) {
        const input = { deliveredAt: new Date(deliveredAt).toISOString() };
        expect((await delivered(input)).errors).toMatchObject([
          {
            __typename: 'DeliveredAtInvalid',
            code: 'DELIVERED_AT_INVALID',
            path: ['input', 'deliveredAt'],
            from: AT,
            to: AT,
          },
        ]);
      }
    });

    test('comes from nobody else, and of no other notice', async () => {
      for (const as of [borrower(), 'agent', 'reviewer', 'auditor', 'partner'] as As[]) {
        expect((await delivered({}, as)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      }
      expect((await delivered({ noticeId: newId() })).errors).toMatchObject([
        { __typename: 'NotFound', code: 'NOTICE_NOT_FOUND', path: ['input', 'noticeId'] },
      ]);
    });

    test('comes from the customer too, who reads it here', async () => {
      for (const as of ['agent', 'service', 'auditor'] as As[]) {
        expect((await tell(READ_HERE, as)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      }
      expect((await tell(READ_HERE, other())).errors).toMatchObject([{ code: 'NOTICE_NOT_FOUND' }]);
      expect(await tell(READ_HERE, borrower())).toEqual({
        notice: { deliveredAt: AT, channel: 'IN_APP' },
        errors: [],
      });
      expect((await tell(READ_HERE, borrower())).errors).toMatchObject([
        { code: 'ALREADY_DELIVERED' },
      ]);
    });

    test('answers the same key the same', async () => {
      const input = { idempotencyKey: newId() };
      const first = await delivered(input);
      expect(await delivered(input)).toEqual(first);
      const changed = await delivered({ ...input, channel: 'SMS' });
      expect(changed.errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    });
  });
});

describe('the type that a client prefers', () => {
  test.each([
    [undefined, 'text/html'],
    ['*/*', 'text/html'],
    ['text/*', 'text/html'],
    ['text/plain', 'text/plain'],
    ['text/html;q=0.5, text/plain', 'text/plain'],
    ['text/html, text/plain;q=0.9', 'text/html'],
    ['text/html;q=0, */*', 'text/plain'],
    ['TEXT/PLAIN ; q=0.1', 'text/plain'],
    ['text/*;q=0.1, text/plain;q=0.2, application/json', 'text/plain'],
    ['application/json', undefined],
    ['text/html;q=0', undefined],
    ['', undefined],
    [';;;,,,', undefined],
  ])('of %j is %s', (accept, type) => {
    expect(acceptedOf(accept)).toBe(type);
  });
});
