/**
 * Verifies bearer access tokens: JWTs of one issuer for one audience. The only clock here is the
 * wall clock, even where the demo's clock has been moved, because issuers go by it.
 */
import {
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  type JWK,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  type JWTVerifyResult,
  jwtVerify,
} from 'jose';
import type { Actor } from '../../application/actor.js';
import { AuthenticationFailed, type AuthenticationFailureReason } from './authentication-failed.js';
import { actorOf, type ClaimNames } from './claims.js';
import { type RemoteKeysOptions, remoteKeys } from './keys.js';
import { CLOCK_TOLERANCE_SECONDS } from './step-up.js';

/**
 * Signatures by public key only: with HS256 everybody who can verify could also sign, and "none"
 * is no signature. It is no option, so that nobody can widen it by mistake.
 */
export const ACCEPTED_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

export interface VerifierOptions extends Partial<ClaimNames> {
  readonly issuer: string;
  readonly audience: string;
  /** Public keys at hand, or how to fetch them from the issuer. */
  readonly keys:
    | { readonly local: readonly JWK[] }
    | { readonly remote: Omit<RemoteKeysOptions, 'issuer'> };
  readonly clockToleranceSeconds?: number;
}

/**
 * Takes the Authorization header's value, gives the actor.
 * @throws AuthenticationFailed for every header and token that gives none.
 */
export type Verify = (authorizationHeader: string | undefined) => Promise<Actor>;

/** Makes the verifier for one issuer. Fetches nothing yet. */
export function makeVerifier(options: VerifierOptions): Verify {
  const { issuer, audience, keys, rolesClaim = 'roles', subjectClaim = 'sub' } = options;
  const getKey =
    'local' in keys
      ? createLocalJWKSet({ keys: [...keys.local] })
      : remoteKeys({ ...keys.remote, issuer });
  const checks: JWTVerifyOptions = {
    algorithms: [...ACCEPTED_ALGORITHMS],
    issuer,
    audience,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: options.clockToleranceSeconds ?? CLOCK_TOLERANCE_SECONDS,
  };
  return async (authorizationHeader) => {
    const token = bearerToken(authorizationHeader);
    refuseHeader(token);
    try {
      const { payload } = await verified(token, getKey, checks);
      return actorOf(payload, { rolesClaim, subjectClaim });
    } catch (error) {
      if (error instanceof AuthenticationFailed) throw error;
      throw new AuthenticationFailed(reasonOf(error), { cause: error });
    }
  };
}

/** No issuer needs more, and Node reads at most 16 KiB of headers. */
const MAX_HEADER_CHARACTERS = 8192;
/** The scheme in any case (RFC 9110 section 11.1), one space, a JWS in compact form. */
const BEARER = /^bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

function bearerToken(header: string | undefined): string {
  if (header === undefined || header === '') throw new AuthenticationFailed('missing');
  if (header.length > MAX_HEADER_CHARACTERS) throw new AuthenticationFailed('malformed');
  // An unsigned token ends in an empty signature; it is malformed as well as refused by algorithm.
  const unsigned = /^bearer [\w-]+\.[\w-]*\.$/i.test(header);
  if (unsigned) throw new AuthenticationFailed('algorithm');
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw new AuthenticationFailed('malformed');
  return token;
}

/** The media types of a JWT (RFC 7519) and of an access token (RFC 9068). */
const ACCEPTED_TYPES: ReadonlySet<unknown> = new Set(['jwt', 'at+jwt']);

/** Looks at the header before any key is fetched, so that a hopeless token causes no traffic. */
function refuseHeader(token: string): void {
  const { alg, typ } = headerOf(token);
  if (!ACCEPTED_ALGORITHMS.some((accepted) => accepted === alg)) {
    throw new AuthenticationFailed('algorithm');
  }
  // The issuer also signs other things (a logout token, a DPoP proof), which are no access tokens.
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ;
  if (type !== undefined && !ACCEPTED_TYPES.has(type)) throw new AuthenticationFailed('malformed');
}

function headerOf(token: string) {
  try {
    return decodeProtectedHeader(token);
  } catch (cause) {
    throw new AuthenticationFailed('malformed', { cause });
  }
}

async function verified(
  token: string,
  getKey: JWTVerifyGetKey,
  checks: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, getKey, checks);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // A token that doesn't say which of several keys signed it: one of them must fit.
    for await (const key of error) {
      try {
        return await jwtVerify(token, key, checks);
      } catch (notThisOne) {
        if (!(notThisOne instanceof errors.JWSSignatureVerificationFailed)) throw notThisOne;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function reasonOf(error: unknown): AuthenticationFailureReason {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return 'issuer';
    return error.claim === 'aud' ? 'audience' : 'claims';
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'malformed';
  // An extension that the token calls critical and nobody here knows (RFC 7515 section 4.1.11).
  if (error instanceof errors.JOSENotSupported) return 'malformed';
  // No key fits, the signature is wrong, or the key is too weak to prove anything.
  return 'signature';
}
