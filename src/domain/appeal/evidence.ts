/** A document that the customer hands in. What it is goes by its bytes, never by its name. */
import type { CustomerId, Id } from '../identifiers.js';
import type { Instant } from '../time.js';

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
/** The most documents that a customer may have at once, and their bytes in all: a house rule. */
export const MAX_EVIDENCE_DOCUMENTS = 40;
