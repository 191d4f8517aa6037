/**
 * Notices as documents, beside GraphQL: `GET /notices/<id>` as a page of HTML or as plain text, by what
 * the client accepts, in the language that it prefers. What is wrong is told as
 * `{"error": {"code", "message"}}`.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayReadNotice } from '../../application/access.js';
import type { Actor } from '../../application/actor.js';
import { isAccessPurpose, lookingActor } from '../../application/file-access.js';
import { type MessageCode, storedMessage } from '../../application/messages.js';
import type { Ports } from '../../application/ports.js';
import { ACCESS_PURPOSES } from '../../domain/appeal/file-access.js';
import { type Id, isId } from '../../domain/identifiers.js';
import type { Notice } from '../../domain/platform-action/notice.js';
import { noticeHtml, noticeText } from '../../domain/platform-action/notice-text.js';
import { localeOf } from '../graphql/context.js';
import { type Authentication, actorOf, PURPOSE_HEADER } from './authentication.js';

export interface NoticeOptions extends Authentication {
  readonly ports: Ports;
  /** Hears of defects and outages, never of refusals. */
  readonly onDefect: (error: unknown) => void;
}

const PATH = '/notices';

/** The media types that a notice is given out as; the first is what whoever accepts both gets. */
const TYPES = { 'text/html': noticeHtml, 'text/plain': noticeText } as const;
type MediaType = keyof typeof TYPES;

const TOLD = {
  UNAUTHENTICATED: [401, 'EVIDENCE_UNAUTHENTICATED'],
  SERVICE_UNAVAILABLE: [503, 'EVIDENCE_SERVICE_UNAVAILABLE'],
  PURPOSE_UNKNOWN: [400, 'EVIDENCE_PURPOSE_UNKNOWN'],
  NOT_FOUND: [404, 'NOTICE_NOT_FOUND'],
  NOT_ACCEPTABLE: [406, 'NOTICE_NOT_ACCEPTABLE'],
  METHOD_NOT_ALLOWED: [405, 'NOTICE_METHOD_NOT_ALLOWED'],
  INTERNAL_SERVER_ERROR: [500, 'NOTICE_DEFECT'],
} as const satisfies Record<string, readonly [status: number, message: MessageCode]>;
type Code = keyof typeof TOLD;

/** Adds the address of notices. */
export function addNotices(fastify: FastifyInstance, options: NoticeOptions): void {
  fastify.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      // Answered before a body is looked at, whatever it is.
      if (request.method === 'GET' || request.method === 'HEAD') return undefined;
      return refuse(request, reply.header('allow', 'GET, HEAD'), 'METHOD_NOT_ALLOWED');
    });
    scope.setErrorHandler((error, request, reply) => {
      options.onDefect(error);
      return refuse(request, reply, 'INTERNAL_SERVER_ERROR');
    });
    scope.route({
      url: `${PATH}/:id`,
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      handler: (request, reply) => giveOut(options, request, reply),
    });
  });
}

async function giveOut(
  options: NoticeOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = await actorOf(options, request, reply, (code) => refuse(request, reply, code));
  if (!actor) return reply;
  const stated = request.headers[PURPOSE_HEADER];
  const purpose = typeof stated === 'string' && isAccessPurpose(stated) ? stated : null;
  if (stated !== undefined && !purpose) return refuse(request, reply, 'PURPOSE_UNKNOWN');
  const type = acceptedOf(request.headers.accept);
  if (!type) return refuse(request, reply, 'NOT_ACCEPTABLE');
  const { id } = request.params as { id: string };
  const looking = lookingActor(actor, purpose);
  const notice = await noticeFor(options.ports, looking.actor, id);
  // What staff looks at is written down before it leaves.
  await looking.writeDown(options.ports);
  if (!notice) return refuse(request, reply, 'NOT_FOUND');
  const locale = localeOf(request.headers['accept-language']);
  return reply.headers(headersOf(type, locale)).send(TYPES[type](notice, locale));
}

async function noticeFor(
  { notices }: Pick<Ports, 'notices'>,
  actor: Actor,
  id: Id,
): Promise<Notice | null> {
  if (!isId(id)) return null;
  const [notice] = await notices.find([id]);
  return notice && mayReadNotice(actor, notice) ? notice : null;
}

/** A browser shows it and runs, loads and sends nothing. */
const headersOf = (type: MediaType, locale: string) => ({
  'content-type': `${type}; charset=utf-8`,
  'content-language': locale === 'zh' ? 'zh-Hans' : locale,
  'content-disposition': 'inline',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  vary: 'accept, accept-language, authorization',
});

/** The type that a client prefers by RFC 9110, or undefined where it takes neither. */
export function acceptedOf(accept: string | undefined): MediaType | undefined {
  const ranges = (accept ?? '*/*')
    .slice(0, 500)
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.trim().toLowerCase().split(';');
      const weight = parameters.map((each) => /^\s*q=([01](\.\d{0,3})?)\s*$/.exec(each)?.[1])[0];
      return { type: type.trim(), weight: weight === undefined ? 1 : Number(weight) };
    });
  const weightOf = (type: MediaType): number =>
    // The range that names most counts, whatever the others say.
    [type, 'text/*', '*/*']
      .map((name) => ranges.find((range) => range.type === name)?.weight)
      .find((weight) => weight !== undefined) ?? 0;
  const types = Object.keys(TYPES) as MediaType[];
  return types
    .filter((type) => weightOf(type) > 0)
    .toSorted((one, other) => weightOf(other) - weightOf(one))[0];
}

function refuse(request: FastifyRequest, reply: FastifyReply, code: Code): FastifyReply {
  const [status, messageCode] = TOLD[code];
  const locale = localeOf(request.headers['accept-language']);
  const purposes = ACCESS_PURPOSES.join(', ');
  const message = storedMessage(messageCode, locale, { purposes });
  return reply.code(status).send({ error: { code, message } });
}
