import { describe, expect, test } from '@jest/globals';
import {
  bearer,
  CUSTOMER,
  failure,
  foreign,
  provider,
  rsa,
  signer,
  token,
  useProvider,
  verifier,
} from './identity-provider.js';

useProvider();

describe("the issuer's keys", () => {
  test('are fetched with the first token, once, and kept', async () => {
    const verify = verifier();
    expect(provider.requests).toEqual([]);
    const made = await bearer(token());
    await Promise.all([verify(made), verify(made), verify(made)]);
    await verify(await bearer(token({}, rsa)));
    expect(provider.requests).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });

  test('are fetched again for a key id that is new, but not before the cool-down', async () => {
    const next = await signer('ES256', 'ec-2');
    const patient = verifier({ keys: { remote: { cooldownMs: 60_000 } } });
    const eager = verifier();
    const old = await bearer(token());
    await Promise.all([patient(old), eager(old)]);
    provider.keys = [next.jwk];
    provider.requests = [];
    const made = await bearer(token({}, next));
    expect((await failure(patient(made))).reason).toBe('signature');
    expect(provider.requests).toEqual([]);
    expect((await eager(made)).subject).toBe(CUSTOMER);
    expect(provider.requests).toEqual(['/jwks']);
    // The key that was withdrawn counts no more.
    expect((await failure(eager(old))).reason).toBe('signature');
  });

  test('come from a configured address without discovery', async () => {
    const jwksUri = `${provider.issuer}/jwks`;
    const verify = verifier({ keys: { remote: { jwksUri } } });
    expect((await verify(await bearer(token()))).subject).toBe(CUSTOMER);
    expect(provider.requests).toEqual(['/jwks']);
  });

  test('cannot be had: 503, and a later token finds them again', async () => {
    const verify = verifier();
    const made = await bearer(token());
    for (const how of ['ERROR', 'REDIRECT', 'HANG'] as const) {
      for (const path of [/^\/\.well-known/, /^\/jwks/]) {
        provider.fault = { path, how };
        const refusal = await failure(verify(made));
        expect([refusal.reason, refusal.status]).toEqual(['keys-unavailable', 503]);
        expect(refusal.headers).toEqual({ 'retry-after': '5' });
      }
    }
    provider.fault = undefined;
    expect((await verify(made)).subject).toBe(CUSTOMER);
  });

  test('are not taken from a document for another issuer, or from an unsafe address', async () => {
    const documents: [Record<string, unknown>, RegExp][] = [
      [{ issuer: 'https://evil.example.test' }, /names another issuer$/],
      [{ jwks_uri: 'http://keys.example.test/jwks' }, /must be https/],
      [{ jwks_uri: 'file:///etc/passwd' }, /must be an https URL$/],
      [{ jwks_uri: undefined }, /jwks_uri/],
    ];
    for (const [document, why] of documents) {
      provider.document = document;
      const { reason, cause } = await failure(verifier()(await bearer(token())));
      expect(reason).toBe('keys-unavailable');
      expect((cause as Error).message).toMatch(why);
    }
    expect(provider.requests).not.toContain('/jwks');
  });

  test('that were fetched go on while the issuer is down, until they are too old', async () => {
    const lasting = verifier();
    const fleeting = verifier({ keys: { remote: { cacheMaxAgeMs: 0 } } });
    const made = await bearer(token());
    await Promise.all([lasting(made), fleeting(made)]);
    provider.fault = { path: /./, how: 'ERROR' };
    // A token with a made-up key id must not cost the others their keys.
    const unknown = await bearer(token({}, foreign, { kid: 'unknown' }));
    expect((await failure(lasting(unknown))).reason).toBe('keys-unavailable');
    expect((await lasting(made)).subject).toBe(CUSTOMER);
    expect((await failure(fleeting(made))).reason).toBe('keys-unavailable');
    provider.fault = undefined;
    expect((await fleeting(made)).subject).toBe(CUSTOMER);
  });

  test('that moved are discovered at the new address', async () => {
    const verify = verifier({ keys: { remote: { cacheMaxAgeMs: 0 } } });
    const made = await bearer(token());
    await verify(made);
    provider.document = { jwks_uri: `${provider.issuer}/moved` };
    provider.fault = { path: /./, how: 'ERROR' };
    await failure(verify(made));
    provider.fault = undefined;
    await verify(made);
    expect(provider.requests.at(-1)).toBe('/moved');
  });
});
