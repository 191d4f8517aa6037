/**
 * The program as people run it: the compiled `dist/main.js` as a process of its own, in a copy of
 * the checkout, so that whoever compiles meanwhile does not pull the program from under it.
 * Whatever a test starts is ended by its pid after the last test of the file.
 */
import { type ChildProcessByStdio, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, test } from '@jest/globals';
import {
  type DemoTokenRequest,
  demoKeys,
  signDemoToken,
} from '../../src/infrastructure/identity/demo-issuer.js';

export const CHECKOUT = resolve(import.meta.dirname, '../..');
const NOT_COPIED = new Set(['node_modules', '.git', 'data', 'coverage', 'dist-bench', 'test']);
const PATIENCE_MS = 30_000;

export type Environment = Readonly<Record<string, string>>;

const running = new Set<(signal: NodeJS.Signals) => void>();
const folders = new Set<string>();

afterAll(() => {
  for (const kill of running) kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** An empty folder that is removed after the last test of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clearline-process-'));
  folders.add(folder);
  return folder;
}

let copied: string | undefined;

/** The checkout as compiled before the tests, with the installed packages; one copy per test file. */
export function checkoutCopy(): string {
  if (copied !== undefined) return copied;
  if (!existsSync(join(CHECKOUT, 'dist/main.js'))) {
    throw new Error('dist/main.js is missing; "npm test" compiles it first');
  }
  const folder = join(temporaryFolder(), 'checkout');
  cpSync(CHECKOUT, folder, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !NOT_COPIED.has(path.slice(CHECKOUT.length + 1)),
  });
  symlinkSync(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'));
  copied = folder;
  return folder;
}

const OWN_VARIABLES =
  /^(PORT|HOST|DEMO|NODE_ENV|NODE_OPTIONS|LOG_LEVEL|MAX_BODY_BYTES|TEST_POSTGRES_URL)$|^(DATA|DATABASE|OIDC|STEP_UP|ENCRYPTION|INSTITUTION|DEMO|CLEARLINE|JEST|npm)_/;

/** The environment of a terminal: nothing of npm, of Jest or of this product is set. */
export function plainEnvironment(over: Environment = {}): Environment {
  const kept = Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name));
  const PATH = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
  return { ...(Object.fromEntries(kept) as Environment), PATH, ...over };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Piped = ChildProcessByStdio<null, Readable, Readable>;

export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly stdout: () => string;
  kill(signal: NodeJS.Signals): void;
  /** The first match of what was printed so far, or will be. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
}

/**
 * Starts a command in a copy of the checkout. Its standard input is empty. A `group` of its own is
 * ended as a whole, with all that the command starts.
 */
export function start(
  command: string,
  args: readonly string[],
  env: Environment,
  { cwd = checkoutCopy(), group = false } = {},
): Running {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  const child = spawn(command, args, { cwd, env, detached: group, stdio }) as Piped;
  const kill = (signal: NodeJS.Signals): void => {
    if (group && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  };
  running.add(kill);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => {
      running.delete(kill);
      done({ code, signal, stdout, stderr });
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    stdout: () => stdout,
    kill,
    prints: (pattern) =>
      new Promise((found, failed) => {
        const fail = (why: string) =>
          failed(new Error(`${why} before it printed ${pattern}:\n${stdout}\n${stderr}`));
        const look = () => {
          const match = pattern.exec(stdout);
          if (!match) return;
          clearTimeout(timer);
          child.stdout.off('data', look);
          found(match);
        };
        const timer = setTimeout(() => fail(`${PATIENCE_MS} ms went by`), PATIENCE_MS);
        child.stdout.on('data', look);
        look();
        ended.then(
          () => {
            clearTimeout(timer);
            fail('it ended');
          },
          (error) => failed(error),
        );
      }),
  };
}

/** Starts the program with arguments. */
export const startProgram = (args: readonly string[], env: Environment): Running =>
  start(process.execPath, ['dist/main.js', ...args], programEnvironment(env));

/** Runs the program with arguments until it ends. */
export const runProgram = (args: readonly string[], env: Environment): Promise<Ended> =>
  startProgram(args, env).ended;

/** A test run that is killed leaves no program behind: it ends with its parent, as under npm. */
const programEnvironment = (env: Environment): Environment =>
  plainEnvironment({ npm_lifecycle_event: 'start', PORT: '0', LOG_LEVEL: 'warn', ...env });

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert.
  readonly body: any;
}

export interface Gateway extends Running {
  readonly url: string;
  query(token: string | undefined, query: string, variables?: object): Promise<Answer>;
}

/** Starts a server; it may not listen yet. */
export const launchGateway = (env: Environment): Running => startProgram(['serve'], env);

/** Starts a server and waits until it listens. */
export async function startGateway(env: Environment): Promise<Gateway> {
  const server = launchGateway(env);
  const [, url = ''] = await server.prints(/serves GraphQL at (\S+)[\s\S]*\n$/);
  return { ...server, url, query: (...question) => ask(url, ...question) };
}

/** Sends a request; rejects when no answer came back whole. */
export async function ask(
  url: string,
  token: string | undefined,
  query: string,
  variables: object = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.json() };
}

/** A test that runs other programs; where one is missing it is reported as skipped, with its name. */
export function testWith(
  programs: readonly string[],
  name: string,
  body: () => Promise<void>,
): void {
  const missing = programs.filter((each) => spawnSync(each, ['--version']).error !== undefined);
  if (missing.length === 0) test(name, body);
  else test.skip(`${name} (skipped: this machine has no ${missing.join(', no ')})`, body);
}

/** A token of the demo issuer whose key is in a data folder. */
export async function demoToken(dataDir: string, request: DemoTokenRequest): Promise<string> {
  return signDemoToken(await demoKeys(dataDir), request);
}

export const STEP_UP = { acr: 'urn:clearline:acr:step-up' };

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
