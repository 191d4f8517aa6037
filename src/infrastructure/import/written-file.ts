/** Files that a command writes: whole or not at all, and never in place of what is no file. */
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { Refused } from './readable-file.js';

/**
 * Finds out before the work whether a file can be written there; what stands there stays.
 * @throws Refused when it cannot.
 */
export async function checkWritable(path: string): Promise<void> {
  const draft = await draftOf(path);
  try {
    await (await open(draft, 'w')).close();
  } catch (error) {
    throw unwritable(error);
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}

/**
 * Writes a file under another name first: a write that fails leaves what stood there as it was.
 * @throws Refused when it cannot be written.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = await draftOf(path);
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, draft.slice(0, -ENDING.length));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw unwritable(error);
  }
}

const ENDING = '.part';

/** Beside the file itself, also where `path` is a link: a link stays one. */
async function draftOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  // A rename would put a file in place of a folder's or a device's name.
  if (found && !found.isFile()) throw new Refused('it cannot be written: it is not a file');
  return `${found ? await realpath(path) : path}${ENDING}`;
}

const unwritable = (error: unknown): Refused =>
  new Refused(`it cannot be written: ${(error as Error).message}`);
