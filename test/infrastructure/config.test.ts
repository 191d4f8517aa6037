import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, isLoopback, readConfig } from '../../src/infrastructure/config.js';

const KEY = 'c2l4IGFuZCB0d2VudHkgbGV0dGVycyBhbmQgc2l4IG0=';
const ENCRYPTION_KEY = { ENCRYPTION_KEY: KEY };
const INSTITUTION_FILE = { INSTITUTION_FILE: '/etc/clearline/institution.json' };
const ISSUER = {
  OIDC_ISSUER: 'https://id.example.test/realms/bank',
  OIDC_AUDIENCE: 'clearline',
  ...ENCRYPTION_KEY,
  ...INSTITUTION_FILE,
};

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('defaults', () => {
  test('an empty environment is the demo on loopback with embedded SQLite', () => {
    expect(readConfig({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      erasureList: resolve('data', 'erasures.jsonl'),
      databasePoolMax: 10,
      stepUp: { acr: 'urn:clearline:acr:step-up', maxAgeSeconds: 300 },
      demo: true,
      demoCustomers: 300,
      logLevel: 'info',
      maxBodyBytes: 262_144,
    });
  });

  test('an empty string counts as absent', () => {
    const names = ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'DATABASE_POOL_MAX', 'OIDC_ISSUER'];
    names.push('OIDC_AUDIENCE', 'OIDC_JWKS_URI', 'OIDC_ROLES_CLAIM', 'OIDC_SUBJECT_CLAIM');
    names.push('STEP_UP_ACR', 'STEP_UP_MAX_AGE_SECONDS', 'DEMO', 'DEMO_CUSTOMERS', 'LOG_LEVEL');
    names.push('MAX_BODY_BYTES', 'ENCRYPTION_KEY', 'ENCRYPTION_KEY_FILE', 'ERASURE_LIST');
    names.push('INSTITUTION_FILE');
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  test('other variables are none of our business', () => {
    expect(readConfig({ PATH: '/bin', constructor: 'x' })).toEqual(readConfig({}));
  });
});

test('every variable is read', () => {
  const config = readConfig({
    PORT: '0',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/clearline',
    DATABASE_URL: 'postgresql://app:p%40ss@db:5432/clearline?sslmode=require',
    DATABASE_POOL_MAX: '2',
    ERASURE_LIST: '/mnt/elsewhere/erasures.jsonl',
    ...ISSUER,
    OIDC_JWKS_URI: 'https://keys.example.test/jwks',
    OIDC_ROLES_CLAIM: 'realm_access.roles',
    OIDC_SUBJECT_CLAIM: 'customer_id',
    STEP_UP_ACR: 'gold',
    STEP_UP_MAX_AGE_SECONDS: '60',
    DEMO_CUSTOMERS: '50',
    LOG_LEVEL: 'debug',
    MAX_BODY_BYTES: '65536',
  });
  expect(config).toEqual({
    port: 0,
    host: '0.0.0.0',
    dataDir: '/var/lib/clearline',
    databaseUrl: 'postgresql://app:p%40ss@db:5432/clearline?sslmode=require',
    databasePoolMax: 2,
    erasureList: '/mnt/elsewhere/erasures.jsonl',
    encryption: { key: new Uint8Array(Buffer.from(KEY, 'base64')) },
    institutionFile: '/etc/clearline/institution.json',
    oidc: {
      issuer: 'https://id.example.test/realms/bank',
      audience: 'clearline',
      jwksUri: 'https://keys.example.test/jwks',
      rolesClaim: 'realm_access.roles',
      subjectClaim: 'customer_id',
    },
    stepUp: { acr: 'gold', maxAgeSeconds: 60 },
    demo: false,
    demoCustomers: 50,
    logLevel: 'debug',
    maxBodyBytes: 65_536,
  });
});

describe('with an issuer', () => {
  test('claims have defaults, and a plain-http issuer on loopback will do', () => {
    const config = readConfig({
      ...ENCRYPTION_KEY,
      ...INSTITUTION_FILE,
      OIDC_ISSUER: 'http://127.0.0.1:8080',
      OIDC_AUDIENCE: 'a',
    });
    expect(config.oidc).toEqual({
      issuer: 'http://127.0.0.1:8080',
      audience: 'a',
      rolesClaim: 'roles',
      subjectClaim: 'sub',
    });
    expect(config.demo).toBe(false);
  });

  test('the issuer is kept letter by letter, because tokens are compared with it', () => {
    const issuer = 'https://ID.example.test:443/';
    expect(readConfig({ ...ISSUER, OIDC_ISSUER: issuer }).oidc?.issuer).toBe(issuer);
  });
});

describe('a wrong value is refused by name, with the reason and the value', () => {
  const refused: [string, string, string][] = [
    ['PORT', '65536', 'must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'must be a whole number from 0 to 65535'],
    ['PORT', '4e3', 'must be a whole number from 0 to 65535'],
    ['PORT', ' 4000', 'must be a whole number from 0 to 65535'],
    ['PORT', '0x10', 'must be a whole number from 0 to 65535'],
    ['PORT', '/tmp/socket', 'must be a whole number from 0 to 65535'],
    ['HOST', 'http://127.0.0.1', 'must be an IP address (IPv6 without brackets) or a host name'],
    ['HOST', '[::1]', 'must be an IP address (IPv6 without brackets) or a host name'],
    ['DATABASE_POOL_MAX', '1', 'must be a whole number from 2 to 1000'],
    ['STEP_UP_ACR', 'two values', 'must be one acr value, without spaces or quotes'],
    ['STEP_UP_ACR', 'a"b', 'must be one acr value, without spaces or quotes'],
    ['STEP_UP_ACR', 'a\\b', 'must be one acr value, without spaces or quotes'],
    ['STEP_UP_ACR', 'a\r\nx-evil: 1', 'must be one acr value, without spaces or quotes'],
    ['STEP_UP_MAX_AGE_SECONDS', '0', 'must be a whole number from 1 to 86400'],
    ['DEMO', 'true', 'must be 1 or 0'],
    ['DEMO_CUSTOMERS', '1.5', 'must be a whole number from 2 to 100000'],
    ['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent'],
    ['MAX_BODY_BYTES', '1023', 'must be a whole number from 1024 to 16777216'],
  ];
  test.each(refused)('%s=%j', (name, value, reason) => {
    expect(problemsOf({ DEMO: '1', [name]: value })).toEqual([
      `${name}: ${reason} (got ${JSON.stringify(value)})`,
    ]);
  });

  const refusedOidc: [string, string, string][] = [
    ['OIDC_ISSUER', 'id.example.test', 'must be an https URL'],
    ['OIDC_ISSUER', 'ftp://id.example.test', 'must be an https URL'],
    [
      'OIDC_ISSUER',
      'http://id.example.test',
      'must be https (http is for loopback addresses only)',
    ],
    [
      'OIDC_ISSUER',
      'http://127.0.0.1.example.test',
      'must be https (http is for loopback addresses only)',
    ],
    ['OIDC_ISSUER', 'https://id.example.test/#x', 'must have no query and no fragment'],
    ['OIDC_JWKS_URI', 'http://10.0.0.1/k', 'must be https (http is for loopback addresses only)'],
    ['OIDC_AUDIENCE', 'two audiences', 'must be one audience, without spaces'],
    ['OIDC_ROLES_CLAIM', 'my roles', 'must be a claim name without spaces'],
    ['OIDC_SUBJECT_CLAIM', 'kunden\u00fcid', 'must be a claim name without spaces'],
  ];
  test.each(refusedOidc)('%s=%j', (name, value, reason) => {
    expect(problemsOf({ ...ISSUER, [name]: value })).toEqual([
      `${name}: ${reason} (got ${JSON.stringify(value)})`,
    ]);
  });

  test('all of them at once, also in the message', () => {
    const problems = problemsOf({
      PORT: 'x',
      LOG_LEVEL: 'y',
      OIDC_JWKS_URI: 'z',
      HOST: '10.0.0.1',
    });
    expect(problems.map((line) => line.split(':')[0]).sort()).toEqual([
      'HOST',
      'LOG_LEVEL',
      'OIDC_JWKS_URI',
      'PORT',
    ]);
    expect(() => readConfig({ PORT: 'x', DEMO: 'y' })).toThrow(/PORT: .*\n.*DEMO: /);
  });

  test('a long value is cut', () => {
    expect(problemsOf({ PORT: '9'.repeat(500) })[0]).toContain(`(got "${'9'.repeat(100)}…")`);
  });
});

test.each(['postgresql://u:p@host:5432', 'postgres://u:p@host/', 'postgres://h?sslmode=require'])(
  'a database is named: %s',
  (url) => {
    expect(problemsOf({ DATABASE_URL: url })).toEqual([
      `DATABASE_URL: must name a database, after the host and a slash (got "${url.split('//')[0]}//…")`,
    ]);
  },
);

describe('secrets stay out of the refusal', () => {
  test.each([
    ['DATABASE_URL', 'mysql://app:hunter2@db/x', '(got "mysql://…")'],
    ['DATABASE_URL', 'app:hunter2@db/x', '(got "…")'],
    ['DATABASE_URL', 'postgres://app:hun%zzter2@db/x', '(got "postgres://…")'],
    ['DATABASE_URL', 'postgres://app:hunter2#@db/x', '(got "postgres://…")'],
    ['DATABASE_URL', 'sqlite://db?password=hunter2', '(got "sqlite://…")'],
    ['OIDC_ISSUER', 'https://app:hunter2@id.example.test', '(got "…@id.example.test")'],
    ['OIDC_ISSUER', 'https:app:hunter2@id.example.test', '(got "…@id.example.test")'],
    ['OIDC_ISSUER', 'https://id.example.test?key=hunter2', '(got "https://id.example.test?…")'],
    ['OIDC_JWKS_URI', 'http://id.example.test/?key=hunter2', '(got "http://id.example.test/?…")'],
  ])('%s=%s', (name, value, got) => {
    const problems = problemsOf({ ...ISSUER, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems[0]?.endsWith(got)).toBe(true);
    expect(problems[0]).not.toMatch(/hun|ter2/);
  });
});

describe('variables that do not go together', () => {
  test('the demo refuses to listen beyond loopback, unless DEMO=1', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).toEqual([
      'HOST: demo mode listens on loopback only; set OIDC_ISSUER, or DEMO=1 to insist (got "0.0.0.0")',
    ]);
    expect(problemsOf({ HOST: '0.0.0.0', DEMO: '0' })).toHaveLength(1);
    expect(readConfig({ HOST: '0.0.0.0', DEMO: '1' })).toMatchObject({ demo: true });
    expect(readConfig({ HOST: '0.0.0.0', ...ISSUER })).toMatchObject({ demo: false });
    expect(readConfig({ HOST: '::1' })).toMatchObject({ host: '::1', demo: true });
  });

  test('an issuer needs an audience', () => {
    expect(problemsOf({ ...ISSUER, OIDC_AUDIENCE: '' })).toEqual([
      'OIDC_AUDIENCE: is required when OIDC_ISSUER is set (not set)',
    ]);
  });

  test('an issuer needs an institution, which a demo may have of its own', () => {
    expect(problemsOf({ ...ISSUER, INSTITUTION_FILE: '' })).toEqual([
      'INSTITUTION_FILE: is required when OIDC_ISSUER is set (not set)',
    ]);
    expect(readConfig({}).institutionFile).toBeUndefined();
    expect(readConfig({ INSTITUTION_FILE: 'lender.json' }).institutionFile).toBe(
      resolve('lender.json'),
    );
  });

  test("an issuer's details without the issuer do not slip into demo mode", () => {
    expect(problemsOf({ OIDC_AUDIENCE: 'a', OIDC_ISSUER: '' })).toEqual([
      'OIDC_AUDIENCE: is set, but OIDC_ISSUER is not (got "a")',
    ]);
  });

  test.each(['OIDC_ISSUER_URL', 'OIDC_CLIENT_SECRET', 'STEP_UP_MAX_AGE', 'ENCRYPTION_KEY_PATH'])(
    'a misspelt %s is refused, and its value is not told',
    (name) => {
      for (const rest of [{}, ISSUER]) {
        const problems = problemsOf({ ...rest, [name]: 'hunter2' });
        expect(problems).toHaveLength(1);
        expect(problems[0]).toMatch(
          new RegExp(`^${name}: is not known; there are (OIDC|STEP_UP|ENCRYPTION)_`),
        );
        expect(problems[0]).not.toContain('hunter2');
      }
    },
  );

  test('an issuer excludes DEMO=1', () => {
    expect(problemsOf({ ...ISSUER, DEMO: '1' })).toEqual([
      'DEMO: cannot be 1 when OIDC_ISSUER is set (got "1")',
    ]);
  });
});

describe('the key that personal data are encrypted with', () => {
  const { ENCRYPTION_KEY: _, ...keyless } = ISSUER;

  test('is given itself or in a file, also to a demo', () => {
    const key = new Uint8Array(Buffer.from(KEY, 'base64'));
    expect(key).toHaveLength(32);
    for (const rest of [{}, keyless]) {
      expect(readConfig({ ...rest, ENCRYPTION_KEY: KEY }).encryption).toEqual({ key });
      const keyFile = resolve('secrets/key');
      const config = readConfig({ ...rest, ENCRYPTION_KEY_FILE: 'secrets/key' });
      expect(config.encryption).toEqual({ keyFile });
    }
  });

  test('beside an issuer nobody makes one up', () => {
    expect(problemsOf(keyless)).toEqual([
      'ENCRYPTION_KEY: or ENCRYPTION_KEY_FILE is required when OIDC_ISSUER is set (not set)',
    ]);
  });

  test('is one and not two', () => {
    expect(problemsOf({ ENCRYPTION_KEY: KEY, ENCRYPTION_KEY_FILE: '/key' })).toEqual([
      'ENCRYPTION_KEY_FILE: cannot be set beside ENCRYPTION_KEY (got "/key")',
    ]);
  });

  test.each([KEY.slice(1), `${KEY}A`, KEY.replace('=', ''), `${KEY.slice(0, -2)}_=`, 'hunter2'])(
    '%j is not one, and is not told',
    (key) => {
      expect(problemsOf({ ENCRYPTION_KEY: key })).toEqual([
        'ENCRYPTION_KEY: must be 32 bytes in base64 (openssl rand -base64 32) (got "…")',
      ]);
    },
  );
});

describe('loopback', () => {
  test.each(['127.0.0.1', '127.255.0.9', '::1', '[::1]', '::ffff:127.0.0.1', 'localhost'])(
    '%s is',
    (host) => expect(isLoopback(host)).toBe(true),
  );
  test.each(['0.0.0.0', '::', '128.0.0.1', '::2', '127.0.0.1.example.test', 'localhost.test', ''])(
    '%j is not',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});
