/** How much of the limits was in use and how much was left, by statements and today. */
import { UTILIZATION_CAP } from '../catalogue/entry.js';
import type { Status } from '../catalogue/status.js';
import type { LineFact, StatementFact } from '../facts.js';
import { highest, lowest, mean, rounded, wages } from './figures.js';
import { placeBefore, type StatementWindow, utilizationOf } from './months.js';

export function utilization({ months, series }: StatementWindow, status: Status | null) {
  const ratios = series.map(({ sums }) => sums.map(utilizationOf));
  const available = lowest(
    series.map(({ currency, sums }) => wages(sums[0]?.availableMinor ?? null, currency)),
  );
  const before = months.length > 0 ? placeBefore(months, 0) : -1;
  const step = highest(ratios.map((each) => difference(each[0] ?? null, each[before] ?? null)));
  return {
    utilization_latest: rounded(highest(ratios.map((each) => each[0] ?? null))),
    utilization_mean: rounded(highest(ratios.map(mean))),
    utilization_max: rounded(highest(ratios.map(highest))),
    utilization_change: rounded(highest(ratios.map(change))),
    utilization_step_while_unused: status === 'UNUSED' ? rounded(step) : null,
    available_credit_in_wages: rounded(available),
    available_credit_while_revolving: status === 'REVOLVING' ? rounded(available) : null,
    over_limit_months:
      months.length > 0
        ? months.filter(({ statements }) => statements.some(isOverLimit)).length
        : null,
  };
}

const isOverLimit = ({ balanceMinor, limitMinor }: StatementFact): boolean =>
  limitMinor > 0 && balanceMinor > limitMinor;

const difference = (now: number | null, then: number | null): number | null =>
  now === null || then === null ? null : now - then;

/** Newest minus oldest; null when the newest month has no value or there is only one. */
function change(newestFirst: readonly (number | null)[]): number | null {
  const known = newestFirst.filter((each) => each !== null);
  return known.length < 2 ? null : difference(newestFirst[0] ?? null, known.at(-1) ?? null);
}

/**
 * The fullest line counts, not the sum: a line that closes then takes nothing from the others, and
 * this value can only fall or vanish. A line in run-off is left out; its debt stays visible in the
 * statements.
 */
export const utilizationNow = (lines: readonly LineFact[]): number | null =>
  rounded(highest(lines.map(ofLine)));

const ofLine = ({ usable, balanceMinor, limitMinor }: LineFact): number | null =>
  usable && limitMinor > 0
    ? Math.min(UTILIZATION_CAP, Math.max(0, balanceMinor) / limitMinor)
    : null;
