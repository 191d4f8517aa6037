/** A decision as its notice is to tell of it. */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { Id } from '../domain/identifiers.js';
import type { Position } from '../domain/ledger/position.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { ActivityFacts } from '../domain/risk-profile/activity.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import type { RuleSet } from '../domain/risk-profile/rules.js';
import type { Scorecard } from '../domain/risk-profile/scorecard.js';

/** A decision with what its notice tells of; what is left out is read where the notice needs it. */
export interface NoticeOccasion {
  readonly decision: Decision;
  /** The line as it stands after the decision; null for an application. */
  readonly account: CreditAccount | null;
  /**
   * What the decision set going: where the line stood before, what was set, and from when. Of a
   * REINSTATEMENT, a REVERSAL and a LINE_INCREASE the action that is ended by it.
   */
  readonly action?: PlatformAction | null;
  /** Of a decision on an application; left out where it was decided as it came, and nothing offered. */
  readonly application?: CreditApplication | null;
  readonly pack: JurisdictionPack;
  /** The audit entry that proves the decision. */
  readonly auditEntryId: Id;
  /** The decision's own assessment; read by its id where it is left out. */
  readonly assessment?: Assessment | null;
  /** For the day on which a condition no longer holds by itself; without it no day is told. */
  readonly activity?: ActivityFacts | undefined;
  /** Of all lines of the customer, read under the lock; read from the ledger where they are left out. */
  readonly positions?: readonly Position[];
  /** What is owed on the line, minor units; by the measure's facts where it is left out. */
  readonly owedMinor?: number | null;
}

/** What looked on when it was decided, as it was then. */
export interface LookedOnBy {
  readonly assessment: Assessment | null;
  readonly card: Scorecard | null;
  readonly rules: RuleSet | null;
}
