/**
 * What a decrease by the limit policy rests on: what its reasons tell of, the line as it stood, the
 * milder step that was weighed, and where the policy would have left the limit alone.
 */
import type { LineFacts } from '../platform-action/measure.js';
import { WINDOW_MONTHS } from '../risk-profile/catalogue/entry.js';
import type { CharacteristicValues } from '../risk-profile/facts.js';
import type { Scorecard } from '../risk-profile/scorecard.js';
import { addMonths, type LocalDate, localDate } from '../time.js';
import type { CreditAccount } from './credit-account.js';
import type { DecidedByPolicy, DecisionReason } from './decision.js';
import type { LimitPolicy, LimitRule } from './limit-policy.js';
import { type GroundByScore, groundByScore, type ReasonTells } from './reason-tells.js';

/** True of every decrease by a limit policy, which has no other step to take. */
const HIGHER_RATE: DecidedByPolicy['milder'][number] = {
  kind: 'REPRICING',
  whyNot: {
    en: 'It would have made what you owe dearer, and left as much to be drawn as before.',
    zh: '提高利率只会增加您所欠款项的成本，可支用的金额却与之前相同。',
  },
};

/** A rule that asks how far the line is used tells of its use; any other of the lines together. */
export function ruleTells(
  { utilizationAtLeastPpm, utilizationAtMostPpm }: LimitRule,
  balanceMinor: number,
): ReasonTells {
  const looksAtUse = (utilizationAtLeastPpm ?? 0) > 0 || utilizationAtMostPpm !== undefined;
  if (!looksAtUse) return 'NO_CONDUCT';
  return balanceMinor > 0 ? 'CONDUCT' : 'NO_USE';
}

/** The price bands of the card in which the policy lowers no limit, the best first. */
export const calmBands = (
  { rules }: Pick<LimitPolicy, 'rules'>,
  { bands }: Pick<Scorecard, 'bands'>,
): string[] =>
  bands
    .map(({ band }) => band)
    .filter((band) =>
      rules.every(({ move, bands: of }) => move.kind !== 'DECREASE' || !of.includes(band)),
    );

/** Everything but the reasons that a decrease of one line adds to its decision. */
export const decreaseByPolicy = (
  policy: LimitPolicy,
  card: Pick<Scorecard, 'bands'>,
  ruleId: string,
  facts: LineFacts,
): DecidedByPolicy => ({
  ruleId,
  facts,
  milder: [HIGHER_RATE],
  calmBands: calmBands(policy, card),
});

/** A line and its customer on the day of the decision. */
export interface LineOfDay {
  readonly account: CreditAccount;
  readonly facts: LineFacts;
  /** What the customer was assessed on. */
  readonly values: CharacteristicValues;
  readonly today: LocalDate;
  readonly timeZone: string;
  /** Whether not to use a line is a ground where the line is; elsewhere it costs nobody anything. */
  readonly isInactivityKnown: boolean;
}

/**
 * The ground of a decrease: the use of the line where the rule looked at it; else the band decided,
 * and what weighs most in the score says what that is about.
 */
export function groundOfDecrease(
  rule: LimitRule,
  ofScore: readonly DecisionReason[],
  line: LineOfDay,
): GroundByScore {
  const byRule = ruleTells(rule, line.facts.balanceMinor);
  const told = byRule === 'NO_CONDUCT' ? ofScore.map(({ tells }) => tells) : [byRule];
  return groundByScore(told, line.isInactivityKnown && isUnused(line));
}

/** No line was used in any month that a score looks back on, and this one was there for all of them. */
function isUnused({ account, facts, values, today, timeZone }: LineOfDay): boolean {
  const isOwed = facts.balanceMinor > 0 || facts.heldMinor > 0;
  const wasThere = localDate(account.openedAt, timeZone) <= addMonths(today, -WINDOW_MONTHS);
  return values.unused_months === WINDOW_MONTHS && !isOwed && wasThere;
}
