/**
 * The family of behaviour: `<trait>_<n>d` is what a trait comes to over the n days that end today,
 * n from 1 to the longest window. The words are templates of the trait with `{window}` for the
 * window; an entry is composed when it is first asked for and then kept, at most one per trait and n.
 */
import { fill, LOCALES, type Text } from '../../wording.js';
import { LONGEST_WINDOW_DAYS, PORTRAIT_WINDOWS_DAYS } from '../activity.js';
import { TRAITS, type TraitDefinition, type TraitName } from '../traits.js';
import { BUREAU_WORDS } from './behaviour-bureau.js';
import { FACT_WORDS } from './behaviour-facts.js';
import { TRANSACTION_WORDS } from './behaviour-transactions.js';
import type { TraitWords } from './behaviour-words.js';
import { AT_ONCE, type Characteristic } from './entry.js';

/** A member of the family: the trait and the days that it looks back over. */
export interface BehaviourWindow {
  readonly trait: TraitName;
  readonly windowDays: number;
}

const WORDS: Readonly<Record<TraitName, TraitWords>> = {
  ...TRANSACTION_WORDS,
  ...FACT_WORDS,
  ...BUREAU_WORDS,
};
const NAME: Text = { en: '{trait}, last {window}', zh: '最近{window}：{trait}' };
const WINDOW: Text = { en: '{days} {days|one:day|other:days}', zh: '{days}天' };
const ID = /^([a-z_]+)_([1-9]\d{0,2})d$/;

const definitions = new Map<string, TraitDefinition>(TRAITS.map((each) => [each.name, each]));
const composed = new Map<string, Characteristic>();

export const behaviourId = (trait: TraitName, windowDays: number): string =>
  `${trait}_${windowDays}d`;

/** Reads an id of the family; undefined for any other. */
export function behaviourWindow(id: string): BehaviourWindow | undefined {
  const [, name = '', days] = ID.exec(id) ?? [];
  const definition = definitions.get(name);
  const windowDays = Number(days);
  if (!definition || windowDays > LONGEST_WINDOW_DAYS) return undefined;
  return { trait: definition.name, windowDays };
}

/** The catalogue's entry for an id of the family, always the same one; undefined for other ids. */
export function behaviour(id: string): Characteristic | undefined {
  const known = composed.get(id);
  if (known) return known;
  const window = behaviourWindow(id);
  const definition = window && definitions.get(window.trait);
  if (!window || !definition) return undefined;
  const entry = compose(definition, window.windowDays);
  composed.set(id, entry);
  return entry;
}

function compose(
  { name, unit, source, max, label }: TraitDefinition,
  windowDays: number,
): Characteristic {
  const { direction, meaning, change, reason, favour, atZero } = WORDS[name];
  const text = (templates: Text): Text => overWindow(templates, windowDays);
  return {
    id: behaviourId(name, windowDays),
    name: text({
      en: NAME.en.replace('{trait}', label.en),
      zh: NAME.zh.replace('{trait}', label.zh),
    }),
    meaning: text(meaning),
    unit,
    min: 0,
    max: unit === 'DAYS' ? Math.min(max, windowDays) : max,
    source,
    window: `P${windowDays}D`,
    direction,
    change: change && { ...change, how: text(change.how) },
    reason: text(reason),
    favour: text(favour),
    ...(atZero && { atZero: text(atZero) }),
  };
}

/** Fills in the window and leaves every other figure to the moment at which a value is known. */
function overWindow(templates: Text, windowDays: number): Text {
  const [en, zh] = LOCALES.map((locale) =>
    templates[locale].replaceAll('{window}', fill(WINDOW[locale], { days: windowDays }, locale)),
  );
  return { en: en as string, zh: zh as string };
}

/** What a portrait shows: sums over its windows, and the newest facts of the longest one. */
export const PORTRAIT: readonly Characteristic[] = TRAITS.flatMap(({ name, reads }) => {
  const windows = reads === 'NEWEST' ? [LONGEST_WINDOW_DAYS] : PORTRAIT_WINDOWS_DAYS;
  return windows.flatMap((days) => behaviour(behaviourId(name, days)) ?? []);
});

/** Whether an income was verified at all, in whatever currency and however high. */
export const INCOME_VERIFICATION: Characteristic = {
  id: 'income_verification',
  name: { en: 'Income verification', zh: '收入核实情况' },
  meaning: {
    en: 'Whether an income was verified within the last 365 days; how high it is does not count here.',
    zh: '最近365天内是否核实过收入；此处不考虑收入高低。',
  },
  unit: 'CATEGORY',
  min: 0,
  max: 0,
  categories: [
    { id: 'VERIFIED', label: { en: 'verified', zh: '已核实' } },
    { id: 'NOT_VERIFIED', label: { en: 'not verified', zh: '未核实' } },
  ],
  source: 'INCOME',
  window: `P${LONGEST_WINDOW_DAYS}D`,
  direction: 'HIGHER_IS_RISKIER',
  change: {
    how: {
      en: 'Have your income verified by a document or a payroll; it counts as soon as it is verified.',
      zh: '以证明文件或工资记录核实您的收入；核实后立即生效。',
    },
    earliestDays: AT_ONCE,
  },
  reason: { en: 'Your income is {category}.', zh: '您的收入{category}。' },
  favour: { en: 'Your income is {category}.', zh: '您的收入{category}。' },
};
