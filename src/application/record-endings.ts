/**
 * Writes down that actions ended, in the open transaction: the lines, the decisions that ended them,
 * the actions themselves, the audit entries and messages, and what bureaus are told. The number of
 * statements does not grow with the number of actions.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import { formatMoney, money } from '../domain/money.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { type UndoneAction, undoActions } from '../domain/platform-action/undo-all.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { type Instant, utc } from '../domain/time.js';
import type { ActingOn } from './acting-on.js';
import { endedAction } from './actions.js';
import { type FurnishingEvent, furnishing } from './furnishing.js';
import type { Ports } from './ports.js';
import { type Happened, tellAll } from './tell.js';

/** How an action ended. */
export type EndedAs = 'RETURNED' | 'LIFTED' | 'OVERTURNED';

/** An action with the decision that ends it. */
export interface Ending extends UndoneAction {
  readonly decision: Decision;
  readonly as: EndedAs;
}

export interface Endings {
  readonly customerId: CustomerId;
  readonly endings: readonly Ending[];
  readonly changed: readonly CreditAccount[];
  readonly rebased: readonly PlatformAction[];
  /** Made with them; the caller keeps it. */
  readonly assessment: Assessment;
  readonly now: Instant;
}

/** Takes actions back on the lines as they were read; what stands at a lower rate bears it from today. */
export const undoneOn = (
  at: Pick<ActingOn, 'accounts' | 'standing' | 'productOf' | 'now'>,
  actions: readonly PlatformAction[],
) =>
  undoActions(at.accounts, actions, {
    standing: at.standing,
    // Asked for without the line's own rate, a product answers with its own.
    productRatePpmOf: ({ productId }) => at.productOf({ productId }).annualRatePpm,
    now: at.now,
  });

/**
 * Writes the endings; returns the audit entries' ids in their order. An action that had ended before
 * stays as it ended, unless it is overturned.
 */
export async function recordEndings(ports: Ports, written: Endings): Promise<readonly Id[]> {
  const { customerId, endings, changed, rebased, now } = written;
  const { nextId } = ports.entropy;
  await ports.accounts.saveAll(changed);
  await ports.closures.addDecisions(endings.map(({ decision }) => decision));
  await ports.platformActions.save([
    ...endings.map(({ action, as, decision }) =>
      endedAction(action, as, { at: action.endedAt ?? now, by: decision.id }),
    ),
    ...rebased,
  ]);
  const told = endings.map((ending) => toldOf(nextId, ending, written.assessment));
  const furnished = endings.flatMap((ending) => {
    const event = furnishedOf(ending);
    const { decision, after: account } = ending;
    return event ? furnishing(nextId, { event, account, decisionId: decision.id, at: now }) : [];
  });
  if (told.length > 0) await tellAll(ports, customerId, [...told, ...furnished], now);
  return told.map(({ entryId }) => entryId);
}

/** Of what a bureau was told when it was decided. */
function furnishedOf({ action, as, repair }: Ending): FurnishingEvent | undefined {
  const { kind, status, effectiveAt, endedAt } = action;
  // A notice that ended before its day, such as by the customer's own closing, was told to nobody.
  const hasCome = status !== 'PENDING' && (endedAt === null || endedAt >= effectiveAt);
  const wasFurnished =
    kind === 'SUSPENSION' ||
    kind === 'DRAWDOWN_RIGHT_ENDED' ||
    (hasCome && (kind === 'CLOSURE' || kind === 'TERMINATION_BY_NOTICE'));
  if (!wasFurnished) return undefined;
  if (as === 'OVERTURNED') return 'CORRECTED';
  return repair.done ? 'REINSTATED' : undefined;
}

function toldOf(
  nextId: () => Id,
  { action, as, decision, before, after, repair }: Ending,
  assessment: Assessment,
): Happened & { readonly subject: Id } {
  const data = {
    schemaVersion: 1,
    accountId: after.id,
    decisionId: decision.id,
    kind: decision.kind,
    ended: action.id,
    endedKind: action.kind,
    endedAs: as,
    grounds: decision.grounds,
    status: after.status,
    ...changedFigures(before, after),
    causedBy: decision.causedBy,
    accountVersion: after.version,
    at: utc(decision.decidedAt),
  };
  const content = {
    type: 'credit-account.measure-ended',
    ...data,
    customerId: after.customerId,
    repair: repair.code,
    isRepaired: repair.done,
    madeBy: decision.madeBy,
    requestedBy: decision.decidedBy,
    reasons: decision.reasons.map(({ code }) => code),
    assessmentId: assessment.id,
    score: assessment.score,
    band: assessment.band,
    scorecardVersion: assessment.scorecardVersion,
    rulesVersion: assessment.rules?.version ?? null,
    packEdition: decision.packEdition,
  };
  const type = 'clearline.credit-account.measure-ended.v1';
  return { entryId: nextId(), content, type, data, subject: after.id };
}

/** The limit or the rate as it was and as it is, where it changed. */
function changedFigures(before: CreditAccount, after: CreditAccount): object {
  const decimal = (minor: number): string => formatMoney(money(minor, after.currency));
  return {
    ...(before.limitMinor !== after.limitMinor && {
      from: decimal(before.limitMinor),
      to: decimal(after.limitMinor),
      currency: after.currency,
    }),
    ...(before.annualRatePpm !== after.annualRatePpm && {
      fromAnnualRatePpm: before.annualRatePpm,
      toAnnualRatePpm: after.annualRatePpm,
    }),
  };
}
