/**
 * What a document is, told by its bytes as they come: a PDF, a PNG or a JPEG that is whole and hides
 * nothing behind its end. A name or a declared type counts for nothing. A picture's size is read from
 * its own header, so that one that would unfold to more than a viewer can take is refused unopened.
 *
 * Sources: ISO 32000-1 annex H (a PDF ends in %%EOF, within the last 1,024 bytes); PNG third edition,
 * 5.3 and 11.2.1; ITU-T T.81 annex B; CIPA DC-007 (a JPEG may have further pictures behind it).
 */
import { type ByteWalk, type Feeding, feeding, type Wish } from './byte-walk.js';
import type { EvidenceMediaType } from './evidence.js';

/** The most pixels of one picture, a scan of an A3 page at 400 dots an inch: a house rule. */
export const MAX_PIXELS = 40_000_000;

export type DocumentFault =
  /** There are no bytes. */
  | 'EMPTY'
  /** None of the accepted types, or one with something else in it. */
  | 'TYPE_NOT_ACCEPTED'
  /** It does not end as its type ends. */
  | 'TRUNCATED'
  | 'TOO_MANY_PIXELS';

export interface DocumentLook {
  /** Looks at the next bytes; a fault is final. */
  look(bytes: Uint8Array): DocumentFault | null;
  /** What it is, once all bytes were looked at. */
  end(): { readonly mediaType: EvidenceMediaType } | { readonly fault: DocumentFault };
}

/** Ends with a fault, or with null where the document is whole. */
type Walk = ByteWalk<DocumentFault | null>;

const PDF_TAIL_BYTES = 1_024;
const PDF_END = [0x25, 0x25, 0x45, 0x4f, 0x46] as const;
const PDF_SPACE: readonly number[] = [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20];

/** After the first byte, `%`. */
function* pdf(): Walk {
  const header = yield { take: 7 };
  const [dot, major = 0, minor = 0] = [header[5], header[4], header[6]];
  if (!starts(header, [0x50, 0x44, 0x46, 0x2d]) || dot !== 0x2e) return 'TYPE_NOT_ACCEPTED';
  if (!isDigit(major) || !isDigit(minor)) return 'TYPE_NOT_ACCEPTED';
  const tail = yield { rest: PDF_TAIL_BYTES };
  let end = tail.length;
  while (end > 0 && PDF_SPACE.includes(tail[end - 1] ?? 0)) end -= 1;
  return starts(tail.subarray(Math.max(0, end - PDF_END.length)), PDF_END) ? null : 'TRUNCATED';
}

/** After the first byte, 0x89. */
function* png(): Walk {
  const signature = yield { take: 7 };
  if (!starts(signature, [0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'TYPE_NOT_ACCEPTED';
  const header = yield { take: 8 + 13 + 4 };
  if (wordAt(header, 0) !== 13 || nameAt(header, 4) !== 'IHDR') return 'TYPE_NOT_ACCEPTED';
  const fault = pixelFault(wordAt(header, 8), wordAt(header, 12));
  if (fault) return fault;
  for (let hasPixels = false; ; ) {
    const chunk = yield { take: 8 };
    const [length, name] = [wordAt(chunk, 0), nameAt(chunk, 4)];
    if (!/^[A-Za-z]{4}$/.test(name) || length > 0x7fffffff || name === 'IHDR') {
      return 'TYPE_NOT_ACCEPTED';
    }
    yield { skip: length + 4 };
    if (name === 'IDAT') hasPixels = true;
    if (name !== 'IEND') continue;
    const more = yield { take: 1, mayEnd: true };
    return more.length === 0 && hasPixels && length === 0 ? null : 'TYPE_NOT_ACCEPTED';
  }
}

/** After the first byte, 0xFF. */
function* jpeg(): Walk {
  const start = yield { take: 1 };
  if (start[0] !== START_OF_IMAGE) return 'TYPE_NOT_ACCEPTED';
  for (;;) {
    const fault = yield* jpegImage();
    if (fault) return fault;
    // Cameras put a preview or a second exposure behind the picture, padded with zeros.
    let next: Uint8Array;
    do next = yield { take: 1, mayEnd: true };
    while (next[0] === 0);
    if (next.length === 0) return null;
    if (next[0] !== 0xff) return 'TYPE_NOT_ACCEPTED';
    const again = yield { take: 1 };
    if (again[0] !== START_OF_IMAGE) return 'TYPE_NOT_ACCEPTED';
  }
}

const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
/** Frame headers are C0 to CF but for the tables and the reserved one among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** One picture up to and with its end marker, after its start marker. */
function* jpegImage(): Walk {
  let hasFrame = false;
  for (let hasScan = false; ; ) {
    const marker: number = yield* jpegMarker(hasScan);
    if (marker === END_OF_IMAGE) return hasScan ? null : 'TYPE_NOT_ACCEPTED';
    if (marker < 0xc0 || marker === START_OF_IMAGE || isRestart(marker)) return 'TYPE_NOT_ACCEPTED';
    const head = yield { take: 2 };
    const length = (head[0] ?? 0) * 256 + (head[1] ?? 0);
    if (length < 2) return 'TYPE_NOT_ACCEPTED';
    if (isFrame(marker)) {
      if (length < 8) return 'TYPE_NOT_ACCEPTED';
      const frame = yield { take: 5 };
      const fault = pixelFault(halfAt(frame, 1), halfAt(frame, 3));
      if (fault) return fault;
      hasFrame = true;
      yield { skip: length - 7 };
      continue;
    }
    yield { skip: length - 2 };
    if (marker !== START_OF_SCAN) continue;
    if (!hasFrame) return 'TYPE_NOT_ACCEPTED';
    hasScan = true;
  }
}

/** The next marker; 0 where something else stands in its place. */
function* jpegMarker(inScan: boolean): Generator<Wish, number, Uint8Array> {
  for (;;) {
    if (inScan) yield { past: 0xff };
    else if ((yield { take: 1 })[0] !== 0xff) return 0;
    let code: Uint8Array;
    // Any number of 0xFF may stand before a marker.
    do code = yield { take: 1 };
    while (code[0] === 0xff);
    const marker = code[0] ?? 0;
    // In a scan, FF 00 is the byte FF itself, and restart markers only mark intervals.
    if (!inScan || (marker !== 0 && !isRestart(marker))) return marker;
  }
}

const starts = (bytes: Uint8Array, with_: readonly number[]): boolean =>
  bytes.length >= with_.length && with_.every((byte, at) => bytes[at] === byte);
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const halfAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
const wordAt = (bytes: Uint8Array, at: number): number =>
  halfAt(bytes, at) * 65_536 + halfAt(bytes, at + 2);
const nameAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

function pixelFault(width: number, height: number): DocumentFault | null {
  // A height of 0 is told later in a JPEG, and nobody knows beforehand what it unfolds to.
  if (width === 0 || height === 0) return 'TYPE_NOT_ACCEPTED';
  return width * height > MAX_PIXELS ? 'TOO_MANY_PIXELS' : null;
}

const WALKS: ReadonlyMap<number | undefined, readonly [EvidenceMediaType, number, () => Walk]> =
  new Map([
    [0x25, ['application/pdf', 8, pdf]],
    [0x89, ['image/png', 8, png]],
    [0xff, ['image/jpeg', 2, jpeg]],
  ]);

/** Looks at a document from its first byte on. */
export function documentLook(): DocumentLook {
  let walk: Feeding<DocumentFault | null> | undefined;
  let seen = 0;
  let known: readonly [EvidenceMediaType, number, () => Walk] | undefined;
  let fault: DocumentFault | null = null;
  return {
    look(bytes) {
      if (fault || bytes.length === 0) return fault;
      const isFirst = seen === 0;
      if (isFirst) {
        known = WALKS.get(bytes[0]);
        walk = known && feeding(known[2]());
      }
      seen += bytes.length;
      if (!walk) fault = 'TYPE_NOT_ACCEPTED';
      else fault = walk.feed(isFirst ? bytes.subarray(1) : bytes)?.outcome ?? null;
      return fault;
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
