/**
 * A characteristic's value in words, and the figures that the templates of cards and rules may name.
 *
 * Templates may name `{percent}`, `{points}` and `{move}` (RATIO: as a percentage; its size in
 * percentage points; which way it moved, in words), `{months}` (MONTHS), `{count}` (COUNT), `{days}`
 * (DAYS), `{amount}`, `{wages}` and `{percent}` (WAGES: in words; how many average monthly wages, and
 * as a percentage of one), `{category}` (CATEGORY: its label), and everywhere `{statements}`, the
 * number of months with statements.
 */
import { type Figures, fill, type Locale, numberText, percentText, type Text } from '../wording.js';
import type { Characteristic, CharacteristicUnit } from './catalogue.js';
import type { CharacteristicValue, CharacteristicValues } from './facts.js';

/** The figures that a template may name, by the unit of the characteristic. */
export const FIGURES: Readonly<Record<CharacteristicUnit, readonly string[]>> = {
  RATIO: ['percent', 'points', 'move'],
  MONTHS: ['months'],
  COUNT: ['count'],
  DAYS: ['days'],
  WAGES: ['amount', 'wages', 'percent'],
  CATEGORY: ['category'],
};
/** The figure that every template may name, where the catalogue has its characteristic. */
export const STATEMENTS_FIGURE = 'statements';
/** The characteristic that it is read from. */
export const STATEMENTS_ID = 'statement_months';
/** Figures that are words already: no plural form can be picked by them. */
export const WORD_FIGURES: readonly string[] = ['percent', 'category', 'amount', 'move'];

const MONTHS_TEXT: Text = { en: '{months} {months|one:month|other:months}', zh: '{months}个月' };
const MONTHS_OR_MORE: Text = {
  en: '{months} {months|one:month|other:months} or more',
  zh: '{months}个月或以上',
};
/** A move of a share: "5% more" could also be meant of the share itself. */
const MOVES: Readonly<Record<'UP' | 'DOWN' | 'NONE', Text>> = {
  UP: { en: '+{points} percentage {points|one:point|other:points}', zh: '上升{points}个百分点' },
  DOWN: { en: '−{points} percentage {points|one:point|other:points}', zh: '下降{points}个百分点' },
  NONE: { en: 'no change', zh: '没有变动' },
};
const DAYS_TEXT: Text = { en: '{days} {days|one:day|other:days}', zh: '{days}天' };
/** Amounts on the scale of wages: as a share of one, and from a whole one on as so many of them. */
const AMOUNTS = {
  NONE: { en: 'nothing', zh: '零' },
  TINY: { en: 'less than 0.1% of an average monthly wage', zh: '不到平均月工资的0.1%' },
  SHARE: { en: '{percent} of an average monthly wage', zh: '平均月工资的{percent}' },
  WHOLE: {
    en: '{wages} average monthly {wages|one:wage|other:wages}',
    zh: '平均月工资的{wages}倍',
  },
} as const satisfies Record<string, Text>;
/** Shares below this would be written "0%", which is none at all. */
const LEAST_SHARE = 0.0005;
const TINY_SHARE: Text = { en: 'less than 0.1%', zh: '不到0.1%' };
const NO_VALUE: Text = { en: 'no data', zh: '无数据' };
const NOT_APPLICABLE: Text = { en: 'not applicable', zh: '不适用' };

/** The figures of one value; `values` are all of the customer's. Null gives no figure of its own. */
export function figuresOf(
  entry: Characteristic,
  value: CharacteristicValue,
  values: CharacteristicValues,
  locale: Locale,
): Figures {
  const statements = values[STATEMENTS_ID];
  const common: Figures = typeof statements === 'number' ? { [STATEMENTS_FIGURE]: statements } : {};
  if (value === null) return common;
  if (typeof value === 'string')
    return { ...common, category: categoryLabel(entry, value, locale) };
  switch (entry.unit) {
    case 'RATIO':
      return {
        ...common,
        percent: shareText(value, locale),
        points: Math.abs(value) * 100,
        move: moveText(value, locale),
      };
    case 'MONTHS':
      return { ...common, months: value };
    case 'COUNT':
      return { ...common, count: value };
    case 'DAYS':
      return { ...common, days: value };
    case 'WAGES':
      return {
        ...common,
        amount: amountText(value, locale),
        wages: value,
        percent: shareText(value, locale),
      };
    case 'CATEGORY':
      throw new Error(`${entry.id} is a category and has the number ${value}`);
  }
}

/** The value in words with its unit; a count stands bare, because its name says what is counted. */
export function valueText(
  entry: Characteristic,
  value: CharacteristicValue,
  locale: Locale,
): string {
  if (value === null) return absent(entry)[locale];
  if (typeof value === 'string') return categoryLabel(entry, value, locale);
  switch (entry.unit) {
    case 'RATIO':
      return entry.min < 0 ? moveText(value, locale) : shareText(value, locale);
    case 'MONTHS': {
      const isOpen = entry.openAtMax === true && value === entry.max;
      return fill((isOpen ? MONTHS_OR_MORE : MONTHS_TEXT)[locale], { months: value }, locale);
    }
    case 'COUNT':
      return numberText(value, locale);
    case 'DAYS':
      return fill(DAYS_TEXT[locale], { days: value }, locale);
    case 'WAGES':
      return amountText(value, locale);
    case 'CATEGORY':
      throw new Error(`${entry.id} is a category and has the number ${value}`);
  }
}

const shareText = (ratio: number, locale: Locale): string =>
  ratio > 0 && ratio < LEAST_SHARE ? TINY_SHARE[locale] : percentText(ratio, locale);

function amountText(inWages: number, locale: Locale): string {
  if (inWages === 0) return AMOUNTS.NONE[locale];
  if (inWages < LEAST_SHARE) return AMOUNTS.TINY[locale];
  if (inWages < 1) {
    return fill(AMOUNTS.SHARE[locale], { percent: percentText(inWages, locale) }, locale);
  }
  // Values have four decimals. Cut off, not rounded: 1.89 must not read as if it had reached 1.9.
  const wages = Math.floor(Math.round(inWages * 10_000) / 1_000) / 10;
  return fill(AMOUNTS.WHOLE[locale], { wages }, locale);
}

function moveText(ratio: number, locale: Locale): string {
  // Rounded as it is shown, so that the words fit the figure.
  const points = Math.round(Math.abs(ratio) * 1_000) / 10;
  const kind = points === 0 ? 'NONE' : ratio > 0 ? 'UP' : 'DOWN';
  return fill(MOVES[kind][locale], { points }, locale);
}

const absent = ({ situational, atMissing }: Characteristic): Text =>
  atMissing?.label ?? (situational ? NOT_APPLICABLE : NO_VALUE);

function categoryLabel({ id, categories }: Characteristic, value: string, locale: Locale): string {
  const found = categories?.find((each) => each.id === value);
  if (!found) throw new Error(`${id} has no category "${value}"`);
  return found.label[locale];
}
