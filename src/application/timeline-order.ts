/**
 * The order of a line's story. What happened at the same moment (a decision with its notice, or a day
 * on a clock that stands) stands in the order in which it was made: records carry ids that grow with
 * time, and whoever writes about a customer holds the customer's lock. A record's own later steps
 * (delivered, taken up, answered) have no ids of their own and follow their record; where such a step
 * set another record going, it stands right before that one. So a cause comes before what followed
 * from it, and the order is the same at every reading.
 */
import type { Appeal } from '../domain/appeal/appeal.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import type { Notice } from '../domain/platform-action/notice.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { Instant } from '../domain/time.js';
import type { Place, PlacedEntry, TimelineEntry } from './timeline-words.js';

/** After every record: no id is greater. */
export const LAST: Place = { madeWith: '~' };

/** Oldest first; entries of one record keep the order in which they are given. */
export const inOrder = (entries: readonly PlacedEntry[]): TimelineEntry[] =>
  entries
    .toSorted(
      (one, other) =>
        one.at - other.at || compared(madeOf(one), madeOf(other)) || sideOf(one) - sideOf(other),
    )
    .map(({ madeWith: _, side: __, ...entry }) => entry);

const compared = (one: string, other: string): number => Number(one > other) - Number(one < other);

/** Nothing is about no record but that the line was opened, before all others. */
const madeOf = (entry: PlacedEntry): string =>
  entry.madeWith ??
  entry.noticeId ??
  entry.appealId ??
  entry.applicationId ??
  entry.decisionId ??
  '';

const sideOf = ({ side }: Place): number => (side === 'BEFORE' ? -1 : Number(side === 'AFTER'));

/** After the latest of records, of which there is one at least. */
const afterLatest = (...ids: readonly [Id, ...Id[]]): Place => ({
  madeWith: ids.reduce((latest, id) => (id > latest ? id : latest)),
  side: 'AFTER',
});

/** An outcome stands before the decision that it led to. */
export const placeOfOutcome = ({ outcome }: Appeal): Place =>
  outcome?.reversalId ? { madeWith: outcome.reversalId, side: 'BEFORE' } : {};

/** A case that came to nothing stands after the decisions of that moment: one of them was why. */
export function placeOfEnd({ id, endedAt }: Appeal, decisions: readonly Decision[]): Place {
  const then = decisions.filter(({ decidedAt }) => decidedAt === endedAt);
  return afterLatest(id, ...then.map((decision) => decision.id));
}

/** A way back opened before the offer that it came with, or else before the notice that told of it. */
export function placeOfWayBack(
  { id, returnOpenedAt, applicationId }: PlatformAction,
  notices: readonly Notice[],
): Place {
  if (applicationId !== null) return { madeWith: applicationId, side: 'BEFORE' };
  const [, ...later] = noticesUnder(id, notices);
  const told = later.findLast(({ issuedAt }) => issuedAt === returnOpenedAt);
  return told ? { madeWith: told.id, side: 'BEFORE' } : { madeWith: id, side: 'AFTER' };
}

/** What a closed line came to, after all that was written of its closing by then. */
export const placeOfRunOffEnd = (
  decisionId: Id,
  notices: readonly Notice[],
  at: Instant,
): Place => {
  const told = noticesUnder(decisionId, notices).filter(({ issuedAt }) => issuedAt <= at);
  return afterLatest(decisionId, ...told.map(({ id }) => id));
};

/** In the order in which they were made. */
export const noticesUnder = (decisionId: Id, notices: readonly Notice[]): Notice[] =>
  notices
    .filter((notice) => notice.decisionId === decisionId)
    .toSorted((one, other) => compared(one.id, other.id));
