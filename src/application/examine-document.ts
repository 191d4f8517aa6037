/**
 * Looks at a document as its bytes come, unfolds what is packed in it as far as it has to be known how
 * much that is, and keeps none of it.
 */
import type { DocumentFault } from '../domain/appeal/document-fault.js';
import { documentLook } from '../domain/appeal/document-type.js';
import type { EvidenceMediaType } from '../domain/appeal/evidence.js';
import { MAX_UNPACKED_BYTES, type PackedPart, type PackedStep } from '../domain/appeal/packed.js';
import type { Unpacking } from './appeal-ports.js';

export interface DocumentExam {
  /** Looks at the next bytes; a fault is final. */
  look(bytes: Uint8Array): Promise<DocumentFault | null>;
  /** What it is, once all bytes were looked at. */
  end(): { readonly mediaType: EvidenceMediaType } | { readonly fault: DocumentFault };
  /** Lets go of what is being unfolded; to be called whatever the end. */
  close(): void;
}

/** Many times what a document of the greatest size has; each takes a moment to begin with. */
const MOST_PARTS = 20_000;

/** Looks at one document from its first byte on. */
export function documentExam(unpacking: Unpacking): DocumentExam {
  const look = documentLook();
  let part: ReturnType<typeof unfolding> | undefined;
  let parts = 0;
  let unpacked = 0;
  let fault: DocumentFault | null = null;

  const count = (bytes: Uint8Array): DocumentFault | null => {
    unpacked += bytes.length;
    return unpacked > MAX_UNPACKED_BYTES ? 'UNPACKS_TOO_LARGE' : null;
  };

  async function take(step: PackedStep): Promise<DocumentFault | null> {
    if ('begin' in step) {
      parts += 1;
      if (parts > MOST_PARTS) return 'UNPACKS_TOO_LARGE';
      part = unfolding(unpacking, step.begin, count);
      return null;
    }
    if ('bytes' in step) return (await part?.add(step.bytes)) ?? null;
    const ended = await part?.end();
    part = undefined;
    return ended ?? null;
  }

  return {
    async look(bytes) {
      const seen = fault ?? look.look(bytes);
      // What came before the fault is of no interest any more.
      for (const step of seen ? [] : look.packed()) fault ??= await take(step);
      return seen ?? fault;
    },
    end: () => (fault ? { fault } : look.end()),
    close: () => part?.close(),
  };
}

/** One part, and what is wrong with it. */
function unfolding(
  unpacking: Unpacking,
  { most, beyond, isExact, mostBehind, isGuess, read }: PackedPart,
  count: (bytes: Uint8Array) => DocumentFault | null,
) {
  let size = 0;
  let fault: DocumentFault | null = null;
  const unpacker = unpacking((bytes) => {
    size += bytes.length;
    fault ??= size > most ? beyond : (count(bytes) ?? read?.(bytes) ?? null);
    return fault === null;
  });
  return {
    async add(bytes: Uint8Array): Promise<DocumentFault | null> {
      await unpacker.add(bytes);
      return fault;
    },
    async end(): Promise<DocumentFault | null> {
      const ended = await unpacker.end();
      unpacker.close();
      if (fault || isGuess) return fault;
      const isRight = ended && ended.behind <= mostBehind && (!isExact || size === most);
      return isRight ? null : 'TYPE_NOT_ACCEPTED';
    },
    close: unpacker.close,
  };
}
