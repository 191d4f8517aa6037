/**
 * What moved a score between two assessments, point by point. Each characteristic's change of points
 * is a line; under another card the base points are a line too, and a characteristic that only one
 * of the cards has brings or takes its own points. So the lines add up to the change, exactly.
 */
import { fill, type Locale, type Text } from '../wording.js';
import { characteristic } from './catalogue.js';
import type { CharacteristicLookup } from './characteristic-reference.js';
import { type ExplainedCharacteristic, type Explanation, explain } from './explanation.js';
import type { CharacteristicValues } from './facts.js';
import type { RuleReason } from './rule-reasons.js';
import type { RuleSet } from './rules.js';
import type { CompiledScorecard } from './scorecard.js';

/** One side: what scored, which rules looked on (null: none), and the values. */
export interface Assessed {
  readonly card: CompiledScorecard;
  readonly rules: RuleSet | null;
  readonly values: CharacteristicValues;
}

/** A side of a line: absent where that side's card does not have the characteristic. */
export interface LineSide {
  readonly valueText: string;
  readonly attribute: string;
  readonly points: number;
}

export interface DifferenceLine {
  readonly characteristicId: string;
  readonly name: string;
  readonly before: LineSide | null;
  readonly after: LineSide | null;
  /** Points after minus points before, an absent side counting as none. */
  readonly change: number;
  /** In a sentence. */
  readonly text: string;
}

export interface ScoreDifference {
  /** Whether both sides were scored by one version of the card. */
  readonly sameCard: boolean;
  readonly scoreBefore: number;
  readonly scoreAfter: number;
  /** With `basePoints.change`, the lines' changes add up to this. */
  readonly change: number;
  readonly bandBefore: string;
  readonly bandAfter: string;
  /** Points that everybody gets; null for the same card, where they cannot move. */
  readonly basePoints: {
    readonly before: number;
    readonly after: number;
    readonly change: number;
    readonly text: string;
  } | null;
  /** The greatest change first, equal ones in the newer card's order, then in the older's. */
  readonly lines: readonly DifferenceLine[];
  /** Rules that act now and did not before, with the newer figures; and the other way round. */
  readonly rulesBegun: readonly RuleReason[];
  readonly rulesEnded: readonly RuleReason[];
}

const SENTENCES = {
  more: {
    en: '{name}: {before} before, {after} now; {points} {points|one:point|other:points} more.',
    zh: '{name}：由“{before}”变为“{after}”，增加{points}分。',
  },
  fewer: {
    en: '{name}: {before} before, {after} now; {points} {points|one:point|other:points} fewer.',
    zh: '{name}：由“{before}”变为“{after}”，减少{points}分。',
  },
  same: {
    en: '{name}: {before} before, {after} now; no points moved.',
    zh: '{name}：由“{before}”变为“{after}”，分数未变。',
  },
  moreAtSame: {
    en: '{name}: {after} as before; the newer scorecard gives {points} {points|one:point|other:points} more for it.',
    zh: '{name}：仍为“{after}”，新评分卡为此多给{points}分。',
  },
  fewerAtSame: {
    en: '{name}: {after} as before; the newer scorecard gives {points} {points|one:point|other:points} fewer for it.',
    zh: '{name}：仍为“{after}”，新评分卡为此少给{points}分。',
  },
  unmoved: {
    en: '{name}: {after} as before.',
    zh: '{name}：仍为“{after}”。',
  },
  begun: {
    en: '{name} ({after}) is new in the scorecard: {points} {points|one:point|other:points}.',
    zh: '{name}（{after}）为新评分卡新增的指标，得{points}分。',
  },
  ended: {
    en: '{name} ({before}, {points} {points|one:point|other:points}) is no longer in the scorecard.',
    zh: '{name}（{before}，{points}分）已不在新评分卡中。',
  },
} as const satisfies Record<string, Text>;

const BASE: Text = {
  en: 'The newer scorecard starts everybody at {after} instead of {before} points.',
  zh: '新评分卡的基础分为{after}分，原为{before}分。',
};

/** Compares two assessments of one customer; throws for values that their cards cannot score. */
export function difference(
  older: Assessed,
  newer: Assessed,
  locale: Locale,
  lookup: CharacteristicLookup = characteristic,
): ScoreDifference {
  const [before, after] = [older, newer].map(({ card, rules, values }) =>
    explain(card, rules, values, locale, lookup),
  ) as [Explanation, Explanation];
  const sameCard = older.card.card.version === newer.card.card.version;
  return {
    sameCard,
    scoreBefore: before.score,
    scoreAfter: after.score,
    change: after.score - before.score,
    bandBefore: before.band,
    bandAfter: after.band,
    basePoints: sameCard ? null : baseLine(before.basePoints, after.basePoints, locale),
    lines: linesOf(before, after, locale),
    rulesBegun: actingOnlyIn(after, before),
    rulesEnded: actingOnlyIn(before, after),
  };
}

const baseLine = (before: number, after: number, locale: Locale) => ({
  before,
  after,
  change: after - before,
  text: fill(BASE[locale], { before, after }, locale),
});

const actingOnlyIn = (side: Explanation, other: Explanation): RuleReason[] =>
  side.ruleReasons.filter(({ ruleId }) =>
    other.ruleReasons.every((each) => each.ruleId !== ruleId),
  );

function linesOf(before: Explanation, after: Explanation, locale: Locale): DifferenceLine[] {
  const was = new Map(before.characteristics.map((each) => [each.id, each]));
  const is = new Set(after.characteristics.map(({ id }) => id));
  const lines = [
    ...after.characteristics.map((each) => lineOf(was.get(each.id), each, locale)),
    ...before.characteristics
      .filter(({ id }) => !is.has(id))
      .map((each) => lineOf(each, undefined, locale)),
  ];
  return lines.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

function lineOf(
  before: ExplainedCharacteristic | undefined,
  after: ExplainedCharacteristic | undefined,
  locale: Locale,
): DifferenceLine {
  const one = (after ?? before) as ExplainedCharacteristic;
  const change = (after?.points ?? 0) - (before?.points ?? 0);
  // Two values on either side of a cut can read alike; then what they fell into tells them apart.
  const alike = before?.value !== after?.value && before?.valueText === after?.valueText;
  const words = alike && change !== 0 ? 'attribute' : 'valueText';
  const figures = {
    name: one.name,
    before: before?.[words] ?? '',
    after: after?.[words] ?? '',
    points: before && after ? Math.abs(change) : one.points,
  };
  return {
    characteristicId: one.id,
    name: one.name,
    before: sideOf(before),
    after: sideOf(after),
    change,
    text: fill(SENTENCES[sentence(before, after)][locale], figures, locale),
  };
}

const sideOf = (from: ExplainedCharacteristic | undefined): LineSide | null =>
  from ? { valueText: from.valueText, attribute: from.attribute, points: from.points } : null;

function sentence(
  before: ExplainedCharacteristic | undefined,
  after: ExplainedCharacteristic | undefined,
): keyof typeof SENTENCES {
  if (!before) return 'begun';
  if (!after) return 'ended';
  const change = after.points - before.points;
  if (change === 0) return before.valueText === after.valueText ? 'unmoved' : 'same';
  // The same value with other points: then it was the card that changed.
  if (before.value === after.value) return change > 0 ? 'moreAtSame' : 'fewerAtSame';
  return change > 0 ? 'more' : 'fewer';
}
