/** What a measure does to a line, and what the decision sets going. */
import { type CreditAccount, suspendedByOf } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import type { MeasureFacts } from '../domain/platform-action/conditions.js';
import { type LineEffect, lineEffect } from '../domain/platform-action/decided.js';
import type { Measure, MeasureKind } from '../domain/platform-action/measure.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { addDays, type Instant, type LocalDate, startOfDay } from '../domain/time.js';
import type { ActingOn } from './acting-on.js';

/** What the measure does to the line; undefined for a decrease that comes to nothing. */
export function effectOn(
  { limitPolicy, now }: Pick<ActingOn, 'limitPolicy' | 'now'>,
  account: CreditAccount,
  measure: Pick<Measure, 'effect'>,
  facts: Pick<MeasureFacts, 'line'>,
  pack: JurisdictionPack,
): LineEffect | undefined {
  const { stepMinor } = limitPolicy;
  const { currency } = account;
  const isDecrease = measure.effect.kind === 'LINE_DECREASE';
  // Limits in a currency for which the policy has no step are not moved.
  const step = Object.hasOwn(stepMinor, currency) ? stepMinor[currency] : undefined;
  if (isDecrease && step === undefined) return undefined;
  const effect = lineEffect(measure, account, facts, pack, step ?? 1, now);
  return isDecrease && effect.event === null ? undefined : effect;
}

/** What the decision alone does not say. */
export interface SetGoing {
  readonly kind: MeasureKind;
  readonly effectiveAt: Instant;
  readonly set: PlatformAction['set'];
  /** The customer's day, and the zone that it is one of. */
  readonly today: LocalDate;
  readonly timeZone: string;
}

/** The action that a decision sets going on a line, which is given as it stood before. */
export function actionOf(
  decision: Decision,
  before: CreditAccount,
  { kind, effectiveAt, set, today, timeZone }: SetGoing,
): PlatformAction {
  const { decidedAt, measure } = decision;
  const status = effectiveAt > decidedAt ? 'PENDING' : 'IN_FORCE';
  const conditions = measure?.conditions ?? [];
  return {
    id: decision.id,
    customerId: before.customerId,
    accountId: before.id,
    kind,
    grounds: decision.grounds,
    measureId: measure?.measureId ?? null,
    causedBy: decision.causedBy,
    status,
    before: {
      status: before.status,
      suspendedBy: suspendedByOf(before),
      limitMinor: before.limitMinor,
      annualRatePpm: before.annualRatePpm,
    },
    set,
    decidedAt,
    effectiveAt,
    conditions,
    lookAt: nextLook({ status, effectiveAt, conditions }, today, timeZone),
    endedAt: null,
    endedBy: null,
    returnOpenedAt: null,
    applicationId: null,
  };
}

/**
 * When an action is looked at by itself: every day while it returns by conditions, and on its day
 * where it still waits for that. Null: nothing is waited for.
 */
export function nextLook(
  {
    status,
    effectiveAt,
    conditions,
  }: Pick<PlatformAction, 'status' | 'effectiveAt' | 'conditions'>,
  today: LocalDate,
  timeZone: string,
): Instant | null {
  const next = conditions.length > 0 ? tomorrow(today, timeZone) : null;
  if (status !== 'PENDING') return next;
  return next === null ? effectiveAt : Math.min(next, effectiveAt);
}

/** The start of the customer's next day. */
export const tomorrow = (today: LocalDate, timeZone: string): Instant =>
  startOfDay(addDays(today, 1), timeZone);

/** The action as it ends; nothing is waited for any more. */
export const endedAction = (
  action: PlatformAction,
  status: 'RETURNED' | 'LIFTED' | 'OVERTURNED' | 'MOOT',
  { at, by }: { readonly at: Instant; readonly by: Id | null },
): PlatformAction => ({ ...action, status, lookAt: null, endedAt: at, endedBy: by });
