/**
 * Names in a PDF, such as `/JavaScript`, also where some of their letters are written as `#4a`. They are
 * taken wherever they stand, in texts too: what a reader takes for a text depends on where it begins
 * to read.
 *
 * Source: ISO 32000-1, 7.2.2 (white space and delimiters) and 7.3.5 (names).
 */
import type { DocumentFault } from './document-fault.js';

const PDF_SPACE: readonly number[] = [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20];
const PDF_DELIMITERS: readonly number[] = [...'()<>[]{}/%'].map((each) => each.charCodeAt(0));
const SLASH = 0x2f;
/** Longer names and words are cut: none that matters is so long, also when each letter is written out. */
export const MAX_WORD = 96;

/** 0 for a byte of a word, 1 for white space, 2 for a delimiter. */
export const PDF_BYTES = Uint8Array.from({ length: 256 }, (_, byte) =>
  PDF_SPACE.includes(byte) ? 1 : PDF_DELIMITERS.includes(byte) ? 2 : 0,
);

/** What runs a program, or brings in another file. */
const ACTIVE: ReadonlySet<string> = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
  'XFA',
]);

export function nameFault(name: string): DocumentFault | null {
  if (name === 'Encrypt') return 'PROTECTED';
  return ACTIVE.has(name) ? 'TYPE_NOT_ACCEPTED' : null;
}

/** A name with the letters that are written as two hexadecimal digits. */
export const readName = (written: string): string =>
  written.includes('#')
    ? written.replace(/#([0-9a-f]{2})/gi, (_, digits: string) =>
        String.fromCharCode(Number.parseInt(digits, 16)),
      )
    : written;

/**
 * Looks for names of at least so many letters in bytes that come piece by piece; shorter ones stand in
 * any picture by chance.
 */
export function nameLook(letters: number): (bytes: Uint8Array) => DocumentFault | null {
  let name: number[] | undefined;
  const ended = (): DocumentFault | null => {
    const written = readName(String.fromCharCode(...(name ?? [])));
    name = undefined;
    return written.length < letters ? null : nameFault(written);
  };
  return (bytes) => {
    let at = 0;
    while (at < bytes.length) {
      if (!name) {
        const slash = bytes.indexOf(SLASH, at);
        if (slash < 0) return null;
        name = [];
        at = slash + 1;
        continue;
      }
      const byte = bytes[at] ?? 0;
      if (PDF_BYTES[byte] === 0) {
        if (name.length < MAX_WORD) name.push(byte);
        at += 1;
        continue;
      }
      // The byte may begin the next name.
      const fault = ended();
      if (fault) return fault;
    }
    return null;
  };
}
