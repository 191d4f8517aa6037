/**
 * Reads a file of activities record by record, CSV with a header or NDJSON, whichever its first
 * character says. Nothing is held but the record at hand, however long the file is or a line gets.
 */
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import {
  ACTIVITY_COLUMNS,
  type ActivityFields,
  fieldsOfJson,
  isColumn,
  type LineFault,
  NEEDED_COLUMNS,
  shown,
} from './activities-row.js';
import { Refused } from './readable-file.js';

/** Far above any record that could be good: all its fields have bounds. */
const MAX_LINE_BYTES = 4_096;
const NEWLINE = 10;

/** A record in its place: the line on which it ends, and the bytes up to there. */
export interface FileRecord {
  readonly line: number;
  readonly bytes: number;
  readonly read: { readonly fields: ActivityFields } | { readonly faults: readonly LineFault[] };
}

/** @throws Refused when the file cannot be read, is empty or is of another format. */
export async function* activityRecords(path: string): AsyncGenerator<FileRecord> {
  const input = createReadStream(path);
  try {
    const first = await firstCharacter(path);
    if (first === '[') throw new Refused('it is a JSON list; NDJSON has one object on each line');
    yield* first === '{' ? jsonRecords(input) : csvRecords(input);
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new Refused(`it cannot be read: ${message}`);
  } finally {
    input.destroy();
  }
}

/** The first character that is no white space and no byte order mark. */
async function firstCharacter(path: string): Promise<string> {
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 1_023 })) {
    const [first] = (chunk as string).replace(/^[\s\uFEFF]+/, '');
    if (first !== undefined) return first;
  }
  throw new Refused('it is empty');
}

async function* jsonRecords(input: Readable): AsyncGenerator<FileRecord> {
  for await (const { text, line, bytes } of lines(input)) {
    if (text.trim() !== '') yield { line, bytes, read: fieldsOfJson(text) };
  }
}

/** Whole lines, each of a bounded length, without their ends. */
async function* lines(input: Readable) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest: Buffer = Buffer.alloc(0);
  let [line, bytes] = [0, 0];
  const next = (piece: Buffer) => {
    line += 1;
    if (piece.length > MAX_LINE_BYTES) throw tooLong(line);
    try {
      return { text: decoder.decode(piece), line, bytes };
    } catch {
      throw new Refused(`line ${line} is not UTF-8`);
    }
  };
  for await (const chunk of input) {
    const held = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let to = held.indexOf(NEWLINE); to !== -1; to = held.indexOf(NEWLINE, from)) {
      bytes += to + 1 - from;
      yield next(held.subarray(from, to));
      from = to + 1;
    }
    rest = held.subarray(from);
    if (rest.length > MAX_LINE_BYTES) throw tooLong(line + 1);
  }
  bytes += rest.length;
  if (rest.length > 0) yield next(rest);
}

const tooLong = (line: number): Refused =>
  new Refused(`line ${line} is longer than ${MAX_LINE_BYTES} bytes`);

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

async function* csvRecords(input: Readable): AsyncGenerator<FileRecord> {
  const parser = parse({
    bom: true,
    info: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    // It bounds what a quote without its partner can swallow.
    max_record_size: MAX_LINE_BYTES,
  });
  // An error of either end reaches the loop below through the parser.
  pipeline(input, parser, () => {});
  let header: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      if (header === undefined) header = checkedHeader(record);
      else yield { line: info.lines, bytes: info.bytes, read: fieldsOfCsv(header, record) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refused(`it cannot be read as CSV: ${error.message}`);
  }
}

function checkedHeader(header: readonly string[]): readonly string[] {
  const unknown = header.find((name) => !isColumn(name));
  if (unknown !== undefined) {
    const known = ACTIVITY_COLUMNS.join(', ');
    throw new Refused(`its header has ${shown(unknown)}; the columns are ${known}`);
  }
  const twice = header.find((name, at) => header.indexOf(name) !== at);
  if (twice !== undefined) throw new Refused(`its header has ${twice} twice`);
  const missing = NEEDED_COLUMNS.find((name) => !header.includes(name));
  if (missing !== undefined) throw new Refused(`its header lacks ${missing}`);
  return header;
}

function fieldsOfCsv(header: readonly string[], record: readonly string[]): FileRecord['read'] {
  if (record.length !== header.length) {
    const text = `it has ${record.length} fields, the header ${header.length}`;
    return { faults: [{ column: '', text }] };
  }
  return { fields: Object.fromEntries(header.map((name, at) => [name, record[at]])) };
}
