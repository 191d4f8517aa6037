/**
 * Names that callers choose may be personal (a phone number, an account with a bank), and nobody has
 * to read them back: they are stored as hashes, which find what the same name finds.
 */
import { createHash } from 'node:crypto';

const HASHED = 'sha256.';

/** What is stored for a name: `sha256.` and the hash in hexadecimal. */
export const hashed = (name: string): string =>
  HASHED + createHash('sha256').update(name).digest('hex');

/**
 * What a name may be stored as: its hash, or itself in a row of an older release. A name that looks
 * like a hash is not looked for as it is, or it would find what was stored for another.
 */
export const formsOf = (name: string): string[] =>
  name.startsWith(HASHED) ? [hashed(name)] : [hashed(name), name];
