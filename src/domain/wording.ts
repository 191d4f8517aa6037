/**
 * Words for customers. A text is a pair of templates, never glued together from parts, so that each
 * language keeps its own word order. `{name}` stands for a figure; `{name|one:is|other:are}` picks
 * a form by the figure's plural category (Unicode CLDR, through `Intl.PluralRules`).
 */
import type { LocalDate } from './time.js';

export const LOCALES = ['en', 'zh'] as const;
export type Locale = (typeof LOCALES)[number];

/** One text in every language that we speak. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** What a template may name: numbers are written the locale's way, strings stand as they are. */
export type Figures = Readonly<Record<string, string | number>>;

/** Plain text, or a slot: a name, with plural forms by category where the template gives them. */
type Segment = string | { readonly name: string; readonly forms?: ReadonlyMap<string, string> };

const SLOT = /\{([^{}]*)\}/;
const NAME = /^[a-z][A-Za-z0-9]*$/;
const FORM = /^(zero|one|two|few|many|other):(.*)$/;

const numberFormats = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 1 }),
  zh: new Intl.NumberFormat('zh-Hans', { maximumFractionDigits: 1 }),
};
const percentFormats = {
  en: new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }),
  zh: new Intl.NumberFormat('zh-Hans', { style: 'percent', maximumFractionDigits: 1 }),
};
const dayFormats = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  zh: new Intl.DateTimeFormat('zh-Hans', { dateStyle: 'long', timeZone: 'UTC' }),
};
const pluralRules = { en: new Intl.PluralRules('en'), zh: new Intl.PluralRules('zh-Hans') };

/** A number with at most one decimal: 1234.56 → "1,234.6". */
export const numberText = (value: number, locale: Locale): string =>
  numberFormats[locale].format(value);

/** A ratio as a percentage with at most one decimal: 0.0525 → "5.3%". */
export const percentText = (ratio: number, locale: Locale): string =>
  percentFormats[locale].format(ratio);

/** A day in full: "1 December 2026", "2026年12月1日". */
export const dayText = (day: LocalDate, locale: Locale): string =>
  dayFormats[locale].format(new Date(`${day}T00:00:00Z`));

// Templates come from cards and catalogues, so there are few of them, and each is read once.
const parsed = new Map<string, readonly Segment[]>();

/**
 * Fills a template. Throws when a placeholder has no figure or is malformed: a text with a hole in
 * it must never reach a customer.
 */
export function fill(template: string, figures: Figures, locale: Locale): string {
  let segments = parsed.get(template);
  if (!segments) {
    segments = parse(template);
    parsed.set(template, segments);
  }
  let text = '';
  for (const segment of segments) {
    text += typeof segment === 'string' ? segment : slotText(segment, figures, locale, template);
  }
  return text;
}

/** The names that a template needs figures for, in order of appearance, without repeats. */
export const placeholders = (template: string): string[] => [
  ...new Set(parse(template).flatMap((each) => (typeof each === 'string' ? [] : [each.name]))),
];

/** Says what is wrong with a template's form, or undefined when it can be filled. */
export function templateFault(template: string): string | undefined {
  try {
    parse(template);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function parse(template: string): readonly Segment[] {
  // Splitting by a pattern with one group gives text and slots in turn.
  return template.split(SLOT).map((part, at) => {
    if (at % 2 === 1) return slot(part);
    if (/[{}]/.test(part)) throw new Error(`a brace without its partner in "${template}"`);
    return part;
  });
}

function slot(inside: string): Segment {
  const [name = '', ...forms] = inside.split('|');
  if (!NAME.test(name)) throw new Error(`a malformed placeholder {${inside}}`);
  if (forms.length === 0) return { name };
  const byCategory = new Map<string, string>();
  for (const form of forms) {
    const [, category, text] = FORM.exec(form) ?? [];
    if (category === undefined || text === undefined) {
      throw new Error(`a malformed plural in {${inside}}`);
    }
    byCategory.set(category, text);
  }
  if (!byCategory.has('other')) throw new Error(`no "other" form in {${inside}}`);
  return { name, forms: byCategory };
}

function slotText(
  { name, forms }: Exclude<Segment, string>,
  figures: Figures,
  locale: Locale,
  template: string,
): string {
  const figure = Object.hasOwn(figures, name) ? figures[name] : undefined;
  if (figure === undefined) throw new Error(`no figure for {${name}} in "${template}"`);
  if (!forms) return typeof figure === 'number' ? numberText(figure, locale) : figure;
  if (typeof figure !== 'number') throw new Error(`{${name}} is no number in "${template}"`);
  return forms.get(pluralRules[locale].select(figure)) ?? forms.get('other') ?? '';
}
