/** From the application's refusals to the schema's errors: one table, complete by its type. */
import type { AdvanceRefusal } from '../../application/advance-clock.js';
import type { CloseAccountRefusal } from '../../application/close-account.js';
import type { ConsentRefusal } from '../../application/consents.js';
import { type MessageCode, message } from '../../application/messages.js';
import type { OperationRefusal } from '../../application/operate-line.js';
import type { ReassessRefusal } from '../../application/reassess.js';
import type { RecordActivitiesRefusal } from '../../application/record-activities.js';
import type { Money } from '../../domain/money.js';
import type { Locale } from '../../domain/wording.js';
import { toActivityProblem } from './activity-types.js';
import type { ErrorInterface } from './errors.js';
import { MAX_LISTED, toHold, toPlan } from './ledger-types.js';
import { moneyText, toMoney } from './money.js';

export type Refusal =
  | CloseAccountRefusal
  | OperationRefusal
  | AdvanceRefusal
  | RecordActivitiesRefusal
  | ReassessRefusal
  | ConsentRefusal
  | InputRefusal;

/** A value that was refused before any use case was asked. */
export interface InputRefusal {
  readonly code: 'INVALID_INPUT';
  readonly reason:
    | 'INVALID_ID'
    | 'INVALID_MONEY'
    | 'INVALID_TEXT'
    | 'TARGET_NOT_ONE'
    | 'SCORE_IMPOSSIBLE'
    | 'BAND_UNKNOWN';
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
};

/** The input that a refusal is about; blockers and races are about none. */
const PATHS: { readonly [C in Refusal['code']]?: readonly string[] } = {
  ACCOUNT_NOT_FOUND: ['input', 'accountId'],
  HOLD_NOT_FOUND: ['input', 'holdId'],
  ENTRY_NOT_FOUND: ['input', 'entryId'],
  REFUND_NOT_FOUND: ['input', 'refundId'],
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
};

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;

/** Figures that a message's slots may name, from the refusal's own fields. */
function figuresOf(refusal: Refusal, locale: Locale): Record<string, string | number> {
  const figures: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(refusal)) {
    if (typeof value === 'string' || typeof value === 'number') figures[name] = value;
    else if (isMoney(value)) figures[name] = moneyText(value);
  }
  if (refusal.code === 'HOLDS_OPEN') figures.count = refusal.holds.length;
  if (refusal.code === 'ACTIVITIES_INVALID') figures.count = refusal.problems.length;
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
  if (refusal.code === 'USE_ENDED') fields.effectiveAt = new Date(refusal.effectiveAt);
  return fields;
}

/** The error that a refusal becomes, in the caller's language. */
export function toError(refusal: Refusal, locale: Locale): ErrorValue {
  const code: MessageCode = refusal.code;
  return {
    ...fieldsOf(refusal, locale),
    __typename: TYPES[refusal.code],
    code,
    message: message(code, locale, figuresOf(refusal, locale)),
    path: [...('path' in refusal ? refusal.path : (PATHS[refusal.code] ?? []))],
  };
}

export const toErrors = (refusals: readonly Refusal[], locale: Locale): ErrorValue[] =>
  refusals.map((refusal) => toError(refusal, locale));
