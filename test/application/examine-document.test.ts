/** What is packed within a document: it is unfolded, counted and looked at, and nothing goes off. */
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { documentExam } from '../../src/application/examine-document.js';
import { MAX_UNPACKED_BYTES } from '../../src/domain/appeal/packed.js';
import { zlibUnpacking } from '../../src/infrastructure/unpacking.js';
import {
  chunk,
  joined,
  pdfOf,
  pdfStreamOf,
  pngHeader,
  pngOf,
  STRANGERS,
  sampleJpeg,
  samplePdf,
  samplePng,
} from '../support/sample-documents.js';

const utf8 = new TextEncoder();
const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);
const packed = (text: string): Uint8Array => deflateSync(utf8.encode(text));
/** A fifth of a megabyte that unfolds to 200 MB. */
const BOMB = deflateSync(zeros(200_000_000), { level: 9 });

/** What the bytes are, looked at in chunks of a size. */
async function seen(bytes: Uint8Array, size = 65_536): Promise<string> {
  const exam = documentExam(zlibUnpacking);
  try {
    for (let at = 0; at < bytes.length; at += size) {
      const fault = await exam.look(bytes.subarray(at, at + size));
      if (fault) {
        expect(await exam.look(Uint8Array.of(1))).toBe(fault);
        expect(exam.end()).toEqual({ fault });
        return fault;
      }
    }
    const end = exam.end();
    return 'fault' in end ? end.fault : end.mediaType;
  } finally {
    exam.close();
  }
}

test.each([
  ['application/pdf', samplePdf()],
  ['image/png', samplePng(3, 2)],
  ['image/jpeg', sampleJpeg()],
] as const)('%s is known however its bytes are cut', async (mediaType, bytes) => {
  for (const size of [1, 2, 3, 7, 64, 10_000]) expect(await seen(bytes, size)).toBe(mediaType);
});

describe('the pixels of a PNG', () => {
  const data = (bytes: Uint8Array) => chunk('IDAT', bytes);

  test.each([
    // Width, height, depth, colour, interlaced, bytes of all rows by 7.2 and 8 of the specification.
    [1, 1, 8, 0, 0, 2],
    [9, 2, 1, 0, 0, 2 * (1 + 2)],
    [3, 5, 16, 6, 0, 5 * (1 + 24)],
    [5, 1, 4, 3, 0, 1 + 3],
    [1, 1, 8, 2, 1, 1 + 3],
    // Passes of 1, 1, 2, 4, 8, 16 and 32 pixels in 1, 1, 1, 2, 2, 4 and 4 rows.
    [8, 8, 8, 0, 1, 64 + 15],
    // The second and the third pass have no pixel, and so no row either; the sixth has two rows.
    [3, 3, 8, 4, 1, 2 * 9 + (1 + 1 + 1 + 2 + 1)],
  ])('of %i × %i at depth %i, colour %i, interlace %i are %i bytes', async (...row) => {
    const [width, height, depth, colour, interlace, bytes] = row;
    const header = pngHeader(width, height, { depth, colour, interlace });
    const picture = (length: number) => pngOf(header, data(deflateSync(zeros(length))));
    expect(await seen(picture(bytes))).toBe('image/png');
    expect(await seen(picture(bytes + 1))).toBe('TYPE_NOT_ACCEPTED');
    expect(await seen(picture(bytes - 1))).toBe('TYPE_NOT_ACCEPTED');
  });

  test('may come in several chunks, with nothing in between', async () => {
    const [one, other] = [deflateSync(zeros(2)).subarray(0, 4), deflateSync(zeros(2)).subarray(4)];
    const header = pngHeader(1, 1);
    expect(await seen(pngOf(header, data(one), data(zeros(0)), data(other)))).toBe('image/png');
    const text = chunk('tEXt', utf8.encode('a\0b'));
    expect(await seen(pngOf(header, data(one), text, data(other)))).toBe('TYPE_NOT_ACCEPTED');
    const hidden = data(utf8.encode('MZ'));
    const whole = data(deflateSync(zeros(2)));
    expect(await seen(pngOf(header, whole, text))).toBe('image/png');
    expect(await seen(pngOf(header, whole, text, hidden))).toBe('TYPE_NOT_ACCEPTED');
  });

  test.each([
    ['a bomb', BOMB],
    ['a program', STRANGERS['a Windows program'] ?? zeros(0)],
    ['no bytes', zeros(0)],
    ['a program behind them', joined(deflateSync(zeros(2)), utf8.encode('MZ'))],
    ['too few packed bytes', deflateSync(zeros(2)).subarray(0, -1)],
    ['a wrong checksum', joined(deflateSync(zeros(2)).subarray(0, -1), Uint8Array.of(77))],
  ])('are refused with %s in their place', async (_name, bytes) => {
    for (const size of [3, 65_536]) {
      expect(await seen(pngOf(pngHeader(1, 1), data(bytes)), size)).toBe('TYPE_NOT_ACCEPTED');
    }
  });

  test('may be as many as a viewer takes, each of four bytes', async () => {
    const colours = { depth: 8, colour: 6 };
    const whole = pngOf(pngHeader(6_000, 6_000, colours), data(deflateSync(zeros(6_000 * 24_001))));
    expect(await seen(whole)).toBe('image/png');
    const deep = { depth: 16, colour: 6 };
    expect(await seen(pngOf(pngHeader(6_000, 6_000, deep)))).toBe('UNPACKS_TOO_LARGE');
  });
});

describe('beside its pixels, a PNG', () => {
  const pixels = chunk('IDAT', deflateSync(zeros(2)));
  const withChunk = (name: string, ...data: readonly (string | Uint8Array)[]) => {
    const parts = data.map((part) => (typeof part === 'string' ? utf8.encode(part) : part));
    return pngOf(pngHeader(1, 1), chunk(name, joined(...parts)), pixels);
  };

  test.each([
    ['zTXt', 'a\0\0'],
    ['iCCP', 'profile\0\0'],
    ['iTXt', 'a\0\x01\0en\0title\0'],
  ])('may have a packed %s, and no bomb in it', async (name, before) => {
    for (const size of [1, 65_536]) {
      const small = withChunk(name, before, packed('some words'));
      expect(await seen(small, size)).toBe('image/png');
    }
    expect(await seen(withChunk(name, before, BOMB))).toBe('UNPACKS_TOO_LARGE');
    expect(await seen(withChunk(name, before, 'MZ program'))).toBe('TYPE_NOT_ACCEPTED');
    expect(await seen(withChunk(name, 'a'))).toBe('TYPE_NOT_ACCEPTED');
  });

  test('may have texts that are not packed', async () => {
    expect(await seen(withChunk('iTXt', 'a\0\0\0\0\0', 'plain words'))).toBe('image/png');
    expect(await seen(withChunk('tEXt', 'a\0', 'plain words'))).toBe('image/png');
  });
});

describe('the streams of a PDF', () => {
  const withStream = (words: string, content: Uint8Array) => pdfOf([pdfStreamOf(words, content)]);
  const FLATE = '/Filter /FlateDecode';

  test.each([
    ['are packed', FLATE, packed('BT (Hi) Tj ET')],
    ['are packed, by another name', '/Filter [/Fl]', packed('BT (Hi) Tj ET')],
    ['are packed, written out', '/Filter /#46lateDecode', packed('q Q')],
    ['are plain', '', utf8.encode('BT (Hi /JS) Tj ET')],
    ['are a picture', '/Subtype /Image /Filter /DCTDecode', sampleJpeg()],
    ['are a packed picture', '/Filter [ /FlateDecode /DCTDecode ]', deflateSync(sampleJpeg())],
    ['hold objects', `/Type /ObjStm /N 1 /First 4 ${FLATE}`, packed('9 0 << /Type /Font >>')],
    [
      'end nearly as the keyword begins',
      '',
      utf8.encode('endstre endstrendstrea endendstream'.slice(0, -3)),
    ],
  ])('may be such that %s', async (_name, words, content) => {
    for (const size of [1, 3, 65_536]) {
      expect(await seen(withStream(words, content), size)).toBe('application/pdf');
    }
  });

  test.each([
    ['a bomb', FLATE, BOMB, 'UNPACKS_TOO_LARGE'],
    ['a bomb with other words for it', '', BOMB, 'UNPACKS_TOO_LARGE'],
    ['a program in the place of packed bytes', FLATE, utf8.encode('MZ'), 'TYPE_NOT_ACCEPTED'],
    [
      'a program behind packed bytes',
      FLATE,
      joined(packed('q'), utf8.encode('MZ prog')),
      'TYPE_NOT_ACCEPTED',
    ],
    [
      'a bomb in a bomb',
      '/Filter [/FlateDecode /FlateDecode]',
      deflateSync(BOMB),
      'TYPE_NOT_ACCEPTED',
    ],
    [
      'what is packed behind another filter',
      '/Filter [/ASCII85Decode /FlateDecode]',
      utf8.encode('x~>'),
      'TYPE_NOT_ACCEPTED',
    ],
    ['a filter that nobody can measure', '/Filter /LZWDecode', zeros(3), 'TYPE_NOT_ACCEPTED'],
    ['a filter that stands elsewhere', '/Filter 9 0 R', packed('q'), 'TYPE_NOT_ACCEPTED'],
    [
      'two words for its filter',
      '/Filter /DCTDecode /Filter /JPXDecode',
      zeros(3),
      'TYPE_NOT_ACCEPTED',
    ],
    [
      'a script in packed objects',
      `/Type /ObjStm /N 1 /First 4 ${FLATE}`,
      packed('9 0 << /S /JavaScript >>'),
      'TYPE_NOT_ACCEPTED',
    ],
    [
      'a short name of one in them',
      `/N 1 /First 4 ${FLATE}`,
      packed('9 0 << /J#53 (x) >>'),
      'TYPE_NOT_ACCEPTED',
    ],
    [
      'packed objects in other letters',
      '/Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode',
      utf8.encode('2F4A53>'),
      'TYPE_NOT_ACCEPTED',
    ],
    [
      'packed objects row by row',
      `/Type /ObjStm /N 1 /First 4 ${FLATE} /DecodeParms << /Predictor 12 /Columns 1 >>`,
      packed('\u0002/\u0002J\u0002S'),
      'TYPE_NOT_ACCEPTED',
    ],
    [
      'a short name of one in objects that are not packed',
      '/Type /ObjStm /N 1 /First 4',
      utf8.encode('9 0 << /XFA (x) >>'),
      'TYPE_NOT_ACCEPTED',
    ],
    [
      'a script that says that it is text',
      '',
      utf8.encode('9 0 obj << /S /Java#53cript >>'),
      'TYPE_NOT_ACCEPTED',
    ],
  ])('are refused with %s', async (_name, words, content, fault) => {
    for (const size of [7, 65_536]) {
      expect(await seen(withStream(words, content), size)).toBe(fault);
    }
  });

  test('hold pictures of the size that is taken elsewhere', async () => {
    const picture = (size: string) => withStream(`${size} /Filter /JPXDecode`, zeros(9));
    expect(await seen(picture('/Width 8000 /Height 5000'))).toBe('application/pdf');
    expect(await seen(picture('/Width 8000 /Height 5001'))).toBe('TOO_MANY_PIXELS');
    // Of two sizes a viewer may go by either.
    expect(await seen(picture('/Width 8000 /Width 1 /Height 5001'))).toBe('TOO_MANY_PIXELS');
  });

  test('may unfold to so much together and no more', async () => {
    const half = deflateSync(zeros(MAX_UNPACKED_BYTES / 2));
    const both = [half, half].map((content) => pdfStreamOf(FLATE, content));
    expect(await seen(pdfOf(both))).toBe('application/pdf');
    const more = [...both, pdfStreamOf(FLATE, deflateSync(zeros(1)))];
    expect(await seen(pdfOf(more))).toBe('UNPACKS_TOO_LARGE');
  });

  test('begin behind a dictionary and before a line’s end, and come to their own', async () => {
    const content = packed('q Q');
    const stream = (before: string, after: string) =>
      pdfOf([joined(utf8.encode(`<< ${FLATE} >>${before}`), content, utf8.encode(after))]);
    expect(await seen(stream('stream\r\n', '\r\nendstream'), 1)).toBe('application/pdf');
    expect(await seen(stream('stream\r', 'endstream'))).toBe('application/pdf');
    expect(await seen(stream('stream ', '\nendstream'))).toBe('TYPE_NOT_ACCEPTED');
    expect(await seen(stream('%\nstream\n', '\nendstream'))).toBe('TYPE_NOT_ACCEPTED');
    expect(await seen(stream('stream\n', '\n'))).toBe('TRUNCATED');
    const begun = pdfOf(['<< >>\nstream\nendstrendstream']);
    for (const size of [1, 65_536]) expect(await seen(begun, size)).toBe('application/pdf');
    const said = pdfOf(['(a stream of income, endstream)']);
    expect(await seen(said)).toBe('application/pdf');
  });
});

test('a bomb is stopped early, and others are served while it is counted', async () => {
  const bomb = pdfOf([pdfStreamOf('/Filter /FlateDecode', BOMB)]);
  // Turns that others had, not time: of some 2,500 pieces each comes back in a turn of its own.
  let turns = 0;
  let next = setImmediate(function turn() {
    turns += 1;
    next = setImmediate(turn);
  });
  let read = 0;
  const counting: typeof zlibUnpacking = (take) =>
    zlibUnpacking((bytes) => {
      read += bytes.length;
      return take(bytes);
    });
  const exam = documentExam(counting);
  let fault: string | null = null;
  for (let at = 0; at < bomb.length && !fault; at += 65_536) {
    fault = await exam.look(bomb.subarray(at, at + 65_536));
  }
  exam.close();
  clearImmediate(next);
  expect(fault).toBe('UNPACKS_TOO_LARGE');
  expect(read).toBeLessThanOrEqual(MAX_UNPACKED_BYTES + 65_536);
  expect(turns).toBeGreaterThan(500);
});
