/** What a document is, by its bytes: whole ones are known, and nothing else passes for one. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { documentLook, MAX_PIXELS } from '../../../src/domain/appeal/document-type.js';
import {
  chunk,
  EMPTY_ZIP,
  joined,
  PNG_SIGNATURE,
  STRANGERS,
  sampleJpeg,
  samplePdf,
  samplePng,
  segment,
} from '../../support/sample-documents.js';

const utf8 = new TextEncoder();

/** What the bytes are, looked at in chunks of a size. */
function seen(bytes: Uint8Array, size = bytes.length || 1): string {
  const look = documentLook();
  for (let at = 0; at < bytes.length; at += size) {
    const fault = look.look(bytes.subarray(at, at + size));
    if (fault) {
      expect(look.look(Uint8Array.of(1))).toBe(fault);
      expect(look.end()).toEqual({ fault });
      return fault;
    }
  }
  const end = look.end();
  return 'fault' in end ? end.fault : end.mediaType;
}

const WHOLE = {
  'application/pdf': samplePdf(),
  'image/png': samplePng(3, 2),
  'image/jpeg': sampleJpeg(),
} as const;

describe.each(Object.entries(WHOLE))('%s', (mediaType, bytes) => {
  test('is known however its bytes are cut', () => {
    for (const size of [1, 2, 3, 7, 64, bytes.length]) expect(seen(bytes, size)).toBe(mediaType);
  });

  test('is not known by any part of it', () => {
    // A line break at the end is no part of it.
    const end = Buffer.from(bytes).toString('latin1').trimEnd().length;
    for (let length = 1; length < end; length += 1) {
      expect(['TRUNCATED', 'TYPE_NOT_ACCEPTED']).toContain(seen(bytes.subarray(0, length)));
    }
    expect(seen(bytes.subarray(0, end - 1))).toBe('TRUNCATED');
    expect(seen(bytes.subarray(0, 30), 4)).toBe('TRUNCATED');
  });

  test('is refused with an archive or a page behind its end', () => {
    for (const hidden of [EMPTY_ZIP, utf8.encode('<script>'), Uint8Array.of(1)]) {
      const refused = mediaType === 'application/pdf' ? 'TRUNCATED' : 'TYPE_NOT_ACCEPTED';
      for (const size of [1, 5, 10_000]) expect(seen(joined(bytes, hidden), size)).toBe(refused);
    }
  });

  test('with any byte changed is looked at without a failure', () => {
    fc.assert(
      fc.property(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 1, max: 40 }),
        (at, byte, size) => {
          const changed = bytes.slice();
          changed[at] = byte;
          const outcome = seen(changed, size);
          expect(outcome).toBe(seen(changed));
          expect([mediaType, 'TRUNCATED', 'TYPE_NOT_ACCEPTED', 'TOO_MANY_PIXELS']).toContain(
            outcome,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

test.each(Object.entries(STRANGERS))('%s is refused', (_name, bytes) => {
  for (const size of [1, 3, bytes.length]) expect(seen(bytes, size)).toBe('TYPE_NOT_ACCEPTED');
});

test('no bytes are an empty document', () => {
  expect(seen(new Uint8Array(0))).toBe('EMPTY');
});

describe('a PDF', () => {
  test('may have blank bytes behind its end, as many as a reader would look at', () => {
    expect(seen(joined(samplePdf(), utf8.encode('\r\n \t\0\f'.repeat(100))))).toBe(
      'application/pdf',
    );
    expect(seen(joined(samplePdf(), new Uint8Array(1_024)))).toBe('TRUNCATED');
  });

  test('names its version', () => {
    for (const version of ['%PDF-x.7', '%PDF-1,7', '%PDF-1.x']) {
      const bytes = joined(utf8.encode(version), samplePdf().subarray(8));
      expect(seen(bytes)).toBe('TYPE_NOT_ACCEPTED');
    }
  });
});

describe('a picture', () => {
  const [most, more] = [
    [8_000, 5_000],
    [8_000, 5_001],
  ] as const;

  test('may have 40 million pixels and no more', () => {
    expect(MAX_PIXELS).toBe(40_000_000);
    expect(seen(samplePng(...most))).toBe('image/png');
    expect(seen(samplePng(...more))).toBe('TOO_MANY_PIXELS');
    expect(seen(samplePng(0xffffffff, 0xffffffff))).toBe('TOO_MANY_PIXELS');
    for (const frame of [0xc0, 0xc1, 0xc2, 0xc9]) {
      expect(seen(sampleJpeg({ frame, width: most[0], height: most[1] }))).toBe('image/jpeg');
      expect(seen(sampleJpeg({ frame, width: more[0], height: more[1] }))).toBe('TOO_MANY_PIXELS');
    }
  });

  test('has a width and a height', () => {
    for (const [width, height] of [
      [0, 5],
      [5, 0],
    ] as const) {
      expect(seen(samplePng(width, height))).toBe('TYPE_NOT_ACCEPTED');
      expect(seen(sampleJpeg({ width, height }))).toBe('TYPE_NOT_ACCEPTED');
    }
  });
});

describe('a PNG', () => {
  const header = samplePng().subarray(8, 33);
  const png = (...chunks: readonly Uint8Array[]) => joined(PNG_SIGNATURE, ...chunks);
  const none = new Uint8Array(0);
  const data = chunk('IDAT', Uint8Array.of(1));

  test('begins with its header, has pixels and one end', () => {
    const text = chunk('tEXt', utf8.encode('IEND'));
    expect(seen(png(header, text, data, chunk('IEND', none)), 1)).toBe('image/png');
    expect(seen(png(text, header, data, chunk('IEND', none)))).toBe('TYPE_NOT_ACCEPTED');
    expect(seen(png(header, header, data, chunk('IEND', none)))).toBe('TYPE_NOT_ACCEPTED');
    expect(seen(png(header, chunk('IEND', none)))).toBe('TYPE_NOT_ACCEPTED');
    expect(seen(png(header, data, chunk('IEND', utf8.encode('hidden'))))).toBe('TYPE_NOT_ACCEPTED');
    expect(seen(png(header, data, chunk('I\0DA', none)))).toBe('TYPE_NOT_ACCEPTED');
  });

  test('cannot promise more bytes than there are', () => {
    const endless = joined(Uint8Array.of(0x7f, 0xff, 0xff, 0xff), utf8.encode('IDAT'));
    expect(seen(png(header, endless, data, chunk('IEND', none)))).toBe('TRUNCATED');
    endless[0] = 0x80;
    expect(seen(png(header, endless, data, chunk('IEND', none)))).toBe('TYPE_NOT_ACCEPTED');
  });
});

describe('a JPEG', () => {
  test('may have an end marker within a segment, stuffed bytes, restarts and fill bytes', () => {
    const thumbnail = segment(0xe1, ...sampleJpeg());
    const scan = [0xff, 0x00, 0xff, 0xd0, 0xd9, 0xff, 0xd7, 1, 0xff, 0xff];
    const bytes = sampleJpeg({ before: [thumbnail, Uint8Array.of(0xff, 0xff)], scan });
    for (const size of [1, 2, 3, bytes.length]) expect(seen(bytes, size)).toBe('image/jpeg');
  });

  test('may have several scans, with tables in between', () => {
    const again = joined(
      sampleJpeg().subarray(0, -2),
      segment(0xc4, 0, 1, ...Array<number>(15).fill(0), 0),
      segment(0xda, 1, 1, 0, 0, 63, 0),
      Uint8Array.of(7, 0xff, 0xd9),
    );
    expect(seen(again, 3)).toBe('image/jpeg');
  });

  test('may be followed by further pictures, each as small as the first must be', () => {
    const padding = new Uint8Array(9);
    expect(seen(joined(sampleJpeg(), padding, sampleJpeg(), padding), 4)).toBe('image/jpeg');
    const large = sampleJpeg({ width: 60_000, height: 60_000 });
    expect(seen(joined(sampleJpeg(), large))).toBe('TOO_MANY_PIXELS');
    expect(seen(joined(sampleJpeg(), sampleJpeg().subarray(0, -1)))).toBe('TRUNCATED');
    expect(seen(joined(sampleJpeg(), Uint8Array.of(0xff, 0xe0)))).toBe('TYPE_NOT_ACCEPTED');
  });

  test('has a frame, then a scan, and nothing out of place', () => {
    const start = Uint8Array.of(0xff, 0xd8);
    const end = Uint8Array.of(0xff, 0xd9);
    const frame = segment(0xc0, 8, 0, 1, 0, 1, 1, 1, 0x11, 0);
    const scan = joined(segment(0xda, 1, 1, 0, 0, 63, 0), Uint8Array.of(1));
    expect(seen(joined(start, frame, scan, end))).toBe('image/jpeg');
    for (const parts of [
      [end],
      [frame, end],
      [scan, end],
      [frame, Uint8Array.of(0), scan, end],
      [start, frame, scan, end],
      [Uint8Array.of(0xff, 0xd0), frame, scan, end],
      [Uint8Array.of(0xff, 0x02, 0, 2), frame, scan, end],
      [Uint8Array.of(0xff, 0xe0, 0, 1), frame, scan, end],
      [segment(0xc0, 8, 0, 1, 0), scan, end],
    ]) {
      expect(seen(joined(start, ...parts))).toBe('TYPE_NOT_ACCEPTED');
    }
  });
});

test('a large document takes no time to look at', () => {
  const scan = new Uint8Array(10_000_000).fill(0x55);
  const bytes = joined(sampleJpeg().subarray(0, -2), scan, Uint8Array.of(0xff, 0xd9));
  const from = performance.now();
  expect(seen(bytes, 65_536)).toBe('image/jpeg');
  expect(performance.now() - from).toBeLessThan(1_000);
});
