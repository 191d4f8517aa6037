/** The rates that a line had before its present one, as its repricings tell them. */
import type { FormerRate } from '../ledger/interest.js';
import { localDate } from '../time.js';
import type { PlatformAction } from './platform-action.js';

/**
 * Oldest first; none for a line that was never repriced. `actions` are those on the line, and days are
 * counted in the pack's zone: a rate ends on the day from which the next one counts.
 */
export function formerRates(
  actions: readonly PlatformAction[],
  productRatePpm: number,
  timeZone: string,
): FormerRate[] {
  const dayOf = (instant: number): string => localDate(instant, timeZone);
  return actions
    .flatMap(({ kind, status, before, set, effectiveAt, endedAt }): FormerRate[] => {
      const hasBegun = endedAt === null ? status === 'IN_FORCE' : endedAt >= effectiveAt;
      if (kind !== 'REPRICING' || !hasBegun) return [];
      const found = before.annualRatePpm ?? productRatePpm;
      const until = { until: dayOf(effectiveAt), annualRatePpm: found };
      // A line that was closed otherwise has kept the rate.
      if (endedAt === null || status === 'MOOT') return [until];
      return [until, { until: dayOf(endedAt), annualRatePpm: set.annualRatePpm ?? found }];
    })
    .toSorted((one, other) => (one.until < other.until ? -1 : Number(one.until > other.until)));
}
