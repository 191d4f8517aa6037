/**
 * Writes down that actions ended, in the open transaction: the lines, the decisions that ended them,
 * the actions themselves, the audit entries and messages, and what bureaus are told. The number of
 * statements does not grow with the number of actions.
 */
import { type CreditAccount, suspendedByOf } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { type UndoneAction, undoActions } from '../domain/platform-action/undo-all.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import type { Instant } from '../domain/time.js';
import type { ActingOn } from './acting-on.js';
import { endedAction } from './actions.js';
import { furnishing } from './furnishing.js';
import { measureTold, movedFigures } from './measure-told.js';
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
  const furnished = endings.flatMap((ending) => furnishedOf(nextId, ending, now));
  if (told.length > 0) await tellAll(ports, customerId, [...told, ...furnished], now);
  return told.map(({ entryId }) => entryId);
}

/**
 * Of what a bureau was told when it was decided. What is overturned is always told, with the line as it
 * stands: also where another decision still holds it, because the bureau knows each decision by itself.
 * What is lifted or returns is told where that changes how the line stands.
 */
function furnishedOf(
  nextId: () => Id,
  { action, as, repair, decision, after: account }: Ending,
  at: Instant,
): readonly (Happened & { readonly subject: Id })[] {
  const { id: corrects, kind, status, effectiveAt, endedAt } = action;
  // A notice that ended before its day, such as by the customer's own closing, was told to nobody.
  const hasCome = status !== 'PENDING' && (endedAt === null || endedAt >= effectiveAt);
  const wasFurnished =
    kind === 'SUSPENSION' ||
    kind === 'DRAWDOWN_RIGHT_ENDED' ||
    (hasCome && (kind === 'CLOSURE' || kind === 'TERMINATION_BY_NOTICE'));
  if (!wasFurnished) return [];
  const told = { account, decisionId: decision.id, at };
  if (as === 'OVERTURNED') return [furnishing(nextId, { ...told, event: 'CORRECTED', corrects })];
  if (!repair.done) return [];
  // A right that is given back can still be held by a suspension.
  const isHeld = suspendedByOf(account) === 'CREDITOR';
  const event = isHeld ? 'SUSPENDED_BY_CREDITOR' : 'REINSTATED';
  return [furnishing(nextId, { ...told, event })];
}

const toldOf = (
  nextId: () => Id,
  { action, as, decision, before, after, repair }: Ending,
  assessment: Assessment,
): Happened & { readonly subject: Id } =>
  measureTold(nextId, {
    step: 'ended',
    account: after,
    decision,
    assessment,
    data: {
      ended: action.id,
      endedKind: action.kind,
      endedAs: as,
      ...movedFigures(before, after),
    },
    content: { repair: repair.code, isRepaired: repair.done },
  });
