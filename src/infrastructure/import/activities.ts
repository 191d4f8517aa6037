/**
 * `npm run import -- activities <csv|ndjson> [--dry-run]`: takes over activities from a file. The file
 * is read twice: once to check every line, and only when all are in order once more to load them. It
 * can be stopped and run again at any time; what is there already is counted and left as it is.
 *
 * What is held in memory is one batch. That an event was told before, in this file or elsewhere,
 * the database knows.
 */
import type { Actor } from '../../application/actor.js';
import type { Ports } from '../../application/ports.js';
import { checkActivities, recordActivities } from '../../application/record-activities.js';
import { ACTIVITY_KINDS, DRAW_PURPOSES } from '../../domain/risk-profile/activity.js';
import { type ActivityProblem, problemText } from '../../domain/risk-profile/activity-problems.js';
import { activityRecords, type FileRecord } from './activities-file.js';
import { activityOf, columnOf, type LineFault } from './activities-row.js';
import { type Output, type Progress, progressOn } from './progress.js';
import { type FileState, fileState, Refused } from './readable-file.js';

/** Activities in one transaction: a server on the same database waits for no longer than that. */
const BATCH = 500;
/** Faults that are named; the others are counted. */
const NAMED_FAULTS = 20;

/** Whoever can start the command has the database itself. */
const IMPORTER: Actor = { subject: 'import', roles: ['service'] };

export interface ActivitiesFile {
  readonly path: string;
  readonly dryRun: boolean;
}

interface Loaded {
  recorded: number;
  duplicates: number;
  /** By reason. */
  readonly notTaken: Map<string, number>;
}

/**
 * Imports the file and says what it did; true when nothing was wrong with it.
 * @throws Refused when the file cannot be read, is of another format or changes meanwhile. A failure
 *   of the database throws as well; batches before stay.
 */
export async function importActivities(
  ports: Ports,
  { path, dryRun }: ActivitiesFile,
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output },
): Promise<boolean> {
  const state = await fileState(path);
  stderr.write('Checking every line.\n');
  const { rows, wrong, named } = await withProgress(stderr, state, (progress) =>
    check(ports, path, progress),
  );
  if (rows === 0) throw new Refused('it has no activities');
  if (wrong > 0) {
    stderr.write(faultsText(path, wrong, named));
    return false;
  }
  await unchanged(path, state);
  if (dryRun) {
    stdout.write(`${number(rows)} activities are in order; nothing was loaded\n`);
    return true;
  }
  stderr.write('Loading.\n');
  const loaded = await withProgress(stderr, state, (progress) =>
    load(ports, path, state, progress),
  );
  stdout.write(summary(rows, loaded));
  return true;
}

async function withProgress<T>(
  stderr: Output,
  { size }: FileState,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const progress = progressOn(stderr, Math.max(1, size));
  try {
    return await work(progress);
  } finally {
    progress.stop();
  }
}

/** @throws Refused when the file is not as it was; `recorded` activities were loaded until now. */
async function unchanged(path: string, { mark }: FileState, recorded = 0): Promise<void> {
  if ((await fileState(path)).mark === mark) return;
  throw new Refused(`it changed while it was read; ${number(recorded)} activities were loaded`);
}

/** Records in batches; what each callback does is done before more is read. */
async function inBatches(
  path: string,
  progress: Progress,
  work: (batch: readonly FileRecord[]) => Promise<void>,
): Promise<number> {
  let batch: FileRecord[] = [];
  let rows = 0;
  const flush = async (): Promise<void> => {
    await work(batch);
    rows += batch.length;
    progress.at(batch.at(-1)?.bytes ?? 0, rows);
    batch = [];
  };
  for await (const record of activityRecords(path)) {
    batch.push(record);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  return rows;
}

interface Named extends LineFault {
  readonly line: number;
}

interface Checked {
  readonly rows: number;
  /** Lines with a fault. */
  readonly wrong: number;
  /** The first faults. */
  readonly named: readonly Named[];
}

async function check(ports: Ports, path: string, progress: Progress): Promise<Checked> {
  const named: Named[] = [];
  let wrong = 0;
  const rows = await inBatches(path, progress, async (batch) => {
    for (const { line, faults } of await faultsOf(ports, batch)) {
      wrong += 1;
      const left = NAMED_FAULTS - named.length;
      named.push(...faults.slice(0, left).map((fault) => ({ line, ...fault })));
    }
  });
  return { rows, wrong, named };
}

/** The lines of a batch that are wrong, each with everything that is wrong with it. */
async function faultsOf(ports: Ports, batch: readonly FileRecord[]) {
  const read = batch.map(({ read }) => ('fields' in read ? activityOf(read.fields) : read));
  const told = read.map((each) => ('told' in each ? each.told : undefined));
  const { wrong } = await checkActivities(ports, told, ports.clock.now(), ports.customers.find);
  return batch.flatMap(({ line }, at) => {
    const own = read[at]?.faults ?? [];
    // What could not be read at all was told in the file's words.
    const isNew = (problem: ActivityProblem): boolean =>
      told[at] !== undefined && !own.some(({ column }) => column === columnOf(problem));
    const problems = (wrong[at] ?? []).filter(isNew);
    const others = problems.map((each) => ({ column: columnOf(each), text: textOf(each) }));
    const faults = [...own, ...others];
    return faults.length > 0 ? [{ line, faults }] : [];
  });
}

/** In words; where the value is none of a list, with the list. */
function textOf(problem: ActivityProblem): string {
  const text = problemText(problem, 'en');
  const list = LISTS[problem.code];
  return list === undefined ? text : `${text} Known are ${list.join(', ')}.`;
}

async function load(
  ports: Ports,
  path: string,
  state: FileState,
  progress: Progress,
): Promise<Loaded> {
  const loaded: Loaded = { recorded: 0, duplicates: 0, notTaken: new Map() };
  await inBatches(path, progress, async (batch) => {
    // Asked after the batch was read: a change before that shows by now.
    await unchanged(path, state, loaded.recorded);
    const told = batch.map(({ read }) => ('fields' in read ? activityOf(read.fields).told : null));
    const result = await recordActivities(ports, IMPORTER, told);
    if ('refusals' in result) {
      const [from, to] = [batch[0]?.line, batch.at(-1)?.line];
      throw new Refused(
        `lines ${from} to ${to} are refused, though they were in order before; run it again`,
      );
    }
    const { recorded, duplicates, notTaken } = result.made;
    loaded.recorded += recorded;
    loaded.duplicates += duplicates;
    for (const { reason } of notTaken) {
      loaded.notTaken.set(reason, (loaded.notTaken.get(reason) ?? 0) + 1);
    }
  });
  return loaded;
}

const LISTS: Readonly<Record<string, readonly string[]>> = {
  KIND_UNKNOWN: ACTIVITY_KINDS,
  PURPOSE_UNKNOWN: DRAW_PURPOSES,
};

const number = (value: number): string => value.toLocaleString('en-US');

function faultsText(path: string, wrong: number, named: readonly Named[]): string {
  const lines = named.map(({ line, column, text }) =>
    ['  line ', line, column && `, ${column}`, ': ', text].join(''),
  );
  const last = named.at(-1)?.line;
  const count = `${number(wrong)} ${wrong === 1 ? 'line is' : 'lines are'} wrong`;
  const more = new Set(named.map(({ line }) => line)).size < wrong;
  return [
    `${path}: ${count}, so nothing was loaded`,
    ...lines,
    ...(more ? [`  and more after line ${last}`] : []),
    '',
  ].join('\n');
}

const REASONS: Readonly<Record<string, string>> = {
  SOURCE_FORBIDDEN: "its source is forbidden by the customer's jurisdiction",
  CONSENT_MISSING: 'the customer has not consented to its source',
  TOO_OLD: 'it happened too long ago',
};

function summary(rows: number, { recorded, duplicates, notTaken }: Loaded): string {
  const left = [...notTaken.values()].reduce((sum, count) => sum + count, 0);
  const lines = [
    `${number(rows)} activities: ${number(recorded)} recorded, ` +
      `${number(duplicates)} already there, ${number(left)} not taken`,
    ...[...notTaken].map(([reason, count]) => `  ${number(count)} × ${REASONS[reason] ?? reason}`),
  ];
  return `${lines.join('\n')}\n`;
}
