/**
 * The clock of a case. It starts on the day of the filing, which does not count, and its last day is
 * over when the next one begins in the pack's zone. A complex case is counted from the filing too, an
 * exceptional one adds to that. While the customer is asked something the clock stands: its end is
 * put off by the most days that this can last, and drawn back to those that it did last once that is
 * known. They are whole days of the zone, so that the end always is the start of one. A clock that
 * has run out is neither extended nor stopped: what is late stays late.
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

/** An end, which is the start of a day, as many days of the zone later; earlier when negative. */
const putOff = (dueAt: Instant, days: number, { timeZone }: ClockRules): Instant =>
  startOfDay(addDays(localDate(dueAt, timeZone), days), timeZone);

/**
 * Days by which a pause puts the end off: from the day of the question to that of the answer, none
 * where that is the same day; while it lasts, the most that it can.
 */
function pauseDays({ from, until, atMostUntil }: Pause, { timeZone }: ClockRules): number {
  // What ends by itself ends with the last day that it can last, not on the one after it.
  const last = Math.min(until ?? atMostUntil, atMostUntil - 1);
  return daysBetween(localDate(from, timeZone), localDate(last, timeZone));
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
  clock: AppealClock,
  rules: ClockRules,
  by: Omit<Extension, 'dueAt'>,
): AppealClock {
  const { complex, exceptional, answer } = rules.appeals;
  const filedOn = localDate(clock.startedAt, rules.timeZone);
  const lastOf = (deadline: Deadline, from: LocalDate): LocalDate =>
    dueDate(deadline, from, rules.businessCalendar);
  let lastDay = lastOf(complex.value ?? answer.value, filedOn);
  if (by.kind === 'EXCEPTIONAL') {
    if (exceptional.value === null) throw new Error('the rules know no exceptional extension');
    lastDay = lastOf(exceptional.value, lastDay);
  }
  const stood = clock.pauses.reduce((sum, pause) => sum + pauseDays(pause, rules), 0);
  const dueAt = Math.max(clock.dueAt, endOf(addDays(lastDay, stood), rules));
  return { ...clock, dueAt, extensions: [...clock.extensions, { ...by, dueAt }] };
}

/** Days that questions have used up; one that was answered on its own day counts as a day. */
const usedDays = ({ pauses }: AppealClock, rules: ClockRules): number =>
  pauses.reduce((sum, pause) => sum + Math.max(1, pauseDays(pause, rules)), 0);

/**
 * The clock standing from `now` on because of a question; null where it may not stand (any longer):
 * the days that the pack gives are for all of a case's questions together.
 */
export function paused(
  clock: AppealClock,
  rules: ClockRules,
  { question, now }: { readonly question: string; readonly now: Instant },
): AppealClock | null {
  const left = rules.appeals.pauseDays.value - usedDays(clock, rules);
  if (left <= 0) return null;
  const atMostUntil = endOf(addDays(localDate(now, rules.timeZone), left), rules);
  const pause: Pause = { from: now, until: null, atMostUntil, question };
  const days = now < clock.dueAt ? pauseDays(pause, rules) : 0;
  const dueAt = putOff(clock.dueAt, days, rules);
  return { ...clock, dueAt, pauses: [...clock.pauses, pause] };
}

/** The pause that lasts, if one does. */
export const openPause = ({ pauses }: AppealClock): Pause | undefined =>
  pauses.find(({ until }) => until === null);

/** The clock going on from `now`, or from the end that its pause had by itself; else as it is. */
export function resumed(clock: AppealClock, rules: ClockRules, now: Instant): AppealClock {
  const open = openPause(clock);
  if (!open) return clock;
  const over: Pause = { ...open, until: Math.min(now, open.atMostUntil) };
  // An end that had passed before the pause was not put off, and is not drawn back.
  const isPutOff = open.from < clock.dueAt;
  const unused = isPutOff ? pauseDays(open, rules) - pauseDays(over, rules) : 0;
  const pauses = clock.pauses.map((each) => (each === open ? over : each));
  return { ...clock, dueAt: putOff(clock.dueAt, -unused, rules), pauses };
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
  // A pause puts no end off that had passed before it, so what has run out is reported first.
  if (now >= clock.dueAt && appeal.overdueReportedAt === null) return 'REPORT_OVERDUE';
  if (status === 'WAITING' && pause) return now >= pause.atMostUntil ? 'RESUME' : null;
  if (now >= clock.dueAt) return null;
  return appeal.escalatedAt === null && now >= escalatesAt(clock, rules) ? 'ESCALATE' : null;
}
