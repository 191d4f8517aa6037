/** Enumerations of appeals: what is asked for, where it stands, what is found, what comes of it. */
import {
  APPEAL_KINDS,
  APPEAL_OUTCOMES,
  APPEAL_STATUSES,
  type AppealClock,
  type Finding,
  type FindingKind,
  type FormerReviewer,
  type Modification,
  type Repair,
} from '../../domain/appeal/appeal.js';
import { FINDING_PROBLEMS } from '../../domain/appeal/finding-problems.js';
import { enumOf } from './enums.js';

export const AppealKindEnum = enumOf('AppealKind', 'What a case is.', APPEAL_KINDS, {
  APPEAL: 'The customer says that a decision is wrong.',
  HUMAN_DECISION: "The customer asks for a person's decision in the place of a machine's.",
  REFERRAL: 'A rule sent an application to a person by itself.',
  RECONSIDERATION: 'The one further look, by somebody else again.',
});

export const AppealStatusEnum = enumOf('AppealStatus', 'Where a case stands.', APPEAL_STATUSES, {
  OPEN: 'Nobody has taken it yet.',
  ASSIGNED: 'A reviewer has it.',
  WAITING: 'The customer was asked something; the clock stands, also where nobody has the case.',
  DECIDED: 'A person has decided.',
  WITHDRAWN: 'The customer took it back.',
  MOOT: 'The decision ended by itself, so there is nothing left to look at.',
});

export const AppealOutcomeEnum = enumOf(
  'AppealOutcomeKind',
  'What a person decided about a case.',
  APPEAL_OUTCOMES,
  {
    UPHELD: 'The decision stands.',
    MODIFIED: 'A milder one takes its place.',
    OVERTURNED: 'It is undone, with all that it caused.',
  },
);

export const ExtensionKindEnum = enumOf<AppealClock['extensions'][number]['kind']>(
  'AppealExtensionKind',
  'Why a clock is extended.',
  ['COMPLEX', 'EXCEPTIONAL'],
  {
    COMPLEX: 'The case is complex; the reviewer who has it says so.',
    EXCEPTIONAL: 'The case is exceptional; a second person, who never had it, approves it.',
  },
);

export const ReviewerLeftEnum = enumOf<FormerReviewer['because']>(
  'ReviewerLeft',
  'Why a reviewer has a case no more.',
  ['RELEASED', 'IDLE', 'ESCALATED', 'OVERDUE'],
  {
    RELEASED: 'The reviewer gave it back.',
    IDLE: 'It was taken over: nothing had been done on it for some days.',
    ESCALATED: 'It was taken over: its end was near, and nothing had been done since.',
    OVERDUE: 'It was taken over: its clock had run out, and nothing had been done since.',
  },
);

export const FindingKindEnum = enumOf<FindingKind>(
  'AppealFindingKind',
  'What a reviewer found.',
  [
    'VERIFIED_INCOME',
    'LATENESS_CORRECTED',
    'ACTIVITY_NOT_OWN',
    'MISTAKEN_IDENTITY',
    'FACTS_CONFIRMED',
  ],
  {
    VERIFIED_INCOME: 'A monthly income was verified.',
    LATENESS_CORRECTED: 'A statement counted the customer late by mistake.',
    ACTIVITY_NOT_OWN: "Transactions of a day were not the customer's own.",
    MISTAKEN_IDENTITY: "Facts are another person's, and are set aside.",
    FACTS_CONFIRMED: 'The facts were looked at and are right.',
  },
);

type FoundActivity = Extract<Finding, { kind: 'ACTIVITY_NOT_OWN' }>['activityKind'];

export const FoundActivityEnum = enumOf<FoundActivity>(
  'FoundActivityKind',
  "What can be found not to be the customer's own.",
  ['CASH_OUT', 'TRANSFER_OUT', 'DRAW', 'DEVICE_SIGHTING'],
  {
    CASH_OUT: 'Cash that was taken out.',
    TRANSFER_OUT: 'Money that was sent to somebody.',
    DRAW: 'Draws on a line.',
    DEVICE_SIGHTING: 'Uses of the account from a device.',
  },
);

export const FindingProblemEnum = enumOf(
  'FindingProblem',
  'Why a finding cannot become a fact.',
  FINDING_PROBLEMS,
  {
    INCOME_INVALID: 'The amount cannot be kept.',
    EVIDENCE_NOT_OF_CASE: 'The document does not belong to the case.',
    EVIDENCE_NOT_OF_INCOME: 'It takes an income proof or a bank statement.',
    SOURCE_NOT_PERMITTED: 'Rules or consent do not permit the fact to be used.',
    STATEMENT_UNKNOWN: 'The line has no such statement.',
    MONTHS_LATE_NOT_LOWER: 'It would not be less than what stands.',
    ACTIVITY_UNKNOWN: 'Nothing of the kind is known of that day.',
    FACTS_NOT_NAMED: 'It names nothing of the file.',
    FACTS_UNKNOWN: 'The file has nothing of what is named.',
    COUNT_INVALID: 'There are not so many of them.',
    NOTE_INVALID: 'It needs a note that is not too long.',
    FOUND_TWICE: 'The same was found more than once.',
    TOO_MANY_FINDINGS: 'There are more findings than a case can have.',
  },
);

export const ModificationKindEnum = enumOf<Modification['kind']>(
  'AppealModificationKind',
  'A milder step in the place of the one that was appealed.',
  ['LINE_DECREASE', 'SUSPENSION', 'DRAWDOWN_RIGHT_ENDED'],
  {
    LINE_DECREASE: 'A lower limit, which the step names.',
    SUSPENSION: 'No use for now.',
    DRAWDOWN_RIGHT_ENDED: 'No new use.',
  },
);

export const RepairKindEnum = enumOf<Repair['kind']>(
  'RepairKind',
  'What a decision had caused.',
  [
    'STANDING',
    'LIMIT',
    'RATE',
    'INTEREST',
    'STATEMENT_LIMITS',
    'TERMINATION',
    'NEW_AGREEMENT',
    'RESTRICTION',
    'SCORE',
  ],
  {
    STANDING: 'Where a line stood.',
    LIMIT: 'A lower limit.',
    RATE: 'A higher rate.',
    INTEREST: 'What a higher rate has cost.',
    STATEMENT_LIMITS: 'Statements with a lower limit, as scores read them.',
    TERMINATION: 'An end with notice.',
    NEW_AGREEMENT: 'A closed line, which only a new agreement can replace.',
    RESTRICTION: 'A restriction on new credit that rested on facts found wrong.',
    SCORE: 'A score.',
  },
);
