/**
 * The list of erasures as a file beside the database: one JSON object a line, appended after each
 * commit. It outlives the database, so that a restored backup can be made to forget again what had
 * been forgotten. It names nobody: a customer stands in it as a hash. The database's own rows are the
 * source; the file can lag behind a crash, and catches up from the last id that it has.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createReadStream } from 'node:fs';
import { mkdir, open, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Ports } from '../application/ports.js';
import type { Erasure } from '../application/retention-ports.js';
import { isId } from '../domain/identifiers.js';
import { RETENTION_CLASSES } from '../domain/policy/retention.js';
import { isLocalDate } from '../domain/time.js';
import { StartRefused } from './start-refusal.js';

const LINE = z.strictObject({
  id: z.string().refine(isId),
  customerHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  what: z
    .string()
    .refine(
      (what) =>
        what === 'CUSTOMER' ||
        /^SOURCE:[A-Z_]{1,40}$/.test(what) ||
        RETENTION_CLASSES.some((each) => each === what),
    ),
  before: z.string().refine(isLocalDate),
  rows: z.int().nonnegative(),
  erasedAt: z.iso.datetime(),
});

const lineOf = ({ id, customerHash, what, before, rows, erasedAt }: Erasure): string =>
  `${JSON.stringify({ id, customerHash, what, before, rows, erasedAt: new Date(erasedAt).toISOString() })}\n`;

function erasureOf(text: string, at: number, path: string): Erasure {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const parsed = LINE.safeParse(value);
  if (!parsed.success) {
    throw new StartRefused(`${path}: line ${at} is none of a list of erasures`);
  }
  return {
    ...parsed.data,
    what: parsed.data.what as Erasure['what'],
    erasedAt: Date.parse(parsed.data.erasedAt),
  };
}

/**
 * The lines of a list, the oldest first; none where there is no file and it need not be there. A last
 * line that a crash cut off is passed over: its row is in the database and is written again.
 * @throws StartRefused for any other line that cannot be read: what it says would be lost.
 */
export async function* readErasureList(path: string, required = false): AsyncGenerator<Erasure> {
  const end = await wholeLength(path);
  if (end === undefined) {
    if (required) throw new StartRefused(`${path}: there is no such file`);
    return;
  }
  if (end === 0) return;
  const lines = createInterface({ input: createReadStream(path, { end: end - 1 }) });
  let at = 0;
  for await (const text of lines) {
    at += 1;
    yield erasureOf(text, at, path);
  }
}

const NEWLINE = 10;
const TAIL = 65_536;

/** Length up to and with the last line break; undefined where there is no file. */
async function wholeLength(path: string): Promise<number | undefined> {
  const size = (await stat(path).catch(absent))?.size;
  if (size === undefined || size === 0) return size;
  const file = await open(path, 'r');
  try {
    const from = Math.max(0, size - TAIL);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const last = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (last < 0 && from > 0) throw new StartRefused(`${path}: this is no list of erasures`);
    return from + last + 1;
  } finally {
    await file.close();
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Rows that are read, and lines that are written, at once. */
const BATCH = 500;
/**
 * A row may be committed after one with a later id, by another process or a slower transaction: what
 * is not older than this, by the time in the ids, is looked at again.
 */
const OVERLAP_MS = 3_600_000;

export interface ErasureList {
  /** Appends whatever the database has and the file has not; returns how many lines. */
  catchUp(): Promise<number>;
  /** As {@link catchUp}, also what is older than the file's end: after another list was replayed. */
  complete(): Promise<number>;
}

/** The list at a path, for a database; nothing is read or written before the first call. */
export function erasureList(path: string, { retention }: Pick<Ports, 'retention'>): ErasureList {
  /** Ids in the file that are not older than the overlap before the last. */
  let recent: Set<string> | undefined;
  let last: string | undefined;

  const remember = (id: string): void => {
    recent?.add(id);
    if (last === undefined || id > last) last = id;
  };

  async function start(): Promise<void> {
    // A line that was cut off would otherwise run into the next one.
    const end = await wholeLength(path);
    if (end !== undefined && end < (await stat(path)).size) await truncate(path, end);
    recent = new Set();
    for await (const { id } of readErasureList(path)) {
      remember(id);
      if (recent.size > 10 * BATCH) forgetOld();
    }
  }

  const floor = (): string | null => (last === undefined ? null : before(last, OVERLAP_MS));

  function forgetOld(): void {
    const least = floor();
    if (least !== null) for (const id of recent ?? []) if (id < least) recent?.delete(id);
  }

  async function appendNew(): Promise<number> {
    if (recent === undefined) await start();
    const written = await appendFrom(floor(), recent ?? new Set());
    forgetOld();
    return written;
  }

  async function appendMissing(): Promise<number> {
    await start();
    const known = new Set<string>();
    for await (const { id } of readErasureList(path)) known.add(id);
    return appendFrom(null, known);
  }

  async function appendFrom(from: string | null, known: ReadonlySet<string>): Promise<number> {
    let written = 0;
    for (let after = from; ; ) {
      const rows = await retention.erasures(after, BATCH);
      const fresh = rows.filter(({ id }) => !known.has(id));
      if (fresh.length > 0) await append(path, fresh.map(lineOf).join(''));
      for (const { id } of fresh) remember(id);
      written += fresh.length;
      after = rows.at(-1)?.id ?? null;
      if (rows.length < BATCH) return written;
    }
  }

  // One at a time: two that read the same rows would write them twice.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<number>): Promise<number> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {
      recent = undefined;
      last = undefined;
    });
    return mine;
  };
  return { catchUp: () => inTurn(appendNew), complete: () => inTurn(appendMissing) };
}

/** On the disk when it returns: a line that is lost with the machine could not be repeated. */
async function append(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The least UUIDv7 of a moment so much before that of an id: its first 48 bits are milliseconds. */
function before(id: string, ms: number): string {
  const at = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const hex = Math.max(0, at - ms)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/**
 * The same ports, with the file brought up to date after each transaction that erased something and
 * before its caller goes on. A file that cannot be written undoes nothing: it is told to `onError`
 * and is tried again after the next transaction.
 */
export function withErasureList(
  ports: Ports,
  list: ErasureList,
  onError: (error: unknown) => void,
): Ports {
  const open = new AsyncLocalStorage<{ erased: boolean }>();
  let failed = false;
  return {
    ...ports,
    retention: {
      ...ports.retention,
      async addErasures(erasures) {
        await ports.retention.addErasures(erasures);
        const transaction = open.getStore();
        if (transaction) transaction.erased = true;
      },
    },
    async inTransaction(work) {
      const transaction = { erased: false };
      const result = await ports.inTransaction((unit) => open.run(transaction, () => work(unit)));
      if (!transaction.erased && !failed) return result;
      try {
        await list.catchUp();
        failed = false;
      } catch (error) {
        failed = true;
        onError(error);
      }
      return result;
    },
  };
}
