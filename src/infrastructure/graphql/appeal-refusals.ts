/** What errors about appeals add to the fields and figures of their refusals. */
import { storedMessage } from '../../application/messages.js';
import { DAY_MS, type Instant, type LocalDate, localDate } from '../../domain/time.js';
import type { Locale } from '../../domain/wording.js';
import { toEligibilityReason } from './eligibility-types.js';
import type { Refusal } from './refusal-codes.js';

/**
 * The last day before a midnight of any zone: half a day earlier it is about noon of it there, and so
 * the same day in UTC, from twelve hours west of it to eleven hours east.
 */
export const lastDayBefore = (midnight: Instant): LocalDate =>
  localDate(midnight - DAY_MS / 2, 'UTC');

/** Figures of messages that are not fields of the refusal. */
export const appealFigures = (refusal: Refusal): Readonly<Record<string, string>> =>
  refusal.code === 'APPEAL_TOO_LATE' ? { lastDay: lastDayBefore(refusal.until) } : {};

/** Fields of the concrete types in their outside shape. */
export function appealFields(refusal: Refusal, locale: Locale): Record<string, unknown> {
  switch (refusal.code) {
    case 'APPEAL_TOO_LATE':
    case 'APPEAL_WAITING':
      return { until: new Date(refusal.until) };
    case 'APPEAL_OVERDUE':
      return { dueAt: new Date(refusal.dueAt) };
    case 'FINDING_INVALID':
      return { why: storedMessage(refusal.problem, locale, refusal.values) };
    case 'OFFER_NOT_POSSIBLE':
      return { reasons: refusal.reasons.map((reason) => toEligibilityReason(reason, locale)) };
    default:
      return {};
  }
}
