/**
 * One record of a file of activities: texts by column name, as a CSV file has them. What they say is
 * for the domain to judge; here they only get its types, and what has none is told in the file's own
 * words, column by column.
 */
import { currencyExponent, parseMoney } from '../../domain/money.js';
import type { ActivityProblem } from '../../domain/risk-profile/activity-problems.js';
import { isLocalDate } from '../../domain/time.js';

const NUMBERS = ['amount', 'open_lines', 'inquiries', 'delinquencies'] as const;
export const ACTIVITY_COLUMNS = [
  'event_id',
  'customer_id',
  'kind',
  'occurred_at',
  'amount',
  'currency',
  'purpose',
  'pseudonym',
  'open_lines',
  'inquiries',
  'delinquencies',
  'bureau_id',
] as const;
export type ActivityColumn = (typeof ACTIVITY_COLUMNS)[number];
/** Without these a CSV file cannot hold a single activity. */
export const NEEDED_COLUMNS: readonly ActivityColumn[] = [
  'event_id',
  'customer_id',
  'kind',
  'occurred_at',
];

/** By column; an empty text is no value. */
export type ActivityFields = Readonly<Partial<Record<ActivityColumn, string>>>;

/** Something that is wrong with a line; `column` is empty for the line as a whole. */
export interface LineFault {
  readonly column: string;
  readonly text: string;
}

export const isColumn = (name: string): name is ActivityColumn =>
  ACTIVITY_COLUMNS.some((column) => column === name);

/** The fields of a JSON object with the columns' names, or what is wrong with it. */
export function fieldsOfJson(text: string): { fields: ActivityFields } | { faults: LineFault[] } {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { faults: [{ column: '', text: 'it is not a JSON object' }] };
  }
  const faults: LineFault[] = [];
  const fields: Partial<Record<ActivityColumn, string>> = {};
  for (const [name, member] of Object.entries(value)) {
    const isNumber = NUMBERS.some((each) => each === name) && typeof member === 'number';
    if (!isColumn(name)) faults.push({ column: shown(name), text: 'there is no such member' });
    else if (typeof member === 'string' || isNumber) fields[name] = String(member);
    else if (member !== null) faults.push({ column: name, text: 'it is of the wrong type' });
  }
  return faults.length > 0 ? { faults } : { fields };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A name from the file as it may be shown on a terminal. */
export const shown = (name: string): string => JSON.stringify(name.slice(0, 40));

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const WHOLE = /^\d{1,9}$/;

/** The activity that the fields tell, not checked, and what could not be read at all. */
export function activityOf(fields: ActivityFields): { told: object; faults: LineFault[] } {
  const faults: LineFault[] = [];
  const given = (column: ActivityColumn): string | undefined => fields[column] || undefined;
  const occurredAt = instant(given('occurred_at'));
  if (occurredAt === undefined) {
    faults.push({ column: 'occurred_at', text: 'not an instant such as 2026-11-25T04:00:00Z' });
  }
  const [amount, currency] = [given('amount'), given('currency')];
  const money = amount === undefined ? undefined : parseMoney(amount, currency ?? '');
  // Without its currency nobody can tell whether an amount is one.
  if (amount !== undefined && !money && currencyExponent(currency ?? '') !== undefined) {
    faults.push({
      column: 'amount',
      text: 'not an amount with at most the digits of its currency',
    });
  }
  const isMoney = amount !== undefined || currency !== undefined;
  const figures = ['open_lines', 'inquiries', 'delinquencies'] as const;
  const [openLines, inquiries, delinquencies] = figures.map((name) => whole(given(name)));
  const isBureau = figures.some((name) => given(name) !== undefined);
  const told = {
    id: given('event_id'),
    customerId: given('customer_id'),
    kind: given('kind'),
    occurredAt,
    money: isMoney ? (money ?? { currency }) : undefined,
    purpose: given('purpose'),
    pseudonym: given('pseudonym'),
    bureauId: given('bureau_id'),
    figures: isBureau ? { openLines, inquiries, delinquencies } : undefined,
  };
  return { told, faults };
}

/** Undefined for what is no instant; a day that no calendar has is none. */
function instant(text = ''): number | undefined {
  const [, day = ''] = INSTANT.exec(text) ?? [];
  const at = isLocalDate(day) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

const whole = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : WHOLE.test(text) ? Number(text) : Number.NaN;

const COLUMN_OF: Readonly<Record<string, string>> = {
  id: 'event_id',
  customerId: 'customer_id',
  occurredAt: 'occurred_at',
  money: 'amount',
  'money.minor': 'amount',
  'money.currency': 'currency',
  bureauId: 'bureau_id',
  figures: 'open_lines, inquiries, delinquencies',
  'figures.openLines': 'open_lines',
  'figures.inquiries': 'inquiries',
  'figures.delinquencies': 'delinquencies',
};

/** The column that a problem of the domain is about. */
export const columnOf = ({ path }: ActivityProblem): string => COLUMN_OF[path] ?? path;
