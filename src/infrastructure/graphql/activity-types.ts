/** Types of activities, their sources and characteristics that several files need. */
import { Field, ObjectType } from 'type-graphql';
import {
  ACTIVITY_KINDS,
  ACTIVITY_SOURCES,
  DRAW_PURPOSES,
} from '../../domain/risk-profile/activity.js';
import { type ActivityProblem, problemText } from '../../domain/risk-profile/activity-problems.js';
import type { Locale } from '../../domain/wording.js';
import { enumOf } from './enums.js';

export const ActivityKindEnum = enumOf(
  'ActivityKind',
  'What a customer did, or what was learnt of a customer.',
  ACTIVITY_KINDS,
  {
    PURCHASE: 'Paid for a purchase. Takes `amount`.',
    REPAYMENT: 'Repaid a debt. Takes `amount`.',
    CASH_OUT: 'Took out cash. Takes `amount`.',
    TRANSFER_OUT: 'Sent money to somebody. Takes `amount`.',
    DRAW: 'Drew on a line. Takes `amount` and, where it was stated, `purpose`.',
    APPLICATION: 'Applied for credit.',
    LINE_OPENED: 'Opened a credit line.',
    LINE_CLOSED: 'Closed a credit line elsewhere; a closing made here is counted by itself.',
    DEVICE_SIGHTING: 'Used the account from a device. Takes `pseudonym`.',
    PLACE_SIGHTING: 'Used the account at a place. Takes `pseudonym`.',
    SOCIAL_LINK: 'Is in contact with somebody. Takes `pseudonym`.',
    VERIFIED_INCOME: 'An income in a month was verified. Takes `amount`.',
    BUREAU_FACT: 'A credit bureau reported. Takes `bureau` and, where it is known, `bureauId`.',
  },
);

const SOURCES = {
  TRANSACTIONS: 'Purchases, repayments, cash-outs, transfers and draws.',
  APPLICATIONS: 'Applications for credit and openings of lines.',
  CLOSURES: "The customer's own closings of lines.",
  DEVICES: 'Devices from which the account is used.',
  PLACES: 'Places where the account is used.',
  SOCIAL: 'Contacts.',
  INCOME: 'Verified income.',
  BUREAU: "A credit bureau's report.",
} as const;

export const ActivitySourceEnum = enumOf(
  'ActivitySource',
  'Where a fact of behaviour comes from; the rules of a jurisdiction say whether it may be used.',
  ACTIVITY_SOURCES,
  SOURCES,
);

export const CharacteristicSourceEnum = enumOf(
  'CharacteristicSource',
  'Where the value of a characteristic comes from.',
  ['STATEMENTS', 'LINES', ...ACTIVITY_SOURCES] as const,
  { STATEMENTS: 'Monthly statements.', LINES: 'The lines as they stand today.', ...SOURCES },
);

export const CharacteristicUnitEnum = enumOf(
  'CharacteristicUnit',
  'What a value is counted in.',
  ['RATIO', 'MONTHS', 'COUNT', 'DAYS', 'WAGES', 'CATEGORY'] as const,
  {
    RATIO: 'A share, with four decimals: 0.25 is 25 percent.',
    MONTHS: 'Whole months.',
    COUNT: 'A whole number.',
    DAYS: 'Whole days.',
    WAGES: 'Average monthly wages of the currency, with four decimals.',
    CATEGORY: 'One of a list of categories.',
  },
);

export const DrawPurposeEnum = enumOf(
  'DrawPurpose',
  'What a customer said that a draw is for.',
  DRAW_PURPOSES,
  {
    GOODS: 'Goods.',
    EDUCATION: 'Education.',
    MEDICAL: 'Medical care.',
    HOUSING: 'Housing.',
    TRAVEL: 'Travel.',
    BUSINESS: 'A business.',
    OTHER: 'Something else.',
  },
);

export const SourcePermissionEnum = enumOf(
  'SourcePermission',
  'What the rules of a jurisdiction say about the use of a source.',
  ['PERMITTED', 'WITH_CONSENT', 'FORBIDDEN'] as const,
  {
    PERMITTED: 'It may be used without asking.',
    WITH_CONSENT: "It may be used with the customer's consent only.",
    FORBIDDEN: 'It may not be used, whatever the customer says.',
  },
);

@ObjectType('ActivityProblem', { description: 'One thing that is wrong with one activity.' })
export class ActivityProblemType {
  @Field(() => [String], { description: 'Path of the input that it is about.' })
  path!: string[];
  @Field(() => String, { description: 'Stable code, to be compared by programs.' })
  code!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  message!: string;
}

/** The input's names for the domain's, part by part of a problem's path. */
const NAMES: Readonly<Record<string, string>> = {
  id: 'eventId',
  money: 'amount',
  minor: 'amount',
  figures: 'bureau',
};

/** `activities[3].money.minor` → `input`, `activities`, `3`, `amount`, `amount`. */
const pathOf = (path: string): string[] => [
  'input',
  ...path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((part) => (Object.hasOwn(NAMES, part) ? (NAMES[part] as string) : part)),
];

export const toActivityProblem = (
  problem: ActivityProblem,
  locale: Locale,
): ActivityProblemType => ({
  path: pathOf(problem.path),
  code: problem.code,
  message: problemText(problem, locale),
});
