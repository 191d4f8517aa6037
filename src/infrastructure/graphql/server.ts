/** GraphQL over HTTP: Apollo on Fastify, with nothing in between that could say too much. */
// The types' decorators need it, and imports are evaluated in their order.
import 'reflect-metadata';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { lookingActor } from '../../application/file-access.js';
import { ARRIVAL_PATIENCE } from '../http/arriving.js';
import { addEvidence, type EvidenceOptions, isHandIn } from '../http/evidence.js';
import { addNotices } from '../http/notices.js';
import { connectionsWith, PATIENCE, type Patience } from './connections.js';
import { type GatewayContext, localeOf } from './context.js';
import { looksWrittenDown, statedPurpose } from './file-access.js';
import { guards, type StepUp } from './guards.js';
import { makeLoaders } from './loaders.js';
import { gatewaySchema } from './schema.js';

const MAX_TOKENS = 3_000;

export interface ServerOptions extends EvidenceOptions {
  readonly stepUp: StepUp;
  /** Moves the demo clock; absent beside a configured issuer. */
  readonly advance?: (byMs: number) => Promise<void>;
  readonly demo: boolean;
  readonly maxBodyBytes: number;
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  readonly patience?: Patience;
}

/** Hints name what the schema has, which outside the demo is nobody's to probe. */
const withoutHint = (message: string): string => message.replace(/ ?Did you mean .*$/s, '');

/** What a client may know of an error: its own mistakes in full, everything else not at all. */
function masked({ demo, onDefect }: ServerOptions) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const { code } = formatted.extensions ?? {};
    const known = original instanceof GraphQLError && code !== 'INTERNAL_SERVER_ERROR';
    if (known) {
      const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
      const message = demo ? formatted.message : withoutHint(formatted.message);
      return { ...formatted, message, extensions };
    }
    onDefect(original);
    const { path } = formatted;
    return {
      message: 'Something went wrong on our side. Nothing is known to have changed.',
      ...(path && { path }),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}

async function contextOf(
  options: ServerOptions,
  headers: Record<string, unknown>,
): Promise<GatewayContext> {
  const { ports, advance } = options;
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const actor = await options.authenticate(header('authorization')).catch((error: unknown) => {
    const rejection = options.rejection(error);
    if (!rejection) throw error;
    throw new GraphQLError(rejection.message, {
      extensions: {
        code: rejection.status === 401 ? 'UNAUTHENTICATED' : 'SERVICE_UNAVAILABLE',
        http: {
          status: rejection.status,
          headers: new HeaderMap(Object.entries(rejection.headers)),
        },
      },
    });
  });
  const looking = lookingActor(actor, statedPurpose(header));
  const now = ports.clock.now();
  const locale = localeOf(header('accept-language'));
  return {
    actor: looking.actor,
    locale,
    now,
    ports,
    advance,
    loaders: makeLoaders(ports, now),
    writeDownLooks: () => looking.writeDown(ports),
  };
}

/** Builds the server; it listens when the caller says so, and its `close` lets answers go out. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const connections = connectionsWith(options.patience ?? PATIENCE, {
    isSuch: isHandIn,
    receiveMs: (options.arrivalPatience ?? ARRIVAL_PATIENCE).wholeMs,
  });
  const fastify = Fastify({
    serverFactory: connections.serverFactory,
    bodyLimit: options.maxBodyBytes,
    // What the router itself cannot read, such as an address with a broken escape.
    frameworkErrors: ({ statusCode = 400 }, _request, reply) => {
      (reply as FastifyReply).code(statusCode).send(answer(UNREADABLE, 'BAD_REQUEST'));
    },
  });
  const apollo = new ApolloServer<GatewayContext>({
    schema: gatewaySchema(),
    introspection: options.demo,
    hideSchemaDetailsFromClientErrors: !options.demo,
    includeStacktraceInErrorResponses: false,
    // Who starts the server ends it; Apollo's own handler would raise the signal again.
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: masked(options),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      guards(options.stepUp, options.demo),
      looksWrittenDown(options.onDefect),
    ],
  });
  await apollo.start();
  fastify.addHook('preClose', connections.drain);
  // What is answered is somebody's credit; nothing on the way may keep it.
  fastify.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(apollo, {
      context: (request) => contextOf(options, request.headers),
    }),
  });
  addEvidence(fastify, options);
  addNotices(fastify, options);
  addHealth(fastify, options.ping);
  addErrors(fastify, options.onDefect);
  return fastify;
}

function addHealth(fastify: FastifyInstance, ping: () => Promise<void>): void {
  fastify.get('/health/live', async () => ({ status: 'ok' }));
  fastify.get('/health/ready', async (_request, reply) => {
    try {
      await ping();
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ status: 'database unavailable' });
    }
  });
}

/** GraphQL's shape for what never reaches GraphQL. */
const answer = (message: string, code: string) => ({ errors: [{ message, extensions: { code } }] });
const UNREADABLE = 'The request cannot be read.';

/** Answers to oversized or malformed bodies, other methods and other addresses. */
function addErrors(fastify: FastifyInstance, onDefect: (error: unknown) => void): void {
  fastify.route({
    url: '/graphql',
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    handler: (_request, reply) =>
      reply
        .code(405)
        .header('allow', 'GET, HEAD, POST')
        .send(answer('GraphQL is asked by POST, or by GET for queries.', 'METHOD_NOT_ALLOWED')),
  });
  fastify.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(answer('There is nothing here; GraphQL is at /graphql.', 'NOT_FOUND')),
  );
  fastify.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) {
      return reply.code(413).send(answer('The request body is too large.', 'BODY_TOO_LARGE'));
    }
    if (status >= 400 && status < 500) {
      return reply.code(status).send(answer(UNREADABLE, 'BAD_REQUEST'));
    }
    onDefect(error);
    return reply
      .code(500)
      .send(answer('Something went wrong on our side.', 'INTERNAL_SERVER_ERROR'));
  });
}
