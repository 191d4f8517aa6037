/** Enumerations of what the platform decides, tells and undoes. */
import { EVIDENCE_KINDS } from '../../domain/appeal/evidence.js';
import { DECISION_MAKERS } from '../../domain/credit-account/decision.js';
import { MEASURE_CONDITION_KINDS, MEASURE_KINDS } from '../../domain/platform-action/measure.js';
import { NOTICE_CHANNELS, NOTICE_SECTIONS } from '../../domain/platform-action/notice.js';
import { ACTION_STATUSES } from '../../domain/platform-action/platform-action.js';
import { enumOf } from './enums.js';

export const DecisionMakerEnum = enumOf('DecisionMaker', 'Whose decision it is.', DECISION_MAKERS, {
  CUSTOMER: "The customer's own wish.",
  STAFF: "A person's of the staff.",
  MACHINE: 'Made by rules alone, without a person.',
});

export const MeasureKindEnum = enumOf(
  'MeasureKind',
  'What a measure of the institution does to a line, from mild to severe.',
  MEASURE_KINDS,
  {
    REPRICING: 'A higher rate.',
    LINE_DECREASE: 'A lower limit.',
    SUSPENSION: 'No use for now.',
    DRAWDOWN_RIGHT_ENDED: 'No new use.',
    TERMINATION_BY_NOTICE: 'An end with notice.',
    CLOSURE: 'The line is closed at once.',
  },
);

export const MeasureTakenEnum = enumOf(
  'MeasureTaken',
  'Who takes a measure.',
  ['BY_MACHINE', 'BY_PERSON'] as const,
  {
    BY_MACHINE: 'It is taken by itself, whenever a customer is assessed.',
    BY_PERSON: 'Somebody of the staff takes it.',
  },
);

export const ConditionKindEnum = enumOf(
  'MeasureConditionKind',
  'What a measure looks for.',
  MEASURE_CONDITION_KINDS,
  {
    RULE_ACTS: 'A rule acts on the customer.',
    CHARACTERISTIC_AT_LEAST: 'A number of the assessment is at least so much.',
    CHARACTERISTIC_IS: 'A category of the assessment is a certain one.',
    BAND_IN: 'The price band is among some.',
    UTILIZATION_AT_LEAST: 'So much of the limit is owed.',
    OVERDUE_DAYS_AT_LEAST: 'The line is past due for so many days.',
    INACTIVE: 'Nothing is owed on the line, and it has not been used for long.',
  },
);

export const ActionStatusEnum = enumOf(
  'ActionStatus',
  'What became of a decision on a line.',
  ACTION_STATUSES,
  {
    PENDING: 'It waits for its day.',
    IN_FORCE: 'It holds.',
    RETURNED: 'Its conditions of return were met.',
    LIFTED: 'Somebody of the staff lifted it.',
    OVERTURNED: 'An appeal overturned it.',
    MOOT: 'The line was closed otherwise.',
  },
);

export const NoticeChannelEnum = enumOf(
  'NoticeChannel',
  'How a notice reached its customer.',
  NOTICE_CHANNELS,
  {
    IN_APP: 'The customer read it here.',
    EMAIL: 'By e-mail.',
    LETTER: 'By letter.',
    SMS: 'By a text message.',
  },
);

export const NoticeSectionEnum = enumOf(
  'NoticeSectionCode',
  'What a section of a notice is about.',
  NOTICE_SECTIONS,
  {
    CREDITOR: 'The institution that decided, and how to reach it.',
    DECISION: 'What was decided, and from when.',
    GROUNDS: "On which ground, and whether that is the customer's conduct.",
    REASONS: 'The reasons, in the order of their weight.',
    WITHHELD: 'That reasons may not be told, and by which law.',
    MILDER_STEP: 'Which milder steps were weighed.',
    FINDINGS: 'Of an appeal: what was found.',
    REPAIRS: 'Of an appeal: what the decision had caused, and what was done about it.',
    HOW_DECIDED: 'By which versions, and whether a machine decided or a person.',
    BUREAU: 'That a fact of a credit bureau acted, which bureau it was, and the rights beside it.',
    RETURN: 'What has to be so for a return, and what to do for it.',
    ADVICE: 'The smallest changes that would lead to another score, as of the day of the notice.',
    APPEAL: 'How to appeal, and until when.',
    HUMAN_DECISION: 'How to have a person decide.',
    DEBT: 'What stays owed, and what goes on.',
    RIGHTS: 'What the law has every such notice say, in words of its own.',
    RECEIPT: 'The audit entry that proves it.',
  },
);

export const ClockKindEnum = enumOf(
  'ClockKind',
  'What a deadline is of.',
  ['NOTICE', 'APPEAL'] as const,
  {
    NOTICE: 'A notice that has to reach its customer.',
    APPEAL: 'An appeal that has to be answered.',
  },
);

export const EvidenceKindEnum = enumOf('EvidenceKind', 'What a document proves.', EVIDENCE_KINDS, {
  INCOME_PROOF: 'An income, such as a payslip.',
  BANK_STATEMENT: 'Payments on an account at a bank.',
  IDENTITY: 'Who somebody is.',
  OTHER: 'Something else.',
});
