/**
 * Plain text in columns. A Chinese character takes two columns and can end a line; an English word
 * stays whole unless it is longer than a line. No line begins with a mark that closes something.
 */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u;
/** A blank; a wide character with the marks that stay before and behind it; a word. */
const OPENING = '“‘（《〈【「『';
const CLOSING = '”’，。、；：！？）》〉】」』…';
const PIECE = new RegExp(`\\s+|[${OPENING}]*(?:${WIDE.source})[${CLOSING}]*|[^\\s]`, 'gu');

const CLOSES = new RegExp(`^[${CLOSING}]+$`, 'u');

/** What tells a terminal, or a reader's eye, something else than it says: it is left out. */
const UNSEEN = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** The text without characters that cannot be seen; line breaks stay, a tab is a blank. */
export const shown = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(UNSEEN, (character) => (character === '\n' ? character : ''));

/** Columns that a text takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

/** The text in lines of at most so many columns; its own line breaks stay. At least one line. */
export const wrapped = (text: string, columns: number): string[] =>
  shown(text)
    .split('\n')
    .flatMap((line) => wrappedLine(line, columns));

function wrappedLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text, columns)) {
    const isBlank = piece.trim() === '';
    if (line !== '' && columnsOf(line) + columnsOf(piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    if (line !== '' || !isBlank) line += isBlank ? ' ' : piece;
  }
  return [...lines, line.trimEnd()];
}

/** What stays together on a line. */
function piecesOf(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let word = '';
  const end = (): void => {
    if (word !== '') pieces.push(word);
    word = '';
  };
  for (const [piece] of text.matchAll(PIECE)) {
    if (CLOSES.test(piece)) {
      word += piece;
    } else if (WIDE.test(piece) || piece.trim() === '') {
      end();
      pieces.push(piece);
    } else {
      if (columnsOf(word + piece) > columns) end();
      word += piece;
    }
  }
  end();
  return pieces;
}
