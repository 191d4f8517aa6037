/**
 * Moves the demo's clock forward, for good, and does everything that becomes due by it. There is no
 * such thing beside a configured issuer: then the clock is nobody's to move.
 */
import { DAY_MS, type Instant } from '../domain/time.js';
import { mayAdvanceClock } from './access.js';
import type { Actor } from './actor.js';
import type { Ports } from './ports.js';
import { type DueWorkDone, runDueWork } from './run-due-work.js';

/** Ten years: beyond that calendars and packs say nothing useful. */
export const MAX_ADVANCE_MS = 10 * 366 * DAY_MS;

export type AdvanceRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'ADVANCE_INVALID' }
  | { code: 'CLOCK_FIXED' };

export type Advanced =
  | { now: Instant; done: DueWorkDone }
  | { refusals: readonly AdvanceRefusal[] };

/** `advance` is absent where the clock cannot be moved. */
export async function advanceClock(
  ports: Ports,
  actor: Actor,
  advance: ((byMs: number) => Promise<void>) | undefined,
  byMs: number,
): Promise<Advanced> {
  if (!mayAdvanceClock(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  if (!advance) return { refusals: [{ code: 'CLOCK_FIXED' }] };
  if (!Number.isSafeInteger(byMs) || byMs <= 0 || byMs > MAX_ADVANCE_MS) {
    return { refusals: [{ code: 'ADVANCE_INVALID' }] };
  }
  await advance(byMs);
  const done = await runDueWork(ports);
  return { now: ports.clock.now(), done };
}
