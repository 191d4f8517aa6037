/** Small whole documents, written by hand, and files that only pretend to be some. */
import { crc32, deflateSync, gzipSync } from 'node:zlib';

const utf8 = new TextEncoder();

export const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts));

const word = (value: number): Uint8Array => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export const chunk = (name: string, data: Uint8Array): Uint8Array => {
  const named = joined(utf8.encode(name), data);
  return joined(word(data.length), named, word(crc32(named)));
};

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export interface PngHeader {
  readonly depth?: number;
  readonly colour?: number;
  readonly interlace?: number;
}

/** The header's chunk. */
export const pngHeader = (
  width: number,
  height: number,
  { depth = 8, colour = 0, interlace = 0 }: PngHeader = {},
): Uint8Array =>
  chunk('IHDR', joined(word(width), word(height), Uint8Array.of(depth, colour, 0, 0, interlace)));

/** A picture of these chunks, with an end. */
export const pngOf = (...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  joined(PNG_SIGNATURE, ...chunks, chunk('IEND', new Uint8Array(0)));

/** A grey picture. Those of more than 40 million pixels hold none. */
export function samplePng(width = 1, height = 1): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array(width * height > 40_000_000 ? 0 : height * (1 + width));
  return pngOf(pngHeader(width, height), chunk('IDAT', deflateSync(rows)));
}

/** A marker segment: the marker, its length, its bytes. */
export const segment = (marker: number, ...bytes: readonly number[]): Uint8Array =>
  Uint8Array.of(0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes);

export interface SampleJpeg {
  readonly width?: number;
  readonly height?: number;
  /** 0xC0 baseline, 0xC2 progressive. */
  readonly frame?: number;
  /** Entropy-coded bytes. */
  readonly scan?: readonly number[];
  /** Segments before the frame. */
  readonly before?: readonly Uint8Array[];
}

export function sampleJpeg({
  width = 1,
  height = 1,
  frame = 0xc0,
  scan = [0x3f, 0xff, 0x00, 0x80],
  before = [],
}: SampleJpeg = {}): Uint8Array<ArrayBuffer> {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  return joined(
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, ...utf8.encode('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0),
    ...before,
    segment(0xdb, 0, ...Array<number>(64).fill(1)),
    segment(frame, 8, ...size, 1, 1, 0x11, 0),
    segment(0xc4, 0, 1, ...Array<number>(15).fill(0), 0),
    segment(0xda, 1, 1, 0, 0, 63, 0),
    Uint8Array.from(scan),
    Uint8Array.of(0xff, 0xd9),
  );
}

/** An empty page; `says` makes it another document, `bytes` one of more than so many. */
export const samplePdf = (says = 'a page', bytes = 0): Uint8Array<ArrayBuffer> =>
  pdfOf([], bytes > 0 ? `% ${says}\n%${' '.repeat(bytes)}` : `% ${says}`);

/** A stream with its dictionary; `words` go into the dictionary. */
export const pdfStreamOf = (words: string, content: Uint8Array): Uint8Array<ArrayBuffer> =>
  joined(
    utf8.encode(`<< /Length ${content.length} ${words} >>\nstream\n`),
    content,
    utf8.encode('\nendstream'),
  );

/** An empty page with further objects, and what may stand at its beginning. */
export function pdfOf(
  more: readonly (string | Uint8Array)[],
  beginning = '% a page',
): Uint8Array<ArrayBuffer> {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ...more,
  ];
  let bytes = joined(utf8.encode(`%PDF-1.7\n${beginning}\n`));
  const add = (...parts: readonly (string | Uint8Array)[]): void => {
    const encoded = parts.map((part) => (typeof part === 'string' ? utf8.encode(part) : part));
    bytes = joined(bytes, ...encoded);
  };
  const offsets = objects.map((object, at) => {
    const offset = bytes.length;
    add(`${at + 1} 0 obj\n`, object, '\nendobj\n');
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const xref = bytes.length;
  const size = objects.length + 1;
  add(`xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`);
  add(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`);
  return bytes;
}

const ZIP_LOCAL = [0x50, 0x4b, 0x03, 0x04, 20, 0, 0, 0, 8, 0];
/** The least that a ZIP reader opens: an empty archive's end record. */
export const EMPTY_ZIP = joined(Uint8Array.of(0x50, 0x4b, 5, 6), new Uint8Array(18));

const padded = (...bytes: readonly number[]): Uint8Array<ArrayBuffer> =>
  joined(Uint8Array.from(bytes), new Uint8Array(600));
const text = (words: string): Uint8Array<ArrayBuffer> => joined(utf8.encode(words));

/** What none of the accepted types is, whatever it is called. */
export const STRANGERS: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  'a Windows program': joined(text('MZ'), padded(0x90, 0, 3), text('This program')),
  'a Linux program': padded(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1),
  'a shell script': text('#!/bin/sh\nrm -rf ~\n'),
  'a ZIP archive': padded(...ZIP_LOCAL),
  'an office document (a ZIP)': joined(padded(...ZIP_LOCAL), text('word/document.xml'), EMPTY_ZIP),
  'an old office document': padded(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
  'a packed PDF': joined(gzipSync(samplePdf())),
  'a bomb of zeros, packed': joined(gzipSync(new Uint8Array(4_000_000))),
  'a plain text': text('My income is high. %PDF-1.7 %%EOF\n'),
  'a PDF behind other bytes': joined(text('x'), samplePdf()),
  'a PostScript document': text('%!PS-Adobe-3.0\n%%EOF\n'),
  'an SVG': text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  'a web page': text('<!doctype html><script>alert(1)</script>'),
  'a GIF': joined(text('GIF89a'), padded(1, 0, 1, 0)),
  'a WebP': joined(text('RIFF'), padded(20, 0, 0, 0), text('WEBPVP8 ')),
  'a TIFF': padded(0x49, 0x49, 0x2a, 0),
  zeros: new Uint8Array(5_000),
  'a lone percent sign': text('%'),
  'two bytes of a JPEG': Uint8Array.of(0xff, 0x00),
};
