/** From a token's verified claims to the actor that the use cases know. */
import type { JWTPayload } from 'jose';
import { type Actor, isRole, type Role } from '../../application/actor.js';
import { isId } from '../../domain/identifiers.js';
import { AuthenticationFailed } from './authentication-failed.js';

export interface ClaimNames {
  /** Claim with the roles: an array of strings, or one string of names separated by spaces. */
  readonly rolesClaim: string;
  /** Claim with the customer id of a borrower. */
  readonly subjectClaim: string;
}

/**
 * The actor of a verified token.
 * @throws AuthenticationFailed `claims` when a claim is missing or has the wrong form.
 */
export function actorOf(payload: JWTPayload, { rolesClaim, subjectClaim }: ClaimNames): Actor {
  const { sub, auth_time: authTime, acr } = payload;
  if (!isPlainText(sub)) throw wrong('sub must be a text of 1 to 255 characters');
  if (authTime !== undefined && !isNumericDate(authTime)) {
    throw wrong('auth_time must be seconds since 1970');
  }
  if (acr !== undefined && !isPlainText(acr)) throw wrong('acr must be a text');
  const roles = rolesOf(claimAt(payload, rolesClaim));
  if (roles.length === 0) throw wrong(`${rolesClaim} names no role that is known`);
  const customerId = roles.includes('borrower') ? claimAt(payload, subjectClaim) : undefined;
  if (roles.includes('borrower') && !(typeof customerId === 'string' && isId(customerId))) {
    throw wrong(`${subjectClaim} of a borrower must be a customer id`);
  }
  return {
    subject: sub,
    roles,
    ...(typeof customerId === 'string' && { customerId }),
    ...(authTime !== undefined && { authenticatedAt: Math.floor(authTime * 1000) }),
    ...(acr !== undefined && { acr }),
  };
}

const wrong = (why: string): AuthenticationFailed =>
  new AuthenticationFailed('claims', { cause: new Error(why) });

function rolesOf(claim: unknown): Role[] {
  const names: unknown[] = typeof claim === 'string' ? claim.split(' ') : asArray(claim);
  return [...new Set(names.filter(isRole))];
}

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A claim by its whole name, which may contain dots, otherwise by a dotted path. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name.split('.').reduce<unknown>((value, key) => {
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return inside ? (value as Record<string, unknown>)[key] : undefined;
  }, payload);
}

const isNumericDate = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && Number.isSafeInteger(Math.ceil(value * 1000));

/** What every database stores unchanged: well-formed text without control characters. */
const isPlainText = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length >= 1 &&
  value.length <= 255 &&
  value.isWellFormed() &&
  !/\p{Cc}/u.test(value);
