/**
 * Streams the Taiwan file into the database: a row at a time from the parser, a batch at a time to
 * the database, and the next batch is read only when the last one is kept. What is held in memory
 * is one batch, and one number for every row so that an id that comes twice is noticed.
 */
import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { readTaiwanRow, TAIWAN_COLUMNS, type TaiwanRow } from './taiwan-row.js';

/** The file is not what it should be; `message` is one line for the person at the terminal. */
export class WrongFormat extends Error {
  override readonly name = 'WrongFormat';
}

const MAX_RECORD_CHARACTERS = 4_096;
/** Line numbers that are kept as examples of a reason. */
const EXAMPLES = 5;

/** Rows that were refused, by reason. */
export type Rejects = Map<string, { count: number; lines: number[] }>;

export interface Tally {
  /** Rows after the header, empty lines aside. */
  rows: number;
  readonly rejects: Rejects;
}

/** What became of a batch. */
export interface Kept {
  readonly imported: number;
  readonly alreadyThere: number;
}

/** @param bytes of the file, up to the end of the last of the rows. */
type Sink = (rows: readonly TaiwanRow[], bytes: number) => Promise<Kept>;

/**
 * Reads a file and hands its good rows to `sink`, batch by batch, in the file's order.
 * @throws WrongFormat when the header is another or a line has no end; batches before are kept.
 */
export async function streamTaiwan(
  input: Readable,
  batchSize: number,
  sink: Sink,
): Promise<Tally & Kept> {
  const tally: Tally = { rows: 0, rejects: new Map() };
  const total = { imported: 0, alreadyThere: 0 };
  let batch: TaiwanRow[] = [];
  let upTo = 0;
  const flush = async (): Promise<void> => {
    const { imported, alreadyThere } = await sink(batch, upTo);
    total.imported += imported;
    total.alreadyThere += alreadyThere;
    batch = [];
  };
  for await (const { row, bytes } of goodRows(input, tally)) {
    batch.push(row);
    upTo = bytes;
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return { ...tally, ...total };
}

interface GoodRow {
  readonly row: TaiwanRow;
  readonly bytes: number;
}

async function* goodRows(input: Readable, tally: Tally): AsyncGenerator<GoodRow> {
  const seen = new Set<number>();
  for await (const { fields, line, bytes } of records(input)) {
    tally.rows += 1;
    const read = readTaiwanRow(fields);
    if ('problem' in read) reject(tally.rejects, read.problem, line);
    else if (seen.has(read.row.id)) reject(tally.rejects, 'ID comes twice in the file', line);
    else {
      seen.add(read.row.id);
      yield { row: read.row, bytes };
    }
  }
}

function reject(rejects: Rejects, reason: string, line: number): void {
  const known = rejects.get(reason) ?? { count: 0, lines: [] };
  known.count += 1;
  if (known.lines.length < EXAMPLES) known.lines.push(line);
  rejects.set(reason, known);
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

/** The records after the header, each with its line in the file. */
async function* records(input: Readable) {
  const parser = parse({
    bom: true,
    info: true,
    // The format has no quotes; with quoting, one stray quote would swallow the rest of the file.
    quote: false,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  // An error of either end reaches the loop below through the parser.
  pipeline(input, parser, () => {});
  let headerSeen = false;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      if (headerSeen) yield { fields: record, line: info.lines, bytes: info.bytes };
      else checkHeader(record);
      headerSeen = true;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new WrongFormat(`it cannot be read as CSV: ${error.message}`);
  }
  if (!headerSeen) throw new WrongFormat('it is empty');
}

function checkHeader(header: readonly string[]): void {
  const wrong = TAIWAN_COLUMNS.findIndex((name, index) => header[index] !== name);
  if (wrong === -1 && header.length === TAIWAN_COLUMNS.length) return;
  const found = header[wrong];
  throw new WrongFormat(
    wrong === -1
      ? `its header has ${header.length} columns instead of ${TAIWAN_COLUMNS.length}`
      : `column ${wrong + 1} must be ${TAIWAN_COLUMNS[wrong]}, not ${JSON.stringify(found?.slice(0, 40) ?? '')}`,
  );
}
