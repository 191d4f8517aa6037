/**
 * An audit entry as it is written. Customers read the entries about them, and an entry never changes
 * afterwards, so it names no member of the staff: a pseudonym stands for each, which is the same in
 * every entry, and which only the key of the installation leads to. The records of what was done have
 * the subjects themselves, for auditors.
 */
import { type AuditEntry, makeAuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';
import type { Ports } from './ports.js';

type Content = Readonly<Record<string, unknown>>;

/** Members of a content that say who did something, or with whom it lies. */
const WHO = ['requestedBy', 'approvedBy', 'endedBy', 'assignedTo', 'formerReviewer'] as const;

/** Whether somebody of the staff asked, by `requestedAs`; business systems count as staff. */
export const isByStaff = (requestedAs: unknown): boolean =>
  requestedAs !== 'borrower' && requestedAs !== 'machine' && requestedAs !== 'policy';

/** The entry, with a fresh salt. Whoever asked is somebody of the staff, unless `requestedAs` says not. */
export const writtenEntry = (
  { entropy, auditTrail }: Pick<Ports, 'entropy' | 'auditTrail'>,
  { id, occurredAt, content }: { id: Id; occurredAt: Instant; content: Content },
): AuditEntry => {
  const written = withoutNames(content, auditTrail.pseudonymOf);
  return makeAuditEntry({ id, occurredAt, content: written, salt: entropy.salt() }, entropy.sha256);
};

function withoutNames(content: Content, pseudonymOf: (subject: string) => string): Content {
  const isStaffs = (member: string): boolean =>
    member !== 'requestedBy' || isByStaff(content.requestedAs);
  const named = WHO.filter((member) => typeof content[member] === 'string' && isStaffs(member));
  const pseudonyms = named.map((member) => [member, pseudonymOf(content[member] as string)]);
  return { ...content, ...Object.fromEntries(pseudonyms) };
}
