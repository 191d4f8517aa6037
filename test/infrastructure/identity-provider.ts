/** An identity provider for the tests, the tokens that it signs, and what a verifier makes of them. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { exportJWK, type JWK, SignJWT } from 'jose';
import {
  AuthenticationFailed,
  type AuthenticationFailureReason,
} from '../../src/infrastructure/identity/authentication-failed.js';
import { makeVerifier, type VerifierOptions } from '../../src/infrastructure/identity/tokens.js';

export const CUSTOMER = '01990000-0000-7000-8000-0000000000aa';
export const AUDIENCE = 'clearline';

export interface Signer {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: JWK;
}

export async function signer(alg: string, kid: string): Promise<Signer> {
  const { publicKey, privateKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : alg === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), alg, kid, use: 'sig' } };
}

export const rsa = await signer('RS256', 'rsa-1');
export const rsaPss = await signer('PS256', 'pss-1');
export const ec = await signer('ES256', 'ec-1');
export const ed = await signer('EdDSA', 'ed-1');
export const foreign = await signer('ES256', 'ec-1');

/** An OpenID provider on loopback, of which every part can be made to fail. */
class Provider {
  keys: JWK[] = [rsa.jwk, rsaPss.jwk, ec.jwk, ed.jwk];
  /** What goes wrong, and for which requests. */
  fault: { path: RegExp; how: 'ERROR' | 'REDIRECT' | 'HANG' } | undefined;
  document: Record<string, unknown> = {};
  requests: string[] = [];
  issuer = '';
  private server: Server | undefined;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      const url = request.url ?? '';
      const how = this.fault?.path.test(url) ? this.fault.how : undefined;
      if (how === 'HANG') return;
      if (how === 'REDIRECT') {
        response.writeHead(302, { location: `/elsewhere${url}` }).end();
        return;
      }
      const discovery = url.endsWith('/.well-known/openid-configuration');
      const body = discovery
        ? { issuer: this.issuer, jwks_uri: `${this.issuer}/jwks`, ...this.document }
        : { keys: this.keys };
      response.writeHead(how === 'ERROR' ? 500 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((done) => this.server?.listen(0, '127.0.0.1', done));
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }
}

/** The provider of the test that runs, started before it and stopped after it. */
export let provider: Provider;
export function useProvider(): void {
  beforeEach(async () => {
    provider = new Provider();
    await provider.start();
  });
  afterEach(() => provider.stop());
}

export const nowSeconds = () => Math.floor(Date.now() / 1000);

export function token(
  claims: Record<string, unknown> = {},
  by: Signer = ec,
  header: Record<string, unknown> = {},
): Promise<string> {
  const now = nowSeconds();
  const all = {
    iss: provider.issuer,
    aud: AUDIENCE,
    sub: CUSTOMER,
    roles: ['borrower'],
    iat: now,
    exp: now + 60,
    ...claims,
  };
  return new SignJWT(JSON.parse(JSON.stringify(all)))
    .setProtectedHeader({ alg: by.alg, kid: by.kid, ...header })
    .sign(by.privateKey);
}

export const bearer = async (made: string | Promise<string>): Promise<string> =>
  `Bearer ${await made}`;

export const verifier = (options: Partial<VerifierOptions> = {}) =>
  makeVerifier({
    issuer: provider.issuer,
    audience: AUDIENCE,
    keys: { remote: { cooldownMs: 0, timeoutMs: 300 } },
    ...options,
  });

export async function failure(result: Promise<unknown>): Promise<AuthenticationFailed> {
  const error = await result.then(
    (actor) => new Error(`let in: ${JSON.stringify(actor)}`),
    (refusal) => refusal,
  );
  if (error instanceof AuthenticationFailed) return error;
  throw error;
}

export async function expectRefused(
  header: string | undefined,
  reason: AuthenticationFailureReason,
  options: Partial<VerifierOptions> = {},
): Promise<void> {
  expect((await failure(verifier(options)(header))).reason).toBe(reason);
}

export const encoded = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
