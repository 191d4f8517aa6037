/**
 * Who has a case: it is taken, given back, and taken over from somebody who lets it lie. So no case
 * hangs on one person, and its clock is nobody's to stop by being away. Whoever had it stays written
 * down in it.
 */
import { addDays, type Instant, localDate, startOfDay } from '../time.js';
import { type Appeal, type FormerReviewer, isUndecided, type TakeoverGround } from './appeal.js';
import { type ClockRules, escalatesAt } from './appeal-clock.js';
import { isRecused, type Reviewer, type ReviewerRefusal } from './appeal-rules.js';

/** The last thing that was done on a case by whoever has it, or that gave them something to do. */
function lastStepAt({ assignedAt, clock, answers, filedAt }: Appeal): Instant {
  const asked = clock.pauses.flatMap(({ from, until }) => [from, until ?? from]);
  const extended = clock.extensions.map(({ at }) => at);
  return Math.max(assignedAt ?? filedAt, ...asked, ...extended, ...answers.map(({ at }) => at));
}

/**
 * Why a case can be taken over from whoever has it, or null: it has run out, or its end is near, or
 * it has lain for the days of the pack, and nothing was done on it since. Whoever takes it over has
 * done something, so that of two at once the second finds it taken.
 */
export function takeoverGround(
  appeal: Appeal,
  rules: ClockRules,
  now: Instant,
): TakeoverGround | null {
  const { clock, status } = appeal;
  const since = lastStepAt(appeal);
  const hasLainSince = (moment: Instant): boolean => now >= moment && since < moment;
  if (hasLainSince(clock.dueAt)) return 'OVERDUE';
  if (hasLainSince(escalatesAt(clock, rules))) return 'ESCALATED';
  // While the customer is asked something nobody else has anything to do.
  if (status === 'WAITING') return null;
  const lastDay = addDays(localDate(since, rules.timeZone), rules.appeals.idleDays.value);
  return now >= startOfDay(addDays(lastDay, 1), rules.timeZone) ? 'IDLE' : null;
}

/** Why a reviewer cannot take a case, or take it over from another, or null. */
export function assignmentRefusal(
  appeal: Appeal,
  reviewer: Reviewer,
  rules: ClockRules,
  now: Instant,
): ReviewerRefusal | null {
  const { status, assignedTo: to } = appeal;
  if (!isUndecided(appeal)) return { code: 'APPEAL_ENDED', status };
  const isHeld = to === reviewer.subject || takeoverGround(appeal, rules, now) === null;
  if (to !== null && isHeld) return { code: 'ALREADY_ASSIGNED', to };
  return isRecused(appeal, reviewer) ? { code: 'RECUSED' } : null;
}

/** The case with whoever takes it; the caller has asked {@link assignmentRefusal}. */
export const takenBy = (
  appeal: Appeal,
  { subject }: Reviewer,
  rules: ClockRules,
  now: Instant,
): Appeal => ({
  ...leftBy(appeal, takeoverGround(appeal, rules, now) ?? 'RELEASED', now),
  status: appeal.status === 'WAITING' ? 'WAITING' : 'ASSIGNED',
  assignedTo: subject,
  assignedAt: now,
});

/** Why a reviewer cannot give a case back, or null: who has it can, also while it waits. */
export function releaseRefusal(appeal: Appeal, reviewer: Reviewer): ReviewerRefusal | null {
  if (!isUndecided(appeal)) return { code: 'APPEAL_ENDED', status: appeal.status };
  return appeal.assignedTo === reviewer.subject ? null : { code: 'NOT_ASSIGNED_TO_YOU' };
}

/** The case with nobody any more, and who had it; its clock goes on, or stands, as it did. */
export function leftBy(appeal: Appeal, because: FormerReviewer['because'], now: Instant): Appeal {
  const { assignedTo: subject, assignedAt, filedAt, formerReviewers, status } = appeal;
  if (subject === null) return appeal;
  const left = { subject, from: assignedAt ?? filedAt, until: now, because };
  return {
    ...appeal,
    status: status === 'WAITING' ? 'WAITING' : 'OPEN',
    assignedTo: null,
    assignedAt: null,
    formerReviewers: [...formerReviewers, left],
  };
}
