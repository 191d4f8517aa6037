/** How an erasure is remembered without anybody being named. */
import { makeAuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { CustomerId } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';
import type { Ports } from './ports.js';

/** SHA-256 (hex) of a customer's id: names the customer to whoever has the id already. */
export function customerHashOf({ entropy }: Pick<Ports, 'entropy'>, id: CustomerId): string {
  const hash = entropy.sha256(new TextEncoder().encode(id));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An audit entry that belongs to nobody: it may outlive whoever it is about, and names no one. */
export async function writeErasureDown(
  ports: Ports,
  content: Readonly<Record<string, unknown>>,
  now: Instant,
  type = 'retention.erased',
): Promise<void> {
  const { nextId, salt, sha256 } = ports.entropy;
  const whole = { type, schemaVersion: 1, ...content };
  const entry = makeAuditEntry(
    { id: nextId(), occurredAt: now, content: whole, salt: salt() },
    sha256,
  );
  await ports.auditTrail.append('', [entry]);
}
