/**
 * The master key: from the configuration, or, in the demo, from a file that the first start makes
 * beside the demo's other key. It never reaches the database.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, MASTER_KEY } from '../config.js';
import { keptText } from '../kept-file.js';
import { StartRefused } from '../start-refusal.js';
import { KEY_BYTES } from './vault.js';

const DEMO_FILE = 'demo-encryption.key';

export interface MasterKey {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Where it comes from, for whoever has to change it. */
  readonly named: string;
}

/** The master key of a configuration. @throws StartRefused where its file does not hold one. */
export async function masterKeyOf({
  encryption,
  dataDir,
}: Pick<Config, 'encryption' | 'dataDir'>): Promise<MasterKey> {
  if (encryption && 'key' in encryption) return { key: encryption.key, named: 'ENCRYPTION_KEY' };
  if (encryption) {
    const named = `ENCRYPTION_KEY_FILE: ${encryption.keyFile}`;
    const text = await readFile(encryption.keyFile, 'utf8').catch((cause: Error) => {
      throw new StartRefused(`${named} cannot be read: ${cause.message}`, { cause });
    });
    return { key: keyIn(text, `${named} must hold 32 bytes in base64 and nothing else`), named };
  }
  const path = join(dataDir, DEMO_FILE);
  const make = async () => `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  const refusal = `${path} holds no encryption key; bring back the one that the data were written with`;
  return { key: keyIn(await keptText(path, make), refusal), named: path };
}

function keyIn(text: string, refusal: string): Uint8Array {
  const key = text.trim();
  // The text itself is not shown: it may be a key with a slip in it.
  if (!MASTER_KEY.test(key)) throw new StartRefused(refusal);
  return Buffer.from(key, 'base64');
}
