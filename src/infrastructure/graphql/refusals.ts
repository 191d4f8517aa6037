/** From the application's refusals to the schema's errors: one table, complete by its type. */
import type { OfferRefusal } from '../../application/accept-offer.js';
import type { AdvanceRefusal } from '../../application/advance-clock.js';
import type { ApplyRefusal } from '../../application/apply-for-line.js';
import type { CloseAccountRefusal } from '../../application/close-account.js';
import type { OnBehalfRefusal } from '../../application/close-on-behalf.js';
import type { WithdrawRefusal } from '../../application/closure-notice.js';
import type { ConsentRefusal } from '../../application/consents.js';
import type { DecreaseLimitRefusal } from '../../application/decrease-limit.js';
import type { EligibilityRefusal } from '../../application/eligibility.js';
import type { LegalHoldRefusal } from '../../application/legal-holds.js';
import { type MessageCode, message, storedMessage } from '../../application/messages.js';
import { statusWord } from '../../application/messages-codes.js';
import type { OperationRefusal } from '../../application/operate-line.js';
import type { PauseLineRefusal } from '../../application/pause-line.js';
import type { ReassessRefusal } from '../../application/reassess.js';
import type { RecordActivitiesRefusal } from '../../application/record-activities.js';
import { type Money, moneyText } from '../../domain/money.js';
import type { Locale } from '../../domain/wording.js';
import { toActivityProblem } from './activity-types.js';
import { toEligibilityReason } from './eligibility-types.js';
import type { ErrorInterface } from './error-interface.js';
import { MAX_LISTED, toHold, toPlan } from './ledger-types.js';
import { momentText } from './moments.js';
import { toMoney } from './money.js';
import { toQuoteDifference } from './quote-difference.js';

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
  | InputRefusal;

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
    | 'CONSENT_SOURCE_NOT_TAKEN';
  readonly path: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly bands?: readonly string[];
}

export type ErrorValue = ErrorInterface & { __typename: string };

const TYPES: { readonly [C in Refusal['code']]: string } = {
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
};

/** The input that a refusal is about; blockers and races are about none. */
const PATHS: { readonly [C in Refusal['code']]?: readonly string[] } = {
  ACCOUNT_NOT_FOUND: ['input', 'accountId'],
  HOLD_NOT_FOUND: ['input', 'holdId'],
  ENTRY_NOT_FOUND: ['input', 'entryId'],
  REFUND_NOT_FOUND: ['input', 'refundId'],
  LEGAL_HOLD_NOT_FOUND: ['input', 'legalHoldId'],
  QUOTE_NOT_FOUND: ['input', 'quoteId'],
  VERSION_STALE: ['input', 'expectedVersion'],
  IDEMPOTENCY_KEY_REUSED: ['input', 'idempotencyKey'],
  CAPABILITY_NOT_GRANTED: ['input', 'capability'],
  CURRENCY_MISMATCH: ['input', 'amount', 'currency'],
  AMOUNT_INVALID: ['input', 'amount', 'amount'],
  AVAILABLE_CREDIT_EXCEEDED: ['input', 'amount', 'amount'],
  CAPTURE_EXCEEDS_HOLD: ['input', 'amount', 'amount'],
  ENTRY_NOT_REVERSIBLE: ['input', 'entryId'],
  HOLD_NOT_CAPTURABLE: ['input', 'holdId'],
  VALUE_DATE_INVALID: ['input', 'valueDate'],
  ADVANCE_INVALID: ['by'],
  ACTIVITIES_INVALID: ['input', 'activities'],
  TOO_MANY_ACTIVITIES: ['input', 'activities'],
  CONSENT_NOT_ASKED: ['input', 'source'],
  PRODUCT_NOT_FOUND: ['input', 'productId'],
  APPLICATION_NOT_FOUND: ['input', 'applicationId'],
  PRODUCT_ELSEWHERE: ['input', 'productId'],
  REQUESTED_LIMIT_INVALID: ['input', 'requestedLimit', 'amount'],
  PREVIOUS_LINE_NOT_CLOSED: ['input', 'previousAccountId'],
  LINE_ALREADY_HELD: ['input', 'productId'],
  OFFER_NOT_OPEN: ['input', 'applicationId'],
  QUOTE_EXPIRED: ['input', 'quoteId'],
  QUOTE_CHANGED: ['input', 'quoteId'],
  NOTICE_NOT_AGREED: ['input', 'effectiveAt'],
  NOTICE_NOT_AHEAD: ['input', 'effectiveAt'],
  NOTICE_TOO_LONG: ['input', 'effectiveAt'],
  NOTICE_NOT_POSSIBLE: ['input', 'effectiveAt'],
  NO_NOTICE_TO_WITHDRAW: ['input', 'accountId'],
  REQUEST_NOT_FOUND: ['input', 'requestId'],
  CLOSURE_REQUEST_PENDING: ['input', 'accountId'],
  REQUEST_ENDED: ['input', 'requestId'],
  SECOND_AGENT_NEEDED: ['input', 'requestId'],
  LIMIT_NOT_LOWER: ['input', 'limit', 'amount'],
  LIMIT_BELOW_USE: ['input', 'limit', 'amount'],
  NOT_PAUSABLE: ['input', 'accountId'],
  NOT_PAUSED: ['input', 'accountId'],
  NOT_YOUR_PAUSE: ['input', 'accountId'],
};

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;

/** Figures that a message's slots may name, from the refusal's own fields. */
function figuresOf(refusal: Refusal, locale: Locale): Record<string, string | number> {
  const figures: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(refusal)) {
    if (name === 'status') figures[name] = statusWord(String(value), locale);
    else if (typeof value === 'string' || typeof value === 'number') figures[name] = value;
    else if (isMoney(value)) figures[name] = moneyText(value);
  }
  if (refusal.code === 'HOLDS_OPEN') figures.count = refusal.holds.length;
  if (refusal.code === 'ACTIVITIES_INVALID') figures.count = refusal.problems.length;
  if (refusal.code === 'QUOTE_CHANGED') figures.count = refusal.differences.length;
  if (refusal.code === 'NOTICE_TOO_LONG') figures.latest = momentText(refusal.latest, locale);
  if (refusal.code === 'INVALID_INPUT') {
    figures.reason = message(refusal.reason, locale, inputFigures(refusal));
  }
  return figures;
}

const inputFigures = ({ min = 0, max = 0, bands = [] }: InputRefusal) => ({
  min,
  max,
  bands: bands.join(', '),
});

/** Fields of the concrete type: money and records in their outside shape. */
function fieldsOf(refusal: Refusal, locale: Locale): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...refusal };
  for (const [name, value] of Object.entries(fields)) {
    if (isMoney(value)) fields[name] = toMoney(value);
  }
  if (refusal.code === 'HOLDS_OPEN') fields.holds = refusal.holds.slice(0, MAX_LISTED).map(toHold);
  if (refusal.code === 'INSTALMENT_PLAN_UNFINISHED') fields.plan = toPlan(refusal.plan);
  if (refusal.code === 'ACTIVITIES_INVALID') {
    fields.problems = refusal.problems.map((problem) => toActivityProblem(problem, locale));
  }
  if (refusal.code === 'NOT_ELIGIBLE') {
    fields.reasons = refusal.reasons.map((reason) => toEligibilityReason(reason, locale));
  }
  if (refusal.code === 'USE_ENDED') fields.effectiveAt = new Date(refusal.effectiveAt);
  if (refusal.code === 'QUOTE_EXPIRED') fields.validUntil = new Date(refusal.validUntil);
  if (refusal.code === 'NOTICE_TOO_LONG') fields.latest = new Date(refusal.latest);
  if (refusal.code === 'QUOTE_CHANGED') {
    fields.differences = refusal.differences.map((each) => toQuoteDifference(each, locale));
  }
  return fields;
}

/** Where an input names things by other words than most inputs do. */
export type Paths = { readonly [C in Refusal['code']]?: readonly string[] };

/** The error that a refusal becomes, in the caller's language. */
export function toError(refusal: Refusal, locale: Locale, paths: Paths = {}): ErrorValue {
  const code: MessageCode = refusal.code;
  const path = 'path' in refusal ? refusal.path : (paths[code] ?? PATHS[code] ?? []);
  return {
    ...fieldsOf(refusal, locale),
    __typename: TYPES[refusal.code],
    code,
    message: storedMessage(code, locale, figuresOf(refusal, locale)),
    path: [...path],
  };
}

export const toErrors = (
  refusals: readonly Refusal[],
  locale: Locale,
  paths?: Paths,
): ErrorValue[] => refusals.map((refusal) => toError(refusal, locale, paths));
