/**
 * Typed columns of a CSV file. A column in which at least half of the values are numbers is a column
 * of numbers, and then every value must be one; the others hold texts. An empty field is a missing
 * value; words such as "NA" are none of ours and are refused among numbers.
 */
import { type CsvTable, type Found, shown, Unreadable } from './csv-table.js';

/** A value beyond it would leave the grid of four decimals that cards are cut on. */
export const LARGEST_NUMBER = 900_000_000_000;
/** A column with more different texts is no category. */
export const MAX_CATEGORIES = 256;

export type ColumnKind = 'NUMBER' | 'TEXT';

export type Column =
  | {
      readonly kind: 'NUMBER';
      readonly name: string;
      /** On a grid of four decimals; NaN is missing. */
      readonly values: Float64Array;
    }
  | {
      readonly kind: 'TEXT';
      readonly name: string;
      /** The different texts as they came first; cut off after {@link MAX_CATEGORIES}. */
      readonly texts: readonly string[];
      /** Places in `texts`; -1 is missing. */
      readonly codes: Int32Array;
      readonly tooMany: boolean;
    };

const NUMBER = "'[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?'";
const isNumber = (column: number): string => `regexp_full_match(trim(c${column}), ${NUMBER})`;
const number = (column: number): string => `TRY_CAST(trim(c${column}) AS DOUBLE)`;
const isTooLarge = (column: number): string =>
  `coalesce(NOT (abs(${number(column)}) <= ${LARGEST_NUMBER}), true)`;

/** The place of a column by its name. @throws Unreadable when the file has none of that name. */
export function placeOf(table: CsvTable, name: string): number {
  const at = table.header.indexOf(name);
  if (at === -1) throw new Unreadable(`it has no column ${shown(name)}`);
  return at;
}

/** The outcome of every row: 1 is bad. @throws Unreadable unless all are 0 or 1 and both occur. */
export async function readTarget(table: CsvTable, name: string): Promise<Uint8Array> {
  const at = placeOf(table, name);
  const bad = await table.firstWhere(at, `coalesce(trim(c${at}) NOT IN ('0', '1'), true)`);
  if (bad) throw await badValue(table, at, bad, 'must be 0 or 1');
  const target = new Uint8Array(table.rows);
  let row = 0;
  for await (const [values = []] of table.blocks([`trim(c${at}) = '1'`])) {
    for (const value of values) target[row++] = value === true ? 1 : 0;
  }
  const bads = target.reduce((sum, each) => sum + each, 0);
  if (bads === 0 || bads === table.rows) {
    throw new Unreadable(`column ${shown(name)} is ${bads === 0 ? 0 : 1} in every row`);
  }
  return target;
}

/**
 * The columns at these places.
 * @param kinds what a column must be, where that is known; the others tell by their values.
 * @throws Unreadable with line and column for a value that is not what its column holds.
 */
export async function readColumns(
  table: CsvTable,
  places: readonly number[],
  kinds: ReadonlyMap<number, ColumnKind> = new Map(),
): Promise<Column[]> {
  if (places.length === 0) return [];
  const kindOf = new Map([...(await kindsByValues(table, places)), ...kinds]);
  const columns = places.map((at) => emptyColumn(table, at, kindOf.get(at) ?? 'TEXT'));
  for (const { at, column } of columns) {
    if (column.kind === 'NUMBER') await checkNumbers(table, at);
  }
  const expressions = columns.map(({ at, column }) =>
    column.kind === 'NUMBER' ? number(at) : `trim(c${at})`,
  );
  let first = 0;
  for await (const block of table.blocks(expressions)) {
    columns.forEach(({ keep }, index) => {
      keep(block[index] ?? [], first);
    });
    first += block[0]?.length ?? 0;
  }
  return columns.map(({ column, isTooMany }) =>
    column.kind === 'TEXT' ? { ...column, tooMany: isTooMany() } : column,
  );
}

async function kindsByValues(
  table: CsvTable,
  places: readonly number[],
): Promise<Map<number, ColumnKind>> {
  const counts = await table.aggregate(
    places.flatMap((at) => [`count(c${at})`, `count_if(${isNumber(at)})`]),
  );
  return new Map(
    places.map((at, index) => {
      const present = Number(counts[2 * index]);
      const numbers = Number(counts[2 * index + 1]);
      return [at, present > 0 && numbers * 2 >= present ? 'NUMBER' : 'TEXT'];
    }),
  );
}

async function checkNumbers(table: CsvTable, at: number): Promise<void> {
  const bad = await table.firstWhere(
    at,
    `c${at} IS NOT NULL AND (NOT ${isNumber(at)} OR ${isTooLarge(at)})`,
  );
  if (!bad) return;
  const isLarge = /^[\d.eE+-]+$/.test(bad.text?.trim() ?? '');
  const fault = isLarge ? `is beyond ±${LARGEST_NUMBER}` : 'is not a finite number';
  throw await badValue(table, at, bad, fault);
}

/** The refusal that names line and column of a value. */
async function badValue(
  table: CsvTable,
  at: number,
  { row, text }: Found,
  fault: string,
): Promise<Unreadable> {
  const line = await table.lineOf(row);
  const value = text === null ? 'an empty field' : shown(text);
  return new Unreadable(`line ${line}, column ${shown(table.header[at] ?? '')}: ${value} ${fault}`);
}

/** A column to be filled block by block. */
function emptyColumn(table: CsvTable, at: number, kind: ColumnKind) {
  const name = table.header[at] ?? '';
  if (kind === 'NUMBER') {
    const values = new Float64Array(table.rows);
    const keep = (block: readonly unknown[], first: number): void => {
      for (let row = 0; row < block.length; row += 1) {
        const value = block[row];
        values[first + row] =
          typeof value === 'number' ? Math.round(value * 10_000) / 10_000 + 0 : Number.NaN;
      }
    };
    return { at, keep, column: { kind, name, values } as const, isTooMany: () => false };
  }
  const codes = new Int32Array(table.rows);
  const texts: string[] = [];
  const places = new Map<string, number>();
  let isFull = false;
  const keep = (block: readonly unknown[], first: number): void => {
    for (let row = 0; row < block.length; row += 1) {
      const text = block[row];
      codes[first + row] = typeof text === 'string' && text !== '' ? codeOf(text) : -1;
    }
  };
  function codeOf(text: string): number {
    const known = places.get(text);
    if (known !== undefined) return known;
    if (texts.length === MAX_CATEGORIES) {
      isFull = true;
      return -1;
    }
    places.set(text, texts.length);
    return texts.push(text) - 1;
  }
  const column = { kind, name, texts, codes, tooMany: false } as const;
  return { at, keep, column, isTooMany: () => isFull };
}
