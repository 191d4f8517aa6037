/**
 * The streams of a PDF: up to which byte one goes, and what its filters make of it. Only those are taken
 * whose measure can be told beforehand: what is packed by zlib is unfolded and counted, and pictures
 * have the size that they say.
 *
 * Source: ISO 32000-1, 7.3.8 (streams), 7.4 (filters) and 7.5.7 (object streams).
 */
import type { DocumentFault } from './document-fault.js';
import { MAX_UNPACKED_BYTES, type PackedPart, type PackedStep } from './packed.js';
import { nameLook } from './pdf-names.js';
import { MAX_PIXELS } from './pixels.js';

/** What the words before a stream say of it. */
export interface StreamWords {
  /** In the order in which they are undone; what is no name is `?`. */
  readonly filters: readonly string[];
  /** How often it is said which they are. */
  readonly filterKeys: number;
  /** It has further objects in it. */
  readonly hasObjects: boolean;
  /** Whether it says how its bytes were changed before they were packed. */
  readonly hasParms: boolean;
  /** Of a picture, by its width and height; 0 where none are said. */
  readonly pixels: number;
}

export interface PdfStream {
  /** Takes bytes from a place on; returns the place behind those that it took. */
  take(bytes: Uint8Array, at: number): number;
  /** Whether it has ended, with its keyword. */
  isOver(): boolean;
  fault(): DocumentFault | null;
}

const PACKED_FILTERS: readonly string[] = ['FlateDecode', 'Fl'];
/** These make a picture of the size that its dictionary says, or fewer bytes than there are. */
const OTHER_FILTERS: readonly string[] = [
  'DCTDecode',
  'CCITTFaxDecode',
  'JBIG2Decode',
  'JPXDecode',
  'ASCIIHexDecode',
  'ASCII85Decode',
];
const END = [...'endstream'].map((each) => each.charCodeAt(0));
/** Nothing that is shorter says anything in bytes that are no words. */
const LONG_NAME = 6;
/** A line's end or two between a packed part and the keyword. */
const MOST_BEHIND = 4;

/** Why a stream with such words is not taken, or null. */
export function streamFault(words: StreamWords): DocumentFault | null {
  const { filters, filterKeys, pixels, hasObjects, hasParms } = words;
  if (pixels > MAX_PIXELS) return 'TOO_MANY_PIXELS';
  // Objects in letters of another alphabet, or row by row, would hide their names from the look.
  const isVeiled = hasParms || filters.some((filter) => OTHER_FILTERS.includes(filter));
  if (hasObjects && isVeiled) return 'TYPE_NOT_ACCEPTED';
  const known = filters.every((filter, at) =>
    PACKED_FILTERS.includes(filter) ? at === 0 : OTHER_FILTERS.includes(filter),
  );
  return known && filterKeys <= 1 && new Set(filters).size === filters.length
    ? null
    : 'TYPE_NOT_ACCEPTED';
}

/** A stream from its first byte on. */
export function pdfStream(words: StreamWords, found: (step: PackedStep) => void): PdfStream {
  const isPacked = PACKED_FILTERS.includes(words.filters[0] ?? '');
  const content = isPacked ? packedContent(words, found) : plainContent(words, found);
  // How much of the keyword has come by the end of the bytes before.
  let matched = 0;
  let isOver = false;
  return {
    take(bytes, from) {
      let at = from;
      // What was held back of the bytes before, where it turns out to be no keyword.
      let held = matched;
      while (at < bytes.length && matched < END.length) {
        if (bytes[at] === END[matched]) {
          matched += 1;
          at += 1;
        } else if (matched > 0) {
          // `endstre` ends in what the keyword begins with.
          const kept = matched === 7 ? 1 : 0;
          const passed = Math.min(held, matched - kept);
          if (passed > 0) content.take(Uint8Array.from(END.slice(0, passed)));
          held -= passed;
          matched = kept;
        } else {
          const next = bytes.indexOf(END[0] ?? 0, at);
          at = next < 0 ? bytes.length : next;
        }
      }
      const own = at - (matched - held);
      if (own > from) content.take(bytes.subarray(from, own));
      if (matched === END.length) {
        content.end();
        isOver = true;
      }
      return at;
    },
    isOver: () => isOver,
    fault: () => content.fault(),
  };
}

interface Content {
  take(bytes: Uint8Array): void;
  end(): void;
  fault(): DocumentFault | null;
}

const PACKED: PackedPart = {
  most: MAX_UNPACKED_BYTES,
  beyond: 'UNPACKS_TOO_LARGE',
  isExact: false,
  mostBehind: MOST_BEHIND,
  isGuess: false,
};

function packedContent({ hasObjects }: StreamWords, found: (step: PackedStep) => void): Content {
  found({ begin: hasObjects ? { ...PACKED, read: nameLook(1) } : PACKED });
  return {
    take: (bytes) => found({ bytes }),
    end: () => found({ end: true }),
    fault: () => null,
  };
}

/**
 * Looked at as it is. What begins as packed bytes do is unfolded as well, whatever is said of it: of two
 * descriptions of a stream, a viewer may go by the other.
 */
function plainContent({ hasObjects }: StreamWords, found: (step: PackedStep) => void): Content {
  const look = nameLook(hasObjects ? 1 : LONG_NAME);
  let fault: DocumentFault | null = null;
  let first: number[] = [];
  let isGuess = false;
  return {
    take(bytes) {
      fault ??= look(bytes);
      const missing = 2 - first.length;
      if (missing > 0) {
        first = [...first, ...bytes.subarray(0, missing)];
        isGuess = isZlib(first);
        if (!isGuess) return;
        // The first of the two may have come by itself.
        found({ begin: { ...PACKED, isGuess, read: nameLook(1) } });
        found({ bytes: Uint8Array.from(first) });
      }
      const rest = bytes.subarray(Math.max(0, missing));
      if (isGuess && rest.length > 0) found({ bytes: rest });
    },
    end() {
      if (isGuess) found({ end: true });
    },
    fault: () => fault,
  };
}

/** RFC 1950, 2.2: the method is deflate, and both bytes together divide by 31. */
const isZlib = ([method = 0, flags]: readonly number[]): boolean =>
  flags !== undefined &&
  (method & 0x0f) === 8 &&
  method >> 4 <= 7 &&
  (method * 256 + flags) % 31 === 0;
