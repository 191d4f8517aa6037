/** What keeps a server process going and lets it end in order. */

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

const PARENT_CHECK_MS = 500;

/** A signal ends the server; so does the end of the npm that started it, which passes none on. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) stop();
    }, PARENT_CHECK_MS);
    const stop = (): void => {
      clearInterval(timer);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  });
}
