/** Scoring a customer: gathers the facts, derives the values, applies the card. */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { balanceMinor, type Position } from '../domain/ledger/position.js';
import type { Statement } from '../domain/ledger/statement.js';
import type { Assessment, AssessmentTrigger } from '../domain/risk-profile/assessment.js';
import { deriveCharacteristics } from '../domain/risk-profile/characteristics.js';
import type { RiskFacts } from '../domain/risk-profile/facts.js';
import {
  type CompiledScorecard,
  compileScorecard,
  type Scorecard,
} from '../domain/risk-profile/scorecard.js';
import { addMonths, type Instant, type LocalDate } from '../domain/time.js';

/** Months of statements that a score looks back on. */
export const STATEMENT_MONTHS = 6;

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

/** Puts accounts, books and statements into the shape that scoring reads. */
export function riskFacts(
  accounts: readonly CreditAccount[],
  positions: readonly Position[],
  statements: readonly Statement[],
  asOf: LocalDate,
): RiskFacts {
  const balances = new Map(
    positions.map((position) => [position.accountId, balanceMinor(position)]),
  );
  return {
    asOf,
    statements,
    lines: accounts.map((account) => ({
      accountId: account.id,
      currency: account.currency,
      balanceMinor: balances.get(account.id) ?? 0,
      limitMinor: account.limitMinor,
      usable: account.status === 'ACTIVE' || account.status === 'NOTICE_GIVEN',
    })),
  };
}

/** Makes the assessment of the facts by a card. */
export function assess(
  base: { id: string; customerId: string; assessedAt: Instant; trigger: AssessmentTrigger },
  facts: RiskFacts,
  card: Scorecard,
): Assessment {
  const values = deriveCharacteristics(facts);
  const { score, probabilityOfDefault, band } = compiled(card).score(values);
  return { ...base, scorecardVersion: card.version, values, score, probabilityOfDefault, band };
}
