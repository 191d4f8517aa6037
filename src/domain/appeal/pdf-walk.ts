/**
 * Through a PDF: its words and streams up to the last one, which says where the table of its objects
 * begins, as it does. It runs no program, brings in no other file and is not encrypted, and what is
 * packed in it can be measured.
 *
 * Source: ISO 32000-1, 7.5 (the file: header, objects, tables, trailer, and updates behind it) and
 * annex H (it ends in %%EOF, within the last 1,024 bytes).
 */
import { type ByteWalk, starts } from './byte-walk.js';
import type { DocumentFault } from './document-fault.js';
import type { PackedStep } from './packed.js';
import { nameFault, PDF_BYTES, readName } from './pdf-names.js';
import { type PdfStream, pdfStream, type StreamWords, streamFault } from './pdf-streams.js';
import { type PdfWord, pdfWords } from './pdf-words.js';

const MOST_BLANKS_BEHIND = 1_019;
/** More than a document has that was updated for years. */
const MOST_TABLES = 1_000;
/** More than are taken in all. */
const MOST_FILTERS = 10;
const [LINE_FEED, RETURN] = [0x0a, 0x0d];

/** After the first byte, `%`. */
export function* pdf(found: (step: PackedStep) => void): ByteWalk<DocumentFault | null> {
  const header = yield { take: 7 };
  const [dot, major = 0, minor = 0] = [header[5], header[4], header[6]];
  if (!starts(header, [0x50, 0x44, 0x46, 0x2d]) || dot !== 0x2e) return 'TYPE_NOT_ACCEPTED';
  if (!isDigit(major) || !isDigit(minor)) return 'TYPE_NOT_ACCEPTED';
  const [behind = 0] = yield { take: 1 };
  if (PDF_BYTES[behind] !== 1) return 'TYPE_NOT_ACCEPTED';
  const file = pdfFile(found);
  for (let offset = 9; ; ) {
    const bytes = yield { some: Number.MAX_SAFE_INTEGER, mayEnd: true };
    if (bytes.length === 0) return file.end();
    const fault = file.take(bytes, offset);
    if (fault) return fault;
    offset += bytes.length;
  }
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** The file behind its header: words, and streams among them. */
function pdfFile(found: (step: PackedStep) => void) {
  const object = objectWords();
  const ending = endingWords();
  let fault: DocumentFault | null = null;
  let stream: PdfStream | undefined;
  let mayFeedLine = false;
  const words = pdfWords({
    delimiter(said) {
      object.delimiter(said);
      ending.delimiter();
    },
    word(word) {
      fault ??= word.isName ? nameFault(readName(word.text)) : null;
      object.word(word);
      fault ??= ending.word(word);
      if (word.isName || word.text !== 'stream') return;
      const isLine = word.next === LINE_FEED || word.next === RETURN;
      const isBehind = word.behind === '>>';
      // A text may have the word; a stream has it behind a dictionary and before a line's end.
      if (!isLine && !isBehind) return;
      const said = object.said();
      fault ??= isLine && isBehind ? streamFault(said) : 'TYPE_NOT_ACCEPTED';
      if (fault) return;
      stream = pdfStream(said, found);
      mayFeedLine = word.next === RETURN;
    },
  });
  return {
    take(bytes: Uint8Array, offset: number): DocumentFault | null {
      for (let at = 0; at < bytes.length && !fault; ) {
        if (!stream) {
          at = words.take(bytes, at, offset);
          continue;
        }
        if (mayFeedLine && bytes[at] === LINE_FEED) at += 1;
        mayFeedLine = false;
        at = stream.take(bytes, at);
        fault ??= stream.fault();
        if (stream.isOver()) stream = undefined;
      }
      return fault;
    },
    end(): DocumentFault | null {
      const blanks = words.end();
      if (fault) return fault;
      return stream || blanks > MOST_BLANKS_BEHIND ? 'TRUNCATED' : ending.fault();
    },
  };
}

/** What is said of the object at hand, as far as its words have come. */
function objectWords() {
  let filters: string[] = [];
  let filterKeys = 0;
  let [hasObjects, hasParms] = [false, false];
  // As a picture says it; 0 where nothing does.
  let size = { Width: 0, Height: 0 };
  let sizeKey: keyof typeof size | null = null;
  // Where in the value of `/Filter` it is.
  let where: 'NOWHERE' | 'VALUE' | 'LIST' = 'NOWHERE';

  function filter(said: string): void {
    // More than there are is as good as one that is unknown.
    if (filters.length < MOST_FILTERS) filters.push(said);
    if (where === 'VALUE') where = 'NOWHERE';
  }

  return {
    word({ text, isName }: PdfWord): void {
      if (!isName && text === 'obj') {
        [filters, filterKeys, where] = [[], 0, 'NOWHERE'];
        [hasObjects, hasParms] = [false, false];
        size = { Width: 0, Height: 0 };
        return;
      }
      // What stands elsewhere could be any filter.
      const name = isName ? readName(text) : '?';
      if (sizeKey && !isName) size[sizeKey] = Math.max(size[sizeKey], Number(text) || 0);
      sizeKey = name === 'Width' || name === 'Height' ? name : null;
      if (where !== 'NOWHERE') filter(name);
      else if (name === 'Filter') [filterKeys, where] = [filterKeys + 1, 'VALUE'];
      if (name === 'ObjStm' || name === 'First') hasObjects = true;
      if (name === 'DecodeParms' || name === 'DP') hasParms = true;
    },
    delimiter(said: string): void {
      if (where === 'VALUE' && said === '[') where = 'LIST';
      else if (where === 'LIST' && said === ']') where = 'NOWHERE';
      else if (where !== 'NOWHERE' && said !== '/') filter('?');
    },
    said: (): StreamWords => ({
      filters,
      filterKeys,
      hasObjects,
      hasParms,
      pixels: size.Width * size.Height,
    }),
  };
}

/** What tells that the file is whole: a root, tables of objects, and where the last table begins. */
function endingWords() {
  const tables: number[] = [];
  let hasRoot = false;
  let isStart = false;
  let startsAt: number | null = null;
  let isEnd = false;
  // The object at hand, and the two words before, which are its number and its generation.
  let [objectAt, before, last] = [0, 0, 0];
  return {
    word({ text, isName, at, behind }: PdfWord): DocumentFault | null {
      isEnd = !isName && text === 'EOF' && behind === '%%';
      if (isName) {
        const name = readName(text);
        if (name === 'Root') hasRoot = true;
        if (name === 'XRef') tables.push(objectAt);
      } else {
        if (text === 'xref') tables.push(at);
        if (text === 'obj') objectAt = before;
        if (isStart) startsAt = /^\d{1,10}$/.test(text) ? Number(text) : null;
        isStart = text === 'startxref';
        [before, last] = [last, at];
      }
      return tables.length > MOST_TABLES ? 'TYPE_NOT_ACCEPTED' : null;
    },
    delimiter(): void {
      isEnd = false;
    },
    fault(): DocumentFault | null {
      if (!isEnd) return 'TRUNCATED';
      return hasRoot && tables.some((at) => isAt(at, startsAt)) ? null : 'TYPE_NOT_ACCEPTED';
    },
  };
}

/** Some writers count a line's end before the table in. */
const isAt = (table: number, start: number | null): boolean =>
  start !== null && table >= start && table - start <= 2;
