/** What a document is, by its bytes: whole ones are known, and nothing else passes for one. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { documentLook } from '../../../src/domain/appeal/document-type.js';
import { MAX_PIXELS } from '../../../src/domain/appeal/pixels.js';
import {
  chunk,
  EMPTY_ZIP,
  joined,
  PNG_SIGNATURE,
  pdfOf,
  pngHeader,
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

describe('a PDF, at its end,', () => {
  const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
  const changed = (from: string | RegExp, to: string): Uint8Array => {
    const before = latin1(samplePdf());
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    return utf8.encode(after);
  };

  test('says where the table of its objects begins, as it does', () => {
    const start = /startxref\n(\d+)/.exec(latin1(samplePdf()))?.[1] ?? '';
    const shifted = (by: number) => changed(`startxref\n${start}`, `startxref\n${+start + by}`);
    // A line's end before the table is counted in by some.
    expect(seen(shifted(-1))).toBe('application/pdf');
    for (const by of [-3, 1, 1_000]) expect(seen(shifted(by))).toBe('TYPE_NOT_ACCEPTED');
  });

  test.each([
    ['no table', /xref\n0 4[\s\S]*trailer/, 'trailer'],
    ['no word on where it begins', 'startxref', 'startxxxx'],
    ['no number for that', /startxref\n\d+/, 'startxref\nhere'],
    ['no root', '/Root 1 0 R', '/Toor 1 0 R'],
  ])('has %s and is none', (_name, from, to) => {
    expect(seen(changed(from, to))).toBe('TYPE_NOT_ACCEPTED');
  });

  test('may have its table in a stream', () => {
    const head = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n';
    const table = '2 0 obj\n<< /Size 3 /Type /XRef /Root 1 0 R >>\nstream\nx\nendstream\nendobj\n';
    const file = (start: number) => utf8.encode(`${head}${table}startxref\n${start}\n%%EOF\n`);
    for (const size of [1, 1_000]) expect(seen(file(head.length), size)).toBe('application/pdf');
    expect(seen(file(9))).toBe('TYPE_NOT_ACCEPTED');
  });

  test('may have been updated', () => {
    const first = samplePdf();
    const more = `4 0 obj\n<< >>\nendobj\n`;
    const table = `xref\n0 0\ntrailer\n<< /Prev 9 >>\nstartxref\n${first.length + more.length}\n%%EOF`;
    expect(seen(joined(first, utf8.encode(more + table)))).toBe('application/pdf');
  });

  test('is the end: a wrapped program has none of it', () => {
    for (const text of ['%PDF-1.0MZ not at all%%EOF', '%PDF-1.7\nMZ\n%%EOF', '%PDF-1.7\n%%EOF\n']) {
      for (const size of [1, 100]) expect(seen(utf8.encode(text), size)).toBe('TYPE_NOT_ACCEPTED');
    }
  });
});

describe('a PDF', () => {
  test.each([
    '<< /S /JavaScript /JS (app.alert(1)) >>',
    '<< /S /Rendition /JS 9 0 R >>',
    '<</S/#4aava#53cript>>',
    '<< /S /Launch /F (cmd.exe) >>',
    '<< /Names << /EmbeddedFiles 9 0 R >> >>',
    '<< /Type/EmbeddedFile >>',
    '<< /Subtype /RichMedia >>',
    '<< /AcroForm << /XFA 9 0 R >> >>',
    '(a text that does not end << /S /JavaScript >>',
    '% << /S /JavaScript >>',
  ])('that runs a program or brings a file is refused: %s', (object) => {
    const bytes = pdfOf([object]);
    for (const size of [1, 5, bytes.length]) expect(seen(bytes, size)).toBe('TYPE_NOT_ACCEPTED');
  });

  test('may have words like those', () => {
    const words = '<< /JavaScripts 1 /Title (JavaScript, JS and Launch) /JSX 2 /js 3 >>';
    expect(seen(pdfOf([words]), 1)).toBe('application/pdf');
  });

  test('that is encrypted is told so, as nobody can look into it', () => {
    expect(seen(pdfOf(['<< /Encrypt 9 0 R >>']))).toBe('PROTECTED');
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

  test('has the checksums of its chunks', () => {
    const bytes = samplePng();
    expect(seen(bytes)).toBe('image/png');
    // The last bytes of the checksums of the header, the pixels and the end.
    for (const at of [32, bytes.length - 13, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      for (const size of [1, 100]) expect(seen(changed, size)).toBe('TYPE_NOT_ACCEPTED');
    }
  });

  test('has a depth that goes with its colours, and does not move', () => {
    for (const over of [{ depth: 3 }, { colour: 5 }, { colour: 3, depth: 16 }, { interlace: 2 }]) {
      expect(seen(png(pngHeader(1, 1, over), data, chunk('IEND', none)))).toBe('TYPE_NOT_ACCEPTED');
    }
    for (const name of ['acTL', 'fcTL', 'fdAT']) {
      const moving = png(header, chunk(name, none), data, chunk('IEND', none));
      expect(seen(moving)).toBe('TYPE_NOT_ACCEPTED');
    }
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
