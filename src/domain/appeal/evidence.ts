/** A document that the customer hands in. What it is goes by its bytes, never by its name. */
import type { CustomerId, Id } from '../identifiers.js';
import type { Instant } from '../time.js';
import type { Appeal } from './appeal.js';

export const EVIDENCE_KINDS = ['INCOME_PROOF', 'BANK_STATEMENT', 'IDENTITY', 'OTHER'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const EVIDENCE_MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type EvidenceMediaType = (typeof EVIDENCE_MEDIA_TYPES)[number];

export interface Evidence {
  readonly id: Id;
  readonly customerId: CustomerId;
  readonly kind: EvidenceKind;
  readonly mediaType: EvidenceMediaType;
  readonly bytes: number;
  /** SHA-256 of the document in hex: whoever has it can check that it is the one. */
  readonly sha256: string;
  readonly uploadedAt: Instant;
  readonly uploadedBy: string;
  /** The first appeal that names it; null: it is removed after {@link UNUSED_DAYS}. */
  readonly appealId: Id | null;
}

/** Days after which a document that no appeal names is removed: a house rule of minimisation. */
export const UNUSED_DAYS = 7;
/** The most that one document may have: a scan of many pages; a house rule. */
export const MAX_EVIDENCE_BYTES = 10 * 1024 * 1024;
/** The most documents that no appeal names yet, of one customer: a house rule. */
export const MAX_EVIDENCE_UNNAMED = 40;
/**
 * The most that a customer hands in within {@link UNUSED_DAYS}, also where appeals name them: a case
 * that is filed and taken back, over and over, fills no disk. A house rule; with those that are older
 * there may be more, and lists show the newest so many.
 */
export const MAX_EVIDENCE_LATELY = 100;

/** The documents that a case names, those of answers included. */
export const evidenceOf = ({
  evidenceIds,
  answers,
}: Pick<Appeal, 'evidenceIds' | 'answers'>): Id[] => [
  ...evidenceIds,
  ...answers.flatMap((answer) => answer.evidenceIds),
];
