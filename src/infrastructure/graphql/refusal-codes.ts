/** Every refusal that a caller can get, and the concrete error that each becomes. */
import type { OfferRefusal } from '../../application/accept-offer.js';
import type { AdvanceRefusal } from '../../application/advance-clock.js';
import type { ApplyRefusal } from '../../application/apply-for-line.js';
import type { EligibilityRefusal } from '../../application/ask-eligibility.js';
import type { CloseAccountRefusal } from '../../application/close-account.js';
import type { OnBehalfRefusal } from '../../application/close-on-behalf.js';
import type { WithdrawRefusal } from '../../application/closure-notice.js';
import type { ConsentRefusal } from '../../application/consents.js';
import type {
  DecideAppealRefusal,
  FindingInvalid,
  RescorePreviewRefusal,
} from '../../application/decide-appeal.js';
import type { DecreaseLimitRefusal } from '../../application/decrease-limit.js';
import type { FileAppealRefusal, WithdrawAppealRefusal } from '../../application/file-appeal.js';
import type { LegalHoldRefusal } from '../../application/legal-holds.js';
import type { LiftMeasureRefusal } from '../../application/lift-measure.js';
import type { NoticeRefusal } from '../../application/notice-clock.js';
import type { OperationRefusal } from '../../application/operate-line.js';
import type { PauseLineRefusal } from '../../application/pause-line.js';
import type { ReassessRefusal } from '../../application/reassess.js';
import type { RecordActivitiesRefusal } from '../../application/record-activities.js';
import type { RequestLimitRefusal } from '../../application/request-limit.js';
import type { TakeMeasureRefusal } from '../../application/take-measure.js';
import type { WorkAppealRefusal } from '../../application/work-appeals.js';

export type Refusal =
  | CloseAccountRefusal
  | OperationRefusal
  | AdvanceRefusal
  | RecordActivitiesRefusal
  | ReassessRefusal
  | ConsentRefusal
  | WithdrawRefusal
  | OnBehalfRefusal
  | DecreaseLimitRefusal
  | PauseLineRefusal
  | LegalHoldRefusal
  | EligibilityRefusal
  | ApplyRefusal
  | OfferRefusal
  | RequestLimitRefusal
  | TakeMeasureRefusal
  | LiftMeasureRefusal
  | NoticeRefusal
  | FileAppealRefusal
  | WithdrawAppealRefusal
  | WorkAppealRefusal
  | Exclude<DecideAppealRefusal, FindingInvalid>
  | Exclude<RescorePreviewRefusal, FindingInvalid>
  | FindingRefusal
  | InputRefusal;

/** A finding that cannot become a fact, with the path of the input that it is about. */
export interface FindingRefusal extends Omit<FindingInvalid, 'path'> {
  readonly path: readonly string[];
}

/** Refusals about a case, with findings by the paths of their input. */
export const findingRefusals = (
  refusals: readonly (Refusal | FindingInvalid)[],
  pathOf: (path: string) => readonly string[],
): Refusal[] =>
  refusals.map((refusal) =>
    isUnplaced(refusal) ? { ...refusal, path: pathOf(refusal.path) } : refusal,
  );

const isUnplaced = (refusal: Refusal | FindingInvalid): refusal is FindingInvalid =>
  refusal.code === 'FINDING_INVALID' && typeof refusal.path === 'string';

/** A value that was refused before any use case was asked. */
export interface InputRefusal {
  readonly code: 'INVALID_INPUT';
  readonly reason:
    | 'INVALID_ID'
    | 'INVALID_MONEY'
    | 'INVALID_TEXT'
    | 'VERSION_OR_QUOTE'
    | 'QUOTE_OR_NOTICE'
    | 'TARGET_NOT_ONE'
    | 'SCORE_IMPOSSIBLE'
    | 'BAND_UNKNOWN'
    | 'CONSENT_SOURCE_MISSING'
    | 'CONSENT_SOURCE_NOT_TAKEN'
    | 'FINDING_NOT_ONE'
    | 'LIMIT_WITH_DECREASE';
  readonly path: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly bands?: readonly string[];
}

/** The concrete type of each; complete by its type. */
export const ERROR_TYPE_OF: { readonly [C in Refusal['code']]: string } = {
  ACCOUNT_NOT_FOUND: 'NotFound',
  CUSTOMER_NOT_FOUND: 'NotFound',
  HOLD_NOT_FOUND: 'NotFound',
  ENTRY_NOT_FOUND: 'NotFound',
  REFUND_NOT_FOUND: 'NotFound',
  LEGAL_HOLD_NOT_FOUND: 'NotFound',
  QUOTE_NOT_FOUND: 'QuoteNotFound',
  FORBIDDEN: 'Forbidden',
  INVALID_INPUT: 'InvalidInput',
  ALREADY_CLOSING: 'AlreadyClosing',
  VERSION_STALE: 'VersionStale',
  BALANCE_OUTSTANDING: 'BalanceOutstanding',
  HOLDS_OPEN: 'HoldsOpen',
  INSTALMENT_PLAN_UNFINISHED: 'InstalmentPlanUnfinished',
  IDEMPOTENCY_KEY_REUSED: 'IdempotencyKeyReused',
  JURISDICTION_UNSUPPORTED: 'JurisdictionUnsupported',
  USE_ENDED: 'UseEnded',
  CAPABILITY_NOT_GRANTED: 'CapabilityNotGranted',
  CURRENCY_MISMATCH: 'CurrencyMismatch',
  AMOUNT_INVALID: 'AmountInvalid',
  AVAILABLE_CREDIT_EXCEEDED: 'AvailableCreditExceeded',
  HOLD_NOT_CAPTURABLE: 'HoldNotCapturable',
  CAPTURE_EXCEEDS_HOLD: 'CaptureExceedsHold',
  ENTRY_NOT_REVERSIBLE: 'EntryNotReversible',
  VALUE_DATE_INVALID: 'ValueDateInvalid',
  CLOCK_FIXED: 'ClockNotMoved',
  ADVANCE_INVALID: 'ClockNotMoved',
  ACTIVITIES_INVALID: 'ActivitiesInvalid',
  TOO_MANY_ACTIVITIES: 'TooManyActivities',
  CONSENT_NOT_ASKED: 'ConsentNotAsked',
  PRODUCT_NOT_FOUND: 'NotFound',
  APPLICATION_NOT_FOUND: 'NotFound',
  PRODUCT_ELSEWHERE: 'ProductElsewhere',
  REQUESTED_LIMIT_INVALID: 'RequestedLimitInvalid',
  PREVIOUS_LINE_NOT_CLOSED: 'PreviousLineNotClosed',
  LINE_ALREADY_HELD: 'LineAlreadyHeld',
  NO_FORMER_LIMIT: 'NoFormerLimit',
  OFFER_NOT_OPEN: 'OfferNotOpen',
  NOT_ELIGIBLE: 'NotEligible',
  QUOTE_EXPIRED: 'QuoteExpired',
  QUOTE_CHANGED: 'QuoteChanged',
  NOTICE_NOT_AGREED: 'NoticeNotAgreed',
  NOTICE_NOT_AHEAD: 'NoticeNotAhead',
  NOTICE_TOO_LONG: 'NoticeTooLong',
  NOTICE_NOT_POSSIBLE: 'NoticeNotPossible',
  NO_NOTICE_TO_WITHDRAW: 'NoNoticeToWithdraw',
  REQUEST_NOT_FOUND: 'NotFound',
  CLOSURE_REQUEST_PENDING: 'ClosureRequestPending',
  REQUEST_ENDED: 'ClosureRequestEnded',
  SECOND_AGENT_NEEDED: 'SecondAgentNeeded',
  LIMIT_NOT_LOWER: 'LimitNotLower',
  LIMIT_BELOW_USE: 'LimitBelowUse',
  NOT_PAUSABLE: 'NotPausable',
  NOT_PAUSED: 'NotPaused',
  NOT_YOUR_PAUSE: 'NotYourPause',
  MEASURE_NOT_FOUND: 'NotFound',
  MEASURE_NOT_PERMITTED: 'MeasureNotPermitted',
  MEASURE_NOT_POSSIBLE: 'MeasureNotPossible',
  MEASURE_DOES_NOT_APPLY: 'MeasureDoesNotApply',
  MILDER_STEP_WOULD_DO: 'MilderStepWouldDo',
  STATEMENT_NEEDED: 'StatementNeeded',
  ALREADY_IN_FORCE: 'MeasureAlreadyInForce',
  REPRICING_PENDING: 'RepricingPending',
  LIMIT_CANNOT_FALL: 'LimitCannotFall',
  DECISION_NOT_FOUND: 'NotFound',
  DECISION_ENDED: 'DecisionEnded',
  MEASURE_NOT_LIFTABLE: 'MeasureNotLiftable',
  LIMIT_ONLY_ON_REQUEST: 'LimitOnlyOnRequest',
  RIGHT_ONLY_ON_REQUEST: 'RightOnlyOnRequest',
  NOTICE_NOT_FOUND: 'NotFound',
  ALREADY_DELIVERED: 'NoticeAlreadyDelivered',
  DELIVERED_AT_INVALID: 'DeliveredAtInvalid',
  APPEAL_NOT_FOUND: 'NotFound',
  NOT_APPEALABLE: 'NotAppealable',
  NOT_AUTOMATED: 'NotAutomated',
  HUMAN_DECISION_NOT_OWED: 'HumanDecisionNotOwed',
  APPEAL_TOO_LATE: 'AppealTooLate',
  APPEAL_PENDING: 'AppealPending',
  ALREADY_APPEALED: 'AlreadyAppealed',
  EVIDENCE_NOT_FOUND: 'EvidenceNotFound',
  EVIDENCE_TOO_MANY: 'EvidenceTooMany',
  APPEAL_ENDED: 'AppealEnded',
  NOT_WITHDRAWABLE: 'NotWithdrawable',
  RECUSED: 'ReviewerRecused',
  ALREADY_ASSIGNED: 'AppealAlreadyAssigned',
  NOT_ASSIGNED_TO_YOU: 'NotAssignedToYou',
  APPEAL_WAITING: 'AppealWaiting',
  PAUSE_NOT_PERMITTED: 'PauseNotPermitted',
  NOTHING_ASKED: 'NothingAsked',
  EXTENSION_NOT_PERMITTED: 'ExtensionNotPermitted',
  EXTENDED_ALREADY: 'ExtendedAlready',
  COMPLEX_EXTENSION_FIRST: 'ComplexExtensionFirst',
  APPEAL_OVERDUE: 'AppealOverdue',
  SECOND_REVIEWER_NEEDED: 'SecondReviewerNeeded',
  FINDING_INVALID: 'FindingInvalid',
  NO_GROUND_LEFT: 'NoGroundLeft',
  MODIFICATION_NEEDED: 'ModificationNeeded',
  MODIFICATION_NOT_POSSIBLE: 'ModificationNotPossible',
  NOT_MILDER: 'NotMilder',
  OFFER_NOT_POSSIBLE: 'OfferNotPossible',
};
