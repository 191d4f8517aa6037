/**
 * Retention: how long each class of what is kept about a customer is kept, counted from what, and
 * what for. The periods are data of the jurisdiction pack. A legal hold stops every clock.
 */
import { addDays, addMonths, type LocalDate } from '../time.js';
import { fill, type Locale, type Text } from '../wording.js';

export const RETENTION_CLASSES = [
  /** Activities as they were told, in full. */
  'RAW_EVENTS',
  /** What a customer's activities of a day add up to. */
  'DAILY_BUCKETS',
  /** Assessments: how the score went over the years. */
  'TREND_AGGREGATES',
  /** The books of a line: entries, holds, plans, statements, refunds, the account itself. */
  'TRANSACTION_RECORDS',
  /** Who the customer is: identity, consents, where the record came from, protected attributes. */
  'IDENTITY_RECORDS',
  /** Decisions against the customer, with the facts that they were made on. */
  'ADVERSE_ACTION_EVIDENCE',
  /** That and when lines were closed. */
  'CLOSURE_COUNTERS',
] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export interface RetentionPeriod {
  /** EVENT: the day of the record itself. RELATIONSHIP_END: the day the last line closed. */
  readonly from: 'EVENT' | 'RELATIONSHIP_END';
  readonly period: { readonly days: number } | { readonly months: number };
}

/** What each class is kept for, in words. */
export const RETENTION_PURPOSES: Readonly<Record<RetentionClass, Text>> = {
  RAW_EVENTS: {
    en: 'Early warnings and the prompt adjustment of limits.',
    zh: '用于快速预警和即时调整额度。',
  },
  DAILY_BUCKETS: {
    en: 'How you used your lines over the periods that scoring looks at.',
    zh: '用于统计评分所考察期间内的用信行为。',
  },
  TREND_AGGREGATES: {
    en: 'The long-term trend of your score, and whether credit can be offered again.',
    zh: '用于分析评分的长期趋势，以及判断今后能否再次提供信贷。',
  },
  TRANSACTION_RECORDS: {
    en: 'The legal duty to keep transaction records.',
    zh: '履行保存交易记录的法定义务。',
  },
  IDENTITY_RECORDS: {
    en: 'The legal duty to keep records of who a customer is.',
    zh: '履行保存客户身份资料的法定义务。',
  },
  ADVERSE_ACTION_EVIDENCE: {
    en: 'Proof of why a decision was made, for you and for a regulator.',
    zh: '为您和监管机构保存决定的依据。',
  },
  CLOSURE_COUNTERS: {
    en: 'How often you closed lines, for as long as that can have an effect.',
    zh: '在关闭次数可能产生影响的期间内，记录您关闭额度的次数。',
  },
};

/** The part of a jurisdiction pack that this file goes by. */
export interface RetentionRules {
  readonly retention: Readonly<Record<RetentionClass, { readonly value: RetentionPeriod }>>;
}

const PERIOD_TEXTS = {
  EVENT_DAYS: {
    en: '{count} {count|one:day|other:days} from the day of the record.',
    zh: '自记录之日起{count}天。',
  },
  EVENT_MONTHS: {
    en: '{count} {count|one:month|other:months} from the day of the record.',
    zh: '自记录之日起{count}个月。',
  },
  RELATIONSHIP_END_DAYS: {
    en: '{count} {count|one:day|other:days} from the day on which the last line was closed.',
    zh: '自最后一个额度关闭之日起{count}天。',
  },
  RELATIONSHIP_END_MONTHS: {
    en: '{count} {count|one:month|other:months} from the day on which the last line was closed.',
    zh: '自最后一个额度关闭之日起{count}个月。',
  },
} as const satisfies Record<`${RetentionPeriod['from']}_${'DAYS' | 'MONTHS'}`, Text>;

/** How long something is kept, in words. */
export function retentionPeriodText({ from, period }: RetentionPeriod, locale: Locale): string {
  return 'days' in period
    ? fill(PERIOD_TEXTS[`${from}_DAYS`][locale], { count: period.days }, locale)
    : fill(PERIOD_TEXTS[`${from}_MONTHS`][locale], { count: period.months }, locale);
}

/**
 * The last day on which a record is kept; it may be erased from the day after. The period leaves out
 * the day on which it starts. `eventOn` is the record's own day: for evidence, the day on which the
 * customer was told. Null when the day that the class counts from is not known: while the
 * relationship goes on, what counts from its end is kept.
 */
export function retentionUntil(
  { retention }: RetentionRules,
  retentionClass: RetentionClass,
  from: { readonly eventOn?: LocalDate; readonly relationshipEndedOn?: LocalDate },
): LocalDate | null {
  const { value } = retention[retentionClass];
  const start = value.from === 'EVENT' ? from.eventOn : from.relationshipEndedOn;
  return start === undefined ? null : moved(start, value.period, 1);
}

/**
 * For a class that counts from the record: records of days before this one may be erased today.
 * Null for a class that counts from the end of the relationship.
 */
export function keptSince(
  { retention }: RetentionRules,
  retentionClass: RetentionClass,
  today: LocalDate,
): LocalDate | null {
  const { from, period } = retention[retentionClass].value;
  return from === 'EVENT' ? moved(today, period, -1) : null;
}

/**
 * The first day on which a customer may be erased altogether: the day after the longest period that
 * counts from the end of the relationship.
 */
export function eraseOn(rules: RetentionRules, relationshipEndedOn: LocalDate): LocalDate {
  const ends = RETENTION_CLASSES.map((each) =>
    retentionUntil(rules, each, { relationshipEndedOn }),
  );
  const longest = ends
    .filter((day) => day !== null)
    .toSorted()
    .at(-1);
  return addDays(longest ?? relationshipEndedOn, 1);
}

const moved = (date: LocalDate, period: RetentionPeriod['period'], sign: 1 | -1): LocalDate =>
  'days' in period ? addDays(date, sign * period.days) : addMonths(date, sign * period.months);
