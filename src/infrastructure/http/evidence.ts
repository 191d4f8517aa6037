/**
 * Documents come and go as they are, beside GraphQL: `POST /evidence?kind=INCOME_PROOF` with the bytes
 * as the body, and `GET /evidence/<id>`. What the sender says of a document's type or name counts for
 * nothing; what is wrong is told as `{"error": {"code", "message"}}`.
 */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayHandInEvidence } from '../../application/access.js';
import { isAccessPurpose, lookingActor } from '../../application/file-access.js';
import { handInEvidence } from '../../application/hand-in-evidence.js';
import type { Ports } from '../../application/ports.js';
import { readEvidence } from '../../application/read-evidence.js';
import {
  EVIDENCE_KINDS,
  type Evidence,
  type EvidenceKind,
  type EvidenceMediaType,
  MAX_EVIDENCE_BYTES,
} from '../../domain/appeal/evidence.js';
import { type CustomerId, isId } from '../../domain/identifiers.js';
import { utc } from '../../domain/time.js';
import { localeOf } from '../graphql/context.js';
import { ARRIVAL_PATIENCE, type ArrivalPatience, arriving } from './arriving.js';
import { type Authentication, actorOf, PURPOSE_HEADER } from './authentication.js';
import { type EvidenceError, errorAnswer } from './evidence-errors.js';

export interface EvidenceOptions extends Authentication {
  readonly ports: Ports;
  /** Hears of defects and outages, never of refusals. */
  readonly onDefect: (error: unknown) => void;
  readonly arrivalPatience?: ArrivalPatience;
}

const PATH = '/evidence';
/** Documents that one process takes in at a time: each needs a few pieces of memory. */
const MOST_AT_ONCE = 8;
const MOST_AT_ONCE_A_CUSTOMER = 2;
/** For a client to read why it was refused before the rest of what it sends is cut off. */
const LINGER_MS = 1_000;

/** Whether a request hands in a document, which has more time to arrive than others. */
export const isHandIn = ({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>): boolean =>
  method === 'POST' && url.split('?', 1)[0] === PATH;

/** Adds the addresses of documents; closing the server waits for those on their way. */
export function addEvidence(fastify: FastifyInstance, options: EvidenceOptions): void {
  const uploads = uploadsAtOnce();
  fastify.register(async (scope) => {
    scope.addHook('onRequest', async ({ raw }) => {
      // What the sender calls the bytes may even be unreadable; it counts for nothing.
      delete raw.headers['content-type'];
    });
    // The body is left for the handler to read at its own pace.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.setErrorHandler((error, request, reply) => {
      options.onDefect(error);
      return refuse(request, reply, { code: 'INTERNAL_SERVER_ERROR' });
    });
    scope.post(PATH, (request, reply) => handIn(options, uploads, request, reply));
    scope.get(`${PATH}/:id`, (request, reply) => giveOut(options, request, reply));
    for (const [url, allow] of [
      [PATH, 'POST'],
      [`${PATH}/:id`, 'GET, HEAD'],
    ] as const) {
      const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
        (each) => !allow.includes(each),
      );
      scope.route({
        url,
        method,
        handler: (request, reply) =>
          refuse(request, reply.header('allow', allow), { code: 'METHOD_NOT_ALLOWED' }),
      });
    }
  });
  fastify.addHook('onClose', uploads.ended);
}

async function handIn(
  options: EvidenceOptions,
  uploads: UploadsAtOnce,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = await actorOf(options, request, reply, (code) => refuse(request, reply, { code }));
  if (!actor) return reply;
  const { customerId } = actor;
  if (customerId === undefined || !mayHandInEvidence(actor)) {
    return refuse(request, reply, { code: 'FORBIDDEN' });
  }
  const asked = askedOf(request);
  if ('code' in asked) return refuse(request, reply, asked);
  const { ports, arrivalPatience = ARRIVAL_PATIENCE } = options;
  const upload = uploads.begin(customerId, () =>
    handInEvidence(ports, actor, asked, arriving(request.raw, arrivalPatience)),
  );
  if (!upload) return refuse(request, reply.header('retry-after', '5'), { code: 'BUSY' });
  const result = await upload;
  if ('refusal' in result) return refuse(request, reply, result.refusal);
  const { id, kind, mediaType, bytes, sha256, uploadedAt } = result.evidence;
  const evidence = { id, kind, mediaType, bytes, sha256, uploadedAt: utc(uploadedAt) };
  return reply.code(result.isNew ? 201 : 200).send({ evidence });
}

/** What the request says before its body, or what is wrong with that. */
function askedOf({
  query,
  headers,
}: FastifyRequest): { kind: EvidenceKind; announcedBytes?: number } | EvidenceError {
  const { kind: name } = query as { kind?: unknown };
  const kind = EVIDENCE_KINDS.find((each) => each === name);
  if (!kind) return { code: 'KIND_INVALID' };
  // What is packed could unfold to anything.
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') return { code: 'TYPE_NOT_ACCEPTED' };
  const length = headers['content-length'];
  if (length === undefined) return { kind };
  const announcedBytes = Number(length);
  // Nothing of it is asked for then: whoever waits for our word to send it does not send it.
  if (announcedBytes > MAX_EVIDENCE_BYTES) {
    return { code: 'TOO_LARGE', mostBytes: MAX_EVIDENCE_BYTES };
  }
  return { kind, announcedBytes };
}

const ENDINGS: Readonly<Record<EvidenceMediaType, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

async function giveOut(
  options: EvidenceOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = await actorOf(options, request, reply, (code) => refuse(request, reply, { code }));
  if (!actor) return reply;
  const { id } = request.params as { id: string };
  const stated = request.headers[PURPOSE_HEADER];
  const purpose = typeof stated === 'string' && isAccessPurpose(stated) ? stated : null;
  if (stated !== undefined && !purpose) return refuse(request, reply, { code: 'PURPOSE_UNKNOWN' });
  // The one place where a document leaves; what staff looks at is written down before it does.
  const looking = lookingActor(actor, purpose);
  const found = isId(id) ? await readEvidence(options.ports, looking.actor, id) : null;
  if (!found) return refuse(request, reply, { code: 'NOT_FOUND' });
  await looking.writeDown(options.ports);
  const content = await begun(found.content, options.onDefect);
  return reply.headers(headersOf(found.evidence)).send(content);
}

/**
 * A document's bytes, of which the first piece is there before anything is promised. What breaks later
 * cuts the answer off, which nobody but the operator can be told.
 */
async function begun(
  content: AsyncIterable<Uint8Array>,
  onDefect: EvidenceOptions['onDefect'],
): Promise<Readable> {
  const pieces = content[Symbol.asyncIterator]();
  const first = await pieces.next();
  const following = () =>
    pieces.next().catch((error: unknown) => {
      onDefect(error);
      throw error;
    });
  async function* all() {
    try {
      for (let piece = first; !piece.done; piece = await following()) yield piece.value;
    } finally {
      await pieces.return?.();
    }
  }
  return Readable.from(all());
}

/** A browser saves it under a name of ours and runs nothing in it, whatever it turns out to be. */
const headersOf = ({ id, mediaType, bytes }: Evidence) => ({
  'content-type': mediaType,
  'content-length': bytes,
  'content-disposition': `attachment; filename="evidence-${id}.${ENDINGS[mediaType]}"`,
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
});

/** Answers what is wrong, and does not take in the rest of a document that nobody wants. */
function refuse(request: FastifyRequest, reply: FastifyReply, error: EvidenceError): FastifyReply {
  const { raw } = request;
  const { status, body } = errorAnswer(error, localeOf(request.headers['accept-language']));
  reply.code(status).send(body);
  if (raw.complete) return reply;
  // Closing at once would take back the answer from a client that is still sending.
  raw.resume();
  const cut = setTimeout(() => raw.complete || raw.socket.destroy(), LINGER_MS);
  cut.unref();
  return reply;
}

interface UploadsAtOnce {
  /** Starts one, or answers undefined where there are too many already. */
  begin<T>(customerId: CustomerId, upload: () => Promise<T>): Promise<T> | undefined;
  /** Resolves when none is on its way. */
  ended(): Promise<void>;
}

function uploadsAtOnce(): UploadsAtOnce {
  const running = new Map<Promise<unknown>, CustomerId>();
  return {
    begin(customerId, upload) {
      const own = running.values().filter((each) => each === customerId);
      if (running.size >= MOST_AT_ONCE || [...own].length >= MOST_AT_ONCE_A_CUSTOMER) {
        return undefined;
      }
      const begun = upload().finally(() => running.delete(begun));
      running.set(begun, customerId);
      return begun;
    },
    async ended() {
      await Promise.allSettled(running.keys());
    },
  };
}
