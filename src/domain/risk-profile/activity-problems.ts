/**
 * What is wrong with an activity as a business system tells it. Nothing about it is taken for
 * granted, and everything that is wrong is told at once, so that a sender mends a batch in one go.
 */
import { isId } from '../identifiers.js';
import { currencyExponent, MAX_MOVEMENT_MINOR } from '../money.js';
import type { Instant } from '../time.js';
import { type Figures, fill, type Locale, type Text } from '../wording.js';
import { type Activity, type ActivityKind, DRAW_PURPOSES, SOURCE_OF } from './activity.js';

/** How far a sender's clock may be ahead of ours. */
export const CLOCK_SKEW_MINUTES = 5;
/** No consumer has more lines, inquiries or delinquencies than this. */
export const MAX_BUREAU_FIGURE = 1_000;

const TEXTS = {
  NOT_AN_ACTIVITY: { en: 'It is not an activity.', zh: '不是一条行为记录。' },
  ID_INVALID: {
    en: 'The event id must have 1 to 128 printable ASCII characters and no space.',
    zh: '事件编号须为1至128个可打印的ASCII字符，且不含空格。',
  },
  CUSTOMER_UNKNOWN: { en: 'There is no such customer.', zh: '没有这位客户。' },
  JURISDICTION_UNSUPPORTED: {
    en: 'No rules are known for the jurisdiction of this customer.',
    zh: '没有适用于该客户所在法域的规则。',
  },
  OCCURRED_AT_INVALID: {
    en: 'The time must be a whole number of milliseconds since 1970.',
    zh: '时间须为自1970年起的整数毫秒数。',
  },
  OCCURRED_IN_FUTURE: {
    en: 'The time lies more than {minutes} minutes in the future.',
    zh: '时间晚于现在超过{minutes}分钟。',
  },
  KIND_UNKNOWN: { en: 'There is no such kind of activity.', zh: '没有这种行为类型。' },
  FIELD_UNEXPECTED: {
    en: 'An activity of this kind has no such field.',
    zh: '这种类型的行为没有该字段。',
  },
  FIELD_MISSING: {
    en: 'An activity of this kind needs this field.',
    zh: '这种类型的行为必须有该字段。',
  },
  AMOUNT_INVALID: {
    en: 'The amount must be a whole number of minor units from 1 to {max}.',
    zh: '金额须为1至{max}的整数（最小货币单位）。',
  },
  BUREAU_UNKNOWN: {
    en: 'The institution lists no such credit bureau.',
    zh: '本机构未登记该征信机构。',
  },
  CURRENCY_UNKNOWN: { en: 'There is no such currency here.', zh: '不支持这种货币。' },
  PURPOSE_UNKNOWN: { en: 'There is no such purpose of a draw.', zh: '没有这种支用用途。' },
  PSEUDONYM_INVALID: {
    en: 'A pseudonym must have 16 to 128 letters, digits, "_" or "-".',
    zh: '假名须为16至128个字母、数字、“_”或“-”。',
  },
  FIGURE_INVALID: {
    en: 'The figure must be a whole number from 0 to {max}.',
    zh: '数值须为0至{max}的整数。',
  },
} as const satisfies Record<string, Text>;

export type ActivityProblemCode = keyof typeof TEXTS;

export interface ActivityProblem {
  /** The field, such as `money.minor`; empty for the activity itself. */
  readonly path: string;
  readonly code: ActivityProblemCode;
  /** Figures of the words in {@link problemText}. */
  readonly params: Figures;
}

/** What is wrong, in words. */
export const problemText = ({ code, params }: ActivityProblem, locale: Locale): string =>
  fill(TEXTS[code][locale], params, locale);

type Told = Readonly<Record<string, unknown>>;
type Report = (path: string, code: ActivityProblemCode, params?: Figures) => void;

const COMMON = ['id', 'customerId', 'occurredAt', 'kind'];
/** By kind, the field that it has beside those of all. */
const FIELD_OF: Readonly<Partial<Record<ActivityKind, 'money' | 'pseudonym' | 'figures'>>> = {
  PURCHASE: 'money',
  REPAYMENT: 'money',
  CASH_OUT: 'money',
  TRANSFER_OUT: 'money',
  DRAW: 'money',
  DEVICE_SIGHTING: 'pseudonym',
  PLACE_SIGHTING: 'pseudonym',
  SOCIAL_LINK: 'pseudonym',
  VERIFIED_INCOME: 'money',
  BUREAU_FACT: 'figures',
};
/** By kind, a field that it may do without. */
const BESIDE_OF: Readonly<Partial<Record<ActivityKind, 'purpose' | 'bureauId'>>> = {
  DRAW: 'purpose',
  BUREAU_FACT: 'bureauId',
};
const FIGURES = ['openLines', 'inquiries', 'delinquencies'] as const;

/**
 * Everything that is wrong with what was told; none means that it is an {@link Activity}. Fields
 * that are null count as absent. Whether the customer exists, how old is too old, and which bureaus
 * there are, is looked at elsewhere.
 */
export function activityProblems(told: unknown, now: Instant): ActivityProblem[] {
  if (!isRecord(told)) return [{ path: '', code: 'NOT_AN_ACTIVITY', params: {} }];
  const problems: ActivityProblem[] = [];
  const report: Report = (path, code, params = {}) => problems.push({ path, code, params });
  const { id, customerId, occurredAt, kind } = told;
  if (typeof id !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(id)) report('id', 'ID_INVALID');
  if (typeof customerId !== 'string' || !isId(customerId)) report('customerId', 'CUSTOMER_UNKNOWN');
  if (!Number.isSafeInteger(occurredAt)) {
    report('occurredAt', 'OCCURRED_AT_INVALID');
  } else if (Number(occurredAt) > now + CLOCK_SKEW_MINUTES * 60_000) {
    report('occurredAt', 'OCCURRED_IN_FUTURE', { minutes: CLOCK_SKEW_MINUTES });
  }
  if (isKind(kind)) checkFields(told, kind, report);
  else report('kind', 'KIND_UNKNOWN');
  return problems;
}

/** A copy of an activity without problems that has the fields of its kind and nothing else. */
export function cleanActivity(told: Activity): Activity {
  const fields = [...COMMON, FIELD_OF[told.kind], BESIDE_OF[told.kind]];
  const entries = Object.entries(told).filter(
    ([key, value]) => fields.includes(key) && value !== undefined && value !== null,
  );
  const copy = Object.fromEntries(entries) as unknown as Activity;
  return copy.kind === 'DRAW' ? { ...copy, purpose: (told as typeof copy).purpose ?? null } : copy;
}

const isRecord = (value: unknown): value is Told =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isKind = (value: unknown): value is ActivityKind =>
  typeof value === 'string' && Object.hasOwn(SOURCE_OF, value);

function checkFields(told: Told, kind: ActivityKind, report: Report): void {
  const field = FIELD_OF[kind];
  const known: unknown[] = [...COMMON, field, BESIDE_OF[kind]];
  for (const [key, value] of Object.entries(told)) {
    const isThere = value !== undefined && value !== null;
    if (isThere && !known.includes(key)) report(key, 'FIELD_UNEXPECTED');
  }
  if (kind === 'DRAW') checkPurpose(told.purpose, report);
  if (kind === 'BUREAU_FACT') checkBureau(told.bureauId, report);
  if (field === undefined) return;
  const value = told[field];
  if (value === undefined || value === null) report(field, 'FIELD_MISSING');
  else if (field === 'money') checkMoney(value, report);
  else if (field === 'figures') checkFigures(value, report);
  else if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{16,128}$/.test(value)) {
    report(field, 'PSEUDONYM_INVALID');
  }
}

function checkPurpose(purpose: unknown, report: Report): void {
  if (purpose === undefined || purpose === null) return;
  if (!DRAW_PURPOSES.some((known) => known === purpose)) report('purpose', 'PURPOSE_UNKNOWN');
}

/** Which bureaus there are, the institution says, whom this file does not know. */
function checkBureau(id: unknown, report: Report): void {
  if (id === undefined || id === null || typeof id === 'string') return;
  report('bureauId', 'BUREAU_UNKNOWN');
}

function checkMoney(money: unknown, report: Report): void {
  const { minor, currency } = isRecord(money) ? money : {};
  const isAmount = Number.isSafeInteger(minor) && Number(minor) > 0;
  if (!isAmount || Number(minor) > MAX_MOVEMENT_MINOR) {
    report('money.minor', 'AMOUNT_INVALID', { max: MAX_MOVEMENT_MINOR });
  }
  if (typeof currency !== 'string' || currencyExponent(currency) === undefined) {
    report('money.currency', 'CURRENCY_UNKNOWN');
  }
}

function checkFigures(figures: unknown, report: Report): void {
  const told = isRecord(figures) ? figures : {};
  for (const name of FIGURES) {
    const value = told[name];
    const isFigure = Number.isInteger(value) && Number(value) >= 0;
    if (!isFigure || Number(value) > MAX_BUREAU_FIGURE) {
      report(`figures.${name}`, 'FIGURE_INVALID', { max: MAX_BUREAU_FIGURE });
    }
  }
}
