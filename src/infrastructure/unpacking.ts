/**
 * Unfolding by Node's zlib. It works on other threads and hands over a small piece at a time, so that
 * whoever counts can stop it long before a bomb has gone off, and other requests are served meanwhile.
 */
import { createInflate } from 'node:zlib';
import type { Unpacking } from '../application/appeal-ports.js';

/** How much is unfolded at a time. */
const PIECE_BYTES = 64 * 1024;

/**
 * Gives the memory of a piece back at once: a bomb would otherwise leave a hundred megabytes for the
 * collector to find. Only of a full one, behind which zlib writes nothing more.
 */
function release({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): void {
  if (byteOffset + byteLength === buffer.byteLength && buffer.byteLength === PIECE_BYTES) {
    buffer.transfer(0);
  }
}

export const zlibUnpacking: Unpacking = (read) => {
  const inflate = createInflate({ chunkSize: PIECE_BYTES });
  let added = 0;
  let hasEnded = false;
  // It ends by itself where the packed bytes do, though more are added; damage and closing end it too.
  const over = new Promise<void>((resolve) => {
    inflate.once('end', () => {
      hasEnded = true;
      resolve();
    });
    inflate.once('error', () => resolve());
    inflate.once('close', () => resolve());
  });
  inflate.on('data', (piece: Uint8Array<ArrayBuffer>) => {
    if (!inflate.destroyed && !read(piece)) inflate.destroy();
    release(piece);
  });
  return {
    async add(bytes) {
      added += bytes.length;
      if (inflate.destroyed || hasEnded) return;
      const taken = new Promise<void>((resolve) => void inflate.write(bytes, () => resolve()));
      await Promise.race([taken, over]);
    },
    async end() {
      if (!inflate.destroyed && !hasEnded) inflate.end();
      await over;
      return hasEnded ? { behind: added - inflate.bytesWritten } : null;
    },
    close: () => void inflate.destroy(),
  };
};
