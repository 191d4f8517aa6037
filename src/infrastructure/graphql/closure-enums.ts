/** Enumerations of closing: how it came about, what it brings, what has to be said and is kept. */

import type { StandingInstruction } from '../../domain/credit-account/closure-quote.js';
import { CLOSURE_KINDS, CLOSURE_SIGNALS } from '../../domain/credit-account/closure-record.js';
import {
  CLOSURE_REQUEST_STATUSES,
  ON_BEHALF_CAUSES,
} from '../../domain/credit-account/closure-request.js';
import type { LimitMove } from '../../domain/credit-account/limit-policy.js';
import { CLOSING_DUTIES } from '../../domain/policy/jurisdiction-pack.js';
import { RETENTION_CLASSES, type RetentionPeriod } from '../../domain/policy/retention.js';
import { enumOf } from './enums.js';

export const ClosureKindEnum = enumOf('ClosureKind', 'How a closing came about.', CLOSURE_KINDS, {
  IMMEDIATE: 'The customer closed at once.',
  NOTICE: "The customer's notice took effect.",
  ON_BEHALF: 'An agent asked for it and another one approved.',
  CREDITOR: 'The creditor closed the line.',
});

export const ClosureSignalEnum = enumOf(
  'ClosureSignal',
  'How a closing is read, beside what it does.',
  CLOSURE_SIGNALS,
  {
    ACTIVE_RISK_MANAGEMENT: 'A line without debt and never late: the customer tidies up.',
    DELEVERAGING: 'The customer owes less, or wishes to.',
    FREQUENT_CLOSING: 'Lines were closed often enough to restrict new credit.',
  },
);

export const OnBehalfCauseEnum = enumOf(
  'OnBehalfCause',
  'Why an agent closes a line for a customer.',
  ON_BEHALF_CAUSES,
  {
    DECEASED: 'The customer died.',
    FRAUD: 'The customer must be protected from fraud.',
    GUARDIAN: 'A guardian asks for it.',
  },
);

export const ClosureRequestStatusEnum = enumOf(
  'ClosureRequestStatus',
  'Where a closing that is wished for stands.',
  CLOSURE_REQUEST_STATUSES,
  {
    PENDING: 'It has not taken effect.',
    EFFECTED: 'The closure was made.',
    WITHDRAWN: 'Whoever asked took it back.',
    DECLINED: 'The second agent declined it.',
    EXPIRED: 'Nobody approved it in time.',
  },
);

export const StandingInstructionEnum = enumOf(
  'StandingInstruction',
  'What is paid regularly without being asked each time.',
  ['AUTOPAY', 'REPAYMENT_AUTOPAY'] as const satisfies readonly StandingInstruction[],
  {
    AUTOPAY: "Merchants' regular charges to the line.",
    REPAYMENT_AUTOPAY: 'The standing order that repays the line.',
  },
);

export const SuspendedByEnum = enumOf(
  'SuspendedBy',
  'Who suspended a line, and so can end that.',
  ['CREDITOR', 'CUSTOMER'] as const,
  { CREDITOR: 'The creditor, by a decision with grounds.', CUSTOMER: 'The customer, as a pause.' },
);

export const LIMIT_DIRECTIONS = ['DECREASE', 'INCREASE'] as const;
/** Which way a limit moves. */
export type LimitDirection = (typeof LIMIT_DIRECTIONS)[number];

export const directionOf = ({ fromMinor, toMinor }: LimitMove): LimitDirection =>
  toMinor < fromMinor ? 'DECREASE' : 'INCREASE';

export const LimitDirectionEnum = enumOf(
  'LimitDirection',
  'Which way a limit moves.',
  LIMIT_DIRECTIONS,
  { DECREASE: 'Down.', INCREASE: 'Up.' },
);

export const ClosingDutyEnum = enumOf(
  'ClosingDuty',
  'What the rules want a customer to be told at a closing.',
  CLOSING_DUTIES,
  {
    FREE_OF_CHARGE: 'That it costs nothing.',
    ANY_TIME: 'That it can be done at any time.',
    DEBT_STAYS_OWED: 'That debt stays owed.',
    AUTOMATED_DECISION: 'That machines decide, and what one can do about it.',
    LINKED_LIMITS_MAY_MOVE: 'That limits of other lines may move.',
    NO_PENALTY: 'That the closing costs no score.',
    DATA_KEPT: 'That data are kept.',
  },
);

export const RetentionClassEnum = enumOf(
  'RetentionClass',
  'What is kept about a customer, by how long and what for.',
  RETENTION_CLASSES,
  {
    RAW_EVENTS: 'Activities as they were told, in full.',
    DAILY_BUCKETS: 'What activities of a day add up to.',
    TREND_AGGREGATES: 'Assessments: how the score went over the years.',
    TRANSACTION_RECORDS: 'The books of lines: entries, holds, plans, statements, refunds.',
    IDENTITY_RECORDS: 'Who the customer is, and their consents.',
    ADVERSE_ACTION_EVIDENCE: 'Decisions against the customer, with their facts.',
    CLOSURE_COUNTERS: 'That and when lines were closed.',
  },
);

export const RetentionStartEnum = enumOf(
  'RetentionStart',
  'From when a period of keeping data counts.',
  ['EVENT', 'RELATIONSHIP_END'] as const satisfies readonly RetentionPeriod['from'][],
  {
    EVENT: 'From the day of each record.',
    RELATIONSHIP_END: 'From the day on which the last line closed.',
  },
);

export const AlternativeKindEnum = enumOf(
  'ClosureAlternativeKind',
  'What a customer could do instead of closing.',
  ['LOWER_LIMIT', 'PAUSE', 'WITHDRAW_CONSENT'] as const,
  {
    LOWER_LIMIT: 'Have the limit lowered.',
    PAUSE: 'Pause the line and go on later.',
    WITHDRAW_CONSENT: 'Withdraw a consent to the use of data.',
  },
);
