/**
 * Through a JPEG: its segments and scans up to its end, and further pictures behind it, each as small
 * as the first must be.
 *
 * Sources: ITU-T T.81 annex B; CIPA DC-007 (a JPEG may have further pictures behind it).
 */
import { type ByteWalk, halfAt, type Wish } from './byte-walk.js';
import type { DocumentFault } from './document-fault.js';
import { pixelFault } from './pixels.js';

type Walk = ByteWalk<DocumentFault | null>;

/** After the first byte, 0xFF. */
export function* jpeg(): Walk {
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
