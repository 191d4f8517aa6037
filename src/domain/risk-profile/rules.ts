/**
 * Rules stand beside the card. The card gives points for conduct on statements, whose weights were
 * fitted to outcomes; what a lender watches without such evidence (cash-outs, unstated purposes,
 * devices, frequent closing) acts through rules, which are set by judgement and say so. A rule looks
 * at one characteristic of the catalogue and never changes the score: it limits the price band, asks
 * for a person's look, or holds back new credit, for as long as its condition holds.
 */
import type { LocalDate } from '../time.js';
import type { Text } from '../wording.js';
import type { CharacteristicValues } from './facts.js';
import type { CompiledScorecard, Scorecard, ScoredAssessment } from './scorecard.js';

export interface RuleSet {
  readonly schemaVersion: 1;
  readonly version: string;
  /** Set by judgement: no rule was estimated from outcomes. */
  readonly kind: 'EXPERT';
  readonly name: Text;
  readonly basis: Text;
  readonly createdOn: LocalDate;
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly id: string;
  readonly reasonCode: string;
  /** An id of the catalogue; a value that is null or withheld never makes a rule act. */
  readonly characteristicId: string;
  /** Acts when the value is at least this; rules look upwards only. */
  readonly atLeast: number;
  /** Keeps the rule from acting while this categorical characteristic has this value. */
  readonly unless?: { readonly characteristicId: string; readonly category: string };
  readonly effect: RuleEffect;
  /** Why it acted, with the customer's own figure; placeholders as in the card's reasons. */
  readonly reason: Text;
  /** Why the limit lies where it does. */
  readonly basis: Text;
}

export type RuleEffect =
  /** The price band is at best this one, whatever the score. */
  | { readonly kind: 'BAND_AT_BEST'; readonly band: string }
  /** A person looks before new credit is given. */
  | { readonly kind: 'REFER' }
  /** No new credit while it holds; existing lines are not touched. */
  | { readonly kind: 'NO_NEW_CREDIT' };

/** What new credit the customer can have today. */
export const NEW_CREDIT = ['OPEN', 'REFERRED', 'NOT_NOW'] as const;
export type NewCredit = (typeof NEW_CREDIT)[number];

/** A rule that acted, with the value on which it did. */
export interface ActedRule {
  readonly ruleId: string;
  readonly value: number;
}

/** Card and rules together: where the customer stands. */
export interface Standing {
  readonly scored: ScoredAssessment;
  /** In the rule set's order. */
  readonly acted: readonly ActedRule[];
  /** The card's band, lowered by rules where they say so. */
  readonly band: string;
  /** NOT_NOW also when the score is below the card's cutoff. */
  readonly newCredit: NewCredit;
}

/** Ids of the characteristics that the rules look at. */
export const characteristicsOf = ({ rules }: RuleSet): string[] =>
  rules.flatMap(({ characteristicId, unless }) =>
    unless ? [characteristicId, unless.characteristicId] : [characteristicId],
  );

/** The rules that act on these values, in the set's order; none where no rules look on. */
export function rulesActing(rules: RuleSet | null, values: CharacteristicValues): ActedRule[] {
  if (!rules) return [];
  return rules.rules.flatMap(({ id: ruleId, characteristicId, atLeast, unless }) => {
    const value = values[characteristicId];
    if (unless && values[unless.characteristicId] === unless.category) return [];
    return typeof value === 'number' && value >= atLeast ? [{ ruleId, value }] : [];
  });
}

/** The place of a band in the card, the best is 0; -1 for one that the card does not have. */
export const bandPlace = ({ bands }: Pick<Scorecard, 'bands'>, band: string): number =>
  bands.findIndex((each) => each.band === band);

/** Where the customer stands by card and rules; throws for values that the card cannot score. */
export function standingOf(
  card: CompiledScorecard,
  rules: RuleSet | null,
  values: CharacteristicValues,
): Standing {
  const scored = card.score(values);
  const acted = rulesActing(rules, values);
  const effects = (rules?.rules ?? [])
    .filter(({ id }) => acted.some(({ ruleId }) => ruleId === id))
    .map(({ effect }) => effect);
  const { bands, cutoffScore } = card.card;
  let at = bandPlace(card.card, scored.band);
  for (const effect of effects) {
    if (effect.kind === 'BAND_AT_BEST') at = Math.max(at, bandPlace(card.card, effect.band));
  }
  const belowCutoff = cutoffScore !== undefined && scored.score < cutoffScore;
  const heldBack = effects.some(({ kind }) => kind === 'NO_NEW_CREDIT');
  const referred = effects.some(({ kind }) => kind === 'REFER');
  return {
    scored,
    acted,
    band: (bands[at] as { band: string }).band,
    newCredit: belowCutoff || heldBack ? 'NOT_NOW' : referred ? 'REFERRED' : 'OPEN',
  };
}
