/** Documents over real HTTP: whole ones, hostile ones, and clients that come and go as they like. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MAX_EVIDENCE_BYTES } from '../../src/domain/appeal/evidence.js';
import { MAX_UNPACKED_BYTES } from '../../src/domain/appeal/packed.js';
import { anAppeal } from '../support/decided.js';
import { type As, type Gateway, startGateway } from '../support/gateway.js';
import { givenCustomer, newId } from '../support/portfolio.js';
import {
  joined,
  pdfOf,
  pdfStreamOf,
  STRANGERS,
  sampleJpeg,
  samplePdf,
  samplePng,
} from '../support/sample-documents.js';
import { describeDatabases } from '../support/stores.js';

interface Sent {
  readonly as?: As;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | ReadableStream | string;
}

const HAND_IN = '/evidence?kind=INCOME_PROOF';

describeDatabases((open) => {
  let gateway: Gateway;
  let customerId: string;
  let me: As;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    ({ id: customerId } = await givenCustomer(gateway.store.ports));
    me = borrower(customerId);
  });
  afterAll(() => gateway?.close());

  const borrower = (subject: string) => ({ persona: 'borrower-clear', subject }) as const;
  const bearer = async (as: As, of = gateway): Promise<Record<string, string>> => {
    if (as === null) return {};
    const token = typeof as === 'object' && 'token' in as ? as.token : await of.token(as);
    return { authorization: `Bearer ${token}` };
  };

  async function send({ as = me, path = HAND_IN, headers = {}, ...rest }: Sent) {
    const response = await fetch(`${gateway.origin}${path}`, {
      method: 'POST',
      ...rest,
      headers: { ...(await bearer(as)), ...headers },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const json = isJson && bytes.length > 0 ? JSON.parse(new TextDecoder().decode(bytes)) : {};
    return { status: response.status, headers: response.headers, bytes, json };
  }

  /** A connection that says what it is told to, and hears whatever comes back. */
  function dialled({ origin }: Pick<Gateway, 'origin'> = gateway) {
    const { port, hostname } = new URL(origin);
    const socket = connect({ port: Number(port), host: hostname });
    let heard = '';
    socket.setEncoding('latin1').on('data', (part) => {
      heard += part;
    });
    socket.on('error', () => {});
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    const statuses = () => [...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, code]) => Number(code));
    return { socket, closed, statuses, heard: () => heard };
  }

  const head = async (length: number | 'chunked', path = HAND_IN, as: As = me, of = gateway) => {
    const body = length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`;
    const { authorization } = await bearer(as, of);
    return `POST ${path} HTTP/1.1\r\nhost: c\r\nauthorization: ${authorization}\r\n${body}\r\n\r\n`;
  };

  const kept = async () => [
    await gateway.store.count('evidence'),
    await gateway.store.count('evidence_piece'),
    await gateway.store.count('audit_entry'),
  ];
  /** Until something is so; the assertion that follows says whether it came to be. */
  async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
    for (let tries = 0; tries < 250 && !(await isSo()); tries += 1) await sleep(20);
  }

  describe('a document', () => {
    test('is taken in whatever the sender calls it, and given out as what it is', async () => {
      const types = { a: 'application/x-msdownload', b: ';;;', c: 'application/json', d: '' };
      for (const [name, type] of Object.entries(types)) {
        const body = samplePdf(name);
        const headers = { 'content-type': type };
        const { status, json, headers: answered } = await send({ headers, body });
        expect([status, answered.get('cache-control')]).toEqual([201, 'no-store']);
        expect(json.evidence).toEqual({
          id: expect.any(String),
          kind: 'INCOME_PROOF',
          mediaType: 'application/pdf',
          bytes: body.length,
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          uploadedAt: '2026-11-25T04:00:00.000Z',
        });
        const path = `/evidence/${json.evidence.id}`;
        const read = await send({ path, method: 'GET' });
        expect(read.status).toBe(200);
        expect(Buffer.from(read.bytes).equals(body)).toBe(true);
        expect(Object.fromEntries(read.headers)).toMatchObject({
          'content-type': 'application/pdf',
          'content-length': String(body.length),
          'content-disposition': `attachment; filename="evidence-${json.evidence.id}.pdf"`,
          'x-content-type-options': 'nosniff',
          'content-security-policy': "sandbox; default-src 'none'",
          'cache-control': 'no-store',
        });
        const only = await send({ path, method: 'HEAD' });
        expect([only.status, only.bytes.length]).toEqual([200, 0]);
      }
    });

    test('of the greatest size comes and goes whole, announced or not', async () => {
      const room = MAX_EVIDENCE_BYTES - samplePdf('greatest', 1).length;
      // Places in the file have as many digits in a small one as in a large one, but for the last.
      const about = samplePdf('greatest', room).length - MAX_EVIDENCE_BYTES;
      const whole = samplePdf('greatest', room - about);
      expect(whole).toHaveLength(MAX_EVIDENCE_BYTES);
      const { status, json } = await send({ body: whole });
      expect(status).toBe(201);
      const stream = new Blob([whole]).stream();
      const again = await send({ body: stream, duplex: 'half' } as Sent);
      expect([again.status, again.json]).toEqual([200, json]);
      const read = await send({ path: `/evidence/${json.evidence.id}`, method: 'GET' });
      expect(Buffer.from(read.bytes).equals(whole)).toBe(true);
    });

    test('that comes twice at once, or again, is one', async () => {
      const body = samplePng();
      const both = await Promise.all([send({ body }), send({ body })]);
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 201]);
      const third = await send({ body });
      expect(third.status).toBe(200);
      for (const { json } of both) expect(json).toEqual(third.json);
      const other = await send({ body, path: '/evidence?kind=IDENTITY' });
      expect([other.status, other.json.evidence]).toEqual([
        200,
        { ...third.json.evidence, kind: 'IDENTITY' },
      ]);
    });

    test('may follow another, and be followed by any request, on one connection', async () => {
      const line = dialled();
      const [png, jpeg] = [samplePng(), sampleJpeg()];
      const bad = STRANGERS['a shell script'] ?? png;
      for (const body of [png, bad]) {
        line.socket.write(joined(Buffer.from(await head(body.length)), body));
      }
      // Node works on requests of one connection side by side, so three would be too many at once.
      await until(() => line.statuses().length === 2);
      line.socket.write(joined(Buffer.from(await head(jpeg.length)), jpeg));
      line.socket.write('GET /health/live HTTP/1.1\r\nhost: c\r\nconnection: close\r\n\r\n');
      await line.closed;
      expect(line.statuses()).toEqual([201, 415, 201, 200]);
      expect(line.heard()).toMatch(/\{"status":"ok"\}$/);
    });
  });

  describe('is refused by name, with nothing kept:', () => {
    const png = samplePng();
    const packed = deflateSync(new Uint8Array(MAX_UNPACKED_BYTES + 1));
    const bomb = pdfOf([pdfStreamOf('/Filter /FlateDecode', packed)]);
    const cases: readonly (readonly [string, Sent, number, string])[] = [
      ['a request without a token', { as: null, body: png }, 401, 'UNAUTHENTICATED'],
      ['a wrong token', { as: { token: 'x.y.z' }, body: png }, 401, 'UNAUTHENTICATED'],
      ['an agent', { as: 'agent', body: png }, 403, 'FORBIDDEN'],
      ['a service', { as: 'service', body: png }, 403, 'FORBIDDEN'],
      ['no such customer', { as: borrower(newId()), body: png }, 404, 'CUSTOMER_NOT_FOUND'],
      ['no kind', { path: '/evidence', body: png }, 400, 'KIND_INVALID'],
      ['another kind', { path: '/evidence?kind=PAYSLIP', body: png }, 400, 'KIND_INVALID'],
      ['two kinds', { path: '/evidence?kind=OTHER&kind=IDENTITY', body: png }, 400, 'KIND_INVALID'],
      ['no body', {}, 422, 'EMPTY'],
      ['an empty body', { body: '' }, 422, 'EMPTY'],
      ['a document cut short', { body: png.slice(0, -1) }, 422, 'TRUNCATED'],
      ['a bomb of pixels', { body: samplePng(60_000, 60_000) }, 422, 'TOO_MANY_PIXELS'],
      ['a packed bomb', { body: bomb }, 422, 'UNPACKS_TOO_LARGE'],
      ['one that is encrypted', { body: pdfOf(['<< /Encrypt 9 0 R >>']) }, 422, 'PROTECTED'],
      ['one too large', { body: new Uint8Array(MAX_EVIDENCE_BYTES + 1) }, 413, 'TOO_LARGE'],
      [
        'one that says it is packed on its way',
        { headers: { 'content-encoding': 'gzip' }, body: png },
        415,
        'TYPE_NOT_ACCEPTED',
      ],
      [
        'one that hides an archive',
        { body: joined(png, STRANGERS['a ZIP archive'] ?? png) },
        415,
        'TYPE_NOT_ACCEPTED',
      ],
      ...(
        ['a Windows program', 'an office document (a ZIP)', 'a bomb of zeros, packed'] as const
      ).map((name) => [name, { body: STRANGERS[name] }, 415, 'TYPE_NOT_ACCEPTED'] as const),
    ];

    test.each(cases)('%s', async (_name, sent, status, code) => {
      const before = await kept();
      const english = await send(sent);
      const headers = { ...sent.headers, 'accept-language': 'zh-CN' };
      const chinese = await send({ ...sent, headers });
      for (const [answer, script] of [
        [english, /^[\x20-\x7e]+$/],
        [chinese, /\p{Script=Han}/u],
      ] as const) {
        expect(answer.status).toBe(status);
        expect(answer.json).toEqual({ error: { code, message: expect.stringMatching(script) } });
        expect(answer.headers.get('cache-control')).toBe('no-store');
      }
      expect(english.headers.has('www-authenticate')).toBe(status === 401);
      expect(await kept()).toEqual(before);
    });

    test('2 GiB, announced: answered before a byte is sent, and cut off', async () => {
      const line = dialled();
      line.socket.write(await head(2 ** 31));
      await until(() => line.statuses().length > 0);
      expect(line.heard()).toMatch(/^HTTP\/1\.1 413 [\s\S]*"TOO_LARGE"/);
      await line.closed;
    });

    test('2 GiB, not announced: cut off soon after what one may have', async () => {
      const before = await kept();
      const line = dialled();
      const piece = Buffer.alloc(65_536, 0x20);
      const chunk = joined(
        Buffer.from(`${piece.length.toString(16)}\r\n`),
        piece,
        Buffer.from('\r\n'),
      );
      const start = Buffer.from('9\r\n%PDF-1.7\n\r\n');
      line.socket.write(joined(Buffer.from(await head('chunked')), start));
      let sent = 0;
      const more = (): void => {
        while (!line.socket.destroyed && sent < 2 ** 31) {
          sent += piece.length;
          if (!line.socket.write(chunk)) return void line.socket.once('drain', more);
        }
      };
      more();
      await line.closed;
      expect(sent).toBeLessThan(2 ** 31);
      expect(line.heard()).toMatch(/^HTTP\/1\.1 413 [\s\S]*"TOO_LARGE"/);
      expect(await kept()).toEqual(before);
    });

    test('a third at once of one customer, or a ninth of all, who may try again', async () => {
      const waiting = [];
      const start = samplePdf('half', 400_000).subarray(0, 300_000);
      const [, pieces = 0] = await kept();
      const others = await Promise.all(
        Array.from({ length: 4 }, () => givenCustomer(gateway.store.ports)),
      );
      for (const { id } of others) {
        for (const _ of [1, 2]) {
          const line = dialled();
          line.socket.write(joined(Buffer.from(await head(400_000, HAND_IN, borrower(id))), start));
          waiting.push(line);
        }
        // A piece that is kept tells that its document is being taken in.
        await until(async () => (await kept())[1] === pieces + waiting.length);
        const third = await send({ as: borrower(id), body: png });
        expect([third.status, third.json.error.code]).toEqual([503, 'BUSY']);
        expect(third.headers.get('retry-after')).toBe('5');
      }
      expect((await send({ body: png })).json.error.code).toBe('BUSY');
      for (const line of waiting) line.socket.destroy();
      await until(async () => (await send({ body: png })).status < 300);
      expect((await send({ body: png })).status).toBe(200);
    });

    test('one on whose way the store fails, and the operator hears of it', async () => {
      const { evidence } = gateway.store.ports;
      const { keepPiece } = evidence;
      const before = await kept();
      Object.assign(evidence, { keepPiece: () => Promise.reject(new Error('disk full')) });
      try {
        const { status, json } = await send({ body: png });
        expect([status, json.error.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
        expect(JSON.stringify(json)).not.toContain('disk');
        expect(gateway.defects.splice(0)).toEqual([new Error('disk full')]);
      } finally {
        Object.assign(evidence, { keepPiece });
      }
      expect(await kept()).toEqual(before);
    });
  });

  describe('a client that', () => {
    const large = samplePdf('on its way', 3 * 1024 * 1024);

    test.each(['content-length', 'chunked'] as const)(
      'goes away midway (%s) leaves nothing behind',
      async (how) => {
        const before = await kept();
        const line = dialled();
        const isChunked = how === 'chunked';
        const part = large.subarray(0, 1_500_000);
        const size = isChunked ? `${part.length.toString(16)}\r\n` : '';
        const begun = `${await head(isChunked ? 'chunked' : large.length)}${size}`;
        line.socket.write(joined(Buffer.from(begun), part));
        await until(async () => ((await kept())[1] ?? 0) >= (before[1] ?? 0) + 3);
        expect((await kept())[1]).toBeGreaterThanOrEqual((before[1] ?? 0) + 3);
        line.socket.destroy();
        await until(async () => (await kept())[1] === before[1]);
        expect(await kept()).toEqual(before);
      },
    );

    test('sends fewer bytes than it said, and says no more, has nothing kept', async () => {
      const before = await kept();
      const line = dialled();
      const whole = samplePdf();
      line.socket.write(joined(Buffer.from(await head(whole.length + 10)), whole));
      line.socket.end();
      await line.closed;
      expect(line.statuses()).not.toContain(201);
      expect(await kept()).toEqual(before);
    });

    test('stops sending, or sends drop by drop, is told so and cut off', async () => {
      const arrivalPatience = { idleMs: 300, wholeMs: 2_500 };
      const own = await startGateway(await open(), { customers: 0, server: { arrivalPatience } });
      const { id } = await givenCustomer(own.store.ports);
      const begun = Buffer.from(await head(large.length, HAND_IN, borrower(id), own));
      const [silent, dripping] = [dialled(own), dialled(own)];
      const from = performance.now();
      for (const { socket } of [silent, dripping]) {
        socket.write(joined(begun, large.subarray(0, 600_000)));
      }
      const drip = setInterval(() => dripping.socket.write(' '), 50);
      await until(() => silent.statuses().length > 0);
      const silentMs = performance.now() - from;
      await Promise.all([silent.closed, dripping.closed]);
      clearInterval(drip);
      expect(silentMs).toBeGreaterThan(arrivalPatience.idleMs);
      expect(silentMs).toBeLessThan(arrivalPatience.wholeMs);
      expect(performance.now() - from).toBeGreaterThan(arrivalPatience.wholeMs);
      for (const { heard } of [silent, dripping]) {
        expect(heard()).toMatch(/^HTTP\/1\.1 408 [\s\S]*"TOO_SLOW"/);
      }
      await own.close();
      expect(await own.store.count('evidence_piece')).toBe(0);
    });

    test('is still sending when the server ends has nothing kept, and no defect', async () => {
      const own = await startGateway(await open(), { customers: 0 });
      const { id } = await givenCustomer(own.store.ports);
      const authorization = `Bearer ${await own.token(borrower(id))}`;
      const sending = fetch(`${own.origin}${HAND_IN}`, {
        method: 'POST',
        headers: { authorization },
        body: new ReadableStream({ start: (sink) => sink.enqueue(large.subarray(0, 600_000)) }),
        duplex: 'half',
      } as RequestInit).catch(() => null);
      await until(async () => (await own.store.count('evidence_piece')) === 2);
      expect(await own.store.count('evidence_piece')).toBe(2);
      await own.close();
      expect(await own.store.count('evidence_piece')).toBe(0);
      expect((await sending)?.ok ?? false).toBe(false);
    });
  });

  describe('a document can be read', () => {
    const reviewer = { persona: 'reviewer', subject: 'reviewer-7' } as const;
    let path: string;
    let id: string;
    beforeEach(async () => {
      const { json } = await send({ body: samplePng() });
      id = json.evidence.id;
      path = `/evidence/${id}`;
    });
    const statusFor = async (as: As, headers = {}) =>
      (await send({ as, path, method: 'GET', headers })).status;

    test('by its customer, and is not there for others', async () => {
      const other = borrower((await givenCustomer(gateway.store.ports)).id);
      const strangers: As[] = [other, 'agent', 'analyst', 'auditor', 'service', reviewer];
      const found = await send({ as: other, path: `/evidence/${newId()}`, method: 'GET' });
      for (const as of strangers) {
        const answer = await send({ as, path, method: 'GET' });
        expect([answer.status, answer.json]).toEqual([404, found.json]);
      }
      expect(found.json.error.code).toBe('NOT_FOUND');
      expect([await statusFor(me), await statusFor(null)]).toEqual([200, 401]);
      const odd = await send({ path: '/evidence/..%2f..%2fetc', method: 'GET' });
      expect(odd.status).toBe(404);
    });

    test.each([
      ['at its beginning', 0],
      ['midway', 1],
    ])('whole or not at all: one that turns out damaged %s', async (_where, good) => {
      const { evidence } = gateway.store.ports;
      const { read } = evidence;
      const damage = new Error('piece of /data is gone');
      async function* damaged() {
        for (let piece = 0; piece < good; piece += 1) yield new Uint8Array(60);
        throw damage;
      }
      Object.assign(evidence, { read: damaged });
      const answer = await send({ path, method: 'GET' }).catch(() => null);
      Object.assign(evidence, { read });
      expect(JSON.stringify(answer) ?? '').not.toContain('/data');
      expect(answer?.status).toBe(good === 0 ? 500 : undefined);
      await until(() => gateway.defects.length > 0);
      expect(gateway.defects.splice(0)).toEqual([damage]);
    });

    test('by the reviewer who has the case, whose look is on record before', async () => {
      const { ports } = gateway.store;
      const assigned = { status: 'ASSIGNED', assignedTo: reviewer.subject, assignedAt: 0 } as const;
      const appeal = anAppeal({ customerId }, { ...assigned, evidenceIds: [id] });
      await ports.appeals.add(appeal);
      await ports.evidence.attach([id], appeal.id);
      const looks = () => ports.fileAccesses.ofCustomer(customerId, { before: null, limit: 10 });
      expect(await statusFor({ ...reviewer, subject: 'reviewer-8' })).toBe(404);
      expect(await statusFor(reviewer, { 'clearline-purpose': 'CURIOSITY' })).toBe(400);
      expect(await looks()).toEqual([]);
      expect(await statusFor(reviewer, { 'clearline-purpose': 'FRAUD_CHECK' })).toBe(200);
      expect(await looks()).toMatchObject([
        { actor: reviewer.subject, purpose: 'FRAUD_CHECK', isStated: true, parts: ['APPEALS'] },
      ]);
      const { add } = ports.fileAccesses;
      Object.assign(ports.fileAccesses, { add: () => Promise.reject(new Error('no log')) });
      try {
        const unlogged = await send({ as: reviewer, path, method: 'GET' });
        expect([unlogged.status, unlogged.json.error.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
        expect(gateway.defects.splice(0)).toHaveLength(1);
      } finally {
        Object.assign(ports.fileAccesses, { add });
      }
    });
  });

  describe('what was there before stays as it was:', () => {
    test('other methods and addresses', async () => {
      for (const [method, path, allow] of [
        ['GET', '/evidence', 'POST'],
        ['PUT', '/evidence?kind=OTHER', 'POST'],
        ['DELETE', `/evidence/${newId()}`, 'GET, HEAD'],
        ['POST', `/evidence/${newId()}`, 'GET, HEAD'],
      ] as const) {
        const answer = await send({ method, path });
        expect([answer.status, answer.json.error.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
        expect(answer.headers.get('allow')).toBe(allow);
      }
      const elsewhere = await send({ path: '/evidences', body: samplePng() });
      expect([elsewhere.status, elsewhere.json.errors[0].extensions.code]).toEqual([
        404,
        'NOT_FOUND',
      ]);
    });

    test('the size and the type of what GraphQL reads', async () => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query: '{ __typename }', x: 'x'.repeat(300_000) });
      const large = await send({ path: '/graphql', headers, body });
      expect([large.status, large.json.errors[0].extensions.code]).toEqual([413, 'BODY_TOO_LARGE']);
      const document = await send({ path: '/graphql', body: samplePng() });
      expect([document.status, document.json.errors[0].extensions.code]).toEqual([
        415,
        'BAD_REQUEST',
      ]);
    });
  });
});
