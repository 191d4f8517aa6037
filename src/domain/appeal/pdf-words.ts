/** A PDF's bytes outside of streams as words, names and delimiters (ISO 32000-1, 7.2.2). */
import { MAX_WORD, PDF_BYTES } from './pdf-names.js';

export interface PdfWord {
  /** Without the slash of a name, and as it is written. */
  readonly text: string;
  readonly isName: boolean;
  /** Where it begins, from the file's first byte. */
  readonly at: number;
  /** The two delimiters between the word before and this one that came last, such as `>>`. */
  readonly behind: string;
  /** The byte after it; undefined at the end. */
  readonly next: number | undefined;
}

interface Takers {
  readonly word: (word: PdfWord) => void;
  readonly delimiter: (delimiter: string) => void;
}

const SLASH = 0x2f;

const LETTERS = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));

/** Takes bytes as they come. */
export function pdfWords({ word, delimiter }: Takers) {
  const letters = new Uint8Array(MAX_WORD);
  let length = 0;
  let [isWord, isName] = [false, false];
  let at = 0;
  let behind = '';
  let blanks = 0;
  // The place right behind a slash.
  let nameAt = -1;

  function wordEnds(next: number | undefined): void {
    if (!isWord) return;
    isWord = false;
    const before = behind;
    behind = '';
    let text = '';
    for (let letter = 0; letter < length; letter += 1) text += LETTERS[letters[letter] ?? 0];
    word({ text, isName, at, behind: before, next });
  }

  /** Takes letters of a word as far as they go; returns the place behind them. */
  function lettersFrom(bytes: Uint8Array, from: number, offset: number): number {
    let end = from;
    while (end < bytes.length && PDF_BYTES[bytes[end] ?? 0] === 0) end += 1;
    if (end === from) return from;
    if (!isWord) {
      at = offset + from;
      [isWord, isName, length] = [true, at === nameAt, 0];
    }
    const taken = Math.min(end - from, MAX_WORD - length);
    letters.set(bytes.subarray(from, from + taken), length);
    length += taken;
    blanks = 0;
    return end;
  }

  return {
    /** Takes a word and the byte that ends it; returns the place behind what it took. */
    take(bytes: Uint8Array, from: number, offset: number): number {
      const end = lettersFrom(bytes, from, offset);
      const byte = bytes[end];
      if (byte === undefined) return end;
      wordEnds(byte);
      const isBlank = PDF_BYTES[byte] === 1;
      blanks = isBlank ? blanks + 1 : 0;
      if (isBlank) return end + 1;
      if (byte === SLASH) nameAt = offset + end + 1;
      const said = LETTERS[byte] ?? '';
      behind = behind.slice(-1) + said;
      delimiter(said);
      return end + 1;
    },
    /** Ends the last word; returns how many blanks came last. */
    end(): number {
      wordEnds(undefined);
      return blanks;
    },
  };
}
