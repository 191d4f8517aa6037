/**
 * What a document is, told by its bytes as they come: a PDF, a PNG or a JPEG that is whole and hides
 * nothing behind its end. A name or a declared type counts for nothing. A picture's size is read from
 * its own header, so that one that would unfold to more than a viewer can take is refused unopened;
 * what is packed within a document is handed on to be unfolded, and says what it may unfold to.
 */
import { type ByteWalk, type Feeding, feeding } from './byte-walk.js';
import type { DocumentFault } from './document-fault.js';
import type { EvidenceMediaType } from './evidence.js';
import { jpeg } from './jpeg-walk.js';
import type { PackedStep } from './packed.js';
import { pdf } from './pdf-walk.js';
import { png } from './png-walk.js';

export interface DocumentLook {
  /** Looks at the next bytes; a fault is final. */
  look(bytes: Uint8Array): DocumentFault | null;
  /** What of them is packed; their memory is the caller's again at the next look. */
  packed(): readonly PackedStep[];
  /** What it is, once all bytes were looked at. */
  end(): { readonly mediaType: EvidenceMediaType } | { readonly fault: DocumentFault };
}

/** Ends with a fault, or with null where the document is whole. */
type Walk = (found: (step: PackedStep) => void) => ByteWalk<DocumentFault | null>;

/** By the first byte: the type, how long its signature is, and the walk through what follows. */
const WALKS: ReadonlyMap<number | undefined, readonly [EvidenceMediaType, number, Walk]> = new Map<
  number | undefined,
  readonly [EvidenceMediaType, number, Walk]
>([
  [0x25, ['application/pdf', 8, pdf]],
  [0x89, ['image/png', 8, png]],
  [0xff, ['image/jpeg', 2, jpeg]],
]);

/** Looks at a document from its first byte on. */
export function documentLook(): DocumentLook {
  let walk: Feeding<DocumentFault | null> | undefined;
  let seen = 0;
  let known: readonly [EvidenceMediaType, number, Walk] | undefined;
  let steps: PackedStep[] = [];
  let fault: DocumentFault | null = null;
  return {
    look(bytes) {
      if (fault || bytes.length === 0) return fault;
      const isFirst = seen === 0;
      if (isFirst) {
        known = WALKS.get(bytes[0]);
        walk = known && feeding(known[2]((step) => void steps.push(step)));
      }
      seen += bytes.length;
      if (!walk) fault = 'TYPE_NOT_ACCEPTED';
      else fault = walk.feed(isFirst ? bytes.subarray(1) : bytes)?.outcome ?? null;
      return fault;
    },
    packed() {
      const found = steps;
      steps = [];
      return found;
    },
    end() {
      if (seen === 0) return { fault: 'EMPTY' };
      if (fault || !walk || !known) return { fault: fault ?? 'TYPE_NOT_ACCEPTED' };
      const [mediaType, signatureBytes] = known;
      // So short that it is not even the beginning of one.
      if (seen < signatureBytes) return { fault: 'TYPE_NOT_ACCEPTED' };
      const ended = walk.end();
      if (!ended) return { fault: 'TRUNCATED' };
      return ended.outcome ? { fault: ended.outcome } : { mediaType };
    },
  };
}
