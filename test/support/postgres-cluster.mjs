/**
 * The folder and the process of a throw-away PostgreSQL server for the tests: how it starts, how
 * it is ended, and how what a killed run left behind is found and removed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reachable, serverAccount, usableBinaries } from './postgres-binaries.mjs';

const FOLDER_PREFIX = 'clearline-postgres-';
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;
/** Linux's file system in memory: a template's files are copied there in a tenth of the time. */
const MEMORY_FOLDER = '/dev/shm';
/** Room that must be free to use it; the tests' databases take a fraction of that. */
const MEMORY_NEEDED_BYTES = 2 * 2 ** 30;

/**
 * Starts a fresh server on a free loopback port and waits until it accepts connections.
 * Durability is off: nothing here outlives the run. Throws with the server's own words.
 */
export async function startCluster(ownerPid) {
  const account = serverAccount();
  const { root, data } = makeFolders(account, ownerPid);
  try {
    const binaries = await usableBinaries(root, account);
    const password = randomBytes(16).toString('hex');
    initialise(binaries, { root, data }, account, password);
    const port = await start(binaries, { root, data }, account);
    return { root, url: `postgresql://postgres:${password}@127.0.0.1:${port}` };
  } catch (error) {
    await removeCluster(root);
    throw error;
  }
}

/** Ends the server of a folder, if it still runs, and removes the folder with its data. */
export async function removeCluster(root) {
  const { data } = readOwner(root);
  const pid = serverPid(data);
  if (pid !== undefined) {
    // An immediate shutdown skips the checkpoint: the data is thrown away in the next moment.
    process.kill(pid, 'SIGQUIT');
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (isAlive(pid) && Date.now() < deadline) await sleep(10);
    if (isAlive(pid) && serverPid(data) === pid) process.kill(pid, 'SIGKILL');
  }
  for (const folder of [data, root]) {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** Removes what killed runs left: folders of ours whose owner no longer lives on this machine. */
export async function removeLeftovers() {
  for (const base of new Set([tmpdir(), fallbackTemp()])) {
    if (!fs.existsSync(base)) continue;
    for (const name of fs.readdirSync(base)) {
      const root = path.join(base, name);
      if (name.startsWith(FOLDER_PREFIX) && isOrphan(root)) await removeCluster(root);
    }
  }
}

/** A folder is an orphan only if we made it, on this host, for a process that is gone. */
function isOrphan(root) {
  try {
    const stat = fs.lstatSync(root);
    if (!stat.isDirectory() || (process.getuid && stat.uid !== process.getuid())) return false;
    const owner = readOwner(root);
    return owner.host === hostname() && !isAlive(owner.pid);
  } catch {
    return false;
  }
}

const readOwner = (root) => JSON.parse(fs.readFileSync(path.join(root, 'owner.json'), 'utf8'));

function makeFolders(account, ownerPid) {
  const base = reachable(tmpdir(), account) ? tmpdir() : fallbackTemp();
  const root = fs.mkdtempSync(path.join(base, FOLDER_PREFIX));
  fs.chmodSync(root, 0o755);
  const data = path.join(hasRoomInMemory() ? MEMORY_FOLDER : root, `${path.basename(root)}-data`);
  // Written before the data folder is made, so that none is ever without an owner.
  const owner = { pid: ownerPid, host: hostname(), data };
  fs.writeFileSync(path.join(root, 'owner.json'), JSON.stringify(owner));
  fs.mkdirSync(data, { mode: 0o700 });
  if (account.uid !== undefined) fs.chownSync(data, account.uid, account.gid);
  return { root, data };
}

function hasRoomInMemory() {
  try {
    fs.accessSync(MEMORY_FOLDER, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(MEMORY_FOLDER);
    return Math.min(bavail * bsize, process.availableMemory()) >= MEMORY_NEEDED_BYTES;
  } catch {
    return false;
  }
}

const fallbackTemp = () => (process.platform === 'win32' ? tmpdir() : '/tmp');

function initialise({ initdb }, { root, data }, account, password) {
  const passwordFile = path.join(root, 'password');
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) fs.chownSync(passwordFile, account.uid, account.gid);
  const options = [
    ['--pgdata', data],
    ['--username', 'postgres'],
    ['--pwfile', passwordFile],
    ['--auth', 'password'],
    ['--encoding', 'UTF8'],
    ['--locale', 'C'],
  ].flat();
  execFileSync(initdb, [...options, '--no-sync', '--no-instructions'], {
    ...account,
    cwd: root,
    stdio: 'pipe',
  });
  fs.rmSync(passwordFile);
}

async function start({ postgres }, { root, data }, account) {
  const logFile = path.join(root, 'server.log');
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const log = fs.openSync(logFile, 'w');
    const server = spawn(postgres, ['-D', data, ...settings(port)], {
      ...account,
      cwd: root,
      stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    if (await isReady(server, data)) return port;
    const said = fs.readFileSync(logFile, 'utf8');
    // Somebody may have taken the free port in between.
    if (attempt === 3 || !said.includes('could not bind')) {
      throw new Error(`PostgreSQL did not start: ${said.trim()}`);
    }
  }
}

const settings = (port) =>
  Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    max_wal_size: '128MB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Waits for the word `ready` on the pid file's eighth line, as PostgreSQL's own pg_ctl does. */
async function isReady(server, data) {
  let ended = false;
  server.once('exit', () => {
    ended = true;
  });
  server.once('error', () => {
    ended = true;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!ended && Date.now() < deadline) {
    if (pidFile(data)[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  return false;
}

const pidFile = (data) => {
  try {
    return fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
};

/** The pid that a data folder names, only if that process really serves this very folder. */
function serverPid(data) {
  const [pidLine, folder] = pidFile(data);
  const pid = Number(pidLine);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  if (folder === undefined || path.resolve(folder) !== path.resolve(data)) return undefined;
  if (process.platform === 'win32') return pid;
  try {
    const command = fs.existsSync(`/proc/${pid}/cmdline`)
      ? fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(data) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
