/**
 * A CSV file as a table that DuckDB reads. The reader is strict: UTF-8, commas, a header, the same
 * number of fields on every line, quotes closed. Everything comes as text, in the file's order; what
 * it means is decided by whoever reads the columns. The file is streamed, so that what is held in
 * memory is what the caller keeps.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream';
import { types } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { CsvError, type Options, parse } from 'csv-parse';

/** A file cannot be used; `message` is one line for the person at the terminal. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  /** The file that it is about, where that is known already. */
  readonly path: string | undefined;

  constructor(message: string, path?: string) {
    super(message);
    this.path = path;
  }
}

export const MAX_ROWS = 5_000_000;
export const MAX_COLUMNS = 2_000;
/** Rows × columns: what the columns of numbers may take, at eight bytes each. */
export const MAX_CELLS = 150_000_000;
const MAX_LINE_BYTES = 1_000_000;
/** Of a value that is told in a message. */
const SHOWN_CHARACTERS = 40;

/** A value where a condition holds: its row from 0, its text, null for an empty field. */
export interface Found {
  readonly row: number;
  readonly text: string | null;
}

export interface CsvTable {
  readonly path: string;
  readonly header: readonly string[];
  readonly rows: number;
  /** Expressions over the columns `c0`, `c1` …, texts that are NULL when empty; one row. */
  aggregate(expressions: readonly string[]): Promise<readonly unknown[]>;
  /** The same for every row, in the file's order, in blocks of columns. */
  blocks(expressions: readonly string[]): AsyncGenerator<readonly (readonly unknown[])[]>;
  /** The first value of a column at whose row a condition holds. */
  firstWhere(column: number, condition: string): Promise<Found | undefined>;
  /** The line, counted from 1, on which a row (counted from 0) ends. */
  lineOf(row: number): Promise<number>;
  close(): void;
}

/** Opens a file and walks it once, so that a fault of its form is found before anything is done. */
export async function openCsv(path: string): Promise<CsvTable> {
  await checkFile(path);
  const header = await headerOf(path);
  const instance = await DuckDBInstance.create(':memory:', {
    // One thread reads in the file's order; more would not, and these files are read in seconds.
    threads: '1',
    memory_limit: '512MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    await connection.run(`CREATE VIEW file AS SELECT * FROM ${source(path, header.length)}`);
    // Naming every column makes the reader look at every field.
    const fields = header.map((_, at) => `count(c${at})`);
    const [rows] = await one(connection, ['count(*)', ...fields]);
    const table = tableOf(connection, { path, header, rows: Number(rows), close });
    if (table.rows === 0) throw new Unreadable('it has a header and no rows');
    if (table.rows > MAX_ROWS) throw new Unreadable(`it has more than ${MAX_ROWS} rows`);
    if (table.rows * header.length > MAX_CELLS) {
      throw new Unreadable(`it has more than ${MAX_CELLS} fields, too many to hold in memory`);
    }
    return table;
  } catch (error) {
    close();
    throw told(error);
  }
}

/** Opens a file for a while; a refusal that names no file is about this one. */
export async function withCsv<T>(path: string, work: (table: CsvTable) => Promise<T>): Promise<T> {
  try {
    const table = await openCsv(path);
    try {
      return await work(table);
    } finally {
      table.close();
    }
  } catch (error) {
    if (!(error instanceof Unreadable) || error.path !== undefined) throw error;
    throw new Unreadable(error.message, path);
  }
}

function tableOf(
  connection: DuckDBConnection,
  base: Pick<CsvTable, 'path' | 'header' | 'rows' | 'close'>,
): CsvTable {
  return {
    ...base,
    aggregate: (expressions) => one(connection, expressions),
    async *blocks(expressions) {
      const result = await connection.stream(`SELECT ${expressions.join(', ')} FROM file`);
      for await (const chunk of result) {
        if (chunk.rowCount > 0) yield chunk.getColumns();
      }
    },
    async firstWhere(column, condition) {
      const found = await connection.runAndReadAll(
        `SELECT row, c${column} FROM (SELECT row_number() OVER () - 1 AS row, * FROM file)
         WHERE ${condition} ORDER BY row LIMIT 1`,
      );
      const [first] = found.getRows();
      return first && { row: Number(first[0]), text: first[1] === null ? null : String(first[1]) };
    },
    lineOf: (row) => lineOf(base, row),
  };
}

async function one(connection: DuckDBConnection, expressions: readonly string[]) {
  const result = await connection.runAndReadAll(`SELECT ${expressions.join(', ')} FROM file`);
  return result.getRows()[0] ?? [];
}

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new Unreadable(`it cannot be read: ${error.message}`);
  });
  if (!found) throw new Unreadable('no such file can be read');
  if (!found.isFile()) throw new Unreadable('not a file');
  if (found.size === 0) throw new Unreadable('it is empty');
  // One parser here would read it and the other would not, and tell of wrong fields.
  if (await isUtf16(path)) throw new Unreadable('it is written in UTF-16, not in UTF-8');
}

/** By its mark, or by half a character being empty; no text in UTF-8 begins so. */
async function isUtf16(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    const [first, second] = chunk as Buffer;
    return [first, second].includes(0) || ((first ?? 0) >= 0xfe && (second ?? 0) >= 0xfe);
  }
  return false;
}

/** The table function for the file, with its path taken literally: no patterns, no addresses. */
function source(path: string, columns: number): string {
  const literal = resolve(path)
    .replace(/[*?[]/g, (sign) => `[${sign}]`)
    .replaceAll("'", "''");
  const types = Array.from({ length: columns }, (_, at) => `'c${at}': 'VARCHAR'`).join(', ');
  return `read_csv('${literal}', auto_detect = false, columns = {${types}}, header = true,
    delim = ',', quote = '"', escape = '"', strict_mode = true, null_padding = false,
    nullstr = '', allow_quoted_nulls = true, compression = 'none', encoding = 'utf-8',
    max_line_size = ${MAX_LINE_BYTES})`;
}

interface Read {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The file's records with their lines, by the parser of the imports; for the header and for faults. */
function records(path: string, options: Pick<Options, 'from' | 'to' | 'skip_empty_lines'>) {
  const parser = parse({
    ...options,
    bom: true,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_LINE_BYTES,
  });
  // An error of either end reaches whoever reads the parser.
  pipeline(createReadStream(path), parser, () => {});
  return parser as AsyncIterable<Read>;
}

async function headerOf(path: string): Promise<readonly string[]> {
  let header: readonly string[] | undefined;
  try {
    for await (const { record } of records(path, { to: 1, skip_empty_lines: true }))
      header ??= record;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Unreadable(`its header cannot be read as CSV: ${error.message}`);
  }
  if (!header) throw new Unreadable('it is empty');
  if (header.length > MAX_COLUMNS) {
    throw new Unreadable(`it has ${header.length} columns; at most ${MAX_COLUMNS} are read`);
  }
  const seen = new Set<string>();
  for (const [at, name] of header.entries()) {
    if (name.trim() === '') throw new Unreadable(`line 1: column ${at + 1} has no name`);
    if (seen.has(name)) throw new Unreadable(`line 1: column ${shown(name)} comes twice`);
    seen.add(name);
  }
  return header;
}

async function lineOf(
  { path, header }: Pick<CsvTable, 'path' | 'header'>,
  row: number,
): Promise<number> {
  // The header is record 1, so row 0 is record 2. An empty line is a row only of a single column.
  const at = row + 2;
  const only = { from: at, to: at, skip_empty_lines: header.length > 1 };
  for await (const { info } of records(path, only)) return info.lines;
  return at;
}

/** What DuckDB says of a faulty file, as one line; anything else stays what it is. */
function told(error: unknown): unknown {
  if (!types.isNativeError(error) || error instanceof Unreadable) return error;
  const { message } = error;
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (line === undefined) {
    return /^(Invalid Input|IO) Error/.test(message)
      ? new Unreadable(`it cannot be read as CSV: ${message.split('\n')[0]}`)
      : error;
  }
  const count = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  const fault = count
    ? `has ${count[2]} fields instead of ${count[1]}`
    : (FAULTS.find(([sign]) => message.includes(sign))?.[1] ?? 'cannot be read as CSV');
  return new Unreadable(`line ${line} ${fault}`);
}

const FAULTS: readonly (readonly [sign: string, fault: string])[] = [
  ['unterminated quote', 'has a quote that is not closed'],
  ['Invalid unicode', 'is not UTF-8'],
  ['Maximum line size', `is longer than ${MAX_LINE_BYTES} bytes`],
];

/** A name or value of the file in a message: quoted, and cut when it is long. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
