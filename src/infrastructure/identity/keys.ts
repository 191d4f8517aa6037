/**
 * Where the issuer's public keys come from: an address that is configured, or the one in the
 * issuer's discovery document. Nothing is fetched before the first token arrives, so the server
 * starts while the issuer is down; whatever fails is tried again with the next token.
 */
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import { z } from 'zod';
import { secureUrlProblem } from '../config.js';
import { AuthenticationFailed } from './authentication-failed.js';

export interface RemoteKeysOptions {
  readonly issuer: string;
  /** Absent: read from `<issuer>/.well-known/openid-configuration`. */
  readonly jwksUri?: string;
  /** Limit for one answer of the issuer. */
  readonly timeoutMs?: number;
  /** Least time between a fetch and the next one that an unknown key id can cause. */
  readonly cooldownMs?: number;
  /** How long keys are trusted after they were fetched; a withdrawn key lives on this long. */
  readonly cacheMaxAgeMs?: number;
}

/**
 * Finds the key for a token's header. Concurrent tokens share one fetch.
 * @throws AuthenticationFailed `keys-unavailable` when the issuer gives no keys; jose's own errors
 *   when it does and none fits, or several do.
 */
export function remoteKeys(options: RemoteKeysOptions): JWTVerifyGetKey {
  const { issuer, timeoutMs = 3000, cooldownMs = 10_000, cacheMaxAgeMs = 600_000 } = options;
  let keySet: Promise<RemoteJWKSet> | undefined;

  async function open(): Promise<RemoteJWKSet> {
    const address = options.jwksUri ?? (await discoverJwksUri(issuer, timeoutMs));
    return createRemoteJWKSet(new URL(address), {
      timeoutDuration: timeoutMs,
      cooldownDuration: cooldownMs,
      cacheMaxAge: cacheMaxAgeMs,
    });
  }

  return async (header, token) => {
    keySet ??= open();
    const opened = keySet;
    let keys: RemoteJWKSet | undefined;
    try {
      keys = await opened;
      return await keys(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey) throw cause;
      if (cause instanceof errors.JWKSMultipleMatchingKeys) throw cause;
      // The address may have moved: discover it anew, but never throw away keys that still hold.
      if (keySet === opened && !keys?.fresh) keySet = undefined;
      throw new AuthenticationFailed('keys-unavailable', { cause });
    }
  };
}

const DISCOVERY = z.object({ issuer: z.string(), jwks_uri: z.string() });

async function discoverJwksUri(issuer: string, timeoutMs: number): Promise<string> {
  // OpenID Connect Discovery 1.0, section 4: a trailing slash goes before the path is appended.
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
  const document = DISCOVERY.parse(await response.json());
  // Section 4.3: otherwise one issuer could speak for another.
  if (document.issuer !== issuer) throw new Error(`${address} names another issuer`);
  const problem = secureUrlProblem(document.jwks_uri);
  if (problem) throw new Error(`jwks_uri in ${address} ${problem}`);
  return document.jwks_uri;
}
