/**
 * How a closing is read. None of this lowers a score: who closes a line that is paid off is managing
 * risk, who brings debts down is deleveraging, and only who closes again and again, where a
 * jurisdiction lets that be looked at and a rule acts on it, is flagged. What is not known is read
 * neither way.
 */
import { characteristic } from '../risk-profile/catalogue.js';
import type { CharacteristicValues, StatementFact } from '../risk-profile/facts.js';
import type { RuleSet } from '../risk-profile/rules.js';
import type { NewCreditRestriction } from './closure-quote.js';
import type { ClosureSignal } from './closure-record.js';
import type { Motive } from './credit-account.js';

export interface SignalFacts {
  /** What is owed on the closed line. */
  readonly owedMinor: number;
  /** The customer's values after the closing. */
  readonly values: CharacteristicValues;
  readonly motive: Motive | null;
  /** Of all lines of the customer. */
  readonly statements: readonly StatementFact[];
  /** What the closing itself brings for new credit, and the rules that it comes from. */
  readonly restrictions: readonly NewCreditRestriction[];
  readonly rules: Pick<RuleSet, 'rules'>;
}

/** The signals of a closing, in the order of `CLOSURE_SIGNALS`; there may be none. */
export function closureSignals(facts: SignalFacts): ClosureSignal[] {
  const signals: ClosureSignal[] = [];
  if (facts.owedMinor <= 0 && facts.values.months_late_worst === 0) {
    signals.push('ACTIVE_RISK_MANAGEMENT');
  }
  if (facts.motive === 'LOWER_LEVERAGE' || hasLessDebt(facts.statements)) {
    signals.push('DELEVERAGING');
  }
  if (facts.restrictions.some(({ ruleId }) => looksAtClosings(facts.rules, ruleId))) {
    signals.push('FREQUENT_CLOSING');
  }
  return signals;
}

/**
 * Whether debt over all lines fell from the oldest statements to the newest, currency by currency: in
 * one at least, and in none did it rise. Debts of different currencies are never added.
 */
function hasLessDebt(statements: readonly StatementFact[]): boolean {
  let falls = false;
  for (const own of Map.groupBy(statements, ({ currency }) => currency).values()) {
    const periods = own.map(({ period }) => period).toSorted();
    const change = debtIn(own, periods.at(-1)) - debtIn(own, periods[0]);
    if (change > 0) return false;
    if (change < 0) falls = true;
  }
  return falls;
}

/** A balance in the customer's favour on one line is no less debt on another. */
const debtIn = (statements: readonly StatementFact[], period: string | undefined): number =>
  statements
    .filter((each) => each.period === period)
    .reduce((sum, { balanceMinor }) => sum + Math.max(0, balanceMinor), 0);

function looksAtClosings({ rules }: Pick<RuleSet, 'rules'>, ruleId: string): boolean {
  const rule = rules.find(({ id }) => id === ruleId);
  return rule !== undefined && characteristic(rule.characteristicId)?.source === 'CLOSURES';
}

/** Bands that count as best. */
const BEST_BANDS = 2;
/** Utilization up to which a customer counts as using credit sparingly. */
const SPARING_UTILIZATION = 0.3;

export interface SegmentFacts {
  readonly band: string;
  /** The card's bands, the best first. */
  readonly bands: readonly string[];
  readonly values: CharacteristicValues;
  readonly signals: readonly ClosureSignal[];
}

/**
 * Whether the customer counts as one of quality, whom an offer may be made to: one of the two best
 * bands, no late statement in the last six months, at most 30 % of the limits used on the newest
 * statement, and no frequent closing. All of it must be known: who has no statement is none yet. A
 * house rule, set by judgement; it opens offers and shuts nobody out.
 */
export function isQualitySegment({ band, bands, values, signals }: SegmentFacts): boolean {
  const { late_statements: late, utilization_latest: used } = values;
  return (
    bands.slice(0, BEST_BANDS).includes(band) &&
    late === 0 &&
    typeof used === 'number' &&
    used <= SPARING_UTILIZATION &&
    !signals.includes('FREQUENT_CLOSING')
  );
}
