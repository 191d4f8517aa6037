/** What keeps a server process going and lets it end in order. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const WORK_EVERY_MS = 60_000;

/** Runs the work now and every minute, never twice at once; the result ends it and waits for it. */
export function startWorker(
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const start = (): void => {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  };
  start();
  const timer = setInterval(start, WORK_EVERY_MS);
  return async () => {
    clearInterval(timer);
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
