/**
 * The notices of a case that is being worked on: that the customer is asked something, and that the
 * answer takes longer, why, and until when.
 */
import type { Appeal, AppealClock } from '../appeal/appeal.js';
import type { Decision } from '../credit-account/decision.js';
import type { Id } from '../identifiers.js';
import type { Institution } from '../policy/institution.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { addDays, type Instant, type LocalDate, localDate, startOfDay } from '../time.js';
import type { Text } from '../wording.js';
import type { NoticeSection } from './notice.js';
import {
  CASE_WORDS,
  EXTENDED_AS_WORDS,
  EXTENSION_WORDS,
  QUESTION_WORDS,
} from './notice-case-words.js';
import { dayOf, lastDayOf, told } from './notice-facts.js';
import { creditorParagraphs } from './notice-institution.js';
import { section } from './notice-sections.js';
import { RECEIPT_WORDS } from './notice-words.js';

/** What is told. */
export type CaseNews =
  | {
      readonly kind: 'QUESTION';
      readonly pause: AppealClock['pauses'][number];
      /** When it was asked. */
      readonly at: Instant;
    }
  | {
      readonly kind: 'EXTENSION';
      readonly extension: AppealClock['extensions'][number];
      /** The end that was told before. */
      readonly dueBefore: Instant;
    };

/** What such a notice is made from. */
export interface CaseNewsFacts {
  /** As it is after the step. */
  readonly appeal: Appeal;
  /** The decision that is looked at again. */
  readonly decision: Decision;
  /** The edition by which the case goes. */
  readonly pack: JurisdictionPack;
  readonly institution: Institution;
  readonly lineName: Text;
  readonly news: CaseNews;
  readonly auditEntryId: Id;
}

/** The sections of the notice; it owes all of them, whatever the pack lists. */
export function caseNewsSections(facts: CaseNewsFacts): NoticeSection[] {
  const { appeal, news, auditEntryId } = facts;
  const isQuestion = news.kind === 'QUESTION';
  const { TITLE: title } = isQuestion ? QUESTION_WORDS : EXTENSION_WORDS;
  const paragraphs = [
    aboutText(facts),
    ...(isQuestion ? questionParagraphs(facts, news) : extensionParagraphs(facts, news)),
  ];
  return [
    ...section('CREDITOR', creditorParagraphs(facts)),
    { code: 'APPEAL', title, paragraphs },
    ...section('RECEIPT', [
      told(RECEIPT_WORDS.APPEAL, () => ({ appeal: appeal.id })),
      told(RECEIPT_WORDS.ENTRY, () => ({ entry: auditEntryId })),
    ]),
  ];
}

const aboutText = ({ appeal, decision, pack, lineName }: CaseNewsFacts): Text =>
  told(CASE_WORDS[appeal.kind], (locale) => ({
    line: lineName[locale],
    filedOn: dayOf(appeal.filedAt, pack, locale),
    decidedOn: dayOf(decision.decidedAt, pack, locale),
  }));

/** What a reviewer wrote to the customer, in whatever language they share. */
const asWritten = (text: string): Text => ({ en: text, zh: text });

function questionParagraphs(
  { appeal, pack }: CaseNewsFacts,
  { pause, at }: Extract<CaseNews, { kind: 'QUESTION' }>,
): Text[] {
  const { dueAt } = appeal.clock;
  const goesOn = at >= dueAt ? QUESTION_WORDS.LATE : QUESTION_WORDS.GOES_ON;
  return [
    told(QUESTION_WORDS.ASKED),
    asWritten(pause.question),
    told(pause.until === null ? QUESTION_WORDS.STANDS : goesOn, (locale) => ({
      until: lastDayOf(pause.atMostUntil, pack, locale),
      day: lastDayOf(dueAt, pack, locale),
    })),
    told(QUESTION_WORDS.HOW),
  ];
}

const extensionParagraphs = (
  { pack }: CaseNewsFacts,
  { extension, dueBefore }: Extract<CaseNews, { kind: 'EXTENSION' }>,
): Text[] => [
  told(EXTENDED_AS_WORDS[extension.kind]),
  told(EXTENSION_WORDS.WHY),
  asWritten(extension.why),
  told(EXTENSION_WORDS.UNTIL, (locale) => ({
    before: lastDayOf(dueBefore, pack, locale),
    day: lastDayOf(extension.dueAt, pack, locale),
  })),
];

/**
 * By when it must have reached the customer: a question on its day, for its time runs from then; an
 * extension while the time that it extends still runs.
 */
export function caseNewsDeadline(
  news: CaseNews,
  { timeZone }: Pick<JurisdictionPack, 'timeZone'>,
): { readonly dueOn: LocalDate; readonly dueAt: Instant } {
  const until = news.kind === 'QUESTION' ? news.at : news.dueBefore - 1;
  const dueOn = localDate(until, timeZone);
  return { dueOn, dueAt: startOfDay(addDays(dueOn, 1), timeZone) };
}
