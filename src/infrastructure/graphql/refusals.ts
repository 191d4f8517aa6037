/** From the application's refusals to the schema's errors. */
import { type MessageCode, message, storedMessage } from '../../application/messages.js';
import { statusWord } from '../../application/messages-codes.js';
import { type Money, moneyText } from '../../domain/money.js';
import { STEP_WORDS } from '../../domain/platform-action/notice-decision-words.js';
import type { Locale } from '../../domain/wording.js';
import { toActivityProblem } from './activity-types.js';
import { appealFields, appealFigures } from './appeal-refusals.js';
import { toEligibilityReason } from './eligibility-types.js';
import type { ErrorInterface } from './error-interface.js';
import { MAX_LISTED, toHold, toPlan } from './ledger-types.js';
import { toMeasureCondition } from './measure-condition.js';
import { momentText } from './moments.js';
import { toMoney } from './money.js';
import { toQuoteDifference } from './quote-difference.js';
import { ERROR_TYPE_OF, type InputRefusal, type Refusal } from './refusal-codes.js';
import { PATH_OF } from './refusal-paths.js';

export type ErrorValue = ErrorInterface & { __typename: string };

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
  if (refusal.code === 'MEASURE_DOES_NOT_APPLY') figures.count = refusal.conditions.length;
  if (refusal.code === 'MILDER_STEP_WOULD_DO') figures.step = STEP_WORDS[refusal.kind][locale];
  if (refusal.code === 'ALREADY_DELIVERED') {
    figures.deliveredAt = momentText(refusal.deliveredAt, locale);
  }
  if (refusal.code === 'DELIVERED_AT_INVALID') {
    figures.from = momentText(refusal.from, locale);
    figures.to = momentText(refusal.to, locale);
  }
  if (refusal.code === 'INVALID_INPUT') {
    figures.reason = message(refusal.reason, locale, inputFigures(refusal));
  }
  return { ...figures, ...appealFigures(refusal) };
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
  if (refusal.code === 'MEASURE_DOES_NOT_APPLY') {
    fields.conditions = refusal.conditions.map((each) => toMeasureCondition(each, null, locale));
  }
  if (refusal.code === 'ALREADY_DELIVERED') fields.deliveredAt = new Date(refusal.deliveredAt);
  if (refusal.code === 'DELIVERED_AT_INVALID') {
    fields.from = new Date(refusal.from);
    fields.to = new Date(refusal.to);
  }
  if (refusal.code === 'QUOTE_CHANGED') {
    fields.differences = refusal.differences.map((each) => toQuoteDifference(each, locale));
  }
  return { ...fields, ...appealFields(refusal, locale) };
}

/** Where an input names things by other words than most inputs do. */
export type Paths = { readonly [C in Refusal['code']]?: readonly string[] };

/** The error that a refusal becomes, in the caller's language. */
export function toError(refusal: Refusal, locale: Locale, paths: Paths = {}): ErrorValue {
  const code: MessageCode = refusal.code;
  const path = 'path' in refusal ? refusal.path : (paths[code] ?? PATH_OF[code] ?? []);
  return {
    ...fieldsOf(refusal, locale),
    __typename: ERROR_TYPE_OF[refusal.code],
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
