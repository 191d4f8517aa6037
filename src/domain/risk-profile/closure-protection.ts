/**
 * Where rules forbid that the customer's own closing costs score, the limit that it took away goes
 * on counting for a while. The protected characteristics are derived as if the closed line were
 * still there: its limit with what is owed on it, and an unused statement for each month in which
 * some other line has one. So the values of before the closing stay, unless the customer's own
 * later conduct moves them. A line that came in the place of the closed one has a limit of its own:
 * the two are never added, or closing and coming back would raise a score again and again. Every other characteristic is derived from the facts as they are, and
 * what the protected ones would have been stays on record.
 */
import type { ClosureProtection } from '../policy/jurisdiction-pack.js';
import { addDays } from '../time.js';
import type { Protection } from './assessment.js';
import type {
  CharacteristicValue,
  CharacteristicValues,
  LineFact,
  RiskFacts,
  StatementFact,
} from './facts.js';

/** What is scored, and what the closings alone would have made of it. */
export interface ProtectedValues {
  readonly values: CharacteristicValues;
  /** Null where no limit is protected on the day, or none of them makes a difference. */
  readonly protection: Protection | null;
}

/**
 * Derives the values with the protected limits counted in. `derive` is asked twice at most, and once
 * where nothing is protected; a protected id that it gives no value for is passed over.
 */
export function withProtection(
  facts: RiskFacts,
  derive: (facts: RiskFacts) => CharacteristicValues,
  protection: ClosureProtection | null,
): ProtectedValues {
  const withoutIt = derive(facts);
  if (!protection) return { values: withoutIt, protection: null };
  const kept = facts.lines.filter((line) => isKept(line, facts));
  if (kept.length === 0) return { values: withoutIt, protection: null };
  const asIfOpen = derive(withKept(facts, kept, protection));
  const values: Record<string, CharacteristicValue> = { ...withoutIt };
  const differing: Record<string, CharacteristicValue> = {};
  for (const id of protection.characteristics) {
    const [own, kept] = [withoutIt[id], asIfOpen[id]];
    if (own === undefined || kept === undefined || own === kept) continue;
    values[id] = kept;
    differing[id] = own;
  }
  if (Object.keys(differing).length === 0) return { values: withoutIt, protection: null };
  return { values, protection: { until: latest(kept), withoutIt: differing } };
}

const isKept = ({ limitCountsUntil }: LineFact, { asOf }: RiskFacts): boolean =>
  limitCountsUntil !== undefined && limitCountsUntil > asOf;

const latest = (kept: readonly LineFact[]): string =>
  kept.reduce(
    (last, { limitCountsUntil = '' }) => (limitCountsUntil > last ? limitCountsUntil : last),
    '',
  );

/** The facts with the lines as if they could still be used, and were not. */
const withKept = (
  facts: RiskFacts,
  kept: readonly LineFact[],
  protection: ClosureProtection,
): RiskFacts => ({
  ...facts,
  lines: facts.lines.map((line) => (kept.includes(line) ? { ...line, usable: true } : line)),
  statements: [
    ...facts.statements,
    ...kept.flatMap((line) => unusedStatements(line, facts, protection)),
  ],
});

/**
 * The month (`YYYY-MM`) of the closing, counted back from the day on which the protection ends: the
 * line's own standing is younger where a debt came later. The month has a statement of its own.
 */
const closedIn = ({ limitCountsUntil }: LineFact, { days }: ClosureProtection): string =>
  limitCountsUntil === undefined ? '' : addDays(limitCountsUntil, -days).slice(0, 7);

/** The statements that the line would have had, in months that have statements anyway. */
function unusedStatements(
  line: LineFact,
  facts: RiskFacts,
  protection: ClosureProtection,
): StatementFact[] {
  const { accountId, currency } = line;
  const since = closedIn(line, protection);
  const periods = new Set<string>();
  for (const { period } of facts.statements) if (period >= since) periods.add(period);
  // A line that still owes has statements of its own, and its limit stands in them.
  for (const own of facts.statements) if (own.accountId === accountId) periods.delete(own.period);
  return [...periods].map((period) => ({
    accountId,
    period,
    currency,
    balanceMinor: 0,
    limitMinor: Math.max(0, line.limitMinor - inItsPlace(line, period, facts, protection)),
    paymentsMinor: 0,
    purchasesMinor: 0,
    monthsLate: 0,
  }));
}

/** The largest limit that a successor has in a month, stated or protected in its turn. */
function inItsPlace(
  { successors = [] }: LineFact,
  period: string,
  facts: RiskFacts,
  protection: ClosureProtection,
): number {
  const limits = facts.lines
    .filter(({ accountId }) => successors.includes(accountId))
    .map((line) => {
      const stated = facts.statements.find(
        (own) => own.accountId === line.accountId && own.period === period,
      );
      if (stated) return stated.limitMinor;
      return isKept(line, facts) && period >= closedIn(line, protection) ? line.limitMinor : 0;
    });
  return Math.max(0, ...limits);
}
