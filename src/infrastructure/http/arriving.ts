/**
 * A request's body as it arrives, at the pace of whoever takes it in, with an end to the waiting. The
 * request itself is left open whatever happens, so that it can still be answered.
 */
import type { IncomingMessage } from 'node:http';
import { ArrivalEnded } from '../../application/hand-in-evidence.js';

export interface ArrivalPatience {
  /** For the next bytes. */
  readonly idleMs: number;
  /** For all of them. */
  readonly wholeMs: number;
}

/** 10 MiB in five minutes is 280 kbit/s, which a poor mobile connection has. */
export const ARRIVAL_PATIENCE: ArrivalPatience = { idleMs: 30_000, wholeMs: 300_000 };

const EVENTS = ['readable', 'end', 'error', 'close'] as const;

/** The bytes; throws {@link ArrivalEnded} when the client goes away or takes too long. */
export async function* arriving(
  request: IncomingMessage,
  { idleMs, wholeMs }: ArrivalPatience,
): AsyncGenerator<Uint8Array, void> {
  const until = performance.now() + wholeMs;
  let wake = (): void => undefined;
  const woken = (): void => wake();
  for (const event of EVENTS) request.on(event, woken);
  try {
    for (;;) {
      const chunk: Uint8Array | null = request.read();
      if (chunk) yield chunk;
      else if (request.readableEnded) return;
      else if (request.destroyed) throw new ArrivalEnded('TRUNCATED');
      if (chunk) continue;
      const leftMs = Math.max(0, until - performance.now());
      const inTime = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), Math.min(idleMs, leftMs));
        wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
      if (!inTime) throw new ArrivalEnded('TOO_SLOW');
    }
  } finally {
    for (const event of EVENTS) request.off(event, woken);
  }
}
