/** Names and labels of a fitted card's attributes, by the unit of the characteristic. */
import type { Characteristic } from '../risk-profile/catalogue.js';
import { DECIMALS } from '../risk-profile/characteristic-reference.js';
import { fill, LOCALES, type Locale, type Text } from '../wording.js';
import type { BinContent } from './binning.js';

/** The ends of a range as people read them; both ends belong to it unless `open` says otherwise. */
interface Span {
  readonly low?: number;
  readonly high?: number;
  /** The low end itself is a special value, and so no part of the range. */
  readonly aboveLow: boolean;
}

/** Label templates; `{low}` and `{high}` are figures in words, or numbers where plurals need them. */
interface Labels {
  readonly exactly: Text;
  readonly below: Text;
  readonly between: Text;
  readonly aboveTo: Text;
  readonly from: Text;
  readonly above: Text;
}

const CONTINUOUS: Labels = {
  exactly: { en: '{low}', zh: '{low}' },
  below: { en: 'Below {high}', zh: '低于{high}' },
  between: { en: '{low} to below {high}', zh: '{low}至不足{high}' },
  aboveTo: { en: 'Above {low}, below {high}', zh: '高于{low}且不足{high}' },
  from: { en: '{low} or more', zh: '{low}或以上' },
  above: { en: 'Above {low}', zh: '高于{low}' },
};

const counted = (one: string, other: string, zh: string): Labels => ({
  exactly: { en: `{low}{low|one:${one}|other:${other}}`, zh: `{low}${zh}` },
  below: { en: `{high}${other} or fewer`, zh: `{high}${zh}或以下` },
  between: { en: `{low} to {high}${other}`, zh: `{low}至{high}${zh}` },
  aboveTo: { en: `{low} to {high}${other}`, zh: `{low}至{high}${zh}` },
  from: { en: `{low}{low|one:${one}|other:${other}} or more`, zh: `{low}${zh}或以上` },
  above: { en: `{low}{low|one:${one}|other:${other}} or more`, zh: `{low}${zh}或以上` },
});

const WHOLE = {
  COUNT: counted('', '', ''),
  MONTHS: counted(' month', ' months', '个月'),
  DAYS: counted(' day', ' days', '天'),
} as const;

const NONE: Text = { en: 'None', zh: '无' };
const ANY: Text = { en: 'Any value', zh: '任何数值' };
const WAGES: Text = { en: '{value} of a monthly wage', zh: '月工资的{value}' };
const NOTHING: Text = { en: 'Nothing', zh: '零' };
const NOTHING_KNOWN: Text = { en: 'No figure yet', zh: '尚无数据' };
const NOT_APPLICABLE: Text = { en: 'Does not apply', zh: '不适用' };

const formats = {
  // Cuts have up to four decimals, and a label must not round one away.
  percent: {
    en: new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 }),
    zh: new Intl.NumberFormat('zh-Hans', { style: 'percent', maximumFractionDigits: 2 }),
  },
  list: {
    en: new Intl.ListFormat('en', { type: 'disjunction' }),
    zh: new Intl.ListFormat('zh-Hans', { type: 'disjunction' }),
  },
};

/** `specials` are those of the same characteristic. */
export function attributeLabel(
  entry: Characteristic,
  content: BinContent,
  specials: readonly number[],
  situational: boolean,
): Text {
  if ('missing' in content) return situational ? NOT_APPLICABLE : NOTHING_KNOWN;
  if ('categories' in content) {
    return inBoth((locale) => formats.list[locale].format(labelsOf(entry, content, locale)));
  }
  if ('special' in content) {
    return inBoth((locale) =>
      formats.list[locale].format(content.special.map((value) => exactly(entry, value, locale))),
    );
  }
  return inBoth((locale) => rangeLabel(entry, content.range, specials, locale));
}

/** Stable from one fit to the next as long as the attribute's values are: "from-5-below-20". */
export function attributeId(entry: Characteristic, content: BinContent): string {
  if ('missing' in content) return 'none';
  if ('categories' in content) {
    const joined = content.categories
      .map((each) => each.replace(/[^A-Za-z0-9_.]+/g, '_'))
      .join('-');
    return `is-${joined}`.slice(0, MAX_ID);
  }
  if ('special' in content)
    return `exactly-${content.special.map((v) => plain(entry, v)).join('-')}`;
  const { min, max } = content.range;
  const whole = DECIMALS[entry.unit] === 0;
  if (whole && max !== undefined && max - 1 === (min ?? entry.min)) {
    return `exactly-${plain(entry, max - 1)}`;
  }
  const from = min === undefined ? [] : [`from-${plain(entry, min)}`];
  const below = max === undefined ? [] : [`below-${plain(entry, max)}`];
  return [...from, ...below].join('-') || 'any';
}

/** A name of a document has at most 64 characters; a few are left for telling two apart. */
const MAX_ID = 60;

/** A number as part of a name: percent for a ratio, without a sign. */
function plain({ unit }: Characteristic, value: number): string {
  const shown = unit === 'RATIO' ? Math.round(value * 10_000) / 100 : value;
  return shown < 0 ? `minus-${-shown}` : String(shown);
}

/** The single value 0, which a characteristic may have words of its own for. */
export function isExactlyZero(entry: Characteristic, content: BinContent): boolean {
  if ('special' in content) return content.special.every((value) => value === 0);
  if (!('range' in content)) return false;
  const { min, max } = content.range;
  return (min ?? entry.min) === 0 && max === gridStep(entry);
}

/** Between neighbouring values of the characteristic's grid there is none. */
const gridStep = ({ unit }: Characteristic): number => Number(`1e-${DECIMALS[unit]}`);

const inBoth = (make: (locale: Locale) => string): Text => {
  const [en, zh] = LOCALES.map(make) as [string, string];
  return { en, zh };
};

const labelsOf = (
  { categories = [] }: Characteristic,
  content: { readonly categories: readonly string[] },
  locale: Locale,
): string[] =>
  content.categories.map((id) => {
    const label = categories.find((each) => each.id === id)?.label[locale] ?? id;
    // A label is a template without figures, so it cannot hold braces.
    return label.replace(/[{}]/g, '_');
  });

const exactly = (entry: Characteristic, value: number, locale: Locale): string =>
  spanLabel(entry, { low: value, high: value, aboveLow: false }, locale);

function rangeLabel(
  entry: Characteristic,
  { min, max }: { readonly min?: number; readonly max?: number },
  specials: readonly number[],
  locale: Locale,
): string {
  const bottom = min ?? entry.min;
  const special = specials.includes(bottom);
  if (DECIMALS[entry.unit] > 0) {
    if (bottom === 0 && max === gridStep(entry) && !special) return exactly(entry, 0, locale);
    const single = min !== undefined && min === entry.max;
    const high = max ?? (single ? min : specials.find((each) => each === entry.max));
    const low = min ?? (special ? bottom : undefined);
    return spanLabel(entry, { low, high, aboveLow: special }, locale);
  }
  const low = special ? bottom + 1 : bottom;
  const single = max === undefined && low === entry.max;
  const high = single ? low : max === undefined ? undefined : max - 1;
  // Where the catalogue knows no lowest value there is none to name.
  const named = Number.isSafeInteger(low) && low > -LEAST_NAMED ? low : undefined;
  return spanLabel(entry, { low: named, high, aboveLow: false }, locale);
}

/** Bounds beyond this are no values that anybody has, but the reach of a column of any kind. */
const LEAST_NAMED = 1_000_000;

function spanLabel(entry: Characteristic, { low, high, aboveLow }: Span, locale: Locale): string {
  const { unit } = entry;
  if (low === undefined && high === undefined) return ANY[locale];
  if (unit === 'COUNT' && low === 0 && high === 0) return NONE[locale];
  if (unit === 'WAGES' && low === 0 && high === 0) return NOTHING[locale];
  const labels =
    unit === 'RATIO' || unit === 'WAGES' || unit === 'CATEGORY' ? CONTINUOUS : WHOLE[unit];
  const figures = {
    ...(low !== undefined && { low: figure(entry, low, locale) }),
    ...(high !== undefined && { high: figure(entry, high, locale) }),
  };
  const kind =
    low === undefined
      ? 'below'
      : high === undefined
        ? aboveLow
          ? 'above'
          : 'from'
        : low === high
          ? 'exactly'
          : aboveLow
            ? 'aboveTo'
            : 'between';
  return fill(labels[kind][locale], figures, locale);
}

function figure({ unit }: Characteristic, value: number, locale: Locale): string | number {
  if (unit !== 'RATIO' && unit !== 'WAGES') return value;
  const percent = formats.percent[locale].format(value);
  return unit === 'RATIO' ? percent : fill(WAGES[locale], { value: percent }, locale);
}
