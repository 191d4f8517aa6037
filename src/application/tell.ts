/** What happened is written down and told in the same breath: an audit entry and a message. */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';
import type { Ports } from './ports.js';
import { writtenEntry } from './written-entry.js';

export interface Happened {
  /** Id of the audit entry. */
  readonly entryId: Id;
  /** What the audit entry commits to; in the place of staff's subjects it has their pseudonyms. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Type and data of the message to business systems. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Appends the audit entry and the outbox message about an account to the open transaction. */
export async function tell(
  ports: Ports,
  { id, customerId }: Pick<CreditAccount, 'id' | 'customerId'>,
  happened: Happened,
  now: Instant,
): Promise<void> {
  await tellAll(ports, customerId, [{ ...happened, subject: id }], now);
}

/**
 * As {@link tell}, for several happenings of one customer: two statements in all. Returns the entries
 * in their order.
 */
export async function tellAll(
  ports: Ports,
  customerId: CustomerId,
  happenings: readonly (Happened & { readonly subject: Id })[],
  now: Instant,
): Promise<AuditEntry[]> {
  const { nextId } = ports.entropy;
  const entries = happenings.map(({ entryId: id, content }) =>
    writtenEntry(ports, { id, occurredAt: now, content }),
  );
  await ports.auditTrail.append(customerId, entries);
  await ports.outbox.append(
    happenings.map(({ type, subject, data }) => ({
      id: nextId(),
      customerId,
      type,
      subject,
      occurredAt: now,
      data,
    })),
  );
  return entries;
}
