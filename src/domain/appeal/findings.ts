/**
 * What a reviewer found, and the facts with it. A finding sets right what is there: it lowers a
 * lateness or a count, adds an income, or sets aside what is another person's.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { StatementDue } from '../ledger/statement.js';
import type { ActivityDay, ActivityKind } from '../risk-profile/activity.js';
import { emptyDay, withActivity, without } from '../risk-profile/activity-day.js';
import type { RiskFacts } from '../risk-profile/facts.js';
import type { Instant, LocalDate } from '../time.js';
import type { Finding } from './appeal.js';
import {
  anothersIn,
  daysSetAside,
  duesSetAside,
  statementsSetAside,
  withoutSetAside,
} from './mistaken-identity.js';

/** Under which id an income that a case verified is kept. */
export const incomeActivityId = (appealId: Id): string => `appeal:${appealId}:income`;

/** Whose facts, on which day and at which moment they are found. */
export interface FoundAt {
  readonly customerId: CustomerId;
  readonly appealId: Id;
  readonly today: LocalDate;
  readonly now: Instant;
}

/** The income of the findings as an activity of today; undefined where none was verified. */
export function incomeFound(findings: readonly Finding[], { customerId, appealId, now }: FoundAt) {
  const found = findings.find(({ kind }) => kind === 'VERIFIED_INCOME');
  if (found?.kind !== 'VERIFIED_INCOME') return undefined;
  const { money } = found;
  return {
    id: incomeActivityId(appealId),
    customerId,
    occurredAt: now,
    kind: 'VERIFIED_INCOME',
    money,
  } as const;
}

/** The days that findings change, as they are then. */
export function daysFound(
  findings: readonly Finding[],
  days: readonly ActivityDay[],
  at: FoundAt,
): ActivityDay[] {
  const changed = new Map<LocalDate, ActivityDay>();
  const dayOf = (day: LocalDate): ActivityDay =>
    changed.get(day) ?? days.find((each) => each.day === day) ?? emptyDay(at.customerId, day);
  for (const finding of findings) {
    if (finding.kind !== 'ACTIVITY_NOT_OWN') continue;
    const { day, activityKind, count } = finding;
    changed.set(day, withoutSome(dayOf(day), activityKind, count));
  }
  const own = [...days.filter(({ day }) => !changed.has(day)), ...changed.values()];
  for (const day of daysSetAside(findings, own, at.appealId)) changed.set(day.day, day);
  const income = incomeFound(findings, at);
  if (income) changed.set(at.today, withActivity(dayOf(at.today), income));
  return [...changed.values()];
}

/**
 * The day without some of its activities of a kind. Which ones they were is not kept, so their sums
 * go by their share and, of what was counted by name or purpose, as many go as can have been theirs.
 */
export function withoutSome(day: ActivityDay, kind: ActivityKind, count: number): ActivityDay {
  const counted = day.counts[kind] ?? 0;
  const left = counted - count;
  if (left <= 0) return without(day, [kind]);
  const sums = Object.entries(day.sums).map(([currency, byKind]) => {
    const sum = byKind[kind];
    if (sum === undefined) return [currency, byKind] as const;
    // Rounded down: what is left is never said to be more than it can be.
    const share = Number((BigInt(sum) * BigInt(left)) / BigInt(counted));
    return [currency, { ...byKind, [kind]: share }] as const;
  });
  const names = day.pseudonyms[kind];
  const kept = names?.slice(0, Math.max(1, names.length - count));
  return {
    ...day,
    counts: { ...day.counts, [kind]: left },
    unstatedDraws:
      kind === 'DRAW' ? Math.max(0, Math.min(left, day.unstatedDraws - count)) : day.unstatedDraws,
    sums: Object.fromEntries(sums),
    pseudonyms: kept ? { ...day.pseudonyms, [kind]: kept } : day.pseudonyms,
  };
}

/** Statements that findings set right, with what a score is to read there. */
export const latenessFound = (
  findings: readonly Finding[],
): { readonly accountId: AccountId; readonly period: string; readonly monthsLate: number }[] =>
  findings.filter((each) => each.kind === 'LATENESS_CORRECTED');

/** The facts with the findings in them, as the next assessment will read them. */
export function withFindings(
  facts: RiskFacts,
  findings: readonly Finding[],
  at: FoundAt,
): RiskFacts {
  const late = latenessFound(findings);
  const own = withoutSetAside(facts.statements, findings);
  const statements = own.map((statement) => {
    const { accountId, period } = statement;
    const found = late.find((each) => each.accountId === accountId && each.period === period);
    return found ? { ...statement, monthsLate: found.monthsLate } : statement;
  });
  const { activity } = facts;
  if (!activity) return { ...facts, statements };
  const changed = daysFound(findings, activity.days, at);
  const others = activity.days.filter(({ day }) => !changed.some((each) => each.day === day));
  return { ...facts, statements, activity: { ...activity, days: [...others, ...changed] } };
}

/** Dues as findings leave them: what was not late, or not the customer's, is not past due. */
export function duesFound(
  dues: readonly StatementDue[],
  findings: readonly Finding[],
): StatementDue[] {
  const late = latenessFound(findings);
  return duesSetAside(dues, findings).map((due) => {
    const { accountId, period } = due;
    const found = late.find((each) => each.accountId === accountId && each.period === period);
    return found ? { ...due, foundMonthsLate: found.monthsLate } : due;
  });
}

/** Whether findings change anything that a score reads. */
export const changeFacts = (findings: readonly Finding[]): boolean =>
  findings.some(({ kind }) => kind !== 'MISTAKEN_IDENTITY' && kind !== 'FACTS_CONFIRMED') ||
  anothersIn(findings).length > 0;

/** The first period that findings speak of; undefined where they speak of none. */
export function firstPeriodFound(findings: readonly Finding[]): string | undefined {
  // What a decision rested on can be an overdue amount of whatever age.
  const isAll = findings.some((each) => each.kind === 'MISTAKEN_IDENTITY' && each.theirs === null);
  if (isAll) return FIRST_PERIOD;
  return [...latenessFound(findings), ...statementsSetAside(findings)]
    .map(({ period }) => period)
    .filter((period) => /^\d{4}-(0[1-9]|1[0-2])$/.test(period))
    .toSorted()[0];
}

/** No statement is older. */
const FIRST_PERIOD = '0001-01';
