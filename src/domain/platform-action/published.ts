/**
 * A measure as it is published: what it looks for and what it does, in words of the catalogue and the
 * rules that it names. It says the same as the data beside it, for whoever reads no data.
 */
import { type Characteristic, characteristic } from '../risk-profile/catalogue.js';
import type { RuleSet } from '../risk-profile/rules.js';
import { valueText } from '../risk-profile/value-words.js';
import { type Figures, fill, type Locale, percentText, type Text } from '../wording.js';
import type { MeasureCondition, MeasureEffect } from './measure.js';

const LOOKED_FOR = {
  AT_LEAST: { en: '“{name}” is at least {bound}.', zh: '“{name}”不低于{bound}。' },
  AT_LEAST_UNLESS: {
    en: '“{name}” is at least {bound}, and “{other}” is not: {category}.',
    zh: '“{name}”不低于{bound}，且“{other}”不是：{category}。',
  },
  IS: { en: '“{name}” is: {category}.', zh: '“{name}”为：{category}。' },
  RULE: { en: 'The rule “{rule}” acts.', zh: '规则“{rule}”起作用。' },
  BAND_IN: { en: 'The price band is {bands}.', zh: '价格档位为{bands}档。' },
  UTILIZATION_AT_LEAST: {
    en: 'What is owed on the line is at least {percent} of its limit.',
    zh: '该额度的欠款不低于其限额的{percent}。',
  },
  OVERDUE_DAYS_AT_LEAST: {
    en: 'The line is at least {days} {days|one:day|other:days} past due.',
    zh: '该额度已逾期至少{days}天。',
  },
  INACTIVE: {
    en: 'Nothing is owed on the line, and it has not been used for as many months as the rules of the jurisdiction say.',
    zh: '该额度没有欠款，且未使用的月数已达到所在司法辖区规则的规定。',
  },
} as const satisfies Record<string, Text>;

const EFFECTS = {
  REPRICING: {
    en: 'The yearly rate rises by {points} percentage {points|one:point|other:points}, once the notice period that the rules of the jurisdiction ask for is over.',
    zh: '在所在司法辖区规则要求的通知期届满后，年利率上升{points}个百分点。',
  },
  LINE_DECREASE: {
    en: 'The limit falls by {percent}, never below what is owed and reserved.',
    zh: '限额降低{percent}，但不低于欠款与预授权之和。',
  },
  SUSPENSION: {
    en: 'The line cannot be used for now. It resumes when what led to it is no longer so, or when we lift it.',
    zh: '该额度暂停使用；导致暂停的情况消失后，或在我们解除后恢复。',
  },
  DRAWDOWN_RIGHT_ENDED: {
    en: 'No new use of the line. What is owed is repaid as agreed.',
    zh: '该额度不能再用于新的支付或提现；欠款按约定偿还。',
  },
  TERMINATION_BY_NOTICE: {
    en: 'The line ends after the notice period that the rules of the jurisdiction ask for.',
    zh: '在所在司法辖区规则要求的通知期届满后，该额度终止。',
  },
  CLOSURE: {
    en: 'The line is closed at once. What is owed is repaid as agreed.',
    zh: '该额度立即关闭；欠款按约定偿还。',
  },
} as const satisfies Record<MeasureEffect['kind'], Text>;

const LINKED: Text = {
  en: 'Where the rules of the jurisdiction permit it, the limits of the other lines in use with the same creditor fall by {percent}.',
  zh: '在所在司法辖区规则允许时，同一授信方下其他使用中额度的限额相应降低{percent}。',
};

const MILLION = 1_000_000;
const OR = {
  en: new Intl.ListFormat('en', { type: 'disjunction' }),
  zh: new Intl.ListFormat('zh-Hans', { type: 'disjunction' }),
};

/** What a measure looks for. A rule that `rules` does not have goes by its id. */
export function lookedForText(
  condition: MeasureCondition,
  rules: RuleSet | null,
  locale: Locale,
): string {
  const say = (template: Text, figures: Figures): string => fill(template[locale], figures, locale);
  switch (condition.kind) {
    case 'RULE_ACTS': {
      const rule = rules?.rules.find(({ id }) => id === condition.ruleId);
      if (!rule) return say(LOOKED_FOR.RULE, { rule: condition.ruleId });
      const { characteristicId, atLeast, unless } = rule;
      const figures = boundOf(characteristicId, atLeast, locale);
      if (!unless) return say(LOOKED_FOR.AT_LEAST, figures);
      const but = categoryOf(unless.characteristicId, unless.category, locale);
      const words = { other: but.name, category: but.category };
      return say(LOOKED_FOR.AT_LEAST_UNLESS, { ...figures, ...words });
    }
    case 'CHARACTERISTIC_AT_LEAST':
      return say(
        LOOKED_FOR.AT_LEAST,
        boundOf(condition.characteristicId, condition.atLeast, locale),
      );
    case 'CHARACTERISTIC_IS':
      return say(LOOKED_FOR.IS, categoryOf(condition.characteristicId, condition.category, locale));
    case 'BAND_IN':
      return say(LOOKED_FOR.BAND_IN, { bands: OR[locale].format(condition.bands) });
    case 'UTILIZATION_AT_LEAST':
      return say(LOOKED_FOR[condition.kind], {
        percent: percentText(condition.ppm / MILLION, locale),
      });
    case 'OVERDUE_DAYS_AT_LEAST':
      return say(LOOKED_FOR[condition.kind], { days: condition.days });
    case 'INACTIVE':
      return say(LOOKED_FOR[condition.kind], {});
  }
}

/** What a measure does to the line that it is taken on. */
export function effectText(effect: MeasureEffect, locale: Locale): string {
  const template = EFFECTS[effect.kind][locale];
  switch (effect.kind) {
    case 'REPRICING':
      return fill(template, { points: (effect.addPpm / MILLION) * 100 }, locale);
    case 'LINE_DECREASE':
      return fill(template, { percent: percentText(effect.ofLimitPpm / MILLION, locale) }, locale);
    default:
      return fill(template, {}, locale);
  }
}

/** What a measure does to the customer's other lines. */
export const linkedText = (linkedDecreasePpm: number, locale: Locale): string =>
  fill(LINKED[locale], { percent: percentText(linkedDecreasePpm / MILLION, locale) }, locale);

const boundOf = (id: string, atLeast: number, locale: Locale) => {
  const entry = entryOf(id);
  return { name: entry.name[locale], bound: valueText(entry, atLeast, locale) };
};

const categoryOf = (id: string, category: string, locale: Locale) => {
  const entry = entryOf(id);
  return { name: entry.name[locale], category: valueText(entry, category, locale) };
};

/** The catalogue's entry; it never drops one, and validation lets nobody use another. */
function entryOf(id: string): Characteristic {
  const entry = characteristic(id);
  if (!entry) throw new Error(`${id} is not in the catalogue`);
  return entry;
}
