/**
 * A gateway of its own on a store, asked over real HTTP as any of the demo's personas. Whatever a
 * test asks, the answer may never be a server error or tell of the inside: `send` throws then, so
 * every request of every test proves it, and a test that plants a defect says so.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedActionPolicy } from '../../src/infrastructure/action-policies/shipped.js';
import { seedDemo } from '../../src/infrastructure/demo/portfolio.js';
import { makeServer, type ServerOptions } from '../../src/infrastructure/graphql/server.js';
import { AuthenticationFailed } from '../../src/infrastructure/identity/authentication-failed.js';
import {
  DEMO_AUDIENCE,
  DEMO_BORROWER_CLEAR,
  DEMO_BORROWER_INDEBTED,
  DEMO_BORROWER_STEADY,
  DEMO_ISSUER,
  type DemoKeys,
  type DemoTokenRequest,
  demoKeys,
  type Persona,
  signDemoToken,
} from '../../src/infrastructure/identity/demo-issuer.js';
import { stepUpChallenge, stepUpSatisfied } from '../../src/infrastructure/identity/step-up.js';
import { makeVerifier } from '../../src/infrastructure/identity/tokens.js';
import { shippedLimitPolicy } from '../../src/infrastructure/limit-policies/shipped.js';
import { shippedRules, shippedScorecard } from '../../src/infrastructure/scorecards/shipped.js';
import type { DatabaseStore } from './stores.js';

export const STEP_UP = { acr: 'urn:clearline:acr:step-up', maxAgeSeconds: 300 } as const;

/** Who asks: a persona, one with particulars, the bearer of any token, or nobody. */
export type As =
  | Persona
  | (Omit<DemoTokenRequest, 'stepUp'> & { stepUp?: boolean })
  | { token: string }
  | null;

export interface Sent {
  readonly as?: As;
  readonly method?: string;
  /** Path and query after the origin; `/graphql` without it. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a text as it is. */
  readonly body?: unknown;
}

export interface GatewayError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
}

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: T | null | undefined;
  readonly errors: readonly GatewayError[];
}

export interface Gateway {
  readonly store: DatabaseStore;
  /** For requests that `send` has no words for. */
  readonly origin: string;
  readonly keys: DemoKeys;
  /** What was masked from clients. Empty it after a planted defect: `close` throws for others. */
  readonly defects: unknown[];
  token(as: Persona | (Omit<DemoTokenRequest, 'stepUp'> & { stepUp?: boolean })): Promise<string>;
  /** Any request. Throws for an answer that tells of the inside, or of a server that failed. */
  send<T = Record<string, unknown>>(request: Sent): Promise<Answer<T>>;
  /** A GraphQL request by POST. */
  query<T = Record<string, unknown>>(
    as: As,
    query: string,
    variables?: object,
    more?: Sent,
  ): Promise<Answer<T>>;
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly server?: Partial<ServerOptions>;
  /** Customers of the demo portfolio: the first are those made for a purpose. 0 seeds nothing. */
  readonly customers?: number;
}

/** Starts a gateway on a free port of loopback, its store seeded with the first demo customers. */
export async function startGateway(
  store: DatabaseStore,
  { server = {}, customers = 3 }: GatewayOptions = {},
): Promise<Gateway> {
  const { ports, clock } = store;
  await ports.inTransaction(async () => {
    await ports.riskProfiles.addChampion(shippedScorecard());
    await ports.riskProfiles.addRules(shippedRules());
    await ports.limitPolicies.add(shippedLimitPolicy());
    await ports.actionPolicies.add(shippedActionPolicy());
  });
  if (customers > 0) {
    const borrowers = {
      borrowerClear: DEMO_BORROWER_CLEAR,
      borrowerIndebted: DEMO_BORROWER_INDEBTED,
      borrowerSteady: DEMO_BORROWER_STEADY,
    };
    await seedDemo(ports, { customers, ...borrowers });
  }
  const keys = await madeKeys();
  const defects: unknown[] = [];
  const fastify = await makeServer({
    ports,
    stepUp: {
      satisfiedBy: (actor) => stepUpSatisfied(actor, STEP_UP, Date.now()),
      challenge: () => stepUpChallenge(STEP_UP),
    },
    authenticate: makeVerifier({
      issuer: DEMO_ISSUER,
      audience: DEMO_AUDIENCE,
      keys: { local: [keys.publicJwk] },
    }),
    rejection: (error) => (error instanceof AuthenticationFailed ? error : undefined),
    advance: async (byMs) => clock.advance(byMs),
    demo: true,
    maxBodyBytes: 262_144,
    onDefect: (error) => defects.push(error),
    ping: async () => undefined,
    ...server,
  });
  await fastify.listen({ host: '127.0.0.1', port: 0 });
  // A test that failed before it closed its gateway may not keep the run alive.
  fastify.server.unref();
  const { port } = fastify.server.address() as AddressInfo;
  const signed = new Map<string, Promise<string>>();
  const token: Gateway['token'] = (as) => {
    const { stepUp = false, ...request } = typeof as === 'string' ? { persona: as } : as;
    const name = JSON.stringify(as);
    const made =
      signed.get(name) ?? signDemoToken(keys, { ...request, ...(stepUp && { stepUp: STEP_UP }) });
    signed.set(name, made);
    return made;
  };
  const authorization = async (as: As): Promise<Record<string, string>> => {
    if (as === null) return {};
    const bearer = typeof as === 'object' && 'token' in as ? as.token : await token(as);
    return { authorization: `Bearer ${bearer}` };
  };
  const send = async <T>({ as = null, method = 'POST', path = '/graphql', ...rest }: Sent) => {
    const isText = typeof rest.body === 'string';
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        ...(method === 'POST' && { 'content-type': 'application/json' }),
        ...(await authorization(as)),
        ...rest.headers,
      },
      ...(rest.body !== undefined && { body: isText ? rest.body : JSON.stringify(rest.body) }),
    } as RequestInit);
    return answerOf<T>(response);
  };
  return {
    store,
    origin: `http://127.0.0.1:${port}`,
    keys,
    defects,
    token,
    send,
    query: (as, query, variables, more) => send({ as, body: { query, variables }, ...more }),
    async close() {
      await fastify.close();
      if (defects.length > 0) throw defects[0];
    },
  };
}

/** What no client may ever see: stacks, statements, paths, names of what lies inside. */
const INSIDE =
  /\bat \S+ \(|\.(?:ts|js):\d|node_modules|\/src\/|file:\/\/|stacktrace|\b(?:select|insert|update|delete)\b.{0,80}\b(?:from|into|set)\b.{0,40}"|sqlite|postgres|kysely|mikro|constraint failed/i;

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const { status, headers } = response;
  if (INSIDE.test(text)) throw new Error(`an answer tells of the inside: ${text.slice(0, 2000)}`);
  const json = /json/.test(headers.get('content-type') ?? '') ? JSON.parse(text || '{}') : {};
  const { data, errors = [] } = json as { data?: T; errors?: GatewayError[] };
  const failed = status >= 500 || errors.some(({ extensions }) => extensions.code === DEFECT);
  if (failed) throw new GatewayFailed(status, text);
  return { status, headers, text, data, errors };
}

const DEFECT = 'INTERNAL_SERVER_ERROR';

/** The gateway answered that it failed; what it said is here for tests that planted the defect. */
export class GatewayFailed extends Error {
  override readonly name = 'GatewayFailed';

  constructor(
    readonly status: number,
    readonly text: string,
  ) {
    super(`the gateway failed with ${status}: ${text.slice(0, 2000)}`);
  }
}

let keysInUse: Promise<DemoKeys> | undefined;

/** One key pair for all gateways of a test file. */
function madeKeys(): Promise<DemoKeys> {
  keysInUse ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clearline-keys-'));
    try {
      return await demoKeys(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  })();
  return keysInUse;
}
