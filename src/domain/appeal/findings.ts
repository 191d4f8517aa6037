/**
 * What a reviewer found, held against what is known, and the facts with it. A finding sets right what
 * is there: it lowers a lateness or a count, and adds an income; it never makes a customer look worse.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import { currencyExponent, isMovable, type Money } from '../money.js';
import {
  type ActivityDay,
  type ActivityKind,
  type ActivitySource,
  SOURCE_OF,
} from '../risk-profile/activity.js';
import { emptyDay, withActivity, without } from '../risk-profile/activity-day.js';
import type { RiskFacts, StatementFact } from '../risk-profile/facts.js';
import { type Instant, isLocalDate, type LocalDate } from '../time.js';
import type { Finding } from './appeal.js';

/** The longest note on a finding, in characters. */
export const MAX_NOTE_LENGTH = 2_000;
/** The most findings on one case. */
export const MAX_FINDINGS = 50;

export const FINDING_PROBLEMS = [
  'INCOME_INVALID',
  'EVIDENCE_NOT_OF_CASE',
  'SOURCE_NOT_PERMITTED',
  'STATEMENT_UNKNOWN',
  'MONTHS_LATE_NOT_LOWER',
  'ACTIVITY_UNKNOWN',
  'COUNT_INVALID',
  'NOTE_INVALID',
  'FOUND_TWICE',
  'TOO_MANY_FINDINGS',
] as const;

export interface FindingProblem {
  /** The field, such as `findings[0].period`. */
  readonly path: string;
  readonly code: (typeof FINDING_PROBLEMS)[number];
  /** Figures of the words. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** What findings are held against. */
export interface FindingFacts {
  /** Documents that the case names. */
  readonly evidenceIds: ReadonlySet<Id>;
  /** Statements of the customer's lines as scores read them, from the earliest period found on. */
  readonly statements: readonly Pick<StatementFact, 'accountId' | 'period' | 'monthsLate'>[];
  /** Days that scores read. */
  readonly days: readonly ActivityDay[];
  /** Sources that pack and consents permit today. */
  readonly permitted: ReadonlySet<ActivitySource>;
}

type Told = Omit<FindingProblem, 'path'> & { readonly field: string };
const problem = (
  field: string,
  code: FindingProblem['code'],
  values: FindingProblem['values'] = {},
): Told[] => [{ field, code, values }];

/** Everything that is wrong with the findings; none: they can become facts. */
export function findingProblems(
  findings: readonly Finding[],
  facts: FindingFacts,
): FindingProblem[] {
  if (findings.length > MAX_FINDINGS) {
    return [{ path: 'findings', code: 'TOO_MANY_FINDINGS', values: { most: MAX_FINDINGS } }];
  }
  const subjects = findings.map(subjectOf);
  return findings.flatMap((finding, at) => {
    const isRepeated = subjects.indexOf(subjects[at] ?? '') < at;
    const found = isRepeated ? problem('', 'FOUND_TWICE') : problemsOf(finding, facts);
    return found.map(({ field, ...rest }) => ({
      path: [`findings[${at}]`, field].filter((part) => part !== '').join('.'),
      ...rest,
    }));
  });
}

/** What it is about: of two findings about the same thing nobody could tell which one holds. */
function subjectOf(finding: Finding): string {
  switch (finding.kind) {
    case 'LATENESS_CORRECTED':
      return `${finding.kind} ${finding.accountId} ${finding.period}`;
    case 'ACTIVITY_NOT_OWN':
      return `${finding.kind} ${finding.activityKind} ${finding.day}`;
    default:
      return finding.kind;
  }
}

function problemsOf(finding: Finding, facts: FindingFacts): Told[] {
  switch (finding.kind) {
    case 'VERIFIED_INCOME':
      return incomeProblems(finding, facts);
    case 'LATENESS_CORRECTED': {
      const { accountId, period, monthsLate } = finding;
      const stated = facts.statements.find(
        (each) => each.accountId === accountId && each.period === period,
      );
      if (!stated) return problem('period', 'STATEMENT_UNKNOWN', { period });
      const isLower =
        Number.isInteger(monthsLate) && monthsLate >= 0 && monthsLate < stated.monthsLate;
      return isLower
        ? []
        : problem('monthsLate', 'MONTHS_LATE_NOT_LOWER', { months: stated.monthsLate });
    }
    case 'ACTIVITY_NOT_OWN': {
      const { activityKind, day, count } = finding;
      const known = facts.days.find((each) => isLocalDate(day) && each.day === day);
      const counted = known?.counts[activityKind] ?? 0;
      if (counted === 0) return problem('day', 'ACTIVITY_UNKNOWN', { day });
      const isThere = Number.isInteger(count) && count >= 1 && count <= counted;
      return isThere ? [] : problem('count', 'COUNT_INVALID', { most: counted });
    }
    case 'MISTAKEN_IDENTITY':
    case 'FACTS_CONFIRMED': {
      const { length } = finding.note.trim();
      const isNote = length > 0 && finding.note.length <= MAX_NOTE_LENGTH;
      return isNote ? [] : problem('note', 'NOTE_INVALID', { most: MAX_NOTE_LENGTH });
    }
  }
}

const isAmount = (money: Money): boolean =>
  Number.isSafeInteger(money.minor) &&
  isMovable(money) &&
  currencyExponent(money.currency) !== undefined;

function incomeProblems(
  { money, evidenceId }: Extract<Finding, { kind: 'VERIFIED_INCOME' }>,
  { permitted, evidenceIds }: FindingFacts,
): Told[] {
  // An income that may not be looked at would be kept and do nothing.
  if (!permitted.has(SOURCE_OF.VERIFIED_INCOME)) return problem('', 'SOURCE_NOT_PERMITTED');
  return [
    ...(isAmount(money) ? [] : problem('money', 'INCOME_INVALID')),
    ...(evidenceId === null || evidenceIds.has(evidenceId)
      ? []
      : problem('evidenceId', 'EVIDENCE_NOT_OF_CASE')),
  ];
}

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
  const statements = facts.statements.map((statement) => {
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

/** Whether findings change anything that a score reads. */
export const changeFacts = (findings: readonly Finding[]): boolean =>
  findings.some(({ kind }) => kind !== 'MISTAKEN_IDENTITY' && kind !== 'FACTS_CONFIRMED');

/** The first period that findings speak of; undefined where they speak of none. */
export const firstPeriodFound = (findings: readonly Finding[]): string | undefined =>
  latenessFound(findings)
    .map(({ period }) => period)
    .filter((period) => /^\d{4}-(0[1-9]|1[0-2])$/.test(period))
    .toSorted()[0];
