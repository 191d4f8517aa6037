import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/application/actor.js';
import { stepUpChallenge, stepUpSatisfied } from '../../src/infrastructure/identity/step-up.js';

const REQUIRED = { acr: 'gold', maxAgeSeconds: 300 };
const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

const actor = (event: Pick<Actor, 'acr' | 'authenticatedAt'>): Actor => ({
  subject: 'somebody',
  roles: ['borrower'],
  ...event,
});
const ago = (seconds: number): number => NOW - seconds * 1000;

describe('step-up authentication', () => {
  test.each([
    ['just now', { acr: 'gold', authenticatedAt: ago(0) }, true],
    ['as long ago as allowed', { acr: 'gold', authenticatedAt: ago(300) }, true],
    ['a second too long ago', { acr: 'gold', authenticatedAt: ago(301) }, false],
    ['by an issuer a little ahead', { acr: 'gold', authenticatedAt: ago(-5) }, true],
    ['in the future', { acr: 'gold', authenticatedAt: ago(-6) }, false],
    ['in another way', { acr: 'silver', authenticatedAt: ago(0) }, false],
    ['in an unnamed way', { authenticatedAt: ago(0) }, false],
    ['at an unknown time', { acr: 'gold' }, false],
    ['never', {}, false],
  ])('authenticated %s', (_when, event, expected) => {
    expect(stepUpSatisfied(actor(event), REQUIRED, NOW)).toBe(expected);
  });

  test('the challenge says what is missing, in the header and beside it', () => {
    const { status, header, extensions } = stepUpChallenge(REQUIRED);
    expect(status).toBe(401);
    expect(header).toBe(
      'Bearer error="insufficient_user_authentication", ' +
        'error_description="A recent authentication of the required level is needed", ' +
        'acr_values="gold", max_age="300"',
    );
    expect(extensions).toEqual({
      error: 'insufficient_user_authentication',
      error_description: 'A recent authentication of the required level is needed',
      acr_values: 'gold',
      max_age: 300,
    });
  });
});
