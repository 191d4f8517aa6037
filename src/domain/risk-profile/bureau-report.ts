/** The credit bureau's report that a score looks at, and with it whose it is. */
import type { LocalDate } from '../time.js';
import { type ActivityFacts, type BureauReport, LONGEST_WINDOW_DAYS } from './activity.js';
import { daysWithin, newestOf } from './traits.js';

/**
 * The report that every trait of a bureau reads, whatever its window: the newest of the longest one.
 * Null without a report, and where the source is not permitted.
 */
export function reportLookedAt(
  { days, permitted }: ActivityFacts,
  asOf: LocalDate,
): BureauReport | null {
  if (!permitted.has('BUREAU')) return null;
  return newestOf(daysWithin(days, asOf, LONGEST_WINDOW_DAYS).map(({ bureau }) => bureau));
}
