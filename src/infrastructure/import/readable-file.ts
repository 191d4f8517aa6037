/** Files that a command reads: what keeps them from being read, and whether they stay the same. */
import { stat } from 'node:fs/promises';

/** The command can't be carried out; the message is one line for the person at the terminal. */
export class Refused extends Error {}

/** What tells one state of a file from another. */
export interface FileState {
  /** In bytes. */
  readonly size: number;
  /** Differs from that of any other state, as far as the file system's clock goes. */
  readonly mark: string;
}

/** @throws Refused when there is no such file, or it is none that can be read. */
export async function fileState(path: string): Promise<FileState> {
  const found = await stat(path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new Refused(`it cannot be read: ${error.message}`);
  });
  if (!found) throw new Refused('no such file can be read');
  if (!found.isFile()) throw new Refused('not a file');
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return { size: Number(size), mark: [dev, ino, size, mtimeNs, ctimeNs].join(' ') };
}

/** The size for a progress bar, above zero. */
export const sizeOf = async (path: string): Promise<number> =>
  Math.max(1, (await fileState(path)).size);
