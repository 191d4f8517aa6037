/**
 * The demo's own issuer: it signs tokens for the personas, so that a newcomer needs no identity
 * provider. It exists in demo mode only. Its key is made once and kept in the data folder, where
 * the server and the token command both find it.
 */
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import type { Role } from '../../application/actor.js';
import { type CustomerId, isId } from '../../domain/identifiers.js';
import { keptText } from '../kept-file.js';
import { StartRefused } from '../start-refusal.js';

export const DEMO_ISSUER = 'urn:clearline:demo';
export const DEMO_AUDIENCE = 'clearline';

/** The demo's customer whose lines carry no debt. */
export const DEMO_BORROWER_CLEAR: CustomerId = '01990000-0000-7000-8000-000000000001';
/** The demo's customer who owes on their lines. */
export const DEMO_BORROWER_INDEBTED: CustomerId = '01990000-0000-7000-8000-000000000002';
/** The demo's customer who was never late. */
export const DEMO_BORROWER_STEADY: CustomerId = '01990000-0000-7000-8000-000000000003';

/** Who the demo signs for, by the names that `--as` takes. */
export const PERSONAS = {
  'borrower-clear': { role: 'borrower', subject: DEMO_BORROWER_CLEAR },
  'borrower-indebted': { role: 'borrower', subject: DEMO_BORROWER_INDEBTED },
  'borrower-steady': { role: 'borrower', subject: DEMO_BORROWER_STEADY },
  agent: { role: 'agent', subject: 'agent-1' },
  reviewer: { role: 'reviewer', subject: 'reviewer-1' },
  analyst: { role: 'analyst', subject: 'analyst-1' },
  auditor: { role: 'auditor', subject: 'auditor-1' },
  service: { role: 'service', subject: 'service-1' },
  partner: { role: 'partner', subject: 'partner-1' },
} as const satisfies Record<string, { role: Role; subject: string }>;
export type Persona = keyof typeof PERSONAS;

export const isPersona = (name: string): name is Persona => Object.hasOwn(PERSONAS, name);

export interface DemoKeys {
  /** For the verifier; holds nothing secret. */
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
}

const KEY_FILE = 'demo-issuer.jwk.json';
const KEY = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
  kid: z.string(),
  x: z.string(),
  d: z.string(),
});

/**
 * The demo issuer's key pair, made on first use. Processes that start at once end with the same
 * pair.
 * @param dataDir folder of the key file, created when it is not there.
 */
export async function demoKeys(dataDir: string): Promise<DemoKeys> {
  const path = join(dataDir, KEY_FILE);
  const kept = parsedKey(path, await keptText(path, newKey));
  const { d: _secret, ...publicJwk } = kept;
  return { publicJwk, privateJwk: kept };
}

function parsedKey(path: string, content: string): z.output<typeof KEY> {
  try {
    return KEY.parse(JSON.parse(content));
  } catch {
    // The parser's own message could quote the secret.
    throw new StartRefused(`${path} holds no demo key; delete it to have a new one made`);
  }
}

async function newKey(): Promise<string> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const kid = await calculateJwkThumbprint(await exportJWK(publicKey));
  const jwk = { ...(await exportJWK(privateKey)), alg: 'EdDSA', use: 'sig', kid };
  return `${JSON.stringify(jwk)}\n`;
}

export interface DemoTokenRequest {
  readonly persona: Persona;
  /** Instead of the persona's own subject; for a borrower a customer id. */
  readonly subject?: string;
  /** Adds `acr` and a fresh `auth_time`, as if the persona had just stepped up. */
  readonly stepUp?: { readonly acr: string };
  readonly lifetimeSeconds?: number;
}

/**
 * Signs an access token for a persona.
 * @throws RangeError when the subject is not a text, or for a borrower not a customer id.
 */
export async function signDemoToken(keys: DemoKeys, request: DemoTokenRequest): Promise<string> {
  const { role, subject: own } = PERSONAS[request.persona];
  const { subject = own, stepUp, lifetimeSeconds = 3600 } = request;
  if (subject === '') throw new RangeError('a subject cannot be empty');
  if (role === 'borrower' && !isId(subject)) {
    throw new RangeError("a borrower's subject must be a customer id (a lower-case UUID)");
  }
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: DEMO_ISSUER,
    aud: DEMO_AUDIENCE,
    sub: subject,
    roles: [role],
    iat: now,
    exp: now + lifetimeSeconds,
    ...(stepUp && { acr: stepUp.acr, auth_time: now }),
  };
  const { alg = 'EdDSA', kid } = keys.privateJwk;
  return new SignJWT(claims)
    .setProtectedHeader({ alg, typ: 'at+jwt', ...(kid !== undefined && { kid }) })
    .sign(await importJWK(keys.privateJwk, alg));
}
