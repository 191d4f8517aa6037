/** Repeating erasures: at each start, and by command after a backup was restored elsewhere. */
import { resolve } from 'node:path';
import type { Ports } from '../application/ports.js';
import { type Replayed, replayErasures } from '../application/replay-erasures.js';
import { erasureList, readErasureList, withErasureList } from './erasure-list.js';
import { StartRefused } from './start-refusal.js';

const USAGE = 'usage: clearline erasures replay <file>';

interface Surroundings {
  readonly ports: Ports;
  /** Path of this installation's own list. */
  readonly list: string;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** `erasures replay <file>`; resolves with the exit code: 3 where legal holds kept something. */
export async function runErasuresCommand(
  argv: readonly string[],
  { ports, list, stdout, stderr }: Surroundings,
): Promise<number> {
  const [command, file, ...more] = argv;
  if (command !== 'replay' || file === undefined || more.length > 0) {
    stderr.write(`${USAGE}\n`);
    return 2;
  }
  const replayed = await usingList(file, () =>
    replayErasures(ports, readErasureList(resolve(file), true)),
  );
  await usingList(list, () => erasureList(list, ports).complete());
  stdout.write(`${toldOf(replayed)}\n`);
  return replayed.held > 0 ? 3 : 0;
}

const toldOf = ({ repeated, known, held }: Replayed): string =>
  `${repeated} erasures repeated, ${known} were known, ${held} are kept back by legal holds`;

/** What a server does before it answers anybody. */
export interface Kept {
  /** The same ports; what they erase is in the list before the caller goes on. */
  readonly ports: Ports;
  readonly replayed: Replayed;
}

/**
 * Repeats what the list at a path has and the database does not, which happens after a backup was
 * restored, and goes on with the list.
 */
export function keepErasureList(
  ports: Ports,
  path: string,
  onError: (error: unknown) => void,
): Promise<Kept> {
  return usingList(path, async () => {
    const replayed = await replayErasures(ports, readErasureList(path));
    const list = erasureList(path, ports);
    await list.catchUp();
    return { ports: withErasureList(ports, list, onError), replayed };
  });
}

/** @throws StartRefused where the file cannot be read or written. */
async function usingList<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, path: about } = error as NodeJS.ErrnoException;
    // A database has codes too, and files of its own.
    if (code === undefined || about === undefined) throw error;
    throw new StartRefused(`ERASURE_LIST: ${path} cannot be used: ${code}`, { cause: error });
  }
}
