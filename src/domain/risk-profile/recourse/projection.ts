/**
 * What statements and lines will be when a customer follows a course. Everything that happened
 * stays; from today on dues are paid on time, arrears today, and the rest is as the course says.
 * Assumptions, told with every plan: limits stay, interest runs at the line's rate by twelfths of a
 * year, and lines are used as in the average month of their statements unless the course says
 * otherwise. No course uses lines more than that.
 */
import { minimumDueMinor } from '../../ledger/statement.js';
import { currencyExponent } from '../../money.js';
import { addMonths, type LocalDate } from '../../time.js';
import type { LineFact, StatementFact } from '../facts.js';
import { type Course, type LineTerms, type Situation, WHOLE_LIMIT } from './situation.js';

/** What following a course costs, and what it leads to. Amounts in minor units. */
export interface Projected {
  readonly statements: readonly StatementFact[];
  readonly lineFacts: readonly LineFact[];
  readonly lines: readonly ProjectedLine[];
  /** How many statements are made until the course's day. */
  readonly months: number;
}

export interface ProjectedLine {
  readonly line: LineFact;
  readonly overdueMinor: number;
  /** Paid today beyond what is overdue. */
  readonly payDownMinor: number;
  /** Paid month by month, the first running month first. */
  readonly paidMinor: readonly number[];
  /** Of it, what the minimum dues alone would have come to. */
  readonly minimumMinor: readonly number[];
  readonly usedMinor: readonly number[];
  /** What an average month used. */
  readonly usualMinor: number;
}

/** A line with what is known of it before any course is followed. */
interface Ground {
  readonly line: LineFact;
  readonly terms: LineTerms;
  readonly usualMinor: number;
  readonly newest: StatementFact | undefined;
}

export const firstOfMonth = (day: LocalDate): LocalDate => `${day.slice(0, 7)}-01`;

/** First days of the months whose statements are made by `on`, the running one first. */
function statementMonths(today: LocalDate, on: LocalDate): LocalDate[] {
  const months: LocalDate[] = [];
  for (let month = firstOfMonth(today); addMonths(month, 1) <= on; month = addMonths(month, 1)) {
    months.push(month);
  }
  return months;
}

/**
 * Makes what follows courses from a situation; the same course always gives the same result.
 * Throws when a line has no terms.
 */
export function projector({ facts, terms }: Pick<Situation, 'facts' | 'terms'>) {
  const own = new Map(terms.map((each) => [each.accountId, each]));
  const ground = facts.lines.map((line): Ground => {
    const lineTerms = own.get(line.accountId);
    if (!lineTerms) throw new Error(`line ${line.accountId} has no terms`);
    const statements = facts.statements.filter(({ accountId }) => accountId === line.accountId);
    return {
      line,
      terms: lineTerms,
      usualMinor: line.usable ? usualUse(statements) : 0,
      newest: statements.reduce<StatementFact | undefined>(
        (newest, each) => (newest && newest.period >= each.period ? newest : each),
        undefined,
      ),
    };
  });
  const monthsBy = new Map<LocalDate, readonly LocalDate[]>();
  return (course: Course): Projected => {
    const months = monthsBy.get(course.on) ?? statementMonths(facts.asOf, course.on);
    monthsBy.set(course.on, months);
    const asBefore = (each: Ground, at: number): number =>
      Math.max(0, each.usualMinor - (at === 0 ? each.terms.usedSinceMinor : 0));
    const plain = ground.map((each) =>
      runLine(each, course, months, (at) => (course.use === 'NONE' ? 0 : asBefore(each, at))),
    );
    const runs = course.use === 'SPREAD' ? spread(ground, plain, course, months) : plain;
    return {
      months: months.length,
      lines: runs.map(({ projected }) => projected),
      lineFacts: runs.map(({ projected, balanceMinor }) => ({ ...projected.line, balanceMinor })),
      statements: [...facts.statements, ...runs.flatMap(({ statements }) => statements)],
    };
  };
}

interface Run {
  readonly projected: ProjectedLine;
  readonly balanceMinor: number;
  readonly statements: readonly StatementFact[];
}

/** What a line would be used for in a month, given what is owed on it before. */
type PlannedUse = (month: number, balanceMinor: number) => number;

function runLine(
  { line, terms, usualMinor, newest }: Ground,
  course: Course,
  months: readonly LocalDate[],
  planned: PlannedUse,
): Run {
  const { accountId, currency, limitMinor } = line;
  const debt = Math.max(0, line.balanceMinor);
  const overdueMinor = Math.min(debt, terms.overdueMinor);
  const payDownMinor = payDown(line, debt - overdueMinor, course);
  const today = payDownMinor + (course.arrearsLeft.includes(accountId) ? 0 : overdueMinor);
  let balanceMinor = line.balanceMinor - today;
  let billed = newest?.balanceMinor ?? 0;
  // Lateness goes on growing from where it is, or begins with the first due that is missed.
  let missedAt = today < overdueMinor ? -(newest?.monthsLate ?? 0) : Number.POSITIVE_INFINITY;
  const statements: StatementFact[] = [];
  const paidMinor: number[] = [];
  const minimumMinor: number[] = [];
  const usedMinor: number[] = [];
  for (const [at, month] of months.entries()) {
    // A line that ended gets no statements any more once nothing is owed on it.
    if (!line.usable && balanceMinor <= 0) break;
    const already = at === 0 ? terms.paidSinceMinor + today : 0;
    const stillDue = at === 0 ? terms.dueMinor - Math.max(0, today - overdueMinor) : 0;
    const owed = Math.max(0, balanceMinor);
    const minimum = Math.min(owed, Math.max(0, minimumDueMinor(terms, billed) - already, stillDue));
    const share = Math.ceil(Math.max(0, billed) * course.paymentShare) - already;
    const paid = course.missesDues ? 0 : Math.min(owed, Math.max(minimum, share));
    if (paid < minimum) missedAt = Math.min(missedAt, at);
    balanceMinor -= paid;
    const used = Math.min(roomOf(line, balanceMinor), planned(at, balanceMinor));
    balanceMinor += used;
    balanceMinor += interest(balanceMinor, terms.annualRatePpm);
    paidMinor.push(paid);
    minimumMinor.push(Math.min(paid, minimum));
    usedMinor.push(used);
    statements.push({
      accountId,
      period: month.slice(0, 7),
      currency,
      balanceMinor,
      limitMinor,
      paymentsMinor: paid + already,
      purchasesMinor: used + (at === 0 ? terms.usedSinceMinor : 0),
      monthsLate: Math.max(0, at - missedAt + 1),
    });
    billed = balanceMinor;
  }
  return {
    projected: {
      line,
      overdueMinor,
      payDownMinor,
      usualMinor,
      paidMinor,
      minimumMinor,
      usedMinor,
    },
    balanceMinor,
    statements,
  };
}

/**
 * What is paid today beyond the arrears so that the utilization is at most what was asked for: rounded up to whole
 * units of the currency, because nobody pays cents towards a limit, but never more than is owed.
 */
function payDown(
  { accountId, currency, limitMinor }: LineFact,
  owed: number,
  { payDownTo, notPaidDown }: Course,
): number {
  if (payDownTo === null || limitMinor <= 0 || notPaidDown.includes(accountId)) return 0;
  const left = Math.floor((limitMinor * payDownTo) / WHOLE_LIMIT);
  const asked = Math.max(0, owed - left);
  const unit = 10 ** (currencyExponent(currency) ?? 0);
  return Math.min(owed, Math.ceil(asked / unit) * unit);
}

const roomOf = ({ usable, limitMinor }: LineFact, balanceMinor: number): number =>
  usable ? Math.max(0, limitMinor - balanceMinor) : 0;

const interest = (balanceMinor: number, annualRatePpm: number): number =>
  balanceMinor > 0 ? Math.round(balanceMinor * (annualRatePpm / 12_000_000)) : 0;

/** The average month's purchases and draws on a line's statements; whole minor units. */
function usualUse(statements: readonly StatementFact[]): number {
  if (statements.length === 0) return 0;
  const used = statements.reduce((sum, each) => sum + Math.max(0, each.purchasesMinor), 0);
  return Math.floor(used / statements.length);
}

/**
 * The use of each month that there would be anyhow, shared among the usable lines of its currency by
 * their limits. What a full line has no room for is not moved to another: that would be borrowing
 * more. A line is not filled so far that its interest would carry it over the limit.
 */
function spread(
  ground: readonly Ground[],
  plain: readonly Run[],
  course: Course,
  months: readonly LocalDate[],
): Run[] {
  const sharing = plain.filter(({ projected: { line } }) => line.usable && line.limitMinor > 0);
  return ground.map((each, at) => {
    const { line, terms } = each;
    const before = plain[at] as Run;
    if (!sharing.includes(before)) return before;
    const own = sharing.filter(({ projected }) => projected.line.currency === line.currency);
    const limits = own.reduce((sum, { projected }) => sum + projected.line.limitMinor, 0);
    const used = months.map((_, month) =>
      own.reduce((sum, { projected }) => sum + (projected.usedMinor[month] ?? 0), 0),
    );
    const full = Math.floor(line.limitMinor / (1 + terms.annualRatePpm / 12_000_000));
    return runLine(each, course, months, (month, balanceMinor) => {
      const share = Math.floor((used[month] ?? 0) * (line.limitMinor / limits));
      return Math.max(0, Math.min(share, full - balanceMinor));
    });
  });
}
