import { describe, expect, test } from '@jest/globals';
import {
  bearer,
  CUSTOMER,
  expectRefused,
  nowSeconds,
  provider,
  token,
  useProvider,
  verifier,
} from './identity-provider.js';

useProvider();

describe('the claims', () => {
  test('another issuer', async () => {
    await expectRefused(await bearer(token({ iss: 'https://evil.example.test' })), 'issuer');
    await expectRefused(await bearer(token({ iss: `${provider.issuer}/` })), 'issuer');
    await expectRefused(await bearer(token({ iss: undefined })), 'issuer');
  });

  test('another audience', async () => {
    await expectRefused(await bearer(token({ aud: 'other' })), 'audience');
    await expectRefused(await bearer(token({ aud: [] })), 'audience');
    await expectRefused(await bearer(token({ aud: undefined })), 'audience');
  });

  test('expired, not yet valid, without expiry', async () => {
    const now = nowSeconds();
    await expectRefused(await bearer(token({ exp: now - 30 })), 'expired');
    await expectRefused(await bearer(token({ nbf: now + 30 })), 'claims');
    await expectRefused(await bearer(token({ exp: undefined })), 'claims');
    await expectRefused(await bearer(token({ exp: 'tomorrow' })), 'claims');
  });

  test('a few seconds of difference between the clocks are forgiven', async () => {
    const now = nowSeconds();
    const late = await bearer(token({ exp: now - 2 }));
    const early = await bearer(token({ nbf: now + 4 }));
    for (const made of [late, early]) expect((await verifier()(made)).subject).toBe(CUSTOMER);
    await expectRefused(late, 'expired', { clockToleranceSeconds: 0 });
    await expectRefused(early, 'claims', { clockToleranceSeconds: 0 });
  });

  test('a subject that is no plain text', async () => {
    const subjects = [undefined, '', 7, 'x'.repeat(256), 'a\u0000b', 'a\ud800'];
    for (const sub of subjects) {
      await expectRefused(await bearer(token({ sub, roles: ['agent'] })), 'claims');
    }
  });

  test('a borrower who is no customer', async () => {
    for (const sub of ['alice', CUSTOMER.toUpperCase(), `${CUSTOMER} `]) {
      await expectRefused(await bearer(token({ sub })), 'claims');
    }
    expect(await verifier()(await bearer(token({ sub: 'alice', roles: ['agent'] })))).toEqual({
      subject: 'alice',
      roles: ['agent'],
    });
  });

  test('an authentication event of the wrong form', async () => {
    for (const authTime of ['now', null, -1, 1e300]) {
      await expectRefused(await bearer(token({ auth_time: authTime })), 'claims');
    }
    await expectRefused(await bearer(token({ acr: 7 })), 'claims');
  });

  test('the customer id may stand in a claim of its own', async () => {
    const made = await bearer(token({ sub: 'alice', bank: { customer: CUSTOMER } }));
    expect(await verifier({ subjectClaim: 'bank.customer' })(made)).toEqual({
      subject: 'alice',
      roles: ['borrower'],
      customerId: CUSTOMER,
    });
    await expectRefused(made, 'claims', { subjectClaim: 'bank.absent' });
  });
});

describe('roles', () => {
  const rolesFrom = async (claims: Record<string, unknown>, rolesClaim = 'roles') =>
    (await verifier({ rolesClaim })(await bearer(token({ roles: undefined, ...claims })))).roles;

  test('as an array or as a string, each once, unknown ones ignored', async () => {
    expect(await rolesFrom({ roles: ['agent', 'admin', 7, 'auditor', 'agent'] })).toEqual([
      'agent',
      'auditor',
    ]);
    expect(await rolesFrom({ roles: 'openid agent  auditor' })).toEqual(['agent', 'auditor']);
  });

  test('under another name: nested, or with dots in it', async () => {
    const nested = { realm_access: { roles: ['analyst'] } };
    expect(await rolesFrom(nested, 'realm_access.roles')).toEqual(['analyst']);
    const name = 'https://bank.example.test/roles';
    expect(await rolesFrom({ [name]: ['analyst'] }, name)).toEqual(['analyst']);
  });

  test('none that is known', async () => {
    for (const roles of [undefined, [], ['admin'], '', 'Agent', { agent: true }, null, 1]) {
      await expectRefused(await bearer(token({ roles })), 'claims');
    }
    await expectRefused(await bearer(token()), 'claims', { rolesClaim: 'constructor.name' });
  });
});
