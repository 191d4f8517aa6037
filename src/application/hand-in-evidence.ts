/**
 * A customer hands in a document, and whoever may see it reads it. The bytes are looked at, hashed
 * and kept piece by piece as they come, so that a large one needs no more memory than a small one;
 * nothing of it is there for anybody before the last byte has come and everything about it is right.
 */
import type { DocumentFault } from '../domain/appeal/document-fault.js';
import {
  type Evidence,
  type EvidenceKind,
  MAX_EVIDENCE_BYTES,
  MAX_EVIDENCE_LATELY,
  MAX_EVIDENCE_UNNAMED,
  UNUSED_DAYS,
} from '../domain/appeal/evidence.js';
import { MAX_UNPACKED_BYTES } from '../domain/appeal/packed.js';
import { MAX_PIXELS } from '../domain/appeal/pixels.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';
import { mayHandInEvidenceFor } from './access.js';
import type { Actor } from './actor.js';
import { documentExam } from './examine-document.js';
import type { Ports } from './ports.js';
import { writtenEntry } from './written-entry.js';

/** How much is kept at a time. */
export const PIECE_BYTES = 256 * 1024;

export type EvidenceRefusal =
  | { readonly code: 'FORBIDDEN' | 'CUSTOMER_NOT_FOUND' }
  | {
      readonly code: Exclude<DocumentFault, 'TOO_MANY_PIXELS' | 'UNPACKS_TOO_LARGE'> | 'TOO_SLOW';
    }
  | { readonly code: 'TOO_MANY_PIXELS'; readonly mostPixels: number }
  | { readonly code: 'TOO_LARGE' | 'UNPACKS_TOO_LARGE'; readonly mostBytes: number }
  | { readonly code: 'TOO_MANY_DOCUMENTS'; readonly most: number };

/** `isNew` is false where the customer had handed in the same bytes before, and that is the answer. */
export type HandInResult =
  | { readonly evidence: Evidence; readonly isNew: boolean }
  | { readonly refusal: EvidenceRefusal };

export interface HandInInput {
  readonly kind: EvidenceKind;
  /** How many bytes the sender said there would be; absent where nothing was said. */
  readonly announcedBytes?: number;
}

/** What a stream of bytes throws that ended before its time; anything else is a defect or an outage. */
export class ArrivalEnded extends Error {
  override readonly name = 'ArrivalEnded';

  constructor(readonly code: 'TRUNCATED' | 'TOO_SLOW') {
    super(`the document stopped coming: ${code}`);
  }
}

/**
 * Keeps a document of the actor, who is its customer. The stream's errors that are no
 * {@link ArrivalEnded} are thrown on; whatever ends it, nothing of an unfinished document stays.
 */
export async function handInEvidence(
  ports: Ports,
  actor: Actor,
  { kind, announcedBytes }: HandInInput,
  stream: AsyncIterable<Uint8Array>,
): Promise<HandInResult> {
  const { customerId } = actor;
  if (customerId === undefined || !mayHandInEvidenceFor(actor, customerId)) {
    return { refusal: { code: 'FORBIDDEN' } };
  }
  if (announcedBytes !== undefined && announcedBytes > MAX_EVIDENCE_BYTES) return TOO_LARGE;
  const [customer] = await ports.customers.find([customerId]);
  if (!customer) return { refusal: { code: 'CUSTOMER_NOT_FOUND' } };
  const upload = uploadOf(ports, customerId);
  try {
    const arrived = await arrive(ports, upload, announcedBytes, stream);
    if ('refusal' in arrived) return await upload.abandoned(arrived);
    const document = { ...arrived, kind, customerId, uploadedBy: actor.subject };
    const kept = await keep(ports, upload.id, document);
    return 'refusal' in kept ? await upload.abandoned(kept) : kept;
  } catch (error) {
    // The pieces that an outage leaves behind are purged with those of a process that was killed.
    await upload.abandoned(null).catch(() => undefined);
    throw error;
  }
}

const TOO_LARGE = { refusal: { code: 'TOO_LARGE', mostBytes: MAX_EVIDENCE_BYTES } } as const;

/** The pieces of a document on its way. */
function uploadOf(ports: Ports, customerId: CustomerId) {
  const id = ports.entropy.nextId();
  let pieces = 0;
  return {
    id,
    async keepPiece(bytes: Uint8Array): Promise<void> {
      pieces += 1;
      await ports.evidence.keepPiece(customerId, id, pieces - 1, bytes);
    },
    /** Drops them, and passes on why. */
    async abandoned<T>(why: T): Promise<T> {
      if (pieces > 0) await ports.evidence.abandon(customerId, id);
      return why;
    },
  };
}

type Arrived = Pick<Evidence, 'mediaType' | 'bytes' | 'sha256'>;
type Refused = { readonly refusal: EvidenceRefusal };

/** Takes the bytes in, up to the first thing that is wrong with them. */
async function arrive(
  ports: Ports,
  upload: ReturnType<typeof uploadOf>,
  announcedBytes: number | undefined,
  stream: AsyncIterable<Uint8Array>,
): Promise<Arrived | Refused> {
  const exam = documentExam(ports.unpacking);
  const hash = ports.entropy.runningSha256();
  const pieces = piecesOf(upload.keepPiece);
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > MAX_EVIDENCE_BYTES) return TOO_LARGE;
      const fault = await exam.look(chunk);
      if (fault) return refusedFor(fault);
      hash.update(chunk);
      await pieces.add(chunk);
    }
  } catch (error) {
    if (error instanceof ArrivalEnded) return { refusal: { code: error.code } };
    throw error;
  } finally {
    exam.close();
  }
  if (announcedBytes !== undefined && bytes < announcedBytes) return refusedFor('TRUNCATED');
  const ended = exam.end();
  if ('fault' in ended) return refusedFor(ended.fault);
  await pieces.end();
  return { mediaType: ended.mediaType, bytes, sha256: hex(hash.digest()) };
}

function refusedFor(fault: DocumentFault): Refused {
  switch (fault) {
    case 'TOO_MANY_PIXELS':
      return { refusal: { code: fault, mostPixels: MAX_PIXELS } };
    case 'UNPACKS_TOO_LARGE':
      return { refusal: { code: fault, mostBytes: MAX_UNPACKED_BYTES } };
    default:
      return { refusal: { code: fault } };
  }
}

/** Gathers chunks of any size to pieces of one size. */
function piecesOf(keep: (piece: Uint8Array) => Promise<void>) {
  const piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  return {
    async add(chunk: Uint8Array): Promise<void> {
      for (let at = 0; at < chunk.length; ) {
        const part = chunk.subarray(at, at + PIECE_BYTES - filled);
        piece.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < PIECE_BYTES) continue;
        await keep(piece);
        filled = 0;
      }
    },
    async end(): Promise<void> {
      if (filled > 0) await keep(piece.subarray(0, filled));
    },
  };
}

type Document = Omit<Evidence, 'id' | 'uploadedAt' | 'appealId'>;

/** Makes the pieces a document, unless there are too many already, and writes it down. */
function keep(ports: Ports, uploadId: Id, document: Document): Promise<HandInResult> {
  const { customerId, sha256 } = document;
  return ports.inTransaction(async () => {
    const [customer] = await ports.customers.lock([customerId]);
    if (!customer) return { refusal: { code: 'CUSTOMER_NOT_FOUND' } };
    const now = ports.clock.now();
    const held = await ports.evidence.ofCustomer(customerId, MOST_LOOKED_AT);
    const known = held.filter((each) => each.sha256 === sha256);
    // The same bytes again are no further document, so that a lost answer can be asked for again.
    const most = known.length > 0 ? null : mostReached(held, now);
    if (most !== null) return { refusal: { code: 'TOO_MANY_DOCUMENTS', most } };
    const made: Evidence = {
      ...document,
      id: ports.entropy.nextId(),
      uploadedAt: now,
      appealId: null,
    };
    const evidence = await ports.evidence.complete(made, uploadId);
    const before = known.find(({ id }) => id === evidence.id);
    // Of a document that is what it was, it is written down already.
    if (before?.kind !== evidence.kind) await writeDown(ports, evidence);
    return { evidence, isNew: evidence.id === made.id };
  });
}

/** More than there can be that were handed in lately; the newest are looked at. */
const MOST_LOOKED_AT = 2 * MAX_EVIDENCE_LATELY;

/** The bound that a customer has reached, or null; older documents take no room. */
function mostReached(held: readonly Evidence[], now: Instant): number | null {
  const lately = held.filter(({ uploadedAt }) => now - uploadedAt < UNUSED_DAYS * DAY_MS);
  if (lately.length >= MAX_EVIDENCE_LATELY) return MAX_EVIDENCE_LATELY;
  const unnamed = lately.filter(({ appealId }) => appealId === null);
  return unnamed.length >= MAX_EVIDENCE_UNNAMED ? MAX_EVIDENCE_UNNAMED : null;
}

const DAY_MS = 86_400_000;

/** It is no news for business systems: an audit entry, which commits to the bytes, and no message. */
async function writeDown(ports: Ports, evidence: Evidence): Promise<void> {
  const { id: evidenceId, customerId, kind, mediaType, bytes, sha256 } = evidence;
  const content = {
    type: 'evidence.handed-in',
    schemaVersion: 1,
    evidenceId,
    customerId,
    kind,
    mediaType,
    bytes,
    sha256,
    requestedBy: evidence.uploadedBy,
    requestedAs: 'borrower',
  };
  const { uploadedAt: occurredAt } = evidence;
  const entry = writtenEntry(ports, { id: ports.entropy.nextId(), occurredAt, content });
  await ports.auditTrail.append(customerId, [entry]);
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
