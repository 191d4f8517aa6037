/**
 * What a start gets that cannot be: one clear line that names the variable, exit code 1, no stack,
 * no password, and nothing on the standard output.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { institutionFile } from '../support/institution-file.js';
import { createDatabase, describePostgres } from '../support/postgres.js';
import {
  type Environment,
  freePort,
  runProgram,
  startGateway,
  temporaryFolder,
} from '../support/process.js';

const SECRET = 'hunter2';
const aKey = () => randomBytes(32).toString('base64');
const folder = temporaryFolder();
const AN_INSTITUTION = { INSTITUTION_FILE: institutionFile(folder) };
const A_KEY = { ENCRYPTION_KEY: aKey(), ...AN_INSTITUTION };
const inFolder = (name: string) => join(folder, name);

/** Expects a refusal of one line, apart from the heading that the configuration's lines stand under. */
async function refused(env: Environment, args = ['serve']): Promise<string> {
  const all = { DATA_DIR: inFolder('data'), DEMO_CUSTOMERS: '2', ...env };
  const { code, signal, stdout, stderr } = await runProgram(args, all);
  expect({ code, signal, stdout }).toEqual({ code: 1, signal: null, stdout: '' });
  expect(stderr).not.toContain(SECRET);
  expect(stderr).not.toMatch(/^\s+at /m);
  const lines = stderr.trimEnd().split('\n');
  if (lines[0] === 'The configuration cannot be used:') lines.shift();
  expect(lines).toHaveLength(1);
  return (lines[0] ?? '').trim();
}

describe('a variable that is wrong is refused by its name', () => {
  test.each<[string, Environment, RegExp]>([
    ['PORT', { PORT: 'http' }, /^PORT: must be a whole number.*"http"/],
    ['HOST', { HOST: '0.0.0.0' }, /^HOST: demo mode listens on loopback only.*DEMO=1/],
    ['DATABASE_URL', { DATABASE_URL: `postgresql://u:${SECRET}@h` }, /^DATABASE_URL: must name a/],
    ['OIDC_ISSUER_URL', { OIDC_ISSUER_URL: SECRET }, /^OIDC_ISSUER_URL: is not known/],
    ['DATABASE_URL', { DATABASE_URL: `mysql://u:${SECRET}@h/d` }, /^DATABASE_URL: must start with/],
    [
      'OIDC_ISSUER',
      { OIDC_ISSUER: `https://u:${SECRET}@login.example`, OIDC_AUDIENCE: 'a', ...A_KEY },
      /^OIDC_ISSUER: must not contain/,
    ],
    [
      'OIDC_AUDIENCE',
      { OIDC_ISSUER: 'https://login.example', ...A_KEY },
      /^OIDC_AUDIENCE: is required/,
    ],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: SECRET }, /^ENCRYPTION_KEY: must be 32 bytes in base64/],
    [
      'ENCRYPTION_KEY',
      { OIDC_ISSUER: 'https://login.example', OIDC_AUDIENCE: 'a', ...AN_INSTITUTION },
      /^ENCRYPTION_KEY: or ENCRYPTION_KEY_FILE is required/,
    ],
    [
      'INSTITUTION_FILE',
      { OIDC_ISSUER: 'https://login.example', OIDC_AUDIENCE: 'a', ENCRYPTION_KEY: aKey() },
      /^INSTITUTION_FILE: is required when OIDC_ISSUER is set/,
    ],
  ])('%s in %j', async (_name, env, line) => {
    expect(await refused(env)).toMatch(line);
  });

  test('all that are wrong are told at once', async () => {
    const { code, stderr } = await runProgram(['serve'], { PORT: 'x', HOST: ' ', LOG_LEVEL: 'y' });
    expect(code).toBe(1);
    expect(stderr.match(/^ {2}(PORT|HOST|LOG_LEVEL): /gm)).toHaveLength(3);
  });
});

describe('an address that cannot be had', () => {
  let taken: Server;
  let port = 0;
  beforeAll(async () => {
    port = await freePort();
    taken = createServer();
    await new Promise<void>((listening) => taken.listen(port, '127.0.0.1', listening));
  });
  afterAll(() => new Promise((closed) => taken.close(closed)));

  test('a port in use', async () => {
    const line = await refused({ PORT: String(port) });
    expect(line).toBe(`PORT: ${port} is already in use on 127.0.0.1`);
  });

  test('an address that is not of this machine', async () => {
    // RFC 5737: an address for documentation, which nobody has.
    const line = await refused({ HOST: '203.0.113.5', DEMO: '1' });
    expect(line).toMatch(/^HOST: 203\.0\.113\.5 cannot be listened on: .*EADDRNOTAVAIL/);
  });

  test('DEMO=1 lets a demo listen beyond loopback', async () => {
    const env = { HOST: '0.0.0.0', DEMO: '1', DATA_DIR: inFolder('open'), DEMO_CUSTOMERS: '2' };
    const gateway = await startGateway(env);
    expect(gateway.url).toMatch(/^http:\/\/0\.0\.0\.0:\d+\/graphql$/);
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0 });
  });
});

describe('a data folder that cannot be used', () => {
  test.each(['serve', 'token --as agent', 'import taiwan none.csv'])('%s', async (command) => {
    writeFileSync(inFolder('file'), '');
    const line = await refused({ DATA_DIR: inFolder('file/data') }, command.split(' '));
    expect(line).toMatch(/^DATA_DIR: .*\/file\/data cannot be used: ENOTDIR/);
  });

  const root = process.getuid?.() === 0;
  (root ? test.skip : test)(
    `read-only${root ? ' (skipped: root may write anywhere)' : ''}`,
    async () => {
      mkdirSync(inFolder('read-only'));
      chmodSync(inFolder('read-only'), 0o555);
      expect(await refused({ DATA_DIR: inFolder('read-only') })).toMatch(
        /^DATA_DIR: .*cannot be used/,
      );
      expect(await refused({ DATA_DIR: inFolder('read-only/new') })).toMatch(/^DATA_DIR: .*EACCES/);
    },
  );

  test('something else in the place of the database', async () => {
    mkdirSync(inFolder('other'));
    writeFileSync(inFolder('other/clearline.db'), 'This is not a database. '.repeat(300));
    const line = await refused({ DATA_DIR: inFolder('other') });
    expect(line).toMatch(/^DATA_DIR: .*\/other cannot be used: file is not a database$/);
  });

  test('something else in the place of the demo key', async () => {
    mkdirSync(inFolder('no-key'));
    writeFileSync(inFolder('no-key/demo-issuer.jwk.json'), `{"d":"${SECRET}"}`);
    const line = await refused({ DATA_DIR: inFolder('no-key') });
    expect(line).toMatch(/no-key\/demo-issuer\.jwk\.json holds no demo key; delete it/);
  });
});

describe('a key that does not open the data', () => {
  test('a file that is not there, or holds no key', async () => {
    const missing = await refused({ ENCRYPTION_KEY_FILE: inFolder('missing.key') });
    expect(missing).toMatch(/^ENCRYPTION_KEY_FILE: .*\/missing\.key cannot be read: ENOENT/);
    writeFileSync(inFolder('bad.key'), SECRET);
    const bad = await refused({ ENCRYPTION_KEY_FILE: inFolder('bad.key') });
    expect(bad).toMatch(/^ENCRYPTION_KEY_FILE: .*\/bad\.key must hold 32 bytes in base64/);
  });

  test('something else in the place of the demo’s own', async () => {
    mkdirSync(inFolder('bad-key'));
    writeFileSync(inFolder('bad-key/demo-encryption.key'), SECRET);
    const line = await refused({ DATA_DIR: inFolder('bad-key') });
    expect(line).toMatch(/bad-key\/demo-encryption\.key holds no encryption key; bring back/);
  });

  test('another than the data were written with', async () => {
    const env = { DATA_DIR: inFolder('written'), DEMO_CUSTOMERS: '2' };
    const gateway = await startGateway(env);
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0 });
    const keyFile = inFolder('written/demo-encryption.key');
    const own = readFileSync(keyFile, 'utf8');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const words = 'this is not the key that the database was encrypted with; start with that one';
    expect(await refused({ ...env, ENCRYPTION_KEY: aKey() })).toBe(`ENCRYPTION_KEY: ${words}`);
    rmSync(keyFile);
    expect(await refused(env)).toBe(`${keyFile}: ${words}`);
    const again = await startGateway({ ...env, ENCRYPTION_KEY: own.trim() });
    again.kill('SIGTERM');
    expect(await again.ended).toMatchObject({ code: 0 });
  });
});

describe('an institution that notices could not name', () => {
  const cannot = /^INSTITUTION_FILE: .*\.json cannot be used: /;

  test('a file that is not there, is too large, or is no JSON', async () => {
    const missing = await refused({ INSTITUTION_FILE: inFolder('missing.json') });
    expect(missing).toMatch(cannot);
    expect(missing).toContain('ENOENT');
    const large = institutionFile(folder, { motto: 'x'.repeat(70_000) }, 'large.json');
    expect(await refused({ INSTITUTION_FILE: large })).toMatch(/has more than 65536 bytes$/);
    writeFileSync(inFolder('text.json'), `{\n"name": ${SECRET}`);
    const text = await refused({ INSTITUTION_FILE: inFolder('text.json') });
    expect(text).toMatch(/cannot be used: it is not JSON in UTF-8$/);
  });

  test('one with a fault, which is named with its place, and how many more there are', async () => {
    const path = institutionFile(folder, { name: { en: 'A Lender' }, bureaus: 7 }, 'fault.json');
    const line = await refused({ INSTITUTION_FILE: path });
    expect(line).toMatch(cannot);
    expect(line).toMatch(/: name\.zh must be a text that is not empty \(and 1 more\)$/);
  });

  test('without the authority that notices to a customer who is there have to name', async () => {
    const env = { DATA_DIR: inFolder('americans'), DEMO_CUSTOMERS: '2' };
    const path = institutionFile(folder, { supervisors: {} }, 'unsupervised.json');
    // As long as nobody needs it, nobody misses it.
    const gateway = await startGateway({ ...env, INSTITUTION_FILE: path });
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0 });
    const database = new DatabaseSync(join(env.DATA_DIR, 'clearline.db'));
    database.exec("update customer set jurisdiction = 'US'");
    database.close();
    expect(await refused({ ...env, INSTITUTION_FILE: path })).toBe(
      'INSTITUTION_FILE: notices to customers in US name the supervising authority, and supervisors.US is missing',
    );
  });
});

describe('a database server that cannot be used', () => {
  test('nobody listens', async () => {
    const port = await freePort();
    const line = await refused({ DATABASE_URL: `postgresql://u:${SECRET}@localhost:${port}/d` });
    expect(line).toMatch(/^DATABASE_URL: the database cannot be used: .*ECONNREFUSED/);
  });

  test('no such host', async () => {
    const line = await refused({ DATABASE_URL: `postgresql://u:${SECRET}@nowhere.invalid/d` });
    expect(line).toMatch(/^DATABASE_URL: the database cannot be used: .*nowhere\.invalid/);
  });

  describePostgres('PostgreSQL', () => {
    test.each<[string, (url: URL) => void, RegExp]>([
      [
        'a wrong password',
        (url) => {
          url.password = SECRET;
        },
        /password authentication failed/,
      ],
      [
        'no such database',
        (url) => {
          url.pathname = '/nowhere';
        },
        /database "nowhere" does not exist/,
      ],
      [
        // As on a standby; it also shows that all of the URL reaches the connections.
        'a server that only reads',
        (url) => url.searchParams.set('options', '-c default_transaction_read_only=on'),
        /read-only transaction/,
      ],
    ])('%s', async (_name, change, reason) => {
      const { url, drop } = await createDatabase();
      const changed = new URL(url);
      change(changed);
      const line = await refused({ DATABASE_URL: changed.href });
      expect(line).toMatch(/^DATABASE_URL: the database cannot be used: /);
      expect(line).toMatch(reason);
      await drop();
    });
  });
});
