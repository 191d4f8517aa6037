/** An entry of a line's story, and how it gets its words. */
import type { Id } from '../domain/identifiers.js';
import { JURISDICTION_PACKS } from '../domain/policy/jurisdiction-pack.js';
import { type Instant, type LocalDate, localDate } from '../domain/time.js';
import { LOCALES, type Locale, type Text } from '../domain/wording.js';
import { storedMessage } from './messages.js';
import { statusWord } from './messages-codes.js';
import type { TIMELINE_MESSAGES } from './messages-timeline.js';

export interface TimelineEntry {
  readonly at: Instant;
  /** Stable; the codes of `messages-timeline.ts` without their `TIMELINE_`. */
  readonly code: TimelineCode;
  readonly text: Text;
  readonly decisionId?: Id;
  readonly noticeId?: Id;
  readonly appealId?: Id;
  readonly closureId?: Id;
  readonly applicationId?: Id;
}

type Stripped<Code> = Code extends `TIMELINE_${infer Rest}` ? Rest : never;
export type TimelineCode = Stripped<keyof typeof TIMELINE_MESSAGES> | 'OWN_CHANGE';

/** What an entry is about. */
export type About = Partial<
  Pick<TimelineEntry, 'decisionId' | 'noticeId' | 'appealId' | 'closureId' | 'applicationId'>
>;

/** Where an entry stands among those of its moment, unless right at the record that it is about. */
export interface Place {
  /** The record before or after which it was made. */
  readonly madeWith?: Id;
  readonly side?: 'BEFORE' | 'AFTER';
}

export type PlacedEntry = TimelineEntry & Place;

/** A figure, or one that each language has its own words for. */
export type TimelineFigures = Readonly<Record<string, string | number | Text>>;

/** An entry with its words in every language. */
export function words(
  at: Instant,
  code: Exclude<TimelineCode, 'OWN_CHANGE'>,
  figures: TimelineFigures = {},
  about: About & Place = {},
): PlacedEntry {
  const [en, zh] = LOCALES.map((locale) =>
    storedMessage(`TIMELINE_${code}`, locale, inLanguage(figures, locale)),
  ) as [string, string];
  return { at, code, text: { en, zh }, ...about };
}

const inLanguage = (figures: TimelineFigures, locale: Locale) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => {
      if (typeof figure === 'object') return [name, figure[locale]];
      if (name === 'status') return [name, statusWord(String(figure), locale)];
      return [name, figure];
    }),
  );

/** The day of an instant by an edition's calendar; of one that is not known any more, by UTC. */
export function dayIn(packEdition: string, at: Instant): LocalDate {
  const pack = JURISDICTION_PACKS.find(({ id }) => id === packEdition);
  return localDate(at, pack?.timeZone ?? 'UTC');
}

/** The last day of a period that ends before an instant. */
export const lastDayIn = (packEdition: string, until: Instant): LocalDate =>
  dayIn(packEdition, until - 1);
