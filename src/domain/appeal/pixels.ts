/** How large a picture may be, by the size that it says itself. */
import type { DocumentFault } from './document-fault.js';

/** The most pixels of one picture, a scan of an A3 page at 400 dots an inch: a house rule. */
export const MAX_PIXELS = 40_000_000;

export function pixelFault(width: number, height: number): DocumentFault | null {
  // A height of 0 is told later in a JPEG, and nobody knows beforehand what it unfolds to.
  if (width === 0 || height === 0) return 'TYPE_NOT_ACCEPTED';
  return width * height > MAX_PIXELS ? 'TOO_MANY_PIXELS' : null;
}
