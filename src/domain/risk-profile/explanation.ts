/**
 * Why a score is what it is, made from the card that scored, the rules that acted and the values
 * that they looked at: nothing is estimated, the points are the card's own.
 *
 * A principal reason is a characteristic that got fewer points than a typical customer's baseline.
 * At most four are given, the greatest loss first (equal losses in the card's order). Regulation B
 * asks for the specific principal reasons (12 CFR 1002.9(b)(2)); its official interpretation of that
 * paragraph says that more than four are not likely to be helpful, and names the distance below the
 * average points of each factor as one way to find them. A rule that acted is a reason of its own.
 * What the templates may name stands in `value-words.ts`.
 */
import { dayText, fill, type Locale, placeholders, type Text } from '../wording.js';
import type { Protection } from './assessment.js';
import { characteristic } from './catalogue.js';
import type { CharacteristicLookup } from './characteristic-reference.js';
import type { CharacteristicValue, CharacteristicValues } from './facts.js';
import { type PriceBand, priceBandOf } from './price-band.js';
import { type RuleReason, ruleReasons } from './rule-reasons.js';
import { type NewCredit, type RuleSet, type Standing, standingOf } from './rules.js';
import {
  type Attribute,
  type CompiledScorecard,
  type PartialScore,
  type ScorecardCharacteristic,
  twelveMonthPd,
} from './scorecard.js';
import { FIGURES, figuresOf, valueText } from './value-words.js';

const PROTECTION_NOTE: Text = {
  en: 'Until {day}, closing your own lines of credit does not count against you: whatever depends on your limits is worked out as if the limits that you gave up were still there. From that day on only the lines that you have are counted.',
  zh: '在{day}之前，您主动关闭额度不会对您的评分不利：凡与额度有关的项目，均视同您放弃的额度依然存在来计算。自该日起，只计算您持有的额度。',
};

/** As many reasons as help; more would bury them. */
export const MAX_REASONS = 4;

export interface ExplainedCharacteristic {
  readonly id: string;
  readonly name: string;
  readonly value: CharacteristicValue;
  /** With its unit; a category by its label. */
  readonly valueText: string;
  /** The label of the attribute that the value fell into. */
  readonly attribute: string;
  readonly points: number;
  /** Points that the best attribute would give on top of these. */
  readonly pointsBelowMax: number;
  /** Positive when a typical customer gets more, negative when less. */
  readonly pointsBelowBaseline: number;
  /** `pointsBelowBaseline` ÷ points missing to the cutoff, four decimals; null at or above it. */
  readonly shareOfGap: number | null;
}

export interface Reason {
  readonly code: string;
  readonly text: string;
  /** The characteristic that it was made from. */
  readonly characteristicId: string;
}

export interface Explanation {
  readonly score: number;
  /** By card and rules. */
  readonly band: string;
  /** Of the card's outcome, within its horizon. */
  readonly probabilityOfDefault: number;
  /** Null where the card has no factor for it. */
  readonly twelveMonthPd: number | null;
  readonly newCredit: NewCredit;
  /** Null where the card has none. */
  readonly cutoffScore: number | null;
  /** Points missing to the cutoff; 0 when none are. */
  readonly gapToCutoff: number;
  /** With the characteristics' points they re-add to the score. */
  readonly basePoints: number;
  readonly characteristics: readonly ExplainedCharacteristic[];
  readonly principalReasons: readonly Reason[];
  readonly inFavour: readonly Reason[];
  /** The rules that acted, in their set's order. */
  readonly ruleReasons: readonly RuleReason[];
  readonly priceBand: PriceBand;
}

interface Line {
  readonly source: ScorecardCharacteristic;
  readonly attribute: Attribute;
  readonly explained: ExplainedCharacteristic;
}

/** What all lines of one explanation have in common. */
interface Telling {
  readonly values: CharacteristicValues;
  readonly gapToCutoff: number;
  readonly locale: Locale;
  readonly lookup: CharacteristicLookup;
}

/** Tells that own closings are not counted, and until when; for an assessment with a protection. */
export const protectionNote = ({ until }: Protection, locale: Locale): string =>
  fill(PROTECTION_NOTE[locale], { day: dayText(until, locale) }, locale);

/**
 * Explains where card and rules put these values; `rules` are null where none looked on. `lookup` is
 * the one that card and rules were validated with. Throws for values that the card cannot score.
 */
export function explain(
  card: CompiledScorecard,
  rules: RuleSet | null,
  values: CharacteristicValues,
  locale: Locale,
  lookup: CharacteristicLookup = characteristic,
): Explanation {
  const standing = standingOf(card, rules, values);
  const { score, probabilityOfDefault, parts } = standing.scored;
  const { basePoints, characteristics, cutoffScore = null } = card.card;
  const gapToCutoff = cutoffScore === null ? 0 : Math.max(0, cutoffScore - score);
  const telling: Telling = { values, gapToCutoff, locale, lookup };
  const lines = characteristics.map((source, at) =>
    explainOne(source, parts[at]?.attributeId, telling),
  );
  const reason = (kind: 'reason' | 'favour') => (part: PartialScore) =>
    reasonOf(lines[parts.indexOf(part)] as Line, kind, telling);
  const ruleTexts = ruleReasons(rules, standing.acted, values, locale, lookup);
  return {
    score,
    band: standing.band,
    probabilityOfDefault,
    twelveMonthPd: twelveMonthPd(card.card, score),
    newCredit: standing.newCredit,
    cutoffScore,
    gapToCutoff,
    basePoints,
    characteristics: lines.map((line) => line.explained),
    principalReasons: ranked(parts, 'LOST').map(reason('reason')),
    inFavour: ranked(parts, 'WON').map(reason('favour')),
    ruleReasons: ruleTexts,
    priceBand: explainedBand(card, standing, ruleTexts, locale),
  };
}

function explainedBand(
  { card }: CompiledScorecard,
  { band, scored, newCredit }: Standing,
  rules: readonly RuleReason[],
  locale: Locale,
): PriceBand {
  // Several rules may limit it to this band; the first of them is enough to say why.
  const limiting =
    rules.find(({ effect }) => effect.kind === 'BAND_AT_BEST' && effect.band === band) ?? null;
  const standing = { score: scored.score, cardBand: scored.band, band, newCredit, limiting };
  return priceBandOf(card, standing, locale);
}

/**
 * The parts that lost (or won) most points against the baseline, the greatest first, equal ones in
 * the card's order; at most {@link MAX_REASONS}.
 */
export function ranked(parts: readonly PartialScore[], side: 'LOST' | 'WON'): PartialScore[] {
  const sign = side === 'LOST' ? 1 : -1;
  const kept: PartialScore[] = [];
  for (let place = 0; place < parts.length; place += 1) {
    const part = parts[place] as PartialScore;
    const size = sign * part.pointsBelowBaseline;
    if (size <= 0) continue;
    // The few that are kept are moved up one by one: sorting all of them costs ten times as much.
    let at = kept.length;
    while (at > 0 && size > sign * (kept[at - 1] as PartialScore).pointsBelowBaseline) at -= 1;
    if (at === MAX_REASONS) continue;
    const last = Math.min(kept.length, MAX_REASONS - 1);
    for (let from = last; from > at; from -= 1) kept[from] = kept[from - 1] as PartialScore;
    kept[at] = part;
  }
  return kept;
}

function explainOne(
  source: ScorecardCharacteristic,
  attributeId: string | undefined,
  { values, gapToCutoff, locale, lookup }: Telling,
): Line {
  const entry = lookup(source.id);
  const attribute = source.attributes.find((each) => each.id === attributeId);
  if (!entry || !attribute) throw new Error(`${source.id} is not what the card scored`);
  const value = values[source.id] ?? null;
  const most = Math.max(...source.attributes.map((each) => each.points));
  const pointsBelowBaseline = source.baselinePoints - attribute.points;
  return {
    source,
    attribute,
    explained: {
      id: source.id,
      name: entry.name[locale],
      value,
      valueText: valueText(entry, value, locale),
      attribute: attribute.label[locale],
      points: attribute.points,
      pointsBelowMax: most - attribute.points,
      pointsBelowBaseline,
      shareOfGap: gapToCutoff > 0 ? fourDecimals(pointsBelowBaseline / gapToCutoff) : null,
    },
  };
}

function reasonOf(
  { source, attribute, explained }: Line,
  kind: 'reason' | 'favour',
  { values, locale, lookup }: Telling,
): Reason {
  const entry = lookup(source.id);
  if (!entry) throw new Error(`${source.id} is not what the card scored`);
  const { value } = explained;
  const own = attribute[kind] ?? source[kind];
  const namesValue = () => placeholders(own.en).some((name) => FIGURES[entry.unit].includes(name));
  // "Paid 0% of …" reads badly: where the figure is named, zero has the catalogue's own words.
  const template = value === 0 && entry.atZero && namesValue() ? entry.atZero : own;
  const text = fill(template[locale], figuresOf(entry, value, values, locale), locale);
  return { code: source.reasonCode, text, characteristicId: source.id };
}

// Adding zero turns the −0 that rounding leaves of a small negative share into 0.
const fourDecimals = (value: number): number => Math.round(value * 10_000) / 10_000 + 0;
