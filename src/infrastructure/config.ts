/**
 * The configuration: every environment variable that the program knows, read once at start. A
 * wrong value is refused by name and with the reason, all of them at once, before anything opens.
 */
import { BlockList, isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export interface Config {
  /** TCP port; 0 takes any free one. */
  readonly port: number;
  /** Address or host name to listen on. */
  readonly host: string;
  /** Absolute folder of the embedded database and of the demo's keys. */
  readonly dataDir: string;
  /** PostgreSQL's address; absent means embedded SQLite under `dataDir`. Holds a password. */
  readonly databaseUrl?: string;
  readonly databasePoolMax: number;
  /** Absolute path of the list of erasures, which a restored backup repeats. */
  readonly erasureList: string;
  /** The master key of personal data; absent in demo mode only, which makes a key of its own. */
  readonly encryption?: EncryptionConfig;
  /** Absolute path of what names the institution; absent in demo mode only, which has its own. */
  readonly institutionFile?: string;
  /** Absent in demo mode, in which a built-in issuer signs for the demo's personas. */
  readonly oidc?: OidcConfig;
  readonly stepUp: StepUpRequirement;
  /** True exactly when `oidc` is absent. */
  readonly demo: boolean;
  /** Customers in the demo portfolio. */
  readonly demoCustomers: number;
  readonly logLevel: LogLevel;
  /** Largest request body that is read. */
  readonly maxBodyBytes: number;
}

/** The key itself, 32 bytes, or the absolute path of a file that holds it in base64. */
export type EncryptionConfig = { readonly key: Uint8Array } | { readonly keyFile: string };

export interface OidcConfig {
  /** Exactly as configured: a token's `iss` must be the same string. */
  readonly issuer: string;
  readonly audience: string;
  /** Absent: discovered from the issuer. */
  readonly jwksUri?: string;
  /** Claims by name, or by a dotted path into nested objects. */
  readonly rolesClaim: string;
  readonly subjectClaim: string;
}

export interface StepUpRequirement {
  /** The authentication context class that closing needs. */
  readonly acr: string;
  /** How long ago the authentication may be. */
  readonly maxAgeSeconds: number;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The configuration can't be used. `problems` has one line per variable, without secrets. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const text = z.string();
const claimName = text.regex(/^[\x21-\x7e]{1,200}$/, 'must be a claim name without spaces');
const audience = text.regex(/^[\x21-\x7e]{1,255}$/, 'must be one audience, without spaces');

/** 32 bytes in base64, as `openssl rand -base64 32` prints them. */
export const MASTER_KEY = /^[A-Za-z0-9+/]{43}=$/;

const wholeNumber = (min: number, max: number) =>
  text
    .refine((value) => /^\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);

const SCHEMA = z.object({
  PORT: wholeNumber(0, 65_535).default(4000),
  HOST: text
    .refine(isHost, 'must be an IP address (IPv6 without brackets) or a host name')
    .default('127.0.0.1'),
  DATA_DIR: text.default('./data').transform((folder) => resolve(folder)),
  DATABASE_URL: text.superRefine(refuseWith(databaseUrlProblem)).optional(),
  // One connection can't serve a transaction and a read beside it.
  DATABASE_POOL_MAX: wholeNumber(2, 1000).default(10),
  ERASURE_LIST: text.transform((path) => resolve(path)).optional(),
  ENCRYPTION_KEY: text
    .regex(MASTER_KEY, 'must be 32 bytes in base64 (openssl rand -base64 32)')
    .transform((key) => new Uint8Array(Buffer.from(key, 'base64')))
    .optional(),
  ENCRYPTION_KEY_FILE: text.transform((path) => resolve(path)).optional(),
  INSTITUTION_FILE: text.transform((path) => resolve(path)).optional(),
  OIDC_ISSUER: text.superRefine(refuseWith(issuerProblem)).optional(),
  OIDC_AUDIENCE: audience.optional(),
  OIDC_JWKS_URI: text.superRefine(refuseWith(secureUrlProblem)).optional(),
  OIDC_ROLES_CLAIM: claimName.default('roles'),
  OIDC_SUBJECT_CLAIM: claimName.default('sub'),
  // It stands inside a quoted string of a header, and spaces would separate several values.
  STEP_UP_ACR: text
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'must be one acr value, without spaces or quotes')
    .default('urn:clearline:acr:step-up'),
  STEP_UP_MAX_AGE_SECONDS: wholeNumber(1, 86_400).default(300),
  DEMO: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
  DEMO_CUSTOMERS: wholeNumber(2, 100_000).default(300),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  MAX_BODY_BYTES: wholeNumber(1024, 16_777_216).default(262_144),
});
type Variable = keyof typeof SCHEMA.shape;

/**
 * Reads and validates the environment; an empty string counts as absent.
 * @throws ConfigError naming every wrong variable.
 */
export function readConfig(env: Environment): Config {
  const raw: Partial<Record<Variable, string>> = {};
  for (const name of Object.keys(SCHEMA.shape) as Variable[]) {
    if (env[name]) raw[name] = env[name];
  }
  const parsed = SCHEMA.safeParse(raw);
  const problems = new Map<string, string>([...crossProblems(raw), ...unknownProblems(env)]);
  // What is wrong with a value itself is said before how it goes together with others.
  for (const issue of parsed.error?.issues ?? []) {
    problems.set(String(issue.path[0]), issue.message);
  }
  if (!parsed.success || problems.size > 0) {
    throw new ConfigError([...problems].map(([name, reason]) => problemLine(name, reason, raw)));
  }
  return toConfig(parsed.data);
}

function toConfig(values: z.output<typeof SCHEMA>): Config {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: oidcAudience } = values;
  const { ENCRYPTION_KEY: key, ENCRYPTION_KEY_FILE: keyFile } = values;
  const oidc = issuer !== undefined &&
    oidcAudience !== undefined && {
      issuer,
      audience: oidcAudience,
      ...(values.OIDC_JWKS_URI !== undefined && { jwksUri: values.OIDC_JWKS_URI }),
      rolesClaim: values.OIDC_ROLES_CLAIM,
      subjectClaim: values.OIDC_SUBJECT_CLAIM,
    };
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: values.DATA_DIR,
    ...(values.DATABASE_URL !== undefined && { databaseUrl: values.DATABASE_URL }),
    databasePoolMax: values.DATABASE_POOL_MAX,
    erasureList: values.ERASURE_LIST ?? join(values.DATA_DIR, 'erasures.jsonl'),
    ...(key !== undefined && { encryption: { key } }),
    ...(keyFile !== undefined && { encryption: { keyFile } }),
    ...(values.INSTITUTION_FILE !== undefined && { institutionFile: values.INSTITUTION_FILE }),
    ...(oidc && { oidc }),
    stepUp: { acr: values.STEP_UP_ACR, maxAgeSeconds: values.STEP_UP_MAX_AGE_SECONDS },
    demo: !oidc,
    demoCustomers: values.DEMO_CUSTOMERS,
    logLevel: values.LOG_LEVEL,
    maxBodyBytes: values.MAX_BODY_BYTES,
  };
}

/**
 * A misspelt variable of these kinds would leave the gateway open, or open to more than was meant,
 * or its data under a key that nobody chose.
 */
const GUARDED = ['OIDC_', 'STEP_UP_', 'ENCRYPTION_'] as const;

function unknownProblems(env: Environment): [string, string][] {
  const known = Object.keys(SCHEMA.shape);
  return Object.keys(env).flatMap((name): [string, string][] => {
    const start = GUARDED.find((each) => name.startsWith(each));
    if (!start || !env[name] || known.includes(name)) return [];
    const alike = known.filter((each) => each.startsWith(start)).join(', ');
    return [[name, `is not known; there are ${alike}`]];
  });
}

/** How the variables go together. */
function crossProblems(raw: Partial<Record<Variable, string>>): [Variable, string][] {
  const problems: [Variable, string][] = [];
  if (raw.ENCRYPTION_KEY !== undefined && raw.ENCRYPTION_KEY_FILE !== undefined) {
    problems.push(['ENCRYPTION_KEY_FILE', 'cannot be set beside ENCRYPTION_KEY']);
  }
  if (raw.OIDC_ISSUER === undefined) {
    if (raw.HOST !== undefined && !isLoopback(raw.HOST) && raw.DEMO !== '1') {
      const reason = 'demo mode listens on loopback only; set OIDC_ISSUER, or DEMO=1 to insist';
      problems.push(['HOST', reason]);
    }
    // Whoever configures an issuer's details believes that real tokens are asked for.
    for (const name of Object.keys(raw) as Variable[]) {
      if (name.startsWith('OIDC_')) problems.push([name, 'is set, but OIDC_ISSUER is not']);
    }
    return problems;
  }
  if (raw.OIDC_AUDIENCE === undefined) {
    problems.push(['OIDC_AUDIENCE', 'is required when OIDC_ISSUER is set']);
  }
  if (raw.ENCRYPTION_KEY === undefined && raw.ENCRYPTION_KEY_FILE === undefined) {
    const reason = 'or ENCRYPTION_KEY_FILE is required when OIDC_ISSUER is set';
    problems.push(['ENCRYPTION_KEY', reason]);
  }
  // A notice that names nobody is a defect, and nobody but the operator knows the name.
  if (raw.INSTITUTION_FILE === undefined) {
    problems.push(['INSTITUTION_FILE', 'is required when OIDC_ISSUER is set']);
  }
  if (raw.DEMO === '1') problems.push(['DEMO', 'cannot be 1 when OIDC_ISSUER is set']);
  return problems;
}

function problemLine(name: string, reason: string, raw: Partial<Record<string, string>>): string {
  // The value of a variable that nobody knows may be a secret, so it is not shown.
  if (!(name in SCHEMA.shape)) return `${name}: ${reason}`;
  const value = raw[name];
  return value === undefined
    ? `${name}: ${reason} (not set)`
    : `${name}: ${reason} (got ${JSON.stringify(shown(name, value))})`;
}

/** A value as it may stand in a log: whatever may be a password or a key in a URL is cut out. */
function shown(name: string, value: string): string {
  if (name === 'ENCRYPTION_KEY') return '…';
  if (name === 'DATABASE_URL') {
    // Passwords also hide in the query string and in mistyped URLs: only the scheme is safe.
    return `${/^[a-z][a-z0-9+.-]{0,30}:\/\//i.exec(value)?.[0] ?? ''}…`;
  }
  const safe = value.replace(/^.*@/s, '…@').replace(/\?.*$/s, '?…');
  return safe.length > 100 ? `${safe.slice(0, 100)}…` : safe;
}

function refuseWith(problemOf: (value: string) => string | undefined) {
  return (value: string, context: z.core.$RefinementCtx<string>): void => {
    const message = problemOf(value);
    if (message) context.addIssue({ code: 'custom', message });
  };
}

function databaseUrlProblem(value: string): string | undefined {
  if (!/^postgres(ql)?:\/\//.test(value)) {
    return 'must start with postgres:// or postgresql://; leave it out for embedded SQLite';
  }
  try {
    const { username, password, pathname } = new URL(value);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return pathname.length > 1 ? undefined : 'must name a database, after the host and a slash';
  } catch {
    return 'is not a URL (percent-encode special characters in the password)';
  }
}

/** OpenID Connect Discovery 1.0, section 3: an issuer has no query and no fragment. */
function issuerProblem(value: string): string | undefined {
  if (/[?#]/.test(value)) return 'must have no query and no fragment';
  return secureUrlProblem(value);
}

/** Why a URL can't be trusted to hold keys: only https, or http on this very machine. */
export function secureUrlProblem(value: string): string | undefined {
  const url = URL.canParse(value) && /^https?:\/\//.test(value) ? new URL(value) : undefined;
  if (!url) return 'must be an https URL';
  if (url.username || url.password) return 'must not contain a user name or password';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'must be https (http is for loopback addresses only)';
  }
  return undefined;
}

const HOST_LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

function isHost(host: string): boolean {
  return (
    isIP(host) !== 0 ||
    (host.length <= 253 && host.split('.').every((label) => HOST_LABEL.test(label)))
  );
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');
LOOPBACK.addAddress('::1', 'ipv6');

/** True for an address that only this machine can reach; a name other than localhost is not. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  if (family === 0) return address.toLowerCase() === 'localhost';
  return LOOPBACK.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
