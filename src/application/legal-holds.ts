/**
 * Legal holds: while one is in force, nothing of its customer is erased, whatever the schedule says.
 * A reviewer places and lifts them. The reason is for those who work on the matter; the audit entry
 * and the schedule that a customer sees tell that there is a hold, and since when.
 */
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';
import { mayHoldRecords } from './access.js';
import type { Actor } from './actor.js';
import { forgetHeldSources } from './forget-source.js';
import { type KeyReused, once } from './idempotency.js';
import type { Ports } from './ports.js';
import type { LegalHold } from './retention-ports.js';
import { writtenEntry } from './written-entry.js';

export type LegalHoldRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'CUSTOMER_NOT_FOUND' }
  | { code: 'LEGAL_HOLD_NOT_FOUND' }
  | KeyReused;

export type LegalHoldResult = { made: LegalHold } | { refusals: readonly LegalHoldRefusal[] };

export interface PlaceLegalHoldInput {
  readonly customerId: CustomerId;
  /** 1 to 1,000 characters. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

export interface LiftLegalHoldInput {
  readonly legalHoldId: Id;
  readonly idempotencyKey: string;
}

/** Places a hold, beside others that may be in force, once per idempotency key. */
export async function placeLegalHold(
  ports: Ports,
  actor: Actor,
  input: PlaceLegalHoldInput,
): Promise<LegalHoldResult> {
  if (!mayHoldRecords(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const { customerId, reason } = input;
  const attempt = await once<LegalHoldRefusal>(ports, actor, 'placeLegalHold', input, async () => {
    // A batch that is erasing now has not seen this hold: it ends first.
    await ports.dueWork.exclusively();
    const [customer] = await ports.customers.lock([customerId]);
    if (!customer) return { refusals: [{ code: 'CUSTOMER_NOT_FOUND' }] };
    const now = ports.clock.now();
    const placed: LegalHold = {
      id: ports.entropy.nextId(),
      customerId,
      reason,
      placedBy: actor.subject,
      placedAt: now,
      liftedBy: null,
      liftedAt: null,
    };
    await ports.legalHolds.add(placed);
    await writeDown(ports, actor, placed, 'placed', now);
    return { made: placed.id };
  });
  return holdMade(ports, attempt);
}

/** Lifts a hold, once per idempotency key; one that is lifted already stays as it is. */
export async function liftLegalHold(
  ports: Ports,
  actor: Actor,
  input: LiftLegalHoldInput,
): Promise<LegalHoldResult> {
  if (!mayHoldRecords(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const { legalHoldId } = input;
  const attempt = await once<LegalHoldRefusal>(ports, actor, 'liftLegalHold', input, async () => {
    const [found] = await ports.legalHolds.find([legalHoldId]);
    if (!found) return { refusals: [{ code: 'LEGAL_HOLD_NOT_FOUND' }] };
    const [customer] = await ports.customers.lock([found.customerId]);
    const [hold] = await ports.legalHolds.find([legalHoldId]);
    if (!customer || !hold) return { refusals: [{ code: 'LEGAL_HOLD_NOT_FOUND' }] };
    if (hold.liftedAt === null) {
      const now = ports.clock.now();
      await ports.legalHolds.lift(hold.id, actor.subject, now);
      await writeDown(ports, actor, hold, 'lifted', now);
      await forgetHeldSources(ports, customer, now);
    }
    return { made: hold.id };
  });
  return holdMade(ports, attempt);
}

async function holdMade(
  ports: Ports,
  attempt: { made: Id } | { refusals: readonly LegalHoldRefusal[] },
): Promise<LegalHoldResult> {
  if ('refusals' in attempt) return attempt;
  const [hold] = await ports.legalHolds.find([attempt.made]);
  // Lifted meanwhile, and its customer erased since: what was answered then is gone with them.
  return hold ? { made: hold } : { refusals: [{ code: 'LEGAL_HOLD_NOT_FOUND' }] };
}

/** It is no news for business systems: an audit entry and no message. */
async function writeDown(
  ports: Ports,
  actor: Actor,
  { id: legalHoldId, customerId }: LegalHold,
  what: 'placed' | 'lifted',
  now: Instant,
): Promise<void> {
  const content = {
    type: `retention.legal-hold-${what}`,
    schemaVersion: 1,
    legalHoldId,
    customerId,
    requestedBy: actor.subject,
    requestedAs: 'reviewer',
  };
  const entry = writtenEntry(ports, { id: ports.entropy.nextId(), occurredAt: now, content });
  await ports.auditTrail.append(customerId, [entry]);
}
