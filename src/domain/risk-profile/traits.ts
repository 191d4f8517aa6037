/**
 * The portrait: what a customer's activity days say over a window, one trait at a time. A trait
 * belongs to one source, and one whose source is not permitted does not exist. A window of n days
 * holds the n days that end with the day of the question.
 */
import { inWages } from '../reference-amounts.js';
import { addDays, type LocalDate } from '../time.js';
import type { Text } from '../wording.js';
import {
  ACTIVITY_KINDS,
  type ActivityDay,
  type ActivityFacts,
  type ActivityKind,
  type ActivitySource,
  type BureauFigures,
  LONGEST_WINDOW_DAYS,
  type Newest,
  PORTRAIT_WINDOWS_DAYS,
  SOURCE_OF,
} from './activity.js';
import { newer } from './activity-day.js';

/** COUNT and DAYS are whole; RATIO and WAGES have four decimals; see the catalogue's units. */
export type TraitUnit = 'COUNT' | 'DAYS' | 'RATIO' | 'WAGES';

/** Counts above this are written as this: it is far more than anyone does, and bounds a card. */
const COUNT_CAP = 99_999;
/** An income above this many average wages is written as this. */
const INCOME_CAP_WAGES = 100;

export interface TraitDefinition {
  readonly name: TraitName;
  readonly unit: TraitUnit;
  readonly source: ActivitySource;
  /** What it is made from, all of them of its source. */
  readonly kinds: readonly ActivityKind[];
  /** The largest value; the smallest is 0. A number of days is also bounded by its window. */
  readonly max: number;
  /** NEWEST: the newest fact told within the window, else everything of the window added up. */
  readonly reads: 'WINDOW' | 'NEWEST';
  readonly label: Text;
}

/** A trait's value; `asOf` is the day of the question, for a newest fact the day of that fact. */
export interface Trait {
  readonly name: TraitName;
  readonly windowDays: number;
  readonly value: TraitValue;
  readonly source: ActivitySource;
  readonly asOf: LocalDate;
}

/** Null: no such fact was told, or a share of nothing. */
export type TraitValue = number | string | null;

type Days = readonly ActivityDay[];
type Made = Omit<TraitDefinition, 'name' | 'label'> & {
  readonly value: (days: Days) => number | null;
};

const counting = (...kinds: readonly [ActivityKind, ...ActivityKind[]]): Made => ({
  unit: 'COUNT',
  source: SOURCE_OF[kinds[0]],
  kinds,
  max: COUNT_CAP,
  reads: 'WINDOW',
  value: (days) =>
    Math.min(
      COUNT_CAP,
      kinds.reduce((sum, kind) => sum + countOf(days, kind), 0),
    ),
});

const countOf = (days: Days, kind: ActivityKind): number =>
  days.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0);

const distinct = (kind: ActivityKind): Made => ({
  unit: 'COUNT',
  source: SOURCE_OF[kind],
  kinds: [kind],
  max: COUNT_CAP,
  reads: 'WINDOW',
  value: (days) => new Set(days.flatMap(({ pseudonyms }) => pseudonyms[kind] ?? [])).size,
});

const bureau = (figure: keyof BureauFigures): Made => ({
  unit: 'COUNT',
  source: 'BUREAU',
  kinds: ['BUREAU_FACT'],
  max: COUNT_CAP,
  reads: 'NEWEST',
  value: (days) => newestOf(days.map((day) => day.bureau))?.value[figure] ?? null,
});

const unstatedDraws = (days: Days): number => days.reduce((sum, day) => sum + day.unstatedDraws, 0);

function unstatedShare(days: Days): number | null {
  const draws = countOf(days, 'DRAW');
  return draws === 0 ? null : rounded(unstatedDraws(days) / draws);
}

function incomeInWages(days: Days): number | null {
  const money = newestOf(days.map((day) => day.income))?.value;
  const wages = money === undefined ? null : inWages(money.minor, money.currency);
  return wages === null ? null : rounded(Math.min(INCOME_CAP_WAGES, wages));
}

const isActive = ({ counts }: ActivityDay): boolean =>
  Object.keys(counts).some((kind) => SOURCE_OF[kind as ActivityKind] === 'TRANSACTIONS');

const MADE = {
  purchases: counting('PURCHASE'),
  repayments: counting('REPAYMENT'),
  cash_outs: counting('CASH_OUT'),
  transfers_out: counting('TRANSFER_OUT'),
  outflows: counting('CASH_OUT', 'TRANSFER_OUT'),
  draws: counting('DRAW'),
  unstated_draws: {
    ...counting('DRAW'),
    value: (days: Days) => Math.min(COUNT_CAP, unstatedDraws(days)),
  },
  unstated_draw_share: {
    unit: 'RATIO',
    source: 'TRANSACTIONS',
    kinds: ['DRAW'],
    max: 1,
    reads: 'WINDOW',
    value: unstatedShare,
  },
  active_days: {
    unit: 'DAYS',
    source: 'TRANSACTIONS',
    kinds: ACTIVITY_KINDS.filter((kind) => SOURCE_OF[kind] === 'TRANSACTIONS'),
    max: LONGEST_WINDOW_DAYS,
    reads: 'WINDOW',
    value: (days: Days) => days.filter(isActive).length,
  },
  applications: counting('APPLICATION'),
  lines_opened: counting('LINE_OPENED'),
  lines_closed: counting('LINE_CLOSED'),
  devices: distinct('DEVICE_SIGHTING'),
  places: distinct('PLACE_SIGHTING'),
  social_links: distinct('SOCIAL_LINK'),
  income: {
    unit: 'WAGES',
    source: 'INCOME',
    kinds: ['VERIFIED_INCOME'],
    max: INCOME_CAP_WAGES,
    reads: 'NEWEST',
    value: incomeInWages,
  },
  bureau_open_lines: bureau('openLines'),
  bureau_inquiries: bureau('inquiries'),
  bureau_delinquencies: bureau('delinquencies'),
} as const satisfies Record<string, Made>;

export type TraitName = keyof typeof MADE;

const LABELS: Readonly<Record<TraitName, Text>> = {
  purchases: { en: 'Purchases', zh: '消费笔数' },
  repayments: { en: 'Repayments', zh: '还款笔数' },
  cash_outs: { en: 'Cash-outs', zh: '取现笔数' },
  transfers_out: { en: 'Transfers out', zh: '转出笔数' },
  outflows: { en: 'Cash-outs and transfers out', zh: '取现与转出笔数' },
  draws: { en: 'Draws', zh: '支用笔数' },
  unstated_draws: { en: 'Draws without a stated purpose', zh: '未说明用途的支用笔数' },
  unstated_draw_share: {
    en: 'Share of draws without a stated purpose',
    zh: '未说明用途的支用占比',
  },
  active_days: { en: 'Days with a transaction', zh: '有交易的天数' },
  applications: { en: 'Applications for credit', zh: '授信申请次数' },
  lines_opened: { en: 'Lines opened', zh: '新开额度数' },
  lines_closed: { en: 'Lines closed', zh: '关闭额度数' },
  devices: { en: 'Different devices', zh: '使用的不同设备数' },
  places: { en: 'Different places', zh: '出现的不同地点数' },
  social_links: { en: 'Different contacts', zh: '不同联系人数' },
  income: { en: 'Verified monthly income', zh: '经核实的月收入' },
  bureau_open_lines: { en: 'Open lines at the credit bureau', zh: '征信机构记录的未结清额度数' },
  bureau_inquiries: { en: 'Inquiries at the credit bureau', zh: '征信机构记录的查询次数' },
  bureau_delinquencies: {
    en: 'Delinquencies at the credit bureau',
    zh: '征信机构记录的逾期次数',
  },
};

/** Every trait that a portrait can have, in the order in which they are shown. */
export const TRAITS: readonly TraitDefinition[] = (Object.keys(MADE) as TraitName[]).map((name) => {
  const { unit, source, kinds, max, reads } = MADE[name];
  return { name, unit, source, kinds, max, reads, label: LABELS[name] };
});

/**
 * A trait over the `windowDays` days (1 to {@link LONGEST_WINDOW_DAYS}) that end with `asOf`. Null
 * when its source is not permitted; a count is 0 where nothing was told.
 */
export function traitValue(
  facts: ActivityFacts,
  asOf: LocalDate,
  name: TraitName,
  windowDays: number,
): TraitValue {
  const { source, value } = MADE[name];
  return facts.permitted.has(source) ? value(daysWithin(facts.days, asOf, windowDays)) : null;
}

/**
 * The portrait as of a day: what adds up over each of the windows, and the newest facts of the
 * longest one. Traits of sources that are not permitted are absent.
 */
export function traitsOf(
  facts: ActivityFacts,
  asOf: LocalDate,
  windowsDays: readonly number[] = PORTRAIT_WINDOWS_DAYS,
): Trait[] {
  const permitted = TRAITS.filter(({ source }) => facts.permitted.has(source));
  return permitted.flatMap(({ name, source, reads }) => {
    const windows = reads === 'NEWEST' ? [LONGEST_WINDOW_DAYS] : windowsDays;
    return windows.map((windowDays) => ({
      name,
      windowDays,
      value: traitValue(facts, asOf, name, windowDays),
      source,
      asOf: reads === 'NEWEST' ? dayOfNewest(facts.days, asOf, source) : asOf,
    }));
  });
}

/** The day of the newest fact of a source; the day of the question without one. */
function dayOfNewest(days: Days, asOf: LocalDate, source: ActivitySource): LocalDate {
  const factOf = (day: ActivityDay): Newest<unknown> | null =>
    source === 'INCOME' ? day.income : day.bureau;
  const within = daysWithin(days, asOf, LONGEST_WINDOW_DAYS);
  const newest = newestOf(within.map(factOf));
  return within.find((day) => newest !== null && factOf(day) === newest)?.day ?? asOf;
}

/** The newest of facts, some of which may be missing; null without any. */
export const newestOf = <F extends Newest<unknown>>(facts: readonly (F | null)[]): F | null =>
  facts.reduce<F | null>((newest, fact) => newer(newest, fact), null);

/** The days of a window of so many days that ends with `asOf`. */
export function daysWithin(days: Days, asOf: LocalDate, windowDays: number): Days {
  if (days.length === 0) return days;
  const before = addDays(asOf, -windowDays);
  return days.filter(({ day }) => day > before && day <= asOf);
}

/** Four decimals, as every ratio of the catalogue has. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
