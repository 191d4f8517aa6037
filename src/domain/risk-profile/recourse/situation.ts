/**
 * Recourse: what a customer can do so that card and rules come to another result. This file says
 * what is asked and what may be done about it; `projection.ts` turns doing it into facts, `replay.ts`
 * lets derivation, card and rules look at them, and `search.ts` finds the plans. Only facts are acted
 * upon, never bins; nobody is told to borrow more; and whatever stands in a plan was replayed before
 * it is shown.
 */
import type { AccountId } from '../../identifiers.js';
import type { ClosureProtection } from '../../policy/jurisdiction-pack.js';
import type { LocalDate } from '../../time.js';
import type { RiskFacts } from '../facts.js';
import { bandPlace, NEW_CREDIT, type RuleSet, type Standing } from '../rules.js';
import type { CompiledScorecard } from '../scorecard.js';
import type { Restraint } from './restraint.js';

export type RecourseTarget =
  | { readonly kind: 'SCORE'; readonly score: number }
  | { readonly kind: 'BAND'; readonly band: string }
  /** The score is at or above the cutoff and no rule refers or holds back. */
  | { readonly kind: 'NEW_CREDIT' };

/** What the books know of a line beyond the facts that score. Amounts in minor units. */
export interface LineTerms {
  readonly accountId: AccountId;
  readonly annualRatePpm: number;
  /** The smallest payment: this share of the statement balance, at least the floor. */
  readonly minimumDuePpm: number;
  readonly minimumDueFloorMinor: number;
  /** Dues whose day has passed. */
  readonly overdueMinor: number;
  /** Open dues whose day is still to come. */
  readonly dueMinor: number;
  /** Paid and used since the newest statement was made. */
  readonly paidSinceMinor: number;
  readonly usedSinceMinor: number;
}

export interface Situation {
  readonly facts: RiskFacts;
  /** One for each line of the facts. */
  readonly terms: readonly LineTerms[];
  readonly card: CompiledScorecard;
  readonly rules: RuleSet;
  readonly target: RecourseTarget;
  /** What the pack says of closings that may not cost score; null where it protects nothing. */
  readonly protection: ClosureProtection | null;
}

/** Months ahead that a plan may take: by then every statement that scores is a new one. */
export const HORIZON_MONTHS = 6;
/** Shares of each statement's balance that a plan may ask to pay; 0 is the minimum due. */
export const PAYMENT_SHARES = [0, 0.1, 0.25, 0.5, 1] as const;
/** Utilization to pay down to is chosen in ten-thousandths of the limit. */
export const WHOLE_LIMIT = 10_000;

/** How lines are used while a plan runs. */
export const USES = ['AS_BEFORE', 'SPREAD', 'NONE'] as const;
export type Use = (typeof USES)[number];

/** One way to behave from today on; every number in it is a choice of the search. */
export interface Course {
  /** The day on which the result is looked at. */
  readonly on: LocalDate;
  /**
   * Each line with a limit is paid down today to this utilization, in ten-thousandths of its limit;
   * null: nothing is paid beyond the rest of the course.
   */
  readonly payDownTo: number | null;
  /** Lines that are not paid down all the same. */
  readonly notPaidDown: readonly AccountId[];
  /** Of each statement's balance, by its due day; at least the minimum due. */
  readonly paymentShare: number;
  readonly use: Use;
  /** What the customer keeps from until then. */
  readonly restraints: readonly Restraint[];
  readonly verifyIncome: boolean;
  /** Lines whose arrears stay, and whether dues are missed: only to see what paying them brings. */
  readonly arrearsLeft: readonly AccountId[];
  readonly missesDues: boolean;
}

export const reached = (
  target: RecourseTarget,
  standing: Standing,
  { card }: CompiledScorecard,
): boolean => {
  switch (target.kind) {
    case 'SCORE':
      return standing.scored.score >= target.score;
    case 'BAND':
      return bandPlace(card, standing.band) <= bandPlace(card, target.band);
    case 'NEW_CREDIT':
      return standing.newCredit === 'OPEN';
  }
};

/** The score below which the target cannot be reached, whatever the rules do. */
export function neededScore(target: RecourseTarget, { card }: CompiledScorecard): number {
  switch (target.kind) {
    case 'SCORE':
      return target.score;
    case 'BAND': {
      const band = card.bands[bandPlace(card, target.band)];
      return band?.minScore ?? Number.NEGATIVE_INFINITY;
    }
    case 'NEW_CREDIT':
      return card.cutoffScore ?? Number.NEGATIVE_INFINITY;
  }
}

/** Ids of the acting rules that keep the target from being reached, whatever the score. */
export function blockingRules(
  { target, rules, card: { card } }: Pick<Situation, 'target' | 'rules' | 'card'>,
  { acted }: Standing,
): string[] {
  if (target.kind === 'SCORE') return [];
  const acting = rules.rules.filter(({ id }) => acted.some(({ ruleId }) => ruleId === id));
  const isInTheWay = ({ effect }: (typeof acting)[number]): boolean =>
    target.kind === 'BAND'
      ? effect.kind === 'BAND_AT_BEST' &&
        bandPlace(card, effect.band) > bandPlace(card, target.band)
      : effect.kind !== 'BAND_AT_BEST';
  return acting.filter(isInTheWay).map(({ id }) => id);
}

/**
 * How near a standing comes to the target, to be compared member by member: first what was asked
 * for itself, then the rules in its way, then the score.
 */
export function nearness(situation: Situation, standing: Standing): readonly number[] {
  const { target, card } = situation;
  const { score } = standing.scored;
  const rulesInTheWay = blockingRules(situation, standing).length;
  switch (target.kind) {
    case 'SCORE':
      return [score];
    case 'BAND':
      return [-bandPlace(card.card, standing.band), -rulesInTheWay, score];
    case 'NEW_CREDIT':
      return [-NEW_CREDIT.indexOf(standing.newCredit), -rulesInTheWay, score];
  }
}

/** Above zero where the first is nearer. */
export function compareNearness(one: readonly number[], other: readonly number[]): number {
  for (const [at, mine] of one.entries()) {
    const theirs = other[at] ?? mine;
    if (mine !== theirs) return mine - theirs;
  }
  return 0;
}
