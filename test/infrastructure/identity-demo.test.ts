import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { isId } from '../../src/domain/identifiers.js';
import { readConfig } from '../../src/infrastructure/config.js';
import {
  DEMO_AUDIENCE,
  DEMO_BORROWER_CLEAR,
  DEMO_BORROWER_INDEBTED,
  DEMO_BORROWER_STEADY,
  DEMO_ISSUER,
  demoKeys,
  PERSONAS,
  type Persona,
  signDemoToken,
} from '../../src/infrastructure/identity/demo-issuer.js';
import { stepUpSatisfied } from '../../src/infrastructure/identity/step-up.js';
import { runTokenCommand } from '../../src/infrastructure/identity/token-command.js';
import { TokenCommandError } from '../../src/infrastructure/identity/token-command-error.js';
import { makeVerifier } from '../../src/infrastructure/identity/tokens.js';

const OTHER_CUSTOMER = '01990000-0000-7000-8000-0000000000ff';

let parent: string;
let dataDir: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'clearline-demo-'));
  dataDir = join(parent, 'not', 'there', 'yet');
});
afterEach(() => rm(parent, { recursive: true }));

const config = () => readConfig({ DATA_DIR: dataDir });

async function actorOfToken(token: string) {
  const { publicJwk } = await demoKeys(dataDir);
  const verify = makeVerifier({
    issuer: DEMO_ISSUER,
    audience: DEMO_AUDIENCE,
    keys: { local: [publicJwk] },
  });
  return verify(`Bearer ${token}`);
}

describe('the demo issuer', () => {
  test.each(Object.keys(PERSONAS) as Persona[])('signs for %s', async (persona) => {
    const actor = await actorOfToken(await signDemoToken(await demoKeys(dataDir), { persona }));
    const { role, subject } = PERSONAS[persona];
    expect(actor).toEqual({
      subject,
      roles: [role],
      ...(role === 'borrower' && { customerId: subject }),
    });
  });

  test('has a role for each persona and a customer for each borrower', () => {
    expect(Object.keys(PERSONAS)).toEqual([
      'borrower-clear',
      'borrower-indebted',
      'borrower-steady',
      'agent',
      'reviewer',
      'analyst',
      'auditor',
      'service',
      'partner',
    ]);
    const borrowers = [DEMO_BORROWER_CLEAR, DEMO_BORROWER_INDEBTED, DEMO_BORROWER_STEADY];
    expect(borrowers.every(isId)).toBe(true);
    expect(new Set(borrowers).size).toBe(borrowers.length);
  });

  test('signs for an hour, or as long as it is told', async () => {
    const keys = await demoKeys(dataDir);
    const { iat = 0, exp = 0 } = decodeJwt(await signDemoToken(keys, { persona: 'agent' }));
    expect(exp - iat).toBe(3600);
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(5);
    const over = await signDemoToken(keys, { persona: 'agent', lifetimeSeconds: -60 });
    await expect(actorOfToken(over)).rejects.toMatchObject({ reason: 'expired' });
  });

  test('keeps one key: readable by its owner only, the secret not in the public half', async () => {
    const first = await demoKeys(dataDir);
    expect(await demoKeys(dataDir)).toEqual(first);
    expect(first.publicJwk).not.toHaveProperty('d');
    expect(await readdir(dataDir)).toEqual(['demo-issuer.jwk.json']);
    const { mode } = await stat(join(dataDir, 'demo-issuer.jwk.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('another folder has another key', async () => {
    const keys = await demoKeys(join(parent, 'elsewhere'));
    const token = await signDemoToken(keys, { persona: 'service' });
    await expect(actorOfToken(token)).rejects.toMatchObject({ reason: 'signature' });
  });

  test('starters at nearly the same time end with the same key', async () => {
    for (let round = 0; round < 5; round += 1) {
      const folder = join(parent, `round-${round}`);
      const starters = Array.from({ length: 20 }, async (_, index) => {
        // Staggered, so that some finish while others have found no key yet.
        await setTimeout(index / 2);
        return (await demoKeys(folder)).privateJwk;
      });
      const keys = new Set((await Promise.all(starters)).map((key) => key.d));
      expect(keys).toEqual(new Set([(await demoKeys(folder)).privateJwk.d]));
      expect(await readdir(folder)).toEqual(['demo-issuer.jwk.json']);
    }
  });

  test('a broken key file is named, not replaced and not quoted', async () => {
    await demoKeys(dataDir);
    const path = join(dataDir, 'demo-issuer.jwk.json');
    const whole = await readFile(path, 'utf8');
    const secret = JSON.parse(whole).d as string;
    const broken = [whole.slice(0, -20), '', '{}', whole.replace('"OKP"', '"oct"'), secret];
    for (const content of broken) {
      await writeFile(path, content);
      const error: Error = await demoKeys(dataDir).then(
        () => new Error('accepted'),
        (refusal) => refusal,
      );
      expect(error.message).toBe(`${path} holds no demo key; delete it to have a new one made`);
      expect(error.cause).toBeUndefined();
      expect(await readFile(path, 'utf8')).toBe(content);
    }
  });
});

describe('the token command', () => {
  test('gives just a token for the persona', async () => {
    const token = await runTokenCommand(['--as', 'borrower-clear'], config());
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await actorOfToken(token)).toEqual({
      subject: DEMO_BORROWER_CLEAR,
      roles: ['borrower'],
      customerId: DEMO_BORROWER_CLEAR,
    });
  });

  test('steps up when told so, and only then', async () => {
    const { stepUp } = config();
    const plain = await actorOfToken(await runTokenCommand(['--as=borrower-clear'], config()));
    expect(stepUpSatisfied(plain, stepUp, Date.now())).toBe(false);
    const argv = ['--step-up', '--as', 'borrower-clear'];
    const strong = await actorOfToken(await runTokenCommand(argv, config()));
    expect(stepUpSatisfied(strong, stepUp, Date.now())).toBe(true);
    const gold = { ...config(), stepUp: { acr: 'gold', maxAgeSeconds: 60 } };
    const golden = await actorOfToken(await runTokenCommand(argv, gold));
    expect(golden.acr).toBe('gold');
  });

  test('takes another subject', async () => {
    const argv = ['--as', 'borrower-indebted', '--subject', OTHER_CUSTOMER];
    expect(await actorOfToken(await runTokenCommand(argv, config()))).toMatchObject({
      subject: OTHER_CUSTOMER,
      customerId: OTHER_CUSTOMER,
    });
    const agent = await runTokenCommand(['--as', 'agent', '--subject', 'agent-2'], config());
    expect((await actorOfToken(agent)).subject).toBe('agent-2');
  });

  const refused: [string[], RegExp][] = [
    [[], /^--as is missing: one of borrower-clear, .*partner$/],
    [['--as'], /^Option '--as <value>' argument missing; use --as/],
    [['--as', '--step-up'], /^Option '--as' argument is ambiguous; use --as/],
    [['--as', 'admin'], /^unknown persona "admin": use one of borrower-clear, /],
    [['--as', 'toString'], /^unknown persona "toString"/],
    [['--as', 'a\nb'], /^unknown persona "a\\nb"/],
    [['--as', 'agent', '--as', 'auditor'], /^--as is given 2 times/],
    [['--as', 'agent', '--admin'], /^Unknown option '--admin'; use --as/],
    [['--as', 'agent', '--step-up=yes'], /^Option '--step-up' does not take an argument; use/],
    [['agent'], /^Unexpected argument 'agent'/],
    [['--as', 'borrower-clear', '--subject', 'alice'], /^--subject: a borrower's subject must be/],
    [['--as', 'agent', '--subject', ''], /^--subject: a subject cannot be empty$/],
  ];
  test.each(refused)('%j is refused in one line', async (argv, message) => {
    const error = await runTokenCommand(argv, config()).then(
      (token) => new Error(`signed ${token}`),
      (refusal) => refusal,
    );
    expect(error).toBeInstanceOf(TokenCommandError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
  });

  test('is refused when an issuer is configured, and makes no key', async () => {
    const oidc = {
      OIDC_ISSUER: 'https://id.example.test',
      OIDC_AUDIENCE: 'clearline',
      ENCRYPTION_KEY_FILE: '/run/secrets/key',
      INSTITUTION_FILE: '/etc/clearline/institution.json',
    };
    const real = readConfig({ DATA_DIR: dataDir, ...oidc });
    await expect(runTokenCommand(['--as', 'agent'], real)).rejects.toThrow(/^OIDC_ISSUER is set/);
    expect(await readdir(parent)).toEqual([]);
  });
});
