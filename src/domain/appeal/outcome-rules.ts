/** Which outcomes a case can have, on the facts as they were found. */
import type { Decision } from '../credit-account/decision.js';
import { isStanding, type PlatformAction } from '../platform-action/platform-action.js';
import type { AppealOutcomeKind, Finding, Modification } from './appeal.js';
import { type GroundLeft, isMilder, isMistaken } from './rescore.js';

export type OutcomeRefusal =
  /** On the facts as found nothing is left that the decision could rest upon. */
  | { readonly code: 'NO_GROUND_LEFT' }
  /** A modified decision needs the milder step that takes its place. */
  | { readonly code: 'MODIFICATION_NEEDED' }
  /** No other outcome has one, and nothing milder can take the place of what has ended. */
  | { readonly code: 'MODIFICATION_NOT_POSSIBLE' }
  | { readonly code: 'NOT_MILDER' };

export interface OutcomeWish {
  readonly outcome: AppealOutcomeKind;
  readonly modification: Modification | null;
  /** As the reviewer made them. */
  readonly findings: readonly Finding[];
}

/**
 * Why a case cannot have the outcome, or null. A decision whose ground the findings have taken away is
 * not upheld; one whose ground went with time, or with what the customer did since, was right in its
 * time. A milder step needs a ground of today. What stands for good (a closing) has nothing milder in
 * its place.
 */
export function outcomeRefusal(
  { outcome, modification, findings }: OutcomeWish,
  decision: Pick<Decision, 'kind'>,
  action: PlatformAction | null,
  ground: (Omit<GroundLeft, 'conditions'> & { readonly isRefuted: boolean }) | null,
): OutcomeRefusal | null {
  if (outcome !== 'MODIFIED' && modification) return { code: 'MODIFICATION_NOT_POSSIBLE' };
  if (outcome === 'OVERTURNED') return null;
  const stands = action !== null && isStanding(action);
  const isGone = outcome === 'UPHELD' ? ground?.isRefuted : ground?.isGone;
  if (isMistaken(findings, ground) || (stands && isGone)) return { code: 'NO_GROUND_LEFT' };
  if (outcome === 'UPHELD') return null;
  if (!modification) return { code: 'MODIFICATION_NEEDED' };
  const isForGood =
    decision.kind === 'CLOSURE' ||
    (decision.kind === 'TERMINATION_BY_NOTICE' && action?.status !== 'PENDING');
  if (!stands || isForGood) return { code: 'MODIFICATION_NOT_POSSIBLE' };
  return isMilder(action, modification) ? null : { code: 'NOT_MILDER' };
}
