/** A case of the customer's, as entries of the story of the line that it is about. */
import type { Appeal } from '../domain/appeal/appeal.js';
import { startClock } from '../domain/appeal/appeal-clock.js';
import type { Decision } from '../domain/credit-account/decision.js';
import { JURISDICTION_PACKS } from '../domain/policy/jurisdiction-pack.js';
import type { Instant } from '../domain/time.js';
import { placeOfEnd, placeOfOutcome } from './timeline-order.js';
import {
  type About,
  lastDayIn,
  type PlacedEntry,
  type TimelineEntry,
  words,
} from './timeline-words.js';

/** What was asked for, taken up, asked back, extended, and how it ended. */
export function appealEntries(appeal: Appeal, decisions: readonly Decision[]): PlacedEntry[] {
  const { id: appealId, decisionId, kind, filedAt, clock, packEdition } = appeal;
  const about = { appealId, decisionId };
  const until = (dueAt: Instant) => ({ day: lastDayIn(packEdition, dueAt) });
  const filed = words(filedAt, `${kind}_FILED`, until(firstDueAt(appeal)), about);
  const extended = clock.extensions.map(({ at, dueAt }) =>
    words(at, 'APPEAL_EXTENDED', until(dueAt), about),
  );
  return [
    filed,
    ...takenUp(appeal, about),
    ...asked(appeal, about),
    ...extended,
    ...ended(appeal, about, decisions),
  ];
}

/** The deadline as it was told at the filing, before anything moved it. */
function firstDueAt({ clock, kind, packEdition }: Appeal): Instant {
  const pack = JURISDICTION_PACKS.find(({ id }) => id === packEdition);
  return pack ? startClock(pack, kind, clock.startedAt).dueAt : clock.dueAt;
}

function takenUp({ assignedAt }: Appeal, about: About): TimelineEntry[] {
  return assignedAt === null ? [] : [words(assignedAt, 'APPEAL_TAKEN_UP', {}, about)];
}

function asked({ clock, answers }: Appeal, about: About): TimelineEntry[] {
  return clock.pauses.flatMap(({ from, until, atMostUntil }, place) => {
    const isStanding = atMostUntil > from;
    const entries = [words(from, isStanding ? 'APPEAL_ASKED' : 'APPEAL_ASKED_GOING_ON', {}, about)];
    if (isStanding && until === atMostUntil) {
      entries.push(words(until, 'APPEAL_RESUMED', {}, about));
    }
    // Each question has one answer at most, in turn, also when its time is over.
    const answer = answers[place];
    if (answer) entries.push(words(answer.at, 'APPEAL_ANSWERED', {}, about));
    return entries;
  });
}

function ended(appeal: Appeal, about: About, decisions: readonly Decision[]): PlacedEntry[] {
  const { status, endedAt, outcome, overdueReportedAt } = appeal;
  const entries: PlacedEntry[] = [];
  if (overdueReportedAt !== null) {
    entries.push(words(overdueReportedAt, 'APPEAL_OVERDUE', {}, about));
  }
  if (outcome) {
    const place = placeOfOutcome(appeal);
    entries.push(words(outcome.decidedAt, `APPEAL_${outcome.kind}`, {}, { ...about, ...place }));
  } else if (status === 'WITHDRAWN' && endedAt !== null) {
    entries.push(words(endedAt, 'APPEAL_WITHDRAWN', {}, about));
  } else if (status === 'MOOT' && endedAt !== null) {
    const place = placeOfEnd(appeal, decisions);
    entries.push(words(endedAt, 'APPEAL_MOOT', {}, { ...about, ...place }));
  }
  return entries;
}
