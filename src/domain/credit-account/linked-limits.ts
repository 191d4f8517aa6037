/**
 * How a creditor's other lines move when a customer closes one. The first rule that fits a line
 * decides about it, also where what it says is not permitted or comes to nothing: a line that one
 * rule would lower is never raised by the next. Moved limits are whole steps of the policy, rounded
 * in each direction towards the limit that the line has. No line falls below what is owed and held on
 * it, and what lines gain together is never more than the closing frees.
 */
import { money, readableMoney } from '../money.js';
import { fill, type Locale } from '../wording.js';
import type { CreditAccount, Motive } from './credit-account.js';
import type { LimitMove, LimitPolicy, LimitRule } from './limit-policy.js';

export interface LinkedLine {
  readonly account: CreditAccount;
  /** Negative when the customer is in credit. */
  readonly balanceMinor: number;
  /** Reserved by open holds. */
  readonly heldMinor: number;
}

export interface LinkedFacts {
  readonly closed: CreditAccount;
  /** What the closing leaves free of the closed line's limit. */
  readonly freedMinor: number;
  /** The customer's lines; those that cannot move are passed over. */
  readonly lines: readonly LinkedLine[];
  /** The customer's price band after the closing, before any limit moves. */
  readonly band: string;
  readonly motive: Motive | null;
  /** What the jurisdiction pack lets happen. */
  readonly permitted: { readonly decrease: boolean; readonly increase: boolean };
}

const MILLION = 1_000_000;

/** The moves that a closing brings, in the order of the lines; a limit that stays is none. */
export function linkedLimits(policy: LimitPolicy, facts: LinkedFacts): LimitMove[] {
  const { closed, lines, permitted } = facts;
  const { currency } = closed;
  const step = Object.hasOwn(policy.stepMinor, currency) ? policy.stepMinor[currency] : undefined;
  // The policy says nothing of limits in a currency for which it has no step.
  if (step === undefined) return [];
  const moves: LimitMove[] = [];
  // Each line takes its share of what the lines before it have left.
  let leftMinor = Math.max(0, facts.freedMinor);
  for (const line of lines) {
    const { account } = line;
    if (account.id === closed.id || account.status !== 'ACTIVE') continue;
    if (account.currency !== currency) continue;
    const rule = policy.rules.find((each) => fits(each, line, facts));
    if (!rule) continue;
    const isDecrease = rule.move.kind === 'DECREASE';
    if (!(isDecrease ? permitted.decrease : permitted.increase)) continue;
    const fromMinor = account.limitMinor;
    const toMinor = movedLimit(rule, line, leftMinor, step);
    if (isDecrease ? toMinor >= fromMinor : toMinor <= fromMinor) continue;
    leftMinor -= Math.max(0, toMinor - fromMinor);
    moves.push({ accountId: account.id, currency, fromMinor, toMinor, ruleId: rule.id });
  }
  return moves;
}

function fits(rule: LimitRule, line: LinkedLine, { closed, band, motive }: LinkedFacts): boolean {
  if (!rule.bands.includes(band)) return false;
  if (rule.linked === 'SAME_CREDITOR' && line.account.creditorId !== closed.creditorId)
    return false;
  if (motive !== null && rule.unlessMotives?.includes(motive)) return false;
  const { utilizationAtLeastPpm, utilizationAtMostPpm } = rule;
  if (utilizationAtLeastPpm === undefined && utilizationAtMostPpm === undefined) return true;
  const { limitMinor } = line.account;
  // Multiplied out, so that no quotient is rounded at the bound itself.
  const used = BigInt(Math.max(0, line.balanceMinor)) * BigInt(MILLION);
  const at = (ppm: number): bigint => BigInt(limitMinor) * BigInt(ppm);
  if (utilizationAtLeastPpm !== undefined && used < at(utilizationAtLeastPpm)) return false;
  return utilizationAtMostPpm === undefined || used <= at(utilizationAtMostPpm);
}

function movedLimit(
  { move }: LimitRule,
  { account: { limitMinor }, balanceMinor, heldMinor }: LinkedLine,
  leftMinor: number,
  step: number,
): number {
  if (move.kind === 'DECREASE') {
    const lowered = limitMinor - share(limitMinor, move.ofLimitPpm);
    const floor = Math.max(0, balanceMinor) + heldMinor;
    return Math.ceil(Math.max(lowered, floor) / step) * step;
  }
  const gain = Math.min(
    share(leftMinor, move.ofClosedPpm),
    share(limitMinor, move.atMostOfLimitPpm),
    leftMinor,
  );
  return Math.floor((limitMinor + gain) / step) * step;
}

/** Whole minor units, rounded down; by big integers, since a product can leave the safe ones. */
const share = (minor: number, ppm: number): number =>
  Number((BigInt(minor) * BigInt(ppm)) / BigInt(MILLION));

/** The rule that made a move; throws for one that the policy does not have. */
export function ruleOf(policy: LimitPolicy, ruleId: string): LimitRule {
  const rule = policy.rules.find(({ id }) => id === ruleId);
  if (!rule) throw new Error(`${policy.version} has no rule ${ruleId}`);
  return rule;
}

/** Why a limit moved, in the customer's words; throws for a move by another policy. */
export const limitReason = (
  policy: LimitPolicy,
  { ruleId, currency, fromMinor, toMinor }: LimitMove,
  band: string,
  locale: Locale,
): string =>
  fill(
    ruleOf(policy, ruleId).reason[locale],
    {
      from: readableMoney(money(fromMinor, currency)),
      to: readableMoney(money(toMinor, currency)),
      band,
    },
    locale,
  );
