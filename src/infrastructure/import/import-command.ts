/**
 * `npm run import -- taiwan <csv> [--jurisdiction CN] [--dry-run]`: takes customers over from a
 * file. It can be stopped and run again at any time; what is there already is left as it is.
 * `npm run import -- activities …` is told by `activities.ts`.
 */
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { importCustomers } from '../../application/import-customers.js';
import type { Ports } from '../../application/ports.js';
import { lacksSupervisor } from '../../domain/policy/institution.js';
import { packFor } from '../../domain/policy/jurisdiction-pack.js';
import { localDate } from '../../domain/time.js';
import { importActivities } from './activities.js';
import { type Output, type Progress, progressOn } from './progress.js';
import { Refused, sizeOf } from './readable-file.js';
import { type Kept, streamTaiwan, type Tally, WrongFormat } from './taiwan.js';
import {
  agreementDate,
  TAIWAN_CREDITOR,
  TAIWAN_SOURCE,
  type TaiwanTarget,
  taiwanCustomer,
  taiwanTarget,
} from './taiwan-history.js';
import type { TaiwanRow } from './taiwan-row.js';

export interface ImportDeps {
  readonly ports: Ports;
  readonly stdout: Output;
  /** Progress and errors. */
  readonly stderr: Output;
}

/**
 * Customers in one transaction. Few, so that a server on the same database waits milliseconds for
 * the lock, and so that the statements, each of a size of its own, stay small in memory.
 */
const BATCH = 25;
const ACTIVITIES = 'activities';
const USAGE = [
  'npm run import -- taiwan <csv> [--jurisdiction CN] [--dry-run]',
  'npm run import -- activities <csv|ndjson> [--dry-run]',
].join('\n       ');

/**
 * Runs the command with the words after `import`. Returns the process's exit code: 0 when the file
 * was read to its end, also with rejected rows; 1 when it is missing, of another format, without a
 * usable row, or has activities of which one is wrong; 2 for wrong arguments. A failure of the
 * database throws; what was kept stays.
 */
export async function runImportCommand(
  argv: readonly string[],
  { ports, stdout, stderr }: ImportDeps,
): Promise<number> {
  let args: Arguments;
  try {
    args = parsed(argv);
  } catch (error) {
    stderr.write(`${(error as Error).message.split('\n')[0]}\nUsage: ${USAGE}\n`);
    return 2;
  }
  try {
    if (args.source === ACTIVITIES) {
      return (await importActivities(ports, args, { stdout, stderr })) ? 0 : 1;
    }
    const target = targetOf(ports, args.jurisdiction);
    const total = await sizeOf(args.path);
    const progress = progressOn(stderr, total);
    const done = await run(ports, args, target, { progress, total });
    stdout.write(summary(done, args));
    return done.imported + done.alreadyThere > 0 ? 0 : 1;
  } catch (error) {
    const refused = error instanceof Refused || error instanceof WrongFormat;
    if (!refused) {
      stderr.write('The import stopped; what it wrote so far stays. Run it again to go on.\n');
      throw error;
    }
    stderr.write(`${args.path}: ${error.message}\n`);
    return 1;
  }
}

interface Arguments {
  readonly source: string;
  readonly path: string;
  readonly jurisdiction: string;
  readonly dryRun: boolean;
}

function parsed(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { jurisdiction: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    allowPositionals: true,
  });
  const [source, path, ...more] = positionals;
  if (source !== TAIWAN_SOURCE && source !== ACTIVITIES) {
    throw new Refused(`The source must be ${TAIWAN_SOURCE} or ${ACTIVITIES}.`);
  }
  if (!path || more.length > 0) throw new Refused('Name one file.');
  if (source === ACTIVITIES && values.jurisdiction !== undefined) {
    throw new Refused('Activities go by the jurisdictions of their customers.');
  }
  const { jurisdiction = 'CN', 'dry-run': dryRun = false } = values;
  return { source, path, jurisdiction, dryRun };
}

function targetOf(ports: Ports, jurisdiction: string): TaiwanTarget {
  const now = ports.clock.now();
  const utcDay = localDate(now, 'UTC');
  const zone = packFor({ jurisdiction, agreementDate: utcDay, onDate: utcDay })?.timeZone;
  if (zone !== undefined) {
    const today = localDate(now, zone);
    const target = taiwanTarget(jurisdiction, today, zone, now);
    const question = { jurisdiction, agreementDate: agreementDate(target.months), onDate: today };
    if (packFor(question)) return notifiable(ports, target);
  }
  throw new Refused(`there is no jurisdiction pack for ${JSON.stringify(jurisdiction)}`);
}

/** @throws Refused where notices to the customers would have to name somebody whom nobody named. */
function notifiable(ports: Ports, target: TaiwanTarget): TaiwanTarget {
  const { jurisdiction } = target;
  if (!lacksSupervisor(ports.institution, jurisdiction)) return target;
  const reason = `notices to customers in ${jurisdiction} name the supervising authority`;
  throw new Refused(`${reason}, and INSTITUTION_FILE has no supervisors.${jurisdiction}`);
}

/** Customers to try, one of each kind, as the file shows them. */
interface Examples {
  clear?: string;
  indebted?: string;
  late?: string;
}

interface Done extends Tally, Kept {
  readonly examples: Examples;
}

async function run(
  ports: Ports,
  { path, dryRun }: Arguments,
  target: TaiwanTarget,
  { progress, total }: { progress: Progress; total: number },
): Promise<Done> {
  const input = createReadStream(path);
  let unreadable: Error | undefined;
  input.once('error', (error) => {
    unreadable = error;
  });
  const examples: Examples = {};
  let rows = 0;
  try {
    if (!dryRun) {
      await ports.inTransaction(() => ports.products.add([TAIWAN_CREDITOR], [target.product]));
    }
    const done = await streamTaiwan(input, BATCH, async (batch, bytes) => {
      const kept = dryRun
        ? await counted(ports, batch)
        : await keep(ports, batch, target, examples);
      rows += batch.length;
      progress.at(bytes, rows);
      return kept;
    });
    // Refused rows may come after the last one that was kept.
    progress.at(total, rows);
    return { ...done, examples };
  } catch (error) {
    if (unreadable && error === unreadable)
      throw new Refused(`it cannot be read: ${unreadable.message}`);
    throw error;
  } finally {
    progress.stop();
  }
}

const known = (ports: Ports, batch: readonly TaiwanRow[]): Promise<Map<string, string>> =>
  ports.imports.known(
    TAIWAN_SOURCE,
    batch.map(({ id }) => String(id)),
  );

async function counted(ports: Ports, batch: readonly TaiwanRow[]): Promise<Kept> {
  const there = (await known(ports, batch)).size;
  return { imported: batch.length - there, alreadyThere: there };
}

async function keep(
  ports: Ports,
  batch: readonly TaiwanRow[],
  target: TaiwanTarget,
  examples: Examples,
): Promise<Kept> {
  const there = await known(ports, batch);
  // What another import records meanwhile is left out inside the transaction.
  const customers = batch
    .filter(({ id }) => !there.has(String(id)))
    .map((row) => taiwanCustomer(row, target, ports.entropy.nextId));
  const source = TAIWAN_SOURCE;
  const claimed = await importCustomers(ports, { source, trigger: 'IMPORT', customers });
  for (const { sourceKey, customer } of customers) {
    if (claimed.has(sourceKey)) there.set(sourceKey, customer.id);
  }
  for (const row of batch) noteExample(examples, row, there.get(String(row.id)));
  return { imported: claimed.size, alreadyThere: batch.length - claimed.size };
}

function noteExample(examples: Examples, row: TaiwanRow, customerId: string | undefined): void {
  if (customerId === undefined) return;
  const [bill = 0] = row.bills;
  const late = (row.statuses[0] ?? 0) > 0;
  if (late && bill > 0) examples.late ??= customerId;
  else if (bill > 0) examples.indebted ??= customerId;
  else examples.clear ??= customerId;
}

const number = (value: number): string => value.toLocaleString('en-US');

function summary({ rejects, examples, ...done }: Done, { dryRun }: Arguments): string {
  const rejected = [...rejects.values()].reduce((sum, { count }) => sum + count, 0);
  const lines = [
    `${number(done.rows)} rows: ${number(done.imported)} ${dryRun ? 'to import' : 'imported'}, ` +
      `${number(done.alreadyThere)} already there, ${number(rejected)} rejected`,
  ];
  for (const [reason, { count, lines: where }] of rejects) {
    const more = count > where.length ? ', …' : '';
    lines.push(`  ${number(count)} × ${reason} (line ${where.join(', ')}${more})`);
  }
  const kinds = { clear: 'no debt', indebted: 'with debt', late: 'late' };
  for (const [kind, label] of Object.entries(kinds)) {
    const id = examples[kind as keyof Examples];
    if (id === undefined) continue;
    lines.push(
      `A customer (${label}): npm run --silent token -- --as borrower-clear --subject ${id}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
