/**
 * Words for what a measure looks for. Those of characteristics and rules are the catalogue's and the
 * rule set's own, so that a measure cannot say it differently; only those of a line are made here.
 */
import type { DecisionReason } from '../credit-account/decision.js';
import type { Assessment } from '../risk-profile/assessment.js';
import { type Characteristic, characteristic } from '../risk-profile/catalogue.js';
import type { CharacteristicValues } from '../risk-profile/facts.js';
import { ruleReasons } from '../risk-profile/rule-reasons.js';
import type { Rule, RuleSet } from '../risk-profile/rules.js';
import { figuresOf, valueText } from '../risk-profile/value-words.js';
import { type Figures, fill, type Locale, percentText, type Text } from '../wording.js';
import type { LineFacts, MeasureCondition } from './measure.js';

type OfCharacteristic = Extract<MeasureCondition, { readonly characteristicId: string }>;
export type OfLine = Exclude<MeasureCondition, OfCharacteristic | { readonly kind: 'RULE_ACTS' }>;

const REASONS = {
  UTILIZATION_AT_LEAST: {
    en: 'What you owe on this line is {percent} of its limit.',
    zh: '您在该额度的欠款为限额的{percent}。',
  },
  OVERDUE_DAYS_AT_LEAST: {
    en: 'This line is {days} {days|one:day|other:days} past due.',
    zh: '该额度已逾期{days}天。',
  },
  INACTIVE: {
    en: 'Nothing is owed on this line, and it has not been used for {months} {months|one:month|other:months}.',
    zh: '该额度没有欠款，且已有{months}个月未使用。',
  },
  BAND_IN: { en: 'Your price band is {band}.', zh: '您的价格档位为{band}档。' },
} as const satisfies Record<OfLine['kind'], Text>;

/** Reason codes of what is so of a line or a price band; no measure has one of them as its own. */
export const LINE_CODES = {
  UTILIZATION_AT_LEAST: 'LINE_NEARLY_FULL',
  OVERDUE_DAYS_AT_LEAST: 'LINE_PAST_DUE',
  INACTIVE: 'LINE_UNUSED',
  BAND_IN: 'PRICE_BAND',
} as const satisfies Record<OfLine['kind'], string>;

/** What is needed instead; `how` is the catalogue's sentence on what changes a characteristic. */
const NEEDED = {
  BELOW: { en: '“{name}” has to be below {bound}.', zh: '“{name}”须低于{bound}。' },
  BELOW_HOW: { en: '“{name}” has to be below {bound}. {how}', zh: '“{name}”须低于{bound}。{how}' },
  BELOW_UNLESS: {
    en: '“{name}” has to be below {bound}, or “{other}” has to be: {category}. {how}',
    zh: '“{name}”须低于{bound}，或“{other}”须为：{category}。{how}',
  },
  OTHER: { en: '“{name}” has to be: {category}.', zh: '“{name}”须为：{category}。' },
  OTHER_HOW: {
    en: '“{name}” has to be: {category}. {how}',
    zh: '“{name}”须为：{category}。{how}',
  },
  BAND_IN: {
    en: 'Your price band has to be another than {bands}. The advice on your score shows the smallest changes that would lead there.',
    zh: '您的价格档位须不再是{bands}档。评分建议会列出为此所需的最小改变。',
  },
  UTILIZATION_AT_LEAST: {
    en: 'What you owe on this line has to be below {percent} of its limit. Every repayment lowers it at once.',
    zh: '您在该额度的欠款须低于限额的{percent}。每次还款都会立即降低该比例。',
  },
  OVERDUE_DAYS_AT_LEAST: {
    en: 'This line has to be less than {days} {days|one:day|other:days} past due. Please pay what is overdue on it.',
    zh: '该额度的逾期天数须少于{days}天。请偿还逾期款项。',
  },
  INACTIVE: {
    en: 'Once the line is used again, it no longer counts as unused.',
    zh: '该额度一经再次使用，即不再视为闲置。',
  },
} as const satisfies Record<string, Text>;

/** With the day from which it is so by itself. */
export const UNTIL: Text = {
  en: '{needed} If nothing new is added, this will be so from {day}.',
  zh: '{needed}如无新增，自{day}起即满足。',
};

const OR = {
  en: new Intl.ListFormat('en', { type: 'disjunction' }),
  zh: new Intl.ListFormat('zh-Hans', { type: 'disjunction' }),
};

/** What a rule that acted says; throws for one that did not act. */
export function ruleReason(
  ruleId: string,
  { rules: looked, values }: Pick<Assessment, 'rules' | 'values'>,
  rules: RuleSet,
): DecisionReason {
  const acted = (looked?.acted ?? []).filter((each) => each.ruleId === ruleId);
  const [en] = ruleReasons(rules, acted, values, 'en', characteristic);
  const [zh] = ruleReasons(rules, acted, values, 'zh', characteristic);
  const value = acted[0]?.value;
  if (!en || !zh || value === undefined) throw new Error(`the rule ${ruleId} has not acted`);
  const { code, characteristicId } = en;
  const text = { en: en.text, zh: zh.text };
  return { code, values: { ruleId, characteristicId, value: String(value) }, text };
}

/** The catalogue's own sentence on a value. */
export function characteristicReason(
  condition: OfCharacteristic,
  values: CharacteristicValues,
): DecisionReason {
  const { characteristicId } = condition;
  const entry = entryOf(characteristicId);
  const value = values[characteristicId] ?? null;
  const template = value === 0 && entry.atZero ? entry.atZero : entry.reason;
  const suffix = condition.kind === 'CHARACTERISTIC_IS' ? condition.category : 'HIGH';
  const said = (locale: Locale): string =>
    fill(template[locale], figuresOf(entry, value, values, locale), locale);
  return {
    code: `${characteristicId.toUpperCase()}_${suffix}`,
    values: { characteristicId, value: String(value) },
    text: { en: said('en'), zh: said('zh') },
  };
}

/** What is so of a line, or of the customer's price band. */
export function lineReason({ kind }: OfLine, line: LineFacts, band: string): DecisionReason {
  const figures = (locale: Locale): Figures => {
    switch (kind) {
      case 'UTILIZATION_AT_LEAST':
        return { percent: percentText(line.balanceMinor / Math.max(1, line.limitMinor), locale) };
      case 'OVERDUE_DAYS_AT_LEAST':
        return { days: line.overdueDays };
      case 'INACTIVE':
        return { months: line.unusedMonths ?? 0 };
      case 'BAND_IN':
        return { band };
    }
  };
  const plain = Object.entries(figures('en')).map(([name, figure]) => [name, String(figure)]);
  const said = (locale: Locale): string => fill(REASONS[kind][locale], figures(locale), locale);
  const text = { en: said('en'), zh: said('zh') };
  return { code: LINE_CODES[kind], values: Object.fromEntries(plain), text };
}

/** What has to be so instead of the condition, and what to do for it. */
export function neededText(condition: MeasureCondition, rules: RuleSet, locale: Locale): string {
  const say = (template: Text, figures: Figures): string => fill(template[locale], figures, locale);
  switch (condition.kind) {
    case 'RULE_ACTS':
      return belowText(ruleOf(rules, condition.ruleId), locale);
    case 'CHARACTERISTIC_AT_LEAST':
      return belowText(condition, locale);
    case 'CHARACTERISTIC_IS': {
      const { name, categories = [], change } = entryOf(condition.characteristicId);
      const others = categories.filter(({ id }) => id !== condition.category);
      const category = OR[locale].format(others.map(({ label }) => label[locale]));
      const figures = { name: name[locale], category };
      if (!change) return say(NEEDED.OTHER, figures);
      return say(NEEDED.OTHER_HOW, { ...figures, how: change.how[locale] });
    }
    case 'BAND_IN':
      return say(NEEDED.BAND_IN, { bands: OR[locale].format(condition.bands) });
    case 'UTILIZATION_AT_LEAST':
      return say(NEEDED[condition.kind], { percent: percentText(condition.ppm / 1e6, locale) });
    case 'OVERDUE_DAYS_AT_LEAST':
      return say(NEEDED[condition.kind], { days: condition.days });
    case 'INACTIVE':
      return say(NEEDED[condition.kind], {});
  }
}

type Bound = Pick<Rule, 'characteristicId' | 'atLeast' | 'unless'>;

function belowText({ characteristicId, atLeast, unless }: Bound, locale: Locale): string {
  const entry = entryOf(characteristicId);
  const how = entry.change?.how[locale];
  const figures = { name: entry.name[locale], bound: valueText(entry, atLeast, locale) };
  if (unless) {
    const other = entryOf(unless.characteristicId);
    const otherHow = other.change?.how[locale] ?? how ?? '';
    const words = {
      other: other.name[locale],
      category: valueText(other, unless.category, locale),
    };
    return fill(NEEDED.BELOW_UNLESS[locale], { ...figures, ...words, how: otherHow }, locale);
  }
  if (how === undefined) return fill(NEEDED.BELOW[locale], figures, locale);
  return fill(NEEDED.BELOW_HOW[locale], { ...figures, how }, locale);
}

/** The catalogue's entry; throws for an id that it does not list, which validation lets nobody use. */
function entryOf(id: string): Characteristic {
  const entry = characteristic(id);
  if (!entry) throw new Error(`${id} is not in the catalogue`);
  return entry;
}

/** The rule; throws for one that the set does not have. */
export function ruleOf({ version, rules }: RuleSet, ruleId: string): Rule {
  const rule = rules.find(({ id }) => id === ruleId);
  if (!rule) throw new Error(`${version} has no rule ${ruleId}`);
  return rule;
}
