/**
 * The life of an audit entry.
 *
 * Something happens, and in the same transaction it is written down: the content says who, what,
 * when and why, as canonical JSON text. Entry id and exact time are members of the content, so
 * nobody can give it another name or minute later. A fresh random salt and the content are hashed
 * to a commitment, and the leaf is three short lines: format, hour, commitment. Only leaves are ever
 * published. A leaf tells that something happened in an hour, not what or to whom, and who guesses
 * the content cannot test the guess without the salt.
 *
 * The customer gets a receipt: content, salt and leaf hash. With nothing but SHA-256 it proves for
 * ever that this content is in that leaf. When content and salt are erased, the leaf stays as it
 * was and every proof over it goes on holding, but nothing leads from it to a person any more.
 *
 * The bytes are fixed by docs/adr/0002-audit-leaf-bytes.md and may never change under format
 * version 1; another layout is another version beside it.
 */
import type { Id } from '../identifiers.js';
import type { Instant } from '../time.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { canonicalJson } from './canonical-json.js';

/** SHA-256 over bytes, handed in so that this file also runs in a browser. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export const AUDIT_FORMAT_VERSION = 1;
export const SALT_BYTES = 32;

export interface AuditEntry {
  readonly id: Id;
  readonly occurredAt: Instant;
  readonly formatVersion: number;
  /** Canonical JSON (RFC 8785), with the members `entryId` and `occurredAt` added. */
  readonly contentJson: string;
  /** The UTC hour, `YYYY-MM-DDTHH:00:00Z`: coarse, because it is published. */
  readonly coarseTime: string;
  readonly saltBase64: string;
  readonly commitmentBase64: string;
  /** RFC 6962 leaf hash of the leaf bytes. */
  readonly leafHashBase64: string;
}

/** What a customer keeps; it verifies offline, without us. */
export interface AuditReceipt {
  readonly formatVersion: number;
  readonly entryId: Id;
  readonly coarseTime: string;
  readonly contentJson: string;
  readonly saltBase64: string;
  readonly commitmentBase64: string;
  readonly leafHashBase64: string;
}

/** What a verification needs; the other members of a receipt are checked when they are there. */
export type ReceiptEvidence = Pick<
  AuditReceipt,
  'formatVersion' | 'coarseTime' | 'contentJson' | 'saltBase64'
> &
  Partial<Pick<AuditReceipt, 'entryId' | 'commitmentBase64'>>;

export type ReceiptFault =
  /** Written by a later version of the format: this code can't tell whether it is genuine. */
  | 'UNKNOWN_FORMAT'
  /** Not a receipt of this format: bad base64, salt length or time, or JSON that is not canonical. */
  | 'MALFORMED'
  /** Content, salt or time are not those of the leaf. */
  | 'LEAF_MISMATCH'
  /** The leaf is genuine, but id or commitment beside it, or its hour, belong to another entry. */
  | 'CONTRADICTORY';

export type ReceiptCheck =
  | { readonly valid: true }
  | { readonly valid: false; readonly reason: ReceiptFault };

export interface AuditEntryInput {
  readonly id: Id;
  readonly occurredAt: Instant;
  /** What happened. `entryId` and `occurredAt` are added; other values under these names throw. */
  readonly content: Readonly<Record<string, unknown>>;
  /** 32 bytes from a cryptographic source, never used twice. */
  readonly salt: Uint8Array;
}

const utf8 = new TextEncoder();
const COMMITMENT_PREFIX = 'clearline-audit-commitment/1\n';
const LEAF_PREFIX = 'clearline-audit/1\n';
const COARSE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:00:00Z$/;

/** Makes the entry. Content without canonical JSON throws TypeError, a wrong salt RangeError. */
export function makeAuditEntry(
  { id, occurredAt, content, salt }: AuditEntryInput,
  sha256: Sha256,
): AuditEntry {
  if (salt.length !== SALT_BYTES) throw new RangeError(`salt of ${salt.length} bytes`);
  const named = { entryId: id, occurredAt: new Date(occurredAt).toISOString() };
  for (const [key, value] of Object.entries(named)) {
    if (Object.hasOwn(content, key) && content[key] !== value) {
      throw new TypeError(`content has another ${key}`);
    }
  }
  const contentJson = canonicalJson({ ...content, ...named });
  const coarseTime = coarseTimeOf(occurredAt);
  const commitmentBase64 = encodeBase64(commitment(contentJson, salt, sha256));
  return {
    id,
    occurredAt,
    formatVersion: AUDIT_FORMAT_VERSION,
    contentJson,
    coarseTime,
    saltBase64: encodeBase64(salt),
    commitmentBase64,
    leafHashBase64: encodeBase64(leafHash(leafBytes(coarseTime, commitmentBase64), sha256)),
  };
}

/** The receipt of an entry whose content has not been erased. */
export const receiptOf = (entry: AuditEntry): AuditReceipt => ({
  formatVersion: entry.formatVersion,
  entryId: entry.id,
  coarseTime: entry.coarseTime,
  contentJson: entry.contentJson,
  saltBase64: entry.saltBase64,
  commitmentBase64: entry.commitmentBase64,
  leafHashBase64: entry.leafHashBase64,
});

/**
 * The leaf of format version 1: 84 ASCII bytes that need no content, so that the leaf of an erased
 * entry can still be written.
 */
export const leafBytes = (coarseTime: string, commitmentBase64: string): Uint8Array =>
  utf8.encode(`${LEAF_PREFIX}${coarseTime}\n${commitmentBase64}\n`);

/** RFC 6962 section 2.1: the hash of a leaf has a zero byte in front, that of a node a one. */
export const leafHash = (leaf: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(concatenated([Uint8Array.of(0), leaf]));

/**
 * Whether a receipt's content is what the leaf with the expected hash commits to. The hash comes
 * from the receipt, or better from the published log.
 */
export function verifyReceipt(
  receipt: ReceiptEvidence,
  expectedLeafHashBase64: string,
  sha256: Sha256,
): ReceiptCheck {
  const { formatVersion, coarseTime, contentJson, saltBase64 } = receipt;
  if (formatVersion !== AUDIT_FORMAT_VERSION) return invalid('UNKNOWN_FORMAT');
  const salt = decodeBase64(saltBase64);
  const content = contentOf(contentJson);
  if (salt?.length !== SALT_BYTES || !COARSE_TIME.test(coarseTime) || !content) {
    return invalid('MALFORMED');
  }
  const commitmentBase64 = encodeBase64(commitment(contentJson, salt, sha256));
  const hash = leafHash(leafBytes(coarseTime, commitmentBase64), sha256);
  if (encodeBase64(hash) !== expectedLeafHashBase64) return invalid('LEAF_MISMATCH');
  const { entryId = content.entryId, commitmentBase64: claimed = commitmentBase64 } = receipt;
  const agrees =
    entryId === content.entryId &&
    claimed === commitmentBase64 &&
    content.occurredAt.slice(0, 13) === coarseTime.slice(0, 13);
  return agrees ? { valid: true } : invalid('CONTRADICTORY');
}

const invalid = (reason: ReceiptFault): ReceiptCheck => ({ valid: false, reason });

function commitment(contentJson: string, salt: Uint8Array, sha256: Sha256): Uint8Array {
  // Prefix and salt have fixed lengths, so no other content and salt give the same bytes.
  return sha256(concatenated([utf8.encode(COMMITMENT_PREFIX), salt, utf8.encode(contentJson)]));
}

function coarseTimeOf(instant: Instant): string {
  const hour = `${new Date(instant).toISOString().slice(0, 13)}:00:00Z`;
  if (!COARSE_TIME.test(hour)) throw new RangeError('instant outside the years 0 to 9999');
  return hour;
}

function contentOf(contentJson: string): { entryId: string; occurredAt: string } | undefined {
  try {
    const content = JSON.parse(contentJson);
    // Canonical text has no member twice and no lone surrogate, so nobody reads it in two ways.
    if (canonicalJson(content) !== contentJson) return undefined;
    const { entryId, occurredAt } = content;
    if (typeof entryId !== 'string' || typeof occurredAt !== 'string') return undefined;
    return { entryId, occurredAt };
  } catch {
    return undefined;
  }
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
