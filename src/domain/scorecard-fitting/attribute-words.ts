/** Names and labels of a fitted card's attributes, by the unit of the characteristic. */
import type { Characteristic } from '../risk-profile/catalogue.js';
import { DECIMALS } from '../risk-profile/characteristic-reference.js';
import { fill, LOCALES, type Locale, type Text } from '../wording.js';
import {
  ANY,
  FALL,
  LABELS,
  MOVES,
  NO_FALL,
  NONE,
  NOT_APPLICABLE,
  NOTHING,
  NOTHING_KNOWN,
  WHOLE_WAGES,
} from './attribute-templates.js';
import type { BinContent } from './binning.js';

/** The ends of a range as people read them; both ends belong to it unless `open` says otherwise. */
interface Span {
  readonly low?: number;
  readonly high?: number;
  /** The low end itself is a special value, and so no part of the range. */
  readonly aboveLow: boolean;
}

const formats = {
  // Cuts have up to four decimals, and a label must not round one away.
  percent: {
    en: new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 }),
    zh: new Intl.NumberFormat('zh-Hans', { style: 'percent', maximumFractionDigits: 2 }),
  },
  number: {
    en: new Intl.NumberFormat('en', { maximumFractionDigits: 4 }),
    zh: new Intl.NumberFormat('zh-Hans', { maximumFractionDigits: 4 }),
  },
  points: {
    en: new Intl.NumberFormat('en', { maximumFractionDigits: 2, signDisplay: 'exceptZero' }),
    zh: new Intl.NumberFormat('zh-Hans', { maximumFractionDigits: 2, signDisplay: 'exceptZero' }),
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
    return inBoth((locale) => {
      const list = formats.list[locale].format(labelsOf(entry, content, locale));
      // Labels of categories are lower case, because they stand in sentences too.
      return list.charAt(0).toUpperCase() + list.slice(1);
    });
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
    // Everything but zero: nobody has to read "0.01% to below 1%".
    const isAboveZero = min !== undefined && min === gridStep(entry) && entry.min === 0 && !single;
    if (isAboveZero) return spanLabel(entry, { low: 0, high, aboveLow: true }, locale);
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
  if (moves(entry) && low === undefined && high === 0) return FALL[locale];
  if (moves(entry) && low === 0 && high === undefined) return NO_FALL[locale];
  const isWhole = unit === 'WAGES' && Math.max(low ?? 0, high ?? 0) > 1;
  const labels = isWhole ? WHOLE_WAGES : moves(entry) ? MOVES : LABELS[unit];
  const written = (value: number) => figure(entry, value, isWhole, locale);
  const figures = {
    ...(low !== undefined && { low: written(low) }),
    ...(high !== undefined && { high: written(high) }),
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

/** A ratio that may be negative is a move of a share, and told in percentage points. */
const moves = ({ unit, min }: Characteristic): boolean => unit === 'RATIO' && min < 0;

function figure(
  entry: Characteristic,
  value: number,
  isWhole: boolean,
  locale: Locale,
): string | number {
  if (isWhole) return formats.number[locale].format(value);
  if (moves(entry)) return formats.points[locale].format(value * 100);
  if (entry.unit !== 'RATIO' && entry.unit !== 'WAGES') return value;
  return formats.percent[locale].format(value);
}
