/**
 * Step-up authentication (RFC 9470): a dangerous operation asks for a recent and strong
 * authentication, and tells the client exactly what is missing, so that it can send the user back
 * to the issuer with `acr_values` and `max_age`.
 */
import type { Actor } from '../../application/actor.js';
import type { StepUpRequirement } from '../config.js';

/** How far the issuer's clock may run ahead of or behind ours. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * True when the actor proved who they are in the required way, at most `maxAgeSeconds` ago.
 * @param nowMs wall time: `auth_time` is the issuer's, which knows no other clock.
 */
export function stepUpSatisfied(
  actor: Actor,
  { acr, maxAgeSeconds }: StepUpRequirement,
  nowMs: number,
): boolean {
  if (actor.acr !== acr || actor.authenticatedAt === undefined) return false;
  const ageSeconds = (nowMs - actor.authenticatedAt) / 1000;
  return ageSeconds <= maxAgeSeconds && ageSeconds >= -CLOCK_TOLERANCE_SECONDS;
}

export interface StepUpChallenge {
  readonly status: 401;
  /** Value of the `WWW-Authenticate` header. */
  readonly header: string;
  /** The same under the RFC's names, for clients behind a router that drops headers. */
  readonly extensions: {
    readonly error: 'insufficient_user_authentication';
    readonly error_description: string;
    /** Acceptable values, separated by spaces. */
    readonly acr_values: string;
    /** Seconds. */
    readonly max_age: number;
  };
}

/** The challenge of RFC 9470 section 3. The configuration keeps quotes out of `acr`. */
export function stepUpChallenge({ acr, maxAgeSeconds }: StepUpRequirement): StepUpChallenge {
  const error = 'insufficient_user_authentication';
  const description = 'A recent authentication of the required level is needed';
  return {
    status: 401,
    header:
      `Bearer error="${error}", error_description="${description}", ` +
      `acr_values="${acr}", max_age="${maxAgeSeconds}"`,
    extensions: { error, error_description: description, acr_values: acr, max_age: maxAgeSeconds },
  };
}
