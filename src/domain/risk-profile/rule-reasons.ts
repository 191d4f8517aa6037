/** What rules did, in words: one reason for each rule that acted, and for no other. */
import { fill, type Locale, type Text } from '../wording.js';
import type { CharacteristicLookup } from './characteristic-reference.js';
import type { CharacteristicValues } from './facts.js';
import type { ActedRule, Rule, RuleEffect, RuleSet } from './rules.js';
import { figuresOf } from './value-words.js';

export interface RuleReason {
  readonly ruleId: string;
  readonly code: string;
  readonly text: string;
  /** The characteristic that the rule looked at. */
  readonly characteristicId: string;
  readonly effect: RuleEffect;
  /** What the rule does, in words. */
  readonly effectText: string;
}

const EFFECTS: Readonly<Record<RuleEffect['kind'], Text>> = {
  BAND_AT_BEST: {
    en: 'While this holds, your price band is {band} at best.',
    zh: '在此情形持续期间，您的价格档位最好为{band}档。',
  },
  REFER: {
    en: 'While this holds, a person looks at your case before new credit is given.',
    zh: '在此情形持续期间，新增信贷须先经人工审核。',
  },
  NO_NEW_CREDIT: {
    en: 'While this holds, there is no new credit; your existing lines stay as they are.',
    zh: '在此情形持续期间不提供新增信贷；您的现有额度不受影响。',
  },
};

/** Reasons of the acted rules, in the set's order; throws for one that the set does not have. */
export function ruleReasons(
  rules: RuleSet | null,
  acted: readonly ActedRule[],
  values: CharacteristicValues,
  locale: Locale,
  lookup: CharacteristicLookup,
): RuleReason[] {
  return acted.map(({ ruleId, value }) => {
    const rule = rules?.rules.find(({ id }) => id === ruleId);
    const entry = rule && lookup(rule.characteristicId);
    if (!rule || !entry) throw new Error(`the rule ${ruleId} is not what acted`);
    return {
      ruleId,
      code: rule.reasonCode,
      text: fill(rule.reason[locale], figuresOf(entry, value, values, locale), locale),
      characteristicId: rule.characteristicId,
      effect: rule.effect,
      effectText: effectText(rule, locale),
    };
  });
}

const effectText = ({ effect }: Rule, locale: Locale): string =>
  fill(
    EFFECTS[effect.kind][locale],
    effect.kind === 'BAND_AT_BEST' ? { band: effect.band } : {},
    locale,
  );
