/**
 * Facts of a file that are another person's. A reviewer names them, or says that all were on which
 * the decision rested. They are set aside and stay in the file, for those who look at the case later;
 * no score reads them any more.
 */
import type { Decision } from '../credit-account/decision.js';
import type { Id } from '../identifiers.js';
import type { StatementDue } from '../ledger/statement.js';
import { ruleOf } from '../platform-action/condition-words.js';
import type { ActivityDay, ActivityKind } from '../risk-profile/activity.js';
import { LONGEST_WINDOW_DAYS } from '../risk-profile/activity.js';
import { withSetAside } from '../risk-profile/activity-day.js';
import { behaviourWindow, INCOME_VERIFICATION } from '../risk-profile/catalogue/behaviour.js';
import { WINDOW_MONTHS } from '../risk-profile/catalogue/entry.js';
import { characteristic } from '../risk-profile/catalogue.js';
import type { StatementFact } from '../risk-profile/facts.js';
import type { ActedRule, RuleSet } from '../risk-profile/rules.js';
import { TRAITS } from '../risk-profile/traits.js';
import { addDays, addMonths, isLocalDate, type LocalDate } from '../time.js';
import type { AnothersFacts, Finding } from './appeal.js';

/** A statement by its line and its period. */
export type StatementPlace = Pick<StatementFact, 'accountId' | 'period'>;

type Activities = Extract<AnothersFacts, { kind: 'ACTIVITIES' }>;

/** The parts of the file that findings say are another person's. */
export const anothersIn = (findings: readonly Finding[]): AnothersFacts[] =>
  findings.flatMap((each) => (each.kind === 'MISTAKEN_IDENTITY' ? (each.theirs ?? []) : []));

const isOnDay = ({ from, until }: Pick<Activities, 'from' | 'until'>, day: LocalDate) =>
  from <= day && day <= until;

/** Whether a reviewer's part names something that is in the file. */
export function isKnownPart(
  part: AnothersFacts,
  file: { readonly days: readonly ActivityDay[]; readonly statements: readonly StatementPlace[] },
): boolean {
  if (part.kind === 'STATEMENT') return file.statements.some((each) => isSamePlace(each, part));
  const { activityKinds, from, until } = part;
  if (!isLocalDate(from) || !isLocalDate(until)) return false;
  return file.days.some(
    ({ day, counts }) => isOnDay(part, day) && activityKinds.some((kind) => kind in counts),
  );
}

const isSamePlace = (one: StatementPlace, other: StatementPlace): boolean =>
  one.accountId === other.accountId && one.period === other.period;

/** The days that are changed when parts of them are set aside, as they are then. */
export function daysSetAside(
  findings: readonly Finding[],
  days: readonly ActivityDay[],
  appealId: Id,
): ActivityDay[] {
  const parts = anothersIn(findings).filter((each) => each.kind === 'ACTIVITIES');
  return days.flatMap((day) => {
    const kinds = parts
      .filter((part) => isOnDay(part, day.day))
      .flatMap(({ activityKinds }) => activityKinds);
    const left = withSetAside(day, kinds, appealId);
    return left === day ? [] : [left];
  });
}

/** Statements that findings set aside. */
export const statementsSetAside = (findings: readonly Finding[]): StatementPlace[] =>
  anothersIn(findings).filter((each) => each.kind === 'STATEMENT');

/** Those that are still the customer's own. */
export function withoutSetAside<S extends StatementPlace>(
  statements: readonly S[],
  findings: readonly Finding[],
): S[] {
  const theirs = statementsSetAside(findings);
  return statements.filter((each) => !theirs.some((place) => isSamePlace(each, place)));
}

/** What findings leave of dues: those of another person's statement are not the customer's. */
export const duesSetAside = (
  dues: readonly StatementDue[],
  findings: readonly Finding[],
): StatementDue[] => {
  const own = new Set(withoutSetAside(dues, findings));
  return dues.map((each) => (own.has(each) ? each : { ...each, isSetAside: true }));
};

/** What a decision was made on, as far as a file has it. */
export interface DecisionBasis {
  readonly decision: Pick<Decision, 'accountId' | 'measure' | 'reasons'>;
  /** The customer's day on which it was made. */
  readonly decidedOn: LocalDate;
  /** The rules of that time and those that acted, with what the card looks at; null without a score. */
  readonly scored: {
    readonly rules: RuleSet;
    readonly acted: readonly ActedRule[];
    readonly characteristicIds: readonly string[];
  } | null;
}

/** The findings as they are kept: with the facts themselves where all were meant, and how many. */
export const namingParts = (
  findings: readonly Finding[],
  file: { readonly days: readonly ActivityDay[]; readonly statements: readonly StatementPlace[] },
  basis: DecisionBasis,
): Finding[] =>
  findings.map((finding) => {
    if (finding.kind !== 'MISTAKEN_IDENTITY') return finding;
    const theirs = finding.theirs ?? restedOn(basis, file);
    return { ...finding, theirs: theirs.map((part) => counted(part, file.days)) };
  });

function counted(part: AnothersFacts, days: readonly ActivityDay[]): AnothersFacts {
  if (part.kind === 'STATEMENT') return part;
  const kinds = [...new Set(part.activityKinds)];
  const of = days.filter(({ day }) => isOnDay(part, day));
  const counts = of.flatMap((day) => kinds.map((kind) => day.counts[kind] ?? 0));
  return { ...part, count: counts.reduce((sum, count) => sum + count, 0) };
}

/** The facts of the file on which the decision rested; none where it rested on nothing of a file. */
function restedOn(
  basis: DecisionBasis,
  file: { readonly days: readonly ActivityDay[]; readonly statements: readonly StatementPlace[] },
): AnothersFacts[] {
  const { decision, decidedOn } = basis;
  const ids = lookedAt(basis);
  const activities = ids.flatMap((id) => activitiesOf(id, decidedOn));
  const isOfScores = ids.some((id) => characteristic(id)?.source === 'STATEMENTS');
  const isOverdue = conditionsOf(basis).some(({ kind }) => kind === 'OVERDUE_DAYS_AT_LEAST');
  const month = decidedOn.slice(0, 7);
  const first = addMonths(`${month}-01`, -WINDOW_MONTHS).slice(0, 7);
  // A score looks back so far; what is past due can be of whatever age.
  const isRead = ({ accountId, period }: StatementPlace): boolean =>
    period <= month &&
    ((isOfScores && period >= first) || (isOverdue && accountId === decision.accountId));
  const statements = file.statements
    .filter(isRead)
    .map(({ accountId, period }) => ({ kind: 'STATEMENT', accountId, period }) as const);
  return [...activities.filter((part) => isKnownPart(part, file)), ...statements];
}

const conditionsOf = ({ decision }: DecisionBasis) => decision.measure?.conditions ?? [];

/** Characteristics on which it rested: those of its conditions or, where a score did, the score's. */
function lookedAt(basis: DecisionBasis): string[] {
  const { decision, scored } = basis;
  const conditions = conditionsOf(basis);
  const named = conditions.flatMap((each) => {
    if ('characteristicId' in each) return [each.characteristicId];
    return each.kind === 'RULE_ACTS' && scored ? [ofRule(each.ruleId, scored.rules)] : [];
  });
  const isByScore = !decision.measure || conditions.some(({ kind }) => kind === 'BAND_IN');
  if (!isByScore || !scored) return [...new Set(named)];
  const told = decision.reasons.flatMap(({ values }) => values.characteristicId ?? []);
  const points = told.length > 0 ? told : scored.characteristicIds;
  const acted = scored.acted.map(({ ruleId }) => ofRule(ruleId, scored.rules));
  return [...new Set([...named, ...points, ...acted])];
}

const ofRule = (ruleId: string, rules: RuleSet): string => ruleOf(rules, ruleId).characteristicId;

/** What a characteristic of behaviour was made from, over its window; none for any other. */
function activitiesOf(id: string, decidedOn: LocalDate): Activities[] {
  const window = behaviourWindow(id);
  const isIncome = id === INCOME_VERIFICATION.id;
  const windowDays = isIncome ? LONGEST_WINDOW_DAYS : window?.windowDays;
  if (windowDays === undefined) return [];
  const activityKinds: readonly ActivityKind[] = isIncome
    ? ['VERIFIED_INCOME']
    : (TRAITS.find(({ name }) => name === window?.trait)?.kinds ?? []);
  const from = addDays(decidedOn, 1 - windowDays);
  return [{ kind: 'ACTIVITIES', activityKinds, from, until: decidedOn }];
}
