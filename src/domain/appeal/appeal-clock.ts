/**
 * The clock of a case. It starts on the day of the filing, which does not count, and its last day is
 * over when the next one begins in the pack's zone. A complex case is counted from the filing too, an
 * exceptional one adds to that. While the customer is asked something the clock stands: its end is
 * put off by the most days that this can last, and drawn back to those that it did last once that is
 * known. No law stops a clock for a question, so none ever goes past the longest period that the pack
 * has for the case: where no day is left the question is asked all the same, and the clock goes on.
 * All are whole days of the zone, so that the end always is the start of one. A clock that has run out
 * is neither extended nor stopped: what is late stays late.
 */
import { type Deadline, dueDate } from '../policy/business-days.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import {
  addDays,
  daysBetween,
  type Instant,
  type LocalDate,
  localDate,
  startOfDay,
} from '../time.js';
import type { Appeal, AppealClock, AppealKind } from './appeal.js';

/** What a clock reads of the edition that the case was filed under. */
export type ClockRules = Pick<JurisdictionPack, 'timeZone' | 'businessCalendar' | 'appeals'>;

export type Extension = AppealClock['extensions'][number];
type Pause = AppealClock['pauses'][number];
/** A clock and what it is for, by which its periods go. */
type Clocked = Pick<Appeal, 'clock' | 'kind'>;

export type ExtensionRefusal =
  /** The rules have no such extension, or not for a case of this kind. */
  | { readonly code: 'EXTENSION_NOT_PERMITTED' }
  | { readonly code: 'EXTENDED_ALREADY' }
  /** An exceptional extension adds to a complex one, which comes first. */
  | { readonly code: 'COMPLEX_EXTENSION_FIRST' }
  | { readonly code: 'APPEAL_OVERDUE'; readonly dueAt: Instant };

/** The moment after a day. */
const endOf = (day: LocalDate, { timeZone }: ClockRules): Instant =>
  startOfDay(addDays(day, 1), timeZone);

/** By when a case of a kind is answered; a person's look at what a rule referred is the same right. */
function answerBy({ appeals }: ClockRules, kind: AppealKind): Deadline {
  switch (kind) {
    case 'APPEAL':
      return appeals.answer.value;
    case 'RECONSIDERATION':
      return appeals.reconsiderationAnswer.value;
    case 'HUMAN_DECISION':
    case 'REFERRAL':
      // Where the law gives no such right, whoever is referred waits no longer than who appeals.
      return appeals.humanAnswer.value ?? appeals.answer.value;
  }
}

/** The clock of a case that is filed at `at`. */
export function startClock(rules: ClockRules, kind: AppealKind, at: Instant): AppealClock {
  const filedOn = localDate(at, rules.timeZone);
  const lastDay = dueDate(answerBy(rules, kind), filedOn, rules.businessCalendar);
  return { startedAt: at, dueAt: endOf(lastDay, rules), extensions: [], pauses: [] };
}

/** The last day without any question, by the extensions that the case has. */
function extendedDay({ clock, kind }: Clocked, rules: ClockRules): LocalDate {
  const filedOn = localDate(clock.startedAt, rules.timeZone);
  const lastOf = (deadline: Deadline, from: LocalDate): LocalDate =>
    dueDate(deadline, from, rules.businessCalendar);
  const has = (of: Extension['kind']) => clock.extensions.some((each) => each.kind === of);
  if (!has('COMPLEX') && !has('EXCEPTIONAL')) return lastOf(answerBy(rules, kind), filedOn);
  const { complex, exceptional, answer } = rules.appeals;
  const lastDay = lastOf(complex.value ?? answer.value, filedOn);
  if (!has('EXCEPTIONAL')) return lastDay;
  if (exceptional.value === null) throw new Error('the rules know no exceptional extension');
  return lastOf(exceptional.value, lastDay);
}

/**
 * The last day that questions can put the end off to. A plain appeal that needs the customer's word
 * may take as long as a complex one; nothing else takes longer than it does without a question.
 */
function longestDay(of: Clocked, rules: ClockRules): LocalDate {
  const { clock, kind } = of;
  const { complex } = rules.appeals;
  const isPlain = kind === 'APPEAL' && clock.extensions.length === 0;
  if (!isPlain || complex.value === null) return extendedDay(of, rules);
  const filedOn = localDate(clock.startedAt, rules.timeZone);
  return dueDate(complex.value, filedOn, rules.businessCalendar);
}

/** The end, with all days that the clock stood or still can. */
function endWith(of: Clocked, rules: ClockRules): Instant {
  const stood = of.clock.pauses.reduce((sum, pause) => sum + pauseDays(pause, rules), 0);
  const day = addDays(extendedDay(of, rules), stood);
  const longest = longestDay(of, rules);
  return endOf(day < longest ? day : longest, rules);
}

/**
 * Days by which a pause puts the end off: from the day of the question to that of the answer, none
 * where that is the same day; while it lasts, the most that it can.
 */
function pauseDays({ from, until, atMostUntil }: Pause, { timeZone }: ClockRules): number {
  // What ends by itself ends with the last day that it can last, not on the one after it.
  const last = Math.min(until ?? atMostUntil, atMostUntil - 1);
  return Math.max(0, daysBetween(localDate(from, timeZone), localDate(last, timeZone)));
}

/** Why a case's clock cannot be extended, or null. Only plain appeals can be. */
export function extensionRefusal(
  { clock, kind }: Pick<Appeal, 'clock' | 'kind'>,
  rules: ClockRules,
  wish: Extension['kind'],
  now: Instant,
): ExtensionRefusal | null {
  const has = (of: Extension['kind']) => clock.extensions.some((each) => each.kind === of);
  const { complex, exceptional } = rules.appeals;
  const permitted = wish === 'COMPLEX' ? complex.value : exceptional.value;
  if (kind !== 'APPEAL' || permitted === null) return { code: 'EXTENSION_NOT_PERMITTED' };
  if (has(wish)) return { code: 'EXTENDED_ALREADY' };
  if (wish === 'EXCEPTIONAL' && complex.value !== null && !has('COMPLEX')) {
    return { code: 'COMPLEX_EXTENSION_FIRST' };
  }
  return now >= clock.dueAt ? { code: 'APPEAL_OVERDUE', dueAt: clock.dueAt } : null;
}

/** The clock extended; the caller has asked {@link extensionRefusal}. Never brings the end nearer. */
export function extended(
  { clock, kind }: Clocked,
  rules: ClockRules,
  by: Omit<Extension, 'dueAt'>,
): AppealClock {
  const longer = { ...clock, extensions: [...clock.extensions, { ...by, dueAt: clock.dueAt }] };
  const dueAt = Math.max(clock.dueAt, endWith({ clock: longer, kind }, rules));
  return { ...clock, dueAt, extensions: [...clock.extensions, { ...by, dueAt }] };
}

/** Days that questions have used up; one that was answered on its own day counts as a day. */
const usedDays = ({ pauses }: AppealClock, rules: ClockRules): number =>
  pauses.reduce((sum, pause) => sum + Math.max(1, pauseDays(pause, rules)), 0);

/**
 * The clock with a question, for which it stands from `now` on as long as it may; it goes on at once
 * where the case has no day left, or is late. Null where nothing may be asked (any more): the days that the pack
 * gives are for all of a case's questions together.
 */
export function paused(
  { clock, kind }: Clocked,
  rules: ClockRules,
  { question, now }: { readonly question: string; readonly now: Instant },
): AppealClock | null {
  const left = rules.appeals.pauseDays.value - usedDays(clock, rules);
  if (left <= 0) return null;
  const lastDay = localDate(clock.dueAt - 1, rules.timeZone);
  const room = now < clock.dueAt ? daysBetween(lastDay, longestDay({ clock, kind }, rules)) : 0;
  const days = Math.min(left, room);
  const ask = (atMostUntil: Instant, until: Instant | null): AppealClock => ({
    ...clock,
    pauses: [...clock.pauses, { from: now, until, atMostUntil, question }],
  });
  if (days <= 0) return ask(now, now);
  const standing = ask(endOf(addDays(localDate(now, rules.timeZone), days), rules), null);
  return { ...standing, dueAt: endWith({ clock: standing, kind }, rules) };
}

/** The pause that lasts, if one does. */
export const openPause = ({ pauses }: AppealClock): Pause | undefined =>
  pauses.find(({ until }) => until === null);

/** The clock going on from `now`, or from the end that its pause had by itself; else as it is. */
export function resumed({ clock, kind }: Clocked, rules: ClockRules, now: Instant): AppealClock {
  const open = openPause(clock);
  if (!open) return clock;
  const over: Pause = { ...open, until: Math.min(now, open.atMostUntil) };
  const going = { ...clock, pauses: clock.pauses.map((each) => (each === open ? over : each)) };
  return { ...going, dueAt: endWith({ clock: going, kind }, rules) };
}

/** When the near end of the clock is told to those above. */
export function escalatesAt({ dueAt }: AppealClock, rules: ClockRules): Instant {
  const lastDay = localDate(dueAt - 1, rules.timeZone);
  return startOfDay(addDays(lastDay, -rules.appeals.escalationDays.value), rules.timeZone);
}

/** From this moment on no reconsideration of what was decided at `decidedAt` is taken. */
export function reconsiderationUntil(rules: ClockRules, decidedAt: Instant): Instant {
  const { reconsiderationFilingDays } = rules.appeals;
  const decidedOn = localDate(decidedAt, rules.timeZone);
  return endOf(addDays(decidedOn, reconsiderationFilingDays.value), rules);
}

/** What the clock of an undecided case asks for at `now`. */
export type ClockCall = 'RESUME' | 'ESCALATE' | 'REPORT_OVERDUE';

/** The next thing to be done about a case's clock, or null; whoever does it asks again. */
export function clockCall(
  appeal: Pick<Appeal, 'status' | 'clock' | 'escalatedAt' | 'overdueReportedAt'>,
  rules: ClockRules,
  now: Instant,
): ClockCall | null {
  const { clock, status } = appeal;
  const pause = openPause(clock);
  // No pause outlasts the end that it put off, so what has run out is reported first.
  if (now >= clock.dueAt && appeal.overdueReportedAt === null) return 'REPORT_OVERDUE';
  if (status === 'WAITING' && pause) return now >= pause.atMostUntil ? 'RESUME' : null;
  if (now >= clock.dueAt) return null;
  return appeal.escalatedAt === null && now >= escalatesAt(clock, rules) ? 'ESCALATE' : null;
}
