/** What can be wrong with what a reviewer found, held against what is known. */
import type { Id } from '../identifiers.js';
import { currencyExponent, isMovable, type Money } from '../money.js';
import { type ActivityDay, type ActivitySource, SOURCE_OF } from '../risk-profile/activity.js';
import type { StatementFact } from '../risk-profile/facts.js';
import { isLocalDate } from '../time.js';
import type { AnothersFacts, Finding } from './appeal.js';
import type { EvidenceKind } from './evidence.js';
import { isKnownPart } from './mistaken-identity.js';

/** The longest note on a finding, in characters. */
export const MAX_NOTE_LENGTH = 2_000;
/** The most findings on one case. */
export const MAX_FINDINGS = 50;

export const FINDING_PROBLEMS = [
  'INCOME_INVALID',
  'EVIDENCE_NOT_OF_CASE',
  'EVIDENCE_NOT_OF_INCOME',
  'SOURCE_NOT_PERMITTED',
  'STATEMENT_UNKNOWN',
  'MONTHS_LATE_NOT_LOWER',
  'ACTIVITY_UNKNOWN',
  'FACTS_NOT_NAMED',
  'FACTS_UNKNOWN',
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
  /** Documents that the case names, with what each is. */
  readonly evidence: ReadonlyMap<Id, EvidenceKind>;
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
      return [...noteProblems(finding.note), ...theirsProblems(finding.theirs, facts)];
    case 'FACTS_CONFIRMED':
      return noteProblems(finding.note);
  }
}

function noteProblems(note: string): Told[] {
  const isNote = note.trim().length > 0 && note.length <= MAX_NOTE_LENGTH;
  return isNote ? [] : problem('note', 'NOTE_INVALID', { most: MAX_NOTE_LENGTH });
}

/** Null is every fact that the decision rested on; who names some has to name what is there. */
function theirsProblems(theirs: readonly AnothersFacts[] | null, facts: FindingFacts): Told[] {
  if (theirs === null) return [];
  if (theirs.length === 0) return problem('theirs', 'FACTS_NOT_NAMED');
  if (theirs.length > MAX_FINDINGS) {
    return problem('theirs', 'TOO_MANY_FINDINGS', { most: MAX_FINDINGS });
  }
  const unknown = theirs.findIndex((part) => !isKnownPart(part, facts));
  return unknown < 0 ? [] : problem('theirs', 'FACTS_UNKNOWN', { place: unknown + 1 });
}

const isAmount = (money: Money): boolean =>
  Number.isSafeInteger(money.minor) &&
  isMovable(money) &&
  currencyExponent(money.currency) !== undefined;

function incomeProblems(
  { money, evidenceId, note = null }: Extract<Finding, { kind: 'VERIFIED_INCOME' }>,
  { permitted, evidence }: FindingFacts,
): Told[] {
  // An income that may not be looked at would be kept and do nothing.
  if (!permitted.has(SOURCE_OF.VERIFIED_INCOME)) return problem('', 'SOURCE_NOT_PERMITTED');
  return [
    ...(isAmount(money) ? [] : problem('money', 'INCOME_INVALID')),
    ...documentProblems(evidenceId === null ? null : (evidence.get(evidenceId) ?? 'NONE')),
    // Whoever looks at the case later has to see against what the income was verified.
    ...(evidenceId === null || note !== null ? noteProblems(note ?? '') : []),
  ];
}

function documentProblems(kind: EvidenceKind | 'NONE' | null): Told[] {
  if (kind === null || kind === 'INCOME_PROOF' || kind === 'BANK_STATEMENT') return [];
  const code = kind === 'NONE' ? 'EVIDENCE_NOT_OF_CASE' : 'EVIDENCE_NOT_OF_INCOME';
  return problem('evidenceId', code);
}
