/**
 * What the surroundings refuse a starting process: a folder that cannot be written, a database that
 * does not answer, a port that is taken. That is nobody's defect, so it is told in one line under
 * the variable that leads there. Everything else that fails keeps its stack.
 */
import type { Config } from './config.js';

/** The surroundings refuse; `message` is one line for the person at the terminal, without secrets. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** No connection to the database server was made. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
}

/** Runs what needs the data folder or the database. @throws StartRefused where those refuse. */
export async function usingStore<T>(config: Config, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const found = error instanceof StartRefused ? undefined : refusalIn(error);
    if (!found) throw error;
    const cause = { cause: error };
    // The URL itself is not shown: it may hold a password.
    throw found.store === 'server'
      ? new StartRefused(`DATABASE_URL: the database cannot be used: ${found.reason}`, cause)
      : new StartRefused(`DATA_DIR: ${config.dataDir} cannot be used: ${found.reason}`, cause);
  }
}

/** Runs what takes the address. @throws StartRefused where it cannot be had. */
export async function usingAddress<T>(
  { host, port }: Pick<Config, 'host' | 'port'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    const cause = { cause: error };
    if (code === 'EADDRINUSE') {
      throw new StartRefused(`PORT: ${port} is already in use on ${host}`, cause);
    }
    if (code === 'EACCES') {
      throw new StartRefused(`PORT: ${port} may not be used by this account`, cause);
    }
    throw new StartRefused(`HOST: ${host} cannot be listened on: ${message}`, cause);
  }
}

interface Refusal {
  readonly store: 'server' | 'folder';
  readonly reason: string;
}

/** The refusal behind an error, which libraries wrap; undefined for a defect. */
function refusalIn(error: unknown): Refusal | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const refusal = refusalOf(at);
    if (refusal) return refusal;
  }
  return undefined;
}

/**
 * PostgreSQL's codes for: connection, authorization, no such database or schema, no resources,
 * shutdown, read-only, no privilege.
 */
const SERVER_REFUSES = /^(08|28|3D|3F|53|57)...$|^(25006|42501)$/;
/** Of a connection that was there. */
const CONNECTION_LOST = /^(ECONN|EPIPE|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET)/;
/** SQLite: no permission, read-only, I/O, corrupt, full, cannot be opened, not a database. */
const FILE_REFUSES = new Set([3, 8, 10, 11, 13, 14, 26]);

function refusalOf(error: NodeJS.ErrnoException & { errcode?: number }): Refusal | undefined {
  const { code = '', errcode = 0, syscall, message } = error;
  const unreachable = error instanceof DatabaseUnreachable;
  if (unreachable || SERVER_REFUSES.test(code) || CONNECTION_LOST.test(code)) {
    return { store: 'server', reason: message };
  }
  // The low byte of an extended result code is the plain one.
  const fileRefused = code === 'ERR_SQLITE_ERROR' && FILE_REFUSES.has(errcode & 0xff);
  return fileRefused || syscall !== undefined ? { store: 'folder', reason: message } : undefined;
}
