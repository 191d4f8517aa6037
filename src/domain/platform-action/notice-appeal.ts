/** What the customer can do about a decision, in the words of a notice. */
import type { Deadline } from '../policy/business-days.js';
import type { Locale, Text } from '../wording.js';
import { lastDayOf, type NoticeFacts, told } from './notice-facts.js';
import { APPEAL_WORDS, DOCUMENT_WORDS } from './notice-words.js';

const lists = {
  en: new Intl.ListFormat('en', { type: 'conjunction' }),
  zh: new Intl.ListFormat('zh-Hans', { type: 'conjunction' }),
};

/** Within how many days the answer comes. */
export const answeredWithin = (deadline: Deadline): Text =>
  'businessDays' in deadline
    ? told(APPEAL_WORDS.ANSWER_BUSINESS, () => ({ days: deadline.businessDays }))
    : told(APPEAL_WORDS.ANSWER_CALENDAR, () => ({ days: deadline.calendarDays }));

/** Until when and how to appeal, when the answer comes, and what would help. */
export function appealParagraphs({ decision, pack, evidence }: NoticeFacts): Text[] {
  const { appealUntil } = decision;
  if (appealUntil === null) return [];
  const documents = (locale: Locale): string =>
    lists[locale].format(evidence.map((kind) => DOCUMENT_WORDS[kind][locale]));
  return [
    told(APPEAL_WORDS.UNTIL, (locale) => ({ day: lastDayOf(appealUntil, pack, locale) })),
    answeredWithin(pack.appeals.answer.value),
    evidence.length === 0
      ? told(APPEAL_WORDS.NO_EVIDENCE)
      : told(APPEAL_WORDS.EVIDENCE, (locale) => ({ documents: documents(locale) })),
  ];
}

/** The right to a decision by a person, where a machine alone decided and the pack gives one. */
export function humanParagraphs({ decision, pack, score }: NoticeFacts): Text[] {
  const { appealUntil, madeBy } = decision;
  const { humanDecision, explanation } = pack.automatedDecision;
  if (madeBy !== 'MACHINE' || appealUntil === null || !humanDecision.value) return [];
  const answer = pack.appeals.humanAnswer.value;
  const isExplained = explanation.value && score !== null && !decision.measure?.withheld;
  return [
    told(APPEAL_WORDS.HUMAN, (locale) => ({ day: lastDayOf(appealUntil, pack, locale) })),
    ...(answer ? [answeredWithin(answer)] : []),
    ...(isExplained ? [told(APPEAL_WORDS.EXPLANATION)] : []),
  ];
}
