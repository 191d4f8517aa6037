/**
 * The markup of an XML file, checked before any parser sees it: the parser is lenient and expands
 * what a file declares, so this refuses every declaration, everything that is not well-formed, and
 * what is too deep or too much. It goes once through the text, in time proportional to its length.
 */
import { PmmlRefused, shown } from './pmml-refused.js';

/** No scorecard comes near these; a file that passes them would cost memory, not give points. */
export const MAX_XML_BYTES = 4 * 1024 * 1024;
export const MAX_XML_DEPTH = 64;
export const MAX_XML_ELEMENTS = 100_000;

/** Declarations of document types, entities and their kin, wherever they stand. */
const DECLARATION = /<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i;
const XML_DECLARATION =
  /^<\?xml\s+version\s*=\s*(["'])1\.0\1(?:\s+encoding\s*=\s*(["'])([A-Za-z0-9._-]+)\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\4)?\s*\?>/;
const NAME = '[\\p{L}_][\\p{L}\\p{N}._-]*';
const QUALIFIED = `${NAME}(?::${NAME})?`;
const TAG = new RegExp(`<(/?)(${QUALIFIED})`, 'uy');
const ATTRIBUTE = new RegExp(`\\s+(${QUALIFIED})\\s*=\\s*("[^"<]*"|'[^'<]*')`, 'uy');
const TAG_END = /\s*(\/?)>/y;
const REFERENCE = /&(?:(?:amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/y;

/** Decodes the file; refuses one that is too large, not UTF-8 or of another encoding. */
export function xmlText(file: Uint8Array | string): string {
  const bytes = typeof file === 'string' ? Buffer.byteLength(file) : file.byteLength;
  if (bytes > MAX_XML_BYTES) {
    throw new PmmlRefused('file', `has ${bytes} bytes, more than the ${MAX_XML_BYTES} allowed`);
  }
  let text: string;
  try {
    text = typeof file === 'string' ? file : new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw new PmmlRefused('file', 'is not written in UTF-8');
  }
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** Throws `PmmlRefused` with the line of the first fault. */
export function checkMarkup(text: string): void {
  const declared = DECLARATION.exec(text);
  if (declared) {
    refuse(text, declared.index, `holds a ${declared[1]?.toUpperCase()} declaration; none is read`);
  }
  checkCharacters(text);
  const open: string[] = [];
  let elements = 0;
  let at = afterXmlDeclaration(text);
  while (at < text.length) {
    const next = text.indexOf('<', at);
    checkContent(text, at, next === -1 ? text.length : next, open.length > 0);
    if (next === -1) break;
    const past = afterComment(text, next) ?? afterCdata(text, next, open.length > 0);
    if (past !== undefined) {
      at = past;
      continue;
    }
    if (open.length === 0 && elements > 0) refuse(text, next, 'goes on after the root element');
    at = afterTag(text, next, open);
    if (text[next + 1] !== '/') elements += 1;
    if (open.length > MAX_XML_DEPTH) refuse(text, next, `is nested deeper than ${MAX_XML_DEPTH}`);
    if (elements > MAX_XML_ELEMENTS) {
      refuse(text, next, `has more than ${MAX_XML_ELEMENTS} elements`);
    }
  }
  const last = open.at(-1);
  if (last !== undefined) refuse(text, text.length, `ends before <${shown(last)}> is closed`);
  if (elements === 0) refuse(text, 0, 'holds no element');
}

/** Line breaks up to there are counted only now that something is wrong. */
function refuse(text: string, at: number, reason: string): never {
  throw new PmmlRefused(`line ${text.slice(0, at).split('\n').length}`, reason);
}

const allowed = (code: number): boolean =>
  code >= 0x20
    ? code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff)
    : code === 0x09 || code === 0x0a || code === 0x0d;

function checkCharacters(text: string): void {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) as number;
    if (!allowed(code)) {
      refuse(text, at, `holds the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
    }
    if (code > 0xffff) at += 1;
  }
}

function afterXmlDeclaration(text: string): number {
  const declaration = XML_DECLARATION.exec(text);
  if (!declaration) return 0;
  const [whole, , , encoding = 'utf-8'] = declaration;
  if (!/^(utf-8|us-ascii)$/i.test(encoding)) refuse(text, 0, `declares ${encoding}, not UTF-8`);
  return whole.length;
}

function checkContent(text: string, from: number, to: number, inside: boolean): void {
  const content = text.slice(from, to);
  if (!inside && content.trim() !== '') refuse(text, from, 'has text outside the root element');
  const end = content.indexOf(']]>');
  if (end !== -1) refuse(text, from + end, 'has "]]>" outside a CDATA section');
  checkReferences(text, from, to);
}

function checkReferences(text: string, from: number, to: number): void {
  for (let at = text.indexOf('&', from); at !== -1 && at < to; at = text.indexOf('&', at + 1)) {
    REFERENCE.lastIndex = at;
    const [, decimal, hex] = REFERENCE.exec(text) ?? refuse(text, at, 'has an unknown entity');
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0x20;
    if (!allowed(code)) refuse(text, at, 'refers to a character that XML does not allow');
  }
}

function afterComment(text: string, at: number): number | undefined {
  if (!text.startsWith('<!--', at)) return undefined;
  const end = text.indexOf('--', at + 4);
  if (end === -1 || text[end + 2] !== '>') refuse(text, at, 'has a comment that does not end');
  return end + 3;
}

function afterCdata(text: string, at: number, inside: boolean): number | undefined {
  if (!text.startsWith('<![CDATA[', at)) return undefined;
  const end = text.indexOf(']]>', at + 9);
  if (end === -1 || !inside) refuse(text, at, 'has a CDATA section out of place');
  return end + 3;
}

function afterTag(text: string, at: number, open: string[]): number {
  if (text[at + 1] === '?') refuse(text, at, 'holds a processing instruction; none is followed');
  TAG.lastIndex = at;
  const [start, closing, name = ''] = TAG.exec(text) ?? refuse(text, at, 'has a malformed tag');
  let end = at + start.length;
  const names = new Set<string>();
  if (closing === '') {
    ATTRIBUTE.lastIndex = end;
    for (let found = ATTRIBUTE.exec(text); found; found = ATTRIBUTE.exec(text)) {
      const [whole, attribute = ''] = found;
      if (names.has(attribute)) refuse(text, end, `repeats the attribute ${shown(attribute)}`);
      names.add(attribute);
      checkReferences(text, end, end + whole.length);
      end += whole.length;
    }
  }
  TAG_END.lastIndex = end;
  const [rest, empty] = TAG_END.exec(text) ?? refuse(text, at, `has a malformed <${shown(name)}>`);
  if (closing === '' && empty === '') open.push(name);
  if (closing !== '') {
    const opened = open.pop();
    if (opened !== name || empty !== '') {
      refuse(text, at, `closes <${shown(name)}>, which is not open there`);
    }
  }
  return end + rest.length;
}
