/** Ids, salts and hashes from the platform. */
import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Entropy } from '../application/ports.js';

export const systemEntropy: Entropy = {
  nextId: () => v7(),
  salt: () => randomBytes(32),
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  runningSha256() {
    const hash = createHash('sha256');
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  },
};
