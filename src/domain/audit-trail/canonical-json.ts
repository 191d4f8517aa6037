/**
 * Canonical JSON by RFC 8785 (JSON Canonicalization Scheme): one value, one text, whatever the order
 * in which its members were written. The text is what is stored and hashed; a database that
 * understands JSON would reorder it.
 *
 * Stricter than the RFC in one point: an integer beyond 2^53 - 1 is refused, since other readers
 * might have held another one. Such numbers, and amounts of money, travel as strings.
 */

/** Deeper values are a defect of ours, and a cycle ends here too. */
const DEPTH_MAX = 64;

/**
 * The canonical text of null, booleans, finite numbers, well-formed strings, arrays and plain
 * objects of these. Throws TypeError, naming the place (`$.lines[2].limit`), for all else:
 * undefined, bigint, NaN, infinities, unsafe integers, lone surrogates, dates, maps, class instances,
 * holes in arrays, symbol keys, and anything nested more than 64 deep.
 */
export const canonicalJson = (value: unknown): string => textOf(value, '$', 0);

/** RFC 8785 section 3.2.2.3: a number as ECMAScript writes it. NaN and infinities throw TypeError. */
export function canonicalNumber(value: number, path = '$'): string {
  if (!Number.isFinite(value)) throw new TypeError(`${path}: JSON has no number ${value}`);
  return String(value);
}

function textOf(value: unknown, path: string, depth: number): string {
  if (depth > DEPTH_MAX) throw new TypeError(`${path}: nested too deeply`);
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        throw new TypeError(`${path}: integer beyond 2^53, pass it as a string`);
      }
      return canonicalNumber(value, path);
    case 'string':
      return quoted(value, path);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? arrayText(value, path, depth) : objectText(value, path, depth);
    default:
      throw new TypeError(`${path}: JSON has no ${typeof value}`);
  }
}

function quoted(text: string, path: string): string {
  if (!text.isWellFormed()) throw new TypeError(`${path}: lone surrogate`);
  // On well-formed text ECMAScript escapes what RFC 8785 section 3.2.2.2 does, and nothing else.
  return JSON.stringify(text);
}

function arrayText(items: readonly unknown[], path: string, depth: number): string {
  // Array.from visits holes too, as undefined, which is refused; map would skip them.
  const texts = Array.from(items, (item, index) => textOf(item, `${path}[${index}]`, depth + 1));
  return `[${texts.join(',')}]`;
}

function objectText(value: object, path: string, depth: number): string {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${path}: not a plain object`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw new TypeError(`${path}: symbol key`);
  }
  // The default order of sort is that of UTF-16 code units, as RFC 8785 section 3.2.3 asks.
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = members.map(
    ([key, member]) => `${quoted(key, path)}:${textOf(member, `${path}.${key}`, depth + 1)}`,
  );
  return `{${texts.join(',')}}`;
}
