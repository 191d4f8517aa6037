/** Texts of a card whose PMML file brings none: from the catalogue's words, never glued together. */
import type { Characteristic } from '../../domain/risk-profile/catalogue.js';
import {
  fill,
  LOCALES,
  type Locale,
  numberText,
  percentText,
  type Text,
} from '../../domain/wording.js';
import type { Form } from './attribute-shares.js';

const BELOW: Text = { en: 'Below {max}', zh: '低于{max}' };
const FROM: Text = { en: '{min} or more', zh: '{min}或以上' };
const BETWEEN: Text = { en: '{min} to below {max}', zh: '{min}至低于{max}' };
const ANY: Text = { en: 'Any value', zh: '任意值' };
const NO_DATA: Text = { en: 'No data', zh: '无数据' };
const WITHOUT: Text = {
  en: 'We have no data for this: {name}.',
  zh: '我们没有以下数据：{name}。',
};

const inBoth = (words: (locale: Locale) => string): Text => {
  const [en, zh] = LOCALES.map(words) as [string, string];
  return { en, zh };
};

/** What the attribute takes, in words. */
export function madeLabel(form: Form, entry: Characteristic): Text {
  const number = (value: number, locale: Locale): string =>
    entry.unit === 'RATIO' ? percentText(value, locale) : numberText(value, locale);
  return inBoth((locale) => {
    if ('missing' in form) return NO_DATA[locale];
    if ('special' in form) {
      return listed(
        form.special.map((each) => number(each, locale)),
        locale,
      );
    }
    if ('categories' in form) {
      const label = (id: string) => entry.categories?.find((each) => each.id === id)?.label[locale];
      return listed(
        form.categories.map((id) => label(id) ?? id),
        locale,
      );
    }
    const { min, max } = form.range;
    const figures = {
      min: number(min ?? 0, locale),
      max: number(max ?? 0, locale),
    };
    const open = min === undefined ? (max === undefined ? ANY : BELOW) : FROM;
    const template = min !== undefined && max !== undefined ? BETWEEN : open;
    return fill(template[locale], figures, locale);
  });
}

/** A text for points won or lost where there is no value to name. */
export const madeWithout = ({ name }: Characteristic): Text =>
  inBoth((locale) => fill(WITHOUT[locale], { name: name[locale] }, locale));

const listed = (items: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale === 'zh' ? 'zh-Hans' : 'en', { type: 'disjunction' }).format(items);
