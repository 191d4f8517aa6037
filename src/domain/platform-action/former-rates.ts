/** The rates that a line bore on its days, as its repricings tell them. */
import type { FormerRate } from '../ledger/interest.js';
import { type LocalDate, localDate } from '../time.js';
import type { PlatformAction } from './platform-action.js';
import { raisedBy } from './undo-limit.js';

/** The days that bore a repricing: from the first to the one before `until`. */
interface Raise {
  readonly from: LocalDate;
  /** Null: it bears it still. */
  readonly until: LocalDate | null;
  readonly raisedPpm: number;
}

export interface RatesBorne {
  /** Before the present one, oldest first; none for a line that was never repriced. */
  readonly former: readonly FormerRate[];
  readonly presentPpm: number;
}

/**
 * What the days of a line bear. `actions` are those on the line; days are counted in the pack's zone, and
 * a rate ends on the day from which the next one counts. An overturned repricing never was: what it
 * cost is given back.
 */
export function ratesBorne(
  actions: readonly PlatformAction[],
  productRatePpm: number,
  timeZone: string,
): RatesBorne {
  const raises = actions.flatMap((each): Raise[] => {
    const { status, began, endedAt } = each;
    if (!began || status === 'OVERTURNED') return [];
    // A line that was closed otherwise has kept the rate.
    const isBorne = endedAt === null || status === 'MOOT';
    const until = isBorne ? null : localDate(endedAt, timeZone);
    return [{ from: began.day, until, raisedPpm: raisedBy(each, productRatePpm) }];
  });
  const ends = raises.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  const bearing = (isOn: (raise: Raise) => boolean): number =>
    raises.filter(isOn).reduce((sum, { raisedPpm }) => sum + raisedPpm, productRatePpm);
  return {
    former: [...new Set(ends)].toSorted().map((until) => ({
      until,
      annualRatePpm: bearing(
        (raise) => raise.from < until && (raise.until === null || until <= raise.until),
      ),
    })),
    presentPpm: bearing((raise) => raise.until === null),
  };
}
