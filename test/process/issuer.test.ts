/** With an issuer configured nothing of the demo is left. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { institutionFile } from '../support/institution-file.js';
import { describePlaces } from '../support/places.js';
import {
  demoToken,
  type Environment,
  freePort,
  runProgram,
  startGateway,
  temporaryFolder,
} from '../support/process.js';

const { publicKey, privateKey } = await generateKeyPair('ES256');
const AUDIENCE = 'clearline-test';
const ENCRYPTION_KEY = Buffer.alloc(32, 'a key of this test').toString('base64');
const INSTITUTION_FILE = institutionFile(temporaryFolder());
let issuer = '';
let provider: Server;

beforeAll(async () => {
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'ES256', use: 'sig' };
  provider = createServer((request, response) => {
    const discovery = request.url === '/.well-known/openid-configuration';
    const body = discovery ? { issuer, jwks_uri: `${issuer}/jwks` } : { keys: [jwk] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
});
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});

const tokenOf = (role: string) =>
  new SignJWT({ roles: [role] })
    .setProtectedHeader({ alg: 'ES256', kid: 'key-1' })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject('core-banking')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);

const MOVE = 'mutation { advanceClock(by: "P1D") { clock { now } errors { code } } }';
const CLOCK = '{ clock { now movable } }';

describePlaces((makePlace) => {
  test('no demo portfolio, no demo tokens, no movable clock, no introspection', async () => {
    const place = await makePlace();
    // Its clock was moved and its keys were made when it was a demo.
    const demo = await startGateway({ ...place.env, DEMO_CUSTOMERS: '2' });
    const demoService = await demoToken(place.dataDir, { persona: 'service' });
    await demo.query(demoService, MOVE);
    demo.kill('SIGTERM');
    await demo.ended;
    // The data stay under the key that they were written with.
    const env: Environment = {
      ...place.env,
      OIDC_ISSUER: issuer,
      OIDC_AUDIENCE: AUDIENCE,
      INSTITUTION_FILE,
      ENCRYPTION_KEY_FILE: join(place.dataDir, 'demo-encryption.key'),
    };

    const gateway = await startGateway(env);
    expect(gateway.stdout()).toContain(`tokens: ${issuer}`);
    expect(gateway.stdout()).not.toMatch(/demo|persona|curl/i);
    const service = await tokenOf('service');
    const moved = await gateway.query(service, MOVE);
    expect(moved.body.data.advanceClock).toEqual({
      clock: null,
      errors: [{ code: 'CLOCK_FIXED' }],
    });
    const { clock } = (await gateway.query(service, CLOCK)).body.data;
    expect(clock.movable).toBe(false);
    expect(Math.abs(Date.parse(clock.now) - Date.now())).toBeLessThan(60_000);
    expect(await gateway.query(demoService, CLOCK)).toMatchObject({ status: 401 });
    expect(await gateway.query(undefined, CLOCK)).toMatchObject({ status: 401 });
    const asked = await gateway.query(service, '{ __schema { types { name } } }');
    expect(asked.body.data).toBeUndefined();

    const token = await runProgram(['token', '--as', 'service'], env);
    expect(token).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'OIDC_ISSUER is set: only that issuer can sign tokens\n',
    });
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0 });
  });

  test('who is not let in, and an issuer that is down, stand in the log; tokens do not', async () => {
    const place = await makePlace();
    const token = await tokenOf('service');
    const forged = `${token.slice(0, -10)}AAAAAAAAAA`;
    const env = {
      ...place.env,
      OIDC_AUDIENCE: AUDIENCE,
      INSTITUTION_FILE,
      ENCRYPTION_KEY,
      LOG_LEVEL: 'info',
    };
    const logOf = async (over: Environment, bearers: (string | undefined)[]) => {
      const gateway = await startGateway({ ...env, ...over });
      for (const each of bearers) await gateway.query(each, CLOCK);
      gateway.kill('SIGTERM');
      const { stderr } = await gateway.ended;
      for (const part of [token, forged].flatMap((each) => each.split('.'))) {
        expect(stderr).not.toContain(part);
      }
      return stderr
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    };
    expect(await logOf({ OIDC_ISSUER: issuer }, [undefined, forged])).toMatchObject([
      { level: 30, reason: 'missing' },
      { level: 40, reason: 'signature', cause: 'signature verification failed' },
    ]);
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await logOf({ OIDC_ISSUER: nobody }, [token])).toMatchObject([
      { level: 50, reason: 'keys-unavailable', cause: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  test('a fresh database stays without customers', async () => {
    const place = await makePlace();
    // Beyond loopback, as a real one listens.
    const env = {
      ...place.env,
      OIDC_ISSUER: issuer,
      OIDC_AUDIENCE: AUDIENCE,
      INSTITUTION_FILE,
      ENCRYPTION_KEY,
      HOST: '0.0.0.0',
    };
    const gateway = await startGateway(env);
    expect(await place.look(({ count }) => count('customer'))).toBe(0);
    expect(await place.look(({ count }) => count('source_record'))).toBe(0);
    gateway.kill('SIGTERM');
    await gateway.ended;
  });
});
