/** What happened is written down and told in the same breath: an audit entry and a message. */
import { makeAuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';
import type { Ports } from './ports.js';

export interface Happened {
  /** Id of the audit entry. */
  readonly entryId: Id;
  /** What the audit entry commits to. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Type and data of the message to business systems. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Appends the audit entry and the outbox message about an account to the open transaction. */
export async function tell(
  ports: Ports,
  { id, customerId }: Pick<CreditAccount, 'id' | 'customerId'>,
  { entryId, content, type, data }: Happened,
  now: Instant,
): Promise<void> {
  const { nextId, salt, sha256 } = ports.entropy;
  const entry = makeAuditEntry({ id: entryId, occurredAt: now, content, salt: salt() }, sha256);
  await ports.auditTrail.append(customerId, entry);
  await ports.outbox.append([
    { id: nextId(), customerId, type, subject: id, occurredAt: now, data },
  ]);
}
