import { describe, expect, test } from '@jest/globals';
import { type JWK, SignJWT } from 'jose';
import {
  AUDIENCE,
  bearer,
  CUSTOMER,
  ec,
  ed,
  encoded,
  expectRefused,
  failure,
  foreign,
  provider,
  rsa,
  rsaPss,
  token,
  useProvider,
  verifier,
} from './identity-provider.js';

useProvider();

describe('a good token', () => {
  test.each([
    ['RS256', rsa],
    ['PS256', rsaPss],
    ['ES256', ec],
    ['EdDSA', ed],
  ])('signed with %s gives the actor', async (_alg, by) => {
    expect(await verifier()(await bearer(token({}, by)))).toEqual({
      subject: CUSTOMER,
      roles: ['borrower'],
      customerId: CUSTOMER,
    });
  });

  test('carries the authentication event', async () => {
    const made = token({ acr: 'gold', auth_time: 1_700_000_000 });
    expect(await verifier()(await bearer(made))).toMatchObject({
      acr: 'gold',
      authenticatedAt: 1_700_000_000_000,
    });
  });

  test.each(['bearer', 'BEARER', 'Bearer'])('is read behind the scheme %s', async (scheme) => {
    const actor = await verifier()(`${scheme} ${await token()}`);
    expect(actor.subject).toBe(CUSTOMER);
  });

  test.each([undefined, 'JWT', 'jwt', 'at+jwt', 'application/at+jwt'])(
    'of type %s',
    async (typ) => {
      const actor = await verifier()(await bearer(token({}, ec, typ === undefined ? {} : { typ })));
      expect(actor.subject).toBe(CUSTOMER);
    },
  );

  test('may have several audiences, ours among them', async () => {
    const actor = await verifier()(await bearer(token({ aud: ['other', AUDIENCE] })));
    expect(actor.subject).toBe(CUSTOMER);
  });

  test('may leave out the key id, even when several keys could have signed it', async () => {
    provider.keys = [foreign.jwk, ec.jwk].map((jwk) => ({ ...jwk, kid: undefined }) as JWK);
    const made = token({}, ec, { kid: undefined });
    expect((await verifier()(await bearer(made))).subject).toBe(CUSTOMER);
    provider.keys = [foreign.jwk, rsa.jwk, { ...foreign.jwk, kid: 'x' }];
    await expectRefused(await bearer(made), 'signature');
  });

  test('is verified with keys at hand, without any request', async () => {
    const verify = verifier({ keys: { local: [ec.jwk] } });
    expect((await verify(await bearer(token()))).subject).toBe(CUSTOMER);
    expect(provider.requests).toEqual([]);
  });
});

describe('the Authorization header', () => {
  test('is missing', async () => {
    await expectRefused(undefined, 'missing');
    await expectRefused('', 'missing');
  });

  test('is malformed', async () => {
    const made = await token();
    const headers = [
      made,
      `Basic ${made}`,
      `Bearer  ${made}`,
      ` Bearer ${made}`,
      `Bearer ${made} `,
      `Bearer\t${made}`,
      `Bearer${made}`,
      `Bearer ${made}, Bearer ${made}`,
      `Bearer ${made}\n`,
      'Bearer',
      'Bearer ',
      'Bearer x.y',
      'Bearer a.b.c.d.e',
      'Bearer a.b.c',
      `Bearer ${encoded(['ES256'])}.b.c`,
      `Bearer ${encoded({ alg: 'ES256', kid: 'ec-1' })}.!!!.c`,
    ];
    for (const header of headers) await expectRefused(header, 'malformed');
    expect(provider.requests).toEqual([]);
  });

  test('is oversized', async () => {
    await expectRefused(await bearer(token({ padding: 'x'.repeat(8000) })), 'malformed');
    expect((await verifier()(await bearer(token({ padding: 'x'.repeat(4000) })))).subject).toBe(
      CUSTOMER,
    );
  });
});

describe('the algorithm', () => {
  test('HS256 signed with the bytes of our public key is refused', async () => {
    const publicBytes = new TextEncoder().encode(JSON.stringify(rsa.jwk));
    const forged = await new SignJWT({ iss: provider.issuer, aud: AUDIENCE, sub: CUSTOMER })
      .setProtectedHeader({ alg: 'HS256', kid: rsa.kid })
      .setExpirationTime('1m')
      .sign(publicBytes);
    await expectRefused(await bearer(forged), 'algorithm');
    expect(provider.requests).toEqual([]);
  });

  test('"none" is refused, with and without a signature', async () => {
    const [, payload, signature] = (await token()).split('.');
    for (const alg of ['none', 'None', 'NONE']) {
      await expectRefused(`Bearer ${encoded({ alg })}.${payload}.`, 'algorithm');
      await expectRefused(`Bearer ${encoded({ alg })}.${payload}.${signature}`, 'algorithm');
    }
  });

  test('a sound one off the list, or none at all, is refused', async () => {
    const rs512 = await token({}, { ...rsa, alg: 'RS512' });
    await expectRefused(await bearer(rs512), 'algorithm');
    const [, payload, signature] = (await token()).split('.');
    await expectRefused(`Bearer ${encoded({ kid: 'ec-1' })}.${payload}.${signature}`, 'algorithm');
  });

  test('a key is used for its own algorithm only', async () => {
    await expectRefused(await bearer(token({}, { ...rsa, alg: 'PS256' })), 'signature');
  });
});

describe('the signature', () => {
  test('of a foreign key is refused, whatever key the token brings along', async () => {
    await expectRefused(await bearer(token({}, foreign)), 'signature');
    await expectRefused(await bearer(token({}, foreign, { jwk: foreign.jwk })), 'signature');
    const jku = { jku: `${provider.issuer}/evil`, kid: 'unknown' };
    await expectRefused(await bearer(token({}, foreign, jku)), 'signature');
    expect(provider.requests).not.toContain('/evil');
  });

  test('does not cover another payload or header', async () => {
    const [header, payload, signature] = (await token()).split('.');
    const agent = encoded({ ...JSON.parse(atob(payload ?? '')), roles: ['agent'] });
    await expectRefused(`Bearer ${header}.${agent}.${signature}`, 'signature');
    const other = encoded({ alg: 'ES256', kid: 'ec-1', extra: 1 });
    await expectRefused(`Bearer ${other}.${payload}.${signature}`, 'signature');
  });

  test('with a critical extension that nobody knows is refused', async () => {
    const [, payload, signature] = (await token()).split('.');
    const header = encoded({ alg: 'ES256', kid: 'ec-1', crit: ['x'], x: 1 });
    await expectRefused(`Bearer ${header}.${payload}.${signature}`, 'malformed');
  });

  test('of something else that the issuer signs is refused', async () => {
    await expectRefused(await bearer(token({}, ec, { typ: 'logout+jwt' })), 'malformed');
    await expectRefused(await bearer(token({}, ec, { typ: 7 })), 'malformed');
  });
});

describe('what the client is told', () => {
  test('a missing token is asked for without an error code', async () => {
    const refusal = await failure(verifier()(undefined));
    expect(refusal.status).toBe(401);
    expect(refusal.headers).toEqual({ 'www-authenticate': 'Bearer realm="clearline"' });
  });

  test('every other refusal of a token looks the same', async () => {
    const headers = [
      'Bearer nonsense',
      await bearer(token({ exp: 1 })),
      await bearer(token({}, foreign)),
      await bearer(token({ aud: 'other' })),
      await bearer(token({ roles: [] })),
    ];
    const refusals = await Promise.all(headers.map((header) => failure(verifier()(header))));
    expect(new Set(refusals.map(({ reason }) => reason)).size).toBe(headers.length);
    const told = refusals.map(({ message, status, headers }) => ({ message, status, headers }));
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(told[0]).toEqual({
      message: 'The access token is not valid',
      status: 401,
      headers: {
        'www-authenticate':
          'Bearer realm="clearline", error="invalid_token", ' +
          'error_description="The access token is not valid"',
      },
    });
  });
});
