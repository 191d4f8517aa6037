/** Who is let in over HTTP: only the bearer of a token of our issuer, for us, that still holds. */
import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import { AuthenticationFailed } from '../../../src/infrastructure/identity/authentication-failed.js';
import {
  DEMO_AUDIENCE,
  DEMO_BORROWER_CLEAR,
  DEMO_ISSUER,
} from '../../../src/infrastructure/identity/demo-issuer.js';
import { type Gateway, GatewayFailed, startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';

/** The clock would tell if it were executed. */
const CHANGE = 'mutation { advanceClock(by: "P1D") { errors { code } } }';

const claims = (over: JWTPayload = {}): JWTPayload => {
  const now = Math.floor(Date.now() / 1000);
  const issued = { iss: DEMO_ISSUER, aud: DEMO_AUDIENCE, iat: now, exp: now + 600 };
  return { ...issued, sub: 'service-1', roles: ['service'], ...over };
};

const base64url = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 1 });
  });
  afterAll(() => gateway?.close());

  const signed = async (payload: JWTPayload, header: { typ?: string; kid?: string } = {}) => {
    const { kid } = gateway.keys.privateJwk;
    const key = await importJWK(gateway.keys.privateJwk, 'EdDSA');
    return new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', kid, ...header }).sign(key);
  };

  const forgeries: Record<string, () => Promise<string> | string> = {
    'an expired token': () => gateway.token({ persona: 'service', lifetimeSeconds: -60 }),
    'a token of another issuer': () => signed(claims({ iss: 'https://elsewhere.example' })),
    'a token for another audience': () => signed(claims({ aud: 'another-api' })),
    'a token that is not valid yet': () => signed(claims({ nbf: Date.now() / 1000 + 600 })),
    'a token that never expires': () => signed(claims({ exp: undefined })),
    'a token without a subject': () => signed(claims({ sub: undefined })),
    'a token without a known role': () => signed(claims({ roles: ['root'] })),
    'a borrower who is no customer': () => signed(claims({ roles: ['borrower'], sub: 'me' })),
    'a subject with a NUL': () => signed(claims({ sub: 'service\u0000' })),
    'a logout token': () => signed(claims(), { typ: 'logout+jwt' }),
    'a token of an unknown key': () => signed(claims(), { kid: 'another' }),
    'a token signed by a foreign key under our key id': () => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const { kid } = gateway.keys.publicJwk;
      return new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey);
    },
    'an unsigned token (alg none)': () => `${base64url({ alg: 'none' })}.${base64url(claims())}.`,
    'a token signed with our public key as a secret (HS256)': () => {
      const { kid, x = '' } = gateway.keys.publicJwk;
      const secret = createSecretKey(Buffer.from(x, 'base64url'));
      return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid }).sign(secret);
    },
    'a token with a changed payload': async () => {
      const [header, , signature] = (await gateway.token('partner')).split('.');
      return `${header}.${base64url(claims())}.${signature}`;
    },
    'no token at all behind the scheme': () => 'x',
  };

  test.each(Object.keys(forgeries))('%s is refused like any other', async (name) => {
    const { store } = gateway;
    const before = [await store.dump(), store.clock.now()];
    const answer = await gateway.query({ token: await forgeries[name]!() }, CHANGE);
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(
      '{"errors":[{"message":"The access token is not valid","extensions":{"code":"UNAUTHENTICATED"}}]}\n',
    );
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="clearline", error="invalid_token", error_description="The access token is not valid"',
    );
    expect([await store.dump(), store.clock.now()]).toEqual(before);
  });

  test('without a token the challenge names no error, as RFC 6750 has it', async () => {
    const answer = await gateway.query(null, CHANGE);
    expect(answer.status).toBe(401);
    expect(answer.errors[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="clearline"');
  });

  test.each(['Basic c2VydmljZTp4', 'Bearer', 'bearer a b', 'DPoP x.y.z'])(
    'a header "%s" is no token',
    async (authorization) => {
      const answer = await gateway.query(null, CHANGE, {}, { headers: { authorization } });
      expect(answer.status).toBe(401);
    },
  );

  test('a token moves what it may, by POST and by GET, in any case of the scheme', async () => {
    const token = await signed(claims({ sub: DEMO_BORROWER_CLEAR, roles: ['borrower'] }));
    const query = '{ myLiabilities { totals { currency } } }';
    const posted = await gateway.query({ token }, query);
    const got = await gateway.send({
      method: 'GET',
      path: `/graphql?query=${encodeURIComponent(query)}`,
      headers: { authorization: `bearer ${token}`, 'apollo-require-preflight': '1' },
    });
    expect(posted.data).toEqual({ myLiabilities: { totals: [{ currency: 'CNY' }] } });
    expect(got.text).toBe(posted.text);
  });

  test('every role of a token counts', async () => {
    const token = await signed(claims({ roles: 'analyst service' as never }));
    const query = `query($id: ID!) { riskProfile(customerId: $id) { customerId }
      customer(id: $id) { id } }`;
    const { data } = await gateway.query({ token }, query, { id: DEMO_BORROWER_CLEAR });
    expect(data).toEqual({
      riskProfile: { customerId: DEMO_BORROWER_CLEAR },
      customer: { id: DEMO_BORROWER_CLEAR },
    });
  });
});

describe('beside the tokens', () => {
  describeDatabases((open) => {
    test('keys that cannot be had are an outage, not a refusal', async () => {
      const authenticate = async () => {
        throw new AuthenticationFailed('keys-unavailable', { cause: new Error('dns of idp-7') });
      };
      const gateway = await startGateway(await open(), { customers: 0, server: { authenticate } });
      const failure = await gateway.query('agent', '{ clock { now } }').catch((error) => error);
      expect(failure).toBeInstanceOf(GatewayFailed);
      expect(failure).toMatchObject({ status: 503 });
      expect(failure.text).toContain('SERVICE_UNAVAILABLE');
      expect(failure.text).not.toContain('idp-7');
      await gateway.close();
    });

    test('health needs no token', async () => {
      const gateway = await startGateway(await open(), { customers: 0 });
      for (const path of ['/health/live', '/health/ready']) {
        const answer = await gateway.send({ method: 'GET', path });
        expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
      }
      await gateway.close();
    });
  });
});
