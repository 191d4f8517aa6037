/** How late statements were, judged over all lines together. */
import { MONTHS_LATE_CAP, OLDER_HALF_MONTHS, WINDOW_MONTHS } from '../catalogue/entry.js';
import type { StatementWindow } from './months.js';

export function lateness({ months }: StatementWindow) {
  const [newest] = months;
  if (!newest) return NOTHING_KNOWN;
  const worst = months.reduce((most, { late }) => Math.max(most, late), 0);
  const monthsSince = (least: number): number => {
    const found = months.find(({ late }) => late >= least);
    return found ? newest.number - found.number : WINDOW_MONTHS;
  };
  return {
    months_late_latest: Math.min(MONTHS_LATE_CAP, newest.late),
    months_late_worst: Math.min(MONTHS_LATE_CAP, worst),
    late_statements: months.filter(({ late }) => late >= 1).length,
    earlier_late_months: months.filter(
      ({ number, late }) =>
        late >= 1 && newest.number - number >= WINDOW_MONTHS - OLDER_HALF_MONTHS,
    ).length,
    months_since_late: monthsSince(1),
    months_since_two_late: monthsSince(2),
  };
}

const NOTHING_KNOWN = {
  months_late_latest: null,
  months_late_worst: null,
  late_statements: null,
  earlier_late_months: null,
  months_since_late: null,
  months_since_two_late: null,
};
