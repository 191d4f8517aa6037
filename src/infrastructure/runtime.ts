/** What keeps a server process going and lets it end in order. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Ports } from '../application/ports.js';

const WORK_EVERY_MS = 60_000;

/** No more transactions are begun, because the process ends. */
class Stopping extends Error {
  override readonly name = 'Stopping';
}

/** True where stopping is all that went wrong. */
const isStopping = (error: unknown): boolean =>
  error instanceof AggregateError ? error.errors.every(isStopping) : error instanceof Stopping;

export interface Stoppable {
  readonly ports: Ports;
  /** Lets no transaction begin from now on; resolves when the last one has ended. */
  stop(): Promise<void>;
}

/** The same ports, for work that is to end between two transactions. */
export function stoppable(ports: Ports): Stoppable {
  let stopping = false;
  const running = new Set<Promise<unknown>>();
  return {
    ports: {
      ...ports,
      async inTransaction(work) {
        if (stopping) throw new Stopping('the server is stopping');
        const transaction = ports.inTransaction(work);
        running.add(transaction);
        try {
          return await transaction;
        } finally {
          running.delete(transaction);
        }
      },
    },
    async stop() {
      stopping = true;
      await Promise.allSettled(running);
    },
  };
}

/**
 * Runs the work now and every minute, never twice at once. The result ends it, between two of its
 * transactions, and waits for that.
 */
export function startWorker(
  allPorts: Ports,
  work: (ports: Ports) => Promise<unknown>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const { ports, stop } = stoppable(allPorts);
  let running: Promise<unknown> | undefined;
  const start = (): void => {
    running ??= work(ports)
      .catch((error: unknown) => {
        if (!isStopping(error)) onError(error);
      })
      .finally(() => {
        running = undefined;
      });
  };
  start();
  const timer = setInterval(start, WORK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await stop();
    await running;
  };
}

const STARTER_CHECK_MS = 500;
/** Asked at once: an npm that ends while the server is still starting is missed as well. */
const STARTER_PID = process.env.npm_lifecycle_event === undefined ? undefined : starterPid();

/** A signal ends the server; so does the end of the npm that started it, which may pass none on. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      clearInterval(timer);
      resolve();
    };
    const timer = setInterval(() => {
      if (STARTER_PID !== undefined && !isAlive(STARTER_PID)) stop();
    }, STARTER_CHECK_MS);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  });
}

/** npm runs a script in a shell, which may make way for the program or stay in between. */
function starterPid(): number {
  const parent = parentOf(process.ppid);
  return parent !== undefined && / -c /.test(parent.command) ? parent.ppid : process.ppid;
}

/** The parent of a process, and the process's own command line; undefined where nothing tells. */
function parentOf(pid: number): { ppid: number; command: string } | undefined {
  try {
    if (process.platform !== 'linux') {
      const row = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)]).toString();
      return { ppid: Number.parseInt(row, 10), command: row };
    }
    // The second field is the program's name in brackets, which may itself hold any character.
    const [, ppid] = /.*\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { ppid: Number(ppid), command };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
