/** The servers under test, each a process of its own, so that each has a core while it is measured. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MASTER_KEY } from './portfolio.js';

export interface ServerProcess {
  readonly port: number;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const GATEWAY = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** The product as `npm start` runs it, on a data folder that may hold a database already. */
export function startGateway(dataDir: string, databaseUrl?: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [GATEWAY, 'serve'], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'error',
      ENCRYPTION_KEY: MASTER_KEY.toString('base64'),
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = new Promise<number>((resolve) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /serves GraphQL at http:\/\/[^/]*:(\d+)\//.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  return started(child, port);
}

/** A reference server of this folder; it sends its port when it listens. */
export function startReference(module: string, args: readonly string[]): Promise<ServerProcess> {
  const path = fileURLToPath(new URL(`./reference/${module}.js`, import.meta.url));
  const child = fork(path, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = once(child, 'message').then(([message]) => Number(message));
  return started(child, port);
}

async function started(child: ChildProcess, listening: Promise<number>): Promise<ServerProcess> {
  const end = (): void => {
    child.kill('SIGKILL');
  };
  // Nothing outlives the bench, whatever ends it.
  process.once('exit', end);
  const exited = once(child, 'exit').then(([code]) => {
    process.off('exit', end);
    return code as number | null;
  });
  const failed = exited.then((code) => {
    throw new Error(`a server ended with code ${code} before it listened`);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('a server did not start')), START_TIMEOUT_MS);
  });
  try {
    const port = await Promise.race([listening, failed, late]);
    failed.catch(() => undefined);
    return {
      port,
      async stop() {
        child.kill('SIGTERM');
        const impatient = setTimeout(end, STOP_TIMEOUT_MS);
        await exited;
        clearTimeout(impatient);
      },
    };
  } catch (error) {
    end();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
