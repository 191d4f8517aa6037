/**
 * The way back. A closed line never comes back to life: who wants credit again applies, is assessed
 * anew, and accepts a new agreement. What has to be so for that is said when the line is closed.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { Money } from '../money.js';
import type { RuleSet } from '../risk-profile/rules.js';
import type { CompiledScorecard, Scorecard } from '../risk-profile/scorecard.js';
import { daysBetween, type Instant, type LocalDate } from '../time.js';
import type { NewCreditRestriction } from './closure-quote.js';
import type { LimitPolicy } from './limit-policy.js';

export const RETURN_CONDITION_CODES = [
  'NOTHING_OWED',
  'NO_RESTRICTION',
  'SCORE_AT_LEAST',
  'NO_REFERRAL',
] as const;
export type ReturnConditionCode = (typeof RETURN_CONDITION_CODES)[number];

/** A condition of reapplication as it was stated at the closure. */
export interface ReturnCondition {
  readonly code: ReturnConditionCode;
  /** SCORE_AT_LEAST: the score. */
  readonly score?: number;
  /** NO_RESTRICTION: until (and without) this day new credit waits, if nothing else happens. */
  readonly until?: LocalDate;
}

/** How a condition stands today. */
export interface ConditionProgress {
  readonly condition: ReturnCondition;
  readonly met: boolean;
  /** 0 to 1; 1 when met. */
  readonly progress: number;
  /** The figure that it is about today: what is owed in minor units, the score; null for none. */
  readonly today: number | null;
  /** The day on which it is met by itself when nothing else happens; null when unknown or met. */
  readonly until: LocalDate | null;
}

export const APPLICATION_STATUSES = [
  'OFFERED',
  'REFERRED',
  'DECLINED',
  'ACCEPTED',
  'TURNED_DOWN',
  'LAPSED',
  'WITHDRAWN',
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/**
 * An application for a new line. OFFERED → ACCEPTED (a new account) | TURNED_DOWN | LAPSED |
 * WITHDRAWN (the decision that led to the offer is undone, and so is the need for it).
 * REFERRED (a person looks) and DECLINED give no line; a new application is free.
 */
export interface CreditApplication {
  readonly id: Id;
  readonly customerId: CustomerId;
  readonly productId: string;
  readonly creditorId: string;
  /** The closed or ended line that it follows; null for a product that the customer never had. */
  readonly previousAccountId: AccountId | null;
  readonly currency: string;
  readonly requestedLimitMinor: number;
  readonly status: ApplicationStatus;
  /** OFFERED and what follows from it. */
  readonly offer: {
    readonly limitMinor: number;
    readonly annualRatePpm: number;
    readonly band: string;
    readonly validUntil: Instant;
  } | null;
  readonly appliedAt: Instant;
  readonly appliedBy: string;
  readonly assessmentId: Id;
  readonly decisionId: Id;
  readonly auditEntryId: Id;
  readonly packEdition: string;
  readonly limitPolicyVersion: string;
  /** The line whose limit acceptance raises to that of the offer; absent: it opens a new line. */
  readonly raisesLimitOf?: AccountId;
  /** The account that acceptance opened, or whose limit it raised. */
  readonly accountId: AccountId | null;
  readonly endedAt: Instant | null;
}

const PPM = 1_000_000n;

/** Days for which an offer holds: a house rule, long enough to think and to compare. */
export const OFFER_DAYS = 14;

/** The most that can be asked for, in minor units: far above any consumer's line. */
export const MAX_REQUESTED_MINOR = 10_000_000_000;

/** The restrictions that rules of an effect make. */
const madeBy = (
  effect: 'NO_NEW_CREDIT' | 'REFER',
  restrictions: readonly NewCreditRestriction[],
  rules: RuleSet,
): NewCreditRestriction[] =>
  restrictions.filter(({ ruleId }) =>
    rules.rules.some((rule) => rule.id === ruleId && rule.effect.kind === effect),
  );

/** The last of several days; null where one of them is unknown, and where there is none. */
export function latestDay(days: readonly (LocalDate | null)[]): LocalDate | null {
  const known = days.filter((day) => day !== null);
  return known.length === days.length ? (known.toSorted().at(-1) ?? null) : null;
}

/**
 * What has to be so for a new line, as it is told at a closing: nothing owed on the closed one, the
 * card's cutoff where it has one, and the end of what holds back or refers new credit then.
 */
export function returnConditions(at: {
  readonly card: Scorecard;
  readonly restrictions: readonly NewCreditRestriction[];
  readonly rules: RuleSet;
}): ReturnCondition[] {
  const { cutoffScore } = at.card;
  const conditions: ReturnCondition[] = [{ code: 'NOTHING_OWED' }];
  const heldBack = madeBy('NO_NEW_CREDIT', at.restrictions, at.rules);
  if (heldBack.length > 0) {
    const until = latestDay(heldBack.map((each) => each.until));
    conditions.push({ code: 'NO_RESTRICTION', ...(until !== null && { until }) });
  }
  if (cutoffScore !== undefined) conditions.push({ code: 'SCORE_AT_LEAST', score: cutoffScore });
  if (madeBy('REFER', at.restrictions, at.rules).length > 0) {
    conditions.push({ code: 'NO_REFERRAL' });
  }
  return conditions;
}

/** What the conditions of a closure are held against. */
export interface Today {
  /** Owed on the closed line, minor units. */
  readonly owedMinor: number;
  readonly score: number;
  /** The card that gives today's score, and the version that the closure was scored by. */
  readonly card: Pick<CompiledScorecard, 'card' | 'minScore'>;
  readonly statedBy: string;
  /** What the rules make of the customer today. */
  readonly restrictions: readonly NewCreditRestriction[];
  readonly rules: RuleSet;
  readonly asOf: LocalDate;
  readonly closedOn: LocalDate;
}

/**
 * How the conditions stand today, in their order. A score is measured on the way from the card's
 * lowest score to the one that is needed; where another card scores by now, its own cutoff is the
 * one that is needed. A restriction is measured in days since the closing.
 */
export const conditionProgress = (
  conditions: readonly ReturnCondition[],
  today: Today,
): ConditionProgress[] => conditions.map((condition) => progressOf(condition, today));

function progressOf(condition: ReturnCondition, today: Today): ConditionProgress {
  switch (condition.code) {
    case 'NOTHING_OWED': {
      const met = today.owedMinor <= 0;
      return standing(condition, met, 0, { today: today.owedMinor });
    }
    case 'SCORE_AT_LEAST': {
      const { card, minScore } = today.card;
      const isSameCard = card.version === today.statedBy;
      const needed = isSameCard ? (condition.score ?? minScore) : (card.cutoffScore ?? minScore);
      const reached = (today.score - minScore) / (needed - minScore);
      const now: ReturnCondition = { ...condition, score: needed };
      return standing(now, today.score >= needed, reached, { today: today.score });
    }
    case 'NO_RESTRICTION': {
      const acting = madeBy('NO_NEW_CREDIT', today.restrictions, today.rules);
      const until = latestDay(acting.map((each) => each.until));
      const { until: _stated, ...rest } = condition;
      const now: ReturnCondition = until === null ? condition : { ...rest, until };
      return standing(now, acting.length === 0, passedShare(today, until), { until });
    }
    case 'NO_REFERRAL': {
      const acting = madeBy('REFER', today.restrictions, today.rules);
      const until = latestDay(acting.map((each) => each.until));
      return standing(condition, acting.length === 0, passedShare(today, until), { until });
    }
  }
}

/** The share of the days from the closing to a day that have passed; 0 where the day is unknown. */
function passedShare({ asOf, closedOn }: Today, until: LocalDate | null): number {
  const whole = until === null ? 0 : daysBetween(closedOn, until);
  return whole > 0 ? daysBetween(closedOn, asOf) / whole : 0;
}

/** Four decimals, cut off: what is not met never reads as 1. */
function standing(
  condition: ReturnCondition,
  met: boolean,
  share: number,
  figures: { readonly today?: number; readonly until?: LocalDate | null },
): ConditionProgress {
  const progress = met ? 1 : Math.floor(Math.min(0.9999, Math.max(0, share)) * 10_000) / 10_000;
  const { today = null, until = null } = figures;
  return { condition, met, progress, today, until: met ? null : until };
}

/** Whole multiples of this many minor units are what a new line's limit can be. */
export const limitStep = (policy: LimitPolicy, currency: string): number =>
  policy.stepMinor[currency] ?? 1;

/**
 * The limit of a new line: the policy's share for the band of what is asked for, rounded down to the
 * currency's step but at least one, and no more than the policy's highest; null for a band or a
 * currency that the policy gives no line.
 */
export function offeredLimitMinor(
  policy: LimitPolicy,
  band: string,
  requested: Money,
): number | null {
  const share = Object.hasOwn(policy.newLinePpm, band) ? (policy.newLinePpm[band] ?? 0) : 0;
  const { currency } = requested;
  const most = Object.hasOwn(policy.newLineMaxMinor, currency)
    ? (policy.newLineMaxMinor[currency] ?? 0)
    : 0;
  if (share <= 0 || most <= 0) return null;
  const step = limitStep(policy, currency);
  // Millionths of an amount this large leave the safe integers on the way.
  const minor = Number((BigInt(requested.minor) * BigInt(share)) / PPM);
  const limit = Math.min(minor, most);
  return Math.max(step, Math.floor(limit / step) * step);
}

/**
 * What a new limit leaves beside a debt on the line in whose place it comes, in whole steps: both
 * together are never more than the limit alone would be. 0 where nothing is left.
 */
export function limitBesideDebt(limitMinor: number, owedMinor: number, step: number): number {
  if (owedMinor <= 0) return limitMinor;
  return Math.max(0, Math.floor((limitMinor - owedMinor) / step) * step);
}

/** An offer that ran out is LAPSED from that moment on, also before anybody has come by. */
export const statusAt = (application: CreditApplication, now: Instant): ApplicationStatus =>
  application.status === 'OFFERED' && application.offer && now >= application.offer.validUntil
    ? 'LAPSED'
    : application.status;
