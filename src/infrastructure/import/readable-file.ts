/** Files that a command reads: what keeps them from being read, and whether they stay the same. */
import { open, stat } from 'node:fs/promises';

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

/**
 * All bytes of a file that is to be small. At most one byte more than is allowed is read, so that a
 * file of any size costs no more memory; a pipe or a device is refused before it is opened.
 * @throws Refused when it cannot be read, is no file or has more than `maxBytes`.
 */
export async function smallFile(path: string, maxBytes: number): Promise<Buffer> {
  try {
    if (!(await stat(path)).isFile()) throw new Refused('it is not a file');
    const file = await open(path);
    try {
      const buffer = Buffer.alloc(maxBytes + 1);
      let length = 0;
      for (let read = 1; read > 0 && length < buffer.length; length += read) {
        read = (await file.read(buffer, length, buffer.length - length)).bytesRead;
      }
      if (length <= maxBytes) return buffer.subarray(0, length);
      throw new Refused(`it has more than ${maxBytes} bytes`);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(`it cannot be read: ${(error as Error).message}`);
  }
}
