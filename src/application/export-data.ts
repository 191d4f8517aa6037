/**
 * A customer's copy of everything that is kept of him or her: one JSON document, every kind of record
 * with all of its fields that are told (`told-records.ts`), decrypted, and beside it why it is kept
 * and until when. It is read under the customer's lock, so it is as of one moment.
 */
import { type AuditReceipt, receiptOf } from '../domain/audit-trail/audit-entry.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import { type Instant, utc } from '../domain/time.js';
import { mayExport } from './access.js';
import type { Actor } from './actor.js';
import { KEPT_RECORDS } from './kept-records.js';
import type { Customer, Ports } from './ports.js';
import { type RetentionSchedule, retentionSchedule } from './retention-schedule.js';
import { toldRows, withheldAmong } from './told-records.js';

export const EXPORT_FORMAT = 'clearline-export-1';

export interface DataExport {
  readonly madeAt: Instant;
  readonly format: typeof EXPORT_FORMAT;
  /** JSON. */
  readonly document: string;
  /** Length of the document in UTF-8. */
  readonly bytes: number;
  /** Of the document in UTF-8, in hex. */
  readonly sha256: string;
}

/** The actor's own copy, or null for whoever is no customer here (any more). */
export async function exportMyData(ports: Ports, actor: Actor): Promise<DataExport | null> {
  const { customerId } = actor;
  if (customerId === undefined || !mayExport(actor, customerId)) return null;
  const madeAt = ports.clock.now();
  const document = await ports.inTransaction(async () => {
    const [customer] = await ports.customers.lock([customerId]);
    return customer && JSON.stringify(await documentOf(ports, customer, madeAt));
  });
  if (document === undefined) return null;
  const bytes = new TextEncoder().encode(document);
  const hash = Array.from(ports.entropy.sha256(bytes), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return { madeAt, format: EXPORT_FORMAT, document, bytes: bytes.length, sha256: hash.join('') };
}

async function documentOf(ports: Ports, customer: Customer, madeAt: Instant): Promise<object> {
  const everything = await ports.retention.everythingOf(customer.id);
  const schedule = await retentionSchedule(ports, customer, madeAt);
  const isWithheld = withheldAmong(everything.get('decision') ?? []);
  return {
    format: EXPORT_FORMAT,
    madeAt: utc(madeAt),
    customerId: customer.id,
    retention: schedule && toldOf(schedule),
    records: [...everything].map(([kind, rows]) => ({
      kind,
      about: aboutOf(kind).text,
      retentionClass: aboutOf(kind).retentionClass,
      count: rows.length,
      rows: toldRows(kind, rows, isWithheld),
    })),
    receipts: await receiptsOf(ports, customer.id, everything.get('audit_entry') ?? []),
  };
}

function aboutOf(kind: string) {
  const about = KEPT_RECORDS[kind];
  // A kind that nobody has described must not leave the house unexplained, nor be left out.
  if (!about) throw new Error(`nothing says what ${kind} is kept for`);
  return about;
}

const toldOf = ({ asOf, packEdition, lines, ...schedule }: RetentionSchedule) => ({
  asOf,
  rules: packEdition,
  relationshipEndedOn: schedule.relationshipEndedOn,
  eraseOn: schedule.eraseOn,
  heldSince: schedule.heldSince === null ? null : utc(schedule.heldSince),
  classes: lines,
});

/** What proves the audit entries offline: content, salt and leaf hash, byte for byte. */
async function receiptsOf(
  ports: Ports,
  customerId: CustomerId,
  rows: readonly object[],
): Promise<AuditReceipt[]> {
  const ids = rows.map((row) => (row as { id?: Id }).id);
  if (ids.some((id) => id === undefined)) throw new Error(`audit entries of ${customerId}`);
  const entries = await ports.auditTrail.find(ids as Id[]);
  return entries.sort((one, other) => (one.id < other.id ? -1 : 1)).map(receiptOf);
}
