/**
 * Parts of a document that are packed (RFC 1950, zlib). A look at a document finds where they are and
 * says what they may unfold to; it is for others to unfold them, piece by piece and no further.
 */
import type { DocumentFault } from './document-fault.js';

/**
 * The most that all parts of one document may unfold to together: what a viewer keeps of the largest
 * picture that is taken, four bytes for each of its 40 million pixels. It is also what a hundred pages
 * of black and white at 300 dots an inch come to. A house rule.
 */
export const MAX_UNPACKED_BYTES = 160_000_000;

export interface PackedPart {
  /** The most bytes that it may unfold to, and what it is where it goes beyond. */
  readonly most: number;
  readonly beyond: DocumentFault;
  /** It unfolds to no fewer either. */
  readonly isExact: boolean;
  /** The most bytes that may stand behind its own end. */
  readonly mostBehind: number;
  /** It may be something else that only begins like a packed part. */
  readonly isGuess: boolean;
  /** Looks at what it unfolds to. */
  readonly read?: (bytes: Uint8Array) => DocumentFault | null;
}

/** What a look comes upon, in order: a part begins, goes on, ends. */
export type PackedStep =
  | { readonly begin: PackedPart }
  | { readonly bytes: Uint8Array }
  | { readonly end: true };
