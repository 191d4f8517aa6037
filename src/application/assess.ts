/** Scoring a customer: gathers the facts, derives the values, applies the card and the rules. */
import { type CreditAccount, pausedOf } from '../domain/credit-account/credit-account.js';
import { balanceMinor, type Position } from '../domain/ledger/position.js';
import type { Statement } from '../domain/ledger/statement.js';
import type { ClosureProtection } from '../domain/policy/jurisdiction-pack.js';
import type { ActivityFacts } from '../domain/risk-profile/activity.js';
import type { Assessment, AssessmentTrigger } from '../domain/risk-profile/assessment.js';
import { reportLookedAt } from '../domain/risk-profile/bureau-report.js';
import { deriveCharacteristics } from '../domain/risk-profile/characteristics.js';
import { withProtection } from '../domain/risk-profile/closure-protection.js';
import type { RiskFacts } from '../domain/risk-profile/facts.js';
import { ruleIssuesBeside } from '../domain/risk-profile/rule-set-validation.js';
import { characteristicsOf, type RuleSet, standingOf } from '../domain/risk-profile/rules.js';
import {
  type CompiledScorecard,
  compileScorecard,
  type Scorecard,
} from '../domain/risk-profile/scorecard.js';
import { addMonths, type Instant, type LocalDate } from '../domain/time.js';
import type { Ports } from './ports.js';

/** What looks on a customer: the card that scores and the rules that stand beside it. */
export interface RiskModel {
  readonly card: Scorecard;
  readonly rules: RuleSet;
}

const fitting = new WeakMap<Scorecard, WeakSet<RuleSet>>();

/**
 * The card and the rules that new assessments are made by. Throws when they do not fit together: a
 * rule about a band that the card does not have would silently do nothing.
 */
export async function currentModel({
  riskProfiles,
}: Pick<Ports, 'riskProfiles'>): Promise<RiskModel> {
  const card = await riskProfiles.champion();
  const rules = await riskProfiles.currentRules();
  const known = fitting.get(card) ?? new WeakSet<RuleSet>();
  if (!known.has(rules)) {
    const [first] = ruleIssuesBeside(rules, card);
    if (first)
      throw new Error(`${rules.version} beside ${card.version}: ${first.path} ${first.message}`);
    fitting.set(card, known.add(rules));
  }
  return { card, rules };
}

/** Months of statements that a score looks back on. */
const STATEMENT_MONTHS = 6;

const compiledCards = new WeakMap<Scorecard, CompiledScorecard>();

/** The card ready to score; compiled once per loaded document. */
export function compiled(card: Scorecard): CompiledScorecard {
  let ready = compiledCards.get(card);
  if (!ready) {
    ready = compileScorecard(card);
    compiledCards.set(card, ready);
  }
  return ready;
}

/** The first period (`YYYY-MM`) of the statements that an assessment of a day reads. */
export const firstPeriod = (asOf: LocalDate): string =>
  addMonths(`${asOf.slice(0, 7)}-01`, -STATEMENT_MONTHS).slice(0, 7);

/** Puts accounts, books, statements and behaviour into the shape that scoring reads. */
export function riskFacts(
  accounts: readonly CreditAccount[],
  positions: readonly Position[],
  statements: readonly Statement[],
  asOf: LocalDate,
  activity: ActivityFacts | undefined,
): RiskFacts {
  const balances = new Map(
    positions.map((position) => [position.accountId, balanceMinor(position)]),
  );
  return {
    asOf,
    statements: statements.filter(isOwn).map(asScored),
    activity,
    lines: accounts.map((account) => ({
      accountId: account.id,
      currency: account.currency,
      balanceMinor: balances.get(account.id) ?? 0,
      limitMinor: account.limitMinor,
      usable: isUsable(account),
      ...protectedLimit(account, accounts),
    })),
  };
}

/** A line that its customer has paused counts as no other paused one does, also under notice. */
const isUsable = (account: CreditAccount): boolean =>
  account.status === 'ACTIVE' ||
  (account.status === 'NOTICE_GIVEN' && pausedOf(account) === undefined);

/** What was found to be another person's is kept and looked at by nobody. */
const isOwn = ({ setAsideBy }: Statement): boolean => setAsideBy === undefined;

/** A statement with what was our own mistake set right; most have none and stay the same object. */
const asScored = (statement: Statement): Statement =>
  statement.corrected
    ? {
        ...statement,
        limitMinor: statement.corrected.limitMinor ?? statement.limitMinor,
        monthsLate: statement.corrected.monthsLate ?? statement.monthsLate,
      }
    : statement;

/** Until when the limit of a line that its customer closed goes on counting, and beside which. */
function protectedLimit(account: CreditAccount, accounts: readonly CreditAccount[]) {
  if (!('limitCountsUntil' in account) || account.limitCountsUntil === null) return {};
  const successors = accounts.filter((each) => follows(each, account)).map(({ id }) => id);
  return {
    limitCountsUntil: account.limitCountsUntil,
    ...(successors.length > 0 && { successors }),
  };
}

/** Whether a line came back in the place of one: it names it, or is a later one of its product. */
const follows = (line: CreditAccount, { id, productId, openedAt }: CreditAccount): boolean =>
  line.previousAccountId !== null &&
  (line.previousAccountId === id || (line.productId === productId && line.openedAt > openedAt));

/**
 * Makes the assessment of the facts by a card and its rules; `protection` is what the pack says of
 * closings that may not cost score.
 */
export function assess(
  base: { id: string; customerId: string; assessedAt: Instant; trigger: AssessmentTrigger },
  facts: RiskFacts,
  { card, rules }: RiskModel,
  closureProtection: ClosureProtection | null,
): Assessment {
  const looksAt = [...card.characteristics.map(({ id }) => id), ...characteristicsOf(rules)];
  const { values, protection } = withProtection(
    facts,
    (some) => deriveCharacteristics(some, looksAt),
    closureProtection,
  );
  const { scored, acted, band, newCredit } = standingOf(compiled(card), rules, values);
  const { score, probabilityOfDefault } = scored;
  const report = facts.activity ? reportLookedAt(facts.activity, facts.asOf) : null;
  return {
    ...base,
    scorecardVersion: card.version,
    values,
    score,
    probabilityOfDefault,
    band,
    rules: { version: rules.version, acted, newCredit },
    protection,
    bureauId: report?.bureauId ?? null,
  };
}
