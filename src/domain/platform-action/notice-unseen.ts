/**
 * The notice that part of what has to be so for a way back cannot be looked at any more, and what is
 * needed instead: a consent, or a person.
 */
import type { Text } from '../wording.js';
import { isRightLifted } from './lifting.js';
import type { NoticeSection } from './notice.js';
import { dayOf, told } from './notice-facts.js';
import { creditorParagraphs } from './notice-institution.js';
import { appealText, foundParagraphs, type WayBackFacts } from './notice-outcome.js';
import { section } from './notice-sections.js';
import { SOURCE_WORDS, UNSEEN_WORDS } from './notice-unseen-words.js';
import { RECEIPT_WORDS } from './notice-words.js';
import type { SightNeed } from './sight.js';

/** What it is made from. */
export interface UnseenFacts extends Omit<WayBackFacts, 'how' | 'foundBy'> {
  readonly needs: readonly SightNeed[];
}

/** The sections of the notice; it owes all of them, whatever the pack lists. */
export function unseenSections(facts: UnseenFacts): NoticeSection[] {
  const { decision, pack, lineName, needs, auditEntryId } = facts;
  const about = told(UNSEEN_WORDS.ABOUT, (locale) => ({
    line: lineName[locale],
    decidedOn: dayOf(decision.decidedAt, pack, locale),
  }));
  const by = { ...facts, foundBy: 'MACHINE' } as const;
  return [
    ...section('CREDITOR', creditorParagraphs(facts)),
    ...section('DECISION', [about]),
    ...section('HOW_DECIDED', foundParagraphs(by)),
    ...section(
      'RETURN',
      needs.map((need) => needText(need, facts)),
    ),
    ...section('APPEAL', [appealText(facts)]),
    ...section('RECEIPT', [
      told(RECEIPT_WORDS.DECISION, () => ({ decision: decision.id })),
      told(RECEIPT_WORDS.ENTRY, () => ({ entry: auditEntryId })),
    ]),
  ];
}

/** What is needed, in words: who looks depends on what could be lifted without the customer's wish. */
export function needText(
  need: SightNeed,
  { decision, pack }: Pick<UnseenFacts, 'decision' | 'pack'>,
): Text {
  if (need.kind === 'CONSENT') {
    const source = SOURCE_WORDS[need.source];
    return told(UNSEEN_WORDS.CONSENT, (locale) => ({ source: source[locale] }));
  }
  const { kind, grounds } = decision;
  if (kind === 'LINE_DECREASE' && pack.linkedLimits.increase.value !== 'PERMITTED') {
    return UNSEEN_WORDS.PERSON_ON_ASKING;
  }
  const isForGood = kind === 'CLOSURE' || kind === 'TERMINATION_BY_NOTICE';
  const isByLifting = kind !== 'DRAWDOWN_RIGHT_ENDED' || isRightLifted(grounds, pack);
  return isForGood || !isByLifting ? UNSEEN_WORDS.PERSON_ON_APPLYING : UNSEEN_WORDS.PERSON;
}
