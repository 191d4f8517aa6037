/**
 * The notice that a decision owes its customer: made together with the decision, in every language,
 * and never changed. How it reached the customer is written beside it, and the clock by which it must.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { Instant, LocalDate } from '../time.js';
import type { Text } from '../wording.js';

export const NOTICE_SECTIONS = [
  /** The institution that decided, and how to reach it. */
  'CREDITOR',
  /** What was decided, and from when. */
  'DECISION',
  /** On which ground, and whether it is the customer's conduct. */
  'GROUNDS',
  'REASONS',
  /** That reasons may not be told, and by which law. */
  'WITHHELD',
  'MILDER_STEP',
  /** Of an appeal: what was found, and the scores before and after. */
  'FINDINGS',
  /** Of an appeal: what the decision had caused, and what was done about it. */
  'REPAIRS',
  /** Scorecard, rules and policy version; that a machine decided, or a person. */
  'HOW_DECIDED',
  /** Where a fact of a credit bureau acted: which one's, and the right to see and dispute it. */
  'BUREAU',
  /** What has to be so for a return, and what to do for it. */
  'RETURN',
  /** Where a score had a say: the smallest changes that would lead to another one, as of that day. */
  'ADVICE',
  'APPEAL',
  'HUMAN_DECISION',
  /** What stays owed; what goes on. */
  'DEBT',
  /** What the law has every such notice say, in words of its own. */
  'RIGHTS',
  /** The audit entry that proves the decision. */
  'RECEIPT',
] as const;
export type NoticeSectionCode = (typeof NOTICE_SECTIONS)[number];

export interface NoticeSection {
  readonly code: NoticeSectionCode;
  readonly title: Text;
  readonly paragraphs: readonly Text[];
}

export const NOTICE_CHANNELS = ['IN_APP', 'EMAIL', 'LETTER', 'SMS'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

export const NOTICE_ALARMS = ['AT_RISK', 'MISSED'] as const;
export type NoticeAlarm = (typeof NOTICE_ALARMS)[number];

export interface Notice {
  readonly id: Id;
  readonly customerId: CustomerId;
  readonly accountId: AccountId | null;
  readonly decisionId: Id;
  /** In the order of {@link NOTICE_SECTIONS}; by the pack's list of contents. */
  readonly sections: readonly NoticeSection[];
  readonly issuedAt: Instant;
  /** The last day on which the customer may be told, by the pack. */
  readonly dueOn: LocalDate;
  /** The moment after the last day. */
  readonly dueAt: Instant;
  readonly packEdition: string;
  readonly auditEntryId: Id;
  /** When it reached the customer; null as long as nobody has said so. */
  readonly deliveredAt: Instant | null;
  readonly channel: NoticeChannel | null;
  /** Whether the alarm before the deadline, and that of the missed one, have been raised. */
  readonly alarms: readonly NoticeAlarm[];
  /** When the next of them is due; null: none is any more, for it was delivered or all were raised. */
  readonly alarmAt: Instant | null;
}

/** Whether it tells of a decision; what is told of a case while it is worked on does not. */
export const tellsOfDecision = ({ sections }: Pick<Notice, 'sections'>): boolean =>
  sections.some(({ code }) => code === 'DECISION');
