/**
 * Idempotent mutations. A key belongs to its subject (a customer, or whoever else asks) and operation, is written first in the same
 * transaction as the effect, and lives for {@link KEY_LIFETIME_DAYS}. A success is replayed; a
 * refusal leaves no key behind and is evaluated anew; a key in flight waits; a key that comes with
 * other input is refused.
 */
import { canonicalJson } from '../domain/audit-trail/canonical-json.js';
import { DAY_MS } from '../domain/time.js';
import type { Actor } from './actor.js';
import type { Ports, UnitOfWork } from './ports.js';

/** How long a key is remembered, by the product's clock: a house rule, told in the schema. */
export const KEY_LIFETIME_DAYS = 30;

export const keyExpiry = (now: number): number => now - KEY_LIFETIME_DAYS * DAY_MS;

export interface KeyReused {
  readonly code: 'IDEMPOTENCY_KEY_REUSED';
}

export type Attempt<Refusal> =
  /** `result` names what was made, so that a replay can find it again. */
  { made: string } | { refusals: readonly Refusal[] };

/**
 * Runs `work` once per key. The input is everything that the caller sent but the key. Returns the
 * name of what was made now or the first time, or the refusals, of which nothing is kept.
 */
export async function once<Refusal>(
  ports: Ports,
  actor: Actor,
  operation: string,
  input: { readonly idempotencyKey: string } & object,
  work: (unit: UnitOfWork) => Promise<Attempt<Refusal>>,
): Promise<Attempt<Refusal | KeyReused>> {
  const { idempotencyKey, ...rest } = input;
  // A customer goes by the customer's id, by which keys are handed out and erased with the rest.
  const subject = actor.customerId ?? actor.subject;
  const scope = { subject, operation, key: idempotencyKey };
  const now = ports.clock.now();
  const inputHash = hashOf(rest, ports);
  return ports.inTransaction(async (unit) => {
    const claim = await ports.idempotencyKeys.claim(scope, inputHash, now, keyExpiry(now));
    if (claim.outcome === 'REPLAY') return { made: claim.result };
    if (claim.outcome === 'REUSED') {
      unit.abandon();
      return { refusals: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] };
    }
    const attempt = await work(unit);
    if ('refusals' in attempt) unit.abandon();
    else await ports.idempotencyKeys.complete(scope, attempt.made);
    return attempt;
  });
}

function hashOf(input: object, ports: Ports): string {
  // Absent, undefined and null mean the same to a caller; generated clients differ in what they send.
  const given = JSON.stringify(input, (_, value) => (value === null ? undefined : value));
  const text = canonicalJson(JSON.parse(given));
  const hash = ports.entropy.sha256(new TextEncoder().encode(text));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
