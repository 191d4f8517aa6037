/**
 * Secrets that a first start makes and every later one finds: a file that only its owner can read,
 * put in place so that processes that start at once end with the same one.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The file's text; where there is none, it is made first, with mode 0600. Each process prepares a
 * file of its own, and only the first can give it the final name.
 * @param path absolute; its folder is created when it is not there.
 * @throws what the file system refuses with.
 */
export async function keptText(path: string, make: () => Promise<string>): Promise<string> {
  const kept = (await textOf(path)) ?? (await create(path, make));
  if (kept === undefined) throw new Error(`${path} disappeared while it was made`);
  return kept;
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function create(path: string, make: () => Promise<string>): Promise<string | undefined> {
  const text = await make();
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    // A link, unlike a rename, never replaces the file of a process that was faster.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return textOf(path);
}
