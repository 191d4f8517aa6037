/**
 * Through a PNG: its header, chunks whose checksums are right, one run of pixels that unfold to as many
 * rows as the header says, texts and a profile that unfold to little, and its end, behind which nothing
 * comes. A picture that moves is none that is taken: its further pictures are packed apart.
 *
 * Source: PNG third edition, 5.3 (chunks), 8 and 9 (rows), 11.2.1 (header), 11.3.2.3 (profile) and 11.3.3
 * (texts).
 */
import { type ByteWalk, starts, wordAt } from './byte-walk.js';
import { crc32 } from './crc32.js';
import type { DocumentFault } from './document-fault.js';
import { MAX_UNPACKED_BYTES, type PackedPart, type PackedStep } from './packed.js';
import { pixelFault } from './pixels.js';

type Walk<T = DocumentFault | null> = ByteWalk<T>;
type Take = (bytes: Uint8Array) => void;

/** The most that a text or a colour profile may unfold to: printers' profiles have 2 to 4 MB. */
const MAX_BESIDE_BYTES = 8_000_000;
const BESIDE: PackedPart = {
  most: MAX_BESIDE_BYTES,
  beyond: 'UNPACKS_TOO_LARGE',
  isExact: false,
  mostBehind: 0,
  isGuess: false,
};

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** Where the pixels of each of the seven passes begin, and how far they are apart. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** After the first byte, 0x89. */
export function* png(found: (step: PackedStep) => void): Walk {
  const signature = yield { take: 7 };
  if (!starts(signature, [0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'TYPE_NOT_ACCEPTED';
  const header = yield { take: 8 + 13 + 4 };
  if (wordAt(header, 0) !== 13 || nameAt(header, 4) !== 'IHDR') return 'TYPE_NOT_ACCEPTED';
  const pixels = pixelsOf(header.subarray(8, 21));
  if (typeof pixels === 'string') return pixels;
  if (crc32(header.subarray(4, 21)) !== wordAt(header, 21)) return 'TYPE_NOT_ACCEPTED';
  for (let run: 'BEFORE' | 'WITHIN' | 'BEHIND' = 'BEFORE'; ; ) {
    const head = yield { take: 8 };
    const [length, name] = [wordAt(head, 0), nameAt(head, 4)];
    if (!/^[A-Za-z]{4}$/.test(name) || length > 0x7fffffff || UNWANTED.includes(name)) {
      return 'TYPE_NOT_ACCEPTED';
    }
    if (name === 'IDAT') {
      if (run === 'BEHIND') return 'TYPE_NOT_ACCEPTED';
      if (run === 'BEFORE') found({ begin: pixels });
      run = 'WITHIN';
    } else if (run === 'WITHIN') {
      found({ end: true });
      run = 'BEHIND';
    }
    const hidden = yield* chunk(head.slice(4), length, found);
    if (hidden) return hidden;
    if (name !== 'IEND') continue;
    const more = yield { take: 1, mayEnd: true };
    return more.length === 0 && run === 'BEHIND' && length === 0 ? null : 'TYPE_NOT_ACCEPTED';
  }
}

/** A second header, and what makes a picture move. */
const UNWANTED: readonly string[] = ['IHDR', 'acTL', 'fcTL', 'fdAT'];

/** A chunk's bytes and its checksum, which goes over its name too. */
function* chunk(nameBytes: Uint8Array, length: number, found: (step: PackedStep) => void): Walk {
  const name = nameAt(nameBytes, 0);
  const beside = BESIDE_FIELDS[name];
  const packed = beside && packedBeside(beside, found);
  const take: Take =
    name === 'IDAT' ? (bytes) => found({ bytes }) : (packed?.take ?? (() => undefined));
  let crc = crc32(nameBytes);
  for (let left = length; left > 0; ) {
    const bytes = yield { some: left };
    left -= bytes.length;
    crc = crc32(bytes, crc);
    take(bytes);
  }
  if (packed && !packed.isWhole()) return 'TYPE_NOT_ACCEPTED';
  const sum = yield { take: 4 };
  return wordAt(sum, 0) === crc ? null : 'TYPE_NOT_ACCEPTED';
}

/** What stands before a packed text or profile: texts that end in a zero, and single bytes. */
type Field = 'TEXT' | 'BYTE' | 'IS_PACKED';
const BESIDE_FIELDS: Readonly<Record<string, readonly Field[]>> = {
  zTXt: ['TEXT', 'BYTE'],
  iCCP: ['TEXT', 'BYTE'],
  iTXt: ['TEXT', 'IS_PACKED', 'BYTE', 'TEXT', 'TEXT'],
};

/** Passes what stands before, and hands on what is packed behind it. */
function packedBeside(fields: readonly Field[], found: (step: PackedStep) => void) {
  let field = 0;
  let isPacked = true;
  return {
    take(bytes: Uint8Array): void {
      let at = 0;
      while (at < bytes.length && field < fields.length) {
        const kind = fields[field];
        const end = kind === 'TEXT' ? bytes.indexOf(0, at) : at;
        if (end < 0) return;
        if (kind === 'IS_PACKED') isPacked = bytes[at] !== 0;
        at = end + 1;
        field += 1;
        if (field === fields.length && isPacked) found({ begin: BESIDE });
      }
      if (isPacked && at < bytes.length) found({ bytes: bytes.subarray(at) });
    },
    /** Ends the part, where there is one; false where even what stands before it is not all there. */
    isWhole(): boolean {
      const isAllThere = field === fields.length;
      if (isAllThere && isPacked) found({ end: true });
      return isAllThere;
    },
  };
}

/** The run of pixels as the header has it, or what is wrong with the header. */
function pixelsOf(header: Uint8Array): PackedPart | DocumentFault {
  const [width, height] = [wordAt(header, 0), wordAt(header, 4)];
  const fault = pixelFault(width, height);
  if (fault) return fault;
  const [depth = 0, colour = 0, packing, filter, interlace = 0] = header.subarray(8);
  if (!DEPTHS[colour]?.includes(depth) || packing !== 0 || filter !== 0 || interlace > 1) {
    return 'TYPE_NOT_ACCEPTED';
  }
  const bits = depth * (CHANNELS[colour] ?? 0);
  const most = interlace
    ? PASSES.reduce((sum, pass) => sum + passBytes(pass, width, height, bits), 0)
    : rowBytes(width, height, bits);
  if (most > MAX_UNPACKED_BYTES) return 'UNPACKS_TOO_LARGE';
  return { most, beyond: 'TYPE_NOT_ACCEPTED', isExact: true, mostBehind: 0, isGuess: false };
}

function passBytes(
  [x, y, right, down]: (typeof PASSES)[number],
  width: number,
  height: number,
  bits: number,
): number {
  const across = Math.ceil((width - x) / right);
  // A pass without pixels has no rows either.
  return across > 0 ? rowBytes(across, Math.max(0, Math.ceil((height - y) / down)), bits) : 0;
}

/** Each row has a byte before it that says how it is filtered. */
const rowBytes = (width: number, height: number, bits: number): number =>
  height * (1 + Math.ceil((width * bits) / 8));

const nameAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));
